"""Stories of notices, roll calls, rota, leave and visits as busy people speak of them in passing."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

pytestmark = pytest.mark.all_staff
ASKED = "点名 第一网格：今晚几人在家"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("还有谁没报", "名单"),
        ("谁没答", "名单"),
        ("报了几户", "答了1户"),
        ("还差几户", "答了1户"),
    ],
)
def test_who_has_not_answered_a_roll_call_is_asked_in_passing(story: Story, words: str, said: str) -> None:
    story.chen.writes(ASKED)
    story.chen.writes("发送")
    story.forward(minutes=1)
    story.wang.says("3人")
    story.forward(minutes=1)
    story.chen.writes(words)
    assert said in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["还有谁没报", "报了几户"])
def test_where_no_roll_call_was_sent_it_is_said_that_nothing_is_known(story: Story, words: str) -> None:
    story.chen.writes(words)
    assert "今晚" not in story.chen.hears()[-1]


def test_a_grids_house_is_told_in_passing(story: Story) -> None:
    """通知第一网格3号楼：明天停水 was answered with the help."""
    story.chen.writes("通知第一网格3号楼：明天上午9点到11点停水，请提前储水")
    assert story.chen.hears()[-1].startswith("1号通知，这样发：")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("每周五下午五点提醒工作群报本周情况", "每周五 17:00"),
        ("每天早上8点提醒工作群巡查", "每天 08:00"),
        ("每月1号上午9点提醒工作群交报表", "每月1号 09:00"),
    ],
)
def test_what_recurs_is_told_in_passing(story: Story, words: str, said: str) -> None:
    story.chen.writes(words)
    assert said in story.chen.hears()[-1]


def test_who_asks_for_somebody_to_stand_in_names_nobody(story: Story) -> None:
    """没找到“谁能” was the answer."""
    story.xiaoyan.writes("周六我休息 谁能替我")
    assert "记下了：高晓燕" in story.xiaoyan.hears()[-1]
    assert "没有人顶班" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["不休了", "不请假了", "取消休假"])
def test_who_works_after_all(story: Story, words: str) -> None:
    story.xiaoyan.writes("我明天休息")
    story.xiaoyan.writes(words)
    assert "销假了" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["明天我上什么班", "明天谁在", "周末谁在", "国庆怎么排班"])
def test_the_rota_is_asked_for_as_people_do(story: Story, words: str) -> None:
    story.xiaoyan.writes(words)
    assert "达濠社区" in story.xiaoyan.hears()[-1] or "第一网格" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["我去看停电", "我来处理停电的事", "我去看看停电"])
def test_what_somebody_goes_to_is_theirs(story: Story, words: str) -> None:
    """我去看停电 in private was answered with the help, and the power cut climbed to the street."""
    story.wang.says("3号楼2单元又停电了", RESIDENTS)
    story.xiaoyan.writes(words)
    assert story.ticket().claimed_by == 501


@pytest.mark.parametrize("words", ["我去办公室", "我去接孩子", "我来上班了"])
def test_who_goes_elsewhere_takes_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元又停电了", RESIDENTS)
    story.xiaoyan.says(words, WORKERS)
    story.xiaoyan.writes(words)
    assert story.ticket().claimed_by is None
