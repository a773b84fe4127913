"""The demo town, its import file, and the recorded day."""

import asyncio
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from config.settings import Settings
from playground import demo, scene
from playground.pictures import draw
from playground.player import DayError, Line, Player, load
from playground.server import Playground
from playground.things import Bot
from playground.world import World
from tests.playground.conftest import keyboard


@pytest.fixture
def town() -> tuple[World, Bot]:
    world = World()
    bot = world.bot(scene.BOT_TOKEN, scene.BOT_USERNAME)
    scene.build(world, bot)
    return world, bot


def test_the_import_file_names_the_town_as_it_is(town: tuple[World, Bot]) -> None:
    world, bot = town
    file = yaml.safe_load(scene.TOWN_FILE.read_text())
    groups = {group["chat_id"]: (group["name"], group["purpose"]) for group in file["groups"]}
    assert groups == {chat.id: (chat.title, chat.purpose) for chat in world.chats.values()}
    for person in file["people"]:
        assert world.people[person["user_id"]].name == person["name"]
        assert bot.id in world.people[person["user_id"]].started
    codes = {place["code"] for place in file["places"]}
    named = [group["place"] for group in file["groups"]]
    named += [role["place"] for person in file["people"] for role in person["roles"]]
    assert set(named) <= codes


def test_the_bot_hears_that_it_is_everywhere(town: tuple[World, Bot]) -> None:
    world, bot = town
    assert all(chat.members[bot.id].admin for chat in world.chats.values())
    assert sum(b'"my_chat_member"' in update.body for update in bot.updates.first(100)) == len(world.chats)


def test_the_day_is_spoken_by_people_of_the_town(town: tuple[World, Bot]) -> None:
    world, _ = town
    lines = load(scene.DAY_FILE)
    assert 60 <= len(lines) <= 90
    for line in lines:
        assert line.chat == 0 or line.person in {person.id for person in world.chats[line.chat].people()}
        assert line.text or line.press or line.start
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert {line.photo for line in lines if line.photo} <= {"lift", "leak", "garbage", "bikes", "done"}


async def test_what_is_only_said_plays_without_a_desk(town: tuple[World, Bot]) -> None:
    world, bot = town
    lines = load(scene.DAY_FILE)
    played = await Player(world, bot, speed=10_000, patience=0).play(lines)
    needs_desk = [line for line in lines if line.press or line.card]
    assert len(played.skipped) == len(needs_desk)
    assert played.done == len(lines) - len(needs_desk)


async def test_a_press_waits_for_its_button(town: tuple[World, Bot]) -> None:
    world, bot = town
    chat = world.chats[-1002]
    world.publish(chat, bot, text="128号单 渗漏水", markup=keyboard("✋ 接单"))

    async def card() -> None:
        await asyncio.sleep(0.3)
        world.publish(chat, bot, text="129号单 电梯故障", markup=keyboard("✋ 接单"))
        world.publish(chat, bot, text="130号单 路灯", markup=keyboard("✋ 接单"))

    bot.updates.pending.clear()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(card())
        lines = [
            Line(at=0, chat=-1002, person=501, press="接单", on="电梯"),
            Line(at=0, chat=-1002, person=501, text="办结 已修", card="电梯"),
        ]
        played = await Player(world, bot, patience=3).play(lines)
    assert played.done == 2
    press, reply = (update.body.decode() for update in bot.updates.first(9))
    assert "129号单" in press
    assert "129号单" in reply


async def test_the_day_is_pressed_in_the_language_of_the_desk(town: tuple[World, Bot]) -> None:
    """The desk's buttons read Take and Same here: nothing was taken all day."""
    world, bot = town
    group = world.chats[-1001]
    said = world.publish(group, world.people[202], text="电梯又停了")
    card = world.publish(group, bot, text="Ticket 1 · Lift out of order", markup=keyboard("Same here"), reply_to=said)
    world.publish(world.chats[-1002], bot, text="Ticket 1 “电梯又停了”", markup=keyboard("Take"))
    lines = [
        Line(at=0, chat=-1002, person=501, press="接单", on="电梯"),
        Line(at=0, chat=-1001, person=205, press="我家也是", on="电梯"),
    ]
    labels = demo.labels(Settings(locale="en"))
    played = await Player(world, bot, patience=0, labels=labels).play(lines)
    assert (played.done, card.text) == (2, "Ticket 1 · Lift out of order"), played.skipped


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        (Settings(), ""),
        (Settings(locale="en"), "/?lang=en"),
        (Settings(locale="en", timezone=ZoneInfo("Europe/London")), "/?lang=en&tz=Europe/London"),
    ],
)
def test_the_page_is_opened_in_the_language_of_the_desk(wanted: Settings, asked: str) -> None:
    assert demo.address("http://127.0.0.1:8090", wanted) == f"http://127.0.0.1:8090{asked}"


async def test_a_private_chat_is_opened_before_it_is_used(town: tuple[World, Bot]) -> None:
    world, bot = town
    lines = [
        Line(at=0, chat=0, person=208, text="早了"),
        Line(at=0, chat=0, person=208, start=True),
        Line(at=0, chat=0, person=208, text="在吗", voice=3),
    ]
    played = await Player(world, bot, patience=0).play(lines)
    assert [post.text for post in world.messages(bot, 208)] == ["/start", "在吗"]
    assert len(played.skipped) == 1


async def test_lines_keep_their_distance(town: tuple[World, Bot]) -> None:
    world, bot = town
    lines = [Line(at=at, chat=-1001, person=201, text=str(at)) for at in (0, 10, 20)]
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await Player(world, bot, speed=100).play(lines)
    assert 0.19 < loop.time() - begun < 1


@pytest.mark.parametrize("line", ['{"at": 1}', "nonsense", '{"at": 1, "chat": 1, "person": 1, "colour": 1}'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    day = tmp_path / "day.jsonl"
    day.write_text(f'{{"at": 0, "chat": -1, "person": 1, "text": "x"}}\n\n{line}\n')
    with pytest.raises(DayError, match=r"day\.jsonl:3"):
        load(day)


def test_pictures_are_png() -> None:
    assert all(draw(name).startswith(b"\x89PNG") for name in ("lift", "none"))


async def test_a_taken_port_is_an_os_error() -> None:
    first = Playground()
    port = await first.start()
    with pytest.raises(OSError, match="address already in use"):
        await Playground().start(port=port)
    await first.stop()
