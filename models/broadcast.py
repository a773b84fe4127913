"""Notices: what each says, to whom, and how far it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.columns import big, big_key, index_of_some, json, moment
from models.prepared import FallenDue, Prepared
from models.session import change_row, move_row
from rules import callback

DRAFT, WAITING, SENDING, DONE = "draft", "waiting", "sending", "done"
RECALLED, REJECTED, DISCARDED, LATE = "recalled", "rejected", "discarded", "late"
LIVE = (SENDING, DONE)
PURPOSE = "broadcast"
LOWEST = 3


class Broadcast(SQLModel, table=True):
    """One notice. `state`: draft, waiting (for approval), sending, done; recalled, rejected, discarded, late.

    `told` is the audience as it was read, `fields` and `words` what it says, `text` how people read it. `asked` is the
    field its author is asked for ("*": what to change), `changed` what waits for approval after it was sent. `insists`:
    its author knows that the same was asked already.
    `approvals` are the outbox rows of the cards that ask for approval. `edition` grows with every change of text.
    `due_at` is the next step of its receipts or the end of waiting. `progress_at` and a part's `card_at` are real
    time, the rest is the desk's.
    """

    __tablename__ = "broadcast"
    __table_args__ = (index_of_some("broadcast_changing", "id", only="changing"),)

    id: int = big_key()
    state: str = DRAFT
    author: int = big(index=True)
    bot_id: int = big()
    scope_id: int = big(sa.ForeignKey("place.id"))
    owner_id: int | None = big(nullable=True)
    owner_role: str = ""
    kind: str = ""
    told: dict[str, Any] = json()
    fields: dict[str, Any] = json()
    words: str = ""
    text: str = ""
    photos: list[str] = json(list)
    file: str = ""
    receipts: bool = False
    insists: bool = False
    every: int = 0
    wanted_at: datetime | None = moment()
    starts_at: datetime | None = moment()
    ends_at: datetime | None = moment()
    leaves_at: datetime | None = moment()
    deadline_at: datetime | None = moment()
    asked: str = ""
    changed: dict[str, Any] = json()
    edition: int = 0
    changing: bool = False
    known: list[int] = json(list)
    stage: str = ""
    due_at: datetime | None = moment(index=True)
    progress_at: datetime | None = moment(index=True)
    approvals: list[int] = json(list)
    preview_row: int | None = big(nullable=True)
    progress_row: int | None = big(nullable=True)
    schedule_id: int | None = big(nullable=True, index=True)
    created_at: datetime = moment(nullable=False)

    @property
    def what(self) -> str:
        """What it says, or asks for, at its shortest."""
        return str(self.fields.get("what") or self.words)


class BroadcastEvent(SQLModel, table=True):
    """The audit log of notices: who did what when."""

    __tablename__ = "broadcast_event"

    id: int = big_key()
    broadcast_id: int = big(sa.ForeignKey("broadcast.id"), index=True)
    at: datetime = moment(nullable=False)
    actor: int = big()
    kind: str
    data: dict[str, Any] = json()


change, move = change_row, move_row
_B: sa.Table = Broadcast.__table__  # type: ignore[attr-defined]
# Notices with a step that has fallen due, and those whose card of progress may be changed now (real time).
due, with_progress = FallenDue(_B.c.due_at), FallenDue(_B.c.progress_at)
_CHANGING = sa.select(_B.c.id).where(sa.literal_column("broadcast.changing"))
ANY_CHANGING = _CHANGING.limit(1)
_WITH_CHANGES = Prepared(_CHANGING)


def numbered(session: Session, arg: str) -> Broadcast | None:
    """The notice whose number a button carries, or somebody typed."""
    return session.get(Broadcast, callback.number(arg))


def open_draft(session: Session, author: int) -> Broadcast | None:
    """What its author is being asked about: the newest draft or change with an open question."""
    mine = select(Broadcast).where(_B.c.author == author, _B.c.asked != "")
    return session.exec(mine.order_by(_B.c.id.desc()).limit(1)).first()


def newest(session: Session, author: int, states: Sequence[str], kind: str = "") -> Broadcast | None:
    """Somebody's newest notice in one of these states, of a kind if told."""
    mine = select(Broadcast).where(_B.c.author == author, _B.c.state.in_(states))
    mine = mine.where(_B.c.kind == kind) if kind else mine
    return session.exec(mine.order_by(_B.c.id.desc()).limit(1)).first()


def recent(session: Session, places: Sequence[int], most: int, number: int = 0) -> list[Any]:
    """The newest notices made for these places that are more than drafts, or the one with this number."""
    rows = sa.select(_B).where(_B.c.scope_id.in_(places), _B.c.state.not_in((DRAFT, DISCARDED)))
    rows = rows.where(_B.c.id == number) if number else rows
    return list(session.connection().execute(rows.order_by(_B.c.id.desc()).limit(most)).all())


def awaiting(session: Session) -> list[Broadcast]:
    """The notices that wait for somebody's consent, to be sent or to be changed; the oldest first."""
    waits = sa.or_(_B.c.state == WAITING, sa.and_(_B.c.state.in_(LIVE), _B.c.changed != {}))
    return list(session.exec(select(Broadcast).where(waits).order_by(_B.c.id)))


def of_schedule(session: Session, schedule: int) -> frozenset[int]:
    """The notices that a recurring one has sent."""
    return frozenset(session.connection().execute(sa.select(_B.c.id).where(_B.c.schedule_id == schedule)).scalars())


def progress_soon(session: Session, notices: Iterable[int], real_now: datetime) -> None:
    """Has the authors' cards of notices drawn anew now."""
    mine = sa.update(_B).where(_B.c.id.in_(list(notices)), _B.c.progress_at > real_now)
    session.connection().execute(mine.values(progress_at=real_now))


def with_changes(session: Session) -> list[int]:
    """Notices whose sent messages are not all as they should be yet."""
    return [row.id for row in _WITH_CHANGES.all(session, {})]
