"""Whom a complaint is of, and whether it is another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.complaint import accused, begins_with_somebody, is_of_another, says_so, without_quarrel
from rules.parsing import Request

PEOPLE = ["物业经理", "保安", "保洁", "网格员", "居委会", "楼上"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("投诉保安打人", "投诉物业经理骂人"),
        ("电梯工态度恶劣，我要投诉", "投诉物业经理骂人"),
        ("投诉网格员不作为", "投诉物业乱收费"),
        ("投诉物业不作为", "社区窗口态度很差"),
        ("投诉物业经理骂人", "保安也推了我"),
    ],
)
def test_another_complaint(first: str, then: str) -> None:
    assert is_of_another(then, first)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("投诉物业经理骂人", "物业经理又骂人了"),
        ("投诉物业经理骂人", "他还推了我一把"),
        ("投诉物业经理骂人", "物业到现在没道歉，态度恶劣"),
        ("投诉物业不作为", "保安态度也差"),
        ("投诉保安打人", "跟社区反映过"),
        ("投诉保安打人", "网格员来过了"),
        ("投诉保安打人", "保安和经理一起骂我"),
        ("投诉保安打人", "什么时候有结果"),
        ("投诉", "投诉物业经理骂人"),
    ],
)
def test_the_same_complaint_goes_on(first: str, then: str) -> None:
    assert not is_of_another(then, first)


@pytest.mark.parametrize("words", ["投诉物业经理骂人", "我要投诉保安打人", "举报网格员收钱"])
def test_what_calls_itself_a_complaint(words: str) -> None:
    assert says_so(words)


@pytest.mark.parametrize(
    "words", ["投诉电话多少", "投诉过物业没用", "投诉到社区了", "投诉有用吗", "我要投诉", "物业经理骂人"]
)
def test_what_does_not(words: str) -> None:
    assert not says_so(words)


@given(one=st.sampled_from(PEOPLE), other=st.sampled_from(PEOPLE), said=st.text(max_size=20))
def test_who_is_named_is_of_the_same_complaint(one: str, other: str, said: str) -> None:
    assert accused(one)
    assert not is_of_another(f"投诉{one}骂人{said}", f"投诉{one}{other}")
    assert is_of_another(f"投诉{one}骂人", f"投诉{other}骂人") == (accused(one) != accused(other))


LEAK, DISPUTE = Request("property_repair.leak", "P2"), Request("dispute.leak_dispute", "P3")


@pytest.mark.parametrize("words", ["楼上漏水漏到我客厅了,找他赔他说没钱", "水漫下来了 他说不关他事 给断一断"])
def test_who_quarrels_over_a_leak_asks_for_two_things(words: str) -> None:
    assert without_quarrel((LEAK, DISPUTE), words) == (LEAK, DISPUTE)


@given(st.text("漏水楼下卫生间我家的一直滴", max_size=12))
def test_who_only_tells_of_a_leak_asks_for_one(words: str) -> None:
    assert without_quarrel((LEAK, DISPUTE), words) == (LEAK,)
    assert without_quarrel((DISPUTE,), words) == (DISPUTE,)


@pytest.mark.parametrize(
    ("words", "somebody"),
    [
        ("他刚才上来骂我了", True),
        ("刚才她推了我", True),
        ("那个人骂我", True),
        ("别说是我说的 他会打我的", True),
        ("别说是我说的 网格员骂我", False),
        ("他是网格员 骂我", False),
        ("网格员骂我", False),
        ("", False),
    ],
)
def test_of_whom_it_is_is_not_told(words: str, somebody: bool) -> None:
    assert begins_with_somebody(words) is somebody
