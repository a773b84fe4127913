"""Stories of what is planned: told once in its own words while it lasts, a ticket from the first report after it."""

import pytest
from sqlmodel import select

from models.known_matter import KnownMatter
from rules.messages import SenderKind
from rules.parsing import Request
from tests.handlers.story import OTHERS, RESIDENTS, SHANGHAI, WORKERS, Story, on_both

WORDS = "计划停水，17:00前恢复"


HOURS = "08:00到17:00停水：" + WORDS


TOLD = "3号楼" + HOURS


DRY = "3号楼停水了，一滴都没有"


def announced(story: Story, text: str = f"公告 停水 3号楼 8:00-17:00 {WORDS}") -> None:
    story.sweep()
    story.xiaoyan.says(text, WORKERS)


@on_both
def test_a_planned_outage_is_told_once_and_opens_nothing(story: Story) -> None:
    announced(story)
    assert story.last(WORKERS).text.startswith(
        "记下了：第一网格（3号楼），停水水压，08:00到17:00。居民报来不开单，每个群回一次这句话：\n“3号楼08:00到17:00停水：计划停水"
    )
    said = story.wang.says(DRY)
    assert story.standing(RESIDENTS) == [TOLD]
    assert story.last(RESIDENTS).reply_to == said
    story.forward(minutes=5)
    second = story.li.says("家里没水了，3号楼")
    assert story.standing(RESIDENTS) == [TOLD]
    assert story.reaction(second)
    assert story.tickets() == []
    with story.database.transaction() as session:
        assert [row.made_by for row in session.exec(select(KnownMatter))] == [story.xiaoyan.who.id]


@pytest.mark.parametrize("words", ["我家也停了", "我们单元也没了。", "我家也是"])
def test_who_says_only_that_theirs_is_off_too_speaks_of_the_same(story: Story, words: str) -> None:
    announced(story)
    story.wang.says("停水了")
    said = story.li.says(words)
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == [TOLD]
    assert story.reaction(said)


@pytest.mark.parametrize(
    ("before", "words", "matter"),
    [
        ("停水了", "我家也停电了", "utility.power_outage"),
        ("停电了", "我家也停了", "utility.power_outage"),
    ],
)
def test_what_is_off_besides_is_trouble(story: Story, before: str, words: str, matter: str) -> None:
    announced(story)
    story.wang.says(before)
    story.li.says(words)
    assert {ticket.matter for ticket in story.tickets()} == {matter}


def test_the_first_report_after_its_end_opens_a_ticket(story: Story) -> None:
    announced(story)
    story.wang.says(DRY)
    story.until(20, 17, 1)
    story.wang.says("3号楼到现在还是没水，停水到几点啊")
    assert [t.matter for t in story.tickets()] == ["utility.water_outage"]
    assert "编号1" in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["怎么还没来水", "还没来水 不是说17点吗", "水到现在还没通"])
def test_who_waits_for_it_after_its_end_opens_one_that_neighbours_join(story: Story, words: str) -> None:
    announced(story)
    story.until(20, 17, 20)
    story.wang.says(words)
    story.li.says("我家也没来")
    assert [(t.matter, t.building, t.households) for t in story.tickets()] == [("utility.water_outage", "3", 2)]


def test_in_private_too_what_should_be_back_and_is_not_is_a_report(story: Story) -> None:
    announced(story)
    story.wang.starts()
    story.until(20, 17, 20)
    story.wang.writes("怎么还没来水")
    assert [t.matter for t in story.tickets()] == ["utility.water_outage"]


def test_what_was_planned_for_the_whole_place_goes_on_as_one(story: Story) -> None:
    announced(story, f"公告 停电 8:00-17:00 {WORDS}")
    story.until(20, 17, 20)
    story.wang.says("还没电啊")
    story.zhao.says("我家也没有")
    assert [(t.matter, t.building, t.households) for t in story.tickets()] == [("utility.power_outage", "", 2)]


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (16, "怎么还没来水"),
        (17, "来水了吗"),
        (17, "还没停水"),
        (17, "水费还没交"),
        (17, "怎么还没来电话"),
        (17, "还没来电"),
    ],
)
def test_before_its_end_or_of_something_else_it_is_talk(story: Story, hour: int, words: str) -> None:
    announced(story)
    story.until(20, hour, 20)
    story.wang.says(words)
    assert "utility.water_outage" not in [t.matter for t in story.tickets()]


def test_elsewhere_it_is_not_what_was_planned(story: Story) -> None:
    announced(story)
    story.until(20, 17, 20)
    story.zhao.says("还没来水吧")
    assert story.tickets() == []


