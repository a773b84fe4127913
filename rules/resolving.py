"""The resolve ladder: reminders, supervision orders and drafts while a claimed ticket is not yet resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from rules.duty import Clock, DutyHours, Pause, after, clock_named
from rules.escalation import Exhausted, Wait, has_passed, report_up, step_checks
from rules.objections import refuse
from rules.supervision import Colour
from rules.town import Level

Reminder = Literal["remind", "warn", "report_up", "yellow", "red"]
REMINDERS: tuple[Reminder, ...] = get_args(Reminder)
_COLOURS: dict[str, Colour] = {"report_up": Colour.ORDINARY, "yellow": Colour.YELLOW, "red": Colour.RED}


@dataclass(frozen=True, slots=True)
class Rung:
    """What happens when `at` times the resolve limit has passed."""

    at: float
    action: Reminder

    @property
    def colour(self) -> Colour | None:
        """The supervision order it brings; None for a reminder and a warning."""
        return _COLOURS.get(self.action)


@dataclass(frozen=True, slots=True)
class ResolvePolicy:
    """The resolve limit of one service class, at the street `at_street` (None: the same), and its rungs, in order.

    `extension` is how many times the limit one extension may add; 0 allows none.
    Raises ValueError when the rungs do not go up, repeat themselves, or a limit is not positive.
    """

    limit: timedelta
    clock: Clock
    rungs: tuple[Rung, ...]
    at_street: timedelta | None = None
    extension: float = 0.0

    def __post_init__(self) -> None:
        at_street = self.limit if self.at_street is None else self.at_street
        refuse(
            (min(self.limit, at_street) <= timedelta(0), "the resolve limit must be longer than nothing"),
            (at_street < self.limit, "the limit at the street must not be shorter than below it"),
            (self.extension < 0, "an extension cannot shorten the limit"),
            *step_checks([rung.at for rung in self.rungs], [rung.action for rung in self.rungs], REMINDERS),
        )

    def limit_at(self, level: Level) -> timedelta:
        """The limit of a ticket that stands at this level."""
        below = level.rank > Level.STREET.rank
        return self.limit if below or self.at_street is None else self.at_street

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        return {
            "limit_seconds": self.limit.total_seconds(),
            "at_street_seconds": self.at_street and self.at_street.total_seconds(),
            "clock": self.clock,
            "rungs": [[rung.at, rung.action] for rung in self.rungs],
            "extension": self.extension,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "ResolvePolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        at_street = stored["at_street_seconds"]
        return cls(
            limit=timedelta(seconds=stored["limit_seconds"]),
            clock=clock_named(stored["clock"]),
            rungs=tuple(Rung(float(at), _reminder(action)) for at, action in stored["rungs"]),
            at_street=None if at_street is None else timedelta(seconds=at_street),
            extension=float(stored["extension"]),
        )


@dataclass(frozen=True, slots=True)
class Suspension:
    """挂账: from `since` until somebody resumes it, and until `review` at the longest."""

    since: datetime
    review: datetime
    resumed: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When the ladder goes on: a suspension nobody renews does not outlive its review."""
        return min(self.review, self.resumed) if self.resumed else self.review


@dataclass(frozen=True, slots=True)
class Course:
    """What the ladder goes by: aware moments, the level that owns the ticket, and what lengthened its time.

    `pauses` are waits for the resident's answer. While the ticket is suspended the ladder stands still too.
    """

    created: datetime
    level: Level
    extended: timedelta = timedelta(0)
    pauses: Sequence[Pause] = ()
    suspensions: Sequence[Suspension] = ()

    @property
    def standstills(self) -> list[Pause]:
        """When the ladder stood still."""
        return [*self.pauses, *((each.since, each.ends) for each in self.suspensions)]


@dataclass(frozen=True, slots=True)
class Take:
    """Perform rung `index` now; then the ticket stands at `next_index`, due at `next_due` (None: the last one).

    `left_out` are rungs that this one overtook, for the log. `tells` is the level it is reported to.
    """

    action: Reminder
    index: int
    next_index: int
    next_due: datetime | None
    tells: Level
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The review date of a suspension has come: resume the ticket and ask who approved it; `index` stays."""

    index: int


Decision = Wait | Take | Review | Exhausted


def due(policy: ResolvePolicy, index: int, course: Course, hours: DutyHours) -> datetime | None:
    """When rung `index` falls due (UTC); None past the last rung.

    Ask again when the course changes: a wait that ends, an extension, another level.
    """
    if index >= len(policy.rungs):
        return None
    return _moment(policy, policy.rungs[index].at, course, hours)


def resolve_due(policy: ResolvePolicy, course: Course, hours: DutyHours) -> datetime:
    """Until when the ticket should be resolved, its extension and what held it up counted in."""
    return _moment(policy, 1.0, course, hours)


def next_step(policy: ResolvePolicy, index: int, course: Course, now: datetime, hours: DutyHours) -> Decision:
    """What to do at `now` with a ticket that is not resolved and whose next rung is `index`.

    The index never falls, so that nothing is said twice: not after an extension, nor at another level.
    Of several rungs that are due, the report up is always made and the highest always taken;
    reminders, and a draft under a stronger one, are left out.
    """
    held = _held(course, now)
    if held:
        return Review(index) if held.review <= now else Wait(held.review, index)
    until = due(policy, index, course, hours)
    if until is None:
        return Exhausted()
    if until > now:
        return Wait(until, index)
    return _take(policy, index, course, now, hours)


def overseer(level: Level) -> Level:
    """Who hears of a ticket that is late at this level: one level up, and the street of its own."""
    return report_up(level) or Level.STREET


def _take(policy: ResolvePolicy, first: int, course: Course, now: datetime, hours: DutyHours) -> Take:
    reached = first
    while policy.rungs[reached].action != "report_up" and has_passed(due(policy, reached + 1, course, hours), now):
        reached += 1
    tells = overseer(course.level) if policy.rungs[reached].colour else course.level
    following = reached + 1
    return Take(
        action=policy.rungs[reached].action,
        index=reached,
        next_index=following,
        next_due=due(policy, following, course, hours),
        tells=tells,
        left_out=tuple(range(first, reached)),
    )


def _moment(policy: ResolvePolicy, times: float, course: Course, hours: DutyHours) -> datetime:
    whole = policy.limit_at(course.level) + course.extended
    return after(course.created, whole * times, policy.clock, hours, course.standstills)


def _held(course: Course, now: datetime) -> Suspension | None:
    """The suspension that nobody has ended, if one has begun."""
    return next((each for each in course.suspensions if each.since <= now and each.resumed is None), None)


def _reminder(word: str) -> Reminder:
    for action in REMINDERS:
        if word == action:
            return action
    raise ValueError(f"no step of the resolve ladder: {word!r}")
