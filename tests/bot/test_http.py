"""The pages: health, metrics, webhooks that are answered only after the commit, and the push of the clock."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError

from bot.clock import DeskClock, Sweeper, real_now
from bot.http import LARGEST_BODY, SECRET, Pages, Server
from bot.intake import Committer
from bot.loops import CannotStart, Loops
from bot.metrics import Metrics
from config.settings import webhook_secret
from handlers.resources import Deaf
from models.session import Database
from tests.bot.parts import BOT, ScriptedGateway, no_wake, put, rows_of, running, take

TOKEN = f"{BOT}:secret"
KEY = {SECRET: webhook_secret(TOKEN)}


@dataclass
class Site:
    """Pages on a port, and the parts behind them."""

    pages: Pages
    server: Server
    http: aiohttp.ClientSession

    async def post(self, path: str, data: Any = None, **how: Any) -> tuple[int, str]:
        async with self.http.post(self.server.url + path, data=data, **how) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(self.server.url + path) as answer:
            return answer.status, await answer.text()

    async def update(self, body: bytes, bot: int = BOT, headers: dict[str, str] | None = None) -> int:
        given = KEY if headers is None else headers
        return (await self.post(f"/telegram/{bot}", data=body, headers=given))[0]


def pages_of(database: Database) -> Pages:
    metrics, clock = Metrics(), DeskClock()
    with database.transaction() as session:
        clock.open(session)
    committer = Committer(database, clock.now, real_now, no_wake, metrics)
    sweeper = Sweeper(database, clock, lambda session: 0, no_wake, metrics)
    secrets = {BOT: KEY[SECRET]}
    loops = Loops(metrics)
    return Pages(database, ScriptedGateway(), committer, clock, sweeper, loops, metrics, secrets)


@pytest_asyncio.fixture
async def site(database: Database) -> AsyncIterator[Site]:
    pages = pages_of(database)
    server = Server(pages, 0, public=False)
    await server.open()
    async with aiohttp.ClientSession() as http, running(pages.committer.run()):
        yield Site(pages, server, http)
    await server.close()


def taken(database: Database) -> list[tuple[int, int]]:
    return [tuple(row) for row in rows_of(database, "select bot_id, update_id from inbox order by id")]


# webhooks ---------------------------------------------------------------------------------------------------------


async def test_a_webhook_update_is_committed_before_it_is_answered(site: Site, database: Database) -> None:
    assert await site.update(b"7 hello") == 200
    assert taken(database) == [(BOT, 7)]


async def test_an_update_sent_again_is_taken_once(site: Site, database: Database) -> None:
    assert [await site.update(b"7 hello") for _ in range(3)] == [200] * 3
    assert taken(database) == [(BOT, 7)]


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "wrong"}, {SECRET: KEY[SECRET] + "x"}, {SECRET: "密"}])
async def test_a_wrong_secret_is_turned_away_and_takes_nothing(
    site: Site, database: Database, headers: dict[str, str]
) -> None:
    assert await site.update(b"7 forged", headers=headers) == 403
    assert taken(database) == []


async def test_an_unknown_bot_is_no_page(site: Site) -> None:
    assert await site.update(b"7 hello", bot=BOT + 1) == 404
    assert (await site.post("/telegram/x", headers=KEY))[0] == 404


@pytest.mark.parametrize("body", [b"", b"{", b"no number"])
async def test_a_malformed_body_is_refused(site: Site, database: Database, body: bytes) -> None:
    assert await site.update(body) == 400
    assert taken(database) == []


async def test_an_update_with_an_impossible_number_is_refused(site: Site, database: Database) -> None:
    assert await site.update(b"%d hello" % 2**70) == 400
    assert await site.update(b"8 hello") == 200
    assert taken(database) == [(BOT, 8)]


async def test_too_large_a_body_is_refused(site: Site, database: Database) -> None:
    assert await site.update(b"7 " + b"x" * LARGEST_BODY) == 413
    assert taken(database) == []


async def test_what_cannot_be_committed_is_asked_for_again(site: Site, database: Database) -> None:
    async def lost(work: Any, *args: Any) -> Any:
        raise OperationalError("insert", {}, ConnectionError("gone"))

    run, database.run = database.run, lost  # type: ignore[method-assign]
    assert await site.update(b"7 hello") == 503
    database.run = run  # type: ignore[method-assign]
    assert await site.update(b"7 hello") == 200
    assert taken(database) == [(BOT, 7)]


async def test_many_at_once_share_commits_and_none_is_lost(site: Site, database: Database) -> None:
    commits = 0
    run = database.run

    async def counted(work: Any, *args: Any) -> Any:
        nonlocal commits
        commits += 1
        return await run(work, *args)

    database.run = counted  # type: ignore[method-assign]
    answers = await asyncio.gather(*(site.update(b"%d hello" % number) for number in range(1, 101)))
    assert answers == [200] * 100
    assert len(taken(database)) == 100
    assert commits < 100


# health and metrics -------------------------------------------------------------------------------------------------


async def test_health_is_well_while_all_runs(site: Site) -> None:
    status, text = await site.get("/healthz")
    assert (status, '"status": "ok"' in text) == (200, True)


async def test_health_fails_while_a_loop_is_down(site: Site) -> None:
    site.pages.loops.down["sender 1"] = "ValueError('a bug')"
    status, text = await site.get("/healthz")
    assert status == 503
    assert "a bug" in text


async def test_health_fails_when_a_bot_is_deaf(database: Database) -> None:
    deaf = [Deaf(BOT, "hook", 3, "SSL error")]
    server = Server(replace(pages_of(database), deaf=lambda: deaf), 0, public=False)
    await server.open()
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{server.url}/healthz") as answer:
            assert answer.status == 503
            assert (await answer.json())["deaf"] == [{"bot": BOT, "kind": "hook", "minutes": 3, "why": "SSL error"}]
        async with http.get(f"{server.url}/metrics") as answer:
            assert "desk_bots_deaf 1.0" in await answer.text()
    await server.close()


async def test_a_call_says_that_the_bot_hears(database: Database) -> None:
    heard: list[int] = []
    pages = replace(pages_of(database), heard=heard.append)
    server = Server(pages, 0, public=False)
    await server.open()
    async with running(pages.committer.run()), aiohttp.ClientSession() as http:
        for key in ({}, KEY):
            async with http.post(f"{server.url}/telegram/{BOT}", data=b"1 x", headers=key) as answer:
                await answer.read()
    await server.close()
    assert heard == [BOT]


async def test_figures_are_told_while_the_database_is_away(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(work: Any, *args: Any) -> Any:
        raise OperationalError("select", {}, ConnectionError("gone"))

    assert "desk_database_up 1.0" in (await site.get("/metrics"))[1]
    site.pages.metrics.alarms.labels("database").inc()
    monkeypatch.setattr(site.pages.database, "run", lost)
    status, told = await site.get("/metrics")
    assert status == 200
    assert "desk_database_up 0.0" in told and 'desk_alarms_total{kind="database"} 1.0' in told


async def test_health_fails_when_a_bot_has_stopped(site: Site) -> None:
    site.pages.loops.ended["sender 1"] = "The platform refuses the token of bot 1"
    status, text = await site.get("/healthz")
    assert (status, '"status": "failing"' in text, "refuses the token" in text) == (503, True, True)


async def test_health_fails_without_the_database(site: Site, database: Database) -> None:
    async def lost(work: Any, *args: Any) -> Any:
        raise OperationalError("select", {}, ConnectionError("gone"))

    database.run = lost  # type: ignore[method-assign]
    assert (await site.get("/healthz"))[0] == 503


async def test_health_fails_when_nothing_is_swept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.pages.sweeper, "_beaten_at", site.pages.sweeper._beaten_at - 100)
    assert (await site.get("/healthz"))[0] == 503


async def test_metrics_tell_what_waits(site: Site, database: Database) -> None:
    old = datetime.now(UTC) - timedelta(seconds=90)
    take(database, 1, "a", arrived_at=old)
    take(database, 1, "b")
    take(database, 1, "c", state=2)
    put(database, priority=0, created_at=old)
    put(database, priority=2)
    status, text = await site.get("/metrics")
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert status == 200
    assert float(figures["desk_inbox_open"]) == 2
    assert 89 < float(figures["desk_inbox_lag_seconds"]) < 100
    assert float(figures["desk_inbox_set_aside"]) == 1
    assert float(figures['desk_outbox_pending{priority="0"}']) == 1
    assert 89 < float(figures['desk_outbox_oldest_seconds{priority="0"}']) < 100
    assert float(figures['desk_outbox_pending{priority="3"}']) == 0
    assert {
        float(figures[f'desk_steps_overdue{{what="{each}"}}']) for each in ("ticket", "alarm", "notice", "whistle")
    } == {0}


# the port ---------------------------------------------------------------------------------------------------------


async def test_a_taken_port_is_one_clear_line(site: Site, database: Database) -> None:
    port = int(site.server.url.rsplit(":", 1)[1])
    with pytest.raises(CannotStart, match=rf"Port {port} cannot be opened \(DESK_HTTP_PORT\): .*in use") as seen:
        await Server(pages_of(database), port, public=False).open()
    assert "\n" not in str(seen.value)


async def test_it_listens_on_loopback_only_unless_it_takes_webhooks(database: Database) -> None:
    hosts = []
    for public in (False, True):
        server = Server(pages_of(database), 0, public)
        await server.open()
        assert server._runner is not None
        hosts.append(server._runner.addresses[0][0])
        await server.close()
    assert hosts == ["127.0.0.1", "0.0.0.0"]
