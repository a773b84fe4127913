"""Service clocks: how much service time has passed, and when so much of it will have passed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Clock = Literal["calendar", "duty"]

LONGEST_REST = 400
_MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


def every_day(_day: date) -> bool:
    """The calendar of a desk that is open all week."""
    return True


@dataclass(frozen=True, slots=True)
class DutyHours:
    """From `start` to `end` by the wall clock of `zone`, on the days that `works` says; `end` 00:00 is midnight.

    Raises ValueError when `end` is not after `start`.
    """

    start: time
    end: time
    zone: ZoneInfo
    works: Callable[[date], bool] = every_day

    def __post_init__(self) -> None:
        if self.end != _MIDNIGHT and self.end <= self.start:
            raise ValueError(f"duty hours end at {self.end:%H:%M}, not after their start at {self.start:%H:%M}")

    @property
    def length(self) -> timedelta:
        """One day's duty hours."""
        opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.start, self.end))
        return closes - opens if closes else _DAY - opens

    def window(self, day: date) -> tuple[datetime, datetime] | None:
        """The duty hours of one local day as two UTC moments; None on a day off or one the zone leaves out."""
        if not self.works(day):
            return None
        start = self._moment(day, self.start)
        end = self._moment(day + _DAY if self.end == _MIDNIGHT else day, self.end)
        if end <= start or start.astimezone(self.zone).date() != day:
            return None
        return start, end

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def after(start: datetime, span: timedelta, clock: Clock, hours: DutyHours) -> datetime:
    """The first moment (UTC) when `span` of service time has passed since `start` (aware).

    Raises ValueError for a negative span, a naive time, or a calendar with no working day for over a year.
    """
    if span < _NOTHING:
        raise ValueError(f"service time does not run backwards: {span}")
    start = _aware(start)
    if clock == "calendar" or not span:
        return start + span
    for opens, closes in _windows(start, hours):
        if span <= closes - opens:
            return opens + span
        span -= closes - opens
    raise ValueError("the working calendar has no end of rest")


def elapsed(start: datetime, end: datetime, clock: Clock, hours: DutyHours) -> timedelta:
    """Service time between two aware moments; nothing when `end` is not after `start`."""
    start, end = _aware(start), _aware(end)
    if end <= start:
        return _NOTHING
    if clock == "calendar":
        return end - start
    passed = _NOTHING
    for day in _days(start, end, hours.zone):
        window = hours.window(day)
        if window:
            passed += max(_NOTHING, min(end, window[1]) - max(start, window[0]))
    return passed


def on_duty(now: datetime, hours: DutyHours) -> bool:
    """Whether `now` (aware) is in duty hours: the start belongs to them, the end does not."""
    now = _aware(now)
    windows = (hours.window(day) for day in _days(now, now, hours.zone))
    return any(window[0] <= now < window[1] for window in windows if window)


def next_duty(now: datetime, hours: DutyHours) -> datetime:
    """The first moment from `now` on (UTC) that is in duty hours: `now` itself when it already is."""
    return next(_windows(_aware(now), hours))[0]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC)


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    # One day more on either side: a fold or a midnight end can carry a window over its own date.
    first = start.astimezone(zone).date() - _DAY
    last = end.astimezone(zone).date() + _DAY
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _windows(start: datetime, hours: DutyHours) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the duty windows from `start` on. Raises ValueError when none comes for LONGEST_REST days."""
    day = start.astimezone(hours.zone).date() - _DAY
    rest = 0
    while rest < LONGEST_REST:
        window = hours.window(day)
        rest += 1
        if window and window[1] > start:
            rest = 0
            yield max(start, window[0]), window[1]
        day += _DAY
    raise ValueError(f"the working calendar has no working day in {LONGEST_REST} days")
