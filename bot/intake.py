"""What comes in: raw updates are committed first and confirmed to the platform only then."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.gateway import AccountGone, Conflict, Gateway, GatewayError, RawUpdate
from bot.hearing import Hearing
from bot.metrics import Metrics
from models.inbox import Inbox
from models.session import Database, insert_missing, is_lost

log = logging.getLogger(__name__)
LONG_POLL = 25.0
LONGEST_PAUSE = 30.0
CONFLICT_PAUSE = 30.0
# A poll left open by a desk that was just killed answers "conflict" for a moment.
CONFLICTS_AT_START = 3
CONFLICT_PAUSE_AT_START = 2.0


class PolledElsewhere(Exception):
    """Another program polls with this bot's token although this desk holds the lock."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    bot: int
    updates: Sequence[RawUpdate]
    committed: "asyncio.Future[None]"


async def _nobody_told() -> None:
    """For pollers whose rivals are nobody's business."""


def _never(bot: int, body: bytes) -> bool:
    return False


class Committer:
    """Writes whatever has gathered in one transaction, so that many small arrivals cost one commit.

    `desk_now` and `real_now` give the times of receipt; `wake` tells the worker; `urgent` says of an update whether it
    sounds like danger to life.
    """

    def __init__(
        self,
        database: Database,
        desk_now: Callable[[], datetime],
        real_now: Callable[[], datetime],
        wake: Callable[[], None],
        metrics: Metrics,
        urgent: Callable[[int, bytes], bool] = _never,
    ) -> None:
        self._database, self._wake, self._metrics, self._urgent = database, wake, metrics, urgent
        self._desk_now, self._real_now = desk_now, real_now
        self._gathered: list[_Gathered] = []
        self._stir = asyncio.Event()

    async def commit(self, bot: int, updates: Sequence[RawUpdate]) -> None:
        """Returns when the updates are safe; raises what the database raised when they are not."""
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._gathered.append(_Gathered(bot, updates, committed))
        self._stir.set()
        await committed

    async def run(self) -> None:
        """Commits until cancelled; who waits then is told that nothing is safe."""
        try:
            while True:
                await self._stir.wait()
                self._stir.clear()
                gathered, self._gathered = self._gathered, []
                await self._write(gathered)
        finally:
            for each in self._gathered:
                each.committed.cancel()

    async def _write(self, gathered: Sequence[_Gathered]) -> None:
        try:
            await self._database.run(self._insert, gathered)
        except Exception as error:  # noqa: BLE001  A supervised loop: the failure belongs to those who wait.
            if len(gathered) > 1 and not is_lost(error):
                for each in gathered:
                    await self._write([each])
                return
            _settle(gathered, error)
        else:
            for each in gathered:
                self._metrics.updates.labels(each.bot).inc(len(each.updates))
            _settle(gathered, None)
            self._wake()

    def _insert(self, session: Session, gathered: Sequence[_Gathered]) -> None:
        received, arrived = self._desk_now(), self._real_now()
        rows = [
            {
                "bot_id": each.bot,
                "update_id": update.update_id,
                "lane": update.lane,
                "body": update.body,
                "urgent": int(self._urgent(each.bot, update.body)),
                "received_at": received,
                "arrived_at": arrived,
            }
            for each in gathered
            for update in each.updates
        ]
        insert_missing(session, Inbox, rows)
        self._database.notify(session, "inbox")


def _settle(gathered: Sequence[_Gathered], error: Exception | None) -> None:
    for each in gathered:
        if each.committed.done():
            continue
        if error:
            each.committed.set_exception(error)
        else:
            each.committed.set_result(None)


class Poller:
    """Long-polls one bot. `strict` says that nobody else may poll: a conflict at the start raises PolledElsewhere.

    `rival` is called each time when another program has polled for a while.
    """

    def __init__(
        self,
        bot: int,
        gateway: Gateway,
        committer: Committer,
        metrics: Metrics,
        strict: bool = True,
        hearing: Hearing | None = None,
        rival: Callable[[], Awaitable[None]] = _nobody_told,
    ) -> None:
        self.bot, self._gateway, self._committer, self._metrics = bot, gateway, committer, metrics
        self._strict, self._hearing, self._rival = strict, hearing or Hearing(bot), rival
        self._polled = False
        self._conflicts = 0
        self._failures = 0

    async def run(self) -> None:
        """Polls until cancelled or until the platform refuses the account, which raises AccountGone."""
        after = 0
        self._hearing.listens()
        try:
            while True:
                try:
                    after = await self._poll(after)
                except AccountGone:
                    raise
                except Conflict:
                    await self._wait_for_other()
                except GatewayError as error:
                    await self._wait_out(error)
        finally:
            self._hearing.rests()

    async def _poll(self, after: int) -> int:
        updates = await self._gateway.fetch(self.bot, after, LONG_POLL)
        self._hearing.heard()
        self._polled, self._conflicts, self._failures = True, 0, 0
        if not updates:
            # All below is confirmed now; ids may start anew after a quiet week, so no floor is kept.
            return 0
        await self._committer.commit(self.bot, updates)
        return max(update.update_id for update in updates) + 1

    async def _wait_for_other(self) -> None:
        self._conflicts += 1
        at_start = self._strict and not self._polled
        if at_start and self._conflicts >= CONFLICTS_AT_START:
            raise PolledElsewhere(f"Another program polls with the token of bot {self.bot}")
        self._metrics.alarms.labels("conflict").inc()
        log.error("Another program polls with the token of bot %s; waiting", self.bot)
        if self._hearing.met_rival():
            await self._rival()
        await asyncio.sleep(CONFLICT_PAUSE_AT_START if at_start else CONFLICT_PAUSE)

    async def _wait_out(self, error: GatewayError) -> None:
        pause = min(max(error.after, 0.1) * 2 ** min(self._failures, 16), LONGEST_PAUSE)
        self._failures += 1
        self._hearing.failed("silent", str(error))
        log.warning("Bot %s cannot be polled (%s); again in %.1f s", self.bot, error, pause)
        await asyncio.sleep(pause * random.uniform(0.75, 1.25))
