"""Chat economy: what a worker is told at once, and what waits for one private summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.objections import refuse
from rules.taxonomy import ServiceClass


@dataclass(frozen=True, slots=True)
class Budget:
    """At most one summary in `summary_every` a worker; what is of a class in `at_once` never waits.

    After `worker_daily` messages in a day whatever may wait does so until the next morning. A group is rung by notices
    `group_pings` times a day; what comes after arrives without a sound. Raises ValueError when the span is not
    positive, or nothing at all is allowed.
    """

    summary_every: timedelta = timedelta(hours=1)
    at_once: frozenset[ServiceClass] = frozenset({ServiceClass.P0, ServiceClass.P1})
    worker_daily: int = 20
    group_pings: int = 3

    def __post_init__(self) -> None:
        least = "a worker must be told at least one message a day, a group be rung at least once"
        refuse(
            (self.summary_every <= timedelta(0), "summaries need a span longer than nothing between them"),
            (min(self.worker_daily, self.group_pings) < 1, least),
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell one worker about a ticket; a notice with a greater id says newer things."""

    id: int
    ticket: int
    service_class: ServiceClass


@dataclass(frozen=True, slots=True)
class Plan:
    """`at_once` leave one by one now, `summary` (one message) now too; `waiting` no sooner than `next_at`.

    `superseded` need not be said any more: a newer notice of the same ticket takes its place.
    """

    at_once: tuple[Notice, ...] = ()
    summary: tuple[Notice, ...] = ()
    waiting: tuple[Notice, ...] = ()
    superseded: tuple[Notice, ...] = ()
    next_at: datetime | None = None


def plan(
    budget: Budget,
    notices: Sequence[Notice],
    last_summary: datetime | None,
    now: datetime,
    quiet_until: datetime | None = None,
) -> Plan:
    """What leaves at `now` of everything one worker is still to be told (any order); `quiet_until` ends quiet hours.

    The first notice after a still hour leaves at once as a summary of one; what follows is gathered.
    """
    ordered = sorted(notices, key=lambda notice: notice.id)
    urgent = tuple(notice for notice in ordered if notice.service_class in budget.at_once)
    rest = [notice for notice in ordered if notice.service_class not in budget.at_once]
    newest = {notice.ticket: notice for notice in rest}
    kept = tuple(notice for notice in rest if newest[notice.ticket] is notice)
    superseded = tuple(notice for notice in rest if newest[notice.ticket] is not notice)
    said_at = free_at(budget, last_summary, now, quiet_until)
    if not kept:
        return Plan(urgent)
    if said_at <= now:
        return Plan(urgent, summary=kept, superseded=superseded)
    return Plan(urgent, waiting=kept, superseded=superseded, next_at=said_at)


def free_at(budget: Budget, last: datetime | None, now: datetime, quiet_until: datetime | None) -> datetime:
    """When what may wait is said to somebody who got their last summary then: never before `now`."""
    free = last + budget.summary_every if last else now
    return max(now, free, quiet_until or now)
