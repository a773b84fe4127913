"""Reads config/holidays.yaml into the working days of the years it knows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from config.form import Form
from config.marked import Node, Scalar
from config.policy_forms import built
from rules.calendar import WorkingDays

LONGEST = 31
_YEAR = re.compile(r"20[0-9]{2}")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.([0-9]{4}-[0-9]{2}-[0-9]{2}))?")
_ALLOWED = "allowed: a day such as 2026-01-01, or 2026-01-01..2026-01-03"


def read_holidays(form: Form) -> WorkingDays | None:
    """The tables of all years; None, with faults, when one of them is wrong."""
    before = len(form.faults)
    years: set[int] = set()
    holidays: set[date] = set()
    make_up: set[date] = set()
    named: list[tuple[date, str]] = []
    # What is no year is asked for by nobody, and so told as an unknown key.
    for key in filter(_YEAR.fullmatch, form.keys.values):
        year = form.form(key)
        years.add(int(key))
        year.text("source")
        for name, days in _holidays(year.form("holidays"), int(key)):
            holidays.update(days)
            named += [(min(days), name)] if days else []
        make_up.update(_make_up(year, int(key), holidays))
    names = form.form("en") if form.has("en") else None
    english = tuple((name, names.text(name)) for name in names.keys.values) if names else ()
    if len(form.faults) > before:
        return None
    table = frozenset(years), frozenset(holidays), frozenset(make_up)
    return built(form, lambda: WorkingDays(*table, tuple(named), english))


def _holidays(form: Form, year: int) -> Iterator[tuple[str, list[date]]]:
    """Every holiday with its days; an override that leaves a name empty takes that holiday out."""
    for name in form.keys.values:
        if form.has(name):
            yield name, _days(form, form.keys.values[name], year)


def _make_up(form: Form, year: int, holidays: set[date]) -> Iterator[date]:
    for row in form.rows("work"):
        for day in _days(form, row, year):
            if day.isoweekday() < 6:
                form.fault_at(row, f"{day} is no Saturday or Sunday, so it needs no make-up workday")
            elif day in holidays:
                form.fault_at(row, f"{day} stands as a holiday too")
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
        form.fault_at(node, f"{text!r} is no date; {_ALLOWED}")
    elif not 0 <= (last - first).days < LONGEST:
        form.fault_at(node, f"{text!r} runs backwards or over more than {LONGEST} days")
    elif not date(year - 1, 12, 1) <= first <= last <= date(year, 12, 31):
        form.fault_at(node, f"{text!r} is not in {year} (or the December before it)")
    else:
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return []
