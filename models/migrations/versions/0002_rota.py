"""Who does which duty when: rotas, leaves, swaps."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import models.columns

revision = "0002_rota"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
WORD = sqlmodel.sql.sqltypes.AutoString()
MOMENT = models.columns.Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rota_line",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("weekdays", JSON, nullable=False),
        sa.Column("starts", WORD, nullable=False),
        sa.Column("ends", WORD, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["person.user_id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rota_line_place_id", "rota_line", ["place_id"])
    op.create_table(
        "staff_leave",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("substitute", BIG, nullable=True),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_staff_leave_user_id", "staff_leave", ["user_id"])
    op.create_index("ix_staff_leave_ends_at", "staff_leave", ["ends_at"])
    op.create_table(
        "duty_swap",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("one", BIG, nullable=False),
        sa.Column("other", BIG, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_duty_swap_other", "duty_swap", ["other"])
    op.create_index("ix_duty_swap_ends_at", "duty_swap", ["ends_at"])


def downgrade() -> None:
    op.drop_table("duty_swap")
    op.drop_table("staff_leave")
    op.drop_table("rota_line")
