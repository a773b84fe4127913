"""The worker: order, batches, a bad update that blocks nobody, a lost database that blames nobody."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

import bot.worker
from bot.metrics import Metrics
from bot.worker import Worker
from models.outbox import Outbox
from models.session import Database, insert, lock_lanes
from rules.messages import Incoming
from tests.bot.parts import BOT, NOON, ScriptedGateway, no_wake, rows_of, running, take, until


@dataclass
class Unit:
    """A unit of work as handlers have it: a transaction and its time."""

    session: Session
    now: datetime = NOON

    def foresee(self, coming: Sequence[tuple[Incoming, datetime]]) -> None:
        """What is to come does not matter here."""


Handle = Callable[[Unit, Incoming], None]


def write(unit: Unit, incoming: Incoming) -> None:
    """What a handler does: it says something in the update's own transaction."""
    values = {"bot_id": BOT, "chat_id": -1, "act": "send", "payload": {"text": incoming.text}}
    insert(unit.session, Outbox, **values, created_at=unit.now)


def raising_on(*bad: str, error: type[Exception] = ValueError) -> Handle:
    def handle(unit: Unit, incoming: Incoming) -> None:
        write(unit, incoming)
        if incoming.text in bad:
            raise error("a bug")

    return handle


def worker_of(database: Database, handle: Handle = write, metrics: Metrics | None = None) -> Worker[Unit]:
    return Worker(database, Unit, ScriptedGateway().read, handle, no_wake, metrics or Metrics())


def said(database: Database) -> list[str]:
    with database.transaction() as session:
        rows = session.connection().execute(sa.select(Outbox.payload).order_by(Outbox.id))  # type: ignore
        return [row.payload["text"] for row in rows]


def states(database: Database) -> list[int]:
    return [row.state for row in rows_of(database, "select state from inbox order by id")]


async def test_updates_are_handled_in_their_chats_order_and_once(database: Database) -> None:
    for number in range(5):
        take(database, lane=number % 2, text=str(number))
    worker = worker_of(database)
    assert await worker.empty() == 5
    assert await worker.empty() == 0
    assert said(database) == ["0", "1", "2", "3", "4"]
    assert states(database) == [1] * 5


async def test_the_desks_time_is_when_the_update_was_committed(database: Database) -> None:
    take(database, 1, "a", received_at=NOON + timedelta(minutes=3))
    take(database, 1, "b", received_at=NOON + timedelta(minutes=9))
    await worker_of(database).empty()
    at = rows_of(database, "select created_at from outbox order by id")
    assert [str(row.created_at)[11:19] for row in at] == ["04:03:00", "04:09:00"]


async def test_a_bad_update_is_set_aside_with_its_traceback_and_blocks_nobody(database: Database) -> None:
    for lane, text in [(1, "a"), (1, "bad"), (1, "b"), (2, "c")]:
        take(database, lane, text)
    metrics = Metrics()
    assert await worker_of(database, raising_on("bad"), metrics).empty() == 4
    assert said(database) == ["a", "b", "c"]
    assert states(database) == [1, 2, 1, 1]
    error = rows_of(database, "select error from inbox where state = 2")[0].error
    assert "ValueError: a bug" in error
    assert "in handle" in error
    assert metrics.registry.get_sample_value("desk_updates_set_aside_total") == 1


@pytest.mark.parametrize("fails", [False, True])
async def test_somebody_is_told_of_what_is_set_aside_and_the_chat_goes_on(database: Database, fails: bool) -> None:
    told: list[int] = []

    async def lost(row: Any) -> None:
        told.append(row.lane)
        if fails:
            raise ValueError("another bug")

    for text in ("a", "bad", "b"):
        take(database, 1, text)
    worker = Worker(database, Unit, ScriptedGateway().read, raising_on("bad"), no_wake, Metrics(), lost)
    assert await worker.empty() == 3
    assert (told, said(database)) == ([1], ["a", "b"])


