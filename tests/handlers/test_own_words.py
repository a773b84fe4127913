"""Stories of staff who type no button's word: in private, under a card, where something waits for their yes."""

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book

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
    story.xiaoyan.says("清走了，桶也冲了，好了", WORKERS, reply_to=card)
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


ON_THE_WAY = [
    "在路上",
    "马上到",
    "灯泡没货 明天再来",
    "师傅下午来换",
    "半小时到",
    "灯泡买了",
    "修了一半",
    "换了还是不亮",
    "没修好",
    "已报物业",
    "快修好了",
]


@pytest.mark.parametrize("words", ON_THE_WAY)
def test_how_far_they_are_said_in_private_is_a_note(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1] == "记在1号单（楼道灯，3号楼2单元楼道）上了。"
    assert (story.states(), story.ticket().news) == (["claimed"], words)


@pytest.mark.parametrize("words", ON_THE_WAY)
def test_of_several_it_is_asked_of_which_they_speak(story: Story, words: str) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.writes(words)
    story.xiaoyan.presses("2 垃圾满溢", story.xiaoyan.who.id, card="哪一件")
    assert [ticket.news for ticket in story.tickets()] == ["", words]


def test_coming_to_what_was_just_offered_takes_it(story: Story) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.forward(minutes=40)
    assert "2号单" in story.xiaoyan.hears()[-1]
    story.xiaoyan.writes("马上到")
    assert story.states() == ["claimed", "claimed"]


@pytest.mark.parametrize("words", ["你好", "明天下午去开会", "师傅明天来吗", "谢谢", "怎么联系物业", "菜单"])
def test_other_words_in_private_are_no_note(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.ticket().news == ""


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


def test_a_bare_word_of_taking_it_among_staff_is_of_the_one_that_waits(story: Story) -> None:
    offered(story)
    story.xiaoyan.says("接了", WORKERS)
    assert story.states() == ["claimed"]


TAKING = ["我来弄", "我来处理", "交给我", "我去吧", "我去处理", "我去看看", "我接这个", "接"]
NOT_TAKING = ["我来晚了", "我来不了", "谁接", "接不了", "我来问问"]


@pytest.mark.parametrize("words", TAKING)
@pytest.mark.parametrize("where", ["card", "group", "private"])
def test_who_will_see_to_it_has_it(story: Story, words: str, where: str) -> None:
    card = offered(story)
    chat = story.xiaoyan.who.id if where == "private" else WORKERS
    story.xiaoyan.says(words, chat, reply_to=card if where == "card" else None)
    talk = where == "group" and words in ("我去吧", "我去看看")
    assert story.ticket().claimed_by == (None if talk else 501)


@pytest.mark.parametrize("words", NOT_TAKING)
@pytest.mark.parametrize("where", ["card", "group", "private"])
def test_who_will_not_has_it_not(story: Story, words: str, where: str) -> None:
    card = offered(story)
    chat = story.xiaoyan.who.id if where == "private" else WORKERS
    story.xiaoyan.says(words, chat, reply_to=card if where == "card" else None)
    assert story.ticket().claimed_by is None


def test_an_offer_among_workers_takes_only_what_is_plain(story: Story) -> None:
    offered(story)
    asked = story.yali.says("中午谁去买水", WORKERS)
    story.xiaoyan.says("我来", WORKERS, reply_to=asked)
    assert story.states() == ["open"]
    for words in ("给我", "算我的", "我来买"):
        story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["open"]
    story.forward(minutes=31)
    story.xiaoyan.says("我来", WORKERS)
    assert story.states() == ["open"]
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("我来", WORKERS)
    assert story.states() == ["open", "open"]


@pytest.mark.parametrize("words", ["我去看看", "我来处理"])
def test_who_has_it_already_and_goes_is_noted(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1] == "记在1号单（楼道灯，3号楼2单元楼道）上了。"
    assert (story.states(), story.ticket().news) == (["claimed"], words)


def two_taken(story: Story) -> int:
    """The light and the bin, both one worker's; the message of the light's card."""
    card = taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    assert story.states() == ["claimed", "claimed"]
    return card


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("1、2都弄好了，换了灯泡", "resolved"),
        ("1和2都修好了", "resolved"),
        ("办结 1 2 都弄好了", "resolved"),
        ("两个都弄好了", "resolved"),
        ("1、2都到了", "on_site"),
        ("两个都到了", "on_site"),
    ],
)
@pytest.mark.parametrize("where", ["card", "private"])
def test_what_is_said_of_two_is_done_with_both(story: Story, words: str, state: str, where: str) -> None:
    card = two_taken(story)
    story.xiaoyan.says(words, 501 if where == "private" else WORKERS, reply_to=card if where == "card" else None)
    assert story.states() == [state, state]
    assert not any("2 都" in ticket.done for ticket in story.tickets())


