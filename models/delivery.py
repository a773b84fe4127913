"""The sender's side of the outbox: what may leave, what was claimed, what became of it, and chats that move."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import Moment
from models.outbox import DROPPED, GONE, PENDING, REFUSED, SENDING, SENT, Outbox
from models.place import Group
from models.prepared import Prepared, among
from models.town import touch

CHAT_COLUMNS = frozenset({"chat_id", "lane"})
UNCOUNTED = ("answer", "react")
# What of a payload is the number of a message in its chat.
NAMING = ("reply_to", "message")

_BOX: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_TARGET = _BOX.alias("target")
_OTHER = _BOX.alias("other")
# Spelled out, not bound: only so do both databases use the index of pending rows.
_PENDING: sa.ColumnElement[str] = sa.literal_column(f"'{PENDING}'")
_SENDING: sa.ColumnElement[str] = sa.literal_column(f"'{SENDING}'")
_EDIT: sa.ColumnElement[str] = sa.literal_column("'edit'")

_TURN = (
    sa.select(
        _BOX.c.id,
        _BOX.c.chat_id,
        _BOX.c.priority,
        _BOX.c.act,
        _BOX.c.edits,
        _BOX.c.expires_at,
        _TARGET.c.state.label("target_state"),
        _TARGET.c.message_id.label("target_message"),
    )
    .select_from(_BOX.outerjoin(_TARGET, _TARGET.c.id == sa.func.coalesce(_BOX.c.edits, _BOX.c.replies)))
    .where(
        _BOX.c.state == _PENDING,
        _BOX.c.bot_id == sa.bindparam("bot"),
        sa.or_(_BOX.c.not_before.is_(None), _BOX.c.not_before <= sa.bindparam("now", type_=Moment())),
        sa.or_(_TARGET.c.id.is_(None), sa.not_(among(_TARGET.c.state, (PENDING, SENDING)))),
    )
    .order_by(_BOX.c.priority, _BOX.c.id)
    .limit(sa.bindparam("most"))
)
_READY = Prepared(_TURN)
_READY_BUT = _TURN.where(sa.or_(_BOX.c.act.in_(UNCOUNTED), _BOX.c.chat_id.not_in(sa.bindparam("held", expanding=True))))
_NEXT_RETRY = Prepared(
    sa.select(sa.func.min(_BOX.c.not_before)).where(
        _BOX.c.state == _PENDING,
        _BOX.c.bot_id == sa.bindparam("bot"),
        _BOX.c.not_before > sa.bindparam("now", type_=Moment()),
    )
)
_CLAIM = (
    sa.update(_BOX)
    .where(_BOX.c.id.in_(sa.bindparam("rows", expanding=True)), _BOX.c.state == _PENDING)
    .values(state=SENDING, claimed_at=sa.bindparam("now", type_=Moment()))
    .returning(
        _BOX.c.id,
        _BOX.c.bot_id,
        _BOX.c.chat_id,
        _BOX.c.topic,
        _BOX.c.act,
        _BOX.c.payload,
        _BOX.c.when_unclear,
        _BOX.c.ticket_id,
        _BOX.c.purpose,
        _BOX.c.attempts,
    )
)
_DROP = (
    sa.update(_BOX)
    .where(_BOX.c.id == sa.bindparam("row"), _BOX.c.state == _PENDING)
    .values(state=DROPPED, error=sa.bindparam("why"))
)
_MARK_SENT = Prepared(
    sa.update(_BOX)
    .where(_BOX.c.id == sa.bindparam("row"))
    .values(
        state=SENT,
        message_id=sa.func.coalesce(sa.bindparam("message", type_=_BOX.c.message_id.type), _BOX.c.message_id),
        sent_at=sa.bindparam("at", type_=Moment()),
        error="",
    )
)
# What another process has taken over since is no longer ours to judge: hence the time of the claim.
_OURS = (
    _BOX.c.id == sa.bindparam("row"),
    _BOX.c.state == _SENDING,
    _BOX.c.claimed_at == sa.bindparam("claimed", type_=Moment()),
)
_MARK_ENDED = sa.update(_BOX).where(*_OURS).values(state=sa.bindparam("end"), error=sa.bindparam("why"))
# There is one pending edit a card: an older one that comes back finds the newer and goes.
_PENDING_AGAIN = sa.case(
    (
        sa.and_(
            _BOX.c.act == _EDIT,
            sa.exists().where(_OTHER.c.edits == _BOX.c.edits, _OTHER.c.state == _PENDING, _OTHER.c.act == _EDIT),
        ),
        DROPPED,
    ),
    else_=PENDING,
)
_PUT_BACK = (
    sa.update(_BOX)
    .where(*_OURS)
    .values(
        state=_PENDING_AGAIN,
        claimed_at=None,
        attempts=sa.bindparam("tried", type_=sa.Integer()),
        not_before=sa.bindparam("until", type_=Moment()),
        error=sa.bindparam("why"),
    )
)
_LEFT_SENDING = (
    _BOX.c.state == _SENDING,
    _BOX.c.bot_id == sa.bindparam("bot"),
    _BOX.c.claimed_at <= sa.bindparam("before", type_=Moment()),
    _BOX.c.id.not_in(sa.bindparam("flying", expanding=True)),
)
_DROP_LEFT = (
    sa.update(_BOX)
    .where(*_LEFT_SENDING, _BOX.c.when_unclear == "drop")
    .values(state=DROPPED, error="in flight when the desk stopped")
)
_RETRY_LEFT = (
    sa.update(_BOX)
    .where(*_LEFT_SENDING)
    .values(state=_PENDING_AGAIN, claimed_at=None, attempts=_BOX.c.attempts + 1, not_before=None)
)
_LATELY = sa.select(_BOX.c.chat_id, _BOX.c.sent_at).where(
    _BOX.c.sent_at > sa.bindparam("since", type_=Moment()),
    _BOX.c.bot_id == sa.bindparam("bot"),
    _BOX.c.act.not_in(UNCOUNTED),
)
_WAITING_BOTS = Prepared(sa.select(_BOX.c.bot_id).where(_BOX.c.state == _PENDING).distinct())


class ReadyRow(NamedTuple):
    """A row that may leave as far as the rows know; `target` is the message it edits or replies to, if any."""

    id: int
    chat_id: int
    priority: int
    act: str
    target: int | None


class DeliveryRow(NamedTuple):
    """A claimed row; `claimed_at` is the claim's token, `target` the message it edits or replies to."""

    id: int
    bot_id: int
    chat_id: int
    topic: int | None
    act: str
    payload: dict[str, Any]
    when_unclear: str
    ticket_id: int | None
    purpose: str
    attempts: int
    claimed_at: datetime
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """What may leave now; `full` when the query stopped at its limit, so that more may stand behind."""

    rows: list[ReadyRow]
    full: bool


