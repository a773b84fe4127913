"""The town a desk serves: its levels, places, groups, people and buildings."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Any

from rules.care import Entry


class Level(StrEnum):
    """Where a place stands, highest first."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    MICRO_GRID = "micro_grid"

    @property
    def rank(self) -> int:
        """0 for a district down to 4 for a micro grid."""
        return _RANKS[self]

    def above(self, other: "Level") -> bool:
        """Whether this level is strictly higher than `other`."""
        return self.rank < other.rank


_RANKS = {each: rank for rank, each in enumerate(Level)}


class PlaceKind(StrEnum):
    """A special grid is a company, a site, a school or a hotel."""

    ORDINARY = "ordinary"
    SPECIAL = "special"


class Purpose(StrEnum):
    """What a chat group is for; `none` is for nothing any more."""

    RESIDENTS = "residents"
    WORKERS = "workers"
    OFFICIALS = "officials"
    NOTICE = "notice"
    SPECIAL = "special"
    NONE = "none"


class Role(StrEnum):
    """What a person may be, as in the role table of practice; `admin` looks after the desk itself.

    `profession` stands for any other word (医生, 电工): such people can be called out, and nothing else.
    """

    RESIDENT = "resident"
    BUILDING_STEWARD = "building_steward"
    UNIT_STEWARD = "unit_steward"
    VOLUNTEER = "volunteer"
    MICRO_GRID_LEADER = "micro_grid_leader"
    GRID_WORKER = "grid_worker"
    GRID_LEADER = "grid_leader"
    COMMUNITY_SECRETARY = "community_secretary"
    PROPERTY_MANAGER = "property_manager"
    COMMUNITY_POLICE = "community_police"
    HEALTH_WORKER = "health_worker"
    STREET_CENTER = "street_center"
    DEPARTMENT = "department"
    AUDITOR = "auditor"
    PRIVACY_OFFICER = "privacy_officer"
    PROFESSION = "profession"
    ADMIN = "admin"


LONGEST_PROFESSION = 12


def is_profession(word: str) -> bool:
    """Whether a word may be kept as a profession: letters only, and none of the roles."""
    return word.isalpha() and len(word) <= LONGEST_PROFESSION and word not in set(Role)


_LOCAL = frozenset({Level.GRID, Level.MICRO_GRID, Level.COMMUNITY})
_ROLE_LEVELS = {
    Role.BUILDING_STEWARD: _LOCAL,
    Role.UNIT_STEWARD: _LOCAL,
    Role.MICRO_GRID_LEADER: _LOCAL,
    Role.GRID_WORKER: _LOCAL,
    Role.GRID_LEADER: _LOCAL,
    Role.COMMUNITY_SECRETARY: frozenset({Level.COMMUNITY}),
    Role.STREET_CENTER: frozenset({Level.STREET}),
}


def role_levels(role: Role) -> frozenset[Level]:
    """The levels of place a role may be held at."""
    return _ROLE_LEVELS.get(role, frozenset(Level))


@dataclass(frozen=True, slots=True)
class Building:
    """One building, or some units of it; `compound` "" where it goes without saying, no `units` means all."""

    number: str
    compound: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place on one level; `parent` is a code, "" at the top; `buildings` None where none are spoken of."""

    code: str
    level: Level
    name: str
    parent: str = ""
    kind: PlaceKind = PlaceKind.ORDINARY
    buildings: tuple[Building, ...] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A chat group standing at a place; `bot` is a numeric id, None where the first member bot serves."""

    chat_id: int
    place: str
    purpose: Purpose
    name: str
    bot: int | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role at a place, or `department` with the department's code; an admin may have neither.

    `profession` is the word of a role that is one.
    """

    role: Role
    place: str = ""
    department: str = ""
    profession: str = ""

    @property
    def word(self) -> str:
        """What is kept: the role, or the profession's own word."""
        return self.profession or str(self.role)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or a volunteer; `phone` "" where none is kept, None where none is told."""

    user_id: int
    name: str
    phone: str | None = None
    roles: tuple[RoleAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """A department a street can whistle for; `chat_id` None where it has no group."""

    code: str
    name: str
    street: str
    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a place's rota: `weekdays` 0 is Monday, `end` up to `start` is on the next day, `order` 0 leads."""

    place: str
    person: int
    weekdays: frozenset[int]
    start: time
    end: time
    order: int = 0


@dataclass(frozen=True, slots=True)
class Visited:
    """Somebody to be visited at a place, kept by consent, since a day."""

    place: str
    since: date
    entry: Entry


@dataclass(frozen=True, slots=True)
class Town:
    """What one import file names, in its order; parents may come after their children."""

    places: tuple[Place, ...] = ()
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    departments: tuple[Department, ...] = ()
    rota: tuple[Turn, ...] = ()
    care: tuple[Visited, ...] = ()


MOST_UNITS = 60
_NUMBER = re.compile(r"[0-9A-Za-z]{1,6}|[甲乙丙丁东西南北中][0-9A-Za-z]{0,5}")
_BUILDING_TAIL = re.compile(r"(号楼|栋|幢|座|号|楼)$")
_UNIT_TAIL = re.compile(r"(单元|门)$")
_BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")
_UNIT = re.compile(r"[0-9]{1,3}|[A-Za-z]|[东西中南北甲乙丙丁]")


