"""Closing: the levels of the matter list, evidence, the sample and the ways back."""

import json
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.closing import (
    ClosingPolicy,
    asked_again,
    closing_level,
    is_evidence,
    is_sampled,
    may_close,
    may_verify,
    reopening,
    says_it_is_not,
    says_it_is_so,
    silent_until,
)
from rules.taxonomy import ClosingLevel
from rules.town import Level
from tests.moments import spans as lasting

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
POLICY = ClosingPolicy(empty_words=frozenset({"办结", "好了", "ok"}))
G, C, S, D = Level.GRID, Level.COMMUNITY, Level.STREET, Level.DISTRICT
MATTERS: tuple[ClosingLevel, ...] = get_args(ClosingLevel)


@pytest.mark.parametrize(
    ("matter", "closers", "department_done"),
    [
        ("grid", {Level.MICRO_GRID, G, C, S, D}, False),
        ("community", {C, S, D}, False),
        ("street", {S, D}, False),
        ("department", set(), False),
        ("department", {S, D}, True),
    ],
)
def test_who_may_close(matter: ClosingLevel, closers: set[Level], department_done: bool) -> None:
    assert {level for level in Level if may_close(matter, level, department_done)} == closers


@pytest.mark.parametrize(
    ("matter", "stands", "goes"),
    [
        ("grid", G, G),
        ("grid", C, C),
        ("community", G, C),
        ("street", G, S),
        ("street", C, S),
        ("department", G, S),
        ("department", S, S),
        ("community", S, S),
    ],
)
def test_a_matter_goes_to_the_lowest_level_that_may_close_it(matter: ClosingLevel, stands: Level, goes: Level) -> None:
    assert closing_level(matter, stands) is goes


@pytest.mark.parametrize(
    "words",
    [
        "属实", "情况属实。", "核实了", "已核实", "核实过了，没问题", "现场核实了，情况属实", "看过了，确实好了",
        "可以办结", "没问题", "同意办结", "我去看了，没问题",
    ],
)  # fmt: skip
def test_what_sees_to_a_result(words: str) -> None:
    assert says_it_is_so(words)


@pytest.mark.parametrize(
    "words",
    [
        "核实了吗", "核实一下", "去核实", "核实", "我去核实", "不属实", "看过了", "看了", "看了还没好", "属实吗",
        "没问题？", "明天去看", "核实了，没修好", "可以办结吗", "情况不属实", "核实过了还是不亮",
    ],
)  # fmt: skip
def test_what_sees_to_none(words: str) -> None:
    assert not says_it_is_so(words)


@given(st.sampled_from(MATTERS), st.sampled_from(Level))
def test_a_ticket_never_falls_to_be_closed_and_can_be_closed_where_it_goes(matter: ClosingLevel, stands: Level) -> None:
    goes = closing_level(matter, stands)
    assert not stands.above(goes)
    assert may_close(matter, goes, department_done=True)
    assert (goes is stands) or not may_close(matter, stands, department_done=True)


@pytest.mark.parametrize(
    ("words", "photos", "evidence"),
    [
        ("已换灯泡", 0, True),
        ("", 1, True),
        ("办结", 2, True),
        ("", 0, False),
        (" 。", 0, False),
        ("办结", 0, False),
        ("好了！", 0, False),
        ("已经好了", 0, False),
        ("都好啦👌", 0, False),
        ("ＯＫ", 0, False),
        ("好", 0, False),
        ("bulb replaced", 0, True),
    ],
)
def test_a_result_shows_what_was_done(words: str, photos: int, evidence: bool) -> None:
    assert is_evidence(POLICY, words, photos) is evidence


def test_silence_and_the_second_question() -> None:
    everybody = ClosingPolicy(sample=1)
    assert silent_until(POLICY, NOW) == NOW + timedelta(hours=48)
    assert asked_again(everybody, 7, NOW) == NOW + timedelta(days=3)
    assert asked_again(ClosingPolicy(sample=0), 7, NOW) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_sample_is_a_tenth(seed: int) -> None:
    policy = ClosingPolicy(seed=seed)
    assert 900 < sum(is_sampled(policy, ticket) for ticket in range(10_000)) < 1100