def test_it_joins_the_ticket_that_is_there(story: Story) -> None:
    announced(story)
    story.until(20, 17, 1)
    story.wang.says(DRY)
    story.li.says("怎么还没来水")
    assert [t.urged for t in story.tickets()] == [1]


def test_before_its_start_it_explains_nothing(story: Story) -> None:
    announced(story, f"公告 停水 3号楼 12:00-17:00 {WORDS}")
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


def test_another_building_and_another_matter_are_not_explained(story: Story) -> None:
    announced(story)
    story.zhao.says("1号楼停水了")
    story.wang.says("3号楼2单元电梯坏了")
    assert [t.matter for t in story.tickets()] == ["utility.water_outage", "property_repair.elevator_fault"]


def test_without_buildings_it_holds_for_the_whole_place_and_each_group_is_told_once(story: Story) -> None:
    announced(story, f"公告 停水 8:00-17:00 {WORDS}")
    story.wang.says(DRY)
    story.person(41, "5-1-301 小周").says("5号楼停水了", OTHERS)
    assert (story.standing(RESIDENTS), story.standing(OTHERS)) == ([HOURS], [HOURS])
    assert story.tickets() == []


def test_a_private_report_and_a_private_question_hear_the_words(story: Story) -> None:
    announced(story)
    story.wang.starts()
    story.wang.writes(DRY)
    assert story.wang.hears()[-1] == TOLD
    story.wang.writes("今天停水停到几点")
    assert story.wang.hears()[-1] == TOLD
    assert story.tickets() == []


def test_a_button_on_a_card_from_before_is_answered_with_the_words(story: Story) -> None:
    story.wang.says(DRY)
    announced(story)
    assert story.li.presses("我家也是") == TOLD
    assert story.ticket().households == 2


def test_danger_is_never_explained_away(story: Story) -> None:
    announced(story, "公告 停气 8:00-17:00 换管道")
    story.will_read(Request("utility.gas_supply", "P0", "3", danger="gas"))
    story.wang.says("没气了，还有煤气味")
    assert len(story.tickets()) == 1
    assert "119" in story.last(RESIDENTS).text


def test_report_on_purpose_opens_a_ticket_all_the_same(story: Story) -> None:
    announced(story)
    story.wang.commands(f"/report {DRY}", RESIDENTS)
    assert len(story.tickets()) == 1


def test_taken_back_the_next_report_opens_a_ticket(story: Story) -> None:
    announced(story)
    assert "撤回了" in story.xiaoyan.presses("撤回", WORKERS)
    assert story.last(WORKERS).labels == []
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


def test_a_resident_cannot_take_it_back(story: Story) -> None:
    announced(story)
    story.wang.presses_data("1|known_end|0|1", story.last(WORKERS).id, WORKERS)
    story.wang.says(DRY)
    assert story.tickets() == []


def test_words_that_are_missing_are_made(story: Story) -> None:
    announced(story, "公告 停电 3号楼 8:00-17:00")
    story.will_read(Request("utility.power_outage", "P1", "3"))
    story.wang.says("停电了")
    assert story.standing(RESIDENTS) == ["08:00到17:00停电，17:00前恢复。到时还没好再告诉小格。"]


@pytest.mark.parametrize("text", ["公告", "公告 停水", "公告 停水 3号楼", "公告 团建 8:00-17:00 去爬山"])
def test_what_cannot_be_read_is_asked_for(story: Story, text: str) -> None:
    announced(story, text)
    assert "公告 停水 3号楼 9:00-17:00" in story.last(WORKERS).text
    story.wang.says(DRY)
    assert len(story.tickets()) == 1


def test_in_private_it_holds_for_the_community(story: Story) -> None:
    story.sweep()
    story.xiaoyan.writes(f"公告 停水 8:00-17:00 {WORDS}")
    assert "记下了：达濠社区，停水水压" in story.xiaoyan.hears()[-1]
    story.person(41, "5-1-301 小周").says("5号楼停水了", OTHERS)
    assert story.standing(OTHERS) == [HOURS]


def test_residents_and_talk_in_residents_groups_announce_nothing(story: Story) -> None:
    story.sweep()
    story.wang.says(f"公告 停水 3号楼 8:00-17:00 {WORDS}")
    story.xiaoyan.says(f"公告 停水 3号楼 8:00-17:00 {WORDS}")
    assert story.dump()["known_matter"] == []


def test_rooms_and_telephones_in_the_words_stay_out_of_the_group(story: Story) -> None:
    announced(story, "公告 停水 3号楼 8:00-17:00 3-2-501在换水管，找13800138000")
    story.wang.says(DRY)
    assert story.standing(RESIDENTS) == ["3号楼08:00到17:00停水：3号楼2单元在换水管，找***"]


