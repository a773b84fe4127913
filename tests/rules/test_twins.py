"""What is only another name of what is told is told once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.twins import DRY, FAMILY, FIRE, LEAK, LIFT, NOISE, ODOR, ONE_FLOOD, ONE_ROOF, PHONE, without_twins

PONDING, STORM = "public_facility.ponding", "emergency_health.extreme_weather"
ROOF = "property_repair.facade_roof"
MATTERS = st.lists(
    st.sampled_from([DRY, LIFT, NOISE, FAMILY, PHONE, FIRE, ODOR, *sorted(ONE_FLOOD | ONE_ROOF)]),
    unique=True,
    min_size=1,
).map(tuple)


@pytest.mark.parametrize(
    ("matters", "words", "left"),
    [
        ((LEAK, DRY), "水龙头一直滴水关不上", (LEAK,)),
        ((LEAK, DRY), "水管漏水 现在停水了", (LEAK, DRY)),
        ((PONDING, STORM), "下雨积水地库进水了", (PONDING,)),
        ((STORM, PONDING), "台风天地库进水了", (STORM,)),
        ((FAMILY, NOISE), "半夜打孩子", (FAMILY,)),
        ((FAMILY, NOISE), "夫妻吵架 打麻将也吵", (FAMILY, NOISE)),
        ((LIFT, PHONE), "电梯坏了 她不会用微信", (LIFT,)),
        ((LIFT, PHONE), "电梯坏了 还有教我装个微信", (LIFT, PHONE)),
        ((LIFT, PHONE), "电梯坏了 谁来教教 我不会用微信", (LIFT, PHONE)),
        ((PHONE,), "不会用微信", (PHONE,)),
        ((ROOF, LEAK), "楼顶漏水", (ROOF,)),
        ((LEAK, ROOF), "楼顶漏水", (LEAK,)),
        ((ROOF, LEAK), "楼顶掉砖", (ROOF,)),
        ((LEAK, ROOF), "外墙掉皮", (ROOF,)),
        ((ROOF, LEAK), "外墙掉砖 还往里渗水", (ROOF, LEAK)),
        ((FIRE, ODOR, LIFT), "电梯里有股烧焦味", (FIRE,)),
        ((FIRE, ODOR, LIFT), "电梯里有股烧焦味 停在三楼不动了", (FIRE, LIFT)),
        ((FIRE, ODOR), "楼道着火了 垃圾臭", (FIRE, ODOR)),
        ((NOISE, FAMILY), "夫妻吵架 吵得睡不着", (NOISE, FAMILY)),
        ((LIFT, PHONE), "电梯坏了 还有家里那台手机不会挂号", (LIFT, PHONE)),
    ],
)
def test_what_is_told_twice(matters: tuple[str, ...], words: str, left: tuple[str, ...]) -> None:
    assert without_twins(matters, words) == left


@given(MATTERS, st.text(max_size=30))
def test_something_is_left_and_nothing_is_added(matters: tuple[str, ...], words: str) -> None:
    left = without_twins(matters, words)
    assert left
    assert [name for name in matters if name in left] == list(left)
