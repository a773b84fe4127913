"""Who has the same trouble, and in which building."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from rules.apart import (
    is_at_home_too,
    is_danger_elsewhere,
    is_everywhere,
    is_in_other_danger,
    is_of_other_premises,
    is_the_same,
    names_building,
    only_fails_too,
    sees_too,
    tells_own_trouble,
)
from rules.parsing import Reading, Request
from rules.scene import Heard, OpenTicket
from tests.rules.words import SAYINGS

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
CRIME, FIRE = "public_security.crime_in_progress", "safety_hazard.fire"


@pytest.mark.parametrize(
    ("words", "home", "same", "fails"),
    [
        ("我们楼也是", True, True, False),
        ("我家也没水", True, False, False),
        ("我家也一样啊", True, True, False),
        ("同上", False, True, False),
        ("也坏了", False, False, True),
        ("我们这栋也停了", True, False, True),
        ("电梯也坏了", False, False, False),
    ],
)
def test_who_has_the_same(words: str, home: bool, same: bool, fails: bool) -> None:
    assert (is_at_home_too(words), is_the_same(words), only_fails_too(words)) == (home, same, fails)


def test_where_and_what_it_is() -> None:
    assert names_building("我们楼") and not names_building("我家")
    assert is_everywhere("整个小区没电") and not is_everywhere("3号楼没电")
    assert tells_own_trouble("我家也没水") and not tells_own_trouble("物业收费真高")


DRAIN, LAMP = "property_repair.drain_block", "property_repair.corridor_light"


@pytest.mark.parametrize(
    ("matter", "told", "known", "other"),
    [
        (DRAIN, "我们店门口下水道返水了", "我家马桶堵了", True),
        (DRAIN, "我家卫生间返水", "楼下饭馆下水堵了", True),
        (DRAIN, "我们店也返水了", "我家马桶堵了", False),
        (DRAIN, "门面房下水道堵了", "3号楼下水道堵了", False),
        (DRAIN, "楼道下水管往外冒水", "我家马桶堵了", False),
        (LAMP, "楼道灯不亮，黑漆漆的", "孩子房间灯不亮了", True),
        (LAMP, "厨房灯不亮", "楼道灯坏了", True),
        (LAMP, "我家门口的灯也不亮", "楼道灯坏了", False),
        (LAMP, "灯不亮了", "孩子房间灯不亮了", False),
        ("utility.power_outage", "楼道没电", "厨房没电", False),
        ("emergency_health.extreme_weather", "地下车库水从坡道往下冲", "阳台雨棚砸穿了 水往屋里灌", True),
        ("emergency_health.extreme_weather", "我家阳台也灌水", "东门水到膝盖", True),
        ("emergency_health.extreme_weather", "水还在涨", "阳台雨棚砸穿了 水往屋里灌", False),
        ("public_facility.ponding", "车库到膝盖了", "东门积水", False),
    ],
)
def test_a_shop_a_corridor_or_a_garage_is_no_home(matter: str, told: str, known: str, other: bool) -> None:
    assert is_of_other_premises(matter, told, known) is other


@given(SAYINGS, SAYINGS)
def test_premises_are_others_either_way_round(one: str, other: str) -> None:
    assert is_of_other_premises(LAMP, one, other) == is_of_other_premises(LAMP, other, one)
    assert not is_of_other_premises(DRAIN, one, one)


@given(SAYINGS)
def test_whatever_is_said_behind_a_home_it_is_that_home(words: str) -> None:
    assert is_at_home_too(f"我家也{words}")


@pytest.mark.parametrize(
    ("words", "matter", "minutes", "another"),
    [
        ("我过去砸门!", CRIME, 3, False),
        ("踹门!!开窗!!拖出来放通风地方", CRIME, 3, False),
        ("砸玻璃!!", CRIME, 3, False),
        ("我去撞那个门", CRIME, 3, False),
        ("我过去砸门!", CRIME, 30, True),
        ("有人砸我家门", CRIME, 3, True),
        ("小偷撬门进来了", CRIME, 3, True),
        ("谁在踹门 喝醉了骂人", CRIME, 3, True),
        ("砸门都砸不开 着火了", FIRE, 3, True),
    ],
)
def test_who_breaks_in_where_there_is_danger_helps(words: str, matter: str, minutes: int, another: bool) -> None:
    danger = "crime" if matter == CRIME else "fire"
    reading = Reading("request", (Request(matter, "P0", danger=danger),), likely=(matter,))
    heard = Heard("3-1-301 老彪", words, NOON, "resident", reading)
    ago = NOON - timedelta(minutes=minutes)
    gas = OpenTicket(1, "safety_hazard.gas_leak", "3", opened_at=ago, heard_at=ago, service_class="P0")
    assert is_in_other_danger(heard, gas) is another
    assert is_in_other_danger(heard, gas._replace(service_class="P1"))


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("我也看到了，天天摸黑走", True),
        ("我们这边也看见了", True),
        ("我也闻到煤气味", False),
        ("我也听到了", False),
        ("谁看到了", False),
    ],
)
def test_what_is_seen_too_stands_outside(words: str, seen: bool) -> None:
    assert sees_too(words) is seen


@pytest.mark.parametrize(
    ("words", "minutes", "elsewhere"),
    [
        ("嘴歪是中风!快打120!", 0, False),
        ("别给他喝水 侧着躺", 5, False),
        ("嘴歪是中风!快打120!", 30, True),
        ("我爸也嘴歪了 快打120", 3, True),
        ("门口倒了一个人 快叫救护车", 3, True),
    ],
)
def test_what_to_do_about_who_is_ill_is_of_them(words: str, minutes: int, elsewhere: bool) -> None:
    ill = Request("welfare_care.medical_help", "P0", "8", "2", "402", danger="unconscious")
    heard = Heard("8-2-402", words, NOON, "resident", Reading("request", (ill,), likely=(ill.matter,)))
    ago = NOON - timedelta(minutes=minutes)
    told = OpenTicket(
        1, ill.matter, "8", "1", "202", opened_at=ago, heard_at=ago, words="我老伴头晕，嘴有点歪", service_class="P0"
    )
    assert is_danger_elsewhere(heard, told) is elsewhere
    assert is_in_other_danger(heard, told._replace(matter=FIRE)) is elsewhere
    stabbed = heard.reading._replace(requests=(ill._replace(matter=CRIME, danger="crime"),))
    assert is_in_other_danger(replace(heard, reading=stabbed), told)
