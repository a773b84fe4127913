"""吹哨报到: which departments a street has called for a ticket, and how far each has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, moment
from models.prepared import FallenDue, Prepared
from models.session import update
from models.ticket import Ticket
from rules import whistle
from rules.tickets import UNFINISHED
from rules.whistle import Call, Stage


class Whistle(SQLModel, table=True):
    """One department called for one ticket; `words` are what it plans, what it did, or why it has it again.

    `due_at` is its next promise, `look_at` when the desk looks whether it was kept; None once `late` has been told.
    """

    __table_args__ = (
        sa.Index("whistle_look", "look_at", postgresql_where=sa.text("look_at IS NOT NULL")),
        sa.Index("whistle_department", "department_id", "stage"),
    )

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    department_id: int = big(sa.ForeignKey("department.id"))
    urgency: str
    stage: str = Stage.CALLED
    words: str = ""
    called_at: datetime = moment(nullable=False)
    finished_at: datetime | None = moment()
    grade: str = ""
    due_at: datetime | None = moment()
    look_at: datetime | None = moment()
    late: bool = False


_ROWS: sa.Table = Whistle.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_OF_TICKET = Prepared(sa.select(_ROWS).where(_ROWS.c.ticket_id == sa.bindparam("ticket")).order_by(_ROWS.c.id))
# The calls whose promise is to be looked at.
due = FallenDue(_ROWS.c.look_at, whole=True)
_OWING = (Stage.CALLED, Stage.REPORTED_IN, Stage.PLANNED)


def calls_of(session: Session, ticket: int) -> list[Any]:
    """The rows of a ticket's calls, the first first."""
    return _OF_TICKET.all(session, {"ticket": ticket})


def call_of(row: Any) -> Call:
    """A row as the rules see it."""
    stage, grade = Stage(row.stage), row.grade or None
    return Call(str(row.department_id), row.urgency, row.called_at, row.due_at, stage, row.words, grade)


def change(session: Session, row: Any, call: Call, **values: Any) -> bool:
    """Compare-and-set: the call as it has become, if it still is as the row says."""
    values |= {"stage": str(call.stage), "words": call.words, "grade": call.grade or "", "due_at": call.due}
    values |= {"look_at": call.due, "late": False}
    return bool(update(session, Whistle, {"id": row.id, "stage": row.stage}, **values))


def tell_late(session: Session, row: Any) -> bool:
    """Notes that a promise was not kept; False when that was noted, or has been overtaken."""
    return bool(update(session, Whistle, {"id": row.id, "look_at": row.look_at}, look_at=None, late=True))


def owed_by(session: Session, departments: Sequence[int]) -> list[tuple[int, str]]:
    """The tickets (and stages) for which these departments still owe something, the newest first."""
    mine = sa.select(_ROWS.c.ticket_id, _ROWS.c.stage).where(_ROWS.c.department_id.in_(list(departments)))
    found = session.connection().execute(mine.where(_ROWS.c.stage.in_(_OWING)).order_by(_ROWS.c.id.desc())).all()
    return [(row.ticket_id, row.stage) for row in found]


def work_done(session: Session, ticket: int) -> bool:
    """Whether some department has finished what it was called for; closing a department's matter needs it."""
    return whistle.work_done(call_of(row) for row in calls_of(session, ticket))


def late_at(session: Session, places: Sequence[int]) -> Sequence[Any]:
    """Broken promises at these places, for the digest: the calls with their ticket's number, the oldest first."""
    late = _unfinished_at(places).where(_ROWS.c.late, _ROWS.c.stage.in_(_OWING))
    return session.connection().execute(late.order_by(_ROWS.c.due_at)).all()


def ungraded_at(session: Session, places: Sequence[int]) -> Sequence[Any]:
    """What departments say they have done at these places, not graded yet: the calls with their ticket's number."""
    done = _unfinished_at(places).where(_ROWS.c.stage == Stage.FINISHED)
    return session.connection().execute(done.order_by(_ROWS.c.finished_at)).all()


def _unfinished_at(places: Sequence[int]) -> sa.Select[Any]:
    calls = sa.select(_ROWS, _T.c.number).join(_T, _T.c.id == _ROWS.c.ticket_id)
    return calls.where(_T.c.place_id.in_(list(places)), _T.c.state.in_(sorted(UNFINISHED)))


def purpose(row: Any) -> str:
    """The purpose of the cards of a call in the outbox."""
    return f"whistle.{row.id}"
