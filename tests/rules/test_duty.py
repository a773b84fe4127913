"""Service clocks: tables of known days, and properties in every kind of time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import WorkingDays
from rules.duty import Clock, DutyHours, Pause, after, elapsed, next_duty, on_duty, pause
from tests.moments import moments as between
from tests.moments import spans as lasting

SHANGHAI = ZoneInfo("Asia/Shanghai")
MARCH = WorkingDays(frozenset({2026}), frozenset({date(2026, 3, 9)}), frozenset({date(2026, 3, 8)}))
DESK = DutyHours(time(8), time(21), SHANGHAI, working=MARCH)
# Summer time at night and at midnight, half-hour shifts, a day that never was (Apia, 30 December 2011), odd offsets.
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
)
CLOCKS: tuple[Clock, ...] = ("calendar", "duty", "working")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@st.composite
def hours(draw: st.DrawFn) -> DutyHours:
    start = draw(st.integers(0, 24 * 60 - 1))
    end = draw(st.integers(start + 1, 24 * 60))
    wall = [time(minute // 60 % 24, minute % 60) for minute in (start, end)]
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    off = draw(st.frozensets(st.dates(date(2024, 3, 20), date(2024, 4, 10)), max_size=8))
    make_up = frozenset(day for day in (date(2024, 3, 30), date(2024, 10, 27)) if day not in off)
    return DutyHours(wall[0], wall[1], zone, working=WorkingDays(frozenset({2024}), off, make_up))


moments = between(datetime(2005, 1, 1), datetime(2030, 1, 1))
near_shift = st.sampled_from(
    [datetime(2024, 3, 30, tzinfo=UTC), datetime(2024, 10, 26, tzinfo=UTC), datetime(2011, 12, 29, tzinfo=UTC)]
).flatmap(lambda day: lasting(timedelta(0), timedelta(days=3)).map(lambda more: day + more))
starts = moments | near_shift
spans = lasting(timedelta(0), timedelta(days=4))
clocks = st.sampled_from(CLOCKS)


@st.composite
def pause_lists(draw: st.DrawFn, start: datetime) -> list[Pause]:
    """Pauses around `start`, in any order; they may overlap, be empty or lie before it."""
    begins = draw(st.lists(lasting(timedelta(days=-2), timedelta(days=6)), max_size=4))
    return [(start + begin, start + begin + draw(lasting(timedelta(0), timedelta(days=2)))) for begin in begins]


waited = moments.flatmap(lambda start: st.tuples(st.just(start), pause_lists(start)))


@pytest.mark.parametrize(
    ("start", "span", "moment"),
    [
        ("2026-03-02 10:00", timedelta(minutes=30), "2026-03-02 10:30"),
        ("2026-03-02 20:50", timedelta(minutes=30), "2026-03-03 08:20"),
        ("2026-03-02 20:30", timedelta(minutes=30), "2026-03-02 21:00"),
        ("2026-03-02 21:00", timedelta(minutes=30), "2026-03-03 08:30"),
        ("2026-03-02 03:00", timedelta(hours=2), "2026-03-02 10:00"),
        ("2026-03-02 23:59", timedelta(0), "2026-03-02 23:59"),
        ("2026-03-02 10:00", timedelta(hours=39), "2026-03-05 10:00"),
    ],
)
def test_duty_time_stands_still_at_night(start: str, span: timedelta, moment: str) -> None:
    assert after(at(start), span, "duty", DESK) == at(moment)
    assert elapsed(at(start), at(moment), "duty", DESK) == span


@pytest.mark.parametrize(
    ("start", "span", "moment"),
    [
        # Friday evening: Saturday is off, Sunday is a make-up workday, Monday a holiday.
        ("2026-03-06 20:00", timedelta(hours=2), "2026-03-08 09:00"),
        ("2026-03-08 20:00", timedelta(hours=2), "2026-03-10 09:00"),
        ("2026-03-07 12:00", timedelta(minutes=1), "2026-03-08 08:01"),
        ("2026-03-02 10:00", timedelta(hours=13), "2026-03-03 10:00"),
        ("2026-03-02 03:00", timedelta(hours=2), "2026-03-02 10:00"),
    ],
)
def test_working_time_stands_still_on_holidays_too(start: str, span: timedelta, moment: str) -> None:
    assert after(at(start), span, "working", DESK) == at(moment)
    assert elapsed(at(start), at(moment), "working", DESK) == span


def test_duty_time_knows_no_holidays() -> None:
    assert after(at("2026-03-06 20:00"), timedelta(hours=2), "duty", DESK) == at("2026-03-07 09:00")


@pytest.mark.parametrize(
    ("pauses", "moment"),
    [
        ([], "2026-03-02 14:00"),
        ([("2026-03-02 11:00", "2026-03-02 12:00")], "2026-03-02 15:00"),
        # A night inside a pause is not counted twice.
        ([("2026-03-02 12:00", "2026-03-03 10:00")], "2026-03-03 12:00"),
        # Over before it began, or after it ended: nothing changes.
        ([("2026-03-01 11:00", "2026-03-02 09:00"), ("2026-03-02 14:00", "2026-03-02 15:00")], "2026-03-02 14:00"),
        # Overlapping, touching and out of order.
        ([("2026-03-02 12:00", "2026-03-02 13:00"), ("2026-03-02 11:00", "2026-03-02 12:30")], "2026-03-02 16:00"),
        ([("2026-03-02 12:00", "2026-03-02 13:00"), ("2026-03-02 11:00", "2026-03-02 12:00")], "2026-03-02 16:00"),
        # It began before the clock did.
        ([("2026-03-01 20:00", "2026-03-02 11:00")], "2026-03-02 15:00"),
    ],
)
def test_the_clock_stands_while_the_resident_is_asked(pauses: list[tuple[str, str]], moment: str) -> None:
    start, span = at("2026-03-02 10:00"), timedelta(hours=4)
    stands = [(at(began), at(ended)) for began, ended in pauses]
    assert after(start, span, "duty", DESK, stands) == at(moment)
    assert elapsed(start, at(moment), "duty", DESK, stands) == span


@pytest.mark.parametrize(
    ("answered", "ends"),
    [(None, "2026-03-04 10:00"), ("2026-03-02 11:00", "2026-03-02 11:00"), ("2026-03-05 11:00", "2026-03-04 10:00")],
)
def test_a_question_holds_the_clock_for_two_days_at_most(answered: str | None, ends: str) -> None:
    asked = at("2026-03-02 10:00")
    assert pause(asked, at(answered) if answered else None, timedelta(hours=48)) == (asked, at(ends))


def test_calendar_time_runs_through_the_night() -> None:
    assert after(at("2026-03-02 20:50"), timedelta(minutes=30), "calendar", DESK) == at("2026-03-02 21:20")


@pytest.mark.parametrize(
    ("moment", "on"), [("07:59", False), ("08:00", True), ("20:59", True), ("21:00", False), ("00:00", False)]
)
def test_on_duty_from_the_first_minute_to_before_the_last(moment: str, on: bool) -> None:
    assert on_duty(at(f"2026-03-02 {moment}"), DESK) is on


@pytest.mark.parametrize(
    ("moment", "duty"),
    [("07:00", "2026-03-02 08:00"), ("12:34", "2026-03-02 12:34"), ("21:00", "2026-03-03 08:00")],
)
def test_the_next_duty_is_now_or_in_the_morning(moment: str, duty: str) -> None:
    assert next_duty(at(f"2026-03-02 {moment}"), DESK) == at(duty)


def test_hours_until_midnight_leave_no_hole() -> None:
    always = DutyHours(time(0), time(0), SHANGHAI)
    start = at("2026-03-02 05:00")
    assert always.length == timedelta(days=1)
    assert after(start, timedelta(hours=100), "duty", always) == start + timedelta(hours=100)


def test_days_off_do_not_count() -> None:
    weekdays = DutyHours(time(9), time(17), SHANGHAI, works=lambda day: day.weekday() < 5)
    assert after(at("2026-03-06 16:00"), timedelta(hours=2), "duty", weekdays) == at("2026-03-09 10:00")
    assert not on_duty(at("2026-03-07 10:00"), weekdays)
    assert elapsed(at("2026-03-06 16:00"), at("2026-03-09 10:00"), "duty", weekdays) == timedelta(hours=2)


def test_a_calendar_without_work_is_refused_instead_of_searched_for_ever() -> None:
    never = DutyHours(time(9), time(17), SHANGHAI, works=lambda day: False)
    with pytest.raises(ValueError, match="no working day"):
        after(at("2026-03-06 16:00"), timedelta(hours=2), "duty", never)


def test_a_year_with_one_working_day_is_waited_for() -> None:
    yearly = DutyHours(time(9), time(10), SHANGHAI, works=lambda day: (day.month, day.day) == (5, 1))
    assert after(at("2026-05-01 09:30"), timedelta(hours=1), "duty", yearly) == at("2027-05-01 09:30")


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        after(at("2026-03-06 16:00"), -timedelta(seconds=1), "duty", DESK)
    with pytest.raises(ValueError, match="without a zone"):
        on_duty(datetime(2026, 3, 6), DESK)
    with pytest.raises(ValueError, match="after their start"):
        DutyHours(time(21), time(8), SHANGHAI)


def test_summer_time_keeps_the_wall_clock() -> None:
    berlin = DutyHours(time(8), time(21), ZoneInfo("Europe/Berlin"))
    before = datetime(2024, 3, 30, 20, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moment = after(before, timedelta(hours=1), "duty", berlin)
    assert moment.astimezone(berlin.zone).isoformat() == "2024-03-31T08:30:00+02:00"


def test_a_day_the_zone_leaves_out_has_no_duty() -> None:
    assert DutyHours(time(8), time(21), ZoneInfo("Pacific/Apia")).window(date(2011, 12, 30)) is None


@given(starts, spans, clocks, hours())
def test_after_and_elapsed_undo_each_other(start: datetime, span: timedelta, clock: Clock, desk: DutyHours) -> None:
    moment = after(start, span, clock, desk)
    assert moment >= start
    assert moment.tzinfo is UTC
    assert elapsed(start, moment, clock, desk) == span


@given(starts, spans, clocks, hours())
def test_after_is_the_first_such_moment(start: datetime, wait: timedelta, clock: Clock, desk: DutyHours) -> None:
    end = start + wait
    first = after(start, elapsed(start, end, clock, desk), clock, desk)
    assert first <= end
    assert elapsed(first, end, clock, desk) == timedelta(0)


@given(starts, spans, spans, clocks, hours())
def test_spans_add_up(start: datetime, one: timedelta, two: timedelta, clock: Clock, desk: DutyHours) -> None:
    assert after(after(start, one, clock, desk), two, clock, desk) == after(start, one + two, clock, desk)
    middle, end = start + one, start + one + two
    whole = elapsed(start, end, clock, desk)
    assert elapsed(start, middle, clock, desk) + elapsed(middle, end, clock, desk) == whole
    assert timedelta(0) <= whole <= end - start


@given(starts, spans, spans, spans, clocks, hours())
def test_later_starts_and_longer_spans_end_no_sooner(
    start: datetime, later: timedelta, span: timedelta, longer: timedelta, clock: Clock, desk: DutyHours
) -> None:
    moment = after(start, span, clock, desk)
    assert after(start + later, span, clock, desk) >= moment
    assert after(start, span + longer, clock, desk) >= moment


@given(waited, spans, clocks, hours())
def test_a_pause_moves_the_moment_by_the_service_time_it_holds(
    case: tuple[datetime, list[Pause]], span: timedelta, clock: Clock, desk: DutyHours
) -> None:
    start, pauses = case
    moment = after(start, span, clock, desk, pauses)
    assert elapsed(start, moment, clock, desk, pauses) == span
    assert moment >= after(start, span, clock, desk)
    if span:
        just_before = moment - timedelta(microseconds=1)
        assert elapsed(start, just_before, clock, desk, pauses) < span


@settings(max_examples=30)
@given(waited, st.integers(0, 3 * 24 * 60), clocks)
def test_elapsed_counts_the_minutes_in_which_nobody_was_waited_for(
    case: tuple[datetime, list[Pause]], minutes: int, clock: Clock
) -> None:
    start = case[0].replace(second=0, microsecond=0)
    pauses = [(begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)) for begin, end in case[1]]
    counted = 0
    for n in range(minutes):
        moment = start + timedelta(minutes=n)
        wall = moment.astimezone(SHANGHAI)
        runs = clock == "calendar" or time(8) <= wall.time() < time(21)
        runs = runs and (clock != "working" or MARCH.is_working(wall.date()))
        counted += runs and not any(begin <= moment < end for begin, end in pauses)
    assert elapsed(start, start + timedelta(minutes=minutes), clock, DESK, pauses) == timedelta(minutes=counted)


@given(starts, hours())
def test_on_duty_is_when_duty_time_runs(now: datetime, desk: DutyHours) -> None:
    runs = elapsed(now, now + timedelta(microseconds=1), "duty", desk) > timedelta(0)
    assert on_duty(now, desk) is runs
    assert on_duty(next_duty(now, desk), desk)
    assert (next_duty(now, desk) == now) is runs


@settings(max_examples=30)
@given(moments, st.integers(0, 3 * 24 * 60), st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]))
def test_elapsed_counts_the_minutes_a_wall_clock_shows(start: datetime, minutes: int, zone: str) -> None:
    desk = DutyHours(time(8), time(21), ZoneInfo(zone))
    start = start.replace(second=0, microsecond=0)
    walls = ((start + timedelta(minutes=n)).astimezone(desk.zone).time() for n in range(minutes))
    shown = sum(time(8) <= wall < time(21) for wall in walls)
    assert elapsed(start, start + timedelta(minutes=minutes), "duty", desk) == timedelta(minutes=shown)
