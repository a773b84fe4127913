"""Stories of reporting: who says what, and which tickets and cards come of it."""

from collections.abc import Callable

import pytest

from rules.messages import SenderKind
from rules.parsing import Context, Reading, Request
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
TWO_COMMUNITIES = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
  - {code: gm-xf,   level: community, name: 幸福社区, parent: gm}
  - {code: gm-xf-1, level: grid,      name: 第九网格, parent: gm-xf, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -1009, place: gm-xf,   purpose: workers,   name: 幸福社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 509, name: 林小九, roles: [{role: grid_worker, place: gm-xf-1}]}
"""


@on_both
def test_a_request_becomes_a_card_under_the_message_and_a_card_for_the_workers(story: Story) -> None:
    said = story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    assert card.reply_to == said
    assert card.text == "编号1　电梯故障　3号楼2单元\n记下了，正在通知网格员，进展在这条里更新。"
    assert card.labels == ["我家也是", "补充", "撤回", "误会了"]
    staff = story.last(WORKERS)
    assert staff.text == f"1号单　电梯故障　急\n3号楼2单元　第一网格\n“{LIFT}”\n08:12报的，08:27前要有人接"
    assert staff.labels == ["接单", "转派", "上报", "改类别", "误会"]


def test_before_a_claim_nobody_is_said_to_be_coming(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    for _ in range(12):
        story.forward(minutes=10)
        text = story.last(RESIDENTS).text
        assert not any(word in text for word in ("赶", "马上到", "接了", "高", "陈", "吴")), text


def test_chatter_gets_nothing(story: Story) -> None:
    story.sweep()
    for talk in ("大家早上好", "谢谢啊", "收到", "鸡蛋团购，要的接龙", "今天天气真好", "👍", "哈哈哈哈"):
        story.wang.says(talk)
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == []
    assert story.seen(WORKERS) == []


def test_public_spots_say_i_saw_it_too(story: Story) -> None:
    story.wang.says("小区门口的路灯不亮了")
    assert story.last(RESIDENTS).labels[0] == "我也看到了"


def test_the_same_trouble_of_a_neighbour_joins_and_gets_a_sign(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=5)
    said = story.li.says("电梯又停了，3号楼2单元")
    assert len(story.tickets()) == 1
    assert story.ticket().households == 2
    assert "2户反映" in story.last(RESIDENTS).text
    assert "2户" in story.last(WORKERS).text
    assert story.reaction(said)
    assert len(story.standing(RESIDENTS)) == 1


def test_two_of_one_home_count_once(story: Story) -> None:
    story.wang.says(LIFT)
    story.person(21, "3-2-501 老王").says("电梯坏了，3号楼2单元的")
    assert story.ticket().households == 1
    assert "户反映" not in story.last(RESIDENTS).text


def test_one_person_who_names_the_home_only_once_counts_once(story: Story) -> None:
    guest = story.person(31, "幸福一家人")
    guest.says("3号楼2单元电梯坏了")
    guest.says("3号楼2单元501，电梯坏了出不去")
    assert story.ticket().households == 1


def test_somebody_who_comes_back_with_nothing_new_opens_nothing(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=5)
    story.wang.says("3号楼2单元电梯还是坏的")
    assert len(story.tickets()) == 1
    assert story.ticket().households == 1


def test_a_join_from_another_group_gets_one_card_there(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=2)
    guest = story.person(41, "5-1-301 小周")
    other = guest.says("3号楼2单元电梯坏了", OTHERS)
    assert len(story.tickets()) == 1
    assert story.last(OTHERS).reply_to == other
    assert "编号1　电梯故障" in story.last(OTHERS).text
    story.person(42, "5-1-302 小吴").says("3号楼2单元电梯坏了", OTHERS)
    assert len(story.standing(OTHERS)) == 1
    assert "3户反映" in story.last(OTHERS).text
    story.xiaoyan.presses("接单", WORKERS)
    assert "高晓燕接了" in story.last(OTHERS).text


def test_what_is_said_in_the_wrong_group_is_answered_there_and_goes_to_its_grid(story: Story) -> None:
    said = story.person(51, "来串门的").says("5号楼1单元电梯坏了")
    assert story.last(RESIDENTS).reply_to == said
    assert "第二网格" in story.last(WORKERS).text
    assert [m for m in story.seen(OTHERS) if not m.pinned] == []


def test_a_building_of_another_community_stays_with_the_group(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.person(51, "来串门的").says("3号楼1单元电梯坏了")
    assert "第一网格" in story.last(WORKERS).text
    story.person(52, "路人").says("18号楼1单元电梯坏了")
    assert "第一网格" in story.last(WORKERS).text
    assert story.seen(-1009) == []


def test_several_requests_in_one_message_are_several_tickets(story: Story) -> None:
    read = story.resources.read

    def twice(text: str, context: Context) -> Reading:
        found = read(text, context)
        more = Request("sanitation.garbage_overflow", "P2", building="3")
        return found._replace(requests=(*found.requests, more)) if found.requests else found

    story.resources.read = twice
    said = story.wang.says(LIFT)
    assert [t.matter for t in story.tickets()] == ["property_repair.elevator_fault", "sanitation.garbage_overflow"]
    cards = [m for m in story.seen(RESIDENTS) if not m.pinned]
    assert [m.reply_to for m in cards] == [said, said]
    assert len(story.seen(WORKERS)) == 2


# edits --------------------------------------------------------------------------------------------------------


def test_an_edited_message_corrects_its_ticket_and_opens_no_second(story: Story) -> None:
    said = story.wang.says("2号楼1单元电梯坏了")
    story.wang.edits(said, "说错了，3号楼2单元电梯坏了")
    assert len(story.tickets()) == 1
    assert "3号楼2单元" in story.last(RESIDENTS).text
    assert "说错了，3号楼2单元电梯坏了" in story.last(WORKERS).text
    assert len(story.standing(RESIDENTS)) == 1
    assert len(story.seen(WORKERS)) == 1


def test_an_edit_that_changes_the_matter_changes_its_limit(story: Story) -> None:
    said = story.wang.says("3号楼垃圾桶满了")
    assert story.ticket().service_class == "P2"
    story.wang.edits(said, "3号楼2单元电梯坏了")
    assert (story.ticket().matter, story.ticket().service_class) == ("property_repair.elevator_fault", "P1")
    assert "08:27前" in story.last(WORKERS).text


def test_an_edit_that_moves_the_place_moves_the_card_to_the_other_grid(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.wang.edits(said, "5号楼1单元电梯坏了")
    assert "第二网格" in story.last(WORKERS).text
    assert "5号楼1单元" in story.last(RESIDENTS).text


def test_an_edit_that_becomes_a_request_opens_one(story: Story) -> None:
    said = story.wang.says("这个咋弄")
    assert story.tickets() == []
    story.wang.edits(said, LIFT)
    assert len(story.tickets()) == 1
    assert story.last(RESIDENTS).reply_to == said


def test_an_edit_in_private_is_read_again_too(story: Story) -> None:
    story.wang.starts()
    said = story.wang.writes("这个咋弄")
    story.wang.edits(said, LIFT, story.wang.who.id)
    assert len(story.tickets()) == 1
    story.wang.edits(said, "2号楼1单元电梯坏了", story.wang.who.id)
    assert len(story.tickets()) == 1
    assert story.ticket().building == "2"


def test_an_edit_that_takes_the_trouble_away_shows_the_workers_the_new_words(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.wang.edits(said, "好像是有人按着门，现在不知道")
    assert len(story.tickets()) == 1
    assert "好像是有人按着门" in story.last(WORKERS).text


def test_an_edit_of_a_joining_message_opens_nothing(story: Story) -> None:
    story.wang.says(LIFT)
    said = story.li.says("3号楼2单元电梯坏了")
    story.li.edits(said, "3号楼2单元电梯坏了，急！")
    assert len(story.tickets()) == 1
    assert story.ticket().words == LIFT


# /report and 代报 ----------------------------------------------------------------------------------------------


def test_report_opens_a_ticket_whatever_the_words(story: Story) -> None:
    said = story.wang.commands("/report 那个东西有点怪", RESIDENTS)
    assert story.ticket().matter == "other.unclassified"
    assert story.last(RESIDENTS).reply_to == said
    assert "编号1　其他事情" in story.last(RESIDENTS).text


def test_report_without_words_says_how(story: Story) -> None:
    story.wang.starts()
    story.wang.commands("/report")
    assert story.wang.hears()[-1].startswith("请写：/report")
    assert story.tickets() == []


def test_a_worker_reports_for_somebody_from_the_workers_group(story: Story) -> None:
    story.sweep()
    said = story.xiaoyan.says("代报 3号楼2单元 路灯不亮 (王阿姨电话说的)", WORKERS)
    assert story.ticket().matter == "public_facility.street_light"
    assert story.standing(RESIDENTS) == []
    told = story.card(WORKERS, "代报好了")
    assert told.text == "代报好了：1号单　路灯不亮　3号楼2单元"
    assert told.reply_to == said
    assert "08:42前" in story.card(WORKERS, "1号单　路灯不亮\n").text


def test_a_worker_reports_for_somebody_in_private_and_hears_the_result_there(story: Story) -> None:
    story.xiaoyan.writes("代报 3号楼2单元301水管爆了")
    assert story.ticket().room == "301"
    assert story.xiaoyan.sees("代报好了")
    story.yali.writes("接单 1")
    story.yali.writes("办结 1 关了总阀，换了管")
    assert story.xiaoyan.sees("关了总阀").labels == ["解决了", "没解决"]


@pytest.mark.parametrize("private", [True, False])
def test_what_a_worker_reports_for_a_second_home_counts_as_a_second(story: Story, private: bool) -> None:
    chat = 501 if private else WORKERS
    story.xiaoyan.says("代报 3号楼2单元 楼道灯不亮 (王阿姨电话说的)", chat)
    story.xiaoyan.says("代报 3号楼2单元 楼道灯不亮 (五楼李大姐电话说的)", chat)
    assert story.ticket().households == 2
    assert story.last(chat).text == "1号单已经有人报过，又记上一户，现在2户。"
    story.xiaoyan.says("代报 3号楼2单元 楼道灯不亮 (五楼李大姐电话说的)", chat)
    assert story.ticket().households == 2
    assert [report.household for report in story.reports()] == ["王阿姨", "五楼李大姐", "五楼李大姐"]


def test_a_worker_reports_for_somebody_in_the_residents_group(story: Story) -> None:
    said = story.xiaoyan.says("代报 3号楼2单元 路灯不亮")
    assert story.last(RESIDENTS).reply_to == said
    assert len(story.tickets()) == 1


def test_residents_do_not_report_for_others_by_that_word(story: Story) -> None:
    story.wang.says("代报 3号楼2单元 电梯坏了")
    assert [report.proxy for report in story.reports()] == [False]


@pytest.mark.parametrize("kind", [SenderKind.ANONYMOUS_ADMIN, SenderKind.CHANNEL, SenderKind.BOT])
def test_channels_bots_and_anonymous_admins_open_nothing_by_talking(story: Story, kind: SenderKind) -> None:
    story.sweep()
    story.masked(kind, "群管理", 1087968824 if kind is SenderKind.ANONYMOUS_ADMIN else -100777).says(LIFT)
    story.xiaoyan.says(LIFT)
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == []


def test_an_anonymous_admin_can_report_on_purpose(story: Story) -> None:
    story.masked(SenderKind.ANONYMOUS_ADMIN, "群管理").commands(f"/report {LIFT}", RESIDENTS)
    assert len(story.tickets()) == 1


def test_another_bot_cannot_report(story: Story) -> None:
    story.masked(SenderKind.BOT, "别的机器人", 8800).commands(f"/report {LIFT}", RESIDENTS)
    assert story.tickets() == []


def test_staff_talk_in_staff_groups_is_not_read(story: Story) -> None:
    story.xiaoyan.says(LIFT, WORKERS)
    story.chen.says("3号楼着火了是上个月的事吧", WORKERS)
    assert story.tickets() == []
    assert story.seen(WORKERS) == []


# plain text ---------------------------------------------------------------------------------------------------


def test_what_looks_like_markup_shows_as_typed(story: Story) -> None:
    words = "<b>3号楼2单元</b> *电梯*_坏了_ [点我](http://x.cn) &amp; {{ 7*7 }} {% if 1 %}"
    story.wang.commands(f"/report {words}", RESIDENTS)
    assert f"“{words}”" in story.last(WORKERS).text
    assert "3号楼2单元" in story.last(RESIDENTS).text


def test_long_words_are_cut_and_control_signs_left_out(story: Story) -> None:
    story.wang.commands("/report 3号楼2单元电梯坏了" + "，" + "好" * 2500, RESIDENTS)
    story.wang.says("2号楼\u202e\u0000\u200b楼道灯不亮")
    assert len(story.tickets()) == 2
    texts = [d.out.text for d in story.gateway.sent]
    assert not any(sign in text for text in texts for sign in "\u202e\u0000\u200b")


def test_a_pension_to_be_certified_is_one_errand(story: Story) -> None:
    story.wang.says("我那个养老金认证 手机弄不来")
    assert [ticket.matter for ticket in story.tickets()] == ["policy_inquiry.pension"]


@pytest.mark.parametrize(("building", "asked"), [("9", True), ("3", False)])
def test_of_a_building_nobody_lists_the_worker_is_asked_where_it_belongs(
    story: Story, building: str, asked: bool
) -> None:
    story.person(52, "路人").says(f"{building}号楼电梯坏了")
    card = story.card(WORKERS, "1号单　").text
    assert f"{building}号楼　第一网格" in card
    assert ("没认出归哪个网格，知道的请接单或转派。" in card) is asked
    assert "没认出" not in story.card(RESIDENTS, "编号1").text


@pytest.mark.parametrize("chat", [501, WORKERS])
def test_a_report_for_somebody_in_own_words(story: Story, chat: int) -> None:
    story.all_staff()
    story.xiaoyan.says("帮3-2-501王阿姨报一下 家里水管漏水", chat)
    assert [(t.matter, t.building, t.unit, t.room) for t in story.tickets()] == [
        ("property_repair.leak", "3", "2", "501")
    ]
    assert story.card(chat, "代报好了")
    story.xiaoyan.says("帮3号楼李奶奶报名", chat)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("chat", [501, WORKERS])
def test_an_edited_report_for_somebody_corrects_it(story: Story, chat: int) -> None:
    story.all_staff()
    said = story.xiaoyan.says("代报 3号楼2单元 楼道灯不亮 (王阿姨电话说的)", chat)
    story.forward(minutes=1)
    story.xiaoyan.edits(said, "代报 2号楼1单元 电梯坏了 (王阿姨电话说的)", chat)
    assert [(t.matter, t.building, t.unit, t.words) for t in story.tickets()] == [
        ("property_repair.elevator_fault", "2", "1", "2号楼1单元 电梯坏了 (王阿姨电话说的)")
    ]
    other = story.xiaoyan.says("大家下午来拿通知单", chat)
    story.xiaoyan.edits(other, "大家下午三点来拿通知单", chat)
    assert len(story.tickets()) == 1


def test_the_lift_of_another_house_is_a_ticket_of_its_own(story: Story) -> None:
    """Only the first was heard."""
    story.all_staff()
    story.wang.says("1号楼电梯坏了 3号楼也坏了")
    assert [(each.matter, each.building) for each in story.tickets()] == [
        ("property_repair.elevator_fault", "1"),
        ("property_repair.elevator_fault", "3"),
    ]
