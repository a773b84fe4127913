"""What a question asks: a number for each of some items, or one of some options."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall import COUNTS, MOST_ITEMS, MOST_OPTIONS, OPTIONS, Asked, asked, verb_in


@pytest.mark.parametrize(
    ("words", "shape", "items"),
    [
        ("体检几人参加", COUNTS, ("参加",)),
        ("体检，参加几人？", COUNTS, ("参加",)),
        ("几人下楼、几人需上门", COUNTS, ("下楼", "需上门")),
        ("明早做检测：几个人下楼，几个人要上门", COUNTS, ("下楼", "要上门")),
        ("团购牛奶，订几箱", COUNTS, ("订",)),
        ("每家出几名志愿者", COUNTS, ("志愿者",)),
        ("家里几口人？", COUNTS, ("家里",)),
        ("几人？", COUNTS, ("人",)),
        ("how many people come, how many need a visit", COUNTS, ("come", "a visit")),
        ("周六大扫除 参加/不参加/看情况", OPTIONS, ("参加", "不参加", "看情况")),
        ("开会定周六还是周日", OPTIONS, ("开会定周六", "周日")),
        ("周六还是周日开会", OPTIONS, ("周六", "周日")),
        ("去还是不去", OPTIONS, ("去", "不去")),
        ("选项：一楼、二楼、三楼", OPTIONS, ("一楼", "二楼", "三楼")),
        ("周六大扫除报名", OPTIONS, ("参加", "不参加")),
        ("9/10的会参加吗", OPTIONS, ("参加", "不参加")),
        ("谁家要通下水道", OPTIONS, ("需要", "不需要")),
        ("家里有没有八十岁以上的老人", OPTIONS, ("是", "不是")),
        ("Do you come?", OPTIONS, ("Yes", "No")),
    ],
)
def test_what_is_asked(words: str, shape: str, items: tuple[str, ...]) -> None:
    found = asked(words)
    assert found is not None and (found.shape, found.items) == (shape, items)


@pytest.mark.parametrize("words", ["甲/乙/丙/丁/戊/己/庚", "几人去、几人不去、几人没定、几人要车"])
def test_what_asks_too_much(words: str) -> None:
    assert asked(words) is None


@pytest.mark.parametrize(
    ("words", "item", "measure"),
    [("周六上午义诊，要来的报人数", "人数", "人"), ("请统计人数", "人数", "人"), ("登记一下户数", "户数", "户")],
)
def test_a_number_is_asked_for_by_its_name(words: str, item: str, measure: str) -> None:
    assert asked(words) == Asked(COUNTS, (item,), measure)


@given(st.text(max_size=120))
def test_whatever_is_asked_has_few_short_items_or_is_too_much(words: str) -> None:
    found = asked(words)
    if found is not None:
        assert 0 < len(found.items) <= (MOST_ITEMS if found.shape == COUNTS else MOST_OPTIONS)
        assert len(set(found.items)) == len(found.items)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("看 12", ("看", "12")),
        ("名单12号。", ("名单", "12")),
        ("List", ("list", "")),
        ("12", ("", "")),
        ("看12的名单", ("", "")),
    ],
)
def test_a_roll_call_is_looked_at_by_its_number(words: str, told: tuple[str, str]) -> None:
    assert verb_in(words) == told
