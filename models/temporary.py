"""Groups that are for one matter: which they are, and whether the matter has ended."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from models import callout
from models.broadcast import DONE, DRAFT, SENDING, WAITING, Broadcast
from models.incident import Incident
from models.place import Group
from models.ticket import Ticket
from rules.tickets import UNFINISHED

TICKET, INCIDENT, BROADCAST, CALLOUT, ACTIVITY = "ticket", "incident", "broadcast", "callout", "activity"


_G: sa.Table = Group.__table__  # type: ignore[attr-defined]
# Spelled out, so that both databases use the index of such groups.
_OURS = (_G.c.matter != sa.literal_column("''"), _G.c.ended_at.is_(None))
ANY_TEMPORARY = sa.select(_G.c.chat_id).where(*_OURS).limit(1)


def temporary_groups(session: Session) -> Sequence[Group]:
    """The groups whose matter is not known to have ended."""
    return session.exec(select(Group).where(*_OURS).order_by(_G.c.chat_id)).all()


def is_over(session: Session, kind: str, number: int, ends: datetime | None, now: datetime) -> bool:
    """Whether a matter has ended; one that is not there any more has."""
    if kind == ACTIVITY:
        return ends is None or now >= ends
    if kind == TICKET:
        ticket = session.get(Ticket, number, populate_existing=True)
        return ticket is None or ticket.state not in UNFINISHED
    if kind == INCIDENT:
        incident = session.get(Incident, number, populate_existing=True)
        return incident is None or incident.ended_at is not None
    if kind == CALLOUT:
        called = session.get(callout.Callout, number, populate_existing=True)
        return called is None or called.state not in (callout.DRAFT, callout.CALLING)
    return _notice_over(session, number, now)


def _notice_over(session: Session, number: int, now: datetime) -> bool:
    notice = session.get(Broadcast, number, populate_existing=True)
    if notice is None or notice.state not in (DRAFT, WAITING, SENDING, DONE):
        return True
    awaited = [moment for moment in (notice.deadline_at, notice.ends_at) if moment is not None]
    return notice.state == DONE and all(now >= moment for moment in awaited)
