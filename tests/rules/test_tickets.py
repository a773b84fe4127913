"""The table of states: what people expect of it, and what no sequence of actions may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import cards
from rules.tickets import ACTIVE, MOVES, RATINGS, TAKEN, UNFINISHED, State, may
from tests.audit import after

ENDED = frozenset(State) - UNFINISHED
actions = st.sampled_from(sorted(MOVES))


@pytest.mark.parametrize(
    ("action", "state", "target"),
    [
        ("claim", "open", "claimed"),
        ("arrive", "claimed", "on_site"),
        ("resolve", "claimed", "resolved"),
        ("resolve", "on_site", "resolved"),
        ("confirm", "resolved", "closed"),
        ("deny", "resolved", "claimed"),
        ("deny", "closed_unconfirmed", "claimed"),
        ("silence", "resolved", "closed_unconfirmed"),
        ("report_up", "on_site", "open"),
        ("hand_over", "open", "claimed"),
        ("withdraw", "resolved", "withdrawn"),
        ("mistake", "claimed", "mistaken"),
        ("rate", "closed", "closed"),
        ("contact", "on_site", "on_site"),
    ],
)
def test_the_way_a_ticket_goes(action: str, state: str, target: str) -> None:
    assert after(action, state) == target


@pytest.mark.parametrize(
    ("action", "state"),
    [("claim", "claimed"), ("claim", "closed"), ("resolve", "open"), ("confirm", "claimed"), ("confirm", "closed"),
     ("climb", "claimed"), ("silence", "claimed"), ("rate", "resolved"), ("mistake", "resolved"), ("deny", "closed")],
)  # fmt: skip
def test_what_may_not_be(action: str, state: str) -> None:
    assert not may(action, state)


@pytest.mark.parametrize(
    ("action", "before"), [(each, state) for each in MOVES for state in sorted(MOVES[each].sources)]
)
def test_no_action_brings_the_dead_back(action: str, before: State) -> None:
    """What was withdrawn stays so, what is mistaken but for 点错了; what is closed opens only by 没解决 or 又坏了."""
    state = after(action, before)
    assert before not in (State.WITHDRAWN, State.MERGED)
    if before is State.MISTAKEN:
        assert action.startswith("unmistake_")
    elif before in ENDED and state in UNFINISHED:
        assert action in ("deny", "come_back", "come_back_up")
    if state is State.CLOSED and before is not State.CLOSED:
        assert action == "confirm"


@given(action=actions)
def test_every_action_leads_to_states_we_know(action: str) -> None:
    assert MOVES[action].sources
    assert all(after(action, state) in State for state in MOVES[action].sources)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("level", ["grid", "community", "street", "district"])
@pytest.mark.parametrize("submitted", [False, True])
def test_no_card_offers_what_its_state_forbids(state: State, level: str, submitted: bool) -> None:
    shown = [*cards.staff_rows(state, level, submitted=submitted), *cards.public_rows(state)]
    offered = [*shown, *cards.MORE_ROWS.get(state, ())]
    # Who sees to the end of what somebody else did claims it by the way, who gives away what rests takes it up.
    states = [state, after("claim", state)] if submitted and state == State.OPEN else [state]
    states += [after("resume", state)] if state == State.SUSPENDED else []
    actions = {action for row in offered for action in row} - {"more"}
    assert all(any(may(action, each) for each in states) for action in actions)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("rating", ["", *RATINGS])
def test_no_result_offers_what_its_state_forbids(state: State, rating: str) -> None:
    offered = {action for row in cards.result_rows(state, rating) for action in row}
    assert all(may("rate" if action in RATINGS else action, state) for action in offered)
    assert not offered & set(RATINGS) or not rating


def test_the_groups_of_states() -> None:
    assert TAKEN < ACTIVE < UNFINISHED < frozenset(State)
    assert State.RESOLVED in UNFINISHED - ACTIVE
