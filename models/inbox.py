"""What has come in: updates as they came, until they are erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from models.columns import big, big_key, index_of_some, moment
from models.prepared import Prepared

NEW, DONE, ASIDE = 0, 1, 2


class Inbox(SQLModel, table=True):
    """One update as it came: `received_at` on the desk's clock, `arrived_at` on the real one.

    `urgent` is 1 for what sounds like danger to life: it is handled before all else that waits, in its own chat too.
    """

    __table_args__ = (
        sa.UniqueConstraint("bot_id", "update_id"),
        index_of_some("inbox_open", "lane", "id", only="state = 0"),
        index_of_some("inbox_urgent", "id", only="state = 0 AND urgent = 1"),
        sa.Index("inbox_lane", "lane", "id"),
        sa.Index("inbox_arrived", "arrived_at"),
    )

    id: int = big_key()
    bot_id: int = big()
    update_id: int = big()
    lane: int = big()
    body: bytes = Field(sa_column=sa.Column(sa.LargeBinary, nullable=False))
    received_at: datetime = moment(nullable=False)
    arrived_at: datetime = moment(nullable=False)
    state: int = NEW
    urgent: int = 0
    error: str = ""


_INBOX: sa.Table = Inbox.__table__  # type: ignore[attr-defined]
_LATELY = (
    sa.select(_INBOX.c.bot_id, _INBOX.c.body)
    .where(_INBOX.c.lane == sa.bindparam("lane"), _INBOX.c.arrived_at >= sa.bindparam("since"))
    .order_by(_INBOX.c.id.desc())
    .limit(sa.bindparam("most"))
)


def lately(session: Session, lane: int, since: datetime, most: int = 60) -> list[tuple[int, bytes]]:
    """What a chat's last updates were, newest first, as pairs of bot and body."""
    rows = session.connection().execute(_LATELY, {"lane": lane, "since": since, "most": most})
    return [(bot, bytes(body)) for bot, body in rows]


def body_of(session: Session, bot: int, update: int) -> bytes:
    """An update as it came; nothing once it is erased."""
    mine = sa.select(_INBOX.c.body).where(_INBOX.c.bot_id == bot, _INBOX.c.update_id == update)
    return bytes(session.connection().execute(mine).scalar() or b"")


# Spelled out, not bound: only so do both databases use the index of open rows.
_OPEN = _INBOX.c.state == sa.literal_column(str(NEW))
_FIELDS = (_INBOX.c.id, _INBOX.c.bot_id, _INBOX.c.lane, _INBOX.c.body, _INBOX.c.received_at)
_URGENT_ROWS = Prepared(
    sa.select(*_FIELDS)
    .where(_OPEN, _INBOX.c.urgent == sa.literal_column("1"))
    .order_by(_INBOX.c.id)
    .limit(sa.bindparam("most"))
)
_OPEN_LANES = (
    sa.select(_INBOX.c.lane)
    .where(_OPEN)
    .group_by(_INBOX.c.lane)
    .order_by(sa.func.min(_INBOX.c.id))
    .limit(sa.bindparam("most"))
)
# Ids first: else the database sorts the bodies of all that is open to give the first few.
_NEXT = (
    sa.select(_INBOX.c.id)
    .where(_OPEN, _INBOX.c.lane.in_(sa.bindparam("lanes", expanding=True)))
    .order_by(_INBOX.c.id)
    .limit(sa.bindparam("most"))
)
_FIRST_ROWS = Prepared(sa.select(*_FIELDS).where(_OPEN).order_by(_INBOX.c.id).limit(sa.bindparam("most")))
_OPEN_ROWS = sa.select(*_FIELDS).where(_INBOX.c.id.in_(_NEXT.scalar_subquery())).order_by(_INBOX.c.id)
_OPEN_ROW = sa.select(*_FIELDS).where(_OPEN, _INBOX.c.id == sa.bindparam("row"))
_DONE = Prepared(sa.update(_INBOX).where(_INBOX.c.id == sa.bindparam("row")).values(state=DONE))
_ASIDE = sa.update(_INBOX).where(_INBOX.c.id == sa.bindparam("row")).values(state=ASIDE, error=sa.bindparam("why"))


def open_lanes(session: Session, most: int) -> list[int]:
    """Chats with updates to handle, the longest waiting first."""
    return list(session.connection().execute(_OPEN_LANES, {"most": most}).scalars())


def urgent_rows(session: Session, most: int) -> Sequence[Any]:
    """The open updates that sound like danger, in the order they came."""
    return _URGENT_ROWS.all(session, {"most": most})


def first_rows(session: Session, most: int) -> Sequence[Any]:
    """The open updates of all chats in the order they came."""
    return _FIRST_ROWS.all(session, {"most": most})


def open_rows(session: Session, lanes: Sequence[int], most: int) -> Sequence[Any]:
    """The open updates of these chats in the order they came."""
    if not lanes:
        return []
    return session.connection().execute(_OPEN_ROWS, {"lanes": list(lanes), "most": most}).all()


def open_row(session: Session, row: int) -> Any:
    """One update, None when it is no longer open."""
    return session.connection().execute(_OPEN_ROW, {"row": row}).first()


def mark_done(session: Session, rows: Sequence[int]) -> None:
    """Notes that updates have been handled."""
    _DONE.run_many(session, [{"row": row} for row in rows])


def set_aside(session: Session, row: int, why: str) -> None:
    """Takes an update that cannot be handled out of its chat's way, with the traceback."""
    session.connection().execute(_ASIDE, [{"row": row, "why": why}])


_OLD = sa.delete(_INBOX).where(_INBOX.c.arrived_at < sa.bindparam("before"))
_ERASE = {state: Prepared(_OLD.where(_INBOX.c.state == sa.literal_column(str(state)))) for state in (DONE, ASIDE)}


def erase(session: Session, state: int, before: datetime) -> int:
    """Erases updates that were handled, or set aside, and came before then; returns how many."""
    return _ERASE[state].run(session, {"before": before})


def forget(session: Session, bot: int, update: int) -> None:
    """Empties an update's body; the row stays, so that the update is known when it comes again."""
    mine = sa.update(_INBOX).where(_INBOX.c.bot_id == bot, _INBOX.c.update_id == update)
    session.connection().execute(mine.values(body=b"{}"))


def forget_chat(session: Session, chat: int) -> None:
    """The same of all that came from a chat and was handled: the words of who would have them erased."""
    handled = sa.and_(_INBOX.c.lane == chat, _INBOX.c.state == DONE)
    session.connection().execute(sa.update(_INBOX).where(handled).values(body=b"{}"))
