"""For whom staff report."""

import pytest

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
