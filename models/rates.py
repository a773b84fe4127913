"""Tickets as the rates count them, and what the desk told its staff meanwhile."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.outbox import SENT, Outbox
from models.report import Report
from models.ticket import Ticket, TicketEvent
from rules.rates import Answer, Case, Ping
from rules.routing import Directory

# What the audit log says of the reporter's last word, of bounces, and of a first dispatch that was put right.
ANSWERS: Mapping[str, Answer] = {"confirm": "solved", "deny": "unsolved", "reopen": "", "send_back": ""}
BOUNCED = "bounce"
CORRECTED = frozenset({"correct", "recategorize", "relocate", "split"})
_COUNTED = (*ANSWERS, BOUNCED, *CORRECTED)
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_E: sa.Table = TicketEvent.__table__  # type: ignore[attr-defined]
_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_TO_RESIDENTS = ("public", "quiet", "noted", "danger")
_TO_STAFF = sa.and_(_O.c.act == "send", _O.c.state == SENT, _O.c.purpose.not_in(("answer", "asked")))


@dataclass(slots=True)
class _Told:
    """What the audit log tells of one ticket."""

    answer: Answer = ""
    counts: Counter[str] = field(default_factory=Counter)


def cases(session: Session, town: Directory, since: datetime | None = None) -> Iterator[Case]:
    """The tickets opened since a moment, in the order of their opening."""
    connection, of = session.connection(), _T.c.created_at >= since if since else sa.true()
    told = _told(connection.execute(_mine(sa.select(_E.c.ticket_id, _E.c.kind), of).order_by(_E.c.id)))
    reporters: dict[int, int] = dict(connection.execute(_reporters(of)).all())
    acked: dict[int, datetime] = dict(connection.execute(_acked(of)).all())
    for row in connection.execute(sa.select(_T).where(of).order_by(_T.c.created_at, _T.c.id)).yield_per(500):
        yield _case(row, town, told[row.id], reporters.get(row.id, 0), acked.get(row.id))


def _mine(found: sa.Select[Any], of: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return found.join(_T, _T.c.id == _E.c.ticket_id).where(of, _E.c.kind.in_(_COUNTED))


def _told(events: Iterable[Any]) -> Mapping[int, _Told]:
    told: defaultdict[int, _Told] = defaultdict(_Told)
    for ticket, kind in events:
        each = told[ticket]
        each.answer = ANSWERS.get(kind, each.answer)
        each.counts[kind] += 1
    return told


def _reporters(of: sa.ColumnElement[bool]) -> sa.Select[Any]:
    people = sa.func.count(sa.distinct(_R.c.user_id))
    mine = sa.select(_R.c.ticket_id, people).join(_T, _T.c.id == _R.c.ticket_id)
    return mine.where(of, _R.c.withdrawn_at.is_(None)).group_by(_R.c.ticket_id)


def _acked(of: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """When the residents first read of it; unknown once the messages are erased."""
    first = sa.select(_O.c.ticket_id, sa.func.min(_O.c.sent_at, type_=_O.c.sent_at.type))
    return first.join(_T, _T.c.id == _O.c.ticket_id).where(of, _O.c.purpose.in_(_TO_RESIDENTS)).group_by(_O.c.ticket_id)


def _case(row: Any, town: Directory, told: _Told, reporters: int, acked: datetime | None) -> Case:
    codes = {
        level: spot.code for level in ("grid", "community", "street") if (spot := town.at_level(row.place_id, level))
    }
    return Case(
        matter=row.matter, state=row.state, level=row.level, created=row.created_at,
        service_class=row.service_class, **codes,
        acked=acked, claimed=row.claimed_at, contacted=row.contacted_at, resolved=row.resolved_at,
        claim_due=row.claim_due_at, resolve_due=row.resolve_due_at,
        answer=told.answer, rating=row.rating, ruled=row.ruled, reporters=reporters, reopened=row.reopened,
        bounced=told.counts[BOUNCED], hops=row.hops, corrected=any(told.counts[kind] for kind in CORRECTED),
    )  # fmt: skip


def pings(session: Session, town: Directory, since: datetime | None = None) -> list[Ping]:
    """What was said to staff in private, and calls to everybody, since a moment; oldest first."""
    when = [_O.c.sent_at >= since] if since else []
    private = sa.select(_O.c.sent_at).where(_TO_STAFF, _O.c.chat_id.in_(list(town.officers)), *when)
    return [Ping(at) for at in session.connection().execute(private.order_by(_O.c.sent_at)).scalars()]
