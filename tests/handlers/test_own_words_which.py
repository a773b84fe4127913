"""Stories of which ticket staff mean in words of their own: by its number, of several, both, the one just offered."""

import pytest

from models.ticket import Ticket
from rules.parsing import Request
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, by_the_book
from tests.handlers.test_own_words import BIN, offered, taken

ON_THE_WAY = [
    "在路上",
    "马上到",
    "灯泡没货 明天再来",
    "师傅下午来换",
    "半小时到",
    "灯泡买了",
    "修了一半",
    "没修好",
    "已报物业",
    "快修好了",
]

# When somebody will be there is told to who waits.
PROMISES = ("马上到", "师傅下午来换", "半小时到")


def kept(ticket: Ticket) -> tuple[str, str]:
    """What is noted of a ticket, and what is promised, without when it was said."""
    return ticket.news, ticket.progress.split("（")[0]


def noted(words: str) -> tuple[str, str]:
    return ("", words) if words in PROMISES else (words, "")


@pytest.mark.parametrize("words", ON_THE_WAY)
def test_how_far_they_are_said_in_private_is_a_note(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    seen = "，居民也看得到" if words in PROMISES else ""
    assert story.xiaoyan.hears()[-1] == f"记在1号单（楼道灯，3号楼2单元楼道）上了{seen}。"
    assert (story.states(), kept(story.ticket())) == (["claimed"], noted(words))
    assert (words in story.card(RESIDENTS, "编号1").text) is (words in PROMISES)


@pytest.mark.parametrize("words", ON_THE_WAY)
def test_of_several_it_is_asked_of_which_they_speak(story: Story, words: str) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.writes(words)
    story.xiaoyan.presses("2 垃圾满溢", story.xiaoyan.who.id, card="哪一件")
    assert [kept(ticket) for ticket in story.tickets()] == [("", ""), noted(words)]


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
    assert story.ticket().claimed_by == 501


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
    story.chen.says("我来", WORKERS)
    assert story.states() == ["open"]
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("我来", WORKERS)
    assert story.states() == ["open", "open"]


def test_an_offer_right_after_a_card_is_of_the_one_that_waits(story: Story) -> None:
    """我来 was silent when the last card was of another ticket, which somebody had already."""
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.chen.says("接单 2", WORKERS)
    story.xiaoyan.says("我来", WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, 601]


def test_an_offer_right_after_ones_own_card_asks(story: Story) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.says("我来", WORKERS)
    assert story.states() == ["open", "claimed"]
    story.xiaoyan.presses("楼道灯", WORKERS, card="哪一件")
    assert story.states() == ["claimed", "claimed"]


def test_an_offer_where_several_wait_asks_which(story: Story) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("我来处理", WORKERS)
    assert story.states() == ["open", "open"]
    story.xiaoyan.presses("垃圾", WORKERS, card="哪一件")
    assert story.states() == ["open", "claimed"]


def test_whoever_offers_after_the_question_which_is_asked_as_well(story: Story) -> None:
    """我来 of a second worker was silent, as the desk had last spoken of no ticket."""
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    story.zhao.says("1号楼2单元电梯停了")
    for one in (story.xiaoyan, story.chen):
        asked = len(story.texts(WORKERS))
        one.says("我来", WORKERS)
        assert "哪一件" in "".join(story.texts(WORKERS)[asked:])
    story.xiaoyan.presses("3号楼", WORKERS, card="哪一件")
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, None]


@pytest.mark.parametrize("who", ["xiaoyan", "yali"])
@pytest.mark.parametrize("ordinary", [True, False])
def test_an_offer_while_a_danger_waits_asks_which(story: Story, who: str, ordinary: bool) -> None:
    """我来 was silent as soon as in one of two lifts somebody was stuck."""
    story.all_staff()
    if ordinary:
        story.wang.says("3号楼2单元电梯坏了")
    story.zhao.says("1号楼2单元电梯困人了")
    getattr(story, who).says("我来", WORKERS)
    assert set(story.states()) == {"open"}
    getattr(story, who).presses("1号楼2单元", WORKERS, card="哪一件")
    assert story.tickets()[-1].claimed_by == getattr(story, who).who.id


def test_an_offer_under_the_card_of_another_grid_takes_nothing(story: Story) -> None:
    offered(story)
    story.person(14, "5-1-101 老孙").says("5号楼门口垃圾桶满了", OTHERS)
    story.xiaoyan.says("我来", WORKERS)
    assert story.states() == ["open", "open"]
    assert not any("哪一件" in text for text in story.texts(WORKERS))


