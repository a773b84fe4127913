"""Buildings as people write them, and which grid serves the one that was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.town import (
    Building,
    BuildingFault,
    Level,
    Role,
    building_of,
    is_town,
    may_be_town,
    overlap,
    role_levels,
    serves,
    with_compound,
    written,
)

SUNSHINE = Building("5", "阳光花园", ("1", "2"))


@pytest.mark.parametrize(
    ("text", "building"),
    [
        ("1", Building("1")),
        ("03", Building("3")),
        (" ３号楼 ", Building("3")),
        ("a座", Building("A")),
        ("12B栋", Building("12B")),
        ("幸福里/3", Building("3", "幸福里")),
        ("幸福里小区/3号楼", Building("3", "幸福里")),
        ("阳光花园/5/1-2", SUNSHINE),
        ("阳光花园/5/1单元-2单元", SUNSHINE),
        ("阳光花园/5/1,3-4", Building("5", "阳光花园", ("1", "3", "4"))),
        ("阳光花园/5/东", Building("5", "阳光花园", ("东",))),
        ("/5/2", Building("5", "", ("2",))),
        ("小区/5", Building("5", "小区")),
        ("阳光 花园 小区/5", Building("5", "阳光花园")),
        (" Sunny  Garden / 5 / 1-2 ", Building("5", "Sunny Garden", ("1", "2"))),
    ],
)
def test_buildings_as_people_write_them(text: str, building: Building) -> None:
    assert building_of(text) == building


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "building_number"),
        ("幸福里", "building_number"),
        ("1-6", "building_number"),
        ("幸福里/", "building_number"),
        ("3/1", "building_compound"),
        ("3 1/5", "building_compound"),
        ("a/5/1/2", "building_parts"),
        ("a/5/", "unit"),
        ("a/5/2-1", "units_backwards"),
        ("a/5/1-61", "units_backwards"),
        ("a/5/1-3,2", "unit_twice"),
        ("a/5/1-", "unit"),
        ("a/5/x-z", "unit"),
    ],
)
def test_what_is_no_building_is_said(text: str, problem: str) -> None:
    with pytest.raises(BuildingFault) as caught:
        building_of(text)
    assert caught.value.name == problem


@pytest.mark.parametrize(
    ("told", "served"),
    [
        (("阳光花园", "5", "1"), True),
        (("阳光花园小区", "5号楼", "2单元"), True),
        (("", "5", "2"), True),
        (("阳光花园", "5", ""), True),
        (("阳光花园", "5", "3"), False),
        (("阳光花园", "6", "1"), False),
        (("幸福里", "5", "1"), False),
    ],
)
def test_what_a_grid_serves(told: tuple[str, str, str], served: bool) -> None:
    assert serves((SUNSHINE,), *told) is served


def test_a_bare_building_serves_whatever_compound_is_told() -> None:
    assert serves((Building("3"),), "幸福里", "3", "")


def test_a_bare_number_belongs_to_the_only_compound() -> None:
    assert with_compound([Building("1"), Building("2", "幸福里")]) == (
        Building("1", "幸福里"),
        Building("2", "幸福里"),
    )


def test_several_compounds_need_no_bare_number() -> None:
    listed = (Building("2", "幸福里"), Building("2", "阳光花园"))
    assert with_compound(listed) == listed


@pytest.mark.parametrize(
    ("listed", "problem", "values"),
    [
        (
            [Building("1"), Building("2", "a"), Building("2", "b")],
            "building_bare",
            {"number": "1", "compounds": ("a", "b")},
        ),
        ([Building("1"), Building("1")], "building_twice", {"building": "1"}),
        ([Building("1"), Building("1", "a")], "building_twice", {"building": "a/1"}),
        ([SUNSHINE, Building("5", "阳光花园")], "building_twice", {"building": "阳光花园/5"}),
        ([SUNSHINE, Building("5", "阳光花园", ("2", "3"))], "building_twice", {"building": "阳光花园/5/2,3"}),
    ],
)
def test_a_grid_that_contradicts_itself(listed: list[Building], problem: str, values: dict[str, object]) -> None:
    with pytest.raises(BuildingFault) as caught:
        with_compound(listed)
    assert (caught.value.name, caught.value.values) == (problem, values)


def test_levels_stand_in_order() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4]
    assert Level.STREET.above(Level.GRID)
    assert not Level.GRID.above(Level.GRID)


def test_some_roles_belong_to_some_levels() -> None:
    assert role_levels(Role.COMMUNITY_SECRETARY) == {Level.COMMUNITY}
    assert Level.STREET not in role_levels(Role.GRID_WORKER)
    assert role_levels(Role.AUDITOR) == set(Level)


compounds = st.sampled_from(["", "幸福里", "阳光花园", "Sunny Garden"])
numbers = st.sampled_from(["1", "2", "12", "A", "3B"])
units = st.sets(st.integers(1, 6).map(str), max_size=4).map(lambda found: tuple(sorted(found)))
buildings = st.builds(Building, numbers, compounds, units)


@given(buildings)
def test_what_is_written_is_read_back(building: Building) -> None:
    assert building_of(written(building)) == building


@given(buildings)
def test_a_grid_serves_each_building_it_lists(building: Building) -> None:
    for unit in (*building.units, ""):
        assert serves((building,), building.compound, building.number, unit)
        assert serves((building,), "", building.number, unit)


@given(st.lists(buildings, max_size=4), compounds, numbers, st.sampled_from(["", "1", "6"]))
def test_telling_more_never_finds_more(listed: list[Building], compound: str, number: str, unit: str) -> None:
    if serves(listed, compound, number, unit):
        assert serves(listed, "", number, unit)
        assert serves(listed, compound, number, "")


def test_a_compound_is_the_same_with_blanks_and_without() -> None:
    garden = building_of("Sunny Garden/5")
    assert serves((garden,), "sunnygarden", "5")
    assert overlap(garden, building_of("SunnyGarden/5"))
    assert not serves((garden,), "Sunny Court", "5")


@given(buildings, buildings)
def test_overlap_is_mutual_and_means_a_common_unit(one: Building, other: Building) -> None:
    assert overlap(one, other) is overlap(other, one)
    if one.compound and one.compound == other.compound:
        common = [unit for unit in "123456" if all(serves((b,), one.compound, one.number, unit) for b in (one, other))]
        assert overlap(one, other) is bool(common)


@given(st.text(max_size=12))
def test_any_text_is_a_building_or_said_to_be_none(text: str) -> None:
    try:
        building = building_of(text)
    except BuildingFault as problem:
        assert problem.name
    else:
        assert building_of(written(building)) == building


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("places:\n  - {code: gm}", True),
        ("# 我们的街道\n\n groups：", True),
        ("care:", True),
        ("places are few", False),
        ("请看 places:", False),
        ("", False),
    ],
)
def test_the_words_of_an_import_file_are_known(words: str, told: bool) -> None:
    assert is_town(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("town.yaml", True),
        ("town.YML", True),
        ("名单.xlsx", True),
        ("名单.csv", True),
        ("照片.jpg", False),
        ("yaml", False),
    ],
)
def test_a_file_is_known_by_its_name(words: str, told: bool) -> None:
    assert may_be_town(words) == told
