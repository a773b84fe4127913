"""Recurring duties that have been done, and the desk's clock."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from models.columns import moment
from models.session import update


class Slot(SQLModel, table=True):
    """A recurring duty that has been done for a period: inserted once, whoever sweeps."""

    subscription: str = Field(primary_key=True)
    period: str = Field(primary_key=True)


class ClockAnchor(SQLModel, table=True):
    """One row: where the desk's clock stood at a real moment, and how fast it goes."""

    __tablename__ = "clock_anchor"

    id: int = Field(default=1, primary_key=True)
    real: datetime = moment(nullable=False)
    desk: datetime = moment(nullable=False)
    speed: float = 1.0


_ANCHOR: sa.Table = ClockAnchor.__table__  # type: ignore[attr-defined]
_READ = sa.select(_ANCHOR.c.real, _ANCHOR.c.desk, _ANCHOR.c.speed).where(_ANCHOR.c.id == 1)


def anchor_of(session: Session, alone: bool) -> Any:
    """Where the clock stood; `alone` says that it is about to be moved, and by nobody else meanwhile."""
    return session.connection().execute(_READ.with_for_update() if alone else _READ).one()


def opened_at(session: Session) -> datetime | None:
    """When the desk's clock was last set: at the first start, where nobody has pushed it; None before that."""
    moment: datetime | None = session.connection().execute(sa.select(_ANCHOR.c.real)).scalar()
    return moment


def set_anchor(session: Session, **values: Any) -> None:
    """Moves the clock's one row."""
    update(session, ClockAnchor, {"id": 1}, **values)
