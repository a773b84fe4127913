"""Every button has a typed twin: with and without a number, as a reply or not, in groups and in private."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

LIFT = "电梯又坏了，停在3号楼2单元"
STAFF = {
    "接单": ("/claim", "claimed"),
    "已联系": ("/contacted", "claimed"),
    "到场": ("/arrived", "on_site"),
    "办结": ("/resolve", "resolved"),
    "上报": ("/escalate", "open"),
    "误会": ("/mistake", "mistaken"),
    "去不了": ("/cannot", "open"),
    "转派": ("/assign", "claimed"),
}
WORDS = {"办结": "换了门机", "上报": "要换主板", "转派": "高亚丽"}
RESIDENT = {
    "我家也是": ("/metoo", "open"),
    "补充": ("/add", "open"),
    "撤回": ("/withdraw", "withdrawn"),
    "误会了": ("/misread", "mistaken"),
    "解决了": ("/solved", "closed"),
    "没解决": ("/unsolved", "claimed"),
}


def effect(story: Story, word: str) -> bool:
    """Whether the word did its own, as the ticket and its log show."""
    ticket, events = story.ticket(), story.events()
    expected = {**{w: s for w, (_, s) in STAFF.items()}, **{w: s for w, (_, s) in RESIDENT.items()}}[word]
    done = {"已联系": "contact", "去不了": "cannot_go", "上报": "report_up", "转派": "hand_over", "补充": "add"}
    logged = done.get(word, "join" if word == "我家也是" else "")
    return ticket.state == expected and (not logged or logged in events)


@pytest.fixture
def waiting(story: Story) -> Story:
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIFT)
    return story


def given(story: Story, word: str) -> None:
    """The state from which the word may start, held by 高晓燕."""
    if word in ("已联系", "到场", "办结"):
        story.xiaoyan.presses("接单", WORKERS)


@pytest.mark.parametrize("word", STAFF)
@pytest.mark.parametrize(
    "place", ["number", "bare", "reply", "before", "private", "private bare", "slash", "private slash"]
)
def test_what_staff_type(waiting: Story, word: str, place: str) -> None:
    story = waiting
    given(story, word)
    rest, slash = WORDS.get(word, ""), STAFF[word][0]
    me = story.xiaoyan
    match place:
        case "number":
            me.says(f"{word} 1 {rest}", WORKERS)
        case "bare" if word not in ("上报", "误会", "转派"):
            me.says(f"{word} {rest}", WORKERS)
        case "reply":
            me.says(f"{word} {rest}", WORKERS, reply_to=story.card(WORKERS, "1号单").id)
        case "before":
            me.says(f"1号单{word}，{rest}", WORKERS)
        case "private":
            me.writes(f"{word}1 {rest}")
        case "private bare" if word not in ("上报", "误会", "转派"):
            me.writes(f"{word} {rest}")
        case "slash":
            me.commands(f"{slash} 1 {rest}", WORKERS)
        case "private slash":
            me.commands(f"{slash} 1 {rest}")
        case _:
            me.says(f"{word}1 {rest}", WORKERS)
    assert effect(story, word), (story.ticket().state, story.events())


@pytest.mark.parametrize("word", RESIDENT)
@pytest.mark.parametrize("place", ["number", "reply", "private", "slash", "private slash"])
def test_what_residents_type(waiting: Story, word: str, place: str) -> None:
    story = waiting
    if word in ("解决了", "没解决"):
        story.xiaoyan.says("办结 1 换了门机", WORKERS)
    me = story.li if word == "我家也是" else story.wang
    me.starts()
    rest, slash = ("里面灯也不亮" if word == "补充" else ""), RESIDENT[word][0]
    if place.startswith("private") and word == "我家也是":
        story.li.says("3号楼2单元电梯坏了")
    match place:
        case "number":
            me.says(f"{word} 1 {rest}")
        case "reply":
            me.says(f"{word} {rest}", reply_to=story.last(RESIDENTS).id)
        case "private":
            me.writes(f"{word} 1 {rest}")
        case "slash":
            me.commands(f"{slash} 1 {rest}", RESIDENTS)
        case "private slash":
            me.commands(f"{slash} 1 {rest}")
    assert effect(story, word), (story.ticket().state, story.events())
    assert len(story.standing(RESIDENTS)) <= 2


@pytest.mark.parametrize(
    ("words", "rating"),
    [("满意 1", "satisfied"), ("基本满意", "mostly"), ("不满意", "unsatisfied"), ("/satisfied 1", "satisfied"),
     ("/mostly 1", "mostly"), ("/unsatisfied 1", "unsatisfied")],
)  # fmt: skip
def test_ratings_typed_in_private(waiting: Story, words: str, rating: str) -> None:
    waiting.xiaoyan.says("办结 1 换了门机", WORKERS)
    waiting.wang.presses("解决了")
    waiting.wang.commands(words) if words[0] == "/" else waiting.wang.writes(words)
    assert waiting.ticket().rating == rating


@pytest.mark.parametrize(
    "words",
    [
        "接单１",
        "接单 编号1",
        "接单#1",
        "接单：1",
        "接单，1",
        "接单 1号单",
        " 接单  1 ",
        "1号单 接单",
        "编号1 接单",
        "/接单 1",
        "接单1。",
    ],
)
def test_the_ways_people_write_a_number(waiting: Story, words: str) -> None:
    waiting.xiaoyan.says(words, WORKERS)
    assert waiting.ticket().claimed_by == 501


def test_typed_words_work_on_a_platform_without_buttons_from_end_to_end(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.says("我家也是 1")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("已联系 1 师傅10点到", WORKERS)
    story.xiaoyan.says("到场 1", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.wang.says("没解决 1 还在响")
    story.xiaoyan.says("办结 1 又紧了螺丝", WORKERS)
    story.wang.says("解决了 1")
    story.wang.says("满意 1")
    ticket = story.ticket()
    assert (ticket.state, ticket.rating, ticket.households, ticket.reopened) == ("closed", "satisfied", 2, 1)
    assert len(story.standing(RESIDENTS)) == 2
    assert story.gateway.answers == {}


def test_the_name_of_the_bot_after_a_slash_word(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.commands("/claim@desk_bot 1", WORKERS)
    assert story.ticket().claimed_by == 501


def test_a_slash_word_for_another_bot_is_not_ours(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.commands("/claim@other_bot 1", WORKERS)
    assert story.ticket().claimed_by is None


@pytest.mark.parametrize("private", [False, True])
def test_who_types_only_a_word_for_others_reads_how_in_their_language(story: Story, private: bool) -> None:
    story.all_staff()
    chat = story.xiaoyan.who.id if private else WORKERS
    story.xiaoyan.says("代报", chat)
    assert story.last(chat).text.startswith("请写：代报 哪里、什么事")


# staff among residents ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "上报了，领导下周来看",
        "误会，那个车是送水的",
        "办结，等居民回话就行",
        "转派，让他们去吧",
        "是真的，带身份证来领",
    ],
)
@pytest.mark.parametrize("under", [None, 1])
def test_what_staff_tell_residents_is_no_order(waiting: Story, words: str, under: int | None) -> None:
    story = waiting
    story.xiaoyan.presses("接单", WORKERS)
    before = len(story.xiaoyan.hears())
    said = story.xiaoyan.says(words, reply_to=under)
    assert (story.ticket().state, story.ticket().level) == ("claimed", "grid")
    assert len(story.xiaoyan.hears()) == before
    assert not story.reaction(said)


@pytest.mark.parametrize("words", ["是真的", "误会", "接单"])
def test_a_bare_word_that_nothing_waits_for_is_talk(story: Story, words: str) -> None:
    story.all_staff()
    story.sweep()
    before = story.xiaoyan.hears()
    said = story.xiaoyan.says(words)
    assert story.xiaoyan.hears() == before
    assert not story.reaction(said)


def test_what_staff_tell_residents_with_a_number_is_an_order(waiting: Story) -> None:
    waiting.xiaoyan.presses("接单", WORKERS)
    waiting.xiaoyan.says("办结 1 换了门机")
    assert waiting.states() == ["resolved"]


def test_a_bare_word_among_residents_is_an_order(waiting: Story) -> None:
    waiting.xiaoyan.says("接单")
    assert waiting.states() == ["claimed"]
