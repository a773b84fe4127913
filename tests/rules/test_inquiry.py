"""Which question it is, and whether another one is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.inquiry import about, is_another, is_another_wish

NAMED = ["社保卡", "养老认证", "养老金", "退休手续", "医保报销", "居住证", "老年证", "高龄补贴", "幼儿园", "失业金"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("社保卡过年能办吗", "我想问一下养老认证在哪弄"),
        ("老年证在哪办", "高龄补贴啥时候发"),
        ("医保怎么交", "异地就医要备案不"),
        ("幼儿园报名要啥", "小学怎么划片"),
        ("居住证到期了怎么续", "身份证丢了去哪补"),
    ],
)
def test_another_question(first: str, then: str) -> None:
    assert is_another(then, first)
    assert is_another(first, then)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("养老认证在哪弄", "社保认证是不是在社区弄"),
        ("养老认证在哪弄", "要带身份证吗"),
        ("养老认证在哪弄", "户口本要带不"),
        ("养老认证在哪弄", "几点上班"),
        ("医保断缴了能补缴吗", "我也断交了，报销受影响不"),
        ("居住证明在哪开", "居住证明要不要钱"),
        ("问个事", "社保卡过年能办吗"),
    ],
)
def test_the_same_question_goes_on(first: str, then: str) -> None:
    assert not is_another(then, first)


@given(one=st.sampled_from(NAMED), other=st.sampled_from(NAMED), said=st.text(max_size=20))
def test_what_both_name_is_one_question(one: str, other: str, said: str) -> None:
    assert about(one)
    assert not is_another(f"{one}{said}", f"{other}{one}")
    assert is_another(f"{one}怎么办", f"{other}怎么办") == (one != other)


@pytest.mark.parametrize(
    ("words", "first", "another"),
    [
        ("建议广场舞换个时间", "建议小区装几个长椅", True),
        ("希望装个长椅", "建议小区装几个长椅，老人有地方坐", False),
        ("建议", "建议小区装几个长椅", False),
    ],
)
def test_a_wish_is_another(words: str, first: str, another: bool) -> None:
    assert is_another_wish(words, first) is another


@given(st.text(max_size=40))
def test_no_wish_is_another_than_itself(words: str) -> None:
    assert not is_another_wish(words, words)
