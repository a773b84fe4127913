"""Webhooks: secret, order within a chat, retries with growing delay, and what setWebhook says."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.playground.conftest import GROUP, SUPER, Json, Town


class Desk:
    """A bot's web server: keeps what it is sent; `answers` maps a text to the statuses it answers first."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.taken: asyncio.Queue[str] = asyncio.Queue()
        self.secrets: set[str] = set()
        self.answers: dict[str, list[int]] = {}
        self.open = self.most = 0
        self.pause = 0.0
        self.times: dict[str, list[float]] = {}

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        text: str = (await request.json())["message"]["text"]
        self.open += 1
        self.most = max(self.most, self.open)
        self.times.setdefault(text, []).append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.pause)
        self.open -= 1
        status = self.answers[text].pop(0) if self.answers.get(text) else 200
        if status == 200:
            self.texts.append(text)
            self.taken.put_nowait(text)
        return web.Response(status=status)

    async def heard(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.texts) < count:
                await self.taken.get()
        return self.texts


@pytest.fixture
async def desk() -> AsyncIterator[tuple[Desk, str]]:
    hook = Desk()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    server = TestServer(app)
    await server.start_server()
    yield hook, str(server.make_url("/hook"))
    await server.close()


async def set_hook(town: Town, url: str, **more: Any) -> Json:
    answer = await town.ask("setWebhook", url=url, **more)
    assert answer["ok"], answer
    return answer


async def test_updates_come_with_the_secret(town: Town, desk: tuple[Desk, str]) -> None:
    hook, url = desk
    town.world.says(town.wang, GROUP, "之前")
    assert (await set_hook(town, url, secret_token="s-1"))["description"] == "Webhook was set"
    town.world.says(town.wang, GROUP, "之后")
    assert await hook.heard(2) == ["之前", "之后"]
    assert hook.secrets == {"s-1"}
    info = await town.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (url, 0, 40)


async def test_a_failing_update_blocks_only_its_chat(town: Town, desk: tuple[Desk, str]) -> None:
    hook, url = desk
    hook.answers["一"] = [500, 503, 404]
    await set_hook(town, url)
    for chat, text in ((GROUP, "一"), (GROUP, "二"), (SUPER, "别的群")):
        town.world.says(town.wang, chat, text)
    assert await hook.heard(3) == ["别的群", "一", "二"]
    first, _, _, last = hook.times["一"]
    assert last - first > 0.02 + 0.04 + 0.08 - 0.01
    assert (await town.ok("getWebhookInfo"))["last_error_message"] == ("Wrong response from the webhook: 404 Not Found")


async def test_max_connections_is_kept(town: Town, desk: tuple[Desk, str]) -> None:
    hook, url = desk
    hook.pause = 0.02
    await set_hook(town, url, max_connections=2)
    for number in range(6):
        chat = -2000 - number
        town.world.add_group(chat, "群")
        town.world.join(chat, town.wang, quiet=True)
        town.world.chats[chat].members[town.bot.id] = town.world.chats[GROUP].members[town.bot.id]
        town.world.says(town.wang, chat, str(number))
    await hook.heard(6)
    assert hook.most == 2


async def test_while_a_webhook_is_set_nobody_polls(town: Town, desk: tuple[Desk, str]) -> None:
    _, url = desk
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(town.ask("getUpdates", timeout=20))
        await asyncio.sleep(0.05)
        await set_hook(town, url)
    assert poll.result()["description"] == "Conflict: terminated by setWebhook request"
    assert await town.refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert (await set_hook(town, url))["description"] == "Webhook is already set"
    assert (await town.ask("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await town.ask("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert await town.ok("getUpdates") == []


async def test_what_was_not_taken_stays(town: Town, desk: tuple[Desk, str]) -> None:
    hook, url = desk
    hook.answers["一"] = [500] * 1000
    await set_hook(town, url)
    town.world.says(town.wang, GROUP, "一")
    await asyncio.sleep(0.1)
    assert (await town.ok("getWebhookInfo"))["pending_update_count"] == 1
    await town.ok("deleteWebhook")
    assert len(await town.ok("getUpdates")) == 1
    await town.ok("deleteWebhook", drop_pending_updates=True)
    assert await town.ok("getUpdates") == []


async def test_an_unreachable_webhook_says_so(town: Town) -> None:
    await set_hook(town, "http://127.0.0.1:1/hook")
    town.world.says(town.wang, GROUP, "一")
    await asyncio.sleep(0.05)
    info = await town.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://x"}, "Bad Request: invalid webhook URL specified"),
        ({"url": "http://x", "secret_token": "中"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "http://x", "secret_token": "x" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_webhooks_telegram_refuses(town: Town, params: dict[str, Any], words: str) -> None:
    assert await town.refused("setWebhook", **params) == words
