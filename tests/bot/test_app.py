"""The desk as a whole: it opens, works, takes over, and closes; whatever keeps it from starting is one clear line."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import bot.intake
import bot.loops
import bot.outcomes
from bot.app import RunningDesk, running_desk
from bot.gateway import Account, AccountGone, Conflict, GatewayError, Gone, Sent
from bot.gateways.memory import DESK, MemoryGateway
from bot.loops import CannotStart
from config.settings import Settings, webhook_secret
from config.town import read_town
from models.session import Database, DatabaseTrouble
from models.town_import import apply
from playground import scene
from playground.server import Playground
from rules.messages import Sender
from tests.bot.parts import rows_of, until

ROOT = Path(__file__).parents[2]
TOKEN = f"{DESK.id}:memory"
RESIDENTS, WORKERS = -1001, -1002


def settings(url: str, **values: Any) -> Settings:
    given: dict[str, Any] = {
        "database_url": url,
        "bot_tokens": (TOKEN,),
        "telegram_api": "http://127.0.0.1:9",
        "http_port": 0,
        "admins": (scene.ADMIN,),
    }
    return Settings(**(given | values))


def settle_town(url: str) -> None:
    """The demo town's places, groups and people."""
    database = Database(url)
    with database.transaction() as session:
        apply(session, read_town(scene.TOWN_FILE.read_text(encoding="utf-8"), "town.yaml", {}, {}))
    database.close()


@asynccontextmanager
async def desk_with(url: str, gateway: MemoryGateway, **values: Any) -> AsyncIterator[RunningDesk]:
    async with running_desk(settings(url, **values), gateway) as desk:
        yield desk


def gateway_of(*accounts: Account) -> MemoryGateway:
    return MemoryGateway(accounts or (DESK,))


def words(gateway: MemoryGateway, chat: int) -> list[str]:
    return [each.out.text for each in gateway.sent if each.out.chat == chat]


async def test_a_residents_words_become_a_workers_card(database_url: str) -> None:
    settle_town(database_url)
    gateway = gateway_of()
    async with desk_with(database_url, gateway):
        began = time.monotonic()
        gateway.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
        await until(lambda: any("楼道灯" in text for text in words(gateway, WORKERS)))
        assert time.monotonic() - began < 1.0
        await until(lambda: any("楼道灯" in text for text in words(gateway, RESIDENTS)))


async def test_the_reader_is_ready_soon_and_again_when_the_policies_change(sqlite_url: str, tmp_path: Path) -> None:
    async with desk_with(sqlite_url, gateway_of(), policy_dir=tmp_path) as desk:
        await next(task for task in desk._tasks if task.get_name() == "reader")
        assert seconds_to_be_ready(desk) < 0.1
        ready = desk.resources.ready
        await desk.reloader.reload()
        assert desk.resources.ready != ready
        assert seconds_to_be_ready(desk) < 0.1


def seconds_to_be_ready(desk: RunningDesk) -> float:
    began = time.thread_time()
    assert sum(1 for _ in desk.resources.ready()) > 800
    return time.thread_time() - began


async def test_it_closes_quickly_and_opens_again(database_url: str) -> None:
    gateway = gateway_of()
    for _ in range(2):
        async with desk_with(database_url, gateway) as desk:
            url = desk.http_url
            began = time.monotonic()
        assert time.monotonic() - began < 3.0
        async with aiohttp.ClientSession() as http:
            with pytest.raises(aiohttp.ClientConnectorError):
                await http.get(f"{url}/healthz")


async def test_sends_in_flight_end_before_it_closes(database_url: str) -> None:
    settle_town(database_url)
    gateway = gateway_of()
    async with desk_with(database_url, gateway):
        gateway.script(Sent(), chat=WORKERS, seconds=0.5)
        gateway.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
        database = Database(database_url)
        await until(lambda: rows_of(database, "select 1 from outbox where state = 'sending'"))
    assert rows_of(database, "select state from outbox where state = 'sending'") == []
    assert rows_of(database, f"select 1 from outbox where state = 'sent' and chat_id = {WORKERS}")
    database.close()


