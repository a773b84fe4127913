"""In which tone a group talks: moved a little by each message, and told as clues only while messages are kept."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.flow import KEPT_PAST, Past, Tone, tone_with, tones

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


SAID = st.tuples(st.sampled_from(["阿珍", "大刘", "momo"]), st.floats(0, 9000), st.floats(-9, 4))


@given(said=st.lists(SAID, min_size=1, max_size=50))
def test_a_tone_moves_towards_each_message_and_never_past_it(said: list[tuple[str, float, float]]) -> None:
    told = [each.tone for each in talked(said)]
    for tone in told:
        assert all(low <= now <= high for low, now, high in zip(LEAST, tone, MOST, strict=True))
    for one, other in pairwise(told):
        assert all(abs(after - before) <= 8 / 30 for before, after in zip(one, other, strict=True))
