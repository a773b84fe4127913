"""Every objection is told, and none where there is none."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.budget import Budget
from rules.closing import ClosingPolicy
from rules.objections import refuse
from rules.resolving import ResolvePolicy, Rung
from rules.throttle import Limits

NOTHING = timedelta(0)


@given(checks=st.lists(st.tuples(st.booleans(), st.text())))
def test_all_that_is_so_is_told_in_order(checks: list[tuple[bool, str]]) -> None:
    wrong = tuple(words for so, words in checks if so)
    try:
        refuse(*checks)
    except ValueError as told:
        assert told.args == wrong
    else:
        assert wrong == ()


def test_policies_tell_all_that_is_wrong_with_them() -> None:
    with pytest.raises(ValueError) as told:
        Limits(bot_per_second=3, group_per_minute=4, chat_burst=100)
    assert [words.split()[0] for words in told.value.args] == [
        "chat_burst", "reserved_bot_per_second", "reserved_group_per_minute",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="at least 1"):
        Limits(chat_per_second=0)
    with pytest.raises(ValueError) as told:
        ResolvePolicy(NOTHING, "calendar", (Rung(-1, "warn"), Rung(-2, "remind")), extension=-1)
    assert len(told.value.args) == 5
    with pytest.raises(ValueError) as told:
        ClosingPolicy(sample=2, silence=NOTHING)
    assert len(told.value.args) == 2
    with pytest.raises(ValueError) as told:
        Budget(summary_every=NOTHING, worker_daily=0)
    assert len(told.value.args) == 2
