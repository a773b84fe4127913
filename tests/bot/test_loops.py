"""Supervised loops: started anew, later each time, and the few failures that end them."""

import asyncio
from pathlib import Path

import pytest
from sqlmodel import Session

import bot.loops
from bot.gateway import AccountGone
from bot.intake import PolledElsewhere
from bot.loops import CannotStart, Loops
from bot.metrics import Metrics
from bot.sender import AccountRefused
from models.session import Database
from tests.bot.parts import running, until


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses a test can wait for."""
    monkeypatch.setattr(bot.loops, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(bot.loops, "LONGEST_PAUSE", 0.05)


async def test_a_failed_loop_is_started_anew_counted_and_named_while_down() -> None:
    starts, metrics = 0, Metrics()
    loops = Loops(metrics)

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts < 3:
            raise ValueError("a bug")
        await asyncio.Event().wait()

    async with running(loops.keep("sender 7", work)):
        await until(lambda: "sender 7" in loops.down)
        await until(lambda: starts == 3)
        assert loops.down == {}
        assert loops.running == {"sender 7"}
    assert metrics.registry.get_sample_value("desk_loop_restarts_total", {"loop": "sender"}) == 2


async def test_what_fails_after_a_calm_time_is_started_anew_as_soon_as_at_first(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bot.loops, "CALM", 0.1)
    starts = 0

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts == 4:
            await asyncio.sleep(0.15)
        if starts < 5:
            raise OSError("no route")

    await asyncio.wait_for(Loops(Metrics()).keep("x", work), 5)
    assert [each.rpartition("in ")[2] for each in caplog.messages] == ["0.0 s", "0.0 s", "0.1 s", "0.0 s"]


async def test_a_full_disk_is_said_in_one_plain_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database, metrics = Database(f"sqlite:///{tmp_path / 'desk.db'}"), Metrics()
    supervisor = Loops(metrics)

    def fill(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA max_page_count=2")
        session.connection().exec_driver_sql("CREATE TABLE talk AS SELECT zeroblob(100000)")

    async with running(supervisor.keep("intake 7", lambda: database.run(fill))):
        await until(lambda: "intake 7" in supervisor.down)
        assert supervisor.down == {"intake 7": "The database is lost (database or disk is full)"}
    database.close()
    assert caplog.messages[0].startswith("The database is lost (database or disk is full); intake 7 goes on in ")
    assert not caplog.records[0].exc_info and "\n" not in caplog.messages[0]
    assert metrics.registry.get_sample_value("desk_alarms_total", {"kind": "database"})


async def test_a_group_of_failures_counts_as_one() -> None:
    starts = 0

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            async with asyncio.TaskGroup() as group:
                group.create_task(asyncio.wait_for(asyncio.Event().wait(), 0.01))

    await asyncio.wait_for(Loops(Metrics()).keep("x", work), 2)
    assert starts == 2


@pytest.mark.parametrize("error", [AccountGone("401"), AccountRefused("401")])
async def test_a_refused_account_ends_its_loop_only(error: Exception) -> None:
    metrics = Metrics()
    loops = Loops(metrics)

    async def work() -> None:
        raise error

    await asyncio.wait_for(loops.keep("intake 7", work), 1)
    assert loops.ended == {"intake 7": "401"}
    assert metrics.registry.get_sample_value("desk_alarms_total", {"kind": "account"}) == 1


async def test_a_second_poller_ends_the_desk_with_one_line() -> None:
    async def work() -> None:
        raise PolledElsewhere("Another program polls with the token of bot 7")

    with pytest.raises(CannotStart, match="Another program polls"):
        await Loops(Metrics()).keep("intake 7", work)
