"""Stories of what is nobody else's business: violence at home, distress, poverty, disability, tips, complaints."""

import pytest
from sqlmodel import select

from models.report import Report
from rules.parsing import Request
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story, by_the_book, on_both

QUIET = [
    "我老公打我，快来人",
    "我不想活了",
    "我家困难想申请低保",
    "残疾人轮椅坏了想申请",
    "隔壁群租了十几个人",
    "网格员态度太差我要投诉",
    "楼上老两口吵架摔东西 吓人 5-1的",
]


@pytest.mark.parametrize("words", QUIET)
def test_a_quiet_matter_gets_one_neutral_line_and_no_card(story: Story, words: str) -> None:
    said = story.wang.says(words)
    line = story.last(RESIDENTS)
    assert line.text == "记下了，编号1。不方便在群里说的，点下面私下告诉我。急事先打110或120。"
    assert line.reply_to == said
    assert line.labels == ["私下说"]
    assert line.buttons[0][0].url.startswith("https://t.me/desk_bot?start=p")
    assert len(story.standing(RESIDENTS)) == 1
    assert f"“{words}”" in story.last(OFFICIALS if "投诉" in words else WORKERS).text


@on_both
def test_nothing_of_it_is_ever_told_in_the_group(story: Story) -> None:
    story.wang.says("我老公打我，快来人")
    before = story.standing(RESIDENTS)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("到场 1 人劝开了", WORKERS)
    story.wu.says("办结 1 送到姐姐家了", OFFICIALS)
    story.forward(days=3)
    assert story.standing(RESIDENTS) == before
    assert story.states() == ["closed_unconfirmed"]


def test_the_result_goes_to_the_private_chat_where_there_is_one(story: Story) -> None:
    story.wang.starts()
    story.wang.says("我家困难想申请低保")
    story.wu.says("办结 1 材料交上去了", OFFICIALS)
    assert len(story.standing(RESIDENTS)) == 1
    assert story.wang.sees("材料交上去了").labels == ["解决了", "没解决"]


def test_the_link_leads_into_a_private_chat_that_knows_the_place(story: Story) -> None:
    story.wang.says("我老公打我，快来人")
    story.wang.starts(story.last(RESIDENTS).buttons[0][0].url.partition("start=")[2])
    assert story.wang.hears()[-1].startswith("您好，我是小格")
    assert "这里说的只有工作人员看得到" in story.wang.hears()[-1]


@pytest.mark.parametrize(("words", "number"), [("我老公打我，快来人", "110"), ("我不想活了，太累了", "12356")])
def test_who_opens_the_link_after_a_danger_is_told_what_to_do_and_no_talk_of_lifts(
    story: Story, words: str, number: str
) -> None:
    story.wang.says(words)
    story.wang.starts(story.last(RESIDENTS).buttons[0][0].url.partition("start=")[2])
    what, greeting = story.wang.hears()[-2:]
    assert number in what
    assert "编号1" in greeting and "已经通知工作人员，还没人接" in greeting and "电梯" not in greeting
    story.wang.writes("就是觉得没意思")
    assert (len(story.tickets()), "就是觉得没意思" in story.ticket().news) == (1, True)


@pytest.mark.parametrize(("words", "number"), [("我老公打我，快来人", "110"), ("我不想活了", "12356")])
def test_what_to_do_is_said_in_private_where_that_is_open(story: Story, words: str, number: str) -> None:
    story.wang.starts()
    story.wang.says(words)
    assert number in story.wang.hears()[-1]
    assert "12356" not in story.last(RESIDENTS).text


def test_of_a_quiet_part_the_whole_message_is_quiet(story: Story) -> None:
    story.sweep()
    story.will_read(
        Request("dispute.family", "P0", "3", "2", danger="violence"),
        Request("public_security.crime_in_progress", "P0", "3", "2", danger="crime"),
    )
    story.wang.says("隔壁往死里打")
    assert [ticket.quiet for ticket in story.tickets()] == [True, True]
    assert len(story.standing(RESIDENTS)) == 1
    assert "3号楼" not in story.standing(RESIDENTS)[0]


def test_a_neighbour_who_tells_the_same_learns_nothing_of_the_others(story: Story) -> None:
    story.sweep()
    story.will_read(Request("dispute.family", "P2", "3", "2"))
    story.wang.says("隔壁又吵得厉害")
    story.li.starts()
    story.li.writes("隔壁又吵得厉害")
    assert len(story.tickets()) == 1
    assert story.li.hears()[-1] == "记下了，会告诉网格员。急事先打110或120。"
    said = story.zhao.says("隔壁又吵得厉害")
    other = story.person(44, "5-1-101 老郑").says("隔壁又吵得厉害", OTHERS)
    assert story.reaction(said)
    assert story.reaction(other, OTHERS)
    assert len(story.standing(RESIDENTS)) == 1
    assert story.standing(OTHERS) == []
    assert [report.user_id for report in story.reports()] == [story.wang.who.id]


