"""A notice may carry one file."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011_broadcast_file"
down_revision = "0010_order_reply"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("file", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("file")
