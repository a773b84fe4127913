"""What is said of a notice without 广播: which verb, which notice, with which reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.broadcast_said import (
    Said,
    calls_everybody,
    change_told,
    gives_up,
    is_like_a_time,
    names_one_part,
    readers_meant,
    said_of_notice,
    tells_all,
    verb_in,
    without_calls,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("驳回 时间写错了", Said("refuse", words="时间写错了")),
        ("驳回 3 时间写错了", Said("refuse", 3, "时间写错了")),
        ("不行，时间不对", Said("refuse", words="时间不对", soft=True)),
        ("地点不对，驳回", Said("refuse", words="地点不对")),
        ("好，发吧", Said("agree")),
        ("3号通知可以发", Said("agree", 3)),
        ("撤回 3", Said("recall", 3)),
        ("撤回", Said("recall")),
        ("撤回刚才那条通知", Said("recall", just=True)),
        ("改 3 今天下午五点", Said("change", 3, "今天下午五点")),
        ("改3：今天下午五点", Said("change", 3, "今天下午五点")),
    ],
)
def test_what_is_said(text: str, said: Said) -> None:
    assert said_of_notice(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "同意",
        "驳回",
        "发错了",
        "发了吗",
        "发了",
        "要不要发",
        "发烧了",
        "可以发给我吗",
        "取消 1",
        "取消",
        "撤回来了",
        "改类别 3 漏水",
        "改天再说",
        "改3号楼的",
        "不同意的话怎么办？",
    ],
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert said_of_notice(text) is None


@given(st.integers(1, 9999), st.text(st.characters(categories=["Lo"]), min_size=2, max_size=60))
def test_a_reason_arrives_as_it_was_told(number: int, reason: str) -> None:
    said = said_of_notice(f"驳回 {number} {reason}")
    assert said == Said("refuse", number, reason)


@given(st.text(max_size=200))
def test_whatever_is_written_is_read(text: str) -> None:
    said = said_of_notice(text)
    assert said is None or said.verb in ("agree", "refuse", "recall", "change")


@given(
    st.sampled_from(["全街道", "各社区书记", "全体网格员", "所有网格员", "居民群"]),
    st.text("明天九点开会检查", min_size=4, max_size=30),
)
def test_to_tell_many_keeps_readers_and_words(readers: str, words: str) -> None:
    assert tells_all(f"通知{readers}：{words}") == tells_all(f"给{readers}发：{words}") == f"{readers}：{words}"
    assert tells_all(f"通知{readers}：{words}吗？") == tells_all(f"通知{readers}了") == ""


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("通知网格员：下午三点开会", "网格员：下午三点开会"),
        ("通知各位网格长: 下午三点开会", "网格长：下午三点开会"),
        ("请通知居民：明天停水，提前储水", "居民群：明天停水，提前储水"),
        ("通知业主们：明天停水", "居民群：明天停水"),
        ("通知网格员下午三点开会", ""),
        ("通知居民了吗：明天停水", ""),
        ("通知居民：停水了吗？", ""),
    ],
)
def test_whom_a_colon_makes_readers(words: str, line: str) -> None:
    assert tells_all(words) == line


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("改 5号楼", "5号楼"),
        ("改 3号：明天九点", "明天九点"),
        ("修改：停水到五点", "停水到五点"),
        ("改天再说", ""),
        ("改", ""),
        ("不改 5号楼", ""),
    ],
)
def test_what_stands_behind_the_change(words: str, told: str) -> None:
    assert change_told(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("不对，是5号楼", "5号楼"),
        ("改成5号楼", "5号楼"),
        ("范围：3号楼", "3号楼"),
        ("5号楼", "5号楼"),
        ("明天停水", "明天停水"),
    ],
)
def test_what_leads_to_the_readers_is_left_out(words: str, told: str) -> None:
    assert readers_meant(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("时间改到明天五点", True),
        ("地点：二楼会议室", True),
        ("时间明天五点，地点二楼", False),
        ("明天五点开会", False),
        ("时间", False),
    ],
)
def test_one_part_is_no_new_text(words: str, told: bool) -> None:
    assert names_one_part(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("算了", True),
        ("先别发", True),
        ("取消吧", True),
        ("不停水了，修好了", True),
        ("不发了，他们自己会去通知每一户人家的", False),
        ("明天别忘了带伞", False),
    ],
)
def test_a_notice_is_given_up(words: str, told: bool) -> None:
    assert gives_up(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("@所有人 明天停水", True),
        ("＠全体成员：", True),
        ("@all please", True),
        ("所有人都来", False),
        ("@allen 你来", False),
    ],
)
def test_calls_to_everybody_are_known(words: str, told: bool) -> None:
    assert calls_everybody(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("@所有人 明天停水", "明天停水"),
        ("明天停水@大家", "明天停水"),
        ("大家好", "大家好"),
    ],
)
def test_calls_to_everybody_are_taken_out(words: str, told: str) -> None:
    assert without_calls(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2月30日9点发", True),
        ("25:00", True),
        ("明年三月", True),
        ("3号楼东边", False),
        ("今天", False),
    ],
)
def test_what_may_be_a_time_is_known(words: str, told: bool) -> None:
    assert is_like_a_time(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("同意 12", ("同意", "12", "")),
        ("驳回12 太早了", ("驳回", "12", "太早了")),
        ("改 今天五点", ("改", "", "今天五点")),
        ("改 3号楼停水", ("改", "", "3号楼停水")),
        ("同意", ("同意", "", "")),
        ("同意书在哪领", None),
        ("停水 3号楼", None),
    ],
)
def test_a_verb_is_typed_of_a_notice(words: str, told: tuple[str, str, str] | None) -> None:
    assert verb_in(words, ("同意", "驳回", "改")) == told
