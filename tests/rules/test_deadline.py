"""Until when people promise something, in their own words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadline import deadline_in

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("明天下午修", "11-21 18:00"),
        ("明天修好", "11-21 18:00"),
        ("今天18:30前换好", "11-20 18:30"),
        ("明早八点到", "11-21 08:00"),
        ("周一上午来拆", "11-23 12:00"),
        ("三天内清走", "11-23 10:00"),
        ("两小时内到", "11-20 12:00"),
        ("半小时到", "11-20 10:30"),
        ("5个工作日内修复", "11-25 10:00"),
        ("今天先围挡，25号修好", "11-25 18:00"),
        ("11月24日下午3点修好", "11-24 15:00"),
        ("24日修好", "11-24 18:00"),
        ("3日内修好", "11-23 10:00"),
        ("today 16:00 on site, done by tomorrow 10:00", "11-21 10:00"),
        ("within 2 days", "11-22 10:00"),
        ("下班前回复", "11-20 18:00"),
        ("今天下班之前办好", "11-20 18:00"),
        ("明天下班前", "11-21 18:00"),
        ("下班前回复，下午3点到", "11-20 15:00"),
        ("我下班了", None),
        ("马上办", None),
        ("昨天去过3号楼", None),
        ("", None),
    ],
)
def test_what_is_promised(words: str, at: str | None) -> None:
    found = deadline_in(words, NOW)
    assert (found and f"{found:%m-%d %H:%M}") == at


@given(st.text(max_size=40))
def test_a_promise_lies_ahead(words: str) -> None:
    found = deadline_in(words, NOW)
    assert found is None or found > NOW
