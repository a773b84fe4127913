"""The sections of a digest: against counts by hand, and never an order of merit."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.digest import Counted, Span
from rules.digest_sections import (
    drawn,
    due_on,
    hot_buildings,
    left_out,
    parts,
    topics,
    voices,
)
from rules.rates import Ratio
from tests.rules.test_digest import DAY, NOW, counted, local, ticket_lists

TODAY = Span.ending(DAY, 1)
WEEK = Span.ending(DAY, 7)
HOUR = timedelta(hours=1)


def many(count: int, **changes: Any) -> list[Counted]:
    return [
        counted(n + 1, **{"created": NOW - HOUR, "building": "3号楼", "part": "一", **changes}) for n in range(count)
    ]


@given(tickets=ticket_lists(), days=st.sampled_from([1, 7, 30]))
def test_topics_count_every_ticket_of_the_span(tickets: Sequence[Counted], days: int) -> None:
    span = Span.ending(DAY, days)
    told = topics(tickets, span, local, most=100)
    new = [t for t in tickets if local(t.created) in span and t.state not in ("withdrawn", "mistaken", "merged")]
    assert sum(count for _, count in told) == len(new)


@pytest.mark.parametrize(
    ("tickets", "hot"),
    [
        (many(3), 1),
        (many(2), 0),
        (many(3, created=NOW - timedelta(hours=49)), 0),
        (many(3, quiet=True), 0),
        (many(3, building=""), 0),
        (many(3, state="mistaken"), 0),
        (many(2) + many(1, matter="other"), 0),
        (many(2) + many(1, part="二"), 0),
        (many(3, state="closed"), 1),
    ],
)
def test_a_building_is_hot_by_three_alike_in_two_days(tickets: list[Counted], hot: int) -> None:
    assert len(hot_buildings(tickets, NOW)) == hot


@given(tickets=ticket_lists())
def test_the_table_keeps_the_order_of_places(tickets: Sequence[Counted]) -> None:
    names = ["丙", "甲", "乙", ""]
    assert [part.name for part in parts(tickets, names, WEEK, NOW, local)] == names
    assert sum(part.new for part in parts(tickets, names, WEEK, NOW, local)) == sum(
        local(t.created) in WEEK and t.state not in ("withdrawn", "mistaken", "merged") for t in tickets
    )


def test_a_grid_in_figures() -> None:
    due, closed = NOW - HOUR, NOW - 2 * HOUR
    tickets = [
        *many(1, state="closed", closings=(closed,), resolved=closed, resolve_due=due),
        *many(1, state="closed", closings=(NOW,), resolved=NOW, resolve_due=due),
        *many(1, state="claimed", resolve_due=due),
        *many(1, state="claimed", resolve_due=NOW + HOUR),
        *many(1, state="suspended", resolve_due=due),
        *many(1, part="二"),
    ]
    (part,) = parts(tickets, ["一"], TODAY, NOW, local)
    assert (part.new, part.closed, part.on_time, part.late) == (5, 2, Ratio(1, 3), 1)


def test_satisfaction_has_its_denominators() -> None:
    tickets = [
        *many(2, state="closed", closings=(NOW,), rating="satisfied"),
        *many(1, state="closed", closings=(NOW,), rating="mostly"),
        *many(1, state="closed", closings=(NOW,), rating="unsatisfied", reopened=1),
        *many(3, state="closed_unconfirmed", closings=(NOW,)),
        *many(1, state="closed", closings=(NOW - timedelta(days=1),), rating="unsatisfied"),
    ]
    told = voices(tickets, TODAY, NOW, local)
    assert (told.satisfied, told.rated, told.reopened) == (Ratio(3, 4), Ratio(4, 7), 1)


def test_what_comes_to_its_limit_and_what_is_left_out() -> None:
    tomorrow = Span.ending(DAY + timedelta(days=1), 1)
    tickets = [
        *many(2, state="claimed", resolve_due=NOW + timedelta(hours=20)),
        *many(1, state="closed", resolve_due=NOW + timedelta(hours=20)),
        *many(1, state="suspended", resolve_due=NOW + timedelta(hours=20)),
        *many(1, state="withdrawn"),
        *many(2, state="merged"),
    ]
    assert due_on(tickets, tomorrow, NOW, local) == 2
    assert left_out(tickets, TODAY, local) == {"merged": 2, "withdrawn": 1}


def test_what_is_late_since_this_morning_does_not_come_to_its_limit_any_more() -> None:
    late = many(3, state="claimed", resolve_due=NOW - timedelta(minutes=18))
    due = many(1, state="claimed", resolve_due=NOW + timedelta(minutes=18))
    assert due_on([*late, *due], TODAY, NOW, local) == 1


@given(tickets=ticket_lists())
def test_the_picture_shows_what_the_words_say(tickets: Sequence[Counted]) -> None:
    found = drawn(tickets, [], WEEK, local)
    assert sum(found.days[-7:]) == sum(count for _, count in topics(tickets, WEEK, local, most=100))
    assert sum(count for _, count in found.levels) <= sum(found.done[-7:])
    assert len(found.days) == len(found.done) == 14
    assert all(len(row) == len(found.columns) for row in found.cells)


def test_buildings_stand_in_the_order_of_their_numbers_and_quiet_ones_nowhere() -> None:
    tickets = [
        *many(5, building="12号楼"),
        *many(1, building="3号楼"),
        *many(2, building="3号楼", part="〇"),
        *many(9, building="5号楼", quiet=True),
    ]
    found = drawn(tickets, ["一", "〇"], TODAY, local)
    assert found.rows == (("一", "3号楼"), ("一", "12号楼"), ("〇", "3号楼"))
    assert found.cells == ((1,), (5,), (2,))


def test_a_month_is_drawn_whole() -> None:
    february = Span(date(2028, 2, 1), date(2028, 2, 29))
    assert len(drawn([], [], february, local).days) == 29


# spans ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (TODAY, Span(date(2026, 11, 19), date(2026, 11, 19))),
        (WEEK, Span(date(2026, 11, 7), date(2026, 11, 13))),
        (Span.month_before(date(2026, 3, 1)), Span(date(2026, 1, 1), date(2026, 1, 31))),
        (Span.month_before(date(2026, 1, 31)), Span(date(2025, 11, 1), date(2025, 11, 30))),
    ],
)
def test_like_is_compared_with_like(span: Span, before: Span) -> None:
    assert span.before == before


def test_a_month_is_whole() -> None:
    assert Span.month_before(datetime(2024, 3, 15, tzinfo=UTC).date()) == Span(date(2024, 2, 1), date(2024, 2, 29))
