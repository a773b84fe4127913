"""A silent claim: asked once, then offered again; anything said to the card keeps it."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.contact import (
    Ask,
    Claim,
    ContactPolicy,
    Decision,
    Kept,
    Lapse,
    contact_due,
    is_no_sign,
    next_contact,
    tells_of_contact,
)
from rules.duty import Clock, DutyHours, after
from rules.escalation import Wait
from tests.moments import moments as between
from tests.moments import spans as lasting

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
POLICY = ContactPolicy(60 * MINUTE, 30 * MINUTE, "duty")


def decide(now: float, claimed: float, asked: float | None = None, contacted: float | None = None) -> tuple[str, ...]:
    moments = (None if each is None else NOON + each * MINUTE for each in (asked, contacted))
    decision = next_contact(POLICY, Claim(NOON, NOON + claimed * MINUTE, *moments), NOON + now * MINUTE, HOURS)
    return shown(decision)


def shown(decision: Decision) -> tuple[str, ...]:
    match decision:
        case Wait(until, index):
            return "wait", f"{(until - NOON) / MINUTE:g}", str(index)
        case Ask():
            return ("ask",)
        case Lapse():
            return ("lapse",)
        case Kept():
            return ("kept",)


@pytest.mark.parametrize(
    ("now", "claimed", "asked", "contacted", "decision"),
    [
        (10, 10, None, None, ("wait", "60", "0")),
        (60, 10, None, None, ("ask",)),
        # Claimed late: not asked before the grace has passed once.
        (55, 50, None, None, ("wait", "80", "0")),
        (80, 50, None, None, ("ask",)),
        (300, 250, None, None, ("ask",)),
        # The desk looked late: the question still comes first.
        (500, 10, None, None, ("ask",)),
        (70, 10, 60, None, ("wait", "90", "1")),
        (90, 10, 60, None, ("lapse",)),
        (90, 10, 60, 70, ("kept",)),
        (5, 3, None, 4, ("kept",)),
        # The grace runs in duty hours: it is not used up overnight.
        (600, 10, 530, None, ("wait", "1220", "1")),
    ],
)
def test_a_silent_claim(
    now: float, claimed: float, asked: float | None, contacted: float | None, decision: tuple[str, ...]
) -> None:
    assert decide(now, claimed, asked, contacted) == decision


def test_the_contact_limit_counts_from_the_tickets_creation() -> None:
    assert contact_due(POLICY, NOON, HOURS) == NOON + 60 * MINUTE
    assert contact_due(POLICY, NOON, HOURS, [(NOON, NOON + 5 * MINUTE)]) == NOON + 65 * MINUTE


def test_a_policy_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        ContactPolicy(timedelta(0), MINUTE, "duty")
    with pytest.raises(ValueError, match="longer than nothing"):
        ContactPolicy(MINUTE, timedelta(0), "duty")
    with pytest.raises(ValueError, match="no service clock"):
        ContactPolicy.from_dict(POLICY.to_dict() | {"clock": "lunar"})


spans = lasting(MINUTE, timedelta(days=2))
clocks = st.sampled_from(("calendar", "duty", "working"))
policies = st.builds(ContactPolicy, spans, spans, clocks)
waits = st.lists(lasting(timedelta(0), timedelta(days=3)), min_size=1, max_size=12)
starts = between(datetime(2025, 1, 1), datetime(2026, 12, 31))


@given(policies, starts, spans, waits)
def test_a_claim_lapses_only_after_one_question_and_its_grace(
    policy: ContactPolicy, created: datetime, late: timedelta, days: list[timedelta]
) -> None:
    claim, now, asked = Claim(created, created + late), created + late, 0
    for day in days:
        now += day
        decision = next_contact(policy, claim, now, HOURS)
        if isinstance(decision, Wait):
            assert decision.until > now
        if isinstance(decision, Ask):
            asked += 1
            assert now >= contact_due(policy, created, HOURS)
            assert now >= graced(policy.clock, claim.claimed, policy.grace)
            claim = Claim(created, claim.claimed, asked=now)
        if isinstance(decision, Lapse):
            assert asked == 1
            assert claim.asked
            assert now >= graced(policy.clock, claim.asked, policy.grace)


def graced(clock: Clock, since: datetime, grace: timedelta) -> datetime:
    return after(since, grace, clock, HOURS)


@given(policies)
def test_a_policy_survives_its_snapshot(policy: ContactPolicy) -> None:
    assert ContactPolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


@pytest.mark.parametrize(
    "words",
    [
        "打过电话了，下午去",
        "联系上了",
        "跟业主说好了",
        "和住户约好了",
        "约了明天上午",
        "问过她了",
        "告诉他了",
        "上门看了，灯座坏了",
        "到场看了",
        "给王阿姨打了电话",
        "已联系业主，明天换",
    ],
)
def test_the_reporter_was_spoken_to(words: str) -> None:
    assert tells_of_contact(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "是误会",
        "转物业",
        "明天再弄",
        "误报",
        "没问题了",
        "没有煤气味",
        "延期到周一，等配件",
        "师傅在路上",
        "维保说要调件",
        "已联系物业",
        "已报物业",
        "联系上维保了",
        "约了师傅",
        "打了物业电话",
        "跟物业说了",
        "打电话没人接",
        "打过电话了，没人接",
        "还没联系上",
        "电话打不通",
        "上门了，家里没人",
        "明天去打电话",
        "先打电话问问",
        "我去问问她",
        "要上门看",
        "约好了吗",
        "我给她打电话",
        "我联系家属拿钥匙",
        "约了车",
        "我约了调委会的老刘",
        "到家了",
    ],
)
def test_nobody_was_spoken_to(words: str) -> None:
    assert not tells_of_contact(words)


@given(st.text("打过电话了跟业主说好约明天没人物业上门？，", max_size=60))
def test_a_question_tells_of_no_contact(words: str) -> None:
    assert not (tells_of_contact(words) and "？" in words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("还没联系上", True),
        ("打不通", True),
        ("这个不是我的", True),
        ("没人接", True),
        ("明天上午去看", False),
        ("已报物业", False),
    ],
)
def test_who_has_reached_nobody_gives_no_sign(words: str, told: bool) -> None:
    assert is_no_sign(words) == told