def ready(session: Session, bot: int, held: Iterable[int], now: datetime, most: int) -> Ready:
    """Up to `most` pending rows whose turn it may be, most urgent first, without those of the chats in `held`.

    What waits for another row stays out; what has expired, or edits a message that never came to be, is dropped here.
    """
    question, without = {"bot": bot, "now": now, "most": most}, list(held)
    if without:
        found = list(session.connection().execute(_READY_BUT, question | {"held": without}))
    else:
        found = _READY.all(session, question)
    hopeless = [{"row": row.id, "why": why} for row in found if (why := _hopeless(row, now))]
    if hopeless:
        session.connection().execute(_DROP, hopeless)
    dropped = {each["row"] for each in hopeless}
    rows = [
        ReadyRow(row.id, row.chat_id, row.priority, row.act, row.target_message)
        for row in found
        if row.id not in dropped
    ]
    return Ready(rows, len(found) == most)


def _hopeless(row: Any, now: datetime) -> str:
    if row.expires_at is not None and row.expires_at <= now:
        return "expired"
    if row.edits is not None and row.target_state != SENT:
        return f"its message is {row.target_state or 'unknown'}"
    if row.edits is not None and (row.target_message or 1) < 0:
        return "its message stayed in the group that this one was"
    return ""


def next_retry(session: Session, bot: int, now: datetime) -> datetime | None:
    """When the next row that was told to wait may leave."""
    moment: datetime | None = _NEXT_RETRY.scalar(session, {"bot": bot, "now": now})
    return moment


def claim(session: Session, rows: Sequence[ReadyRow], now: datetime) -> list[DeliveryRow]:
    """Marks rows as being sent and returns those that still were pending, in the same order."""
    if not rows:
        return []
    found = session.connection().execute(_CLAIM, {"rows": [row.id for row in rows], "now": now}).mappings()
    taken: dict[int, Mapping[str, Any]] = {row["id"]: row for row in found}  # type: ignore[misc]
    return [DeliveryRow(**taken[row.id], claimed_at=now, target=row.target) for row in rows if row.id in taken]


def mark_sent(session: Session, sent: Sequence[tuple[DeliveryRow, int | None]], at: datetime) -> None:
    """Notes what was delivered, with the platform's message id where there is a new one."""
    _MARK_SENT.run_many(session, [{"row": row.id, "message": message, "at": at} for row, message in sent])


