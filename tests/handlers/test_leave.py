"""Leave and swaps, in plain words: who stands in, who is told, what waits for a yes."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from models.rota import StaffLeave
from tests.handlers.story import RESIDENTS, TOWN, WORKERS, Story, on_both
from tests.handlers.test_rota import LIFT, told

pytestmark = pytest.mark.all_staff


@on_both
def test_who_is_on_leave_is_not_pinged_and_the_substitute_is(story: Story) -> None:
    story.xiaoyan.writes("我请假到周三, 让亚丽顶")
    assert story.xiaoyan.hears()[-1] == "记下了：高晓燕08:12到11月25日请假，高亚丽顶班。"
    assert story.yali.hears()[-1] == "高晓燕08:12到11月25日请假，由你顶班。"
    assert story.chen.hears()[-1] == "高晓燕08:12到11月25日请假，高亚丽顶班。"
    story.wang.says(LIFT)
    story.forward(minutes=8)
    assert (len(told(story, 501, "1号单")), len(told(story, 502, "你能去吗"))) == (0, 1)


def test_a_stand_in_takes_the_grid_and_not_the_office(open_story: Callable[..., Story]) -> None:
    """The officer of the street who also works in a grid is away: a worker does the grid, and is no officer."""
    roles = "[{role: street_center, place: gm}, {role: grid_worker, place: gm-dh-1}]"
    both = f"  - {{user_id: 702, name: 郑科长, roles: {roles}}}\n"
    story = open_story(TOWN.read_text(encoding="utf-8") + both)
    story.all_staff()
    zheng = story.staff(702, "郑科长")
    zheng.writes("我请假到周三, 让亚丽顶")
    assert zheng.hears()[-1] == "记下了：郑科长08:12到11月25日请假，高亚丽顶班。\n要街道中心定的事，高亚丽顶不了。"
    assert story.yali.hears()[-1] == "郑科长08:12到11月25日请假，由你顶班。\n要街道中心定的事，你顶不了。"
    story.wang.says(LIFT)
    story.forward(minutes=12)
    assert told(story, 502, "你能去吗")
    story.forward(minutes=50)
    assert told(story, 701, "已转街道") and not told(story, 502, "已转街道")
    assert not told(story, 702, "已转街道")


def test_who_is_back_is_on_again(story: Story) -> None:
    story.xiaoyan.writes("我请假到周三, 让亚丽顶")
    story.forward(hours=1)
    story.xiaoyan.writes("销假")
    assert story.xiaoyan.hears()[-1] == "销假了，从现在起照常排班。"
    story.wang.says(LIFT)
    story.forward(minutes=8)
    assert told(story, 501, "你能去吗")
    story.xiaoyan.writes("销假")
    assert story.xiaoyan.hears()[-1] == "现在没有你的请假。"


def test_the_secretary_says_it_for_somebody_ill(story: Story) -> None:
    story.chen.says("小高请假到周三, 让亚丽顶", WORKERS)
    assert story.last(WORKERS).text.startswith("记下了：高晓燕")
    assert told(story, 501, "高晓燕08:12到11月25日请假，高亚丽顶班。")
    with story.database.transaction() as session:
        kept = session.exec(select(StaffLeave)).one()
    assert (kept.user_id, kept.made_by, kept.made_at) == (501, story.chen.who.id, story.now)
    before = story.dump()
    story.yali.says("高晓燕请假到周三", WORKERS)
    assert story.last(WORKERS).text == "替别人请假，要网格长、社区书记或街道来说。"
    assert story.dump() == before


def test_a_name_that_may_be_two_is_asked_for(story: Story) -> None:
    before = story.dump(("inbox", "outbox"))
    story.chen.writes("小高请假到周三")
    assert story.chen.hears()[-1] == "“小高”说的是谁：高晓燕、高亚丽？请用全名再说一遍。"
    story.chen.writes("小马请假到周三")
    assert story.chen.hears()[-1] == "没找到“小马”，请用名册上的名字再说一遍。"
    story.chen.writes("请假")
    assert story.chen.hears()[-1].startswith("这样说就行：我请假到周三")
    assert story.dump(("inbox", "outbox")) == before


def test_talk_of_leave_in_the_group_is_left_alone(story: Story) -> None:
    before = len(story.texts(WORKERS))
    story.yali.says("晓燕请假了吗？", WORKERS)
    story.wang.says("我请假到周三，让亚丽顶")
    assert len(story.texts(WORKERS)) == before
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("我明天休息", "记下了：高晓燕11月21日全天请假，没有人顶班。"),
        ("明天我休息 让亚丽顶", "记下了：高晓燕11月21日全天请假，高亚丽顶班。"),
    ],
)
def test_a_day_of_rest_is_leave(story: Story, words: str, noted: str) -> None:
    story.xiaoyan.says(words, WORKERS)
    assert story.last(WORKERS).text.startswith(noted)


def test_leave_by_a_slash_command(story: Story) -> None:
    story.xiaoyan.commands("/leave until wed by 高亚丽")
    assert story.xiaoyan.hears()[-1].startswith("记下了：高晓燕08:12到11月25日请假，高亚丽顶班。")


def test_open_work_and_gaps_of_a_leave_are_said(rostered: Story) -> None:
    rostered.wang.says(LIFT)
    rostered.xiaoyan.presses("接单", WORKERS)
    rostered.yali.writes("我请假到周日")
    rostered.xiaoyan.writes("我请假到周日")
    noted = rostered.xiaoyan.hears()[-1]
    assert "没有人顶班。" in noted
    assert "处没人值班，书记能看到。" in noted
    assert noted.endswith("你手上还有1件没办完，要交给别人就点“转派”。")


def test_nights_that_the_community_has_are_no_gap_of_a_leave(rostered: Story) -> None:
    """The secretary's list of gaps was empty while 5处没人值班 was told."""
    rostered.xiaoyan.writes("我请假到周三, 让亚丽顶")
    assert rostered.xiaoyan.hears()[-1] == "记下了：高晓燕08:12到11月25日请假，高亚丽顶班。"
    rostered.until(21, 9, 1)
    assert told(rostered, 601, "空班") == []


