"""A yes or a no to what waits: only where it is plainly said, and never of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.consent_said import Word, finds_too_long, word_in


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("都同意", Word(True)),
        ("好的，都可以", Word(True)),
        ("全部驳回", Word(False)),
        ("2号可以", Word(True, 2)),
        ("1号不行，太久了", Word(False, 1, "太久了")),
        ("2号不同意", Word(False, 2)),
        ("3号单同意了。", Word(True, 3)),
        *(
            (text, None)
            for text in ("都同意吗", "2号可以吗", "2号楼可以", "都不同意吗？", "可以", "2号行不行", "都好了")
        ),
    ],
)
def test_what_is_said_of_what_waits(text: str, word: Word | None) -> None:
    assert word_in(text) == word


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("12月20号太晚了吧", True),
        ("太久了", True),
        ("这个时间有点长", True),
        ("太晚了吗，几点", False),
        ("电梯等太久了，有人被困", False),
        ("太好了", False),
    ],
)
def test_too_long_is_a_doubt(text: str, does: bool) -> None:
    assert finds_too_long(text) is does


@given(st.integers(1, 999_999), st.sampled_from(["可以", "同意", "不行", "驳回"]), st.text("久等太修好", max_size=9))
def test_a_number_with_a_yes_or_a_no_is_that_ticket(number: int, said: str, why: str) -> None:
    found = word_in(f"{number}号{said}，{why}" if len(why) > 1 else f"{number}号{said}")
    assert found == Word(said in ("可以", "同意"), number, why if len(why) > 1 else "")
    assert word_in(f"{number}号{said}吗？") is None
