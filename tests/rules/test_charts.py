"""Where the parts of a picture stand, for any counts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.charts import (
    Box,
    contrast,
    cut,
    height,
    ink_on,
    labelled,
    length,
    line,
    mixed,
    percent,
    shade,
    ticks,
    wide,
    wrapped,
)

counts = st.lists(st.integers(0, 10**6), max_size=40)
BOX = Box(80, 100, 800, 200)


@given(values=counts)
def test_the_axis_holds_every_value_in_few_even_steps(values: list[int]) -> None:
    marks = ticks(values)
    assert marks[0] == 0
    assert 2 <= len(marks) <= 5
    assert marks[-1] >= max(values, default=0)
    assert len({b - a for a, b in pairwise(marks)}) == 1
    assert str(marks[1]).rstrip("0") in ("1", "2", "5")


@given(values=st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_the_line_stays_in_its_box_and_higher_is_more(values: list[int]) -> None:
    points = line(values, ticks(values)[-1], BOX)
    assert all(80 <= x <= 880.1 and 100 <= y <= 300 for x, y in points)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    for (_, one), (_, other), a, b in zip(points, points[1:], values, values[1:], strict=False):
        assert (one < other) <= (a > b)
        assert (one > other) <= (a < b)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="only counts"):
        ticks([1, -1])


@given(value=st.integers(0, 900), more=st.integers(0, 900))
def test_bars_and_squares_grow_with_the_count(value: int, more: int) -> None:
    most = value + more
    assert length(value, most, 200) <= 200
    assert (shade(value, most) == 0) is (value == 0)
    assert shade(value, most) <= 1
    if value:
        assert shade(value, most) >= shade(1, most) > 0.1


def test_with_nothing_to_show_all_is_flat() -> None:
    assert (height(0, 0, BOX), length(0, 0, 200), shade(0, 0)) == (300, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("电梯故障", 4, "电梯故障"),
        ("下水道堵塞", 4, "下水道…"),
        ("Water leak", 6, "Water leak"),
        ("Lift out of order", 5, "Lift out…"),
        ("", 1, ""),
    ],
)
def test_words_are_cut_to_their_room(text: str, room: float, shown: str) -> None:
    assert cut(text, room) == shown


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("电梯故障", 5, ["电梯故障"]),
        ("飞线充电电动车上楼", 5, ["飞线充电电", "动车上楼"]),
        ("阳光花园国际11号楼", 7, ["阳光花园国际", "11号楼"]),
        ("新报的86件；没算误会3、撤回2、并案5。", 18, ["新报的86件；没算误会3、撤回2、", "并案5。"]),
        ("Owners' committee and repair fund", 6, ["Owners'", "committe…"]),
        ("Overflowing rubbish", 5, ["Overflo…", "rubbish"]),
        ("", 5, []),
    ],
)
def test_words_are_broken_where_one_would_pause(text: str, room: float, lines: list[str]) -> None:
    assert wrapped(text, room, 2) == lines


@given(text=st.text(max_size=60), room=st.integers(2, 30), most=st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost_but_at_the_end(text: str, room: int, most: int) -> None:
    lines = wrapped(text, room, most)
    assert len(lines) <= most
    assert all(wide(each) <= room for each in lines)
    if not any("…" in each for each in lines):
        assert "".join("".join(lines).split()) == "".join(text.split())


@given(days=st.integers(0, 62))
def test_few_days_carry_their_date_and_the_last_does(days: int) -> None:
    shown = labelled(days)
    assert len(shown) <= 7
    assert not days or shown[-1] == days - 1


@given(part=st.integers(0, 10**5), more=st.integers(0, 10**5))
def test_a_share_that_is_there_is_not_nothing_and_not_all(part: int, more: int) -> None:
    told = percent(part, part + more)
    assert (told == "0%") is (part == 0)
    assert (told == "100%") is (part > 0 and more == 0)


@given(share=st.floats(0, 1))
def test_a_number_is_read_on_every_shade(share: float) -> None:
    ground = mixed("#1d5fd1", "#e4e9f0", share)
    assert contrast(ink_on(ground), ground) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
