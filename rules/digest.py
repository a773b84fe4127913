"""What a digest says of some tickets: figures against yesterday and the week, and what must be decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LocalDate = Callable[[datetime], date]

WEEK = 7
MOST_DECISIONS = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A ticket as figures need it; times are aware, None until they happen."""

    id: int
    number: int
    matter: str
    service_class: str
    state: str
    level: str
    created: datetime
    claim_due: datetime | None
    claimed: datetime | None
    closed: datetime | None
    reopened: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A count for the day, for the day before, and the mean of the seven days before the day."""

    today: int
    yesterday: int
    mean: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The key figures of a day; `in_community` of `closed_in_all` were closed without leaving the community."""

    new: Figure
    done: Figure
    overdue: int
    reopened: int
    open: int
    in_community: int
    closed_in_all: int
    excluded: int


CLOSED = frozenset({"closed", "closed_unconfirmed"})
EXCLUDED = frozenset({"withdrawn", "mistaken", "merged"})
OPEN = frozenset({"open", "claimed", "on_site", "suspended"})


def is_overdue(ticket: Counted, now: datetime) -> bool:
    """Whether nobody claimed it within its limit and it still waits."""
    return ticket.state == "open" and ticket.claim_due is not None and ticket.claim_due < now


def figures(tickets: Sequence[Counted], day: date, now: datetime, local: LocalDate, days: int = 1) -> Figures:
    """The figures of the `days` up to and with `day`, in local days; `local` turns a moment into its local date."""
    counted = [t for t in tickets if t.state not in EXCLUDED]
    done = [t for t in counted if t.state in CLOSED]
    span = _days(day, days)
    closed_now = [t for t in done if t.closed and local(t.closed) in span]
    return Figures(
        new=_figure([local(t.created) for t in counted], day, days),
        done=_figure([local(t.closed) for t in done if t.closed], day, days),
        overdue=sum(is_overdue(t, now) for t in counted),
        reopened=sum(t.reopened > 0 and local(t.created) in span for t in counted),
        open=sum(t.state in OPEN for t in counted),
        in_community=sum(t.level in ("grid", "community") for t in closed_now),
        closed_in_all=len(closed_now),
        excluded=sum(t.state in EXCLUDED and local(t.created) in span for t in tickets),
    )


def decisions(tickets: Sequence[Counted], now: datetime, level: str) -> list[Counted]:
    """At most five tickets that wait for this level, the most urgent and oldest first.

    For a street: what has climbed to it and waits, or life safety anywhere; for a community what is overdue.
    """
    waiting = [t for t in tickets if t.state in OPEN and (_at(t, level) or t.service_class == "P0")]
    mine = [t for t in waiting if t.state == "open" and (is_overdue(t, now) or t.level == level)]
    again = [t for t in waiting if t.reopened > 1 and t not in mine]
    ordered = sorted(mine, key=lambda t: (t.service_class, t.created)) + sorted(again, key=lambda t: t.created)
    return ordered[:MOST_DECISIONS]


def _at(ticket: Counted, level: str) -> bool:
    return ticket.level == "street" if level == "street" else ticket.level in ("grid", "community")


def _days(day: date, days: int) -> frozenset[date]:
    return frozenset(day - timedelta(days=n) for n in range(days))


def _figure(dates: Sequence[date], day: date, days: int) -> Figure:
    before = day - timedelta(days=days)
    week = _days(day - timedelta(days=1), WEEK)
    return Figure(
        today=sum(d in _days(day, days) for d in dates),
        yesterday=sum(d in _days(before, days) for d in dates),
        mean=round(sum(d in week for d in dates) / WEEK * days, 1),
    )
