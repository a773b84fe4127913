"""Which tickets are to be looked at: what has fallen due, what came late, what is not finished."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.columns import Moment
from models.prepared import FallenDue, Prepared, among
from models.session import update
from models.ticket import Ticket, tickets_of
from rules.tickets import UNFINISHED

_TICKET: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
# Tickets whose next step has fallen due.
due = FallenDue(_TICKET.c.due_at)
_UNFINISHED_AT = (
    sa.select(_TICKET)
    .where(_TICKET.c.place_id.in_(sa.bindparam("places", expanding=True)), _TICKET.c.state.in_(sorted(UNFINISHED)))
    .order_by(_TICKET.c.id)
)
# Spelled out, so that SQLite uses the index of such tickets: `late = 1` it would look for in every row.
MOST_LATE = 500
ANY_LATE = sa.select(_TICKET.c.id).where(sa.literal_column("ticket.late")).limit(1)


def set_due(session: Session, ticket: Ticket, due_at: datetime | None, resolve_due_at: datetime | None) -> None:
    """Writes when the ticket's next step falls due and until when it should be done, where that has changed."""
    if (ticket.due_at, ticket.resolve_due_at) != (due_at, resolve_due_at):
        update(session, Ticket, {"id": ticket.id}, due_at=due_at, resolve_due_at=resolve_due_at)
        ticket.__dict__.update(due_at=due_at, resolve_due_at=resolve_due_at)


# What a clock that was ahead has written; the review of a suspension was told as a day of the calendar.
_COMING = ("due_at", "claim_due_at", "resolve_due_at")
_PAST = [c.name for c in _TICKET.c if isinstance(c.type, Moment) and c.name not in (*_COMING, "review_at")]
_BEGUN_AFTER = Prepared(
    sa.select(_TICKET.c.id).where(
        _TICKET.c.created_at > sa.bindparam("moment", type_=_TICKET.c.created_at.type),
        among(_TICKET.c.state, sorted(UNFINISHED)),
    )
)


def begun_after(session: Session, moment: datetime) -> list[int]:
    """The unfinished tickets that say they began after a moment."""
    return [row.id for row in _BEGUN_AFTER.all(session, {"moment": moment})]


def brought_back(ticket: Ticket, now: datetime) -> dict[str, datetime]:
    """What a clock that was ahead has written of a ticket, as it is where the ticket begins now.

    What was written since that clock is right stays, and nothing lies ahead that has happened.
    """
    by = ticket.created_at - now
    told = {name: moment for name in (*_COMING, *_PAST) if (moment := getattr(ticket, name)) is not None}
    return {name: moment - by if name in _COMING else min(moment, now) for name, moment in told.items()}


def waiting_late(session: Session) -> Sequence[Ticket]:
    """The tickets from the time the desk was away that wait for their list, danger excepted; the most urgent first."""
    waits = sa.select(_TICKET).where(_TICKET.c.late, _TICKET.c.state == "open", _TICKET.c.service_class != "P0")
    return tickets_of(session, waits.order_by(_TICKET.c.service_class, _TICKET.c.id).limit(MOST_LATE))


def look_at_work_of(session: Session, user: int) -> None:
    """Whatever somebody has in hand falls due: the next sweep sees what is to become of it."""
    mine = sa.update(_TICKET).where(_TICKET.c.claimed_by == user, among(_TICKET.c.state, sorted(UNFINISHED)))
    session.connection().execute(mine.values(due_at=_TICKET.c.created_at))


def unfinished_at(session: Session, places: Sequence[int]) -> Sequence[Any]:
    """What is not finished at these places, the oldest first."""
    return session.connection().execute(_UNFINISHED_AT, {"places": list(places)}).all()
