"""Incidents: tickets of one matter in one community under a lead ticket."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0008_incident"
down_revision = "0007_late_readings"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = models.columns.Moment(timezone=True)
GOING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("matter", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("lead_id", BIG, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["place.id"]),
        sa.ForeignKeyConstraint(["lead_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "incident_going",
        "incident",
        ["community_id", "matter"],
        unique=True,
        sqlite_where=GOING,
        postgresql_where=GOING,
    )
    op.create_table(
        "incident_part",
        sa.Column("ticket_id", BIG, autoincrement=False, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("tied_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"]),
        sa.PrimaryKeyConstraint("ticket_id"),
    )
    op.create_index("ix_incident_part_incident_id", "incident_part", ["incident_id"])
    op.create_index("ticket_street_alike", "ticket", ["street_id", "matter", "created_at"])


def downgrade() -> None:
    op.drop_index("ticket_street_alike", table_name="ticket")
    op.drop_table("incident_part")
    op.drop_table("incident")
