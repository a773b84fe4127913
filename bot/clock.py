"""The desk's clock, real or made faster and pushed forward, and the metronome that sweeps what falls due."""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlmodel import Session

from bot.metrics import Metrics
from models.delivery import waiting_bots
from models.session import Database, first_line, insert_missing, is_lost
from models.slot import ClockAnchor, anchor_of, set_anchor

log = logging.getLogger(__name__)
# It would tell twice a second that the metronome ticks.
logging.getLogger("apscheduler").setLevel(logging.WARNING)
ROUNDS = 200
LEAP = timedelta(minutes=1)
# What is set from the net is moved by less; a clock that jumps back by more was wrong, and is wrong no longer.
PUT_RIGHT = timedelta(minutes=1)
LEAPS = 144
TELL_EVERY = 60.0


def real_now() -> datetime:
    """The real time, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The desk's clock stood at `desk` when it really was `real`, and goes `speed` times as fast."""

    real: datetime
    desk: datetime
    speed: float = 1.0

    def at(self, real: datetime) -> datetime:
        """The desk's time at a real moment, also at one before the anchor."""
        return self.desk + (real - self.real) * self.speed


class DeskClock:
    """The time of service clocks, schedules and digests: the same in every process.

    It goes back only with the machine's clock, where that was wrong and is put right: standing still until the wrong
    time comes round, nobody would be nudged or called meanwhile.
    """

    def __init__(self, speed: float = 1.0, real: Callable[[], datetime] = real_now) -> None:
        self.speed, self.real = speed, real
        self._anchor = Anchor(real(), real(), speed)
        self._last = self._anchor.desk

    def now(self) -> datetime:
        """The desk's time, aware, UTC."""
        now = self._anchor.at(self.real())
        if self._last - now > PUT_RIGHT * self.speed:
            log.warning("The clock of this machine was put back by %s: the desk follows", self._last - now)
            self._last = now
        self._last = max(self._last, now)
        return self._last

    def open(self, session: Session) -> None:
        """Takes up the stored clock, at this process's speed from now on."""
        real = self.real()
        insert_missing(session, ClockAnchor, [{"id": 1, "real": real, "desk": real, "speed": self.speed}])
        stored = _stored(session, alone=True)
        if stored.speed != self.speed:
            stored = Anchor(real, stored.at(real), self.speed)
            set_anchor(session, real=real, desk=stored.desk, speed=stored.speed)
        self._anchor, self._last = stored, stored.at(real)

    def refresh(self, session: Session) -> None:
        """Follows a push by another process."""
        self._anchor = _stored(session)

    def push(self, session: Session, ahead: timedelta) -> None:
        """Moves the clock forward for everybody. Raises ValueError for a step back."""
        if ahead < timedelta():
            raise ValueError("the desk's clock is never pushed back")
        stored, real = _stored(session, alone=True), self.real()
        self._anchor = stored
        self._anchor = Anchor(real, self.now() + ahead, stored.speed)
        set_anchor(session, real=real, desk=self._anchor.desk, speed=stored.speed)


def desk_now(session: Session) -> datetime:
    """The desk's time as the running desk has it, for who only looks."""
    clock = DeskClock()
    if session.get(ClockAnchor, 1):
        clock.refresh(session)
    return clock.now()


def _stored(session: Session, alone: bool = False) -> Anchor:
    row = anchor_of(session, alone)
    return Anchor(row.real, row.desk, row.speed)


class Sweeper:
    """Does what has fallen due, each second and after each push of the clock.

    `sweep` works in one transaction and returns how many things it did; `wake` is told the bots that have
    something to send.
    """

    def __init__(
        self,
        database: Database,
        clock: DeskClock,
        sweep: Callable[[Session], int],
        wake: Callable[[Collection[int]], None],
        metrics: Metrics,
    ) -> None:
        self._database, self._clock, self._sweep, self._wake = database, clock, sweep, wake
        self._metrics = metrics
        self._alone = asyncio.Lock()
        self._beaten_at = time.monotonic()
        self._told_at = -math.inf

    def idle_for(self) -> float:
        """Seconds since the last sweep ended."""
        return time.monotonic() - self._beaten_at

    async def run(self) -> None:
        """Beats each second until cancelled."""
        tick = asyncio.Event()

        async def strike() -> None:
            tick.set()

        metronome = AsyncIOScheduler(timezone=UTC)
        metronome.add_job(strike, "interval", seconds=1, coalesce=True, misfire_grace_time=None, max_instances=1)
        metronome.start()
        try:
            while True:
                await tick.wait()
                tick.clear()
                await self._beat()
        finally:
            metronome.shutdown(wait=False)

    async def beat(self) -> int:
        """Sweeps until nothing is due, each time in a transaction of its own; returns how many things were done."""
        async with self._alone:
            total = 0
            for _ in range(ROUNDS):
                done, bots = await self._database.run(self._round)
                self._wake(bots)
                total += done
                if not done:
                    break
            self._beaten_at = time.monotonic()
            return total

    async def forward(self, ahead: timedelta) -> None:
        """Pushes the clock in leaps, so that what falls due on the way is done in its order."""
        async for _ in self.leaps(ahead):
            pass

    async def leaps(self, ahead: timedelta) -> AsyncIterator[int]:
        """The same leap by leap: how many things fell due in each."""
        leap = max(ahead / LEAPS, LEAP)
        while ahead > timedelta():
            await self._database.run(self._clock.push, min(leap, ahead))
            ahead -= leap
            yield await self.beat()

    async def _beat(self) -> None:
        try:
            await self.beat()
        except Exception as error:  # A supervised loop: the next second sweeps again.
            self._metrics.restarts.labels("sweep").inc()
            if is_lost(error):
                self._tell_lost(error)
            else:
                log.exception("A sweep failed; it is tried again")

    def _tell_lost(self, error: Exception) -> None:
        """Once a minute: each second, the log of a weekend would fill what is left of a full disk."""
        if time.monotonic() - self._told_at >= TELL_EVERY:
            self._told_at = time.monotonic()
            log.error("The clock waits for the database: %s", first_line(error))

    def _round(self, session: Session) -> tuple[int, Collection[int]]:
        self._clock.refresh(session)
        done = self._sweep(session)
        if not done:
            return 0, ()
        self._database.notify(session, "outbox")
        return done, waiting_bots(session)
