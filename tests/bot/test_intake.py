"""The intake: committed before confirmed, each update once, and what it does when the platform is in trouble."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.gateway import AccountGone, Conflict, GatewayError, RawUpdate
from bot.intake import Committer, PolledElsewhere, Poller
from bot.metrics import Metrics
from models.session import Database
from tests.bot.parts import BOT, NOON, ScriptedGateway, no_wake, rows_of, running, until


def raw(*numbers: int, lane: int = -1) -> list[RawUpdate]:
    return [RawUpdate(number, lane, b"%d" % number) for number in numbers]


def committer_of(database: Database, metrics: Metrics | None = None) -> Committer:
    return Committer(database, lambda: NOON, lambda: datetime.now(UTC), no_wake, metrics or Metrics())


def poller_of(
    gateway: ScriptedGateway, committer: Committer, metrics: Metrics | None = None, strict: bool = True
) -> Poller:
    return Poller(BOT, gateway, committer, metrics or Metrics(), strict)


def taken(database: Database) -> list[tuple[int, int]]:
    return [tuple(row) for row in rows_of(database, "select bot_id, update_id from inbox order by id")]


async def test_updates_are_kept_as_they_came_with_both_times(database: Database) -> None:
    committer = committer_of(database)
    async with running(committer.run()):
        await committer.commit(BOT, [RawUpdate(7, -100123, '{"text": "灯"}'.encode())])
    (row,) = rows_of(database, "select * from inbox")
    assert (row.update_id, row.lane, bytes(row.body).decode(), row.state) == (7, -100123, '{"text": "灯"}', 0)
    assert "04:00:00" in str(row.received_at)
    assert str(datetime.now(UTC))[:13] in str(row.arrived_at)


async def test_the_same_update_is_taken_once(database: Database) -> None:
    committer = committer_of(database)
    async with running(committer.run()):
        await committer.commit(BOT, raw(1, 2))
        await committer.commit(BOT, raw(2, 3, 3))
        await committer.commit(BOT + 1, raw(2))
    assert taken(database) == [(BOT, 1), (BOT, 2), (BOT, 3), (BOT + 1, 2)]


async def test_what_gathers_shares_a_commit_and_nobody_is_told_before_it(database: Database) -> None:
    commits = 0
    run = database.run

    async def counted(work: Any, *args: Any) -> Any:
        nonlocal commits
        commits += 1
        await asyncio.sleep(0.05)
        return await run(work, *args)

    database.run = counted  # type: ignore[method-assign]
    committer = committer_of(database)
    async with running(committer.run()), asyncio.TaskGroup() as waiting:
        tasks = [waiting.create_task(committer.commit(BOT, raw(number))) for number in range(20)]
        await asyncio.sleep(0.02)
        assert not any(task.done() for task in tasks)
    assert commits == 1
    assert len(taken(database)) == 20


async def test_a_lost_database_is_told_to_all_who_wait(database: Database) -> None:
    async def lost(work: Any, *args: Any) -> Any:
        raise OperationalError("insert", {}, ConnectionError("gone"))

    database.run = lost  # type: ignore[method-assign]
    committer = committer_of(database)
    async with running(committer.run()):
        results = await asyncio.gather(*(committer.commit(BOT, raw(n)) for n in range(3)), return_exceptions=True)
    assert [type(each) for each in results] == [OperationalError] * 3


async def test_an_impossible_update_fails_alone(database: Database) -> None:
    committer = committer_of(database)
    async with running(committer.run()):
        results = await asyncio.gather(
            committer.commit(BOT, raw(1)),
            committer.commit(BOT, raw(2**70)),
            committer.commit(BOT, raw(3)),
            return_exceptions=True,
        )
    assert [each is None for each in results] == [True, False, True]
    assert taken(database) == [(BOT, 1), (BOT, 3)]


class Watchful(Committer):
    """Notes what had been fetched when each commit began."""

    def __init__(self, gateway: ScriptedGateway, *args: Any) -> None:
        super().__init__(*args)
        self.gateway, self.seen = gateway, list[list[int]]()

    async def commit(self, bot: int, updates: Sequence[RawUpdate]) -> None:
        await asyncio.sleep(0.02)
        await super().commit(bot, updates)
        self.seen.append(list(self.gateway.fetched))


async def test_an_update_is_confirmed_only_after_its_commit(database: Database) -> None:
    gateway = ScriptedGateway()
    gateway.polls.extend([raw(5, 6), raw(7), []])
    committer = Watchful(gateway, database, lambda: NOON, lambda: NOON, no_wake, Metrics())
    async with running(committer.run(), poller_of(gateway, committer).run()):
        await until(lambda: len(gateway.fetched) == 4)
    assert gateway.fetched == [0, 7, 8, 0]
    assert committer.seen == [[0], [0, 7]]


async def test_a_failed_commit_confirms_nothing(database: Database) -> None:
    async def lost(work: Any, *args: Any) -> Any:
        raise OperationalError("insert", {}, ConnectionError("gone"))

    gateway = ScriptedGateway()
    gateway.polls.append(raw(5))
    database.run = lost  # type: ignore[method-assign]
    committer = committer_of(database)
    async with running(committer.run()):
        with pytest.raises(OperationalError):
            await poller_of(gateway, committer).run()
    assert gateway.fetched == [0]


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the intake paused; it does not really."""
    taken: list[float] = []
    sleep = asyncio.sleep

    async def nap(seconds: float) -> None:
        taken.append(seconds)
        await sleep(min(seconds, 0.005))

    monkeypatch.setattr(asyncio, "sleep", nap)
    return taken


