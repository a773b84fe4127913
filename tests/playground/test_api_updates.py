"""getUpdates: offsets, limits, waiting, kinds asked for, and one poller a bot."""

import asyncio
import time
from typing import Any

import pytest

from tests.playground.conftest import GROUP, SUPER, TOKEN, Json, Town, keyboard

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def fetch(town: Town, **params: Any) -> list[int]:
    return [update["update_id"] for update in await town.ok("getUpdates", **params)]


def say(town: Town, count: int) -> None:
    for number in range(count):
        town.world.says(town.wang, GROUP, f"第{number}句")


async def test_unconfirmed_updates_come_again(town: Town) -> None:
    say(town, 3)
    ids = await fetch(town)
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await fetch(town) == ids
    assert await fetch(town, limit=2) == ids[:2]
    assert await fetch(town, offset=ids[1]) == ids[1:]
    assert await fetch(town) == ids[1:]
    assert await fetch(town, offset=ids[2] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(town: Town) -> None:
    say(town, 5)
    ids = await fetch(town)
    assert await fetch(town, offset=-2) == ids[-2:]
    assert await fetch(town) == ids[-2:]


async def test_an_offset_from_another_life_confirms_nothing(town: Town) -> None:
    say(town, 2)
    ids = await fetch(town)
    assert await fetch(town, offset=ids[-1] + 1_000_000) == ids


async def test_at_most_a_hundred_and_not_longer_than_a_day(town: Town) -> None:
    say(town, 120)
    assert len(await fetch(town, limit=1000)) == 100
    town.pass_time(86_401)
    say(town, 1)
    assert len(await fetch(town)) == 1


async def test_a_long_poll_ends_when_something_comes(town: Town) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(fetch(town, timeout=20))
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        say(town, 1)
    assert len(poll.result()) == 1
    assert time.monotonic() - begun < 1


async def test_a_long_poll_ends_empty_after_its_time(town: Town) -> None:
    begun = time.monotonic()
    assert await fetch(town, timeout=1) == []
    assert 0.9 < time.monotonic() - begun < 3


async def test_the_newer_poller_wins(town: Town) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(town.ask("getUpdates", timeout=20))
        await asyncio.sleep(0.05)
        second = tasks.create_task(fetch(town, timeout=20))
        await asyncio.sleep(0.05)
        say(town, 1)
    assert (first.result()["status"], first.result()["description"]) == (409, CONFLICT)
    assert len(second.result()) == 1


async def test_a_poller_that_hung_up_is_no_rival(town: Town) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(town.ask("getUpdates", timeout=20), 0.1)
    await asyncio.sleep(0.05)
    say(town, 1)
    assert len(await fetch(town, timeout=5)) == 1


async def test_stopping_lets_pollers_go(town: Town) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(town.ask("getUpdates", timeout=20))
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        await town.playground.stop()
    assert time.monotonic() - begun < 2


async def test_some_kinds_must_be_asked_for_by_name(town: Town) -> None:
    town.world.promote(town.bot, GROUP)
    said = town.world.says(town.wang, GROUP, "x")
    await town.updates()
    town.world.reacts(town.li, GROUP, said, "👍")
    town.world.leave(GROUP, town.li)
    assert [kind_of(update) for update in await town.updates()] == ["message"]
    await town.ok("getUpdates", allowed_updates=["message", "chat_member", "message_reaction"])
    town.world.join(GROUP, town.li)
    town.world.reacts(town.wang, GROUP, said, "👍")
    sent = await town.send(reply_markup=keyboard("接单"))
    town.world.presses(town.wang, GROUP, sent, "接单")
    assert [kind_of(update) for update in await town.updates()] == ["message", "chat_member", "message_reaction"]


async def test_only_administrators_hear_of_members_and_reactions(town: Town) -> None:
    await town.ok("getUpdates", allowed_updates=["chat_member", "message_reaction"])
    said = town.world.says(town.wang, GROUP, "x")
    town.world.reacts(town.li, GROUP, said, "👍")
    town.world.leave(GROUP, town.li)
    assert await town.updates() == []


async def test_an_empty_list_asks_for_the_usual_again(town: Town) -> None:
    await town.ok("getUpdates", allowed_updates='["callback_query"]')
    say(town, 1)
    await town.ok("getUpdates", allowed_updates=[])
    say(town, 1)
    assert len(await fetch(town)) == 1


def kind_of(update: Json) -> str:
    return next(key for key in update if key != "update_id")


async def test_with_privacy_mode_a_bot_hears_only_what_is_meant_for_it(town: Town) -> None:
    shy = town.playground.bot("300:shy", username="shy_bot", reads_all=False)
    town.world.add_bot_to_group(shy, SUPER)
    await town.updates(shy)
    sent = (await town.ask("sendMessage", "300:shy", chat_id=SUPER, text="有事请说"))["result"]["message_id"]
    town.world.says(town.wang, SUPER, "漏水了")
    town.world.says(town.wang, SUPER, "/report 漏水")
    town.world.says(town.wang, SUPER, "/report@desk_bot 漏水")
    town.world.says(town.wang, SUPER, "/report@Shy_Bot 漏水")
    town.world.says(town.wang, SUPER, "🚰 @shy_bot 漏水")
    town.world.says(town.wang, SUPER, "回一句", reply_to=sent)
    heard = [update["message"]["text"] for update in await town.updates(shy)]
    assert heard == ["/report 漏水", "/report@Shy_Bot 漏水", "🚰 @shy_bot 漏水", "回一句"]
    assert (await town.ask("getMe", "300:shy"))["result"]["can_read_all_group_messages"] is False
    town.world.promote(shy, SUPER)
    town.world.says(town.wang, SUPER, "都听得到了")
    assert (await town.updates(shy))[-1]["message"]["text"] == "都听得到了"


async def test_bots_hear_no_bot(town: Town) -> None:
    other = town.playground.bot("300:other")
    town.world.add_bot_to_group(other, GROUP)
    await town.updates(other)
    await town.updates()
    await town.send()
    assert await town.updates(other) == []
    assert await town.updates() == []


async def test_each_bot_has_its_own_private_chat_with_a_person(town: Town) -> None:
    other = town.playground.bot("300:other")
    town.world.starts(town.wang, other)
    await town.send(201, "一号")
    await town.ask("sendMessage", "300:other", chat_id=201, text="二号")
    assert [post.text for post in town.world.messages(town.bot, town.wang)][-1] == "一号"
    assert [post.text for post in town.world.messages(other, town.wang)] == ["/start", "二号"]
    assert (await town.ask("getUpdates", TOKEN))["result"] == []
