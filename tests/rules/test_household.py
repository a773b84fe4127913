"""A household that comes first is read as it was written, and never completed by guessing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.cards import without_lane
from rules.household import household_in
from rules.wording import narrow
from tests.rules.words import WORDS

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
    assert without_lane(kept.key) == f"{building}-{floor}01"


@given(WORDS)
def test_what_is_not_told_stays_open(words: str) -> None:
    kept = household_in(words)
    home = kept.home
    assert not kept.key or (home.building and home.room)
    assert kept.until is None or str(kept.until.year) in narrow(words)
    assert kept.consent in narrow(words)
