"""Two compounds of one grid that both have a building 3: 3-2-501 of each is a household of its own."""

from datetime import timedelta

import pytest

from models.household import VulnerableHousehold
from models.receipt import RosterHome, enlist
from models.session import insert
from rules.receipts import Home
from tests.handlers.story import RESIDENTS, Person, Story, on_both
from tests.handlers.test_rollcall import answers, rows

SUNNY, HAPPY = "阳光花园3-2-501", "幸福里3-2-501"
NOTICE = "广播 第一网格：今天下午四点半来社区领表，收到请回复"
CALL = "接龙 第一网格：过年各家几人在家"


def sent(story: Story, text: str) -> None:
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()


def card(story: Story) -> str:
    story.forward(seconds=10)
    story.sweep()
    return story.standing(RESIDENTS)[-1]


def listed(story: Story) -> list[str]:
    return [f"{row.building}-{row.unit}-{row.room}" for row in rows(story, RosterHome)]


def neighbours(story: Story) -> tuple[Person, Person]:
    return story.person(31, f"{HAPPY} 王阿姨"), story.person(32, f"{SUNNY} 李叔")


@on_both
def test_two_neighbours_sign_one_notice(town: Story) -> None:
    sent(town, NOTICE)
    wang, li = neighbours(town)
    assert wang.presses("收到") == "收到了，谢谢您。"
    assert li.presses("收到") == "收到了，谢谢您。"
    assert town.person(33, f"{HAPPY} 王叔").presses("收到") == "您家已经签收过了，谢谢。"
    assert "幸福里3号楼 已签收 1 户" in card(town) and "阳光花园3号楼 已签收 1 户" in card(town)


@pytest.mark.parametrize("words", ["幸福里3-2-501收到", "收到 幸福里小区3号楼2单元501"])
def test_a_typed_receipt_names_its_compound(town: Story, words: str) -> None:
    sent(town, NOTICE)
    town.person(31, "王阿姨").says(words)
    town.person(32, "李叔").says("阳光花园3-2-501收到")
    assert "幸福里3号楼 已签收 1 户" in card(town) and "阳光花园3号楼 已签收 1 户" in card(town)


def test_a_number_that_one_compound_has_is_one_house(town: Story) -> None:
    sent(town, NOTICE)
    assert town.person(31, "1-2-501 王阿姨").presses("收到") == "收到了，谢谢您。"
    assert town.person(32, "阳光花园1-2-501 王叔").presses("收到") == "您家已经签收过了，谢谢。"


@on_both
def test_two_neighbours_answer_one_roll_call(town: Story) -> None:
    sent(town, CALL)
    wang, li = neighbours(town)
    wang.says("2人")
    li.says("3人")
    assert answers(town) == {"幸福里/3-2-501": {0: 2}, "阳光花园/3-2-501": {0: 3}}
    assert "已答2户" in card(town) and "5人" in card(town)
    town.chen.writes("接龙 看")
    board = town.chen.hears()[-1]
    assert "答了2户" in board and "幸福里3号楼　1户" in board and "阳光花园3号楼　1户" in board
    town.person(33, "赵姐").says("1-1-101 1人")
    town.chen.writes("接龙 看")
    assert "阳光花园1号楼　1户" in town.chen.hears()[-1]


def test_who_tells_the_compound_later_has_answered_once(town: Story) -> None:
    sent(town, CALL)
    wang = town.person(31, "王阿姨")
    wang.says("3-2-501 2人")
    assert answers(town) == {"3-2-501": {0: 2}}
    wang.says("幸福里3-2-501 3人")
    wang.says("3-2-501 4人")
    assert answers(town) == {"幸福里/3-2-501": {0: 4}}


def test_a_door_told_in_private_names_its_compound(town: Story) -> None:
    sent(town, CALL)
    town.wang.writes("/start")
    wang = town.person(31, "王阿姨")
    wang.writes("/start")
    wang.presses("2")
    wang.writes("幸福里3-2-501")
    assert answers(town) == {"幸福里/3-2-501": {0: 2}}


def test_who_needs_help_is_sought_in_their_own_compound(town: Story) -> None:
    sent(town, "点名 第一网格：昨晚停电，选项 平安 需要帮助")
    wang, li = neighbours(town)
    wang.presses("需要帮助")
    li.presses("需要帮助")
    assert [(ticket.compound, ticket.building, ticket.room) for ticket in town.tickets()] == [
        ("幸福里", "3", "501"),
        ("阳光花园", "3", "501"),
    ]


