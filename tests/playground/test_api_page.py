"""What the chat page asks of the playground, and what it is told as it happens."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from playground.page_events import PageEvents
from tests.playground.conftest import GROUP, TOKEN, Json, Town, keyboard

PNG = b"\x89PNG\r\n\x1a\nnot really"


async def post(town: Town, what: str, **body: Any) -> tuple[int, Json]:
    async with town.http.post(f"{town.playground.url}/api/{what}", json=body) as answer:
        return answer.status, await answer.json()


async def state(town: Town) -> Json:
    async with town.http.get(f"{town.playground.url}/api/state") as answer:
        found: Json = await answer.json()
        return found


@asynccontextmanager
async def listening(town: Town) -> AsyncIterator[asyncio.Queue[tuple[str, Json]]]:
    """The events of one page."""
    events: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()

    async def read() -> None:
        async with town.http.get(f"{town.playground.url}/api/events") as answer:
            assert answer.content_type == "text/event-stream"
            kind = ""
            async for line in answer.content:
                name, _, value = line.decode().rstrip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    events.put_nowait((kind, json.loads(value)))

    task = asyncio.get_running_loop().create_task(read())
    await asyncio.sleep(0.05)
    yield events
    task.cancel()


async def next_event(events: asyncio.Queue[tuple[str, Json]]) -> tuple[str, Json]:
    return await asyncio.wait_for(events.get(), 2)


async def test_the_state_shows_people_chats_and_messages(town: Town) -> None:
    said = town.world.says(town.wang, GROUP, "漏水了")
    await town.send(reply_to_message_id=said, reply_markup=keyboard("我家也是"))
    found = await state(town)
    assert found["people"][0] == {"id": 201, "name": "3-1-501 王阿姨", "username": "wang_ayi"}
    assert found["bots"] == [{"id": 100, "username": "desk_bot", "name": "小格"}]
    chats = {chat["id"]: chat for chat in found["chats"]}
    assert chats[GROUP] | {"pinned": None} == {
        "id": GROUP, "title": f"群{GROUP}", "kind": "group", "purpose": "residents", "members": [201, 202],
        "bot_ids": [100], "person": None, "pinned": None, "topics": [],
    }  # fmt: skip
    assert (chats[201]["kind"], chats[201]["person"]) == ("private", 201)
    card = found["messages"][str(GROUP)][-1]
    assert card["from"] == {"id": 100, "name": "小格", "bot": True}
    assert card["reply_to"] == {"id": said, "text": "漏水了", "name": "3-1-501 王阿姨"}
    assert card["buttons"] == [[{"text": "我家也是", "data": "d:我家也是"}]]
    assert found["limits"] == {"on": False}


async def test_saying_editing_reacting_and_pressing(town: Town) -> None:
    status, said = await post(town, "say", person=201, chat=GROUP, text="漏水了")
    assert status == 200
    await post(town, "edit", person=201, chat=GROUP, message=said["id"], text="3栋漏水了")
    sent = await town.send(reply_markup=keyboard("接单"))
    _, pressed = await post(town, "press", person=202, chat=GROUP, message=sent, data="d:接单")
    await post(town, "react", person=202, chat=GROUP, message=said["id"], emoji="👍")
    assert town.world.post(GROUP, said["id"]).reactions == {"👍": {202}}
    await post(town, "react", person=202, chat=GROUP, message=said["id"], emoji="👍")
    assert town.world.post(GROUP, said["id"]).reactions == {"👍": set()}
    updates = await town.updates()
    assert updates[0]["message"]["text"] == "漏水了"
    assert updates[1]["edited_message"]["text"] == "3栋漏水了"
    assert updates[2]["callback_query"]["id"] == pressed["callback"]


async def test_a_photo_from_the_page_reaches_the_bot_and_comes_back(town: Town) -> None:
    url = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    status, _ = await post(town, "say", person=201, chat=GROUP, text="看", photo=url)
    assert status == 200
    shown = (await state(town))["messages"][str(GROUP)][-1]
    async with town.http.get(town.playground.url + shown["photo"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)
    assert (await town.updates())[0]["message"]["caption"] == "看"
    _, voice = await post(town, "say", person=201, chat=GROUP, voice=6, reply_to=shown["id"])
    assert town.world.post(GROUP, voice["id"]).media["voice"]["duration"] == 6


async def test_starting_and_talking_in_private(town: Town) -> None:
    status, refused = await post(town, "say", person=202, chat=202, text="在吗")
    assert (status, refused) == (400, {"error": "3-2-1102 小李还没有点“开始”。"})
    _, started = await post(town, "start", person=202, bot=100, payload="t-1")
    await post(town, "say", person=202, chat=started["chat"], text="在吗")
    assert [update["message"]["text"] for update in await town.updates()] == ["/start t-1", "在吗"]


async def test_private_chats_with_two_bots_are_two_chats(town: Town) -> None:
    other = town.playground.bot("300:other")
    _, started = await post(town, "start", person=201, bot=300)
    assert started["chat"] not in (201, 300)
    await post(town, "say", person=201, chat=started["chat"], text="给二号")
    assert [update["message"]["text"] for update in await town.updates(other)] == ["/start", "给二号"]


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("say", {"person": 201, "chat": GROUP, "text": " "}, 400),
        ("say", {"person": 201, "chat": -77, "text": "x"}, 400),
        ("say", {"person": 999, "chat": GROUP, "text": "x"}, 400),
        ("say", {"chat": GROUP, "text": "x"}, 400),
        ("say", {"person": 201, "chat": GROUP, "photo": "http://x"}, 400),
        ("say", {"person": 201, "chat": GROUP, "text": "x", "reply_to": 99}, 400),
        ("press", {"person": 201, "chat": GROUP, "message": 99, "data": "x"}, 400),
        ("clock", {"seconds": 3600}, 409),
        ("person", {"name": " "}, 400),
        ("dance", {}, 404),
    ],
)
async def test_errors_are_plain_words(town: Town, what: str, body: Json, status: int) -> None:
    found, answer = await post(town, what, **body)
    assert found == status
    assert answer["error"]


async def test_a_new_person_joins_the_residents_groups(town: Town) -> None:
    town.world.add_group(-1002, "工作群", purpose="workers")
    _, person = await post(town, "person", name="2-1-101 新邻居")
    assert person["id"] > 9000
    found = await state(town)
    inside = {chat["id"] for chat in found["chats"] if person["id"] in chat["members"]}
    assert GROUP in inside
    assert -1002 not in inside
    said = [message["service"] for message in found["messages"][str(GROUP)] if message["service"]]
    assert {"what": "new_chat_members", "who": "2-1-101 新邻居"} in said


async def test_everything_is_told_as_it_happens(town: Town) -> None:
    town.world.promote(town.bot, GROUP)
    async with listening(town) as events:
        said = town.world.says(town.wang, GROUP, "漏水")
        kind, message = await next_event(events)
        assert (kind, message["chat"], message["id"], message["text"]) == ("message", GROUP, said, "漏水")
        sent = await town.send(reply_markup=keyboard("接单"))
        await next_event(events)
        await town.ok("editMessageText", chat_id=GROUP, message_id=sent, text="办结")
        kind, message = await next_event(events)
        assert (kind, message["text"], message["edited"], message["buttons"]) == ("edit", "办结", True, [])
        town.world.reacts(town.li, GROUP, sent, "👍")
        assert (await next_event(events))[1]["reactions"] == [{"emoji": "👍", "count": 1}]
        await town.ok("pinChatMessage", chat_id=GROUP, message_id=sent)
        assert (await next_event(events))[0] == "pin"
        await next_event(events)
        await town.ok("deleteMessage", chat_id=GROUP, message_id=sent)
        assert await next_event(events) == ("delete", {"id": sent, "chat": GROUP, "deleted": True})


async def test_the_answer_to_a_press_is_told(town: Town) -> None:
    sent = await town.send(reply_markup=keyboard("接单"))
    async with listening(town) as events:
        _, pressed = await post(town, "press", person=201, chat=GROUP, message=sent, data="d:接单")
        await town.ok("answerCallbackQuery", callback_query_id=pressed["callback"], text="已接单", show_alert=True)
        told = {"person": 201, "chat": GROUP, "text": "已接单", "alert": True}
        assert await next_event(events) == ("answer", told)


async def test_the_clock_is_pushed_through_the_hook(town: Town) -> None:
    pushed: list[float] = []

    async def push(seconds: float) -> Json:
        pushed.append(seconds)
        return {"desk_time": "2026-03-02T08:00:00+08:00"}

    town.playground.page.on_clock = push
    async with listening(town) as events:
        status, told = await post(town, "clock", seconds=3600)
        assert (status, told["offset_seconds"]) == (200, 3600)
        assert (await next_event(events))[0] == "clock"
    read = town.playground.page.ticks()
    town.playground.page.ticks = lambda: read + 60
    assert (await state(town))["clock"]["desk_time"].startswith("2026-03-02T08:01:00")
    assert pushed == [3600]


@pytest.mark.parametrize("seconds", [-5, 1e12, 400 * 86400, "nan", "inf"])
async def test_the_clock_goes_neither_back_nor_out_of_the_calendar(town: Town, seconds: float) -> None:
    async def push(seconds: float) -> Json:
        raise AssertionError(seconds)

    town.playground.page.on_clock = push
    status, told = await post(town, "clock", seconds=seconds)
    assert (status, told["error"]) == (400, "时间只能往前拨，一次最多一年。")
    assert (await state(town))["clock"]["offset_seconds"] == 0


async def test_a_page_that_falls_behind_is_cut_off() -> None:
    events = PageEvents()
    line: asyncio.Queue[bytes | None] = asyncio.Queue()
    events._lines.add(line)
    for number in range(2500):
        events.watch("clock", {"desk_time": None, "offset_seconds": number})
    assert line.qsize() == 2001
    assert events._lines == set()


async def test_files_of_the_page_and_nothing_else(town: Town) -> None:
    async with town.http.get(f"{town.playground.url}/") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
    for path in ("/page/%2e%2e/server.py", "/page/../../pyproject.toml", "/page/", "/page/none.js", "/etc/passwd"):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(town.playground.url.rpartition(":")[2]))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert (await reader.readline()).split()[1] == b"404", path
        writer.close()
    async with town.http.get(f"{town.playground.url}/file/bot{TOKEN}/../../x") as answer:
        assert answer.status == 404
