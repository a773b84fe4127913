"""Cards: which words stand on them, and how places are said."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rules.callback import read
from rules.cards import (
    MORE_ROWS,
    buttons,
    danger_rows,
    gathered,
    home,
    household,
    join_word,
    kept_of,
    pressable,
    public_rows,
    result_rows,
    staff_rows,
    teller,
    where,
)
from rules.charts import wide
from rules.commands import ACTIONS as TYPED
from rules.tickets import State
from templates import FOLDER

ACTIONS = (
    "claim",
    "hand_over",
    "report_up",
    "mistake",
    "recategorize",
    "contact",
    "arrive",
    "resolve",
    "join",
    "add",
    "withdraw",
)
LABELS = {
    a: a
    for a in (*ACTIONS, *TYPED.values(), "resume", "misread", "confirm", "deny", "satisfied", "mostly", "unsatisfied")
}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("3", "2", ""), "3号楼2单元"),
        (("3", "", ""), "3号楼"),
        (("", "", "小区门口"), "小区门口"),
        (("A", "", "大堂"), "A座大堂"),
        (("3", "2", "门厅"), "3号楼2单元门厅"),
        (("3", "2", "3号楼2单元门厅"), "3号楼2单元门厅"),
        (("3", "2", "单元门口"), "3号楼2单元门口"),
        (("3", "", "单元门口"), "3号楼单元门口"),
        (("1", "", "1号楼垃圾桶"), "1号楼垃圾桶"),
        (("3", "", "13号楼旁边"), "3号楼13号楼旁边"),
        (("5", "", "三巷"), "三巷5号"),
        (("5", "2", "三巷门口"), "三巷5号2单元门口"),
        (("5", "", "三巷口"), "5号楼三巷口"),
        (("", "", "三巷"), "三巷"),
        (("", "2", ""), "2单元"),
        (("", "", ""), ""),
    ],
)
def test_places_as_people_say_them(place: tuple[str, str, str], said: str) -> None:
    assert where(*place) == said


def test_places_in_english() -> None:
    assert where("3", "2", "lobby", "en") == "Building 3 Unit 2 lobby"
    assert where("", "", "gate", "en") == "gate"
    assert home("3", "2", "501", "", "en") == "Building 3 Unit 2 Room 501"


def test_the_whole_place_for_staff() -> None:
    assert home("3", "2", "501", "") == "3号楼2单元501"
    assert home("1", "", "", "1号楼垃圾桶") == "1号楼垃圾桶"
    assert home("", "", "", "小区门口") == "小区门口"
    assert home("5", "", "402", "三巷") == "三巷5号402"
    assert home("5", "", "402", "三巷3楼") == "三巷5号3楼"


@given(building=st.integers(1, 99).map(str), unit=st.integers(1, 9).map(str), room=st.integers(101, 3308).map(str))
def test_no_room_in_a_place_for_residents(building: str, unit: str, room: str) -> None:
    assert room not in where(building, unit, "门厅").replace(f"{building}号楼", "").replace(f"{unit}单元", "")
    assert household(building, unit, room) == f"{building}-{unit}-{room}"
    assert household(building, unit, "") == ""


@given(building=st.integers(1, 99).map(str), spot=st.sampled_from(["门厅", "楼道", "垃圾桶", "电梯"]))
def test_a_building_is_said_once(building: str, spot: str) -> None:
    assert where(building, "", f"{building}号楼{spot}") == where(building, "", spot)


@pytest.mark.parametrize(
    ("spot", "shown"), [("三号楼门口", "3号楼门口"), ("十三号楼门口", "3号楼十三号楼门口"), ("三单元", "3号楼三单元")]
)
def test_a_building_in_words_is_said_once(spot: str, shown: str) -> None:
    assert where("3", "", spot) == shown


@pytest.mark.parametrize(
    ("matter", "word"),
    [("property_repair.elevator_fault", "join_home"), ("utility.water_outage", "join_home"),
     ("public_facility.street_light", "join_spot"), ("safety_hazard.fire", "join_spot"), ("odd", "join_spot"),
     ("policy_inquiry.certificate", "join_question"), ("errand.delivery", "join_home")],
)  # fmt: skip
def test_homes_and_spots(matter: str, word: str) -> None:
    assert join_word(matter) == word


def test_a_street_has_nobody_to_report_up_to() -> None:
    for state in State:
        assert all("report_up" not in row for row in staff_rows(state, "street"))
    assert any("report_up" in row for row in staff_rows("open", "community"))


@pytest.mark.parametrize(
    ("state", "doubtful", "first"),
    [
        ("open", False, (("claim", "hand_over"), ("flash",))),
        ("open", True, (("real", "mistake"), ("claim", "hand_over"), ("flash",))),
        ("claimed", False, (("contact", "arrive", "resolve"), ("flash", "mistake"))),
        ("on_site", False, (("resolve",), ("flash", "mistake"))),
        ("suspended", False, (("resume", "hand_over"), ("flash",))),
    ],
)
def test_the_flash_report_of_a_danger_is_not_looked_for_under_what_is_rare(
    state: str, doubtful: bool, first: tuple[tuple[str, ...], ...]
) -> None:
    assert danger_rows(staff_rows(state, "grid"), doubtful)[: len(first)] == first
    assert danger_rows((), doubtful) == ()


@pytest.mark.parametrize("state", ["claimed", "on_site"])
@pytest.mark.parametrize("level", ["grid", "street"])
@pytest.mark.parametrize("in_touch", [False, True])
def test_nothing_stands_twice_and_nothing_is_lost_behind_what_is_rare(state: str, level: str, in_touch: bool) -> None:
    shown = [action for row in staff_rows(state, level, in_touch=in_touch) for action in row]
    rare = [action for row in MORE_ROWS[state] for action in row]
    assert len(shown) <= 6 and len({*shown, *rare}) == len(shown) + len(rare)
    assert {"resolve", "more"} <= set(shown)
    assert {"hand_over", "recategorize", "mistake", "question", "bounce", "extend", "suspend"} <= {*shown, *rare}
    assert ("contact" in shown) == (state == "claimed" and not in_touch)


def test_finished_cards_have_no_buttons() -> None:
    for state in ("resolved", "closed", "closed_unconfirmed", "withdrawn", "mistaken", "merged"):
        assert staff_rows(state, "grid") == public_rows(state) == ()
    assert result_rows("closed", "mostly") == ()
    assert result_rows("claimed", "") == ()


@given(state=st.sampled_from(sorted(State)), level=st.sampled_from(["grid", "community", "street"]),
       ticket=st.integers(1, 10**15))  # fmt: skip
def test_buttons_carry_their_ticket_and_are_read_back(state: str, level: str, ticket: int) -> None:
    for rows in (staff_rows(state, level), public_rows(state), result_rows(state, "")):
        faces = buttons(rows, ticket, LABELS)
        assert [len(row) for row in faces] == [len(row) for row in rows]
        for button in (b for row in faces for b in row):
            press = read(button.data)
            assert press is not None
            assert press.ticket == ticket
            assert press.arg in ("", "satisfied", "mostly", "unsatisfied")
            assert press.action == (button.text if not press.arg else "rate")


WORDS = {locale: yaml.safe_load((FOLDER / locale / "words.yaml").read_text("utf-8")) for locale in ("zh", "en")}


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        (("接单", "转派"), (2,)),
        (("转派", "上报", "改类别", "误会"), (4,)),
        (("满意", "基本满意", "不满意"), (3,)),
        (("Hand over", "Report up", "Change matter", "Mistake"), (2, 2)),
        (("Contacted", "On site", "Done"), (3,)),
        (("60岁以上老人 0", "1", "2", "3", "4+"), (2, 2, 1)),
        (("大人 0", "1", "2", "3", "4+"), (3, 2)),
        (("阳光花园国际社区第一网格", "阳光花园国际社区第二网格"), (1, 1)),
        (("阳光花园国际社区居民委员会第一网格",), (1,)),
        ((), ()),
    ],
)
def test_a_row_too_tight_for_its_words_becomes_more(row: tuple[str, ...], lines: tuple[int, ...]) -> None:
    assert pressable((row,)) == lines


@given(rows=st.lists(st.lists(st.text(min_size=1, max_size=20), max_size=8).map(tuple), max_size=6).map(tuple))
def test_no_button_is_lost_and_none_is_cut_that_had_room_alone(rows: tuple[tuple[str, ...], ...]) -> None:
    lines = pressable(rows)
    assert sum(lines) == sum(map(len, rows))
    words = iter([word for row in rows for word in row])
    for count in lines:
        # 360 wide, less the margins of a bubble: letters of 15 between edges of 7.
        widest = max(wide(next(words)) for _ in range(count))
        assert count == 1 or widest * 15 <= 290 / count - 13


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("state", ["open", "claimed", "on_site", "suspended"])
def test_the_likeliest_step_is_first_and_no_word_of_a_card_is_cut(locale: str, state: str) -> None:
    rows = tuple(tuple(WORDS[locale][action] for action in row) for row in staff_rows(state, "grid"))
    assert all(wide(word) <= 18 for row in rows for word in row)
    assert pressable(rows)[0] == len(rows[0])
    assert locale == "en" or pressable(rows) == tuple(map(len, rows))


def test_what_was_added_stands_newest_first() -> None:
    assert gathered("", "灯不亮") == "灯不亮"
    assert gathered("灯不亮", "门也坏了") == "门也坏了；灯不亮"
    assert gathered("灯不亮", "") == "灯不亮"
    assert gathered("", "两行\n字") == "两行 字"


@given(news=st.text(max_size=400), words=st.text(max_size=400), most=st.integers(1, 300))
def test_what_was_added_has_its_length(news: str, words: str, most: int) -> None:
    assert len(gathered(news, words, most)) <= max(most, 0)


def test_of_what_was_added_only_the_words_of_some_are_kept() -> None:
    assert kept_of("门也坏了；就是这个样子；三楼也黑", ["三楼也黑", "门也坏了", ""]) == "门也坏了；三楼也黑"
    assert kept_of("三楼也黑（语音转写）；3号", ["三楼也黑"]) == "三楼也黑（语音转写）"
    assert kept_of("长" * 250, ["长" * 200]) == "长" * 250
    assert kept_of("三楼", []) == ""


@given(news=st.text(max_size=60), said=st.lists(st.text(max_size=20), max_size=4))
def test_nothing_comes_in_that_was_not_there(news: str, said: list[str]) -> None:
    assert set(kept_of(news, said).split("；")) - {""} <= set(news.split("；"))


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("路灯不亮 (王阿姨电话说的)", "王阿姨"),
        ("路灯不亮（五楼李大姐反映的）", "五楼李大姐"),
        ("路灯不亮（老周说的）。", "老周"),
        ("路灯不亮（赵叔早上打电话说的）", "赵叔"),
        ("路灯不亮 (急)", ""),
        ("路灯（门口那盏）不亮", ""),
        ("路灯不亮，王阿姨说的", ""),
        ("路灯不亮 (", ""),
    ],
)
def test_who_is_named_at_the_end(words: str, who: str) -> None:
    assert teller(words) == who
