"""How loud the desk has been to its staff: what each day brought, kept as numbers once the messages are erased."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BIG
from models.outbox import SENT, Outbox
from models.prepared import Prepared
from models.session import insert_missing
from rules.duty import DutyHours, on_duty


class BurdenDay(SQLModel, table=True):
    """One day of a street: its staff who can be told anything, private messages they did not ask for, those outside
    duty hours, and how many of the staff got more than a day may bring. Nobody is named."""

    __tablename__ = "burden_day"

    day: date = Field(primary_key=True)
    street_id: int = Field(sa_column=sa.Column(BIG, sa.ForeignKey("place.id"), primary_key=True, autoincrement=False))
    workers: int
    messages: int
    after_hours: int
    over: int


@dataclass(frozen=True, slots=True)
class Loudness:
    """What days of a street add up to; `days` were counted."""

    days: int
    worker_days: int
    messages: int
    after_hours: int
    over: int


_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_UNASKED = sa.and_(_O.c.act == "send", _O.c.purpose.not_in(("answer", "asked", "welcome")))
_TOLD_SINCE = Prepared(
    sa.select(sa.func.count()).where(
        _O.c.chat_id == sa.bindparam("user"), _UNASKED, _O.c.created_at >= sa.bindparam("since")
    )
)


def told_since(session: Session, user: int, since: datetime) -> int:
    """How many private messages somebody was sent, unasked, since a moment of real time."""
    session.flush()
    return int(_TOLD_SINCE.scalar(session, {"user": user, "since": since}) or 0)


def count_day(
    session: Session, day: date, street: int, staff: Sequence[int], span: tuple[datetime, datetime], most: int,
    hours: DutyHours,
) -> None:  # fmt: skip
    """Keeps a day's numbers of a street, once; `span` is the day in real time, `most` what it may bring."""
    first, last = span
    sent = sa.select(_O.c.chat_id, _O.c.sent_at).where(
        _O.c.chat_id.in_(staff), _UNASKED, _O.c.state == SENT, _O.c.sent_at >= first, _O.c.sent_at < last
    )
    found = session.connection().execute(sent).all()
    each = Counter(chat for chat, _ in found)
    row = {
        "day": day, "street_id": street, "workers": len(staff), "messages": len(found),
        "after_hours": sum(not on_duty(at, hours) for _, at in found),
        "over": sum(count > most for count in each.values()),
    }  # fmt: skip
    insert_missing(session, BurdenDay, [row])


def counted(session: Session, since: date) -> set[date]:
    """The days that have been counted since then."""
    return {row.day for row in session.exec(select(BurdenDay).where(BurdenDay.day >= since))}


def loudness(session: Session, street: int, first: date, last: date) -> Loudness:
    """What the days of a street add up to."""
    mine = select(BurdenDay).where(BurdenDay.street_id == street, col(BurdenDay.day).between(first, last))
    days = session.exec(mine).all()
    return Loudness(
        len(days), sum(d.workers for d in days), sum(d.messages for d in days), sum(d.after_hours for d in days),
        sum(d.over for d in days),
    )  # fmt: skip
