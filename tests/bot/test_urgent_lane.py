"""Danger is answered within its ten seconds under a flood of everything else, coming in and going out."""

import asyncio
import time
from datetime import UTC, datetime
from functools import partial

from bot.intake import Committer
from bot.lookout import sounds_like_danger
from bot.metrics import Metrics
from bot.sender import Sender
from bot.worker import Worker
from config.policies import load_policies
from handlers import dispatch
from models.session import Database
from rules.messages import Sender as Speaker
from tests.bot.parts import BOT, ScriptedGateway, no_wake, nobody_told, put, rows_of, running, state, until
from tests.handlers.story import OTHERS, RESIDENTS, SHANGHAI, Story

GROUPS, ROWS_EACH = 60, 40
# How soon danger is answered, in seconds.
PROMISED = 10
OURS = -1
POLICIES = load_policies(None, SHANGHAI)


async def test_danger_overtakes_a_full_outbox(database: Database) -> None:
    gateway = ScriptedGateway()
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
        await until(lambda: all(state(database, row) == "sent" for row in dangers), PROMISED)
        took = time.monotonic() - began
        assert took < PROMISED
        await asyncio.sleep(0)
    waiting = sum(1 for out in gateway.sent if out.text == "平常的")
    assert waiting < GROUPS * ROWS_EACH


WAITING = 3000
WARNING = "select id from outbox where purpose = 'public' and priority = 0"
TALK = ("早上好", "谁家的快递放错了", "菜市场几点开门啊", "我买了两斤苹果", "哈哈哈")


async def test_danger_overtakes_a_full_inbox(database: Database) -> None:
    """Thousands of updates wait, in the same group and in another: the warning is the first thing that is done."""
    story = Story(database)
    for number in range(WAITING):
        speaker = Speaker(1000 + number % 50, f"3-1-{101 + number % 50} 住户")
        story.gateway.say((RESIDENTS, OTHERS)[number % 2], speaker, TALK[number % len(TALK)])
    story.gateway.say(RESIDENTS, Speaker(11, "3-2-501 王阿姨"), "3号楼2单元着火了，快来人")
    look = partial(sounds_like_danger, story.resources)
    await database.run(story.desk)
    committer = Committer(database, lambda: story.now, lambda: datetime.now(UTC), no_wake, Metrics(), look)
    worker = Worker(database, story.desk, story.gateway.read, dispatch.handle, no_wake, Metrics())
    async with running(committer.run()):
        await committer.commit(story.bot, story.gateway.unconfirmed(story.bot))
    began = time.monotonic()
    async with running(worker.run()):
        await until(lambda: rows_of(database, WARNING), PROMISED)
        assert time.monotonic() - began < PROMISED
    assert len(rows_of(database, "select id from inbox where state = 0")) > WAITING / 2
    assert rows_of(database, "select max(urgent) as flag from inbox where state = 1")[0].flag == 1
    assert len(rows_of(database, "select id from ticket")) == 1
