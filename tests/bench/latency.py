"""How long it takes from a resident's words to the card in the workers' group, on an idle machine."""

import asyncio
import time

from playground.things import Post
from tests.bench.contestants import Desk
from tests.bench.stage import Stage

PAUSE = 0.3
PATIENCE = 10.0


async def card_seconds(stage: Stage, desk: Desk, times: int) -> list[float]:
    """The seconds of so many reports, one after the other; raises TimeoutError for a card that does not come."""
    await stage.rest(desk)
    return [await _once(stage, desk) for _ in range(times)]


async def _once(stage: Stage, desk: Desk) -> float:
    await asyncio.sleep(PAUSE)
    arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    wanted = 0

    def hear(post: Post) -> None:
        if post.chat.id == wanted and not arrived.done():
            arrived.set_result(time.monotonic())

    stage.heard.append(hear)
    began = time.monotonic()
    wanted = desk.crowd.report_one()
    async with asyncio.timeout(PATIENCE):
        ended = await arrived
    stage.heard.remove(hear)
    return ended - began
