"""A ticket keeps the compound of its building, where more than one has a building of that number."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0031_ticket_compound"
down_revision = "0030_unread_columns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        words = sqlmodel.sql.sqltypes.AutoString()
        batch_op.add_column(sa.Column("compound", words, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("compound")
