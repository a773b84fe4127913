"""Loops that must not end: what fails is logged, counted and started anew, a little later each time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from bot.gateway import AccountGone, GatewayError
from bot.intake import PolledElsewhere
from bot.metrics import Metrics
from bot.sender import AccountRefused
from models.session import is_lost

log = logging.getLogger(__name__)
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
CALM = 60.0


class CannotStart(Exception):
    """The desk cannot run; the words are one line for the person who started it, the exit code is 2."""


class Loops:
    """Keeps loops running; `down` are those that are failing, `ended` those that are over for good, by name."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.running: set[str] = set()
        self.down: dict[str, str] = {}
        self.ended: dict[str, str] = {}

    async def keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Runs a loop until it returns, until its account is refused, or until CannotStart."""
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            self.running.add(name)
            try:
                await work()
                return
            except PolledElsewhere as error:
                raise CannotStart(str(error)) from None
            except (AccountGone, AccountRefused) as error:
                self.ended[name] = str(error)
                self._metrics.alarms.labels("account").inc()
                log.error("%s has ended: %s", name, error)
                return
            except Exception as error:  # A supervised loop: whatever failed is tried anew, and counted.
                self.down[name] = repr(error)
                self._metrics.restarts.labels(name.partition(" ")[0]).inc()
                known = isinstance(error, GatewayError) or is_lost(error)
                log.error("%s failed (%r); again in %.1f s", name, error, pause, exc_info=None if known else error)
            finally:
                self.running.discard(name)
            if time.monotonic() - began > CALM:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            del self.down[name]
