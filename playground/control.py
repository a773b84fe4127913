"""What tests ask of a playground in another process: faults, the log of calls, the state, limits."""

from collections.abc import Callable
from typing import Any

import msgspec
from aiohttp import web

from playground import shapes
from playground.api import BotApi
from playground.things import Json


class Control:
    """/playground/faults, /playground/calls, /playground/state, /playground/limits."""

    def __init__(self, api: BotApi, state: Callable[[], Json]) -> None:
        self.api = api
        self.state = state

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        name = request.path.removeprefix("/playground/")
        if name == "calls":
            return self._calls(request)
        if name == "state":
            return answer(self.state())
        if name == "faults":
            return await self._faults(request)
        if name == "limits":
            return await self._limits(request)
        return answer({"error": f"there is no {request.path}"}, 404)

    def _calls(self, request: web.BaseRequest) -> web.StreamResponse:
        """GET: the calls after number `since`, of one `method` or all, and the totals of each method and code."""
        since = request.query.get("since", "0")
        if not since.isdigit():
            return answer({"error": "since must be a number"}, 400)
        return answer(self.api.calls.listing(int(since), request.query.get("method", "")))

    async def _faults(self, request: web.BaseRequest) -> web.StreamResponse:
        """POST one fault (fields of faults.Fault), DELETE all, GET what is in force."""
        if request.method == "DELETE":
            self.api.faults.clear()
        elif request.method == "POST":
            try:
                self.api.faults.add(**await read_object(request))
            except (ValueError, TypeError) as wrong:
                return answer({"error": str(wrong)}, 400)
        return answer({"faults": self.api.faults.listing()})

    async def _limits(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method == "POST":
            try:
                self.api.limits.on = bool((await read_object(request)).get("on", True))
            except ValueError as wrong:
                return answer({"error": str(wrong)}, 400)
        return answer({"on": self.api.limits.on})


async def read_object(request: web.BaseRequest) -> dict[str, Any]:
    """The JSON object of a body; ValueError says what is wrong with it."""
    try:
        value = msgspec.json.decode(await request.read() or b"{}")
    except msgspec.DecodeError as wrong:
        raise ValueError(f"the body is not JSON: {wrong}") from None
    if not isinstance(value, dict):
        raise ValueError("the body must be a JSON object")
    return value


def answer(shape: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=shapes.encode(shape), content_type="application/json")
