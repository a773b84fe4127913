"""Photos, films and voice notes: those of tickets, and those that wait for their sender's words."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.columns import big, big_key, index_of_some, moment
from models.prepared import FallenDue, Prepared
from models.ticket import Ticket, TicketEvent


class Attachment(SQLModel, table=True):
    """A photo, film or voice note; `ticket_id` is None while it waits for its sender's words.

    `due_at` is when the waiting ends.
    """

    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "unique_id"),
        index_of_some("attachment_waiting", "by", "at", only="ticket_id IS NULL"),
        index_of_some("attachment_due", "due_at", only="ticket_id IS NULL"),
    )

    id: int = big_key()
    ticket_id: int | None = big(sa.ForeignKey("ticket.id"), nullable=True)
    bot_id: int = big()
    chat_id: int = big()
    album: str = ""
    kind: str
    file_id: str
    unique_id: str
    by: int = big()
    at: datetime = moment(nullable=False)
    due_at: datetime | None = moment()


_FILES: sa.Table = Attachment.__table__  # type: ignore[attr-defined]
# What no words have come for in time.
done_waiting = FallenDue(_FILES.c.due_at, _FILES.c.ticket_id.is_(None), whole=True)
_SENT_BY = Prepared(
    sa.select(_FILES.c.file_id)
    .where(
        _FILES.c.ticket_id == sa.bindparam("ticket"),
        _FILES.c.by == sa.bindparam("user"),
        _FILES.c.bot_id == sa.bindparam("bot"),
        _FILES.c.kind == sa.bindparam("kind"),
        _FILES.c.at >= sa.bindparam("since"),
    )
    .order_by(_FILES.c.id)
)
_TAKE_WAITING = Prepared(
    sa.update(_FILES)
    .where(
        _FILES.c.ticket_id.is_(None),
        _FILES.c.by == sa.bindparam("user"),
        _FILES.c.chat_id == sa.bindparam("chat"),
        _FILES.c.due_at > sa.bindparam("now"),
    )
    .values(ticket_id=sa.bindparam("ticket"), due_at=None)
    .returning(_FILES.c.kind, _FILES.c.file_id)
)


def files_of(session: Session, ticket: int, bot: int) -> list[tuple[str, str]]:
    """What came with a ticket and this bot may send, oldest first: pairs of kind and file id."""
    mine = select(Attachment.kind, Attachment.file_id).where(Attachment.ticket_id == ticket, Attachment.bot_id == bot)
    return list(session.exec(mine.order_by(Attachment.id)))  # type: ignore[arg-type]


def photos_by(session: Session, ticket: Ticket, user: int, bot: int) -> list[str]:
    """The photos that somebody sent while they worked on a ticket, where this bot may send them on."""
    since = ticket.taken_at or ticket.created_at
    mine = {"ticket": ticket.id, "user": user, "bot": bot, "kind": "photo", "since": since}
    return [row.file_id for row in _SENT_BY.all(session, mine)]


def photos_alone(session: Session, ticket: Ticket, user: int, bot: int, since: datetime) -> list[str]:
    """The photos that somebody sent to a ticket since then, but for those that came with words of their own."""
    mine = sa.and_(_FILES.c.ticket_id == ticket.id, _FILES.c.by == user, _FILES.c.bot_id == bot)
    sent = sa.select(_FILES.c.file_id, _FILES.c.album, _FILES.c.at).where(mine, _FILES.c.kind == "photo")
    rows = session.connection().execute(sent.where(_FILES.c.at >= since).order_by(_FILES.c.id)).all()
    noted = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.actor == user)
    notes = session.exec(noted.where(TicketEvent.kind == "note", TicketEvent.at >= since)).all() if rows else ()
    worded = {note.at for note in notes if note.data.get("words") and note.data.get("media")}
    albums = {row.album for row in rows if row.at in worded} - {""}
    return [row.file_id for row in rows if row.at not in worded and row.album not in albums]


def take_waiting(session: Session, ticket: int, by: int, chat: int, now: datetime) -> list[tuple[str, str]]:
    """Gives a ticket what its sender posted without words and still waits; returns pairs of kind and file id."""
    taken = _TAKE_WAITING.all(session, {"ticket": ticket, "user": by, "chat": chat, "now": now})
    return [(kind, file) for kind, file in taken]


def hand_on(session: Session, ticket: int, to: int, by: int, since: datetime) -> None:
    """Gives another ticket what somebody has sent to one since then."""
    told = sa.and_(_FILES.c.ticket_id == ticket, _FILES.c.by == by, _FILES.c.at >= since)
    there = sa.select(_FILES.c.unique_id).where(_FILES.c.ticket_id == to)
    moved = sa.update(_FILES).where(told, _FILES.c.unique_id.not_in(there)).values(ticket_id=to)
    session.connection().execute(moved)


_FORGET = Prepared(sa.delete(_FILES).where(_FILES.c.ticket_id.is_(None), _FILES.c.at < sa.bindparam("before")))


def forget_waiting(session: Session, before: datetime) -> None:
    """Erases what came before then and belongs to no ticket."""
    _FORGET.run(session, {"before": before})


def end_waiting(session: Session, file: int, again: datetime | None) -> None:
    """A file waits no longer: it is forgotten, or waits once more until then."""
    mine = sa.and_(_FILES.c.id == file, _FILES.c.ticket_id.is_(None))
    change = sa.delete(_FILES).where(mine) if again is None else sa.update(_FILES).where(mine).values(due_at=again)
    session.connection().execute(change)
