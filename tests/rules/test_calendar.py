"""Working days: the tables of two known years are tried in tests/config; here the rules about any table."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkingDays
from rules.duty import DutyHours, missing_year

MAY = WorkingDays(
    years=frozenset({2026}),
    holidays=frozenset(date(2026, 5, day) for day in range(1, 6)),
    make_up=frozenset({date(2026, 5, 9)}),
)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), False),
        (date(2026, 5, 2), False),
        (date(2026, 5, 5), False),
        (date(2026, 5, 6), True),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
        (date(2027, 5, 3), True),
        (date(2027, 5, 1), False),
    ],
)
def test_the_table_stands_above_the_week(day: date, works: bool) -> None:
    assert MAY.is_working(day) is works


def test_a_year_without_a_table_is_counted_by_weekdays_and_said_to_be_unknown() -> None:
    assert (MAY.known(2026), MAY.known(2027)) == (True, False)


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
        (date(2025, 12, 31), 2025),
    ],
)
def test_a_missing_year_is_told_a_month_before_it_matters(today: date, missing: int | None) -> None:
    assert MAY.missing_year(today) == missing


def test_the_month_is_counted_in_the_desks_own_zone() -> None:
    hours = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"), working=MAY)
    midnight = datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert missing_year(midnight - timedelta(seconds=1), hours) is None
    assert missing_year(midnight, hours) == 2027


def test_a_table_that_contradicts_itself_is_refused() -> None:
    saturday = frozenset({date(2026, 5, 9)})
    with pytest.raises(ValueError, match="2026-05-09 stands as a holiday and as a workday"):
        WorkingDays(holidays=saturday, make_up=saturday)
    with pytest.raises(ValueError, match="2026-05-08 is no Saturday or Sunday"):
        WorkingDays(make_up=frozenset({date(2026, 5, 8)}))


@given(days, st.frozensets(days, max_size=5), st.frozensets(days, max_size=5))
def test_each_day_is_what_the_table_says_else_what_the_week_says(
    day: date, holidays: frozenset[date], others: frozenset[date]
) -> None:
    make_up = frozenset(each for each in others if each.weekday() >= 5) - holidays
    table = WorkingDays(frozenset(), holidays, make_up)
    assert table.is_working(day) is (day in make_up or (day not in holidays and day.isoweekday() <= 5))


def test_a_holiday_is_called_as_its_readers_call_it() -> None:
    table = WorkingDays(english=(("劳动节", "Labour Day"),))
    assert [table.label("劳动节", locale) for locale in ("zh", "en")] == ["劳动节", "Labour Day"]
    assert table.label("泼水节", "en") == "泼水节"