def test_for_others_the_compound_is_named_or_asked_for(town: Story) -> None:
    sent(town, NOTICE)
    town.xiaoyan.writes(f"代签 {HAPPY}、{SUNNY}")
    assert "代签了2户" in town.xiaoyan.hears()[-1]
    town.xiaoyan.writes("代签 3-2-502 1-1-101")
    assert town.xiaoyan.hears()[-1].splitlines() == [
        "1号通知代签了1户。",
        "幸福里3-2-502还是阳光花园3-2-502？请连小区再写一次。",
    ]
    town.chen.writes(f"花名册 {HAPPY}")
    town.xiaoyan.writes("代签 3-2-501")
    assert "另有1户已签过" in town.xiaoyan.hears()[-1]


def test_answers_for_others_name_the_compound_too(town: Story) -> None:
    sent(town, CALL)
    town.xiaoyan.writes(f"代答 {HAPPY} 2人\n{SUNNY} 1人\n3-2-502 4人")
    assert town.xiaoyan.hears()[-1].splitlines() == [
        "1号接龙代答了2户。",
        "幸福里3-2-502还是阳光花园3-2-502？请连小区再写一次。",
    ]
    assert answers(town) == {"幸福里/3-2-501": {0: 2}, "阳光花园/3-2-501": {0: 1}}


def test_a_roster_has_both(town: Story) -> None:
    town.chen.writes(f"花名册 3-2-502 {HAPPY} {SUNNY} 1-1-101")
    assert "记上了3户" in town.chen.hears()[-1] and "幸福里3-2-502还是阳光花园3-2-502？" in town.chen.hears()[-1]
    assert listed(town) == ["幸福里/3-2-501", "阳光花园/3-2-501", "1-1-101"]
    town.chen.writes(f"花名册 删 {HAPPY}")
    assert listed(town) == ["阳光花园/3-2-501", "1-1-101"]


def test_a_round_goes_to_both_doors(town: Story) -> None:
    town.chen.writes(f"花名册 {HAPPY} {SUNNY} 1-1-101")
    town.chen.writes("入户 第一网格：燃气安检")
    shown = town.chen.sees("入户：燃气安检").text
    assert "幸福里3号楼1户" in shown and "阳光花园3号楼1户" in shown
    town.chen.presses("发送", town.chen.who.id)
    town.xiaoyan.writes("入户 见到 3-2-501")
    assert "请连小区再写一次" in town.xiaoyan.hears()[-1]
    town.xiaoyan.writes(f"入户 见到 {HAPPY}")
    assert town.xiaoyan.hears()[-1] == f"{HAPPY}　见到"
    town.forward(seconds=6)
    card_ = town.chen.sees("入户：燃气安检").text
    assert "还剩2/3户" in card_ and "阳光花园3号楼　还剩1/1户" in card_ and "阳光花园1号楼　还剩1/1户" in card_


def test_a_round_of_one_compound_does_not_go_to_the_other(town: Story) -> None:
    town.chen.writes(f"花名册 {HAPPY} {SUNNY}")
    town.chen.writes("入户 幸福里3号楼：燃气安检")
    assert "1户：幸福里3号楼1户" in town.chen.sees("入户：燃气安检").text


def test_a_household_that_comes_first_is_of_one_compound(town: Story) -> None:
    town.wu.writes("重点户 3-2-501 独居，到2027-01-01，本人同意")
    assert "幸福里3-2-501还是阳光花园3-2-501？" in town.wu.hears()[-1]
    town.wu.writes("重点户 幸福里3-2-501 独居，到2027-01-01，本人同意")
    assert town.wu.hears()[-1].startswith("幸福里3-2-501记下了")
    assert [row.household for row in rows(town, VulnerableHousehold)] == ["幸福里/3-2-501"]


def test_two_homes_of_one_number_report_as_two_households(town: Story) -> None:
    town.person(30, "赵姐").says("3号楼电梯坏了")
    for neighbour in neighbours(town):
        neighbour.presses("我家也是")
    assert [ticket.households for ticket in town.tickets()] == [3]


def test_a_roster_kept_without_compounds_is_put_right_by_telling_them(town: Story) -> None:
    before = [Home("3", "2", "501"), Home("1", "2", "501")]
    town.call(lambda desk: enlist(desk.session, desk.town.by_code["gm-dh-1"].id, before))
    sent(town, NOTICE)
    assert town.person(31, "阳光花园1-2-501 王阿姨").presses("收到") == "收到了，谢谢您。"
    assert "1号楼 已签收 1/1 户" in card(town)
    town.chen.writes(f"花名册 {HAPPY} {SUNNY}")
    assert listed(town) == ["1-2-501", "幸福里/3-2-501", "阳光花园/3-2-501"]


