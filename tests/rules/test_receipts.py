"""Receipts by household: taps and typed words alike, exact against a plain count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places import Address
from rules.receipts import (
    Home,
    Taken,
    acknowledges,
    by_building,
    doors,
    household,
    missing,
    missing_of,
    receipts_of,
    received,
)  # fmt: skip

HOMES = st.builds(
    Home,
    building=st.sampled_from(["1", "2", "3", "10"]),
    unit=st.sampled_from(["1", "2"]),
    room=st.sampled_from(["101", "102", "501", "1203"]),
)


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("收到", ("", "", "")),
        ("收到，谢谢书记！", ("", "", "")),
        ("好的收到👌", ("", "", "")),
        ("3-2-501收到", ("3", "2", "501")),
        ("3号楼2单元501户已收到", ("3", "2", "501")),
        ("501收到", ("", "", "501")),
        ("Received, 3-2-501", ("3", "2", "501")),
        ("代我妈收到", ("", "", "")),
        ("帮我妈收到，谢谢", ("", "", "")),
        ("我妈也收到了", ("", "", "")),
        ("我和老伴都收到了", ("", "", "")),
        ("帮我妈收到 3-1-101", ("3", "1", "101")),
        ("收到谢谢领导", ("", "", "")),
        ("收到，谢谢王主任", ("", "", "")),
        ("好的谢谢书记", ("", "", "")),
        ("看到了", ("", "", "")),
        ("3-2-501看到了", ("3", "2", "501")),
        ("收到👌🏻", ("", "", "")),
        ("收到[抱拳]", ("", "", "")),
        ("我们全家都知道了", ("", "", "")),
    ],
)
def test_typed_receipts(text: str, door: tuple[str, str, str]) -> None:
    found = acknowledges(text)
    assert found is not None
    assert (found.building, found.unit, found.room) == door


@pytest.mark.parametrize(
    "text",
    [
        *("收到吗", "收到快递了", "收到请回复", "收到了，电梯坏了", "", "好的", "3-2-501", "收到 3-2-501 3-2-502"),
        *("我妈没收到", "我妈收到了吗", "我妈收到快递了", "帮楼上收到", "帮王阿姨收到", "我妈收到骗子短信"),
        *(
            "好的谢谢",
            "谢谢书记",
            "看到了吗",
            "看到了你家的猫",
            "没看到",
            "你看到了",
            "收到主任的快递",
            "好的谢谢老师傅",
        ),
    ],
)
def test_what_is_no_receipt(text: str) -> None:
    assert acknowledges(text) is None


def test_what_came_is_received_and_not_only_agreed_to() -> None:
    assert all(
        received(words) for words in ("收到，没水了", "3-2-501收到 没水了", "我家已阅，没水了", "Received, no water")
    )
    assert not any(received(words) for words in ("好的，没水了", "知道了 没水了", "没收到", ""))


@pytest.mark.parametrize(
    ("name", "said", "roster", "buildings", "key"),
    [
        ("3-2-501 王阿姨", Address(), (), (), "3-2-501"),
        ("王阿姨", Address(), (), ("3",), "u7"),
        ("1203 小李", Address(), (), ("3",), "3-1203"),
        ("1203 小李", Address(), ("3-2-1203",), ("3",), "3-2-1203"),
        ("1203 小李", Address(), ("3-1-1203", "3-2-1203"), ("3",), "3-1203"),
        ("1203 小李", Address(), (), ("3", "5"), "u7"),
        ("3-2-501 王阿姨", Address("3", "2", "502"), (), (), "3-2-502"),
    ],
)
def test_whose_receipt_it_is(
    name: str, said: Address, roster: tuple[str, ...], buildings: tuple[str, ...], key: str
) -> None:
    assert household(7, name, said, roster, buildings).key == key


@pytest.mark.parametrize(
    ("name", "roster", "key"),
    [
        ("三巷5号301 老王", set(), "3巷5-301"),
        ("4巷5-301", set(), "4巷5-301"),
        ("三巷5号301 老王", {"5-301"}, "5-301"),
        ("三巷5号301 老王", {"4巷5-301"}, "3巷5-301"),
        ("槐树巷5号2-301", set(), "u7"),
        ("5号楼301", set(), "5-301"),
    ],
)
def test_a_household_of_a_lane_has_its_lane(name: str, roster: set[str], key: str) -> None:
    """A roster that tells no lanes is as it was."""
    assert household(7, name, Address(), roster, ()).key == key


def test_doors_of_two_lanes_are_two() -> None:
    assert [home.key for home in doors("三巷5号301、四巷5号301")] == ["3巷5-301", "4巷5-301"]


def test_a_list_of_doors() -> None:
    found = doors("3-2-501 3-2-502、3号楼2单元503\n3-2-501")
    assert [home.key for home in found] == ["3-2-501", "3-2-502", "3-2-503"]


@given(st.lists(HOMES, max_size=30), st.lists(st.one_of(HOMES, st.integers(1, 9)), max_size=60), st.data())
def test_counts_are_exact(roster: list[Home], taps: list[Home | int], data: st.DataObject) -> None:
    listed = {home.key: home for home in roster}
    taken = [Taken(t.key, t.building) if isinstance(t, Home) else Taken(f"u{t}", "") for t in taps]
    lines = {line.building: line for line in by_building(taken, listed)}
    for building, line in lines.items():
        assert line.taken == len({each.key for each in taken if each.building == building})
        assert line.of is None or line.of >= max(
            line.taken, len({k for k, h in listed.items() if h.building == building})
        )
    assert sum(line.taken for line in lines.values()) == len({(each.key, each.building) for each in taken})
    first = data.draw(st.sets(st.sampled_from(sorted(listed) or [""])))
    left = missing(taken, listed, first)
    assert {home.key for home in left} == listed.keys() - {each.key for each in taken}
    assert [home.key in first for home in left] == sorted((home.key in first for home in left), reverse=True)
    again = data.draw(st.permutations(taken))
    assert by_building([*again, *taken], listed) == by_building(taken, listed)


@pytest.mark.parametrize(
    ("words", "receipts", "missing"),
    [
        ("没签收 3", "3", "3"),
        ("催", "", None),
        ("还有谁没签收", "", ""),
        ("几户没回复 12号？", None, "12"),
        ("签收了", None, None),
    ],
)
def test_what_is_asked_of_receipts(words: str, receipts: str | None, missing: str | None) -> None:
    assert (receipts_of(words), missing_of(words)) == (receipts, missing)
