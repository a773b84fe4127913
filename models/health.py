"""What /metrics asks the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from models.inbox import ASIDE, NEW, Inbox
from models.outbox import PENDING, Outbox
from models.ticket import Ticket

OVERDUE = timedelta(seconds=60)
_IN: sa.Table = Inbox.__table__  # type: ignore[attr-defined]
_OUT: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_TICKET: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_OPEN = sa.select(sa.func.count(), sa.func.min(_IN.c.arrived_at)).where(_IN.c.state == sa.literal_column(str(NEW)))
_SET_ASIDE = sa.select(sa.func.count()).where(_IN.c.state == sa.literal_column(str(ASIDE)))
_PENDING = (
    sa.select(_OUT.c.priority, sa.func.count(), sa.func.min(_OUT.c.created_at))
    .where(_OUT.c.state == sa.literal_column(f"'{PENDING}'"))
    .group_by(_OUT.c.priority)
)
_OVERDUE = sa.select(sa.func.count()).where(_TICKET.c.due_at < sa.bindparam("before", type_=_TICKET.c.due_at.type))


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: updates with the arrival of the oldest, sends by priority with the age of the oldest, tickets."""

    updates: int
    oldest_update: datetime | None
    set_aside: int
    sends: Mapping[int, tuple[int, datetime]]
    overdue: int


def backlog(session: Session, desk_now: datetime) -> Backlog:
    """What waits now; a ticket is overdue when its next step is a minute late by the desk's clock."""
    connection = session.connection()
    updates, oldest = connection.execute(_OPEN).one()
    return Backlog(
        updates,
        oldest,
        connection.execute(_SET_ASIDE).scalar_one(),
        {priority: (count, since) for priority, count, since in connection.execute(_PENDING)},
        connection.execute(_OVERDUE, {"before": desk_now - OVERDUE}).scalar_one(),
    )
