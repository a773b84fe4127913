"""Many reports of one matter: when the community hears of them, and when they are an incident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.incident import IncidentPolicy, Told, incident_in, tells_community
from tests.moments import spans as lasting

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
POLICY = IncidentPolicy()


def told(*each: tuple[float, int, str]) -> list[Told]:
    return [Told(NOON + timedelta(minutes=minutes), reporter, building) for minutes, reporter, building in each]


@pytest.mark.parametrize(("reporters", "tells"), [(0, False), (2, False), (3, True), (11, True)])
def test_three_reporters_tell_the_community(reporters: int, tells: bool) -> None:
    assert tells_community(POLICY, reporters) is tells


def test_ten_people_within_half_an_hour_are_an_incident() -> None:
    nine = [(float(n), n, "3") for n in range(9)]
    assert incident_in(POLICY, told(*nine)) is None
    assert incident_in(POLICY, told(*nine, (30, 8, "3"))) is None
    assert incident_in(POLICY, told(*nine, (30.1, 9, "3"))) is None
    found = incident_in(POLICY, told((30, 9, "3"), *nine))
    assert found
    assert (found.since, found.until, found.reporters) == (NOON, NOON + timedelta(minutes=30), 10)


def test_three_buildings_are_an_incident_whoever_tells() -> None:
    assert incident_in(POLICY, told((0, 1, "3"), (1, 1, ""), (2, 1, "5"))) is None
    found = incident_in(POLICY, told((0, 1, "3"), (1, 1, "4"), (2, 1, "5"), (3, 2, "6")))
    assert found
    assert (found.buildings, found.until) == (("3", "4", "5"), NOON + timedelta(minutes=2))
    assert incident_in(POLICY, told((0, 1, "3"), (1, 1, "4"), (31, 1, "5"))) is None


def test_nothing_told_is_no_incident() -> None:
    assert incident_in(POLICY, []) is None


@pytest.mark.parametrize("changes", [{"told_at": 0}, {"reporters": 0}, {"buildings": 0}, {"window": timedelta(0)}])
def test_an_impossible_policy_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="an incident needs"):
        IncidentPolicy(**changes)  # type: ignore[arg-type]


reports = st.lists(
    st.builds(
        Told,
        st.integers(0, 120).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        st.integers(1, 8),
        st.sampled_from(["", "1", "2", "3", "4"]),
    ),
    max_size=25,
)
windows = lasting(timedelta(minutes=1), timedelta(hours=1))
policies = st.builds(IncidentPolicy, st.integers(1, 5), st.integers(1, 6), st.integers(1, 4), windows)


@given(policies, reports)
def test_it_is_an_incident_when_any_window_holds_enough(policy: IncidentPolicy, told: list[Told]) -> None:
    enough = [
        window
        for window in ([each for each in told if last.at - policy.window <= each.at <= last.at] for last in told)
        if len({each.reporter for each in window}) >= policy.reporters
        or len({each.building for each in window} - {""}) >= policy.buildings
    ]
    found = incident_in(policy, told)
    assert (found is not None) is bool(enough)
    if found:
        assert timedelta(0) <= found.until - found.since <= policy.window
        assert found.until == min(max(each.at for each in window) for window in enough)


@given(policies, reports, reports)
def test_more_reports_never_unmake_an_incident(policy: IncidentPolicy, some: list[Told], more: list[Told]) -> None:
    before, after = incident_in(policy, some), incident_in(policy, some + more)
    if before:
        assert after
        assert after.until <= before.until
