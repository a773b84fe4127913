"""The tickets a digest speaks of, and what their reporters said when one was not solved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.report import Report
from models.ticket import REPORTERS, Ticket, TicketEvent
from rules.tickets import UNFINISHED

MOST = 5
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_E: sa.Table = TicketEvent.__table__  # type: ignore[attr-defined]
# What is recorded when a ticket is closed: the reporter's word, or their silence.
CLOSES = ("confirm", "silence")
UNDOES = ("deny", "send_back")


# What a digest says of a ticket: what it goes by costs more to read than all of these.
_TOLD = [
    _T.c[name]
    for name in (
        "id", "number", "matter", "service_class", "state", "level", "quiet", "sealed", "place_id", "compound",
        "building", "unit", "spot", "reopened", "rating", "colour", "created_at", "claim_due_at", "claimed_at",
        "resolve_due_at", "dispatched_at", "resolved_at", "review_at", "closed_at", "submitted_by",
    )
]  # fmt: skip


def tickets(session: Session, places: Sequence[int], since: datetime, sealed: bool) -> Sequence[Any]:
    """The tickets of these places that were opened or closed since then, or are not finished; `sealed` ones only for
    a street."""
    return session.connection().execute(sa.select(*_TOLD).where(*_of(places, since, sealed)).order_by(_T.c.id)).all()


def rows(session: Session, places: Sequence[int], since: datetime, sealed: bool) -> Iterator[Any]:
    """The same one by one, each with how many people reported it."""
    found = sa.select(_T, REPORTERS.label("reporters")).where(*_of(places, since, sealed)).order_by(_T.c.id)
    yield from session.connection().execute(found).yield_per(500)


def _of(places: Sequence[int], since: datetime, sealed: bool) -> tuple[sa.ColumnElement[bool], ...]:
    lately = sa.or_(_T.c.created_at >= since, _T.c.closed_at >= since, _T.c.state.in_(sorted(UNFINISHED)))
    return _T.c.place_id.in_(places), lately, sa.true() if sealed else ~_T.c.sealed


Moments = tuple[datetime, ...]


def endings(session: Session, places: Sequence[int], since: datetime) -> dict[int, tuple[Moments, Moments]]:
    """When tickets of these places were closed since then, and when they turned out not to be solved: each time.

    A reporter's word on what their silence had closed closes nothing.
    """
    told = sa.select(_E.c.ticket_id, _E.c.kind, _E.c.at).join(_T, _T.c.id == _E.c.ticket_id)
    told = told.where(_E.c.kind.in_((*CLOSES, *UNDOES)), _E.c.at >= since, _T.c.place_id.in_(places))
    closings, denials = defaultdict[int, list[datetime]](list), defaultdict[int, list[datetime]](list)
    closed: set[int] = set()
    for ticket, kind, at in session.connection().execute(told.order_by(_E.c.id)):
        if kind in UNDOES:
            denials[ticket].append(at)
            closed.discard(ticket)
        elif ticket not in closed:
            closings[ticket].append(at)
            closed.add(ticket)
    return {each: (tuple(closings[each]), tuple(denials[each])) for each in {*closings, *denials}}


def unsolved(session: Session, tickets: Sequence[int], since: datetime) -> list[tuple[str, list[str]]]:
    """What residents said since then of some of these tickets that were not solved, each with its reporters' names.

    The newest first; only the latest are looked at.
    """
    said = sa.select(_E.c.ticket_id, _E.c.data).where(_E.c.kind == "deny", _E.c.at >= since)
    mine, found = set(tickets), session.connection().execute(said.order_by(_E.c.id.desc()).limit(200)).all()
    told = [(ticket, data["words"]) for ticket, data in found if ticket in mine and data.get("words")][:MOST]
    return [(words, _names(session, ticket)) for ticket, words in told]


def _names(session: Session, ticket: int) -> list[str]:
    return list(session.connection().execute(sa.select(_R.c.name).where(_R.c.ticket_id == ticket)).scalars())
