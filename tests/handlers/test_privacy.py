"""What somebody may ask of their own data."""

from typing import Any

import pytest
from sqlmodel import select

from models.outbox import Outbox
from models.report import Report
from tests.handlers.story import LIFT, OFFICIALS, RESIDENTS, TOWN, WORKERS, Story, on_both


def _kept(story: Story, user: int) -> list[Report]:
    with story.database.transaction() as session:
        found = list(session.exec(select(Report).where(Report.user_id == user)))
        session.expunge_all()
    return found


def _report_and_finish(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("办结 1 换了电机", WORKERS)
    story.wang.presses("解决了", RESIDENTS)


def test_i_see_what_is_kept_of_me_and_nobody_elses(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.li.says("3号楼2单元路灯不亮")
    story.wang.starts()
    story.wang.says("我的信息", story.wang.who.id)
    said = story.wang.hears()[-1]
    assert "电梯停了" in said
    assert "路灯" not in said


def test_what_is_finished_is_erased(story: Story) -> None:
    _report_and_finish(story)
    story.wang.starts()
    story.wang.says("删除我的信息", story.wang.who.id)
    assert _kept(story, story.wang.who.id) == []
    assert "删好了" in story.wang.hears()[-1]
    assert story.ticket(1).state == "closed"


@on_both
def test_nothing_she_said_stands_in_what_was_sent_about_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says("3号楼2单元501电梯坏了，紫罗兰花盆挡着，打13812345678")
    story.wang.sends_photo("ph1", "补充 花盆在这儿", RESIDENTS)
    story.li.says("3号楼2单元路灯不亮")
    story.forward(minutes=20)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了电机", WORKERS)
    story.wang.presses("解决了", RESIDENTS)
    assert {"紫罗兰", "501", "13812345678", "王阿姨"} <= _sent(story)
    story.wang.writes("删除我的信息")
    story.forward(minutes=1)
    assert _sent(story) == set()
    assert "路灯" in story.texts(WORKERS)[-1]
    # What stands in the groups is changed with it, once.
    sends = len(story.gateway.sent)
    story.call(lambda desk: desk.refresh(desk.own_ticket(1)))
    story.sweep()
    assert len(story.gateway.sent) == sends
    story.xiaoyan.says("看 1", WORKERS)
    assert "换了电机" in story.last(WORKERS).text


def _sent(story: Story) -> set[str]:
    """Which of the words, numbers and names she told stand in messages that went out about her ticket."""
    with story.database.transaction() as session:
        rows = session.exec(select(Outbox).where(Outbox.ticket_id == 1)).all()
        kept = "".join(str(row.payload) for row in rows)
    return {word for word in ("紫罗兰", "501", "13812345678", "王阿姨", "ph1", "花盆") if word in kept}


@on_both
def test_nothing_she_said_stands_on_what_is_finished(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("家里厨房下水道堵了")
    story.wang.writes("3号楼2单元501")
    story.wang.sends_photo("ph1", "就是这个样子", story.wang.who.id)
    story.wang.writes("补充 水漫到客厅了 电话13812345678")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 通了", WORKERS)
    story.wang.writes("解决了")
    story.wang.writes("删除我的信息")
    assert "办完的1条里不再有您的名字、门牌、原话和照片" in story.wang.hears()[-1]
    story.xiaoyan.writes("看 1")
    card = story.xiaoyan.hears()[-1]
    for words in ("501", "堵了", "样子", "客厅", "13812345678", "报事人", "备注"):
        assert words not in card
        assert words not in story.card(WORKERS, "1号单").text
    assert "通了" in card
    kept = str({name: rows for name, rows in story.dump(("inbox", "outbox")).items()})
    assert "13812345678" not in kept and "客厅" not in kept and "ph1" not in kept


@on_both
def test_nothing_of_her_stands_in_any_table(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元1203厨房漏水，紫罗兰都泡了，电话13812345678")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 几点方便？", WORKERS)
    story.wang.writes("晚上七点后都在，看看紫罗兰")
    story.xiaoyan.says("办结 1 换了软管，跟3-2-1203王阿姨说了", WORKERS)
    story.wang.presses("解决了", story.wang.who.id)
    story.wang.writes("我的信息")
    hers = ("紫罗兰", "1203", "13812345678", "王阿姨")
    assert all(word in str(story.dump(("inbox",))) for word in hers)
    story.wang.writes("删除我的信息")
    story.forward(minutes=1)
    kept = str(story.dump(("inbox",)))
    assert [word for word in hers if word in kept] == []
    assert story.ticket().done == "换了软管，跟3号楼2单元住户说了"


def test_what_a_neighbour_and_the_worker_added_stays(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.li.starts()
    story.li.says("3号楼2单元楼道灯也不亮，三楼四楼都黑的")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("解决了", RESIDENTS)
    story.li.writes("删除我的信息")
    card = story.card(WORKERS, "1号单").text
    assert "3号楼2单元楼道灯不亮" in card and "三楼四楼" not in card
    story.wang.starts()
    story.wang.writes("删除我的信息")
    assert "楼道灯不亮" not in story.card(WORKERS, "1号单").text


def test_what_is_open_is_kept_until_its_answer(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.wang.starts()
    story.wang.commands("/erase")
    assert len(_kept(story, story.wang.who.id)) == 1
    assert "还有1条没办完" in story.wang.hears()[-1]


def test_professions_and_answers_to_call_outs_are_erased_but_for_one_that_goes_on(story: Story) -> None:
    story.all_staff()
    wang = story.person(11, "王阿姨")
    wang.starts()
    story.admin.writes("专业 王阿姨 医生")
    for hour in (10, 16):
        story.wu.writes(f"集合 今天{hour}点 光明街道：1名医生")
        story.wu.presses("发出", story.wu.who.id)
        story.sweep()
        wang.presses("来", wang.who.id)
        story.until(20, 15)
    wang.writes("我的信息")
    assert "专业：医生" in wang.hears()[-1] and "集合里叫过您" in wang.hears()[-1]
    wang.writes("删除我的信息")
    assert "删好了" in wang.hears()[-1]
    rows = story.dump()
    assert not any(row[2] == "医生" for row in rows["role"])
    assert [row[1] for row in rows["callout_person"]] == ["2"]
    assert [row[4] for row in rows["callout_seat"] if row[1] == "1"] == ["None"]
    wang.writes("我的信息")
    assert "专业" not in wang.hears()[-1]


def test_in_a_group_nothing_of_it_is_said(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    before = story.texts(RESIDENTS)
    story.wang.says("我的信息", RESIDENTS)
    assert story.texts(RESIDENTS) == before


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("我身份证440506198001011234，电话13812345678", True),
        ("3号楼2单元电梯坏了，身份证11010119900307447X", True),
        ("快递单号440506198013011234帮我拿一下", False),
        ("订单20261120123456789012没到", False),
        ("办低保要带身份证吗", False),
        ("电话13812345678", True),
        ("3号楼2单元电梯坏了，联系我138 1234 5678", True),
        ("座机0754-88123456，家里有人", True),
        ("物业电话0754-88123456没人接", False),
        ("96119举报，12345也行", False),
        ("3号楼2单元501着火了，打我13812345678", False),
        ("接龙 周六团购\n1. 3-2-501 13812345678 2份\n2. 3-2-601 13912345678 1份", False),
    ],
)
def test_who_shows_an_identity_number_or_telephone_in_the_group_is_asked_to_take_it_back(
    story: Story, words: str, asked: bool
) -> None:
    said = story.wang.says(words)
    told = [each for each in story.seen(RESIDENTS) if "麻烦您撤回" in each.text]
    assert [each.reply_to for each in told] == ([said] if asked else [])


# telephones ---------------------------------------------------------------------------------------------------

NUMBER, OTHER_NUMBER, BLOTTED = "13812345678", "13987654321", "138****5678"


def _kept_nowhere(story: Story, number: str) -> bool:
    """Whether a number stands nowhere but in what came in and with the report."""
    return not any(number in str(rows) for table, rows in story.dump().items() if table != "report")


def _in_groups(story: Story) -> str:
    return "\n".join(text for chat in (RESIDENTS, WORKERS, OFFICIALS) for text in story.texts(chat))


def test_a_telephone_is_kept_apart_for_whoever_takes_the_ticket_and_shown_in_private_alone(story: Story) -> None:
    story.all_staff()
    story.wang.says(f"3号楼2单元电梯停了，打我电话{NUMBER}")
    assert BLOTTED in story.card(WORKERS, "1号单").text
    assert story.ticket().words == f"3号楼2单元电梯停了，打我电话{BLOTTED}"
    assert _kept_nowhere(story, NUMBER)
    story.xiaoyan.presses("接单", WORKERS)
    assert f"留的电话{NUMBER}" in story.xiaoyan.sees("1号单").text
    assert not any(NUMBER in text for text in story.yali.hears() + story.chen.hears())
    assert NUMBER not in _in_groups(story)


@pytest.mark.parametrize("added", ["reply", "talk", "edit", "button"])
def test_a_telephone_told_later_is_kept_as_well(story: Story, added: str) -> None:
    story.all_staff()
    told = story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.presses("接单", WORKERS)
    words = f"电梯还停着，打我电话{NUMBER}"
    if added == "reply":
        story.wang.says(words, reply_to=story.last(RESIDENTS).id)
    elif added == "talk":
        story.wang.says(words)
    elif added == "edit":
        story.wang.edits(told, f"3号楼2单元电梯停了，打我电话{NUMBER}")
    else:
        story.wang.says(f"补充 电话{NUMBER}")
    assert f"留的电话{NUMBER}" in story.xiaoyan.sees("1号单").text
    assert BLOTTED in story.card(WORKERS, "1号单").text
    assert NUMBER not in _in_groups(story)


def test_a_telephone_in_the_second_of_two_messages_is_kept(story: Story) -> None:
    story.all_staff()
    story.wang.says("灯")
    story.wang.says(f"又不亮了 {NUMBER}")
    assert NUMBER not in str(story.dump()["ticket"]) + _in_groups(story)


def test_the_newest_telephone_counts_and_a_neighbours_is_not_the_reporters(story: Story) -> None:
    story.all_staff()
    story.wang.says(f"3号楼2单元电梯停了，打我电话{NUMBER}")
    story.li.says("维保的人我认识 找我13700000000", reply_to=story.last(RESIDENTS).id)
    story.wang.says(f"补充 打错了，是{OTHER_NUMBER}")
    story.xiaoyan.presses("接单", WORKERS)
    card = story.xiaoyan.sees("1号单").text
    assert f"留的电话{OTHER_NUMBER}" in card
    assert "13700000000" not in card and NUMBER not in card


def test_what_is_told_in_private_keeps_its_number_off_the_groups_card(story: Story) -> None:
    story.all_staff()
    wang = story.person(11, "3-2-501 王阿姨")
    wang.starts(f"p{next(p.place for c, p in story.resources.directory.posts.items() if c == RESIDENTS)}")
    wang.writes(f"3号楼2单元电梯停了，我电话{NUMBER}")
    assert BLOTTED in story.card(WORKERS, "1号单").text
    assert not any("撤回，免得" in text for text in wang.hears())
    story.xiaoyan.presses("接单", WORKERS)
    assert f"留的电话{NUMBER}" in story.xiaoyan.sees("1号单").text


def test_what_a_worker_passes_on_keeps_the_number_for_who_takes_it(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(f"代报 3号楼2单元 路灯不亮，王阿姨电话{NUMBER}")
    assert BLOTTED in story.card(WORKERS, "1号单").text
    story.yali.presses("接单", WORKERS)
    assert f"留的电话{NUMBER}" in story.yali.sees("1号单").text
    assert NUMBER not in _in_groups(story)


def test_of_danger_those_on_duty_read_the_number_in_private_but_not_the_property(open_story: Any) -> None:
    manager = "\n  - {user_id: 801, name: 物业老周, roles: [{role: property_manager, place: gm-dh-1}]}"
    story: Story = open_story(TOWN.read_text(encoding="utf-8").replace("\npeople:", f"\npeople:{manager}"))
    story.all_staff()
    property_manager = story.staff(801, "物业老周")
    story.wang.says(f"3号楼2单元501着火了，打我{NUMBER}")
    assert f"留的电话：{NUMBER}" in story.xiaoyan.sees("紧急：1号单").text
    assert f"留的电话：{NUMBER}" in story.chen.sees("紧急：1号单").text
    rung = property_manager.sees("紧急：1号单").text
    assert NUMBER not in rung and BLOTTED in rung
    assert NUMBER not in _in_groups(story)


def test_who_shows_telephones_again_and_again_is_asked_once(story: Story) -> None:
    story.wang.says(f"电话{NUMBER}")
    story.wang.says(f"说了电话{NUMBER}")
    asked = [each for each in story.seen(RESIDENTS) if "电话号码" in each.text]
    assert len(asked) == 1


def test_staff_keep_their_numbers_in_what_they_write_to_residents(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says(f"有事打我电话{NUMBER}")
    story.xiaoyan.says(f"3号楼着火了，打{NUMBER}")
    assert not any("麻烦您撤回" in text for text in story.texts(RESIDENTS))
    assert NUMBER in story.ticket().words


def test_my_data_tells_the_number_and_erases_it(story: Story) -> None:
    story.all_staff()
    story.wang.says(f"3号楼2单元电梯停了，打我电话{NUMBER}")
    story.wang.starts()
    story.wang.writes("我的信息")
    assert NUMBER in story.wang.hears()[-1]
    story.xiaoyan.says("办结 1 换了电机", WORKERS)
    story.wang.presses("解决了", RESIDENTS)
    story.wang.writes("删除我的信息")
    assert NUMBER not in str(story.dump()["report"])


def test_a_part_told_anew_keeps_the_number_of_who_told_the_whole(story: Story) -> None:
    story.all_staff()
    story.wang.says(f"3号楼2单元电梯停了，打我电话{NUMBER}")
    story.xiaoyan.says("拆单 1 楼道灯不亮", WORKERS)
    assert [report.contact for report in story.reports()] == [NUMBER, NUMBER]


def test_who_takes_it_back_takes_the_number_back(story: Story) -> None:
    story.wang.says(f"3号楼2单元电梯停了，打我电话{NUMBER}")
    story.wang.presses("撤回")
    assert NUMBER not in str(story.dump()["report"])


def test_me_too_with_a_number_is_no_other_trouble(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.li.says(f"我家也是 电话{NUMBER}")
    assert [(ticket.matter, ticket.households) for ticket in story.tickets()] == [(LIFT, 2)]
    story.xiaoyan.presses("接单", WORKERS)
    assert f"小李，留的电话{NUMBER}" in story.xiaoyan.sees("1号单").text


def test_a_number_told_after_the_danger_is_in_the_next_ring(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元501着火了")
    story.wang.says(f"打我电话{NUMBER}")
    story.forward(minutes=2)
    assert f"留的电话：{NUMBER}" in story.xiaoyan.sees("紧急：1号单").text


@pytest.mark.parametrize(("words", "kept"), [(f"师傅到了打我{NUMBER}", True), (f"卖冰箱 电话{NUMBER}", False)])
def test_a_number_by_itself_is_of_what_was_just_reported(story: Story, words: str, kept: bool) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.wang.says(words)
    assert [report.contact for report in story.reports()] == [NUMBER if kept else ""]
    assert len(story.tickets()) == 1


LISTS = (
    "王桂兰 3-2-501 13800138000\n李建国 3-2-502 13900139000\n张丽 3-2-503 13700137000",
    "体检名单：\n3号楼2单元501 王桂兰 78岁\n3号楼2单元502 李建国 80岁\n3号楼1单元301 张丽华 75岁",
    "王桂兰13800138000，李建国13900139000，张丽13700137000",
)
NUMBERED = "1. 王桂兰 3-2-501 13800138000\n2. 李建国 3-2-502 13900139000\n3. 张丽 3-2-503 13700137000"
NO_LISTS = (
    "社区联系方式：\n书记 陈建国 13800138000\n网格员 高晓燕 13900139000\n物业 王师傅 13700137000",
    "接龙\n1. 3-2-501 王桂兰 2人\n2. 3-2-502 李建国 1人\n3. 3-2-503 张丽华 3人",
    "停水通知\n3号楼 8:00-10:00\n4号楼 10:00-12:00\n5号楼 13:00-15:00",
    "高压泵 3-2-501\n王桂兰 3-2-502",
    "3-2-301马桶漏，3-2-401马桶漏，3-2-501马桶漏",
    "3-2-301 王阿姨漏水，3-2-401 李大爷漏水，3-2-501 张大姐漏水",
)


@pytest.mark.parametrize("who", ["xiaoyan", "wang"])
@pytest.mark.parametrize("words", [*LISTS, NUMBERED])
def test_who_posts_a_list_of_people_is_asked_to_take_it_back(story: Story, words: str, who: str) -> None:
    """A single telephone of a resident's was asked for, and whole rolls that a worker pasted were not."""
    story.all_staff()
    getattr(story, who).says(words)
    asked = [text for text in story.texts(RESIDENTS) if "好几家人的名字" in text]
    assert len(asked) == (0 if words == NUMBERED and who == "wang" else 1)
    assert story.states() == []


@pytest.mark.parametrize("who", ["xiaoyan", "wang"])
@pytest.mark.parametrize("words", NO_LISTS)
def test_what_is_no_list_of_residents_is_not_asked_for(story: Story, words: str, who: str) -> None:
    story.all_staff()
    getattr(story, who).says(words)
    assert not any("好几家人的名字" in text for text in story.texts(RESIDENTS))
