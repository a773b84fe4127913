"""One extension, told to the reporter; a suspension only with approval, a ground, public words and a review."""

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.consent import Kind, may_decide, missing, needed
from rules.delay import (
    GROUNDS,
    Suspending,
    SuspensionPolicy,
    extension_in,
    extension_refusal,
    extension_until,
    in_days,
    length_said,
    moved_in,
    suspension_in,
    suspension_objection,
)
from rules.resolving import ResolvePolicy, Rung
from rules.town import Level
from rules.wording import narrow
from tests.rules.words import WORDS

HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
POLICY = ResolvePolicy(10 * HOUR, "duty", (Rung(1, "report_up"),), at_street=20 * HOUR, extension=1.0)
NONE = ResolvePolicy(10 * HOUR, "duty", (Rung(1, "report_up"),))


MONDAY = datetime(2026, 3, 2, 10)


@pytest.mark.parametrize(
    ("words", "day", "hour", "reason"),
    [
        ("到周三 等配件", 4, 18, "等配件"),
        ("延到周三，等配件", 4, 18, "等配件"),
        ("至3月6日12点 厂家发货", 6, 12, "厂家发货"),
        ("到周三", 4, 18, ""),
        ("周三 等配件", 4, 18, "等配件"),
        ("后天，没货", 4, 18, "没货"),
    ],
)
def test_a_day_until_which_it_takes_longer(words: str, day: int, hour: int, reason: str) -> None:
    assert extension_until(words, MONDAY) == (datetime(2026, 3, day, hour), reason)


@pytest.mark.parametrize(
    "words", ["", "等配件", "周三到货", "后天来装", "到", "到那边看看", "到底周三能不能好", "到厂家周三发货"]
)
def test_what_tells_no_day_until_which(words: str) -> None:
    assert extension_until(words, MONDAY) == (None, words)


@given(WORDS)
def test_a_day_until_which_never_makes_words_up(text: str) -> None:
    assert extension_until(text, MONDAY)[1] in narrow(text)


@pytest.mark.parametrize(
    ("policy", "level", "extended", "more", "reason", "late", "refusal"),
    [
        (POLICY, Level.GRID, 0, 10, "等配件", False, ""),
        (POLICY, Level.GRID, 0, 11, "等配件", False, "too_long"),
        (POLICY, Level.STREET, 0, 20, "等配件", False, ""),
        (POLICY, Level.GRID, 0, 0, "等配件", False, "too_soon"),
        (POLICY, Level.GRID, 0, -1, "等配件", False, "too_soon"),
        (POLICY, Level.GRID, 1, 1, "等配件", False, "extended_before"),
        (POLICY, Level.GRID, 0, 1, "  ", False, "reason_missing"),
        (POLICY, Level.GRID, 0, 1, "等配件", True, "too_late"),
        (NONE, Level.GRID, 0, 1, "等配件", False, "not_for_this_class"),
    ],
)
def test_an_extension(
    policy: ResolvePolicy, level: Level, extended: int, more: int, reason: str, late: bool, refusal: str
) -> None:
    assert extension_refusal(policy, level, extended * HOUR, more * HOUR, reason, late) == refusal


@pytest.mark.parametrize(
    ("approver", "ground", "wording", "days", "objection"),
    [
        (Level.COMMUNITY, "season", "雨季后施工", 60, ""),
        (Level.STREET, "funds", "等待维修资金", 90, ""),
        (Level.GRID, "season", "雨季后施工", 60, "not_this_level"),
        (Level.DISTRICT, "season", "雨季后施工", 60, "not_this_level"),
        (Level.STREET, "mood", "雨季后施工", 60, "no_ground"),
        (Level.STREET, "season", " ", 60, "wording_missing"),
        (Level.STREET, "season", "雨季后施工", 0, "review_not_ahead"),
        (Level.STREET, "season", "雨季后施工", 91, "review_too_far"),
    ],
)
def test_a_suspension(approver: Level, ground: str, wording: str, days: int, objection: str) -> None:
    review = NOW + timedelta(days=days)
    assert suspension_objection(SuspensionPolicy(), approver, ground, wording, NOW, review) == objection


def test_a_policy_that_leaves_nothing_is_refused() -> None:
    for policy in ({"longest": timedelta(0)}, {"approvers": ()}):
        with pytest.raises(ValueError, match="needs a longest time"):
            SuspensionPolicy(**policy)
    assert GROUNDS == ("season", "funds", "third_party")


@given(st.integers(-30, 30), st.integers(0, 3), st.booleans(), st.sampled_from(("", " ", "等配件")))
def test_an_extension_is_had_once_in_time_with_a_reason(more: int, before: int, late: bool, reason: str) -> None:
    found = extension_refusal(POLICY, Level.GRID, before * HOUR, more * HOUR, reason, late)
    assert (found == "") == (not before and not late and 0 < more <= 10 and bool(reason.strip()))


