"""督办: when the desk looks whether an order was answered."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0010_order_reply"
down_revision = "0009_broadcast"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("supervision_order", sa.Column("look_at", models.columns.Moment(timezone=True), nullable=True))
    op.execute("UPDATE supervision_order SET look_at = reply_due_at WHERE replied_at IS NULL")
    op.create_index(
        "supervision_order_look", "supervision_order", ["look_at"], postgresql_where=sa.text("look_at IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("supervision_order_look", table_name="supervision_order")
    with op.batch_alter_table("supervision_order") as batch_op:
        batch_op.drop_column("look_at")
