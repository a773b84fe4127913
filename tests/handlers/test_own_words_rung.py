"""Stories of who was rung of a danger, has something else in hand, and answers in their own words."""

import pytest

from tests.handlers.story import WORKERS, Story

pytestmark = pytest.mark.all_staff
FIGHT = "1号楼那边有人打架 拿着棍子"


def rung(story: Story, held: bool = True) -> None:
    """A fight is told while 晓燕 has a lift in hand."""
    if held:
        story.wang.says("3号楼2单元电梯停了")
        story.xiaoyan.says("接单 1", WORKERS)
        story.forward(minutes=2)
        story.xiaoyan.says("已联系 1", WORKERS)
        story.forward(minutes=20)
    story.zhao.says(FIGHT)


def says(story: Story, words: str, privately: bool) -> None:
    if privately:
        story.xiaoyan.writes(words)
    else:
        story.xiaoyan.says(words, WORKERS)


@pytest.mark.parametrize("privately", [True, False])
@pytest.mark.parametrize("words", ["我在路上", "在赶过去", "来了", "马上到", "正往那边跑", "我去找"])
def test_who_comes_takes_what_rings_and_not_what_they_have(story: Story, words: str, privately: bool) -> None:
    """我在路上 was noted on the lift, and the fight rang on with nobody at it."""
    rung(story)
    says(story, words, privately)
    assert (story.ticket(2).claimed_by, story.ticket(2).state) == (501, "claimed")
    assert (story.ticket(1).state, story.ticket(1).news) == ("claimed", "")


@pytest.mark.parametrize("privately", [True, False])
def test_who_is_there_takes_it_and_has_arrived(story: Story, privately: bool) -> None:
    rung(story)
    says(story, "到了", privately)
    assert (story.ticket(2).claimed_by, story.ticket(2).state) == (501, "on_site")
    assert story.ticket(1).state == "claimed"


@pytest.mark.parametrize("privately", [True, False])
def test_what_is_done_may_be_of_either_and_is_asked_about(story: Story, privately: bool) -> None:
    rung(story)
    says(story, "处理好了 人送医院了", privately)
    assert [ticket.state for ticket in story.tickets()] == ["claimed", "open"]
    assert story.ticket(2).done == ""
    assert len(story.seen(501 if privately else WORKERS)[-1].labels) >= 2


def test_who_has_nothing_else_ends_what_rang(story: Story) -> None:
    rung(story, held=False)
    story.xiaoyan.writes("处理好了 人送医院了")
    assert story.ticket().done == "处理好了 人送医院了"


def test_words_long_after_it_rang_are_of_what_they_have(story: Story) -> None:
    rung(story)
    story.xiaoyan.presses("接单", 501)
    story.forward(minutes=2)
    story.xiaoyan.writes("办结 2 劝开了")
    story.forward(minutes=40)
    story.xiaoyan.writes("我在路上")
    assert story.ticket(1).news == "我在路上"


@pytest.mark.parametrize("words", ["谁在路上", "我在路上看到了", "来了几个人", "好的"])
def test_other_words_take_nothing(story: Story, words: str) -> None:
    rung(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket(2).claimed_by is None


def test_whom_they_missed_is_found(story: Story) -> None:
    """Told that the one missed was back, 找到了 was answered with how to write to the desk."""
    story.zhao.says("我家老人走失了 穿蓝棉袄 72岁")
    story.zhao.says("找到了 在菜市场 谢谢大家")
    story.xiaoyan.writes("找到了")
    assert story.ticket().done == "找到了"


def test_who_asks_where_somebody_was_lost_has_lost_nobody_and_who_saw_somebody_is_heard(story: Story) -> None:
    story.zhao.says("我家老人走失了 穿蓝棉袄 72岁")
    story.li.says("在哪走丢的")
    assert story.ticket().households == 1
    story.wang.says("菜市场那边好像看到一个")
    assert "菜市场那边好像看到一个" in story.ticket().news


@pytest.mark.parametrize("privately", [True, False])
@pytest.mark.parametrize("words", ["我去不了，亚丽去", "让亚丽去", "我过去不了 在外地开会"])
def test_who_cannot_come_has_another_asked_and_keeps_what_they_have(story: Story, words: str, privately: bool) -> None:
    """我去不了，亚丽去 gave the lift in hand to 亚丽, and of the fight nobody was asked."""
    rung(story)
    says(story, words, privately)
    assert (story.ticket(1).claimed_by, story.ticket(2).state) == (501, "open")
    assert "2号单" in story.yali.hears()[-1] and "你能帮忙去一下吗" in story.yali.hears()[-1]


def test_who_leads_gives_what_rings_to_whom_they_name(story: Story) -> None:
    rung(story)
    story.chen.writes("我去不了，亚丽去")
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, 502]


