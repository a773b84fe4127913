"""Tickets as a table for others: one row each, places by code, no person."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from models.ticket import REPORTERS, Ticket
from rules.routing import Directory

HEADER = (
    "number", "state", "matter", "class", "street", "community", "grid", "building", "unit", "level",
    "created", "claimed", "resolved", "closed", "rating", "reporters", "hops",
)  # fmt: skip
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]


def rows(session: Session, town: Directory, zone: ZoneInfo, since: datetime | None) -> Iterator[dict[str, Any]]:
    """The tickets opened since a moment, in the order of their opening, each under HEADER's names."""
    found = sa.select(_T, REPORTERS.label("reporters")).order_by(_T.c.created_at, _T.c.id)
    if since:
        found = found.where(_T.c.created_at >= since)
    for row in session.connection().execute(found).yield_per(500):
        yield {
            "number": row.number,
            "state": row.state,
            "matter": row.matter,
            "class": row.service_class,
            **places_of(town, row.place_id),
            "building": row.building,
            "unit": row.unit,
            "level": row.level,
            "created": iso(row.created_at, zone),
            "claimed": iso(row.claimed_at, zone),
            "resolved": iso(row.resolved_at, zone),
            "closed": iso(row.closed_at, zone),
            "rating": row.rating,
            "reporters": row.reporters,
            "hops": row.hops,
        }


def write(found: Iterator[dict[str, Any]], out: TextIO, form: str, header: Sequence[str] = HEADER) -> int:
    """Writes rows as csv or jsonl, one by one as they come, and returns how many."""
    table = csv.DictWriter(out, header, lineterminator="\n")
    if form == "csv":
        table.writeheader()
    written = 0
    for row in found:
        if form == "csv":
            table.writerow({name: _safe(value) for name, value in row.items()})
        else:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        written += 1
    return written


def places_of(town: Directory, place: int) -> dict[str, str]:
    """The codes of the places above a row's, by level; "" where there is none."""
    codes = {spot.level: spot.code for spot in town.above(place)} if place in town.spots else {}
    return {level: codes.get(level, "") for level in ("street", "community", "grid")}


def iso(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as an export writes it, by the town's clock; "" where it has not come."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""


def _safe(value: object) -> object:
    """A spreadsheet must not run what a resident typed."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
