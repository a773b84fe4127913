"""The pulse outside: an address that is asked for every minute only while the desk finds nothing of itself overdue."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import aiohttp

from bot.metrics import Metrics
from handlers.doctor import Finding

log = logging.getLogger(__name__)
EVERY = 60.0
PATIENCE = 10.0


class Heartbeat:
    """`ails` looks the desk over: what it finds is why the pulse is left out, and whoever watches it rings somebody."""

    def __init__(self, url: str, ails: Callable[[], Awaitable[Sequence[Finding]]], metrics: Metrics) -> None:
        self._url, self._ails, self._metrics = url, ails, metrics

    async def run(self) -> None:
        """Beats every minute until cancelled."""
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                await self.beat(session)
                await asyncio.sleep(EVERY)

    async def beat(self, session: aiohttp.ClientSession) -> bool:
        """Sends one pulse if all is well; whether it arrived."""
        found = await self._ails()
        if found:
            self._metrics.beats.labels("held").inc()
            log.warning("No heartbeat: %s", ", ".join(finding.name for finding in found))
            return False
        try:
            async with session.get(self._url) as answer:
                arrived = answer.status < 400
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("The heartbeat did not arrive: %s", type(error).__name__)
            arrived = False
        self._metrics.beats.labels("arrived" if arrived else "lost").inc()
        return arrived
