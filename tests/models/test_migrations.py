"""The tables' history: up, down, up again, and the models match it, on both engines."""

import hashlib
import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import models
import models.migrations
from models.migrations import migrate, revisions
from models.session import Database, DatabaseTrouble
from tests.conftest import ENGINES, PostgresServer

for module in pkgutil.iter_modules(models.__path__):
    importlib.import_module(f"models.{module.name}")
HISTORY = [
    script.revision for script in ScriptDirectory(str(Path(models.migrations.__file__).parent)).walk_revisions()
][::-1]
BEFORE_CONTACT = "0025_ticket_indexes"
# The first of each file's SHA-256: others have taken these steps already.
TAKEN = Path(__file__).with_name("revisions.txt")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


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


def value(column: sa.Column[Any], number: int) -> Any:
    """Something for a column; a number names the row of that number where it names any."""
    values = {
        bool: True,
        int: number,
        float: number / 2,
        str: f"{column.name} {number}",
        bytes: b"%d" % number,
        object: {"row": number},
        datetime: NOON,
        date: NOON.date(),
    }
    return values[column.type.python_type]


def fill(database: Database) -> None:
    """Two rows into every table that has none."""
    bare = [name for name, found in rows(database).items() if not found]
    metadata = sa.MetaData()
    metadata.reflect(database.engine, only=bare)
    with database.engine.begin() as connection:
        for table in [each for each in metadata.sorted_tables if each.name in bare]:
            new = [{column.name: value(column, number) for column in table.columns} for number in (1, 2)]
            connection.execute(table.insert(), new)


def rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    """What stands in every table."""
    with database.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(sa.text(f'SELECT * FROM "{name}" ORDER BY 1')).mappings()]
            for name in tables(database)
        }


def kept(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> None:
    """Every row of every table that is still there, with every value that still has its column."""
    for name in before.keys() & after.keys():
        columns = before[name][0].keys() & after[name][0].keys() if after[name] else set()
        assert after[name], name
        assert [{key: row[key] for key in columns} for row in after[name]] == [
            {key: row[key] for key in columns} for row in before[name]
        ], name


def test_every_step_up_keeps_every_row(empty: Database) -> None:
    for revision in HISTORY:
        before = rows(empty)
        migrate(empty, revision)
        kept(before, rows(empty))
        fill(empty)


def test_every_step_down_keeps_every_row(empty: Database) -> None:
    migrate(empty)
    fill(empty)
    for revision in HISTORY[-2::-1]:
        before = rows(empty)
        migrate(empty, revision)
        kept(before, rows(empty))


def half_done(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Rows in tables that stand before the step that makes the tickets anew."""
    migrate(database, BEFORE_CONTACT)
    fill(database)
    return rows(database)


def test_a_failed_migration_leaves_everything_as_it_was(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = half_done(empty)
    monkeypatch.setattr(op, "execute", lambda statement: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate(empty)
    assert rows(empty) == before
    assert revisions(empty)[0] == BEFORE_CONTACT


def test_a_migration_that_loses_what_rows_name_is_not_kept(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = half_done(empty)
    monkeypatch.setattr(op, "execute", lambda _: op.get_bind().exec_driver_sql("DELETE FROM person"))
    with pytest.raises((DatabaseTrouble, sa.exc.IntegrityError)):
        migrate(empty)
    assert rows(empty) == before
    with pytest.raises(sa.exc.IntegrityError), empty.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person")


def test_what_was_astray_before_is_no_bar(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    half_done(database)
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("DELETE FROM person WHERE user_id = 2")
    connection.close()
    migrate(database)
    assert revisions(database)[0] == HISTORY[-1]
    database.close()


def test_columns_a_step_once_took_away_are_back(empty: Database) -> None:
    migrate(empty, "0032_ticket_resting_alike")
    fill(empty)
    whole = rows(empty)
    with empty.engine.begin() as connection:
        for table, column in (("known_matter", "made_by"), ("staff_leave", "made_by"), ("staff_leave", "made_at")):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    before = rows(empty)
    migrate(empty)
    kept(before, rows(empty))
    assert [row["made_by"] for row in rows(empty)["staff_leave"]] == [0, 0]
    assert {name: set(found[0]) for name, found in rows(empty).items()} == {
        name: set(found[0]) for name, found in whole.items()
    }
    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_a_step_that_others_have_taken_stays_as_it_is() -> None:
    """What is to change is a new step, with a line of its own in revisions.txt."""
    files = sorted((Path(models.migrations.__file__).parent / "versions").glob("0*.py"))
    now = [f"{file.stem} {hashlib.sha256(file.read_bytes()).hexdigest()[:8]}" for file in files]
    assert now == TAKEN.read_text().splitlines()
