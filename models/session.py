"""The database: the only place that tells SQLite from PostgreSQL."""

import asyncio
import os
import pwd
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlmodel import Session, SQLModel

from models.prepared import Prepared, run_plainly

T = TypeVar("T")
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+asyncpg": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
LANE_LOCKS = 7_101
# Connections to PostgreSQL that work at once.
THREADS = 4
# Busy, locked, read-only, input or output, corrupt, full, cannot open: the low byte of SQLite's codes.
SQLITE_TROUBLES = {5, 6, 8, 10, 11, 13, 14}
# What is asked for is itself too big or too complex: asking again helps nobody.
TOO_MUCH = "54"
READING = {"reads": True}
# More statements than the driver keeps by itself (128): each that falls out is parsed anew.
SQLITE = {"check_same_thread": False, "timeout": 30, "cached_statements": 1000}
# What undoes a single statement is no part of the commit: in a file it cost sixty writes a request.
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "temp_store=MEMORY",
    # What is erased is overwritten: Debian's SQLite does so by itself, others do not.
    "secure_delete=ON",
)
TRANSIENT_STATES = {"40001", "40P01", "55P03", "57P01", "57P02", "57P03"}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


# What residents wrote stands in the parameters: it may not get into the log with a statement that fails.
PLAIN: dict[str, Any] = {
    "json_serializer": _json,
    "json_deserializer": msgspec.json.decode,
    "hide_parameters": True,
}


class DatabaseTrouble(Exception):
    """The database cannot be used; the words are for the person who runs the desk."""


