"""Stories of the rota: who is pinged, who stands in, gaps that are shown before they hurt."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from models.rota import add_leave
from rules.rota import Leave
from tests.handlers.story import ADMIN, OFFICIALS, RESIDENTS, ROTA, TOWN, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"


def told(story: Story, user: int, words: str) -> list[str]:
    return [text for text in story.texts(user) if words in text]


def test_who_comes_on_reads_once_what_came_while_they_were_off(rostered: Story) -> None:
    rostered.until(21, 10)
    rostered.zhao.says("1号楼楼道灯不亮了")
    rostered.wang.says("3号楼2单元门口垃圾桶满了")
    rostered.yali.says("接单 1", WORKERS)
    rostered.yali.says("到场 1", WORKERS)
    rostered.until(23, 9)
    begins = told(rostered, 501, "之前报的，还有这些没办完。")
    assert len(begins) == 1
    assert "2号单" in begins[0]
    assert "1号单" not in begins[0]
    rostered.until(24, 9)
    assert len(told(rostered, 501, "之前报的")) == 1


def test_who_was_on_all_along_reads_nothing_when_their_next_day_begins(rostered: Story) -> None:
    rostered.zhao.says("1号楼楼道灯不亮了")
    rostered.until(24, 9)
    assert told(rostered, 501, "之前报的") == []


@on_both
def test_first_whose_turn_it_is_then_the_backup_of_the_rota(rostered: Story) -> None:
    rostered.wang.says(LIFT)
    rostered.forward(minutes=8)
    assert (len(told(rostered, 501, "你能去吗")), len(told(rostered, 502, "1号单"))) == (1, 0)
    rostered.forward(minutes=8)
    assert len(told(rostered, 502, "能帮忙去一下吗")) == 1


def test_nobody_off_duty_is_pinged_and_a_claim_by_them_is_welcome(rostered: Story) -> None:
    rostered.until(21, 10)
    rostered.wang.says(LIFT)
    rostered.forward(minutes=29)
    assert told(rostered, 501, "1号单") == []
    assert told(rostered, 502, "你能去吗")
    assert rostered.xiaoyan.presses("接单", WORKERS) == "1号单归你了，辛苦。"
    assert rostered.last(RESIDENTS).text.endswith("网格员高晓燕接了。")


def test_at_night_what_is_urgent_goes_to_the_night_duty(rostered: Story) -> None:
    rostered.until(20, 23)
    rostered.wang.says(LIFT)
    rostered.forward(minutes=8)
    assert told(rostered, 502, "你能去吗")
    assert told(rostered, 501, "1号单") == []
    assert told(rostered, 601, "1号单") == []
    rostered.forward(minutes=25)
    assert (rostered.ticket().level, len(told(rostered, 601, "已转社区"))) == ("community", 1)


@on_both
def test_by_day_the_secretary_is_asked_whoever_has_the_nights_of_the_community(rostered: Story) -> None:
    rostered.zhao.says("1号楼门口垃圾桶满了")
    rostered.forward(hours=1)
    assert rostered.ticket().level == "community"
    assert len(told(rostered, 601, "请您安排")) == 1
    rostered.chen.writes("值班")
    assert "达濠社区：陈书记，到21:00；之后高亚丽" in rostered.chen.hears()[-1]
    rostered.chen.writes("值班 都有谁")
    assert rostered.chen.hears()[-1] == rostered.chen.hears()[-2]
    rostered.until(20, 23)
    rostered.chen.writes("值班")
    assert "达濠社区：高亚丽，到11月21日08:00；之后陈书记" in rostered.chen.hears()[-1]


WEEKEND = (
    "11月21日周六到11月22日周日\n达濠社区：陈书记 08:00到21:00，高亚丽 21:00到次日08:00\n"
    "第一网格：高亚丽 08:00到21:00\n"
)


def test_who_is_on_is_asked_of_any_day(rostered: Story) -> None:
    chen = rostered.chen
    for words in (
        "周末谁值班",
        "这周末值班的是谁",
        "周六周日谁值班",
        "值班 周末",
        "周末值班表",
        "who is on this weekend",
    ):
        chen.writes(words)
        assert chen.hears()[-1].startswith(WEEKEND), words
    chen.writes("明晚谁值班")
    assert "11月21日周六\n达濠社区：陈书记 18:00到21:00，高亚丽 21:00到次日08:00" in chen.hears()[-1]
    chen.writes("第一网格下周一谁值班")
    assert chen.hears()[-1] == "11月23日周一\n第一网格：高晓燕、高亚丽 08:00到21:00"
    chen.writes("昨晚谁值班")
    assert "高亚丽 21:00到次日08:00" in chen.hears()[-1]


def test_of_holidays_as_far_as_their_table_is_out(rostered: Story) -> None:
    rostered.chen.writes("元旦谁值班")
    assert rostered.chen.hears()[-1].startswith("2027年1月1日周五\n达濠社区：陈书记 08:00到21:00")
    rostered.chen.writes("春节谁值班")
    assert rostered.chen.hears()[-1] == "春节的放假安排还没公布，请写日期问，比如：2月6号谁值班。"


def test_one_asks_for_ones_own_duties(rostered: Story) -> None:
    rostered.yali.writes("我周六值班吗")
    assert rostered.yali.hears()[-1].startswith("11月21日周六\n达濠社区：高亚丽 21:00到次日08:00\n第一网格：高亚丽")
    rostered.xiaoyan.writes("我周末用不用值班")
    assert rostered.xiaoyan.hears()[-1] == "这几天没有你的班。"
    rostered.xiaoyan.writes("我哪天值班")
    assert rostered.xiaoyan.hears()[-1].startswith(
        "11月20日周五\n第一网格：高晓燕、高亚丽 08:00到21:00\n11月23日周一到"
    )


def test_leave_and_stand_ins_count_on_the_day_that_is_asked_about(rostered: Story) -> None:
    rostered.yali.writes("我周六请假，让高晓燕顶")
    rostered.chen.writes("第一网格周末谁值班")
    assert rostered.chen.hears()[-1] == (
        "11月21日周六\n第一网格：高晓燕 08:00到21:00\n11月22日周日\n第一网格：高亚丽 08:00到21:00"
    )


def test_who_has_a_turn_of_the_community_goes_before_the_others_with_the_office(
    open_story: Callable[..., Story],
) -> None:
    day = '  - {place: gm-dh, person: 602, days: [friday], from: "08:00", to: "12:00"}\n'
    second = "  - {user_id: 602, name: 李书记, roles: [{role: community_secretary, place: gm-dh}]}\n"
    story = open_story(TOWN.read_text(encoding="utf-8") + second + ROTA + day)
    story.all_staff()
    li = story.staff(602, "李书记")
    story.zhao.says("1号楼门口垃圾桶满了")
    story.forward(hours=1)
    assert (len(told(story, 601, "请您安排")), len([t for t in li.hears() if "请您安排" in t])) == (0, 1)
    story.until(20, 13)
    story.wang.says("3号楼2单元门口垃圾桶满了")
    story.forward(hours=1)
    assert len([t for t in story.chen.hears() if "请您安排" in t]) == 1


BIN, GAS = "3号楼2单元门口垃圾桶满了", "3号楼2单元煤气味好大"


@pytest.mark.parametrize(
    ("hour", "words", "rota", "silent"),
    [
        (23, LIFT, "", True), (23, LIFT, ROTA, False), (23, BIN, "", True), (23, BIN, ROTA, True), (23, GAS, "", False),
        (10, LIFT, "", False), (10, BIN, "", False),
    ],
)  # fmt: skip
def test_at_night_a_card_is_heard_where_somebody_is_to_act_on_it(
    open_story: Callable[..., Story], hour: int, words: str, rota: str, silent: bool
) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8") + rota)
    story.all_staff()
    story.until(20, hour)
    story.wang.says(words)
    assert story.card(WORKERS, "1号单　").silent is silent


def test_what_is_urgent_at_night_goes_up_without_a_sound_and_is_asked_about_in_the_morning(story: Story) -> None:
    """Two groups rang from 23:00 to 00:00, and nobody was on duty in either."""
    story.all_staff()
    story.until(20, 23)
    story.wang.says(LIFT)
    assert not story.chen.sees("1号单").silent
    story.until(21, 7, 59)
    assert story.ticket().level == "street"
    assert [m.silent for chat in (WORKERS, OFFICIALS) for m in story.seen(chat) if "1号单　" in m.text] == [True, True]
    heard = len(story.xiaoyan.hears())
    story.until(21, 8, 1)
    assert len(story.xiaoyan.hears()) == heard + 1


@on_both
def test_where_no_night_duty_is_listed_the_number_is_given_and_the_community_called_once(story: Story) -> None:
    story.all_staff()
    story.li.starts()
    numbers = replace(story.resources.policies.safety, round_the_clock={"物业": "0755-96001"})
    story.resources.policies = replace(story.resources.policies, safety=numbers)
    story.until(20, 23)
    story.wang.says(LIFT)
    assert story.last(RESIDENTS).text.endswith("这会儿没有人值班，急的话请打0755-96001，昼夜有人接。进展在这条里更新。")
    call = "没有人值夜班：1号单（电梯故障，3号楼2单元）等着。0755-96001已给了居民，您能安排人去吗？"
    assert told(story, 601, "1号单") == [call]
    story.forward(hours=3)
    assert told(story, 601, "1号单") == [call]
    assert [told(story, user, "1号单") for user in (501, 502, 701)] == [[], [], []]
    assert story.events().count("gap") == 1
    story.until(21, 9, 1)
    assert story.chen.hears()[-1].endswith("昨天没人值班时来了急事：1号单（电梯故障，3号楼2单元）。")


@pytest.mark.parametrize(
    ("name", "number"), [("幸福里", "8001"), ("gm-dh-1", "8002"), ("达濠社区", "8003"), ("西苑社区", "0755-96001")]
)
def test_at_night_the_number_of_the_compound_or_place_goes_first(
    open_story: Callable[..., Story], name: str, number: str
) -> None:
    story = open_story(
        TOWN.read_text(encoding="utf-8").replace('["1", "2", "3"]', '["幸福里/1", "幸福里/2", "幸福里/3"]')
    )
    story.all_staff()
    at = {name: {"物业": number}} if number != "0755-96001" else {name: {"物业": "1"}}
    safety = story.resources.policies.safety
    numbers = replace(safety, round_the_clock={"物业": "0755-96001"}, round_the_clock_at=at)
    story.resources.policies = replace(story.resources.policies, safety=numbers)
    story.until(20, 23)
    story.wang.says(LIFT)
    assert f"急的话请打{number}，" in story.last(RESIDENTS).text


def test_without_a_number_of_its_own_the_hotline_is_given_at_night(story: Story) -> None:
    story.all_staff()
    story.until(20, 23)
    story.wang.starts()
    story.wang.writes(LIFT)
    assert "急的话请打12345" in story.wang.hears()[-1]


def test_where_no_rota_is_set_everybody_with_the_role_is_on_in_duty_hours(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    assert told(story, 501, "你能去吗")


@on_both
def test_a_rota_is_typed_shown_and_taken_away(story: Story) -> None:
    story.all_staff()
    story.chen.writes("排班 第一网格\n周一到周五 8:00-21:00 晓燕、亚丽\n周末 8:00-21:00 亚丽\n每晚 21:00-8:00 亚丽")
    assert story.chen.hears()[-1] == "第一网格排好了，4个班。"
    story.xiaoyan.says("值班", WORKERS)
    assert "第一网格：高晓燕、高亚丽，到21:00；之后高亚丽" in story.last(WORKERS).text
    assert "第二网格：高亚丽，到21:00；之后没人值班" in story.last(WORKERS).text
    story.chen.commands("/rota gm-dh-1 clear")
    assert story.chen.hears()[-1] == "第一网格不再排班，有这个职务的人在值班时间都算当班。"


def test_gaps_are_said_when_a_rota_is_set(story: Story) -> None:
    story.all_staff()
    story.chen.writes("排班 第一网格 每天 8:00-21:00 晓燕")
    told_ = story.chen.hears()[-1].splitlines()
    assert told_[0] == "第一网格排好了，1个班。"
    assert told_[-1].endswith("没人值夜班，这样的有7天。")


@pytest.mark.parametrize("hour", [7, 11, 19, 22])
def test_a_gap_ends_where_a_duty_does_and_not_at_the_time_it_is_now(story: Story, hour: int) -> None:
    story.all_staff()
    story.until(20 + (hour < 8), hour, 43)
    story.chen.writes("排班 第一网格 周一 8:00-9:00 晓燕")
    told = "\n".join(story.chen.hears()[-1].splitlines()[1:])
    assert f"到{hour:02}:43" not in told
    assert set(re.findall(r"到(?:\d+月\d+日)?(\d\d:\d\d)", told)) <= {"08:00", "21:00"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("排班 第九网格 每天 8:00-21:00 晓燕", "没有第九网格。您能排的有：达濠社区、第一网格、第二网格。"),
        ("排班 第三网格", "没有第三网格。"),
        ("排班 每天 8:00-21:00 晓燕", "没看懂“每天"),
        ("排班 第一网格 8:00-21:00 晓燕", "没看懂“8:00-21:00 晓燕”"),
        ("排班 第一网格 每天 8:00-25:00 晓燕", "没看懂“每天 8:00-25:00 晓燕”"),
        ("排班 第一网格 每天 8:00-21:00 小马", "没找到“小马”"),
        ("排班 第一网格", "第一网格还没排班，有这个职务的人在值班时间都算当班。这样排：\n排班 第一网格\n"),
        ("排班", "第一网格还没排班"),
    ],
)
def test_a_faulty_line_is_told_and_changes_nothing(story: Story, words: str, said: str) -> None:
    story.all_staff()
    before = story.dump(("inbox", "outbox"))
    story.chen.writes(words)
    assert story.chen.hears()[-1].startswith(said)
    assert story.dump(("inbox", "outbox")) == before


@pytest.mark.parametrize("words", ["排班 第一网格", "排班"])
def test_the_rota_there_is_is_shown_as_it_is_typed(rostered: Story, words: str) -> None:
    rostered.chen.writes(words)
    head, *typed = rostered.chen.hears()[-1].splitlines()
    assert head == "第一网格现在这样排，要改就整段改好发回来："
    assert typed == [
        "排班 第一网格", "周一到周五 08:00-21:00 高晓燕、高亚丽", "周六、周日 08:00-21:00 高亚丽",
    ]  # fmt: skip
    before = rostered.dump(("inbox", "outbox"))
    rostered.chen.writes("\n".join(typed))
    assert rostered.chen.hears()[-1].startswith("第一网格排好了，3个班。")
    assert rostered.dump(("inbox", "outbox")) == before


def test_a_worker_does_not_draw_up_the_rota(story: Story) -> None:
    story.all_staff()
    story.yali.writes("排班 第一网格 每天 8:00-21:00 亚丽")
    assert story.yali.hears()[-1] == "这里的班由网格长、社区书记或街道来排。"


def test_the_import_file_pasted_by_an_admin_sets_a_rota(story: Story) -> None:
    story.all_staff()
    story.admin.writes(ROTA)
    assert story.admin.hears()[-1] == "登记好了：排班2处有变化。"
    story.admin.writes(ROTA)
    assert story.admin.hears()[-1] == "和原来一样，没有变化。"
    story.admin.writes(ROTA.replace("501", "599"))
    assert "没有599这个人" in story.texts(ADMIN)[-1]


@on_both
def test_the_secretary_reads_of_gaps_in_private_once_a_day(rostered: Story) -> None:
    rostered.yali.writes("我请假到周日")
    rostered.until(21, 12)
    first, second = told(rostered, 601, "空班")
    assert first != second
    lines = second.splitlines()
    assert lines[0] == "往后几天有空班，请您安排："
    assert any(line.startswith("第一网格　") and "没人值班" in line for line in lines)
    assert any("达濠社区　" in line and "没人值夜班" in line for line in lines)
    rostered.until(22, 8, 59)
    assert len(told(rostered, 601, "空班")) == 2


def test_without_gaps_nobody_is_bothered(rostered: Story) -> None:
    rostered.until(22, 12)
    assert told(rostered, 601, "空班") == []


def test_who_is_on_is_known_anew_once_somebody_goes_away(story: Story) -> None:
    """Within one transaction, which asks the town only once for all that falls due in it."""
    with story.database.transaction() as session:
        desk = story.desk(session)
        place = next(spot for spot in desk.town.spots.values() if spot.level == "grid").id
        on = desk.on_duty(place, ("grid_worker",))
        away = Leave(on[0].user, story.now - timedelta(hours=1), story.now + timedelta(hours=1))
        add_leave(session, away, on[0].user, story.now)
        desk.town_changed()
        assert on[0] not in desk.on_duty(place, ("grid_worker",))


TWINS = """
places:
  - {code: gm-cy, level: community, name: 朝阳社区, parent: gm}
  - {code: gm-cy-1, level: grid, name: 第一网格, parent: gm-cy, buildings: ["11"]}
