"""督办: supervision orders on tickets, drafted by the desk or given by officials, and what was answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.columns import big, big_key, moment
from models.prepared import FallenDue, Prepared
from models.session import update
from models.ticket import Ticket
from rules.supervision import Colour, Order
from rules.tickets import ACTIVE


class SupervisionOrder(SQLModel, table=True):
    """One order; a yellow or a red one is a draft until `signed_by` or `refused_by` is told.

    `level` is who sees to it. `reply_due_at` is set once it is in force;
    `look_at` is when the desk looks whether it was answered, None once it was, or the street has been told. `reply`
    grows until it tells everything; only then it is `replied_at`.
    """

    __tablename__ = "supervision_order"
    __table_args__ = (
        sa.Index("supervision_order_awaited", "reply_due_at"),
        sa.Index("supervision_order_look", "look_at", postgresql_where=sa.text("look_at IS NOT NULL")),
        sa.Index("supervision_order_coloured", "colour", "signed_at"),
    )

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    colour: str
    at: datetime = moment(nullable=False)
    level: str
    words: str = ""
    signed_by: int | None = big(nullable=True)
    signed_at: datetime | None = moment()
    refused_by: int | None = big(nullable=True)
    reply_due_at: datetime | None = moment()
    look_at: datetime | None = moment()
    replied_by: int | None = big(nullable=True)
    replied_at: datetime | None = moment()
    reply: str = ""

    @property
    def order(self) -> Order:
        """As the rules see it."""
        return Order(Colour(self.colour), self.at, self.signed_by, self.signed_at, self.refused_by, self.replied_at)


_ORDER: sa.Table = SupervisionOrder.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
# Orders whose answer is overdue and of which the street has not been told.
due = FallenDue(_ORDER.c.look_at, whole=True)
_IN_FORCE = Prepared(
    sa.select(_ORDER)
    .where(_ORDER.c.ticket_id == sa.bindparam("ticket"), _ORDER.c.reply_due_at.is_not(None))
    .order_by(_ORDER.c.id.desc())
    .limit(1)
)


def orders_of(session: Session, ticket: int) -> Sequence[SupervisionOrder]:
    """The orders on a ticket, the first first."""
    mine = select(SupervisionOrder).where(SupervisionOrder.ticket_id == ticket).order_by(col(SupervisionOrder.id))
    return session.exec(mine.execution_options(populate_existing=True)).all()


def decide(session: Session, order: int, **values: object) -> bool:
    """Signs or refuses a draft; False when that was done before."""
    return bool(update(session, SupervisionOrder, {"id": order, "signed_at": None, "refused_by": None}, **values))


def put_in_force(session: Session, order: int, reply_due: datetime | None) -> None:
    """Notes until when an order that counts from now on is to be answered."""
    update(session, SupervisionOrder, {"id": order}, reply_due_at=reply_due, look_at=reply_due)


def awaited(session: Session, ticket: int) -> list[SupervisionOrder]:
    """The orders on a ticket that are in force and not answered, the first first."""
    return [row for row in orders_of(session, ticket) if row.reply_due_at and not row.replied_at]


def in_force(session: Session, ticket: int) -> Any:
    """The newest order on a ticket that is in force; None if none is."""
    return _IN_FORCE.first(session, {"ticket": ticket})


def note_reply(session: Session, orders: Sequence[int], **values: Any) -> None:
    """Writes what was answered to these orders, so far as they wait for it."""
    mine = sa.update(_ORDER).where(_ORDER.c.id.in_(list(orders)), _ORDER.c.replied_at.is_(None))
    session.connection().execute(mine.values(values))


def tell_overdue(session: Session, row: Any) -> bool:
    """Notes that the street is told; False when it was."""
    mine = sa.update(_ORDER).where(_ORDER.c.id == row.id, _ORDER.c.look_at.is_not(None))
    return bool(session.connection().execute(mine.values(look_at=None)).rowcount)


def unanswered_at(session: Session, places: Sequence[int], now: datetime) -> Sequence[Any]:
    """Overdue answers at these places, for the digest: ticket_id, number, colour, reply_due_at; the oldest first.

    A stronger order takes the place of what was not answered before it.
    """
    found = (
        sa.select(_ORDER.c.ticket_id, _T.c.number, _ORDER.c.colour, _ORDER.c.reply_due_at)
        .join(_T, _T.c.id == _ORDER.c.ticket_id)
        .where(_ORDER.c.reply_due_at <= now, _ORDER.c.replied_at.is_(None), _ORDER.c.colour == _T.c.colour)
        .where(_T.c.place_id.in_(list(places)), _T.c.state.in_(sorted(ACTIVE)))
    )
    return session.connection().execute(found.order_by(_ORDER.c.reply_due_at)).all()


def drafts_at(session: Session, places: Sequence[int]) -> Sequence[Any]:
    """What waits for a signature at these places, each with how its ticket stands; the first first."""
    told = (_T.c.number, _T.c.place_id, _T.c.claimed_by, _T.c.sealed, _T.c.colour.label("in_force"))
    found = (
        sa.select(_ORDER.c.id, _ORDER.c.ticket_id, _ORDER.c.colour, _ORDER.c.level, *told)
        .join(_T, _T.c.id == _ORDER.c.ticket_id)
        .where(_ORDER.c.colour.in_([str(each) for each in Colour if each.needs_signature]))
        .where(_ORDER.c.signed_at.is_(None), _ORDER.c.refused_by.is_(None))
        .where(_T.c.place_id.in_(list(places)), _T.c.state.in_(sorted(ACTIVE)))
    )
    return session.connection().execute(found.order_by(_ORDER.c.id)).all()
