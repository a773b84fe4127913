"""What an answer says: how many, which option, or nothing of the kind."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_answer import amount, first_clause, lines_of, may_answer, only_door, picked, spoken

TWO = Asked(COUNTS, ("下楼", "需上门"), "人")
CHOICES = Asked(OPTIONS, ("参加", "不参加", "看情况"))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2", 2), ("2人", 2), ("两个", 2), ("俩", 2), ("来3个", 3), ("3大1小", 4), ("大人2 小孩1", 3), ("一家三口", 3),
        ("+1", 1), ("x2", 2), ("共5人", 5), ("共3人（2大1小）", 3), ("4人(2大2小)", 4), ("不去", 0), ("取消", 0),
        ("参加", 1), ("算我一个", 1), ("张 3", 3), ("十二位", 12), ("２人", 2), ("王阿姨", None), ("", None),
        ("全家都去", None), ("三四个", None), ("我老伴去，我不去", None),
    ],
)  # fmt: skip
def test_how_many(words: str, count: int | None) -> None:
    assert amount(words) == count


@pytest.mark.parametrize(
    ("words", "question", "values"),
    [
        ("下楼2 上门1", TWO, {0: 2, 1: 1}),
        ("2人下楼，1人上门", TWO, {0: 2, 1: 1}),
        ("下楼：2，需上门：0", TWO, {0: 2, 1: 0}),
        ("2 1", TWO, {0: 2, 1: 1}),
        ("2、1", TWO, {0: 2, 1: 1}),
        ("下楼3", TWO, {0: 3}),
        ("都不去", TWO, {0: 0, 1: 0}),
        ("2人", TWO, None),
        ("不参加", CHOICES, {0: 1}),
        ("我家参加", CHOICES, {0: 0}),
        ("看情况吧", CHOICES, {0: 2}),
        ("2", CHOICES, {0: 1}),
        ("7", CHOICES, None),
        ("电梯坏了", CHOICES, None),
    ],
)
def test_what_typed_words_answer(words: str, question: Asked, values: dict[int, int] | None) -> None:
    assert picked(words, question) == values


@pytest.mark.parametrize(
    "words", ["我家2个", "3-2-1203 来1个", "我家改成3个", "两个人", "3-2-501 两口人", "我们家要2份"]
)
def test_a_number_by_itself_is_an_answer(words: str) -> None:
    assert spoken(words)


@pytest.mark.parametrize(
    "words", ["5号楼", "2", "我家2个人漏水", "两个人打架", "12月3号", "三个月了", "2个小时", "来两个人", "3个师傅来了"]
)
def test_what_only_holds_a_number_is_none(words: str) -> None:
    assert not spoken(words)


@pytest.mark.parametrize(
    ("words", "question", "looks"),
    [
        ("全家都在", TWO, True),
        ("上门", TWO, True),
        ("可能去吧", CHOICES, True),
        ("谢谢书记", TWO, False),
        ("几点上门", TWO, False),
        ("3号楼2单元的电梯今天早上又坏了", TWO, False),
    ],
)
def test_what_looks_like_an_answer(words: str, question: Asked, looks: bool) -> None:
    assert may_answer(words, question) == looks


@given(st.integers(0, 99), st.sampled_from(["{}人", "+{}", "共{}人", "我家{}个", "{} 位"]))
def test_a_number_told_is_the_number_read(count: int, way: str) -> None:
    assert amount(way.format(count)) == count


@given(st.text(max_size=80), st.sampled_from([TWO, CHOICES]))
@example("²", CHOICES)
def test_an_answer_is_of_what_was_asked(words: str, question: Asked) -> None:
    told = picked(words, question)
    assert told is None or set(told) <= set(range(question.parts))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("3-2-501 2人\n3-2-502 不去", ["3-2-501 2人", "3-2-502 不去"]),
        ("3-2-501 2人；3-2-502 不去", ["3-2-501 2人", "3-2-502 不去"]),
        (" ", []),
    ],
)
def test_lines_are_told_one_after_the_other(words: str, told: list[str]) -> None:
    assert lines_of(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("3人在家，楼下着火了", ("3人在家", "楼下着火了")),
        ("3人", ("3人", "")),
        ("来2人 带孩子", ("来2人", "带孩子")),
        ("2 人", ("2 人", "")),
    ],
)
def test_the_first_clause_is_parted_from_the_rest(words: str, told: tuple[str, str]) -> None:
    assert first_clause(words) == told


@pytest.mark.parametrize(
    ("words", "door"),
    [
        ("3-2-501", ("3", "2", "501")),
        ("你好，我家住在3号楼2单元501室", ("3", "2", "501")),
        ("501", ("", "", "501")),
        ("3号楼", None),
        ("3-2-501漏水", None),
        ("3-2-501和3-2-502", None),
        ("", None),
    ],
)
def test_a_door_may_stand_alone(words: str, door: tuple[str, str, str] | None) -> None:
    found = only_door(words)
    assert (found[:3] if found else None) == door
