"""How loud the desk was, a day and a street; the rings of groups, and what households were asked."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0014_burden"
down_revision = "0013_incident_repaint"
branch_labels = None
depends_on = None

JSON = models.columns.JSON
WORDS = sqlmodel.sql.sqltypes.AutoString
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
        sa.Column("pings", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["street_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("day", "street_id"),
    )
    op.create_table(
        "group_ping",
        sa.Column("chat_id", BIG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "day", "number"),
    )
    op.create_table(
        "fact_ask",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", WORDS(), nullable=False),
        sa.Column("ref_id", BIG, nullable=False),
        sa.Column("street_id", BIG, nullable=False),
        sa.Column("author", BIG, nullable=False),
        sa.Column("at", models.columns.Moment(timezone=True), nullable=False),
        sa.Column("topic", WORDS(), nullable=False),
        sa.Column("words", WORDS(), nullable=False),
        sa.Column("paths", JSON, nullable=False),
        sa.Column("buildings", JSON, nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["street_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "ref_id", "street_id"),
    )
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("insists", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("fact_ask", schema=None) as batch_op:
        batch_op.create_index("fact_ask_lately", ["street_id", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("insists")
    op.drop_table("fact_ask")
    op.drop_table("group_ping")
    op.drop_table("burden_day")
