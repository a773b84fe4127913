"""Databases for the tests: a file of SQLite, and a PostgreSQL server that the tests start themselves."""

import contextlib
import gc
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from models.migrations import migrate
from models.session import Database
from tests.commands import Say, speaker

ENGINES = ("sqlite", "postgresql")
_numbers = count(1)
# What a test leaves behind in PostgreSQL goes by deletion; a database of its own for each takes twenty times as long.
WIPE = """
DO $$ DECLARE each record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', each.tablename);
  END LOOP;
  FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    PERFORM setval(format('%I', each.sequencename)::regclass, 1, false);
  END LOOP;
END $$
"""
# Who was killed in the middle may still hold a row.
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
USES = 40
# The files that take longest, begun first: else a worker has one of them to itself when all others are done.
LONGEST = (
    "test_main_running.py", "test_crash.py", "test_app.py", "test_asking.py", "test_retraining.py", "test_model.py",
    "test_main.py", "test_page.py", "test_simulation.py", "test_migrations.py", "test_reading_fast.py",
    "test_main_export.py", "test_templates.py", "test_marked.py", "test_docs.py",
)  # fmt: skip
# Half of the CPU of a desk's start is the compiling of our modules, and the tests start it fifty times.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What is imported stays: looking through it for garbage, while it grows and at each test, is a tenth of the CPU.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@dataclass(frozen=True)
class PostgresServer:
    """A server for the tests, reached over loopback; `template` is a database with the newest tables."""

    port: int
    binaries: Path
    data: Path
    template: str = "desk_template"
    lent: list[str] = field(default_factory=list)

    def lend(self) -> str:
        """The name of a database with the newest tables, empty, for one test at a time."""
        if not self.lent:
            name = f"desk_{next(_numbers)}"
            self.create(name, self.template)
            self.lent.extend([name] * USES)
        return self.lent[-1]

    def take_back(self) -> None:
        """Empties the lent database; one that has had its USES, or cannot be emptied, is dropped."""
        name = self.lent.pop()
        try:
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                connection.execute(ALONE)
                connection.execute(WIPE)
        except psycopg.Error:
            self.lent.clear()
        if not self.lent:
            self.drop(name)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """Makes a database and returns its URL."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self.ask(f'DROP DATABASE "{name}" WITH (FORCE)')

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """Runs one statement as the server's owner and returns its rows."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_postgres(*command: str) -> None:
    """The server refuses to run as root: there it runs as the user that Debian's package makes."""
    if os.geteuid() == 0:
        quoted = " ".join(f"'{part}'" for part in command)
        command = ("su", "postgres", "-s", "/bin/sh", "-c", f"cd / && {quoted}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(binaries: Path, folder: Path) -> PostgresServer:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = PostgresServer(_free_port(), binaries, folder / "data")
    data = str(server.data)
    _as_postgres(
        f"{binaries}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
    )
    settings = (
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=100",
    )
    options = " ".join([f"-p {server.port}", *(f"-c {setting}" for setting in settings)])
    _as_postgres(f"{binaries}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    return server


def _is_ownerless(folder: Path) -> bool:
    """Whether the tests that made this server are gone, killed before they could end it."""
    owner = folder / "owner"
    try:
        os.kill(int(owner.read_text()), 0) if owner.exists() else None
    except ProcessLookupError:
        return True
    return False


def _end(binaries: Path, folder: Path) -> None:
    with contextlib.suppress(RuntimeError):
        _as_postgres(f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server; its tests are skipped where PostgreSQL is not installed, but never on CI."""
    binaries = _binaries()
    if binaries is None:
        words = "POSTGRESQL IS NOT INSTALLED: half of the storage tests do not run (apt install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    for left in Path(tempfile.gettempdir()).glob("desk-postgres-*"):
        if _is_ownerless(left):
            _end(binaries, left)
    folder = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
    (folder / "owner").write_text(str(os.getpid()))
    server = _start(binaries, folder)
    try:
        desk = Database(server.create(server.template))
        migrate(desk)
        desk.close()
        yield server
    finally:
        _end(binaries, folder)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    desk = Database(f"sqlite:///{path}")
    migrate(desk)
    desk.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A file of its own with the newest tables."""
    shutil.copy(sqlite_template, tmp_path / "desk.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty database with the newest tables, for this test alone."""
    yield postgres.url(postgres.lend())
    postgres.take_back()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty desk's database, once on each engine."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty desk's database, once on each engine."""
    desk = Database(database_url)
    yield desk
    desk.close()


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, database_url: str) -> Say:
    """Runs a command in this process on an empty desk's database, once on each engine."""
    return speaker(monkeypatch, database_url)


@pytest.fixture
def say_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Say:
    """Runs a command in this process on a SQLite file that does not exist yet."""
    return speaker(monkeypatch, f"sqlite:///{tmp_path / 'new' / 'desk.db'}")
