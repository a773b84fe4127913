"""Questions of staff in plain words: which tickets are meant, and what is no question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.query_asked import About, asks_state, asks_what_came


@pytest.mark.parametrize(
    ("text", "building", "unit", "thing"),
    [
        ("3号楼那个电梯怎么样了", "3", "", "电梯"),
        ("那个3号楼电梯呢", "3", "", "电梯"),
        ("三号楼2单元的灯修好了没有？", "3", "2", "灯"),
        ("麻烦问一下，3栋漏水的事到哪一步了", "3", "", "漏水"),
        ("下水道堵了那个呢", "", "", "下水道堵了"),
        ("5号楼什么情况", "5", "", ""),
    ],
)
def test_what_is_meant(text: str, building: str, unit: str, thing: str) -> None:
    about = asks_state(text)
    assert about is not None
    assert (about.building, about.unit, about.thing) == (building, unit, thing)


@pytest.mark.parametrize(
    "text",
    [
        "3号楼电梯修好了",
        "3号楼电梯还没修好",
        "3号楼电梯有人在修",
        "3号楼电梯停了",
        "我家的灯怎么样了",
        "那3号楼呢",
        "怎么样了",
        "谁在办",
        "3号楼和5号楼电梯怎么样了",
        "3号楼电梯怎么样了，没好的话今天要催维保过来",
    ],
)
def test_what_asks_of_no_ticket(text: str) -> None:
    assert asks_state(text) is None


@pytest.mark.parametrize("text", ["今天出了什么事", "今儿出啥事了", "今天都报了些什么问题", "今天发生了什么事没有"])
def test_what_came_today(text: str) -> None:
    assert asks_what_came(text)


@pytest.mark.parametrize("text", ["今天有什么事", "出了什么事", "今天我办了什么事", "今天他家出了什么事啊你说"])
def test_what_asks_something_else(text: str) -> None:
    assert not asks_what_came(text)


@given(
    st.integers(1, 40), st.sampled_from(["电梯", "楼道灯", "漏水"]), st.sampled_from(["怎么样了", "修好没", "谁在弄"])
)
def test_any_house_and_thing_is_found_whatever_stands_around_it(house: int, thing: str, asked: str) -> None:
    for words in (f"{house}号楼{thing}{asked}", f"请问，{house}号楼那个{thing}现在{asked}？"):
        about = asks_state(words)
        assert isinstance(about, About)
        assert (about.building, about.thing) == (str(house), thing)


@given(st.text(max_size=80))
def test_whatever_is_written_is_read(text: str) -> None:
    assert asks_state(text) is None or asks_state(text) == asks_state(text + "？")
    assert asks_what_came(text) in (True, False)
