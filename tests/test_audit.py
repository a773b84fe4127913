"""The audit log played back: where it leads, and what it may not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tickets import MOVES, State, may
from tests.audit import Event, Impossible, after, replay

OPENED: Event = ("open", {"now": {"state": "open", "level": "grid"}})


def test_what_was_changed_last_stands() -> None:
    taken = ("claim", {"did": ["claim"], "now": {"state": "claimed", "claimed_by": 501}})
    up = ("report_up", {"did": ["report_up"], "now": {"state": "open", "claimed_by": None, "level": "community"}})
    assert replay([OPENED, taken]) == {"state": "claimed", "level": "grid", "claimed_by": 501}
    assert replay([OPENED, taken, ("note", {}), up]) == {"state": "open", "level": "community"}


@pytest.mark.parametrize(
    "event",
    [
        ("resolve", {"did": ["resolve"], "now": {"state": "resolved"}}),
        ("claim", {"did": ["claim"], "now": {"state": "resolved"}}),
        ("claim", {"now": {"state": "claimed"}}),
        ("claim", {"did": ["claim"], "now": {}}),
    ],
)
def test_what_cannot_have_happened_is_found(event: Event) -> None:
    with pytest.raises(Impossible):
        replay([OPENED, event])


@given(actions=st.lists(st.sampled_from(sorted(MOVES)), max_size=30))
def test_every_way_through_the_table_plays_back(actions: list[str]) -> None:
    state, events = State.OPEN, [OPENED]
    for action in actions:
        if may(action, state):
            state = after(action, state)
            events.append((action, {"did": [action], "now": {"state": str(state)}}))
    assert replay(events)["state"] == state
