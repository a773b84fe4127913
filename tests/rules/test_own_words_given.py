"""To whom work is given, in the words of who gives it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.own_words import given_number, of_number, under_card
from rules.own_words_given import given_to, thing_given, thing_taken
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    "words",
    ["让亚丽去", "让亚丽接", "让亚丽负责", "换亚丽去", "换成亚丽来", "改由亚丽负责", "安排亚丽去处理", "派亚丽过去"],
)  # fmt: skip
def test_somebody_is_named(words: str) -> None:
    assert given_to(words) == "亚丽"


@pytest.mark.parametrize("words", ["2号单换亚丽去", "2号单改由亚丽负责", "让亚丽接2号单", "安排亚丽去处理2号单"])
def test_with_a_number(words: str) -> None:
    meant = of_number(words) or given_number(words)
    assert meant is not None
    assert (meant.action, meant.number, meant.rest) == ("hand_over", 2, "亚丽")


@pytest.mark.parametrize("words", ["让亚丽管电梯", "等会儿让亚丽跑一趟 电梯", "安排亚丽去看看电梯的事"])
def test_with_a_thing(words: str) -> None:
    assert thing_given(words) == ("电梯", "亚丽")


@pytest.mark.parametrize("words", ["换了水管", "换好了", "换新水管", "换灯泡了", "换了接头来水了", "安排师傅去修"])
def test_what_is_done_or_whoever_comes_is_no_colleague(words: str) -> None:
    meant = under_card(words)
    assert given_to(words) == ""
    assert meant is None or meant.action != "hand_over"


@pytest.mark.parametrize(
    ("words", "thing"), [("我去看停电", "停电"), ("我来处理井盖的事", "井盖"), ("好的，我去弄一下路灯", "路灯")]
)
def test_what_somebody_goes_to(words: str, thing: str) -> None:
    assert thing_taken(words) == thing


@pytest.mark.parametrize("words", ["我去看看", "我去看看吧", "我来修", "我来了", "让亚丽管电梯"])
def test_who_goes_without_saying_where(words: str) -> None:
    assert thing_taken(words) == ""


@given(st.one_of(SAYINGS, st.text(max_size=40)))
def test_any_words_are_read(words: str) -> None:
    told = thing_given(words)
    assert told is None or all(told)
    assert given_to(words) in words
