"""The parts of a digest beside its figures: matters, buildings, grids, the word of reporters, and what is drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from rules.digest import EXCLUDED, OPEN, Counted, LocalDate, Span, is_late, is_overdue
from rules.rates import Ratio, rates_of
from rules.tickets import State

T = TypeVar("T")

HOT_FOR = timedelta(hours=48)
HOT_FROM = 3
DRAWN_DAYS = 14
MOST_BARS, MOST_ROWS, MOST_COLUMNS = 6, 8, 4
LEVELS = ("grid", "community", "street", "department")


@dataclass(frozen=True, slots=True)
class Hot:
    """So many tickets of one matter in one building within two days."""

    part: str
    building: str
    matter: str
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """A grid (or a community) in the table: new and closed in the span, closed in time of what was due, still late."""

    name: str
    new: int
    closed: int
    on_time: Ratio
    late: int


@dataclass(frozen=True, slots=True)
class Voices:
    """What reporters said of what was closed in the span; reopened are those of them that came back."""

    satisfied: Ratio
    rated: Ratio
    reopened: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the picture shows: new and done on each day of two weeks or the span, bars, levels, buildings by matter.

    A row is a part and a building of it.
    """

    days: tuple[int, ...]
    done: tuple[int, ...]
    matters: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


def topics(tickets: Sequence[Counted], span: Span, local: LocalDate, most: int = 5) -> list[tuple[str, int]]:
    """The matters told most in the span, the most frequent first, and how often."""
    return _most(Counter(t.matter for t in _new(tickets, span, local)), most)


def hot_buildings(tickets: Sequence[Counted], now: datetime) -> list[Hot]:
    """Where three or more of a kind were told within two days, the most first; nothing quiet."""
    lately = [t for t in _counted(tickets) if t.building and not t.quiet and now - HOT_FOR <= t.created <= now]
    told = Counter((t.part, t.building, t.matter) for t in lately)
    return [Hot(*where, count) for where, count in _most(told, len(told)) if count >= HOT_FROM]


def parts(tickets: Sequence[Counted], names: Sequence[str], span: Span, now: datetime, local: LocalDate) -> list[Part]:
    """The table of grids in the order of `names`: an order of places, never of merit."""
    of: defaultdict[str, list[Counted]] = defaultdict(list)
    for ticket in _counted(tickets):
        of[ticket.part].append(ticket)
    return [_part(name, of[name], span, now, local) for name in names]


def _part(name: str, tickets: Sequence[Counted], span: Span, now: datetime, local: LocalDate) -> Part:
    judged = [t.case for t in tickets if t.resolve_due and local(t.resolve_due) in span]
    return Part(
        name,
        new=len(_new(tickets, span, local)),
        closed=len(_closed(tickets, span, local)),
        on_time=rates_of(judged, now).on_time,
        late=sum(is_late(t, now) or is_overdue(t, now) for t in tickets),
    )


def voices(tickets: Sequence[Counted], span: Span, now: datetime, local: LocalDate) -> Voices:
    """Satisfied of those who rated, rated of what was closed."""
    closed = _closed(tickets, span, local)
    each = list(dict.fromkeys(closed))
    rates = rates_of([t.case for t in each], now)
    return Voices(rates.satisfaction, Ratio(rates.rated.part, len(closed)), sum(t.reopened > 0 for t in each))


def due_on(tickets: Sequence[Counted], day: Span, now: datetime, local: LocalDate) -> int:
    """How many come to their limit on a day; what is late already, or suspended, does not."""
    waits = [t.resolve_due for t in tickets if t.state in OPEN and t.state != State.SUSPENDED and not is_late(t, now)]
    return sum(limit is not None and local(limit) in day for limit in waits)


def left_out(tickets: Sequence[Counted], span: Span, local: LocalDate) -> dict[str, int]:
    """What was told in the span and is in no figure, by why."""
    found = Counter(t.state for t in tickets if t.state in EXCLUDED and local(t.created) in span)
    return {state: found[state] for state in sorted(found)}


def drawn(tickets: Sequence[Counted], names: Sequence[str], span: Span, local: LocalDate) -> Drawn:
    """The figures of the picture; buildings stand in the order of `names` of parts, and quiet matters in none."""
    days = _days(span, max(DRAWN_DAYS, span.days))
    told = _new(tickets, span, local)
    shown = [t for t in told if t.building and not t.quiet]
    columns = tuple(matter for matter, _ in _most(Counter(t.matter for t in shown), MOST_COLUMNS))
    # A building whose matters have no column would look as if nothing were told there.
    hottest = Counter((t.part, t.building) for t in shown if t.matter in columns)
    rows = tuple(sorted((where for where, _ in _most(hottest, MOST_ROWS)), key=lambda where: _in_order(names, where)))
    cells = Counter((t.part, t.building, t.matter) for t in shown)
    levels = Counter(t.level for t in _closed(tickets, span, local))
    new = Counter(local(t.created) for t in _counted(tickets))
    done = Counter(local(at) for t in _counted(tickets) for at in t.closings)
    return Drawn(
        tuple(new[day] for day in days),
        tuple(done[day] for day in days),
        tuple(_most(Counter(t.matter for t in told), MOST_BARS)),
        tuple((level, levels[level]) for level in LEVELS),
        rows,
        columns,
        tuple(tuple(cells[part, building, matter] for matter in columns) for part, building in rows),
    )


def _most(told: Counter[T], most: int) -> list[tuple[T, int]]:
    """The most frequent; equals in an order that does not change."""
    return sorted(told.items(), key=lambda each: (-each[1], str(each[0])))[:most]


def _in_order(names: Sequence[str], where: tuple[str, str]) -> tuple[int, str, int, str]:
    """By the town's order of its grids, and 3 before 12."""
    part, building = where
    digits = "".join(sign for sign in building if sign.isdecimal())
    return names.index(part) if part in names else len(names), part, int(digits or 0), building


def _days(span: Span, count: int) -> list[date]:
    return [span.last - timedelta(days=back) for back in reversed(range(count))]


def _counted(tickets: Iterable[Counted]) -> list[Counted]:
    return [t for t in tickets if t.state not in EXCLUDED]


def _new(tickets: Iterable[Counted], span: Span, local: LocalDate) -> list[Counted]:
    return [t for t in _counted(tickets) if local(t.created) in span]


def _closed(tickets: Iterable[Counted], span: Span, local: LocalDate) -> list[Counted]:
    """Each as often as it was closed."""
    return [t for t in _counted(tickets) for at in t.closings if local(at) in span]