async def test_an_update_that_raises_twice_is_handled_the_third_time(database: Database) -> None:
    raised = 0

    def moody(unit: Unit, incoming: Incoming) -> None:
        nonlocal raised
        write(unit, incoming)
        if incoming.text == "moody" and raised < 3:
            raised += 1
            raise ValueError("not yet")

    for text in ("a", "moody", "b"):
        take(database, 1, text)
    await worker_of(database, moody).empty()
    assert said(database) == ["a", "moody", "b"]
    assert states(database) == [1, 1, 1]


async def test_what_an_update_leaves_to_the_end_of_the_transaction_is_its_own_fault(database: Database) -> None:
    def careless(unit: Unit, incoming: Incoming) -> None:
        if incoming.text == "bad":
            unit.session.add(Outbox(bot_id=BOT, chat_id=1, act="send", key="same", created_at=NOON))
            unit.session.add(Outbox(bot_id=BOT, chat_id=1, act="send", key="same", created_at=NOON))
        else:
            write(unit, incoming)

    for text in ("a", "bad", "b"):
        take(database, 1, text)
    await worker_of(database, careless).empty()
    assert said(database) == ["a", "b"]
    assert states(database) == [1, 2, 1]


async def test_a_lost_database_retries_and_sets_nothing_aside(database: Database) -> None:
    lost = 0

    def unlucky(unit: Unit, incoming: Incoming) -> None:
        nonlocal lost
        write(unit, incoming)
        if lost < 3:
            lost += 1
            error = OperationalError("insert", {}, ConnectionError("server closed the connection"))
            error.connection_invalidated = True
            raise error

    for text in ("a", "b"):
        take(database, 1, text)
    metrics = Metrics()
    await worker_of(database, unlucky, metrics).empty()
    assert said(database) == ["a", "b"]
    assert states(database) == [1, 1]
    assert metrics.registry.get_sample_value("desk_alarms_total", {"kind": "database"}) == 3


def work_for(seconds: float) -> None:
    until_then = time.thread_time() + seconds
    while time.thread_time() < until_then:
        pass


@pytest.mark.parametrize(("spend", "longest"), [(work_for, 60.0), (time.sleep, 0.05)], ids=["worked", "waited"])
async def test_a_batch_ends_after_its_work_or_its_time(
    database: Database, monkeypatch: pytest.MonkeyPatch, spend: Callable[[float], None], longest: float
) -> None:
    monkeypatch.setattr(bot.worker, "LONGEST_BATCH", longest)
    commits: list[int] = []

    def slow(unit: Unit, incoming: Incoming) -> None:
        write(unit, incoming)
        spend(0.03)

    for number in range(4):
        take(database, number, str(number))
    worker = Worker(database, Unit, ScriptedGateway().read, slow, lambda bots: commits.append(len(bots)), Metrics())
    assert await worker.empty() == 4
    assert len(commits) >= 2


async def test_more_than_a_batch_is_emptied(database: Database) -> None:
    for number in range(bot.worker.BATCH + 30):
        take(database, number % 7, str(number))
    assert await worker_of(database).empty() == bot.worker.BATCH + 30
    assert said(database) == [str(number) for number in range(bot.worker.BATCH + 30)]


async def test_a_batch_is_told_before_it_is_handled(database: Database) -> None:
    happened: list[str] = []

    class Seer(Unit):
        def foresee(self, coming: Sequence[tuple[Incoming, datetime]]) -> None:
            happened.append("told " + "".join(incoming.text for incoming, _ in coming))

    def handle(unit: Unit, incoming: Incoming) -> None:
        happened.append(incoming.text)

    for text in "abc":
        take(database, 1, text)
    await Worker(database, Seer, ScriptedGateway().read, handle, no_wake, Metrics()).empty()
    assert happened == ["told abc", "a", "b", "c"]