class BuildingFault(ValueError):
    """What is wrong with a building as written: a name, what stands in its sentence, and which forms may be written."""

    def __init__(self, name: str, forms: str = "", **values: Any) -> None:
        super().__init__(name)
        self.name, self.forms, self.values = name, forms, values


def building_of(text: str) -> Building:
    """A building as the import file writes it: 1, 幸福里/3, 阳光花园/5/1-2 or /5/1-2. Raises BuildingFault."""
    parts = text.split("/")
    if len(parts) > 3:
        raise BuildingFault("building_parts", "building_forms", count=len(parts))
    units = _units_of(_plain(parts.pop())) if len(parts) == 3 else ()
    number = _building_number(_plain(parts.pop()))
    compound = compound_name(parts.pop()) if parts else ""
    if _plain(compound).isdecimal():
        raise BuildingFault("building_compound", "building_forms", compound=compound)
    return Building(number=number, compound=compound, units=units)


def with_compound(listed: Sequence[Building]) -> tuple[Building, ...]:
    """One grid's buildings, a bare number given to the compound where the grid has just one.

    Raises BuildingFault when a bare number stands beside several compounds, or one unit is listed twice.
    """
    compounds = {each.compound for each in listed} - {""}
    bare = [each for each in listed if not each.compound]
    if bare and len(compounds) > 1:
        raise BuildingFault("building_bare", number=bare[0].number, compounds=tuple(sorted(compounds)))
    only = next(iter(compounds), "")
    whole = tuple(replace(each, compound=each.compound or only) for each in listed)
    for one, other in combinations(whole, 2):
        if overlap(one, other):
            raise BuildingFault("building_twice", building=written(other))
    return whole


def written(building: Building) -> str:
    """A building as the import file writes it."""
    lead = f"{building.compound}/" if building.compound else "/" if building.units else ""
    return f"{lead}{building.number}" + (f"/{','.join(building.units)}" if building.units else "")


@lru_cache(1024)
def building_number(text: str) -> str:
    """A building's number as it is compared: "３号楼" and "03栋" are "3", "a座" is "A"."""
    return _numbered(_BUILDING_TAIL.sub("", _plain(text)))


@lru_cache(1024)
def unit_number(text: str) -> str:
    """A unit's number as it is compared: "２单元" is "2"."""
    return _numbered(_UNIT_TAIL.sub("", _plain(text)))


def compound_name(text: str) -> str:
    """A compound's name as it is shown: "阳光花园 小区" is "阳光花园", "Sunny  Garden" is "Sunny Garden"."""
    name = _BESIDE_HAN.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
    return name.removesuffix("小区") or name


@lru_cache(1024)
def compound_key(name: str) -> str:
    """A compound's name as it is compared: "Sunny Garden" is "sunnygarden"."""
    return _plain(compound_name(name)).casefold()


def serves(buildings: Iterable[Building], compound: str, building: str, unit: str = "") -> bool:
    """Whether a grid with these buildings serves the one told; what was not told ("") fits everything."""
    number, key, unit = building_number(building), compound_key(compound), unit_number(unit) if unit else ""
    return any(each.number == number and _is_of(each, key, unit) for each in buildings)


def overlap(one: Building, other: Building) -> bool:
    """Whether two entries share a unit of one building of one compound (an unnamed compound is its own)."""
    if (compound_key(one.compound), one.number) != (compound_key(other.compound), other.number):
        return False
    return not one.units or not other.units or bool(set(one.units) & set(other.units))


def _is_of(listed: Building, compound: str, unit: str) -> bool:
    """Whether a building may stand in this compound, by its key, and have this unit."""
    if compound and listed.compound and compound != compound_key(listed.compound):
        return False
    return not unit or not listed.units or unit in listed.units


def _numbered(text: str) -> str:
    return text.upper().lstrip("0") or text


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _building_number(part: str) -> str:
    number = building_number(part)
    if not _NUMBER.fullmatch(number):
        raise BuildingFault("building_number", "building_forms", part=part)
    return number


def _units_of(part: str) -> tuple[str, ...]:
    units = [unit for piece in re.split("[,、]", part) for unit in _unit_range(piece)]
    if len(set(units)) != len(units):
        raise BuildingFault("unit_twice", part=part)
    return tuple(units)


def _unit_range(piece: str) -> list[str]:
    first, dash, last = (unit_number(end) for end in piece.partition("-"))
    if not dash and _UNIT.fullmatch(first):
        return [first]
    if not (first.isdecimal() and last.isdecimal() and len(first + last) <= 6):
        raise BuildingFault("unit", "unit_forms", part=piece)
    span = range(int(first), int(last) + 1)
    if not 0 < len(span) <= MOST_UNITS:
        raise BuildingFault("units_backwards", part=piece, most=MOST_UNITS)
    return [str(number) for number in span]


# A wide colon is a mistake that is told, not a word to the desk.
_PASTED = re.compile(r"(?:\s*#[^\n]*\n)*+\s*(?:places|groups|people|departments|rota|care)\s*[:：]")
_TABLE = re.compile(r"\.(?:ya?ml|csv|xlsx?)$", re.IGNORECASE)


def is_town(words: str) -> bool:
    """Whether words begin as an import file does."""
    return _PASTED.match(words) is not None


def may_be_town(name: str) -> bool:
    """Whether a file by its name may be an import file or a table of people."""
    return _TABLE.search(name) is not None
