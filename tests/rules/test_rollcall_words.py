"""What stands around an answer changes nothing of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall_words import asks_who_answered, courtesy, number, plainly, skipped
from tests.rules.words import WORDS


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("2人🙏", "2人"),
        ("2人，谢谢书记关心！", "2人"),
        ("没有[抱拳]", "没有"),
        ("在家２　上门０", "在家2 上门0"),
        ("谢谢", ""),
        ("几点？", "几点?"),
    ],
)
def test_pictures_and_thanks_are_left_out(words: str, plain: str) -> None:
    assert plainly(words) == plain


@pytest.mark.parametrize(("words", "value"), [("俩", 2), ("两", 2), ("十二", 12), ("0", 0), ("零", 0), ("二十", 20)])
def test_a_number_as_it_is_said(words: str, value: int) -> None:
    assert number(words) == value


def test_only_what_thanks_or_greets_is_passed_by() -> None:
    assert courtesy("收到,2人", 0) == 2
    assert courtesy("收到2人的", 0) == 0


@given(WORDS)
def test_plain_words_stay_plain(words: str) -> None:
    once = plainly(words)
    assert skipped(once, 0) == 0
    assert all(0 <= courtesy(once, at) - at <= len(once) for at in range(len(once)))


@given(st.text(max_size=40))
def test_plain_words_are_never_longer(words: str) -> None:
    assert len(plainly(words)) <= len(words)


@pytest.mark.parametrize("words", ["还有谁没报", "谁没答", "还有几户没填？", "哪些人没回"])
def test_who_has_not_answered_is_asked(words: str) -> None:
    assert asks_who_answered(words) == "名单"


@pytest.mark.parametrize("words", ["报了几户", "还差几户", "接龙怎么样了"])
def test_how_far_a_roll_call_is_is_asked(words: str) -> None:
    assert asks_who_answered(words) == "看"


@pytest.mark.parametrize("words", ["谁报的", "没报", "3号楼没报", "谁没干活", "报了几件", "还差一户"])
def test_what_asks_nothing_of_a_roll_call(words: str) -> None:
    assert asks_who_answered(words) == ""
