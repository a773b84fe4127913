"""Stories of what is said of notices in private without 广播 before it."""

from collections.abc import Callable

import pytest

from tests.handlers.story import RESIDENTS, TWO_HOUSES, WORKERS, Story
from tests.handlers.test_notice_verbs import states

FIRST, LATER = "3号楼：明早八点停水\n达濠社区", "（有更新）3号楼：明早九点停水\n达濠社区"


def asked(story: Story) -> None:
    """晓燕's notice waits for the secretary."""
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：明早八点停水")
    story.xiaoyan.writes("发送")


def sent(story: Story) -> None:
    asked(story)
    story.chen.writes("同意")
    story.forward(seconds=6)


def put_off(story: Story) -> None:
    """晓燕 asks for more time for a ticket."""
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单", WORKERS)
    story.xiaoyan.writes("延期 1 2天 等配件")


@pytest.mark.parametrize(
    "words",
    [
        "驳回 时间写错了",
        "驳回，时间写错了",
        "驳回：时间写错了。",
        "不同意，时间写错了",
        "时间写错了，驳回",
        "驳回1 时间写错了",
        "不行，时间写错了",
        "先别发，时间写错了",
    ],
)
def test_a_refusal_brings_its_reason_to_the_author(story: Story, words: str) -> None:
    asked(story)
    story.chen.writes(words)
    assert states(story) == ["rejected"]
    assert story.xiaoyan.hears()[-1] == "1号通知没有同意，不发（陈书记）：时间写错了。"


@pytest.mark.parametrize(
    "words", ["好，发吧", "可以 发", "好的，可以发", "发吧", "行", "同意，没问题", "1号通知可以发"]
)
def test_the_one_that_waits_is_agreed_to_as_people_say_it(story: Story, words: str) -> None:
    asked(story)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [FIRST]


@pytest.mark.parametrize("words", ["发了吗", "发错人了", "不行", "我不同意他的看法，你说呢？", "先别发"])
def test_other_words_send_nothing_and_give_no_reason(story: Story, words: str) -> None:
    asked(story)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []
    assert not any("）：" in text for text in story.xiaoyan.hears() if "没有同意" in text)


def test_later_a_soft_no_is_of_something_else(story: Story) -> None:
    asked(story)
    story.wang.says("3号楼2单元楼道灯不亮")
    story.chen.writes("今日")
    story.chen.writes("不行，我明天没空")
    assert states(story) == ["waiting"]


@pytest.mark.parametrize("words", ["好，发吧", "驳回，写错了"])
def test_where_two_wait_they_are_shown(story: Story, words: str) -> None:
    asked(story)
    story.yali.writes("广播 5号楼：明早八点停电")
    story.yali.writes("发送")
    story.chen.writes(words)
    assert states(story) == ["waiting", "waiting"]
    assert story.chen.hears()[-1].startswith("等您定2件")


def test_a_ticket_that_waits_beside_it_is_not_refused_with_it(story: Story) -> None:
    asked(story)
    put_off(story)
    story.chen.writes("驳回，写错了")
    assert states(story) == ["waiting"]
    assert story.chen.hears()[-1].startswith("等您定2件")


def test_a_ticket_alone_is_refused_with_its_reason(story: Story) -> None:
    story.all_staff()
    put_off(story)
    story.chen.writes("驳回，配件今天就到")
    assert "配件今天就到" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize(
    "words",
    ["撤回 1", "撤回1", "撤回 1号通知", "撤回刚才那条", "撤回通知", "发错了，撤回", "把1号通知撤回", "取消1号通知"],
)
def test_what_was_sent_is_taken_back(story: Story, words: str) -> None:
    sent(story)
    story.xiaoyan.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []


def test_the_secretary_takes_back_what_they_answer_for_but_not_by_a_bare_word(story: Story) -> None:
    sent(story)
    story.chen.writes("撤回")
    assert story.standing(RESIDENTS) == [FIRST]
    story.chen.writes("撤回 1")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize("words", ["改 1 明早九点停水", "改1：明早九点停水", "把刚才的通知改成明早九点停水"])
def test_what_was_sent_is_changed(story: Story, words: str) -> None:
    sent(story)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1] == "1号通知改的内容交上去了，等陈书记同意。"
    story.chen.writes("同意")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [LATER]


def test_what_was_sent_is_changed_by_its_number_alone(story: Story) -> None:
    sent(story)
    story.xiaoyan.writes("改 明早九点停水")
    assert story.xiaoyan.hears()[-1].startswith("没有在写的通知。要改发过的，写上号")
    story.xiaoyan.writes("改 7 明早九点停水")
    assert story.xiaoyan.hears()[-1].startswith("7号通知找不到")


def test_before_it_was_sent_it_is_dropped(story: Story) -> None:
    asked(story)
    story.xiaoyan.writes("撤回 1")
    assert states(story) == ["discarded"]