def test_gaps_that_were_there_before_are_none_of_a_leave(story: Story) -> None:
    story.chen.writes("排班 第一网格\n周一到周五 8:00-21:00 晓燕、亚丽")
    story.xiaoyan.writes("我请假到周一")
    assert story.xiaoyan.hears()[-1] == "记下了：高晓燕08:12到11月23日请假，没有人顶班。"
    story.yali.writes("我请假到周一")
    assert "这段时间有2处没人值班，书记能看到。" in story.yali.hears()[-1]


@on_both
def test_a_swap_counts_once_the_other_has_agreed(rostered: Story) -> None:
    rostered.xiaoyan.says("周六和亚丽换班", WORKERS)
    assert rostered.last(WORKERS).text == "问了高亚丽，有回音就告诉你。"
    question = rostered.yali.sees("想和")
    assert question.text == "高晓燕想和高亚丽换班：11月21日。同意的话，两个人的班对调。"
    assert question.labels == ["同意", "驳回"]
    rostered.yali.presses("同意", 502)
    assert rostered.xiaoyan.hears()[-1] == "高亚丽同意换班：11月21日，班已对调。"
    rostered.until(21, 10)
    rostered.wang.says(LIFT)
    rostered.forward(minutes=8)
    assert (len(told(rostered, 501, "你能去吗")), len(told(rostered, 502, "1号单"))) == (1, 0)


def test_a_swap_that_is_refused_changes_nothing(rostered: Story) -> None:
    rostered.xiaoyan.writes("周六和亚丽换班")
    question = rostered.yali.sees("想和")
    assert rostered.chen.presses_data(f"1|swap_agree|0|{1}", question.id, 601) == "这个要被问到的那位来点。"
    rostered.yali.writes("驳回")
    assert rostered.xiaoyan.hears()[-1] == "高亚丽这次换不了，班不变。"
    rostered.until(21, 10)
    rostered.wang.says(LIFT)
    rostered.forward(minutes=8)
    assert told(rostered, 502, "你能去吗")


