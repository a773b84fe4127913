"""Columns that were written and that nothing ever read are gone."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.columns

revision = "0030_unread_columns"
down_revision = "0029_ticket_resting"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite"), "0"
MOMENT = models.columns.Moment(timezone=True), "2000-01-01 00:00:00.000000"
WORDS = sqlmodel.sql.sqltypes.AutoString(), ""
# The type of each, and what stands in it after a way back: None where nothing may.
UNREAD = {
    "audience_list": {"made_by": NUMBER, "at": MOMENT},
    "call_out": {"created_at": MOMENT},
    "callout": {"bot_id": NUMBER},
    "care_person": {"made_by": NUMBER, "made_at": MOMENT},
    "correction": {"actor": NUMBER, "at": MOMENT},
    "duty_swap": {"asked_at": MOMENT, "decided_at": (MOMENT[0], None)},
    "handover_form": {"made_at": MOMENT},
    "incident": {"since": MOMENT, "made_at": MOMENT},
    "incident_part": {"tied_at": MOMENT},
    "known_matter": {"chat_id": NUMBER, "message_id": NUMBER},
    "notice": {"state": WORDS},
    "proposal": {"decided_by": (NUMBER[0], None)},
    "report": {"album": WORDS},
    "schedule": {"last_at": (MOMENT[0], None), "created_at": MOMENT},
    "slot": {"at": MOMENT},
    "supervision_order": {"by": NUMBER, "refused_at": (MOMENT[0], None)},
    "voice_note": {"topic": (NUMBER[0], None), "user_id": NUMBER, "name": WORDS},
    "vulnerable_household": {"by": NUMBER, "at": MOMENT},
    "whistle": {
        "called_by": NUMBER, "reported_at": (MOMENT[0], None), "planned_at": (MOMENT[0], None),
        "over_at": (MOMENT[0], None),
    },
}  # fmt: skip


def upgrade() -> None:
    for table, columns in UNREAD.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.drop_column(name)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("owner_place_id")


def downgrade() -> None:
    for table, columns in UNREAD.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, (kind, usual) in columns.items():
                batch_op.add_column(sa.Column(name, kind, nullable=usual is None, server_default=usual))
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_place_id", NUMBER[0], nullable=True))
    op.execute("UPDATE ticket SET owner_place_id = place_id")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.alter_column("owner_place_id", existing_type=NUMBER[0], nullable=False)
        batch_op.create_foreign_key("fk_ticket_owner_place", "place", ["owner_place_id"], ["id"])
