"""The resolve ladder: tables of when what is said, and what must never happen whatever lengthens a ticket's time."""

import json
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import Clock, DutyHours, Pause, after
from rules.escalation import Exhausted, Wait
from rules.resolving import (
    REMINDERS,
    Course,
    ResolvePolicy,
    Review,
    Rung,
    Suspension,
    Take,
    due,
    next_step,
    overseer,
    resolve_due,
)
from rules.supervision import Colour
from rules.town import Level
from tests.moments import moments as between
from tests.moments import spans as lasting

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
RUNGS = (Rung(0.5, "remind"), Rung(0.8, "warn"), Rung(1, "report_up"), Rung(1.5, "yellow"), Rung(2, "red"))
TEN = ResolvePolicy(timedelta(hours=10), "calendar", RUNGS, at_street=timedelta(hours=20), extension=1.0)
START = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def course(level: Level = Level.GRID, extended: float = 0, **more: object) -> Course:
    return Course(START, level, extended * HOUR, **more)  # type: ignore[arg-type]


def decide(hours: float, index: int = 0, on: Course | None = None, policy: ResolvePolicy = TEN) -> tuple[object, ...]:
    """The decision so many hours after the start, its moments in hours too."""
    match next_step(policy, index, on or course(), START + hours * HOUR, HOURS):
        case Wait(until, step):
            return "wait", (until - START) / HOUR, step
        case Take(action, step, following, next_due, tells, left_out):
            return action, step, following, next_due and (next_due - START) / HOUR, tells.value, left_out
        case Review(step):
            return "review", step
        case Exhausted():
            return ("exhausted",)


@pytest.mark.parametrize(
    ("hours", "index", "decision"),
    [
        (0, 0, ("wait", 5, 0)),
        (4.99, 0, ("wait", 5, 0)),
        (5, 0, ("remind", 0, 1, 8, "grid", ())),
        (5, 1, ("wait", 8, 1)),
        (8, 1, ("warn", 1, 2, 10, "grid", ())),
        (10, 2, ("report_up", 2, 3, 15, "community", ())),
        (15, 3, ("yellow", 3, 4, 20, "community", ())),
        (20, 4, ("red", 4, 5, None, "community", ())),
        (21, 5, ("exhausted",)),
        # The desk was away: reminders are overtaken, the report up never is, a red draft stands for the yellow.
        (9, 0, ("warn", 1, 2, 10, "grid", (0,))),
        (11, 0, ("report_up", 2, 3, 15, "community", (0, 1))),
        (99, 0, ("report_up", 2, 3, 15, "community", (0, 1))),
        (99, 3, ("red", 4, 5, None, "community", (3,))),
    ],
)
def test_what_is_said_when(hours: float, index: int, decision: tuple[object, ...]) -> None:
    assert decide(hours, index) == decision


@pytest.mark.parametrize(
    ("hours", "index", "level", "decision"),
    [
        (10, 2, Level.COMMUNITY, ("report_up", 2, 3, 15, "street", ())),
        # The street has longer, and oversees itself.
        (10, 2, Level.STREET, ("wait", 20, 2)),
        (20, 2, Level.STREET, ("report_up", 2, 3, 30, "street", ())),
        # What was said below is not said again above.
        (10, 1, Level.STREET, ("wait", 16, 1)),
    ],
)
def test_a_ticket_at_a_higher_level(hours: float, index: int, level: Level, decision: tuple[object, ...]) -> None:
    assert decide(hours, index, course(level)) == decision


def test_an_extension_puts_off_what_was_not_yet_said() -> None:
    assert decide(10, 2, course(extended=10)) == ("wait", 20, 2)
    assert decide(16, 1, course(extended=10)) == ("warn", 1, 2, 20, "grid", ())
    assert resolve_due(TEN, course(extended=10), HOURS) == START + 20 * HOUR


def test_the_ladder_waits_for_the_residents_answer() -> None:
    asked: list[Pause] = [(START + 3 * HOUR, START + 5 * HOUR)]
    assert decide(5, 0, course(pauses=asked)) == ("wait", 7, 0)


