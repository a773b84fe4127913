"""Reads the rows of an import file one by one, each with the place in the file where it stands."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from config.faults import nearest, said
from config.form import Form
from config.marked import Rows, Scalar, kind_of
from config.policy_shapes import Weekday
from config.town_names import LEVELS, PURPOSES, ROLES
from rules.care import OF_A_DATE, Entry, Plan, plan_of
from rules.town import (
    LONGEST_PROFESSION,
    Building,
    BuildingFault,
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
    Turn,
    Visited,
    building_of,
    is_profession,
    with_compound,
)

K = TypeVar("K", str, int)
T = TypeVar("T")

# No | (callback data) and no / (building lists).
_CODE = re.compile(r"[^\s|/,;:]{1,32}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,22}[0-9]")
_LONGEST_NAME = 64
_MOST_BACKUPS = 9
_DAYS = {
    "daily": frozenset(range(7)),
    "weekdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
}


@dataclass(frozen=True, slots=True)
class Row(Generic[K, T]):
    """One row: where it stands, what it is matched by (None when that is faulty) and, if it is sound, what it says.

    `told` is what can be checked against other rows though something else of it is wrong.
    """

    form: Form
    key: K | None
    made: T | None
    told: T | None = None

    @property
    def read(self) -> T | None:
        """What it says, as far as it can be read."""
        return self.made or self.told


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of one file, in its order."""

    places: list[Row[str, Place]]
    groups: list[Row[int, Group]]
    people: list[Row[int, Person]]
    departments: list[Row[str, Department]]
    rota: list[Row[str, Turn]]
    care: list[Row[str, Visited]]

    def town(self) -> Town:
        """What the sound rows say."""
        rows = (self.places, self.groups, self.people, self.departments, self.rota, self.care)
        return Town(*map(_made, rows))  # type: ignore[arg-type]


def read_sheet(form: Form) -> Sheet:
    """Every row of the file, and a fault for each thing that is wrong inside a row."""
    sheet = Sheet(
        places=[_place(part) for part in form.forms("places", "place")],
        groups=[_group(part) for part in form.forms("groups", "group")],
        people=[_person(part) for part in form.forms("people", "person")],
        departments=[_department(part) for part in form.forms("departments", "department")],
        rota=[_turn(part) for part in form.forms("rota", "rota")],
        care=[_visited(part) for part in form.forms("care", "care")],
    )
    form.finish()
    return sheet


def _made(rows: list[Row[K, T]]) -> tuple[T, ...]:
    return tuple(row.made for row in rows if row.made is not None)


def _place(form: Form) -> Row[str, Place]:
    code = _code(form, "code")
    form.which = code
    level = form.choice("level", Level, names=LEVELS)
    name = _name(form)
    parent = _code(form, "parent", needed=level not in (None, Level.DISTRICT, Level.STREET))
    kind = form.choice("kind", PlaceKind, PlaceKind.ORDINARY)
    buildings = _buildings(form)
    if buildings and level and level.above(Level.GRID):
        form.fault(said("buildings_above", level=level, allowed="grid_buildings"), "buildings")
    told = Place(code, level, name, parent, kind or PlaceKind.ORDINARY, buildings) if code and level and name else None
    return Row(form, code or None, told if form.sound else None, told)


def _buildings(form: Form) -> tuple[Building, ...] | None:
    """Those it lists; None where it does not speak of them, so that they stay."""
    if not form.has("buildings"):
        return None
    listed: list[Building] = []
    for node in form.rows("buildings"):
        if not isinstance(node, Scalar) or node.empty:
            form.fault_at(node, said("kind_in", key="buildings", kind=kind_of(node), allowed="building_forms"))
            continue
        try:
            listed.append(building_of(node.text))
        except BuildingFault as problem:
            form.fault_at(node, said(problem.name, allowed=problem.forms or (), **problem.values))
    try:
        return with_compound(listed)
    except BuildingFault as problem:
        form.fault(said(problem.name, **problem.values), "buildings")
        return ()


def _group(form: Form) -> Row[int, Group]:
    chat_id = form.integer("chat_id", needed=True)
    form.which = "" if chat_id is None else chat_id
    purpose = form.choice("purpose", Purpose, names=PURPOSES)
    needed = purpose is not Purpose.NONE
    place = _code(form, "place", needed)
    name = _name(form) if needed or form.has("name") else ""
    bot, topic = _positive(form, "bot"), _positive(form, "topic")
    _of_a_group(form, chat_id)
    told = Group(chat_id or 0, place, purpose, name, bot, topic) if purpose and (place or not needed) else None
    return Row(form, chat_id, told if form.sound and chat_id else None, told)


def _of_a_group(form: Form, chat_id: int | None) -> None:
    if chat_id is not None and chat_id >= 0:
        form.fault(said("is", key="chat_id", value=chat_id, allowed="group_id"), "chat_id")


