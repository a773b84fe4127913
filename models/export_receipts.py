"""Receipts as a table for others: one household a row, places by code, no person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from models.export import iso, places_of
from models.receipt import Receipt
from rules.routing import Directory

HEADER = ("notice", "street", "community", "grid", "building", "unit", "room", "at", "how")
_R: sa.Table = Receipt.__table__  # type: ignore[attr-defined]


def rows(session: Session, town: Directory, zone: ZoneInfo, since: datetime | None) -> Iterator[dict[str, Any]]:
    """The receipts taken since a moment, notice by notice in the order of taking, each under HEADER's names.

    A household whose door is not known has no unit and no room.
    """
    found = sa.select(_R).order_by(_R.c.broadcast_id, _R.c.id)
    if since:
        found = found.where(_R.c.at >= since)
    for row in session.connection().execute(found).yield_per(500):
        parts = [] if row.household.startswith("u") else row.household.rpartition("/")[2].split("-")
        yield {
            "notice": row.broadcast_id,
            **places_of(town, row.place_id),
            "building": row.building,
            "unit": parts[1] if len(parts) == 3 else "",
            "room": parts[-1] if len(parts) > 1 else "",
            "at": iso(row.at, zone),
            "how": row.how,
        }
