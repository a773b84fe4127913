"""An incident's cards are drawn anew at a moment, not with every voice."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0013_incident_repaint"
down_revision = "0012_care"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repaint_at", models.columns.Moment(timezone=True), nullable=True))
        batch_op.create_index("ix_incident_repaint_at", ["repaint_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_repaint_at")
        batch_op.drop_column("repaint_at")
