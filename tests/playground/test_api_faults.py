"""Faults on demand, Telegram's limits, and the log of calls, from Python and over HTTP."""

import asyncio
from typing import Any

import aiohttp
import pytest

from playground.limits import Limits
from playground.refusals import Refusal
from playground.things import Chat
from tests.playground.conftest import GROUP, SUPER, TOKEN, Json, Town


def said(town: Town, chat: int = GROUP) -> list[str]:
    return [post.text for post in town.world.messages(chat) if not post.service]


@pytest.mark.parametrize(
    ("fault", "status", "description", "parameters"),
    [
        ({"kind": "429", "retry_after": 7}, 429, "Too Many Requests: retry after 7", {"retry_after": 7}),
        ({"kind": "500"}, 500, "Internal Server Error", None),
        ({"kind": "401"}, 401, "Unauthorized", None),
        ({"kind": "403"}, 403, "Forbidden: bot was kicked from the supergroup chat", None),
        (
            {"kind": "403", "description": "Forbidden: user is deactivated"},
            403,
            "Forbidden: user is deactivated",
            None,
        ),
        ({"kind": "400", "description": "Bad Request: TOPIC_CLOSED"}, 400, "Bad Request: TOPIC_CLOSED", None),
        (
            {"kind": "409"},
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            None,
        ),
        (
            {"kind": "migration", "to": -1_000_000_000_777},
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": -1_000_000_000_777},
        ),
    ],
)
async def test_refusals_on_demand(
    town: Town, fault: dict[str, Any], status: int, description: str, parameters: Json | None
) -> None:
    town.playground.faults.add(method="sendMessage", **fault)
    answer = await town.ask("sendMessage", chat_id=GROUP, text="x")
    assert (answer["status"], answer["error_code"], answer["description"]) == (status, status, description)
    assert answer.get("parameters") == parameters
    assert said(town) == []
    await town.send()


async def test_a_real_migration_on_demand(town: Town) -> None:
    town.playground.faults.add("migration", method="sendMessage")
    answer = await town.ask("sendMessage", chat_id=GROUP, text="x")
    new = answer["parameters"]["migrate_to_chat_id"]
    await town.send(new)
    assert town.chat(GROUP).migrated_to == new


