"""Stories on a database of their own; whatever they tell, the house rules are checked when they end."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.session import Database
from tests.handlers.story import ROTA, TOWN, TWO_COMPOUNDS, Story

_settled: dict[str, Path] = {}
# An engine of its own for each story would compile every statement anew: a sixth of a story's time.
_engines: dict[str, Database] = {}


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database a story runs on; `story.on_both` runs it on each."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stories of this process take place."""
    return tmp_path_factory.mktemp("towns")


@pytest.fixture
def open_story(engine: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Story]]:
    """Begins the one story of a test; arguments as for Story."""
    database = _refilled(request) if engine == "sqlite" else _opened(request.getfixturevalue("postgres_url"))
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
    database.rest()


def _opened(url: str) -> Database:
    """The database of a story, opened once in this process."""
    if url not in _engines:
        _engines[url] = Database(url)
        if _engines[url].is_sqlite:
            sa.event.listen(_engines[url].engine, "connect", _in_haste)
    return _engines[url]


def _refilled(request: pytest.FixtureRequest) -> Database:
    """A file with nothing but the newest tables, at the same place for each story."""
    path: Path = request.getfixturevalue("towns") / "desk.db"
    for left in path.parent.glob("desk.db*"):
        left.unlink()
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return _opened(f"sqlite:///{path}")


def _moved_in(database: Database, town: str) -> bool:
    """Whether a file with this town was there to be copied; to import it anew takes a fifth of a story."""
    assert database.path
    if town in _settled:
        shutil.copy(_settled[town], database.path)
    return town in _settled


def _keep(database: Database, town: str) -> None:
    """Keeps the file of a town that has just been imported."""
    assert database.path
    kept = Path(database.path).parent / f"{len(_settled)}.db"
    with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
    _settled[town] = kept


def _in_haste(connection: sa.engine.interfaces.DBAPIConnection, record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    # What is asked for in no order comes in another one than usual, as it may from PostgreSQL after any update.
    connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.fixture
def story(open_story: Callable[..., Story], request: pytest.FixtureRequest) -> Story:
    """The usual town: a street, a community, two grids with a residents' group each. Where a test or its file is
    marked `all_staff`, the staff have pressed start."""
    story = open_story()
    if request.node.get_closest_marker("all_staff"):
        story.all_staff()
    return story


@pytest.fixture
def rostered(open_story: Callable[..., Story]) -> Story:
    """Gao Xiaoyan is on by day with Gao Yali behind her, Gao Yali at the weekend and at night."""
    story = open_story(TOWN.read_text(encoding="utf-8") + ROTA)
    story.all_staff()
    return story


@pytest.fixture
def town(open_story: Callable[..., Story]) -> Story:
    """A town of which one grid has the building 3 of two compounds."""
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.sweep()
    return story
