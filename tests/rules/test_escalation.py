"""The claim ladder: decision tables for what people expect, properties for what must never happen."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours, after, on_duty
from rules.escalation import (
    ACTIONS,
    Action,
    ClaimPolicy,
    Escalate,
    Exhausted,
    Step,
    Wait,
    allowed_actions,
    due,
    index_at,
    next_step,
    report_up,
    waits_since_night,
)
from rules.taxonomy import ServiceClass
from rules.town import Level
from tests.moments import moments as between

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
LADDER = (Step(0.5, "nudge"), Step(1, "backup"), Step(2, "community"), Step(4, "street"))
P0 = ClaimPolicy(timedelta(minutes=5), "calendar", LADDER, night_skip=True)
P1 = ClaimPolicy(timedelta(minutes=15), "calendar", LADDER)
P2 = ClaimPolicy(timedelta(minutes=30), "duty", LADDER[:3])
EVERYBODY = frozenset(ACTIONS)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def decide(
    policy: ClaimPolicy, minutes: float, index: int = 0, staffed: frozenset[str] = EVERYBODY, created: datetime = NOON
) -> tuple[object, ...]:
    """The decision `minutes` after creation, with its moments as minutes after creation."""
    now = created + timedelta(minutes=minutes)
    match next_step(policy, index, created, now, HOURS, staffed.__contains__):
        case Wait(until, step):
            return "wait", minutes_after(created, until), step
        case Escalate(action, step, following, next_due):
            return action, step, following, next_due and minutes_after(created, next_due)
        case Exhausted():
            return ("exhausted",)


def minutes_after(created: datetime, moment: datetime) -> float:
    return (moment - created) / timedelta(minutes=1)


def only(*actions: str) -> frozenset[str]:
    return frozenset(actions)


@pytest.mark.parametrize(
    ("minutes", "index", "decision"),
    [
        (0, 0, ("wait", 7.5, 0)),
        (7.4, 0, ("wait", 7.5, 0)),
        (7.5, 0, ("nudge", 0, 1, 15)),
        (8, 1, ("wait", 15, 1)),
        (15, 1, ("backup", 1, 2, 30)),
        (30, 2, ("community", 2, 3, 60)),
        (59, 3, ("wait", 60, 3)),
        (60, 3, ("street", 3, 4, None)),
        (61, 4, ("exhausted",)),
    ],
)
def test_a_staffed_ladder_is_climbed_on_time(minutes: float, index: int, decision: tuple[object, ...]) -> None:
    assert decide(P1, minutes, index) == decision


@pytest.mark.parametrize(
    ("minutes", "index", "decision"),
    [
        # Nudge and backup are both due, no climb is: people are still reminded.
        (20, 0, ("nudge", 0, 1, 15)),
        # The community's time has come: reminders are overtaken.
        (45, 0, ("community", 2, 3, 60)),
        (45, 1, ("community", 2, 3, 60)),
        # Both climbs are overdue: one after the other, the second at once (its due time has passed).
        (500, 0, ("community", 2, 3, 60)),
        (500, 3, ("street", 3, 4, None)),
    ],
)
def test_a_clock_that_jumped(minutes: float, index: int, decision: tuple[object, ...]) -> None:
    assert decide(P1, minutes, index) == decision


@pytest.mark.parametrize(
    ("policy", "minutes", "index", "staffed", "decision"),
    [
        # Before anything is due nothing is skipped.
        (P1, 7, 0, only("street"), ("wait", 7.5, 0)),
        # The owner is not there: the backup is told at the nudge's time, not at its own.
        (P1, 7.5, 0, only("backup", "community", "street"), ("backup", 1, 2, 30)),
        (P1, 7.5, 0, only("community", "street"), ("community", 2, 3, 60)),
        (P1, 7.5, 0, only("street"), ("street", 3, 4, None)),
        (P1, 15, 1, only("nudge", "community", "street"), ("community", 2, 3, 60)),
        (P1, 30, 2, only("nudge", "backup", "street"), ("street", 3, 4, None)),
        # Nobody anywhere: each step is tried again at its own time, and then there is none.
        (P1, 7.5, 0, only(), ("wait", 15, 1)),
        (P1, 31, 1, only(), ("wait", 60, 3)),
        (P1, 60, 3, only(), ("exhausted",)),
        # P2 never leaves the community, whoever is missing.
        (P2, 15, 0, only("street"), ("wait", 30, 1)),
        (P2, 60, 2, only("street"), ("exhausted",)),
        # The climb cannot happen, so the reminder that is due is not left out.
        (P2, 60, 0, only("backup"), ("backup", 1, 2, 60)),
    ],
)
def test_steps_with_nobody_on_them(
    policy: ClaimPolicy, minutes: float, index: int, staffed: frozenset[str], decision: tuple[object, ...]
) -> None:
    assert decide(policy, minutes, index, staffed) == decision


@pytest.mark.parametrize(
    ("policy", "minutes", "staffed", "decision"),
    [
        (P0, 2.5, only("street"), ("street", 3, 4, None)),
        (P1, 7.5, only("street"), ("wait", 15, 1)),
        (P1, 30, only("street"), ("wait", 60, 3)),
        (P1, 60, only("street"), ("street", 3, 4, None)),
        (P1, 7.5, only("community", "street"), ("community", 2, 3, 60)),
    ],
)
def test_at_night_only_p0_skips_to_the_street(
    policy: ClaimPolicy, minutes: float, staffed: frozenset[str], decision: tuple[object, ...]
) -> None:
    assert decide(policy, minutes, 0, staffed, created=NIGHT) == decision


def test_an_ordinary_matter_of_the_evening_waits_for_the_morning() -> None:
    evening = datetime(2026, 3, 2, 12, 50, tzinfo=UTC)
    assert due(P2, 2, evening, HOURS) == datetime(2026, 3, 3, 0, 50, tzinfo=UTC)
    assert decide(P2, 120, 0, created=evening) == ("wait", 675, 0)


@pytest.mark.parametrize(
    ("index", "level", "expected"),
    [
        (0, Level.GRID, 0),
        (0, Level.COMMUNITY, 3),
        (0, Level.STREET, 4),
        (3, Level.GRID, 3),
        (4, Level.COMMUNITY, 4),
        (1, Level.MICRO_GRID, 1),
    ],
)
def test_a_ticket_people_sent_up_does_not_climb_there_again(index: int, level: Level, expected: int) -> None:
    assert index_at(P1, index, level) == expected


def test_report_up_ends_at_the_street() -> None:
    ways = {level: report_up(level) for level in Level}
    assert ways == {
        Level.DISTRICT: None,
        Level.STREET: None,
        Level.COMMUNITY: Level.STREET,
        Level.GRID: Level.COMMUNITY,
        Level.MICRO_GRID: Level.GRID,
    }


@pytest.mark.parametrize(
    ("limit", "steps", "problem"),
    [
        (0, LADDER, "longer than nothing"),
        (5, (Step(0, "nudge"),), "at > 0"),
        (5, (Step(1, "nudge"), Step(1, "backup")), "later than the one before"),
        (5, (Step(1, "street"), Step(2, "community")), "steps go up"),
        (5, (Step(1, "nudge"), Step(2, "nudge")), "steps go up"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(limit: int, steps: tuple[Step, ...], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        ClaimPolicy(timedelta(minutes=limit), "duty", steps)


def test_a_stored_policy_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="no service clock"):
        ClaimPolicy.from_dict(P1.to_dict() | {"clock": "lunar"})
    with pytest.raises(ValueError, match="no step"):
        ClaimPolicy.from_dict(P1.to_dict() | {"steps": [[1, "shout"]]})


def test_only_danger_and_urgent_matters_may_reach_the_street() -> None:
    may = [each for each in ServiceClass if "street" in allowed_actions(each)]
    assert may == [ServiceClass.P0, ServiceClass.P1]


@st.composite
def policies(draw: st.DrawFn) -> ClaimPolicy:
    actions = [action for action in ACTIONS if draw(st.booleans())] or ["community"]
    times = sorted(draw(st.sets(st.sampled_from([0.25, 0.5, 1, 1.5, 2, 3, 4, 8]), min_size=4, max_size=4)))
    steps = tuple(Step(at, action) for at, action in zip(times, actions, strict=False))
    limit = timedelta(minutes=draw(st.sampled_from([5, 15, 30, 120, 240])))
    return ClaimPolicy(limit, draw(st.sampled_from(["calendar", "duty"])), steps, draw(st.booleans()))


created_at = between(datetime(2025, 1, 1), datetime(2026, 12, 31))
staff = st.frozensets(st.sampled_from(ACTIONS))
sweeps = st.lists(st.tuples(st.floats(0, 900), staff), min_size=1, max_size=25)


class Climb:
    """A ticket nobody claims, swept at the given moments with the staff of each."""

    def __init__(self, policy: ClaimPolicy, created: datetime) -> None:
        self.policy, self.created, self.index = policy, created, 0
        self.done: list[tuple[datetime, Escalate, frozenset[Action]]] = []

    def sweep(self, now: datetime, staffed: frozenset[Action]) -> bool:
        """Follow decisions at `now` until one waits; whether more may come."""
        for _ in range(len(ACTIONS) + 1):
            decision = next_step(self.policy, self.index, self.created, now, HOURS, staffed.__contains__)
            if not isinstance(decision, Escalate):
                break
            self.done.append((now, decision, staffed))
            self.index = decision.next_index
        assert not isinstance(decision, Escalate), "a sweep must come to an end"
        if isinstance(decision, Wait):
            assert decision.until > now
            assert decision.index >= self.index
            self.index = decision.index
        return isinstance(decision, Wait)


def climbed(policy: ClaimPolicy, created: datetime, sweeps: list[tuple[float, frozenset[Action]]]) -> Climb:
    climb, now = Climb(policy, created), created
    for minutes, staffed in sweeps:
        now += timedelta(minutes=minutes)
        climb.sweep(now, staffed)
    return climb


def due_of(policy: ClaimPolicy, index: int, created: datetime) -> datetime:
    return after(created, policy.limit * policy.steps[index].at, policy.clock, HOURS)


@given(policies(), created_at, sweeps)
def test_steps_happen_once_in_order_and_the_level_never_falls(
    policy: ClaimPolicy, created: datetime, days: list[tuple[float, frozenset[Action]]]
) -> None:
    done = climbed(policy, created, days).done
    indices = [decision.index for _, decision, _ in done]
    assert indices == sorted(set(indices))
    levels = [step.climbs_to.rank for step in (policy.steps[i] for i in indices) if step.climbs_to]
    assert levels == sorted(levels, reverse=True)
    assert all(decision.action in staffed for _, decision, staffed in done)


@given(policies(), created_at, sweeps)
def test_nothing_happens_before_its_time_unless_nobody_was_there(
    policy: ClaimPolicy, created: datetime, days: list[tuple[float, frozenset[Action]]]
) -> None:
    for now, decision, staffed in climbed(policy, created, days).done:
        early = [i for i in range(decision.index + 1) if due_of(policy, i, created) > now]
        assert 0 not in early
        # Steps brought forward follow a due one with nobody on it, and nobody was on those between.
        between = [policy.steps[i].action for i in [i - 1 for i in early]]
        assert not any(action in staffed for action in between)


@given(policies(), created_at, sweeps)
def test_a_climb_is_never_left_out_while_somebody_is_there(
    policy: ClaimPolicy, created: datetime, days: list[tuple[float, frozenset[Action]]]
) -> None:
    everybody = [(minutes, frozenset(ACTIONS)) for minutes, _ in days]
    climb = climbed(policy, created, [*everybody, (60 * 24 * 30, frozenset(ACTIONS))])
    climbs = [step.action for step in policy.steps if step.climbs_to]
    assert [decision.action for _, decision, _ in climb.done if decision.action in ("community", "street")] == climbs


@given(policies(), created_at)
def test_a_punctual_desk_performs_every_step_at_its_own_time(policy: ClaimPolicy, created: datetime) -> None:
    climb = Climb(policy, created)
    for index in range(len(policy.steps)):
        climb.sweep(due_of(policy, index, created), frozenset(ACTIONS))
    assert [(now, decision.index) for now, decision, _ in climb.done] == [
        (due_of(policy, index, created), index) for index in range(len(policy.steps))
    ]


@given(policies(), created_at, staff)
def test_following_waits_comes_to_an_end(policy: ClaimPolicy, created: datetime, staffed: frozenset[Action]) -> None:
    now, index = created, 0
    for _ in range(2 * len(policy.steps) + 1):
        decision = next_step(policy, index, created, now, HOURS, staffed.__contains__)
        if isinstance(decision, Exhausted):
            return
        if isinstance(decision, Wait):
            now, index = decision.until, decision.index
        else:
            index = decision.next_index
    raise AssertionError("the ladder has no end")


@given(st.sampled_from([ServiceClass.P2, ServiceClass.P3, ServiceClass.Q]), policies(), created_at, sweeps)
def test_ordinary_matters_stay_with_the_community(
    service_class: ServiceClass,
    policy: ClaimPolicy,
    created: datetime,
    days: list[tuple[float, frozenset[Action]]],
) -> None:
    steps = tuple(step for step in policy.steps if step.action in allowed_actions(service_class))
    kept = ClaimPolicy(policy.limit, policy.clock, steps, policy.night_skip)
    assert all(decision.action != "street" for _, decision, _ in climbed(kept, created, days).done)


@given(policies())
def test_a_policy_survives_its_snapshot(policy: ClaimPolicy) -> None:
    assert ClaimPolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


@given(policies(), st.integers(0, 6), created_at)
def test_due_moments_rise(policy: ClaimPolicy, index: int, created: datetime) -> None:
    here, there = due(policy, index, created, HOURS), due(policy, index + 1, created, HOURS)
    assert (here is None) is (index >= len(policy.steps))
    if here and there:
        assert created <= here <= there


def test_the_caller_is_asked_about_due_steps_only() -> None:
    asked: list[str] = []

    def staffed(action: Action) -> bool:
        asked.append(action)
        return True

    next_step(P1, 0, NOON, NOON + timedelta(minutes=10), HOURS, staffed)
    assert asked == ["nudge"]


@given(policies(), created_at)
def test_only_what_was_by_day_all_along_is_not_asked_about_in_the_morning(
    policy: ClaimPolicy, created: datetime
) -> None:
    moments = [created, *(due_of(policy, index, created) for index in range(len(policy.steps)))]
    by_day = all(on_duty(moment, HOURS) for moment in moments)
    assert waits_since_night(policy, created, HOURS) is not by_day
