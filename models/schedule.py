"""Recurring duties as rows: what, by which rule, and when it falls due next."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.prepared import FallenDue
from models.session import update

ACTIVE, PAUSED, ENDED = "active", "paused", "ended"


class Schedule(SQLModel, table=True):
    """One recurring notice: `typed` is the line it is made from anew each time, `rule` as rules.schedule keeps it.

    `next_at` is None while it is paused or ended. What was agreed to once need not be agreed to each time.
    """

    __tablename__ = "schedule"

    id: int = big_key()
    state: str = ACTIVE
    made_by: int = big()
    bot_id: int = big()
    place_id: int = big(sa.ForeignKey("place.id"))
    typed: str
    rule: dict[str, Any] = json()
    agreed: bool = False
    next_at: datetime | None = moment(index=True)


_S: sa.Table = Schedule.__table__  # type: ignore[attr-defined]
# Schedules that have fallen due.
due = FallenDue(_S.c.next_at, _S.c.state == sa.literal_column(f"'{ACTIVE}'"))


def advance(session: Session, schedule: int, seen: datetime, following: datetime | None) -> bool:
    """Moves on from a moment that has been served; False when another process has."""
    return bool(update(session, Schedule, {"id": schedule, "next_at": seen, "state": ACTIVE}, next_at=following))


def every(session: Session) -> list[Any]:
    """All that have not ended, in the order of their making."""
    return list(session.connection().execute(sa.select(_S).where(_S.c.state != ENDED).order_by(_S.c.id)).all())


def change(session: Session, schedule: int, **values: Any) -> None:
    """Changes columns of a schedule."""
    update(session, Schedule, {"id": schedule}, **values)
