"""What the words of an ordinary matter make urgent."""

import pytest

from config.lexicon import load_reader
from rules.urgency import service_class
from rules.wording import narrow

READER = load_reader()
LEXICON = READER.lexicon
BUILDING, LEAK = "city_order.illegal_construction", "property_repair.leak"


def of_class(matter: str, words: str) -> str:
    return service_class(LEXICON.matters[matter], narrow(words), "", LEXICON.turns, READER.dangers)


def urgent(matter: str, words: str) -> bool:
    return of_class(matter, words) == "P1"


@pytest.mark.parametrize(
    "words",
    [
        "楼顶在搭阳光房", "今天早上架的横梁", "焊机都架上了，火花往下溅", "窗户外头砌墙呢，砖都码一人高了",
        "在公共坝子上砌猪圈，砌到一半了", "又往出接呢，架子都焊上了", "楼上叮叮当当多了一排蓝铁皮", "铁架子都竖起来了",
    ],
)  # fmt: skip
def test_building_that_goes_on_is_urgent(words: str) -> None:
    assert urgent(BUILDING, words)


@pytest.mark.parametrize(
    "words",
    [
        "把门面往外砌出来一米多，去年就砌好的，到现在没得人管",
        "楼顶那个违建还没拆",
        "一楼占绿地围了个小院",
        "铁皮棚搭了好几年了",
    ],
)  # fmt: skip
def test_what_has_been_built_can_wait(words: str) -> None:
    assert not urgent(BUILDING, words)


@pytest.mark.parametrize(
    "words",
    [
        "爆管了", "院当间呼呼往外冒水，像喷泉", "楼梯在下瀑布", "填好的那个坑又在冒", "路面喷到一米高",
        "接头又滋了，比早上还凶", "水哗哗往外淌", "往地上飚水，地板都漂起来了", "楼道暖气井里呼呼冒白气",
    ],
)  # fmt: skip
def test_water_that_pours_is_urgent(words: str) -> None:
    assert urgent(LEAK, words)


@pytest.mark.parametrize(
    "words",
    [
        "我家厨房漏水",
        "天花板一直滴，接了三个桶",
        "水管那冒烟了",
        "墙角洇了一片",
        "墙里老有水声 哗哗的",
        "走廊听到哗哗的",
    ],
)
def test_water_that_drips_can_wait(words: str) -> None:
    assert not urgent(LEAK, words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("我奶奶正在柜台给骗子汇款", "P0"),
        ("煤气味散了 奶奶正在给骗子转账", "P0"),
        ("奶奶正在给骗子转账 心口疼好多了", "P0"),
        ("接到骗子电话 正要转账 后来没信 挂了", "P1"),
    ],
)
def test_money_about_to_go_is_a_danger_unless_nobody_believed_it(words: str, found: str) -> None:
    assert of_class("public_security.fraud", words) == found


@pytest.mark.parametrize(
    ("words", "at_once"),
    [
        ("管道井里面水声哗哗的 一楼已经漫出来了", True),
        ("半夜听见哗哗的 开门一看管道井往外涌", True),
        ("墙里老有水声 哗哗的", False),
    ],
)
def test_water_that_is_only_heard_waits_and_what_comes_out_does_not(words: str, at_once: bool) -> None:
    assert urgent(LEAK, words) is at_once
