"""When a recurring duty last fell due: APScheduler's cron calculator, nothing stored."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger


def latest(now: datetime, at: time, zone: ZoneInfo, weekday: int | None = None) -> datetime:
    """The last moment up to `now` (aware) at which the wall clock of `zone` showed `at`.

    `weekday` (0 Monday) keeps to one day of the week.
    """
    trigger = CronTrigger(
        hour=at.hour, minute=at.minute, day_of_week=weekday if weekday is not None else "*", timezone=zone
    )
    found = now - timedelta(days=9)
    while True:
        following = trigger.get_next_fire_time(None, found + timedelta(seconds=1))
        if following is None or following > now:
            return found
        found = following
