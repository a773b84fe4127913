"""Stories of workers who tell in private of what they hold: it is noted there, another danger rings."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

GAS = "3号楼2单元楼道有煤气味，很重"
LIGHT = "3号楼2单元楼道灯不亮"


def holding(story: Story, words: str) -> int:
    """A ticket of these words that 晓燕 has taken; her private chat."""
    story.all_staff()
    story.wang.starts()
    story.wang.says(words)
    story.xiaoyan.says("接单 1", WORKERS)
    assert story.states() == ["claimed"]
    return story.xiaoyan.who.id


# a danger -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "没有煤气味，是隔壁炒菜",
        "煤气味散了",
        "燃气公司在查，是软管漏气",
        "到了，是隔壁炒菜",
        "人已经救出来了，没受伤",
        "居民说还有煤气味",
        "3楼还有煤气味",
    ],
)
def test_what_is_told_of_the_danger_one_holds_is_noted_on_it(story: Story, words: str) -> None:
    chat = holding(story, GAS)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]
    assert story.last(chat).text == "记在1号单（燃气泄漏，3号楼2单元楼道）上了。"
    assert words in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("3号楼2单元电梯困人了", "人没关在里面"),
        ("3号楼2单元着火了", "火灭了"),
        ("3号楼2单元着火了", "没着火，是烧纸的"),
    ],
)
def test_of_other_dangers_too(story: Story, told: str, words: str) -> None:
    holding(story, told)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]
    assert words in story.card(WORKERS, "1号单　").text


def test_who_says_that_it_is_none_may_end_it_there(story: Story) -> None:
    chat = holding(story, GAS)
    story.xiaoyan.writes("没有煤气味，是隔壁炒菜")
    assert story.last(chat).labels == ["办结", "误会", "新报一件"]
    story.xiaoyan.presses("误会", chat)
    assert story.states() == ["mistaken"]


def test_what_goes_on_is_not_offered_to_be_ended(story: Story) -> None:
    chat = holding(story, GAS)
    story.xiaoyan.writes("燃气公司在查，是软管漏气")
    assert story.last(chat).labels == ["新报一件"]


@pytest.mark.parametrize(
    "words",
    [
        "2号楼着火了",
        "3号楼1单元楼道煤气味很重",
        "地下车库煤气味很重",
        "隔壁也有煤气味",
        "有人晕倒了",
        "电梯里有人被困",
    ],
)
def test_another_danger_still_rings(story: Story, words: str) -> None:
    holding(story, GAS)
    story.xiaoyan.writes(words)
    assert [(each.number, each.service_class, each.state) for each in story.tickets()] == [
        (1, "P0", "claimed"),
        (2, "P0", "open"),
    ]
    assert "2号单" in story.card(WORKERS, "特急").text


def test_a_danger_beside_a_light_rings(story: Story) -> None:
    holding(story, LIGHT)
    story.xiaoyan.writes("着火了")
    assert [each.service_class for each in story.tickets()] == ["P2", "P0"]


@pytest.mark.parametrize("words", ["你好", "好的", "燃气公司电话多少"])
def test_small_talk_is_no_note_on_a_danger(story: Story, words: str) -> None:
    holding(story, GAS)
    story.xiaoyan.writes(words)
    assert "note" not in story.events()


# work ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "打电话没人接",
        "敲门没人",
        "转物业",
        "物业说要三天",
        "物业说没钱修",
        "业主不让进",
        "他家没人，门锁了",
        "到了，灯泡烧黑了",
        "要换整个灯座，钱谁出",
        "灯坏了两个",
    ],
)
def test_how_it_goes_is_noted_on_the_ticket_one_holds(story: Story, words: str) -> None:
    chat = holding(story, LIGHT)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]
    assert story.last(chat).text == "记在1号单（楼道灯，3号楼2单元楼道）上了。"
    assert words in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    "words",
    [
        "5号楼1单元漏水",
        "3号楼2单元电梯停了",
        "5号楼楼道灯坏了",
        "东门垃圾桶满了",
        "电梯坏了",
        "居民反映楼道灯坏了",
        "我家停水了",
        "张奶奶好几天没出门了",
        "小高态度恶劣",
    ],
)
def test_another_trouble_or_place_is_a_report(story: Story, words: str) -> None:
    holding(story, LIGHT)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed", "open"]


def test_a_photo_with_its_words_goes_there_as_well(story: Story) -> None:
    holding(story, LIGHT)
    story.xiaoyan.sends_photo("p1", "到了，灯泡烧黑了", story.xiaoyan.who.id)
    assert story.states() == ["claimed"]
    assert story.card(WORKERS, "1号单的照片")


def test_of_two_it_is_asked_which(story: Story) -> None:
    chat = holding(story, LIGHT)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("接单 2", WORKERS)
    story.xiaoyan.sends_photo("p1", "敲门没人", chat)
    assert story.last(chat).labels[-1] == "新报一件"
    story.xiaoyan.presses("1 楼道灯", chat)
    assert story.states() == ["claimed", "claimed"]
    assert "敲门没人" in story.card(WORKERS, "1号单　").text
    assert story.card(WORKERS, "1号单的照片")


def test_what_was_no_note_is_reported_by_a_press(story: Story) -> None:
    chat = holding(story, LIGHT)
    story.xiaoyan.writes("敲门没人")
    story.xiaoyan.presses("新报一件", chat)
    assert story.states() == ["claimed", "open"]
    assert story.ticket(2).words == "敲门没人"
    assert "敲门没人" not in story.card(WORKERS, "1号单　").text
    assert not any("记在1号单" in text for text in story.texts(chat))
    assert story.xiaoyan.presses_data("1|report_new|0|99999.0", story.last(chat).id, chat)
    assert story.states() == ["claimed", "open"]


def test_who_holds_nothing_reports_as_before(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("灯坏了两个")
    assert story.states() == ["open"]


def test_residents_are_not_meant(story: Story) -> None:
    holding(story, LIGHT)
    story.wang.writes("3号楼1单元电梯坏了")
    assert story.states() == ["claimed", "open"]
    assert story.standing(RESIDENTS)


# that there is none ---------------------------------------------------------------------------------------------

NONE = [
    "没有煤气味",
    "我去看过了，没有煤气味",
    "去看过了没有味道",
    "没闻到什么煤气味啊",
    "3号楼没着火，是烧垃圾",
    "不是煤气味，是油漆味",
    "3号楼煤气味没有了",
]


@pytest.mark.parametrize("words", NONE)
def test_staff_who_tell_that_there_is_none_report_none(story: Story, words: str) -> None:
    story.all_staff()
    story.xiaoyan.writes(words)
    assert story.tickets() == []
    assert story.last(501).text == "没有就好，没记成新单。"
    story.xiaoyan.presses("新报一件", 501)
    assert len(story.tickets()) == 1


def test_who_holds_the_danger_and_tells_that_there_is_none_may_end_it(story: Story) -> None:
    chat = holding(story, GAS)
    story.xiaoyan.writes("没有煤气味")
    assert story.last(chat).labels == ["办结", "误会", "新报一件"]


def test_that_there_is_none_is_noted_on_the_danger_that_rings(story: Story) -> None:
    story.all_staff()
    story.wang.says(GAS)
    story.chen.writes("看过了，没有煤气味")
    assert story.states() == ["open"]
    assert "看过了，没有煤气味" in story.card(WORKERS, "1号单　").text
    assert story.last(601).labels == ["办结", "误会", "新报一件"]


@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("没有煤气味但是有烟", "fire"),
        ("不是煤气味，是着火了", "fire"),
        ("3号楼有煤气味，是不是没有人管", "gas"),
        ("煤气味没有了又有了", "gas"),
        ("3号楼没着火，隔壁着火了", "fire"),
    ],
)
def test_danger_told_beside_what_there_is_not_rings(story: Story, words: str, danger: str) -> None:
    story.all_staff()
    story.xiaoyan.writes(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


@pytest.mark.parametrize("words", ["没有煤气味", "3号楼没着火啊", "我家没闻到煤气味"])
def test_a_resident_who_says_that_there_is_none_reports_none(story: Story, words: str) -> None:
    story.wang.says(words)
    story.wang.writes(words)
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words", ["有没有煤气味", "没有煤气味，就是头晕恶心", "没着火，冒烟呢", "没有煤气", "没关煤气，着火了"]
)
def test_a_resident_who_says_more_is_read_as_ever(story: Story, words: str) -> None:
    story.wang.says(words)
    assert len(story.tickets()) == 1
