"""Stories of staff who type no button's word: in private, under a card, where something waits for their yes."""

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Story

LIGHT = "3号楼2单元楼道灯不亮"
BIN = Request("sanitation.garbage_overflow", "P2", "3")
BIN_TOO = Request("sanitation.garbage_overflow", "P2", "5")


def offered(story: Story) -> int:
    """A ticket that waits; the message of its card in the workers' group."""
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIGHT)
    return story.card(WORKERS, "1号单　").id


def taken(story: Story) -> int:
    card = offered(story)
    story.xiaoyan.presses("接单", WORKERS)
    return card


def waiting(story: Story, *requests: Request) -> None:
    """Extensions of these, for which a leader's word is asked."""
    story.all_staff()
    for number, request in enumerate(requests, 1):
        story.will_read(request)
        story.wang.says("麻烦看一下")
        story.xiaoyan.says(f"接单 {number}", WORKERS)
        story.xiaoyan.says(f"延期 {number} 2天 等配件", WORKERS)


@pytest.mark.parametrize("words", ["同意", "好的，同意", "可以", "同意了。"])
def test_yes_is_for_the_one_thing_that_waits(story: Story, words: str) -> None:
    waiting(story, BIN)
    story.chen.writes(words)
    assert story.ticket().extended > 0


@pytest.mark.parametrize("words", ["驳回", "不同意"])
def test_no_is_for_it_too(story: Story, words: str) -> None:
    waiting(story, BIN)
    story.chen.writes(words)
    assert story.ticket().extended == 0
    assert "没同意" in story.xiaoyan.hears()[-1] or "驳回" in story.xiaoyan.hears()[-1]


def test_where_two_wait_it_is_asked_which(story: Story) -> None:
    waiting(story, BIN, BIN_TOO)
    story.chen.writes("同意")
    assert [ticket.extended > 0 for ticket in story.tickets()] == [False, False]
    story.chen.presses("2 垃圾满溢", story.chen.who.id, card="哪一件")
    assert [ticket.extended > 0 for ticket in story.tickets()] == [False, True]


def test_yes_to_nothing_changes_nothing(story: Story) -> None:
    taken(story)
    story.chen.writes("同意")
    assert story.states() == ["claimed"]


