"""Who was called and says that they come, and who only tells of others."""

import pytest

from rules.begun import is_hurrying


@pytest.mark.parametrize("words", ["来了", "在赶过去", "正往那边跑", "收到，赶过来了", "我这就赶过去", "赶着呢"])
def test_who_was_called_comes(words: str) -> None:
    assert is_hurrying(words)


@pytest.mark.parametrize("words", ["来了几个人", "谁来了", "警察来了", "没来", "来水了", "赶快", "往那边看"])
def test_who_tells_of_others_does_not_come(words: str) -> None:
    assert not is_hurrying(words)
