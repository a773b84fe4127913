"""Stories of 解决了 by who reported it, before anybody has said that it is done."""

from tests.handlers.story import WORKERS, Story, by_the_book

LIFT = "电梯又坏了，停在3号楼2单元"


def test_solved_in_private_is_of_what_waits_to_be_seen_not_of_what_was_told_last(story: Story) -> None:
    """编号2现在是：待接单 was said to who had heard that the heating was mended."""
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wang.starts()
    story.wang.writes("我家水龙头滴水")
    story.wang.writes("解决了")
    assert story.wang.hears()[-1] == "好的，我告诉网格员一声。"
    assert "报事人说好了" in story.chen.sees("报事人说好了").text
    assert [ticket.state for ticket in story.tickets()] == ["open", "open"]


def test_solved_of_what_nobody_has_taken_takes_it_back(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("家里漏水了 3号楼2单元501")
    story.wang.writes("解决了")
    assert story.wang.hears()[-1] == "编号1（渗漏水）撤回了。"
    assert story.ticket().state == "withdrawn"


def test_solved_of_two_things_that_nobody_has_done_is_asked_which(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家水龙头滴水")
    story.wang.writes("2单元门禁刷不开")
    story.wang.writes("解决了")
    assert [ticket.state for ticket in story.tickets()] == ["open", "open"]
    assert len(story.wang.sees("哪").labels) == 2
