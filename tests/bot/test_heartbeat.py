"""The pulse outside: it leaves only while nothing of the desk is overdue, stuck or dead."""

import aiohttp
import pytest

import bot.heartbeat
from bot.heartbeat import Heartbeat
from bot.metrics import Metrics
from handlers import doctor
from tests.bot.parts import running, until
from tests.bot.port import listening


async def test_the_pulse_leaves_while_all_is_well_and_stops_when_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.heartbeat, "EVERY", 0.02)
    found: list[doctor.Finding] = []
    metrics = Metrics()

    async def ails() -> list[doctor.Finding]:
        return found

    async with listening() as port, running(Heartbeat(port.url, ails, metrics).run()):
        await until(lambda: len(port.asked) >= 3)
        found.append(doctor.Finding("overdue", {"count": 1}))
        await until(lambda: (metrics.registry.get_sample_value("desk_heartbeats_total", {"outcome": "held"}) or 0) >= 3)
        stopped = len(port.asked)
        found.clear()
        await until(lambda: len(port.asked) > stopped)
    assert {method for method, _, _ in port.asked} == {"GET"}


async def test_a_pulse_that_does_not_arrive_is_counted_and_tried_at_the_next_minute() -> None:
    metrics = Metrics()

    async def well() -> list[doctor.Finding]:
        return []

    async with listening() as port, aiohttp.ClientSession() as session:
        port.answers.append(500)
        beats = Heartbeat(port.url, well, metrics)
        assert [await beats.beat(session), await beats.beat(session)] == [False, True]
    assert metrics.registry.get_sample_value("desk_heartbeats_total", {"outcome": "lost"}) == 1
