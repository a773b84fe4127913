"""Alembic's entry: runs the revisions on the connection that models.migrations was given."""

from alembic import context
from sqlmodel import SQLModel

import models.alarm
import models.asking
import models.broadcast
import models.burden
import models.callout
import models.care
import models.correction
import models.fact
import models.handover
import models.household
import models.inbox
import models.incident
import models.known_matter
import models.notice
import models.outbox
import models.ping
import models.place
import models.proposal
import models.receipt
import models.rota
import models.schedule
import models.slot
import models.supervision
import models.ticket
import models.whistle  # noqa: F401

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