async def test_trouble_is_waited_out_longer_each_time_but_never_for_ever(database: Database, naps: list[float]) -> None:
    gateway = ScriptedGateway()
    gateway.polls.extend([GatewayError("502", after=1.0)] * 8)
    gateway.polls.append(raw(1))
    committer = committer_of(database)
    async with running(committer.run(), poller_of(gateway, committer).run()):
        await until(lambda: taken(database))
    pauses = [nap for nap in naps if nap >= 0.5]
    assert len(pauses) == 8
    assert 0.75 <= pauses[0] <= 1.25
    assert pauses[3] > pauses[0] * 3
    assert max(pauses) <= 30 * 1.25


async def test_a_conflict_at_the_start_ends_the_desk_that_holds_the_lock(database: Database, naps: list[float]) -> None:
    gateway = ScriptedGateway()
    gateway.polls.extend([Conflict("409")] * 3)
    with pytest.raises(PolledElsewhere, match=str(BOT)):
        await poller_of(gateway, committer_of(database)).run()


async def test_one_conflict_at_the_start_is_a_poll_left_open_by_a_dead_desk(
    database: Database, naps: list[float]
) -> None:
    gateway = ScriptedGateway()
    gateway.polls.extend([Conflict("409"), raw(1)])
    committer = committer_of(database)
    async with running(committer.run(), poller_of(gateway, committer).run()):
        await until(lambda: taken(database))


@pytest.mark.parametrize(("first", "strict"), [([raw(1)], True), ([], False)], ids=["later", "standing by"])
async def test_other_conflicts_are_waited_for_with_an_alarm(
    database: Database, naps: list[float], first: list[Any], strict: bool
) -> None:
    gateway, metrics = ScriptedGateway(), Metrics()
    gateway.polls.extend([*first, *[Conflict("409")] * 5, raw(9)])
    committer = committer_of(database)
    async with running(committer.run(), poller_of(gateway, committer, metrics, strict).run()):
        await until(lambda: (BOT, 9) in taken(database))
    assert naps.count(30.0) == 5
    assert metrics.registry.get_sample_value("desk_alarms_total", {"kind": "conflict"}) == 5


async def test_a_refused_token_ends_the_poller(database: Database) -> None:
    gateway = ScriptedGateway()
    gateway.polls.append(AccountGone("401"))
    with pytest.raises(AccountGone):
        await poller_of(gateway, committer_of(database)).run()


async def test_a_committer_that_stops_leaves_nobody_waiting(database: Database) -> None:
    committer = committer_of(database)
    async with running(committer.run()) as (task,):
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0.01)
    with pytest.raises((asyncio.CancelledError, TimeoutError)):
        await asyncio.wait_for(committer.commit(BOT, raw(1)), timedelta(seconds=0.05).total_seconds())


async def test_what_could_not_be_committed_is_not_counted(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics, run = Metrics(), database.run

    async def full(work: Any, *args: Any) -> Any:
        def at_the_end(session: Any) -> None:
            work(session, *args)
            raise OperationalError("commit", {}, ConnectionError("disk is full"))

        return await run(at_the_end)

    committer = committer_of(database, metrics)
    async with running(committer.run()):
        monkeypatch.setattr(database, "run", full)
        with pytest.raises(OperationalError):
            await committer.commit(BOT, raw(1, 2))
        monkeypatch.undo()
        await committer.commit(BOT, raw(1, 2))
    assert metrics.registry.get_sample_value("desk_updates_taken_total", {"bot": str(BOT)}) == 2
