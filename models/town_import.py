"""Writing an import file's town into the tables: what it names is made exactly so, the rest stays."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.care import keep
from models.place import Building, Department, Group, Person, Place, Role
from models.rota import drop_lines_of, set_lines
from models.ticket_due import look_at_work_of
from models.town import touch
from rules import town
from rules.rota import Line
from rules.town import Level, Town

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many of each were made new or changed; nothing at all the second time."""

    places: int = 0
    groups: int = 0
    people: int = 0
    departments: int = 0
    rota: int = 0
    care: int = 0

    def __bool__(self) -> bool:
        return bool(self.places or self.groups or self.people or self.departments or self.rota or self.care)


def known_places(session: Session) -> dict[str, town.Place]:
    """The places the desk has, by their codes: what a file may refer to, and what stays where it does not name them."""
    listed: dict[int, list[town.Building]] = defaultdict(list)
    for row in session.exec(select(Building)):
        units = tuple(row.units.split(",")) if row.units else ()
        listed[row.place_id].append(town.Building(row.number, row.compound, units))
    rows = session.exec(select(Place)).all()
    codes = {row.id: row.code for row in rows}
    return {
        row.code: town.Place(
            row.code, Level(row.level), row.name, codes.get(row.parent_id or 0, ""),
            town.PlaceKind(row.kind or town.PlaceKind.ORDINARY), tuple(listed[row.id]),
        )
        for row in rows
    }  # fmt: skip


def known_departments(session: Session) -> list[str]:
    return list(session.exec(select(Department.code)))


def known_people(session: Session) -> list[int]:
    return list(session.exec(select(Person.user_id)))


def apply(session: Session, wanted: Town) -> Changes:
    """Makes everything the file names exactly so, in one transaction."""
    places = sum(_place(session, place) for place in sorted(wanted.places, key=lambda p: p.level.rank))
    codes = {code: key for code, key in session.exec(select(Place.code, Place.id))}
    departments = sum(_department(session, department, codes) for department in wanted.departments)
    offices = {code: key for code, key in session.exec(select(Department.code, Department.id))}
    changes = Changes(
        places=places,
        departments=departments,
        groups=sum(_group(session, group, codes) for group in wanted.groups),
        people=sum(_person(session, person, codes, offices) for person in wanted.people),
        rota=_rota(session, wanted.rota, codes),
        care=sum(_visited(session, each, codes) for each in wanted.care),
    )
    if changes:
        touch(session)
    return changes


def _visited(session: Session, each: town.Visited, codes: Mapping[str, int]) -> bool:
    since = datetime.combine(each.since, time(), UTC)
    return keep(session, codes[each.place], each.entry, 0, since)


def _rota(session: Session, turns: Sequence[town.Turn], codes: Mapping[str, int]) -> int:
    """How many places' rotas have changed; a place that is not named keeps its own."""
    session.flush()
    lines = [Line(t.person, codes[t.place], t.weekdays, t.start, t.end, t.order) for t in turns]
    places = dict.fromkeys(line.place for line in lines)
    return sum(set_lines(session, place, [line for line in lines if line.place == place]) for place in places)


def _put(session: Session, row: SQLModel | None, table: type[SQLModel], values: Mapping[str, Any]) -> bool:
    """Adds the row, or changes what differs; whether anything did."""
    if row is None:
        session.add(table(**values))
        session.flush()
        return True
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return bool(different)


def _place(session: Session, place: town.Place) -> bool:
    parent = session.exec(select(Place.id).where(Place.code == place.parent)).first() if place.parent else None
    row = session.exec(select(Place).where(Place.code == place.code)).first()
    values = {
        "code": place.code,
        "level": str(place.level),
        "kind": str(place.kind),
        "name": place.name,
        "parent_id": parent,
    }
    changed = _put(session, row, Place, values)
    key = session.exec(select(Place.id).where(Place.code == place.code)).one()
    if place.buildings is None:
        return changed
    wanted = {(b.compound, b.number, ",".join(b.units)) for b in place.buildings}
    there = session.exec(select(Building).where(Building.place_id == key)).all()
    if {(b.compound, b.number, b.units) for b in there} == wanted:
        return changed
    for building in there:
        session.delete(building)
    session.flush()
    for compound, number, units in sorted(wanted):
        session.add(Building(place_id=key, compound=compound, number=number, units=units))
    session.flush()
    return True


