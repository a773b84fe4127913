"""A report keeps the telephones told with it apart from its words."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0028_report_contact"
down_revision = "0027_invite_department"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report") as table:
        words = sqlmodel.sql.sqltypes.AutoString()
        table.add_column(sa.Column("contact", words, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("report") as table:
        table.drop_column("contact")
