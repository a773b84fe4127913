"""Floods: a person's fifth ticket in ten minutes is the last, but danger is heard a little longer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.flood import Flood, allowed
from rules.taxonomy import ServiceClass

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
LIMITS = Flood(tickets=5, minutes=10, p0_tickets=3)

ages = st.lists(st.floats(0, 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=20)
limits = st.builds(Flood, st.integers(1, 6), st.floats(1, 30), st.integers(0, 4))
classes = st.sampled_from(ServiceClass)


@pytest.mark.parametrize(
    ("opened", "service_class", "may"),
    [
        (0, ServiceClass.P2, True),
        (4, ServiceClass.Q, True),
        (5, ServiceClass.P2, False),
        (5, ServiceClass.P1, False),
        (5, ServiceClass.P0, True),
        (7, ServiceClass.P0, True),
        (8, ServiceClass.P0, False),
    ],
)
def test_tickets_opened_just_now(opened: int, service_class: ServiceClass, may: bool) -> None:
    assert allowed([NOW - timedelta(minutes=1)] * opened, NOW, service_class, LIMITS) is may


def test_what_is_ten_minutes_old_no_longer_counts() -> None:
    assert allowed([NOW - timedelta(minutes=10)] * 9, NOW, ServiceClass.P2, LIMITS)
    assert not allowed([NOW - timedelta(minutes=9, seconds=59)] * 9, NOW, ServiceClass.P2, LIMITS)


@given(ages, classes, limits)
def test_danger_may_whatever_anything_else_may(
    opened: list[datetime], service_class: ServiceClass, each: Flood
) -> None:
    if allowed(opened, NOW, service_class, each):
        assert allowed(opened, NOW, ServiceClass.P0, each)


@given(st.lists(st.tuples(st.floats(0, 60), classes), max_size=80), limits)
def test_no_window_ever_holds_more_than_the_limit(asked: list[tuple[float, ServiceClass]], each: Flood) -> None:
    opened: list[datetime] = []
    for minute, service_class in sorted(asked, key=lambda one: one[0]):
        now = NOW + timedelta(minutes=minute)
        if allowed(opened, now, service_class, each):
            opened.append(now)
    window = timedelta(minutes=each.minutes)
    for last in opened:
        assert sum(last - window < moment <= last for moment in opened) <= each.tickets + each.p0_tickets


@given(ages, classes, limits)
def test_whoever_waits_is_heard_again(opened: list[datetime], service_class: ServiceClass, each: Flood) -> None:
    assert allowed(opened, NOW + timedelta(minutes=each.minutes), service_class, each)
