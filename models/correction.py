"""What people corrected in the desk's readings, with nobody's name in it: what the reader learns from."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json
from models.report import Report
from models.session import insert
from models.ticket import Ticket
from rules.labels import anonymous, label
from rules.redaction import redact


class Correction(SQLModel, table=True):
    """One correction of what a message was read as; `was` and `became` are the labels of the whole message.

    `words` and `sender` are redacted.
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
_INTO = sa.select(_TICKETS.c.merged_into).where(_TICKETS.c.id == sa.bindparam("ticket"))
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
    """Keeps one correction; `told` are was and became."""
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


def corrections(session: Session, by_people: bool | None = None) -> list[dict[str, Any]]:
    """A labelled line for each message that was corrected, in the form of the labelled files; the last word counts.

    `by_people` leaves out, or takes alone, what only a second opinion said.
    """
    found: dict[tuple[int, int], Any] = {}
    for row in _all(session, LEARNT_FROM):
        found[row.chat_id, row.message_id] = row
    lines = [row for row in found.values() if by_people is None or (row.kind != "opinion") == by_people]
    lines.sort(key=lambda row: row.id)
    return [{"id": f"c{row.id}", "sender": row.sender, "text": row.words, **row.became} for row in lines]


def mergers(session: Session) -> list[list[dict[str, Any]]]:
    """For each message that a worker put to another's ticket, a day of the two, in the form of labelled group days."""
    days = (_two(session, row) for row in _all(session, frozenset({"merge"})))
    return [day for day in days if day]


def _two(session: Session, row: Any) -> list[dict[str, Any]]:
    """The message that was merged and the one that opened the ticket it went to; nothing where one is gone."""
    connection = session.connection()
    into = row.ticket_id
    while (next_into := connection.execute(_INTO, {"ticket": into}).scalar()) is not None:
        into = next_into
    said = sa.select(_REPORTS).where(_REPORTS.c.chat_id == row.chat_id, _REPORTS.c.message_id == row.message_id)
    own, other = connection.execute(said.limit(1)).first(), opening(session, into)
    if own is None or other is None or not other.words or not own.words or other.message_id == own.message_id:
        return []
    asked = label([connection.execute(sa.select(_TICKETS).where(_TICKETS.c.id == into)).one()])["requests"][0]
    first, second = sorted((own, other), key=lambda report: report.at)
    people = {user: number for number, user in enumerate(dict.fromkeys((first.user_id, second.user_id)), 1)}
    return [
        {
            "stream": f"m{row.id}",
            "t": _clock(report.at - first.at),
            "sender": f"{anonymous(report.name)} {people[report.user_id]}".strip(),
            "text": redact(report.words, [report.name]),
            "kind": "request",
            "tickets": [{"id": "A", "opens": report is first, **(asked if report is first else {})}],
        }
        for report in (first, second)
    ]


def _clock(since: timedelta) -> str:
    """A time of a day that began at eight; later than the evening makes no difference."""
    seconds = min(int(since.total_seconds()), 12 * 3600)
    return f"{8 + seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def _all(session: Session, kinds: frozenset[str]) -> Sequence[Any]:
    wanted = sa.select(_ROWS).where(_ROWS.c.kind.in_(sorted(kinds)), _ROWS.c.words != "").order_by(_ROWS.c.id)
    return session.connection().execute(wanted).all()
