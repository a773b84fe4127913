"""A small town on a playground, with one bot, spoken to over HTTP as any library would."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from playground.things import Bot, Chat, Person
from playground.world import World

Json = dict[str, Any]
TOKEN = "100:abcdefghij"
GROUP = -1001
SUPER = -1_000_000_002_002
FORUM = -1_000_000_003_003


@dataclass
class Town:
    """王 and 李 sit in a group, a supergroup and a forum with the bot; only 王 has pressed start."""

    playground: Playground
    http: aiohttp.ClientSession
    bot: Bot
    wang: Person
    li: Person
    seconds: list[float]

    @property
    def world(self) -> World:
        return self.playground.world

    def chat(self, number: int) -> Chat:
        return self.world.chats[number]

    def pass_time(self, seconds: float) -> None:
        self.seconds[0] += seconds

    async def ask(self, method: str, token: str = TOKEN, **params: Any) -> Json:
        """The whole answer, with the HTTP status under "status"."""
        async with self.http.post(f"{self.playground.url}/bot{token}/{method}", json=params) as answer:
            return {**await answer.json(), "status": answer.status}

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.ask(method, **params)
        assert answer["ok"], answer
        assert answer["status"] == 200
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description of a refusal, whose code must be the HTTP status."""
        answer = await self.ask(method, **params)
        assert not answer["ok"], answer
        assert answer["status"] == answer["error_code"]
        return str(answer["description"])

    async def updates(self, bot: Bot | None = None) -> list[Json]:
        """What waits for a bot, confirmed so that the next call gives only what is newer."""
        token = (bot or self.bot).token
        found: list[Json] = (await self.ask("getUpdates", token))["result"]
        if found:
            await self.ask("getUpdates", token, offset=found[-1]["update_id"] + 1, limit=1)
        return found

    async def send(self, chat: int = GROUP, text: str = "收到", **more: Any) -> int:
        sent: Json = await self.ok("sendMessage", chat_id=chat, text=text, **more)
        return int(sent["message_id"])


def keyboard(*words: str) -> Json:
    """One row of buttons; the data is the word after "d:"."""
    return {"inline_keyboard": [[{"text": word, "callback_data": f"d:{word}"} for word in words]]}


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    playground = Playground(limits=False, webhook_delay=0.02)
    await playground.start()
    world, ahead = playground.world, [0.0]
    world.now = lambda: time.time() + ahead[0]
    bot = playground.bot(TOKEN, username="desk_bot")
    wang, li = world.add_person(201, "3-1-501 王阿姨", "wang_ayi"), world.add_person(202, "3-2-1102 小李")
    for number, forum in ((GROUP, False), (SUPER, False), (FORUM, True)):
        world.add_group(number, f"群{number}", forum, purpose="residents")
        world.join(number, wang, quiet=True)
        world.join(number, li, quiet=True)
        world.add_bot_to_group(bot, number, by=wang)
    world.starts(wang, bot)
    bot.updates.pending.clear()
    async with aiohttp.ClientSession() as http:
        yield Town(playground, http, bot, wang, li, ahead)
    await playground.stop()