def _group(session: Session, group: town.Group, codes: Mapping[str, int]) -> bool:
    row = session.get(Group, group.chat_id)
    if group.purpose is town.Purpose.NONE:
        return _unbind(session, row)
    values: dict[str, Any] = {
        "chat_id": group.chat_id,
        "place_id": codes[group.place],
        "purpose": str(group.purpose),
        "name": group.name,
        "topic": group.topic,
        "leave_at": None,
    }
    if group.bot is not None:
        values["bot_id"] = group.bot
    return _put(session, row, Group, values)


def _unbind(session: Session, row: Group | None) -> bool:
    """A group that is for nothing any more: a bot that is in it leaves at once, else it is forgotten."""
    if row is None or (row.place_id is None and row.leave_at == AT_ONCE):
        return False
    if row.bot_id is None or row.gone_at is not None:
        session.delete(row)
        session.flush()
        return True
    return _put(session, row, Group, {"place_id": None, "purpose": "", "leave_at": AT_ONCE})


def _department(session: Session, department: town.Department, codes: Mapping[str, int]) -> bool:
    row = session.exec(select(Department).where(Department.code == department.code)).first()
    values = {
        "code": department.code,
        "name": department.name,
        "street_id": codes[department.street],
        "chat_id": department.chat_id,
    }
    changed = _put(session, row, Department, values)
    return _stand(session, department, codes[department.street]) or changed


def _stand(session: Session, department: town.Department, street: int) -> bool:
    """A department's group is one the desk speaks in, unless it is bound as something else."""
    group = session.get(Group, department.chat_id) if department.chat_id else None
    if department.chat_id is None or (group and group.place_id is not None):
        return False
    values = {"chat_id": department.chat_id, "place_id": street, "name": department.name, "leave_at": None}
    return _put(session, group, Group, values | {"purpose": str(town.Purpose.SPECIAL)})


def _person(session: Session, person: town.Person, codes: Mapping[str, int], offices: Mapping[str, int]) -> bool:
    row = session.get(Person, person.user_id)
    values = {"user_id": person.user_id, "name": person.name}
    values |= {} if person.phone is None else {"phone": person.phone}
    changed = _put(session, row, Person, values)
    wanted = {
        (r.word, codes[r.place] if r.place else None, offices[r.department] if r.department else None)
        for r in person.roles
    }
    there = session.exec(select(Role).where(Role.user_id == person.user_id)).all()
    held = {(role.role, role.place_id, role.department_id) for role in there}
    if held == wanted:
        return changed
    table = Role.__table__  # type: ignore[attr-defined]
    session.connection().execute(sa.delete(table).where(table.c.user_id == person.user_id))
    if not wanted:
        look_at_work_of(session, person.user_id)
    drop_lines_of(session, person.user_id, _near(session, {place for _, place, _ in wanted if place}))
    for role, place, office in sorted(wanted, key=str):
        session.add(Role(user_id=person.user_id, role=role, place_id=place, department_id=office))
    session.flush()
    return True


def _near(session: Session, places: set[int]) -> set[int]:
    """These places, and what is above and below them."""
    parents = dict(session.exec(select(Place.id, Place.parent_id)).all())
    ways = {place: list(_up(place, parents)) for place in parents}
    above = {each for place in places for each in ways[place]}
    return above | {place for place, way in ways.items() if places & set(way)}


def _up(place: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    """A place and what is above it."""
    while place is not None:
        yield place
        place = parents[place]
