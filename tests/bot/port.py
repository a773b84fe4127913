"""A small server on this machine that answers what it was told to: a call port, an address for the heartbeat."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Port:
    """What was asked of it; `answers` are the next statuses, then 200."""

    url: str = ""
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    answers: deque[int] = field(default_factory=deque)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, dict(request.headers), body))
        return web.Response(status=self.answers.popleft() if self.answers else 200)


@asynccontextmanager
async def listening() -> AsyncIterator[Port]:
    """The server on a free port of the loopback address."""
    port, application = Port(), web.Application()
    application.router.add_route("*", "/{path:.*}", port.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port.url = f"http://127.0.0.1:{runner.addresses[0][1]}/desk"
    try:
        yield port
    finally:
        await runner.cleanup()
