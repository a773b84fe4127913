"""Checks the rows of an import file against each other and against what the desk already knows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from config.faults import nearest, said
from config.form import Form
from config.town_forms import Row, Sheet
from rules.town import (
    Building,
    Level,
    Place,
    PlaceKind,
    Purpose,
    Role,
    RoleAt,
    compound_key,
    overlap,
    role_levels,
    written,
)


def check_town(
    sheet: Sheet,
    known_places: Mapping[str, Place],
    known_departments: Collection[str],
    known_people: Collection[int],
    bots: Collection[int] | None,
) -> None:
    """Note, on the rows' own forms, every doubled key, unknown reference, wrong level, circle and shared building."""
    check = _Check(sheet, known_places, known_departments)
    _doubled("code", [(row.form, row.key) for row in sheet.places])
    _doubled("chat_id", [(row.form, row.key) for row in sheet.groups])
    _doubled("user_id", [(row.form, row.key) for row in sheet.people])
    _doubled("code", [(row.form, row.key) for row in sheet.departments])
    check.parents()
    check.names()
    check.groups()
    check.bots(bots)
    check.roles()
    check.departments()
    check.buildings()
    check.rota(known_people)
    check.care()


def _ordinary_grid(place: Place) -> bool:
    return place.level is Level.GRID and place.kind is PlaceKind.ORDINARY


def _doubled(key: str, rows: Iterable[tuple[Form, str | int | None]]) -> None:
    first: dict[str | int, int] = {}
    for form, value in rows:
        if value is None:
            continue
        if value in first:
            form.fault(said("entry_twice", key=key, value=value, line=first[value]), key)
        first.setdefault(value, form.keys.line)


