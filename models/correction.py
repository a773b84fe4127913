"""What people corrected in the desk's readings, with nobody's name in it: what the reader learns from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.session import insert
from models.ticket import Report, Ticket
from rules.labels import anonymous, label
from rules.redaction import redact


class Correction(SQLModel, table=True):
    """One correction of what a message was read as; `was` and `became` are the labels of the whole message.

    `words` and `sender` are redacted, `actor` is who corrected it: 0 for a second opinion.
    """

    __table_args__ = (sa.Index("correction_message", "chat_id", "message_id"),)

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    chat_id: int = big()
    message_id: int = big()
    kind: str
    words: str = ""
    sender: str = ""
    was: dict[str, Any] = json()
    became: dict[str, Any] = json()
    actor: int = big()
    at: datetime = moment(nullable=False)


LEARNT_FROM = frozenset({"matter", "place", "mistake", "split", "opinion"})
_ROWS: sa.Table = Correction.__table__  # type: ignore[attr-defined]
_REPORTS: sa.Table = Report.__table__  # type: ignore[attr-defined]
_TICKETS: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_OPENING = (
    sa.select(_REPORTS)
    .where(_REPORTS.c.ticket_id == sa.bindparam("ticket"), _REPORTS.c.opens)
    .order_by(_REPORTS.c.id)
    .limit(1)
)
_OPENED = (
    sa.select(_TICKETS)
    .join(_REPORTS, _REPORTS.c.ticket_id == _TICKETS.c.id)
    .where(_REPORTS.c.chat_id == sa.bindparam("chat"), _REPORTS.c.message_id == sa.bindparam("message"))
    .where(_REPORTS.c.opens)
    .order_by(_TICKETS.c.id)
)


def opening(session: Session, ticket: int) -> Any:
    """The report that opened a ticket; None where that is gone."""
    return session.connection().execute(_OPENING, {"ticket": ticket}).first()


def labels_of(session: Session, report: Any) -> dict[str, Any]:
    """What the message of a report is taken for at present: its kind, and a request for each ticket it opened."""
    session.flush()
    question = {"chat": report.chat_id, "message": report.message_id}
    opened = session.connection().execute(_OPENED, question).all()
    return label([ticket for ticket in opened if ticket.state != "mistaken"])


def keep(session: Session, report: Any, ticket: int, kind: str, **told: Any) -> int:
    """Keeps one correction; `told` are was, became, actor and at."""
    return insert(
        session,
        Correction,
        ticket_id=ticket,
        chat_id=report.chat_id,
        message_id=report.message_id,
        kind=kind,
        words=redact(report.words, [report.name]),
        sender="" if report.proxy else anonymous(report.name),
        **told,
    )


def corrections(session: Session) -> list[dict[str, Any]]:
    """A labelled line for each message that was corrected, in the form of the labelled files; the last word counts."""
    found: dict[tuple[int, int], Any] = {}
    for row in _all(session):
        found[row.chat_id, row.message_id] = row
    lines = sorted(found.values(), key=lambda row: row.id)
    return [{"id": f"c{row.id}", "sender": row.sender, "text": row.words, **row.became} for row in lines]


def _all(session: Session) -> Sequence[Any]:
    wanted = sa.select(_ROWS).where(_ROWS.c.kind.in_(sorted(LEARNT_FROM)), _ROWS.c.words != "").order_by(_ROWS.c.id)
    return session.connection().execute(wanted).all()
