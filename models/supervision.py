"""督办: supervision orders on tickets, drafted by the desk or given by officials, and what was answered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.columns import big, big_key, moment
from rules.supervision import Colour, Order


class SupervisionOrder(SQLModel, table=True):
    """One order; a yellow or a red one is a draft until `signed_by` or `refused_by` is told.

    `by` gave it (0: the desk, by the policy), `level` is who sees to it. `reply_due_at` is set once it is in force.
    """

    __tablename__ = "supervision_order"
    __table_args__ = (
        sa.Index("supervision_order_awaited", "reply_due_at"),
        sa.Index("supervision_order_coloured", "colour", "signed_at"),
    )

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    colour: str
    at: datetime = moment(nullable=False)
    by: int = big()
    level: str
    words: str = ""
    signed_by: int | None = big(nullable=True)
    signed_at: datetime | None = moment()
    refused_by: int | None = big(nullable=True)
    refused_at: datetime | None = moment()
    reply_due_at: datetime | None = moment()
    replied_by: int | None = big(nullable=True)
    replied_at: datetime | None = moment()
    reply: str = ""

    @property
    def order(self) -> Order:
        """As the rules see it."""
        return Order(Colour(self.colour), self.at, self.signed_by, self.signed_at, self.refused_by, self.replied_at)


_ORDER: sa.Table = SupervisionOrder.__table__  # type: ignore[attr-defined]


def orders_of(session: Session, ticket: int) -> Sequence[SupervisionOrder]:
    """The orders on a ticket, the first first."""
    mine = select(SupervisionOrder).where(SupervisionOrder.ticket_id == ticket).order_by(col(SupervisionOrder.id))
    return session.exec(mine.execution_options(populate_existing=True)).all()


def draft_of(session: Session, ticket: int) -> SupervisionOrder | None:
    """The newest draft on a ticket that waits for a signature."""
    return next((row for row in reversed(orders_of(session, ticket)) if row.order.is_draft), None)


def decide(session: Session, order: int, **values: object) -> bool:
    """Signs or refuses a draft; False when that was done before."""
    waits = sa.and_(_ORDER.c.signed_at.is_(None), _ORDER.c.refused_by.is_(None))
    statement = sa.update(_ORDER).where(_ORDER.c.id == order, waits).values(values)
    return bool(session.connection().execute(statement).rowcount)


def put_in_force(session: Session, order: int, reply_due: datetime | None) -> None:
    """Notes until when an order that counts from now on is to be answered."""
    session.connection().execute(sa.update(_ORDER).where(_ORDER.c.id == order).values(reply_due_at=reply_due))
