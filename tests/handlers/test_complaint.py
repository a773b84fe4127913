"""Stories of complaints that pass those complained of by, of the repair beside them, and of who comes first."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story, on_both

COMPLAINT = Request("other.service_complaint", "P2", "3", "2")
LEAK = Request("property_repair.leak", "P2", "3", "2")
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 504, name: 物业老周, roles: [{role: property_manager, place: gm-dh}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""


def settled(open_story: Callable[..., Story]) -> Story:
    story = open_story(TOWN)
    for user, name in ((501, "高晓燕"), (504, "物业老周"), (601, "陈书记"), (701, "吴主任")):
        story.staff(user, name)
    return story


@on_both
def test_only_the_street_sees_it(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.will_read(COMPLAINT)
    words = "物业老周说话太难听"
    story.wang.says(words)
    assert words in story.last(OFFICIALS).text
    before = story.dump()
    for user, name in ((501, "高晓燕"), (504, "物业老周"), (601, "陈书记")):
        assert not any(words in text for chat in (WORKERS, user) for text in story.texts(chat))
        person = story.staff(user, name, starts=False)
        person.presses_data("1|claim|1|", 1, WORKERS)
        person.says("接单 1", WORKERS)
        person.commands("/my")
        assert "服务投诉" not in person.hears()[-1]
    assert story.ticket().claimed_by is None
    assert story.dump()["ticket"] == before["ticket"]
    story.forward(days=3)
    assert (story.ticket().level, story.ticket().state) == ("street", "open")
    assert not any("1号单" in text for user in (501, 504, 601) for text in story.texts(user))
    assert any("还没人接" in text for text in story.texts(701))
    story.wu.says("办结 1 当面道歉了", OFFICIALS)
    assert story.states() == ["resolved"]


@on_both
def test_the_repair_in_it_goes_on_without_the_name(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.starts()
    story.will_read(LEAK, COMPLAINT)
    story.wang.says("漏水报了三天，物业老周还骂人")
    complaint, repair = story.tickets()
    assert (complaint.sealed, repair.sealed, repair.nameless, repair.beside) == (True, False, True, complaint.id)
    card = story.last(WORKERS)
    assert "2号单　渗漏水" in card.text
    assert "骂人" not in card.text
    story.staff(501, "高晓燕", starts=False).presses("接单", WORKERS)
    assert not any("王阿姨" in text or "骂人" in text for text in story.texts(501))
    manager = story.staff(504, "物业老周", starts=False)
    manager.says("说明 2 配件周三到，态度问题已经提醒", WORKERS)
    assert "物业说明：配件周三到" in story.card(WORKERS, "2号单").text
    assert "物业说明：配件周三到" in story.card(OFFICIALS, "1号单").text
    manager.says("说明 2 再补一句", WORKERS)
    assert "已经说明过一次" in story.last(WORKERS).text
    story.staff(501, "高晓燕", starts=False).says("办结 2 换了水管", WORKERS)
    assert story.wang.sees("办好了：换了水管")


def test_a_worker_does_not_write_the_statement(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.will_read(LEAK)
    story.wang.says("漏水")
    story.staff(501, "高晓燕", starts=False).says("说明 1 我也说一句", WORKERS)
    assert "说明由物业来写" in story.last(WORKERS).text
    assert story.ticket().statement == ""


def test_what_turns_out_to_be_a_complaint_leaves_the_workers_group(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.will_read(LEAK)
    story.wang.says("漏水的事没人管")
    story.staff(501, "高晓燕", starts=False).says("改类别 1 服务投诉", WORKERS)
    assert (story.ticket().sealed, story.ticket().level) == (True, "street")
    assert not any("1号单　" in text for text in story.texts(WORKERS))
    assert "1号单　服务投诉" in story.last(OFFICIALS).text
    assert not any("编号1　" in text for text in story.standing(RESIDENTS))


# the same person, nothing new ---------------------------------------------------------------------------------


def test_the_same_person_and_matter_is_told_how_it_stands(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.will_read(Request("policy_inquiry.pension", "Q"))
    story.wang.writes("养老认证怎么办")
    story.forward(hours=2)
    story.wang.writes("养老认证到底怎么办")
    assert len(story.tickets()) == 1
    assert story.wang.hears()[-1].startswith("您报过了：编号1")


def test_what_is_added_to_a_complaint_stays_the_streets(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.says("我要举报三楼301那家开群租房，住了二十多个人")
    story.zhao.says("我家也是")
    story.wang.says("高晓燕这个网格员态度太差，我要投诉")
    story.zhao.says("我也要投诉高晓燕，打电话她也不接")
    story.zhao.says("补充一下，上次她还骂人")
    assert "上次她还骂人" in story.last(OFFICIALS).text
    story.li.says("补充一下，对我也骂人了")
    assert "对我也骂人了" in story.last(OFFICIALS).text
    assert not any("骂人" in text for chat in (RESIDENTS, WORKERS, 501, 504, 601) for text in story.texts(chat))


def test_what_somebody_adds_goes_to_what_they_told_last(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.zhao.says("3号楼2单元楼道灯不亮")
    story.zhao.says("3号楼2单元电梯也停了，我妈住那里")
    story.zhao.says("补充一下，按钮也不亮")
    assert [ticket.news for ticket in story.tickets()] == ["按钮也不亮", ""]


# households that come first -----------------------------------------------------------------------------------


def test_a_vulnerable_household_comes_first_and_nobody_reads_why(story: Story) -> None:
    story.all_staff()
    story.chen.writes("重点户 3-2-1203 独居老人 到2027-01-01 本人同意")
    assert story.chen.hears()[-1] == "3-2-1203记下了，1月1日到期删除。"
    story.will_read(LEAK)
    story.person(14, "3-1-301 老郑").says("家里漏水")
    story.will_read(Request("sanitation.garbage_overflow", "P2", "3"))
    story.li.says("垃圾桶满了")
    story.yali.writes("我的单")
    story.xiaoyan.commands("/my")
    lines = [line for line in story.xiaoyan.hears()[-1].splitlines() if "号单" in line]
    assert [line[0] for line in lines] == ["2", "1"]
    shown = "".join(text for chat in (RESIDENTS, WORKERS, OFFICIALS, 501, 502) for text in story.texts(chat))
    assert "独居" not in shown
    assert "重点" not in shown
    story.chen.writes("重点户")
    assert "独居老人" in story.chen.hears()[-1]
    assert [row[-1] for row in story.dump()["household_view"]] == ["add", "read"]
    story.chen.writes("重点户 删除 1")
    assert story.dump()["vulnerable_household"] == []


LANES = ("三巷5号301 老王", "4巷5-301 老李", "5号301 老周")


@pytest.mark.parametrize("who", LANES)
def test_a_door_of_another_lane_is_another_household(story: Story, who: str) -> None:
    """3巷5号301 and 4巷5号301 were one household: counted once, and of either the other's need."""
    story.all_staff()
    story.chen.writes("重点户 3巷5号301 独居老人 到2027-01-01 本人同意")
    story.will_read(Request("property_repair.leak", "P2", "6"))
    story.person(14, "6-1-301 老郑").says("家里漏水", OTHERS)
    story.will_read(Request("sanitation.garbage_overflow", "P2", "5"))
    story.person(15, who).says("垃圾桶满了", OTHERS)
    story.yali.commands("/my")
    first = story.yali.hears()[-1].index("垃圾") < story.yali.hears()[-1].index("漏")
    assert first == (not who.startswith("4巷"))


