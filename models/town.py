"""The town's rows as the directory that every decision reads; and the version that says it changed."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.place import Building, Department, Group, Person, Place, Role, TownVersion
from models.prepared import Prepared
from models.rota import load_rota
from models.session import insert_missing
from rules import town
from rules.routing import Directory, Office, Officer, Post, Spot

_VERSIONS: sa.Table = TownVersion.__table__  # type: ignore[attr-defined]
_VERSION = Prepared(sa.select(_VERSIONS.c.version).where(_VERSIONS.c.id == 1))


def _every(table: type[SQLModel], order: str) -> Prepared:
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    return Prepared(sa.select(rows).order_by(rows.c[order]))


_PLACES, _BUILDINGS, _GROUPS = _every(Place, "id"), _every(Building, "id"), _every(Group, "chat_id")
_ROLES, _DEPARTMENTS = _every(Role, "id"), _every(Department, "id")
_ROLE: sa.Table = Role.__table__  # type: ignore[attr-defined]
_PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]
_STAFF = Prepared(
    sa.select(_PERSON).where(_PERSON.c.user_id.in_(sa.select(_ROLE.c.user_id))).order_by(_PERSON.c.user_id)
)


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
    roles, departments = _ROLES.all(session, {}), _DEPARTMENTS.all(session, {})
    return Directory(
        version=version(session),
        spots=_spots(session),
        posts={row.chat_id: _post(row) for row in _GROUPS.all(session, {})},
        officers=_officers(session, roles, {row.id: row.street_id for row in departments}),
        departments=_offices(departments, roles),
        admins=frozenset(admins),
        rota=load_rota(session, zone),
    )


def _spots(session: Session) -> dict[int, Spot]:
    places = {row.id: row for row in _PLACES.all(session, {})}
    buildings: dict[int, list[town.Building]] = {}
    for row in _BUILDINGS.all(session, {}):
        units = tuple(row.units.split(",")) if row.units else ()
        buildings.setdefault(row.place_id, []).append(town.Building(row.number, row.compound, units))
    return {
        p.id: Spot(p.id, p.code, p.level, p.kind, p.name, p.parent_id, _path(p, places), tuple(buildings.get(p.id, ())))
        for p in places.values()
    }


def _path(place: Any, places: dict[int, Any]) -> tuple[int, ...]:
    path = [place.id]
    while place.parent_id is not None:
        place = places[place.parent_id]
        path.append(place.id)
    return tuple(reversed(path))


def _post(row: Any) -> Post:
    return Post(row.chat_id, row.bot_id, row.topic, row.place_id, row.purpose, row.name, row.gone_at is not None)


def _offices(departments: Iterable[Any], roles: Iterable[Any]) -> dict[int, Office]:
    people: dict[int, list[int]] = {}
    for role in roles:
        if role.department_id is not None:
            people.setdefault(role.department_id, []).append(role.user_id)
    return {
        row.id: Office(row.id, row.code, row.name, row.street_id, row.chat_id, tuple(people.get(row.id, ())))
        for row in departments
    }


def _officers(session: Session, roles: Iterable[Any], streets: dict[int, int]) -> dict[int, Officer]:
    """Everybody with a role; a department's people serve its street."""
    held: dict[int, list[tuple[str, int]]] = {}
    for role in roles:
        place = role.place_id if role.place_id is not None else streets.get(role.department_id or 0, 0)
        held.setdefault(role.user_id, []).append((role.role, place))
    return {row.user_id: _officer(row, held[row.user_id]) for row in _STAFF.all(session, {})}


def _officer(row: Any, held: Iterable[tuple[str, int]]) -> Officer:
    return Officer(row.user_id, row.name, row.phone, row.bot_id, row.private == "open", tuple(held))
