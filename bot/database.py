"""The database as the commands open it."""

from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings
from models.locks import migrating
from models.migrations import migrate, need_newest
from models.session import Database, DatabaseTrouble


@contextmanager
def migrated(settings: Settings) -> Iterator[Database]:
    """The database, brought to this version's tables. Raises DatabaseTrouble."""
    with _reached(settings) as database:
        with migrating(database):
            migrate(database)
        yield database


@contextmanager
def as_it_stands(settings: Settings) -> Iterator[Database]:
    """The database for who only looks: nothing is made or changed. Raises DatabaseTrouble."""
    file = settings.database_file
    if file is not None and not file.exists():
        raise DatabaseTrouble(f"There is no database at {file} (DESK_DATABASE_URL): run or import makes it")
    with _reached(settings) as database:
        need_newest(database)
        yield database


@contextmanager
def _reached(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    try:
        database.check()
        yield database
    finally:
        database.close()