async def test_health_and_metrics_are_up(database_url: str) -> None:
    async with desk_with(database_url, gateway_of()) as desk, aiohttp.ClientSession() as http:
        for path in ("healthz", "metrics"):
            async with http.get(f"{desk.http_url}/{path}") as answer:
                assert answer.status == 200, await answer.text()


async def test_a_bot_without_group_talk_is_told_to_the_admin(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="bot")
    gateway = gateway_of(Account(DESK.id, "desk_bot", "小格", reads_all=False))
    gateway.say(scene.ADMIN, Sender(scene.ADMIN, "黎工"), "/start")
    async with desk_with(database_url, gateway):
        await until(lambda: words(gateway, scene.ADMIN))
    before = len(words(gateway, scene.ADMIN))
    async with desk_with(database_url, gateway):
        await until(lambda: any("/setprivacy" in each for each in words(gateway, scene.ADMIN)[before:]))
    assert "cannot read group talk" in caplog.text


async def test_one_odd_refusal_does_not_end_a_sender(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.loops, "FIRST_PAUSE", 0.02)
    settle_town(database_url)
    gateway = gateway_of()
    gateway.script(Gone("account"), chat=WORKERS)
    async with desk_with(database_url, gateway) as desk:
        gateway.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
        await until(lambda: any(each.outcome == Gone("account") for each in gateway.sent))
        await until(lambda: any(isinstance(each.outcome, Sent) and each.out.chat == WORKERS for each in gateway.sent))
        assert desk.loops.ended == {}


async def test_a_bot_that_is_surely_refused_stops_and_another_tells_the_admin(database_url: str) -> None:
    second = Account(701, "other_bot", "小格二号", reads_all=True)
    gateway = gateway_of(DESK, second)
    gateway.chat(scene.ADMIN).bots = [second.id]
    gateway.say(scene.ADMIN, Sender(scene.ADMIN, "黎工"), "/start")
    async with desk_with(database_url, gateway, bot_tokens=(TOKEN, "701:memory")) as desk:
        await until(lambda: words(gateway, scene.ADMIN))
        gateway.revoked.add(DESK.id)
        gateway.say(scene.ADMIN, Sender(scene.ADMIN, "黎工"), "/help")
        await until(lambda: any("不认机器人 @desk_bot" in each for each in words(gateway, scene.ADMIN)))
        assert list(desk.loops.ended) == [f"intake {DESK.id}"]
        assert list(desk.resources.stopped()) == [DESK.id]
        assert not desk.resources.troubles()


async def test_a_refused_token_among_several_keeps_no_other_bot_from_starting(database_url: str) -> None:
    settle_town(database_url)
    second = Account(701, "other_bot", "小格二号", reads_all=True)
    gateway = gateway_of(second, DESK)
    for chat in (scene.ADMIN, RESIDENTS):
        gateway.chat(chat).bots = [DESK.id]
    gateway.say(scene.ADMIN, Sender(scene.ADMIN, "黎工"), "/start")
    async with desk_with(database_url, gateway, bot_tokens=("701:memory", TOKEN)):
        await until(lambda: words(gateway, scene.ADMIN))
    gateway.revoked.add(second.id)
    async with desk_with(database_url, gateway, bot_tokens=("701:memory", TOKEN)) as desk:
        await until(lambda: any("不认机器人 @other_bot" in each for each in words(gateway, scene.ADMIN)))
        assert list(desk.resources.stopped()) == [second.id]
        assert next(iter(desk.resources.accounts)) == DESK.id
        gateway.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
        await until(lambda: any("编号1" in each for each in words(gateway, RESIDENTS)))


# what keeps it from starting --------------------------------------------------------------------------------------


async def cannot_start(url: str, gateway: MemoryGateway | None = None, **values: Any) -> str:
    """The one line the person reads."""
    with pytest.raises((CannotStart, DatabaseTrouble)) as seen:
        async with running_desk(settings(url, **values), gateway):
            await asyncio.sleep(30)
    assert "\n" not in str(seen.value)
    return str(seen.value)


class Bad(MemoryGateway):
    """A platform that refuses the token."""

    async def open(self) -> tuple[Account, ...]:
        raise AccountGone("Telegram refuses the token of bot 700")


