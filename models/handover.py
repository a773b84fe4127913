"""问题交接单: what a ticket that was reported up takes along, and who signed for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.columns import big, big_key, json, moment
from models.prepared import FallenDue, Prepared
from models.session import update
from models.ticket import TicketEvent


class HandoverForm(SQLModel, table=True):
    """One form. `sheet` is the ticket as it was when it climbed to `level`; `done`, `why`, `asked` are the answers.

    `grounds` are what `why` names; `unsure` while they must be asked. `complete_at` is when nothing was open any more.
    `remind_at` is when the open question is asked again, `reminded` how often it was.
    """

    __tablename__ = "handover_form"

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    giver: int = big()
    level: str
    sheet: dict[str, Any] = json()
    done: str = ""
    why: str = ""
    asked: str = ""
    grounds: list[str] = json(list)
    unsure: bool = False
    complete_at: datetime | None = moment()
    signed_by: int | None = big(nullable=True)
    signed_at: datetime | None = moment()
    remind_at: datetime | None = moment(index=True)
    reminded: int = 0


_FORM: sa.Table = HandoverForm.__table__  # type: ignore[attr-defined]
_NEWEST = Prepared(
    sa.select(_FORM).where(_FORM.c.ticket_id == sa.bindparam("ticket")).order_by(_FORM.c.id.desc()).limit(1)
)
# Forms with a question that is to be asked again.
to_remind = FallenDue(_FORM.c.remind_at, whole=True)


def newest(session: Session, ticket: int) -> Any:
    """The row of a ticket's latest form; None where there is none."""
    return _NEWEST.first(session, {"ticket": ticket})


def change(session: Session, form: int, **values: Any) -> bool:
    """Changes a form that is not signed; False when it is."""
    return bool(update(session, HandoverForm, {"id": form, "signed_by": None}, **values))


def history_of(session: Session, ticket: int) -> Sequence[TicketEvent]:
    """Everything that happened to a ticket, the first first."""
    return session.exec(select(TicketEvent).where(TicketEvent.ticket_id == ticket).order_by(col(TicketEvent.id))).all()
