"""The commands that go on: a desk on the playground through each library, what keeps one from starting, the demo."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from config.settings import GATEWAYS
from playground import scene
from playground.server import Playground
from playground.things import Bot, Post
from tests.commands import Running, refusal, run, run_here, running

TOKEN = "100:desk"
QUICK = GATEWAYS[1]
RESIDENTS, WORKERS = -1001, -1002
WANG, XIAOYAN = 201, 501


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """The demo's town with one bot in its groups."""
    playground = Playground(limits=False)
    await playground.start()
    scene.build(playground.world, playground.bot(TOKEN, username="desk_bot"))
    yield playground
    await playground.stop()


def settings(playground: Playground, folder: Path, **more: object) -> dict[str, object]:
    ours = {
        "database_url": f"sqlite+aiosqlite:///{folder / 'desk.db'}",
        "bot_tokens": TOKEN,
        "telegram_api": playground.url,
        "gateway": QUICK,
        "http_port": 0,
    }
    return ours | more


async def call(*words: str, **given: object) -> str:
    """What a refused command says; the playground goes on answering meanwhile."""
    return refusal(await asyncio.to_thread(run, *words, **given))


def posts(playground: Playground, chat: int) -> list[Post]:
    """What the bot has said in a chat, oldest first."""
    return [post for post in playground.world.the_chat(chat).posts.values() if isinstance(post.sender, Bot)]


def words(playground: Playground, chat: int) -> str:
    return "\n".join(post.text for post in posts(playground, chat))


@pytest.mark.parametrize("gateway", GATEWAYS)
async def test_a_message_becomes_a_ticket_and_its_cards(gateway: str, playground: Playground, tmp_path: Path) -> None:
    given = settings(playground, tmp_path, gateway=gateway)
    imported = await asyncio.to_thread(run_here, "import", str(scene.TOWN_FILE), **given)
    assert imported.returncode == 0, imported.stderr
    async with running("run", **given) as desk:
        await desk.until(lambda: "The desk is open: @desk_bot" in desk.err)
        world = playground.world
        world.says(WANG, world.the_chat(RESIDENTS), "3号楼2单元电梯又停了")
        await desk.until(lambda: "编号1" in words(playground, RESIDENTS) and "1号单" in words(playground, WORKERS))
        card = next(post for post in posts(playground, WORKERS) if "1号单" in post.text)
        world.presses(XIAOYAN, world.the_chat(WORKERS), card.id, "接单")
        await desk.until(lambda: "高晓燕" in words(playground, RESIDENTS))
        assert "is running on" in await call("run", **given)
        assert await desk.interrupted() == 0
    assert "Traceback" not in desk.err
    assert desk.out == ""


async def test_a_mistake_in_a_policy_is_told_when_asked_to_read_anew_and_nothing_changes(
    playground: Playground, tmp_path: Path
) -> None:
    (tmp_path / "policies").mkdir()
    given = settings(playground, tmp_path, policy_dir=tmp_path / "policies")
    async with running("run", **given) as desk:
        await desk.until(lambda: "The desk is open: @desk_bot" in desk.err)
        (tmp_path / "policies" / "desk.yaml").write_text("retention: 24 h\np0_repeat: 0 s\n", encoding="utf-8")
        desk.told_to_reload()
        await desk.until(lambda: "The policies stay as they were" in desk.err)
        assert re.search(r"desk\.yaml.*2.*p0_repeat must be longer than nothing", desk.err), desk.err
        (tmp_path / "policies" / "desk.yaml").write_text("p0_repeat: 2 min\n", encoding="utf-8")
        desk.told_to_reload()
        await desk.until(lambda: "The policies have been read anew" in desk.err)
        assert await desk.interrupted() == 0
    assert "Traceback" not in desk.err