def test_a_door_without_its_compound_is_the_rosters_only_such(town: Story) -> None:
    town.chen.writes(f"花名册 {HAPPY} 阳光花园3-2-502")
    sent(town, NOTICE)
    assert town.person(31, "3-2-501 王阿姨").presses("收到") == "收到了，谢谢您。"
    assert town.person(32, f"{HAPPY} 王叔").presses("收到") == "您家已经签收过了，谢谢。"
    assert town.person(33, f"{SUNNY} 李叔").presses("收到") == "收到了，谢谢您。"


def test_a_groups_own_chain_has_both(town: Story) -> None:
    chain = f"#接龙 买鸡蛋\n1. {HAPPY} 王 2\n2. {SUNNY} 李 3\n3. 1-1-101 赵 1"
    town.person(31, "王阿姨").says(chain)
    town.xiaoyan.says("收成名单", RESIDENTS)
    assert set(answers(town)) == {"幸福里/3-2-501", "阳光花园/3-2-501", "1-1-101"}


def test_the_steward_and_the_file_name_the_compound(town: Story) -> None:
    town.chen.writes(f"花名册 {HAPPY} {SUNNY}")
    sent(town, NOTICE)
    town.person(31, f"{HAPPY} 王阿姨").presses("收到")
    town.chen.writes("广播 没签收")
    told = town.chen.hears()[-1]
    assert f"没签收的：{SUNNY}" in told and HAPPY not in told


def test_a_household_kept_before_comes_first_in_any_compound(town: Story) -> None:
    town.chen.writes(f"花名册 幸福里3-1-101 {HAPPY} {SUNNY}")
    row = {"household": "3-2-501", "purpose": "独居", "consent": "本人同意", "expires_at": town.now + timedelta(days=9)}
    town.call(lambda desk: insert(desk.session, VulnerableHousehold, place_id=desk.town.by_code["gm-dh-1"].id, **row))
    sent(town, CALL)
    town.chen.writes("接龙 看")
    assert f"{HAPPY}　{SUNNY}　幸福里3-1-101" in town.chen.hears()[-1]


def test_no_door_is_told_in_the_group(town: Story) -> None:
    sent(town, NOTICE)
    town.xiaoyan.says("代签 3-2-502", RESIDENTS)
    assert "有1户两个小区都有，请私下连小区再发一次" in town.last(RESIDENTS).text
    assert "502" not in town.last(RESIDENTS).text


def test_a_notice_to_one_compounds_house_counts_no_other(town: Story) -> None:
    """幸福里3号楼 counted 阳光花园3号楼 as well, and a house 3 that is none."""
    town.chen.writes("花名册 阳光花园3-1-101 阳光花园3-1-102 幸福里3-1-101 幸福里3-1-102 幸福里2-1-101")
    sent(town, "广播 幸福里3号楼：今天下午来领表，收到请回复")
    town.person(31, "阳光花园3-1-101 甲").says("收到")
    town.person(32, "幸福里3-1-101 乙").says("收到")
    town.forward(minutes=2)
    assert card(town).splitlines()[-1] == "幸福里3号楼 已签收 1/2 户"
    assert "阳光花园" not in card(town) and "\n3号楼" not in card(town)


def test_a_notice_to_a_compound_counts_its_houses(town: Story) -> None:
    town.chen.writes("花名册 阳光花园3-1-101 幸福里3-1-101 幸福里2-1-101")
    sent(town, "广播 幸福里：今天下午来领表，收到请回复")
    town.person(31, "幸福里2-1-101 甲").says("收到")
    assert [line for line in card(town).splitlines() if "已签收" in line] == [
        "2号楼 已签收 1/1 户",
        "幸福里3号楼 已签收 0/1 户",
    ]


def test_who_has_not_signed_is_asked_in_the_compound_that_was_meant(town: Story) -> None:
    town.chen.writes("花名册 阳光花园3-1-101 幸福里3-1-101")
    away, near = town.person(33, "阳光花园3-1-101 丙"), town.person(34, "幸福里3-1-101 丁")
    for person in (away, near):
        person.starts("")
        person.says("大家好")
    sent(town, "广播 幸福里3号楼：今天下午来领表，收到请回复")
    town.forward(hours=3)
    asked = {person.who.id: any("领表" in text for text in person.hears()) for person in (away, near)}
    assert not asked[33]
