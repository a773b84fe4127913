"""A danger nobody takes: rung again ever more slowly, called out once, and never forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.alarm import AlarmPolicy, due, first_due
from rules.night import number_for

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
spans = st.integers(1, 600).map(lambda seconds: timedelta(seconds=seconds))
policies = st.builds(AlarmPolicy, spans, spans, spans)


@given(policies, st.booleans())
def test_an_alarm_goes_on_and_calls_once(policy: AlarmPolicy, doubtful: bool) -> None:
    now, called, rings = first_due(policy, NOON, doubtful), False, 0
    for _ in range(60):
        found = due(policy, NOON, now, doubtful, called)
        assert found.next_at > now
        assert not (found.call and called)
        assert not found.call or now - NOON >= policy.call
        assert found.ring == found.believed == (not doubtful or now - NOON >= policy.doubt)
        called, rings = called or found.call, rings + found.ring
        now = found.next_at
    assert called
    assert rings


@given(policies, st.integers(0, 10**5))
def test_the_call_is_never_slept_through(policy: AlarmPolicy, waited: int) -> None:
    now = NOON + timedelta(seconds=waited)
    found = due(policy, NOON, now, False, called=False)
    assert found.call or found.next_at <= NOON + policy.call


def test_without_a_span_there_is_no_alarm() -> None:
    with pytest.raises(ValueError, match="longer"):
        AlarmPolicy(repeat=timedelta(0))


OWNERS = st.lists(st.sampled_from(("物业", "维保", "供水")), min_size=1, max_size=3).map("/".join)
NUMBERS = st.dictionaries(st.sampled_from(("物业", "维保")), st.sampled_from(("", "8001", "8002")))


@given(OWNERS, st.lists(NUMBERS, max_size=3))
def test_somebody_always_answers_at_night_and_the_nearest_first(owner: str, numbers: list[dict[str, str]]) -> None:
    found = number_for(owner, numbers, "12345")
    own = [near[part] for near in numbers for part in owner.split("/") if near.get(part)]
    assert found == (own[0] if own else "12345")