def test_a_suspended_ticket_waits_for_its_review_and_then_goes_on() -> None:
    held = Suspension(START + 4 * HOUR, START + 104 * HOUR)
    assert decide(50, 0, course(suspensions=[held])) == ("wait", 104, 0)
    assert decide(104, 0, course(suspensions=[held])) == ("review", 0)
    early = Suspension(held.since, held.review, resumed=START + 24 * HOUR)
    assert decide(24.5, 0, course(suspensions=[early])) == ("wait", 25, 0)
    assert decide(25, 0, course(suspensions=[early])) == ("remind", 0, 1, 28, "grid", ())
    renewed = Suspension(START + 104 * HOUR, START + 204 * HOUR)
    ended = Suspension(held.since, held.review, resumed=START + 104 * HOUR)
    assert decide(150, 0, course(suspensions=[ended, renewed])) == ("wait", 204, 0)


def test_a_review_that_came_late_does_not_lengthen_the_suspension() -> None:
    late = Suspension(START + 4 * HOUR, START + 14 * HOUR, resumed=START + 44 * HOUR)
    assert due(TEN, 0, course(suspensions=[late]), HOURS) == START + 15 * HOUR


def test_working_days_are_counted_on_the_working_clock() -> None:
    week = ResolvePolicy(timedelta(hours=13 * 7), "working", RUNGS)
    thursday = datetime(2026, 3, 5, 2, tzinfo=UTC)
    assert resolve_due(week, Course(thursday, Level.GRID), HOURS) == thursday + timedelta(days=11)


def test_orders_are_the_rungs_with_a_colour() -> None:
    assert [rung.colour for rung in RUNGS] == [None, None, Colour.ORDINARY, Colour.YELLOW, Colour.RED]


def test_somebody_oversees_every_level() -> None:
    assert {level: overseer(level) for level in Level} == {
        Level.MICRO_GRID: Level.GRID,
        Level.GRID: Level.COMMUNITY,
        Level.COMMUNITY: Level.STREET,
        Level.STREET: Level.STREET,
        Level.DISTRICT: Level.STREET,
    }


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"limit": timedelta(0)}, "longer than nothing"),
        ({"at_street": timedelta(0)}, "longer than nothing"),
        ({"at_street": timedelta(hours=9)}, "not be shorter"),
        ({"extension": -0.5}, "cannot shorten"),
        ({"rungs": (Rung(0, "remind"),)}, "at > 0"),
        ({"rungs": (Rung(1, "remind"), Rung(1, "warn"))}, "later than the one before"),
        ({"rungs": (Rung(1, "red"), Rung(2, "yellow"))}, "steps go up"),
        ({"rungs": (Rung(1, "warn"), Rung(2, "warn"))}, "steps go up"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(changes: dict[str, object], problem: str) -> None:
    usual: dict[str, object] = {"limit": timedelta(hours=10), "clock": "duty", "rungs": RUNGS}
    with pytest.raises(ValueError, match=problem):
        ResolvePolicy(**(usual | changes))  # type: ignore[arg-type]


def test_a_stored_policy_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="no service clock"):
        ResolvePolicy.from_dict(TEN.to_dict() | {"clock": "lunar"})
    with pytest.raises(ValueError, match="no step"):
        ResolvePolicy.from_dict(TEN.to_dict() | {"rungs": [[1, "shout"]]})


@st.composite
def policies(draw: st.DrawFn) -> ResolvePolicy:
    actions = [action for action in REMINDERS if draw(st.booleans())] or ["report_up"]
    times = sorted(draw(st.sets(st.sampled_from([0.25, 0.5, 0.8, 1, 1.5, 2, 3]), min_size=5, max_size=5)))
    limit = timedelta(hours=draw(st.sampled_from([2, 13, 24, 39, 91])))
    longer = draw(st.none() | st.sampled_from([1, 1.5, 2]).map(lambda times: times * limit))
    clock: Clock = draw(st.sampled_from(get_args(Clock)))
    rungs = tuple(Rung(at, action) for at, action in zip(times, actions, strict=False))
    return ResolvePolicy(limit, clock, rungs, longer, draw(st.sampled_from([0.0, 1.0])))


created_at = between(datetime(2025, 1, 1), datetime(2026, 12, 31))
gaps = lasting(timedelta(0), timedelta(days=10))
levels = st.sampled_from([Level.GRID, Level.COMMUNITY, Level.STREET])
# What happens between two sweeps: time passes, and perhaps the level, the limit or a wait changes.
Happening = tuple[timedelta, str]
happenings = st.lists(
    st.tuples(gaps, st.sampled_from(["", "", "climb", "return", "extend", "ask", "suspend", "resume"])), max_size=15
)


