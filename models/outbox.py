"""What is to go out, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, index_of_some, json, moment
from models.prepared import Prepared, among
from models.session import insert, update

PENDING, SENDING, SENT, DROPPED, REFUSED, GONE = "pending", "sending", "sent", "dropped", "refused", "gone"


class Outbox(SQLModel, table=True):
    """One thing to do on the platform, and what became of it.

    `payload` holds the fields of rules.messages.Outgoing but for chat, topic and message. `edits` names the row
    whose message is edited, deleted, pinned or replied to by `replies`. `when_unclear`: resend, drop or repeat.
    `not_before`, `expires_at`, `claimed_at`, `sent_at` are real time.
    """

    __table_args__ = (
        index_of_some("outbox_pending", "bot_id", "priority", "id", only="state = 'pending'"),
        index_of_some("outbox_message", "chat_id", "message_id", only="message_id IS NOT NULL"),
        index_of_some("outbox_ticket", "ticket_id", "purpose", only="ticket_id IS NOT NULL"),
        index_of_some("outbox_sending", "state", only="state = 'sending'"),
        index_of_some("outbox_edits", "edits", only="edits IS NOT NULL"),
        index_of_some("outbox_one_edit", "edits", only="state = 'pending' AND act = 'edit'", unique=True),
        index_of_some("outbox_key", "key", only="key IS NOT NULL", unique=True),
        index_of_some("outbox_sent", "sent_at", only="sent_at IS NOT NULL"),
        index_of_some("outbox_private", "chat_id", "created_at", only="chat_id > 0 AND act = 'send'"),
        index_of_some("outbox_gone", "chat_id", only="state = 'gone'"),
        index_of_some("outbox_loose", "created_at", only="ticket_id IS NULL"),
        sa.Index("outbox_created", "created_at"),
    )

    id: int = big_key()
    bot_id: int = big()
    chat_id: int = big()
    topic: int | None = big(nullable=True)
    act: str
    payload: dict[str, Any] = json()
    priority: int = 2
    state: str = PENDING
    when_unclear: str = "resend"
    ticket_id: int | None = big(nullable=True)
    purpose: str = ""
    edits: int | None = big(nullable=True)
    replies: int | None = big(nullable=True)
    message_id: int | None = big(nullable=True)
    key: str | None = None
    attempts: int = 0
    error: str = ""
    created_at: datetime = moment(nullable=False)
    not_before: datetime | None = moment()
    expires_at: datetime | None = moment()
    claimed_at: datetime | None = moment()
    sent_at: datetime | None = moment()


CAPTIONED = ("photos", "document", "file", "voice", "encloses", "page")
CARD_PURPOSES = ("public", "staff", "result")
LIVE = (PENDING, SENDING, SENT)
ENDED = (SENT, DROPPED, REFUSED, GONE)
_BOX: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_CARDS = Prepared(
    sa.select(_BOX)
    .where(
        _BOX.c.ticket_id == sa.bindparam("ticket"),
        among(_BOX.c.purpose, CARD_PURPOSES),
        _BOX.c.act == "send",
        among(_BOX.c.state, LIVE),
    )
    .order_by(_BOX.c.id)
)
_LAST_FACE = Prepared(
    sa.select(_BOX)
    .where(sa.or_(_BOX.c.id == sa.bindparam("row"), _BOX.c.edits == sa.bindparam("row")))
    .where(among(_BOX.c.act, ("send", "edit")), among(_BOX.c.state, LIVE))
    .order_by(_BOX.c.id.desc())
    .limit(1)
)
_LAST = (
    sa.select(sa.func.max(_BOX.c.id))
    .where(_BOX.c.ticket_id == sa.bindparam("ticket"), among(_BOX.c.purpose, CARD_PURPOSES))
    .where(among(_BOX.c.act, ("send", "edit")), among(_BOX.c.state, LIVE))
    .group_by(sa.func.coalesce(_BOX.c.edits, _BOX.c.id))
)
_LAST_FACES = Prepared(sa.select(_BOX).where(_BOX.c.id.in_(_LAST)))
_PENDING = _BOX.c.state == sa.literal_column(f"'{PENDING}'")
_REPAINT = Prepared(
    sa.update(_BOX)
    .where(_BOX.c.id == sa.bindparam("row"), _PENDING)
    .values(payload=sa.bindparam("face", type_=_BOX.c.payload.type))
)
_DROP_EDITS = Prepared(sa.update(_BOX).where(_BOX.c.edits == sa.bindparam("row"), _PENDING).values(state=DROPPED))
_DROP = Prepared(sa.update(_BOX).where(_BOX.c.id == sa.bindparam("row"), _PENDING).values(state=DROPPED))
_BY_MESSAGE = Prepared(
    sa.select(_BOX).where(
        _BOX.c.chat_id == sa.bindparam("chat"), _BOX.c.message_id == sa.bindparam("message"), _BOX.c.act == "send"
    )
)
_HAS_CARD = Prepared(
    sa.select(_BOX.c.id)
    .where(_BOX.c.ticket_id == sa.bindparam("ticket"), _BOX.c.chat_id == sa.bindparam("chat"), _BOX.c.act == "send")
    .limit(1)
)


def cards(session: Session, ticket: int) -> Sequence[Any]:
    """The rows of a ticket's cards that stand or are about to, oldest first."""
    return _CARDS.all(session, {"ticket": ticket})


