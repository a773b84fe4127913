"""The rates: a small desk counted by hand, and any desk counted again in the plainest way."""

from datetime import UTC, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours
from rules.rates import (
    CLOSING_LEVELS,
    EXCLUSIONS,
    Case,
    Ping,
    Ratio,
    Spread,
    Weights,
    burden,
    grouped,
    rates_of,
    score,
)

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 2, 0, tzinfo=UTC)
NOW = START + 100 * HOUR


def case(state: str = "closed", **more: object) -> Case:
    usual: dict[str, object] = {
        "matter": "property_repair.leak",
        "level": "grid",
        "created": START,
        "claim_due": START + HOUR,
        "resolve_due": START + 10 * HOUR,
    }
    hours = {key: START + more.pop(key) * HOUR for key in ("claimed", "contacted", "resolved") if key in more}  # type: ignore[operator]
    return Case(state=state, **(usual | hours | more))  # type: ignore[arg-type]


DESK = [
    case(claimed=0.5, contacted=2, resolved=5, answer="solved", rating="satisfied"),
    case(claimed=1, resolved=12, answer="solved", rating="unsatisfied", level="community", hops=1),
    case("closed_unconfirmed", claimed=2, resolved=10, reporters=3, bounced=1, corrected=True),
    case(contacted=1, resolved=9, answer="unsolved", reopened=2, level="street", hops=2),
    # In time, and the reporter has not said anything yet.
    case("resolved", claimed=0.1, resolved=9),
    case("open"),
    case("open", claim_due=NOW + HOUR, resolve_due=NOW + HOUR),
    case("claimed", claimed=0.2, reopened=1),
    case("suspended", claimed=0.2),
    case("withdrawn"),
    case("merged", reporters=2),
    case("mistaken"),
    case(claimed=0.2, resolved=1, ruled="malicious"),
    case("open", ruled="out_of_scope"),
]


def test_a_desk_counted_by_hand() -> None:
    rates = rates_of(DESK, NOW)
    assert rates.tickets == 8
    assert dict(rates.excluded) == dict.fromkeys(EXCLUSIONS, 1)
    # Claimed or contacted within the hour, of the seven whose hour has passed.
    assert rates.response == Ratio(5, 7)
    assert (rates.resolution, rates.resolution_with_silence) == (Ratio(2, 4), Ratio(3, 4))
    assert (rates.satisfaction, rates.rated) == (Ratio(1, 2), Ratio(2, 4))
    # One waits for its reporter and one is not due: three of six closed in their limit.
    assert (rates.on_time, rates.overdue) == (Ratio(3, 6), 3)
    assert dict(rates.closed_at) == {
        "grid": Ratio(2, 4),
        "community": Ratio(1, 4),
        "street": Ratio(1, 4),
        "department": Ratio(0, 4),
    }
    # Reopened of those that had a result.
    assert rates.reopened == Ratio(2, 6)
    assert rates.duplicate == Ratio(4, 17)
    assert (rates.bounced, rates.hops) == (Ratio(1, 8), Ratio(3, 8))
    assert rates.first_dispatch == Ratio(4, 5)
    assert rates.claim == Spread(5, 0.5 * HOUR, 2 * HOUR)
    assert rates.contact == Spread(2, 1.5 * HOUR, 2 * HOUR)
    assert rates.resolve == Spread(5, 9 * HOUR, 12 * HOUR)
    assert rates.ack == Spread(0, None, None)


def test_an_empty_desk_has_no_rates_and_no_faults() -> None:
    rates = rates_of([], NOW)
    assert rates.response == Ratio(0, 0)
    assert rates.response.value is None
    assert score(rates, Weights()) is None


@pytest.mark.parametrize(
    ("cases", "weights", "expected"),
    [
        (DESK, Weights(), 0.2 * 5 / 7 + 0.4 / 2 + 0.4 / 2),
        (DESK, Weights(1, 0, 0), 5 / 7),
        (DESK[5:8], Weights(1, 0, 0), 1 / 2),
        # Nobody has rated, so satisfaction is not made up.
        (DESK[2:4], Weights(), None),
    ],
)
def test_the_combined_score(cases: list[Case], weights: Weights, expected: float | None) -> None:
    assert score(rates_of(cases, NOW), weights) == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("weights", [(0.2, 0.4, 0.5), (1.2, -0.2, 0)])
