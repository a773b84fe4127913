"""How loud the desk was, a day and a street."""

import sqlalchemy as sa
from alembic import op

revision = "0013_burden"
down_revision = "0012_care"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "burden_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("street_id", BIG, autoincrement=False, nullable=False),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("after_hours", sa.Integer(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["street_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("day", "street_id"),
    )


def downgrade() -> None:
    op.drop_table("burden_day")
