"""Updates that sound like danger are found before all others."""

import sqlalchemy as sa
from alembic import op

revision = "0021_inbox_urgent"
down_revision = "0020_sweeps"
branch_labels = None
depends_on = None

URGENT = sa.text("state = 0 AND urgent = 1")


def upgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgent", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index("inbox_urgent", ["id"], sqlite_where=URGENT, postgresql_where=URGENT)


def downgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("inbox_urgent")
        batch_op.drop_column("urgent")
