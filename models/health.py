"""What /metrics and `doctor` ask the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.alarm import REFUSED, Alarm, Call
from models.inbox import ASIDE, NEW, Inbox
from models.notice import Notice
from models.outbox import GONE, PENDING, SENT, Outbox
from models.outbox import REFUSED as REFUSED_SEND
from models.supervision import SupervisionOrder
from models.ticket import Ticket
from models.whistle import Whistle

OVERDUE = timedelta(seconds=60)
MOST = 20
_IN: sa.Table = Inbox.__table__  # type: ignore[attr-defined]
_OUT: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_TICKET: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_OPEN = sa.select(sa.func.count(), sa.func.min(_IN.c.arrived_at)).where(_IN.c.state == sa.literal_column(str(NEW)))
_SET_ASIDE = sa.select(sa.func.count()).where(_IN.c.state == sa.literal_column(str(ASIDE)))
_EVER = datetime.min.replace(tzinfo=UTC)
_PENDING = (
    sa.select(_OUT.c.priority, sa.func.count(), sa.func.min(_OUT.c.created_at))
    .where(_OUT.c.state == sa.literal_column(f"'{PENDING}'"))
    .group_by(_OUT.c.priority)
)
# Whatever is swept when its moment has come; a later table's column is added here.
_SWEPT: dict[str, sa.Column[Any]] = {
    "ticket": _TICKET.c.due_at,
    "alarm": Alarm.__table__.c.due_at,  # type: ignore[attr-defined]
    "notice": Notice.__table__.c.due_at,  # type: ignore[attr-defined]
    "order": SupervisionOrder.__table__.c.look_at,  # type: ignore[attr-defined]
    "whistle": Whistle.__table__.c.look_at,  # type: ignore[attr-defined]
}
_OVERDUE = {
    name: sa.select(sa.func.count()).where(column < sa.bindparam("before", type_=column.type))
    for name, column in _SWEPT.items()
}
_CALLS: sa.Table = Call.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: updates with the arrival of the oldest, sends by priority with the age of the oldest, overdue steps.

    `overdue` are tickets, alarms, notices, orders and whistles whose moment is past and that nobody has looked at.
    """

    updates: int
    oldest_update: datetime | None
    set_aside: int
    sends: Mapping[int, tuple[int, datetime]]
    overdue: Mapping[str, int]


def backlog(session: Session, desk_now: datetime) -> Backlog:
    """What waits now; a step is overdue when it is a minute late by the desk's clock."""
    connection = session.connection()
    updates, oldest = connection.execute(_OPEN).one()
    return Backlog(
        updates,
        oldest,
        set_aside(session),
        {priority: (count, since) for priority, count, since in connection.execute(_PENDING)},
        overdue(session, desk_now - OVERDUE),
    )


def overdue(session: Session, before: datetime) -> dict[str, int]:
    """How many tickets, alarms, notices, orders and whistles were due before then and have not been looked at."""
    connection, question = session.connection(), {"before": before}
    return {name: connection.execute(statement, question).scalar_one() for name, statement in _OVERDUE.items()}


def waiting_updates(session: Session, before: datetime) -> int:
    """How many updates came in before then and are not handled yet."""
    old = sa.select(sa.func.count()).where(_IN.c.state == sa.literal_column(str(NEW)), _IN.c.arrived_at < before)
    return int(session.connection().execute(old).scalar_one())


def stuck_sends(session: Session, before: datetime, urgent_before: datetime) -> int:
    """How many messages wait since before then, those about danger since before `urgent_before`."""
    late = sa.or_(_OUT.c.created_at < before, sa.and_(_OUT.c.priority == 0, _OUT.c.created_at < urgent_before))
    stuck = sa.select(sa.func.count()).where(_OUT.c.state == sa.literal_column(f"'{PENDING}'"), late)
    return int(session.connection().execute(stuck).scalar_one())


def set_aside(session: Session, since: datetime = _EVER) -> int:
    """How many updates have come in since then, raised too often and are left alone."""
    return int(session.connection().execute(_SET_ASIDE.where(_IN.c.arrived_at > since)).scalar_one())


def tracebacks(session: Session) -> Sequence[Any]:
    """The bot, the update, its chat, when it came and the error of what was set aside last."""
    last = sa.select(_IN.c.bot_id, _IN.c.update_id, _IN.c.lane, _IN.c.arrived_at, _IN.c.error)
    last = last.where(_IN.c.state == ASIDE)
    return session.connection().execute(last.order_by(_IN.c.id.desc()).limit(MOST)).all()


def refusals(session: Session) -> Sequence[Any]:
    """The row, the act and the error of what the platform refused last."""
    last = sa.select(_OUT.c.id, _OUT.c.act, _OUT.c.error).where(_OUT.c.state == REFUSED_SEND)
    return session.connection().execute(last.order_by(_OUT.c.id.desc()).limit(MOST)).all()


def refused_sends(session: Session, since: datetime) -> int:
    """How many messages made since then the platform does not take."""
    refused = sa.select(sa.func.count()).where(_OUT.c.state == REFUSED_SEND, _OUT.c.created_at > since)
    return int(session.connection().execute(refused).scalar_one())


def without_rights(session: Session) -> list[tuple[int, str]]:
    """The chats in which the desk may not do what it was to do, and what that was; not where it has done so since."""
    later = _OUT.alias()
    alike = sa.and_(later.c.chat_id == _OUT.c.chat_id, later.c.act == _OUT.c.act, later.c.id > _OUT.c.id)
    since = sa.exists().where(alike, later.c.state == sa.literal_column(f"'{SENT}'"))
    gone = sa.and_(_OUT.c.state == sa.literal_column(f"'{GONE}'"), _OUT.c.error.like("rights%"))
    acts = sa.select(_OUT.c.chat_id, _OUT.c.act).where(gone, ~since).distinct()
    return [(chat, act) for chat, act in session.connection().execute(acts)]


def refused_calls(session: Session, since: datetime) -> int:
    """How many calls by SMS or voice the port has refused for good since then."""
    refused = sa.select(sa.func.count()).where(_CALLS.c.state == REFUSED, _CALLS.c.ended_at > since)
    return int(session.connection().execute(refused).scalar_one())
