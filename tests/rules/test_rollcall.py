"""What a question asks, what an answer says, and a board that is exact whatever households do."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.receipts import Home
from rules.rollcall import COUNTS, OPTIONS, Answer, Asked, amount, asked, board, picked, spoken

TWO = Asked(COUNTS, ("下楼", "需上门"), "人")
CHOICES = Asked(OPTIONS, ("参加", "不参加", "看情况"))


@pytest.mark.parametrize(
    ("words", "shape", "items"),
    [
        ("体检几人参加", COUNTS, ("参加",)),
        ("体检，参加几人？", COUNTS, ("参加",)),
        ("几人下楼、几人需上门", COUNTS, ("下楼", "需上门")),
        ("明早做检测：几个人下楼，几个人要上门", COUNTS, ("下楼", "要上门")),
        ("团购牛奶，订几箱", COUNTS, ("订",)),
        ("每家出几名志愿者", COUNTS, ("志愿者",)),
        ("家里几口人？", COUNTS, ("家里",)),
        ("几人？", COUNTS, ("人",)),
        ("how many people come, how many need a visit", COUNTS, ("come", "a visit")),
        ("周六大扫除 参加/不参加/看情况", OPTIONS, ("参加", "不参加", "看情况")),
        ("开会定周六还是周日", OPTIONS, ("开会定周六", "周日")),
        ("周六还是周日开会", OPTIONS, ("周六", "周日")),
        ("去还是不去", OPTIONS, ("去", "不去")),
        ("选项：一楼、二楼、三楼", OPTIONS, ("一楼", "二楼", "三楼")),
        ("周六大扫除报名", OPTIONS, ("参加", "不参加")),
        ("9/10的会参加吗", OPTIONS, ("参加", "不参加")),
        ("谁家要通下水道", OPTIONS, ("需要", "不需要")),
        ("家里有没有八十岁以上的老人", OPTIONS, ("是", "不是")),
        ("Do you come?", OPTIONS, ("Yes", "No")),
    ],
)
def test_what_is_asked(words: str, shape: str, items: tuple[str, ...]) -> None:
    found = asked(words)
    assert found is not None and (found.shape, found.items) == (shape, items)


@pytest.mark.parametrize("words", ["甲/乙/丙/丁/戊/己/庚", "几人去、几人不去、几人没定、几人要车"])
def test_what_asks_too_much(words: str) -> None:
    assert asked(words) is None


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2", 2), ("2人", 2), ("两个", 2), ("俩", 2), ("来3个", 3), ("3大1小", 4), ("大人2 小孩1", 3), ("一家三口", 3),
        ("+1", 1), ("x2", 2), ("共5人", 5), ("共3人（2大1小）", 3), ("4人(2大2小)", 4), ("不去", 0), ("取消", 0),
        ("参加", 1), ("算我一个", 1), ("张 3", 3), ("十二位", 12), ("２人", 2), ("王阿姨", None), ("", None),
    ],
)  # fmt: skip
def test_how_many(words: str, count: int | None) -> None:
    assert amount(words) == count


@pytest.mark.parametrize(
    ("words", "question", "values"),
    [
        ("下楼2 上门1", TWO, {0: 2, 1: 1}),
        ("2人下楼，1人上门", TWO, {0: 2, 1: 1}),
        ("下楼：2，需上门：0", TWO, {0: 2, 1: 0}),
        ("2 1", TWO, {0: 2, 1: 1}),
        ("2、1", TWO, {0: 2, 1: 1}),
        ("下楼3", TWO, {0: 3}),
        ("都不去", TWO, {0: 0, 1: 0}),
        ("2人", TWO, None),
        ("不参加", CHOICES, {0: 1}),
        ("我家参加", CHOICES, {0: 0}),
        ("看情况吧", CHOICES, {0: 2}),
        ("2", CHOICES, {0: 1}),
        ("7", CHOICES, None),
        ("电梯坏了", CHOICES, None),
    ],
)
def test_what_typed_words_answer(words: str, question: Asked, values: dict[int, int] | None) -> None:
    assert picked(words, question) == values


# the board against a count by hand --------------------------------------------------------------------------------

_homes = st.builds(
    Home, st.sampled_from(["1", "2", "12"]), st.sampled_from(["", "1", "2"]), st.sampled_from(["101", "102", "1001"])
)
_listed = st.lists(st.tuples(st.sampled_from([1, 2]), _homes), unique=True, max_size=20)
_keys = st.one_of(_homes.map(lambda home: home.key), st.sampled_from(["u7", "u8"]))
_answers = st.dictionaries(
    st.tuples(st.sampled_from([1, 2]), _keys, st.sampled_from([0, 1])), st.integers(0, 2), max_size=30
)


@given(_listed, _answers, st.sampled_from([TWO, CHOICES]))
def test_the_board_is_what_a_count_by_hand_gives(
    listed: list[tuple[int, Home]], told: dict[tuple[int, str, int], int], question: Asked
) -> None:
    told = {key: value for key, value in told.items() if key[2] < question.parts}
    doors = [(place, home.building, home.unit, home.room) for place, home in listed]
    found = board(doors, _rows(told), question)
    homes = {(place, home.key): home for place, home in listed}
    whole = [h for h in {key[:2] for key in told} if all((*h, item) in told for item in range(question.parts))]
    assert found.total.answered == len(whole)
    for item in range(len(question.items)):
        if question.shape == COUNTS:
            by_hand = sum(value for (_, _, each), value in told.items() if each == item)
        else:
            by_hand = sum(value == item for value in told.values())
        assert found.total.sums[item] == by_hand
    assert {(place, home.key) for place, home in found.left} == homes.keys() - set(whole)
    assert found.half == {key[:2] for key in told} - set(whole)
    assert found.doorless == len({key[:2] for key in told if key[1].startswith("u")})
    _by_unit(found, homes, told, whole)


def _rows(told: dict[tuple[int, str, int], int]) -> list[Answer]:
    """A row a household, as the database gives them."""
    return [
        (place, key, told.get((place, key, 0)), told.get((place, key, 1)), None)
        for place, key in {(place, key) for place, key, _ in told}
    ]


def _by_unit(found, homes, told, whole) -> None:  # type: ignore[no-untyped-def]
    """Every unit counts the households that are its own, and the units together are the whole."""
    of: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    answered: Counter[tuple[int, str, str]] = Counter()
    known = {(place, home.building) for (place, _), home in homes.items()}
    for place, key in {*homes, *(key[:2] for key in told)}:
        home = homes.get((place, key)) or Home(*_parts(key))
        of[place, home.building, home.unit].add(key)
        answered[place, home.building, home.unit] += (place, key) in whole
    rows = {(row.place, row.building, row.unit): row for row in found.rows}
    assert rows.keys() == of.keys()
    for unit, row in rows.items():
        assert row.answered == answered[unit]
        assert row.of == (len(of[unit]) if unit[:2] in known else None)
    for building in found.by_building():
        assert building.answered == sum(
            n for unit, n in answered.items() if unit[:2] == (building.place, building.building)
        )
    assert found.total.of == (sum(len(of[u]) for u in of if u[:2] in known) if known else None)


def _parts(key: str) -> tuple[str, str, str]:
    parts = [] if key.startswith("u") else key.split("-")
    return (parts[0], parts[1] if len(parts) == 3 else "", parts[-1]) if parts else ("", "", "")


def test_those_who_come_first_are_left_first_then_door_by_door() -> None:
    homes = [(1, "3", "2", room) for room in ("1001", "502", "501")] + [(1, "12", "1", "101")]
    left = board(homes, [(1, "3-2-502", 1, None, None)], Asked(COUNTS, ("参加",)), {(1, "12-1-101")}).left
    assert [home.key for _, home in left] == ["12-1-101", "3-2-501", "3-2-1001"]


@pytest.mark.parametrize(
    "words", ["我家2个", "3-2-1203 来1个", "我家改成3个", "两个人", "3-2-501 两口人", "我们家要2份"]
)
def test_a_number_by_itself_is_an_answer(words: str) -> None:
    assert spoken(words)


@pytest.mark.parametrize(
    "words", ["5号楼", "2", "我家2个人漏水", "两个人打架", "12月3号", "三个月了", "2个小时", "来两个人", "3个师傅来了"]
)
def test_what_only_holds_a_number_is_none(words: str) -> None:
    assert not spoken(words)


@pytest.mark.parametrize(
    ("words", "item", "measure"),
    [("周六上午义诊，要来的报人数", "人数", "人"), ("请统计人数", "人数", "人"), ("登记一下户数", "户数", "户")],
)
def test_a_number_is_asked_for_by_its_name(words: str, item: str, measure: str) -> None:
    assert asked(words) == Asked(COUNTS, (item,), measure)
