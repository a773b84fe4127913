"""From margins to what is asked for: what stands still or is gone is no danger yet, somebody in it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.deciding import DANGERS, KINDS, Leaning, Outline, is_one_trouble, kind_of, lead_of, lead_of_letter
from rules.parsing import Context, read

READER = load_reader()


@pytest.mark.parametrize(
    ("text", "service_class"),
    [
        ("2号梯到七楼抖一下,吓人", "P1"),
        ("电梯门夹人,我的书包带被夹了一下", "P1"),
        ("左边电梯又不动了,停在六楼", "P1"),
        ("左边电梯卡住了,里头有个孩子在哭", "P0"),
        ("电梯抖了一下不动了,我们三个在里面", "P0"),
        ("昨天给骗了八千,钱转过去了,怎么办", "P1"),
        ("电话里让我下个软件,我没下,是骗子吧", "P1"),
        ("骗子让我妈转钱,她正在转", "P0"),
        ("我妈正在银行给骗子转账,谁去拦一下", "P0"),
    ],
)
def test_a_lift_or_money_is_a_danger_when_somebody_is_in_it(text: str, service_class: str) -> None:
    (request,) = read(text, Context(sender="1-1-101 赵"), READER).requests
    assert request.service_class == service_class


def test_only_dangers_are_shy() -> None:
    assert Leaning().shy.keys() <= DANGERS.keys()


@given(st.sampled_from(sorted(READER.lexicon.matters)), st.sampled_from(sorted(READER.lexicon.matters)))
def test_two_names_of_one_trouble_are_so_either_way(one: str, other: str) -> None:
    assert is_one_trouble(one, other) == is_one_trouble(other, one)


@given(st.sampled_from(sorted(DANGERS)))
def test_a_matter_of_a_danger_tells_its_kind(danger: str) -> None:
    assert all(DANGERS[kind_of(matter)] == DANGERS[danger] for matter in DANGERS[danger])


@given(
    st.floats(-3, 3),
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.booleans(),
    st.sampled_from(["resident", "staff", "trader"]),
)
def test_a_letter_is_never_further_from_asking_than_talk(
    reach: float, score: float, felt: float, talked: bool, role: str
) -> None:
    outline = Outline(np.zeros(len(KINDS)), reach, "chatter", [0], [score], felt, (0.0,) * len(KINDS), {})
    assert lead_of_letter(outline, role, Leaning()) >= lead_of(outline, talked, (), role, Leaning())