async def test_a_bad_token_is_one_line(database_url: str) -> None:
    assert "DESK_BOT_TOKENS" in await cannot_start(database_url, Bad())


async def test_no_token_is_one_line(database_url: str) -> None:
    assert "DESK_BOT_TOKENS" in await cannot_start(database_url, bot_tokens=())


async def test_a_second_desk_on_the_file_is_one_line(sqlite_url: str) -> None:
    async with desk_with(sqlite_url, gateway_of()):
        assert "Another desk" in await cannot_start(sqlite_url, gateway_of())


async def test_a_taken_port_is_one_line_and_frees_everything(sqlite_url: str) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert f"Port {port}" in await cannot_start(sqlite_url, gateway_of(), http_port=port)
    server.close()
    async with desk_with(sqlite_url, gateway_of()):
        pass


async def test_an_unreachable_database_is_one_line() -> None:
    assert "cannot be reached" in await cannot_start("postgresql://postgres@127.0.0.1:9/desk", gateway_of())


async def test_another_poller_at_the_start_is_one_line(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.intake, "CONFLICT_PAUSE_AT_START", 0.01)
    gateway = gateway_of()
    gateway.fail_fetch(Conflict("409"), times=10)
    assert "Another program polls" in await cannot_start(sqlite_url, gateway)


async def test_a_platform_that_is_down_is_waited_for(sqlite_url: str) -> None:
    class Late(MemoryGateway):
        asked = 0

        async def open(self) -> Any:
            self.asked += 1
            if self.asked == 1:
                raise GatewayError("no route to host")
            return await super().open()

    gateway = Late()
    async with desk_with(sqlite_url, gateway):
        assert gateway.asked == 2


# several processes ------------------------------------------------------------------------------------------------


async def test_a_second_process_stands_by_and_takes_over(postgres_url: str) -> None:
    settle_town(postgres_url)
    first, second = gateway_of(), gateway_of()
    second._last_update += 1000
    async with AsyncExitStack() as later:
        async with desk_with(postgres_url, first):
            first.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
            await until(lambda: words(first, WORKERS))
            await later.enter_async_context(desk_with(postgres_url, second))
            second.say(RESIDENTS, Sender(202, "小李"), "1栋1单元电梯坏了")
            await asyncio.sleep(1.0)
            assert second.sent == []
        await until(lambda: any("电梯" in text for text in words(second, WORKERS)), 15.0)


# webhooks ---------------------------------------------------------------------------------------------------------


async def test_a_webhook_desk_takes_updates_over_http(database_url: str) -> None:
    settle_town(database_url)
    gateway = gateway_of()
    values = {"mode": "webhook", "webhook_url": "https://desk.example/hook"}
    async with desk_with(database_url, gateway, **values) as desk, aiohttp.ClientSession() as http:
        await until(lambda: DESK.id in gateway.webhooks)
        url, secret = gateway.webhooks[DESK.id]
        assert (url, secret) == (f"https://desk.example/hook/telegram/{DESK.id}", webhook_secret(TOKEN))
        gateway.say(RESIDENTS, Sender(201, "王阿姨"), "3栋2单元楼道灯不亮了")
        for raw in gateway.unconfirmed(DESK.id):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            async with http.post(f"{desk.http_url}/telegram/{DESK.id}", data=raw.body, headers=headers) as answer:
                assert answer.status == 200
        await until(lambda: words(gateway, WORKERS))


async def test_webhook_calls_missed_while_the_desk_was_closed_come_again(sqlite_url: str) -> None:
    settle_town(sqlite_url)
    playground = Playground(limits=False, webhook_delay=0.2)
    await playground.start()
    scene.build(playground.world, playground.bot(scene.BOT_TOKEN, scene.BOT_USERNAME))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = {"mode": "webhook", "webhook_url": f"http://127.0.0.1:{port}", "http_port": port}
    wanted = settings(sqlite_url, bot_tokens=(scene.BOT_TOKEN,), telegram_api=playground.url, **where)

    def told(words: str) -> bool:
        return any(words in post.text for post in playground.world.messages(WORKERS))

    async with running_desk(wanted):
        playground.world.says(201, RESIDENTS, "3栋2单元楼道灯不亮了")
        await until(lambda: told("1号单"))
    playground.world.says(202, RESIDENTS, "1栋1单元电梯坏了")
    await asyncio.sleep(0.5)
    async with running_desk(wanted):
        await until(lambda: told("2号单"))
    await playground.stop()


