"""One desk a file, one process a bot: who serves, who stands by, who takes over."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.locks import FileTenure, ServerTenure, migrating
from models.migrations import migrate
from models.session import Database, DatabaseTrouble, sync_url
from tests.bot.parts import running, until
from tests.conftest import PostgresServer

BOTS = (7_000_000_001, 7_000_000_002)
PING = 0.2


def ignore(channel: str) -> None:
    """Hears and does nothing."""


def tenure_of(url: str, *bots: int) -> ServerTenure:
    return ServerTenure(sync_url(url), bots or BOTS, ignore, PING)


async def holds(tenure: ServerTenure, bot: int) -> bool:
    try:
        await asyncio.wait_for(tenure.granted(bot), 0.05)
    except TimeoutError:
        return False
    return True


@asynccontextmanager
async def holding(url: str) -> AsyncIterator[ServerTenure]:
    """A tenure that has got all bots."""
    tenure = tenure_of(url)
    async with running(tenure.run()):
        for bot in BOTS:
            await asyncio.wait_for(tenure.granted(bot), 5)
        yield tenure


# SQLite --------------------------------------------------------------------------------------------------------------


def test_a_second_desk_on_the_same_file_is_one_clear_line(tmp_path: Path) -> None:
    first = FileTenure(tmp_path / "desk.db")
    with pytest.raises(
        DatabaseTrouble, match=rf"Another desk \(process {os.getpid()}\) is running on .*desk.db"
    ) as seen:
        FileTenure(tmp_path / "desk.db")
    assert "\n" not in str(seen.value)
    first.close()
    FileTenure(tmp_path / "desk.db").close()


def test_another_process_is_kept_out_until_it_dies(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from models.locks import FileTenure;"
        "held = FileTenure(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    path = tmp_path / "desk.db"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(DatabaseTrouble, match=str(other.pid)):
            FileTenure(path)
        other.kill()
        other.wait()
    FileTenure(path).close()


def test_a_lock_that_cannot_be_made_is_one_clear_line() -> None:
    with pytest.raises(DatabaseTrouble, match="cannot be opened"):
        FileTenure(Path("/proc/nowhere/desk.db"))


async def test_on_a_file_every_bot_is_ours_for_good(tmp_path: Path) -> None:
    tenure = FileTenure(tmp_path / "desk.db")
    await asyncio.wait_for(tenure.granted(1), 1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(tenure.lost(1), 0.05)
    tenure.close()


# PostgreSQL ----------------------------------------------------------------------------------------------------------


async def test_one_process_serves_and_the_other_takes_over(postgres_url: str) -> None:
    second = tenure_of(postgres_url)
    async with asyncio.TaskGroup() as group:
        async with holding(postgres_url):
            standing_by = group.create_task(second.run())
            await asyncio.sleep(3 * PING)
            assert not await holds(second, BOTS[0])
        await asyncio.wait_for(second.granted(BOTS[0]), 5)
        standing_by.cancel()


async def test_a_lost_connection_loses_everything_at_once_and_is_taken_anew(
    postgres: PostgresServer, postgres_url: str
) -> None:
    async with holding(postgres_url) as tenure:
        postgres.ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'griddesk locks'")
        await asyncio.wait_for(asyncio.gather(*(tenure.lost(bot) for bot in BOTS)), 2)
        assert not await holds(tenure, BOTS[0])
        for bot in BOTS:
            await asyncio.wait_for(tenure.granted(bot), 5)


async def test_a_server_that_does_not_answer_loses_everything(postgres: PostgresServer, postgres_url: str) -> None:
    """A proxy that goes silent stands for a network that does: nothing closes, nothing comes."""
    silent = asyncio.Event()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while (data := await reader.read(65536)) and not silent.is_set():
                writer.write(data)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", postgres.port)
        pumps.create_task(pump(reader, to))
        pumps.create_task(pump(there, writer))

    proxy = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    through = postgres_url.replace(f":{postgres.port}/", f":{port}/")
    async with asyncio.TaskGroup() as pumps, holding(through) as tenure:
        silent.set()
        await asyncio.wait_for(tenure.lost(BOTS[0]), 4 * PING)
    proxy.close()


async def test_a_stall_of_our_own_loses_nothing(postgres_url: str) -> None:
    """Stalls at every moment of the round, so that some fall between the question and its answer."""
    lost = 0

    async def watch(tenure: ServerTenure) -> None:
        nonlocal lost
        await tenure.lost(BOTS[0])
        lost += 1

    async with holding(postgres_url) as tenure, asyncio.TaskGroup() as group:
        watching = group.create_task(watch(tenure))
        for _ in range(12):
            await asyncio.sleep(PING)
            _stall(PING * 1.2)
            for _ in range(20):
                await asyncio.sleep(0)
                _stall(PING / 40)
        watching.cancel()
    assert lost == 0


def _stall(seconds: float) -> None:
    time.sleep(seconds)


async def test_what_is_notified_is_heard(postgres_url: str) -> None:
    heard: list[str] = []
    database = Database(postgres_url)
    tenure = ServerTenure(sync_url(postgres_url), BOTS, heard.append, PING)
    async with running(tenure.run()):
        await asyncio.wait_for(tenure.granted(BOTS[0]), 5)
        with database.transaction() as session:
            database.notify(session, "inbox")
            database.notify(session, "outbox")
            assert heard == []
        await until(lambda: sorted(heard) == ["inbox", "outbox"], 2.0)
    database.close()


async def test_processes_share_the_bots_by_bot(postgres_url: str) -> None:
    one, two = tenure_of(postgres_url, BOTS[0]), tenure_of(postgres_url, BOTS[1])
    async with running(one.run(), two.run()):
        await asyncio.wait_for(one.granted(BOTS[0]), 5)
        await asyncio.wait_for(two.granted(BOTS[1]), 5)


def test_processes_that_start_together_migrate_one_after_the_other(postgres: PostgresServer) -> None:
    url = postgres.create("desk_together")
    code = (
        "import sys; from models.locks import migrating; from models.migrations import migrate;"
        "from models.session import Database\n"
        "database = Database(sys.argv[1])\n"
        "with migrating(database): migrate(database)"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [process.wait(60) for process in started] == [0, 0]
    database = Database(url)
    assert "ticket" in sa.inspect(database.engine).get_table_names()
    database.close()
    postgres.drop("desk_together")


def test_migrating_a_file_needs_no_server_lock(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    with migrating(database):
        migrate(database)
    database.close()
