"""For whom staff report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.proxy import teller


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("路灯不亮 (王阿姨电话说的)", "王阿姨"),
        ("路灯不亮（五楼李大姐反映的）", "五楼李大姐"),
        ("路灯不亮（老周说的）。", "老周"),
        ("路灯不亮（赵叔早上打电话说的）", "赵叔"),
        ("路灯不亮 (急)", ""),
        ("路灯（门口那盏）不亮", ""),
        ("路灯不亮，王阿姨说的", ""),
        ("路灯不亮 (", ""),
    ],
)
def test_who_is_named_at_the_end(words: str, who: str) -> None:
    assert teller(words) == who


@given(st.text("王李张赵阿姨大爷姐哥", min_size=1, max_size=8), st.sampled_from("()（）"))
def test_whoever_is_named_at_the_end_is_found(who: str, sign: str) -> None:
    opens, closes = ("(", ")") if sign in "()" else ("（", "）")
    assert teller(f"路灯不亮{opens}{who}电话说的{closes}") == who
    assert teller(f"路灯不亮{who}电话说的") == ""
