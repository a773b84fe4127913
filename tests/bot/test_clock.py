"""The desk's clock: it goes back only with a machine's that was wrong, and every process sees the same one."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.clock import Anchor, DeskClock, Sweeper
from bot.metrics import Metrics
from models.session import Database
from tests.bot.parts import BOT, NOON, no_wake, put, running, until

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Watch:
    """A real clock in the test's hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def opened(database: Database, watch: Watch, speed: float = 1.0) -> DeskClock:
    clock = DeskClock(speed, watch)
    with database.transaction() as session:
        clock.open(session)
    return clock


def push(database: Database, clock: DeskClock, ahead: timedelta) -> None:
    with database.transaction() as session:
        clock.push(session, ahead)


def test_a_new_desk_stands_at_the_real_time(database: Database) -> None:
    watch = Watch()
    clock = opened(database, watch)
    assert clock.now() == NOON
    watch.now += HOUR
    assert clock.now() == NOON + HOUR


def test_a_fast_clock_goes_faster(database: Database) -> None:
    watch = Watch()
    clock = opened(database, watch, speed=60)
    watch.now += MINUTE
    assert clock.now() == NOON + HOUR


def test_a_push_lasts_over_a_restart(database: Database) -> None:
    watch = Watch()
    push(database, opened(database, watch), 5 * HOUR)
    watch.now += MINUTE
    assert opened(database, watch).now() == NOON + 5 * HOUR + MINUTE


def test_another_speed_goes_on_from_the_present_time(database: Database) -> None:
    watch = Watch()
    opened(database, watch, speed=60)
    watch.now += MINUTE
    slower = opened(database, watch, speed=1)
    assert slower.now() == NOON + HOUR
    watch.now += MINUTE
    assert slower.now() == NOON + HOUR + MINUTE


def test_another_process_follows_a_push(database: Database) -> None:
    watch = Watch()
    mine, other = opened(database, watch), opened(database, watch)
    push(database, mine, HOUR)
    assert other.now() == NOON
    with database.transaction() as session:
        other.refresh(session)
    assert other.now() == mine.now() == NOON + HOUR


def test_two_processes_pushes_add_up(database: Database) -> None:
    watch = Watch()
    mine, other = opened(database, watch), opened(database, watch)
    push(database, mine, HOUR)
    push(database, other, HOUR)
    assert other.now() == NOON + 2 * HOUR


def test_a_push_back_is_refused(database: Database) -> None:
    clock = opened(database, Watch())
    with pytest.raises(ValueError, match="never pushed back"):
        push(database, clock, -MINUTE)


def test_it_stands_still_while_the_real_clock_is_set_back_a_little(database: Database) -> None:
    watch = Watch()
    clock = opened(database, watch)
    watch.now += HOUR
    assert clock.now() == NOON + HOUR
    watch.now -= MINUTE
    assert clock.now() == NOON + HOUR


def test_it_follows_a_real_clock_that_was_wrong_and_is_put_right(database: Database) -> None:
    watch = Watch()
    clock = opened(database, watch)
    watch.now += 24 * HOUR
    assert clock.now() == NOON + 24 * HOUR
    watch.now -= 23 * HOUR
    assert clock.now() == NOON + HOUR
    watch.now += MINUTE
    assert clock.now() == NOON + HOUR + MINUTE


def test_a_first_start_by_a_wrong_clock_does_not_stop_the_desk_for_that_long(database: Database) -> None:
    watch = Watch()
    watch.now += 365 * 24 * HOUR
    opened(database, watch)
    watch.now = NOON
    assert opened(database, watch).now() == NOON
    watch.now += MINUTE
    clock = opened(database, watch)
    assert clock.now() == NOON + MINUTE
    push(database, clock, HOUR)
    assert clock.now() == NOON + HOUR + MINUTE


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, moments, st.floats(0.1, 1000), st.lists(moments, min_size=2, max_size=2))
def test_an_anchor_goes_on_as_the_real_clock_does(
    real: datetime, desk: datetime, speed: float, at: list[datetime]
) -> None:
    anchor = Anchor(real, desk, speed)
    earlier, later = sorted(at)
    assert anchor.at(earlier) <= anchor.at(later)
    assert anchor.at(real) == desk


# the sweeper ------------------------------------------------------------------------------------------------------


class Duties:
    """Work that falls due at moments of the desk's clock."""

    def __init__(self, clock: DeskClock, *due: datetime) -> None:
        self.clock, self.due, self.done = clock, sorted(due), list[tuple[datetime, datetime]]()

    def __call__(self, session: Session) -> int:
        if self.due and self.due[0] <= self.clock.now():
            self.done.append((self.due.pop(0), self.clock.now()))
            return 1
        return 0


def sweeper_of(database: Database, clock: DeskClock, duties: Duties, metrics: Metrics | None = None) -> Sweeper:
    return Sweeper(database, clock, duties, no_wake, metrics or Metrics())


async def test_a_beat_does_all_that_is_due(database: Database) -> None:
    clock = opened(database, Watch())
    duties = Duties(clock, NOON, NOON, NOON + HOUR)
    assert await sweeper_of(database, clock, duties).beat() == 2
    assert len(duties.due) == 1


async def test_a_leap_does_what_falls_due_on_the_way_at_its_time(database: Database) -> None:
    clock = opened(database, Watch())
    due = [NOON + HOUR, NOON + 5 * HOUR, NOON + 23 * HOUR]
    duties = Duties(clock, *due)
    await sweeper_of(database, clock, duties).forward(24 * HOUR)
    assert clock.now() == NOON + 24 * HOUR
    assert [moment for moment, _ in duties.done] == due
    assert all(at - moment <= 10 * MINUTE for moment, at in duties.done)


async def test_the_metronome_beats_each_second_and_survives_a_failure(database: Database) -> None:
    beats, metrics = 0, Metrics()

    def sweep(session: Session) -> int:
        nonlocal beats
        beats += 1
        if beats == 1:
            raise ValueError("a bug")
        return 0

    clock = opened(database, Watch())
    async with running(Sweeper(database, clock, sweep, no_wake, metrics).run()):
        await until(lambda: beats >= 2, 4.0)
    assert metrics.registry.get_sample_value("desk_loop_restarts_total", {"loop": "sweep"}) == 1


async def test_senders_are_woken_only_when_something_was_done(database: Database) -> None:
    woken: list[Collection[int]] = []
    clock = opened(database, Watch())
    put(database)
    await Sweeper(database, clock, Duties(clock), woken.append, Metrics()).beat()
    assert not any(woken)
    await Sweeper(database, clock, Duties(clock, NOON), woken.append, Metrics()).beat()
    assert any(BOT in bots for bots in woken)


async def test_beats_do_not_overlap(database: Database) -> None:
    clock = opened(database, Watch())
    duties = Duties(clock, *[NOON] * 30)
    sweeper = sweeper_of(database, clock, duties)
    assert sorted(await asyncio.gather(sweeper.beat(), sweeper.beat())) == [0, 30]


async def test_a_full_disk_is_one_line_a_minute(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    beats = 0

    def sweep(session: Session) -> int:
        nonlocal beats
        beats += 1
        raise OperationalError("commit", {}, ConnectionError("database or disk is full"))

    async with running(Sweeper(database, opened(database, Watch()), sweep, no_wake, Metrics()).run()):
        await until(lambda: beats > 1, 6.0)
    told = [record for record in caplog.records if record.name == "bot.clock"]
    assert len(told) == 1 and not told[0].exc_info
    assert "The clock waits for the database" in told[0].getMessage() and "\n" not in told[0].getMessage()
