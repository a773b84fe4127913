"""Stories of trouble that is over by itself or taken back: nobody needs to come any more."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_as_people_write import at_work


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("3号楼停水了", "来水了 谢谢"),
        ("3号楼消防通道停了辆白车堵死了", "那个车开走了 谢谢"),
        ("3号楼2单元楼道堆满了纸箱", "东西都搬走了"),
        ("3号楼停水了", "咦 有水了"),
        ("3号楼停水了", "来水了来水了"),
        ("3号楼停电了", "有电了 多谢小田"),
        ("3号楼2单元电梯坏了", "嗯 好了"),
        ("楼下广场舞吵死了", "算了 跳完了"),
    ],
)
def test_what_came_back_by_itself_is_over_while_nobody_has_it(story: Story, words: str, over: str) -> None:
    story.wang.says(words)
    story.wang.says(over)
    assert story.states() == ["withdrawn"]


def test_what_has_fallen_by_itself_is_not_over(story: Story) -> None:
    story.wang.says("3号楼门口那堵墙歪得厉害 快倒了")
    story.wang.says("倒了")
    assert story.states() == ["open"]


def test_whoever_is_on_the_way_hears_that_it_is_back(story: Story) -> None:
    at_work(story, "3号楼停水了")
    story.wang.says("来水了 谢谢")
    assert story.states() == ["claimed"]
    assert "来水了 谢谢" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["来水了吗", "2号楼有水了", "有水了又停了", "有水了 谢谢又停了", "好了没", "嗯 好"])
def test_a_question_or_more_ends_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼停水了")
    story.wang.says(words)
    assert story.states()[0] == "open"


@pytest.mark.parametrize("words", ["灭了灭了", "火已经扑灭了 大家放心"])
def test_who_told_of_a_fire_says_that_it_is_out(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼楼下着火了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=3)
    story.wang.says(words)
    assert story.xiaoyan.sees(f"报的人说没事了：“{words}”")
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["还没灭", "灭了吗", "火灭了又着了"])
def test_a_fire_that_may_burn_is_not_out(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("楼下垃圾堆烧起来了")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


@pytest.mark.parametrize("words", ["揾到啦 喺同学屋企 唔该大家", "找到了 在同学家", "孩子找到啦 谢谢大家"])
def test_who_was_missed_is_found(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("我家小孩不见了 7岁 穿红衣服")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert story.xiaoyan.sees("报的人说没事了")


@pytest.mark.parametrize("words", ["找到了吗", "还没找到啦", "找到啦没", "找到啦 是他的书包"])
def test_who_is_still_looked_for_is_not_found(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("我家小孩不见了 7岁 穿红衣服")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


def test_in_private_too_what_came_back_is_over(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家的水没了")
    story.forward(hours=5)
    story.wang.writes("来水了谢谢")
    assert story.states() == ["withdrawn"]


def test_in_private_too_whoever_is_on_the_way_hears_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家的水没了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=40)
    story.wang.writes("来水了谢谢")
    assert story.states() == ["claimed"]
    assert story.xiaoyan.sees("报事人说好了")


@pytest.mark.parametrize(
    ("words", "state"), [("有了有了", "withdrawn"), ("来了来了 谢谢", "withdrawn"), ("有了吗", "open")]
)
def test_of_a_supply_there_it_is_again_is_enough(story: Story, words: str, state: str) -> None:
    story.wang.says("停电了")
    story.forward(minutes=40)
    story.wang.says(words)
    assert story.states() == [state]


def test_what_is_out_again_after_it_was_taken_back_is_where_it_was(story: Story) -> None:
    story.zhao.says("3号楼门口下水道往外冒水臭死了")
    story.zhao.says("算了不用来了水自己下去了")
    story.forward(minutes=10)
    story.zhao.says("又冒出来了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "3"]


@pytest.mark.parametrize("minutes", [2, 14, 50])
@pytest.mark.parametrize("words", ["不用来了", "算了不用来了 我自己通了", "不用来了谢谢", "撤了吧", "没事了", "别来了"])
def test_what_was_told_in_private_is_taken_back_an_hour_later_too(story: Story, words: str, minutes: int) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=minutes)
    story.wang.writes(words)
    assert story.states() == ["withdrawn"]
    assert story.xiaoyan.sees("不用去了")


@pytest.mark.parametrize("words", ["不用来了吗", "不用来了 厨房着火了", "不用来了 2号楼也堵了", "别来晚了"])
def test_what_is_asked_or_told_besides_takes_nothing_back(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.forward(minutes=50)
    story.wang.writes(words)
    assert story.states()[0] == "open"


def test_of_two_things_it_is_asked_which_is_taken_back(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.wang.writes("我家暖气不热")
    story.forward(minutes=50)
    story.wang.writes("不用来了")
    assert story.states() == ["open", "open"]
    story.wang.presses("下水堵塞", story.wang.who.id)
    assert story.states() == ["withdrawn", "open"]


def test_days_later_it_is_asked_whether_that_was_meant(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.forward(days=2)
    story.wang.writes("没事了")
    assert story.states() == ["open"]
    assert story.wang.sees("是哪一件").labels == ["1 下水堵塞 3号楼2单元"]


def test_who_is_afraid_takes_nothing_back_and_hears_how_far_it_is(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我老公又打我了")
    story.forward(hours=1)
    story.wang.writes("刚才说的那个事 有人管吗")
    assert "编号1　婚姻家庭" in story.wang.hears()[-1]
    story.wang.writes("算了 别管了 我怕惹麻烦")
    assert story.states() == ["open"]
    assert "我怕惹麻烦" in story.card(WORKERS, "1号单　").text
    assert not [text for text in story.chen.hears() if "没事了" in text]


# a danger that staff told themselves --------------------------------------------------------------------------

CALLED_OFF = ["误会", "撤回", "撤回 1", "误会，看错了，是烧纸", "刚才发错了", "看错了"]


@pytest.mark.parametrize("words", CALLED_OFF)
@pytest.mark.parametrize("chat", [WORKERS, RESIDENTS, 501])
def test_who_of_the_staff_told_a_danger_says_that_it_is_none(story: Story, words: str, chat: int) -> None:
    """误会 was answered 现在没有等着的单, 撤回 asked the same person to press 误会, 发错了 was not heard."""
    story.all_staff()
    story.xiaoyan.says("3号楼着火了", chat)
    assert story.chen.sees("紧急：1号单")
    story.xiaoyan.says(words, chat)
    assert story.states() == ["mistaken"]
    assert not any("紧急" in text for text in story.chen.hears())
    assert story.chen.hears()[-1] == "1号单高晓燕说是误会，撤掉了，不用去了。"
    rung = len(story.texts(WORKERS))
    story.forward(minutes=10)
    assert len(story.texts(WORKERS)) == rung


def test_a_reply_to_ones_own_cry_takes_it_back(story: Story) -> None:
    story.all_staff()
    cry = story.xiaoyan.says("3号楼着火了", WORKERS)
    story.xiaoyan.says("看错了，没着火", WORKERS, reply_to=cry)
    assert story.states() == ["mistaken"]


def test_what_may_be_more_than_a_mistake_is_asked_about(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("3号楼着火了", WORKERS)
    story.xiaoyan.says("没着火，是烧纸", WORKERS)
    assert story.states() == ["open"]
    assert story.last(WORKERS).labels == ["误会", "不实"]


def test_the_danger_that_is_elsewhere_is_not_lost_with_the_mistake(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("3号楼着火了", WORKERS)
    story.xiaoyan.says("误会，3号楼没着火，是5号楼着火了", WORKERS)
    assert [(each.state, each.building) for each in story.tickets()] == [("mistaken", "3"), ("open", "5")]
    assert story.yali.sees("紧急：2号单")


def test_a_danger_that_others_tell_or_see_to_is_theirs_to_end(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("3号楼着火了", WORKERS)
    story.yali.says("接单 1", WORKERS)
    story.xiaoyan.says("撤回", WORKERS)
    assert story.states() == ["claimed"]
    assert "说没事了" in story.yali.hears()[-1]


def test_an_old_danger_is_not_what_a_mistake_is_said_of(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("3号楼着火了", WORKERS)
    story.forward(minutes=31)
    story.xiaoyan.says("发错了", WORKERS)
    assert story.states() == ["open"]


@pytest.mark.parametrize("reply", [True, False])
@pytest.mark.parametrize("words", ["我是说谢谢你们 还没修呢", "不是 还没好呢", "没修好啊"])
def test_who_thanked_too_early_is_heard_again(story: Story, words: str, reply: bool) -> None:
    """谢谢解决了 took it back, and what was said then was of nothing."""
    story.all_staff()
    story.wang.says("3号楼2单元门禁又坏了 进不去")
    card = story.last(RESIDENTS).id
    story.wang.says("谢谢解决了", reply_to=card)
    assert story.states() == ["withdrawn"]
    story.forward(minutes=2)
    story.li.says("还没好呢")
    assert len(story.tickets()) == 1
    story.wang.says(words, reply_to=card if reply else None)
    assert story.states() == ["withdrawn", "open"]
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.access_gate"] * 2
    story.wang.says(words)
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["1号楼还没来水", "楼道灯也还没修呢", "3号楼2单元着火了还没灭"])
def test_who_tells_other_trouble_after_taking_one_back_tells_that(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元门禁又坏了 进不去")
    story.wang.says("谢谢解决了", reply_to=story.last(RESIDENTS).id)
    story.wang.says(words)
    assert [ticket.matter for ticket in story.tickets()].count("property_repair.access_gate") == 1


@pytest.mark.parametrize("words", ["你妈的", "操你妈", "操", "什么破玩意"])
def test_a_curse_under_what_was_taken_back_is_of_nothing_else(story: Story, words: str) -> None:
    """It was noted on the lamp."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.wang.says("3号楼2单元门禁坏了")
    card = story.last(RESIDENTS).id
    story.wang.presses("撤回", card="门禁")
    story.wang.says(words, reply_to=card)
    story.li.says(words, reply_to=card)
    assert (story.ticket().news, story.ticket().households) == ("", 1)


