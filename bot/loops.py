"""Loops that must not end: what fails is logged, counted and started anew, a little later each time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from bot.gateway import AccountGone, GatewayError
from bot.intake import PolledElsewhere
from bot.metrics import Metrics
from bot.sender import AccountRefused
from models.session import first_line, is_lost

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
            except Exception as error:  # noqa: BLE001  A supervised loop: whatever failed is tried anew, and counted.
                self._metrics.restarts.labels(name.partition(" ")[0]).inc()
                if time.monotonic() - began > CALM:
                    pause = FIRST_PAUSE
                self.down[name] = self._told(name, error, pause)
            finally:
                self.running.discard(name)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            del self.down[name]

    def _told(self, name: str, error: Exception, pause: float) -> str:
        """Logs why a loop is down, and returns it: a lost database in plain words, a bug with its traceback."""
        if is_lost(error):
            self._metrics.alarms.labels("database").inc()
            lost = f"The database is lost ({first_line(error)})"
            log.error("%s; %s goes on in %.1f s", lost, name, pause)
            return lost
        known = isinstance(error, GatewayError)
        log.error("%s failed (%r); again in %.1f s", name, error, pause, exc_info=None if known else error)
        return repr(error)
