"""Chat economy: danger at once, everything else at most once an hour, and nothing lost."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.budget import Budget, Notice, free_at, plan
from rules.taxonomy import ServiceClass

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BUDGET = Budget()
P0, P1, P2, P3, Q = ServiceClass


def ids(notices: tuple[Notice, ...]) -> list[int]:
    return [notice.id for notice in notices]


NOTICES = [Notice(4, 11, P2), Notice(1, 10, P2), Notice(2, 20, P0), Notice(3, 10, P3), Notice(5, 21, P1)]


@pytest.mark.parametrize(
    ("last", "quiet", "summary", "waiting", "next_at"),
    [
        (None, None, [3, 4], [], None),
        (-60, None, [3, 4], [], None),
        (-59, None, [], [3, 4], 1),
        (None, 30, [], [3, 4], 30),
        (-10, 30, [], [3, 4], 50),
        (-10, 60, [], [3, 4], 60),
        (-90, -5, [3, 4], [], None),
    ],
)
def test_what_leaves_and_what_waits(
    last: int | None, quiet: int | None, summary: list[int], waiting: list[int], next_at: int | None
) -> None:
    moments = [None if each is None else NOON + each * MINUTE for each in (last, quiet, next_at)]
    found = plan(BUDGET, NOTICES, moments[0], NOON, moments[1])
    assert ids(found.at_once) == [2, 5]
    assert (ids(found.summary), ids(found.waiting), ids(found.superseded)) == (summary, waiting, [1])
    assert found.next_at == moments[2]


def test_no_summary_is_made_of_nothing() -> None:
    assert plan(BUDGET, [], None, NOON).summary == ()
    assert plan(BUDGET, [Notice(1, 1, P0)], NOON, NOON).next_at is None


def test_a_budget_needs_a_span() -> None:
    with pytest.raises(ValueError, match="summaries need"):
        Budget(timedelta(0))


MINUTES = st.none() | st.integers(-600, 600).map(lambda minutes: NOON + minutes * MINUTE)


@given(MINUTES, MINUTES)
def test_nothing_is_read_before_it_is_said(last: datetime | None, quiet: datetime | None) -> None:
    found = free_at(BUDGET, last, NOON, quiet)
    assert found >= NOON
    assert found in (NOON, last and last + BUDGET.summary_every, quiet)


notices = st.builds(Notice, st.just(0), st.integers(1, 4), st.sampled_from(ServiceClass))
arrivals = st.lists(st.tuples(st.integers(0, 90), notices), max_size=30)


@given(arrivals)
def test_a_day_of_notices(story: list[tuple[int, Notice]]) -> None:
    now, last, waiting = NOON, None, list[Notice]()
    summaries: list[datetime] = []
    said: set[int] = set()
    dropped: set[int] = set()
    for number, (gap, notice) in enumerate([*story, (120, Notice(0, 99, P2))]):
        now += gap * MINUTE
        waiting.append(Notice(number, notice.ticket, notice.service_class))
        found = plan(BUDGET, waiting, last, now)
        parts = (found.at_once, found.summary, found.waiting, found.superseded)
        assert sorted(notice.id for part in parts for notice in part) == sorted(notice.id for notice in waiting)
        assert not (found.summary and found.waiting)
        assert (found.next_at is not None) is bool(found.waiting)
        if found.summary:
            last = now
            summaries.append(now)
        said |= {notice.id for notice in (*found.at_once, *found.summary)}
        dropped |= {notice.id for notice in found.superseded}
        waiting = list(found.waiting)
    assert all(later - sooner >= BUDGET.summary_every for sooner, later in pairwise(summaries))
    assert waiting == []
    assert said | dropped == set(range(len(story) + 1))
    assert all(story[n][1].service_class not in BUDGET.at_once for n in dropped)
