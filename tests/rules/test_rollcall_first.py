"""What counts as a first answer to a roll call, and how many people it tells of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall_answer import amount
from rules.rollcall_first import answers_first, together


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("+1", 1),
        ("＋2", 2),
        ("不去", 0),
        ("我家不去", 0),
        ("去不了", 0),
        ("我和老伴都去", 2),
        ("我和老伴、孙子都去", 3),
        ("我跟我妈一起去", 2),
        ("我们一家三口都去", 3),
        ("3-2-501 +1", 1),
    ],
)
def test_an_answer_tells_how_many(words: str, count: int) -> None:
    assert answers_first(words)
    assert amount(words) == count


@pytest.mark.parametrize(
    "words",
    [
        "不去行吗",
        "我和老伴都去过",
        "一家人真好",
        "+1元",
        "我和邻居都去",
        "我和老伴去跳舞",
        "你不去？",
        "不去，电梯坏了",
    ],
)
def test_talk_is_no_answer(words: str) -> None:
    assert not answers_first(words)


def test_who_is_named_beside_the_speaker_is_counted() -> None:
    assert together("我和老伴") == 2
    assert together("老伴去") == 0


@given(words=st.text(max_size=60))
def test_no_words_tell_fewer_than_the_speaker_and_one_more(words: str) -> None:
    assert together(words) == 0 or together(words) >= 2
