"""Reads config/holidays.yaml into the working days of the years it knows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from config.faults import said
from config.form import Form
from config.marked import Node, Scalar
from rules.calendar import WorkingDays

LONGEST = 31
_YEAR = re.compile(r"20[0-9]{2}")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.([0-9]{4}-[0-9]{2}-[0-9]{2}))?")


def read_holidays(form: Form) -> WorkingDays | None:
    """The tables of all years; None, with faults, when one of them is wrong."""
    before = len(form.faults)
    years: dict[int, Form] = {}
    holidays: set[date] = set()
    named: list[tuple[date, str]] = []
    # What is no year is asked for by nobody, and so told as an unknown key.
    for key in filter(_YEAR.fullmatch, form.keys.values):
        years[int(key)] = year = form.form(key)
        year.text("source")
        for name, days in _holidays(year.form("holidays"), int(key)):
            holidays.update(days)
            named += [(min(days), name)] if days else []
    make_up = frozenset(day for number, year in years.items() for day in _make_up(year, number, holidays))
    names = form.form("en") if form.has("en") else None
    english = tuple((name, names.text(name)) for name in names.keys.values) if names else ()
    if len(form.faults) > before:
        return None
    return WorkingDays(frozenset(years), frozenset(holidays), make_up, tuple(named), english)


def _holidays(form: Form, year: int) -> Iterator[tuple[str, list[date]]]:
    """Every holiday with its days; an override that leaves a name empty takes that holiday out."""
    for name in form.keys.values:
        if form.has(name):
            yield name, _days(form, form.keys.values[name], year)


def _make_up(form: Form, year: int, holidays: set[date]) -> Iterator[date]:
    for row in form.rows("work"):
        for day in _days(form, row, year):
            if day.isoweekday() < 6:
                form.fault_at(row, said("weekday", day=day))
            elif day in holidays:
                form.fault_at(row, said("holiday_too", day=day))
            else:
                yield day


def _days(form: Form, node: Node, year: int) -> list[date]:
    """The days a value names, in the year or in the December before it; none, and a fault, when it names none."""
    text = node.text if isinstance(node, Scalar) else ""
    found = _DAYS.fullmatch(text)
    try:
        first = date.fromisoformat(found[1]) if found else None
        last = date.fromisoformat(found[2]) if found and found[2] else first
    except ValueError:
        first = last = None
    if first is None or last is None:
        form.fault_at(node, said("no_date", text=text, allowed="days_off"))
    elif not 0 <= (last - first).days < LONGEST:
        form.fault_at(node, said("days_backwards", text=text, most=LONGEST))
    elif not date(year - 1, 12, 1) <= first <= last <= date(year, 12, 31):
        form.fault_at(node, said("other_year", text=text, year=year))
    else:
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return []
