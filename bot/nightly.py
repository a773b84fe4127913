"""Copies the SQLite file every night; PostgreSQL has its own tools for that."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.metrics import Metrics
from models.backup import back_up, copies_of, copy_of
from rules.recurrence import latest

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
AFTER_FAILURE = timedelta(minutes=10)
DAY = timedelta(hours=23)


class Nightly:
    """Makes the copy whose time has come, if it is not there; `now` is the desk's clock, `at` the zone's wall clock."""

    def __init__(
        self, database: Path, kept: int, at: time, zone: ZoneInfo, now: Callable[[], datetime], metrics: Metrics
    ) -> None:
        self._database, self._folder, self._kept = database, copies_of(database), kept
        self._at, self._zone, self._now, self._metrics = at, zone, now, metrics
        self._look_at = now()

    async def run(self) -> None:
        """Looks every second, so that a pushed clock is noticed too."""
        while True:
            await self.check()
            await asyncio.sleep(LOOK_EVERY)

    async def check(self) -> Path | None:
        """Makes the copy that is due, if any, and returns it."""
        now = self._now()
        # What is to wait for longer than a day was put down by a clock that has been put right since.
        if now < self._look_at <= now + DAY:
            return None
        moment = latest(now, self._at, self._zone)
        day = moment.astimezone(self._zone).date()
        self._look_at = moment + DAY
        if copy_of(self._folder, day).exists():
            return None
        try:
            copy = await asyncio.to_thread(back_up, self._database, self._folder, day, self._kept)
        except (OSError, sqlite3.Error) as error:
            self._look_at = now + AFTER_FAILURE
            self._metrics.alarms.labels("backup").inc()
            log.error("The nightly copy could not be made: %s", error)
            return None
        log.info("The nightly copy is %s", copy)
        return copy
