"""Who serves a bot: one desk a SQLite file, one process a bot on PostgreSQL, where others stand by."""

import asyncio
import contextlib
import fcntl
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import sqlalchemy as sa

from models.session import Database, DatabaseTrouble, first_line, owned_by_another

log = logging.getLogger(__name__)
BOT_LOCKS = 7_102
MIGRATION_LOCK = 7_103
CHANNELS = ("inbox", "outbox")
PING_SECONDS = 2.0
STEPS = 10
_TRY = f"SELECT pg_try_advisory_lock({BOT_LOCKS}, hashtext(%s))"
# The server, too, must notice a machine that vanished, or its locks would outlive it for hours.
_SERVER_KEEPALIVES = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"


class Tenure(Protocol):
    """Which bots this process polls and sends for. `run` keeps it until cancelled."""

    async def run(self) -> None: ...

    async def granted(self, bot: int) -> None:
        """Returns as soon as the bot is ours."""

    async def lost(self, bot: int) -> None:
        """Returns as soon as the bot is no longer ours."""

    def close(self) -> None: ...


class FileTenure:
    """The only desk on a SQLite file: all bots are its own while it holds the lock beside the file.

    Raises DatabaseTrouble when another desk holds it. A database in memory (None) needs no lock.
    """

    def __init__(self, database: Path | None) -> None:
        self._file = None if database is None else _lock_beside(database)

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def granted(self, bot: int) -> None:
        return

    async def lost(self, bot: int) -> None:
        await asyncio.Event().wait()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock_beside(database: Path) -> int:
    path = database.with_name(f"{database.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        locked = path if path.exists() else path.absolute().parent
        whose = owned_by_another(locked) if isinstance(error, PermissionError) else ""
        raise DatabaseTrouble(whose or f"{path} cannot be opened: {error.strerror}") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(file, 20).decode(errors="replace").strip() or "unknown"
        os.close(file)
        raise DatabaseTrouble(f"Another desk (process {holder}) is running on {database}") from None
    os.ftruncate(file, 0)
    os.write(file, str(os.getpid()).encode())
    return file


class ServerTenure:
    """The bots whose advisory locks one dedicated connection of this process holds; `heard` gets what is notified.

    The connection is used at least every `ping` seconds. When it does not answer in that time, everything is lost at
    once, and taken anew as soon as the server answers and no other process was quicker.
    """

    def __init__(
        self, url: sa.URL, bots: Iterable[int], heard: Callable[[str], None], ping: float = PING_SECONDS
    ) -> None:
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._heard, self._ping = heard, ping
        self._ours = {bot: asyncio.Event() for bot in bots}
        self._not_ours = {bot: asyncio.Event() for bot in bots}
        self._lose()

    async def granted(self, bot: int) -> None:
        await self._ours[bot].wait()

    async def lost(self, bot: int) -> None:
        await self._not_ours[bot].wait()

    def close(self) -> None:
        self._lose()

    async def run(self) -> None:
        """Holds, pings and listens until cancelled."""
        while True:
            try:
                async with asyncio.timeout(2 * self._ping):
                    connection = await self._connect()
                try:
                    await self._hold(connection)
                finally:
                    connection.pgconn.finish()
            except (psycopg.Error, OSError, TimeoutError) as error:
                log.error("The database does not answer (%s): nothing is polled or sent", first_line(error))
            finally:
                self._lose()
            await asyncio.sleep(self._ping / 2)

    async def _connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(
            self._url,
            autocommit=True,
            connect_timeout=5,
            options=_SERVER_KEEPALIVES,
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            application_name="griddesk locks",
        )

    async def _hold(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        for channel in CHANNELS:
            await connection.execute(f"LISTEN {channel}".encode())
        standing_by = False
        while True:
            await self._claim_in_time(connection)
            waiting = [bot for bot, event in self._ours.items() if not event.is_set()]
            if waiting and not standing_by:
                log.warning("Standing by for bots %s: another process serves them", waiting)
            standing_by = bool(waiting)
            async for notice in connection.notifies(timeout=self._ping):
                self._heard(notice.channel)

    async def _claim_in_time(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        """Raises TimeoutError when the server does not answer; in small steps, so that a stall of ours is not its."""
        loop = asyncio.get_running_loop()
        watchdog: asyncio.Handle | None = None
        async with asyncio.timeout(None) as patience:

            def tick(left: int) -> None:
                nonlocal watchdog
                if left:
                    watchdog = loop.call_later(self._ping / STEPS, tick, left - 1)
                    return
                # Now, not after the timeout: breaking off a question can itself take seconds.
                self._lose()
                patience.reschedule(loop.time())

            tick(STEPS)
            try:
                await self._claim(connection)
            finally:
                if watchdog:
                    watchdog.cancel()

    async def _claim(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        """Tries the locks we do not hold; asks in any case, which is the ping."""
        await connection.execute("SELECT 1")
        for bot, ours in self._ours.items():
            if not ours.is_set():
                cursor = await connection.execute(_TRY, (str(bot),))
                if (await cursor.fetchone() or (False,))[0]:
                    self._not_ours[bot].clear()
                    ours.set()

    def _lose(self) -> None:
        for bot, ours in self._ours.items():
            ours.clear()
            self._not_ours[bot].set()


@contextlib.contextmanager
def migrating(database: Database) -> Iterator[None]:
    """Lets processes that start together migrate one after the other."""
    if database.is_sqlite:
        yield
        return
    with database.engine.connect() as connection:
        connection.execute(sa.text(f"SELECT pg_advisory_lock({MIGRATION_LOCK}, 0)"))
        try:
            yield
        finally:
            connection.execute(sa.text(f"SELECT pg_advisory_unlock({MIGRATION_LOCK}, 0)"))
            connection.rollback()
