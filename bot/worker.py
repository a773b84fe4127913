"""Handles what has come in: a chat's updates in order, many in one transaction, a bad one alone and then set aside."""

import asyncio
import contextlib
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlmodel import Session

from bot.metrics import Metrics
from models import inbox
from models.delivery import waiting_bots
from models.session import Database, first_line, is_lost, lock_lanes
from rules.messages import Incoming

log = logging.getLogger(__name__)
BATCH = 100
# Work done, not time gone by: on a busy machine a batch of one message each would make it busier still.
BATCH_SECONDS = 0.05
LONGEST_BATCH = 0.5
TRIES = 3
LONGEST_PAUSE = 5.0


class Unit(Protocol):
    """A unit of work: one transaction; `now` is the desk's time of the update being handled.

    `foresee` is told what will be handled in it, each update with its time, before the first is.
    """

    now: datetime

    def foresee(self, coming: Sequence[tuple[Incoming, datetime]]) -> None: ...


D = TypeVar("D", bound=Unit)


async def _nobody_told(row: Any) -> None:
    """For those whose losses are nobody's business."""


class Worker(Generic[D]):
    """Empties the inbox whenever it is woken.

    `open_desk` makes the unit of work of a transaction, `read` decodes a body, `handle` serves one update;
    `wake` is told, after each commit, the bots that have something to send; `lost`, once it is set aside, the update's
    row.
    """

    def __init__(
        self,
        database: Database,
        open_desk: Callable[[Session], D],
        read: Callable[[int, bytes], Incoming],
        handle: Callable[[D, Incoming], None],
        wake: Callable[[Collection[int]], None],
        metrics: Metrics,
        lost: Callable[[Any], Awaitable[None]] = _nobody_told,
    ) -> None:
        self._database, self._metrics, self._wake_senders, self._lost = database, metrics, wake, lost
        self._open_desk, self._read, self._handle = open_desk, read, handle
        self._stir = asyncio.Event()
        self._stir.set()
        self._batch: list[Any] = []
        self._more = False
        self._most = BATCH

    def wake(self) -> None:
        """Says that something has come in."""
        self._stir.set()

    async def run(self, poll: float | None = None) -> None:
        """Works until cancelled; looks by itself every `poll` seconds where other processes fill the inbox too."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(poll):
                    await self._stir.wait()
            self._stir.clear()
            await self.empty()

    async def empty(self) -> int:
        """Handles all that is open; returns how many updates were handled or set aside."""
        total, self._more = 0, True
        while self._more:
            total += await self._patiently(self._next_batch)
        return total

    async def _patiently(self, step: Callable[[], Any]) -> Any:
        """Repeats a step while the database is lost, which is nobody's fault."""
        pause = 0.1
        while True:
            try:
                return await step()
            except Exception as error:  # A supervised loop: only a lost database is waited for.
                if not is_lost(error):
                    raise
                self._metrics.alarms.labels("database").inc()
                log.error("The database is lost (%s); again in %.1f s", first_line(error), pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _next_batch(self) -> int:
        began = time.perf_counter()
        try:
            handled, bots = await self._database.run(self._handle_together)
        except Exception as error:  # A supervised loop: whose fault it is shows when each runs alone.
            if is_lost(error) or not self._batch:
                raise
            self._more = True
            log.warning("A batch of %d failed; each runs alone: %r", len(self._batch), error)
            return await self._each_alone(list(self._batch))
        self._done(handled, time.perf_counter() - began, bots)
        return handled

    def _handle_together(self, session: Session) -> tuple[int, Collection[int]]:
        self._batch, self._more = [], False
        rows, urgent = self._next_rows(session)
        if not rows:
            return 0, ()
        worked, began = time.thread_time(), time.perf_counter()
        desk = self._open_desk(session)
        coming = self._look_ahead(desk, rows)
        for incoming, row in zip(coming, rows, strict=True):
            self._batch.append(row)
            self._serve(desk, incoming, row)
            if time.thread_time() - worked > BATCH_SECONDS or time.perf_counter() - began > LONGEST_BATCH:
                break
        self._more = urgent or len(self._batch) < len(rows) or len(rows) == self._most
        # What does not fit into a batch's time is not read from the disk each time anew.
        self._most = self._most if urgent else min(len(self._batch) * 5 // 4 + 1, BATCH)
        return len(self._batch), self._finish(session, self._batch)

    def _next_rows(self, session: Session) -> tuple[Sequence[Any], bool]:
        """Danger first, whatever waits before it; else each chat's updates in order. Whether it is danger."""
        urgent = inbox.urgent_rows(session, BATCH)
        held = set(lock_lanes(session, list(dict.fromkeys(row.lane for row in urgent)))) if urgent else set()
        # A chat that another process has in hand is left to it.
        rows = [row for row in urgent if row.lane in held]
        if rows and not self._database.is_sqlite:
            # It may have been handled while we waited for the chat.
            rows = [row for row in rows if inbox.open_row(session, row.id) is not None]
        if rows:
            return rows, True
        if self._database.is_sqlite:
            return inbox.first_rows(session, self._most), False
        lanes = lock_lanes(session, inbox.open_lanes(session, BATCH))
        return inbox.open_rows(session, lanes, self._most), False

    def _look_ahead(self, desk: D, rows: Sequence[Any]) -> list[Incoming]:
        # Who breaks it is found when each runs alone.
        self._batch = list(rows)
        coming = [self._read(row.bot_id, row.body) for row in rows]
        desk.foresee([(incoming, row.received_at) for incoming, row in zip(coming, rows, strict=True)])
        self._batch = []
        return coming

    def _serve(self, desk: D, incoming: Incoming, row: Any) -> None:
        desk.now = row.received_at
        self._handle(desk, incoming)

    def _finish(self, session: Session, rows: list[Any]) -> Collection[int]:
        session.flush()
        inbox.mark_done(session, [row.id for row in rows])
        self._database.notify(session, "outbox")
        return waiting_bots(session)

    def _done(self, handled: int, seconds: float, bots: Collection[int]) -> None:
        if handled:
            self._metrics.handled.inc(handled)
            self._metrics.handler_seconds.observe(seconds / handled)
        self._wake_senders(bots)

    async def _each_alone(self, rows: list[Any]) -> int:
        """Runs each row in its own transaction, in order; a chat that another process took over is left to it."""
        taken: set[int] = set()
        for row in rows:
            if row.lane not in taken and not await self._alone(row):
                taken.add(row.lane)
        return len(rows)

    async def _alone(self, row: Any) -> bool:
        for attempt in range(1, TRIES + 1):
            began = time.perf_counter()
            try:
                bots = await self._patiently(lambda: self._database.run(self._handle_alone, row))
            except Exception as error:  # noqa: BLE001  A supervised loop: three tries, then its chat goes on.
                log.warning("Update %s of bot %s raised (%d of %d): %r", row.id, row.bot_id, attempt, TRIES, error)
                why = "".join(traceback.format_exception(error))
            else:
                if bots is not None:
                    self._done(1, time.perf_counter() - began, bots)
                return bots is not None
        await self._patiently(lambda: self._database.run(inbox.set_aside, row.id, why))
        self._metrics.set_aside.inc()
        log.error("Update %s of bot %s is set aside; `doctor` shows it", row.id, row.bot_id)
        await self._tell_lost(row)
        return True

    async def _tell_lost(self, row: Any) -> None:
        try:
            await self._lost(row)
        except Exception:  # A supervised loop: the chat goes on, and the morning line tells of it.
            log.exception("Nobody could be told of update %s", row.id)

    def _handle_alone(self, session: Session, row: Any) -> Collection[int] | None:
        """None when the row is no longer ours to handle."""
        if not lock_lanes(session, [row.lane]) or inbox.open_row(session, row.id) is None:
            return None
        self._serve(self._open_desk(session), self._read(row.bot_id, row.body), row)
        return self._finish(session, [row])