def told(session: Session, ticket: int, purposes: Sequence[str]) -> Sequence[Any]:
    """The rows of a ticket's messages for these purposes that stand or are about to, oldest first."""
    names: dict[str, str] = {f"purpose_{number}": purpose for number, purpose in enumerate(purposes)}
    return _told(len(purposes)).all(session, {"ticket": ticket, **names})


@cache
def _told(purposes: int) -> Prepared:
    names: list[Any] = [sa.bindparam(f"purpose_{number}") for number in range(purposes)]
    return Prepared(
        sa.select(_BOX)
        .where(
            _BOX.c.ticket_id == sa.bindparam("ticket"), sa.or_(sa.false(), *(_BOX.c.purpose == name for name in names))
        )
        .where(_BOX.c.act == sa.literal_column("'send'"), among(_BOX.c.state, LIVE))
        .order_by(_BOX.c.id)
    )


def reached(session: Session, ticket: int) -> list[int]:
    """The chats where something about a ticket has arrived, each once, the first first."""
    arrived = sa.and_(_BOX.c.ticket_id == ticket, _BOX.c.act == "send", _BOX.c.state == SENT)
    rows = session.connection().execute(sa.select(_BOX.c.chat_id).where(arrived).order_by(_BOX.c.id))
    return list(dict.fromkeys(rows.scalars()))


def by_message(session: Session, chat: int, message: int) -> Any:
    """The row that sent a message of ours."""
    return _BY_MESSAGE.first(session, {"chat": chat, "message": message})


def has_card(session: Session, ticket: int, chat: int) -> bool:
    """Whether anything about the ticket was ever sent to this chat."""
    return _HAS_CARD.first(session, {"ticket": ticket, "chat": chat}) is not None


def faces(session: Session, ticket: int) -> dict[int, Any]:
    """How each of a ticket's cards looks, or will once what waits is sent: the row that says so, by the card's row."""
    return {row.edits or row.id: row for row in _LAST_FACES.all(session, {"ticket": ticket})}


def repaint(session: Session, row: Any, face: dict[str, Any], priority: int, now: datetime, last: Any = None) -> bool:
    """Gives a sent message new words and buttons; whether anything had to change. `last` is of its `faces`, if asked.

    What is not sent yet is changed where it stands, else one edit waits a card, always the newest; what stayed behind
    when its group became a supergroup is sent anew.
    """
    last = last or _LAST_FACE.first(session, {"row": row.id})
    if last is None or _same(last.payload, face):
        return False
    if _stayed_behind(row):
        _send_anew(session, row, face, now)
        return True
    merged = dict(row.payload) | face if last.act == "send" else face
    if last.state == PENDING and _REPAINT.run(session, {"row": last.id, "face": merged}):
        return True
    insert(
        session,
        Outbox,
        bot_id=row.bot_id,
        chat_id=row.chat_id,
        topic=row.topic,
        act="edit",
        payload=face | {"caption": any(row.payload.get(kind) for kind in CAPTIONED)},
        priority=priority,
        when_unclear="repeat",
        ticket_id=row.ticket_id,
        purpose=row.purpose,
        edits=row.id,
        created_at=now,
    )
    return True


def _stayed_behind(row: Any) -> bool:
    """Whether a message was sent before its group became a supergroup: nothing reaches it any more."""
    return row.message_id is not None and row.message_id < 0


def _send_anew(session: Session, row: Any, face: dict[str, Any], now: datetime) -> None:
    update(session, Outbox, {"id": row.id}, state=GONE)
    kept = {key: value for key, value in row.payload.items() if key != "reply_to"}
    insert(
        session, Outbox, bot_id=row.bot_id, chat_id=row.chat_id, topic=row.topic, act="send", payload=kept | face,
        priority=row.priority, when_unclear=row.when_unclear, ticket_id=row.ticket_id, purpose=row.purpose,
        created_at=now,
    )  # fmt: skip


def retract(session: Session, row: Any, now: datetime) -> None:
    """Takes a message back: dropped when it has not left, else deleted."""
    this = {"row": row.id}
    _DROP_EDITS.run(session, this)
    update(session, Outbox, {"id": row.id}, purpose="retracted")
    if not (_DROP.run(session, this) or _stayed_behind(row)):
        insert(
            session,
            Outbox,
            bot_id=row.bot_id,
            chat_id=row.chat_id,
            act="delete",
            priority=row.priority,
            when_unclear="repeat",
            ticket_id=row.ticket_id,
            edits=row.id,
            created_at=now,
        )


