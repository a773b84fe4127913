"""Groups that are for one matter and end with it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0015_temporary"
down_revision = "0014_burden"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = models.columns.Moment(timezone=True)
WORDS = sqlmodel.sql.sqltypes.AutoString
OPEN = sa.text("matter <> '' AND ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("chat_group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matter", WORDS(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("matter_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("matter_ends", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("ended_at", MOMENT, nullable=True))
        batch_op.create_index("chat_group_matter", ["matter"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    with op.batch_alter_table("chat_group", schema=None) as batch_op:
        batch_op.drop_index("chat_group_matter")
        for name in ("ended_at", "matter_ends", "matter_id", "matter"):
            batch_op.drop_column(name)