def test_neighbours_of_two_lanes_are_two_homes(story: Story) -> None:
    story.will_read(Request("utility.water_outage", "P1", "5", room="301", place="三巷"))
    story.person(31, "三巷5号301 老王").says("停水了")
    story.person(32, "4巷5号301 老李").presses("我家也是")
    story.person(33, "3巷5-301 小王").presses("我家也是")
    assert [report.household for report in story.reports()] == ["3巷5-301", "4巷5-301", "3巷5-301"]
    assert story.ticket().households == 2


@pytest.mark.parametrize(
    "words",
    [
        "3-2-1203 独居 到2027-01-01",
        "独居 到2027-01-01 本人同意",
        "3-2-1203 独居 本人同意",
        "3-2-1203 到2020-01-01 同意",
    ],
)
def test_without_home_purpose_day_or_consent_nothing_is_kept(story: Story, words: str) -> None:
    story.chen.writes(f"重点户 {words}")
    assert story.chen.hears()[-1].startswith("要写清门牌")
    assert story.dump()["vulnerable_household"] == []


def test_it_is_no_business_of_workers_and_of_groups(story: Story) -> None:
    story.xiaoyan.writes("重点户")
    assert story.xiaoyan.hears()[-1].startswith("重点户由网格长")
    story.chen.says("重点户", WORKERS)
    assert story.last(WORKERS).text.startswith("这个只能私下说")


