"""Numbers as neighbours say them: of one item, of two, of the one that is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall import COUNTS, Asked
from rules.rollcall_numbers import numbers
from tests.rules.words import WORDS

HOME, TWO = Asked(COUNTS, ("在家",), "人"), Asked(COUNTS, ("在家", "需上门"), "人")
COME, BOXES = Asked(COUNTS, ("参加",), "人"), Asked(COUNTS, ("订",), "箱")


@pytest.mark.parametrize(
    ("question", "words", "values"),
    [
        (HOME, "就我们俩", {0: 2}),
        (HOME, "我跟我妈", {0: 2}),
        (HOME, "我和儿子儿媳孙子", {0: 4}),
        (HOME, "十二口人", {0: 12}),
        (HOME, "家里没人", {0: 0}),
        (HOME, "今年不回来过年", {0: 0}),
        (TWO, "我家俩 要上门俩", {0: 2, 1: 2}),
        (TWO, "在家2个老人，都要上门", {0: 2, 1: 2}),
        (TWO, "在家的2个，要上门的没有", {0: 2, 1: 0}),
        (TWO, "在家二上门零", {0: 2, 1: 0}),
        (TWO, "老人要上门", {1: 1}),
        (COME, "我家3口都参加", {0: 3}),
        (COME, "有事去不了", {0: 0}),
        (COME, "算我一个", {0: 1}),
        (COME, "我去", {0: 1}),
        (BOXES, "要一箱", {0: 1}),
        (BOXES, "不订", {0: 0}),
    ],
)
def test_what_is_told_in_own_words(question: Asked, words: str, values: dict[int, int]) -> None:
    told = numbers(words, question)
    assert told is not None and (told.values, told.rest) == (values, "")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        *(
            (HOME, words)
            for words in ("全家都在", "三四个", "2-3个", "我不在家", "老伴在家", "有一个", "二十个", "在家2天了")
        ),
        *((TWO, words) for words in ("42 3", "上门1次多少钱", "不用上门推销", "楼上2个在家", "我家在家等上门")),
        *((COME, words) for words in ("全家都去", "我去看看", "来两个人帮忙", "我不去，老伴去", "加我")),
        *((BOXES, words) for words in ("2箱多少钱", "我家三口人", "要两个")),
    ],
)
def test_what_tells_no_number_plainly(question: Asked, words: str) -> None:
    assert numbers(words, question) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("0", 0), ("没有谢谢", 0), ("不需要，谢谢书记", 0), ("1个", 1), ("要的", 1), ("要上门", 1), ("不用上门", 0)],
)
def test_a_bare_word_is_of_the_item_that_is_left(words: str, value: int) -> None:
    told = numbers(words, TWO, {1})
    assert told is not None and told.values == {1: value}


def test_a_son_who_has_come_home_is_no_visit() -> None:
    told = numbers("儿子回来了 3个", TWO, {1})
    assert told is not None and told.values == {0: 3}


@pytest.mark.parametrize(
    ("words", "rest"),
    [("我家2个在家，水管裂了", "水管裂了"), ("2个在家，几点上门", "几点上门"), ("我一个人在家 胸口闷", "胸口闷")],
)
def test_what_is_said_besides_is_left_to_be_read(words: str, rest: str) -> None:
    told = numbers(words, TWO)
    assert told is not None and told.named and told.rest == rest


@given(
    st.one_of(WORDS, st.text(max_size=60)), st.sampled_from([HOME, TWO, COME, BOXES]), st.sets(st.sampled_from([0, 1]))
)
def test_a_number_is_of_an_item_and_what_is_left_stood_there(words: str, question: Asked, left: set[int]) -> None:
    told = numbers(words, question, left & set(range(question.parts)))
    if told is not None:
        assert told.values and set(told.values) <= set(range(question.parts))
        assert all(0 <= value < 100 for value in told.values.values())


@given(
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from(["在家{} 上门{}", "{}个在家，{}个要上门", "在家：{}人；需上门：{}人"]),
)
def test_two_numbers_are_those_that_were_told(home: int, visit: int, way: str) -> None:
    told = numbers(way.format(home, visit), TWO)
    assert told is not None and told.values == {0: home, 1: visit}
