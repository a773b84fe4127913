"""The policy files: the defaults are those of practice, overrides go key by key, faults come with their line."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import simulation
from config.policies import FILES, HERE, PolicyFaults, load_policies
from config.policy_shapes import Policies, QuietHours, Weekday
from rules.escalation import allowed_actions
from rules.flood import Flood
from rules.taxonomy import ServiceClass
from rules.throttle import Limits

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR, DUTY_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(hours=13)


@pytest.fixture(scope="module")
def defaults() -> Policies:
    return load_policies(None, ZONE)


def overridden(folder: Path, **files: str) -> Policies:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_policies(folder, ZONE)


def faults_of(folder: Path, name: str, text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(PolicyFaults) as caught:
        overridden(folder, **{name: text})
    return [(Path(fault.file).name, fault.line, fault.text) for fault in caught.value.faults]


def test_the_claim_ladder_of_practice(defaults: Policies) -> None:
    table = {
        str(service_class): (policy.limit, policy.clock, [(step.at, step.action) for step in policy.steps])
        for service_class, policy in defaults.claims.items()
    }
    three = [(0.5, "nudge"), (1, "backup"), (2, "community")]
    assert table == {
        "P0": (5 * MINUTE, "calendar", [*three, (4, "street")]),
        "P1": (15 * MINUTE, "calendar", [*three, (4, "street")]),
        "P2": (30 * MINUTE, "duty", three),
        "P3": (2 * HOUR, "working", three),
        "Q": (4 * HOUR, "working", three),
    }
    assert [str(each) for each, policy in defaults.claims.items() if policy.night_skip] == ["P0"]


def test_no_ordinary_class_may_reach_the_street(defaults: Policies) -> None:
    for service_class, policy in defaults.claims.items():
        assert {step.action for step in policy.steps} <= set(allowed_actions(service_class))


def test_the_promises_of_practice(defaults: Policies) -> None:
    resolve = {str(each): times.resolve for each, times in defaults.service.items()}
    assert resolve == {"P0": 2 * HOUR, "P1": 24 * HOUR, "P2": 3 * DUTY_DAY, "P3": 7 * DUTY_DAY, "Q": DUTY_DAY}
    assert defaults.service[ServiceClass.P3].resolve_at_street == 15 * DUTY_DAY
    assert defaults.service[ServiceClass.Q].contact is None


def test_the_desks_own_numbers(defaults: Policies) -> None:
    assert (defaults.duty_hours.start, defaults.duty_hours.end, defaults.duty_hours.zone) == (time(8), time(21), ZONE)
    assert (defaults.throttle, defaults.flood) == (Limits(), Flood())
    assert defaults.desk.confirm_silence == 48 * HOUR
    assert defaults.desk.join_window == 30 * MINUTE
    assert (defaults.desk.retention, defaults.desk.away, defaults.desk.leave_unbound) == (24 * HOUR, 10 * MINUTE, HOUR)
    assert defaults.desk.words_kept == timedelta(days=365)
    assert (defaults.times.community_digest, defaults.times.street_digest_day.number) == (time(17, 30), 0)
    assert (defaults.safety.fire, defaults.safety.gas_company, defaults.safety.duty_telephone) == ("119", "", "")


def test_the_readers_thresholds_and_the_limits_of_outside_help(defaults: Policies) -> None:
    assert (defaults.reading.ask, defaults.reading.sure) == (0.42, 0.58)
    assert (defaults.opinion.patience, defaults.opinion.daily) == (timedelta(seconds=8), 200)
    assert defaults.speech.longest == 2 * MINUTE
    assert 0 < defaults.opinion.least < defaults.reading.ask
    assert (defaults.desk.photo_waits, defaults.desk.photo_joins) == (MINUTE, 10 * MINUTE)


def test_every_matter_is_read(defaults: Policies) -> None:
    assert len(defaults.taxonomy) == 79
    assert len(defaults.taxonomy.groups) == 13
    leak = defaults.taxonomy["property_repair.leak"]
    assert (leak.zh, leak.level, leak.service_class) == ("渗漏水", "grid", ServiceClass.P2)
    family = defaults.taxonomy["dispute.family"]
    assert (family.public, family.level) == (False, "community")
    assert defaults.taxonomy["safety_hazard.fire"].owner == "119"
    quiet = [key for key, matter in defaults.taxonomy.items() if not matter.public]
    assert len(quiet) == 9
    assert all(matter.en for matter in defaults.taxonomy.values())


@pytest.mark.parametrize(
    ("at", "quiet"),
    [(time(21, 30), True), (time(0), True), (time(7, 29), True), (time(7, 30), False), (time(12), False)],
)
def test_quiet_hours_run_over_midnight(defaults: Policies, at: time, quiet: bool) -> None:
    assert defaults.quiet_hours.holds(at) is quiet
    assert QuietHours(time(13), time(14)).holds(at) is False


def test_an_override_changes_what_it_names_and_nothing_else(tmp_path: Path, defaults: Policies) -> None:
    changed = overridden(
        tmp_path,
        escalation="P1: {claim: 10 min}\nP0: {steps: {nudge: never}}\n",
        safety="gas_company: '0755-2510 0777'\nduty_telephone: 010-12345678转802\n",
        taxonomy="property_repair: {matters: {leak: {class: P1}}}\n",
    )
    assert changed.claims[ServiceClass.P1].limit == 10 * MINUTE
    assert changed.claims[ServiceClass.P1].steps == defaults.claims[ServiceClass.P1].steps
    assert [step.action for step in changed.claims[ServiceClass.P0].steps] == ["backup", "community", "street"]
    assert changed.claims[ServiceClass.P2] == defaults.claims[ServiceClass.P2]
    assert (changed.safety.gas_company, changed.safety.fire) == ("0755-2510 0777", "119")
    assert changed.taxonomy["property_repair.leak"].service_class is ServiceClass.P1
    assert changed.taxonomy["property_repair.leak"].zh == "渗漏水"
    assert changed.service == defaults.service


def test_an_empty_override_changes_nothing(tmp_path: Path, defaults: Policies) -> None:
    assert overridden(tmp_path, desk="", limits="# later\n") == defaults


def test_a_street_may_add_matters_of_its_own(tmp_path: Path) -> None:
    own = "harbour:\n  zh: 码头\n  matters:\n    berth: {zh: 泊位, level: S, owner: 港务, class: P3}\n"
    berth = overridden(tmp_path, taxonomy=own).taxonomy["harbour.berth"]
    assert (berth.name("en"), berth.level) == ("泊位", "street")


def test_a_later_duty_day_lengthens_its_promises(tmp_path: Path) -> None:
    changed = overridden(tmp_path, service='duty_hours: {start: "00:00", end: "24:00"}\n')
    assert changed.service[ServiceClass.P2].resolve == timedelta(days=3)


@pytest.mark.parametrize(
    ("name", "text", "line", "fault"),
    [
        ("escalation", "P1:\n  claim: soon\n", 2, "P1: claim is 'soon'; allowed: such as 10 s, 30 min, 2 h or 3 d"),
        ("escalation", "P2:\n  steps:\n    street: 4\n", 3, "P2 has a step street; allowed: nudge, backup, community"),
        ("escalation", "P1:\n  steps: {nudge: 3}\n", 2, "each step must come later than the one before it"),
        ("escalation", "P1:\n  steps: {nugde: 0.4}\n", 2, "unknown key 'nugde' (did you mean 'nudge'?)"),
        (
            "escalation",
            "P1: {clock: lunar}\n",
            1,
            "P1: clock is 'lunar' (did you mean 'calendar'?); allowed: calendar, duty, working",
        ),
        ("escalation", "P4: {claim: 1 h}\n", 1, "unknown key 'P4'"),
        ("escalation", "P1: {claim: 0 min}\n", 1, "the claim limit must be longer than nothing"),
        ("escalation", "P1: 15 min\n", 1, "P1 is a single value; allowed: keys with values"),
        ("escalation", "P1:\n", 1, "P1 is empty"),
        ("escalation", "P0:\n  steps:\n    street:\n", 3, "street is empty; allowed: a value, or never"),
        ("escalation", "P0: {night_skip: }\n", 1, "night_skip is empty"),
        ("service", "classes: {P1: {resolve: }}\n", 1, "resolve is empty; allowed: a value, or never"),
        ("desk", "care: {weather: [purple]}\n", 1, "'purple' in weather; allowed: red, orange, yellow, blue"),
        ("desk", "care: {festivals: [[春节]]}\n", 1, "a list in festivals"),
        ("service", "duty_hours: {start: 8}\n", 1, "start is '8'; allowed: a time of day such as 08:00"),
        ("service", 'duty_hours: {start: "22:00"}\n', 1, "duty hours must end after their start"),
        ("service", "classes: {P0: {contact: -1 s}}\n", 1, "P0: contact is '-1 s'"),
        ("limits", "throttle:\n  group_per_minute: 3\n", 2, "reserved_group_per_minute must leave something"),
        ("limits", "throttle: {on: maybe}\n", 1, "throttle: on is 'maybe'; allowed: yes, no"),
        ("limits", "throttle: {bot_per_second: 2.5}\n", 1, "bot_per_second is '2.5'; allowed: a whole number"),
        ("limits", "flood: {tickets: 0}\n", 1, "flood: tickets is 0; allowed: 1 to 1000000"),
        ("desk", "times: {street_digest_day: mondy}\n", 1, "is 'mondy' (did you mean 'monday'?); allowed: monday, "),
        ("desk", "retention: [24 h]\n", 1, "desk: retention is a list; allowed: a single value"),
        ("desk", "confirm_silense: 1 h\n", 1, "unknown key 'confirm_silense' (did you mean 'confirm_silence'?)"),
        ("desk", "reading: {ask: 0.8}\n", 1, "reading: ask and sure must be between 0 and 1, ask not above sure"),
        ("desk", "reading: {sure: 2}\n", 1, "reading: ask and sure must be between 0 and 1"),
        ("desk", "reading: {sure: high}\n", 1, "reading: sure is 'high'; allowed: a number such as 2 or 0.5"),
        ("desk", "opinion: {daily: many}\n", 1, "opinion: daily is 'many'; allowed: a whole number"),
        ("desk", "speech: {longest: 2 m}\n", 1, "speech: longest is '2 m'; allowed: such as 10 s"),
        ("safety", "police:\n", 1, "safety: police is empty"),
        (
            "safety",
            "gas_company: 燃气公司\n",
            1,
            "gas_company is '燃气公司'; allowed: a telephone number such as 95158 or",
        ),
        ("safety", "duty_telephone: 88\n", 1, "duty_telephone is '88'; allowed: a telephone number"),
        ("safety", "round_the_clock: {物业: 王师傅}\n", 1, "物业 is '王师傅'; allowed: a telephone number"),
        ("taxonomy", "utility: {matters: {heating: {level: X}}}\n", 1, "level is 'X'; allowed: G, C, S, D"),
        ("taxonomy", "utility: {matters: {heating: {class: P9}}}\n", 1, "class is 'P9'; allowed: P0, P1, P2, P3, Q"),
        ("taxonomy", "utility: {matters: {steam: {zh: 汽}}}\n", 1, "steam: class is missing"),
        ("rollcall", "rollcall: {usual: 1 h, chase: 3 h}\n", 1, "chase must be shorter than usual"),
        (
            "service",
            "classes:\n  P1: {contact: 3 d, resolve: 1 h}\n",
            2,
            "P1: contact is longer than resolve; allowed: ",
        ),
        (
            "service",
            'quiet_hours: {start: "07:00", end: "07:00"}\n',
            1,
            "start and end are both 07:00; allowed: two times",
        ),
        ("desk", "opinion: {least: 0.9}\n", 1, "least is 0.9, and reading.sure 0.58; allowed: less than that"),
        ("desk", "retention: 100000 d\n", 1, "desk: retention is '100000 d'; allowed: at most 30 d"),
        ("desk", "away: 999999 d\n", 1, "desk: away is '999999 d'; allowed: at most 3660 d"),
        (
            "callout",
            "teams:\n  一队: {网格员: 2}\n",
            2,
            "no role is called '网格员' (did you mean 'grid_worker'?); allowed: resident, ",
        ),
        ("safety", "round_the_clock: {电梯: 95158}\n", 1, "no matter's owner is '电梯'; allowed: "),
        ("desk", "away: 10 min\naway: 5 min\n", 2, "'away' stands here twice, first on line 1"),
        ("desk", "- away\n", 1, "desk.yaml: a list where keys with values are expected"),
        ("desk", "away: [\n", 2, "not valid YAML: "),
    ],
)
def test_a_fault_is_told_where_it_stands(tmp_path: Path, name: str, text: str, line: int, fault: str) -> None:
    faults = faults_of(tmp_path, name, text)
    assert (f"{name}.yaml", line) == faults[0][:2]
    assert fault in faults[0][2]


def test_all_faults_of_all_files_come_at_once_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "desk.yaml").write_text("away: x\nretention: y\n", encoding="utf-8")
    (tmp_path / "limits.yaml").write_text("flod: {}\n", encoding="utf-8")
    (tmp_path / "limit.yaml").write_text("", encoding="utf-8")
    (tmp_path / "safety.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyFaults) as caught:
        load_policies(tmp_path, ZONE)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"{tmp_path / 'desk.yaml'}:1: desk: away is 'x'")
    assert lines[1].startswith(f"{tmp_path / 'desk.yaml'}:2: ")
    assert "no policy file is called so (did you mean 'limits.yaml'?)" in lines[2]
    assert lines[3].startswith(f"{tmp_path / 'limits.yaml'}:1: limits: unknown key 'flod' (did you mean 'flood'?)")
    assert "this is no UTF-8 text" in lines[4]
    assert len(lines) == 5


def told(folder: Path, **files: str) -> list[str]:
    """Everything that is said of these files."""
    with pytest.raises(PolicyFaults) as caught:
        overridden(folder, **files)
    return [fault.text for fault in caught.value.faults]


def test_what_does_not_go_together_is_told_beside_wrong_values(tmp_path: Path) -> None:
    files = {
        "broadcast": "cutoff: late\nwaves: {least: 30 min}\nreceipts: {private: 5 h}\n",
        "callout": "widen: soon\nlast: 2 h\n",
        "desk": "reading: {alarm: high}\nopinion: {least: 0.9}\n",
        "taxonomy": "utility: {matters: {heating: {level: X}}}\n",
        "safety": "round_the_clock: {电梯: 95158}\n",
    }
    assert {fault.partition("; allowed")[0] for fault in told(tmp_path, **files)} == {
        "broadcast: cutoff is 'late'",
        "broadcast: chase needs private < steward < worker <= deadline",
        "broadcast: waves need least <= usual <= longest",
        "callout: call-outs need last < remind, absent < over and recent <= kept",
        "callout: widen is 'soon'",
        "reading: alarm is 'high'",
        "opinion: least is 0.9, and reading.sure 0.58",
        "round_the_clock: no matter's owner is '电梯'",
        "heating: level is 'X'",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("callout", "remind: 3 hrs\nlast: 2 h\n"),
        ("escalation", "P1: {steps: {nudge: early, backup: 0.4}}\n"),
        ("rollcall", "rollcall: {usual: long, chase: 30 h}\n"),
        ("service", "classes: {P1: {resolve: 2 days, contact: 25 h}}\n"),
        ("desk", "reading: {sure: much}\nopinion: {least: 0.7}\n"),
        ("ladder", "suspension: {approvers: [mayor]}\n"),
    ],
)
def test_a_wrong_value_brings_no_other_fault(tmp_path: Path, name: str, text: str) -> None:
    assert len(told(tmp_path, **{name: text})) == 1


def test_matters_are_named_though_something_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(PolicyFaults) as caught:
        overridden(tmp_path, taxonomy="utility: {matters: {steam: {zh: 汽}}}\n", desk="away: soon\n")
    assert {"utility.steam", "property_repair.leak"} <= caught.value.matters
    with pytest.raises(PolicyFaults) as caught:
        overridden(tmp_path, taxonomy="utility: {\n")
    assert not caught.value.matters


def test_one_fault_is_told_once(tmp_path: Path) -> None:
    files = {"escalation": "P1: {claim: soon}\n", "service": "duty_hours: {start: late}\n"}
    with pytest.raises(PolicyFaults) as caught:
        overridden(tmp_path, **files)
    assert len(caught.value.faults) == 2


def test_other_files_and_folders_are_left_alone(tmp_path: Path, defaults: Policies) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    assert overridden(tmp_path) == defaults


def test_every_file_of_ours_is_known() -> None:
    assert {path.name for path in HERE.glob("*.yaml")} == {*FILES, simulation.FILE.name}


def test_weekdays_count_from_monday() -> None:
    assert [day.number for day in Weekday] == list(range(7))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([name.removesuffix(".yaml") for name in FILES]), st.text("aP1: {}[]-\n\t'sminh0.5", max_size=30))
def test_any_override_is_read_or_refused_in_plain_lines(tmp_path: Path, name: str, text: str) -> None:
    for path in tmp_path.iterdir():
        path.unlink()
    try:
        overridden(tmp_path, **{name: text})
    except PolicyFaults as caught:
        assert caught.faults
        assert all(fault.line >= 1 and "\n" not in fault.text for fault in caught.faults)
