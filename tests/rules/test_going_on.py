"""What is said next of a danger: of that one, or of another."""

import pytest
from hypothesis import given

from rules.going_on import is_of_them, sees_from_afar, tells_more, tells_worse
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "of_them", "more", "afar"),
    [
        ("他刚才拿刀了", True, True, False),
        ("我老公追出来了", True, False, False),
        ("小区门口有人拿刀", False, False, False),
        ("楼上有人打他", False, False, False),
        ("还有一个孕妇，她喘不上气", True, True, False),
        ("还有人说隔壁也晕了", False, False, False),
        ("她家也着火了", True, False, False),
        ("6号楼也看得到 好大的烟", False, False, True),
        ("我们6号楼也着火了 都看得到", False, False, False),
    ],
)
def test_what_goes_on_is_of_the_danger_that_was_told(words: str, of_them: bool, more: bool, afar: bool) -> None:
    assert (is_of_them(words), tells_more(words), sees_from_afar(words)) == (of_them, more, afar)


@given(SAYINGS)
def test_what_burns_there_is_not_seen_from_afar(words: str) -> None:
    assert not sees_from_afar(words + "着火了")
    assert not is_of_them(words + "有人") and not tells_more(words + "隔壁")


@pytest.mark.parametrize("words", ["502打起来了，动刀了", "又打人了，流血了", "女的喊救命", "人不动了", "连孩子也打"])
def test_worse_is_told(words: str) -> None:
    assert tells_worse(words)


@pytest.mark.parametrize("words", ["502打起来了，快来", "又在打老婆", "打架，没看到刀", "没见血", "还在打"])
def test_the_same_is_no_worse(words: str) -> None:
    assert not tells_worse(words)
