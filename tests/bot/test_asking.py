"""The loop that asks outside: failures of every kind change nothing but the time; a kill loses and doubles nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import RunningDesk, running_desk
from bot.gateways.memory import MemoryGateway
from models.session import Database
from playground import scene
from playground.server import Playground
from rules.messages import Sender
from tests.bot.outside import SLOW, FakeService, service
from tests.bot.parts import rows_of, until
from tests.bot.test_app import RESIDENTS, WORKERS, settings, settle_town, words
from tests.commands import running

WANG = Sender(201, "3-2-501 王阿姨")
TOKEN = "100:desk"
LIFT = "3栋2单元电梯又停了"
POLICIES = """\
opinion: {patience: 1 s, daily: 3, least: 0}
speech: {patience: 1 s, daily: 3}
reading: {ask: 0.01, sure: 1}
"""


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """Numbers by which everything but danger is doubtful, and nobody waits long."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "desk.yaml").write_text(POLICIES, encoding="utf-8")
    return folder


@pytest.fixture
async def fake() -> AsyncIterator[FakeService]:
    async with service() as fake:
        yield fake


@asynccontextmanager
async def desk_with(url: str, gateway: MemoryGateway, fake: FakeService, policies: Path) -> AsyncIterator[RunningDesk]:
    outside = {"llm_url": fake.url, "llm_model": "little", "stt_url": fake.url, "stt_model": "whisper"}
    async with running_desk(settings(url, policy_dir=policies, **outside), gateway) as desk:
        yield desk


def says(gateway: MemoryGateway, text: str) -> None:
    gateway.say(RESIDENTS, WANG, text)


def speaks(gateway: MemoryGateway, file: str = "v1") -> None:
    """A voice note in private: it is meant for the desk."""
    gateway.files[file] = b"OggS"
    gateway.say(WANG.id, WANG, "/start", fields={"entities": [{"type": "bot_command", "offset": 0, "length": 6}]})
    gateway.say(WANG.id, WANG, "", fields=gateway.voice(file, 5))


def count(desk: RunningDesk, what: str, outcome: str) -> float:
    labels = {"service": what, "outcome": outcome}
    return desk.metrics.registry.get_sample_value("desk_outside_total", labels) or 0.0


async def asked_and(desk: RunningDesk, what: str, outcome: str, times: int = 1) -> None:
    await until(lambda: count(desk, what, outcome) == times, 30)


async def test_a_second_opinion_is_asked_and_believed(database_url: str, fake: FakeService, policies: Path) -> None:
    settle_town(database_url)
    fake.judges("request", "property_repair.elevator_fault")
    gateway = MemoryGateway()
    async with desk_with(database_url, gateway, fake, policies) as desk:
        says(gateway, LIFT)
        await asked_and(desk, "opinion", "answered")
        await until(lambda: any("电梯" in text for text in words(gateway, RESIDENTS)))
    (asked,) = fake.asked
    assert LIFT in asked["messages"][1]["content"]
    assert "501" not in str(asked) and "王阿姨" not in str(asked)


async def test_a_voice_note_is_downloaded_written_down_and_read(
    database_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(database_url)
    gateway = MemoryGateway()
    async with desk_with(database_url, gateway, fake, policies) as desk:
        fake.heard = "三号楼二单元着火了，快来人"
        speaks(gateway)
        await asked_and(desk, "speech", "answered")
        await until(lambda: any("语音转写" in text for text in words(gateway, WORKERS)))
        await until(lambda: any("119" in text for text in words(gateway, WANG.id)))
    assert fake.asked[0]["file"] == b"OggS"


@pytest.mark.parametrize(("answers", "outcome"), [([500, 500], "down"), ([SLOW, SLOW], "slow"), (["?"], "nonsense")])
async def test_a_service_that_fails_leaves_the_question_to_the_workers(
    sqlite_url: str, fake: FakeService, policies: Path, answers: list[Any], outcome: str
) -> None:
    settle_town(sqlite_url)
    fake.will.extend(answers)
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies) as desk:
        says(gateway, LIFT)
        await until(lambda: any("没读准" in text for text in words(gateway, WORKERS)))
        await asked_and(desk, "opinion", outcome, len(answers))
        database = Database(sqlite_url)
        await until(lambda: not rows_of(database, "select 1 from opinion where state = 'waiting'"))
        assert [row.doubtful for row in rows_of(database, "select doubtful from ticket")] == [1]
        database.close()
    assert len(fake.asked) == len(answers)