@pytest.mark.parametrize("first", ["电梯工态度恶劣，我要投诉", "投诉网格员高晓燕不作为", "投诉社区窗口态度差"])
@pytest.mark.parametrize("private", [True, False])
def test_a_complaint_of_somebody_else_is_a_ticket_of_its_own(story: Story, first: str, private: bool) -> None:
    story.all_staff()
    if private:
        story.wang.starts(f"p{story.resources.directory.posts[RESIDENTS].place}")
    says = story.wang.writes if private else story.wang.says
    for words in (first, "投诉物业经理骂人"):
        says(words)
        story.forward(minutes=5)
    assert [(t.words, t.sealed, t.doubtful, t.news) for t in story.tickets()] == [
        (first, True, False, ""),
        ("投诉物业经理骂人", True, False, ""),
    ]
    assert "经理" not in "".join(story.texts(WORKERS))


def test_who_goes_on_about_the_same_person_adds_to_it(story: Story) -> None:
    story.all_staff()
    story.wang.says("投诉物业经理骂人")
    story.wang.says("投诉物业经理又骂人")
    assert [ticket.words for ticket in story.tickets()] == ["投诉物业经理骂人"]


def test_a_complaint_of_conduct_is_no_note_on_what_the_property_reads(story: Story) -> None:
    story.all_staff()
    story.wang.says("物业乱收费，投诉")
    story.forward(minutes=5)
    story.wang.says("投诉物业经理骂人")
    first, second = story.tickets()
    assert (first.news, first.sealed, second.sealed) == ("", False, True)
    assert "经理骂人" not in "".join(story.texts(WORKERS))


@pytest.mark.parametrize("private", [False, True])
def test_that_staff_do_nothing_is_read_by_the_street_alone(story: Story, private: bool) -> None:
    """网格员天天不见人 stood in the group of those it is about, as a matter of wages."""
    story.all_staff()
    story.zhao.starts()
    story.zhao.says("网格员天天不见人 拿工资不干活", story.zhao.who.id if private else RESIDENTS)
    assert [ticket.matter for ticket in story.tickets()] == ["other.service_complaint"]
    assert not any("网格员天天" in text for text in story.texts(WORKERS))
    assert any("网格员天天" in text for text in story.texts(OFFICIALS))


@pytest.mark.parametrize("words", ["网格员骂我", "网格员高晓燕骂我"])
def test_who_has_reported_nothing_complains_of_the_grid_worker_by_name(story: Story, words: str) -> None:
    """网格员骂我 was not understood, and its button led to whom it names."""
    story.wang.starts()
    story.wang.writes(words)
    assert [each.sealed for each in story.tickets()] == [True]
    assert not any("骂我" in text for text in story.texts(WORKERS))