@pytest.mark.parametrize("words", ["1和2转给亚丽", "都给亚丽", "我的单都转给亚丽", "我下班了，1和2给亚丽"])
def test_two_are_given_at_once(story: Story, words: str) -> None:
    two_taken(story)
    story.xiaoyan.writes(words)
    assert [ticket.claimed_by for ticket in story.tickets()] == [502, 502]


def test_only_that_both_are_done_is_asked_of_each(story: Story) -> None:
    two_taken(story)
    story.xiaoyan.says("1和2都好了", WORKERS)
    story.xiaoyan.says("清了一桶", WORKERS, reply_to=story.card(WORKERS, "2号单办了什么").id)
    story.xiaoyan.says("换了灯泡", WORKERS, reply_to=story.card(WORKERS, "1号单办了什么").id)
    assert [ticket.done for ticket in story.tickets()] == ["换了灯泡", "清了一桶"]


@pytest.mark.parametrize(
    "words", ["1和2都好了吗", "1和2号楼都好了", "两个都没好", "三个都弄好了", "都给物业", "都给亚丽"]
)
def test_what_is_not_plainly_said_of_both_is_not_done_with_both(story: Story, words: str) -> None:
    two_taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, 501]
    assert story.states() == ["claimed", "claimed"]


def test_of_several_it_is_said_what_was_over(story: Story) -> None:
    two_taken(story)
    story.xiaoyan.says("2号清走了两桶", WORKERS)
    story.xiaoyan.says("1和2都修好了", WORKERS)
    assert story.states() == ["resolved", "resolved"]
    assert story.last(WORKERS).text.startswith("2号单现在是：")


