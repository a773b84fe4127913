"""Simulated residents and workers: what they do next and how long that takes, drawn from one seed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from config.simulation import Behaviour, Wait
from rules.duty import DutyHours, after, next_duty, on_duty
from rules.taxonomy import Matter, ServiceClass, Taxonomy

T = TypeVar("T")


@dataclass(slots=True)
class Worker:
    """Somebody of the staff: tickets in hand, those seen but left for later, and when their hands are free."""

    free_at: datetime
    in_hand: set[int] = field(default_factory=set)
    left: list[int] = field(default_factory=list)


class Nature:
    """Chance, by the numbers of a behaviour."""

    def __init__(self, behaviour: Behaviour, hours: DutyHours, seed: int) -> None:
        self.behaviour, self.hours, self._chance = behaviour, hours, Random(seed)

    def happens(self, share: float) -> bool:
        return self._chance.random() < share

    def chosen(self, weights: Mapping[T, float]) -> T:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def one_of(self, things: Sequence[T]) -> T:
        return self._chance.choice(things)

    def span(self, wait: Wait) -> timedelta:
        """One draw of how long something takes."""
        return wait.median * self._chance.lognormvariate(0.0, wait.spread)

    def count(self, mean: float) -> int:
        """How many of something there are: geometric, with this mean."""
        found = 0
        while self._chance.random() < mean / (1 + mean):
            found += 1
        return found

    def moments(self, midnight: datetime, mean: float) -> list[datetime]:
        """When people report on one day of a grid, by the weights of its hours."""
        hours = self.behaviour.hours
        found, at = [], self._chance.expovariate(mean) if mean else 1.0
        while at < 1:
            hour = self._chance.choices(range(24), hours)[0]
            found.append(midnight + timedelta(hours=hour, seconds=self._chance.randrange(3600)))
            at += self._chance.expovariate(mean)
        return found

    def matter(self, by_level: Mapping[str, Sequence[Matter]]) -> Matter:
        """What is reported: first how high it must go to be closed, then one of those matters."""
        level = self.chosen(self.behaviour.closes_at)
        return self.one_of(by_level[level])

    def looks_at(self, now: datetime, wait: Wait, urgent: bool) -> datetime:
        """When somebody looks at what came now: in duty hours, but at night where something urgent wakes them."""
        if not on_duty(now, self.hours) and not (urgent and self.happens(self.behaviour.wakes)):
            now = next_duty(now, self.hours)
        return now + self.span(wait)

    def done_at(self, worker: Worker, now: datetime, level: ServiceClass) -> datetime:
        """When a claimed ticket is done: the longer of waiting for others and of one's own hands, one at a time."""
        behaviour = self.behaviour
        waited = now + self.span(behaviour.resolve[level])
        work = self.span(behaviour.work)
        if level.urgent:
            return max(waited, now + work)
        ends = after(max(now, worker.free_at), work / behaviour.share_of_day, "duty", self.hours)
        worker.free_at = ends
        return max(next_duty(waited, self.hours), ends)


def by_closing_level(taxonomy: Taxonomy) -> Mapping[str, Sequence[Matter]]:
    """The matters that residents may name aloud, by the lowest level that may close them."""
    found: defaultdict[str, list[Matter]] = defaultdict(list)
    for matter in taxonomy.values():
        if matter.public:
            found[matter.level].append(matter)
    return found
