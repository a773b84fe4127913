"""Stories of staff who tell how far they are, or that it is done, under no card and in private."""

import pytest

from tests.handlers.story import WORKERS, Story

HELD_UP = ["在抢修，预计19点来电", "供电局说晚上七点恢复", "3号楼停电在抢修了"]


@pytest.mark.parametrize("words", HELD_UP)
@pytest.mark.parametrize("who", ["xiaoyan", "chen"])
def test_how_far_a_supply_is_may_be_told_in_the_group_under_no_card(story: Story, words: str, who: str) -> None:
    """It was heard of no ticket: only what stands under a card was."""
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.zhao.says("1号楼楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    said = getattr(story, who).says(words, WORKERS)
    assert [ticket.news for ticket in story.tickets()] == [words, ""]
    assert story.reaction(said, WORKERS)


@pytest.mark.parametrize(
    "words",
    ["中午吃啥 食堂说没货", "1号楼停电在抢修了", "电梯配件明天到", "停电的时候谁去看看", "下午社区开会，师傅来修投影"],
)
def test_other_talk_in_the_group_is_of_no_ticket(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().news == ""


def asked_what_was_done(story: Story) -> None:
    story.all_staff()
    story.wang.says("门禁坏了刷卡没反应 3号楼2单元")
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(minutes=20)
    story.xiaoyan.presses("办结", WORKERS)


@pytest.mark.parametrize("words", ["读卡器重启了", "换了个读卡器", "师傅来换了主板", "打电话给物业了"])
def test_what_was_asked_in_the_group_may_be_answered_in_private(story: Story, words: str) -> None:
    """The answer got the help text."""
    asked_what_was_done(story)
    story.xiaoyan.writes(words)
    assert (story.states(), story.ticket().done) == (["resolved"], words)
    assert not any("办了什么" in text for text in story.texts(WORKERS))


def test_a_photo_in_private_answers_what_was_asked_in_the_group(story: Story) -> None:
    asked_what_was_done(story)
    story.xiaoyan.sends_photo("p1", chat=501)
    assert story.states() == ["resolved"]


@pytest.mark.parametrize("words", ["读卡器重启了", "换了个读卡器", "修好了", "门禁已经恢复"])
def test_what_was_asked_is_answered_under_no_card(story: Story, words: str) -> None:
    """One thumb writes into the group and replies to nothing."""
    asked_what_was_done(story)
    story.xiaoyan.says(words, WORKERS)
    assert (story.states(), story.ticket().done) == (["resolved"], words)


@pytest.mark.parametrize("words", ["中午吃啥", "小高你那边完了没", "门禁啥时候修", "门禁又坏了", "我去吃饭了"])
def test_other_talk_is_no_answer(story: Story, words: str) -> None:
    asked_what_was_done(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["claimed"]


@pytest.mark.parametrize(
    "words",
    [
        "你好",
        "在吗",
        "周报",
        "怎么用",
        "今天有几个单子",
        "3号楼谁家报过修",
        "我马上过去看",
        "昨天办好了几个",
        "我下班了",
        "通知 明天停水",
    ],
)
def test_what_tells_of_nothing_done_is_no_answer_in_private(story: Story, words: str) -> None:
    """你好 ended the ticket, and its resident heard so."""
    asked_what_was_done(story)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]


def test_what_is_said_to_a_colleague_is_no_answer(story: Story) -> None:
    asked_what_was_done(story)
    asked = story.yali.says("空调弄好没", WORKERS)
    story.xiaoyan.says("弄好了", WORKERS, reply_to=asked)
    assert story.states() == ["claimed"]


def test_long_after_it_was_asked_words_in_private_are_no_answer(story: Story) -> None:
    asked_what_was_done(story)
    story.forward(minutes=40)
    story.xiaoyan.writes("读卡器重启了")
    assert story.states() == ["claimed"]


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("楼道灯换好了", ["resolved", "claimed"]),
        ("3号楼楼道灯换了新灯泡", ["resolved", "claimed"]),
        ("1号楼楼道灯换好了", ["claimed", "claimed"]),
        ("换好了", ["claimed", "claimed"]),
        ("楼道灯换好了吗", ["claimed", "claimed"]),
        ("楼道灯谁换好了", ["claimed", "claimed"]),
    ],
)
def test_what_is_plainly_done_is_done_under_no_card(story: Story, words: str, states: list[str]) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.li.says("3号楼门口垃圾桶满了没人收")
    story.xiaoyan.says("接1和2", WORKERS)
    story.forward(minutes=20)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == states


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("words", ["是卡消磁了 重新写了卡", "卡坏了，重新录了一张"])
def test_a_cause_and_what_was_done_about_it_end_it(story: Story, words: str, asked: bool) -> None:
    """The cause sounds like trouble: it was only noted."""
    asked_what_was_done(story)
    if not asked:
        story.forward(minutes=40)
    story.xiaoyan.writes(words)
    assert (story.states(), story.ticket().done) == (["resolved"], words)


def test_new_trouble_in_private_is_no_answer(story: Story) -> None:
    asked_what_was_done(story)
    story.xiaoyan.writes("1号楼门口路灯坏了")
    assert story.states() == ["claimed", "open"]


PUT_OFF = ["改天再说", "改天", "有空再说", "过两天再去", "这个先放放，改天再弄"]


@pytest.mark.parametrize("words", PUT_OFF)
@pytest.mark.parametrize("private", [True, False])
def test_who_puts_it_off_is_asked_until_when(story: Story, words: str, private: bool) -> None:
    """It was a note, or got the help text."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    card, chat = story.card(WORKERS, "1号单").id, 501 if private else WORKERS
    story.yali.says(words, WORKERS, reply_to=card)
    assert not any("要延多久" in text for text in story.texts(WORKERS))
    story.xiaoyan.says(words, chat, reply_to=None if private else card)
    question = story.card(chat, "1号单要延多久、为什么？")
    story.xiaoyan.says("1天，等灯泡", chat, reply_to=question.id)
    assert story.chen.sees("申请延期1天")


@pytest.mark.parametrize("words", PUT_OFF)
def test_who_puts_it_off_elsewhere_is_not_asked(story: Story, words: str) -> None:
    asked_what_was_done(story)
    story.xiaoyan.says(words, WORKERS)
    story.xiaoyan.says(words)
    story.yali.writes(words)
    assert not any("要延多久" in text for chat in (WORKERS, 501, 502, -1001) for text in story.texts(chat))
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["改天再说", "过两天再弄"])
def test_who_puts_off_what_was_asked_has_not_done_it(story: Story, words: str) -> None:
    asked_what_was_done(story)
    story.xiaoyan.writes(words)
    assert story.states() == ["claimed"]


def test_a_voice_note_in_private_answers_what_was_asked_in_the_group(story: Story) -> None:
    """It opened a ticket of its own."""
    asked_what_was_done(story)
    story.xiaoyan.sends_voice("v9", chat=501)
    assert len(story.tickets()) == 1
