"""Pressing for a ticket: only where nothing else is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.hastening import about, hastens

PRESSES = (
    "抓紧办",
    "今天必须修好",
    "怎么还没人去",
    "尽快处理一下",
    "下班前要办好",
    "为什么还没修好",
    "赶紧派人去",
    "抓紧",
    "快点",
)


@pytest.mark.parametrize("text", [*PRESSES, "抓紧办，今天必须修好！", "怎么到现在还没人管？", "请抓紧时间处理"])
def test_it_presses(text: str) -> None:
    assert hastens(text)


@pytest.mark.parametrize(
    "text",
    [
        "不用抓紧",
        "已经抓紧办了",
        "今天修好了",
        "快修好了",
        "今天必须修好吗",
        "这个我知道了",
        "到底什么原因",
        "抓紧办完了",
        "抓紧扶手",
        "",
        "今天要开会",
    ],
)
def test_it_does_not(text: str) -> None:
    assert not hastens(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("催一下电梯的事", "电梯"),
        ("帮我催一下漏水那个", "漏水"),
        ("催一下那个电梯", "电梯"),
        ("催催电梯吧", "电梯"),
        ("催一下1号单", ""),
        ("催一下1号楼", ""),
        ("别催电梯", ""),
        ("催一下", ""),
        ("催一下电梯的事？", ""),
    ],
)
def test_what_it_is_about(text: str, what: str) -> None:
    assert about(text) == what


@given(st.lists(st.sampled_from(PRESSES), min_size=1, max_size=30), st.text("修好了吗不没", min_size=1, max_size=4))
def test_said_over_and_over_it_presses_still_and_with_more_it_may_not(said: list[str], more: str) -> None:
    assert hastens("，".join(said))
    assert not hastens("，".join(said) + "，" + more + "吗")
