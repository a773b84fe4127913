"""The database: URLs, transactions, what is lost and what is wrong, on both engines."""

import asyncio
import sqlite3
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from models.columns import Moment
from models.inbox import Inbox
from models.place import Group, TownVersion
from models.session import (
    Database,
    DatabaseTrouble,
    first_line,
    insert,
    insert_missing,
    is_lost,
    lock_lanes,
    sync_url,
)
from models.session import update as change

NOW = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)


def update(number: int, **values: Any) -> dict[str, Any]:
    row = {"bot_id": 1, "update_id": number, "lane": -1, "body": b"{}", "received_at": NOW, "arrived_at": NOW}
    return row | values


def count(database: Database) -> int:
    with database.transaction() as session:
        return int(session.connection().execute(sa.text("select count(*) from inbox")).scalar_one())


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite+aiosqlite:///data/desk.db", "sqlite"),
        ("sqlite:///data/desk.db", "sqlite"),
        ("postgresql+asyncpg://u:p@h/n", "postgresql+psycopg"),
        ("postgresql://u:p@h/n", "postgresql+psycopg"),
    ],
)
def test_the_settings_urls_are_understood(url: str, driver: str) -> None:
    assert sync_url(url).drivername == driver


@pytest.mark.parametrize("url", ["nonsense", "mysql://u:secret@h/n", "://"])
def test_other_urls_are_one_clear_line_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseTrouble, match="DESK_DATABASE_URL") as trouble:
        sync_url(url)
    assert "secret" not in str(trouble.value)
    assert "\n" not in str(trouble.value)


@pytest.mark.parametrize("url", ["postgresql://u:secret@127.0.0.1:1/n", "sqlite:////proc/nowhere/desk.db"])
def test_an_unreachable_database_is_one_clear_line(url: str) -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        Database(url).check()
    assert "secret" not in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_a_transaction_commits_whole_or_not_at_all(database: Database) -> None:
    with database.transaction() as session:
        insert(session, Inbox, **update(1))
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        insert(session, Inbox, **update(2))
        session.add(Group(chat_id=1))
        raise ZeroDivisionError
    assert count(database) == 1


def test_what_the_orm_holds_is_written_at_the_end(database: Database) -> None:
    with database.transaction() as session:
        session.add(Group(chat_id=-100200300400, name="群"))
    with database.transaction() as session:
        group = session.get(Group, -100200300400)
        assert group is not None
        assert group.name == "群"


def test_a_statement_that_fails_does_not_tell_what_residents_wrote(database: Database) -> None:
    said = update(1, body=b"nobody is at home")
    with pytest.raises(IntegrityError) as failure, database.transaction() as session:
        insert(session, Inbox, **said)
        session.add(Inbox(**said))
    assert "at home" not in "".join(traceback.format_exception(failure.value))