def mark_ended(session: Session, row: DeliveryRow, state: str, why: str) -> None:
    """Notes that a row will never be delivered: refused, gone or dropped."""
    assert state in (REFUSED, GONE, DROPPED)
    session.connection().execute(_MARK_ENDED, [{"row": row.id, "claimed": row.claimed_at, "end": state, "why": why}])


def put_back(session: Session, row: DeliveryRow, tried: int, until: datetime | None = None, why: str = "") -> None:
    """Lets a claimed row wait again, not before `until`; `tried` counts its unclear sends."""
    values = {"row": row.id, "claimed": row.claimed_at, "tried": tried, "until": until, "why": why}
    session.connection().execute(_PUT_BACK, [values])


def recover(session: Session, bot: int, before: datetime, flying: Collection[int] = ()) -> int:
    """Decides rows claimed `before` that nobody is sending any more: dropped, or to be sent again; returns how many.

    Only for who holds the bot's lock; `flying` are the rows it is sending itself.
    """
    connection, left = session.connection(), {"bot": bot, "before": before, "flying": list(flying)}
    dropped = connection.execute(_DROP_LEFT, left).rowcount
    return dropped + connection.execute(_RETRY_LEFT, left).rowcount


def sent_since(session: Session, bot: int, since: datetime) -> list[tuple[int, datetime]]:
    """Chat and time of what counts against the limits and left after `since`, oldest first."""
    found = session.connection().execute(_LATELY, {"bot": bot, "since": since})
    return sorted(((row.chat_id, row.sent_at) for row in found), key=lambda each: each[1])


def waiting_bots(session: Session) -> frozenset[int]:
    """The bots that have anything to send."""
    return frozenset(row.bot_id for row in _WAITING_BOTS.all(session, {}))


def move_chat(session: Session, old: int, new: int) -> None:
    """Gives a chat its new id in every table; a row the new id already has gives way to the one that is bound.

    A basic group's messages do not come along: their numbers name other messages there.
    """
    if old == new:
        return
    session.flush()
    _forget_messages(session, old)
    _make_room(session, old, new)
    connection = session.connection()
    for column in chat_columns():
        connection.execute(sa.update(column.table).where(column == old).values({column.name: new}))
    session.expire_all()
    touch(session)


def _forget_messages(session: Session, chat: int) -> None:
    """Below zero a message's number names no message, and rows that tell of the same one still know each other."""
    connection = session.connection()
    for column in message_columns():
        here = sa.and_(column.table.c.chat_id == chat, column > 0)
        connection.execute(sa.update(column.table).where(here).values({column.name: -column}))
    for row in connection.execute(sa.select(_BOX.c.id, _BOX.c.payload).where(_BOX.c.chat_id == chat)).all():
        named = {key: -abs(row.payload[key]) for key in NAMING if isinstance(row.payload.get(key), int)}
        if named:
            connection.execute(sa.update(_BOX).where(_BOX.c.id == row.id).values(payload=row.payload | named))


def _make_room(session: Session, old: int, new: int) -> None:
    groups: sa.Table = Group.__table__  # type: ignore[attr-defined]
    found = session.connection().execute(sa.select(groups).where(groups.c.chat_id.in_((old, new)))).mappings()
    both = {row["chat_id"]: row for row in found}
    if len(both) == 2:
        loser = old if _bound(both[new]) and not _bound(both[old]) else new
        session.connection().execute(sa.delete(groups).where(groups.c.chat_id == loser))
    for column, others in keys_with_chats():
        table, twin = column.table, column.table.alias()
        same = [twin.c[name] == table.c[name] for name in others]
        known = sa.exists().where(twin.c[column.name] == new, *same)
        session.connection().execute(sa.delete(table).where(column == old, known))


def _bound(group: Mapping[Any, Any]) -> bool:
    return group["place_id"] is not None


def keys_with_chats() -> list[tuple[sa.Column[Any], list[str]]]:
    """Chat columns that are part of a key, each with the names of the key's other columns."""
    return [
        (column, [other.name for other in key.columns if other is not column])
        for column in chat_columns()
        for key in column.table.constraints
        if isinstance(key, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
        and column.name in key.columns
        and len(key.columns) > 1
    ]


def message_columns() -> list[sa.Column[Any]]:
    """Every column that holds the number of a chat's message, found by its name as the chats are."""
    return [column for column in _columns() if column.name == "message_id" and "chat_id" in column.table.columns]


def chat_columns() -> list[sa.Column[Any]]:
    """Every column that holds a chat's id, found by its name so that no new table is forgotten."""
    return [column for column in _columns() if column.name in CHAT_COLUMNS]


def _columns() -> Iterator[sa.Column[Any]]:
    return (column for table in SQLModel.metadata.sorted_tables for column in table.columns)
