"""A rota as people type it: what is written is what is read."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rota_words import TypedLine, days_of, english_days_of, line_of, place_told
from tests.rules.words import WORDS

SIGNS = "一二三四五六日"
NAMES = st.lists(st.sampled_from(("高晓燕", "高亚丽", "陈刚")), min_size=1, max_size=3, unique=True)
HOURS = st.tuples(st.integers(0, 23), st.sampled_from((0, 5, 30, 59)))


@given(st.integers(0, 6), st.integers(0, 6), HOURS, HOURS, NAMES)
def test_a_span_of_days_is_read_as_written(
    first: int, last: int, start: tuple[int, int], end: tuple[int, int], names: list[str]
) -> None:
    clock = "{}:{:02}".format
    found = line_of(f"周{SIGNS[first]}到周{SIGNS[last]} {clock(*start)}-{clock(*end)} {'，'.join(names)}")
    days = frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    assert found == TypedLine(days, time(*start), time(*end), tuple(names))


@given(WORDS)
def test_what_is_no_duty_is_none(text: str) -> None:
    found = line_of(text)
    assert found is None or (found.names and found.weekdays <= frozenset(range(7)))


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_that_are_written_are_read_as_the_same(days: frozenset[int]) -> None:
    told = line_of(f"{days_of(days)} 8:00-21:00 高")
    assert told is not None and told.weekdays == days
    english = [line_of(f"{piece} 8:00-21:00 Gao") for piece in english_days_of(days)]
    assert frozenset().union(*(each.weekdays for each in english if each)) == days


@pytest.mark.parametrize("hours", ["8:00-25:00", "8:61-9:00"])
def test_there_are_no_such_hours(hours: str) -> None:
    assert line_of(f"每天 {hours} 高晓燕") is None


def test_names_in_letters_have_blanks() -> None:
    line = line_of("Monday to Friday 8:00-21:00 Gao Xiaoyan, Yali")
    assert line is not None
    assert (line.names, line.weekdays) == (("Gao Xiaoyan", "Yali"), frozenset(range(5)))
    nights = line_of("mon through wed 21:00-8:00 高晓燕 高亚丽")
    assert nights is not None
    assert (nights.names, nights.weekdays) == (("高晓燕", "高亚丽"), frozenset(range(3)))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("第九网格 周一 8:00-21:00 高晓燕", "第九网格"),
        ("达濠社区：周末", "达濠社区"),
        ("周一 8:00 高晓燕", ""),
        ("网格员高晓燕", ""),
    ],
)
def test_a_place_is_named_whether_there_is_one_or_not(words: str, told: str) -> None:
    assert place_told(words) == told
