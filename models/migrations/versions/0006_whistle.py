"""吹哨报到: departments called for tickets."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0006_whistle"
down_revision = "0005_alarm"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sqlmodel.sql.sqltypes.AutoString()
MOMENT = models.columns.Moment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "whistle",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("ticket_id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("urgency", TEXT, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("called_by", BIG, nullable=False),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.Column("planned_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("grade", TEXT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("look_at", MOMENT, nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_whistle_ticket_id", "whistle", ["ticket_id"])
    op.create_index("whistle_department", "whistle", ["department_id", "stage"])
    op.create_index("whistle_look", "whistle", ["look_at"], postgresql_where=sa.text("look_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("whistle")