def test_trouble_told_under_what_was_taken_back_is_heard(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.wang.says("3号楼2单元门禁坏了")
    card = story.last(RESIDENTS).id
    story.wang.presses("撤回", card="门禁")
    story.li.says("楼道灯我家这层也不亮", reply_to=card)
    story.wang.says("着火了！3号楼2单元冒烟", reply_to=card)
    assert story.ticket().households == 2
    assert story.tickets()[-1].service_class == "P0"


@pytest.mark.parametrize(
    "words",
    [
        "哎呀 忘了交费 是我们自己的问题 误会",
        "哦 是我家净水器的问题 误会了",
        "算了算了 我自己叫人弄了",
        "我想撤回",
        "是我看错了 不好意思",
        "来了来了 刚来",
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_second_thoughts_are_heard_however_they_are_put(story: Story, words: str, private: bool) -> None:
    story.wang.starts()
    chat = story.wang.who.id if private else RESIDENTS
    story.wang.says("我家没水了 3号楼2单元501", chat)
    story.forward(minutes=3)
    story.wang.says(words, chat)
    assert story.states() == ["withdrawn"]


@pytest.mark.parametrize("words", ["还是来个人吧 关了总阀没水用啊", "还是来一下吧", "不好意思 还是得麻烦师傅来看看"])
@pytest.mark.parametrize("private", [False, True])
def test_who_needs_somebody_after_all_is_heard(story: Story, words: str, private: bool) -> None:
    story.wang.starts()
    chat = story.wang.who.id if private else RESIDENTS
    story.wang.says("我家水管爆了 3号楼2单元501 厨房全是水", chat)
    story.wang.says("不用来了 自己把总阀关了", chat)
    story.forward(minutes=2)
    story.wang.says(words, chat)
    assert story.states() == ["withdrawn", "open"]
    assert story.ticket(2).matter == story.ticket(1).matter


def test_whose_family_sees_to_it_needs_nobody(story: Story) -> None:
    story.wang.says("帮我买点药 3号楼2单元501")
    story.wang.says("算了 我女儿去买")
    assert story.states() == ["withdrawn"]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("我家没网了 3号楼2单元501", "重启好了"),
        ("3-2-501 快递放门口被拿走了", "找到了 邻居拿错"),
        ("我家没电了 3号楼2单元501", "充值了 现在有了"),
    ],
)
def test_what_they_have_seen_to_themselves_needs_nobody(story: Story, trouble: str, words: str) -> None:
    story.wang.says(trouble)
    story.forward(minutes=3)
    story.wang.says(words)
    assert story.states() == ["withdrawn"]


@pytest.mark.parametrize("words", ["你误会了 我说的是楼上那家", "小高我误会你了 以为你不管", "重启了还是不行"])
def test_whose_misunderstanding_it_is_takes_nothing_back(story: Story, words: str) -> None:
    story.wang.says("3-2楼道灯坏了")
    story.forward(minutes=3)
    story.wang.says(words)
    assert story.states() == ["open"]