def test_after_an_absence_nobody_is_answered_afresh(story: Story) -> None:
    announced(story)
    story.lag = story.resources.policies.desk.away * 2
    story.wang.says(DRY)
    assert TOLD not in story.standing(RESIDENTS)
    assert story.tickets() == []


# told to residents as a notice -------------------------------------------------------------------------------

NOTICE = "【停水通知】因二次供水设施清洗，本小区3号楼、4号楼将于11月21日（星期六）9:00至16:00停水，16:00后恢复供水。"


PLANNED = "3号楼、4号楼11月21日09:00到16:00停水，11月21日16:00前恢复。到时还没好再告诉小格。"


@pytest.mark.parametrize("forwarded", [False, True])
def test_a_notice_that_staff_tell_residents_is_known(story: Story, forwarded: bool) -> None:
    story.sweep()
    origin = {"type": "hidden_user", "sender_user_name": "物业", "date": 1} if forwarded else None
    story.xiaoyan.says(NOTICE, RESIDENTS, forward_origin=origin)
    assert PLANNED in story.xiaoyan.hears()[-1]
    story.xiaoyan.says(NOTICE, RESIDENTS, forward_origin=origin)
    assert sum(PLANNED in text for text in story.xiaoyan.hears()) == 1
    story.wang.says("又停水")
    assert story.standing(RESIDENTS) == [PLANNED]
    story.li.says("6栋停不停嘛")
    story.until(21, 10)
    said = story.wang.says(DRY)
    assert story.reaction(said)
    assert story.tickets() == []
    story.until(21, 16, 20)
    story.wang.says("怎么还没来水")
    assert [(t.matter, t.building) for t in story.tickets()] == [("utility.water_outage", "3")]


def test_what_is_expected_is_known_without_the_word_notice(story: Story) -> None:
    story.sweep()
    story.xiaoyan.says("预计明天9点到17点停水", RESIDENTS)
    assert "11月21日09:00到17:00停水" in story.xiaoyan.hears()[-1]
    story.until(21, 10)
    story.wang.says(DRY)
    assert story.tickets() == []


def test_two_supplies_that_are_off_together_are_both_known(story: Story) -> None:
    story.sweep()
    story.xiaoyan.says("明天停水停电", RESIDENTS)
    told = "11月21日停{}，具体几点还不知道。第二天还没好再告诉小格。"
    assert all(any(told.format(sign) in text for text in story.xiaoyan.hears()) for sign in "水电")
    story.until(21, 10)
    story.wang.says(DRY)
    story.li.says("停电了")
    assert story.tickets() == []
    story.until(22, 8)
    story.wang.says(DRY)
    assert [t.matter for t in story.tickets()] == ["utility.water_outage"]


def test_who_told_it_can_take_it_back(story: Story) -> None:
    story.sweep()
    story.xiaoyan.says(NOTICE, RESIDENTS)
    story.xiaoyan.presses("撤回", story.xiaoyan.who.id)
    story.until(21, 10)
    story.wang.says(DRY)
    assert [t.matter for t in story.tickets()] == ["utility.water_outage"]


@pytest.mark.parametrize(
    "words",
    [
        "【通知】原定11月21日9:00至16:00停水取消", "11月21日9:00至16:00电梯检修，请走楼梯", "3号楼停水了，正在抢修",
        "【通知】11月21日停水，时间另行通知", "昨天9:00到12:00停水是水泵检修",
    ],
)  # fmt: skip
def test_what_plans_no_outage_is_not_kept(story: Story, words: str) -> None:
    story.sweep()
    before = story.xiaoyan.hears()
    story.xiaoyan.says(words, RESIDENTS)
    assert story.xiaoyan.hears() == before


def test_a_notice_that_a_resident_passes_on_is_not_kept(story: Story) -> None:
    story.sweep()
    story.wang.says(NOTICE)
    assert not any(PLANNED in text for text in story.standing(RESIDENTS))


def test_where_no_worker_can_be_told_the_community_is_told_what_the_channel_announces(story: Story) -> None:
    story.chen.starts()
    story.masked(SenderKind.CHANNEL, "达濠社区通知", -1001555666777).says(NOTICE, is_automatic_forward=True)
    assert [text for text in story.chen.hears() if text.startswith("记下了：第一网格")]


