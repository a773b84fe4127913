"""Saved lists of receivers."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0019_audience_list"
down_revision = "0018_notice_ticket"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "audience_list",
        sa.Column("id", BIG, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("name", WORDS(), nullable=False),
        sa.Column("typed", WORDS(), nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("at", models.columns.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("place_id", "name"),
    )


def downgrade() -> None:
    op.drop_table("audience_list")
