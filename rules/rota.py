"""The rota: who is on at a place at an hour, first the one whose turn it is, then the backups, and where nobody is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.duty import DutyHours

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a weekly rota: a person at a place, on weekdays (0 Monday), from `start` to `end` by the wall clock.

    `end` up to `start` is on the next day: a night duty belongs to the day it begins on; both 00:00 is a whole day.
    `order` 0 is whose turn it is, 1 the first backup, and so on.
    """

    person: int
    place: int
    weekdays: frozenset[int]
    start: time
    end: time
    order: int = 0

    def window(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """When the line is on that begins on a local day, as two UTC moments; None where it does not."""
        if day.weekday() not in self.weekdays:
            return None
        last = day + _DAY if self.end <= self.start else day
        opens, closes = (datetime.combine(*at, zone).astimezone(UTC) for at in ((day, self.start), (last, self.end)))
        return (opens, closes) if opens < closes else None


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody is away from `start` to `end` (aware); `substitute` None where nobody stands in."""

    person: int
    start: datetime
    end: datetime
    substitute: int | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Two people do each other's lines from `start` to `end` (aware)."""

    one: int
    other: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """From `start` to `end` (UTC) nobody is on at the place; `night` says it is outside duty hours."""

    place: int
    start: datetime
    end: datetime
    night: bool = False


@dataclass(frozen=True, slots=True)
class Rota:
    """The lines of some places with what changes them; where leaves or swaps overlap, the last one given counts."""

    zone: ZoneInfo
    lines: tuple[Line, ...] = ()
    leaves: tuple[Leave, ...] = ()
    swaps: tuple[Swap, ...] = ()
    _at: dict[int, list[Line]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for line in sorted(self.lines, key=lambda line: line.order):
            self._at.setdefault(line.place, []).append(line)

    def covers(self, place: int) -> bool:
        """Whether the place has a rota at all; where it has none, everybody serving there is on in duty hours."""
        return place in self._at

    @property
    def places(self) -> tuple[int, ...]:
        """The places that have a rota."""
        return tuple(self._at)

    def lines_at(self, place: int) -> tuple[Line, ...]:
        """The lines of a place, those whose turn it is before the backups."""
        return tuple(self._at.get(place, ()))

    def on(self, place: int, at: datetime) -> tuple[int, ...]:
        """Who is on at a moment (aware), whose turn it is first; each person once, empty where there is a gap."""
        return tuple(dict.fromkeys(standing for _, standing in self.turns(place, at)))

    def turns(self, place: int, at: datetime) -> tuple[tuple[Line, int], ...]:
        """The lines that run at a moment (aware) and who does each, in order; without those that nobody does."""
        pairs = [(line, self.stands_in(line.person, at)) for line in self._at.get(place, ()) if self._runs(line, at)]
        return tuple([(line, standing) for line, standing in pairs if standing is not None])

    def is_on(self, person: int, place: int, at: datetime) -> bool:
        """Whether somebody is on at a place at a moment (aware)."""
        return person in self.on(place, at)

    def off_since(self, person: int, place: int, at: datetime, most: timedelta) -> datetime | None:
        """Since when who comes on at a place was off there, at most so long ago; None if they were on just before."""
        before = self.changes(place, at - most, at)
        since = None
        for moment in reversed(before):
            if self.is_on(person, place, moment):
                break
            since = moment
        return since

    def is_away(self, person: int, at: datetime) -> bool:
        """Whether somebody is on leave at a moment (aware)."""
        return self._leave_of(person, at) is not None

    def shift(self, people: Collection[int], day: date) -> tuple[datetime, datetime] | None:
        """From when to when (UTC) these people's duties run that begin on a local day; None where they have none."""
        lines = (line for line in self.lines if line.person in people)
        windows = [window for line in lines if (window := line.window(day, self.zone))]
        return (min(w[0] for w in windows), max(w[1] for w in windows)) if windows else None

    def gaps_ahead(self, place: int, now: datetime, ahead: timedelta, hours: DutyHours) -> list[Gap]:
        """Where nobody is on from `now` (aware) until `ahead` later: by day in duty hours, by night outside them."""
        start, end = now.astimezone(UTC), now.astimezone(UTC) + ahead
        days = list(_duty_spans(start, end, hours))
        edges = [start, *(edge for span in days for edge in span), end]
        nights = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2) if edges[n] < edges[n + 1]]
        by_night = [replace(gap, night=True) for gap in self.gaps(place, nights)]
        return sorted([*self.gaps(place, days), *by_night], key=lambda gap: gap.start)

    def gaps(self, place: int, spans: Sequence[tuple[datetime, datetime]]) -> list[Gap]:
        """Where nobody is on within `spans` (aware, in order, apart); a gap ends where its span does."""
        return [gap for start, end in spans for gap in self._gaps_in(place, start, end)]

    def _gaps_in(self, place: int, start: datetime, end: datetime) -> Iterator[Gap]:
        opened: datetime | None = None
        for moment in self.changes(place, start, end):
            if self.on(place, moment):
                if opened:
                    yield Gap(place, opened, moment)
                opened = None
            elif opened is None:
                opened = moment
        if opened:
            yield Gap(place, opened, end.astimezone(UTC))

    def changes(self, place: int, start: datetime, end: datetime) -> list[datetime]:
        """Every moment from `start` to before `end` at which who is on may change, in order."""
        changes: tuple[Leave | Swap, ...] = (*self.leaves, *self.swaps)
        moments = {start, *(edge for each in changes for edge in (each.start, each.end))}
        for line in self._at.get(place, ()):
            for window in self._windows(line, start, end):
                moments.update(window)
        return sorted(moment.astimezone(UTC) for moment in moments if start <= moment < end)

    def _windows(self, line: Line, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        # A night's line begins on the day before, and a shift of the clocks may carry an edge over midnight.
        first, last = (moment.astimezone(self.zone).date() for moment in (start, end))
        days = (first + n * _DAY for n in range(-2, (last - first).days + 2))
        return (window for window in (line.window(day, self.zone) for day in days) if window)

    def _runs(self, line: Line, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self._windows(line, at, at))

    def stands_in(self, person: int, at: datetime) -> int | None:
        """Who does somebody's duty at a moment: swaps first, then substitutes of substitutes; None where nobody is."""
        known: set[int] = set()
        standing: int | None = self._swapped(person, at)
        while standing is not None and standing not in known:
            known.add(standing)
            leave = self._leave_of(standing, at)
            if leave is None:
                return standing
            standing = leave.substitute
        return None

    def _swapped(self, person: int, at: datetime) -> int:
        for swap in reversed(self.swaps):
            if swap.start <= at < swap.end and person in (swap.one, swap.other):
                return swap.other if person == swap.one else swap.one
        return person

    def _leave_of(self, person: int, at: datetime) -> Leave | None:
        mine = (each for each in reversed(self.leaves) if each.person == person and each.start <= at < each.end)
        return next(mine, None)


def _duty_spans(start: datetime, end: datetime, hours: DutyHours) -> Iterator[tuple[datetime, datetime]]:
    """The duty hours between two moments (UTC), in order."""
    first, last = (moment.astimezone(hours.zone).date() for moment in (start, end))
    for n in range(-1, (last - first).days + 2):
        window = hours.window(first + n * _DAY)
        if window and max(start, window[0]) < min(end, window[1]):
            yield max(start, window[0]), min(end, window[1])
