"""Changed policies while the desk runs: all of them at once, or a mistake told and everything as it was."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import RunningDesk, running_desk
from bot.gateways.memory import MemoryGateway
from playground import scene
from rules.messages import Sender
from tests.bot.parts import until
from tests.bot.test_app import gateway_of, settings, settle_town, words


@asynccontextmanager
async def desk_with(url: str, folder: Path, gateway: MemoryGateway) -> AsyncIterator[RunningDesk]:
    """A running desk whose admin has opened the private chat."""
    settle_town(url)
    async with running_desk(settings(url, policy_dir=folder), gateway) as desk:
        entity = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        gateway.say(scene.ADMIN, Sender(scene.ADMIN, "小周"), "/start", fields=entity)
        await until(lambda: words(gateway, scene.ADMIN))
        yield desk


async def test_sound_policies_are_taken_up_by_the_running_desk(database_url: str, tmp_path: Path) -> None:
    gateway = gateway_of()
    async with desk_with(database_url, tmp_path, gateway) as desk:
        before = desk.resources.policies.safety.gas_company
        (tmp_path / "safety.yaml").write_text('gas_company: "95158"\n', encoding="utf-8")
        (tmp_path / "limits.yaml").write_text("throttle: {bot_per_second: 20}\n", encoding="utf-8")
        (tmp_path / "templates" / "zh").mkdir(parents=True)
        (tmp_path / "templates" / "zh" / "policies_taken.j2").write_text("好了", encoding="utf-8")
        desk.reloader.ask()
        await until(lambda: "好了" in words(gateway, scene.ADMIN))
        assert before == ""
        assert desk.resources.policies.safety.gas_company == "95158"
        assert {sender._limits.bot_per_second for sender in desk.senders.values()} == {20}
        gateway.say(-1001, Sender(201, "王阿姨"), "楼道里有股煤气味")
        await until(lambda: any("95158" in text for text in words(gateway, -1001)))


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("safety.yaml", 'police: "110"\ngas: 95158\n', 2),
        ("desk.yaml", "p0_repeat: 0 s\n", 1),
        ("ladder.yaml", "rota: {look_ahead: soon}\n", 1),
        ("templates/zh/claimed.j2", "{{ nobody }}", 1),
        ("lexicon/danger.yaml", "gas:\n  say: ['(']\n", 2),
    ],
)
async def test_a_mistake_is_told_and_the_old_policies_stay(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, file: str, text: str, line: int
) -> None:
    gateway = gateway_of()
    async with desk_with(sqlite_url, tmp_path, gateway) as desk:
        before = desk.resources.policies, desk.resources.texts, desk.resources.read
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
        with caplog.at_level(logging.ERROR):
            desk.reloader.ask()
            await until(lambda: any("没有启用" in each for each in words(gateway, scene.ADMIN)))
        assert (desk.resources.policies, desk.resources.texts, desk.resources.read) == before
        told = next(each for each in words(gateway, scene.ADMIN) if "没有启用" in each)
        assert f"{Path(file).name}第{line}行" in told
        assert f"{Path(file).name}:{line}" in caplog.text
        (tmp_path / file).unlink()
        desk.reloader.ask()
        await until(lambda: any("已启用" in each for each in words(gateway, scene.ADMIN)))
