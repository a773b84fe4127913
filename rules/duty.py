"""Service clocks: how much service time has passed, and when so much of it will have passed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.calendar import PLAIN_WEEK, WorkingDays

# Every hour, the duty hours of every day of duty, or the duty hours of working days only.
Clock = Literal["calendar", "duty", "working"]
CLOCKS: tuple[Clock, ...] = get_args(Clock)
# From when until when a clock stood still, because the desk waited for the resident's answer.
Pause = tuple[datetime, datetime]

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

    The working clock runs in the same hours, on those of these days that are also `working` days.
    Raises ValueError when `end` is not after `start`.
    """

    start: time
    end: time
    zone: ZoneInfo
    works: Callable[[date], bool] = every_day
    working: WorkingDays = PLAIN_WEEK

    def __hash__(self) -> int:
        """Of what differs in practice: the table of holidays is long, and every clock that is kept is asked for."""
        return hash((self.start, self.end))

    def __post_init__(self) -> None:
        if self.end != _MIDNIGHT and self.end <= self.start:
            raise ValueError("duty hours must end after their start")

    @property
    def length(self) -> timedelta:
        """One day's duty hours."""
        opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.start, self.end))
        return closes - opens if closes else _DAY - opens

    def window(self, day: date, clock: Clock = "duty") -> tuple[datetime, datetime] | None:
        """The duty hours of one local day as two UTC moments; None on a day off or one the zone leaves out."""
        if not self.works(day) or (clock == "working" and not self.working.is_working(day)):
            return None
        return _window(day, self.start, self.end, self.zone)


@lru_cache(maxsize=4096)
def _window(day: date, opens: time, closes: time, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Reckoned once: every clock of every ticket asks for the same few days."""
    start = datetime.combine(day, opens, zone).astimezone(UTC)
    end = datetime.combine(day + _DAY if closes == _MIDNIGHT else day, closes, zone).astimezone(UTC)
    if end <= start or start.astimezone(zone).date() != day:
        return None
    return start, end


def clock_named(word: str) -> Clock:
    """The service clock of this name. Raises ValueError where there is none."""
    for clock in CLOCKS:
        if clock == word:
            return clock
    raise ValueError(f"no service clock: {word!r}")


def after(start: datetime, span: timedelta, clock: Clock, hours: DutyHours, pauses: Sequence[Pause] = ()) -> datetime:
    """The first moment (UTC) when `span` of service time has passed since `start` (aware), not counting `pauses`.

    Raises ValueError for a negative span, a naive time, or a calendar with no working day for over a year.
    """
    if span < _NOTHING:
        raise ValueError(f"service time does not run backwards: {span}")
    moment = _aware(start)
    for began, ended in _stands(pauses):
        passed = _elapsed(moment, began, clock, hours)
        if span <= passed:
            break
        span -= passed
        moment = max(moment, ended)
    return _after(moment, span, clock, hours)


def elapsed(start: datetime, end: datetime, clock: Clock, hours: DutyHours, pauses: Sequence[Pause] = ()) -> timedelta:
    """Service time between two aware moments without the `pauses`; nothing when `end` is not after `start`."""
    start, end = _aware(start), _aware(end)
    stood = (_elapsed(max(start, began), min(end, ended), clock, hours) for began, ended in _stands(pauses))
    return _elapsed(start, end, clock, hours) - sum(stood, _NOTHING)


def pause(asked: datetime, answered: datetime | None, longest: timedelta) -> Pause:
    """How long the clock stands for a question to the resident: until the answer, and at most `longest`."""
    ends = asked + longest
    return asked, min(answered, ends) if answered else ends


def missing_year(now: datetime, hours: DutyHours) -> int | None:
    """The year whose table of working days is missing and matters within a month of `now` (aware); None if none is."""
    return hours.working.missing_year(_aware(now).astimezone(hours.zone).date())


def on_duty(now: datetime, hours: DutyHours) -> bool:
    """Whether `now` (aware) is in duty hours: the start belongs to them, the end does not."""
    return _on_duty(_aware(now), hours)


# One update asks at one moment of every place of a ticket's path, for each of its cards.
@lru_cache(maxsize=256)
def _on_duty(now: datetime, hours: DutyHours) -> bool:
    windows = (hours.window(day) for day in _days(now, now, hours.zone))
    return any(window[0] <= now < window[1] for window in windows if window)


def next_duty(now: datetime, hours: DutyHours) -> datetime:
    """The first moment from `now` on (UTC) that is in duty hours: `now` itself when it already is."""
    return next(_windows(_aware(now), "duty", hours))[0]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC)


def _stands(pauses: Sequence[Pause]) -> list[Pause]:
    """The pauses in order, each counted once where they overlap."""
    stands: list[Pause] = []
    for began, ended in sorted((_aware(began), _aware(ended)) for began, ended in pauses):
        if stands and began <= stands[-1][1]:
            stands[-1] = (stands[-1][0], max(stands[-1][1], ended))
        elif began < ended:
            stands.append((began, ended))
    return stands


@lru_cache(maxsize=4096)
def _after(start: datetime, span: timedelta, clock: Clock, hours: DutyHours) -> datetime:
    if clock == "calendar" or not span:
        return start + span
    for opens, closes in _windows(start, clock, hours):
        if span <= closes - opens:
            return opens + span
        span -= closes - opens
    raise ValueError("the working calendar has no end of rest")


def _elapsed(start: datetime, end: datetime, clock: Clock, hours: DutyHours) -> timedelta:
    if end <= start:
        return _NOTHING
    if clock == "calendar":
        return end - start
    passed = _NOTHING
    for day in _days(start, end, hours.zone):
        window = hours.window(day, clock)
        if window:
            passed += max(_NOTHING, min(end, window[1]) - max(start, window[0]))
    return passed


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    # One day more on either side: a fold or a midnight end can carry a window over its own date.
    first = start.astimezone(zone).date() - _DAY
    last = end.astimezone(zone).date() + _DAY
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _windows(start: datetime, clock: Clock, hours: DutyHours) -> Iterator[tuple[datetime, datetime]]:
    """What is left of a clock's windows from `start` on. Raises ValueError when none comes for LONGEST_REST days."""
    day = start.astimezone(hours.zone).date() - _DAY
    rest = 0
    while rest < LONGEST_REST:
        window = hours.window(day, clock)
        rest += 1
        if window and window[1] > start:
            rest = 0
            yield max(start, window[0]), window[1]
        day += _DAY
    raise ValueError(f"the working calendar has no working day in {LONGEST_REST} days")
