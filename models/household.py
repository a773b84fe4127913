"""Households that are to be thought of first: kept apart, for a purpose, with consent and until a day; views logged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.columns import big, big_key, moment
from models.prepared import Prepared
from models.report import Report
from models.ticket import Ticket
from rules.cards import first_keys


class VulnerableHousehold(SQLModel, table=True):
    """A sensitive fact (living alone, disability, pregnancy). `household` is its key, as on reports: 3-2-501."""

    __tablename__ = "vulnerable_household"
    __table_args__ = (sa.Index("vulnerable_household_home", "place_id", "household"),)

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"))
    household: str
    purpose: str
    consent: str
    expires_at: datetime = moment(nullable=False)


class HouseholdView(SQLModel, table=True):
    """Somebody has read (or changed) what is kept of a household."""

    __tablename__ = "household_view"

    id: int = big_key()
    household_id: int = big(index=True)
    by: int = big()
    at: datetime = moment(nullable=False)
    act: str


_HOME: sa.Table = VulnerableHousehold.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]


_ERASE_EXPIRED = Prepared(sa.delete(_HOME).where(_HOME.c.expires_at <= sa.bindparam("now")))
_ANY_HOME = Prepared(sa.select(_HOME.c.id).limit(1))


def comes_first(now: datetime) -> sa.ColumnElement[Any]:
    """For ORDER BY: 0 for a ticket that such a household reported, else 1. It is told to nobody."""
    theirs = (
        sa.select(_HOME.c.id)
        .join(_R, _is_same())
        .where(_R.c.ticket_id == _T.c.id, _HOME.c.place_id == _T.c.place_id)
        .where(_R.c.household != "", _R.c.withdrawn_at.is_(None), _HOME.c.expires_at > now)
    )
    return sa.case((theirs.exists(), 0), else_=1)


def _is_same() -> sa.ColumnElement[bool]:
    """Whether a report is of that household; where only one tells its lane or compound, the other may be of any."""
    kept, told = _HOME.c.household, _R.c.household
    pairs = ((one, other, lane) for one, other in ((kept, told), (told, kept)) for lane in ("巷", "弄", "/"))
    return sa.or_(kept == told, *(one.like(sa.literal(f"%{lane}") + other) for one, other, lane in pairs))


def first_of(session: Session, tickets: Sequence[int], now: datetime) -> set[int]:
    """Those of the tickets that such a household reported."""
    if _ANY_HOME.first(session, {}) is None:
        return set()
    found = sa.select(_T.c.id).where(_T.c.id.in_(list(tickets)), comes_first(now) == 0)
    return set(session.connection().execute(found).scalars())


def first_at(session: Session, places: Sequence[int], now: datetime) -> frozenset[str]:
    """The keys of such households at these places, with lane and compound and without: whose door, not why."""
    found = sa.select(_HOME.c.household).where(_HOME.c.place_id.in_(list(places)), _HOME.c.expires_at > now)
    keys = session.connection().execute(found).scalars()
    return frozenset(key for kept in keys for key in first_keys(kept))


def first_in(session: Session, places: Sequence[int], now: datetime) -> frozenset[tuple[int, str]]:
    """The same with the place of each."""
    found = sa.select(_HOME.c.place_id, _HOME.c.household).where(_HOME.c.expires_at > now)
    rows = session.connection().execute(found.where(_HOME.c.place_id.in_(list(places))))
    return frozenset((place, key) for place, kept in rows for key in first_keys(kept))


def kept_at(session: Session, places: Sequence[int], now: datetime) -> Sequence[VulnerableHousehold]:
    """What is kept at these places and has not expired."""
    mine = select(VulnerableHousehold).where(col(VulnerableHousehold.place_id).in_(places))
    return session.exec(mine.where(VulnerableHousehold.expires_at > now).order_by(col(VulnerableHousehold.id))).all()


def erase_expired(session: Session, now: datetime) -> int:
    """Erases what may not be kept any longer; the log of views stays."""
    return _ERASE_EXPIRED.run(session, {"now": now})


def erase(session: Session, household: int) -> None:
    """Erases what is kept of one household; the log of views stays."""
    session.connection().execute(sa.delete(_HOME).where(_HOME.c.id == household))
