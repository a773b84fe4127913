"""What puts a ticket right by its number, and what only tells of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commands import Typed
from rules.put_right_said import corrected_in, corrected_under
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "action", "number", "rest"),
    [
        ("6改成噪音", "recategorize", 6, "噪音"),
        ("6号单改成噪音", "recategorize", 6, "噪音"),
        ("6号单类别错了，应该是噪音", "recategorize", 6, "噪音"),
        ("6号单不是噪音，改成油烟", "recategorize", 6, "油烟"),
        ("5号单地点是幸福里4号楼", "relocate", 5, "幸福里4号楼"),
        ("5号单地址不对 改成4号楼2单元", "relocate", 5, "4号楼2单元"),
        ("1号和5号是一件事，合并", "merge", 5, "1"),
        ("把2号并到1号", "merge", 2, "1"),
        ("2号单跟3号单重复了", "merge", 3, "2"),
        ("3号单拆开，楼道灯也坏了", "split", 3, "楼道灯也坏了"),
    ],
)
def test_what_is_to_be_put_right(words: str, action: str, number: int, rest: str) -> None:
    told = corrected_in(words)
    assert told is not None
    assert (told.action, told.number, told.rest) == (action, number, rest)


@pytest.mark.parametrize(
    "words",
    [
        "3号单改到明天", "3号单改由亚丽负责", "1号和2号都好了", "1号和2号", "5号改成周二", "8号和9号放假",
        "3号单没人在家",
        "3号单等配件", "6号单换人", "1号和5号楼是一件事", "3号单地点在哪", "5改成3",
    ],
)  # fmt: skip
def test_what_puts_nothing_right(words: str) -> None:
    assert corrected_in(words) is None


@given(st.one_of(SAYINGS, st.text(max_size=60)))
def test_any_words_are_read(words: str) -> None:
    told = corrected_in(words)
    assert told is None or (isinstance(told, Typed) and told.number is not None and told.rest)


@pytest.mark.parametrize(
    ("words", "action", "rest"),
    [
        ("改成渗漏水", "recategorize", "渗漏水"),
        ("应该改成噪音", "recategorize", "噪音"),
        ("类别错了，应该是噪音", "recategorize", "噪音"),
        ("改成3号楼2单元", "relocate", "3号楼2单元"),
        ("地点是3号楼", "relocate", "3号楼"),
        ("地址不对 改成4号楼2单元", "relocate", "4号楼2单元"),
    ],
)
def test_what_is_put_right_under_its_card(words: str, action: str, rest: str) -> None:
    assert corrected_under(words, 6) == Typed(action, 6, rest)


@pytest.mark.parametrize(
    "words",
    ["改成明天下午", "改到周二", "改由亚丽去", "改成3号楼的人先修，再去2号楼", "地点在哪", "电梯坏了", "改天再说"],
)
def test_what_puts_nothing_right_under_a_card(words: str) -> None:
    assert corrected_under(words, 6) is None


@given(st.one_of(SAYINGS, st.text(max_size=60)), st.integers(1, 999_999))
def test_any_words_under_a_card_are_of_its_ticket(words: str, number: int) -> None:
    told = corrected_under(words, number)
    assert told is None or told.number == number or told.action == "merge"
