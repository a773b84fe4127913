"""Stories of what a worker promised: it stands on the card as long as it is true, and is nobody else's word."""

from tests.handlers.story import RESIDENTS, WORKERS, Story

LIFT = "电梯又坏了，停在3号楼2单元"


def promised(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("已联系 1 下午三点前到", WORKERS)
    assert story.card(RESIDENTS, "编号1").text.endswith("网格员高晓燕接了，已联系：下午三点前到")


def test_what_was_promised_is_over_once_it_was_done_and_did_not_hold(story: Story) -> None:
    promised(story)
    story.forward(minutes=60)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.forward(hours=9)
    story.wang.presses("没解决", RESIDENTS)
    assert story.card(RESIDENTS, "编号1　电梯").text.endswith("没办好，抱歉，接着办。网格员高晓燕接了。")
    assert "三点" not in story.card(WORKERS, "1号单　").text


def test_what_one_worker_promised_is_not_said_of_the_next(story: Story) -> None:
    promised(story)
    story.chen.says("让亚丽去", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert story.card(RESIDENTS, "编号1").text.endswith("网格员高亚丽接了。")
    assert "备注：下午三点前到" in story.card(WORKERS, "1号单　").text


def test_who_has_just_said_when_they_come_is_not_pressed_for_it(story: Story) -> None:
    """几点来啊 a moment after 40分钟到 rang them again."""
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("维保说40分钟到", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    heard = len(story.xiaoyan.hears())
    story.forward(minutes=1)
    story.wang.says("几点来啊")
    assert (story.ticket().urged, len(story.xiaoyan.hears())) == (1, heard)
    story.forward(minutes=45)
    story.wang.says("几点来啊")
    assert (story.ticket().urged, "几点来啊" in story.xiaoyan.hears()[-1]) == (2, True)
