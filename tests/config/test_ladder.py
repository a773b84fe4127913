"""The ladder's numbers are those of practice, the working days those of the notices, and faults come with a line."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.ladder_shapes import Ladder
from config.policies import PolicyFaults, load_policies
from config.policy_shapes import Policies
from rules.bounce import BouncePolicy
from rules.budget import Budget
from rules.closing import ClosingPolicy, is_evidence
from rules.contact import ContactPolicy
from rules.delay import SuspensionPolicy
from rules.duty import DutyHours, after, missing_year
from rules.incident import IncidentPolicy
from rules.rates import Weights
from rules.resolving import ResolvePolicy
from rules.supervision import SupervisionPolicy
from rules.taxonomy import ServiceClass
from rules.town import Level
from rules.whistle import WhistlePolicy
from tests.config.test_policies import overridden

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR, DUTY_DAY, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(hours=13), timedelta(days=1)
P0, P1, P2, P3, Q = ServiceClass


@pytest.fixture(scope="module")
def defaults() -> Policies:
    return load_policies(None, ZONE)


@pytest.fixture(scope="module")
def ladder(defaults: Policies) -> Ladder:
    return defaults.ladder


# The two notices, day by day: days off that are no Saturday or Sunday, and weekend days worked.
OFF = {
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
}
WORKED = {2025: "0126 0208 0427 0928 1011", 2026: "0104 0214 0228 0509 0920 1010"}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_years_of_the_notices_day_by_day(defaults: Policies, year: int) -> None:
    working = defaults.duty_hours.working
    days = [date(year, 1, 1) + n * DAY for n in range(365)]
    off = [f"{day:%m%d}" for day in days if day.weekday() < 5 and not working.is_working(day)]
    worked = [f"{day:%m%d}" for day in days if day.weekday() >= 5 and working.is_working(day)]
    assert (off, worked) == (OFF[year].split(), WORKED[year].split())
    assert working.known(year)


def test_a_year_without_a_notice_is_told_a_month_before(defaults: Policies) -> None:
    assert missing_year(datetime(2026, 11, 30, 15, tzinfo=UTC), defaults.duty_hours) is None
    assert missing_year(datetime(2026, 11, 30, 16, tzinfo=UTC), defaults.duty_hours) == 2027


def test_seven_working_days_over_the_spring_festival(defaults: Policies) -> None:
    # Friday the 13th; Saturday the 14th and the 28th are worked, the 15th to the 23rd are off.
    friday = datetime(2026, 2, 13, 10, tzinfo=ZONE)
    limit = defaults.ladder.resolve[P3].limit
    assert after(friday, limit, "working", defaults.duty_hours) == datetime(2026, 3, 2, 10, tzinfo=ZONE)


def test_a_street_may_add_a_year_and_take_a_day_out(tmp_path: Path) -> None:
    own = (
        "2027:\n  source: 通知\n  holidays: {元旦: 2026-12-31..2027-01-02}\n  work: [2027-01-03]\n"
        "2026: {holidays: {元旦: }, work: []}\n"
    )
    working = overridden(tmp_path, holidays=own).duty_hours.working
    assert sorted(working.years) == [2025, 2026, 2027]
    days = ["2026-12-31", "2027-01-01", "2027-01-03", "2026-01-01", "2026-01-04", "2025-01-26", "2026-02-16"]
    assert [working.is_working(date.fromisoformat(day)) for day in days] == [
        False, False, True, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "line", "fault"),
    [
        ("holidays", "2027:\n  holidays: {元旦: 2027-01-01}\n", 2, "2027: source is missing"),
        ("holidays", "next: {source: x, holidays: {}}\n", 1, "unknown key 'next'; allowed: 2025, 2026"),
        ("holidays", "next:\n", 1, "unknown key 'next'; allowed: 2025, 2026"),
        ("holidays", "2027:\n", 1, "2027 is empty"),
        ("holidays", "2026: {holidays: {元旦: 1月1日}}\n", 1, "'1月1日' is no date; allowed: a day such as 2026-01-01"),
        ("holidays", "2026: {holidays: {元旦: 2026-02-30}}\n", 1, "'2026-02-30' is no date"),
        ("holidays", "2026: {holidays: {元旦: 2027-01-01}}\n", 1, "'2027-01-01' is not in 2026"),
        ("holidays", "2026: {holidays: {元旦: 2026-01-03..2026-01-01}}\n", 1, "runs backwards or over more than 31"),
        ("holidays", "2026: {holidays: {元旦: 2026-01-01..2026-03-01}}\n", 1, "runs backwards or over more than 31"),
        ("holidays", "2026:\n  work:\n  - 2026-01-05\n", 3, "2026-01-05 is no Saturday or Sunday"),
        ("holidays", "2026: {work: [2026-10-03]}\n", 1, "2026-10-03 stands as a holiday too"),
        ("holidays", "2027: {source: x, holidays: {元旦: 2026-12-26}, work: []}\n2026: {work: [2026-12-26]}\n", 2,
         "2026-12-26 stands as a holiday too"),
        ("holidays", "2026: {wrok: []}\n", 1, "unknown key 'wrok' (did you mean 'work'?)"),
        ("ladder", "classes:\n  P1:\n    steps: {warn: 2}\n", 3, "each step must come later than the one before it"),
        ("ladder", "classes: {P1: {steps: {wran: 2}}}\n", 1, "unknown key 'wran' (did you mean 'warn'?)"),
        ("ladder", "classes: {P1: {steps: {red: }}}\n", 1, "red is empty"),
        ("ladder", "classes: {P2: {grace: 0 min}}\n", 1, "the contact limit and its grace must be longer than nothing"),
        ("ladder", "classes: {P2: {extension: much}}\n", 1, "extension is 'much'"),
        ("ladder", "answer_wait: 2\n", 1, "answer_wait is '2'"),
        ("ladder", "suspension: {approvers: [street, mayor]}\n", 1, "'mayor' in approvers; allowed: district, street"),
        ("ladder", "suspension: {approvers: []}\n", 1, "needs a longest time and somebody who approves"),
        ("ladder", "closing: {sample: 10}\n", 1, "a sample is a share from 0 to 1"),
        ("ladder", "closing: {empty_words: 办结}\n", 1, "empty_words is a single value; allowed: a list"),
        ("ladder", "bounce: {clock: lunar}\n", 1, "clock is 'lunar' (did you mean 'calendar'?); allowed: calendar, "),
        ("ladder", "whistle: {emergency: 0 s}\n", 1, "must have time to report in"),
        ("ladder", "supervision: {reply: 0 d}\n", 1, "must leave time for its reply"),
        ("ladder", "score: {response: 0.3}\n", 1, "the weights of the score must add up to 1"),
        ("ladder", "rota: {look_ahead: soon}\n", 1, "look_ahead is 'soon'"),
        ("limits", "budget: {summary_every: 0 h}\n", 1, "summaries need a span"),
        ("limits", "budget: {at_once: [P9]}\n", 1, "'P9' in at_once; allowed: P0, P1, P2, P3, Q"),
        ("desk", "confirm_silence: 0 h\n", 1, "confirm_silence must be longer than nothing"),
        ("desk", "bounce_window: 0 h\n", 1, "bounce_window must be longer than nothing"),
        ("desk", "join_window: 0 h\n", 1, "join_window must be longer than nothing"),
        ("service", "classes: {P3: {resolve_at_street: 1 d}}\n", 1, "must not be shorter than below it"),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(tmp_path: Path, name: str, text: str, line: int, fault: str) -> None:
    with pytest.raises(PolicyFaults) as caught:
        overridden(tmp_path, **{name: text})
    told = [each for each in caught.value.faults if fault in each.text]
    assert told, str(caught.value)
    assert len(caught.value.faults) == 1
    if name != "service":
        assert (Path(told[0].file).name, told[0].line) == (f"{name}.yaml", line)


def test_the_contact_limits_of_practice(ladder: Ladder) -> None:
    assert {str(each): (policy.limit, policy.clock) for each, policy in ladder.contact.items()} == {
        "P0": (30 * MINUTE, "calendar"),
        "P1": (HOUR, "calendar"),
        "P2": (HOUR, "duty"),
        "P3": (DUTY_DAY, "working"),
    }


def test_the_resolve_ladder_of_practice(ladder: Ladder) -> None:
    rungs = [(0.5, "remind"), (0.8, "warn"), (1, "report_up"), (1.5, "yellow"), (2, "red")]
    assert all([(rung.at, rung.action) for rung in policy.rungs] == rungs for policy in ladder.resolve.values())
    assert {str(each): (policy.limit, policy.clock, policy.at_street) for each, policy in ladder.resolve.items()} == {
        "P0": (2 * HOUR, "calendar", None),
        "P1": (24 * HOUR, "calendar", None),
        "P2": (3 * DUTY_DAY, "duty", None),
        "P3": (7 * DUTY_DAY, "working", 15 * DUTY_DAY),
        "Q": (DUTY_DAY, "working", None),
    }
    assert [str(each) for each, policy in ladder.resolve.items() if policy.extension] == ["P1", "P2", "P3"]


def test_the_other_numbers_of_practice(ladder: Ladder) -> None:
    assert ladder.answer_wait == 48 * HOUR
    assert ladder.suspension == SuspensionPolicy(90 * DAY, (Level.COMMUNITY, Level.STREET))
    assert (ladder.closing.silence, ladder.closing.sample, ladder.closing.sample_after) == (48 * HOUR, 0.1, 3 * DAY)
    assert ladder.bounce == BouncePolicy(2 * HOUR, "duty", 1)
    assert ladder.incident == IncidentPolicy(3, 10, 3, 30 * MINUTE)
    assert ladder.whistle == WhistlePolicy(DUTY_DAY, 30 * MINUTE, DUTY_DAY)
    assert ladder.supervision == SupervisionPolicy(DUTY_DAY, "working")
    assert ladder.weights == Weights(0.2, 0.4, 0.4)
    assert ladder.budget == Budget(HOUR, frozenset({P0, P1}))
    assert ladder.rota_ahead == 7 * DAY


def test_a_bare_done_is_no_evidence(ladder: Ladder) -> None:
    assert [is_evidence(ladder.closing, words, 0) for words in ("办结", "已处理。", "OK", "已换灯泡")] == [
        False, False, False, True,
    ]  # fmt: skip


def test_an_override_changes_what_it_names_and_nothing_else(tmp_path: Path, ladder: Ladder) -> None:
    changed = overridden(
        tmp_path,
        ladder="classes: {P2: {steps: {yellow: never}, grace: 1 d}}\nclosing: {sample: 0.2}\n",
        service='duty_hours: {start: "09:00", end: "17:00"}\nclasses: {Q: {contact: 1 h}}\n',
        limits="budget: {at_once: [P0]}\n",
        desk="bounce_window: 3 h\n",
    ).ladder
    assert [rung.action for rung in changed.resolve[P2].rungs] == ["remind", "warn", "report_up", "red"]
    assert changed.contact[P2].grace == 8 * HOUR
    assert changed.contact[Q] == ContactPolicy(HOUR, 4 * HOUR, "working")
    assert changed.resolve[P1] == ladder.resolve[P1]
    assert changed.resolve[Q].limit == 8 * HOUR
    assert (changed.closing.sample, changed.closing.sample_after) == (0.2, ladder.closing.sample_after)
    assert changed.budget == Budget(HOUR, frozenset({P0}))
    assert changed.bounce.window == 3 * HOUR


def test_a_class_may_stop_promising_a_result(tmp_path: Path) -> None:
    changed = overridden(tmp_path, service="classes: {Q: {resolve: never}}\n").ladder
    assert Q not in changed.resolve
    assert changed.snapshot(Q)["resolve"] is None


def test_a_ticket_keeps_its_policies(ladder: Ladder) -> None:
    stored = json.loads(json.dumps(ladder.snapshot(P3)))
    assert ContactPolicy.from_dict(stored["contact"]) == ladder.contact[P3]
    assert ResolvePolicy.from_dict(stored["resolve"]) == ladder.resolve[P3]
    assert ClosingPolicy.from_dict(stored["closing"]) == ladder.closing
    assert BouncePolicy.from_dict(stored["bounce"]) == ladder.bounce
    assert ladder.snapshot(Q)["contact"] is None


def test_the_duty_hours_carry_the_working_days(defaults: Policies) -> None:
    hours = defaults.duty_hours
    assert hours == DutyHours(time(8), time(21), ZONE, working=hours.working)
    assert hash(hours) == hash(load_policies(None, ZONE).duty_hours)
