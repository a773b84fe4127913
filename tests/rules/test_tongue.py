"""In which language somebody writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tongue import writes_english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The lift has stopped", True),
        ("any update?", True),
        ("help", True),
        ("电梯坏了", False),
        ("wifi没有信号 help me", False),
        ("no water", True),
        ("no one here", True),
        ("He hit me", True),
        ("dian ti huai le 3 hao lou", None),
        ("wo jia ting shui le", None),
        ("ni hao", None),
        ("ok", None),
        ("3-2-501", None),
        ("/start i1", None),
        ("", None),
    ],
)
def test_what_is_written(text: str, english: bool | None) -> None:
    assert writes_english(text) is english


@given(st.text(max_size=60), st.sampled_from("电梯修好了"))
def test_one_chinese_sign_makes_it_chinese(text: str, sign: str) -> None:
    assert writes_english(text + sign) is False
