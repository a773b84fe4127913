"""The one playground of a run, and the measuring of a bot on it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playground.server import Playground
from playground.things import Bot, Post
from tests.bench.contestants import Contestant
from tests.bench.process import cpu_seconds

PATIENCE = 180.0
LOOK_EVERY = 0.02
LAST_TOUCHES = 0.15


class TooSlow(Exception):
    """A bot has not done its work in PATIENCE seconds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one load cost one bot; `cpu` and `seconds` in seconds, the first of the bot's process alone."""

    messages: int
    requests: int
    sends: int
    cpu: float
    seconds: float

    @property
    def sends_per_cpu(self) -> float:
        return self.sends / self.cpu

    @property
    def messages_per_cpu(self) -> float:
        return self.messages / self.cpu


Load = Callable[[Contestant, int], int]


def requests(contestant: Contestant, messages: int) -> int:
    """Every message a request; returns how many requests that is."""
    return contestant.crowd.report(messages)


def day(contestant: Contestant, messages: int) -> int:
    """An ordinary day: 3 of 100 messages are requests."""
    return contestant.crowd.spend_a_day(messages)


@dataclass
class Stage:
    """The playground with its limits off, and what each bot has sent so far."""

    playground: Playground
    sent: dict[int, int] = field(default_factory=dict)
    heard: list[Callable[[Post], None]] = field(default_factory=list)

    @property
    def api(self) -> str:
        return self.playground.url

    def bot(self, number: int) -> Bot:
        return self.playground.bot(f"{number}:bench", username=f"bench{number}_bot")

    def watch(self, kind: str, what: Any) -> None:
        """Counts the messages of bots."""
        if kind == "message" and isinstance(what.sender, Bot) and not what.service:
            self.sent[what.sender.id] = self.sent.get(what.sender.id, 0) + 1
            for hear in self.heard:
                hear(what)

    def sends(self, contestant: Contestant) -> int:
        return self.sent.get(contestant.town.bot.id, 0)

    async def rest(self, contestant: Contestant) -> None:
        """Until the bot polls and has had nothing to do for half a second."""
        bot = contestant.town.bot.id
        await self.until(lambda: any(call.bot == bot for call in self.playground.calls.recent), contestant)
        calm = 0
        while calm < 10:
            before = self.sends(contestant)
            await asyncio.sleep(0.05)
            calm = calm + 1 if contestant.done(0, 0) and self.sends(contestant) == before else 0

    async def measure(self, contestant: Contestant, messages: int, load: Load) -> Figure:
        """Queues the whole load at once and waits until all is done. Raises TooSlow."""
        await self.rest(contestant)
        sends, cpu, began = self.sends(contestant), cpu_seconds(contestant.pid), time.monotonic()
        asked = load(contestant, messages)
        await self.until(lambda: contestant.done(messages, self.sends(contestant) - sends), contestant)
        seconds = time.monotonic() - began
        # A bot may have confirmed what it is still working on.
        await asyncio.sleep(LAST_TOUCHES)
        return Figure(messages, asked, self.sends(contestant) - sends, cpu_seconds(contestant.pid) - cpu, seconds)

    async def until(self, done: Callable[[], bool], contestant: Contestant) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not done():  # noqa: ASYNC110  # another process does it
                    await asyncio.sleep(LOOK_EVERY)
        except TimeoutError:
            raise TooSlow(f"{contestant.name}: {self.sends(contestant)} sends, then nothing more") from None


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """A playground on loopback, any free port."""
    playground = Playground(limits=False)
    standing = Stage(playground)
    playground.world.watchers.append(standing.watch)
    await playground.start()
    try:
        yield standing
    finally:
        await playground.stop()
