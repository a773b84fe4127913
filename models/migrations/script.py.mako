"""${message}"""

import sqlalchemy as sa
from alembic import op

import sqlmodel
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import models.columns

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
