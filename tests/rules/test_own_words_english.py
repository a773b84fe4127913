"""What staff say in English of a ticket: words of any kind, and what is told against what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commands import Typed
from rules.own_words_english import goes, takes, tells_of_work, under_card

ACTIONS = ("claim", "cannot_go", "arrive", "contact", "hand_over", "resolve")


@given(st.text("donefixi'lgcatmkyrsbuw ,.!?20", max_size=40))
def test_any_english_is_read_or_refused(words: str) -> None:
    meant = under_card(words)
    assert meant is None or meant.action in ACTIONS
    assert not goes(words) or (takes(words) and meant is not None and meant.action == "claim")


@given(
    st.sampled_from(["fixed", "done", "replaced the bulb"]), st.sampled_from(["not {}", "{}?", "will be {}", "{} yet?"])
)
def test_what_is_not_done_yet_ends_nothing(work: str, form: str) -> None:
    meant = under_card(form.format(work))
    assert meant is None or meant.action != "resolve"


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("running late, 20 min", True), ("parts come tmrw", True), ("no one home", True), ("not fixed yet", True),
        ("are parts coming tomorrow?", False), ("good morning", False), ("see you", False),
    ],
)  # fmt: skip
def test_how_far_they_are(words: str, tells: bool) -> None:
    assert tells_of_work(words) is tells


@pytest.mark.parametrize(
    "words",
    [
        "working on it", "back on monday", "back on duty", "done for today, see you", "is it done", "ok now i go",
        "changed my mind", "changed the time to 5pm", "all good, what happened", "works in building 3",
        "i have done nothing",
    ],
)  # fmt: skip
def test_what_only_uses_the_words_of_a_result_ends_nothing(words: str) -> None:
    meant = under_card(words)
    assert meant is None or meant.action != "resolve"


@pytest.mark.parametrize(
    ("words", "action", "rest"),
    [
        ("on my way", "claim", ""),
        ("ok, i'll take it", "claim", ""),
        ("can't make it, sorry", "cannot_go", ""),
        ("busy rn", "cannot_go", ""),
        ("I'm here", "arrive", ""),
        ("called the resident", "contact", ""),
        ("pls give it to yali", "hand_over", "Yali"),
        ("can Yali take it please", "hand_over", "Yali"),
        ("done", "resolve", "done"),
        ("Fixed, new bulb", "resolve", "Fixed, new bulb"),
        ("the lift is running again", "resolve", "the lift is running again"),
    ],
)
def test_what_is_said_under_a_card(words: str, action: str, rest: str) -> None:
    assert under_card(words) == Typed(action, rest=rest)
