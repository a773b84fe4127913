"""What is said of a notice without 广播: which verb, which notice, with which reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.broadcast_said import Said, said_of_notice, tells_all


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