async def test_a_taken_port(playground: Playground, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = await call("run", **settings(playground, tmp_path, http_port=port))
    assert told.startswith(f"Port {port} cannot be opened (DESK_HTTP_PORT)")


async def test_a_refused_token(playground: Playground, tmp_path: Path) -> None:
    told = await call("run", **settings(playground, tmp_path, bot_tokens="101:wrong"))
    assert told == "DESK_BOT_TOKENS: Telegram refuses the token of bot 101"
    looked = await asyncio.to_thread(run_here, "migrate", **settings(playground, tmp_path))
    assert looked.returncode == 0
    looked = await asyncio.to_thread(run_here, "doctor", **settings(playground, tmp_path, bot_tokens="101:wrong"))
    assert (looked.returncode, looked.stderr) == (0, "")
    assert "Telegram refuses the token of bot 101" in looked.stdout


async def test_a_refused_token_beside_a_good_one(playground: Playground, tmp_path: Path) -> None:
    given = settings(playground, tmp_path, bot_tokens=f"101:wrong,{TOKEN}")
    async with running("run", **given) as desk:
        await desk.until(lambda: "The desk is open: @desk_bot," in desk.err)
        refused = "Telegram refuses the token of bot 101: Unauthorized"
        await desk.until(lambda: f"DESK_BOT_TOKENS: {refused}; the desk is open without it" in desk.err)
        assert await desk.interrupted() == 0
    assert "Traceback" not in desk.err
    looked = await asyncio.to_thread(run_here, "doctor", **given)
    assert looked.stdout.count(refused) == 1


async def test_doctor_hears_from_the_desk_that_runs(playground: Playground, tmp_path: Path) -> None:
    state = {
        "status": "failing", "database": "ok", "running": [], "failing": {"clock": "RuntimeError()"},
        "ended": {"intake 101": "refused", "sender 101": "refused"},
        "deaf": [{"bot": 102, "kind": "rival", "minutes": 0, "why": ""}], "desk_time": "2026-11-20T00:00:00+00:00",
    }  # fmt: skip
    application = web.Application()

    async def health(request: web.Request) -> web.Response:
        return web.json_response(state, status=503)

    application.router.add_get("/healthz", health)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    given = settings(playground, tmp_path, http_port=runner.addresses[0][1])
    await asyncio.to_thread(run_here, "migrate", **given)
    looked = await asyncio.to_thread(run_here, "doctor", **given)
    assert "这些部分停着：clock（RuntimeError()）。" in looked.stdout
    assert "令牌收消息" in looked.stdout and "没在这台机器上运行" not in looked.stdout
    await runner.cleanup()
    looked = await asyncio.to_thread(run_here, "doctor", **given)
    assert f"没在这台机器上运行（127.0.0.1:{given['http_port']} 没有回答）" in looked.stdout


async def test_somebody_else_polls(playground: Playground, tmp_path: Path) -> None:
    playground.faults.add(kind="409", method="getUpdates", times=1000)
    given = settings(playground, tmp_path)
    done = await asyncio.to_thread(run, "run", **given)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "polls" in done.stderr.splitlines()[-1], done.stderr


# the demo --------------------------------------------------------------------------------------------------------


def address(demo: Running) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", demo.out)
    assert found, demo.out
    return found[0]


async def test_the_demo_plays_a_day_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    keepsake = tmp_path / "demo" / "keepsake.txt"
    keepsake.parent.mkdir()
    keepsake.write_text("not the demo's", encoding="utf-8")
    async with running("demo", "--port", "0", "--speed", "20", "--folder", str(keepsake.parent), gateway=QUICK) as demo:
        await demo.until(lambda: "Ctrl-C" in demo.out)
        async with aiohttp.ClientSession() as web:
            async with web.get(address(demo)) as page:
                assert page.status == 200
                assert "text/html" in page.headers["Content-Type"]
            state = ""
            while "编号1" not in state or "1号单" not in state:
                await asyncio.sleep(0.2)
                async with web.get(f"{address(demo)}/playground/state") as answer:
                    state = await answer.text()
        second = await asyncio.to_thread(run, "demo", "--port", "0", "--folder", str(keepsake.parent))
        assert "is running on" in refusal(second)
        assert await demo.interrupted(15) == 0
    assert demo.err == ""
    assert demo.out.endswith("再见。Bye.\n")
    assert keepsake.exists()


async def test_what_falls_due_while_the_clock_is_pushed_is_told_at_its_own_time(tmp_path: Path) -> None:
    """A day's nudges dripped in for a minute after the push: 08:20前要有人接, it said at eight the next morning."""
    async with running("demo", "--port", "0", "--speed", "0.01", "--folder", str(tmp_path), gateway=QUICK) as demo:
        await demo.until(lambda: "Ctrl-C" in demo.out)
        async with aiohttp.ClientSession(address(demo)) as web:

            async def act(name: str, **body: object) -> None:
                async with web.post(f"/api/{name}", json=body) as answer:
                    assert answer.status == 200, await answer.text()

            async def told() -> list[tuple[str, str]]:
                async with web.get("/api/state") as answer:
                    said = [each for chat in (await answer.json())["messages"].values() for each in chat]
                return sorted((each["time"], each["text"]) for each in said)

            await act("say", person=WANG, chat=RESIDENTS, text="3号楼2单元没水了")
            said = await told()
            while not any("1号单" in words for _, words in said):
                await asyncio.sleep(0.1)
                said = await told()
            await act("clock", seconds=86400)
            at_once = await told()
            assert any("督办" in words for _, words in at_once)
            await asyncio.sleep(2)
            assert await told() == at_once
        assert await demo.interrupted(15) == 0


async def test_the_demo_takes_another_port_where_its_own_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with running("demo", "--port", port, "--folder", str(tmp_path), gateway=QUICK) as demo:
            await demo.until(lambda: "Ctrl-C" in demo.out)
            assert not address(demo).endswith(f":{port}")