@pytest.mark.parametrize("words", ["我去看看", "我去吧", "我来"])
def test_who_was_asked_in_private_to_go_may_say_so_in_the_group(rostered: Story, words: str) -> None:
    """我去看看 of a backup who had been asked took nothing."""
    rostered.wang.says("3号楼2单元楼道灯不亮")
    rostered.forward(minutes=40)
    assert any("你能帮忙去一下吗" in text for text in rostered.yali.hears())
    rostered.yali.says(words, WORKERS)
    assert rostered.ticket().claimed_by == 502


def test_who_was_not_asked_takes_nothing_by_going_somewhere(rostered: Story) -> None:
    rostered.wang.says("3号楼2单元楼道灯不亮")
    rostered.forward(minutes=40)
    rostered.chen.says("我去看看", WORKERS)
    assert rostered.states() == ["open"]


@pytest.mark.parametrize("words", ["我来", "我去吧", "我去看看"])
def test_who_offers_a_moment_too_late_hears_who_was_faster(story: Story, words: str) -> None:
    offered(story)
    story.xiaoyan.says("我来", WORKERS)
    story.yali.says(words, WORKERS)
    assert story.last(WORKERS).text == "高晓燕刚接了，谢谢你。"
    said = len(story.texts(WORKERS))
    story.forward(minutes=10)
    story.yali.says(words, WORKERS)
    assert len(story.texts(WORKERS)) == said


@pytest.mark.parametrize("words", ["我去看看", "我来处理"])
def test_who_has_it_already_and_goes_is_noted(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    story.xiaoyan.writes(words)
    seen = "，居民也看得到" if words in PROMISES else ""
    assert story.xiaoyan.hears()[-1] == f"记在1号单（楼道灯，3号楼2单元楼道）上了{seen}。"
    assert (story.states(), kept(story.ticket())) == (["claimed"], noted(words))
    assert (words in story.card(RESIDENTS, "编号1").text) is (words in PROMISES)


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


def test_a_reply_to_an_answer_is_of_its_ticket(story: Story) -> None:
    """换好了 under 1号单归你了 was asked which of two it was."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.zhao.says("1号楼1单元门口垃圾桶满了")
    for number in (1, 2):
        story.xiaoyan.writes(f"接单 {number}")
    answer = story.xiaoyan.sees("1号单归你了").id
    story.xiaoyan.writes("灯泡换好了", reply_to=answer)
    assert story.states() == ["resolved", "claimed"]
    story.xiaoyan.writes("到了", reply_to=story.xiaoyan.sees("2号单归你了").id)
    assert story.states() == ["resolved", "on_site"]


def test_a_leader_presses_again_under_the_answer(story: Story) -> None:
    story.all_staff()
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.xiaoyan.says("接单 1", WORKERS)
    story.chen.says("抓紧办", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    story.chen.says("今天必须修好", WORKERS, reply_to=story.card(WORKERS, "1号单转告").id)
    assert "今天必须修好" in story.xiaoyan.hears()[-1]


def two_in_hand(story: Story) -> None:
    """A lamp and a bin that 晓燕 has taken."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.zhao.says("1号楼1单元门口垃圾桶满了")
    for number in (1, 2):
        story.xiaoyan.writes(f"接单 {number}")


@pytest.mark.parametrize(
    ("words", "holders"),
    [
        ("1号单转给亚丽，我下午要开会", [502, 501]),
        ("灯那个给亚丽", [502, 501]),
        ("垃圾桶的事交给亚丽", [501, 502]),
        ("我下班了，没弄完的给亚丽", [502, 502]),
    ],
)
def test_what_is_given_is_told_by_number_by_thing_or_as_what_is_left(
    story: Story, words: str, holders: list[int]
) -> None:
    """The first was a note, the second was answered by how the desk is used, of the last it was asked which."""
    two_in_hand(story)
    story.xiaoyan.writes(words)
    assert [each.claimed_by for each in story.tickets()] == holders


@pytest.mark.parametrize("words", ["结单 1 换了灯泡", "完成 1 换了灯泡", "办接1换了灯泡", "一号换了灯泡"])
def test_a_slip_beside_a_number_is_a_result(story: Story, words: str) -> None:
    two_in_hand(story)
    story.xiaoyan.writes(words)
    assert [(each.state, each.done) for each in story.tickets()] == [("resolved", "换了灯泡"), ("claimed", "")]


@pytest.mark.parametrize("words", ["到了，门锁着", "电话联系过王阿姨了，说明天在家", "等会去", "在忙，晚点弄"])
def test_how_far_one_is_is_asked_of_which_and_not_answered_by_help(story: Story, words: str) -> None:
    two_in_hand(story)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1] == "是哪一件？点一下。"
    story.xiaoyan.presses("1 楼道灯", 501)
    assert story.ticket(1).news == words


def test_a_note_that_names_its_thing_is_of_that(story: Story) -> None:
    two_in_hand(story)
    story.xiaoyan.writes("换了还是不亮")
    assert (story.ticket(1).news, story.ticket(2).news) == ("换了还是不亮", "")
