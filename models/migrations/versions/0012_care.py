"""Care visits: who is visited, when they were, who looked."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0012_care"
down_revision = "0011_broadcast_file"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "care_person",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("name", WORDS(), nullable=False),
        sa.Column("home", WORDS(), nullable=False),
        sa.Column("reason", WORDS(), nullable=False),
        sa.Column("rhythm", WORDS(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("consent", WORDS(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", models.columns.Moment(timezone=True), nullable=False),
        sa.Column("visited", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("place_id", "name", "home", "rhythm"),
    )
    with op.batch_alter_table("care_person", schema=None) as batch_op:
        batch_op.create_index("ix_care_person_expires", ["expires"], unique=False)
    op.create_table(
        "care_view",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=False),
        sa.Column("at", models.columns.Moment(timezone=True), nullable=False),
        sa.Column("act", WORDS(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("care_view", schema=None) as batch_op:
        batch_op.create_index("ix_care_view_person_id", ["person_id"], unique=False)
    op.create_table(
        "care_visit",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("occasion", WORDS(), nullable=False),
        sa.Column("cycle", sa.Date(), nullable=False),
        sa.Column("told", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("done_at", models.columns.Moment(timezone=True), nullable=True),
        sa.Column("done_by", BIG, nullable=True),
        sa.Column("note", WORDS(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["care_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "occasion", "cycle"),
    )
    with op.batch_alter_table("care_visit", schema=None) as batch_op:
        batch_op.create_index("care_visit_open", ["done_at", "told"], unique=False)
        batch_op.create_index("ix_care_visit_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("care_visit")
    op.drop_table("care_view")
    op.drop_table("care_person")