def test_too_late_is_said(story: Story) -> None:
    sent(story)
    story.forward(days=3)
    story.xiaoyan.writes("撤回 1")
    assert story.xiaoyan.hears()[-1] == "1号通知发出超过48小时，撤不掉了，可以改内容。"


def test_ones_own_report_is_taken_back_by_its_number(story: Story) -> None:
    sent(story)
    story.xiaoyan.writes("3号楼2单元")
    story.xiaoyan.commands("/report 3号楼2单元路灯不亮")
    story.xiaoyan.writes("撤回 1")
    assert states(story) == ["done"]
    assert story.states() == ["withdrawn"]


def test_residents_say_nothing_of_notices(story: Story) -> None:
    sent(story)
    story.wang.starts()
    story.wang.writes("撤回 1")
    assert story.standing(RESIDENTS) == [FIRST]


# the newest message that offers a word --------------------------------------------------------------------------


CALL = "集合 明早7点 达濠社区采样点：2名网格员"


@pytest.mark.parametrize("words", ["发出", "发吧", "发", "发出。"])
def test_who_has_a_call_out_before_them_sends_that_and_no_notice_of_another(story: Story, words: str) -> None:
    asked(story)
    story.chen.writes(CALL)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert states(story) == ["waiting"]
    assert "能来吗" in story.yali.hears()[-1]


def test_however_many_notices_wait_besides(story: Story) -> None:
    asked(story)
    story.yali.writes("广播 5号楼：明早八点停电")
    story.yali.writes("发送")
    story.chen.writes(CALL)
    story.chen.writes("发")
    assert states(story) == ["waiting", "waiting"]
    assert "能来吗" in story.card(502, "采样点").text


def test_what_was_asked_last_is_agreed_to_though_a_call_out_was_shown_before(story: Story) -> None:
    story.all_staff()
    story.chen.writes(CALL)
    asked(story)
    story.chen.writes("发吧")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [FIRST]
    assert not any("能来吗" in text for text in story.yali.hears())


def test_a_call_out_is_given_up_and_the_notice_written_before_it_stays(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：明早八点停水")
    story.chen.writes(CALL)
    story.chen.writes("不发")
    assert states(story) == ["draft"]
    assert story.chen.sees("没有叫人").labels == []


def test_of_two_previews_the_buttons_word_is_of_the_newest(story: Story) -> None:
    story.all_staff()
    story.chen.writes(CALL)
    story.chen.writes(CALL.replace("7点", "8点"))
    story.chen.writes("发出")
    assert "11月21日08:00" in story.card(502, "采样点").text
    story.chen.writes("不发")
    assert story.chen.hears()[-1] == "没有叫人。"
    story.chen.writes("广播 3号楼：明早八点停水")
    story.chen.writes("广播 5号楼：明早八点停电")
    story.chen.writes("发送")
    story.forward(seconds=6)
    assert states(story) == ["draft", "done"]


@pytest.mark.parametrize("words", ["撤回", "撤回。"])
def test_who_has_just_announced_takes_that_back_and_no_roll_call(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("接龙 3号楼：体检几人参加")
    story.chen.writes("发送")
    story.forward(seconds=6)
    story.chen.writes("公告 停水 3号楼 9:00-17:00 计划停水，17:00前恢复")
    story.chen.writes(words)
    story.forward(seconds=6)
    assert states(story) == ["done"]
    assert "体检" in story.standing(RESIDENTS)[0]
    assert "停水" in story.chen.hears()[-1]


NONE_THERE = "没有可以这样办的通知。"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("发吧", NONE_THERE),
        ("发出", NONE_THERE),
        ("不发", NONE_THERE),
        ("要签收", NONE_THERE),
        ("谁还没签收", NONE_THERE),
        ("改 明天下午五点", "没有在写的通知。"),
        ("驳回，时间写错了", "没有等您定的事。"),
    ],
)
def test_what_is_of_a_notice_is_no_note_of_what_was_just_told(story: Story, words: str, told: str) -> None:
    story.all_staff()
    story.chen.writes("3号楼2单元下水道堵了")
    story.chen.writes(words)
    assert story.chen.hears()[-1].startswith(told)
    assert story.ticket().news == ""


