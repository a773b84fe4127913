"""Reads the rows of an import file one by one, each with the place in the file where it stands."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from config.form import Form
from config.marked import Scalar, kind_of
from rules.town import (
    BUILDING_FORMS,
    Building,
    Department,
    Group,
    Level,
    Person,
    Place,
    PlaceKind,
    Purpose,
    Role,
    RoleAt,
    Town,
    building_of,
    with_compound,
)

K = TypeVar("K", str, int)
T = TypeVar("T")

# No | (callback data) and no / (building lists).
_CODE = re.compile(r"[^\s|/,;:]{1,32}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,22}[0-9]")
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Row(Generic[K, T]):
    """One row: where it stands, what it is matched by (None when that is faulty) and, if it is sound, what it says."""

    form: Form
    key: K | None
    made: T | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of one file, in its order."""

    places: list[Row[str, Place]]
    groups: list[Row[int, Group]]
    people: list[Row[int, Person]]
    departments: list[Row[str, Department]]

    def town(self) -> Town:
        """What the sound rows say."""
        return Town(_made(self.places), _made(self.groups), _made(self.people), _made(self.departments))


def read_sheet(form: Form) -> Sheet:
    """Every row of the file, and a fault for each thing that is wrong inside a row."""
    sheet = Sheet(
        places=[_place(part) for part in form.forms("places", "place")],
        groups=[_group(part) for part in form.forms("groups", "group")],
        people=[_person(part) for part in form.forms("people", "person")],
        departments=[_department(part) for part in form.forms("departments", "department")],
    )
    form.finish()
    return sheet


def _made(rows: list[Row[K, T]]) -> tuple[T, ...]:
    return tuple(row.made for row in rows if row.made is not None)


def _place(form: Form) -> Row[str, Place]:
    code = _code(form, "code")
    form.what = f"place {code}".rstrip()
    level = form.choice("level", Level)
    name = _name(form)
    parent = _code(form, "parent", needed=level not in (None, Level.DISTRICT, Level.STREET))
    kind = form.choice("kind", PlaceKind, PlaceKind.ORDINARY)
    buildings = _buildings(form)
    if buildings and level and level.above(Level.GRID):
        form.fault(f"a {level} lists buildings; allowed: on a grid or micro_grid", "buildings")
    if not (form.sound and level and kind):
        return Row(form, code or None, None)
    return Row(form, code, Place(code, level, name, parent, kind, buildings))


def _buildings(form: Form) -> tuple[Building, ...]:
    listed: list[Building] = []
    for node in form.rows("buildings"):
        if not isinstance(node, Scalar) or node.empty:
            form.fault_at(node, f"{kind_of(node)} in buildings; allowed: {BUILDING_FORMS}")
            continue
        try:
            listed.append(building_of(node.text))
        except ValueError as problem:
            form.fault_at(node, f"building {problem}")
    try:
        return with_compound(listed)
    except ValueError as problem:
        form.fault(str(problem), "buildings")
        return ()


def _group(form: Form) -> Row[int, Group]:
    chat_id = form.integer("chat_id", needed=True)
    form.what = f"group {chat_id}" if chat_id is not None else "group"
    place, name = _code(form, "place"), _name(form)
    purpose = form.choice("purpose", Purpose)
    bot, topic = _positive(form, "bot"), _positive(form, "topic")
    if chat_id == 0:
        form.fault("chat_id is 0; allowed: the id of a chat", "chat_id")
    if not (form.sound and chat_id and purpose):
        return Row(form, chat_id, None)
    return Row(form, chat_id, Group(chat_id, place, purpose, name, bot, topic))


def _person(form: Form) -> Row[int, Person]:
    user_id = _positive(form, "user_id", needed=True)
    form.what = f"person {user_id}" if user_id is not None else "person"
    name, phone = _name(form), form.text("phone", default="")
    if phone and not _PHONE.fullmatch(phone):
        form.fault(f"phone is {phone!r}; allowed: digits, with spaces, - or a leading +", "phone")
    roles = tuple(filter(None, map(_role, form.forms("roles", "role", needed=True))))
    if len(set(roles)) < len(roles):
        form.fault("one role stands here twice", "roles")
    if not (form.sound and user_id):
        return Row(form, user_id, None)
    return Row(form, user_id, Person(user_id, name, phone, roles))


def _role(form: Form) -> RoleAt | None:
    role = form.choice("role", Role)
    form.what = f"role {role}" if role else "role"
    where = "department" if role is Role.DEPARTMENT else "place"
    code = _code(form, where, needed=role not in (None, Role.ADMIN))
    if not (form.sound and role):
        return None
    return RoleAt(role, department=code) if role is Role.DEPARTMENT else RoleAt(role, place=code)


def _department(form: Form) -> Row[str, Department]:
    code = _code(form, "code")
    form.what = f"department {code}".rstrip()
    name, street = _name(form), _code(form, "street")
    chat_id = form.integer("chat_id")
    return Row(form, code or None, Department(code, name, street, chat_id) if form.sound else None)


def _code(form: Form, key: str, needed: bool = True) -> str:
    code = form.text(key, default=None if needed else "")
    if code and not _CODE.fullmatch(code):
        form.fault(f"{key} is {code!r}; allowed: up to 32 characters without spaces and | / , ; :", key)
        return ""
    return code


def _name(form: Form) -> str:
    name = form.text("name")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        form.fault(f"name is not one line of at most {_LONGEST_NAME} characters", "name")
    return name


def _positive(form: Form, key: str, needed: bool = False) -> int | None:
    number = form.integer(key, needed)
    if number is not None and number <= 0:
        form.fault(f"{key} is {number}; allowed: a number above 0", key)
    return number
