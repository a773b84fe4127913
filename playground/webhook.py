"""Sending a bot's updates to its webhook: in order within a chat, retried with growing delay."""

import asyncio
from collections import deque
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import aiohttp

from playground.things import Bot, Json
from playground.updates import Update

LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Hook:
    """What setWebhook asked for."""

    url: str
    secret: str
    connections: int
    certificate: bool = False


class Webhook:
    """The delivery of one bot's updates; what is not answered by 2xx within 60 s is tried again.

    The first retry comes after `delay` seconds, each further one after twice as long, up to a minute.
    """

    def __init__(self, bot: Bot, hook: Hook, session: aiohttp.ClientSession, delay: float) -> None:
        self.bot = bot
        self.hook = hook
        self.last_error = ""
        self.last_error_at = 0.0
        self._session = session
        self._delay = delay
        self._slots = asyncio.Semaphore(hook.connections)
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._headers = {"Content-Type": "application/json"}
        if hook.secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret

    def begin(self) -> None:
        """Take over what is pending and all that comes."""
        self.bot.updates.wake = self.add
        for update in list(self.bot.updates.pending.values()):
            self.add(update)

    def add(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Stop; what was not delivered stays pending."""
        self.bot.updates.wake = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def info(self) -> Json:
        """What getWebhookInfo says of the hook itself."""
        shape: Json = {
            "url": self.hook.url,
            "has_custom_certificate": self.hook.certificate,
            "max_connections": self.hook.connections,
        }
        if self.last_error:
            shape |= {"last_error_date": int(self.last_error_at), "last_error_message": self.last_error}
        return shape

    async def _drain(self, name: int) -> None:
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane.popleft())
        del self._lanes[name]

    async def _deliver(self, update: Update) -> None:
        delay = self._delay
        while not await self._post(update):
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)
        self.bot.updates.pending.pop(update.id, None)

    async def _post(self, update: Update) -> bool:
        try:
            async with (
                self._slots,
                self._session.post(self.hook.url, data=update.body, headers=self._headers) as answer,
            ):
                await answer.read()
                error = "" if 200 <= answer.status < 300 else f"Wrong response from the webhook: {_said(answer)}"
        except (aiohttp.ClientError, TimeoutError) as fault:
            error = "Read timeout expired" if isinstance(fault, TimeoutError) else f"Connection failed: {fault}"
        if error:
            self.last_error, self.last_error_at = error, update.at
        return not error

    def _request(self, update: Update) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self._session.post(self.hook.url, data=update.body, headers=self._headers)


def _said(answer: aiohttp.ClientResponse) -> str:
    return f"{answer.status} {answer.reason}"
