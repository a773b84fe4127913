"""What counts as asking the same household for the same fact again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fact import Asked, FactPolicy, asked, same

POLICY = FactPolicy(topics={"people": ("几口人",), "pets": ("养犬", "养狗")})
STREET, GRID, OTHER = (1,), (1, 2, 3), (1, 2, 4)


def ask(words: str, receipts: bool = False, path: tuple[int, ...] = GRID, buildings: tuple[str, ...] = ()) -> Asked:
    found = asked(POLICY, words, receipts, [path], buildings)
    assert found
    return found


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("请回复家里几口人", True),
        ("今天停水，17:00前恢复", False),
        ("统计各户养狗情况", True),
        ("How many people live with you?", True),
        ("明天义诊，欢迎来", False),
    ],
)
def test_what_asks(words: str, asks: bool) -> None:
    assert bool(asked(POLICY, words, False, [GRID])) is asks
    assert asked(POLICY, words, True, [GRID])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("请回复家里几口人", "摸排：各户有几口人，报给网格员", True),
        ("请登记养狗的", "统计养犬", True),
        ("请登记养狗的", "请回复家里几口人", False),
        ("请登记养狗的", "请登记电动车", False),
        ("请大家登记楼道堆物情况", "请各位登记楼道堆物情况", True),
        ("请登记3号楼楼道堆物情况", "请登记5号楼楼道堆物情况", False),
    ],
)
def test_the_same_fact(one: str, other: str, is_same: bool) -> None:
    assert same(POLICY, ask(one), ask(other)) is is_same


def test_another_days_outage_with_receipts_is_another_notice() -> None:
    monday, tuesday = ask("23日停水", receipts=True), ask("24日停水", receipts=True)
    assert not same(POLICY, monday, tuesday)
    assert same(POLICY, monday, ask("23日停水", receipts=True))


@pytest.mark.parametrize(
    ("path", "buildings", "meets"),
    [(GRID, (), True), (STREET, (), True), (OTHER, (), False), (GRID, ("1",), True), (GRID, ("2",), False)],
)
def test_only_those_who_were_asked(path: tuple[int, ...], buildings: tuple[str, ...], meets: bool) -> None:
    before = ask("请回复家里几口人", buildings=("1",))
    assert same(POLICY, ask("请回复家里几口人", path=path, buildings=buildings), before) is meets


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_it_is_the_same_either_way_round_and_to_itself(one: str, other: str) -> None:
    first, second = ask(one, receipts=True), ask(other, receipts=True)
    assert same(POLICY, first, second) == same(POLICY, second, first)
    assert same(POLICY, first, first) or not first.words


@pytest.mark.parametrize(("apart", "alike"), [(timedelta(), 0.5), (timedelta(days=1), 0.0), (timedelta(days=1), 1.1)])
def test_numbers_that_cannot_be(apart: timedelta, alike: float) -> None:
    with pytest.raises(ValueError, match="asks of a fact"):
        FactPolicy(apart, alike)
