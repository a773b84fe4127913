"""Call-outs: their seats, and who was asked."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0016_callout"
down_revision = "0015_temporary"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = models.columns.Moment(timezone=True)
WORDS = sqlmodel.sql.sqltypes.AutoString
JSON = models.columns.JSON


def upgrade() -> None:
    op.create_table(
        "callout",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("state", WORDS(), nullable=False),
        sa.Column("author", BIG, nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("area_id", BIG, nullable=False),
        sa.Column("spot", WORDS(), nullable=False),
        sa.Column("note", WORDS(), nullable=False),
        sa.Column("wanted", JSON, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("steps", JSON, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("card_row", BIG, nullable=True),
        sa.Column("card_at", MOMENT, nullable=True),
        sa.Column("carded_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.ForeignKeyConstraint(["area_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("callout", schema=None) as batch_op:
        for name in ("author", "due_at", "card_at"):
            batch_op.create_index(f"ix_callout_{name}", [name], unique=False)
    op.create_table(
        "callout_seat",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("callout_id", BIG, nullable=False),
        sa.Column("role", WORDS(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["callout_id"], ["callout.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("callout_id", "role", "number"),
        sa.UniqueConstraint("callout_id", "user_id"),
    )
    op.create_table(
        "callout_person",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("callout_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("role", WORDS(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", WORDS(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("message", BIG, nullable=True),
        sa.ForeignKeyConstraint(["callout_id"], ["callout.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("callout_id", "user_id"),
    )
    with op.batch_alter_table("callout_person", schema=None) as batch_op:
        batch_op.create_index("callout_person_user", ["user_id", "state"], unique=False)
    op.create_table(
        "callout_event",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("callout_id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", BIG, nullable=False),
        sa.Column("kind", WORDS(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(["callout_id"], ["callout.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("callout_event", schema=None) as batch_op:
        batch_op.create_index("ix_callout_event_callout_id", ["callout_id"], unique=False)


def downgrade() -> None:
    for name in ("callout_event", "callout_person", "callout_seat", "callout"):
        op.drop_table(name)
