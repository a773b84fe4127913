"""The town's rows as the directory that every decision reads; and the version that says it changed."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, select

from models.place import Building, Department, Group, Person, Place, Role, TownVersion
from models.prepared import Prepared
from models.rota import load_rota
from models.session import insert_missing
from rules import town
from rules.routing import Directory, Office, Officer, Post, Spot

_VERSIONS: sa.Table = TownVersion.__table__  # type: ignore[attr-defined]
_VERSION = Prepared(sa.select(_VERSIONS.c.version).where(_VERSIONS.c.id == 1))


def version(session: Session) -> int:
    """How often the town has changed."""
    return int(_VERSION.scalar(session, {}) or 0)


def touch(session: Session) -> None:
    """Says that the town has changed."""
    session.flush()
    insert_missing(session, TownVersion, [{"id": 1, "version": 0}])
    table = TownVersion.__table__  # type: ignore[attr-defined]
    session.connection().execute(sa.update(table).values(version=table.c.version + 1))


def load(session: Session, admins: Iterable[int], zone: ZoneInfo) -> Directory:
    """The whole town, indexed; its rota goes by the wall clock of `zone`."""
    session.flush()
    return Directory(
        version=version(session),
        spots=_spots(session),
        posts={g.chat_id: _post(g) for g in session.exec(select(Group))},
        officers=_officers(session),
        departments=_departments(session),
        admins=frozenset(admins),
        rota=load_rota(session, zone),
    )


def _spots(session: Session) -> dict[int, Spot]:
    places = {p.id: p for p in session.exec(select(Place))}
    buildings: dict[int, list[town.Building]] = {}
    for b in session.exec(select(Building)):
        units = tuple(b.units.split(",")) if b.units else ()
        buildings.setdefault(b.place_id, []).append(town.Building(b.number, b.compound, units))
    return {
        p.id: Spot(p.id, p.code, p.level, p.kind, p.name, p.parent_id, _path(p, places), tuple(buildings.get(p.id, ())))
        for p in places.values()
    }


def _path(place: Place, places: dict[int, Place]) -> tuple[int, ...]:
    path = [place.id]
    while place.parent_id is not None:
        place = places[place.parent_id]
        path.append(place.id)
    return tuple(reversed(path))


def _post(group: Group) -> Post:
    return Post(
        group.chat_id, group.bot_id, group.topic, group.place_id, group.purpose, group.name, group.gone_at is not None
    )


def _departments(session: Session) -> dict[int, Office]:
    people: dict[int, list[int]] = {}
    for role in session.exec(select(Role).where(Role.department_id.is_not(None))):  # type: ignore[union-attr]
        people.setdefault(role.department_id or 0, []).append(role.user_id)
    found = session.exec(select(Department).order_by(Department.id))  # type: ignore[arg-type]
    return {d.id: Office(d.id, d.code, d.name, d.street_id, d.chat_id, tuple(people.get(d.id, ()))) for d in found}


def _officers(session: Session) -> dict[int, Officer]:
    streets = {d.id: d.street_id for d in session.exec(select(Department))}
    held: dict[int, list[tuple[str, int]]] = {}
    for role in session.exec(select(Role).order_by(Role.id)):  # type: ignore[arg-type]
        place = role.place_id if role.place_id is not None else streets.get(role.department_id or 0, 0)
        held.setdefault(role.user_id, []).append((role.role, place))
    people = session.exec(select(Person).where(Person.user_id.in_(sa.select(Role.user_id))))  # type: ignore
    return {
        p.user_id: Officer(p.user_id, p.name, p.phone, p.bot_id, p.private == "open", tuple(held[p.user_id]))
        for p in people
    }
