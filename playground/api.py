"""The Bot API over HTTP: finds the bot and the method, lets faults happen, answers and logs."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from playground import methods_chat, methods_edit, methods_send, shapes
from playground.access import Call, chat_id
from playground.body import Params, read_params
from playground.calls import Calls
from playground.delivery import Delivery
from playground.faults import Fault, Faults
from playground.limits import Limits
from playground.refusals import (
    OTHER_POLLER,
    Refusal,
    bad_request,
    conflict,
    migrated,
    not_found,
    too_many,
    unauthorized,
)
from playground.things import Bot
from playground.world import World

Method = Callable[[Call], Any]
METHODS: dict[str, Method] = {**methods_send.METHODS, **methods_edit.METHODS, **methods_chat.METHODS}
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,80}")
_HTML_502 = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_BEFORE = frozenset({"429", "400", "401", "403", "409", "500", "migration"})


@dataclass(slots=True)
class Answered:
    """What goes into the log about one call."""

    code: int = 200
    description: str = ""
    chat: int | None = None
    message: int | None = None


@dataclass(slots=True)
class BotApi:
    """All bots' methods. `open_tokens` makes a bot of any token of the right shape."""

    world: World
    limits: Limits
    faults: Faults
    calls: Calls
    delivery: Delivery
    open_tokens: bool = False
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """/bot<token>/<method>"""
        begun = perf_counter()
        token, _, name = request.raw_path.partition("?")[0][4:].partition("/")
        answered, bot = Answered(), None
        try:
            bot = self._bot(unquote(token))
            return await self._call(request, bot, name, answered)
        except Refusal as refusal:
            answered.code, answered.description = refusal.code, refusal.description
            return refuse(refusal)
        finally:
            self._log(bot, name, answered, perf_counter() - begun)

    async def download(self, request: web.BaseRequest) -> web.StreamResponse:
        """/file/bot<token>/<path>"""
        token, _, path = unquote(request.raw_path.partition("?")[0])[9:].partition("/")
        try:
            self._bot(token)
        except Refusal as refusal:
            return refuse(refusal)
        stored = self.world.files.by_path.get(path)
        if stored is None:
            return refuse(not_found())
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _bot(self, token: str) -> Bot:
        bot = self.world.tokens.get(token)
        if bot is not None:
            return bot
        if not _TOKEN.fullmatch(token):
            raise not_found()
        if not self.open_tokens or int(token.partition(":")[0]) in self.world.bots:
            raise unauthorized()
        return self.world.bot(token)

    async def _call(self, request: web.BaseRequest, bot: Bot, name: str, answered: Answered) -> web.StreamResponse:
        params = await _params(request)
        method = name.lower()
        answered.chat = chat_id(params)
        fault = self.faults.take(method, bot.id, answered.chat) if self.faults.active else None
        if fault is not None:
            closed = await self._before(request, fault, answered)
            if closed is not None:
                return closed
        body = await self._perform(method, Call(self.world, self.limits, bot, params), answered)
        if fault is not None:
            return await self._after(request, fault, answered, body)
        return web.Response(body=body, content_type="application/json")

    async def _perform(self, method: str, call: Call, answered: Answered) -> bytes:
        sync = METHODS.get(method)
        if sync is not None:
            result = sync(call)
            if isinstance(result, dict):
                answered.message = result.get("message_id")
            return b'{"ok":true,"result":%s}' % shapes.encode(result)
        if method == "getupdates":
            updates = await self.delivery.get_updates(call)
            return b'{"ok":true,"result":[%s]}' % b",".join([update.body for update in updates])
        return await self._perform_webhook(method, call)

    async def _perform_webhook(self, method: str, call: Call) -> bytes:
        if method == "getwebhookinfo":
            return b'{"ok":true,"result":%s}' % shapes.encode(self.delivery.webhook_info(call))
        if method == "setwebhook":
            words = await self.delivery.set_webhook(call)
        elif method == "deletewebhook":
            words = await self.delivery.delete_webhook(call)
        else:
            raise Refusal(404, "Not Found: method not found")
        return shapes.encode({"ok": True, "result": True, "description": words})

    async def _before(self, request: web.BaseRequest, fault: Fault, answered: Answered) -> web.StreamResponse | None:
        if fault.kind in _BEFORE:
            raise self._refusal(fault, answered)
        if fault.kind == "502":
            answered.code = 502
            return web.Response(status=502, body=_HTML_502, content_type="text/html")
        if fault.kind in ("hang_before", "close_before"):
            return await self._hang_up(request, fault, answered)
        return None

    async def _after(
        self, request: web.BaseRequest, fault: Fault, answered: Answered, body: bytes
    ) -> web.StreamResponse:
        if fault.kind == "slow":
            await self._stall(fault.seconds)
            return web.Response(body=body, content_type="application/json")
        return await self._hang_up(request, fault, answered)

    async def _hang_up(self, request: web.BaseRequest, fault: Fault, answered: Answered) -> web.StreamResponse:
        answered.code, answered.description = 0, fault.kind
        if fault.kind.startswith("hang"):
            await self._stall(fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _stall(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return

    def _refusal(self, fault: Fault, answered: Answered) -> Refusal:
        words = fault.description
        if fault.kind == "429":
            return too_many(fault.retry_after)
        if fault.kind == "migration":
            return migrated(fault.to if fault.to is not None else self._migrate(answered))
        if fault.kind == "401":
            return unauthorized()
        if fault.kind == "409":
            return conflict(words or OTHER_POLLER)
        if fault.kind == "500":
            return Refusal(500, words or "Internal Server Error")
        if fault.kind == "403":
            return Refusal(403, words or "Forbidden: bot was kicked from the supergroup chat")
        return Refusal(400, words) if words else bad_request("chat not found")

    def _migrate(self, answered: Answered) -> int:
        chat = self.world.chats.get(answered.chat or 0)
        if chat is None:
            raise bad_request("chat not found")
        return chat.migrated_to or self.world.migrate(chat)

    def _log(self, bot: Bot | None, name: str, answered: Answered, seconds: float) -> None:
        self.calls.add(
            at=self.world.now(),
            seconds=round(seconds, 6),
            bot=bot.id if bot else 0,
            method=name,
            chat=answered.chat,
            message=answered.message,
            code=answered.code,
            description=answered.description,
        )


def refuse(refusal: Refusal) -> web.Response:
    """The JSON of an error, with the same HTTP status."""
    shape: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        shape["parameters"] = refusal.parameters
    return web.Response(status=refusal.code, body=shapes.encode(shape), content_type="application/json")


async def _params(request: web.BaseRequest) -> Params:
    try:
        return await read_params(request)
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