# trouble on the platform --------------------------------------------------------------------------------------------


@asynccontextmanager
async def on_playground(url: str) -> AsyncIterator[Playground]:
    """A desk that serves the demo town on a playground."""
    settle_town(url)
    playground = Playground(limits=False)
    await playground.start()
    scene.build(playground.world, playground.bot(scene.BOT_TOKEN, scene.BOT_USERNAME))
    wanted = settings(url, bot_tokens=(scene.BOT_TOKEN,), telegram_api=playground.url)
    async with running_desk(wanted):
        yield playground
    await playground.stop()


def seen(playground: Playground, chat: int, words: str) -> int:
    return sum(words in post.text for post in playground.world.messages(chat))


async def test_a_group_that_becomes_a_supergroup_goes_on_there(database_url: str) -> None:
    async with on_playground(database_url) as playground:
        playground.faults.add("migration", "sendMessage", chat=WORKERS)
        playground.world.says(201, RESIDENTS, "3栋2单元楼道灯不亮了")
        database = Database(database_url)
        await until(lambda: not rows_of(database, f"select 1 from chat_group where chat_id = {WORKERS}"))
        (group,) = rows_of(database, "select chat_id from chat_group where purpose = 'workers'")
        await until(lambda: seen(playground, group.chat_id, "1号单") == 1)
        playground.world.says(202, RESIDENTS, "1栋1单元电梯坏了")
        await until(lambda: seen(playground, group.chat_id, "2号单") == 1)
        database.close()


@pytest.mark.parametrize(
    ("fault", "times_seen"),
    [({"kind": "429", "retry_after": 1}, 1), ({"kind": "500"}, 1), ({"kind": "502"}, 1), ({"kind": "close_after"}, 2)],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
async def test_a_card_comes_through_whatever_the_platform_answers(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], times_seen: int
) -> None:
    monkeypatch.setattr(bot.outcomes, "UNCLEAR_PAUSE", 0.3)
    async with on_playground(sqlite_url) as playground:
        playground.faults.add(method="sendMessage", chat=WORKERS, **fault)
        playground.world.says(201, RESIDENTS, "3栋2单元楼道灯不亮了")
        playground.world.says(202, RESIDENTS, "1栋1单元电梯坏了")
        await until(lambda: seen(playground, WORKERS, "1号单") and seen(playground, WORKERS, "2号单"), 15.0)
        await until(lambda: seen(playground, WORKERS, "号单") == times_seen + 1, 15.0)


# the real process -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "gateway"), [(signal.SIGINT, "telegram_aiogram"), (signal.SIGTERM, "telegram_ptb")])
async def test_the_process_ends_cleanly_on_a_signal(sqlite_url: str, number: signal.Signals, gateway: str) -> None:
    playground = Playground(limits=False)
    await playground.start()
    playground.bot(scene.BOT_TOKEN, scene.BOT_USERNAME)
    environment = os.environ | {
        "DESK_DATABASE_URL": sqlite_url,
        "DESK_BOT_TOKENS": scene.BOT_TOKEN,
        "DESK_TELEGRAM_API": playground.url,
        "DESK_HTTP_PORT": "0",
        "DESK_GATEWAY": gateway,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "main.py", "run", cwd=ROOT, env=environment, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    lines = []
    async with asyncio.timeout(60):
        while b"The desk is open" not in (line := await process.stderr.readline()):
            lines.append(line)
            assert line, b"".join(lines).decode()
        began = time.monotonic()
        process.send_signal(number)
        rest = await process.stderr.read()
        assert await process.wait() == 0, rest.decode()
    assert time.monotonic() - began < 6.0
    assert b"Traceback" not in rest
    await playground.stop()
