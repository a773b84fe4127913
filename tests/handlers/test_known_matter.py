"""Stories of what is planned: told once in its own words while it lasts, a ticket from the first report after it."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import OTHERS, RESIDENTS, TWO_COMPOUNDS, TWO_HOUSES, WORKERS, Story, on_both

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


def test_who_asks_hours_later_until_when_reads_it_again(story: Story) -> None:
    announced(story)
    story.wang.says("停水了")
    story.li.says("几点来水啊")
    assert story.standing(RESIDENTS) == [TOLD]
    story.until(20, 16, 50)
    asked = story.wang.says("几点来水啊")
    assert story.standing(RESIDENTS) == [TOLD, TOLD]
    assert story.last(RESIDENTS).reply_to == asked
    again = story.li.says("水几点能来")
    assert story.standing(RESIDENTS) == [TOLD, TOLD]
    assert story.reaction(again)


def announced_for_tomorrow(story: Story) -> None:
    announced(story, "公告 停气 3号楼 11月21日9:00-16:00 燃气管道检修")


@pytest.mark.parametrize(
    "words",
    [
        "今天是不是停气啊", "今天停不停气", "是不是停气", "今天停气停到几点", "今天还停气吗", "书记 今天停不停气",
        "几点停气呀", "是今天停气吧", "停到几点啊 我好早点做饭", "今天停气是不是", "停气停多久啊",
    ],
)  # fmt: skip
def test_in_the_morning_whoever_asks_reads_from_when_to_when(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 7)
    asked = story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]
    assert story.last(RESIDENTS).reply_to == asked
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["啥时候来气啊 饭都做不成", "啥时候来气啊饭都做不成", "停到几点啊", "还要多久才来气"])
def test_who_asks_minutes_after_somebody_was_told_reads_it_too(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 9, 30)
    story.li.says("没气了")
    story.until(21, 9, 40)
    asked = story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"] * 2
    assert story.last(RESIDENTS).reply_to == asked
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words",
    [
        "听说要停气啊", "我们1号楼停不停气哟", "21号停气是真的吗", "几号停气来着", "小格 那天停气停到啥时候",
        "停气通知贴了没", "是星期六停气还是星期天", "明天早上几点钟开始停",
    ],
)  # fmt: skip
def test_as_old_people_ask_the_day_before(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.zhao.says(words)
    assert story.standing(RESIDENTS) == ["3号楼11月21日09:00到16:00停气：燃气管道检修"]
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["有气了没", "来气了吗", "要停到啥时候啊 娃等着冲奶粉", "气来了没有啊"])
def test_as_old_people_ask_while_it_is_off(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 14)
    story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["马桶都冲不了 急死人", "来水了吗", "有没有水车来送水"])
def test_who_was_told_beforehand_joins_no_ticket_of_another_building(story: Story, words: str) -> None:
    announced(story)
    story.zhao.says("1号楼停水了")
    story.wang.says(words)
    assert [(ticket.households, ticket.news) for ticket in story.tickets()] == [(1, "")]


@pytest.mark.parametrize("words", ["停到几点啊 我家水管爆了", "今天停不停气 家里一股煤气味", "啥时候来气 电梯也停了"])
def test_other_trouble_beside_a_question_is_heard(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 9, 30)
    story.wang.says(words)
    assert len(story.tickets()) == 1


def test_beside_other_trouble_it_is_told_in_words_too(story: Story) -> None:
    story.wang.says("暖气不热 3号楼2单元")
    announced(story)
    said = story.li.says("没水了哈")
    assert (story.last(RESIDENTS).text, story.last(RESIDENTS).reply_to) == (TOLD, said)


def test_it_may_begin_a_little_before_its_time(story: Story) -> None:
    announced_for_tomorrow(story)
    story.until(21, 8, 50)
    story.wang.says("火打不着了")
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]


def test_who_asks_after_its_end_when_it_comes_back_has_it_still(story: Story) -> None:
    announced_for_tomorrow(story)
    story.until(21, 16, 20)
    story.wang.says("啥时候来气")
    assert [(t.matter, t.building) for t in story.tickets()] == [("utility.gas_supply", "3")]


@pytest.mark.parametrize("words", ["真来了 谢谢", "果然来了", "总算来了 谢谢大家"])
def test_what_was_told_before_it_began_is_over_when_it_is_back(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 8, 30)
    story.wang.says("3号楼没气了 火打不着")
    story.until(21, 15, 20)
    story.wang.says(words)
    assert [t.state for t in story.tickets()] == ["withdrawn"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("换阀门", "3号楼08:00到17:00停水：换阀门"),
        ("今天8点到17点停水，换阀门", "今天8点到17点停水，换阀门"),
        ("上午8点停水，下午5点恢复", "上午8点停水，下午5点恢复"),
        ("", "08:00到17:00停水，17:00前恢复。到时还没好再告诉小格。"),
    ],
)
def test_it_says_from_when_to_when_once(story: Story, words: str, shown: str) -> None:
    announced(story, f"公告 停水 3号楼 8:00-17:00 {words}".strip())
    story.wang.says("没水了")
    assert story.standing(RESIDENTS) == [shown]


def test_of_another_building_it_is_no_answer(story: Story) -> None:
    announced(story)
    story.wang.says("停水了")
    story.zhao.says("我家也停了")
    assert story.standing(RESIDENTS)[0] == TOLD
    assert [ticket.building for ticket in story.tickets()] == ["1"]


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
        (23, "怎么还没来水"),
    ],
)
def test_before_its_end_long_after_or_of_something_else_it_is_talk(story: Story, hour: int, words: str) -> None:
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


# asked of what is told for tomorrow ---------------------------------------------------------------------------------


def told_for_tomorrow(story: Story, where: str = "") -> None:
    story.all_staff()
    story.chen.writes(f"广播 停水 {where} 明天9:00-17:00 换管道")
    story.chen.writes("发送")
    story.forward(minutes=2)


@pytest.mark.parametrize("where", ["", "3号楼"])
@pytest.mark.parametrize("words", ["又停水", "停到几点", "1号楼停不停", "明天几点停水啊", "我们楼停吗"])
def test_a_question_about_tomorrow_is_answered_from_the_notice(story: Story, where: str, words: str) -> None:
    told_for_tomorrow(story, where)
    asked = story.zhao.says(words)
    assert story.last(RESIDENTS).reply_to == asked
    assert "11月21日09:00到17:00" in story.last(RESIDENTS).text
    again = story.li.says("停到几点啊")
    assert story.last(RESIDENTS).reply_to == asked
    assert story.reaction(again)
    assert story.tickets() == []


def test_asked_while_it_lasts_it_is_no_ticket_and_no_household(story: Story) -> None:
    story.wang.says(DRY)
    announced(story)
    story.li.says("停到几点")
    assert story.last(RESIDENTS).text == TOLD
    assert [ticket.households for ticket in story.tickets()] == [1]


@pytest.mark.parametrize("words", ["停水了", "又停水了", "3号楼停水了，停到几点", "停电停到几点", "停到几点，水管爆了"])
def test_trouble_of_today_is_not_explained_by_tomorrow(story: Story, words: str) -> None:
    told_for_tomorrow(story)
    before = len(story.standing(RESIDENTS))
    story.wang.says(words)
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == before or "编号1" in story.last(RESIDENTS).text


def test_a_question_where_nothing_is_planned_is_read_as_before(story: Story) -> None:
    story.zhao.says("1号楼停水了，停到几点")
    assert len(story.tickets()) == 1


def test_in_private_it_is_answered_too(story: Story) -> None:
    told_for_tomorrow(story)
    story.wang.starts()
    story.wang.writes("停到几点")
    assert "11月21日09:00到17:00" in story.wang.hears()[-1]
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


# of which house ------------------------------------------------------------------------------------------------------


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


# of which compound ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two_compounds(open_story: Callable[..., Story]) -> Story:
    """One grid has the building 3 of two compounds."""
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.sweep()
    return story


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
    two_compounds: Story, name: str, words: str, tickets: int
) -> None:
    two_compounds.xiaoyan.says(TOLD_OF_ONE, WORKERS)
    assert "第一网格（幸福里3号楼）" in two_compounds.last(WORKERS).text
    two_compounds.person(31, name).says(words)
    assert len(two_compounds.tickets()) == tickets
    assert any(WORDS in text for text in two_compounds.standing(RESIDENTS)) is not bool(tickets)


@pytest.mark.parametrize(
    "told",
    [f"公告 停水 幸福里 8:00-17:00 {WORDS}", "广播 停水 幸福里 8:00-17:00 修", "广播 停水 幸福里3号楼 8:00-17:00 修"],
)
def test_the_other_compounds_trouble_is_a_ticket(two_compounds: Story, told: str) -> None:
    two_compounds.chen.writes(told)
    if told.startswith("广播"):
        two_compounds.chen.presses("发送", two_compounds.chen.who.id)
    two_compounds.person(31, "阳光花园王姐3-2-501").says("停水了")
    two_compounds.person(32, "幸福里小李3-1-201").says("停水了")
    assert [ticket.households for ticket in two_compounds.tickets()] == [1]
    two_compounds.person(33, "幸福里老周3-2-601").presses("我家也是")
    assert [ticket.households for ticket in two_compounds.tickets()] == [1]


def test_what_staff_tell_of_one_compound_in_the_group_is_of_that_one(two_compounds: Story) -> None:
    two_compounds.xiaoyan.says("【停水通知】幸福里3号楼明天9:00至16:00停水", RESIDENTS)
    assert "幸福里3号楼11月21日09:00到16:00停水" in two_compounds.xiaoyan.hears()[-1]
    two_compounds.until(21, 10)
    two_compounds.person(31, "阳光花园王姐3-2-501").says("停水了")
    two_compounds.person(32, "幸福里小李3-1-201").says("3号楼停水了")
    assert [ticket.households for ticket in two_compounds.tickets()] == [1]


def test_danger_beside_the_other_compounds_ticket_is_never_explained(two_compounds: Story) -> None:
    two_compounds.xiaoyan.says(f"公告 停气 幸福里3号楼 8:00-17:00 {WORDS}", WORKERS)
    two_compounds.person(31, "阳光花园王姐3-2-501").says("没气了")
    two_compounds.will_read(Request("utility.gas_supply", "P0", "3", danger="gas"))
    two_compounds.person(32, "幸福里小李3-1-201").says("没气了，还有煤气味")
    assert "P0" in {ticket.service_class for ticket in two_compounds.tickets()}


def test_who_presses_for_the_other_compound_is_not_told_of_it(two_compounds: Story) -> None:
    two_compounds.xiaoyan.says(TOLD_OF_ONE, WORKERS)
    two_compounds.person(31, "阳光花园王姐3-2-501").says("停水了")
    assert WORDS not in two_compounds.person(32, "阳光花园老赵3-1-201").presses("我家也是")


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


# of a spot alone, and of what is known -------------------------------------------------------------------------------


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
