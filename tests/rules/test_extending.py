"""More time that is asked for in any order of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.extending import extension_asked
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "number", "asked"),
    [
        ("灯泡没货 明天买 2号单延期两天", 2, "两天 灯泡没货 明天买"),
        ("今天忙，2号单延期到明天 等灯泡", 2, "到明天 今天忙 等灯泡"),
        ("热力说阀门坏了 等配件 延期到周四", 0, "到周四 热力说阀门坏了 等配件"),
        ("2号单延期到周五", 2, "到周五"),
        ("2号单要延期两天，厂家没货", 2, "两天 厂家没货"),
        ("等配件，申请延期2天", 0, "2天 等配件"),
        ("我想延期三天，等配件", 0, "三天 等配件"),
        ("2号单能不能宽限到下周一 师傅请假了", 2, "到下周一 师傅请假了"),
    ],
)
def test_how_long_and_why_are_told_in_any_order(words: str, number: int, asked: str) -> None:
    longer = extension_asked(words)
    assert longer is not None
    assert (longer.number, longer.words) == (number, asked)


@pytest.mark.parametrize(
    "words",
    [
        "停水延期到明天吗",
        "会议延期到周五",
        "体检延期到12月5号",
        "延期两天",
        "等配件 明天到",
        "2号单 等配件",
        "能延期吗",
    ],
)
def test_what_asks_for_no_more_time(words: str) -> None:
    assert extension_asked(words) is None


@given(st.one_of(SAYINGS, st.text(max_size=60)))
def test_any_words_are_read(words: str) -> None:
    longer = extension_asked(words)
    assert longer is None or (longer.words and longer.number >= 0)