async def test_what_breaks_the_look_ahead_blocks_nobody(database: Database) -> None:
    class Blind(Unit):
        def foresee(self, coming: Sequence[tuple[Incoming, datetime]]) -> None:
            raise ValueError("a bug")

    for number in range(3):
        take(database, 1, str(number))
    await Worker(database, Blind, ScriptedGateway().read, write, no_wake, Metrics()).empty()
    assert said(database) == ["0", "1", "2"]


async def test_waiting_for_others_splits_no_batch(database: Database) -> None:
    """On a busy machine time goes by without work: one message a commit would make it busier still."""
    commits: list[int] = []

    def held_up(unit: Unit, incoming: Incoming) -> None:
        write(unit, incoming)
        time.sleep(0.03)

    for number in range(4):
        take(database, number, str(number))
    worker = Worker(database, Unit, ScriptedGateway().read, held_up, lambda b: commits.append(len(b)), Metrics())
    assert await worker.empty() == 4
    assert len(commits) == 1


async def test_batches_without_time_still_handle_everything_in_order(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.worker, "BATCH_SECONDS", 0.0)
    for number in range(7):
        take(database, number % 2, str(number))
    assert await worker_of(database).empty() == 7
    assert said(database) == [str(number) for number in range(7)]


async def test_it_sleeps_until_it_is_woken_and_wakes_the_right_senders(database: Database) -> None:
    woken: list[frozenset[int]] = []
    worker = Worker(database, Unit, ScriptedGateway().read, write, lambda b: woken.append(frozenset(b)), Metrics())
    async with running(worker.run()):
        await asyncio.sleep(0.05)
        take(database, 1, "a")
        await asyncio.sleep(0.1)
        assert said(database) == []
        worker.wake()
        await until(lambda: said(database) == ["a"])
        await until(lambda: frozenset({BOT}) in woken)


async def test_with_a_poll_it_looks_by_itself(database: Database) -> None:
    async with running(worker_of(database).run(poll=0.05)):
        await asyncio.sleep(0.02)
        take(database, 1, "a")
        await until(lambda: said(database) == ["a"], 1.0)


async def test_a_chat_held_by_another_process_is_left_to_it(postgres_url: str) -> None:
    mine, other = Database(postgres_url), Database(postgres_url)
    take(mine, 1, "theirs")
    take(mine, 2, "ours")
    worker = worker_of(mine)
    with other.transaction() as session:
        assert lock_lanes(session, [1]) == [1]
        assert await worker.empty() == 1
        assert said(mine) == ["ours"]
    assert await worker.empty() == 1
    assert said(mine) == ["ours", "theirs"]
    mine.close()
    other.close()


async def test_two_workers_share_a_backlog_without_doubling_or_reordering(postgres_url: str) -> None:
    databases = [Database(postgres_url), Database(postgres_url)]
    for number in range(120):
        take(databases[0], number % 6, f"{number % 6}:{number:03}")
    workers = [worker_of(each) for each in databases]
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(worker.run(poll=0.01))
        await until(lambda: len(said(databases[0])) == 120)
        await until(lambda: set(states(databases[0])) == {1})
        group.create_task(_cancel(group))
    words = said(databases[0])
    assert len(set(words)) == 120
    for lane in range(6):
        own = [word for word in words if word.startswith(f"{lane}:")]
        assert own == sorted(own)
    for each in databases:
        each.close()


async def _cancel(group: asyncio.TaskGroup) -> None:
    for task in list(group._tasks):
        if task is not asyncio.current_task():
            task.cancel()


@pytest.mark.parametrize("seconds", [0.0, 0.02])
async def test_how_long_handling_took_is_counted(database: Database, seconds: float) -> None:
    metrics = Metrics()
    take(database, 1, "a")
    await worker_of(database, lambda *_: time.sleep(seconds), metrics).empty()
    total = metrics.registry.get_sample_value("desk_handler_seconds_sum")
    assert total is not None
    assert total >= seconds
