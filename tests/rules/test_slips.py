"""Who fell, and where it is slippery, told from what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.slips import place_in, tells_of_fall, tells_of_ice


@pytest.mark.parametrize(
    "words",
    [
        "6栋门口也是 摔了一个",
        "我刚在楼下摔了一跤",
        "刚才有人滑倒了",
        "门口又滑倒一个老太太",
        "路滑得很 我摔了",
        "摔伤了一个",
    ],
)
def test_somebody_fell(words: str) -> None:
    assert tells_of_fall(words)


@pytest.mark.parametrize(
    "words",
    [
        "差点摔了", "小心别摔着", "我手机摔了", "摔了个碗", "昨天摔了一跤", "没摔着", "摔倒了吗", "滑倒了怎么办？",
        "怕老人滑倒了", "菜摔了一地", "摔得疼不疼啊", "电视里摔了一跤",
    ],
)  # fmt: skip
def test_nobody_fell(words: str) -> None:
    assert not tells_of_fall(words)


@pytest.mark.parametrize("words", ["5栋到大门的路滑得很", "台阶上全是冰", "门口太滑了", "路结冰了", "坡上都是雪"])
def test_it_is_slippery(words: str) -> None:
    assert tells_of_ice(words)


@pytest.mark.parametrize("words", ["路滑不滑", "路滑吗", "门口滑梯坏了", "路不滑了", "路滑 大家小心", "雪好大啊"])
def test_it_is_not(words: str) -> None:
    assert not tells_of_ice(words)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("6栋门口也是 摔了一个", "门口"),
        ("5栋到大门的路滑得很", "到大门的路"),
        ("1号楼门口台阶全是冰", "门口台阶"),
        ("摔了", ""),
    ],
)
def test_where(words: str, place: str) -> None:
    assert place_in(words) == place


@given(st.text("摔了一个跤滑倒人我门口路得很没小心吗？ ", max_size=20))
def test_a_question_or_a_warning_tells_of_none(words: str) -> None:
    assert not tells_of_fall(f"{words}？")
    assert not tells_of_ice(f"小心{words}")
    assert place_in(words) in words
