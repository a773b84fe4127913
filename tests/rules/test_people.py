"""A name that is typed means who is called so, and never somebody who is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.people import calls_by_name, named, parts_of, thanked

PEOPLE = st.dictionaries(
    st.integers(1, 9), st.text(st.sampled_from("高晓燕陈王小丽"), min_size=1, max_size=3), max_size=5
)
TYPED = st.text(st.sampled_from("高晓燕陈王小丽书记 "), max_size=4)


@given(PEOPLE)
def test_a_whole_name_means_exactly_those_who_bear_it(people: dict[int, str]) -> None:
    for name in people.values():
        assert named(f" {name} ", people) == [user for user, own in people.items() if own == name]


@given(TYPED, PEOPLE)
def test_whoever_is_meant_shares_what_was_typed(typed: str, people: dict[int, str]) -> None:
    for user in named(typed, people):
        assert typed.strip() in people[user] or people[user][0] in typed
    assert named("  ", people) == []


@given(st.text(st.sampled_from("王阿姨李老师大爷"), min_size=2, max_size=4), st.text(max_size=10))
def test_whoever_is_called_first_is_called(name: str, words: str) -> None:
    assert calls_by_name(f"{name}{words}", f"3-2-501 {name}")
    assert calls_by_name(f"{words}@{name} ", f"3-2-501 {name}")
    assert not calls_by_name(words, "3-2-501")


def test_who_is_only_spoken_of_is_not_called() -> None:
    assert not calls_by_name("刚从王阿姨家出来", "3-2-501 王阿姨")
    assert not calls_by_name("大家好", "3-2-501 王阿姨")
    assert calls_by_name("王姨我马上到", "3-2-501 王阿姨")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("张伟 医生", ["张伟", "医生"]),
        ("张伟：医生", ["张伟", "医生"]),
        ("删，张伟、医生", ["删", "张伟", "医生"]),
        (" ", []),
    ],
)
def test_a_name_is_parted_from_what_is_told(words: str, told: list[str]) -> None:
    assert parts_of(words) == told


@given(st.text(st.sampled_from("王阿姨李老师大爷"), min_size=2, max_size=4), st.text(max_size=10))
def test_who_is_thanked_may_be_meant_by_the_whole_name_first(name: str, words: str) -> None:
    assert thanked(f"{words},谢谢{name}")[-len(name) + 1 :][0] == name
    assert thanked(words.replace("谢", "").replace("感", "").replace("辛苦", "").replace("麻烦", "")) == []