class _Check:
    """The rows, and which codes may be referred to: those of the file (faulty rows too) and those already known.

    What the file does not name stays, so it is checked against that, too.
    """

    def __init__(self, sheet: Sheet, known_places: Mapping[str, Place], known_departments: Collection[str]) -> None:
        self._sheet = sheet
        named = {row.key for row in sheet.places}
        self._stays = [place for place in known_places.values() if place.code not in named]
        self._places = {place.code: place for place in self._stays}
        for row in sheet.places:
            if row.read:
                self._places.setdefault(row.read.code, row.read)
        unspoken = {row.key for row in sheet.places if row.read and row.read.buildings is None}
        self._kept = {code: place.buildings for code, place in known_places.items() if code in unspoken}
        self._levels: dict[str, Level | None] = {code: place.level for code, place in known_places.items()}
        self._levels |= {row.key: row.read.level if row.read else None for row in sheet.places if row.key}
        self._departments = set(known_departments) | {row.key for row in sheet.departments if row.key}

    def parents(self) -> None:
        """Every parent is known, stands higher, and nothing goes in a circle."""
        for row in self._sheet.places:
            if row.read is None or not row.read.parent:
                continue
            level = self._level(row.form, "parent", row.read.parent)
            if circle := self._circle(row.read):
                row.form.fault(said("circle", way=" -> ".join(circle)), "parent")
            elif level and not level.above(row.read.level):
                told = said("parent_below", parent=row.read.parent, level=level, own=row.read.level)
                row.form.fault(told, "parent")
            elif level and level is not Level.COMMUNITY and _ordinary_grid(row.read):
                told = said("level", key="parent", place=row.read.parent, level=level, allowed="a_community")
                row.form.fault(told, "parent")
        for row in self._sheet.places:
            self._children_of(row)

    def _children_of(self, row: Row[str, Place]) -> None:
        """What stays under a place is still lower than it."""
        for child in self._stays:
            if row.read and child.parent == row.key and not row.read.level.above(child.level):
                told = said("parent_below", parent=row.key, level=row.read.level, own=child.level)
                row.form.fault(told, "level")
                return

    def names(self) -> None:
        """No two places under one parent have one name: people call them by it."""
        first: dict[tuple[str, Level, str], Row[str, Place]] = {}
        stays = {(place.parent, place.level, place.name): place.code for place in self._stays}
        for row in self._sheet.places:
            if row.read is None:
                continue
            if there := stays.get((row.read.parent, row.read.level, row.read.name)):
                row.form.fault(said("name_known", name=row.read.name, other=there, allowed="own_name"), "name")
            other = first.setdefault((row.read.parent, row.read.level, row.read.name), row)
            if other.key != row.key:
                line = other.form.keys.line
                told = said("name_twice", name=row.read.name, other=other.key, line=line, allowed="own_name")
                row.form.fault(told, "name")

    def groups(self) -> None:
        """Every group's place is known."""
        for row in self._sheet.groups:
            if row.read and row.read.purpose is not Purpose.NONE:
                self._level(row.form, "place", row.read.place)

    def bots(self, known: Collection[int] | None) -> None:
        """Every group's bot is one of the desk's, where these are known."""
        for row in self._sheet.groups if known else ():
            if row.read and row.read.bot is not None and row.read.bot not in (known or ()):
                allowed = map(str, sorted(known or ()))
                row.form.fault(said("unknown_bot", bot=row.read.bot, allowed=allowed), "bot")

    def roles(self) -> None:
        """Every role's place or department is known and is one where the role is held."""
        for row in self._sheet.people:
            for role in row.read.roles if row.read else ():
                self._role(row.form, role)

    def departments(self) -> None:
        """Every department's street is a street, and its chat is no residents' group."""
        residents = {row.key for row in self._sheet.groups if row.read and row.read.purpose is Purpose.RESIDENTS}
        for row in self._sheet.departments:
            if row.read is None:
                continue
            level = self._level(row.form, "street", row.read.street) if row.read.street else None
            if level and level is not Level.STREET:
                told = said("level", key="street", place=row.read.street, level=level, allowed="a_street")
                row.form.fault(told, "street")
            if row.read.chat_id in residents:
                row.form.fault(said("residents_group", chat=row.read.chat_id), "chat_id")

    def buildings(self) -> None:
        """No unit of a named compound's building belongs to two places of one level in one community."""
        listed: dict[tuple[str, Level, str, str], list[tuple[str, Building]]] = defaultdict(list)
        kept = [(self._places[code], buildings) for code, buildings in self._kept.items()]
        for place, buildings in [*((place, place.buildings) for place in self._stays), *kept]:
            for building in buildings or ():
                if building.compound:
                    listed[self._spot(place, building)].append((place.code, building))
        for row in self._sheet.places:
            for building in (row.read.buildings if row.read else None) or ():
                # Two unnamed compounds may well be two compounds.
                if row.read and building.compound:
                    self._share(row, row.read, building, listed)

    def rota(self, known_people: Collection[int]) -> None:
        """Every turn's place and person are known, the place one where people do duty."""
        people = set(known_people) | {row.key for row in self._sheet.people}
        for row in self._sheet.rota:
            level = self._level(row.form, "place", row.key) if row.key else None
            if level and level.above(Level.STREET):
                told = said("level", key="place", place=row.key, level=level, allowed="street_or_below")
                row.form.fault(told, "place")
            if row.read and row.read.person and row.read.person not in people:
                told = said("unknown_person", person=row.read.person, allowed="person_listed")
                row.form.fault(told, "person")

    def care(self) -> None:
        """Everybody who is visited is at a known place that has somebody near."""
        for row in self._sheet.care:
            level = self._level(row.form, "place", row.key) if row.key else None
            if level and level.above(Level.COMMUNITY):
                told = said("level", key="place", place=row.key, level=level, allowed="community_or_below")
                row.form.fault(told, "place")

    def _share(
        self,
        row: Row[str, Place],
        place: Place,
        building: Building,
        listed: dict[tuple[str, Level, str, str], list[tuple[str, Building]]],
    ) -> None:
        beside = listed[self._spot(place, building)]
        for code, other in beside:
            if code != place.code and overlap(building, other):
                row.form.fault(said("building_shared", building=written(building), other=code), "buildings")
        beside.append((place.code, building))

    def _spot(self, place: Place, building: Building) -> tuple[str, Level, str, str]:
        return self._community(place), place.level, compound_key(building.compound), building.number

    def _community(self, place: Place) -> str:
        code, seen = place.code, {place.code}
        while self._levels.get(code) is not Level.COMMUNITY:
            parent = self._places[code].parent if code in self._places else ""
            if not parent or parent in seen:
                break
            seen.add(parent)
            code = parent
        return code

    def _circle(self, place: Place) -> list[str]:
        """The codes from `place` up and back to it; none where the way up ends or only leads into a circle."""
        way, code = [place.code], place.parent
        while code in self._places and code not in way:
            way.append(code)
            code = self._places[code].parent
        return [*way, code] if code == place.code else []

    def _role(self, form: Form, held: RoleAt) -> None:
        if held.role is Role.DEPARTMENT:
            if held.department not in self._departments:
                near = nearest(held.department, self._departments)
                form.fault(said("unknown", key="department", code=held.department, near=near), "roles")
            return
        level = self._level(form, "roles", held.place) if held.place else None
        if level and level not in role_levels(held.role):
            allowed = (each for each in Level if each in role_levels(held.role))
            told = said("role_level", role=held.role, place=held.place, level=level, allowed=allowed)
            form.fault(told, "roles")

    def _level(self, form: Form, key: str, code: str) -> Level | None:
        """The level of a place named under `key`; None, with a fault when the desk has never heard of it."""
        if code not in self._levels:
            what = "place" if key == "roles" else key
            form.fault(said("unknown", key=what, code=code, near=nearest(code, self._levels)), key)
        return self._levels.get(code)
