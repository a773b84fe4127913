"""A running playground for the tests of its chat page, with a bot that does as the test says."""

import json
import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from playground.server import Playground
from tests.playground.browser import Page

TOKEN = "7000000009:page-test-desk"
RESIDENTS, WORKERS, OFFICIALS = -1001, -1002, -1003
WANG, LI, XIAOYAN, WU = 201, 202, 501, 701
TITLES = {RESIDENTS: "第一网格居民群", WORKERS: "达濠社区工作群", OFFICIALS: "光明街道指挥群"}
CLAIM = [[{"text": "接单", "callback_data": "1|claim|128"}, {"text": "转派", "callback_data": "1|transfer|128"}]]


class Town:
    """A running playground with three groups, the page open on it, and a bot that does as the test says."""

    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        self.playground, self.http = playground, http
        self.world = playground.world
        self.bot = playground.bot(TOKEN, "xiaoge_bot")
        self.pushed: list[float] = []
        self.time = datetime(2025, 11, 21, 8, 44, tzinfo=UTC)
        self._populate()

    def _populate(self) -> None:
        for number, name in {WANG: "3-2-501 王阿姨", LI: "小李", XIAOYAN: "高晓燕", WU: "吴主任"}.items():
            self.world.add_person(number, name)
        seats = {RESIDENTS: (WANG, LI), WORKERS: (XIAOYAN,), OFFICIALS: (WU,)}
        for chat, purpose in ((RESIDENTS, "residents"), (WORKERS, "workers"), (OFFICIALS, "officials")):
            self.world.add_group(chat, TITLES[chat], purpose=purpose)
            for person in seats[chat]:
                self.world.join(chat, person, quiet=True)
            self.world.add_bot_to_group(self.bot, chat, admin=True, by=seats[chat][0])

    async def push(self, seconds: float) -> dict[str, Any]:
        self.pushed.append(seconds)
        self.time += timedelta(seconds=seconds)
        return {"desk_time": self.time.isoformat()}

    async def call(self, method: str, **params: Any) -> Any:
        """The bot calls a method of the Bot API."""
        async with self.http.post(f"{self.playground.url}/bot{TOKEN}/{method}", json=params) as response:
            said = await response.json()
        assert said["ok"], said
        return said["result"]

    async def card(self, chat: int, text: str, keys: Any = None, **more: Any) -> int:
        """The bot sends a message; returns its id."""
        markup = {"reply_markup": {"inline_keyboard": keys}} if keys else {}
        number: int = (await self.call("sendMessage", chat_id=chat, text=text, **markup, **more))["message_id"]
        return number

    async def pressed(self) -> dict[str, Any]:
        """The last button press the bot hears of; what was written before it may be heard first."""
        heard = await self.call("getUpdates", timeout=5, offset=-1)
        while heard and "callback_query" not in heard[-1]:
            heard = await self.call("getUpdates", timeout=5, offset=heard[-1]["update_id"] + 1)
        assert heard, "no button was pressed"
        query: dict[str, Any] = heard[-1]["callback_query"]
        return query


async def show(page: Page, town: Town, query: str = "") -> None:
    await page.open(f"{town.playground.url}/{query}")
    await page.until("document.querySelector('.live').dataset.status === 'live'")
    await page.until("document.querySelectorAll('.column').length === 4")


def column(purpose: str) -> str:
    return f'.column[data-purpose="{purpose}"]'


def words(purpose: str) -> str:
    """A script: the texts of a column's bubbles, oldest first."""
    texts = f"document.querySelectorAll('{column(purpose)} .unit:not(.leaving) .text')"
    return f"[...{texts}].map((one) => one.firstChild.data || '')"


def count(selector: str) -> str:
    return f"document.querySelectorAll({json.dumps(selector)}).length"


async def write(page: Page, purpose: str, text: str) -> None:
    await page.click(f"{column(purpose)} textarea")
    await page.type(text)
    await page.key("Enter")


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x30\x90\x60" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
