"""The messages a notice becomes: one row a group and wave, with the moment it is due."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.broadcast import LIVE, LOWEST, PURPOSE, RECALLED, WAITING, Broadcast
from models.columns import big, big_key, index_of_some, json, moment
from models.outbox import DROPPED, GONE, PENDING, REFUSED, SENT, Outbox
from models.prepared import FallenDue, Prepared, among
from models.session import insert_missing, update


class BroadcastPart(SQLModel, table=True):
    """One message of a notice: to a group (or a person), for a building ("" for all of `buildings`), in a wave.

    `state`: waiting, queued (its outbox row says what became of it), late, recalled. `edition` is what it shows now,
    `began` what it showed first.
    """

    __tablename__ = "broadcast_part"
    __table_args__ = (
        index_of_some("broadcast_part_waiting", "bot_id", "due_at", "id", only="state = 'waiting'"),
        sa.Index("broadcast_part_chat", "chat_id", "broadcast_id"),
        sa.Index("broadcast_part_notice", "broadcast_id", "state"),
    )

    id: int = big_key()
    broadcast_id: int = big(sa.ForeignKey("broadcast.id"))
    chat_id: int = big()
    bot_id: int = big()
    topic: int | None = big(nullable=True)
    building: str = ""
    buildings: list[str] = json(list)
    wave: int = 0
    due_at: datetime = moment(nullable=False)
    state: str = WAITING
    outbox_id: int | None = big(nullable=True)
    edition: int = 0
    began: int = 0
    card_at: datetime | None = moment(index=True)
    carded_at: datetime | None = moment()


_B: sa.Table = Broadcast.__table__  # type: ignore[attr-defined]
_P: sa.Table = BroadcastPart.__table__  # type: ignore[attr-defined]
_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
# Spelled out, so that both databases use the index of waiting parts.
_WAITING: sa.ColumnElement[str] = sa.literal_column("'waiting'")
WAITS = _P.c.state == _WAITING
_BOTS_DUE = Prepared(
    sa.select(_P.c.bot_id).where(_P.c.state == _WAITING, _P.c.due_at <= sa.bindparam("now")).distinct()
)
# Parts whose card is to be drawn anew (real time).
cards_due = FallenDue(_P.c.card_at, whole=True)


def add_parts(session: Session, rows: list[dict[str, Any]]) -> int:
    """Writes the messages a notice becomes."""
    return insert_missing(session, BroadcastPart, rows)


def bots_due(session: Session, now: datetime) -> list[int]:
    """The bots that have parts to send now."""
    return [row.bot_id for row in _BOTS_DUE.all(session, {"now": now})]


def in_outbox(session: Session, bot: int) -> int:
    """How many messages of notices stand in a bot's outbox unsent."""
    rows = sa.select(sa.func.count()).where(
        _O.c.bot_id == bot, _O.c.priority == LOWEST, _O.c.state == sa.literal_column("'pending'"),
        _O.c.purpose == PURPOSE,
    )  # fmt: skip
    return int(session.connection().execute(rows).scalar() or 0)


