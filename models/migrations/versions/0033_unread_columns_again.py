"""Columns that 0030 took away at first and later did not are back where they are missing."""

import sqlalchemy as sa
from alembic import op

import models.columns

revision = "0033_unread_columns_again"
down_revision = "0032_ticket_resting_alike"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite"), "0"
MOMENT = models.columns.Moment(timezone=True), "2000-01-01 00:00:00.000000"
WANTED = {"known_matter": {"made_by": NUMBER}, "staff_leave": {"made_by": NUMBER, "made_at": MOMENT}}


def upgrade() -> None:
    for table, columns in WANTED.items():
        there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
        missing = {name: how for name, how in columns.items() if name not in there}
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, (kind, usual) in missing.items():
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=usual))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, (kind, _) in missing.items():
                batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)


def downgrade() -> None:
    pass
