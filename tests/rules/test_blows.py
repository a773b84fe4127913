"""What neighbours hear of violence behind a door that was told before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.blows import tells_of_blows


@pytest.mark.parametrize(
    "words",
    ["我也听到了 好像在打人", "我都听到 好似打紧人", "好像打起来了", "他在打老婆", "有人喊救命", "动手了"],
)
def test_blows(words: str) -> None:
    assert tells_of_blows(words)


@pytest.mark.parametrize(
    "words",
    [
        "没打人 就是吵", "打麻将", "我打电话问问", "楼下打起来了", "小区门口有人打架", "电视里在打架", "打扫卫生",
        "别打孩子作业的主意", "打孔打了一上午", "他以前打过老婆", "打架啊？", "我也听到了",
    ],
)  # fmt: skip
def test_none(words: str) -> None:
    assert not tells_of_blows(words)


@given(st.text(max_size=12))
def test_what_is_said_not_to_be_is_none(words: str) -> None:
    assert not tells_of_blows(f"{words}没打人")
