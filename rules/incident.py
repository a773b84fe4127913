"""When many tell of the same matter: from how many on the community hears of it, and when it is an incident."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.joining import PERSONAL
from rules.objections import refuse

# What every building has of its own: where it fails in three of them, three troubles are to be mended.
_OWN_TO_A_BUILDING = frozenset(
    f"property_repair.{what}" for what in ("elevator_fault", "corridor_light", "access_gate", "leak", "drain_block")
)


@dataclass(frozen=True, slots=True)
class IncidentPolicy:
    """`told_at` reporters of one ticket tell the community; `reporters` or `buildings` within `window` are an incident.

    Its cards are drawn anew `repaint` after a voice, with all that came meanwhile.
    Raises ValueError when a number is below one or the window is not positive.
    """

    told_at: int = 3
    reporters: int = 10
    buildings: int = 3
    window: timedelta = timedelta(minutes=30)
    repaint: timedelta = timedelta(seconds=5)

    def __post_init__(self) -> None:
        least = min(self.told_at, self.reporters, self.buildings)
        refuse(
            (least < 1, "an incident needs at least one reporter and one building"),
            (self.window <= timedelta(0), "an incident needs a window longer than nothing"),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """One report of the matter in one community; `building` "" where none was told, which counts as no building."""

    at: datetime
    reporter: int
    building: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """The first window that made it one: from its first report to the one that reached the number."""

    since: datetime
    until: datetime
    reporters: int
    buildings: tuple[str, ...]


def makes_incidents(matter: str, service_class: str) -> bool:
    """Whether many reports of a matter are one trouble: questions, errands and people's own affairs are not."""
    return service_class != "Q" and not matter.startswith(PERSONAL)


def is_of_one_building(matter: str) -> bool:
    """Whether one trouble of this matter does not reach beyond its building."""
    return matter in _OWN_TO_A_BUILDING


def tells_community(policy: IncidentPolicy, reporters: int) -> bool:
    """Whether so many distinct reporters of one ticket make the community hear of it."""
    return reporters >= policy.told_at


def incident_in(policy: IncidentPolicy, reports: Iterable[Told]) -> Incident | None:
    """The incident that reports of one matter in one community (in any order) make; None when they make none."""
    recent: deque[Told] = deque()
    people: Counter[int] = Counter()
    buildings: Counter[str] = Counter()
    for told in sorted(reports, key=lambda each: each.at):
        recent.append(told)
        people[told.reporter] += 1
        buildings[told.building] += bool(told.building)
        while recent[0].at < told.at - policy.window:
            _forget(recent.popleft(), people, buildings)
        where = tuple(sorted(+buildings))
        if len(+people) >= policy.reporters or len(where) >= policy.buildings:
            return Incident(recent[0].at, told.at, len(+people), where)
    return None


def _forget(told: Told, people: Counter[int], buildings: Counter[str]) -> None:
    people[told.reporter] -= 1
    buildings[told.building] -= bool(told.building)