def _same(payload: dict[str, Any], face: dict[str, Any]) -> bool:
    return all(payload.get(key) == face[key] for key in ("text", "buttons"))


_HAS_KEY = Prepared(sa.select(_BOX.c.id).where(_BOX.c.key == sa.bindparam("key")))


def has_key(session: Session, key: str) -> bool:
    """Whether a row with this idempotency key was ever written."""
    return _HAS_KEY.first(session, {"key": key}) is not None


def by_key(session: Session, key: str) -> Any:
    """The row with this idempotency key; None where none was ever written."""
    return session.connection().execute(sa.select(_BOX).where(_BOX.c.key == key)).first()


_LAST_IN = Prepared(
    sa.select(_BOX)
    .where(
        _BOX.c.chat_id == sa.bindparam("chat"),
        _BOX.c.act == sa.literal_column("'send'"),
        _BOX.c.state == sa.literal_column(f"'{SENT}'"),
        _BOX.c.message_id.is_not(None),
    )
    .order_by(_BOX.c.message_id.desc())
    .limit(1)
)
_WAITING = Prepared(
    sa.select(_BOX).where(
        _BOX.c.ticket_id == sa.bindparam("ticket"),
        _BOX.c.chat_id == sa.bindparam("chat"),
        _BOX.c.purpose == sa.bindparam("purpose"),
        _PENDING,
    )
)


def newest_key(session: Session, ticket: int, begins: str) -> tuple[str, datetime] | None:
    """The newest idempotency key of a ticket's messages that begins so, and when it was written."""
    found = sa.select(_BOX.c.key, _BOX.c.created_at).where(_BOX.c.ticket_id == ticket, _BOX.c.key.startswith(begins))
    row = session.connection().execute(found.order_by(_BOX.c.id.desc()).limit(1)).first()
    return (row.key, row.created_at) if row else None


def last_in(session: Session, chat: int) -> Any:
    """The row of what was said last in a chat; None where nothing was."""
    return _LAST_IN.first(session, {"chat": chat})


_OFFERED = Prepared(
    sa.select(_BOX)
    .where(
        _BOX.c.chat_id == sa.bindparam("chat"),
        _BOX.c.act == sa.literal_column("'send'"),
        _BOX.c.created_at > sa.bindparam("since"),
        among(_BOX.c.state, (SENDING, SENT)),
    )
    .order_by(_BOX.c.id.desc())
    .limit(sa.bindparam("most"))
)


def offered(session: Session, chat: int, since: datetime, most: int) -> list[tuple[Any, list[dict[str, str]]]]:
    """What was said in a private chat since then and still carries buttons, each with them, the newest first."""
    rows = _OFFERED.all(session, {"chat": chat, "since": since, "most": most})
    faced = [(row, _LAST_FACE.first(session, {"row": row.id})) for row in rows if row.purpose != "retracted"]
    return [(row, [each for line in face.payload.get("buttons", ()) for each in line]) for row, face in faced if face]


def waiting(session: Session, ticket: int, chat: int, purpose: str) -> Any:
    """The unsent row of a ticket for a chat and purpose, if there is one."""
    return _WAITING.first(session, {"ticket": ticket, "chat": chat, "purpose": purpose})


def change(session: Session, row: int, payload: dict[str, Any]) -> bool:
    """Gives an unsent row another payload; False when it has left meanwhile."""
    return bool(_REPAINT.run(session, {"row": row, "face": payload}))


_ENDED = among(_BOX.c.state, ENDED)
_KEPT = _BOX.c.purpose == sa.literal_column("'notice'")
# Notices, and cards that show how something goes: weeks later they may still be changed.
CHANGING = (
    "broadcast",
    "broadcast_card",
    "broadcast_doors",
    "callout",
    "doors_card",
    "rollcall_look",
    "rollcall_board",
)
_LOOSE = sa.and_(
    _BOX.c.ticket_id.is_(None), ~sa.and_(_BOX.c.act == sa.literal_column("'send'"), among(_BOX.c.purpose, CHANGING))
)
ERASE_LOOSE, ERASE_OLD = (
    Prepared(sa.delete(_BOX).where(*which, _BOX.c.created_at < sa.bindparam("before"), _ENDED, ~_KEPT))
    for which in ((_LOOSE,), ())
)


def erase_old(session: Session, loose_before: datetime, before: datetime) -> None:
    """Erases what was made before then and has ended: sooner what is about no ticket and changes no more.

    A pinned notice stays.
    """
    ERASE_LOOSE.run(session, {"before": loose_before})
    ERASE_OLD.run(session, {"before": before})


def forget(session: Session, edit: int) -> None:
    """The message that an edit was for is there no more: nothing edits it from now on."""
    target = sa.select(_BOX.c.edits).where(_BOX.c.id == edit).scalar_subquery()
    session.connection().execute(sa.update(_BOX).where(_BOX.c.id == target).values(state=GONE))
