"""Indexes of the outbox are kept to the rows they are asked for, and what somebody was told today has one."""

import sqlalchemy as sa
from alembic import op

revision = "0023_outbox_indexes"
down_revision = "0022_handover_reminder"
branch_labels = None
depends_on = None

# Columns, whether they are unique, and to which rows the index is kept from now on.
KEPT_TO: dict[str, tuple[list[str], bool, str]] = {
    "outbox_message": (["chat_id", "message_id"], False, "message_id IS NOT NULL"),
    "outbox_ticket": (["ticket_id", "purpose"], False, "ticket_id IS NOT NULL"),
    "outbox_key": (["key"], True, "key IS NOT NULL"),
    "outbox_sent": (["sent_at"], False, "sent_at IS NOT NULL"),
}
ADDED: dict[str, tuple[list[str], str]] = {
    "outbox_edits": (["edits"], "edits IS NOT NULL"),
    "outbox_private": (["chat_id", "created_at"], "chat_id > 0 AND act = 'send'"),
}


def _create(name: str, columns: list[str], unique: bool, only: str) -> None:
    where = sa.text(only) if only else None
    op.create_index(name, "outbox", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.drop_index("ix_outbox_edits", table_name="outbox")
    for name, (columns, unique, only) in KEPT_TO.items():
        op.drop_index(name, table_name="outbox")
        _create(name, columns, unique, only)
    for name, (columns, only) in ADDED.items():
        _create(name, columns, False, only)


def downgrade() -> None:
    for name in ADDED:
        op.drop_index(name, table_name="outbox")
    for name, (columns, unique, _) in KEPT_TO.items():
        op.drop_index(name, table_name="outbox")
        _create(name, columns, unique, "")
    _create("ix_outbox_edits", ["edits"], False, "")