def test_a_swap_that_is_asked_twice_is_agreed_to_for_one_day(rostered: Story) -> None:
    """同意换班：11月21日、11月21日."""
    rostered.xiaoyan.writes("周六和亚丽换班")
    rostered.xiaoyan.writes("11月21日和亚丽换班")
    rostered.yali.writes("同意")
    assert rostered.xiaoyan.hears()[-1] == "高亚丽同意换班：11月21日，班已对调。"
    assert rostered.yali.hears()[-1] == "高亚丽同意换班：11月21日，班已对调。"


def test_a_night_that_is_swapped_goes_on_after_midnight(rostered: Story) -> None:
    rostered.yali.commands("/swap today with 高晓燕")
    rostered.xiaoyan.writes("同意")
    rostered.until(21, 3)
    rostered.wang.says(LIFT)
    rostered.forward(minutes=8)
    assert (len(told(rostered, 501, "你能去吗")), len(told(rostered, 502, "1号单"))) == (1, 0)


def test_without_a_day_or_a_known_name_a_swap_is_asked_how(rostered: Story) -> None:
    rostered.xiaoyan.writes("和亚丽换班")
    assert rostered.xiaoyan.hears()[-1] == "这样说就行：周五和亚丽换班。哪天、和谁，都要说到。"
    rostered.xiaoyan.writes("周六和小马换班")
    assert rostered.xiaoyan.hears()[-1].startswith("没找到“小马”")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("谁请假了", "高晓燕08:12到11月25日请假，高亚丽顶班。"),
        ("今天谁请假？", "高晓燕08:12到11月25日请假，高亚丽顶班。"),
        ("小高请假了没有", "高晓燕08:12到11月25日请假，高亚丽顶班。"),
        ("明天有人请假吗", "高晓燕08:12到11月25日请假，高亚丽顶班。"),
        ("亚丽今天是不是请假", "没有人请假。"),
        ("12月1号有谁请假", "没有人请假。"),
    ],
)
def test_who_asks_for_whoever_is_away_takes_no_leave(story: Story, words: str, told: str) -> None:
    """今天谁请假 put who asked on leave, and 高晓燕今天请假了没有 her."""
    story.xiaoyan.writes("我请假到周三, 让亚丽顶")
    for asker in (story.wu, story.chen, story.yali):
        asker.writes(words)
        assert asker.hears()[-1] == told
    said = len(story.texts(WORKERS))
    story.yali.says(words, WORKERS)
    assert len(story.texts(WORKERS)) == said
    assert leaves(story) == 1


def leaves(story: Story) -> int:
    with story.database.transaction() as session:
        return len(list(session.exec(select(StaffLeave))))


@pytest.mark.parametrize("words", ["我明天可以请假吗", "明天请假，谁来顶", "帮小高请假到周三行吗"])
def test_who_asks_for_leave_of_their_own_takes_it(story: Story, words: str) -> None:
    story.chen.writes(words)
    assert not any(text == "没有人请假。" for text in story.chen.hears())


@pytest.mark.parametrize(
    ("words", "stands_in"),
    [
        ("今天请假 有事找高亚丽", 502),
        ("我明天到周一休假 找亚丽", 502),
        ("我请假三天，单子给亚丽", 502),
        ("今天请假 有事找高师傅", 502),
        ("我后天请假 有事找物业", None),
        ("我后天请假 有事打12345", None),
    ],
)
def test_whom_to_ask_meanwhile_stands_in(story: Story, words: str, stands_in: int | None) -> None:
    """Of the first nothing was kept (没找到“请假”), of the others nobody stood in."""
    story.all_staff()
    story.xiaoyan.writes(words)
    with story.database.transaction() as session:
        assert [(row.user_id, row.substitute) for row in session.exec(select(StaffLeave))] == [(501, stands_in)]
