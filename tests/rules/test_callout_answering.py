"""What an answer to a call-out says, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.callout_answering import answered, answered_just, may_be_of_anything


@pytest.mark.parametrize(
    ("words", "always", "just"),
    [
        ("来", "come", ""),
        ("来不了，孩子发烧", "decline", ""),
        ("家里有事来不了", "decline", ""),
        ("到了", "arrive", "come"),
        ("我去", "", "come"),
        ("好的 我一定到", "", "come"),
        ("还是去不了了", "", "decline"),
        ("李师傅来不了", "", ""),
        ("来不了怎么办", "", ""),
        ("去不了吗", "", ""),
    ],
)
def test_what_an_answer_says(words: str, always: str, just: str) -> None:
    assert (answered(words), answered_just(words)) == (always, just)


def test_what_may_be_of_a_ticket() -> None:
    assert may_be_of_anything("那去不了") and not may_be_of_anything("来不了")


@given(st.sampled_from(("来不了", "有事来不了", "参加")), st.text("今天去 ", max_size=4))
def test_a_question_is_no_answer(words: str, before: str) -> None:
    assert answered(f"{before}{words}吗？") == ""