@given(st.integers(-200, 200), st.sampled_from(list(Level)), st.sampled_from((*GROUNDS, "mood")), st.booleans())
def test_a_suspension_has_an_approver_a_ground_words_and_a_review(
    days: int, level: Level, ground: str, worded: bool
) -> None:
    policy = SuspensionPolicy()
    review = NOW + timedelta(days=days)
    found = suspension_objection(policy, level, ground, "等化雪" if worded else " ", NOW, review)
    fit = level in policy.approvers and ground in GROUNDS and worded and 0 < days <= policy.longest.days
    assert (found == "") == fit


LEVELS = st.frozensets(st.sampled_from(list(Level)))


@given(st.sampled_from(get_args(Kind)), LEVELS, LEVELS.filter(bool))
def test_it_is_agreed_once_nobodys_word_is_waited_for(
    kind: Kind, agreed: frozenset[Level], approvers: frozenset[Level]
) -> None:
    left = missing(kind, agreed, approvers)
    assert set(left) <= set(needed(kind, approvers))
    assert (left == ()) == (not any(may_decide(kind, level, agreed, approvers) for level in Level))
    assert len(missing(kind, agreed | {Level.STREET}, approvers)) <= len(left)
    assert not may_decide(kind, None, agreed, approvers)


@pytest.mark.parametrize("words", ["2天", "延期2天", "再延2天，", " 要延长2天", "延期 2天。"])
def test_a_length_is_said_again_as_it_was_said(words: str) -> None:
    assert length_said(words) == "2天"


@given(st.integers(1, 99), st.sampled_from(("天", "个工作日", "小时")), st.sampled_from(("", "等配件", "厂家缺货")))
def test_a_length_is_read_as_written(count: int, unit: str, reason: str) -> None:
    day = timedelta(hours=13)
    assert extension_in(f"{count}{unit}，{reason}", day) == (count * (HOUR if unit == "小时" else day), reason)


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("等配件，下周一到", "等配件，下周一到"),
        ("等配件3月20日到货", "等配件3月20日到货"),
        ("配件要到3月20日才到货", "配件要到3月20日才到货"),
        ("等配件，到3月20日，再装", "等配件，再装"),
        ("等配件到3月20日", "等配件"),
        ("资金 到3月20日 等维修资金批下来", "等维修资金批下来"),
        ("3月20日 等配件", "等配件"),
    ],
)
def test_only_a_date_that_stands_by_itself_is_left_out_of_the_wording(words: str, wording: str) -> None:
    found = suspension_in(words, NOW)
    assert found.review and found.wording == wording


BEFORE = Suspending("funds", NOW, "等维修资金批下来")


@pytest.mark.parametrize(
    ("words", "ground", "wording"),
    [
        ("到3月20日", "funds", "等维修资金批下来"),
        ("改到3月20日", "funds", "等维修资金批下来"),
        ("复查改到3月20日", "funds", "等维修资金批下来"),
        ("推迟到3月20日", "funds", "等维修资金批下来"),
        ("3月20日", "funds", "等维修资金批下来"),
        ("到3月20日 钱还没批", "funds", "钱还没批"),
        ("第三方 到3月20日 厂家还没发货", "third_party", "厂家还没发货"),
    ],
)
def test_what_is_suspended_keeps_what_is_not_told_anew(words: str, ground: str, wording: str) -> None:
    found = moved_in(words, NOW, BEFORE)
    assert found.review and found.review > NOW
    assert (found.ground, found.wording) == (ground, wording)


@given(WORDS)
@example("，\n，")
def test_moving_a_review_leaves_a_ground_and_words(text: str) -> None:
    found = moved_in(text, NOW, BEFORE)
    assert found.ground in GROUNDS and found.wording.strip()
    assert found.review == suspension_in(text, NOW).review


@given(WORDS)
def test_any_words_are_a_suspension_or_say_what_is_missing(text: str) -> None:
    found = suspension_in(text, NOW)
    assert found.ground in ("", *GROUNDS)
    assert all(sign in narrow(text) for sign in re.split(r"[\s,]+", narrow(found.wording)))


@pytest.mark.parametrize(
    ("hours", "said"),
    [(26, (2, 0)), (6.5, (0.5, 0)), (19.5, (1.5, 0)), (5, (0, 5)), (13, (1, 0)), (22.8, (0, 0)), (0.5, (0, 0))],
)
def test_a_length_as_people_say_it(hours: float, said: tuple[float, int]) -> None:
    assert in_days(timedelta(hours=hours), timedelta(hours=13)) == said
