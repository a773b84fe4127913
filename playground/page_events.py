"""What happens in the world, told to open chat pages as server-sent events."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from playground import page_shapes, shapes
from playground.things import Json

KEEP_ALIVE = 15.0
BACKLOG = 2000
_SHAPES: dict[str, tuple[str, Callable[[Any], Json]]] = {
    "message": ("message", page_shapes.message),
    "edit": ("edit", page_shapes.message),
    "delete": ("delete", page_shapes.gone),
    "reaction": ("reaction", page_shapes.message),
    "pin": ("pin", page_shapes.message),
    "answer": ("answer", page_shapes.answered),
    "chat": ("chat", page_shapes.chat_shape),
    "person": ("person", page_shapes.person),
    "clock": ("clock", dict),
}
_Line = asyncio.Queue[bytes | None]


class PageEvents:
    """The open streams. A page that falls `BACKLOG` events behind is cut off and fetches the state anew."""

    def __init__(self) -> None:
        self._lines: set[_Line] = set()
        self._number = 0

    def watch(self, kind: str, what: Any) -> None:
        """A watcher of the world; costs nothing while no page is open."""
        if not self._lines:
            return
        name, shape = _SHAPES[kind]
        self._number += 1
        event = b"id: %d\nevent: %s\ndata: %s\n\n" % (self._number, name.encode(), shapes.encode(shape(what)))
        for line in list(self._lines):
            self._put(line, event)

    def close(self) -> None:
        for line in self._lines:
            line.put_nowait(None)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One page's stream, until it leaves."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        line: _Line = asyncio.Queue()
        self._lines.add(line)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1500\n\n")
            await _pour(line, response)
        except ConnectionResetError:
            pass
        finally:
            self._lines.discard(line)
        return response

    def _put(self, line: _Line, event: bytes) -> None:
        if line.qsize() < BACKLOG:
            line.put_nowait(event)
        else:
            line.put_nowait(None)
            self._lines.discard(line)


async def _pour(line: _Line, response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(KEEP_ALIVE):
                event = await line.get()
        except TimeoutError:
            event = b": still here\n\n"
        if event is None:
            return
        await response.write(event)