def test_weights_add_up_to_one(weights: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Weights(*weights)


def test_groups_stand_in_the_order_of_their_names() -> None:
    desk = [case(grid=name, claimed=0.1) for name in ("gm-2", "gm-1", "gm-2")]
    groups = grouped(desk, "grid", NOW)
    assert [(name, rates.tickets) for name, rates in groups.items()] == [("gm-1", 1), ("gm-2", 2)]


def test_the_burden_of_a_day() -> None:
    hours = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
    pings = [Ping(START + n * HOUR) for n in (0, 1, 14)] + [Ping(START, everyone=True)]
    found = burden(pings, workers=2, days=3, hours=hours)
    assert (found.messages, found.after_hours, found.everyone) == (Ratio(3, 6), Ratio(1, 3), 1)
    assert burden([], 0, 1, hours).messages.value is None


moments = st.none() | st.integers(0, 200).map(lambda n: START + n * HOUR)
counts = st.integers(0, 2)
cases = st.builds(
    Case,
    matter=st.sampled_from(["a.x", "b.y"]),
    state=st.sampled_from(
        [
            "open", "claimed", "on_site", "resolved", "suspended",
            "closed", "closed_unconfirmed", "withdrawn", "merged", "mistaken",
        ]
    ),
    level=st.sampled_from(CLOSING_LEVELS),
    created=st.just(START),
    grid=st.sampled_from(["", "g1", "g2"]),
    community=st.sampled_from(["c1", "c2"]),
    street=st.just("s"),
    acked=moments,
    claimed=moments,
    contacted=moments,
    resolved=moments,
    claim_due=moments,
    resolve_due=moments,
    answer=st.sampled_from(["", "solved", "unsolved"]),
    rating=st.sampled_from(["", "satisfied", "mostly", "unsatisfied"]),
    ruled=st.sampled_from(["", "", "", "malicious", "out_of_scope"]),
    reporters=st.integers(1, 4),
    reopened=counts,
    bounced=counts,
    hops=counts,
    corrected=st.booleans(),
)  # fmt: skip
desks = st.lists(cases, max_size=30)


def in_time(moment: datetime | None, limit: datetime | None) -> bool:
    return bool(moment and limit and moment <= limit)


def nearest_rank(spans: list[timedelta], share: int) -> timedelta | None:
    """The smallest of which at least `share` in a hundred are no longer."""
    return next((span for span in sorted(spans) if 100 * sum(s <= span for s in spans) >= share * len(spans)), None)


@given(desks)
def test_rates_by_the_plainest_definitions(desk: list[Case]) -> None:
    rates = rates_of(desk, NOW)
    gone = {"suspended", "withdrawn", "merged", "mistaken"}
    counted = [c for c in desk if not c.ruled and c.state not in gone]
    closed = [c for c in counted if c.state in ("closed", "closed_unconfirmed")]

    due = [c for c in counted if c.claim_due and c.claim_due <= NOW]
    first = [min((m for m in (c.claimed, c.contacted) if m), default=None) for c in due]
    answered = [c for c, reached in zip(due, first, strict=True) if in_time(reached, c.claim_due)]
    assert rates.response == Ratio(len(answered), len(due))

    assert rates.resolution == Ratio(len([c for c in closed if c.answer == "solved"]), len(closed))
    assert rates.resolution_with_silence == Ratio(len([c for c in closed if c.answer in ("solved", "")]), len(closed))
    rated = [c for c in closed if c.rating != ""]
    assert rates.satisfaction == Ratio(len([c for c in rated if c.rating != "unsatisfied"]), len(rated))

    ran_out = [c for c in counted if c.resolve_due and c.resolve_due <= NOW]
    waiting = [c for c in ran_out if c.state == "resolved" and in_time(c.resolved, c.resolve_due)]
    good = [c for c in ran_out if c in closed and in_time(c.resolved, c.resolve_due)]
    assert rates.on_time == Ratio(len(good), len(ran_out) - len(waiting))
    assert rates.overdue == len(ran_out) - len(waiting) - len(good)

    claimed = [c for c in counted if c.claimed]
    right = [c for c in claimed if c.bounced == 0 and not c.corrected]
    assert rates.first_dispatch == Ratio(len(right), len(claimed))
    assert rates.hops == Ratio(sum(c.hops for c in counted), len(counted))

    new = sum(1 for c in desk if c.state != "merged")
    reports = sum(c.reporters for c in desk)
    assert rates.duplicate == Ratio(reports - new, reports)

    spans = [c.claimed - START for c in claimed if c.claimed]
    assert (rates.claim.count, rates.claim.p90) == (len(spans), nearest_rank(spans, 90))
    if rates.claim.median is not None:
        assert 2 * sum(s <= rates.claim.median for s in spans) >= len(spans)
        assert 2 * sum(s >= rates.claim.median for s in spans) >= len(spans)


@given(desks)
def test_nothing_is_lost_and_no_share_exceeds_its_whole(desk: list[Case]) -> None:
    rates = rates_of(desk, NOW)
    assert rates.tickets + sum(rates.excluded.values()) == len(desk)
    assert sum(ratio.part for ratio in rates.closed_at.values()) == rates.rated.whole
    shares = (
        rates.response, rates.resolution, rates.resolution_with_silence, rates.satisfaction, rates.rated,
        rates.on_time, rates.reopened, rates.duplicate, rates.bounced, rates.first_dispatch,
    )  # fmt: skip
    assert all(0 <= ratio.part <= ratio.whole for ratio in shares)
    assert rates.resolution.part <= rates.resolution_with_silence.part
    found = score(rates, Weights())
    assert found is None or 0 <= found <= 1


@given(desks, st.sampled_from(("grid", "community", "street", "matter")))
def test_groups_add_up_to_the_whole(desk: list[Case], by: str) -> None:
    groups = grouped(desk, by, NOW)  # type: ignore[arg-type]
    whole = rates_of(desk, NOW)
    assert list(groups) == sorted({getattr(c, by) for c in desk})
    for name in ("response", "resolution", "satisfaction", "on_time", "reopened", "duplicate", "bounced", "hops"):
        parts = [getattr(rates, name) for rates in groups.values()]
        assert Ratio(sum(p.part for p in parts), sum(p.whole for p in parts)) == getattr(whole, name)
    every = list(chain.from_iterable(rates.excluded.items() for rates in groups.values()))
    assert {r: sum(n for reason, n in every if reason == r) for r in EXCLUSIONS} == dict(whole.excluded)
