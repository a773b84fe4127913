"""How updates reach bots: long polling with one poller a bot, or a webhook."""

import asyncio
import re

import aiohttp

from playground.access import Call
from playground.refusals import OTHER_POLLER, SET_WEBHOOK, WEBHOOK_ACTIVE, bad_request, conflict
from playground.things import Bot, Json
from playground.updates import Update
from playground.webhook import Hook, Webhook

LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Delivery:
    """The pollers and webhooks of all bots; `webhook_delay` is the wait before the first retry in seconds."""

    def __init__(self, webhook_delay: float = 1.0) -> None:
        self.webhook_delay = webhook_delay
        self._polls: dict[int, asyncio.Future[str]] = {}
        self._hooks: dict[int, Webhook] = {}
        self._session: aiohttp.ClientSession | None = None

    async def get_updates(self, call: Call) -> list[Update]:
        """Confirm by offset, then answer what is there or wait for the first to come."""
        if call.bot.id in self._hooks:
            raise conflict(WEBHOOK_ACTIVE)
        updates, params = call.bot.updates, call.params
        _allow(call)
        updates.confirm(params.integer("offset"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        timeout = min(max(params.integer("timeout"), 0), LONGEST_POLL)
        ready = updates.first(limit)
        if ready or not timeout:
            return ready
        await self._wait(call.bot, timeout)
        return updates.first(limit)

    async def set_webhook(self, call: Call) -> str:
        """Start or change the webhook; returns what Telegram says of it."""
        url, secret = call.params.text("url"), call.params.text("secret_token")
        if not url:
            return await self.delete_webhook(call)
        if not re.match(r"https?://[^/\s]+", url):
            raise bad_request("invalid webhook URL specified")
        if not _SECRET.fullmatch(secret):
            long = len(secret) > 256
            raise bad_request(f"secret token {'is too long' if long else 'contains unallowed characters'}")
        connections = min(max(call.params.integer("max_connections", 40), 1), 100)
        hook = Hook(url, secret, connections, "certificate" in call.params.files)
        return await self._install(call, hook)

    async def delete_webhook(self, call: Call) -> str:
        if call.params.flag("drop_pending_updates"):
            call.bot.updates.pending.clear()
        hook = self._hooks.pop(call.bot.id, None)
        if hook is None:
            return "Webhook is already deleted"
        await hook.end()
        return "Webhook was deleted"

    def webhook_info(self, call: Call) -> Json:
        hook = self._hooks.get(call.bot.id)
        shape: Json = hook.info() if hook else {"url": "", "has_custom_certificate": False}
        if call.bot.updates.allowed:
            shape["allowed_updates"] = sorted(call.bot.updates.allowed)
        return shape | {"pending_update_count": len(call.bot.updates.pending)}

    async def end(self) -> None:
        """Let every poller go and stop all webhooks."""
        for poll in self._polls.values():
            _release(poll, "")
        for hook in self._hooks.values():
            await hook.end()
        self._hooks.clear()
        if self._session is not None:
            await self._session.close()

    async def _install(self, call: Call, hook: Hook) -> str:
        before = self._hooks.get(call.bot.id)
        drop = call.params.flag("drop_pending_updates")
        _allow(call)
        if before is not None and before.hook == hook and not drop:
            return "Webhook is already set"
        if drop:
            call.bot.updates.pending.clear()
        self._abort(call.bot.id, SET_WEBHOOK)
        if before is not None:
            await before.end()
        self._hooks[call.bot.id] = Webhook(call.bot, hook, self._client(), self.webhook_delay)
        self._hooks[call.bot.id].begin()
        return "Webhook was set"

    async def _wait(self, bot: Bot, timeout: float) -> None:
        self._abort(bot.id, OTHER_POLLER)
        poll: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._polls[bot.id] = poll
        bot.updates.wake = lambda _: _release(poll, "")
        try:
            async with asyncio.timeout(timeout):
                words = await poll
        except TimeoutError:
            words = ""
        finally:
            self._forget(bot, poll)
        if words:
            raise conflict(words)

    def _forget(self, bot: Bot, poll: asyncio.Future[str]) -> None:
        if self._polls.get(bot.id) is poll:
            del self._polls[bot.id]
            if bot.id not in self._hooks:
                bot.updates.wake = None

    def _abort(self, bot: int, words: str) -> None:
        poll = self._polls.get(bot)
        if poll is not None:
            _release(poll, words)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=60)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))
        return self._session


def _allow(call: Call) -> None:
    """Telegram keeps the list of the last call that gave one."""
    kinds = call.params.json("allowed_updates")
    if isinstance(kinds, list):
        call.bot.updates.allow(str(kind) for kind in kinds)


def _release(poll: asyncio.Future[str], words: str) -> None:
    if not poll.done():
        poll.set_result(words)
