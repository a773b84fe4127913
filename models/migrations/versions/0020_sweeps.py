"""Indexes for what is asked every second or every hour, and would else look at every row."""

import sqlalchemy as sa
from alembic import op

revision = "0020_sweeps"
down_revision = "0019_audience_list"
branch_labels = None
depends_on = None

# Table, columns, and to which rows it is kept.
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "outbox_created": ("outbox", ["created_at"], ""),
    "outbox_loose": ("outbox", ["created_at"], "ticket_id IS NULL"),
    "outbox_gone": ("outbox", ["chat_id"], "state = 'gone'"),
    "ticket_event_kind": ("ticket_event", ["kind", "at"], ""),
    "chat_group_unannounced": ("chat_group", ["chat_id"], "purpose = 'residents' AND notice_row IS NULL"),
    "broadcast_changing": ("broadcast", ["id"], "changing"),
}


def upgrade() -> None:
    for name, (table, columns, only) in INDEXES.items():
        where = sa.text(only) if only else None
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
