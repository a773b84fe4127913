"""The board of a roll call: unit by unit who has answered what, and which doors are left."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rules.cards import parted
from rules.receipts import Home, walk
from rules.rollcall import COUNTS, Asked

DOORLESS = "u"
# Bare, for there are many: place, building, unit and room of a household; place and household of an answer with its
# value for each item, None where it has told none.
Door: TypeAlias = tuple[int, str, str, str]
Answer: TypeAlias = tuple[int, str, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit (or the whole): households that have answered wholly, of how many known, and a sum for each item.

    `of` is None where no roster is known; of options the sums are how many households chose each. What the `half`
    have told, who have begun and left something out, is in the sums as well.
    """

    place: int
    building: str
    unit: str
    answered: int
    of: int | None
    sums: tuple[int, ...]
    half: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """Unit by unit, what is left, and the whole.

    `left` are households of the roster that have not answered wholly, `half` those that have begun; `doorless` are
    people whose household is not known yet.
    """

    rows: tuple[Row, ...]
    left: tuple[tuple[int, Home], ...]
    half: frozenset[tuple[int, str]]
    doorless: int
    total: Row

    def by_building(self) -> tuple[Row, ...]:
        """The same with a building's units together."""
        found: dict[tuple[int, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.place, row.building), []).append(row)
        return tuple(_together(place, building, rows) for (place, building), rows in found.items())


def _together(place: int, building: str, rows: list[Row]) -> Row:
    return added(rows, len(rows[0].sums), place, building)


def added(rows: Sequence[Row], items: int, place: int = 0, building: str = "") -> Row:
    """Rows as one."""
    known = [row.of for row in rows if row.of is not None]
    sums = tuple(sum(row.sums[item] for row in rows) for item in range(items))
    answered, half = sum(row.answered for row in rows), sum(row.half for row in rows)
    return Row(place, building, "", answered, sum(known) if known else None, sums, half)


def home_of(key: str) -> Home:
    """The household of a key: 3-2-501, 幸福里/3-2-501, or 3-501 where no unit is known."""
    lane, compound, door = parted(key)
    number, _, rest = door.partition("-")
    unit, _, room = rest.rpartition("-")
    return Home(f"{compound}{number}", unit, room, lane)


def board(
    homes: Iterable[Door], answers: Iterable[Answer], question: Asked, first: Collection[tuple[int, str]] = ()
) -> Board:
    """Who has answered what and who is left, of the known households and those that answered besides.

    At the head of what is left are those in `first`.
    """
    units = _Units(question)
    doors, where = _known(homes, units)
    listed = {(place, building) for place, building, _ in units.counted}
    told = _count(answers, question, units, where)
    half = frozenset(key for key, whole in told.items() if not whole)
    left = [(door[0], Home(*door[1:])) for key, door in doors.items() if not told.get(key)]
    left.sort(key=lambda each: (not comes_first(each, first), each[0], *walk(each[1])))
    rows = units.rows(listed)
    doorless = sum(key.startswith(DOORLESS) for _, key in told)
    return Board(rows, tuple(left), half, doorless, added(rows, len(question.items)))


def comes_first(home: tuple[int, Home], first: Collection[tuple[int, str]]) -> bool:
    """Whether a household of a grid is one of those that come first."""
    return any((home[0], key) in first for key in home[1].keys)


def _known(
    homes: Iterable[Door], units: "_Units"
) -> tuple[dict[tuple[int, str], Door], dict[tuple[int, str], list[int]]]:
    """The households by place and key, and the unit that counts each. In one loop: there are ten thousand."""
    doors: dict[tuple[int, str], Door] = {}
    where: dict[tuple[int, str], list[int]] = {}
    for door in homes:
        place, building, unit, room = door
        key = place, f"{building}-{unit}-{room}" if building and unit and room else Home(building, unit, room).key
        if key not in doors:
            doors[key] = door
            where[key] = counted = units.at(place, building, unit)
            counted[1] += 1
    return doors, where


class _Units:
    """What is counted of each unit: households that have answered wholly, households there are, a sum for each item,
    households that have begun."""

    def __init__(self, question: Asked) -> None:
        self.counted: dict[tuple[int, str, str], list[int]] = {}
        self._blank = [0, 0, *[0] * len(question.items), 0]

    def at(self, place: int, building: str, unit: str) -> list[int]:
        found = self.counted.get((place, building, unit))
        if found is None:
            found = self.counted[place, building, unit] = self._blank.copy()
        return found

    def rows(self, listed: Collection[tuple[int, str]]) -> tuple[Row, ...]:
        """In the order of the doors; a household without one last."""
        found = [
            Row(*unit, told[0], told[1] if unit[:2] in listed else None, tuple(told[2:-1]), told[-1])
            for unit, told in self.counted.items()
        ]
        found.sort(key=lambda row: (not row.building, row.place, walk(Home(row.building, row.unit, ""))))
        return tuple(found)


def _count(
    answers: Iterable[Answer], question: Asked, units: _Units, where: dict[tuple[int, str], list[int]]
) -> dict[tuple[int, str], bool]:
    """Counts every value where it belongs; returns of each household whether it has answered wholly."""
    told: dict[tuple[int, str], bool] = {}
    parts, counts = range(2, 2 + question.parts), question.shape == COUNTS
    for row in answers:
        key = row[0], row[1]
        unit = where.get(key)
        if unit is None:
            unit = where[key] = units.at(row[0], *_stranger(row[1]))
            unit[1] += 1
        whole = True
        for at in parts:
            value = row[at]
            if value is None:
                whole = False
            elif counts:
                unit[at] += value  # type: ignore[operator]
            else:
                unit[2 + value] += 1  # type: ignore[operator]
        told[key] = whole
        unit[0] += whole
        unit[-1] += not whole
    return told


def _stranger(household: str) -> tuple[str, str]:
    """Building and unit of a household that no roster has."""
    home = Home("", "", "") if household.startswith(DOORLESS) else home_of(household)
    return home.building, home.unit
