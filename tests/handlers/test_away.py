"""Stories of the desk after it was away: one list for the workers, one line for each group."""

from datetime import timedelta

from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both
from tests.handlers.test_report import LIFT


@on_both
def test_after_an_absence_workers_get_one_list_and_each_group_one_line(story: Story) -> None:
    story.all_staff()
    story.lag = timedelta(hours=3)
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了，都溢出来了")
    story.person(71, "5-1-101 老吴").says("5号楼楼道灯不亮", OTHERS)
    back = "小格刚才断线了一阵子，现在好了。这段时间报的都收到了，正在转给网格员。"
    assert story.standing(RESIDENTS) == [back]
    assert story.standing(OTHERS) == [back]
    assert story.seen(WORKERS) == []
    story.forward(minutes=1)
    lists = story.texts(WORKERS)
    assert len(lists) == 1
    assert lists[0].startswith("小格断线时来了3件，还没人接：\n1号单　电梯故障　3号楼2单元　08:12\n2号单")
    story.lag = timedelta()
    story.xiaoyan.says("接单 2", WORKERS)
    assert story.ticket(2).claimed_by == 501
    assert "高晓燕接了" in story.last(WORKERS).text


def test_back_is_said_once_even_across_an_hour(story: Story) -> None:
    story.lag = timedelta(hours=2, minutes=47, seconds=50)
    story.wang.says(LIFT)
    story.forward(seconds=30)
    story.zhao.says("1号楼垃圾桶满了")
    assert len(story.standing(RESIDENTS)) == 1


def test_chatter_during_an_absence_gets_nothing(story: Story) -> None:
    story.sweep()
    story.lag = timedelta(hours=3)
    story.wang.says("大家早上好")
    story.li.says("能不能私下说 不想让邻居知道")
    assert story.standing(RESIDENTS) == []


def test_danger_during_an_absence_calls_people_to_check(story: Story) -> None:
    story.all_staff()
    story.lag = timedelta(hours=3)
    story.wang.says("3号楼2单元着火了")
    assert not any("编号" in text or "119" in text for text in story.standing(RESIDENTS))
    for person in (story.xiaoyan, story.chen):
        assert "断线时说的，请先核实" in person.sees("紧急").text
    assert "1号单　火情冒烟　特急" in story.last(WORKERS).text
    story.forward(minutes=1)
    assert not any("断线时来了" in text for text in story.texts(WORKERS))


def test_a_clock_that_is_a_day_ahead_makes_no_absence_of_every_message(story: Story) -> None:
    story.all_staff()
    story.lag, story.resources.ahead = timedelta(days=1), lambda: timedelta(days=1)
    story.wang.says("3号楼2单元着火了")
    assert any("119" in text for text in story.standing(RESIDENTS))
    assert "断线" not in story.xiaoyan.sees("紧急").text
    story.zhao.says("1号楼垃圾桶满了，都溢出来了")
    assert not any("断线" in text for text in story.standing(RESIDENTS))
    story.lag = timedelta(days=1, minutes=11)
    story.li.says(LIFT)
    assert any("断线" in text for text in story.standing(RESIDENTS))


def test_a_late_join_from_another_group_gets_no_fresh_card(story: Story) -> None:
    story.wang.says(LIFT)
    story.lag = timedelta(hours=1)
    story.person(41, "5-1-301 小周").says("3号楼2单元电梯坏了", OTHERS)
    assert not any("编号" in text for text in story.standing(OTHERS))