def test_whoever_chimes_in_hears_nothing_of_what_becomes_of_it_and_reopens_nothing(story: Story) -> None:
    _ = story.all_staff()
    husband = story.person(45, "3-2-502 张强")
    husband.starts()
    story.wang.starts()
    first = story.wang.says("隔壁502男的又打老婆了，女的一直哭")
    said = husband.says("我家也听到了，别多管闲事")
    husband.says("我家也是", reply_to=story.last(RESIDENTS).id)
    husband.says("我家也听到了", reply_to=first)
    assert story.reaction(said)
    assert "我家也听到了，别多管闲事" in story.card(WORKERS, "1号单").text
    heard = len(husband.hears())
    story.xiaoyan.presses("接单", WORKERS)
    story.wu.writes("办结 1 女方送到姐姐家幸福里3号楼了")
    assert "女方送到姐姐家" in story.wang.hears()[-1]
    assert len(husband.hears()) == heard
    husband.commands("/my")
    husband.writes("没解决")
    assert not any("编号1" in text or "姐姐" in text for text in husband.hears())
    assert (story.ticket().state, story.ticket().households) == ("resolved", 1)


def test_a_danger_that_somebody_else_tells_too_still_rings(story: Story) -> None:
    _ = story.all_staff()
    story.sweep()
    story.will_read(Request("dispute.family", "P2", "3", "2"))
    story.wang.says("隔壁又吵得厉害")
    story.li.starts()
    story.will_read(Request("dispute.family", "P0", "3", "2", danger="violence"))
    story.li.writes("隔壁拿刀了")
    assert story.ticket().service_class == "P0"
    assert "隔壁拿刀了" in story.xiaoyan.sees("紧急：1号单").text or "隔壁拿刀了" in story.card(WORKERS, "1号单").text
    what, noted = story.li.hears()[-2:]
    assert "110" in what and "编号" not in noted


@pytest.mark.parametrize("asked", ["3号楼2单元301有人举报群租吗", "我家被人举报群租是谁报的", "谁举报的我"])
def test_who_asks_in_private_who_reported_them_becomes_no_reporter(story: Story, asked: str) -> None:
    accused = story.person(46, "3-2-301 房东")
    accused.starts()
    story.wang.says("3-2-301开群租房，住了二十多个人，我要举报")
    accused.writes(asked)
    assert "小格都不说" in accused.hears()[-1]
    accused.commands("/my")
    assert "编号1" not in "".join(accused.hears())
    assert len(story.tickets()) == len(story.reports()) == 1


def test_what_is_each_ones_own_is_not_noted_on_somebody_elses(story: Story) -> None:
    story.wang.starts()
    story.zhao.starts()
    story.wang.writes("我要投诉网格员高晓燕态度太差")
    story.zhao.writes("我要投诉网格员高亚丽态度太差")
    assert len(story.tickets()) == len(story.reports()) == 2


def test_an_edit_that_turns_it_into_something_quiet_takes_the_card_away(story: Story) -> None:
    story.sweep()
    story.will_read(Request("dispute.noise", "P2", "3", "2"))
    said = story.wang.says("隔壁很吵")
    assert "邻里噪声" in story.last(RESIDENTS).text
    story.will_read(Request("dispute.family", "P2", "3", "2"))
    story.wang.edits(said, "隔壁两口子打架")
    assert story.standing(RESIDENTS) == []
    assert "婚姻家庭" in story.last(WORKERS).text


def test_a_reply_to_the_neutral_line_adds_without_a_word(story: Story) -> None:
    story.wang.says("隔壁群租了十几个人")
    said = story.wang.says("昨晚又吵到三点", reply_to=story.last(RESIDENTS).id)
    assert story.reaction(said)
    assert len(story.standing(RESIDENTS)) == 1
    assert "昨晚又吵到三点" in story.last(WORKERS).text


