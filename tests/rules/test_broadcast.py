"""When a notice leaves, wave by wave, and how long it takes: never in quiet hours but for a red alert, never late."""

import itertools
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.broadcast import (
    BroadcastPolicy,
    Leaving,
    Quiet,
    Unfit,
    leaving,
    seconds_needed,
    short_notice,
    too_late,
    wave_moments,
    waves,
)
from rules.quiet import quiet_until
from rules.throttle import Limits, Waiting, Window, pick
from tests.moments import moments as between

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUIET = Quiet(time(21, 30), time(7, 30), SHANGHAI)
POLICY = BroadcastPolicy(lead={"water": timedelta(hours=24)})
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
MOMENTS = between(datetime(2026, 1, 1), datetime(2027, 1, 1))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "wanted", "ends", "red", "found"),
    [
        (at(12), None, None, False, Leaving(at(12))),
        (at(12), at(15), None, False, Leaving(at(15))),
        (at(22), None, None, False, Leaving(at(7, 30, 21), "quiet")),
        (at(22), None, None, True, Leaving(at(22), "red")),
        (at(12), at(23), None, False, Leaving(at(7, 30, 21), "quiet")),
        (at(21, 29), None, None, False, Leaving(at(21, 29))),
        (at(7, 30), None, None, False, Leaving(at(7, 30))),
        (at(12), at(11), None, False, Unfit("past")),
        (at(12), at(11, 59), None, False, Leaving(at(12))),
        (at(12), at(12) + timedelta(days=61), None, False, Unfit("far")),
        (at(22), None, at(6, 0, 21), False, Unfit("over")),
        (at(12), None, at(12), False, Unfit("over")),
    ],
)
def test_when_it_leaves(
    now: datetime, wanted: datetime | None, ends: datetime | None, red: bool, found: Leaving | Unfit
) -> None:
    assert leaving(POLICY, QUIET, now, wanted, ends, red) == found


@given(MOMENTS, st.none() | MOMENTS, st.booleans(), TIMES, TIMES)
def test_it_never_leaves_in_quiet_hours_but_red(
    now: datetime, wanted: datetime | None, red: bool, start: time, end: time
) -> None:
    quiet = Quiet(start, end, SHANGHAI)
    found = leaving(POLICY, quiet, now, wanted, None, red)
    if isinstance(found, Leaving):
        assert found.at >= max(now, wanted or now)
        assert red or quiet.until(found.at) is None
        assert found.at - max(now, wanted or now) < timedelta(days=1)


@given(MOMENTS, TIMES, TIMES)
def test_quiet_hours_end_at_their_end(now: datetime, start: time, end: time) -> None:
    over = quiet_until(now, start, end, SHANGHAI)
    clock = now.astimezone(SHANGHAI).time()
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    assert (over is not None) == inside
    if over:
        assert over.astimezone(SHANGHAI).time() == end
        assert now < over <= now + timedelta(days=1)


@given(st.integers(0, 12), st.integers(1, 60), MOMENTS, st.booleans())
def test_waves_keep_their_distance_and_the_night(count: int, minutes: int, first: datetime, red: bool) -> None:
    every = timedelta(minutes=minutes)
    found = wave_moments(first, count, every, QUIET, red)
    assert len(found) == count
    assert all(later - earlier >= every for earlier, later in itertools.pairwise(found))
    assert red or all(QUIET.until(moment) is None for moment in found)


GROUPS = st.lists(
    st.tuples(
        st.integers(-20, -1), st.integers(1, 4), st.lists(st.sampled_from(["1", "2", "3", "10", "A"]), max_size=4)
    ),
    max_size=8,
    unique_by=lambda group: group[0],
)


@given(GROUPS)
def test_every_building_of_every_group_is_told_once_in_its_turn(groups: list[tuple[int, int, list[str]]]) -> None:
    steps = waves(groups)
    wanted = {(chat, number) for chat, _, numbers in groups for number in (numbers or [""])}
    assert len(steps) == len(wanted)
    assert {(step.chat, step.building) for step in steps} == wanted
    assert [step.wave for step in steps] == sorted(step.wave for step in steps)
    areas = {chat: area for chat, area, _ in groups}
    turns: dict[tuple[int, str], set[int]] = defaultdict(set)
    for step in steps:
        turns[areas[step.chat], step.building].add(step.wave)
    assert all(len(told_in) == 1 for (_, building), told_in in turns.items() if building)


@pytest.mark.parametrize(
    ("leaves", "ends", "late"),
    [(NOON, None, False), (NOON - timedelta(hours=2, seconds=1), None, True), (NOON, NOON, True)],
)
def test_too_late_is_not_sent(leaves: datetime, ends: datetime | None, late: bool) -> None:
    assert too_late(POLICY, leaves, NOON, ends) is late


def test_an_outage_is_to_be_told_a_day_ahead() -> None:
    assert short_notice(POLICY, "water", NOON, NOON + timedelta(hours=23)) == timedelta(hours=24)
    assert short_notice(POLICY, "water", NOON, NOON + timedelta(hours=24)) is None
    assert short_notice(POLICY, "meeting", NOON, NOON) is None


@pytest.mark.parametrize(("bots", "seconds"), [(1, 347), (20, 17)])
def test_the_estimate_for_a_city(bots: int, seconds: int) -> None:
    assert seconds_needed(Limits(), [(group % bots, -group) for group in range(9_375)]) == seconds


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-4, -1)), max_size=40))
def test_the_estimate_is_what_the_throttle_allows(sends: list[tuple[int, int]]) -> None:
    limits = Limits(bot_per_second=5, reserved_bot_per_second=1, group_per_minute=6, reserved_group_per_minute=1)
    took = max((_simulated(limits, [chat for bot, chat in sends if bot == b]) for b in (1, 2, 3)), default=0.0)
    assert took - 61 <= seconds_needed(limits, sends) <= took + 1e-6


def _simulated(limits: Limits, chats: list[int]) -> float:
    window, now, last = Window(), 1000.0, 1000.0
    waiting = [Waiting(number, chat, True, 3) for number, chat in enumerate(chats)]
    while waiting:
        picked = pick(waiting, window, {}, limits, now, 1000)
        for row in (row for row in waiting if row.id in picked.now):
            window.add(row.chat, now)
            last = now
        waiting = [row for row in waiting if row.id not in picked.now]
        if not picked.now:
            assert picked.next_at is not None
            now = picked.next_at
    return last - 1000.0


@pytest.mark.parametrize("wrong", [{"least_wave": timedelta(hours=2)}, {"chase_private": timedelta(hours=5)}])
def test_numbers_that_cannot_be_say_so(wrong: dict[str, timedelta]) -> None:
    with pytest.raises(ValueError, match="need"):
        BroadcastPolicy(**wrong)  # type: ignore[arg-type]
