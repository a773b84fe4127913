"""Who is on: only who has the role there and is not away, whatever the rota and the hour."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours, on_duty
from rules.onduty import (
    arranges_at,
    backups_of,
    crew,
    gaps,
    is_on,
    may_arrange,
    next_on,
    night_duty,
    not_away,
    offices_of,
    on_at,
    serving,
)
from rules.rota import Leave, Line, Rota
from rules.routing import Directory, Officer
from rules.town import Level
from tests.rules.test_routing import DH, DH1, SPOTS, STREET

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = DutyHours(time(8), time(21), SHANGHAI)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ROLES = (("grid_worker", DH1), ("grid_leader", DH1), ("community_secretary", DH), ("street_center", STREET))
USERS = (501, 502, 601)
moments = st.integers(0, 7 * 96).map(lambda quarters: MONDAY + timedelta(minutes=15 * quarters))


@st.composite
def towns(draw: st.DrawFn) -> Directory:
    """Three people with any roles, perhaps a rota of the grid or the community, perhaps somebody on leave."""
    held = {user: draw(st.lists(st.sampled_from(ROLES), max_size=2, unique=True)) for user in USERS}
    officers = {user: Officer(user, f"人{user}", "", 700, True, tuple(roles)) for user, roles in held.items()}
    hours = st.sampled_from((time(8), time(21), time(0)))
    lines = st.builds(
        Line, st.sampled_from(USERS), st.sampled_from((DH1, DH)), st.frozensets(st.integers(0, 6), min_size=1),
        hours, hours, order=st.integers(0, 1),
    )  # fmt: skip
    away = st.builds(Leave, st.sampled_from(USERS), st.just(MONDAY), st.just(MONDAY + timedelta(days=3)))
    rota = Rota(SHANGHAI, tuple(draw(st.lists(lines, max_size=3))), tuple(draw(st.lists(away, max_size=1))))
    return Directory(spots=SPOTS, officers=officers, rota=rota)


@given(towns(), moments)
def test_on_are_only_those_who_are_not_away_and_each_once(town: Directory, at: datetime) -> None:
    for place in (DH1, DH, STREET):
        on = on_at(town, place, [role for role, _ in ROLES], at, HOURS)
        assert len({officer.user for officer in on}) == len(on)
        assert not_away(town, on, at) == on
        assert {officer.user for officer in on} >= {each.user for each in backups_of(town, place, ["grid_worker"], at)}
    for officer in serving(town, DH1, ["grid_worker"], at, HOURS):
        assert is_on(town, officer.user, at, HOURS)
    assert {each.user for each in night_duty(town, DH1, at)} <= {*town.rota.on(DH1, at), *town.rota.on(DH, at)}


@given(towns(), moments)
def test_by_day_an_office_above_the_grids_is_held_whatever_the_rota(town: Directory, at: datetime) -> None:
    there = not_away(town, town.holders(DH, ["community_secretary"]), at)
    on = on_at(town, DH, ["community_secretary"], at, HOURS)
    assert not (there and on_duty(at, HOURS)) or on
    assert on_duty(at, HOURS) or {officer.user for officer in on} <= set(town.rota.on(DH, at))


@given(towns(), moments)
def test_a_gap_is_where_nobody_is_on_and_above_the_grids_it_is_a_night(town: Directory, at: datetime) -> None:
    for place in (DH1, DH):
        for gap in gaps(town, town.rota, place, at, timedelta(days=4), HOURS):
            assert town.rota.on(place, gap.start) == ()
            assert gap.night or place == DH1
            assert not (gap.night and place == DH1 and town.rota.covers(DH))


@given(towns(), moments, st.sampled_from(USERS))
def test_the_next_turn_is_ahead_and_is_one(town: Directory, at: datetime, user: int) -> None:
    found = next_on(town, user, at, HOURS)
    assert found >= at
    assert (found == at) == is_on(town, user, at, HOURS)
    assert is_on(town, user, found, HOURS) or found == at + timedelta(days=1)


@given(towns(), st.sampled_from(USERS), st.sampled_from(USERS))
def test_everybody_may_speak_for_oneself_and_the_rota_is_for_those_above(
    town: Directory, actor: int, person: int
) -> None:
    assert may_arrange(town, person, person)
    roles = {role for role, _ in town.officers[actor].roles}
    if roles <= {"grid_worker"}:
        assert not arranges_at(town, actor, DH1)
        assert may_arrange(town, actor, person) == (actor == person)
    assert crew(town, actor)[actor] == town.officers[actor].name


@given(towns(), moments)
def test_nobody_holds_an_office_by_standing_in_alone(town: Directory, at: datetime) -> None:
    rota = Rota(SHANGHAI, town.rota.lines, (Leave(601, MONDAY, MONDAY + timedelta(days=9), 501),))
    town = Directory(spots=SPOTS, officers=town.officers, rota=rota)
    for place, role in ((DH, "community_secretary"), (STREET, "street_center")):
        for officer in on_at(town, place, [role], at, HOURS):
            assert town.authority(officer.user, place) in (Level.COMMUNITY, Level.STREET)
    held = {role for role, _ in town.officers[601].roles}
    assert set(offices_of(town, 601, 501)) <= held