@pytest.mark.parametrize("linked", [True, False])
def test_what_the_groups_own_channel_announces_is_announced(story: Story, linked: bool) -> None:
    story.all_staff()
    channel = story.masked(SenderKind.CHANNEL, "达濠社区通知", -1001555666777)
    channel.says(f"{NOTICE}咨询电话13800138000", is_automatic_forward=linked)
    told = [text for text in story.xiaoyan.hears() if text.startswith("记下了：第一网格")]
    assert len(told) == linked
    story.until(21, 10)
    story.wang.says("3号楼停水了")
    assert len(story.tickets()) == (not linked)
    if linked:
        assert story.standing(RESIDENTS) == [PLANNED]
        story.xiaoyan.presses("撤回", 501, card="记下了：第一网格")
        story.li.says("3号楼停水了")
        assert len(story.tickets()) == 1


@pytest.mark.parametrize("channel", [True, False])
def test_an_edited_notice_tells_what_it_tells_now(story: Story, channel: bool) -> None:
    """The hours it had told first stood on."""
    story.all_staff()
    who = story.masked(SenderKind.CHANNEL, "达濠社区通知", -1001555666777) if channel else story.xiaoyan
    linked = {"is_automatic_forward": True} if channel else {}
    said = who.says(NOTICE, RESIDENTS, **linked)
    assert not any("撤回了" in text for text in story.xiaoyan.hears())
    who.edits(said, NOTICE.replace("16:00", "20:00"), RESIDENTS, **linked)
    assert any(text.startswith("撤回了：") for text in story.xiaoyan.hears())
    assert "20:00" in story.xiaoyan.hears()[-1]
    told = len(story.xiaoyan.hears())
    who.edits(said, NOTICE.replace("16:00", "20:00") + "谢谢", RESIDENTS, **linked)
    assert len(story.xiaoyan.hears()) == told
    story.until(21, 18)
    story.wang.says("3号楼停水了")
    assert story.tickets() == []


def in_force(story: Story) -> list[tuple[list[str], str]]:
    with story.database.transaction() as session:
        rows = session.exec(select(KnownMatter).where(KnownMatter.taken_back_at == None))  # noqa: E711
        return [(row.buildings, f"{row.starts_at.astimezone(SHANGHAI):%H:%M}") for row in rows]


def test_a_notice_edited_to_other_buildings_is_of_those_alone(story: Story) -> None:
    """With the same hours the buildings it named by mistake stayed in it."""
    story.all_staff()
    said = story.xiaoyan.says(NOTICE, RESIDENTS)
    story.xiaoyan.edits(said, NOTICE.replace("3号楼、4号楼", "5号楼"), RESIDENTS)
    assert in_force(story) == [(["5"], "09:00")]


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        ("明天9:00到18:00停水，3号楼", "11-21 09:00 11-21 18:00"),
        ("明天9:00到17:00停水，3号楼 谢谢", "11-21 09:00 11-21 17:00"),
    ],
)
def test_tomorrow_is_that_of_the_day_it_was_written_though_edited_after_midnight(
    story: Story, edit: str, left: str
) -> None:
    """The notice for the 21st stayed, and one for the 22nd stood beside it."""
    story.all_staff()
    story.until(20, 23, 50)
    said = story.xiaoyan.says("明天9:00到17:00停水，3号楼", RESIDENTS)
    story.until(21, 0, 20)
    story.xiaoyan.edits(said, edit, RESIDENTS)
    with story.database.transaction() as session:
        rows = session.exec(select(KnownMatter).where(KnownMatter.taken_back_at == None))  # noqa: E711
        spans = [(row.starts_at.astimezone(SHANGHAI), row.ends_at.astimezone(SHANGHAI)) for row in rows]
    assert [f"{starts:%m-%d %H:%M} {ends:%m-%d %H:%M}" for starts, ends in spans] == [left]


def test_edits_that_come_in_together_leave_the_last(story: Story) -> None:
    story.all_staff()
    said = story.xiaoyan.says(NOTICE, RESIDENTS)
    story.gateway.edit(RESIDENTS, said, NOTICE.replace("9:00", "10:00"))
    story.xiaoyan.edits(said, NOTICE.replace("9:00", "11:00"), RESIDENTS)
    assert in_force(story) == [(["3", "4"], "11:00")]
    story.xiaoyan.edits(said, NOTICE, RESIDENTS)
    assert in_force(story) == [(["3", "4"], "09:00")]


def test_what_was_taken_back_does_not_come_again_with_a_comma(story: Story) -> None:
    story.all_staff()
    said = story.xiaoyan.says(NOTICE, RESIDENTS)
    story.xiaoyan.presses("撤回", 501, card="记下了：第一网格")
    story.xiaoyan.edits(said, NOTICE + "谢谢", RESIDENTS)
    assert in_force(story) == []
