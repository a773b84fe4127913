"""A digest's figures against a count by brute force, and which tickets wait for a decision."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.digest import Counted, Span, decisions, figures, is_late, is_overdue, most_pressing
from rules.tickets import State

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 17, 30, tzinfo=ZONE).astimezone(UTC)
CLASSES = ("P0", "P1", "P2", "P3", "Q")
moments = st.integers(-20 * 86400, 0).map(lambda seconds: NOW + timedelta(seconds=seconds))


def local(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


seconds = st.integers(0, 19 * 86400).map(
    lambda seconds: datetime(2026, 11, 1, tzinfo=ZONE) + timedelta(seconds=seconds)
)
ends = st.lists(seconds, max_size=2).map(tuple)
tickets_told = st.lists(
    st.tuples(
        st.sampled_from(CLASSES), st.sampled_from(sorted(State)), st.sampled_from(["grid", "community", "street"]),
        moments, st.none() | moments, st.none() | moments, ends, st.integers(0, 3), ends,
    ),
    max_size=12,
)  # fmt: skip


def ticket_lists() -> st.SearchStrategy[list[Counted]]:
    return tickets_told.map(lambda told: [_as_told(number, *each) for number, each in enumerate(told)])


def _as_told(number: int, *told: Any) -> Counted:
    *rest, reopenings = told
    fields: dict[str, Any] = {"reopenings": reopenings}
    return Counted(number + 1, number + 100, "x.y", *rest, **fields)


def days_back(first: int, count: int) -> list[date]:
    return [DAY - timedelta(days=n) for n in range(first, first + count)]


@given(tickets=ticket_lists(), days=st.sampled_from([1, 7]))
def test_the_figures_are_what_one_counts_by_hand(tickets: Sequence[Counted], days: int) -> None:
    found = figures(tickets, Span.ending(DAY, days), NOW, local)
    this, before, week = days_back(0, days), days_back(days, days), days_back(days, 7)
    new = done = new_before = done_before = new_week = done_week = overdue = behind = again = open_now = low = (
        excluded
    ) = 0
    for t in tickets:
        if t.state in ("withdrawn", "mistaken", "merged"):
            excluded += local(t.created) in this
            continue
        new += local(t.created) in this
        new_before += local(t.created) in before
        new_week += local(t.created) in week
        again += sum(local(at) in this for at in t.reopenings)
        open_now += t.state in ("open", "claimed", "on_site", "suspended")
        overdue += t.state == "open" and t.claim_due is not None and t.claim_due < NOW
        behind += is_overdue(t, NOW) or is_late(t, NOW)
        for at in t.closings:
            done += local(at) in this
            done_before += local(at) in before
            done_week += local(at) in week
            low += local(at) in this and t.level != "street"
    assert (found.new.today, found.new.yesterday, found.new.mean) == (new, new_before, round(new_week / 7 * days, 1))
    assert (found.done.today, found.done.yesterday, found.done.mean) == (
        done, done_before, round(done_week / 7 * days, 1)
    )  # fmt: skip
    assert (found.overdue, found.reopened, found.open) == (overdue, again, open_now)
    assert found.overdue + found.late == behind
    assert (found.in_community, found.closed_in_all, found.excluded) == (low, done, excluded)


@given(tickets=ticket_lists(), level=st.sampled_from(["community", "street"]))
def test_decisions_are_few_waiting_and_in_order(tickets: Sequence[Counted], level: str) -> None:
    asked = decisions(tickets, NOW, level)
    assert len(asked) <= 5
    assert len({t.id for t in asked}) == len(asked)
    assert all(t.state in ("open", "claimed", "on_site", "suspended") for t in asked)
    assert all(t.service_class == "P0" or (t.level == "street") == (level == "street") for t in asked)
    waiting = [t for t in asked if t.reopened <= 1]
    assert waiting == sorted(waiting, key=lambda t: (t.service_class, t.created))
    assert all(is_overdue(t, NOW) or t.level == level for t in waiting)


@given(tickets=ticket_lists(), level=st.sampled_from(["community", "street"]))
def test_no_danger_that_is_overdue_is_left_out_for_something_less(tickets: Sequence[Counted], level: str) -> None:
    asked = decisions(tickets, NOW, level)
    urgent = [t for t in tickets if t.service_class == "P0" and is_overdue(t, NOW)]
    assert len([t for t in asked if t in urgent]) == min(len(urgent), 5)


def counted(number: int, **changes: object) -> Counted:
    base = {
        "id": number, "number": number, "matter": "x.y", "service_class": "P1", "state": "open", "level": "grid",
        "created": NOW - timedelta(hours=2), "claim_due": NOW - timedelta(hours=1), "claimed": None, "closings": (),
        "reopened": 0,
    }  # fmt: skip
    return Counted(**(base | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ticket", "community", "street"),
    [
        (counted(1), True, False),
        (counted(2, level="street"), False, True),
        (counted(3, service_class="P0"), True, True),
        (counted(4, claim_due=NOW + timedelta(hours=1)), False, False),
        (counted(5, level="community", claim_due=NOW + timedelta(hours=1)), True, False),
        (counted(6, state="claimed"), False, False),
        (counted(7, state="claimed", reopened=2), True, False),
        (counted(8, state="claimed", reopened=1), False, False),
        (counted(9, state="closed"), False, False),
        (counted(10, claim_due=None), False, False),
        (counted(11, claim_due=NOW), False, False),
    ],
)
def test_who_decides_what(ticket: Counted, community: bool, street: bool) -> None:
    assert bool(decisions([ticket], NOW, "community")) is community
    assert bool(decisions([ticket], NOW, "street")) is street


def test_nothing_at_all() -> None:
    found = figures([], Span.ending(DAY, 1), NOW, local)
    assert (found.new.today, found.open, found.closed_in_all) == (0, 0, 0)
    assert decisions([], NOW, "street") == []


@given(tickets=ticket_lists())
def test_days_add_up_to_their_week(tickets: Sequence[Counted]) -> None:
    week = figures(tickets, Span.ending(DAY, 7), NOW, local)
    days = [figures(tickets, Span.ending(DAY - timedelta(days=n), 1), NOW, local) for n in range(7)]
    assert week.new.today == sum(day.new.today for day in days)
    assert week.done.today == sum(day.done.today for day in days)
    assert week.reopened == sum(day.reopened for day in days)


def test_a_day_is_a_local_day() -> None:
    late = datetime(2026, 11, 19, 23, 59, tzinfo=ZONE)
    early = datetime(2026, 11, 20, 0, 0, tzinfo=ZONE)
    found = figures([counted(1, created=late), counted(2, created=early)], Span.ending(DAY, 1), NOW, local)
    assert (found.new.today, found.new.yesterday) == (1, 1)


def entries(*tickets: int) -> list[dict[str, int]]:
    return [{"id": ticket} for ticket in tickets]


@pytest.mark.parametrize(
    ("words", "owed", "behind", "told"),
    [
        ((), (), (1, 2), [1, 2]),
        ((), (8,), (1, 2, 3, 4, 5), [1, 2, 3, 4, 8]),
        ((), (7, 8, 9), (1, 2, 3, 4, 5), [1, 2, 3, 7, 8]),
        # Words that are waited for come first; two places are theirs, and what others leave free.
        ((1, 2, 3, 4, 5, 6), (), (), [1, 2, 3, 4, 5]),
        ((1, 2, 3), (), (4, 5, 6, 7), [1, 2, 4, 5, 6]),
        ((1, 2, 3), (8,), (4,), [1, 2, 3, 4, 8]),
        # A ticket stands once, with what is most to be decided about it.
        ((1,), (1, 2), (1, 2, 3), [1, 3, 2]),
        ((1, 1), (2, 2), (3, 3), [1, 3, 2]),
    ],
)
def test_what_is_most_pressing(
    words: tuple[int, ...], owed: tuple[int, ...], behind: tuple[int, ...], told: list[int]
) -> None:
    found = most_pressing(entries(*words), entries(*owed), entries(*behind))
    assert [each["id"] for each in found] == told
