"""Buildings that words name, with the compound and the place of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.houses import (
    House,
    as_estate,
    compounds_named,
    house_kept,
    houses_in,
    houses_told,
    is_of,
    one_meant,
    placed,
    said,
)

COMPOUNDS = ("幸福里", "阳光花园", "幸福里北区", "Sunny Garden")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("3号楼", ["3"]),
        ("3号楼、5号楼", ["3", "5"]),
        ("幸福里3号楼", ["幸福里/3"]),
        ("幸福里小区3号楼", ["幸福里/3"]),
        ("幸福里3号楼、5号楼", ["幸福里/3", "幸福里/5"]),
        ("阳光花园3号楼、幸福里5号楼", ["阳光花园/3", "幸福里/5"]),
        ("阳光花园1-3号楼、幸福里5号楼", ["阳光花园/1", "阳光花园/2", "阳光花园/3", "幸福里/5"]),
        ("阳光花园和幸福里3号楼", ["阳光花园/3", "幸福里/3"]),
        ("幸福里北区3号楼", ["幸福里北区/3"]),
        ("幸福里", ["幸福里/"]),
        ("阳光花园3号楼、幸福里", ["阳光花园/3", "幸福里/"]),
        ("3号楼(幸福里)", ["幸福里/3"]),
        ("Sunny Garden building 3", ["Sunny Garden/3"]),
        ("全体", []),
    ],
)
def test_each_building_is_of_the_compound_before_it(words: str, keys: list[str]) -> None:
    signs, rest = compounds_named(words, COMPOUNDS)
    houses, left = houses_in(rest, signs)
    assert [house.key for house in houses] == keys
    assert len(left) == len(words)


@pytest.mark.parametrize(
    ("words", "numbers", "keys"),
    [
        ("幸福里物业通知:3号楼、4号楼明天停水", ("3", "4"), ["幸福里/3", "幸福里/4"]),
        ("3号楼明天停水 幸福里物业", ("3",), ["幸福里/3"]),
        ("幸福里物业通知:明天停水", (), ["幸福里/"]),
        ("幸福里物业通知:阳光花园3号楼明天停水", ("3",), ["阳光花园/3"]),
        ("阳光花园3号楼、幸福里5号楼明天停水", ("3", "5"), ["阳光花园/3", "幸福里/5"]),
        ("明天停水", (), []),
        ("3号楼明天停水", ("3",), ["3"]),
    ],
)
def test_words_that_tell_more_name_them_too(words: str, numbers: tuple[str, ...], keys: list[str]) -> None:
    signs, rest = compounds_named(words, COMPOUNDS)
    assert [house.key for house in houses_told(numbers, rest, signs)] == keys


@pytest.mark.parametrize(
    ("key", "building", "compounds", "found"),
    [
        ("3", "3", {"幸福里"}, True),
        ("3", "", (), True),
        ("3", "5", (), False),
        ("幸福里/3", "3", {"幸福里"}, True),
        ("幸福里/3", "3", {"幸福里", "阳光花园"}, True),
        ("幸福里/3", "3", (), True),
        ("幸福里/3", "3", {"阳光花园"}, False),
        ("幸福里/3", "", {"阳光花园"}, False),
        ("幸福里/", "7", {"幸福里"}, True),
        ("幸福里/", "7", {"阳光花园"}, False),
    ],
)
def test_what_is_kept_is_of_who_may_live_there(key: str, building: str, compounds: set[str], found: bool) -> None:
    assert is_of(key, building, compounds) is found


def test_it_is_called_as_people_call_it() -> None:
    assert said([House("3", "2"), House("5", "", "幸福里"), House("", "", "阳光花园")], "zh") == (
        "3号楼2单元、幸福里5号楼、阳光花园"
    )
    assert said([House("3", "", "Sunny Garden")], "en") == "Sunny Garden Building 3"


@given(
    st.lists(st.tuples(st.sampled_from(("", *COMPOUNDS[:2])), st.integers(1, 99)), min_size=1, max_size=4, unique=True)
)
def test_what_is_written_out_is_read_back(told: list[tuple[str, int]]) -> None:
    told = sorted(told)
    words = "、".join(f"{compound}{number}号楼" for compound, number in told)
    signs, rest = compounds_named(words, COMPOUNDS)
    houses, left = houses_in(rest, signs)
    assert [(house.compound, house.number) for house in houses] == [(c, str(n)) for c, n in told]
    assert all(house_kept(house.key) == house for house in houses)
    assert left.replace("、", "").strip() == ""


@given(st.text("3号楼幸福里小区、和 -到5栋阳光花园Aa", max_size=30))
def test_nothing_that_is_typed_breaks_it(words: str) -> None:
    signs, rest = compounds_named(words, COMPOUNDS)
    houses, left = houses_in(rest, signs)
    assert len(left) == len(words)
    assert all(house.compound in ("", *COMPOUNDS) for house in houses)


@pytest.mark.parametrize(
    ("words", "compound", "plain"),
    [
        ("幸福里停电了", "幸福里", "小区停电了"),
        ("整个幸福里小区都停水了", "幸福里", "整个小区都停水了"),
        ("幸福里3号楼停电了", "", "幸福里3号楼停电了"),
        ("幸福里一期停电了", "", "幸福里一期停电了"),
        ("停电了", "", "停电了"),
    ],
)
def test_a_compound_named_without_a_house(words: str, compound: str, plain: str) -> None:
    assert as_estate(words, {"幸福里", "阳光花园"}) == (compound, plain)


NAMES = ("第一网格3号楼", "幸福里3号楼")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("幸福里", NAMES[1]),
        ("是幸福里的", NAMES[1]),
        ("第一网格3号楼", NAMES[0]),
        ("一网格", NAMES[0]),
        ("3号楼", ""),
        ("里", ""),
        ("", ""),
    ],
)
def test_one_of_several_houses_is_meant_by_its_place(words: str, name: str) -> None:
    assert one_meant(NAMES, words) == name


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("3号楼：明天检查", "幸福里3号楼：明天检查"),
        ("停水 3栋 9:00-17:00", "停水 幸福里3栋 9:00-17:00"),
        ("5号楼、3号楼2单元：开会", "5号楼、幸福里3号楼2单元：开会"),
        ("明天检查", "明天检查"),
    ],
)
def test_a_name_stands_before_the_house(line: str, told: str) -> None:
    assert placed(line, NAMES[1]) == told


@given(st.text(max_size=40), st.sampled_from(NAMES))
def test_placing_a_house_only_adds(line: str, name: str) -> None:
    assert len(placed(line, name)) >= len(line)
    assert one_meant(NAMES, line) in ("", *NAMES)
