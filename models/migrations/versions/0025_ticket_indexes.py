"""Indexes of what no new ticket has are kept to the tickets that have it."""

import sqlalchemy as sa
from alembic import op

revision = "0025_ticket_indexes"
down_revision = "0024_broadcast_began"
branch_labels = None
depends_on = None

COLUMNS = ("claimed_by", "merged_into", "resolved_at", "closed_at")


def upgrade() -> None:
    for column in COLUMNS:
        only = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_ticket_{column}", table_name="ticket")
        op.create_index(f"ix_ticket_{column}", "ticket", [column], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_ticket_{column}", table_name="ticket")
        op.create_index(f"ix_ticket_{column}", "ticket", [column])
