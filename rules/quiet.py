"""Quiet hours on the wall clock: until when what can wait does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(now: datetime, start: time, end: time, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that hold at `now` (aware) are over; None outside of them. They may run over midnight."""
    there = now.astimezone(zone)
    at = there.time().replace(tzinfo=None)
    if start == end:
        return None
    if start < end:
        day = there.date() if start <= at < end else None
    elif at >= start:
        day = there.date() + timedelta(days=1)
    else:
        day = there.date() if at < end else None
    return max(datetime.combine(day, end, zone).astimezone(UTC), now) if day else None