async def test_a_gateway_page_is_html(town: Town) -> None:
    town.playground.faults.add("502")
    async with town.http.post(f"{town.playground.url}/bot{TOKEN}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await answer.text()


@pytest.mark.parametrize(
    ("kind", "done"), [("close_before", []), ("close_after", ["x"]), ("hang_before", []), ("hang_after", ["x"])]
)
async def test_no_answer_before_and_after_the_effect(town: Town, kind: str, done: list[str]) -> None:
    town.playground.faults.add(kind, method="sendMessage", seconds=0.2)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await town.ask("sendMessage", chat_id=GROUP, text="x")
    assert said(town) == done


async def test_a_hang_outlasts_the_client_and_ends_with_the_playground(town: Town) -> None:
    town.playground.faults.add("hang_after", method="sendMessage")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(town.ask("sendMessage", chat_id=GROUP, text="x"), 0.2)
    assert said(town) == ["x"]


async def test_slow_answers(town: Town) -> None:
    town.playground.faults.add("slow", method="getMe", seconds=0.1)
    await town.ok("getMe")
    assert town.playground.calls.since(method="getme")[-1].seconds >= 0.1


async def test_faults_fit_method_bot_and_chat_so_many_times(town: Town) -> None:
    faults = town.playground.faults
    faults.add("500", method="sendMessage", chat=GROUP, times=2, skip=1)
    faults.add("403", bot=999, times=None)
    codes = [(await town.ask("sendMessage", chat_id=GROUP, text="x"))["status"] for _ in range(4)]
    assert codes == [200, 500, 500, 200]
    assert (await town.ask("sendMessage", chat_id=SUPER, text="x"))["status"] == 200
    assert [fault["kind"] for fault in faults.listing()] == ["403"]
    with pytest.raises(ValueError, match="unknown kind"):
        faults.add("earthquake")


async def test_the_same_over_http(town: Town) -> None:
    control = f"{town.playground.url}/playground"
    async with town.http.post(f"{control}/faults", json={"kind": "500", "method": "getMe", "times": None}) as answer:
        assert (await answer.json())["faults"][0]["method"] == "getme"
    await town.refused("getMe")
    async with town.http.post(f"{control}/faults", json={"kind": "500", "colour": 1}) as answer:
        assert (answer.status, "colour" in (await answer.json())["error"]) == (400, True)
    await town.http.delete(f"{control}/faults")
    await town.ok("getMe")
    async with town.http.get(f"{control}/calls", params={"since": "1"}) as answer:
        listing = await answer.json()
    assert [(call["number"], call["method"], call["code"]) for call in listing["calls"]] == [(2, "getMe", 200)]
    assert {"method": "getMe", "code": 500, "count": 1} in listing["totals"]
    async with town.http.get(f"{control}/state") as answer:
        assert {"people", "chats", "messages"} <= set(await answer.json())
    async with town.http.post(f"{control}/limits", json={"on": True}) as answer:
        assert (await answer.json()) == {"on": True}
    assert town.playground.limits.on


async def test_the_log_says_what_came_of_each_call(town: Town) -> None:
    sent = await town.send()
    await town.refused("sendMessage", chat_id=-5, text="x")
    town.playground.faults.add("close_after", method="sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await town.send()
    logged = town.playground.calls.since()
    assert [(call.chat, call.message, call.code, call.description) for call in logged] == [
        (GROUP, sent, 200, ""),
        (-5, None, 400, "Bad Request: chat not found"),
        (GROUP, sent + 1, 0, "close_after"),
    ]
    assert {call.bot for call in logged} == {100}


class Stopwatch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def refusal(limits: Limits, chat: Chat, count: int = 1) -> int:
    """Seconds to wait, 0 if it may be sent."""
    try:
        limits.spend(1, chat, count)
    except Refusal as too_many:
        return int(too_many.parameters["retry_after"])
    return 0


def group(number: int) -> Chat:
    return Chat(number, number, "supergroup")


def test_twenty_a_minute_in_a_group() -> None:
    clock = Stopwatch()
    limits = Limits(clock=clock)
    waits = []
    for second in range(25):
        clock.now = second * 1.0
        waits.append(refusal(limits, group(-1)))
    assert waits[:20] == [0] * 20
    assert waits[20:] == [40, 39, 38, 37, 36]
    clock.now = 60.0
    assert refusal(limits, group(-1)) == 0


def test_a_short_burst_then_one_a_second() -> None:
    clock = Stopwatch()
    limits = Limits(clock=clock)
    private = Chat(5, 5, "private")
    assert [refusal(limits, private) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    clock.now = 1.0
    assert [refusal(limits, private) for _ in range(2)] == [0, 1]


def test_thirty_a_second_for_the_whole_bot() -> None:
    clock = Stopwatch()
    limits = Limits(clock=clock)
    waits = [refusal(limits, group(-number)) for number in range(1, 33)]
    assert waits == [0] * 30 + [1, 1]


def test_an_album_counts_each_picture() -> None:
    limits = Limits(clock=Stopwatch())
    limits.chat_burst = 100.0
    assert [refusal(limits, group(-1), 10) for _ in range(3)] == [0, 0, 60]


async def test_sends_and_edits_count_together_and_answers_do_not(town: Town) -> None:
    town.playground.limits.on = True
    town.playground.limits.chat_burst = 1000.0
    sent = await town.send()
    for number in range(19):
        await town.ok("editMessageText", chat_id=GROUP, message_id=sent, text=str(number))
    answer = await town.ask("sendMessage", chat_id=GROUP, text="x")
    assert answer["status"] == 429
    assert 55 <= answer["parameters"]["retry_after"] <= 60
    assert (await town.ask("getChat", chat_id=GROUP))["status"] == 200
    await town.send(SUPER)
    town.playground.limits.on = False
    await town.send()
