"""Stories on a database of their own; whatever they tell, the house rules are checked when they end."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.session import Database
from tests.handlers.story import Story

_settled: dict[str, Path] = {}
_folder = tempfile.TemporaryDirectory(prefix="desk-towns-")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database a story runs on; `story.on_both` runs it on each."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def open_story(engine: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Story]]:
    """Begins the one story of a test; arguments as for Story."""
    url = request.getfixturevalue("sqlite_url" if engine == "sqlite" else "postgres_url")
    database = Database(url)
    if engine == "sqlite":
        sa.event.listen(database.engine, "connect", _in_haste)
    stories: list[Story] = []

    def begin(town: str = "", locale: str = "zh") -> Story:
        settled = engine == "sqlite" and not stories and _moved_in(database, town)
        stories.append(Story(database, town, locale, settled))
        if engine == "sqlite" and len(stories) == 1 and not settled:
            _keep(database, town)
        return stories[-1]

    yield begin
    for story in stories:
        story.end()
    database.close()


def _moved_in(database: Database, town: str) -> bool:
    """Whether a file with this town was there to be copied; to import it anew takes a fifth of a story."""
    assert database.path
    if town in _settled:
        shutil.copy(_settled[town], database.path)
    return town in _settled


def _keep(database: Database, town: str) -> None:
    """Keeps the file of a town that has just been imported."""
    assert database.path
    kept = Path(_folder.name) / f"{len(_settled)}.db"
    with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
    _settled[town] = kept


def _in_haste(connection: sa.engine.interfaces.DBAPIConnection, record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """The usual town: a street, a community, two grids with a residents' group each; staff have pressed start."""
    return open_story()
