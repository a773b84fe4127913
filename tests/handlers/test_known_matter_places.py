"""Of which house, compound or spot something is known: an outage explains the trouble of no other."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import OTHERS, RESIDENTS, TWO_COMPOUNDS, TWO_HOUSES, WORKERS, Story
from tests.handlers.test_known_matter import DRY, WORDS, announced


@pytest.fixture
def two_houses(open_story: Callable[..., Story]) -> Story:
    """Both grids have a building 3, the second that of 幸福里."""
    story = open_story(TWO_HOUSES)
    story.all_staff()
    return story


def dry(story: Story) -> tuple[int, int]:
    """How many tickets came of water that is off in the building 3 of each grid."""
    story.wang.says("3号楼停水了", RESIDENTS)
    first = len(story.tickets())
    story.li.says("3号楼停水了，一滴都没有", OTHERS)
    return first, len(story.tickets()) - first


@pytest.mark.parametrize("private", [True, False])
def test_an_announcement_is_of_the_house_in_its_authors_own_grid(two_houses: Story, private: bool) -> None:
    two_houses.xiaoyan.says(f"公告 停水 3号楼 8:00-17:00 {WORDS}", 501 if private else WORKERS)
    assert "第一网格（3号楼）" in two_houses.last(501 if private else WORKERS).text
    assert dry(two_houses) == (0, 1)


@pytest.mark.parametrize(
    ("house", "found"),
    [("第一网格3号楼", (0, 1)), ("幸福里3号楼", (1, 0)), ("第二网格3号楼", (1, 0)), ("达濠社区第一网格3号楼", (0, 1))],
)
def test_who_has_both_names_which(two_houses: Story, house: str, found: tuple[int, int]) -> None:
    two_houses.chen.writes(f"公告 停水 {house} 8:00-17:00 {WORDS}")
    assert dry(two_houses) == found


def test_who_has_both_and_names_none_is_asked(two_houses: Story) -> None:
    two_houses.chen.writes(f"公告 停水 3号楼 8:00-17:00 {WORDS}")
    assert two_houses.chen.hears()[-1] == "这个楼号不止一处，写明是哪一处：第一网格3号楼、幸福里3号楼。"
    assert dry(two_houses) == (1, 1)


def test_houses_of_two_grids_are_noted_for_each(story: Story) -> None:
    story.chen.writes(f"公告 停水 3号楼、5号楼 8:00-17:00 {WORDS}")
    assert [text[:14] for text in story.chen.hears()[-2:]] == [
        "记下了：第一网格（3号楼），",
        "记下了：第二网格（5号楼），",
    ]
    story.wang.says("3号楼停水了")
    story.li.says("5号楼停水了", OTHERS)
    assert story.tickets() == []


def test_what_is_over_already_is_refused(story: Story) -> None:
    story.until(20, 20, 4)
    announced(story, f"公告 停水 3号楼 9:00-17:00 {WORDS}")
    assert story.last(WORKERS).text.startswith("这个时间已经过了。")
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize(("chat", "replies"), [(501, True), (501, False), (WORKERS, True)])
def test_what_is_typed_takes_it_back_and_its_button_goes(story: Story, chat: int, replies: bool) -> None:
    story.xiaoyan.says(f"公告 停水 3号楼 8:00-17:00 {WORDS}", chat)
    noted = story.last(chat).id
    story.xiaoyan.says("撤回", chat, reply_to=noted if replies else None)
    shown = story.gateway.chat(chat).messages[noted]
    assert shown.text.startswith("撤回了：第一网格停水水压的公告")
    assert shown.labels == []
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


TOLD_OF_ONE = f"公告 停水 幸福里3号楼 8:00-17:00 {WORDS}"


@pytest.mark.parametrize(
    ("name", "words", "tickets"),
    [
        ("阳光花园3-2-501 王阿姨", "3号楼停水了", 1),
        ("阳光花园3-2-501 王阿姨", "停水了", 1),
        ("王阿姨", "阳光花园3号楼停水了", 1),
        ("王阿姨", "阳光花园小区3号楼没水了", 1),
        ("幸福里3-2-501 王阿姨", "阳光花园3号楼停水了", 1),
        ("王阿姨", "我们阳光花园没水了", 1),
        ("1-2-501 王阿姨", "停水了", 1),
        ("3-2-501 王阿姨", "3号楼停水了", 0),
        ("幸福里3-2-501 王阿姨", "停水了", 0),
        ("王阿姨", "幸福里3号楼没水了", 0),
        ("王阿姨", "阳光花园那边停水，我们幸福里3号楼也没水了", 0),
        ("王阿姨", "没水了", 0),
    ],
)
def test_of_two_compounds_with_that_building_it_is_of_the_one_that_was_named(
    town: Story, name: str, words: str, tickets: int
) -> None:
    town.xiaoyan.says(TOLD_OF_ONE, WORKERS)
    assert "第一网格（幸福里3号楼）" in town.last(WORKERS).text
    town.person(31, name).says(words)
    assert len(town.tickets()) == tickets
    assert any(WORDS in text for text in town.standing(RESIDENTS)) is not bool(tickets)


@pytest.mark.parametrize(
    "told",
    [f"公告 停水 幸福里 8:00-17:00 {WORDS}", "广播 停水 幸福里 8:00-17:00 修", "广播 停水 幸福里3号楼 8:00-17:00 修"],
)
def test_the_other_compounds_trouble_is_a_ticket(town: Story, told: str) -> None:
    town.chen.writes(told)
    if told.startswith("广播"):
        town.chen.presses("发送", town.chen.who.id)
    town.person(31, "阳光花园王姐3-2-501").says("停水了")
    town.person(32, "幸福里小李3-1-201").says("停水了")
    assert [ticket.households for ticket in town.tickets()] == [1]
    town.person(33, "幸福里老周3-2-601").presses("我家也是")
    assert [ticket.households for ticket in town.tickets()] == [1]


def test_what_staff_tell_of_one_compound_in_the_group_is_of_that_one(town: Story) -> None:
    town.xiaoyan.says("【停水通知】幸福里3号楼明天9:00至16:00停水", RESIDENTS)
    assert "幸福里3号楼11月21日09:00到16:00停水" in town.xiaoyan.hears()[-1]
    town.until(21, 10)
    town.person(31, "阳光花园王姐3-2-501").says("停水了")
    town.person(32, "幸福里小李3-1-201").says("3号楼停水了")
    assert [ticket.households for ticket in town.tickets()] == [1]


def test_danger_beside_the_other_compounds_ticket_is_never_explained(town: Story) -> None:
    town.xiaoyan.says(f"公告 停气 幸福里3号楼 8:00-17:00 {WORDS}", WORKERS)
    town.person(31, "阳光花园王姐3-2-501").says("没气了")
    town.will_read(Request("utility.gas_supply", "P0", "3", danger="gas"))
    town.person(32, "幸福里小李3-1-201").says("没气了，还有煤气味")
    assert "P0" in {ticket.service_class for ticket in town.tickets()}


def test_who_presses_for_the_other_compound_is_not_told_of_it(town: Story) -> None:
    town.xiaoyan.says(TOLD_OF_ONE, WORKERS)
    town.person(31, "阳光花园王姐3-2-501").says("停水了")
    assert WORDS not in town.person(32, "阳光花园老赵3-1-201").presses("我家也是")


def test_each_grid_is_silenced_for_its_own_house_alone(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.chen.writes("广播 停水 阳光花园3号楼、幸福里5号楼 8:00-17:00 换管道")
    story.chen.presses("发送", story.chen.who.id)
    story.person(31, "幸福里小李3-2-501").says("停水了")
    story.person(32, "阳光花园王姐3-2-501").says("停水了")
    story.person(33, "5-2-501").says("停水了", OTHERS)
    assert [(ticket.building, ticket.households) for ticket in story.tickets()] == [("3", 1)]


def test_where_water_is_to_be_had_is_not_what_is_off(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 达濠社区：今天8点到17点停水，3号楼门口可以接水")
    story.chen.presses("发送", story.chen.who.id)
    story.zhao.says("1号楼停水了")
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["明天停车场停电", "停车场明天9点到17点停电", "明天停电（仅停车场）"])
def test_a_car_park_without_power_explains_no_homes(story: Story, words: str) -> None:
    story.sweep()
    before = story.xiaoyan.hears()
    story.xiaoyan.says(words, RESIDENTS)
    assert story.xiaoyan.hears() == before
    story.until(21, 10)
    story.wang.says("停电了")
    assert [ticket.matter for ticket in story.tickets()] == ["utility.power_outage"]


@pytest.mark.parametrize(
    "words",
    ["公告 停电 停车场 8:00-17:00 检修", "广播 停电 停车场 8:00-17:00 检修", "广播 达濠社区：今天8点到17点停车场停电"],
)
def test_told_on_purpose_it_explains_no_homes_either(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    if "：" in words:
        story.chen.presses("发送", story.chen.who.id)
    else:
        assert story.chen.hears()[-1].startswith("不知道“停车场”是哪里。")
    story.wang.says("停电了")
    assert [ticket.matter for ticket in story.tickets()] == ["utility.power_outage"]


REMINDERS = ["记得明天停水前接水", "明天停水，记得提前接水", "大家别忘了明天停水", "提醒：明天3号楼停水"]


@pytest.mark.parametrize("words", REMINDERS)
@pytest.mark.parametrize("where", ["", "3号楼"])
def test_a_reminder_of_what_is_known_is_no_plan_of_its_own(story: Story, words: str, where: str) -> None:
    announced(story, f"公告 停水 {where} 明天9:00-16:00 {WORDS}")
    story.xiaoyan.says(words, RESIDENTS)
    assert len(story.dump()["known_matter"]) == 1
    story.until(21, 16, 30)
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", REMINDERS)
def test_what_is_known_of_nothing_is_a_plan(story: Story, words: str) -> None:
    story.sweep()
    story.xiaoyan.says(words, RESIDENTS)
    assert len(story.dump()["known_matter"]) == 1


def test_of_another_building_or_day_it_is_a_plan(story: Story) -> None:
    announced(story, f"公告 停水 3号楼 明天9:00-16:00 {WORDS}")
    story.xiaoyan.says("明天1号楼停水", RESIDENTS)
    story.xiaoyan.says("记得后天停水前接水", RESIDENTS)
    assert len(story.dump()["known_matter"]) == 3
