"""Alembic's entry: runs the revisions on the connection that models.migrations was given."""

from alembic import context
from sqlmodel import SQLModel

from models.migrations import tables

tables()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
