"""What residents say in English of what they have told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import english_talk
from rules.english_talk import (
    asks_how_far,
    complains_of,
    complains_of_staff,
    false_alarm,
    is_at_home,
    is_well,
    not_done,
    says_same,
    takes_back,
    things,
    wants_somebody,
)
from tests.rules.rings import READER
from tests.rules.words import SAYINGS

ALL = (not_done, says_same, false_alarm, takes_back, asks_how_far, complains_of, is_well, wants_somebody)


@pytest.mark.parametrize(
    "words", ["fixed, thank you", "Thanks, all fixed now", "it's working again", "Solved. Thank you!"]
)
def test_it_is_well(words: str) -> None:
    assert is_well(words) and not not_done(words)


@pytest.mark.parametrize(
    "words",
    ["fixed?", "not fixed", "not really fixed", "fixed but it leaks", "no, nothing is fixed", "fixed a fire", ""],
)
def test_it_is_not_said_to_be_well(words: str) -> None:
    assert not is_well(words)


@pytest.mark.parametrize(
    "words",
    [
        "No, it is still dark",
        "Still dark, nobody changed anything",
        "It doesn't work",
        "it’s still not working",
        "The light is still not fixed",
        "Not solved",
        "The corridor light in our building is still dark",
        "the lamp outside building 2 still flickers",
        "No. Nobody came yet",
        "sorry, it still leaks",
        "It is out again",
    ],
)
def test_a_result_that_is_none(words: str) -> None:
    assert not_done(words)


@pytest.mark.parametrize(
    "words",
    ["It was a false alarm, just my neighbour cooking", "false alarm, sorry, it was my cooking", "False alarm!"],
)
def test_a_false_alarm(words: str) -> None:
    assert false_alarm(words)


@pytest.mark.parametrize(
    "words",
    [
        "cancel the water one, it is back",
        "sorry, never mind",
        "withdraw",
        "you don't need to come, I fixed it myself",
        "sorry my mistake, it works now",
        "my bad",
    ],
)
def test_what_is_taken_back(words: str) -> None:
    assert takes_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "What is happening with the lift?",
        "has anyone come?",
        "Any update?",
        "When will the lift be fixed?",
        "Is it done yet",
    ],
)
def test_how_far_it_is(words: str) -> None:
    assert asks_how_far(words)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("The grid worker was rude to me, I want to complain", True),
        ("I want to complain about the grid worker, he was rude", True),
        ("the repairman asked me for money", True),
        ("The worker shouted at my mother", True),
        ("he was rude to me", False),
    ],
)
def test_who_is_complained_of(words: str, named: bool) -> None:
    assert complains_of(words)
    assert complains_of_staff(words) is named


@pytest.mark.parametrize(
    "words",
    [
        "Is the lift still broken?",
        "There is a smell of gas",
        "it is still burning",
        "no it is not a false alarm",
        "false alarm but my son fainted",
        "false alarm, my house is on fire",
        "false alarm, only my son is trapped",
        "Is the false alarm button working?",
        "cancel the meeting on friday in the hall",
        "never mind the dog, the lift is broken",
        "my neighbour was rude to me",
        "the guard was not rude",
        "I want to complain about the noise",
        "nobody is breathing",
        "the lift in building 3 has stopped",
    ],
)
def test_what_is_none_of_these(words: str) -> None:
    assert not any(says(words) for says in ALL)


def test_who_was_spoken_of_is_told_of() -> None:
    assert english_talk.tells_of_them("he went to building 5, the door is broken")
    assert not english_talk.tells_of_them("the water in my flat is off, building 2 unit 1")


def test_what_words_name() -> None:
    assert (things("cancel the water one"), things("the lift"), things("still dark"), things("电梯")) == (
        "水",
        "电梯",
        "",
        "",
    )


@given(st.one_of(SAYINGS, st.text(alphabet="no stilwrkaed,.'", max_size=300)))
def test_a_question_is_none_but_one(words: str) -> None:
    asked = f"{words} or is there?"
    assert not any(says(asked) for says in (not_done, takes_back, asks_how_far))
    assert not any(
        says(words + "x" * english_talk.LONGEST) for says in (not_done, false_alarm, takes_back, asks_how_far)
    )


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("me too", True), ("Same here!!", True), ("same in my flat", True), ("It's the same in our building", True),
        ("yes, ours too", True), ("we also have the same problem", True), ("ditto", True), ("here too, thanks", True),
        ("me too 😭", True), ("here as well", True), ("ours is out too", True), ("we too :(", True),
        ("me too?", False), ("me too tired", False), ("same time tomorrow", False), ("not the same", False),
        ("the same man was here", False), ("me neither", False), ("same here, the baby is choking", False),
    ],
)  # fmt: skip
def test_the_same_and_nothing_else(words: str, same: bool) -> None:
    assert says_same(words) is same


@pytest.mark.parametrize(
    ("words", "home"), [("same here", True), ("ours too", True), ("me too", False), ("same", False)]
)
def test_what_is_so_at_home(words: str, home: bool) -> None:
    assert is_at_home(words) is home


@pytest.mark.parametrize(
    ("words", "talk"),
    [
        ("Who is watching the match tonight?", True),
        ("who's up for hotpot", True),
        ("anyone want to play badminton", True),
        ("what's for dinner", True),
        ("good night everyone", True),
        ("Who is shouting", False),
        ("anyone at the party smell gas?", False),
        ("Anyone know why the water is off?", False),
        ("hello, my dad fainted", False),
    ],
)
def test_friends_are_invited_and_greeted(words: str, talk: bool) -> None:
    turns = READER.lexicon.turns
    assert bool(turns["invites"].search(words) or turns["greets"].search(words)) is talk
