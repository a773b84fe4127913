"""Asks a port of the operator's for SMS or voice calls about dangers that nobody takes."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.metrics import Metrics
from models import alarm
from models.session import Database

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
AT_ONCE = 10
PATIENCE = 10.0
LEASE = timedelta(seconds=30)
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
MOST_TRIES = 20
AGAIN = frozenset({408, 409, 425, 429})
IDEMPOTENCY = "Idempotency-Key"


class CallPort:
    """POSTs each call as JSON with a key that makes repetition harmless, again and again while the ticket waits."""

    def __init__(self, database: Database, url: str, real_now: Callable[[], datetime], metrics: Metrics) -> None:
        self._database, self._url, self._real_now, self._metrics = database, url, real_now, metrics

    async def run(self) -> None:
        """Looks every second until cancelled."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                await self.make_calls(session)
                await asyncio.sleep(LOOK_EVERY)

    async def make_calls(self, session: aiohttp.ClientSession) -> None:
        """Makes the calls that are due."""
        now = self._real_now()
        taken = await self._database.run(alarm.take_calls, now, now + LEASE, AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for call in taken:
                group.create_task(self._make(session, call))

    async def _make(self, session: aiohttp.ClientSession, call: Any) -> None:
        status, trouble = 0, ""
        try:
            headers = {IDEMPOTENCY: call.key}
            async with session.post(self._url, json=call.body, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            trouble = type(error).__name__
        await self._settle(call, status, trouble or f"answered {status}")

    async def _settle(self, call: Any, status: int, why: str) -> None:
        now, outcome = self._real_now(), _outcome(status, call.attempts)
        self._metrics.calls.labels(outcome).inc()
        if outcome == alarm.DONE:
            await self._database.run(alarm.end_call, call.id, alarm.DONE, "", now)
            return
        log.error("The call port did not take call %s: %s", call.key, why)
        if outcome == alarm.REFUSED:
            self._metrics.alarms.labels("call").inc()
            await self._database.run(alarm.end_call, call.id, alarm.REFUSED, why, now)
        else:
            pause = min(FIRST_PAUSE * 2 ** (call.attempts - 1), LONGEST_PAUSE)
            await self._database.run(alarm.call_again, call.id, now + timedelta(seconds=pause), why)


def _outcome(status: int, attempts: int) -> str:
    """What an answer means; 0 is none at all."""
    if 200 <= status < 300:
        return alarm.DONE
    final = 400 <= status < 500 and status not in AGAIN
    return alarm.REFUSED if final or attempts >= MOST_TRIES else "again"
