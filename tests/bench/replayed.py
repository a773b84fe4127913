"""What a message costs the desk without a network: updates through intake and worker, in CPU and in calls.

`python -m tests.bench.replayed` needs no quiet machine: calls are counted, as no load of others changes them.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from types import FrameType
from typing import Any

from bot import worker
from bot.gateway import Account, RawUpdate
from bot.gateways import telegram_wire
from bot.intake import Committer
from bot.lookout import sounds_like_danger
from bot.metrics import Metrics
from bot.resources import resources_for
from bot.town_import import import_file
from config.settings import Settings
from handlers import dispatch
from handlers.desk import Desk
from models.session import Database
from playground.server import Playground
from tests.bench.contestants import NO_LIMITS
from tests.bench.town import Crowd, Town

BOT, TOGETHER, WARM, MOST = 1000, 50, 500, 1000
LONG = 1e9


def _wake(bots: Collection[int]) -> None:
    """Nobody sends here."""


class Replay:
    """A desk of which nothing but intake and worker runs, in its database's one thread."""

    def __init__(self, folder: Path) -> None:
        playground = Playground(limits=False)
        self.town = Town(playground.bot(f"{BOT}:bench", username="bench_bot"), playground.world)
        self.town.build()
        self.crowd, self.calls, self.now = Crowd(self.town), 0, datetime.now(UTC)
        (folder / "policies").mkdir()
        (folder / "policies" / "limits.yaml").write_text(NO_LIMITS, encoding="utf-8")
        (folder / "town.yaml").write_text(self.town.file(), encoding="utf-8")
        settings = Settings.from_environment({
            "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'desk.db'}",
            "DESK_BOT_TOKENS": f"{BOT}:bench",
            "DESK_POLICY_DIR": str(folder / "policies"),
        })  # fmt: skip
        import_file(settings, folder / "town.yaml")
        read = lru_cache(1000)(lambda bot, body: telegram_wire.read(bot, "bench_bot", body))
        resources = resources_for(settings, {BOT: Account(BOT, "bench_bot", "bench", True)}, read)
        self.database, metrics = Database(settings.database_url), Metrics()
        clock = partial(getattr, self, "now")
        self.worker = worker.Worker(
            self.database, lambda s: Desk(s, resources, self.now, self.now), read, dispatch.handle, _wake, metrics
        )
        urgent = partial(sounds_like_danger, resources)
        self.committer = Committer(self.database, clock, clock, self.worker.wake, metrics, urgent)
        list(resources.ready())

    async def handle(self, load: Callable[[int], int], messages: int) -> float:
        """The CPU seconds that a load takes."""
        load(messages)
        pending = self.town.bot.updates.pending
        updates, seconds = [RawUpdate(u.id, u.lane, u.body) for u in pending.values()], 0.0
        pending.clear()
        for first in range(0, len(updates), TOGETHER):
            began = time.process_time()
            await self.committer.commit(BOT, updates[first : first + TOGETHER])
            await self.worker.empty()
            seconds += time.process_time() - began
            self.now += timedelta(seconds=1)
        return seconds

    async def count(self, load: Callable[[int], int], messages: int) -> int:
        """The calls, of Python's functions and of C's, that a load takes in the database's thread."""
        self.calls = 0
        await self.database.run(lambda session: sys.setprofile(self._called))
        await self.handle(load, messages)
        await self.database.run(lambda session: sys.setprofile(None))
        return self.calls

    def _called(self, frame: FrameType, event: str, called: Any) -> None:
        self.calls += event in ("call", "c_call")


async def main() -> None:
    # Else a batch ends after so much time, and a slower machine counts more batches.
    worker.BATCH_SECONDS = worker.LONGEST_BATCH = LONG
    with tempfile.TemporaryDirectory() as folder:
        replay = Replay(Path(folder))
        committing = asyncio.create_task(replay.committer.run())
        loads = {"a request": replay.crowd.report, "a message of an ordinary day": replay.crowd.spend_a_day}
        for load in loads.values():
            await replay.handle(load, WARM)
        for name, load in loads.items():
            calls = await replay.count(load, MOST) / MOST
            cpu = await replay.handle(load, MOST) / MOST * 1e6
            print(f"{name}: {calls:,.0f} calls, {cpu:.0f} us of CPU", flush=True)
        committing.cancel()
        replay.database.close()


if __name__ == "__main__":
    asyncio.run(main())
