"""What somebody asks of their own data, and what asks for nothing of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.privacy import wish_in


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("我的信息。", "show"),
        ("你记了我些什么", "show"),
        ("把我的记录删了", "show"),
        ("delete all my data", "show"),
        ("删除我的信息", "erase"),
        ("Erase my data", "erase"),
        ("楼道的垃圾清一下", ""),
        ("我家门口的东西请物业帮忙清走，都堆了好几个月了，还没有人管", ""),
    ],
)
def test_what_is_asked_of_ones_data(words: str, wish: str) -> None:
    assert wish_in(words) == wish


@given(st.text("我的信息删除", max_size=12))
def test_only_the_words_themselves_erase(words: str) -> None:
    assert (wish_in(words) == "erase") == (words == "删除我的信息")
