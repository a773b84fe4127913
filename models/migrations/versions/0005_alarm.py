"""Alarms, calls by SMS or voice, and notices that are gathered."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import models.columns

revision = "0005_alarm"
down_revision = "0004_handover"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
WORD = sqlmodel.sql.sqltypes.AutoString()
MOMENT = models.columns.Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("ticket_id", BIG, autoincrement=False, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.Column("called", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    op.create_index("ix_alarm_due_at", "alarm", ["due_at"])
    op.create_table(
        "call_out",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("key", WORD, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", WORD, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_call_out_ticket_id", "call_out", ["ticket_id"])
    op.create_table(
        "notice",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("service_class", WORD, nullable=False),
        sa.Column("face", JSON, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_ticket_id", "notice", ["ticket_id"])
    op.create_index("ix_notice_due_at", "notice", ["due_at"])
    op.create_index("notice_of", "notice", ["user_id", "said_at"])


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("call_out")
    op.drop_table("alarm")
