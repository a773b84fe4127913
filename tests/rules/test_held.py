"""What is told of a ticket that somebody holds, and what of something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cards import gathered, without
from rules.held import (
    hardly_speaks,
    is_of_work,
    names_elsewhere,
    points_at,
    reports_anew,
    says_something,
    tells_of_another,
)
from rules.parsing import Request

LIGHT = "property_repair.corridor_light"


@pytest.mark.parametrize(
    "words", ["居民反映楼道灯坏了", "又有一家漏水", "我家停水了", "有人说电梯坏了", "另外垃圾满了"]
)
def test_something_new(words: str) -> None:
    assert reports_anew(words)


@pytest.mark.parametrize("words", ["居民说要换灯座", "又灭了", "他家没人", "打电话没人接", "还有煤气味"])
def test_nothing_new(words: str) -> None:
    assert not reports_anew(words)


@pytest.mark.parametrize(
    ("words", "place", "another"),
    [
        ("还有煤气味", "", False),
        ("3楼还有煤气味", "3楼", False),
        ("楼道里煤气味很重", "楼道", False),
        ("隔壁也有煤气味", "", True),
        ("又着火了", "", True),
        ("地下车库有煤气味", "地下车库", True),
        ("还有一处漏气", "", True),
    ],
)
def test_another_danger(words: str, place: str, another: bool) -> None:
    assert tells_of_another(words, place, "楼道") is another


def test_elsewhere() -> None:
    assert names_elsewhere("5号楼漏水", "3", "2")
    assert names_elsewhere("3号楼1单元漏水", "3", "2")
    assert not names_elsewhere("3号楼2单元换好了", "3", "2")
    assert not names_elsewhere("3号楼换好了", "3", "2")
    assert not names_elsewhere("换了3个灯泡", "3", "2")


def test_work_and_other_troubles() -> None:
    lift, light = Request("property_repair.elevator_fault", "P1"), Request(LIGHT, "P2")
    assert is_of_work("灯坏了两个", [light], True, LIGHT, "楼道")
    assert is_of_work("打电话没人接", [Request("other.service_complaint", "P2")], True, LIGHT, "楼道")
    assert not is_of_work("小高态度恶劣", [Request("other.service_complaint", "P2")], True, LIGHT, "楼道")
    assert not is_of_work("电梯坏了", [lift], True, LIGHT, "楼道")
    assert not is_of_work("3号楼2单元电梯坏了", [lift], False, LIGHT, "楼道")
    assert not is_of_work("怎么联系物业", [Request("dispute.property_dispute", "P3")], False, LIGHT, "楼道")


@pytest.mark.parametrize("words", ["你好", "在吗", "好的", "谢谢", "怎么关阀门？", "1", "小格"])
def test_saying_nothing(words: str) -> None:
    assert not says_something(words)


def test_a_note_is_taken_out_again() -> None:
    assert without(gathered("灯灭了", "敲门 没人"), "敲门 没人") == "灯灭了"
    assert without(gathered("", "敲门没人"), "敲门没人") == ""
    assert without("灯灭了；敲门没人", "敲门没人") == "灯灭了；敲门没人"


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["漏水", "楼道灯不亮", "没人开门"]))
def test_another_house_is_elsewhere(told: int, own: int, trouble: str) -> None:
    assert names_elsewhere(f"{told}号楼{trouble}", str(own), "") is (told != own)


@given(st.text(max_size=12))
def test_signs_that_are_no_letters_say_nothing(words: str) -> None:
    assert hardly_speaks(words) is (len([sign for sign in words if sign.isalnum()]) < 4)
    assert hardly_speaks("？！…" + words) is hardly_speaks(words)


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("油烟那个要城管来管", "油烟"), ("灯那个换了", "灯"), ("自行车棚那个 归物业管", "自行车棚"),
        ("我们这边 今天开会", ""), ("你们那边 怎么样了", ""), ("社区那边 说不管", ""), ("下午那个会 我去", ""),
    ],
)  # fmt: skip
def test_what_is_pointed_at_is_a_thing(words: str, thing: str) -> None:
    assert points_at(words) == thing
