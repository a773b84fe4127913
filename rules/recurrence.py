"""When a recurring duty last fell due, and when it next may."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def latest(
    now: datetime, at: time, zone: ZoneInfo, weekday: int | None = None, monthday: int | None = None
) -> datetime:
    """The last moment up to `now` (aware) at which the wall clock of `zone` showed `at`.

    `weekday` (0 Monday) keeps to one day of the week, `monthday` (at most 28) to one of the month. Days are counted on
    the calendar: APScheduler 3.11.3's cron trigger leaves out 31 March 2025 at 00:00 in Berlin, the day after the
    clocks have moved.
    """
    day = now.astimezone(zone).date()
    while True:
        found = datetime.combine(day, at, zone)
        fits = weekday in (None, day.weekday()) and monthday in (None, day.day)
        if fits and found.astimezone(UTC) <= now:
            return found
        day -= timedelta(days=1)


def following(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next moment after `now` at which the wall clock of `zone` shows `at`."""
    day = now.astimezone(zone).date()
    while True:
        found = datetime.combine(day, at, zone)
        if found.astimezone(UTC) > now:
            return found
        day += timedelta(days=1)