def test_taking_it_back_leaves_the_line_or_nothing(story: Story) -> None:
    story.wang.says("隔壁群租了十几个人")
    story.wang.says("误会了", reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["mistaken"]
    assert story.standing(RESIDENTS) == []


def test_public_status_in_the_group_goes_to_private_only(story: Story) -> None:
    story.wang.starts()
    story.wang.says("我家困难想申请低保")
    story.wang.says("我反映的办得怎么样了")
    assert len(story.standing(RESIDENTS)) == 1
    assert "编号1　临时救助低保" in story.wang.hears()[-1]


@pytest.mark.parametrize(
    ("name", "words", "home"),
    [
        ("3-2-501 王阿姨", "三楼301那家开群租房，住了二十多个人，我要举报", "3-2-501"),
        ("3-2-501 王阿姨", "3-2-301开群租房，住了二十多个人，我要举报", "3-2-501"),
        ("老刘", "3-2-301开群租房，住了二十多个人，我要举报", ""),
        ("老刘", "3-2-601天天半夜打麻将，吵死了", ""),
        ("老刘", "楼上3-2-601漏水了", ""),
        ("老刘", "3-2-501水管漏水", "3-2-501"),
        ("3-2-501 王阿姨", "我家出租的3-1-201水管爆了", "3-1-201"),
    ],
)
def test_who_informs_of_a_neighbour_is_not_shown_as_living_there(
    story: Story, name: str, words: str, home: str
) -> None:
    story.person(61, name).says(words)
    with story.database.transaction() as session:
        assert [row.household for row in session.exec(select(Report))] == [home]
    story.xiaoyan.writes("接单 1")
    assert ("3-2-301）" in story.xiaoyan.sees("报事人").text) is False


@on_both
def test_what_one_home_needs_is_not_joined_by_another(story: Story) -> None:
    said = [
        (story.wang, "1号楼那个老张头吃不上饭了，低保也停了"),
        (story.zhao, "我残疾证到期了怎么办，低保也批不下来"),
        (story.person(71, "2-1-201 丙"), "我想申请低保"),
        (story.person(72, "2-2-202 丁"), "我老伴的低保怎么还没下来"),
    ]
    for person, words in said:
        person.says(words)
        assert f"“{words}”" in story.last(WORKERS).text
    assert {ticket.households for ticket in story.tickets()} == {1} and len(story.tickets()) >= len(said)


def test_of_one_home_it_is_one_need(story: Story) -> None:
    story.wang.says("我家困难想申请低保")
    story.person(73, "3-2-501 老王").says("我家低保还要什么材料，怎么申请")
    assert len(story.tickets()) == 1


# blows heard next door ---------------------------------------------------------------------------------------

QUARREL = Request("dispute.family", "P2", "3", "1")


@pytest.mark.parametrize("words", ["我也听到了 好像在打人", "好像打起来了", "1单元那家动手了"])
@pytest.mark.parametrize("name", ["3-1-1501 陈生", "陈生"])
def test_blows_heard_make_the_quiet_ticket_a_danger(story: Story, words: str, name: str) -> None:
    story.all_staff()
    story.will_read(QUARREL)
    story.wang.says("楼上老两口吵架摔东西 吓人")
    before = story.standing(RESIDENTS)
    by_the_book(story)
    story.will_read(Request("property_repair.elevator_fault", "P1", "3", "1"))
    story.person(21, name).says(words)
    assert [(ticket.service_class, ticket.danger, ticket.households) for ticket in story.tickets()] == [
        ("P0", "violence", 1)
    ]
    assert story.standing(RESIDENTS) == before
    assert any("紧急：1号单" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize(
    ("name", "words"),
    [("5-1-901 何太", "好像打起来了"), ("3-1-1501 陈生", "小区门口打起来了"), ("3-1-1501 陈生", "2号楼打起来了")],
)
def test_a_fight_elsewhere_is_none_of_it(story: Story, name: str, words: str) -> None:
    story.will_read(QUARREL)
    story.wang.says("楼上老两口吵架摔东西 吓人")
    story.will_read(Request("public_security.crime_in_progress", "P0", danger="crime"))
    story.person(21, name).says(words)
    assert [ticket.matter for ticket in story.tickets()] == ["dispute.family", "public_security.crime_in_progress"]


def test_what_is_quiet_becomes_no_part_of_what_the_group_reads(story: Story) -> None:
    """Merged into the noise that a neighbour had told of, its result stood in the group, with one home more."""
    story.wang.starts()
    story.wang.writes("隔壁502男的又打老婆了，孩子在哭")
    story.li.says("3号楼2单元楼上半夜吵得睡不着，噪音太大")
    card = story.card(RESIDENTS, "编号2").text
    story.xiaoyan.says("并案 1 2", WORKERS)
    assert story.last(WORKERS).text == "1号单不公开，不能并到2号单里。要并就反过来：并案 2 1"
    assert (story.states(), story.card(RESIDENTS, "编号2").text) == (["open", "open"], card)
    story.xiaoyan.says("并案 2 1", WORKERS)
    assert story.states() == ["open", "merged"]
    assert story.standing(RESIDENTS) == []


def test_nothing_that_the_group_reads_is_offered_to_what_is_quiet(story: Story) -> None:
    story.wang.writes("我在3号楼2单元501，隔壁男的又打老婆了，孩子在哭")
    story.wang.says("3号楼2单元楼上半夜吵得睡不着，噪音太大")
    story.xiaoyan.starts()
    quiet = next(ticket for ticket in story.tickets() if ticket.quiet)
    story.xiaoyan.says(f"并案 {quiet.number}", WORKERS)
    assert not any("点一下" in text for text in story.texts(WORKERS))


@on_both
def test_who_joined_what_turns_out_quiet_hears_no_more_of_it(story: Story) -> None:
    """Neighbours who had pressed 我家也是 on the card of a noise read how the quarrel in that home ended."""
    story.wang.starts()
    story.li.starts()
    story.wang.says("3号楼2单元楼上半夜吵架，吵得睡不着")
    story.li.presses("我家也是")
    story.xiaoyan.says("改类别 1 婚姻家庭", WORKERS)
    assert story.ticket().households == 1
    heard = story.li.hears()
    story.chen.says("办结 1 女的送到姐姐家了", WORKERS)
    assert "女的送到姐姐家了" in story.wang.hears()[-1]
    assert story.li.hears() == heard
    story.li.says("撤回 1")
    story.li.writes("/my")
    assert not any("婚姻家庭" in text for text in story.li.hears())


BEATEN = "3号楼2单元502男的又打老婆了，孩子在哭，快来人"


@pytest.mark.parametrize("claimed", [False, True])
def test_what_a_second_neighbour_hears_of_the_same_door_rings_nobody_anew(story: Story, claimed: bool) -> None:
    """打起来了 was a crime of its own: everybody was called once more, to a second ticket that the group could read."""
    staff = story.all_staff()
    story.li.starts()
    story.wang.writes(BEATEN)
    if claimed:
        story.xiaoyan.presses("接单", WORKERS)
    rung = [[m.id for m in story.seen(p.who.id)] for p in staff]
    story.li.writes("3号楼2单元502打起来了，快来")
    assert (len(story.tickets()), "打起来了" in story.card(WORKERS, "1号单").text) == (1, True)
    assert story.standing(RESIDENTS) == []
    assert story.li.hears()[-2].startswith("马上打110。先保护自己")
    assert story.li.hears()[-1] == "记下了，会告诉网格员。急事先打110或120。"
    told = [[m.text for m in story.seen(p.who.id) if m.id not in had] for p, had in zip(staff, rung, strict=True)]
    on_way = ["1号单（婚姻家庭，3号楼2单元）又有人来说：“3号楼2单元502打起来了，快来”。"]
    assert told == [on_way if claimed else [], [], [], []]


def test_what_is_worse_rings_again_while_nobody_has_it(story: Story) -> None:
    story.all_staff()
    story.wang.writes(BEATEN)
    first = story.xiaoyan.sees("紧急：1号单").id
    story.li.writes("3号楼2单元502那家打架，动刀了")
    assert len(story.tickets()) == 1
    assert story.xiaoyan.sees("紧急：1号单").id > first


@pytest.mark.parametrize(
    "words", ["3号楼2单元501打起来了，快来", "3号楼2单元打起来了，快来", "3号楼2单元502有小偷正在撬门"]
)
def test_another_door_or_another_crime_is_its_own(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.writes(BEATEN)
    story.li.writes(words)
    assert len(story.tickets()) == 2


def test_in_the_group_a_second_neighbour_reads_what_to_do_and_no_card(story: Story) -> None:
    story.all_staff()
    story.wang.writes(BEATEN)
    story.li.says("3号楼2单元502打起来了，快来")
    told = "马上打110。在屋里就锁好门别开；在外面离远一点，别上前，记住人的样子和去的方向。"
    assert story.standing(RESIDENTS) == [told]
    assert "打起来了" in story.card(WORKERS, "1号单").text


def test_who_told_of_it_and_tells_it_again_rings_nobody_anew(story: Story) -> None:
    story.all_staff()
    story.wang.writes(BEATEN)
    first = story.xiaoyan.sees("紧急：1号单").id
    story.wang.writes("3号楼2单元502又打人了，快来")
    assert story.xiaoyan.sees("紧急：1号单").id == first


def test_who_says_that_it_is_their_own_stays_one_of_its_reporters(story: Story) -> None:
    story.all_staff()
    story.li.starts()
    story.wang.says("救命啊")
    story.zhao.says("我也听到了")
    story.li.says("是我 我老公打我")
    told = [report.user_id for report in story.reports() if report.withdrawn_at is None]
    assert (story.ticket().matter, told) == ("dispute.family", [story.wang.who.id, story.li.who.id])
