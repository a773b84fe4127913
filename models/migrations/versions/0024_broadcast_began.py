"""A group that a notice reaches only after it was changed reads it as new."""

import sqlalchemy as sa
from alembic import op

revision = "0024_broadcast_began"
down_revision = "0023_outbox_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("began", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("broadcast_part", schema=None) as batch_op:
        batch_op.drop_column("began")
