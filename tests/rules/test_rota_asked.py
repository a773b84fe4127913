"""Who asks for the rota of which days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.policies import load_policies
from rules.rota_asked import MOST_DAYS, DutyAsked, asked_in, days_asked

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Friday.
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
CALENDAR = load_policies(None, SHANGHAI).duty_hours.working


def days(words: str, now: datetime = NOW) -> list[str]:
    found = days_asked(words, now, SHANGHAI, CALENDAR)
    assert found is not None
    return [f"{day:%m-%d}" for day in found.days]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("谁值班", ""),
        ("今晚谁值班？", ""),
        ("值班的是谁", ""),
        ("值班表", ""),
        ("who is on duty tonight", ""),
        ("周末谁值班", "周末"),
        ("谁明天值班", "明天"),
        ("明天是谁的班", "明天"),
        ("周五晚上轮到谁值班", "周五晚上"),
        ("明天有人值班吗", "明天"),
        ("国庆值班表", "国庆"),
        ("12月3号谁在岗", "12月3号"),
        ("小高明天值班吗", "小高明天"),
        ("who's on this weekend", "this weekend"),
    ],
)
def test_who_is_on_is_asked(text: str, when: str) -> None:
    assert asked_in(text) == DutyAsked(when)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("我明天值班吗", "明天"),
        ("明天轮到我值班吗", "明天"),
        ("我下周哪天值班", "下周"),
        ("我什么时候值班", ""),
        ("下次值班是什么时候", ""),
        ("周末我用不用值班", "周末"),
    ],
)
def test_somebody_asks_for_their_own(text: str, when: str) -> None:
    assert asked_in(text) == DutyAsked(when, own=True)


@pytest.mark.parametrize(
    "text",
    [
        "我明天值班", "明天值班", "我明天要值班", "让亚丽明天值班", "值班室电话多少", "谁在修", "谁负责3号楼",
        "周五和亚丽换班", "值班", "谁说要加班",
    ],
)  # fmt: skip
def test_what_asks_for_no_rota(text: str) -> None:
    assert asked_in(text) is None


@pytest.mark.parametrize(
    ("words", "named", "night"),
    [
        ("周末", ["11-21", "11-22"], False),
        ("下周末", ["11-28", "11-29"], False),
        ("明晚", ["11-21"], True),
        ("昨晚", ["11-19"], True),
        ("下周一", ["11-23"], False),
        ("十二月三号", ["12-03"], False),
        ("周六到周一", ["11-21", "11-22", "11-23"], False),
        ("元旦", ["01-01"], False),
        ("tomorrow night", ["11-21"], True),
        ("saturday", ["11-21"], False),
    ],
)
def test_the_days_that_words_name(words: str, named: list[str], night: bool) -> None:
    found = days_asked(words, NOW, SHANGHAI, CALENDAR)
    assert found is not None
    assert ([f"{day:%m-%d}" for day in found.days], found.night) == (named, night)


def test_a_holiday_is_its_days_that_are_not_over() -> None:
    september = datetime(2026, 9, 20, 9, tzinfo=SHANGHAI)
    assert days("国庆", september) == [f"10-0{n}" for n in range(1, 8)]
    assert days("十一", september) == days("国庆", september)
    assert days("放假", september) == ["09-25", "09-26", "09-27"]
    assert days("中秋", datetime(2026, 9, 26, 9, tzinfo=SHANGHAI)) == ["09-26", "09-27"]


def test_a_moving_holiday_without_its_table_is_not_guessed() -> None:
    found = days_asked("春节", NOW, SHANGHAI, CALENDAR)
    assert found is not None
    assert (found.days, found.unknown) == ((), "春节")
    assert days_asked("什么", NOW, SHANGHAI, CALENDAR) is None


@given(st.text("周末下明晚今昨国庆元旦到一二三四五六号月日天12 节放假", max_size=10), st.integers(0, 900))
def test_days_follow_each_other_and_are_not_many(words: str, ahead: int) -> None:
    found = days_asked(words, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=ahead), SHANGHAI, CALENDAR)
    if found is None:
        return
    assert len(found.days) <= MOST_DAYS
    assert bool(found.days) is not bool(found.unknown)
    assert list(found.days) == [found.days[0] + timedelta(days=n) for n in range(len(found.days))]
