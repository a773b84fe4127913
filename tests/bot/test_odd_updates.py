"""The whole desk over each Telegram gateway: whatever Telegram may send, nothing is set aside and people are heard."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.app import running_desk
from bot.gateways import NAMES
from models import inbox
from models.session import Database
from playground import scene
from playground.server import Playground
from playground.things import Json
from tests.bot.parts import rows_of, until
from tests.bot.test_app import settings, settle_town

UPDATES = Path(__file__).parent / "fixtures" / "updates"
RESIDENT, WORKER = 201, 501
ODD = (
    "3号楼1单元路灯不亮\x00",
    "\ud83d3号楼1单元门禁坏了",
    "3号楼1单元的灯\u2028\u202e不亮",
    "，" * 4096,
    "办结 1 \x00\udc00",
    "places: \x00",
    "公告 \x00",
    "接龙\n1. \x00\n2. \ud83d",
)
DATA = ("1|claim|1|\x00", "\ud83d", "1|join|9223372036854775807|", "1|home|0|x", "x" * 9000)


def said(who: int, chat: int, text: str, number: int) -> Json:
    kind: Json = {"type": "private", "first_name": "\x00"} if chat > 0 else {"type": "supergroup", "title": "\x00群"}
    sender = {"id": who, "is_bot": False, "first_name": "3\u200b-2-501 \x00王\ud83d"}
    return {"message_id": number, "date": 1763740800, "chat": {"id": chat, **kind}, "from": sender, "text": text}


def odd_updates() -> list[Json]:
    captured = [json.loads(path.read_bytes()) for path in sorted(UPDATES.glob("*.json"))]
    places = [(RESIDENT, -1001), (RESIDENT, RESIDENT), (WORKER, -1002), (WORKER, WORKER), (RESIDENT, -9)]
    told = [
        said(who, chat, text, 9000 + n) for n, (text, (who, chat)) in enumerate((t, p) for t in ODD for p in places)
    ]
    pressed = [
        {"id": f"\x00{data[:9]}", "from": told[0]["from"], "message": told[0] | {"date": 0}, "data": data}
        for data in DATA
    ]
    edited: list[Any] = [each | {"edit_date": 1763740801} for each in told]
    return [
        *captured,
        *({"message": each} for each in told),
        *({"edited_message": each} for each in edited),
        *({"callback_query": each} for each in pressed),
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "memory"])
async def test_nothing_that_telegram_sends_is_set_aside(name: str, database_url: str) -> None:
    settle_town(database_url)
    play = Playground(limits=False)
    bot = play.bot(scene.BOT_TOKEN, scene.BOT_USERNAME)
    scene.build(play.world, bot)
    await play.start()
    database = Database(database_url)
    ours = settings(database_url, bot_tokens=(scene.BOT_TOKEN,), telegram_api=play.url, gateway=name)
    try:
        async with running_desk(ours):
            for update in odd_updates():
                play.world.inject(bot, update)
            play.world.says(RESIDENT, -1001, "3号楼着\u200b火了")
            await until(lambda: any("119" in post.text for post in play.world.messages(-1001, RESIDENT)), 30)
            await until(lambda: rows_of(database, f"select 1 from inbox where state = {inbox.NEW}") == [], 30)
            assert rows_of(database, f"select error from inbox where state = {inbox.ASIDE}") == []
    finally:
        database.close()
        await play.stop()
