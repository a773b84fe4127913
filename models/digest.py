"""The tickets a digest speaks of, and what their reporters said when one was not solved."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.ticket import Report, Ticket, TicketEvent
from rules.tickets import UNFINISHED

_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_E: sa.Table = TicketEvent.__table__  # type: ignore[attr-defined]
_REPORTERS = (
    sa.select(sa.func.count(sa.distinct(_R.c.user_id)))
    .where(_R.c.ticket_id == _T.c.id, _R.c.withdrawn_at.is_(None))
    .scalar_subquery()
)


def tickets(session: Session, places: Sequence[int], since: datetime) -> Sequence[Any]:
    """The tickets of these places that were opened or closed since then, or are not finished."""
    return session.connection().execute(sa.select(_T).where(*_of(places, since)).order_by(_T.c.id)).all()


def rows(session: Session, places: Sequence[int], since: datetime) -> Iterator[Any]:
    """The same one by one, each with how many people reported it."""
    found = sa.select(_T, _REPORTERS.label("reporters")).where(*_of(places, since)).order_by(_T.c.id)
    yield from session.connection().execute(found).yield_per(500)


def _of(places: Sequence[int], since: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    lately = sa.or_(_T.c.created_at >= since, _T.c.closed_at >= since, _T.c.state.in_(sorted(UNFINISHED)))
    return _T.c.place_id.in_(places), lately


def unsolved_words(session: Session, tickets: Sequence[int], since: datetime) -> Sequence[str]:
    """What reporters of these tickets said since then when it was not solved, the newest first."""
    said = sa.select(_E.c.data).where(_E.c.ticket_id.in_(tickets), _E.c.kind == "deny", _E.c.at >= since)
    found = session.connection().execute(said.order_by(_E.c.id.desc())).scalars()
    return [words for data in found if (words := data.get("words", ""))]
