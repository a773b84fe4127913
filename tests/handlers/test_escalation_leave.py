"""Stories of who is on leave where a ticket climbs, waits to be seen to, or is to be decided on."""

from collections.abc import Callable

import pytest

from tests.handlers.story import TOWN, WORKERS, Story, by_the_book

GRID_LEADER = "  - {user_id: 503, name: 何网格长, roles: [{role: grid_leader, place: gm-dh-1}]}\n"


@pytest.mark.parametrize("leads", ["the grid's leader", "the street", "an admin"])
def test_what_comes_to_a_secretary_on_leave_is_heard_by_somebody_once(
    open_story: Callable[..., Story], leads: str
) -> None:
    """A heap of rubbish climbed to the community, and nobody heard of it for the two weeks of a leave."""
    town = TOWN.read_text(encoding="utf-8")
    story = open_story(town + GRID_LEADER if leads == "the grid's leader" else town)
    story.all_staff()
    story.chen.writes("我请假到12月4号")
    if leads == "an admin":
        story.wu.writes("我请假到12月4号")
    hears = {"the grid's leader": lambda: story.staff(503, "何网格长"), "the street": lambda: story.wu}
    who = hears.get(leads, lambda: story.admin)()
    story.zhao.says("1号楼1单元门口垃圾桶满了")
    story.forward(hours=6)
    told = [text for text in who.hears() if "陈书记请假了，没人顶" in text]
    assert told == [
        "1号单（垃圾满溢，1号楼1单元门口）没人接，已转社区，可社区陈书记请假了，没人顶。请您看看让谁去，或者安排人顶。"
    ]
    assert not any("1号单" in text for text in story.chen.hears())


@pytest.mark.parametrize("by", ["the worker", "the grid's leader"])
def test_what_is_reported_up_to_a_secretary_on_leave_is_told_with_its_reason_and_to_somebody_else(
    open_story: Callable[..., Story], by: str
) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8") + (GRID_LEADER if by == "the grid's leader" else ""))
    story.all_staff()
    who = story.staff(503, "何网格长") if by == "the grid's leader" else story.xiaoyan
    story.chen.writes("我请假到12月4号")
    story.zhao.says("1号楼1单元门口垃圾桶满了")
    who.says("上报 1 要社区找清运公司", WORKERS)
    told = story.wu.sees("陈书记请假了，没人顶")
    assert "报到社区了：要社区找清运公司。可社区陈书记请假了" in told.text
    assert "没人接" not in told.text
    assert told.labels == ["接单", "转派"]
    assert not any("没人顶" in text for text in who.hears())


def test_what_somebody_has_taken_meanwhile_is_no_longer_told_as_taken_by_nobody(story: Story) -> None:
    """Of two lamps the street hears of the second an hour later, when it was taken."""
    story.all_staff()
    story.chen.writes("我请假到12月4号")
    story.zhao.says("1号楼1单元楼道灯不亮")
    story.wang.says("3号楼2单元楼道灯不亮")
    story.forward(hours=1, minutes=5)
    assert sum("没人顶" in text for text in story.wu.hears()) == 1
    story.xiaoyan.says("接单 2", WORKERS)
    story.forward(hours=3)
    assert not any("2号单" in text for text in story.wu.hears())


def test_what_waits_to_be_seen_to_comes_to_who_is_on_leave_as_what_it_is(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wu.writes("我请假到12月4号")
    story.admin.starts()
    story.forward(hours=6)
    (told,) = [text for text in story.admin.hears() if "没人顶" in text]
    assert "高晓燕处理了，等核实，已转街道，可街道吴主任请假了，没人顶。请您核实，或者安排人核实。" in told
    assert "没人接" not in told


def test_what_is_done_is_seen_to_by_the_next_level_while_the_secretary_is_on_leave(story: Story) -> None:
    by_the_book(story).all_staff()
    story.chen.writes("我请假到12月4号")
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    assert story.ticket().level == "street"
    assert story.wu.sees("这件要街道核实").labels == ["办结", "没解决", "接单"]
    story.wu.presses("办结", 701)
    assert story.states() == ["resolved"]


def test_who_decides_on_more_time_is_not_on_leave(story: Story) -> None:
    story.all_staff()
    story.chen.writes("我请假到12月4号")
    story.zhao.says("1号楼1单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("挂账 1 资金 到12月20日 等维修资金")
    assert not any("挂账" in text for text in story.chen.hears())
    assert story.wu.sees("挂账").labels == ["同意", "驳回"]
