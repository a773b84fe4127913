"""Stories on a database of their own; whatever they tell, the house rules are checked when they end."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.session import Database
from tests.handlers.stage import Stage
from tests.handlers.story import ROTA, TOWN, TWO_COMPOUNDS, Story

# An engine of its own for each story would compile every statement anew: a sixth of a story's time.
_engines: dict[str, Database] = {}


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database a story runs on; `story.on_both` runs it on each."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where the stories of this process take place on SQLite."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("towns") / "desk.db")
    database = Database(f"sqlite:///{path}")
    sa.event.listen(database.engine, "connect", _in_haste)
    stage = Stage(database)
    yield stage
    stage.end()


@pytest.fixture
def open_story(engine: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Story]]:
    """Begins the one story of a test; arguments as for Story."""
    stage = request.getfixturevalue("stage") if engine == "sqlite" else None
    database = stage.database if stage else _opened(request.getfixturevalue("postgres_url"))
    stories: list[Story] = []

    def begin(town: str = "", locale: str = "zh") -> Story:
        if stage and stories:
            stage.arrive()
        stories.append(Story(database, town, locale, None if stories else stage, request.path))
        if stage and "monkeypatch" in request.fixturenames:
            stage.leave()
        return stories[-1]

    yield begin
    for story in stories:
        story.end()
    if not stage:
        database.rest()


def _opened(url: str) -> Database:
    """The database of a story, opened once in this process."""
    if url not in _engines:
        _engines[url] = Database(url)
    return _engines[url]


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