def test_a_commit_that_fails_leaves_nothing_and_spoils_nothing(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction() as session:
        session.connection().exec_driver_sql("create table grid (id integer primary key)")
        session.connection().exec_driver_sql("create table house (grid references grid deferrable initially deferred)")
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.connection().exec_driver_sql("insert into house values (7)")
    for grid in (1, 2):
        with database.transaction() as session:
            assert session.connection().exec_driver_sql("select count(*) from house").scalar_one() == grid - 1
            session.connection().exec_driver_sql(f"insert into grid values ({grid})")
            session.connection().exec_driver_sql(f"insert into house values ({grid})")
    database.close()


def test_who_closes_waits_for_what_is_being_written(sqlite_url: str) -> None:
    """It stayed open, and its log beside the file."""
    database, begun, may_end = Database(sqlite_url), threading.Event(), threading.Event()

    def write() -> None:
        with database.transaction() as session:
            session.connection().exec_driver_sql("create table grid (id integer primary key)")
            begun.set()
            may_end.wait(10)

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        begun.wait(10)
        closing = pool.submit(database.close)
        assert not wait([closing], timeout=0.2).done
        may_end.set()
        writing.result(10)
        closing.result(10)
    assert database.path and not database.path.with_name(f"{database.path.name}-wal").exists()


@pytest.mark.parametrize("stops", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_stops_a_transaction_leaves_the_next_one_clean(sqlite_url: str, stops: type[BaseException]) -> None:
    database = Database(sqlite_url)
    with database.transaction() as session:
        session.connection().exec_driver_sql("create table grid (id integer primary key)")
    with pytest.raises(stops), database.transaction() as session:
        session.connection().exec_driver_sql("insert into grid values (1)")
        raise stops
    with database.transaction() as session:
        assert session.connection().exec_driver_sql("select count(*) from grid").scalar_one() == 0
        session.connection().exec_driver_sql("insert into grid values (1)")
    with database.snapshot() as session:
        assert session.connection().exec_driver_sql("select count(*) from grid").scalar_one() == 1
    database.close()


@pytest.mark.parametrize("trouble", ["busy", "full"])
def test_trouble_that_passes_is_told_as_such_and_leaves_nothing(sqlite_url: str, trouble: str) -> None:
    database = Database(sqlite_url)
    with database.transaction() as session:
        session.connection().exec_driver_sql("create table grid (words text)")
        driver: Any = session.connection().connection.driver_connection
        driver.execute("PRAGMA busy_timeout=10")
        driver.execute("PRAGMA max_page_count=8")
    other = sqlite3.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE" if trouble == "busy" else "BEGIN")
    for _ in range(2):
        with pytest.raises(OperationalError) as failure, database.transaction() as session:
            session.connection().exec_driver_sql("insert into grid values (?)", ("x" * 100_000,))
        assert is_lost(failure.value)
    other.close()
    driver.execute("PRAGMA max_page_count=1000")
    for count in (0, 1):
        with database.transaction() as session:
            assert session.connection().exec_driver_sql("select count(*) from grid").scalar_one() == count
            session.connection().exec_driver_sql("insert into grid values (?)", ("x" * 100_000,))
    database.close()


def test_a_file_that_is_made_anew_is_its_owners_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'desk.db'}")
    with database.transaction() as session:
        session.connection().exec_driver_sql("create table words (word text)")
        modes = {each.name: each.stat().st_mode & 0o777 for each in (tmp_path / "data").iterdir()}
    database.close()
    assert modes["desk.db"] == 0o600
    assert set(modes.values()) == {0o600}


def test_insert_counts_up_and_fills_defaults(database: Database) -> None:
    with database.transaction() as session:
        first, second = insert(session, Inbox, **update(1)), insert(session, Inbox, **update(2))
        row = session.get(Inbox, second)
        assert row is not None
        assert second > first
        assert (row.state, row.error) == (0, "")


def test_insert_missing_adds_only_what_is_new(database: Database) -> None:
    with database.transaction() as session:
        assert insert_missing(session, Inbox, [update(1), update(2)]) == 2
        assert insert_missing(session, Inbox, []) == 0
        insert_missing(session, Inbox, [update(2), update(3), update(3)])
    assert count(database) == 3


def test_rows_are_changed_by_what_they_are_and_by_what_they_lack(database: Database) -> None:
    with database.transaction() as session:
        insert_missing(session, Group, [{"chat_id": -1, "name": "一网格"}, {"chat_id": -2, "name": "二网格"}])
        assert change(session, Group, {"chat_id": -1, "gone_at": None}, gone_at=NOW, name="旧") == 1
        assert change(session, Group, {"chat_id": -1, "gone_at": None}, name="又") == 0
        assert change(session, Group, {"chat_id": -3, "gone_at": None}, name="又") == 0
        assert change(session, Group, {"gone_at": NOW}, name="走了") == 1
        kept = sa.select(Group.chat_id, Group.name, Group.gone_at).order_by(Group.chat_id)  # type: ignore[call-overload]
        assert session.connection().execute(kept).all() == [(-2, "二网格", None), (-1, "走了", NOW)]


def test_sixty_four_bit_ids_survive(database: Database) -> None:
    with database.transaction() as session:
        insert(session, Inbox, **update(2**62, lane=-(2**62), bot_id=2**40))
        insert_missing(session, TownVersion, [{"id": 1, "version": 2**40}])
        row = session.connection().execute(sa.text("select update_id, lane, bot_id from inbox")).one()
    assert tuple(row) == (2**62, -(2**62), 2**40)


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    with database.transaction() as session:
        row = insert(session, Inbox, **update(1, received_at=shanghai))
        kept = session.connection().execute(sa.select(Inbox.received_at).where(Inbox.id == row)).scalar_one()  # type: ignore
    assert kept == NOW
    assert kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="without a zone"), database.transaction() as session:
        insert(session, Inbox, **update(1, received_at=datetime(2026, 1, 1)))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))
def test_sqlite_keeps_a_moment_as_the_text_that_sqlalchemy_would_write(at: datetime) -> None:
    dialect = sa.create_engine("sqlite://").dialect
    write, read = Moment().bind_processor(dialect), Moment().result_processor(dialect, None)
    usual = sa.DateTime().dialect_impl(dialect).bind_processor(dialect)
    assert write and read and usual
    assert write(at) == usual(at.astimezone(UTC).replace(tzinfo=None))
    assert read(write(at)) == at.astimezone(UTC)
    assert write(None) is read(None) is None


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))
def test_a_moment_is_the_same_moment_after_the_database(at: datetime) -> None:
    moment, dialect = Moment(), sa.create_engine("sqlite://").dialect
    stored = moment.process_bind_param(at, dialect)
    assert stored is not None
    assert moment.process_result_value(stored.replace(tzinfo=None), dialect) == at.astimezone(UTC)


def test_writers_take_turns_instead_of_failing(database: Database) -> None:
    def write(number: int) -> None:
        with database.transaction() as session:
            session.connection().execute(sa.text("select count(*) from inbox")).all()
            time.sleep(0.01)
            insert(session, Inbox, **update(number))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 8


