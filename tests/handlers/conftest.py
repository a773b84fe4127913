"""Stories on a database of their own; whatever they tell, the house rules are checked when they end."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from models.session import Database
from tests.handlers.story import Story


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
        stories.append(Story(database, town, locale))
        return stories[-1]

    yield begin
    for story in stories:
        story.end()
    database.close()


def _in_haste(connection: sa.engine.interfaces.DBAPIConnection, record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """The usual town: a street, a community, two grids with a residents' group each; staff have pressed start."""
    return open_story()
