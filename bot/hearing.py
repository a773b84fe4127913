"""Whether a bot hears its platform: one that is deaf runs without a fault, and nothing it does shows it."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable

from bot.gateway import Gateway
from handlers.resources import Deaf

log = logging.getLogger(__name__)
DEAF = 120.0
# A desk that has just ended, or a process that has not yet seen that it lost the bot, still polls for a moment.
RIVAL = 25.0
RIVAL_GONE = 300.0
LOOK_EVERY = 60.0


class Hearing:
    """When a bot last heard its platform, and what has been in the way since. `clock` never jumps."""

    def __init__(self, bot: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.bot, self._clock = bot, clock
        self._since: float | None = None
        self._kind = self._why = ""
        self._rival_since = self._rival_at = -math.inf

    def listens(self) -> None:
        """This process is to hear the bot from now on."""
        self._since, self._kind, self._why = self._clock(), "silent", ""

    def rests(self) -> None:
        """It is another's to hear, or nobody's."""
        self._since = None

    def heard(self) -> None:
        """The platform has answered, or called."""
        self._since = None if self._since is None else self._clock()

    def failed(self, kind: str, why: str) -> None:
        """Nothing can be heard now: `silent` the platform does not answer, `hook` it cannot call us."""
        self._kind, self._why = kind, why

    def met_rival(self) -> bool:
        """Another program takes what is meant for us; whether it has for longer than one that is just ending."""
        now = self._clock()
        if now - self._rival_at > RIVAL_GONE:
            self._rival_since = now
        self._rival_at = now
        return now - self._rival_since >= RIVAL

    def trouble(self) -> Deaf | None:
        """What somebody should know; a rival lets us hear some of it."""
        if self._since is None:
            return None
        now = self._clock()
        minutes = int((now - self._since) // 60)
        if self._rival_at - self._rival_since >= RIVAL and now - self._rival_at <= RIVAL_GONE:
            return Deaf(self.bot, "rival", minutes, "")
        return Deaf(self.bot, self._kind, minutes, self._why) if now - self._since >= DEAF else None


class Hook:
    """Has the platform call us, and looks each minute whether it can and still does."""

    def __init__(
        self, bot: int, gateway: Gateway, url: str, secret: str, hearing: Hearing, rival: Callable[[], Awaitable[None]]
    ) -> None:
        self._bot, self._gateway, self._url, self._secret = bot, gateway, url, secret
        self._hearing, self._rival = hearing, rival

    async def run(self) -> None:
        """Looks until cancelled. Raises GatewayError where the platform cannot be asked."""
        await self._gateway.listen(self._bot, self._url, self._secret)
        self._hearing.listens()
        try:
            while True:
                await asyncio.sleep(LOOK_EVERY)
                await self.look()
        finally:
            self._hearing.rests()

    async def look(self) -> None:
        """Asks how the calls fare; who has turned them elsewhere has taken what was meant for us."""
        calls = await self._gateway.calls(self._bot)
        if calls.url != self._url:
            log.error("The webhook of bot %s was turned elsewhere; it is ours again", self._bot)
            await self._gateway.listen(self._bot, self._url, self._secret)
            if self._hearing.met_rival():
                await self._rival()
        elif calls.waiting and calls.error:
            self._hearing.failed("hook", calls.error)
        else:
            self._hearing.heard()
