"""Where something is after all, and what is only a place beside it."""

import pytest
from hypothesis import given

from rules.places import addresses
from rules.put_right import denies_one, is_only_place, is_only_storey, meant, says_where, storey, thing_meant
from rules.wording import narrow
from tests.rules.words import WORDS


@pytest.mark.parametrize(
    ("words", "building", "unit"),
    [
        ("不是3栋是2栋", "2", ""),
        ("不是3号楼2单元，是3号楼1单元", "3", "1"),
        ("是1单元不是2单元", "", "1"),
        ("打错了是5号楼", "5", ""),
        ("不在3栋 在2栋", "2", ""),
        ("不是2号楼", None, None),
        ("电梯坏了", None, None),
    ],
)
def test_what_is_denied_is_not_where_it_is(words: str, building: str | None, unit: str | None) -> None:
    told = meant(words)
    assert (told and told.building, told and told.unit) == (building, unit)


@pytest.mark.parametrize(
    ("words", "denies", "says"),
    [
        ("不是3栋是2栋", True, False),
        ("不是2号楼", False, False),
        ("是2号楼", False, True),
        ("3号楼1单元的", False, True),
        ("2号楼", False, False),
        ("2号楼的好着呢", False, False),
        ("我妈住2号楼", False, False),
        ("在2号楼3楼", False, True),
    ],
)
def test_what_puts_right(words: str, denies: bool, says: bool) -> None:
    assert (denies_one(words), says_where(words)) == (denies, says)


@pytest.mark.parametrize(
    ("words", "told", "only"),
    [("是4楼的", "4楼", True), ("说错 三楼", "三楼", False), ("不是3楼是4楼", "4楼", False), ("3号楼", "", False)],
)
def test_a_storey(words: str, told: str, only: bool) -> None:
    assert (storey(words), is_only_storey(words)) == (told, only)


@pytest.mark.parametrize(
    ("words", "denied", "instead"),
    [
        ("不是灯是门禁坏了", "灯", "门禁坏了"),
        ("不对，不是停水，是停电", "停水", "停电"),
        ("不好意思不是电梯坏了 应该是门禁", "电梯坏了", "门禁"),
        ("是门禁坏了，不是灯", "灯", "门禁坏了"),
        ("说错了 是电梯坏了", "", "电梯坏了"),
        ("刚才打错字了，电梯坏了", "", "电梯坏了"),
        ("sorry, not the lamp, it's the lift", "lamp", "the lift"),
        ("I meant the lift", "", "the lift"),
    ],
)
def test_what_it_is_instead(words: str, denied: str, instead: str) -> None:
    assert thing_meant(words) == (denied, instead)


@pytest.mark.parametrize(
    "words", ["是不是灯坏了", "不是灯坏了吗", "不是灯是门禁吧", "不是灯坏了", "电梯坏了", "他说错了话", "not the lamp"]
)
def test_what_is_told_instead_of_nothing(words: str) -> None:
    assert thing_meant(words) is None


@given(WORDS)
def test_what_is_meant_instead_stands_in_the_words(words: str) -> None:
    told = thing_meant(words)
    assert told is None or (told[0] in narrow(words) and told[1] and told[1] in narrow(words))


@given(WORDS)
def test_what_is_meant_is_told(words: str) -> None:
    told = meant(words)
    assert told is None or told in addresses(words)
    assert not says_where(words) or is_only_place(words)
    assert not denies_one(words) or told is not None
