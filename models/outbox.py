"""What is to go out, and what became of it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import big, big_key, json, moment

PENDING, SENDING, SENT, DROPPED, REFUSED, GONE = "pending", "sending", "sent", "dropped", "refused", "gone"


class Outbox(SQLModel, table=True):
    """One thing to do on the platform, and what became of it.

    `payload` holds the fields of rules.messages.Outgoing but for chat, topic and message. `edits` names the row
    whose message is edited, deleted, pinned or replied to by `replies`. `when_unclear`: resend, drop or repeat.
    `not_before`, `expires_at`, `claimed_at`, `sent_at` are real time.
    """

    __table_args__ = (
        sa.Index(
            "outbox_pending",
            "bot_id",
            "priority",
            "id",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        ),
        sa.Index("outbox_message", "chat_id", "message_id"),
        sa.Index("outbox_ticket", "ticket_id", "purpose"),
        sa.Index(
            "outbox_sending",
            "state",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        ),
        sa.Index(
            "outbox_one_edit",
            "edits",
            unique=True,
            sqlite_where=sa.text("state = 'pending' AND act = 'edit'"),
            postgresql_where=sa.text("state = 'pending' AND act = 'edit'"),
        ),
        sa.Index("outbox_key", "key", unique=True),
        sa.Index("outbox_sent", "sent_at"),
    )

    id: int = big_key()
    bot_id: int = big()
    chat_id: int = big()
    topic: int | None = big(nullable=True)
    act: str
    payload: dict[str, Any] = json()
    priority: int = 2
    state: str = PENDING
    when_unclear: str = "resend"
    ticket_id: int | None = big(nullable=True)
    purpose: str = ""
    edits: int | None = big(nullable=True, index=True)
    replies: int | None = big(nullable=True)
    message_id: int | None = big(nullable=True)
    key: str | None = None
    attempts: int = 0
    error: str = ""
    created_at: datetime = moment(nullable=False)
    not_before: datetime | None = moment()
    expires_at: datetime | None = moment()
    claimed_at: datetime | None = moment()
    sent_at: datetime | None = moment()
