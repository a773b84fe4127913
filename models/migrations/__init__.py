"""The tables' history."""

import importlib
import pkgutil
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import models
from models.session import Database, DatabaseTrouble


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def tables() -> list[sa.Table]:
    """Every table there is, those that others name first."""
    for module in pkgutil.iter_modules(models.__path__):
        if not module.ispkg:
            importlib.import_module(f"models.{module.name}")
    return SQLModel.metadata.sorted_tables


def migrate(database: Database, revision: str = "head") -> None:
    """Brings the tables to a revision: "head", "base" or an id; where that fails they stay as they were. Raises
    DatabaseTrouble for tables newer than we are, and where the file is somebody else's.
    """
    if locked := database.unwritable():
        raise DatabaseTrouble(locked)
    config = _config()
    _refuse_newer(database)
    present, newest = revisions(database)
    if present == (newest if revision == "head" else revision):
        return
    move = command.downgrade if revision in _older_than(present) else command.upgrade
    with database.rebuilding() as connection:
        config.attributes["connection"] = connection
        move(config, revision)


def _older_than(present: str | None) -> set[str]:
    history = ScriptDirectory.from_config(_config()).walk_revisions(head=present) if present else ()
    return {"base", *(script.revision for script in history)}


def revisions(database: Database) -> tuple[str | None, str | None]:
    """The revision the tables stand at, and the newest there is."""
    with database.reading() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present, ScriptDirectory.from_config(_config()).get_current_head()


def need_newest(database: Database) -> None:
    """Raises DatabaseTrouble unless the tables are those of this version."""
    _refuse_newer(database)
    present, newest = revisions(database)
    if present != newest:
        raise DatabaseTrouble(f"The tables stand at {present or 'nothing'}, this version needs {newest}: run migrate.")


def _refuse_newer(database: Database) -> None:
    present, _ = revisions(database)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if present is not None and present not in known:
        raise DatabaseTrouble(f"The tables stand at {present}, which only a newer version of the desk knows.")
