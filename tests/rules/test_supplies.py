"""Supplies that words name, leave unsaid or tell to be back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.supplies import (
    SUPPLIES,
    asks_of_another,
    is_back_of_another,
    is_same_dark,
    is_supply,
    is_unsaid,
    names_a_supply,
    only_stops,
    runs_out,
    wrong_when_back,
)

LIFT, WATER, POWER = "property_repair.elevator_fault", "utility.water_outage", "utility.power_outage"


@pytest.mark.parametrize(
    ("words", "matter", "told", "another"),
    [
        ("有电了", LIFT, "电梯坏了", True), ("来电了", LIFT, "电梯坏了", True), ("电来了", LIFT, "电梯坏了", True),
        ("供电恢复了", LIFT, "电梯坏了", True), ("来水了", LIFT, "电梯坏了", True), ("有电了", WATER, "停水了", True),
        ("power is back", LIFT, "the lift is broken", True), ("我家有电了", LIFT, "电梯不动", True),
        ("有电了", LIFT, "停电了，电梯也停了", False), ("来电了", LIFT, "跳闸了，电梯不动", False),
        ("有电了", POWER, "停电了", False), ("来水了", WATER, "没水", False), ("水电都来了", POWER, "停电了", False),
        ("好了", LIFT, "电梯坏了", False), ("修好了", LIFT, "电梯坏了", False), ("来电话了", LIFT, "电梯坏了", False),
        ("有电梯了", LIFT, "电梯坏了", False), ("没电了", LIFT, "电梯坏了", False),
        ("power is back", LIFT, "no power", False),
    ],
)  # fmt: skip
def test_a_supply_that_is_back_is_news_of_what_lacked_it(words: str, matter: str, told: str, another: bool) -> None:
    assert is_back_of_another(words, matter, told) is another


@given(st.sampled_from("水电气网"), st.text("电梯坏了停水，灯不亮", max_size=12))
def test_what_lacks_a_supply_hears_that_it_is_back(sign: str, told: str) -> None:
    assert not is_back_of_another(f"来{sign}了", LIFT, f"{told}停{sign}了")
    assert not is_back_of_another(told, "", "停水停电停气停暖断网")


def test_what_names_no_supply_leaves_it_unsaid() -> None:
    assert is_unsaid(POWER, "2栋也停了")
    assert not is_unsaid(POWER, "2栋也停电了")
    assert not is_unsaid(LIFT, "2栋也停了")
    assert not is_unsaid(POWER, "又跳了") and is_unsaid(POWER, "孩子又跳又叫")
    assert is_unsaid(POWER, "15栋也断，我也电信") and not is_unsaid("utility.telecom", "15栋也断，我也电信")


def test_which_words_name_a_supply_and_which_matters_are_of_one() -> None:
    assert names_a_supply("暖气不热") and not names_a_supply("2栋也停")
    assert is_supply("utility.heating") and not is_supply(LIFT)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("水来了 就是黄得很", "utility.water_quality"),
        ("来水了，但是是黄的", "utility.water_quality"),
        ("有水了不过放了半天还是浑的", "utility.water_quality"),
        ("来水了就是有股味", "utility.water_quality"),
        ("来水了可是水好小", WATER),
        ("水是来了 就是太小了", WATER),
        ("来电了 就是电压低 灯一闪一闪的", POWER),
        ("暖气来了但是不热", "utility.heating"),
        ("来气了 火好小", "utility.gas_supply"),
        ("网有了 就是卡", "utility.telecom"),
        *(
            (words, "")
            for words in (
                "来水了", "没来水", "水来了 小心烫", "终于来水了 谢谢", "水来了 黄了一会就好了", "水来了 水不黄",
                "水来了吗 黄不黄",                 "来水了 小高辛苦", "水来了 大家放一放黄水",
                "来水了，早上是黄的", "来电了小区好亮", "水黄得很",
            )
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_supply_that_is_back(words: str, matter: str) -> None:
    assert wrong_when_back(words) == matter


@given(st.text(max_size=20))
def test_nothing_is_wrong_with_what_nobody_said_is_back(words: str) -> None:
    assert wrong_when_back(words.translate(dict.fromkeys(map(ord, "来有通送复热"), ""))) == ""


@pytest.mark.parametrize(
    ("words", "other", "same"),
    [
        ("黑灯瞎火的", "public_facility.street_light", True),
        ("好黑啊", "property_repair.corridor_light", True),
        ("家里也没电", "public_facility.street_light", False),
        ("楼道灯也不亮", "property_repair.corridor_light", False),
        ("黑灯瞎火的", WATER, False),
    ],
)
def test_one_darkness(words: str, other: str, same: bool) -> None:
    assert is_same_dark(POWER, other, words) is same


@pytest.mark.parametrize(
    ("words", "matter", "told", "another"),
    [
        ("明天停电吗", "utility.heating", "暖气不热", True),
        ("下午停水吗", "utility.heating", "暖气不热", True),
        ("是不是停气了", LIFT, "电梯坏了", True),
        ("明天停电吗", "utility.power_outage", "停电了", False),
        ("是不是停电了", LIFT, "电梯停了，停电了", False),
        ("停电了", "utility.heating", "暖气不热", False),
        ("明天会下雨吗", "utility.heating", "暖气不热", False),
    ],
)
def test_who_asks_of_another_supply(words: str, matter: str, told: str, another: bool) -> None:
    assert asks_of_another(words, matter, told) is another


@given(st.text(max_size=30), st.sampled_from(["水", "电", "气", "暖"]))
def test_nobody_asks_of_another_where_the_same_was_told(words: str, sign: str) -> None:
    assert not asks_of_another(f"停{sign}吗", LIFT, f"{words}停{sign}了")


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("又停 天天停", True), ("怎么又停了", True), ("又停了???", True), ("停了停了", True), ("天天断,老是断", True),
        ("又停水了", False), ("又停我车位上了", False), ("天天", False), ("音乐停了", False), ("又停电 天天停", False),
        ("停车", False), ("", False),
    ],
)  # fmt: skip
def test_what_only_stops_is_named_by_what_was_told_before(words: str, only: bool) -> None:
    assert only_stops(words) is only


@given(st.text("又停断天老是总怎么了啊,!? 水电气暖网车灯", max_size=12))
def test_what_only_stops_names_no_supply(words: str) -> None:
    assert not only_stops(words) or all(is_unsaid(matter, words) for matter in SUPPLIES.values())


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("我家水龙头滴水", True), ("水龙头关不紧", True), ("马桶一直漏", True), ("厨房水管漏水", True),
        ("水龙头只滴水", False), ("龙头滴了几滴就没了", False), ("水龙头才滴一滴", False), ("水管漏了吗", False),
        ("停水了 水管滴着", False), ("水龙头没水", False), ("下雨滴水", False),
    ],
)  # fmt: skip
def test_what_drips_is_of_water_that_there_is(words: str, runs: bool) -> None:
    assert runs_out(words) is runs


@given(st.text("水龙头滴漏关不紧只几没停", max_size=10))
def test_what_only_drips_or_asks_never_runs_out(words: str) -> None:
    assert not runs_out(f"停水 {words}") and not runs_out(f"水龙头滴水 {words}吗")
