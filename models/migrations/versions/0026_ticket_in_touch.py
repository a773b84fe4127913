"""That whoever has a ticket has been in touch with its reporter is no longer what keeps their claim."""

import sqlalchemy as sa
from alembic import op

revision = "0026_ticket_in_touch"
down_revision = "0025_ticket_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_touch", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE ticket SET in_touch = contacted_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("in_touch")
