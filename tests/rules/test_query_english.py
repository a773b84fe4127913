"""The questions of staff in English, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.query_english import asked_in, asks_state
from rules.query_table import Asked, What


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("What is overdue?", What.OVERDUE),
        ("which ones are overdue", What.OVERDUE),
        ("what do I have to decide", What.DECIDE),
        ("Is there anything to sign?", What.DECIDE),
        ("how many are still open", What.UNFINISHED),
        ("Show me the suspended ones", What.SUSPENDED),
        ("which tickets has nobody taken", What.UNTAKEN),
        ("who is the busiest", What.BUSIEST),
        ("please export the tickets", What.SHEET),
        ("export last week", What.SHEET),
        ("my tickets", What.MINE),
        ("how many lift faults last week", What.COUNT),
        ("last week's lifts", What.COUNT),
        ("Is there a fire?", What.COUNT),
    ],
)
def test_what_is_asked(words: str, what: What) -> None:
    asked = asked_in(words)
    assert asked is not None
    assert asked.what is what


@pytest.mark.parametrize(
    "words",
    [
        "There is a fire in building 3",
        "the lift is overdue for a check",
        "what is this",
        "my tickets are gone",
        "help, somebody is stuck in the lift",
        "export of goods",
    ],
)
def test_what_is_none(words: str) -> None:
    assert asked_in(words) is None


def test_which_ticket_is_meant() -> None:
    about = asks_state("What about the lift in building 3?")
    assert about is not None
    assert (about.building, about.thing) == ("3", "lift")
    assert asks_state("what about the lift") is None
    assert asks_state("The lift in building 3 has stopped") is None


@given(st.integers(1, 99), st.sampled_from(["lift", "water", "corridor light"]))
def test_any_house_is_found(house: int, thing: str) -> None:
    about = asks_state(f"Has the {thing} in building {house} been fixed?")
    assert about is not None
    assert (about.building, about.thing) == (str(house), thing)


@given(st.text(max_size=80))
def test_whatever_is_written_is_read(text: str) -> None:
    asked = asked_in(text)
    assert asked is None or isinstance(asked, Asked)
