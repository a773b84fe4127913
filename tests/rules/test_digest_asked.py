"""What officials ask of how things stand, and of which days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.digest import Span
from rules.digest_asked import Asked, asked_in

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("日报", Asked("day")),
        ("昨天怎么样？", Asked("day", before=True)),
        ("昨天的日报再发一遍", Asked("day", before=True)),
        ("昨天的日报再发一份给我", Asked("day", before=True)),
        ("把上周的周报发到群里", Asked("week", before=True)),
        ("昨天的日报发了没有", None),
        ("昨天的日报谁写的", None),
        ("今天报了几件", None),
        ("上周最多的是什么", Asked("week", before=True)),
        ("10月份情况", Asked("month", month=10)),
        ("上个月情况", Asked("month", before=True)),
        ("月报", Asked("month", before=True)),
        ("给我汇报一下", Asked("day")),
        ("第一网格怎么样", Asked("day", place="第一网格")),
        ("达濠社区上周情况", Asked("week", before=True, place="达濠社区")),
        ("这礼拜咋样", Asked("week")),
        ("给我看看今天的", Asked("day")),
        ("发一下上周的", Asked("week", before=True)),
        ("给我个汇总", Asked("day")),
        ("写个周总结", Asked("week")),
        ("周总结", Asked("week")),
        ("要一份月汇总", Asked("month")),
        ("最近大家都在反映什么", Asked("week")),
        ("居民投诉的都是什么问题？", Asked("week")),
        ("汇总", None),
        ("汇总表交了", None),
        ("大家在说什么", None),
        ("今天的", None),
        ("满意度怎么样", None),
        ("昨天报了多少户", None),
        ("看看今天的灯", None),
        ("daily report", Asked("day")),
        ("Weekly report", Asked("week")),
        ("monthly report", Asked("month", before=True)),
        ("How are things today?", Asked("day")),
        ("how was last week", Asked("week", before=True)),
        ("how are you", None),
        ("how is the lift", None),
        ("昨天的电梯怎么样", None),
        ("情况", None),
        ("今天几个人来", None),
        ("昨天报的3号单怎么样了", None),
    ],
)
def test_what_is_asked(words: str, asked: Asked | None) -> None:
    assert asked_in(words) == asked


def test_of_which_days() -> None:
    assert Asked("day", before=True).span(SATURDAY) == Span.ending(date(2026, 11, 20), 1)
    assert Asked("week").span(SATURDAY) == Span(date(2026, 11, 16), SATURDAY)
    assert Asked("week", before=True).span(SATURDAY) == Span(date(2026, 11, 9), date(2026, 11, 15))
    assert Asked("month", before=True).span(SATURDAY) == Span(date(2026, 10, 1), date(2026, 10, 31))
    assert Asked("month").span(SATURDAY) == Span(date(2026, 11, 1), SATURDAY)
    assert Asked("month", month=9).span(SATURDAY) == Span(date(2026, 9, 1), date(2026, 9, 30))
    assert Asked("month", month=12).span(SATURDAY) == Span(date(2025, 12, 1), date(2025, 12, 31))


@given(st.sampled_from(["day", "week", "month"]), st.booleans(), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_no_day_to_come_is_asked_for(kind: str, before: bool, today: date) -> None:
    span = Asked(kind, before).span(today)
    assert span.first <= span.last <= today
    assert span.days <= 31
    assert not before or span.last <= today - timedelta(days=1)


@given(st.text("小格看今昨天上周这个月的第一网格社区情况怎么样报了几件单最多是什么日 ，？", max_size=40))
def test_any_words_are_read_or_left(words: str) -> None:
    found = asked_in(words)
    assert found is None or found.kind in ("day", "week", "month")
