"""The rota against a brute force that asks every quarter of an hour, and the cases people talk about."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours
from rules.rota import Gap, Leave, Line, Rota, Swap

SHANGHAI = ZoneInfo("Asia/Shanghai")
GRID, OTHER = 11, 12
YAN, LI, CHEN, ZHOU = 501, 502, 601, 503
WEEKDAYS, ALWAYS = frozenset(range(5)), frozenset(range(7))
DAY_LINE = Line(YAN, GRID, WEEKDAYS, time(8), time(21))
BACKUP = Line(LI, GRID, WEEKDAYS, time(8), time(21), order=1)
NIGHT = Line(ZHOU, GRID, ALWAYS, time(21), time(8))
LINES = (BACKUP, DAY_LINE, NIGHT)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def rota(*changes: Leave | Swap, lines: tuple[Line, ...] = LINES) -> Rota:
    leaves = tuple(each for each in changes if isinstance(each, Leave))
    return Rota(SHANGHAI, lines, leaves, tuple(each for each in changes if isinstance(each, Swap)))


@pytest.mark.parametrize(
    ("moment", "people"),
    [
        ("03-02 08:00", (YAN, LI)),
        ("03-02 20:59", (YAN, LI)),
        ("03-02 21:00", (ZHOU,)),
        ("03-03 03:00", (ZHOU,)),
        ("03-03 07:59", (ZHOU,)),
        # Saturday has only its nights.
        ("03-07 07:59", (ZHOU,)),
        ("03-07 12:00", ()),
        ("03-07 22:00", (ZHOU,)),
    ],
)
def test_who_is_on(moment: str, people: tuple[int, ...]) -> None:
    assert rota().on(GRID, at(moment)) == people
    assert rota().on(OTHER, at(moment)) == ()
    assert rota().is_on(YAN, GRID, at(moment)) is (YAN in people)


def test_a_place_without_lines_has_no_rota() -> None:
    assert rota().covers(GRID)
    assert not rota().covers(OTHER)


AWAY, HOUR = (at("03-02 00:00"), at("03-05 00:00")), (at("03-02 09:00"), at("03-02 11:00"))


@pytest.mark.parametrize(
    ("changes", "people"),
    [
        # 我请假, 让别人顶
        ([Leave(YAN, *AWAY, CHEN)], (CHEN, LI)),
        ([Leave(YAN, *AWAY)], (LI,)),
        # The backup stands in: named once.
        ([Leave(YAN, *AWAY, LI)], (LI,)),
        ([Leave(YAN, at("03-01 00:00"), at("03-02 10:00"), CHEN)], (YAN, LI)),
        # A substitute's substitute; two who stand in for each other are nobody.
        ([Leave(YAN, *AWAY, CHEN), Leave(CHEN, *HOUR, ZHOU)], (ZHOU, LI)),
        ([Leave(YAN, *AWAY, CHEN), Leave(CHEN, *HOUR, YAN)], (LI,)),
        # The later word counts.
        ([Leave(YAN, *AWAY, LI), Leave(YAN, *AWAY, CHEN)], (CHEN, LI)),
        # Swapped, and swapped with somebody on leave.
        ([Swap(YAN, ZHOU, *AWAY)], (ZHOU, LI)),
        ([Swap(YAN, LI, *AWAY)], (LI, YAN)),
        ([Swap(YAN, ZHOU, *AWAY), Swap(YAN, CHEN, *AWAY)], (CHEN, LI)),
        ([Swap(YAN, ZHOU, *AWAY), Leave(ZHOU, *HOUR, CHEN)], (CHEN, LI)),
    ],
)
def test_leave_and_swaps_on_a_monday_morning(changes: list[Leave | Swap], people: tuple[int, ...]) -> None:
    assert rota(*changes).on(GRID, at("03-02 10:00")) == people


def test_somebody_on_leave_is_away() -> None:
    away = rota(Leave(YAN, at("03-02 00:00"), at("03-05 00:00")))
    assert away.is_away(YAN, at("03-04 23:59"))
    assert not away.is_away(YAN, at("03-05 00:00"))
    assert not away.is_away(LI, at("03-04 12:00"))


def test_gaps_of_a_week_in_duty_hours() -> None:
    duty = [(at(f"03-0{day} 08:00"), at(f"03-0{day} 21:00")) for day in range(2, 9)]
    away = rota(
        Leave(YAN, at("03-04 12:00"), at("03-06 00:00")), Leave(LI, at("03-04 15:00"), at("03-04 18:30"))
    )  # fmt: skip
    assert away.gaps(GRID, duty) == [
        Gap(GRID, at("03-04 15:00"), at("03-04 18:30")),
        Gap(GRID, at("03-07 08:00"), at("03-07 21:00")),
        Gap(GRID, at("03-08 08:00"), at("03-08 21:00")),
    ]


def test_a_night_with_nobody_is_one_gap() -> None:
    night = [(at("03-02 21:00"), at("03-03 08:00"))]
    assert rota(lines=(DAY_LINE,)).gaps(GRID, night) == [Gap(GRID, *night[0])]
    assert rota().gaps(GRID, night) == []
    assert rota().gaps(OTHER, night) == [Gap(OTHER, *night[0])]


def test_gaps_ahead_by_day_and_by_night() -> None:
    hours = DutyHours(time(8), time(21), SHANGHAI)
    only_days = rota(lines=(DAY_LINE,))
    found = only_days.gaps_ahead(GRID, at("03-06 20:00"), timedelta(days=2), hours)
    assert found == [
        Gap(GRID, at("03-06 21:00"), at("03-07 08:00"), night=True),
        Gap(GRID, at("03-07 08:00"), at("03-07 21:00")),
        Gap(GRID, at("03-07 21:00"), at("03-08 08:00"), night=True),
        Gap(GRID, at("03-08 08:00"), at("03-08 20:00")),
    ]
    assert only_days.gaps_ahead(GRID, at("03-06 10:00"), timedelta(hours=3), hours) == []
    assert only_days.gaps_ahead(GRID, at("03-06 22:00"), timedelta(hours=1), hours) == [
        Gap(GRID, at("03-06 22:00"), at("03-06 23:00"), night=True)
    ]


def test_a_whole_day_and_a_night_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    always = Line(YAN, GRID, ALWAYS, time(0), time(0))
    assert always.window(date(2026, 3, 29), berlin) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )
    week = [(datetime(2026, 3, 25, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))]
    assert Rota(berlin, (always,)).gaps(GRID, week) == []
    # 02:00 to 03:00 does not exist that night.
    assert Line(YAN, GRID, ALWAYS, time(2), time(3)).window(date(2026, 3, 29), berlin) is None


MONDAY = at("03-02 00:00")
quarters = st.integers(0, 4 * 24 * 9).map(lambda n: MONDAY + n * timedelta(minutes=15))
times = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
people = st.sampled_from([YAN, LI, CHEN, ZHOU])
spans = st.tuples(quarters, quarters).map(lambda edges: (min(edges), max(edges)))
lines = st.builds(
    Line, people, st.sampled_from([GRID, OTHER]), st.frozensets(st.integers(0, 6)), times, times, st.integers(0, 3)
)
leaves = st.builds(
    lambda person, span, other: Leave(person, span[0], span[1], other), people, spans, st.none() | people
)
swaps = st.builds(lambda one, other, span: Swap(one, other, span[0], span[1]), people, people, spans)
rotas = st.builds(
    Rota,
    st.just(SHANGHAI),
    st.lists(lines, max_size=5).map(tuple),
    st.lists(leaves, max_size=3).map(tuple),
    st.lists(swaps, max_size=2).map(tuple),
)


def plainly_on(rota: Rota, place: int, moment: datetime) -> list[int]:
    """The same question, asked of a wall clock and a week."""
    wall, yesterday = moment.astimezone(SHANGHAI), moment.astimezone(SHANGHAI) - timedelta(days=1)
    running = []
    for line in rota.lines:
        night = line.end <= line.start
        begun = wall.weekday() in line.weekdays and wall.time() >= line.start and (night or wall.time() < line.end)
        over_night = night and yesterday.weekday() in line.weekdays and wall.time() < line.end
        if line.place == place and (begun or over_night):
            running.append(line)
    on = []
    for line in sorted(running, key=lambda line: line.order):
        person: int | None = line.person
        for swap in rota.swaps[::-1]:
            if swap.start <= moment < swap.end and line.person in (swap.one, swap.other):
                person = swap.one + swap.other - line.person
                break
        for _ in range(5):
            away = [e for e in rota.leaves if e.person == person and e.start <= moment < e.end]
            if away:
                person = away[-1].substitute
        if person and not any(e.person == person and e.start <= moment < e.end for e in rota.leaves):
            on.append(person)
    return list(dict.fromkeys(on))


@given(rotas, quarters)
def test_who_is_on_as_a_calendar_would_tell(rota: Rota, moment: datetime) -> None:
    assert list(rota.on(GRID, moment)) == plainly_on(rota, GRID, moment)


@given(rotas, spans)
def test_gaps_are_the_quarters_in_which_nobody_is_on(rota: Rota, span: tuple[datetime, datetime]) -> None:
    gaps = rota.gaps(GRID, [span])
    moment = span[0]
    while moment < span[1]:
        inside = any(gap.start <= moment < gap.end for gap in gaps)
        assert inside is not bool(plainly_on(rota, GRID, moment))
        moment += timedelta(minutes=15)
    assert all(gap.start < gap.end for gap in gaps)
    assert all(sooner.end < later.start for sooner, later in pairwise(gaps))


@pytest.mark.parametrize(
    ("person", "moment", "since"),
    [
        (YAN, "03-03 08:00", "03-02 21:00"),
        (YAN, "03-09 08:00", "03-06 21:00"),
        (YAN, "03-09 10:00", None),
        (ZHOU, "03-09 21:00", "03-09 08:00"),
    ],
)
def test_since_when_who_comes_on_was_off(person: int, moment: str, since: str | None) -> None:
    found = rota().off_since(person, GRID, at(moment), timedelta(days=8))
    assert found == (at(since) if since else None)


@given(st.integers(0, 20 * 24), st.sampled_from([YAN, LI, ZHOU]))
def test_nobody_is_on_between_since_when_they_are_off_and_now(hours: int, person: int) -> None:
    moment = at("03-02 00:00") + timedelta(hours=hours)
    since = rota().off_since(person, GRID, moment, timedelta(days=8))
    quarters = timedelta(minutes=15)
    while since is not None and since < moment:
        assert not rota().is_on(person, GRID, since)
        since += quarters