@pytest.mark.parametrize(
    ("words", "number", "news"),
    [
        ("1号等配件", 1, "等配件"),
        ("1明天弄", 1, "明天弄"),
        ("2号单没人在家", 2, "没人在家"),
        ("1号单：物业说周三来修", 1, "物业说周三来修"),
        ("二号单 桶盖也坏了", 2, "桶盖也坏了"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_a_note_with_a_number_is_of_that_ticket(
    story: Story, words: str, number: int, news: str, private: bool
) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    said = story.xiaoyan.says(words, 501 if private else WORKERS)
    assert story.ticket(number).news == news
    assert story.ticket(3 - number).news == ""
    if private:
        assert story.xiaoyan.hears()[-1].startswith(f"记在{number}号单")
    else:
        assert story.reaction(said, WORKERS)


@pytest.mark.parametrize("words", ["1 完成", "一号单好了，通了", "1号单：灯泡换了"])
@pytest.mark.parametrize("private", [False, True])
def test_a_result_with_a_number_is_of_that_ticket(story: Story, words: str, private: bool) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    chat = 501 if private else WORKERS
    story.xiaoyan.says(words, chat)
    if "完成" in words:
        story.xiaoyan.says("换了灯泡", chat, reply_to=story.card(chat, "1号单办了什么").id)
    assert story.states() == ["resolved", "claimed"]


def test_a_number_that_there_is_not_is_said(story: Story) -> None:
    two_taken(story)
    story.xiaoyan.writes("3号单没人在家")
    assert story.xiaoyan.hears()[-1].startswith("没找到3号单")


@pytest.mark.parametrize("words", ["1号楼等配件", "1号单怎么还不修", "3点师傅来", "1号下午开会", "1个人去"])
def test_other_words_that_begin_with_a_number_are_no_note(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().news == ""


def test_danger_in_a_note_with_a_number_rings_people(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("1号单：楼道着火了", WORKERS)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize("words", ["1号单：楼道着火了", "7号单：楼道着火了", "灯修好了，隔壁着火了"])
def test_danger_beside_a_number_or_a_result_in_private_does_too(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


def test_where_two_wait_a_number_says_which(story: Story) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("接了", WORKERS)
    assert story.card(WORKERS, "是哪一件").labels[0].startswith("2 ")
    story.xiaoyan.says("2也接了", WORKERS)
    assert story.states() == ["open", "claimed"]
    story.xiaoyan.says("1接了", WORKERS)
    story.xiaoyan.says("2号清了", WORKERS)
    assert story.states() == ["claimed", "resolved"]


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("都接了", ["claimed", "claimed"]),
        ("两个我都接了", ["claimed", "claimed"]),
        ("两个都接了", ["claimed", "claimed"]),
        ("接单1 2", ["claimed", "claimed"]),
        ("接单 1、2号单", ["claimed", "claimed"]),
        ("接1和2", ["claimed", "claimed"]),
        ("1和2我都接了", ["claimed", "claimed"]),
        ("接丹 2", ["open", "claimed"]),
        ("接2", ["open", "claimed"]),
        ("都接了吗", ["open", "open"]),
        ("接了2个快递", ["open", "open"]),
        ("接2号楼的", ["open", "open"]),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_all_that_are_meant_are_taken(story: Story, words: str, states: list[str], private: bool) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says(words, story.xiaoyan.who.id if private else WORKERS)
    assert story.states()[:2] == states


def test_of_several_taken_at_once_it_is_said_which_were_not(story: Story) -> None:
    card = taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.yali.says("接单1 2 7", WORKERS, reply_to=card)
    assert [ticket.claimer for ticket in story.tickets()] == ["高晓燕", "高亚丽"]
    assert story.last(WORKERS).text == "2号单归你了，辛苦。1号单高晓燕已经接了。没找到7号单，看看号码对不对。"


def test_who_leads_is_asked_which_of_all(story: Story) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.chen.says("都接了", WORKERS)
    assert story.states() == ["open", "open"]
    assert [label[:2] for label in story.card(WORKERS, "是哪一件").labels] == ["2 ", "1 "]


@pytest.mark.parametrize("words", ["我接孩子去了", "3点到了", "1号楼修好了", "2也接了", "孩子接了"])
def test_talk_of_staff_takes_nothing(story: Story, words: str) -> None:
    offered(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["open"]


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


# danger told by who works on it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "first"),
    [
        ("着火了", "fire", "马上打119"),
        ("到了，现场着火了", "fire", "马上打119"),
        ("检查发现楼道着火了", "fire", "马上打119"),
        ("燃气味很大 有人晕了", "gas", "别动火"),
    ],
)
def test_danger_told_by_its_worker_under_a_card_rings_people(story: Story, words: str, kind: str, first: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger) == ("P0", kind)
    assert words in story.chen.sees("紧急：1号单").text
    assert words in story.card(WORKERS, "1号单　").text
    assert story.last(RESIDENTS).text.startswith(first)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("老人晕倒了", "unconscious"),
        ("老人晕倒没有呼吸，已打120", "unconscious"),
        ("有人晕倒了，谁能来？", "unconscious"),
        ("有人要跳楼", "suicide"),
    ],
)
def test_what_no_group_may_read_is_a_ticket_of_its_own(story: Story, words: str, kind: str) -> None:
    card = taken(story)
    before = story.standing(RESIDENTS)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    light, ticket = story.tickets()
    assert (light.service_class, ticket.service_class, ticket.danger) == ("P2", "P0", kind)
    assert (ticket.building, ticket.unit) == ("3", "2")
    assert words in story.chen.sees("紧急：2号单").text
    assert story.standing(RESIDENTS) == before


@pytest.mark.parametrize("where", ["private", "nobody's", "colleague's", "for somebody"])
def test_danger_is_heard_from_whoever_tells_it_to_staff(story: Story, where: str) -> None:
    card = offered(story)
    if where == "private":
        story.xiaoyan.presses("接单", WORKERS)
        story.xiaoyan.writes("着火了", reply_to=story.xiaoyan.sees("1号单　").id)
    elif where == "for somebody":
        story.xiaoyan.says("代报 1号楼 电梯坏了", WORKERS)
        story.xiaoyan.says("着火了", WORKERS, reply_to=story.card(WORKERS, "2号单　").id)
    else:
        (story.yali if where == "colleague's" else story.xiaoyan).says("着火了", WORKERS, reply_to=card)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize(
    "words",
    [
        "已联系消防来看过",
        "火已灭",
        "不是着火 是烧纸",
        "没有人晕倒，老人只是睡着了",
        "电梯困人已救出",
        "老人刚才晕倒了，已送医",
        "已排查燃气泄漏，没有漏气",
        "着火原因是电线老化",
        "着火了吗",
        "有人要跳楼是误会",
    ],
)
def test_a_note_that_only_speaks_of_danger_is_a_note(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger, ticket.news) == ("P2", "", words)
    assert not any("紧急" in text for text in story.chen.hears())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("着火了，没有人受伤", "fire"),
        ("没有明火但是煤气味很大", "gas"),
        ("灯修好了，但是隔壁着火了", "fire"),
        ("灯灭了 楼道着火了", "fire"),
        ("灯修好了隔壁着火了", "fire"),
        ("我回来了，发现着火了", "fire"),
        ("昨天修的，今天着火了", "fire"),
        ("检查过程中发现着火了", "fire"),
        ("着火了，原因不明", "fire"),
        ("火还没有扑灭，着火了", "fire"),
        ("着火了，无法控制住", "fire"),
        ("有没有人受伤？着火了", "fire"),
        ("着火了不是误报", "fire"),
        ("不是演练，着火了", "fire"),
        ("3楼火灭了，5楼着火了", "fire"),
        ("燃气泄漏 关了总阀还有味", "gas"),
        ("老人晕倒了，没人送医", "unconscious"),
        ("老人晕倒了，没有醒过来", "unconscious"),
        ("电梯困人了，人还没救出来", "lift"),
        ("两家因误会打架，动刀了", "crime"),
        ("the lamp is fixed but there is a fire on floor 4", "fire"),
    ],
)
def test_danger_beside_what_is_none_or_over_rings_people(story: Story, words: str, kind: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    ticket = story.tickets()[-1]
    assert (ticket.danger, ticket.building, ticket.unit) == (kind, "3", "2")
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize(
    "words",
    [
        "火已扑灭，系电动车起火",
        "居民晕倒 120已接走",
        "着火现场已清理",
        "现场无明火，冒烟的是烧糊的锅",
        "烧糊锅冒烟，已处理",
        "打架双方已带离",
        "电梯困人已放人",
        "楼道电动车充电有着火隐患",
        "电线裸露，有触电危险",
        "差点着火",
        "担心着火",
        "老人身体不好，经常晕倒",
        "电梯里没有人",
        "群里说3号楼着火，是假的",
        "是否着火待核实",
        "fire extinguisher expired",
        "no gas leak found",
    ],
)
def test_a_work_note_rings_nobody(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert [ticket.service_class for ticket in story.tickets()] == ["P2"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("到场 着火了", "on_site"),
        ("上报 楼道着火了，快来人", "open"),
        ("转派 亚丽 楼道着火了", "claimed"),
        ("办结 灯换了，3楼着火了", "open"),
    ],
)
def test_danger_beside_a_buttons_word_rings_people(story: Story, words: str, state: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    ticket = story.tickets()[-1]
    assert (ticket.danger, ticket.building, ticket.state) == ("fire", "3", state)
    assert story.chen.sees("紧急：").text


def test_danger_in_the_answer_to_a_question_rings_people(story: Story) -> None:
    taken(story)
    story.xiaoyan.presses("办结", WORKERS)
    story.xiaoyan.says("灯换了，3楼着火了", WORKERS, reply_to=story.last(WORKERS).id)
    light, fire = story.tickets()
    assert (light.state, fire.danger, fire.building) == ("resolved", "fire", "3")
    assert story.chen.sees("紧急：2号单").text


@pytest.mark.parametrize("words", ["着火了", "3号楼着火了，大家快去"])
def test_a_fire_just_told_is_rung_once(story: Story, words: str) -> None:
    card = taken(story)
    story.li.says("3号楼2单元着火了")
    rung = len(story.chen.hears())
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert [ticket.danger for ticket in story.tickets()] == ["", "fire"]
    assert story.ticket(2).news == words
    assert len(story.chen.hears()) == rung


def test_who_fainted_is_told_once_by_two_workers(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("老人晕倒了", WORKERS, reply_to=card)
    story.yali.says("老人晕倒没呼吸", WORKERS, reply_to=card)
    assert [ticket.danger for ticket in story.tickets()] == ["", "unconscious"]
    assert "没呼吸" in story.card(WORKERS, "特急").text
    story.yali.says("又有一个老人晕倒了", WORKERS, reply_to=card)
    assert len(story.tickets()) == 3


def test_how_a_danger_ended_is_no_new_one(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼1单元着火了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 厨房着火，消防到场，无人伤亡", WORKERS)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["2号楼着火了", "轿厢里冒烟着火了"])
def test_a_fire_elsewhere_or_besides_is_no_note_to_the_danger_of_the_card(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯困人了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(words, WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert [ticket.danger for ticket in story.tickets()] == ["lift", "fire"]


def test_danger_in_another_building_or_after_the_end_is_its_own(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("1号楼着火了", WORKERS, reply_to=card)
    story.xiaoyan.says("办结 1 灯换了", WORKERS)
    story.xiaoyan.says("老人晕倒了", WORKERS, reply_to=card)
    assert [(t.service_class, t.danger, t.building) for t in story.tickets()] == [
        ("P2", "", "3"), ("P0", "fire", "1"), ("P0", "unconscious", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["我马上到", "马上去", "好的，我这就去", "我去看看"])
def test_who_says_to_be_coming_to_a_danger_has_taken_it(story: Story, words: str) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.says(words, WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, None]


def test_a_colleague_of_another_grid_may_be_the_first_to_come(story: Story) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.yali.says("我马上到", WORKERS)
    assert story.ticket().claimed_by == 502


@pytest.mark.parametrize("words", ["我去", "我来", "马上到饭点了", "谁马上到"])
def test_other_talk_among_workers_takes_nothing(story: Story, words: str) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by is None


def test_who_is_coming_takes_no_ordinary_ticket(story: Story) -> None:
    story.all_staff()
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.says("我马上到", WORKERS)
    assert story.ticket().claimed_by is None


def test_a_number_that_goes_on_in_words_is_a_room(story: Story) -> None:
    story.all_staff()
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("办结 601答应把灯修好了")
    assert (story.ticket().state, story.ticket().done) == ("resolved", "601答应把灯修好了")


def test_a_wrong_number_stays_wrong(story: Story) -> None:
    story.all_staff()
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("办结 601 换了灯泡")
    assert story.xiaoyan.hears()[-1].startswith("没找到601号单")


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


# what is said of one's work in private, with no card and no number ---------------------------------------------

WATER = Request("utility.water_outage", "P1", "3", "2")
FEES = Request("property_repair.property_service", "P3")


def told(story: Story, *requests: Request) -> None:
    story.all_staff()
    by_the_book(story)
    for request in requests:
        story.will_read(request)
        story.wang.says("麻烦看一下")


def test_what_cannot_be_done_here_is_reported_up(story: Story) -> None:
    taken(story)
    story.xiaoyan.writes("警戒线拉了，要请施工队，网格办不了，上报")
    assert (story.ticket().state, story.ticket().level) == ("open", "community")
    assert "警戒线拉了，要请施工队，网格办不了" in story.ticket().news


@pytest.mark.parametrize("words", ["网格办不了，要上报吗", "要请假，上报一下", "灯修好了，不用上报"])
def test_what_only_speaks_of_it_reports_nothing_up(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.ticket().level == "grid"


def test_of_several_that_is_meant_whose_matter_the_words_are_of(story: Story) -> None:
    told(story, WATER, FEES)
    story.xiaoyan.says("接1和2", WORKERS)
    story.xiaoyan.writes("水泵跳闸合上了，水来了")
    assert [(ticket.done, ticket.state) for ticket in story.tickets()] == [
        ("水泵跳闸合上了，水来了", "open"),
        ("", "claimed"),
    ]


def test_what_had_lapsed_is_done_all_the_same(story: Story) -> None:
    told(story, BIN)
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(hours=2)
    assert story.states() == ["open"]
    story.xiaoyan.writes("垃圾清走了")
    assert story.states() == ["resolved"]


def test_of_what_they_never_had_they_are_asked(story: Story) -> None:
    told(story, WATER, BIN)
    story.xiaoyan.writes("水泵修好了，水来了")
    assert story.states() == ["open", "open"]
    asked = story.xiaoyan.sees("是哪一件")
    assert [label[:4] for label in asked.labels] == ["1 停水"]
    story.xiaoyan.presses("1 停水", story.xiaoyan.who.id, card="是哪一件")
    assert story.ticket().done == "水泵修好了，水来了"


def test_what_is_of_nothing_that_waits_is_asked_about_nothing(story: Story) -> None:
    told(story, WATER)
    story.xiaoyan.writes("墙刷好了")
    assert not any("是哪一件" in text for text in story.xiaoyan.hears())
    assert story.states() == ["open"]
