"""The claim ladder: who is told, and who becomes the owner, while a ticket waits for somebody to claim it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, get_args

from rules.duty import Clock, DutyHours, after, clock_named, on_duty
from rules.objections import refuse
from rules.taxonomy import ServiceClass
from rules.town import Level

Action = Literal["nudge", "backup", "community", "street"]
ACTIONS: tuple[Action, ...] = get_args(Action)
_CLIMBS = {"community": Level.COMMUNITY, "street": Level.STREET}
_ABOVE = {Level.MICRO_GRID: Level.GRID, Level.GRID: Level.COMMUNITY, Level.COMMUNITY: Level.STREET}


@dataclass(frozen=True, slots=True)
class Step:
    """What happens when `at` times the claim limit has passed: nudge the owner, call the backup, or climb."""

    at: float
    action: Action

    @property
    def climbs_to(self) -> Level | None:
        """The level that becomes the owner; None for a step that only reminds."""
        return _CLIMBS.get(self.action)


@dataclass(frozen=True, slots=True)
class ClaimPolicy:
    """The claim limit of one service class and its steps, in order; a ticket keeps the one it was opened under.

    `night_skip` says whether, outside duty hours, steps without anybody may be skipped up to the street.
    Raises ValueError when the steps do not go up, repeat themselves, or the limit is not positive.
    """

    limit: timedelta
    clock: Clock
    steps: tuple[Step, ...]
    night_skip: bool = False

    def __post_init__(self) -> None:
        refuse(
            (self.limit <= timedelta(0), "the claim limit must be longer than nothing"),
            *step_checks([step.at for step in self.steps], [step.action for step in self.steps], ACTIONS),
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        return {
            "limit_seconds": self.limit.total_seconds(),
            "clock": self.clock,
            "steps": [[step.at, step.action] for step in self.steps],
            "night_skip": self.night_skip,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "ClaimPolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        return cls(
            limit=timedelta(seconds=stored["limit_seconds"]),
            clock=clock_named(stored["clock"]),
            steps=tuple(Step(at=float(at), action=_action(action)) for at, action in stored["steps"]),
            night_skip=bool(stored.get("night_skip", False)),
        )


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing now: look again at `until` (UTC), at step `index`."""

    until: datetime
    index: int


@dataclass(frozen=True, slots=True)
class Escalate:
    """Perform step `index` now; then the ticket stands at `next_index`, due at `next_due` (None: the last one).

    `next_due` may already have passed: the sweep then comes back at once.
    """

    action: Action
    index: int
    next_index: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Exhausted:
    """No step is left, or none of those left has anybody on it."""


Decision = Wait | Escalate | Exhausted


def allowed_actions(service_class: ServiceClass) -> tuple[Action, ...]:
    """小事不上交: only P0 and P1 may climb to the street."""
    return ACTIONS if service_class.urgent else ACTIONS[:3]


def due(policy: ClaimPolicy, index: int, created: datetime, hours: DutyHours) -> datetime | None:
    """When step `index` falls due (UTC); None past the last step."""
    if index >= len(policy.steps):
        return None
    return after(created, policy.limit * policy.steps[index].at, policy.clock, hours)


def next_step(
    policy: ClaimPolicy,
    index: int,
    created: datetime,
    now: datetime,
    hours: DutyHours,
    staffed: Callable[[Action], bool],
) -> Decision:
    """What to do at `now` with an unclaimed ticket created at `created` whose next step is `index`.

    `staffed` says whether anybody reachable and on duty stands behind an action. A step that is due with nobody
    on it brings the following one forward to now; where nobody stands behind any of them, each is tried again
    at its own time. A reminder that a climb of the same moment overtakes is left out; climbs never are.
    """
    ready = _ready(policy, index, created, now, hours, staffed)
    if ready.step is not None:
        following = ready.step + 1
        return Escalate(policy.steps[ready.step].action, ready.step, following, due(policy, following, created, hours))
    until = due(policy, ready.untried, created, hours)
    return Wait(until, ready.untried) if until else Exhausted()


def waits_since_night(policy: ClaimPolicy, began: datetime, hours: DutyHours) -> bool:
    """Whether nobody was at work when an unclaimed ticket began, or at one of its steps: in the morning it is anew."""
    steps = (due(policy, index, began, hours) for index in range(len(policy.steps)))
    return any(moment is not None and not on_duty(moment, hours) for moment in (began, *steps))


def index_at(policy: ClaimPolicy, index: int, level: Level) -> int:
    """Where the ladder goes on once people have brought the ticket to `level` by themselves (上报)."""
    passed = (n + 1 for n, step in enumerate(policy.steps) if step.climbs_to and not step.climbs_to.above(level))
    return max(index, *passed, 0)


def report_up(level: Level) -> Level | None:
    """The level 上报 leads to; None where there is none above for a ticket."""
    return _ABOVE.get(level)


def step_checks(ats: Sequence[float], actions: Sequence[str], order: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Where the steps of a ladder do not come one after the other and go up in this order."""
    ranks = [order.index(action) for action in actions]
    yield any(at <= 0 for at in ats), "a step must come after the ticket is opened: at > 0"
    yield any(later <= sooner for sooner, later in pairwise(ats)), "each step must come later than the one before it"
    yield ranks != sorted(set(ranks)), "steps go up, each once, in the order of the policy file"


@dataclass(frozen=True, slots=True)
class _Ready:
    """`step` to perform now, if any; else `untried`, the first step whose own time is still to come."""

    step: int | None
    untried: int


def _ready(
    policy: ClaimPolicy,
    index: int,
    created: datetime,
    now: datetime,
    hours: DutyHours,
    staffed: Callable[[Action], bool],
) -> _Ready:
    reminder: int | None = None
    untried, forward = index, False
    for number in range(index, len(policy.steps)):
        step = policy.steps[number]
        on_time = has_passed(due(policy, number, created, hours), now)
        if not on_time and not (forward and _may_come_early(policy, step, now, hours)):
            break
        untried = number + 1 if on_time else untried
        forward = not staffed(step.action)
        if forward:
            continue
        if step.climbs_to:
            return _Ready(number, untried)
        reminder = number if reminder is None else reminder
    return _Ready(reminder, untried)


def has_passed(moment: datetime | None, now: datetime) -> bool:
    """Whether a moment that may never come has come."""
    return moment is not None and moment <= now


def _may_come_early(policy: ClaimPolicy, step: Step, now: datetime, hours: DutyHours) -> bool:
    return step.climbs_to is not Level.STREET or policy.night_skip or on_duty(now, hours)


def _action(word: str) -> Action:
    for action in ACTIONS:
        if word == action:
            return action
    raise ValueError(f"no step of the claim ladder: {word!r}")
