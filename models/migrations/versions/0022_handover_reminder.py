"""A handover form's open question is asked again."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0022_handover_reminder"
down_revision = "0021_inbox_urgent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("handover_form", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_at", models.columns.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index(batch_op.f("ix_handover_form_remind_at"), ["remind_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("handover_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_form_remind_at"))
        batch_op.drop_column("reminded")
        batch_op.drop_column("remind_at")