def _person(form: Form) -> Row[int, Person]:
    user_id = _positive(form, "user_id", needed=True)
    form.which = "" if user_id is None else user_id
    name, phone = _name(form), form.text("phone", default="") if form.has("phone") else None
    if phone and not _PHONE.fullmatch(phone):
        form.fault(said("is", key="phone", value=phone, allowed="phone"), "phone")
    roles = tuple(filter(None, map(_role, form.forms("roles", "role", needed=True))))
    if len(set(roles)) < len(roles):
        form.fault(said("role_twice"), "roles")
    told = Person(user_id or 0, name, phone, roles)
    return Row(form, user_id, told if form.sound and user_id else None, told)


def _role(form: Form) -> RoleAt | None:
    role = form.choice("role", Role, names=ROLES)
    form.which = role or ""
    where = "department" if role is Role.DEPARTMENT else "place"
    code = _code(form, where, needed=role not in (None, Role.ADMIN))
    profession = _profession(form) if role is Role.PROFESSION else ""
    if not (form.sound and role):
        return None
    if profession:
        return RoleAt(role, place=code, profession=profession)
    return RoleAt(role, department=code) if role is Role.DEPARTMENT else RoleAt(role, place=code)


def _profession(form: Form) -> str:
    """The word of a profession: a short one that is no role."""
    word = form.text("name")
    if word and not is_profession(word):
        allowed = said("profession", most=LONGEST_PROFESSION)
        form.fault(said("is", key="name", value=word, allowed=allowed), "name")
    return word


def _department(form: Form) -> Row[str, Department]:
    code = _code(form, "code")
    form.which = code
    name, street = _name(form), _code(form, "street")
    chat_id = form.integer("chat_id")
    _of_a_group(form, chat_id)
    told = Department(code, name, street, chat_id)
    return Row(form, code or None, told if form.sound else None, told)


def _turn(form: Form) -> Row[str, Turn]:
    place, person = _code(form, "place"), _positive(form, "person", needed=True)
    form.which = place
    weekdays = _weekdays(form)
    start, end, order = form.clock_time("from"), form.clock_time("to"), form.integer("order") or 0
    if not 0 <= order <= _MOST_BACKUPS:
        allowed = said("order", most=_MOST_BACKUPS)
        form.fault(said("is", key="order", value=order, allowed=allowed), "order")
    told = Turn(place, person or 0, weekdays, start, end, order)
    return Row(form, place or None, told if form.sound else None, told)


def _visited(form: Form) -> Row[str, Visited]:
    place, name = _code(form, "place"), _name(form)
    form.which = place
    home, reason = form.text("home", default=""), form.text("reason", default="")
    since, until, consent = _date(form, "since"), _date(form, "until"), form.text("consent")
    if since and until and until < since:
        form.fault(said("until_before", until=until, since=since), "until")
    plan = _plan(form, since)
    if not (form.sound and since and until and plan):
        return Row(form, place or None, None)
    return Row(form, place or None, Visited(place, since, Entry(name, home, reason, plan, consent, until)))


def _plan(form: Form, since: date | None) -> Plan | None:
    rhythm, day = form.text("rhythm"), form.text("date", default="")
    plan = plan_of(f"{rhythm}{day}", since or date.min)
    if rhythm and (plan is None or (plan.rhythm in OF_A_DATE and plan.day is None)):
        form.fault(said("is", key="rhythm", value=rhythm, allowed="rhythm"), "rhythm")
    return plan


def _date(form: Form, key: str) -> date | None:
    text = form.text(key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        form.fault(said("is", key=key, value=text, allowed="day"), key)
        return None


def _weekdays(form: Form) -> frozenset[int]:
    """`days`: a list of weekdays, or one of the words for several."""
    if not isinstance(form.keys.values.get("days"), Rows):
        word = form.text("days")
        if word and word not in _DAYS:
            allowed = said("days", words=tuple(_DAYS))
            form.fault(said("is", key="days", value=word, allowed=allowed), "days")
        return _DAYS.get(word, frozenset())
    days = []
    for node in form.rows("days", needed=True):
        word = node.text if isinstance(node, Scalar) else ""
        if word in Weekday.__members__.values():
            days.append(Weekday(word).number)
        else:
            near = nearest(word, Weekday)
            form.fault_at(node, said("word_in", key="days", word=word, near=near, allowed=Weekday))
    return frozenset(days)


def _code(form: Form, key: str, needed: bool = True) -> str:
    code = form.text(key, default=None if needed else "")
    if code and not _CODE.fullmatch(code):
        form.fault(said("is", key=key, value=code, allowed="code"), key)
        return ""
    return code


def _name(form: Form) -> str:
    name = form.text("name")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        form.fault(said("name_long", most=_LONGEST_NAME), "name")
    return name


def _positive(form: Form, key: str, needed: bool = False) -> int | None:
    number = form.integer(key, needed)
    if number is not None and number <= 0:
        form.fault(said("is", key=key, value=number, allowed="above_0"), key)
    return number
