"""A little server that speaks as OpenAI-compatible ones do, and as broken ones do."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

SLOW = "slow"


@dataclass
class FakeService:
    """`will` are the next answers: words, SLOW, an HTTP status, or bytes as they are; else `usually`.

    `heard` is what it usually hears in a voice note. `asked` holds what was asked, `keys` the Authorization headers.
    """

    usually: Any = ""
    heard: Any = ""
    will: deque[Any] = field(default_factory=deque)
    asked: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    async def chat(self, request: web.Request) -> web.StreamResponse:
        self._note(request, await request.json())
        return await self._answer(self.usually, lambda words: {"choices": [{"message": {"content": words}}]})

    async def speech(self, request: web.Request) -> web.StreamResponse:
        parts: dict[str, bytes | str] = {}
        async for part in await request.multipart():
            assert part is not None and hasattr(part, "name")
            content = bytes(await part.read())  # type: ignore[union-attr]
            parts[str(part.name)] = content if part.name == "file" else content.decode()
        self._note(request, parts)
        return await self._answer(self.heard, lambda words: {"text": words})

    def _note(self, request: web.Request, what: Any) -> None:
        self.asked.append(what)
        self.keys.append(request.headers.get("Authorization", ""))

    async def _answer(self, usually: Any, shape: Callable[[Any], Any]) -> web.StreamResponse:
        answer = self.will.popleft() if self.will else usually
        if answer == SLOW:
            await asyncio.sleep(60)
        if isinstance(answer, int):
            return web.Response(status=answer, headers={"Location": f"{self.url}/elsewhere"})
        return web.Response(body=answer) if isinstance(answer, bytes) else web.json_response(shape(answer))

    def judges(self, kind: str, *matters: str) -> None:
        """What it says of every message from now on."""
        self.usually = json.dumps({"kind": kind, "matters": matters})


@asynccontextmanager
async def service() -> AsyncIterator[FakeService]:
    """A server on loopback; `url` ends in /v1."""
    fake = FakeService()
    app = web.Application(client_max_size=2**24)
    app.router.add_post("/v1/chat/completions", fake.chat)
    app.router.add_post("/v1/audio/transcriptions", fake.speech)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    fake.url = f"http://127.0.0.1:{port}/v1"
    try:
        yield fake
    finally:
        await runner.cleanup()
