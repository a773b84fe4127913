"""Questions that wait for a service outside: second opinions, and voice notes to be written down."""

from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, moment
from models.prepared import Prepared
from models.session import update

WAITING, DONE = "waiting", "done"
MOST_TRIES = 2


class Opinion(SQLModel, table=True):
    """A message that was read unsurely; `words` are redacted, and erased once it is done.

    `ticket_id` is the doubtful ticket it opened, None where it was left in silence. `bot_id` and `update_id` find the
    message itself while it is kept. `due_at` is when it may be asked (again), `asked_at` when it last was; both are
    real time.
    """

    __table_args__ = (sa.Index("opinion_due", "state", "due_at"),)

    id: int = big_key()
    bot_id: int = big()
    update_id: int = big()
    ticket_id: int | None = big(sa.ForeignKey("ticket.id"), nullable=True)
    words: str
    state: str = WAITING
    tries: int = 0
    due_at: datetime = moment(nullable=False)
    made_at: datetime = moment(nullable=False)
    asked_at: datetime | None = moment(index=True)


class VoiceNote(SQLModel, table=True):
    """A voice note that waits for a transcript, or has had its chance of one.

    `place_id` is where its group stands (or its sender lives), `ticket_id` the ticket it was said to, if any;
    `addressed` when it was meant for the desk: then a worker hears it where nobody else can.
    """

    __tablename__ = "voice_note"
    __table_args__ = (
        sa.Index("voice_note_message", "chat_id", "message_id"),
        sa.Index("voice_note_due", "state", "due_at"),
    )

    id: int = big_key()
    bot_id: int = big()
    update_id: int = big()
    chat_id: int = big()
    message_id: int = big()
    place_id: int = big(sa.ForeignKey("place.id"))
    ticket_id: int | None = big(sa.ForeignKey("ticket.id"), nullable=True)
    file_id: str
    seconds: int = 0
    addressed: bool = False
    state: str = WAITING
    tries: int = 0
    due_at: datetime = moment(nullable=False)
    made_at: datetime = moment(nullable=False)
    asked_at: datetime | None = moment(index=True)


_OPINIONS: sa.Table = Opinion.__table__  # type: ignore[attr-defined]
_NOTES: sa.Table = VoiceNote.__table__  # type: ignore[attr-defined]
T = TypeVar("T", bound=Opinion | VoiceNote)


def next_due(session: Session, table: type[T], now: datetime) -> Any:
    """The question that has waited longest and may be asked now; None if there is none."""
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    due = sa.select(rows).where(rows.c.state == WAITING, rows.c.due_at <= now)
    return session.connection().execute(due.order_by(rows.c.due_at, rows.c.id).limit(1)).first()


def lease(session: Session, table: type[T], row: Any, now: datetime, until: datetime) -> bool:
    """Takes a question for this process until then; False when another has taken it."""
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    mine = sa.update(rows).where(rows.c.id == row.id, rows.c.state == WAITING, rows.c.tries == row.tries)
    taken = mine.values(tries=rows.c.tries + 1, asked_at=now, due_at=until)
    return bool(session.connection().execute(taken).rowcount)


def end(session: Session, table: type[T], row: int, **values: Any) -> bool:
    """Notes that nothing waits for an answer any more; False when that was known."""
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    mine = sa.update(rows).where(rows.c.id == row, rows.c.state != DONE)
    return bool(session.connection().execute(mine.values({"state": DONE} | values)).rowcount)


def put_back(session: Session, table: type[T], row: int, due: datetime) -> None:
    """A question that got no answer is put again then."""
    update(session, table, {"id": row, "state": WAITING}, due_at=due)


def overtake(session: Session, ticket: int) -> None:
    """A ticket is known better meanwhile: what is thought of its first words counts no more."""
    update(session, Opinion, {"ticket_id": ticket, "state": WAITING}, state=DONE, words="")


def asked_since(session: Session, table: type[T], since: datetime) -> int:
    """How many questions have been put since then."""
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    count = sa.select(sa.func.count()).select_from(rows).where(rows.c.asked_at >= since)
    return int(session.connection().execute(count).scalar_one())


_FORGET = [Prepared(sa.delete(rows).where(rows.c.made_at < sa.bindparam("before"))) for rows in (_OPINIONS, _NOTES)]


def forget(session: Session, before: datetime) -> int:
    """Erases what was asked before then; returns how many rows."""
    return sum(old.run(session, {"before": before}) for old in _FORGET)