def sync_url(url: str) -> sa.URL:
    """The URL with the driver used here; raises DatabaseTrouble for what is no SQLite or PostgreSQL URL."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise DatabaseTrouble("DESK_DATABASE_URL is not a database URL") from None
    if parsed.drivername not in DRIVERS:
        raise DatabaseTrouble(f"DESK_DATABASE_URL: {parsed.drivername} is neither sqlite nor postgresql")
    return parsed.set(drivername=DRIVERS[parsed.drivername])


class Database:
    """One engine and its transactions. On SQLite one writer at a time, begun IMMEDIATE."""

    def __init__(self, url: str) -> None:
        self.url = sync_url(url)
        self.is_sqlite = self.url.drivername == "sqlite"
        self.path = self._file() if self.is_sqlite else None
        self._writing = threading.Lock()
        self._writer: sa.Connection | None = None
        self.engine = self._sqlite() if self.is_sqlite else self._postgresql()
        self._pool = ThreadPoolExecutor(1 if self.is_sqlite else THREADS, thread_name_prefix="database")

    def _file(self) -> Path | None:
        name = self.url.database or ""
        return None if name in ("", ":memory:") else Path(name)

    def _sqlite(self) -> sa.Engine:
        if self.path:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DatabaseTrouble(f"{self.path.parent} cannot be made: {error.strerror}") from None
            _make_private(self.path)
        pool: dict[str, Any] = {} if self.path else {"poolclass": sa.pool.StaticPool}
        engine = sa.create_engine(self.url, connect_args=SQLITE, **PLAIN, **pool)
        sa.event.listen(engine, "connect", _open_sqlite)
        sa.event.listen(engine, "begin", _begin_immediate)
        return engine

    def _postgresql(self) -> sa.Engine:
        return sa.create_engine(
            self.url,
            **PLAIN,
            pool_size=THREADS,
            max_overflow=2,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 5,
                "keepalives": 1,
                "keepalives_idle": 5,
                "keepalives_interval": 2,
                "keepalives_count": 3,
            },
        )

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session in one transaction: committed at the end, rolled back when the body raises."""
        begun = self._begun_here if self.is_sqlite else self.engine.begin
        with begun() as connection, Session(bind=connection, expire_on_commit=False) as session:
            yield session
            session.flush()

    @contextmanager
    def _begun_here(self) -> Iterator[sa.Connection]:
        """SQLite's one connection that writes, in a transaction. It stays open while all goes well: to take one from
        the pool and give it back costs more than a small transaction."""
        with self._writing:
            connection, self._writer = self._writer or self.engine.connect(), None
            try:
                with connection.begin():
                    yield connection
                self._writer = connection
            finally:
                if self._writer is None:
                    connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that only reads: the database as it stands, and on SQLite nobody who writes waits for it."""
        with self.reading() as connection, Session(bind=connection, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection for the same."""
        with self.engine.connect().execution_options(**READING) as connection, connection.begin():
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[sa.Connection]:
        """A connection in one transaction that may make tables anew. Raises DatabaseTrouble, and keeps nothing, when
        rows would name what is gone: on SQLite a table made anew is dropped first, so it looks only at the end.
        """
        loose = _unbound if self.is_sqlite else nullcontext
        with self.engine.connect() as connection, loose(connection), connection.begin():
            before = _astray(connection) if self.is_sqlite else set()
            yield connection
            lost = _astray(connection) - before if self.is_sqlite else set()
            if lost:
                tables = ", ".join(sorted({table for table, _, _ in lost}))
                raise DatabaseTrouble(f"The tables stay as they were: rows of {tables} would name what is gone.")

    async def run(self, work: Callable[..., T], *args: Any) -> T:
        """Runs `work(session, *args)` in a transaction on a database thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, work, args)

    def _run(self, work: Callable[..., T], args: Sequence[Any]) -> T:
        with self.transaction() as session:
            return work(session, *args)

    def check(self) -> None:
        """Raises DatabaseTrouble when the database cannot be reached."""
        try:
            with self.reading() as connection:
                connection.execute(sa.text("select 1"))
        except DBAPIError as error:
            why = self.unwritable() or f"The database cannot be reached: {first_line(error)}"
            raise DatabaseTrouble(why) from None

    def unwritable(self) -> str:
        """Which of a SQLite database's files this user may not write, and what to do; "" where all may be."""
        beside = [self.path.with_name(f"{self.path.name}{end}") for end in ("", "-wal", "-shm")] if self.path else []
        files = [*beside, beside[0].absolute().parent] if beside else []
        return next((owned_by_another(each) for each in files if each.exists() and not os.access(each, os.W_OK)), "")

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self.rest()

    def rest(self) -> None:
        """Holds no connection until there is work again; what is being written ends first."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self.engine.dispose()

    def notify(self, session: Session, channel: str) -> None:
        """Wakes the other processes when this transaction commits."""
        if not self.is_sqlite:
            session.connection().exec_driver_sql(f"NOTIFY {channel}")


def _make_private(file: Path) -> None:
    """A database that is made anew is its owner's alone; SQLite gives the files beside it the same mode."""
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _open_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    run_plainly(connection, "BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _unbound(connection: sa.Connection) -> Iterator[None]:
    """Foreign keys are not held meanwhile: SQLite takes that only outside of a transaction."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _astray(connection: sa.Connection) -> set[tuple[str, int, str]]:
    """The rows that name what is not there: table, row, and the table it would be in."""
    return {(table, row, other) for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")}


def owned_by_another(file: Path) -> str:
    """Whose a file is that this user cannot write, and what to do, for the person who runs the desk."""
    me, owner = _user(os.geteuid()), _user(file.stat().st_uid)
    if me == owner:
        return f"{file} is {me}'s own, but may not be written: chmod u+w {file}"
    return f"{file} belongs to {owner} and {me} may not write it: as root, chown {me}: {file}"


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


_BROKEN = "its file is broken: put a copy back (Restore in docs/operations.md)"
# What SQLite's words do not say.
MEANS = {
    "disk I/O error": "the disk is full, or broken",
    "database disk image is malformed": _BROKEN,
    "file is not a database": _BROKEN,
}


def first_line(error: object) -> str:
    """The first line of an error, for people; of the database's own words where it has some."""
    told = getattr(error, "orig", None) or error
    line = next(iter(str(told).strip().splitlines()), type(told).__name__)
    return f"{line}: {MEANS[line]}" if line in MEANS else line


def is_lost(error: BaseException) -> bool:
    """Whether the database, not the work, is to blame: the same work may be tried again."""
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in SQLITE_TROUBLES
    state = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or state in TRANSIENT_STATES:
        return True
    return isinstance(error, OperationalError | InterfaceError) and not state.startswith(TOO_MUCH)


@cache
def blank(table: type[SQLModel]) -> dict[str, Any]:
    """What a row has where nothing is told; None for what must be."""
    return {
        name: None if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in table.model_fields.items()
    }


@cache
def _usual(table: type[SQLModel]) -> dict[str, Any]:
    """What a row has where nothing is told, but for nothing."""
    return {name: usual for name, usual in blank(table).items() if usual is not None}


@cache
def _insert(table: type[SQLModel], dialect: str, names: Sequence[str]) -> Prepared:
    rows: sa.Table = table.__table__  # type: ignore[attr-defined]
    # SQLite tells the key anyway, and RETURNING costs it as much as the row.
    statement = sa.insert(rows) if dialect == "sqlite" else sa.insert(rows).returning(rows.c.id)
    return Prepared(statement, names)


def insert(session: Session, table: type[SQLModel], **values: Any) -> int:
    """Adds one row with a counted key and returns the key; what is not told has its default.

    A statement for each set of columns: each one told to be nothing costs the driver as much as three that are told.
    """
    row = _usual(table) | values
    return _insert(table, session.get_bind().dialect.name, tuple(row)).added(session, row)


def insert_missing(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> int:
    """Adds rows that are not there yet (by any unique key); returns how many were new."""
    if not rows:
        return 0
    row_of = blank(table)
    statement = _insert_missing(table, session.get_bind().dialect.name)
    return statement.run_many(session, [row_of | row for row in rows])


@cache
def _insert_missing(table: type[SQLModel], dialect: str) -> Prepared:
    from sqlalchemy.dialects import postgresql, sqlite

    insert_into: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    columns = [name for name, usual in blank(table).items() if name != "id" or usual is not None]
    return Prepared(insert_into(table.__table__).on_conflict_do_nothing(), columns)  # type: ignore[attr-defined]


def update(session: Session, table: type[SQLModel], among: Mapping[str, Any], **values: Any) -> int:
    """Changes the rows of which these columns are so, None where there is nothing; returns how many there were."""
    nothing = frozenset(name for name, value in among.items() if value is None)
    given = {f"is_{name}": value for name, value in among.items() if value is not None}
    return _update(table, tuple(among), nothing, tuple(values)).run(session, given | values)


@cache
def _update(table: type[SQLModel], among: Sequence[str], nothing: frozenset[str], names: Sequence[str]) -> Prepared:
    columns = table.__table__.c  # type: ignore[attr-defined]
    same = [
        columns[name].is_(None) if name in nothing
        else columns[name] == sa.bindparam(f"is_{name}", type_=columns[name].type)
        for name in among
    ]  # fmt: skip
    new = {name: sa.bindparam(name, type_=columns[name].type) for name in names}
    return Prepared(sa.update(table.__table__).where(*same).values(new))  # type: ignore[attr-defined]


def change_row(session: Session, row: Any, **values: Any) -> None:
    """Changes columns of a row, and the object with it."""
    table = type(row).__table__
    session.connection().execute(sa.update(table).where(table.c.id == row.id).values(**values))
    session.refresh(row)


def move_row(session: Session, row: Any, to: str, among: Sequence[str], **values: Any) -> bool:
    """Turns a row's state, if it still is one of `among`; False when somebody was faster."""
    table = type(row).__table__
    session.flush()
    mine = sa.update(table).where(table.c.id == row.id, table.c.state.in_(among)).values(state=to, **values)
    moved = bool(session.connection().execute(mine).rowcount)
    session.refresh(row)
    return moved


def lock_lanes(session: Session, lanes: Sequence[int]) -> list[int]:
    """Of these lanes the ones that this transaction now holds alone."""
    if session.get_bind().dialect.name == "sqlite":
        return list(lanes)
    held = sa.text(f"SELECT pg_try_advisory_xact_lock({LANE_LOCKS}, hashtext(:lane))")
    connection = session.connection()
    return [lane for lane in lanes if connection.execute(held, {"lane": str(lane)}).scalar()]
