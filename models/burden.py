"""How loud the desk has been to its staff: what each day brought, kept as numbers once the messages are erased."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BIG
from models.fact import repeated
from models.outbox import SENT, Outbox
from models.ping import pings
from models.prepared import Prepared
from models.session import insert_missing
from rules.duty import DutyHours, on_duty


class BurdenDay(SQLModel, table=True):
    """One day of a street: its staff who can be told anything, private messages they did not ask for, those outside
    duty hours, how many of the staff got more than a day may bring; rings of groups, and asks knowingly made again.
    Nobody is named."""

    __tablename__ = "burden_day"

    day: date = Field(primary_key=True)
    street_id: int = Field(sa_column=sa.Column(BIG, sa.ForeignKey("place.id"), primary_key=True, autoincrement=False))
    workers: int
    messages: int
    after_hours: int
    over: int
    pings: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What of a street's day is counted: its staff and its groups, the day as two moments by the desk's clock.

    `lag` is how far the platform's clock is ahead of the desk's, `most` what a day may bring one of the staff.
    """

    staff: Sequence[int]
    chats: Sequence[int]
    first: datetime
    last: datetime
    lag: timedelta
    most: int
    hours: DutyHours


@dataclass(frozen=True, slots=True)
class Loudness:
    """What days of a street add up to; `days` were counted."""

    days: int
    worker_days: int
    messages: int
    after_hours: int
    over: int
    pings: int = 0
    repeated: int = 0


_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
ASKED = ("answer", "asked", "welcome")
_UNASKED = sa.and_(_O.c.act == "send", *(_O.c.purpose != each for each in ASKED))
# Spelled out as the index of private messages has it.
_PRIVATE = (_O.c.chat_id > sa.literal_column("0"), _O.c.act == sa.literal_column("'send'"))
_TOLD_SINCE = Prepared(
    sa.select(sa.func.count()).where(
        *_PRIVATE, _O.c.chat_id == sa.bindparam("user"), _UNASKED, _O.c.created_at >= sa.bindparam("since")
    )
)


def told_since(session: Session, user: int, since: datetime) -> int:
    """How many private messages somebody was sent, unasked, since a moment of real time."""
    session.flush()
    return int(_TOLD_SINCE.scalar(session, {"user": user, "since": since}) or 0)


def count_day(session: Session, day: date, street: int, measure: Measure) -> None:
    """Keeps a day's numbers of a street, once."""
    lag = measure.lag
    sent = sa.select(_O.c.chat_id, _O.c.sent_at).where(
        _O.c.chat_id.in_(measure.staff), _UNASKED, _O.c.state == SENT,
        _O.c.sent_at >= measure.first + lag, _O.c.sent_at < measure.last + lag,
    )  # fmt: skip
    found = session.connection().execute(sent).all()
    each = Counter(chat for chat, _ in found)
    row = {
        "day": day, "street_id": street, "workers": len(measure.staff), "messages": len(found),
        "after_hours": sum(not on_duty(at - lag, measure.hours) for _, at in found),
        "over": sum(count > measure.most for count in each.values()),
        "pings": pings(session, measure.chats, day),
        "repeated": repeated(session, street, measure.first, measure.last),
    }  # fmt: skip
    insert_missing(session, BurdenDay, [row])


def first_sent(session: Session) -> datetime | None:
    """When (real time) the oldest message that is still kept was sent; None where there is none."""
    found = session.connection().execute(
        sa.select(_O.c.sent_at).where(_O.c.sent_at.is_not(None)).order_by(_O.c.sent_at).limit(1)
    )
    moment: datetime | None = found.scalar()
    return moment


def counted(session: Session, since: date) -> set[date]:
    """The days that have been counted since then."""
    return {row.day for row in session.exec(select(BurdenDay).where(BurdenDay.day >= since))}


def loudness(session: Session, street: int, first: date, last: date) -> Loudness:
    """What the days of a street add up to."""
    mine = select(BurdenDay).where(BurdenDay.street_id == street, col(BurdenDay.day).between(first, last))
    days = session.exec(mine).all()
    return Loudness(
        len(days), sum(d.workers for d in days), sum(d.messages for d in days), sum(d.after_hours for d in days),
        sum(d.over for d in days), sum(d.pings for d in days), sum(d.repeated for d in days),
    )  # fmt: skip
