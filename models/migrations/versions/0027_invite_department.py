"""A link may give a place in a department."""

import sqlalchemy as sa
from alembic import op

revision = "0027_invite_department"
down_revision = "0026_ticket_in_touch"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("invite") as table:
        table.add_column(sa.Column("department_id", BIG, nullable=True))
        table.create_foreign_key("fk_invite_department", "department", ["department_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("invite") as table:
        table.drop_constraint("fk_invite_department", type_="foreignkey")
        table.drop_column("department_id")
