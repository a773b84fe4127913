"""A board that is exact whatever households do."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from rules.receipts import Home
from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_board import Answer, board, home_of

TWO = Asked(COUNTS, ("下楼", "需上门"), "人")
CHOICES = Asked(OPTIONS, ("参加", "不参加", "看情况"))

_homes = st.builds(
    Home, st.sampled_from(["1", "2", "12"]), st.sampled_from(["", "1", "2"]), st.sampled_from(["101", "102", "1001"])
)
_listed = st.lists(st.tuples(st.sampled_from([1, 2]), _homes), unique=True, max_size=20)
_keys = st.one_of(_homes.map(lambda home: home.key), st.sampled_from(["u7", "u8"]))
_answers = st.dictionaries(
    st.tuples(st.sampled_from([1, 2]), _keys, st.sampled_from([0, 1])), st.integers(0, 2), max_size=30
)


@given(_listed, _answers, st.sampled_from([TWO, CHOICES]))
def test_the_board_is_what_a_count_by_hand_gives(
    listed: list[tuple[int, Home]], told: dict[tuple[int, str, int], int], question: Asked
) -> None:
    told = {key: value for key, value in told.items() if key[2] < question.parts}
    doors = [(place, home.building, home.unit, home.room) for place, home in listed]
    found = board(doors, _rows(told), question)
    homes = {(place, home.key): home for place, home in listed}
    whole = [h for h in {key[:2] for key in told} if all((*h, item) in told for item in range(question.parts))]
    assert found.total.answered == len(whole)
    assert found.total.half == len({key[:2] for key in told}) - len(whole)
    for item in range(len(question.items)):
        if question.shape == COUNTS:
            by_hand = sum(value for (_, _, each), value in told.items() if each == item)
        else:
            by_hand = sum(value == item for value in told.values())
        assert found.total.sums[item] == by_hand
    assert {(place, home.key) for place, home in found.left} == homes.keys() - set(whole)
    assert found.half == {key[:2] for key in told} - set(whole)
    assert found.doorless == len({key[:2] for key in told if key[1].startswith("u")})
    _by_unit(found, homes, told, whole)


def _rows(told: dict[tuple[int, str, int], int]) -> list[Answer]:
    """A row a household, as the database gives them."""
    return [
        (place, key, told.get((place, key, 0)), told.get((place, key, 1)), None)
        for place, key in {(place, key) for place, key, _ in told}
    ]


def _by_unit(found, homes, told, whole) -> None:  # type: ignore[no-untyped-def]
    """Every unit counts the households that are its own, and the units together are the whole."""
    of: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    answered: Counter[tuple[int, str, str]] = Counter()
    known = {(place, home.building) for (place, _), home in homes.items()}
    for place, key in {*homes, *(key[:2] for key in told)}:
        home = homes.get((place, key)) or Home(*_parts(key))
        of[place, home.building, home.unit].add(key)
        answered[place, home.building, home.unit] += (place, key) in whole
    rows = {(row.place, row.building, row.unit): row for row in found.rows}
    assert rows.keys() == of.keys()
    for unit, row in rows.items():
        assert row.answered == answered[unit]
        assert row.of == (len(of[unit]) if unit[:2] in known else None)
    for building in found.by_building():
        assert building.answered == sum(
            n for unit, n in answered.items() if unit[:2] == (building.place, building.building)
        )
    assert found.total.of == (sum(len(of[u]) for u in of if u[:2] in known) if known else None)


def _parts(key: str) -> tuple[str, str, str]:
    parts = [] if key.startswith("u") else key.split("-")
    return (parts[0], parts[1] if len(parts) == 3 else "", parts[-1]) if parts else ("", "", "")


def test_those_who_come_first_are_left_first_then_door_by_door() -> None:
    homes = [(1, "3", "2", room) for room in ("1001", "502", "501")] + [(1, "12", "1", "101")]
    left = board(homes, [(1, "3-2-502", 1, None, None)], Asked(COUNTS, ("参加",)), {(1, "12-1-101")}).left
    assert [home.key for _, home in left] == ["12-1-101", "3-2-501", "3-2-1001"]


@given(st.sampled_from(("", "3巷", "槐树巷")), st.integers(1, 30), st.sampled_from(("", "2")), st.integers(101, 999))
def test_a_key_is_of_its_household(lane: str, building: int, unit: str, room: int) -> None:
    home = Home(str(building), unit, str(room), lane)
    assert home_of(home.key) == home
