"""What is only another name of what is told is told once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.twins import DRY, FAMILY, LEAK, LIFT, NOISE, ONE_FLOOD, PHONE, without_twins

PONDING, STORM = "public_facility.ponding", "emergency_health.extreme_weather"
MATTERS = st.lists(
    st.sampled_from([DRY, LEAK, LIFT, NOISE, FAMILY, PHONE, *sorted(ONE_FLOOD)]), unique=True, min_size=1
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
        ((PHONE,), "不会用微信", (PHONE,)),
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