def take_due(session: Session, bot: int, now: datetime, most: int) -> list[Any]:
    """Claims up to `most` parts of a bot whose moment has come, in their order; no other process gets them."""
    mine = (
        sa.select(_P.c.id)
        .where(_P.c.state == _WAITING, _P.c.bot_id == bot, _P.c.due_at <= now)
        .order_by(_P.c.due_at, _P.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    connection = session.connection()
    ids = list(connection.execute(mine).scalars())
    if not ids:
        return []
    taken = sa.update(_P).where(_P.c.id.in_(ids), _P.c.state == WAITING).values(state="queued").returning(_P)
    return sorted(connection.execute(taken).all(), key=lambda row: (row.due_at, row.id))


def note_queued(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Keeps which outbox row each part (`part`) became (`row`), in which edition."""
    values = list(rows)
    if values:
        noted = (
            sa.update(_P)
            .where(_P.c.id == sa.bindparam("part"))
            .values(outbox_id=sa.bindparam("row"), edition=sa.bindparam("shown"), began=sa.bindparam("shown"))
        )
        session.connection().execute(noted, values)


def is_changed(notice: Broadcast, part: Any) -> bool:
    """Whether a part shows, or will, other words than those its group read first."""
    return part.outbox_id is not None and notice.edition > part.began


def set_state(session: Session, parts: Sequence[int], state: str) -> None:
    """Gives parts another state."""
    if parts:
        session.connection().execute(sa.update(_P).where(_P.c.id.in_(parts)).values(state=state))


def hold_back(session: Session, notice: int) -> int:
    """Parts that have not left are recalled; returns how many."""
    return update(session, BroadcastPart, {"broadcast_id": notice, "state": WAITING}, state=RECALLED)


def unlike(session: Session, notice: Broadcast, most: int) -> list[Any]:
    """Queued parts that do not show the notice's edition, oldest first."""
    rows = sa.select(_P).where(_P.c.broadcast_id == notice.id, _P.c.state == "queued", _P.c.edition != notice.edition)
    return list(session.connection().execute(rows.order_by(_P.c.id).limit(most)).all())


def shown(session: Session, part: int, edition: int, state: str = "queued") -> None:
    """Keeps that a part shows an edition, or is recalled."""
    update(session, BroadcastPart, {"id": part}, edition=edition, state=state)


def outbox_rows(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    """Outbox rows by their ids."""
    found = session.connection().execute(sa.select(_O).where(_O.c.id.in_(ids))).all()
    return {row.id: row for row in found}


def progress(session: Session, notice: int) -> dict[str, int]:
    """How many messages of a notice are in which state; refused is what the platform does not take."""
    rows = (
        sa.select(_P.c.state, _O.c.state.label("sent"), sa.func.count().label("number"))
        .select_from(_P.outerjoin(_O, _O.c.id == _P.c.outbox_id))
        .where(_P.c.broadcast_id == notice)
        .group_by(_P.c.state, _O.c.state)
    )
    found = dict.fromkeys(("waiting", "queued", "sent", "failed", "refused", "late", "recalled"), 0)
    for row in session.connection().execute(rows):
        found[_became(row.state, row.sent)] += row.number
    return found


def _became(state: str, sent: str | None) -> str:
    if state != "queued":
        return state
    if sent == SENT:
        return "sent"
    if sent == REFUSED:
        return "refused"
    return "failed" if sent in (GONE, DROPPED) else "queued"


def oldest_sent(session: Session, notice: int) -> tuple[datetime | None, datetime | None]:
    """When (real time) the first and the last message of a notice were sent."""
    rows = (
        sa.select(sa.func.min(_O.c.sent_at), sa.func.max(_O.c.sent_at))
        .select_from(_P.join(_O, _O.c.id == _P.c.outbox_id))
        .where(_P.c.broadcast_id == notice)
    )
    first, last = session.connection().execute(rows).one()
    return first, last


def why_refused(session: Session, notice: int) -> set[str]:
    """For which of the gateway's reasons messages of a notice were refused."""
    told = sa.select(_O.c.error).select_from(_P.join(_O, _O.c.id == _P.c.outbox_id))
    found = session.connection().execute(told.where(_P.c.broadcast_id == notice, _O.c.state == REFUSED))
    return {error.partition(":")[0] for error in found.scalars()}


def lost(session: Session, notice: int) -> bool:
    """Whether messages of a notice are so old that nothing is known of them any more: they cannot be changed."""
    rows = (
        sa.select(_P.c.id)
        .select_from(_P.outerjoin(_O, _O.c.id == _P.c.outbox_id))
        .where(_P.c.broadcast_id == notice, _P.c.state == "queued", _O.c.id.is_(None))
    )
    return session.connection().execute(rows.limit(1)).first() is not None


def sends(session: Session, notice: int) -> list[tuple[int, int]]:
    """Bot and chat of each message of a notice that has not left yet."""
    rows = (
        sa.select(_P.c.bot_id, _P.c.chat_id)
        .select_from(_P.outerjoin(_O, _O.c.id == _P.c.outbox_id))
        .where(
            _P.c.broadcast_id == notice,
            sa.or_(_P.c.state == WAITING, sa.and_(_P.c.state == "queued", _O.c.state == PENDING)),
        )
    )
    return [(row.bot_id, row.chat_id) for row in session.connection().execute(rows)]


def dues(session: Session, notice: int) -> tuple[datetime | None, datetime | None]:
    """When the first and the last part that still wait are due."""
    rows = sa.select(sa.func.min(_P.c.due_at), sa.func.max(_P.c.due_at))
    first, last = session.connection().execute(rows.where(_P.c.broadcast_id == notice, _P.c.state == WAITING)).one()
    return first, last


_LIVE_IN = Prepared(
    sa.select(_P, _B.c.author, _B.c.deadline_at, _B.c.id.label("notice"))
    .select_from(_P.join(_B, _B.c.id == _P.c.broadcast_id))
    .where(_P.c.chat_id == sa.bindparam("chat"), _P.c.state == "queued", _B.c.receipts, among(_B.c.state, LIVE))
    .order_by(_P.c.broadcast_id.desc(), _P.c.id.desc())
)


def live_in(session: Session, chat: int) -> list[Any]:
    """The parts in a chat of notices that ask for a receipt and stand, newest first, with their notice."""
    return _LIVE_IN.all(session, {"chat": chat})


def asked_in_private(session: Session, user: int) -> int | None:
    """The notice whose receipt somebody was last asked for in private."""
    rows = sa.select(_O.c.key).where(_O.c.chat_id == user, _O.c.purpose == "receipt_chase", _O.c.state == SENT)
    key = session.connection().execute(rows.order_by(_O.c.id.desc()).limit(1)).scalar()
    return int(str(key).split(":")[1]) if key else None


def parts_of(session: Session, notice: int, chat: int | None = None) -> list[Any]:
    """The parts of a notice, in a chat if told."""
    rows = sa.select(_P).where(_P.c.broadcast_id == notice)
    return list(session.connection().execute(rows.where(_P.c.chat_id == chat) if chat else rows).all())


def card_soon(session: Session, notice: int, chat: int, at: datetime) -> None:
    """Has the cards of a notice in a chat drawn anew at a moment (real time), if none is set."""
    update(session, BroadcastPart, {"broadcast_id": notice, "chat_id": chat, "card_at": None}, card_at=at)


def cards_soon(session: Session, notice: int, at: datetime) -> None:
    """Has all cards of a notice drawn anew."""
    update(session, BroadcastPart, {"broadcast_id": notice}, card_at=at)


def card_drawn(session: Session, part: int, real_now: datetime) -> None:
    """A card has been drawn."""
    update(session, BroadcastPart, {"id": part}, card_at=None, carded_at=real_now)


def card_later(session: Session, part: int, at: datetime) -> None:
    """A card was drawn a moment ago: the next time comes later."""
    update(session, BroadcastPart, {"id": part}, card_at=at)
