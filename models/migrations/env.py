"""Alembic's entry: runs the revisions on the connection that models.migrations was given."""

import importlib
import pkgutil

from alembic import context
from sqlmodel import SQLModel

import models

# Every table there is, so that none is forgotten.
for module in pkgutil.iter_modules(models.__path__):
    if not module.ispkg:
        importlib.import_module(f"models.{module.name}")

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
