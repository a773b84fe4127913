"""Every rate of the desk, each with its denominator, and what was left out of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from types import MappingProxyType
from typing import Literal, cast, get_args

from rules.duty import DutyHours, on_duty
from rules.taxonomy import ClosingLevel

By = Literal["grid", "community", "street", "matter"]
Answer = Literal["", "solved", "unsolved"]
Exclusion = Literal["suspended", "withdrawn", "malicious", "out_of_scope", "mistaken", "merged"]
EXCLUSIONS: tuple[Exclusion, ...] = get_args(Exclusion)
CLOSING_LEVELS: tuple[ClosingLevel, ...] = get_args(ClosingLevel)
CLOSED = frozenset({"closed", "closed_unconfirmed"})
SATISFIED = frozenset({"satisfied", "mostly"})
_BY_STATE = frozenset({"suspended", "withdrawn", "mistaken", "merged"})
_WEIGHED = ("response", "resolution", "satisfaction")


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket as the rates need it; times are aware, None until they happen; places are codes, "" where none.

    `level` is where it stands, or was closed. `answer` is the reporter's last word on the result. `ruled` is set for
    what was found to be malicious or out of scope. `reporters` are its own, without those of tickets merged into it.
    `corrected` says that its place, owner or matter had to be put right after the first dispatch.
    """

    matter: str
    state: str
    level: ClosingLevel
    created: datetime
    grid: str = ""
    community: str = ""
    street: str = ""
    service_class: str = ""
    acked: datetime | None = None
    claimed: datetime | None = None
    contacted: datetime | None = None
    resolved: datetime | None = None
    claim_due: datetime | None = None
    resolve_due: datetime | None = None
    answer: Answer = ""
    rating: str = ""
    ruled: Literal["", "malicious", "out_of_scope"] = ""
    reporters: int = 1
    reopened: int = 0
    bounced: int = 0
    hops: int = 0
    corrected: bool = False

    @property
    def exclusion(self) -> Exclusion | None:
        """Why the rates leave it out; None when they count it."""
        if self.ruled:
            return self.ruled
        return cast(Exclusion, self.state) if self.state in _BY_STATE else None

    @property
    def is_closed(self) -> bool:
        """Whether it has been closed, confirmed or by silence."""
        return self.state in CLOSED


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`, never shown without both; for hops a ticket, `part` is the sum."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the 90th percentile (nearest rank) of `count` lengths of time; None where there are none."""

    count: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of some tickets; `excluded` counts what was left out, by reason, each reason there.

    `on_time` leaves aside what was resolved in time and waits for the reporter's word: the clock stands then.
    `overdue` are those resolved too late or not at all. The levels' share is not to be shown without it and `reopened`.
    """

    tickets: int
    excluded: Mapping[Exclusion, int]
    response: Ratio
    resolution: Ratio
    resolution_with_silence: Ratio
    satisfaction: Ratio
    rated: Ratio
    on_time: Ratio
    overdue: int
    closed_at: Mapping[ClosingLevel, Ratio]
    reopened: Ratio
    duplicate: Ratio
    bounced: Ratio
    hops: Ratio
    first_dispatch: Ratio
    ack: Spread
    claim: Spread
    contact: Spread
    resolve: Spread


@dataclass(frozen=True, slots=True)
class Weights:
    """What each rate weighs in the combined score. Raises ValueError when one is negative or they do not make one."""

    response: float = 0.2
    resolution: float = 0.4
    satisfaction: float = 0.4

    def __post_init__(self) -> None:
        weights = (self.response, self.resolution, self.satisfaction)
        if min(weights) < 0 or abs(sum(weights) - 1) > 1e-9:
            raise ValueError("the weights of the score must add up to 1")


def rates_of(cases: Iterable[Case], now: datetime) -> Rates:
    """All rates of these tickets as they stand at `now` (aware)."""
    every = list(cases)
    counted = [case for case in every if case.exclusion is None]
    closed = [case for case in counted if case.is_closed]
    rated = [case for case in closed if case.rating]
    told = [case for case in counted if case.resolved or case.is_closed or case.reopened]
    left_out = Counter(case.exclusion for case in every)
    return Rates(
        tickets=len(counted),
        excluded=MappingProxyType({reason: left_out[reason] for reason in EXCLUSIONS}),
        response=_share(_is_answered, [case for case in counted if _has_passed(case.claim_due, now)]),
        resolution=_share(lambda case: case.answer == "solved", closed),
        resolution_with_silence=_share(lambda case: case.answer != "unsolved", closed),
        satisfaction=_share(lambda case: case.rating in SATISFIED, rated),
        rated=Ratio(len(rated), len(closed)),
        on_time=_share(_is_closed_in_time, [case for case in counted if _is_judged(case, now)]),
        overdue=sum(_is_overdue(case, now) for case in counted),
        closed_at=MappingProxyType({level: _share(_closed_at(level), closed) for level in CLOSING_LEVELS}),
        reopened=_share(lambda case: case.reopened > 0, told),
        duplicate=_duplicates(every),
        bounced=_share(lambda case: case.bounced > 0, counted),
        hops=Ratio(sum(case.hops for case in counted), len(counted)),
        first_dispatch=_share(_was_right_at_once, [case for case in counted if case.claimed]),
        ack=_spread(counted, lambda case: case.acked),
        claim=_spread(counted, lambda case: case.claimed),
        contact=_spread(counted, lambda case: case.contacted),
        resolve=_spread(counted, lambda case: case.resolved),
    )


def grouped(cases: Iterable[Case], by: By, now: datetime) -> dict[str, Rates]:
    """The rates of each grid, community, street or matter, in the order of their names; never an order of merit."""
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[getattr(case, by)].append(case)
    return {name: rates_of(groups[name], now) for name in sorted(groups)}


def score(rates: Rates, weights: Weights) -> float | None:
    """The combined score from 0 to 1; None while a rate that weighs something has nothing to be counted by."""
    total = 0.0
    for name in _WEIGHED:
        weight, value = getattr(weights, name), getattr(rates, name).value
        if weight and value is None:
            return None
        total += weight * (value or 0.0)
    return total


@dataclass(frozen=True, slots=True)
class Ping:
    """A message to staff: to one of them in private or `everyone` in a group (@all)."""

    at: datetime
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Burden:
    """How loud the desk was: private messages of worker days, those outside duty hours, and calls to everyone."""

    messages: Ratio
    after_hours: Ratio
    everyone: int


def burden(pings: Iterable[Ping], workers: int, days: int, hours: DutyHours) -> Burden:
    """What so many workers were told in so many days."""
    every = list(pings)
    private = [ping for ping in every if not ping.everyone]
    late = sum(not on_duty(ping.at, hours) for ping in private)
    return Burden(Ratio(len(private), workers * days), Ratio(late, len(private)), len(every) - len(private))


def _share(holds: Callable[[Case], bool], whole: Sequence[Case]) -> Ratio:
    return Ratio(sum(map(holds, whole)), len(whole))


def _has_passed(due: datetime | None, now: datetime) -> bool:
    return due is not None and due <= now


def _is_by(moment: datetime | None, due: datetime | None) -> bool:
    return moment is not None and due is not None and moment <= due


def _is_answered(case: Case) -> bool:
    return _is_by(case.claimed, case.claim_due) or _is_by(case.contacted, case.claim_due)


def _is_judged(case: Case, now: datetime) -> bool:
    """Whether its limit has passed, unless a result that came in time still waits for the reporter's word."""
    waits = case.state == "resolved" and _is_by(case.resolved, case.resolve_due)
    return _has_passed(case.resolve_due, now) and not waits


def _is_closed_in_time(case: Case) -> bool:
    return case.is_closed and _is_by(case.resolved, case.resolve_due)


def _is_overdue(case: Case, now: datetime) -> bool:
    return _is_judged(case, now) and not _is_closed_in_time(case)


def _closed_at(level: ClosingLevel) -> Callable[[Case], bool]:
    return lambda case: case.level == level


def _was_right_at_once(case: Case) -> bool:
    return not case.bounced and not case.corrected


def _duplicates(every: Sequence[Case]) -> Ratio:
    """Of all reports, those that told what was known: all but the first of a ticket, and every one of a merged one."""
    reports = sum(case.reporters for case in every)
    firsts = sum(case.state != "merged" and case.reporters > 0 for case in every)
    return Ratio(reports - firsts, reports)


def _spread(cases: Iterable[Case], moment: Callable[[Case], datetime | None]) -> Spread:
    spans = sorted(reached - case.created for case in cases if (reached := moment(case)) is not None)
    if not spans:
        return Spread(0, None, None)
    middle = (spans[(len(spans) - 1) // 2] + spans[len(spans) // 2]) / 2
    return Spread(len(spans), middle, spans[ceil(0.9 * len(spans)) - 1])
