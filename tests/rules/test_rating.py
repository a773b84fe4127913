"""How content people say they are, and what only sounds so."""

import pytest
from hypothesis import given

from rules.rating import told
from tests.rules.words import WORDS


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("满意", "satisfied"),
        ("非常满意 谢谢", "satisfied"),
        ("修好了，很满意！", "satisfied"),
        ("满意 谢谢小高", "satisfied"),
        ("态度很好 五星好评", "satisfied"),
        ("师傅很负责，很满意", "satisfied"),
        ("比较满意", "mostly"),
        ("基本满意吧", "mostly"),
        *(
            (words, "")
            for words in (
                "不满意", "不太满意", "满意吗", "大家都满意", "谁满意啊", "对结果不满意", "满意度多少",
                "我很满意这个小区", "物业不满意", "修好了", "很满意 就是来得慢", "要我们满意才行", "",
            )
        ),
    ],
)  # fmt: skip
def test_a_grade_in_own_words(words: str, grade: str) -> None:
    assert told(words) == grade


@given(WORDS)
def test_what_is_denied_or_asked_is_no_grade(words: str) -> None:
    assert told(f"不{words}满意" if not told(words) else f"{words}吗？") == ""
