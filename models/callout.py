"""Call-outs: the seats of each role, who was asked for one and what they said, and what falls due."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.columns import big, big_key, json, moment
from models.prepared import FallenDue, Prepared
from models.session import change_row, insert_missing, move_row, update

DRAFT, CALLING, OVER, CANCELLED, DROPPED = "draft", "calling", "over", "cancelled", "dropped"
LISTED, ASKED, SEATED, RESERVE = "listed", "asked", "seated", "reserve"
DECLINED, WITHDREW, ARRIVED, ABSENT = "declined", "withdrew", "arrived", "absent"


class Callout(SQLModel, table=True):
    """People called to a place at a time. `state`: draft, calling, over, cancelled, dropped (never sent).

    `wanted` are pairs of a role's word and a number, `place_id` the place that `spot` names, `area_id` where people are
    looked for. `chat_id` and `card_row` are the caller's card. `steps` are its moments still to come, by name; `due_at`
    is the first of them, or when more are to be asked. `card_at` and `carded_at` are real time, the rest is the desk's.
    """

    id: int = big_key()
    state: str = DRAFT
    author: int = big(index=True)
    chat_id: int = big()
    place_id: int = big(sa.ForeignKey("place.id"))
    area_id: int = big(sa.ForeignKey("place.id"))
    spot: str
    note: str = ""
    wanted: list[list[Any]] = json(list)
    starts_at: datetime = moment(nullable=False)
    created_at: datetime = moment(nullable=False)
    complete: bool = False
    steps: dict[str, str] = json()
    due_at: datetime | None = moment(index=True)
    card_row: int | None = big(nullable=True)
    card_at: datetime | None = moment(index=True)
    carded_at: datetime | None = moment()


class CalloutSeat(SQLModel, table=True):
    """One seat of a role; taken by one statement that finds it empty."""

    __tablename__ = "callout_seat"
    __table_args__ = (
        sa.UniqueConstraint("callout_id", "role", "number"),
        sa.UniqueConstraint("callout_id", "user_id"),
    )

    id: int = big_key()
    callout_id: int = big(sa.ForeignKey("callout.id"))
    role: str
    number: int
    user_id: int | None = big(nullable=True)


class CalloutPerson(SQLModel, table=True):
    """Somebody who may be asked for a role, in the order of `turn`.

    `state`: listed (not asked), asked, seated, reserve, declined, withdrew, arrived, absent. `free_at` is from when on
    they may be rung. `message` is the outbox row that asked them.
    """

    __tablename__ = "callout_person"
    __table_args__ = (
        sa.UniqueConstraint("callout_id", "user_id"),
        sa.Index("callout_person_user", "user_id", "state"),
    )

    id: int = big_key()
    callout_id: int = big(sa.ForeignKey("callout.id"))
    user_id: int = big()
    role: str
    turn: int
    state: str = LISTED
    free_at: datetime | None = moment()
    asked_at: datetime | None = moment()
    answered_at: datetime | None = moment()
    message: int | None = big(nullable=True)


class CalloutEvent(SQLModel, table=True):
    """The audit log of call-outs: who did what when."""

    __tablename__ = "callout_event"

    id: int = big_key()
    callout_id: int = big(sa.ForeignKey("callout.id"), index=True)
    at: datetime = moment(nullable=False)
    actor: int = big()
    kind: str
    data: dict[str, Any] = json()


change, move = change_row, move_row
_C: sa.Table = Callout.__table__  # type: ignore[attr-defined]
_S: sa.Table = CalloutSeat.__table__  # type: ignore[attr-defined]
_P: sa.Table = CalloutPerson.__table__  # type: ignore[attr-defined]
# Call-outs of which something has fallen due, and those whose card is to be drawn anew (real time).
due, cards_due = FallenDue(_C.c.due_at), FallenDue(_C.c.card_at)
_ANY_OLD = Prepared(sa.select(_C.c.id).where(_C.c.starts_at < sa.bindparam("before")).limit(1))


def hold(session: Session, number: int) -> Callout | None:
    """The call-out, held until this transaction ends: who accepts, declines or is pulled does so one after another."""
    return session.get(Callout, number, populate_existing=True, with_for_update=True)


def card_soon(session: Session, callout: int, real_now: datetime) -> None:
    """Has the card drawn anew at the next moment it may."""
    update(session, Callout, {"id": callout, "card_at": None}, card_at=real_now)


def newest(session: Session, author: int, states: Sequence[str]) -> Callout | None:
    """Somebody's newest call-out in one of these states."""
    mine = select(Callout).where(_C.c.author == author, _C.c.state.in_(states)).order_by(_C.c.id.desc()).limit(1)
    return session.exec(mine.execution_options(populate_existing=True)).first()


def forget_old(session: Session, before: datetime) -> int:
    """Erases all there is of call-outs that began before then; returns how many."""
    if _ANY_OLD.first(session, {"before": before}) is None:
        return 0
    connection = session.connection()
    old = sa.select(_C.c.id).where(_C.c.starts_at < before).scalar_subquery()
    for table in (CalloutEvent.__table__, _S, _P):  # type: ignore[attr-defined]
        connection.execute(sa.delete(table).where(table.c.callout_id.in_(old)))
    return connection.execute(sa.delete(_C).where(_C.c.starts_at < before)).rowcount


# seats ----------------------------------------------------------------------------------------------------------


def add_seats(session: Session, callout: int, wanted: Iterable[Sequence[Any]]) -> None:
    """Writes the empty seats of each role."""
    rows = [
        {"callout_id": callout, "role": role, "number": number}
        for role, count in wanted
        for number in range(int(count))
    ]
    insert_missing(session, CalloutSeat, rows)


