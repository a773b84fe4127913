"""The playground as one HTTP server: Bot API, files, control for tests, and the chat page."""

import asyncio
from typing import Any

from aiohttp import web

from playground.api import BotApi
from playground.calls import Calls
from playground.control import Control
from playground.delivery import Delivery
from playground.faults import Faults
from playground.limits import Limits
from playground.page_api import PageApi
from playground.things import Bot
from playground.world import World

LARGEST_BODY = 64 * 1024 * 1024


class Playground:
    """A Telegram on your own machine.

    `limits` switches Telegram's sending limits on, `open_tokens` makes a bot of any well-shaped token,
    `keep` is how many messages a chat remembers, `webhook_delay` the seconds before a webhook's first retry.
    `page.on_clock` pushes the desk's clock by so many seconds and answers {"desk_time": ISO, ...} (also offset_seconds
    and speed, if known); `page.set_clock` tells the page the time without a push.
    """

    def __init__(
        self,
        limits: bool = True,
        open_tokens: bool = False,
        keep: int = 2000,
        webhook_delay: float = 1.0,
    ) -> None:
        self.world = World(keep=keep)
        self.limits = Limits(limits)
        self.faults = Faults()
        self.calls = Calls()
        self.delivery = Delivery(webhook_delay)
        self.api = BotApi(self.world, self.limits, self.faults, self.calls, self.delivery, open_tokens)
        self.page = PageApi(self.api)
        self.control = Control(self.api, self.page.state)
        self.url = ""
        self._runner: web.ServerRunner | None = None

    def bot(self, token: str, username: str = "", name: str = "小格", reads_all: bool = True) -> Bot:
        """A bot account, made if it is new."""
        return self.world.bot(token, username, name, reads_all)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen; returns the port. OSError if it is in use."""
        server = web.Server(
            self._serve, request_factory=_request, access_log=None, handler_cancellation=True, keepalive_timeout=75
        )
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound: int = self._runner.addresses[0][1]
        self.url = f"http://{host}:{bound}"
        return bound

    async def stop(self) -> None:
        """Let everybody who waits go, then close."""
        self.api.closing.set()
        self.page.events.close()
        await self.delivery.end()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path
        if path.startswith("/bot"):
            return await self.api.serve(request)
        if path.startswith("/file/bot"):
            return await self.api.download(request)
        if path.startswith("/playground/"):
            return await self.control.serve(request)
        return await self.page.serve(request)


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_BODY)
