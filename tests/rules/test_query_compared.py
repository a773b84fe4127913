"""What is set beside the time before, and what a house has told of so far."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.query_asked import asked_in
from rules.query_compared import compared_in, past_in
from rules.query_table import What
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "kind", "thing"),
    [
        ("这周比上周多吗", "week", ""),
        ("比上周多吗", "week", ""),
        ("上周比这周", "week", ""),
        ("跟上周比少了吗", "week", ""),
        ("和上周相比怎么样", "week", ""),
        ("这周的单子比上周多了还是少了", "week", ""),
        ("环比", "week", ""),
        ("比昨天多吗", "today", ""),
        ("今天比昨天多还是少", "today", ""),
        ("这个月和上个月比怎么样", "month", ""),
        ("本月比上月多几件", "month", ""),
        ("电梯上周几次这周几次", "week", "电梯"),
        ("电梯这周比上周多吗", "week", "电梯"),
        ("停水比上周少了吗", "week", "停水"),
    ],
)
def test_a_time_is_set_beside_the_one_before(words: str, kind: str, thing: str) -> None:
    asked = asked_in(words)
    assert asked is not None
    assert asked.when is not None
    assert (asked.what, asked.compared, asked.when.kind, asked.thing) == (What.TOLD, True, kind, thing)


@pytest.mark.parametrize(
    "words",
    [
        "上周修的这周又坏了", "昨天比前天冷", "比上周冷多了", "跟昨天一样", "这周比较忙", "上周和物业说过",
        "今天和昨天都停水", "上个月交过了这个月还要交吗", "和上周一样报", "昨天报的今天还没来",
    ],
)  # fmt: skip
def test_what_only_names_two_times_compares_nothing(words: str) -> None:
    asked = asked_in(words)
    assert asked is None or not asked.compared


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("3号楼的老问题", 90),
        ("给我看看3号楼的老问题", 90),
        ("3号楼以前报过什么", 90),
        ("3号楼之前都出过哪些事", 90),
        ("3号楼经常报什么", 90),
        ("3号楼最近一个月的单", 30),
        ("3号楼近两周的问题", 14),
        ("3号楼近半年的工单", 182),
    ],
)
def test_what_a_house_has_told_of_is_asked_for(words: str, days: int) -> None:
    asked = asked_in(words)
    assert asked is not None
    assert asked.when is not None
    assert (asked.what, asked.house.building, asked.when.days) == (What.TOLD, "3", days)


@pytest.mark.parametrize(
    "words", ["老问题", "3号楼老问题又来了", "3号楼以前没报过", "3号楼的问题", "3号楼和5号楼老问题"]
)
def test_a_house_is_told_of_and_not_asked_for(words: str) -> None:
    asked = asked_in(words)
    assert asked is None or asked.what is not What.TOLD


@pytest.mark.parametrize(
    ("words", "placed", "asked"),
    [
        ("老问题", True, True),
        ("老问题", False, False),
        ("最近一个月的单", True, True),
        ("最近一个月的单", False, False),
        ("3号楼最近一个月的单", False, True),
        ("3号楼今天的单", False, False),
        ("3号楼今天的单", True, False),
    ],
)
def test_what_was_told_is_asked_of_a_house_or_of_a_place_that_is_named(words: str, placed: bool, asked: bool) -> None:
    assert (past_in(words, placed) is not None) is asked


@given(st.one_of(SAYINGS, st.text(max_size=40)))
def test_reading_any_words_compares_only_present_times(words: str) -> None:
    compared, past = compared_in(words), past_in(words, placed=False)
    assert compared is None or (compared.when is not None and compared.when.kind in {"week", "today", "month"})
    assert past is None or (past.house and past.when is not None)
