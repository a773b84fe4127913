"""退单: once, in time, with a reason; then the street has the last word."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.bounce import REASONS, Arbitrate, Bounce, BouncePolicy, Reason, Refused, Returned, bounce, reason_in
from rules.duty import DutyHours
from tests.moments import spans as lasting

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICY = BouncePolicy()
FIRST = Bounce(NOON, "wrong_owner")
SECOND = Bounce(NOON, "wrong_owner", arbitrated=True)
RULED = Bounce(NOON, "wrong_owner", arbitrated=True, ruled=NOON)


@pytest.mark.parametrize(
    ("hours", "dispatched", "earlier", "reason", "decision"),
    [
        (0, NOON, (), "wrong_place", Returned("wrong_place")),
        (2, NOON, (), "duplicate", Returned("duplicate")),
        (2.01, NOON, (), "duplicate", Refused("too_late")),
        (1, NOON, (), None, Refused("no_reason")),
        (1, NOON, (FIRST,), "not_a_matter", Arbitrate("not_a_matter")),
        (3, NOON, (FIRST,), "not_a_matter", Refused("too_late")),
        (1, NOON, (FIRST, SECOND), "wrong_place", Refused("in_arbitration")),
        (1, NOON, (FIRST, RULED), "wrong_place", Refused("decided")),
        # 20:00 to 21:00 and 08:00 to 09:00: the night does not use the time up.
        (13, EVENING, (), "wrong_place", Returned("wrong_place")),
        (13.01, EVENING, (), "wrong_place", Refused("too_late")),
    ],
)
def test_what_a_bounce_comes_to(
    hours: float, dispatched: datetime, earlier: tuple[Bounce, ...], reason: Reason | None, decision: object
) -> None:
    assert bounce(POLICY, dispatched, earlier, reason, dispatched + hours * HOUR, HOURS) == decision


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("wrong_owner", "wrong_owner"),
        ("不归我们管，找物业", "wrong_owner"),
        ("这是城管的职责", "wrong_owner"),
        ("派错人了", "wrong_owner"),
        ("地址不对", "wrong_place"),
        ("不是我们网格的", "wrong_place"),
        ("不在本社区", "wrong_place"),
        ("楼栋写错了", "wrong_place"),
        ("跟128号单重复了", "duplicate"),
        ("不归我管，而且昨天有人报过", "duplicate"),
        ("不是诉求，就是闲聊", "not_a_matter"),
        ("开玩笑的", "not_a_matter"),
        ("这是物业的活", "wrong_owner"),
        ("该街道管", "wrong_owner"),
        ("物业说没空", None),
        ("没空", None),
        ("", None),
    ],
)
def test_reasons_in_peoples_own_words(words: str, reason: str | None) -> None:
    assert reason_in(words) == reason


presses = st.lists(st.tuples(st.floats(0, 4), st.sampled_from([*REASONS, None]), st.booleans()), max_size=12)


@given(presses, st.integers(0, 3))
def test_a_ticket_goes_back_so_often_and_is_then_arbitrated_once(
    story: list[tuple[float, Reason | None, bool]], free: int
) -> None:
    policy, now, past = BouncePolicy(free=free), NOON, list[Bounce]()
    for wait, reason, ruled in story:
        dispatched, now = now, now + wait * HOUR
        if ruled and past and past[-1].arbitrated:
            past[-1] = Bounce(past[-1].at, past[-1].reason, True, now)
        decision = bounce(policy, dispatched, past, reason, now, HOURS)
        if not isinstance(decision, Refused):
            past.append(Bounce(now, decision.reason, isinstance(decision, Arbitrate)))
    assert sum(not each.arbitrated for each in past) <= free
    assert sum(each.arbitrated for each in past) <= 1
    assert all(each.arbitrated is (number >= free) for number, each in enumerate(past))


@given(st.text(max_size=60))
def test_any_words_are_read(words: str) -> None:
    assert reason_in(words) in (*REASONS, None)


@given(lasting(timedelta(seconds=1), timedelta(days=2)), st.sampled_from(["calendar", "duty"]), st.integers(0, 9))
def test_a_policy_survives_its_snapshot(window: timedelta, clock: str, free: int) -> None:
    policy = BouncePolicy(window, clock, free)  # type: ignore[arg-type]
    assert BouncePolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


def test_an_impossible_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="window"):
        BouncePolicy(timedelta(0))
    with pytest.raises(ValueError, match="no service clock"):
        BouncePolicy.from_dict(POLICY.to_dict() | {"clock": "lunar"})
