"""The town as the text of an import file: what was bound, invited and typed in chat, too."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
import yaml
from sqlmodel import Session, col, select

from models.place import Building, Department, Group, Person, Place, Role
from models.rota import RotaLine
from rules import town
from rules.town import PlaceKind

LONGEST_NAME = 64
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ROLES = frozenset(str(role) for role in town.Role)


def told(session: Session) -> str:
    """Places, groups, people with a role, departments and rotas; not who is visited, and nobody without a role."""
    codes = {place.id: place.code for place in session.exec(select(Place))}
    offices = {office.id: office.code for office in session.exec(select(Department))}
    lists = {
        "places": _places(session, codes),
        "groups": _groups(session, codes),
        "people": _people(session, codes, offices),
        "departments": _departments(session, codes),
        "rota": _rota(session, codes),
    }
    kept = {key: rows for key, rows in lists.items() if rows} or {"places": []}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)


def _row(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _places(session: Session, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    buildings: dict[int, list[str]] = {}
    for row in session.exec(select(Building).order_by(col(Building.id))):
        units = tuple(row.units.split(",")) if row.units else ()
        buildings.setdefault(row.place_id, []).append(town.written(town.Building(row.number, row.compound, units)))
    return [
        _row(
            code=each.code, level=each.level, name=each.name, parent=codes.get(each.parent_id or 0),
            kind=each.kind if each.kind != PlaceKind.ORDINARY else "", buildings=buildings.get(each.id, []),
        )
        for each in session.exec(select(Place).order_by(col(Place.id)))
    ]  # fmt: skip


def _groups(session: Session, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    """Those that are bound for good; a group for one matter ends with it."""
    bound = select(Group).where(col(Group.place_id).is_not(None), col(Group.gone_at).is_(None), Group.matter == "")
    return [
        _row(
            chat_id=each.chat_id, place=codes[each.place_id or 0], purpose=each.purpose,
            name=each.name[:LONGEST_NAME] or str(each.chat_id), bot=each.bot_id, topic=each.topic,
        )
        for each in session.exec(bound.order_by(col(Group.chat_id).desc()))
    ]  # fmt: skip


def _people(session: Session, codes: Mapping[int, str], offices: Mapping[int, str]) -> list[dict[str, Any]]:
    held: dict[int, list[dict[str, Any]]] = {}
    for role in session.exec(select(Role).order_by(col(Role.id))):
        named = {"role": role.role} if role.role in ROLES else {"role": "profession", "name": role.role}
        where = _row(place=codes.get(role.place_id or 0), department=offices.get(role.department_id or 0))
        held.setdefault(role.user_id, []).append(named | where)
    people = session.exec(select(Person).where(col(Person.user_id).in_(sa.select(Role.user_id))))  # type: ignore[call-overload]
    return [
        _row(user_id=each.user_id, name=each.name[:LONGEST_NAME] or str(each.user_id), phone=each.phone)
        | {"roles": held[each.user_id]}
        for each in sorted(people, key=lambda person: person.user_id)
    ]


def _departments(session: Session, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        _row(code=each.code, name=each.name, street=codes[each.street_id], chat_id=each.chat_id)
        for each in session.exec(select(Department).order_by(col(Department.id)))
    ]


def _rota(session: Session, codes: Mapping[int, str]) -> list[dict[str, Any]]:
    lines = session.exec(select(RotaLine).order_by(col(RotaLine.place_id), col(RotaLine.turn), col(RotaLine.id)))
    return [
        _row(place=codes[each.place_id], person=each.user_id, days=[DAYS[day] for day in each.weekdays])
        | {"from": each.starts, "to": each.ends, "order": each.turn}
        for each in lines
    ]
