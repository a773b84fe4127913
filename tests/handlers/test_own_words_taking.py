"""Stories of staff in their group, with one thumb and under no card: who goes, what is done, three things at once."""

import pytest

from tests.handlers.story import WORKERS, Story

pytestmark = pytest.mark.all_staff
LAMP, BIN, DRAIN = "3号楼2单元楼道灯不亮", "1号楼垃圾桶满了没人收", "2号楼1单元下水道堵了"


@pytest.mark.parametrize("words", ["I'll go", "on my way", "马上去", "去了", "过去看看", "马上"])
def test_who_goes_says_so_in_any_words(story: Story, words: str) -> None:
    """Only 我来 and 我去 were heard."""
    story.wang.says(LAMP)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by == 501


@pytest.mark.parametrize("words", ["去了", "I'll go", "马上"])
def test_who_goes_to_what_rings_has_it(story: Story, words: str) -> None:
    """去了 was heard of nothing, and it rang on for hours."""
    story.li.says("3号楼2单元楼道有天然气味道")
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by == 501
    story.forward(minutes=4)
    story.xiaoyan.says("到了 没闻到", WORKERS)
    assert story.ticket().contacted_at and "到了 没闻到" in story.ticket().news


def test_what_a_colleague_was_asked_takes_nothing(story: Story) -> None:
    story.wang.says(LAMP)
    asked = story.yali.says("社区那个表你去交了没", WORKERS)
    story.xiaoyan.says("去了", WORKERS, reply_to=asked)
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    ("words", "holders"),
    [
        ("垃圾的我去", [None, 501]),
        ("楼道灯我去", [501, None]),
        ("楼道灯我去 垃圾的我接", [501, 501]),
        ("食堂我去", [None, None]),
    ],
)
@pytest.mark.parametrize("private", [True, False])
def test_what_is_taken_by_its_thing(story: Story, words: str, holders: list[int | None], private: bool) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.xiaoyan.says(words, 501 if private else WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == holders


def test_taken_until_when(story: Story) -> None:
    """接 下午去 under the card was a note, and nobody had it."""
    story.wang.says(LAMP)
    story.xiaoyan.says("接 下午去", WORKERS, reply_to=story.card(WORKERS, "1号单").id)
    assert (story.ticket().claimed_by, story.ticket().news) == (501, "下午去")


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("words", ["接2 明天上午去", "接单2号单，明天上午去", "2号单 接 明天上午去"])
def test_which_is_taken_and_until_when(story: Story, words: str, private: bool) -> None:
    """接2 明天上午去 was heard of nothing."""
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.xiaoyan.says(words, 501 if private else WORKERS)
    assert [(ticket.claimed_by, ticket.news) for ticket in story.tickets()] == [(None, ""), (501, "明天上午去")]


@pytest.mark.parametrize(
    ("words", "holders"), [("接1 下午去", [501, None]), ("1接了", [501, None]), ("接2 下午去", [None, None])]
)
def test_the_number_under_its_card(story: Story, words: str, holders: list[int | None]) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.xiaoyan.says(words, WORKERS, reply_to=story.card(WORKERS, "1号单").id)
    assert [ticket.claimed_by for ticket in story.tickets()] == holders


@pytest.mark.parametrize("words", ["好了 换了灯泡", "换好了", "修好了"])
def test_what_is_done_of_the_only_ticket_needs_no_name(story: Story, words: str) -> None:
    """It was heard of nothing, and the claim lapsed."""
    story.wang.says(LAMP)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert (story.states(), story.ticket().done) == (["resolved"], words)


@pytest.mark.parametrize(("words", "asks"), [("换好了", True), ("好了", False), ("昨天那个好了吗", False)])
def test_of_several_it_is_asked_which_is_done(story: Story, words: str, asks: bool) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.xiaoyan.says("接1和2", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert any("是哪一件" in text for text in story.texts(WORKERS)) is asks
    assert story.states() == ["claimed", "claimed"]
    if asks:
        story.xiaoyan.presses("1 楼道灯", WORKERS)
        assert (story.states(), story.ticket().done) == (["resolved", "claimed"], "换好了")


def test_who_had_taken_nothing_is_asked_which_is_done(story: Story) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.xiaoyan.says("垃圾清走了", WORKERS)
    assert story.states() == ["open", "open"]
    story.xiaoyan.presses("2 垃圾", WORKERS, card="哪一件")
    assert story.states() == ["open", "resolved"]


@pytest.mark.parametrize("words", ["空调修好了", "门禁换好了", "3家换好了", "5号楼换好了"])
def test_what_is_done_elsewhere_is_of_no_ticket(story: Story, words: str) -> None:
    story.wang.says(LAMP)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("private", [True, False])
def test_three_tickets_in_one_message(story: Story, private: bool) -> None:
    """Nothing of it was heard, or all of it was told to the resident as the result of the first."""
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.li.says(DRAIN)
    story.xiaoyan.says("接1 2 3", WORKERS)
    story.xiaoyan.says("1换了灯泡 2没人收明天去 3转给亚丽", 501 if private else WORKERS)
    first, second, third = story.tickets()
    assert (first.state, first.done) == ("resolved", "换了灯泡")
    assert (second.state, second.news) == ("claimed", "没人收明天去")
    assert third.claimed_by == 502


def test_two_are_done_and_the_third_is_given(story: Story) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.li.says(DRAIN)
    story.xiaoyan.says("接1 2 3", WORKERS)
    story.xiaoyan.says("1 2 都弄好了 3转给亚丽", WORKERS)
    assert [ticket.done for ticket in story.tickets()] == ["弄好了", "弄好了", ""]
    assert story.ticket(3).claimed_by == 502


@pytest.mark.parametrize("private", [True, False])
def test_who_was_brought_to_hospital_needs_nobody_any_more(story: Story, private: bool) -> None:
    """It lapsed, and rang for a day and more."""
    story.zhao.says("1号楼1单元2楼老太太摔倒了 喊没人应")
    story.xiaoyan.says("我去看看", WORKERS)
    story.forward(minutes=6)
    story.xiaoyan.says("人送医院了", 501 if private else WORKERS)
    assert story.ticket().done == "人送医院了"
    story.forward(hours=2)
    assert story.ticket().claimed_by is None or story.states() != ["open"]


@pytest.mark.parametrize("words", ["我的好了", "今天的我接", "你说的我去", "真的好了"])
@pytest.mark.parametrize("private", [True, False])
def test_whose_and_when_name_no_thing(story: Story, words: str, private: bool) -> None:
    """Of what somebody had told with those words, too, it was taken."""
    story.wang.says("我家厨房水管漏水了 今天漏了好久 你们谁来看看 真的急 跟物业说过了")
    story.zhao.says(BIN)
    story.xiaoyan.says(words, 501 if private else WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [None, None]
    assert not any("办了什么" in text for text in (*story.texts(WORKERS), *story.xiaoyan.hears()))


def test_numbers_under_the_card_of_another_only_count_what_was_done(story: Story) -> None:
    story.wang.says(LAMP)
    story.zhao.says(BIN)
    story.li.says(DRAIN)
    story.xiaoyan.says("接1 2 3", WORKERS)
    story.xiaoyan.says("1、疏通了 2、没人在家", WORKERS, reply_to=story.card(WORKERS, "3号单").id)
    assert story.states()[:2] == ["claimed", "claimed"]
    assert [ticket.news for ticket in story.tickets()[:2]] == ["", ""]
    story.xiaoyan.says("1、换了灯泡 2、没人在家", WORKERS)
    assert (story.ticket().done, story.ticket(2).news) == ("换了灯泡", "没人在家")
