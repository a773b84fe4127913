"""Danger to life until somebody takes it: when people are rung again, and the calls by SMS or voice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from models.columns import BIG, big, big_key, json, moment
from models.prepared import FallenDue, Prepared
from models.session import insert_missing, update
from models.ticket import Ticket, TicketEvent

PENDING, DONE, REFUSED, NEEDLESS = "pending", "done", "refused", "needless"


class Alarm(SQLModel, table=True):
    """One danger: since when, how often people were rung, when something is due next (the desk's clock; None: over).

    `doubtful` while those on duty are asked whether it is true; `called` once the call port was asked to.
    """

    ticket_id: int = Field(sa_column=sa.Column(BIG, sa.ForeignKey("ticket.id"), primary_key=True, autoincrement=False))
    began_at: datetime = moment(nullable=False)
    rings: int = 0
    called: bool = False
    doubtful: bool = False
    due_at: datetime | None = moment(index=True)


class Call(SQLModel, table=True):
    """One request to the call port, with the key that makes a repetition harmless; `not_before` is real time."""

    __tablename__ = "call_out"

    id: int = big_key()
    key: str = Field(unique=True)
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    body: dict[str, Any] = json()
    state: str = PENDING
    attempts: int = 0
    error: str = ""
    not_before: datetime = moment(nullable=False)
    ended_at: datetime | None = moment()


_ALARMS: sa.Table = Alarm.__table__  # type: ignore[attr-defined]
_CALLS: sa.Table = Call.__table__  # type: ignore[attr-defined]
_TICKETS: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
# The tickets whose alarm has something to do.
due_alarms = FallenDue(_ALARMS.c.due_at)
_OF = Prepared(sa.select(_ALARMS).where(_ALARMS.c.ticket_id == sa.bindparam("ticket")))


def alarm_of(session: Session, ticket: int) -> Any:
    """The alarm of a ticket; None where there is none."""
    return _OF.first(session, {"ticket": ticket})


def raise_alarm(session: Session, ticket: int, now: datetime, due_at: datetime, doubtful: bool) -> bool:
    """Begins the alarm of a ticket; False when it has one."""
    row = {"ticket_id": ticket, "began_at": now, "rings": 1, "due_at": due_at, "doubtful": doubtful}
    return bool(insert_missing(session, Alarm, [row]))


def change_alarm(session: Session, alarm: Any, **values: Any) -> bool:
    """Compare-and-set: changes an alarm that still is as it was read."""
    as_read = {name: getattr(alarm, name) for name in ("ticket_id", "rings", "doubtful")}
    return bool(update(session, Alarm, as_read, **values))


def end_alarm(session: Session, ticket: int) -> None:
    """It is no danger: nothing is due of it any more, and should it become one again that begins anew."""
    session.connection().execute(sa.delete(_ALARMS).where(_ALARMS.c.ticket_id == ticket))


def cannot_come(session: Session, ticket: int) -> set[int]:
    """Who has said 去不了 to a ticket."""
    said = sa.select(TicketEvent.actor).where(  # type: ignore[call-overload]
        TicketEvent.ticket_id == ticket, TicketEvent.kind == "cannot_go"
    )
    return set(session.connection().execute(said).scalars())


def ask_to_call(session: Session, ticket: int, body: dict[str, Any], now: datetime) -> bool:
    """Asks the port to ring people for a ticket, once."""
    key = f"griddesk-{ticket}"
    row = {"key": key, "ticket_id": ticket, "body": body | {"key": key}, "not_before": now}
    return bool(insert_missing(session, Call, [row]))


def take_calls(session: Session, now: datetime, leased_until: datetime, most: int) -> Sequence[Any]:
    """The calls to be made now, each leased to who takes it; a ticket that is taken, or no danger, needs none."""
    connection = session.connection()
    waiting = sa.and_(_CALLS.c.state == PENDING, _CALLS.c.not_before <= now)
    still_open = sa.select(_TICKETS.c.id).where(
        _TICKETS.c.id == _CALLS.c.ticket_id, _TICKETS.c.state == "open", _TICKETS.c.submitted_by.is_(None),
        _TICKETS.c.service_class == "P0",
    )  # fmt: skip
    needless = sa.update(_CALLS).where(waiting, ~still_open.exists())
    connection.execute(needless.values(state=NEEDLESS, ended_at=now))
    some = sa.select(_CALLS.c.id).where(waiting).order_by(_CALLS.c.not_before).limit(most)
    taken = sa.update(_CALLS).where(_CALLS.c.id.in_(some), waiting)
    taken = taken.values(not_before=leased_until, attempts=_CALLS.c.attempts + 1)
    return connection.execute(taken.returning(_CALLS)).all()


def end_call(session: Session, call: int, state: str, why: str, now: datetime) -> None:
    """Notes that a call was made, or that the port refuses it for good."""
    update(session, Call, {"id": call}, state=state, error=why[:300], ended_at=now)


def call_again(session: Session, call: int, not_before: datetime, why: str) -> None:
    """Lets a call wait after a failure."""
    update(session, Call, {"id": call}, not_before=not_before, error=why[:300])
