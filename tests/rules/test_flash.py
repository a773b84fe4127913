"""Who is hurt is quoted in people's own words, the newest first, and never made up."""

from hypothesis import given
from hypothesis import strategies as st

from rules.flash import hurt_in
from tests.rules.words import WORDS

HURT = st.sampled_from(("两人受伤", "无人受伤", "一名老人被困", "已送医院"))
CALM = st.sampled_from(("电梯坏了", "来水了", "谢谢", "3号楼"))


@given(WORDS)
def test_it_is_a_clause_of_what_was_said_or_nothing(words: str) -> None:
    found = hurt_in(words)
    assert found in words
    assert "，" not in found


@given(st.lists(CALM, max_size=3), HURT, st.lists(HURT | CALM, max_size=3))
def test_the_first_clause_that_tells_it_counts(before: list[str], hurt: str, after: list[str]) -> None:
    assert hurt_in("，".join((*before, hurt, *after))) == hurt
    assert hurt_in("，".join(before)) == ""