async def test_a_service_that_is_down_leaves_voice_notes_to_the_workers_ears(
    sqlite_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(sqlite_url)
    fake.heard = 503
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies):
        speaks(gateway)
        await until(lambda: any("语音留言" in text for text in words(gateway, WORKERS)), 20)
    assert len(fake.asked) == 2


async def test_a_voice_note_that_cannot_be_downloaded_is_heard_by_a_worker(
    sqlite_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(sqlite_url)
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies):
        speaks(gateway)
        del gateway.files["v1"]
        await until(lambda: any("语音留言" in text for text in words(gateway, WORKERS)), 20)
    assert fake.asked == []


async def test_over_the_budget_nothing_is_asked(sqlite_url: str, fake: FakeService, policies: Path) -> None:
    settle_town(sqlite_url)
    fake.judges("chatter")
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies) as desk:
        for building in range(1, 6):
            says(gateway, f"{building}栋2单元电梯又停了")
        await asked_and(desk, "opinion", "answered", 3)
        await asked_and(desk, "opinion", "budget", 2)
    assert len(fake.asked) == 3


async def test_after_three_failures_nobody_waits_for_the_service(
    sqlite_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(sqlite_url)
    (policies / "desk.yaml").write_text(POLICIES.replace("daily: 3", "daily: 99"), encoding="utf-8")
    fake.usually = 500
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies) as desk:
        for building in range(1, 8):
            says(gateway, f"{building}栋2单元电梯又停了")
        await until(lambda: count(desk, "opinion", "resting") >= 4, 30)
    assert len(fake.asked) == 3


async def test_the_desk_works_the_same_meanwhile(sqlite_url: str, fake: FakeService, policies: Path) -> None:
    settle_town(sqlite_url)
    fake.usually = SLOW
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies):
        says(gateway, LIFT)
        await until(lambda: len(fake.asked) == 1, 20)
        says(gateway, "1栋1单元着火了，快来人")
        await until(lambda: any("119" in text for text in words(gateway, RESIDENTS)), 1.0)


async def test_what_waits_for_a_service_that_is_gone_is_given_up_at_the_start(
    sqlite_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(sqlite_url)
    fake.heard = SLOW
    gateway = MemoryGateway()
    async with desk_with(sqlite_url, gateway, fake, policies):
        speaks(gateway)
        await until(lambda: len(fake.asked) == 1, 20)
    async with running_desk(settings(sqlite_url, policy_dir=policies), gateway):
        await until(lambda: any("语音留言" in text for text in words(gateway, WORKERS)), 20)


# kill -9 ----------------------------------------------------------------------------------------------------------


async def test_killed_between_asking_and_answering_it_is_asked_again_and_answered_once(
    database_url: str, fake: FakeService, policies: Path
) -> None:
    settle_town(database_url)
    playground = Playground(limits=False)
    await playground.start()
    world = playground.world
    bot = playground.bot(TOKEN, username="desk_bot")
    scene.build(world, bot)
    world.starts(WANG.id, bot)
    given = {
        "database_url": database_url, "bot_tokens": TOKEN, "telegram_api": playground.url, "http_port": 0,
        "policy_dir": policies, "llm_url": fake.url, "llm_model": "m", "stt_url": fake.url, "stt_model": "w",
        "gateway": "telegram_ptb",
    }  # fmt: skip
    fake.will.extend([SLOW, SLOW])
    async with running("run", **given) as desk:
        world.says(WANG.id, RESIDENTS, LIFT)
        world.says(WANG.id, bot, voice=5)
        await desk.until(lambda: len(fake.asked) == 2)
    fake.heard = "3栋2单元楼道灯也不亮"
    fake.judges("request", "property_repair.elevator_fault")
    async with running("run", **given) as desk:
        await desk.until(lambda: len(fake.asked) >= 4)
        database = Database(database_url)
        waiting = "select 1 from {} where state = 'waiting'"
        await desk.until(lambda: not rows_of(database, waiting.format("opinion")))
        await desk.until(lambda: not rows_of(database, waiting.format("voice_note")))
    told = [row.spoken for row in rows_of(database, "select spoken from ticket order by id")]
    database.close()
    await playground.stop()
    assert told == ["", "transcript"]
