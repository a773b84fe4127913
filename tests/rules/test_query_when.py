"""Of which time somebody asks."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.query_when import when_in

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=ZONE)


def day(month: int, number: int, hour: int = 0) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("words", "rest", "since", "until"),
    [
        ("今天上午停水几次", "停水几次", day(11, 21), day(11, 22)),
        ("昨晚有没有人打架", "有没有人打架", day(11, 20, 18), day(11, 21, 6)),
        ("昨天停水", "停水", day(11, 20), day(11, 21)),
        ("前天停水", "停水", day(11, 19), day(11, 20)),
        ("上周的电梯", "电梯", day(11, 9), day(11, 16)),
        ("这周电梯", "电梯", day(11, 16), day(11, 22)),
        ("电梯这个月坏了", "电梯坏了", day(11, 1), day(11, 22)),
        ("上个月电梯", "电梯", day(10, 1), day(11, 1)),
        ("近三天电梯", "电梯", day(11, 19), day(11, 22)),
        ("最近电梯", "电梯", day(11, 15), day(11, 22)),
        ("11月15号报了几件", "报了几件", day(11, 15), day(11, 16)),
        ("12月3日停水几次", "停水几次", datetime(2025, 12, 3, tzinfo=ZONE), datetime(2025, 12, 4, tzinfo=ZONE)),
        ("15号报了几件", "报了几件", day(11, 15), day(11, 16)),
        ("周三停水几次", "停水几次", day(11, 18), day(11, 19)),
        ("11月1号到现在报了几件", "报了几件", day(11, 1), day(11, 22)),
        ("11月1号以来的满意率", "满意率", day(11, 1), day(11, 22)),
        ("从11月1号起停水几次", "停水几次", day(11, 1), day(11, 22)),
        ("11月3号到11月10号报了几件", "报了几件", day(11, 3), day(11, 11)),
        ("11月15号到20号报了几件", "报了几件", day(11, 15), day(11, 21)),
        ("上周到现在停水", "停水", day(11, 9), day(11, 22)),
        ("今年停水几次", "停水几次", day(1, 1), day(11, 22)),
        ("15号到期的", "到期的", day(11, 15), day(11, 16)),
        ("昨天起火几次", "起火几次", day(11, 20), day(11, 21)),
        ("how many since nov 3", "how many ", day(11, 3), day(11, 22)),
        ("how many from nov 3 to nov 10", "how many ", day(11, 3), day(11, 11)),
        ("上周日停水几次", "停水几次", day(11, 15), day(11, 16)),
        ("10月停水几次", "停水几次", day(10, 1), day(11, 1)),
        ("how many on monday", "how many ", day(11, 16), day(11, 17)),
        ("how many nov 3rd", "how many ", day(11, 3), day(11, 4)),
        ("lifts last week", "lifts ", day(11, 9), day(11, 16)),
    ],
)
def test_a_time_is_taken_out_of_the_words(words: str, rest: str, since: datetime, until: datetime) -> None:
    when, left = when_in(words)
    assert when is not None
    assert (left, *when.bounds(NOW)) == (rest, since, until)


@pytest.mark.parametrize("words", ["电梯坏了几次", "15号楼停水几次", "3号单几点", "1.5号水"])
def test_words_without_a_time_stay(words: str) -> None:
    assert when_in(words) == (None, words)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("本周", day(11, 16), day(11, 23)),
        ("周三", day(11, 25), day(11, 26)),
        ("25号到期", day(11, 25), day(11, 26)),
        ("明天", day(11, 22), day(11, 23)),
        ("本月", day(11, 1), day(12, 1)),
    ],
)
def test_what_is_to_come_is_meant_ahead(words: str, since: datetime, until: datetime) -> None:
    when, _ = when_in(words)
    assert when is not None
    assert when.bounds(NOW, ahead=True) == (since, until)


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [("昨天", "昨天", "yesterday"), ("this week", "本周", "this week"), ("11月5号", "11月5号", "Nov 5"),
     ("last friday", "上周五", "last friday"), ("近三天", "近三天", "the last 3 days"), ("9月份", "9月份", "Sep")],
)  # fmt: skip
def test_a_time_is_called_in_the_tongue_of_the_answer(words: str, zh: str, en: str) -> None:
    when, _ = when_in(words)
    assert when is not None
    assert (when.said(english=False), when.said(english=True)) == (zh, en)


@given(
    st.sampled_from(
        [
            "今天",
            "11月31号",
            "周日",
            "上周一",
            "12月份",
            "昨晚",
            "昨天",
            "前天",
            "这周",
            "上周",
            "本月",
            "上个月",
            "最近",
            "近5天",
            "近十天",
        ]
    ),
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
)
def test_a_time_has_a_beginning_before_its_end_and_has_begun(words: str, now: datetime) -> None:
    when, rest = when_in(f"{words}停水几次")
    assert when is not None
    assert rest == "停水几次"
    since, until = when.bounds(now.replace(tzinfo=ZONE))
    assert since < until
    assert since <= now.replace(tzinfo=ZONE)
    assert not when.lasts or now.replace(tzinfo=ZONE) < until
