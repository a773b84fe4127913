"""What a digest says of some tickets: figures against the span before and the week, and what must be decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from rules.rates import Case
from rules.taxonomy import ClosingLevel
from rules.tickets import ACTIVE, State

LocalDate = Callable[[datetime], date]
Entry = Mapping[str, Any]

WEEK = 7
MOST_DECISIONS = 5
# Of these, kept for whose word is waited for, and for what was promised and not done, however much is behind.
MOST_WORDS = MOST_OWED = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Whole local days, `first` and `last` among them."""

    first: date
    last: date

    @classmethod
    def ending(cls, last: date, days: int) -> "Span":
        """So many days up to `last`."""
        return cls(last - timedelta(days=days - 1), last)

    @classmethod
    def month_before(cls, day: date) -> "Span":
        """The whole month before the one of `day`."""
        last = day.replace(day=1) - timedelta(days=1)
        return cls(last.replace(day=1), last)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """What it is compared with: the month before a whole month, else as many days before it."""
        whole = self.first.day == 1 and (self.last + timedelta(days=1)).day == 1 and self.days > WEEK
        return Span.month_before(self.first) if whole else Span.ending(self.first - timedelta(days=1), self.days)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Counted:
    """A ticket as figures need it; times are aware, None until they happen; `place` and `building` as people say them.

    Of a `quiet` one nothing is told but that it is there: no place, no words. The work of a `submitted` one is done.
    Until `wanted` somebody should take it, anew where it was given back; by `claim_due` somebody should have at first.
    What was closed and came back was closed all the same: `closings` and `reopenings` are when either happened.
    """

    id: int
    number: int
    matter: str
    service_class: str
    state: str
    level: str
    created: datetime
    claim_due: datetime | None
    claimed: datetime | None
    closings: tuple[datetime, ...]
    reopened: int
    resolved: datetime | None = None
    resolve_due: datetime | None = None
    rating: str = ""
    part: str = ""
    building: str = ""
    quiet: bool = False
    colour: str = ""
    review: datetime | None = None
    submitted: bool = False
    wanted: datetime | None = None
    reopenings: tuple[datetime, ...] = ()

    @property
    def case(self) -> Case:
        """As the rates count it."""
        level = cast(ClosingLevel, self.level)
        return Case(
            self.matter, self.state, level, self.created, claimed=self.claimed, claim_due=self.claim_due,
            resolved=self.resolved, resolve_due=self.resolve_due, rating=self.rating, reopened=self.reopened,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A count for the span, for the one before, and the mean of the seven days before it, for as many days."""

    today: int
    yesterday: int
    mean: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The key figures of a span; `in_community` of `closed_in_all` were closed without leaving the community.

    `overdue` are not claimed in time and wait, `late` are the others that are not done within their limit.
    """

    new: Figure
    done: Figure
    overdue: int
    late: int
    reopened: int
    open: int
    suspended: int
    in_community: int
    closed_in_all: int
    excluded: int

    @property
    def compared(self) -> bool:
        """Whether there was anything before to compare with."""
        return any(each.yesterday or each.mean for each in (self.new, self.done))


EXCLUDED = frozenset({State.WITHDRAWN, State.MISTAKEN, State.MERGED})
OPEN = ACTIVE


def is_nobodys(ticket: Counted) -> bool:
    """Whether it waits for somebody to claim it."""
    return ticket.state == State.OPEN and not ticket.submitted


def is_to_verify(ticket: Counted) -> bool:
    """Whether the work is done and waits for who may say so."""
    return ticket.state == State.OPEN and ticket.submitted


def is_overdue(ticket: Counted, now: datetime) -> bool:
    """Whether nobody claimed it within its limit and it still waits."""
    until = ticket.wanted or ticket.claim_due
    return is_nobodys(ticket) and until is not None and until < now


def is_late(ticket: Counted, now: datetime) -> bool:
    """Whether it is not done beyond its limit; what is suspended has no limit for the while."""
    waits = ticket.state in OPEN and ticket.state != State.SUSPENDED
    return waits and ticket.resolve_due is not None and ticket.resolve_due < now


def figures(tickets: Sequence[Counted], span: Span, now: datetime, local: LocalDate) -> Figures:
    """The figures of a span in local days; `local` turns a moment into its local date."""
    counted = [t for t in tickets if t.state not in EXCLUDED]
    done = [(local(at), t) for t in counted for at in t.closings]
    closed_now = [t for day, t in done if day in span]
    return Figures(
        new=_figure([local(t.created) for t in counted], span),
        done=_figure([day for day, _ in done], span),
        overdue=sum(is_overdue(t, now) for t in counted),
        late=sum(is_late(t, now) and not is_overdue(t, now) for t in counted),
        reopened=sum(local(at) in span for t in counted for at in t.reopenings),
        open=sum(t.state in OPEN for t in counted),
        suspended=sum(t.state == State.SUSPENDED for t in counted),
        in_community=sum(t.level in ("grid", "community") for t in closed_now),
        closed_in_all=len(closed_now),
        excluded=sum(t.state in EXCLUDED and local(t.created) in span for t in tickets),
    )


def decisions(tickets: Sequence[Counted], now: datetime, level: str, most: int = MOST_DECISIONS) -> list[Counted]:
    """At most five (or `most`) tickets that wait for this level, the most urgent and oldest first.

    For a street or above: what has climbed to it and waits, what carries a red order, what was suspended and is to be
    looked at again, or life safety anywhere; for a community what is overdue.
    """
    waiting = [t for t in tickets if t.state in OPEN and (_at(t, level) or t.service_class == "P0")]
    mine = [t for t in waiting if _asks(t, now, level)]
    again = [t for t in waiting if t.reopened > 1 and t not in mine]
    ordered = sorted(mine, key=lambda t: (t.service_class, t.created)) + sorted(again, key=lambda t: t.created)
    return ordered[:most]


def once(*lists: Sequence[Entry]) -> list[list[Entry]]:
    """The same lists, but each ticket (`id`) only where it stands first."""
    seen: set[int] = set()
    kept = []
    for entries in lists:
        firsts = {each["id"]: each for each in reversed(entries) if each["id"] not in seen}
        kept.append([each for each in entries if firsts.get(each["id"]) is each])
        seen |= firsts.keys()
    return kept


def most_pressing(words: Sequence[Entry], owed: Sequence[Entry], behind: Sequence[Entry]) -> list[Entry]:
    """At most five tickets, each once: words that are waited for, what is behind, what others owe."""
    words, owed, behind = once(words, owed, behind)
    owed = owed[:MOST_OWED]
    words = words[: max(MOST_WORDS, MOST_DECISIONS - len(owed) - len(behind))]
    return [*words, *behind[: MOST_DECISIONS - len(words) - len(owed)], *owed]


def _asks(ticket: Counted, now: datetime, level: str) -> bool:
    if ticket.state == State.SUSPENDED:
        return ticket.review is not None and ticket.review <= now
    here = ticket.state == State.OPEN and ticket.level == level
    return here or is_overdue(ticket, now) or is_late(ticket, now)


def _at(ticket: Counted, level: str) -> bool:
    if level in ("street", "district"):
        return ticket.level in ("street", "department", "district") or ticket.colour == "red"
    return ticket.level in ("grid", "community")


def _figure(dates: Sequence[date], span: Span) -> Figure:
    week = Span.ending(span.first - timedelta(days=1), WEEK)
    return Figure(
        today=sum(day in span for day in dates),
        yesterday=sum(day in span.before for day in dates),
        mean=round(sum(day in week for day in dates) / WEEK * span.days, 1),
    )