class Life:
    """A ticket nobody resolves, with everything that may happen to it."""

    def __init__(self, policy: ResolvePolicy, created: datetime) -> None:
        self.policy, self.now, self.index = policy, created, 0
        self.created, self.level, self.extended = created, Level.GRID, timedelta(0)
        self.pauses: list[Pause] = []
        self.suspensions: list[Suspension] = []
        self.done: list[tuple[datetime, Take, Course]] = []

    @property
    def course(self) -> Course:
        return Course(self.created, self.level, self.extended, tuple(self.pauses), tuple(self.suspensions))

    def happens(self, what: str) -> None:
        if what == "climb":
            self.level = overseer(self.level)
        elif what == "return":
            self.level = Level.GRID
        elif what == "extend" and not self.extended:
            self.extended = self.policy.limit
        elif what == "ask":
            self.pauses.append((self.now, self.now + timedelta(hours=48)))
        elif what == "suspend" and all(each.resumed for each in self.suspensions):
            self.suspensions.append(Suspension(self.now, self.now + timedelta(days=7)))
        elif what == "resume":
            self.resume()

    def resume(self) -> None:
        self.suspensions = [
            each if each.resumed else Suspension(each.since, each.review, self.now) for each in self.suspensions
        ]

    def sweep(self) -> None:
        for _ in range(2 * len(REMINDERS) + 2):
            decision = next_step(self.policy, self.index, self.course, self.now, HOURS)
            if isinstance(decision, Take):
                self.done.append((self.now, decision, self.course))
                self.index = decision.next_index
            elif isinstance(decision, Review):
                assert decision.index == self.index
                self.resume()
            else:
                break
        assert isinstance(decision, Wait | Exhausted), "a sweep must come to an end"
        if isinstance(decision, Wait):
            assert decision.until > self.now
            assert decision.index == self.index


def lived(policy: ResolvePolicy, created: datetime, story: list[Happening]) -> Life:
    life = Life(policy, created)
    for gap, what in story:
        life.now += gap
        life.happens(what)
        life.sweep()
    return life


@given(policies(), created_at, happenings)
def test_nothing_is_said_twice_or_out_of_order(
    policy: ResolvePolicy, created: datetime, story: list[Happening]
) -> None:
    done = lived(policy, created, story).done
    taken = [take.index for _, take, _ in done]
    assert taken == sorted(set(taken))
    said = sorted(number for _, take, _ in done for number in (*take.left_out, take.index))
    assert said == list(range(len(said))), "every rung is taken or left out, once"


@given(policies(), created_at, happenings)
def test_nothing_is_said_before_its_time_and_no_report_up_is_left_out(
    policy: ResolvePolicy, created: datetime, story: list[Happening]
) -> None:
    for now, take, on in lived(policy, created, story).done:
        moment = due(policy, take.index, on, HOURS)
        assert moment
        assert moment <= now
        assert all(policy.rungs[number].action != "report_up" for number in take.left_out)


@given(policies(), created_at, happenings)
def test_orders_grow_stronger(policy: ResolvePolicy, created: datetime, story: list[Happening]) -> None:
    colours = [policy.rungs[take.index].colour for _, take, _ in lived(policy, created, story).done]
    ranks = [colour.rank for colour in colours if colour]
    assert ranks == sorted(set(ranks))


@given(policies(), created_at)
def test_a_punctual_desk_leaves_nothing_out(policy: ResolvePolicy, created: datetime) -> None:
    on, index, done = Course(created, Level.GRID), 0, []
    moment = due(policy, 0, on, HOURS)
    while moment:
        decision = next_step(policy, index, on, moment, HOURS)
        assert isinstance(decision, Take)
        assert (decision.index, decision.left_out) == (index, ())
        done.append(moment)
        index, moment = decision.next_index, decision.next_due
    assert done == [after(created, policy.limit * rung.at, policy.clock, HOURS) for rung in policy.rungs]
    assert all(sooner <= later for sooner, later in pairwise(done))


@given(policies(), created_at, happenings, happenings)
def test_what_holds_a_ticket_up_never_brings_its_limit_nearer(
    policy: ResolvePolicy, created: datetime, one: list[Happening], more: list[Happening]
) -> None:
    story = [(gap, what) for gap, what in one + more if what not in ("return", "resume")]
    before = lived(policy, created, story[: len(one)]).course
    later = lived(policy, created, story).course
    assert resolve_due(policy, later, HOURS) >= resolve_due(policy, before, HOURS)


@given(policies())
def test_a_policy_survives_its_snapshot(policy: ResolvePolicy) -> None:
    assert ResolvePolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy
