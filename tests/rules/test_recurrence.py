"""When a recurring duty last fell due, against a clock that is read minute by minute."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.recurrence import following, latest
from tests.moments import moments as between

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
moments = between(datetime(2025, 1, 1), datetime(2028, 1, 1))
times = st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0))
weekdays = st.none() | st.integers(0, 6)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (at(20, 17, 30), at(20, 17, 30)),
        (at(20, 17, 29), at(19, 17, 30)),
        (at(20, 23, 59), at(20, 17, 30)),
        (at(21, 0, 0), at(20, 17, 30)),
    ],
)
def test_daily(now: datetime, moment: datetime) -> None:
    assert latest(now, time(17, 30), SHANGHAI) == moment


@pytest.mark.parametrize(
    ("now", "moment"),
    [(at(23, 8, 30), at(23, 8, 30)), (at(23, 8, 29), at(16, 8, 30)), (at(29, 23), at(23, 8, 30))],
)
def test_on_mondays(now: datetime, moment: datetime) -> None:
    assert latest(now, time(8, 30), SHANGHAI, 0) == moment


@given(now=moments, clock=times, weekday=weekdays)
def test_it_is_the_last_moment_that_shows_that_time(now: datetime, clock: time, weekday: int | None) -> None:
    found = latest(now, clock, SHANGHAI, weekday)
    local = found.astimezone(SHANGHAI)
    assert found <= now
    assert local.time() == clock
    assert weekday is None or local.weekday() == weekday
    step = timedelta(days=1 if weekday is None else 7)
    assert found + step > now


@given(now=moments, ahead=st.integers(0, 10**6), clock=times, weekday=weekdays)
def test_it_never_goes_back(now: datetime, ahead: int, clock: time, weekday: int | None) -> None:
    later = now + timedelta(seconds=ahead)
    assert latest(now, clock, SHANGHAI, weekday) <= latest(later, clock, SHANGHAI, weekday)


@given(now=moments, clock=times)
def test_a_zone_that_moves_its_clocks_misses_no_day(now: datetime, clock: time) -> None:
    found = latest(now, clock, BERLIN)
    assert timedelta() <= now - found < timedelta(hours=25)


def test_the_day_after_the_clocks_have_moved_is_a_day() -> None:
    assert latest(datetime(2025, 3, 31, tzinfo=UTC), time(0), BERLIN) == datetime(2025, 3, 31, tzinfo=BERLIN)


def test_the_same_moment_in_any_zone_of_now() -> None:
    now = at(20, 18)
    assert latest(now, time(17, 30), SHANGHAI) == latest(now.astimezone(UTC), time(17, 30), SHANGHAI)


@given(moments, times, st.sampled_from([SHANGHAI, BERLIN]))
def test_until_the_following_moment_the_latest_stays(now: datetime, clock: time, zone: ZoneInfo) -> None:
    then = following(now, clock, zone)
    assert then > now
    assert latest(then - timedelta(microseconds=1), clock, zone) == latest(now, clock, zone)
    assert latest(then, clock, zone) == then
