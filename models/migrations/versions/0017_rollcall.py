"""Roll calls with their answers, chain texts, door campaigns with their households."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0017_rollcall"
down_revision = "0016_callout"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sqlmodel.sql.sqltypes.AutoString


def moment(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, models.columns.Moment(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "rollcall",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("shape", WORDS(), nullable=False),
        sa.Column("items", models.columns.JSON, nullable=False),
        sa.Column("measure", WORDS(), nullable=False),
        moment("deadline_at", nullable=False),
        sa.Column("stage", WORDS(), nullable=False),
        sa.Column("chased", sa.Boolean(), nullable=False),
        moment("due_at"),
        sa.Column("told_part", BIG, nullable=False),
        sa.Column("board_row", BIG, nullable=True),
        moment("board_at"),
        sa.Column("chat_id", BIG, nullable=True),
        sa.Column("heading", WORDS(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("rollcall", schema=None) as batch_op:
        for column in ("due_at", "board_at", "chat_id"):
            batch_op.create_index(f"ix_rollcall_{column}", [column], unique=False)
    op.create_table(
        "rollcall_answer",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("rollcall_id", BIG, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("household", WORDS(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("how", WORDS(), nullable=False),
        sa.Column("note", WORDS(), nullable=False),
        moment("at", nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.ForeignKeyConstraint(["rollcall_id"], ["rollcall.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("rollcall_id", "place_id", "household", "item"),
    )
    with op.batch_alter_table("rollcall_answer", schema=None) as batch_op:
        batch_op.create_index("rollcall_answer_user", ["user_id", "rollcall_id"], unique=False)
    op.create_table(
        "chain_text",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("title", WORDS(), nullable=False),
        sa.Column("text", WORDS(), nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        moment("at", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "message_id"),
    )
    with op.batch_alter_table("chain_text", schema=None) as batch_op:
        batch_op.create_index("chain_text_at", ["at"], unique=False)
    _doors()


def _doors() -> None:
    op.create_table(
        "door_campaign",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("state", WORDS(), nullable=False),
        sa.Column("author", BIG, nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("scope_id", BIG, nullable=False),
        sa.Column("told", models.columns.JSON, nullable=False),
        sa.Column("rollcall_id", BIG, nullable=True),
        sa.Column("words", WORDS(), nullable=False),
        moment("ends_at", nullable=False),
        moment("due_at"),
        moment("told_at"),
        sa.Column("card_row", BIG, nullable=True),
        moment("card_at"),
        moment("created_at", nullable=False),
        sa.ForeignKeyConstraint(["scope_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("door_campaign", schema=None) as batch_op:
        for column in ("due_at", "card_at"):
            batch_op.create_index(f"ix_door_campaign_{column}", [column], unique=False)
    op.create_table(
        "door_home",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("campaign_id", BIG, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("building", WORDS(), nullable=False),
        sa.Column("unit", WORDS(), nullable=False),
        sa.Column("room", WORDS(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", WORDS(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("taken_by", BIG, nullable=True),
        moment("taken_until"),
        moment("again_at"),
        sa.Column("by", BIG, nullable=True),
        moment("at"),
        sa.Column("note", WORDS(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["door_campaign.id"]),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign_id", "place_id", "building", "unit", "room"),
    )
    with op.batch_alter_table("door_home", schema=None) as batch_op:
        batch_op.create_index("door_home_state", ["campaign_id", "place_id", "building", "state"], unique=False)


def downgrade() -> None:
    for table in ("door_home", "door_campaign", "chain_text", "rollcall_answer", "rollcall"):
        op.drop_table(table)
