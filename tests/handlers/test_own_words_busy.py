"""Stories of workers in a hurry: going right after a card or long after it, the wrong number, words among residents."""

from collections.abc import Callable

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_own_words import offered, taken

GOING = ["马上到", "马上去", "我去吧", "我去看看", "收到，马上去", "我过去一趟", "出发了", "on my way"]


@pytest.mark.parametrize("words", GOING)
def test_going_right_under_a_card_takes_it(story: Story, words: str) -> None:
    offered(story)
    story.forward(minutes=2)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by == 501


@pytest.mark.parametrize("words", GOING)
def test_going_some_time_after_it_is_asked_in_private(story: Story, words: str) -> None:
    """马上去 took it and 马上到 was silent."""
    offered(story)
    story.forward(minutes=8)
    before = story.texts(WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert (story.states(), story.texts(WORKERS)) == (["open"], before)
    story.xiaoyan.presses("接单", story.xiaoyan.who.id, card="你能去吗")
    assert story.ticket().claimed_by == 501


@pytest.mark.parametrize("words", GOING)
def test_who_has_one_and_goes_is_not_asked_about_another(story: Story, words: str) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.chen.says("接单 2", WORKERS)
    story.person(15, "2-1-101 周姐").says("2号楼下水道堵了")
    story.xiaoyan.says("接单 3", WORKERS)
    before = story.texts(WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert story.texts(WORKERS) == before


@pytest.mark.parametrize(
    ("words", "claimed"),
    [("在外面 半小时后到", 501), ("堵车，马上到", 501), ("今天休息", None), ("在开会 去不了", None)],
)
def test_under_a_card_that_waits(story: Story, words: str, claimed: int | None) -> None:
    """They were notes, and nobody was asked instead."""
    card = offered(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert story.ticket().claimed_by == claimed
    if claimed is None:
        assert any("你能帮忙去一下吗" in text for text in story.yali.hears())


def test_what_a_colleague_has_is_taken_over_by_their_yes(story: Story) -> None:
    taken(story)
    story.yali.says("1号单给我吧", WORKERS)
    assert story.ticket().claimed_by == 501
    story.yali.presses("高亚丽", WORKERS, card="换你接手")
    assert story.ticket().claimed_by == 502


def lamp_and_heating(story: Story) -> int:
    """Both one worker's; the message of the heating's card."""
    taken(story)
    story.zhao.says("1号楼1单元暖气不热")
    story.xiaoyan.says("接单 2", WORKERS)
    return story.card(WORKERS, "2号单　").id


@pytest.mark.parametrize("where", ["private", "group", "card"])
def test_a_result_that_is_plainly_of_another_ticket_is_asked_back(story: Story, where: str) -> None:
    """2号单 灯泡换了 ended the heating."""
    card = lamp_and_heating(story)
    chat = story.xiaoyan.who.id if where == "private" else WORKERS
    words = "灯泡换了" if where == "card" else "2号单 灯泡换了"
    story.xiaoyan.says(words, chat, reply_to=card if where == "card" else None)
    assert story.states() == ["claimed", "claimed"]
    story.xiaoyan.presses("1 楼道灯", chat, card="哪一件")
    assert story.states() == ["resolved", "claimed"]


def test_it_may_be_meant_so_after_all(story: Story) -> None:
    lamp_and_heating(story)
    story.xiaoyan.writes("2号单 灯泡换了")
    story.xiaoyan.presses("2 供暖不热", story.xiaoyan.who.id, card="哪一件")
    assert story.ticket(2).submitted_by == 501 and story.ticket(2).done == "灯泡换了"


@pytest.mark.parametrize("words", ["阀门换了", "暖气热了", "换了水管", "处理完毕，放了气"])
def test_what_may_be_its_own_result_is_not_asked_about(story: Story, words: str) -> None:
    lamp_and_heating(story)
    story.xiaoyan.writes(f"2号单 {words}")
    assert story.ticket(2).submitted_by == 501


@pytest.mark.parametrize("words", ["好的 再去一趟", "我再去一趟"])
@pytest.mark.parametrize("private", [False, True])
def test_going_once_more_reopens_nothing(story: Story, words: str, private: bool) -> None:
    card = taken(story)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.xiaoyan.says(words, 501 if private else WORKERS, reply_to=None if private else card)
    assert story.states() == ["resolved"]


@pytest.mark.parametrize("words", ["好的", "好的 我知道了", "收到", "哪些超期了", "明天到期的有哪些", "OK"])
@pytest.mark.parametrize("reply", [False, True])
def test_nods_and_questions_of_staff_among_residents_are_no_notes(story: Story, words: str, reply: bool) -> None:
    story.all_staff()
    told = story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    for person in (story.xiaoyan, story.chen):
        person.says(words, RESIDENTS, reply_to=told if reply else None)
    assert (story.ticket().news, story.states()) == ("", ["claimed"])


@pytest.mark.parametrize("words", ["换好了", "3号楼的灯换好了", "灯泡换了 亮了"])
def test_a_result_told_to_residents_is_offered_in_private(story: Story, words: str) -> None:
    story.all_staff()
    told = story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words, RESIDENTS, reply_to=told)
    assert story.states() == ["claimed"]
    story.xiaoyan.presses("办结", story.xiaoyan.who.id, card="办好了吗")
    assert story.states() == ["resolved"]
    assert story.ticket().done


@pytest.mark.parametrize("words", ["明天物业来", "马上过去看", "好了吗"])
def test_what_is_no_result_offers_none(story: Story, words: str) -> None:
    story.all_staff()
    told = story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words, RESIDENTS, reply_to=told)
    assert not any("办好了吗" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("fixed, new bulb", "resolved"),
        ("I'm here", "on_site"),
        ("running late, 20 min", "claimed"),
        ("not fixed yet, parts come tomorrow", "claimed"),
        ("done", "claimed"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_the_same_in_english(open_story: Callable[..., Story], words: str, state: str, private: bool) -> None:
    story = open_story("", "en")
    story.all_staff()
    story.wang.says("The corridor light in building 3 unit 2 is out")
    story.xiaoyan.says("/claim 1", WORKERS)
    card = next(m.id for m in story.seen(WORKERS) if "No. 1" in m.text or "1 ·" in m.text or "Ticket 1" in m.text)
    story.xiaoyan.says(words, 501 if private else WORKERS, reply_to=None if private else card)
    assert story.states() == [state]
    if words == "done":
        assert "What was done" in story.last(501 if private else WORKERS).text
