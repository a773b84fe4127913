"""What is suspended is found by its place and matter without looking at all that was ever told there."""

import sqlalchemy as sa
from alembic import op

revision = "0032_ticket_resting_alike"
down_revision = "0031_ticket_compound"
branch_labels = None
depends_on = None

SUSPENDED = sa.text("state = 'suspended'")


def upgrade() -> None:
    where = {"sqlite_where": SUSPENDED, "postgresql_where": SUSPENDED}
    op.create_index("ticket_resting_alike", "ticket", ["place_id", "matter"], **where)


def downgrade() -> None:
    op.drop_index("ticket_resting_alike", table_name="ticket")
