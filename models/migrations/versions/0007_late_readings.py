"""Tickets told by voice, and photos that wait for their words."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0007_late_readings"
down_revision = "0006_whistle"
branch_labels = None
depends_on = None

WAITING = sa.text("ticket_id IS NULL")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("spoken", sa.String(), server_default="", nullable=False))
    op.add_column("attachment", sa.Column("due_at", models.columns.Moment(timezone=True), nullable=True))
    op.create_index("attachment_due", "attachment", ["due_at"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    op.drop_index("attachment_due", table_name="attachment", sqlite_where=WAITING, postgresql_where=WAITING)
    with op.batch_alter_table("attachment") as table:
        table.drop_column("due_at")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("spoken")
