"""A SQLite file is brought into another database whole, with its numbers, or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from models.carrying import carry
from models.inbox import Inbox
from models.locks import FileTenure
from models.migrations import migrate, tables
from models.place import Place
from models.session import Database, DatabaseTrouble, insert
from tests.bot.parts import NOON


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.partition(":///")[2])


@pytest.fixture(params=("sqlite", "postgresql"))
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty desk's database on each engine."""
    there = f"sqlite:///{tmp_path / 'other.db'}"
    database = Database(there if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    migrate(database)
    yield database
    database.close()


def update(number: int) -> dict[str, Any]:
    return {"bot_id": 1, "update_id": number, "lane": -1, "body": b"{}", "received_at": NOON, "arrived_at": NOON}


def fill(file: Path) -> None:
    """A row of everything that has no row above it, a place under one that came later, a hole among the numbers."""
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        for number in range(1, 2003):
            insert(session, Inbox, **update(number))
        session.connection().execute(sa.delete(Inbox).where(sa.column("id") < 1000))
        low = insert(session, Place, code="a", level="grid", name="一")
        high = insert(session, Place, code="b", level="community", name="二")
        place = Place.__table__  # type: ignore[attr-defined]
        session.connection().execute(sa.update(place).where(place.c.id == low).values(parent_id=high))
    database.close()


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading() as connection:
        order = {table: sorted(table.primary_key, key=lambda key: key.name) for table in tables()}
        rows = {t.name: connection.execute(sa.select(t).order_by(*order[t])).mappings().all() for t in tables()}
    return {name: [dict(row) for row in told] for name, told in rows.items()}


def test_all_arrives_with_its_numbers_and_the_next_number_is_free(file: Path, target: Database) -> None:
    fill(file)
    source = Database(f"sqlite:///{file}")
    before = everything(source)
    assert carry(file, target) == sum(map(len, before.values()))
    assert everything(target) == before == everything(source)
    source.close()
    with target.transaction() as session:
        assert insert(session, Inbox, **update(5000)) == 2003
        assert insert(session, Place, code="c", level="community", name="三") == 3


def test_nothing_is_put_beside_what_is_there(file: Path, target: Database) -> None:
    fill(file)
    with target.transaction() as session:
        insert(session, Place, code="z", level="street", name="街")
    with pytest.raises(DatabaseTrouble, match=r"is in use \(1 tables have rows\): make a new one"):
        carry(file, target)
    assert [row["code"] for row in everything(target)["place"]] == ["z"]


def test_what_fails_half_way_leaves_nothing(file: Path, target: Database) -> None:
    fill(file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE place SET parent_id = 99 WHERE code = 'a'")
    with pytest.raises((DatabaseTrouble, sa.exc.IntegrityError)):
        carry(file, target)
    assert not any(everything(target).values())


def test_a_desk_that_runs_on_the_file_is_stopped_first(file: Path, target: Database) -> None:
    running = FileTenure(file)
    with pytest.raises(DatabaseTrouble, match="is running on"):
        carry(file, target)
    running.close()
    carry(file, target)


def test_the_file_must_be_there_of_this_version_and_another_one(file: Path, target: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="There is no database at"):
        carry(tmp_path / "none.db", target)
    here = Database(f"sqlite:///{file}")
    with pytest.raises(DatabaseTrouble, match="itself"):
        carry(file, here)
    migrate(here, "0020_sweeps")
    here.close()
    with pytest.raises(DatabaseTrouble, match="run migrate"):
        carry(file, target)
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "notes.txt").write_text("no database at all, whatever it is called", encoding="utf-8")
    with pytest.raises(DatabaseTrouble, match=r"notes\.txt: The database cannot be reached: file is not a database"):
        carry(tmp_path / "notes.txt", target)
    assert not (tmp_path / "notes.txt.lock").exists()
