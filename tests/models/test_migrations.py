"""The tables' history: up, down, up again, and the models match it, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

import models.alarm
import models.asking
import models.attachment
import models.broadcast
import models.broadcast_sending
import models.burden
import models.callout
import models.care
import models.correction
import models.delivery
import models.door
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
import models.rollcall
import models.rota
import models.schedule
import models.slot
import models.supervision
import models.ticket
import models.whistle  # noqa: F401
from models.migrations import migrate, revisions
from models.session import Database
from tests.conftest import ENGINES, PostgresServer


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, once on each engine."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
        yield database
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    database = Database(server.create("desk_empty"))
    yield database
    database.close()
    server.drop("desk_empty")


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_down_up(empty: Database) -> None:
    wanted = {table.name for table in SQLModel.metadata.sorted_tables}
    migrate(empty)
    assert tables(empty) == wanted
    migrate(empty, "base")
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == wanted


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate(empty)
    present, head = revisions(empty)
    migrate(empty)
    assert revisions(empty) == (present, head)
    assert present == head


def test_an_empty_database_says_so(empty: Database) -> None:
    present, head = revisions(empty)
    assert present is None
    assert head


def test_the_models_match_the_tables(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
