"""A household that comes first is read as it was written, and never completed by guessing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.cards import first_keys, household, parted, plain_door
from rules.household import household_in
from rules.houses import number_of
from rules.receipts import Home, doors, walk
from rules.rollcall_board import home_of
from rules.routing import Directory, Spot
from rules.town import Building
from rules.wording import narrow
from tests.rules.words import WORDS

NUMBERS = st.sampled_from(("1", "3", "12", "A"))
PURPOSES = st.sampled_from(("独居", "行动不便", "用氧"))


@given(st.integers(1, 30), st.integers(1, 5), st.integers(1, 9), PURPOSES, st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_whole_line_is_read_as_written(building: int, unit: int, floor: int, purpose: str, day: date) -> None:
    kept = household_in(f"{building}-{unit}-{floor}01 {purpose} 到{day} 本人同意")
    assert (kept.home.building, kept.home.unit, kept.home.room) == (str(building), str(unit), f"{floor}01")
    assert (kept.purpose, kept.until, kept.consent) == (purpose, day, "本人同意")
    assert kept.key


@given(st.sampled_from(("3巷", "三巷", "槐树巷")), st.integers(1, 30), st.integers(1, 9))
def test_a_door_of_a_lane_has_the_lane_in_its_key(lane: str, building: int, floor: int) -> None:
    kept = household_in(f"{lane}{building}号{floor}01 独居 到2027-01-01 本人同意")
    assert kept.key == f"{lane.replace('三', '3')}{building}-{floor}01"
    assert plain_door(kept.key) == f"{building}-{floor}01"


COMPOUNDS = ("阳光花园", "幸福里", "Sunny Garden", "uptown-west")
NAMED = st.sampled_from(COMPOUNDS)
HOMES = st.builds(
    Home,
    st.builds(lambda name, number: f"{name}/{number}" if name else number, st.sampled_from(("", *COMPOUNDS)), NUMBERS),
    st.sampled_from(("", "1", "2")),
    st.sampled_from(("101", "501", "1203")),
    st.sampled_from(("", "3巷", "槐树弄")),
)


@given(HOMES)
def test_a_key_tells_its_home(home: Home) -> None:
    assert home_of(home.key) == home
    assert household(home.building, home.unit, home.room, home.lane) == home.key
    assert "".join(parted(home.key)[1:]) == Home(home.building, home.unit, home.room).key
    assert plain_door(home.key) == Home(home.building.rpartition("/")[2], home.unit, home.room).key


@given(HOMES, HOMES)
def test_two_homes_have_one_key_only_where_they_are_one(one: Home, other: Home) -> None:
    assert (one.key == other.key) == (one == other) == (walk(one) == walk(other) and one.lane == other.lane)


@given(HOMES, HOMES)
def test_a_home_kept_without_its_compound_may_be_of_any_and_with_it_of_no_other(kept: Home, home: Home) -> None:
    found = any(key in first_keys(kept.key) for key in home.keys)
    compounds = {each.building.rpartition("/")[0] for each in (kept, home)}
    assert found <= (plain_door(kept.key) == plain_door(home.key) and len(compounds - {""}) <= 1)
    assert found or kept != replace(home, building=number_of(home.building)) or home.lane


@given(NAMED, NUMBERS, st.sampled_from(("101", "501")))
def test_a_home_of_a_compound_has_it_in_its_key(compound: str, number: str, room: str) -> None:
    kept = household_in(f"{compound}{number}-2-{room} 独居 到2027-01-01 本人同意", COMPOUNDS)
    assert kept.key == f"{compound}/{number}-2-{room}"
    assert kept.purpose == "独居"
    assert [home.key for home in doors(f"{compound}{number}-2-{room}", COMPOUNDS)] == [kept.key]


@given(st.sets(st.builds(Building, NUMBERS, NAMED)), NUMBERS, st.sampled_from(("", *COMPOUNDS)))
def test_the_compound_is_kept_where_the_number_is_not_enough(buildings: set[Building], number: str, told: str) -> None:
    spot = Spot(1, "g", "grid", "ordinary", "第一网格", None, (1,), tuple(buildings))
    town = Directory(spots={1: spot})
    having = {each.compound for each in buildings if each.number == number}
    key = town.house_key(1, number, told)
    assert key.rpartition("/")[2] == number
    assert ("/" in key) == (len(having) > 1 and told in having)
    assert town.house_key(1, key) == key
    assert not key.startswith("u")
    keys = {town.house_key(1, number, each) for each in having}
    assert len(keys) == max(len(having), 1) if having else not keys


@given(WORDS)
def test_what_is_not_told_stays_open(words: str) -> None:
    kept = household_in(words)
    home = kept.home
    assert not kept.key or (home.building and home.room)
    assert kept.until is None or str(kept.until.year) in narrow(words)
    assert kept.consent in narrow(words)
