"""In which tone a group talks: moved a little by each message, and told as clues only while messages are kept."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.flow import KEPT_PAST, Past, Tone, about, beside, calls, murmurs, tone_with, tones

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
LEAST, MOST = Tone(-4.0, -1.3, 0.0), Tone(4.0, 4.1, 1.0)


def talked(said: list[tuple[str, float, float]]) -> list[Past]:
    """A talk of who speaks, after how many minutes, and how near to asking."""
    past: list[Past] = []
    at = NOON
    for sender, minutes, lead in said:
        at += timedelta(minutes=minutes)
        tone = tone_with(past[-KEPT_PAST:], sender, at, lead)
        past.append(Past(sender, "", at, "resident", lead=lead, tone=tone))
    return past


def strongest(past: list[Past], name: str) -> float:
    return max((float(each.rpartition("_")[2]) for each in tones(past) if each.startswith(name)), default=-9.0)


@pytest.mark.parametrize(
    ("name", "few_in_haste", "many_by_turns"),
    [("tone_gap", -9.0, 1.7), ("tone_same", 0.5, -9.0), ("tone_lead", -9.0, -1.9)],
)
def test_few_who_say_much_in_haste_are_told_from_many_who_report(
    name: str, few_in_haste: float, many_by_turns: float
) -> None:
    haste = talked([("阿珍" if number % 2 else "大刘", 0.3, -3.9) for number in range(120)])
    turns = talked([(f"3-1-{number}", 20, 1.0) for number in range(120)])
    assert strongest(haste, name) == few_in_haste
    assert strongest(turns, name) == many_by_turns


def test_a_tone_outlasts_the_messages_that_are_kept() -> None:
    past = talked([(f"3-1-{number}", 20, -1.0) for number in range(60)])
    after = talked([(f"3-1-{number}", 20, -1.0) for number in range(60)] + [("阿珍", 0.3, -1.0)] * KEPT_PAST)
    assert past[-1].tone.gap > after[-1].tone.gap > 1.5


def test_nothing_is_told_of_the_tone_where_nothing_is_kept() -> None:
    assert list(tones([])) == []
    assert tone_with([], "阿珍", NOON, 3.0) == Tone()


TICKET, OTHER = (7,), (8,)
LEAST_GAPS = {"own_gap_3", "own_gap_10", "own_gap_30"}


def told(*said: tuple[str, float, str, tuple[int, ...]], role: str = "resident") -> list[Past]:
    """What was said before: who, how many minutes ago, in which words, about which tickets."""
    return [Past(sender, text, NOON - timedelta(minutes=ago), role, tickets) for sender, ago, text, tickets in said]


@pytest.mark.parametrize(
    ("past", "clues"),
    [
        (told(("大刘", 2, "还没来", OTHER)), set()),
        (told(("大刘", 2, "灯不亮", TICKET)), {"of_last_four_1"}),
        (told(("大刘", 2, "灯不亮", TICKET), role="staff"), {"of_last_four_1", "after_staff"}),
        (told(("大刘", 3, "灯不亮", TICKET), ("大刘", 2, "早", ())), {"of_last_four_1", "before_the_last"}),
        (told(("大刘", 2, "哪个楼的灯", TICKET)), {"of_last_four_1", "answers"}),
        (told(("大刘", 5, "哪个楼的灯", TICKET)), {"of_last_four_1"}),
        (told(("大刘", 3, "哪个楼的灯", TICKET), ("momo", 2, "早", ())),
         {"of_last_four_1", "before_the_last", "answers_late"}),
        (told(("大刘", 2, "珍姐说灯不亮", TICKET)), {"of_last_four_1", "called_upon"}),
        (told(("阿珍", 2, "灯不亮", TICKET)), {"of_last_four_1", "own_words_go_on", "own_last_words"} | LEAST_GAPS),
        (told(("阿珍", 12, "灯不亮", TICKET), ("momo", 2, "早", ())),
         {"of_last_four_1", "before_the_last", "own_words_last", "own_last_words", "own_gap_30"}),
        (told(("阿珍", 4, "灯不亮", TICKET), ("大刘", 2, "在修了", TICKET)),
         {"of_last_four_1", "of_last_four_2", "own_last_words", "own_gap_10", "own_gap_30", "dialogue"}),
        (told(("阿珍", 4, "早", ()), ("大刘", 2, "在修了", TICKET)), {"of_last_four_1", "own_last_words_elsewhere"}),
    ],
)  # fmt: skip
def test_what_was_said_before_speaks_for_a_ticket(past: list[Past], clues: set[str]) -> None:
    assert set(about(past, 7, "阿珍", NOON)) == clues


@pytest.mark.parametrize(
    ("past", "clues"),
    [
        (told(("大刘", 2, "早", ())), {"gap_3", "gap_10", "gap_30", "idle_1", "after_talk", "not_spoken_lately"}),
        (told(("大刘", 2, "谁在", ())),
         {"gap_3", "gap_10", "gap_30", "idle_1", "after_talk", "answers_talk", "not_spoken_lately"}),
        (told(("大刘", 20, "谁在", ())), {"gap_30", "idle_1", "not_spoken_lately"}),
        (told(("大刘", 40, "灯不亮", TICKET)), {"not_spoken_lately"}),
        (told(("阿珍", 2, "早", ())), {"gap_3", "gap_10", "gap_30", "idle_1", "own_talk", "own_talk_goes_on"}),
        (told(("阿珍", 20, "早", ())), {"gap_30", "idle_1", "own_talk"}),
        (told(("阿珍", 20, "灯不亮", TICKET)), {"gap_30"}),
    ],
)  # fmt: skip
def test_what_was_said_before_speaks_for_talk(past: list[Past], clues: set[str]) -> None:
    assert set(beside(past, "阿珍", frozenset(), NOON)) == clues


def test_words_of_talk_are_known_again() -> None:
    past = [each._replace(pairs=frozenset({"球赛"})) for each in told(("大刘", 40, "看球赛", ()))]
    assert "words_of_talk" in set(beside(past, "阿珍", frozenset({"球赛"}), NOON))
    assert "words_of_talk" not in set(beside(past, "阿珍", frozenset({"球"}), NOON))
    assert "words_of_talk" not in set(
        beside([each._replace(tickets=TICKET) for each in past], "阿珍", frozenset({"球赛"}), NOON)
    )


@pytest.mark.parametrize(
    ("changed", "clues"),
    [
        ({}, {"murmur_-1.0", "murmur_of_group"}),
        ({"lead": -0.5}, {"murmur_-1.0", "murmur_-0.6", "murmur_of_group"}),
        ({"likely": ("utility.heating",)}, {"murmur_of_group"}),
        ({"likely": ("sanitation.odor",)}, set()),
        ({"role": "staff"}, set()),
        ({"tickets": TICKET}, set()),
        ({"at": NOON - timedelta(minutes=10)}, set()),
    ],
)
def test_what_was_taken_for_talk_may_have_asked_for_the_same(changed: dict[str, Any], clues: set[str]) -> None:
    (said,) = told(("大刘", 2, "水又小了", ()))
    past = said._replace(lead=-0.9, likely=("utility.water_outage",))._replace(**changed)
    assert set(murmurs([past], ("utility.water_outage",), NOON)) == clues


@pytest.mark.parametrize(
    ("name", "words", "called"),
    [
        ("3-2-501 崔姐", "崔姐你家灯亮吗", True),
        ("崔大明", "老崔在吗", True),
        ("崔大明", "大明在吗", True),
        ("小梅", "梅姨在吗", True),
        ("3-2-501 崔姐", "501的灯亮吗", True),
        ("3-2-501 崔姐", "1501的灯亮吗", False),
        ("崔大明", "姐在吗", False),
        ("5号楼物业", "物业在吗", False),
        ("", "谁在", False),
    ],
)
def test_people_are_called_by_more_than_their_nickname(name: str, words: str, called: bool) -> None:
    assert bool(calls(name).search(words)) is called


SAID = st.tuples(st.sampled_from(["阿珍", "大刘", "momo"]), st.floats(0, 9000), st.floats(-9, 4))


@given(said=st.lists(SAID, min_size=1, max_size=50))
def test_a_tone_moves_towards_each_message_and_never_past_it(said: list[tuple[str, float, float]]) -> None:
    told = [each.tone for each in talked(said)]
    for tone in told:
        assert all(low <= now <= high for low, now, high in zip(LEAST, tone, MOST, strict=True))
    for one, other in pairwise(told):
        assert all(abs(after - before) <= 8 / 30 for before, after in zip(one, other, strict=True))