@pytest.mark.parametrize("words", ["是2单元那根总管", "发大水了一样", "改成水从地漏冒了"])
def test_what_is_of_it_still_is(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("3号楼2单元下水道堵了")
    story.chen.writes(words)
    assert words in story.ticket().news or len(story.tickets()) == 2


@pytest.mark.parametrize(
    "words",
    [
        "通知全街道：明天上午九点安全检查",
        "通知各社区书记，明天上午九点来街道开会",
        "给所有网格员发：下午三点开会",
        "通知全体网格员明天8点开会",
    ],
)
def test_to_tell_many_in_plain_words_is_a_notice_that_is_shown_first(story: Story, words: str) -> None:
    story.all_staff()
    story.wu.writes(words)
    assert "发送" in story.last(701).labels
    assert "开会" in story.last(701).text or "检查" in story.last(701).text
    assert not any("开会" in text or "检查" in text for text in [*story.xiaoyan.hears(), *story.chen.hears()])


@pytest.mark.parametrize(
    "words",
    ["通知全体网格员了吗", "通知各社区书记了没有？", "怎么通知全街道", "给居民群发什么", "通知都发了，居民群没人看"],
)
def test_talk_of_notices_is_none(story: Story, words: str) -> None:
    story.all_staff()
    story.wu.writes(words)
    assert "发送" not in story.last(701).labels


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("通知6号楼 明天9点到11点停电 检修", "6号楼：明天9点到11点停电 检修"),
        ("通知一下6号楼2单元：明天9点停电", "6号楼2单元：明天9点停电"),
        ("通知 幸福里5号楼 明天9点停水", "幸福里5号楼：明天9点停水"),
        ("通知阳光花园 明天9点停水 换水表", "阳光花园：明天9点停水 换水表"),
        ("通知3号楼王阿姨 明天来拿表格", ""),
        ("通知师傅 明天来修水管", ""),
        ("通知3号楼 明天停水了吗？", ""),
    ],
)
def test_a_house_or_a_compound_is_told_by_its_name(town: Story, words: str, shown: str) -> None:
    """It was silence, or the answer to the last order in this chat."""
    town.chen.writes(words)
    found = [text for text in town.chen.hears() if "这样发" in text]
    assert [shown in text for text in found] == ([True] if shown else [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("通知3号楼：明天下午3点检查燃气", "明天下午3点检查燃气"),
        ("广播 停水 3栋 明天9:00-17:00 换管道", "换管道"),
        ("点名 3号楼：几人在家", "几人在家"),
    ],
)
@pytest.mark.parametrize("answer", ["幸福里", "是幸福里的", "幸福里3号楼", "press", "reply"])
def test_which_house_is_meant_is_answered_by_its_name_alone(
    open_story: Callable[..., Story], line: str, said: str, answer: str
) -> None:
    """The whole notice had to be typed anew."""
    two_houses = open_story(TWO_HOUSES)
    two_houses.all_staff()
    chen = two_houses.chen
    chen.writes(line)
    if answer == "press":
        chen.presses("幸福里3号楼", chen.who.id)
    elif answer == "reply":
        two_houses.forward(hours=2)
        chen.says("幸福里3号楼", chen.who.id, reply_to=chen.sees("写明是哪一处").id)
    else:
        chen.writes(answer)
    shown = chen.hears()[-1]
    assert shown.startswith("1号通知，这样发：") and said in shown and "幸福里3号楼" in shown
    assert not any("写明是哪一处" in text for text in chen.hears())


@pytest.mark.parametrize("words", ["算了", "3号楼", "哪些超期了", "里"])
def test_other_words_than_a_name_choose_no_house(open_story: Callable[..., Story], words: str) -> None:
    two_houses = open_story(TWO_HOUSES)
    two_houses.all_staff()
    two_houses.chen.writes("通知3号楼：明天下午3点检查燃气")
    two_houses.chen.writes(words)
    assert "这样发" not in two_houses.chen.hears()[-1]


@pytest.mark.parametrize(
    ("words", "readers"), [("通知网格员：下午三点开会", "2人私聊"), ("通知居民：明天上午停水检修", "居民群")]
)
def test_workers_and_residents_are_told_by_what_they_are(story: Story, words: str, readers: str) -> None:
    """通知网格员：下午三点开会 was answered with the help."""
    story.all_staff()
    story.chen.writes(words)
    shown = story.chen.hears()[-1]
    assert shown.startswith("1号通知，这样发：") and readers in shown


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("通知3号楼：明天下午3点检查燃气", "11月21日下午3点检查燃气"),
        ("广播 停水 3栋 明天9:00-17:00 换管道", "11月21日09:00到17:00"),
    ],
)
def test_a_house_that_is_chosen_a_day_later_leaves_the_days_as_they_were_written(
    open_story: Callable[..., Story], line: str, said: str
) -> None:
    """明天 was read from the day of the press."""
    two_houses = open_story(TWO_HOUSES)
    two_houses.all_staff()
    chen = two_houses.chen
    chen.writes(line)
    two_houses.until(21, 7)
    chen.presses("幸福里3号楼", chen.who.id)
    assert said in chen.hears()[-1]


def test_who_has_left_meanwhile_is_told_that_the_question_is_over(open_story: Callable[..., Story]) -> None:
    """The question went away without a word."""
    two_houses = open_story(TWO_HOUSES)
    two_houses.all_staff()
    chen = two_houses.chen
    chen.writes("通知3号楼：明天下午3点检查燃气")
    two_houses.admin.writes("people:\n  - {user_id: 601, name: 陈书记, roles: []}")
    assert chen.presses("幸福里3号楼", chen.who.id)
    assert not any("这样发" in text for text in chen.hears())
