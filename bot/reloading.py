"""Takes up changed policy files while the desk runs; a mistake in them leaves everything as it was."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from sqlmodel import Session

from bot.metrics import Metrics
from bot.resources import resources_for
from config.faults import ConfigurationFaults, Fault, said
from config.settings import Settings
from handlers.desk import Resources
from models.session import Database

log = logging.getLogger(__name__)
# What is read from files; all else of the resources lives on.
READ_ANEW = ("policies", "texts", "english", "read", "ear", "foresee", "alarms", "ready")


class Reloader:
    """Waits to be asked (SIGHUP), reads everything of the policies' folder, and takes all of it or nothing.

    `tell` says to the admins what came of it, in a transaction: the faults, none where it was taken.
    """

    def __init__(
        self,
        settings: Settings,
        resources: Resources,
        database: Database,
        tell: Callable[[Session, Sequence[Fault]], None],
        metrics: Metrics,
    ) -> None:
        self._settings, self._resources, self._database = settings, resources, database
        self._tell, self._metrics = tell, metrics
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Has the policies read anew, soon."""
        self._asked.set()

    async def run(self, done: Callable[[], None] = lambda: None) -> None:
        """Serves until cancelled; `done` is called each time, whether the policies are new or the old ones."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            await self.reload()
            done()

    async def reload(self) -> bool:
        """Reads the files; whether they were sound and are in force now."""
        try:
            fresh = await asyncio.to_thread(self._fresh)
        except ConfigurationFaults as wrong:
            return await self._refuse(wrong.faults)
        except OSError as wrong:
            told = said("unreadable", problem=wrong.strerror)
            return await self._refuse([Fault(str(wrong.filename), 1, told)])
        await self._database.run(self._take, fresh)
        log.info("The policies have been read anew")
        return True

    def _fresh(self) -> Resources:
        fresh = resources_for(self._settings)
        deque(fresh.ready(), maxlen=0)
        return fresh

    async def _refuse(self, faults: Sequence[Fault]) -> bool:
        for fault in faults:
            log.error("The policies stay as they were: %s", fault)
        self._metrics.alarms.labels("policies").inc()
        await self._database.run(self._tell, faults)
        return False

    def _take(self, session: Session, fresh: Resources) -> None:
        """In a transaction of its own, so that none sees half of it where one writes at a time."""
        for name in READ_ANEW:
            setattr(self._resources, name, getattr(fresh, name))
        self._resources.moments.clear()
        self._tell(session, [])
