"""A Bot API server that writes down every request and answers what it was told."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web

MESSAGE = {"message_id": 77, "date": 1, "chat": {"id": -100, "type": "supergroup", "title": "群"}, "text": "好"}


@dataclass(slots=True)
class Answer:
    """One scripted answer; `body` JSON or text."""

    body: Any
    status: int = 200


@dataclass(slots=True)
class Scribe:
    """`asked` holds (method, parameters) in order; `answers` what to say to a method, success if nothing.

    `headers` come with every answer that is JSON.
    """

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    addresses: set[str] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def params(self, method: str) -> dict[str, Any]:
        """The parameters of the last call of a method."""
        return next(params for name, params in reversed(self.asked) if name == method)

    def says(self, method: str, body: Any, status: int = 200) -> None:
        self.answers[method].append(Answer(body, status))

    async def start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._serve)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.asked.append((method, await _parameters(request)))
        self.addresses.add(str(request.transport.get_extra_info("peername")) if request.transport else "")
        waiting = self.answers[method]
        usual = MESSAGE if method.startswith(("send", "edit")) else True
        answer = waiting.pop(0) if waiting else Answer({"ok": True, "result": usual})
        if isinstance(answer.body, str | bytes):
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            return web.Response(status=answer.status, body=body, content_type="text/html")
        return web.json_response(answer.body, status=answer.status, headers=self.headers)


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Whatever the encoding, values as JSON where they are."""
    if request.content_type == "application/json":
        given: dict[str, Any] = await request.json()
    else:
        given = {name: _value(value) for name, value in (await request.post()).items()}
    return {name: _value(value) for name, value in given.items()}


def _value(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return (value.filename, value.file.read())
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
