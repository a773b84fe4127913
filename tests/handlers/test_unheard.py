"""Stories of residents who have blocked the bot: nobody is told that they were told, and no clock waits for them."""

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both


def _blocked(story: Story) -> None:
    """She reports in private, it is taken, and she blocks the bot."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元501漏水")
    story.xiaoyan.presses("接单", WORKERS)
    story.gateway.chat(story.wang.who.id).opened = False


@on_both
def test_a_result_that_does_not_arrive_is_told_by_telephone_and_comes_with_start(story: Story) -> None:
    _blocked(story)
    story.xiaoyan.writes("办结 1 换了水管")
    card = story.xiaoyan.sees("没送到")
    assert card.text == "1号单的结果没送到，报的人收不到小格的私聊。请打电话或上门说一声，说过了点“已联系”。"
    assert card.labels == ["已联系"]
    assert story.xiaoyan.presses("已联系", 501, "没送到") == "记下了：已联系。"
    assert story.states() == ["resolved"]
    story.wang.starts()
    result = story.wang.sees("换了水管")
    assert result.labels == ["解决了", "没解决"]
    story.wang.starts()
    assert sum("换了水管" in text for text in story.wang.hears()) == 1
    story.wang.presses("解决了", story.wang.who.id)
    assert story.states() == ["closed"]


def test_a_question_that_does_not_arrive_stops_no_clock(story: Story) -> None:
    _blocked(story)
    due = story.ticket().resolve_due_at
    story.xiaoyan.writes("问居民 1 几点方便")
    assert story.xiaoyan.sees("没送到").labels == ["已联系"]
    ticket = story.ticket()
    assert (ticket.waiting_since, ticket.question, ticket.resolve_due_at) == (None, "", due)
    story.xiaoyan.presses("已联系", 501, "没送到")
    assert story.ticket().in_touch


def test_once_it_is_known_nobody_is_said_to_have_been_told(story: Story) -> None:
    _blocked(story)
    story.xiaoyan.writes("问居民 1 几点方便")
    story.xiaoyan.writes("办结 1 换了水管")
    assert "1号单办结。报的人没开私聊，小格告诉不了，麻烦带句话。" in story.xiaoyan.hears()


def test_what_a_group_can_read_is_still_asked_there(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says("3号楼2单元电梯停了", RESIDENTS)
    story.xiaoyan.presses("接单", WORKERS)
    story.gateway.chat(story.wang.who.id).opened = False
    story.xiaoyan.writes("问居民 1 停在几楼")
    assert story.ticket().waiting_since is not None
    assert not any("没送到" in text for text in story.xiaoyan.hears())
