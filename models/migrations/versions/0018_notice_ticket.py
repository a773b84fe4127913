"""A notice that waits for a summary may be about no ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0018_notice_ticket"
down_revision = "0017_rollcall"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.alter_column("ticket_id", existing_type=BIG, nullable=True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM notice WHERE ticket_id IS NULL"))
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.alter_column("ticket_id", existing_type=BIG, nullable=False)
