"""What is suspended is found by its group without looking at all that was ever said there."""

import sqlalchemy as sa
from alembic import op

revision = "0029_ticket_resting"
down_revision = "0028_report_contact"
branch_labels = None
depends_on = None

SUSPENDED = sa.text("state = 'suspended'")


def upgrade() -> None:
    where = {"sqlite_where": SUSPENDED, "postgresql_where": SUSPENDED}
    op.create_index("ticket_resting", "ticket", ["chat_id", "heard_at"], **where)


def downgrade() -> None:
    op.drop_index("ticket_resting", table_name="ticket")