async def test_run_works_on_a_database_thread_and_raises_what_the_work_raised(database: Database) -> None:
    def work(session: Session, value: int) -> tuple[int, str]:
        return value, threading.current_thread().name

    value, thread = await database.run(work, 3)
    assert value == 3
    assert thread.startswith("database")
    with pytest.raises(ZeroDivisionError):
        await database.run(lambda session: 1 // 0)


async def test_the_loop_goes_on_while_the_database_works(database: Database) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.005)

    async with asyncio.TaskGroup() as group:
        ticking = group.create_task(tick())
        await database.run(lambda session: time.sleep(0.1))
        ticking.cancel()
    assert ticks > 5


# whose fault it is -------------------------------------------------------------------------------------------------


def failure(database: Database, statement: str) -> DBAPIError:
    with pytest.raises(DBAPIError) as raised, database.transaction() as session:
        session.connection().exec_driver_sql(statement)
    return raised.value


@pytest.mark.parametrize(
    "statement",
    ["select * from nowhere", "select nothing from inbox", "selec", "insert into inbox (id) values (1)"],
)
def test_wrong_work_is_not_a_lost_database(database: Database, statement: str) -> None:
    assert not is_lost(failure(database, statement))


def test_a_broken_rule_is_not_a_lost_database(database: Database) -> None:
    with pytest.raises(IntegrityError) as raised, database.transaction() as session:
        insert(session, Inbox, **update(1))
        insert(session, Inbox, **update(1))
    assert not is_lost(raised.value)


def test_too_long_a_word_in_an_index_is_not_a_lost_database(postgres_url: str) -> None:
    database = Database(postgres_url)
    random = "select string_agg(md5(n::text), '') from generate_series(1, 500) n"
    statement = f"insert into slot (subscription, period, at) values (({random}), '', now())"
    assert not is_lost(failure(database, statement))
    database.close()


def test_a_bug_is_not_a_lost_database() -> None:
    assert not is_lost(ValueError("a bug"))


def test_a_locked_file_is_a_lost_database(sqlite_url: str) -> None:
    one = Database(sqlite_url)
    two = sa.create_engine(sync_url(sqlite_url), connect_args={"timeout": 0.05})
    with one.transaction(), two.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.exec_driver_sql("insert into town_version (id, version) values (1, 1)")
    assert is_lost(raised.value)
    one.close()


def test_a_server_that_ends_the_connection_is_lost(postgres_url: str) -> None:
    database, other = Database(postgres_url), Database(postgres_url)
    with pytest.raises(DBAPIError) as raised, database.transaction() as session:
        pid = session.connection().execute(sa.text("select pg_backend_pid()")).scalar_one()
        with other.transaction() as killer:
            killer.connection().execute(sa.text("select pg_terminate_backend(:pid)"), {"pid": pid})
        time.sleep(0.1)
        session.connection().execute(sa.text("select 1"))
    assert is_lost(raised.value)
    with database.transaction() as session:
        assert session.connection().execute(sa.text("select 1")).scalar_one() == 1
    for each in (database, other):
        each.close()


def test_a_deadlock_is_nobodys_fault(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.transaction() as session:
        for number in (1, 2):
            insert(session, Inbox, **update(number))
    errors: list[BaseException] = []
    both = threading.Barrier(2)

    def cross(first: int, second: int) -> None:
        try:
            with database.transaction() as session:
                session.connection().execute(sa.text("update inbox set lane = 1 where update_id = :n"), {"n": first})
                both.wait()
                session.connection().execute(sa.text("update inbox set lane = 1 where update_id = :n"), {"n": second})
        except DBAPIError as error:
            errors.append(error)

    threads = [threading.Thread(target=cross, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [is_lost(error) for error in errors] == [True]
    database.close()


# lanes -------------------------------------------------------------------------------------------------------------


def test_a_lane_is_held_by_one_transaction(postgres_url: str) -> None:
    one, two = Database(postgres_url), Database(postgres_url)
    with one.transaction() as session:
        assert lock_lanes(session, [-1, -2]) == [-1, -2]
        with two.transaction() as other:
            assert lock_lanes(other, [-2, -3]) == [-3]
    with two.transaction() as other:
        assert lock_lanes(other, [-1, -2]) == [-1, -2]
    for each in (one, two):
        each.close()


def test_on_sqlite_every_lane_is_held(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction() as session:
        assert lock_lanes(session, [3, 1]) == [3, 1]
    database.close()


def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/folder/desk.db")
    database.check()
    assert (tmp_path / "new/folder/desk.db").exists()
    database.close()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (sqlite3.OperationalError("disk I/O error"), "disk I/O error: the disk is full, or broken"),
        (sqlite3.OperationalError("database or disk is full"), "database or disk is full"),
        (ValueError(""), "ValueError"),
    ],
)
def test_what_a_full_disk_says_is_told_for_people(error: Exception, told: str) -> None:
    assert first_line(error) == told
