"""Danger leaves within its ten seconds under a flood of everything else, by the throttle's own reserve."""

import asyncio
import time
from datetime import UTC, datetime

from bot.metrics import Metrics
from bot.sender import Sender
from config.policies import load_policies
from models.session import Database
from rules.taxonomy import ServiceClass
from tests.bot.parts import BOT, ScriptedGateway, nobody_told, put, running, state, until
from tests.handlers.story import SHANGHAI

GROUPS, ROWS_EACH = 60, 40
OURS = -1
POLICIES = load_policies(None, SHANGHAI)


async def test_danger_overtakes_a_full_outbox(database: Database) -> None:
    gateway, promised = ScriptedGateway(), POLICIES.service[ServiceClass.P0].answer.total_seconds()
    gateway.delay = 0.05
    now = datetime.now(UTC)
    limits = POLICIES.throttle
    for _ in range(limits.group_per_minute - limits.reserved_group_per_minute):
        put(database, "刚发的", chat_id=OURS, state="sent", sent_at=now, priority=2)
    for number in range(GROUPS):
        for _ in range(ROWS_EACH):
            put(database, "平常的", chat_id=OURS - number, priority=1 + number % 3)
    sender = Sender(BOT, database, gateway, limits, nobody_told, lambda: datetime.now(UTC), Metrics())
    async with running(sender.run()):
        await until(lambda: len(gateway.sent) > 40)
        dangers = [put(database, "马上打119", chat_id=chat, priority=0) for chat in (OURS, OURS - 1, 501, 601)]
        began = time.monotonic()
        sender.wake()
        await until(lambda: all(state(database, row) == "sent" for row in dangers), promised)
        took = time.monotonic() - began
        assert took < promised
        await asyncio.sleep(0)
    waiting = sum(1 for out in gateway.sent if out.text == "平常的")
    assert waiting < GROUPS * ROWS_EACH