def test_a_notice_is_sent_by_its_buttons_word(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 停水 3号楼 明天上午 换管道")
    story.chen.writes("发送")
    story.forward(minutes=2)
    assert "11月21日08:00到12:00" in story.standing(-1001)[0]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("到了", "on_site"),
        ("我到现场了。", "on_site"),
        ("换好了，是灯泡烧了", "resolved"),
        ("快修好了", "claimed"),
        ("修好了一半", "claimed"),
        ("修好了吗", "claimed"),
        ("修好啦", "resolved"),
        ("灯泡换了", "resolved"),
        ("已更换灯泡", "resolved"),
        ("办结换了灯泡", "resolved"),
        ("没问题了，换了个新的", "resolved"),
        ("灯泡买了", "claimed"),
        ("换了还是不亮", "claimed"),
        ("已报物业", "claimed"),
    ],
)
def test_what_its_worker_says_under_a_card(story: Story, words: str, state: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert story.states() == [state]


@pytest.mark.parametrize("words", ["灯泡换好了", "已更换灯泡", "换了个新的", "修好啦", "办结换了灯泡"])
def test_the_same_in_private_ends_the_one_that_its_worker_has(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.states() == ["resolved"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("3号楼2单元的灯换好了", "resolved"),
        ("3栋灯修好了", "resolved"),
        ("三号楼到了", "on_site"),
        ("3号楼1单元的灯换好了", "claimed"),
        ("5号楼的灯换好了", "claimed"),
        ("3号楼的灯换好了吗", "claimed"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_the_house_may_be_named(story: Story, words: str, state: str, private: bool) -> None:
    card = taken(story)
    story.xiaoyan.says(words, 501 if private else WORKERS, reply_to=None if private else card)
    assert story.states()[0] == state


@pytest.mark.parametrize("words", ["完成", "已完成", "处理完毕", "解决了", "办好啦", "好了👌"])
@pytest.mark.parametrize("private", [False, True])
def test_only_that_it_is_done_is_asked_what_was_done(story: Story, words: str, private: bool) -> None:
    card = taken(story)
    chat = story.xiaoyan.who.id if private else WORKERS
    story.xiaoyan.says(words, chat, reply_to=None if private else card)
    assert story.states() == ["claimed"]
    story.xiaoyan.says("换了灯泡", chat, reply_to=story.card(chat, "办了什么").id)
    assert story.ticket().done == "换了灯泡"


def test_who_only_looks_on_ends_nothing(story: Story) -> None:
    card = taken(story)
    story.yali.says("换好了，是灯泡烧了", WORKERS, reply_to=card)
    assert story.states() == ["claimed"]


def test_it_is_given_to_whom_is_named(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("派人去了", WORKERS, reply_to=card)
    assert story.ticket().claimed_by == story.xiaoyan.who.id
    story.xiaoyan.says("转给亚丽吧", WORKERS, reply_to=card)
    assert story.ticket().claimed_by == story.yali.who.id


@pytest.mark.parametrize("words", ["亚丽帮我去吧", "@高亚丽 你帮我去一下", "亚丽去一下"])
@pytest.mark.parametrize("private", [False, True])
def test_whom_somebody_asks_to_go_has_it(story: Story, words: str, private: bool) -> None:
    card = taken(story)
    story.xiaoyan.says(words, 501 if private else WORKERS, reply_to=None if private else card)
    assert story.ticket().claimed_by == story.yali.who.id


@pytest.mark.parametrize("words", ["物业去一下", "师傅帮忙看看", "亚丽去了"])
def test_who_is_no_colleague_is_given_nothing(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert (story.ticket().claimed_by, story.ticket().news) == (501, words)


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    ("words", "state", "level"),
    [
        ("这是误会", "mistaken", "grid"),
        ("是误会，灯本来就关着", "mistaken", "grid"),
        ("我管不了，报社区", "open", "community"),
    ],
)
def test_a_way_out_that_is_plain_is_taken(story: Story, private: bool, words: str, state: str, level: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, 501 if private else WORKERS, reply_to=None if private else card)
    assert (story.ticket().state, story.ticket().level) == (state, level)


@pytest.mark.parametrize(("words", "labels"), [("没这回事", ["误会", "不实"]), ("不归我管", ["转派", "退单", "上报"])])
@pytest.mark.parametrize("private", [False, True])
def test_where_several_ways_may_be_meant_they_are_offered(
    story: Story, words: str, labels: list[str], private: bool
) -> None:
    card = taken(story)
    chat = 501 if private else WORKERS
    story.xiaoyan.says(words, chat, reply_to=None if private else card)
    question = story.card(chat, "1号单怎么办")
    assert (question.labels, story.states()) == (labels, ["claimed"])
    story.xiaoyan.presses(labels[1], chat, card="1号单怎么办")
    assert words in story.chen.hears()[-1] if words == "没这回事" else story.ticket().bounces


def test_what_a_worker_saw_is_a_note(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("看了，灯是亮的", WORKERS, reply_to=card)
    assert story.ticket().news == "看了，灯是亮的"
    assert story.card(WORKERS, "1号单　").id == card


@pytest.mark.parametrize("where", ["card", "private"])
def test_who_cannot_go_is_taken_at_their_word(story: Story, where: str) -> None:
    card = offered(story)
    story.xiaoyan.says("我去不了", WORKERS if where == "card" else 501, reply_to=card if where == "card" else None)
    assert "cannot_go" in story.events()


@pytest.mark.parametrize("words", ["去不了", "没空", "我下午没空", "现在走不开"])
def test_who_has_it_and_cannot_go_reads_what_to_do(story: Story, words: str) -> None:
    story.all_staff()
    taken(story)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1] == "1号单在你手上，去不了就点“转派”或“上报”。"
    assert story.last(501).labels == ["转派", "上报"]
    story.xiaoyan.presses("转派", 501, "去不了就点")
    story.xiaoyan.presses("高亚丽", 501)
    assert story.ticket().claimed_by == 502


def test_who_cannot_go_and_has_one_while_another_waits_means_what_was_just_spoken_of(story: Story) -> None:
    taken(story)
    story.wang.says("3号楼2单元门口垃圾桶满了")
    story.xiaoyan.writes("去不了")
    assert story.xiaoyan.hears()[-1].startswith("1号单在你手上")
    story.xiaoyan.writes("今日")
    story.xiaoyan.writes("去不了")
    assert [label[0] for label in story.last(501).labels] == ["2", "1"]


@pytest.mark.parametrize("words", ["没空吗", "谁没空", "他没空", "居民说下午没空", "没空调的那户"])
def test_that_somebody_else_has_no_time_gives_nothing_away(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert not any("去不了就点" in text for text in story.xiaoyan.hears())


def test_who_rests_tomorrow_gives_it_away_by_its_number(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("1号我明天休息，给亚丽", WORKERS)
    assert story.ticket().claimed_by == story.yali.who.id


def test_taken_and_done_in_private(story: Story) -> None:
    offered(story)
    story.xiaoyan.writes("接了")
    assert story.states() == ["claimed"]
    story.xiaoyan.writes("到了")
    story.xiaoyan.writes("换好了，是灯泡烧了")
    assert story.states() == ["resolved"]


def wrongly_done(story: Story) -> int:
    """Two tickets of one worker; the light is said to be done, the bin was meant."""
    card = taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.says("办结 清走了，桶也冲了，好了", WORKERS, reply_to=card)
    assert story.states() == ["resolved", "claimed"]
    return card


@pytest.mark.parametrize("where", ["group", "reply", "private"])
def test_a_result_told_of_the_wrong_ticket_goes_to_the_right_one(story: Story, where: str) -> None:
    card = wrongly_done(story)
    chat = story.xiaoyan.who.id if where == "private" else WORKERS
    story.xiaoyan.says("发错了，是2号的", chat, reply_to=card if where == "reply" else None)
    assert story.states() == ["claimed", "resolved"]
    assert [ticket.done for ticket in story.tickets()] == ["", "清走了，桶也冲了，好了"]
    assert next(text for text in story.standing(RESIDENTS) if "清走了" in text).startswith("编号2")
    assert story.card(chat, "撤回").text == "1号单的结果撤回了，记到2号单上。"


def test_where_it_is_not_plain_it_is_said_how(story: Story) -> None:
    card = wrongly_done(story)
    story.xiaoyan.says("发错了", WORKERS, reply_to=card)
    assert story.states() == ["claimed", "claimed"]
    assert story.last(WORKERS).text.startswith("1号单的结果撤回了，接着办。要记到别的单上，回“办结”加号码和“清走了")


@pytest.mark.parametrize("words", ["发错了", "发错群了", "发错了，是2号楼的", "照片发错了，是2号的"])
def test_other_slips_take_no_result_back(story: Story, words: str) -> None:
    wrongly_done(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["resolved", "claimed"]


def test_what_the_reporter_has_answered_is_not_taken_back(story: Story) -> None:
    wrongly_done(story)
    story.wang.presses("解决了", card="清走了")
    story.xiaoyan.says("发错了，是2号的", WORKERS)
    assert story.states() == ["closed", "claimed"]


def test_words_said_with_it_are_not_asked_for_again(story: Story) -> None:
    story.all_staff()
    for number, request in enumerate((BIN, BIN_TOO), 1):
        story.will_read(request)
        story.wang.says("麻烦看一下")
        story.xiaoyan.says(f"接单 {number}", WORKERS)
    story.xiaoyan.says("办结 桶清了，也冲过了", WORKERS)
    story.xiaoyan.presses("2 垃圾满溢", WORKERS, card="哪一件")
    assert [ticket.done for ticket in story.tickets()] == ["", "桶清了，也冲过了"]


def test_an_extension_until_a_day(story: Story) -> None:
    waiting(story)
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("延期 1 到11月24日 等配件", WORKERS)
    story.chen.presses("同意", story.chen.who.id)
    due = story.ticket().resolve_due_at
    assert due is not None
    assert f"{story.resources.texts.local(due):%m-%d %H:%M}" == "11-24 18:00"


@pytest.mark.parametrize(
    ("words", "state"),
    [("灯修好了", "resolved"), ("换灯泡了，好了", "resolved"), ("到了", "on_site"), ("联系上了", "open")],
)
def test_who_has_done_what_nobody_took_has_it_thereby(story: Story, words: str, state: str) -> None:
    card = offered(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert story.states() == [state]
    assert story.ticket().claimed_by == (story.xiaoyan.who.id if state != "open" else None)


def test_a_photo_with_two_signs_is_a_result(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.sends_photo("lamp", "好了", WORKERS, reply_to=card)
    assert (story.states(), story.ticket().done) == (["resolved"], "见照片")


def test_a_photo_first_and_two_signs_in_private_are_one(story: Story) -> None:
    taken(story)
    story.xiaoyan.sends_photo("lamp", chat=story.xiaoyan.who.id)
    story.forward(seconds=20)
    story.xiaoyan.writes("好了")
    assert story.states() == ["resolved"]
    assert "lamp" in [photo for each in story.seen(RESIDENTS) for photo in each.photos]


def test_two_signs_without_a_photo_are_asked_what_was_done(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("好了", WORKERS, reply_to=card)
    assert story.states() == ["claimed"]
    story.xiaoyan.says("换了灯泡", WORKERS, reply_to=story.card(WORKERS, "办了什么").id)
    assert story.states() == ["resolved"]


def test_who_did_the_work_is_told_when_nobody_could_be(story: Story) -> None:
    story.all_staff()
    story.li.says("3号楼2单元楼下有个老人摔倒了 头上都是血")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("办结 人送医院了")
    assert story.xiaoyan.hears()[-1] == "1号单办结。报的人没开私聊，小格告诉不了，麻烦带句话。"


def test_it_is_over_said_with_thanks_in_private_reaches_whoever_has_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("家里没电了")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes("谢谢")
    assert not any("报事人说好了" in text for text in story.xiaoyan.hears())
    story.wang.writes("好了好了 谢谢你啊姑娘")
    assert "报事人说好了" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("好了 换了灯泡了", True),
        ("搞定，灯装上了", True),
        ("好了 知道了", False),
        ("好了 还差一个", False),
        ("好了 明天再来", False),
    ],
)
def test_that_it_is_over_may_be_told_before_what_was_done(story: Story, words: str, done: bool) -> None:
    story.all_staff()
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes(words)
    assert (story.ticket().state == "resolved") is done


def at_two(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元501软管漏水")
    story.xiaoyan.presses("接单", WORKERS)
    story.li.says("3号楼2单元楼道灯坏了")
    story.xiaoyan.presses("接单", WORKERS, card="楼道灯")


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("3-2-501换了软管", ["resolved", "claimed"]),
        ("3号楼2单元501 软管换好了", ["resolved", "claimed"]),
        ("3-2的灯换好了", ["claimed", "resolved"]),
        ("2-2-501换了软管", ["claimed", "claimed"]),
    ],
)
def test_whose_home_was_mended_tells_which_ticket(story: Story, words: str, states: list[str]) -> None:
    at_two(story)
    story.xiaoyan.writes(words)
    assert story.states() == states


@pytest.mark.parametrize("words", ["几家没见到", "2号楼3家没人在家", "下午社区开会"])
@pytest.mark.parametrize("reported", [False, True])
def test_a_round_is_no_word_of_what_one_has(story: Story, words: str, reported: bool) -> None:
    story.all_staff()
    if reported:
        story.xiaoyan.writes("代报 3号楼2单元 楼道灯坏了")
    else:
        story.wang.says("3号楼2单元楼道灯坏了")
        story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes(words)
    assert [ticket.news for ticket in story.tickets()] == [""]


@pytest.mark.parametrize("words", ["1号单 亚丽去", "1号单亚丽来", "1号单 亚丽去吧"])
def test_who_is_to_go_is_named_alone(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯坏了")
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimer == "高亚丽"


@pytest.mark.parametrize("words", ["师傅明天来", "物业说下午来"])
def test_whoever_else_comes_is_told_on(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(f"1号单 {words}", WORKERS)
    assert (story.ticket().claimer, story.ticket().progress) == ("高晓燕", words)


def test_who_lost_it_for_their_silence_may_still_tell_how_far_it_is(story: Story) -> None:
    """物业说明天来, a day after it had lapsed, was answered with the help."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(days=1)
    assert (story.ticket().state, story.ticket().claimed_by) == ("open", None)
    story.yali.writes("物业说明天来")
    assert story.ticket().news == ""
    story.xiaoyan.writes("物业说明天来")
    assert story.xiaoyan.hears()[-1] == "记在1号单（楼道灯，3号楼2单元楼道）上了，居民也看得到。"
    assert (story.ticket().progress, story.ticket().claimer) == ("物业说明天来", "高晓燕")


def test_who_lost_several_is_asked_which(story: Story) -> None:
    story.all_staff()
    for place in ("3号楼2单元", "1号楼1单元"):
        story.wang.says(f"{place}楼道灯坏了")
    for number in (1, 2):
        story.xiaoyan.says(f"接单 {number}", WORKERS)
    story.forward(days=1)
    story.xiaoyan.writes("物业说明天来")
    assert len(story.xiaoyan.sees("哪一件").labels) == 2
