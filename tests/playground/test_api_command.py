"""`python -m playground`: an address on the first line, answers, a clean end, and a plain word when it cannot."""

import asyncio
import signal
import sys

import aiohttp

from playground import scene
from playground.server import Playground


async def test_it_runs_with_the_town_and_ends_cleanly() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", "0", "--town", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as http, http.get(f"{url}/bot{scene.BOT_TOKEN}/getMe") as answer:
        assert (await answer.json())["result"]["username"] == scene.BOT_USERNAME
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_a_taken_port_is_said_in_one_line() -> None:
    first = Playground()
    port = await first.start()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", str(port), stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    await first.stop()
    assert process.returncode == 1
    assert said.decode().startswith(f"cannot listen on 127.0.0.1:{port}")
    assert len(said.splitlines()) == 1