@given(st.integers(0, 2**63 - 1), st.integers(0, 10**6), st.floats(0, 1), st.floats(0, 1))
def test_the_sample_is_the_same_every_time_and_grows_with_its_share(
    ticket: int, seed: int, one: float, other: float
) -> None:
    small, large = (ClosingPolicy(sample=share, seed=seed) for share in sorted((one, other)))
    assert is_sampled(small, ticket) <= is_sampled(large, ticket)
    assert is_sampled(small, ticket) == is_sampled(ClosingPolicy(sample=small.sample, seed=seed), ticket)
    assert is_sampled(ClosingPolicy(sample=1), ticket)
    assert not is_sampled(ClosingPolicy(sample=0), ticket)


def test_another_seed_draws_another_sample() -> None:
    samples = [{n for n in range(1000) if is_sampled(ClosingPolicy(seed=seed), n)} for seed in (1, 2)]
    assert len(samples[0] & samples[1]) < 40


@pytest.mark.parametrize(
    ("before", "level", "goes", "same"),
    [(0, G, G, True), (1, G, C, False), (2, C, S, False), (5, S, S, False), (0, S, S, True)],
)
def test_a_no_goes_back_to_the_owner_once_and_then_up(before: int, level: Level, goes: Level, same: bool) -> None:
    way = reopening(before, level)
    assert (way.level, way.same_owner) == (goes, same)


def test_nobody_verifies_their_own_result() -> None:
    assert not may_verify(501, [502, 501])
    assert may_verify(601, [502, 501])


NOT_DONE = [
    "没修好，我再去一趟",
    "好的，还没好，再去一趟",
    "再去一趟",
    "看了还没好",
    "我看了还没好，再去一趟",
    "没修好",
    "没有修好，返工",
    "不属实",
    "现场看了，不合格",
    "驳回",
    "灯还是不亮",
    "还在漏水",
    "又停了",
    "居民说没弄好",
    "重新弄一下",
    "再派人去一趟",
    "昨天修好了，今天又坏了",
    "不算办结",
]
NO_WORD_OF_IT = [
    "还没好吗",
    "没修好？",
    "还没去看",
    "没时间去核实",
    "没问题",
    "没意见",
    "昨天没修好，今天修好了",
    "没修好之前不要办结",
    "如果没修好再说",
    "属实",
    "看过了，没问题",
    "去核实一下",
    "明天去看看",
    "好的",
    "不同意见",
    "再见",
    "是不是没弄好",
    "还没核实",
    "上次没修好",
    "好的 再去一趟",
    "收到，马上再去看看",
    "我再去一趟",
    "我下午再去看看",
]


@pytest.mark.parametrize("words", NOT_DONE)
def test_what_says_that_it_is_not_done(words: str) -> None:
    assert says_it_is_not(words)


@pytest.mark.parametrize("words", NO_WORD_OF_IT)
def test_what_does_not_say_so(words: str) -> None:
    assert not says_it_is_not(words)


@given(st.text("没修好还不看了吗？，。 属实再去一趟", max_size=20))
def test_nothing_is_both_done_and_not(words: str) -> None:
    assert not (says_it_is_so(words) and says_it_is_not(words))
    assert not says_it_is_not(f"{words}？")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sample": 1.1}, "share"),
        ({"silence": timedelta(0)}, "time to answer"),
        ({"sample_after": timedelta(0)}, "time to answer"),
    ],
)
def test_an_impossible_policy_is_refused(changes: dict[str, float], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        ClosingPolicy(**changes)  # type: ignore[arg-type]


@given(st.floats(0, 1), lasting(timedelta(seconds=1), timedelta(days=9)), st.frozensets(st.text(max_size=4)))
def test_a_policy_survives_its_snapshot(sample: float, span: timedelta, words: frozenset[str]) -> None:
    policy = ClosingPolicy(span, sample, span, 3, 4, words)
    assert ClosingPolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy
