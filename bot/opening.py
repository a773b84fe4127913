"""The database as the commands open it, and the import of a town's file into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.faults import ConfigurationFaults, Fault
from config.settings import Settings, bot_id
from config.town import read_town
from models.locks import migrating
from models.migrations import migrate, need_newest
from models.session import Database, DatabaseTrouble
from models.town_import import Changes, apply, known_departments, known_people, known_places


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


def import_file(settings: Settings, file: Path) -> Changes:
    """Makes what the file names exactly so. Raises ConfigurationFaults, OSError, DatabaseTrouble; then nothing is."""
    text = _text(file)
    with migrated(settings) as database, database.transaction() as session:
        known = known_places(session), known_departments(session), known_people(session)
        bots = {bot_id(token) for token in settings.bot_tokens}
        town = read_town(text, str(file), *known, bots=bots or None)
        return apply(session, town)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigurationFaults([Fault(str(file), line, "this is no UTF-8 text; save the file as UTF-8")]) from None