def take_seat(session: Session, callout: int, role: str, user: int) -> bool:
    """Gives somebody an empty seat of the role; False where there is none, or they have one."""
    connection = session.connection()
    empty = sa.select(_S.c.id).where(_S.c.callout_id == callout, _S.c.role == role, _S.c.user_id.is_(None))
    if connection.execute(sa.select(_S.c.id).where(_S.c.callout_id == callout, _S.c.user_id == user)).first():
        return False
    for seat in connection.execute(empty.order_by(_S.c.number)).scalars().all():
        if update(session, CalloutSeat, {"id": seat, "user_id": None}, user_id=user):
            return True
    return False


def leave_seat(session: Session, callout: int, user: int) -> bool:
    """Empties somebody's seat; False when they had none."""
    return bool(update(session, CalloutSeat, {"callout_id": callout, "user_id": user}, user_id=None))


def filled(session: Session, callout: int) -> dict[str, list[int]]:
    """The people in the seats of each role, every role with a seat."""
    rows = sa.select(_S.c.role, _S.c.user_id).where(_S.c.callout_id == callout).order_by(_S.c.role, _S.c.number)
    found: dict[str, list[int]] = {}
    for row in session.connection().execute(rows):
        found.setdefault(row.role, []).extend([row.user_id] if row.user_id is not None else [])
    return found


# people ---------------------------------------------------------------------------------------------------------


def add_people(session: Session, rows: list[dict[str, Any]]) -> None:
    """Writes who may be asked."""
    insert_missing(session, CalloutPerson, rows)


def people(session: Session, callout: int, states: Sequence[str] = ()) -> list[Any]:
    """Those of a call-out in these states (none: all): reserves as they accepted, the others by their turn."""
    rows = sa.select(_P).where(_P.c.callout_id == callout)
    rows = rows.where(_P.c.state.in_(states)) if states else rows
    order = (_P.c.answered_at, _P.c.turn) if tuple(states) == (RESERVE,) else (_P.c.turn,)
    return list(session.connection().execute(rows.order_by(*order)).all())


def person(session: Session, callout: int, user: int) -> Any:
    """Somebody's row of a call-out; None where they were never thought of."""
    rows = sa.select(_P).where(_P.c.callout_id == callout, _P.c.user_id == user)
    return session.connection().execute(rows).first()


def still_asked(session: Session, callout: int, user: int, now: datetime) -> bool:
    """Whether a summary still asks somebody: it goes on, has not begun, and they were not asked in any other way."""
    rows = (
        sa.select(_P.c.id)
        .join(_C, _C.c.id == _P.c.callout_id)
        .where(_P.c.callout_id == callout, _P.c.user_id == user, _P.c.state == ASKED, _P.c.message.is_(None))
        .where(_C.c.state == CALLING, _C.c.starts_at > now)
    )
    return session.connection().execute(rows).first() is not None


def set_person(session: Session, row: Any, state: str, **values: Any) -> bool:
    """Gives somebody another state if theirs is as it was read; False when it has changed meanwhile."""
    mine = sa.update(_P).where(_P.c.id == row.id, _P.c.state == row.state).values(state=state, **values)
    return bool(session.connection().execute(mine).rowcount)


def open_of(session: Session, user: int) -> list[Any]:
    """The live call-outs that somebody was asked for, newest first: (callout_id, state)."""
    rows = (
        sa.select(_P.c.callout_id, _P.c.state)
        .join(_C, _C.c.id == _P.c.callout_id)
        .where(_P.c.user_id == user, _P.c.state != LISTED, _C.c.state == CALLING)
        .order_by(_P.c.asked_at.desc(), _P.c.id.desc())
    )
    return list(session.connection().execute(rows).all())


def called_since(session: Session, since: datetime) -> dict[int, int]:
    """How often people had a seat or a place in reserve since then."""
    rows = (
        sa.select(_P.c.user_id, sa.func.count().label("number"))
        .join(_C, _C.c.id == _P.c.callout_id)
        .where(_C.c.created_at >= since, _P.c.state.in_((SEATED, ARRIVED, RESERVE)))
        .group_by(_P.c.user_id)
    )
    return {row.user_id: row.number for row in session.connection().execute(rows)}


def busy_between(session: Session, first: datetime, last: datetime) -> set[int]:
    """Who has a seat in another call-out that starts in this span."""
    rows = (
        sa.select(_S.c.user_id)
        .join(_C, _C.c.id == _S.c.callout_id)
        .where(_C.c.state == CALLING, _C.c.starts_at > first, _C.c.starts_at < last, _S.c.user_id.is_not(None))
    )
    return set(session.connection().execute(rows).scalars())


def rows_of(session: Session, user: int) -> list[Any]:
    """The call-outs that keep a row of somebody, each with whether it still goes on."""
    rows = sa.select(_P.c.callout_id, (_C.c.state == CALLING).label("live")).join(_C, _C.c.id == _P.c.callout_id)
    return list(session.connection().execute(rows.where(_P.c.user_id == user)).all())


def forget_user(session: Session, user: int) -> int:
    """Takes somebody out of the call-outs that are over; returns how many still go on and count on their answer."""
    rows = rows_of(session, user)
    over = [row.callout_id for row in rows if not row.live]
    connection = session.connection()
    connection.execute(sa.delete(_P).where(_P.c.user_id == user, _P.c.callout_id.in_(over)))
    connection.execute(sa.update(_S).where(_S.c.user_id == user, _S.c.callout_id.in_(over)).values(user_id=None))
    return len(rows) - len(over)
