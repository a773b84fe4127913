"""Tickets, who reported them, what happened to them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import big, big_key, json, moment


class Ticket(SQLModel, table=True):
    """One thing to be done. `place_id` is where, `owner_place_id` who has it at `level` until somebody claims it.

    `policy` is the claim policy as it stood when the ticket was opened; `due_at` is when its next step falls due.
    """

    __table_args__ = (
        sa.UniqueConstraint("street_id", "number"),
        sa.Index("ticket_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
        sa.Index("ticket_place_state", "place_id", "state"),
    )

    id: int = big_key()
    street_id: int = big(sa.ForeignKey("place.id"))
    number: int
    matter: str
    service_class: str
    danger: str = ""
    state: str = "open"
    quiet: bool = False
    late: bool = False
    place_id: int = big(sa.ForeignKey("place.id"))
    building: str = ""
    unit: str = ""
    room: str = ""
    spot: str = ""
    words: str = ""
    level: str = "grid"
    owner_place_id: int = big(sa.ForeignKey("place.id"))
    claimed_by: int | None = big(nullable=True, index=True)
    claimer: str = ""
    chat_id: int = big()
    topic: int | None = big(nullable=True)
    bot_id: int = big()
    households: int = 1
    hops: int = 0
    reopened: int = 0
    news: str = ""
    done: str = ""
    rating: str = ""
    policy: dict[str, Any] = json()
    step: int = 0
    due_at: datetime | None = moment()
    created_at: datetime = moment(nullable=False, index=True)
    claim_due_at: datetime | None = moment()
    claimed_at: datetime | None = moment()
    contacted_at: datetime | None = moment()
    resolved_at: datetime | None = moment(index=True)
    closed_at: datetime | None = moment(index=True)


class Report(SQLModel, table=True):
    """Who said it: kept apart from the ticket, so that most queries never see a person."""

    __table_args__ = (
        sa.Index("report_message", "chat_id", "message_id"),
        sa.Index("report_person", "user_id", "at"),
    )

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    user_id: int = big()
    name: str = ""
    chat_id: int = big()
    message_id: int = big()
    album: str = ""
    words: str = ""
    household: str = ""
    opens: bool = False
    proxy: bool = False
    at: datetime = moment(nullable=False)
    withdrawn_at: datetime | None = moment()


class Attachment(SQLModel, table=True):
    """A photo, film or voice note that belongs to a ticket."""

    __table_args__ = (sa.UniqueConstraint("ticket_id", "unique_id"),)

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"))
    bot_id: int = big()
    kind: str
    file_id: str
    unique_id: str
    by: int = big()
    at: datetime = moment(nullable=False)


class TicketEvent(SQLModel, table=True):
    """What happened, in order; the audit log."""

    __tablename__ = "ticket_event"

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    at: datetime = moment(nullable=False)
    actor: int = big()
    kind: str
    data: dict[str, Any] = json()


class StreetCounter(SQLModel, table=True):
    """The last ticket number a street has given."""

    __tablename__ = "street_counter"

    street_id: int = Field(sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("place.id"), primary_key=True))
    last: int = 0