"""


def test_a_name_that_two_grids_have_is_asked_back_and_told_apart(story: Story) -> None:
    story.admin.writes(TWINS)
    story.wu.writes("排班 第一网格")
    assert story.wu.hears()[-1] == "“第一网格”不止一处，写全一点：达濠社区第一网格、朝阳社区第一网格。"
    story.wu.writes("排班 朝阳社区第一网格")
    assert story.wu.hears()[-1].startswith("朝阳社区第一网格还没排班")
    story.chen.writes("排班 第一网格")
    assert story.chen.hears()[-1].startswith("达濠社区第一网格还没排班")


def test_of_two_people_of_one_name_each_is_named_with_their_grid(story: Story) -> None:
    story.admin.writes("people:\n  - {user_id: 502, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-2}]}\n")
    story.chen.writes("排班 第二网格\n每天 8:00-20:00 高晓燕")
    assert "第一网格高晓燕、第二网格高晓燕" in story.chen.hears()[-1]
    story.chen.writes("排班 第二网格\n每天 8:00-20:00 第二网格高晓燕")
    assert story.chen.hears()[-1].startswith("第二网格排好了，1个班。")
    story.chen.writes("高晓燕请假到周三")
    assert "第一网格高晓燕、第二网格高晓燕" in story.chen.hears()[-1]
    story.chen.writes("第二网格高晓燕请假到周三, 让第一网格高晓燕顶")
    assert story.chen.hears()[-1].startswith("记下了：高晓燕")
    assert [(row[1], row[4]) for row in story.dump()["staff_leave"]] == [("502", "501")]


def test_whoever_stands_in_has_a_card_of_each_open_thing_at_once(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("我请假到周日, 让亚丽顶")
    assert story.xiaoyan.hears()[-1].endswith("你手上的1件请高亚丽接了。")
    assert told(story, 502, "高晓燕手上没办完的1件在下面，请点“接单”。")
    assert story.states() == ["open"]
    story.yali.presses("接单", 502, "1号单")
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 502)
    assert "网格员高亚丽接了" in story.last(RESIDENTS).text


def test_what_is_in_hand_goes_over_when_a_leave_begins(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("到场", 501)
    story.xiaoyan.writes("我明天休息 让亚丽顶")
    assert story.ticket().claimed_by == 501
    story.until(21, 8, 1)
    assert story.states() == ["open"]
    assert "接单" in story.yali.sees("1号单　").labels


def test_without_a_substitute_it_stays_where_it_is(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("我请假到周日")
    assert story.ticket().claimed_by == 501
    assert "手上还有1件没办完" in story.xiaoyan.hears()[-1]