@pytest.mark.parametrize("words", ["我在路上", "到了", "来了"])
def test_where_two_dangers_ring_in_the_group_it_is_asked_which(story: Story, words: str) -> None:
    """Nobody took anything, and nothing was said."""
    rung(story)
    story.li.says("3号楼2单元12楼着火了 好大的烟")
    story.xiaoyan.says(words, WORKERS)
    assert [ticket.state for ticket in story.tickets()] == ["claimed", "open", "open"]
    assert [label[0] for label in story.last(WORKERS).labels] == ["2", "3"]
    story.xiaoyan.presses("3", WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, None, 501]


@pytest.mark.parametrize("words", ["在哪里", "谁去", "严重吗", "已经报警了"])
def test_what_else_is_said_under_a_ring_shows_its_card(story: Story, words: str) -> None:
    """Who asked where it was, was told how to write to the desk."""
    rung(story)
    story.xiaoyan.writes(words)
    assert "1号楼" in story.seen(501)[-1].text and "接单" in story.seen(501)[-1].labels
    assert story.ticket(2).state == "open"


@pytest.mark.parametrize(
    ("words", "state"),
    [("我在路上", "claimed"), ("到了", "on_site"), ("我也去不了 在外面", "open"), ("去不了", "open")],
)
def test_who_is_asked_in_anothers_place_answers_in_their_own_words(story: Story, words: str, state: str) -> None:
    """Of the neighbouring grid, they were told how to write to the desk, or that nothing waited."""
    story.person(52, "5-1-101 阿芳").says("5号楼电梯停了", -1005)
    story.yali.says("接单 1", WORKERS)
    story.zhao.says(FIGHT)
    story.xiaoyan.writes("去不了")
    assert story.yali.hears()[-1] == "2号单（正在发生的违法，1号楼）还没人接，你能帮忙去一下吗？"
    story.yali.writes("在哪里")
    assert "1号楼" in story.yali.hears()[-1]
    story.yali.writes(words)
    assert [ticket.state for ticket in story.tickets()] == ["claimed", state]
    assert "没有等着的单" not in story.yali.hears()[-1]


def test_a_doubtful_danger_is_true_by_one_word(story: Story) -> None:
    """是真的 typed under the question whether it was true was answered with 现在没有等着的单."""
    story.wang.starts()
    story.wang.writes("我头好晕 站不起来了")
    assert "是真的" in story.last(501).labels
    story.xiaoyan.writes("是真的")
    assert story.xiaoyan.hears()[-1] == "知道了，正在叫所有人。"


def test_who_was_not_rung_and_is_there_has_arrived(story: Story) -> None:
    """到了 by the street was told that nothing waited, while a fight rang."""
    rung(story, held=False)
    story.wu.writes("到了")
    assert (story.ticket().claimed_by, story.ticket().state) == (701, "on_site")


@pytest.mark.parametrize("privately", [True, False])
def test_a_fire_that_is_out_is_over_for_who_was_rung(story: Story, privately: bool) -> None:
    """火灭了 was answered with the card, or with the help."""
    story.zhao.says("1号楼三楼着火了")
    says(story, "火灭了", privately)
    assert story.ticket().done == "火灭了"


def test_a_fire_that_a_colleague_has_is_noted_there(story: Story) -> None:
    story.zhao.says("1号楼三楼着火了")
    story.xiaoyan.writes("我去")
    story.chen.writes("火灭了，没人受伤")
    assert (story.ticket().state, story.ticket().news) == ("claimed", "火灭了，没人受伤")


@pytest.mark.parametrize("words", ["火灭了又着了", "火还没灭", "火灭了吗"])
def test_a_fire_that_burns_is_not_out(story: Story, words: str) -> None:
    story.zhao.says("1号楼三楼着火了")
    story.xiaoyan.writes(words)
    assert story.ticket().state == "open"


@pytest.mark.parametrize("words", ["我去", "我来", "接了", "好的 我去"])
def test_who_goes_to_what_rings_at_the_community_takes_it(story: Story, words: str) -> None:
    """我去 of a danger whose grid nobody knew was asked of a light and a lock, and it rang on."""
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("代报 有人晕倒了叫不醒 在社区门口", WORKERS)
    danger = story.ticket(2)
    assert danger.service_class == "P0"
    story.yali.writes(words)
    assert story.ticket(2).claimed_by == 502
    assert story.ticket(1).claimed_by is None
