"""Stories of 入户: a list worked off by several workers, no household twice, what is left for who asked."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.enclosures import Enclosures
from models.door import DoorCampaign, DoorHome
from models.outbox import Outbox
from tests.bot.test_enclosures import cells
from tests.handlers.story import RESIDENTS, Person, Story, on_both

DOORS = ["3-1-101", "3-1-102", "3-2-501", "5-1-101"]
ASKS = "入户 3号楼 5号楼：燃气安检，周五18点前"
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3", "5", "7"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Iterator[Story]:
    """Two workers of one grid, who both walk it."""
    begun = open_story(TOWN)
    begun.all_staff()
    begun.chen.writes("花名册 " + " ".join(DOORS))
    yield begun


def presses(who: Person, word: str, card: str = "") -> str:
    return who.presses(word, who.who.id, card)


def sent(story: Story, text: str = ASKS) -> None:
    """Both workers have their list, and both turn to building 3."""
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    presses(story.yali, "3号楼 3户")


def settles(who: Person, door: str, word: str) -> str:
    presses(who, door)
    return presses(who, word, door)


def left(story: Story) -> str:
    story.forward(seconds=6)
    return story.chen.sees("入户：燃气安检").text


@on_both
def test_a_list_is_worked_off_by_two_and_nobody_is_left_out(story: Story) -> None:
    story.chen.writes(ASKS)
    shown = story.chen.sees("入户：燃气安检")
    assert "4户：3号楼3户、5号楼1户" in shown.text and "交给高晓燕、高亚丽，18:00结束" in shown.text
    assert presses(story.chen, "发送") == "开始了。"
    assert "还剩4/4户" in left(story) and "5号楼　还剩1/1户" in left(story)
    listed = story.xiaoyan.sees("燃气安检　3号楼　还剩3户")
    assert listed.labels == ["3-1-101", "3-1-102", "3-2-501", "→ 5号楼 1户"]
    assert story.yali.sees("燃气安检　5号楼").labels == ["5-1-101", "→ 3号楼 3户"]
    presses(story.yali, "3号楼 3户")
    presses(story.xiaoyan, "3-1-101")
    assert story.xiaoyan.sees("3-1-101　燃气安检").labels == ["电话", "见到", "没人", "拒绝", "代办", "放回"]
    assert presses(story.yali, "3-1-101") == "3-1-101　高晓燕在去，换一户吧。"
    assert story.yali.sees("3号楼　还剩").labels == ["3-1-102", "3-2-501", "→ 5号楼 1户"]
    assert presses(story.xiaoyan, "见到") == "3-1-101　见到"
    assert settles(story.yali, "3-1-102", "拒绝") == "3-1-102　拒绝"
    assert settles(story.yali, "3-2-501", "没人") == "3-2-501　没人，12:12再去"
    presses(story.xiaoyan, "5号楼 1户")
    assert settles(story.xiaoyan, "5-1-101", "代办") == "5-1-101　代办"
    assert "还剩1/4户" in left(story) and "（1户没人）" in left(story)
    assert "12:12再来" in story.yali.sees("3号楼　还剩1户").text
    story.until(20, 12, 13)
    assert "刚才没人的，可以再去了" in story.yali.hears()[-1]
    assert settles(story.yali, "3-2-501", "电话") == "3-2-501　电话"
    assert "一户没漏" in story.yali.hears()[-1]
    story.forward(seconds=6)
    assert story.chen.hears()[-1] == "入户“燃气安检”走完了，4户一户不漏。"
    assert "走完了，4户一户不漏" in left(story)
    assert story.standing(RESIDENTS) == []


def test_a_door_that_was_taken_comes_free_after_a_while(story: Story) -> None:
    sent(story)
    presses(story.xiaoyan, "3-1-101")
    assert "高晓燕在去" in presses(story.yali, "3-1-101")
    story.forward(minutes=31)
    story.yali.writes("入户 见到 3-1-101 换了软管")
    assert story.yali.hears()[-1] == "3-1-101　见到"
    assert presses(story.xiaoyan, "见到") == "3-1-101　08:43高亚丽已经去过了（见到），换一户吧。"
    assert presses(story.xiaoyan, "3-1-102") == ""
    presses(story.xiaoyan, "放回")
    assert settles(story.yali, "3-1-102", "见到") == "3-1-102　见到"


@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("没人 3-2-501 里面有人喊疼", "unconscious"),
        ("见到 3-2-501 老人躺在地上叫不醒", "unconscious"),
        ("见到 3-2-501 屋里有煤气味", "gas"),
    ],
)
def test_what_is_found_behind_a_door_may_be_danger(story: Story, words: str, danger: str) -> None:
    sent(story)
    story.xiaoyan.writes(f"入户 {words}")
    ticket = story.ticket()
    assert (ticket.service_class, ticket.danger, ticket.building, ticket.room) == ("P0", danger, "3", "501")
    assert story.chen.sees("紧急：1号单") and story.standing(RESIDENTS) == []


@pytest.mark.parametrize(
    "words", ["没人 3-2-501", "没人 3-2-501 里面没动静", "见到 3-2-501 换了软管", "拒绝 3-2-501 骂人"]
)
def test_what_else_is_found_behind_a_door_is_a_note(story: Story, words: str) -> None:
    sent(story)
    story.xiaoyan.writes(f"入户 {words}")
    assert story.tickets() == []


def test_nobody_at_home_in_the_evening_is_tried_the_next_morning(story: Story) -> None:
    sent(story, ASKS.replace("周五18点前", "周日18点前"))
    story.until(20, 17)
    assert settles(story.xiaoyan, "3-1-101", "没人") == "3-1-101　没人，11月21日09:00再去"
    story.until(21, 9, 1)
    assert "刚才没人的" in story.xiaoyan.hears()[-1]
    assert story.xiaoyan.sees("刚才没人的").labels[0] == "3-1-101"


def test_time_is_up_and_the_list_says_what_was_left(story: Story) -> None:
    sent(story)
    settles(story.xiaoyan, "3-1-101", "见到")
    story.xiaoyan.writes("入户 见到 3-1-101 换了软管")
    story.until(20, 18, 1)
    assert "入户“燃气安检”到时间了，4户里还剩3户没走到。" in story.chen.hears()[-1]
    assert presses(story.yali, "3-1-102") == "这一轮已经结束了。"
    with story.database.transaction() as session:
        file = [r.payload["encloses"] for r in session.exec(select(Outbox)) if "encloses" in r.payload][-1]
    sheet = cells(Enclosures(story.database, story.resources).made(file).content)
    assert "换了软管" in sheet and "高晓燕" in sheet and "没去" in sheet
    story.now += timedelta(days=91)
    story.sweep()
    with story.database.transaction() as session:
        assert session.exec(select(DoorHome)).all() == []


def test_those_who_have_not_answered_are_visited_and_what_they_say_counts(story: Story) -> None:
    story.chen.writes("接龙 3号楼：体检几人参加，周五10点截止")
    presses(story.chen, "发送")
    story.sweep()
    story.wang.presses("2")
    story.until(20, 10, 1)
    presses(story.chen, "去敲门")
    assert "2户：3号楼2户" in story.chen.sees("入户：体检几人参加").text
    presses(story.chen, "发送")
    assert story.xiaoyan.sees("体检几人参加　3号楼").labels == ["3-1-101", "3-1-102"]
    assert settles(story.xiaoyan, "3-1-101", "见到") == "3-1-101　见到"
    assert story.xiaoyan.sees("怎么答的").labels == ["0", "1", "2", "3", "4+", "没答"]
    assert presses(story.xiaoyan, "1") == "3-1-101　见到，答的记上了"
    assert story.xiaoyan.sees("还剩1户").labels == ["3-1-102"]
    story.yali.writes("入户 电话 3-1-102 6人，有两位老人")
    assert story.yali.hears()[-1] == "3-1-102　电话，答的记上了"
    story.forward(seconds=6)
    assert "已截止，答了3/3户：参加9人" in story.chen.sees("号接龙　体检").text


def go_round(story: Story) -> None:
    """The doors of a roll call that has just been sent are knocked at."""
    story.chen.writes("接龙 3号楼：体检几人参加，周五18点截止")
    presses(story.chen, "发送")
    story.sweep()
    presses(story.chen, "去敲门")
    presses(story.chen, "发送")


@on_both
def test_who_answers_by_itself_is_taken_off_the_round_and_whoever_goes_there_knows(story: Story) -> None:
    go_round(story)
    presses(story.xiaoyan, "3-2-501")
    story.wang.presses("2")
    assert story.xiaoyan.hears()[-1] == "3-2-501　刚刚答了，不用去了：体检几人参加。"
    assert presses(story.xiaoyan, "见到", "3-2-501") == "3-2-501　08:12已经答了，不用去了。"
    assert story.xiaoyan.sees("还剩2户").labels == ["3-1-101", "3-1-102"]
    assert presses(story.yali, "3-2-501") == "3-2-501　08:12已经答了，不用去了。"
    settles(story.yali, "3-1-101", "没人")
    story.person(21, "3-1-101 老周").presses("1")
    story.chen.writes("代答 3-1-102 3人")
    story.forward(seconds=6)
    assert "入户“体检几人参加”走完了，3户一户不漏。" in story.chen.hears()
    story.until(20, 12, 30)
    assert not any("刚才没人的" in text for text in story.yali.hears())


def test_a_roll_call_that_is_taken_back_ends_its_round(story: Story) -> None:
    go_round(story)
    story.chen.writes("接龙 撤回 1")
    story.forward(seconds=6)
    assert story.yali.hears()[-1] == "入户“体检几人参加”不用走了：那条接龙撤回了。"
    assert presses(story.xiaoyan, "3-2-501") == "这一轮已经结束了。"
    assert "结束了，还剩3户" in story.chen.sees("入户：体检几人参加").text


FAULTS = (
    ("入户", "写上去哪几栋、为什么事"),
    ("入户 3号楼：", "入户做什么没有写"),
    ("入户 9号楼：燃气安检", "不知道“9号楼”是哪里"),
    ("入户 7号楼：燃气安检", "7号楼还没有花名册"),
    ("入户 3号楼：燃气安检，昨天18点前", "截止时间已经过了，没有开始。"),
    ("入户 网格员：燃气安检", "入户要写去哪里，不写找谁。"),
    ("入户 见到 3-1-999", "没有等着去的3-1-999。"),
    ("入户 见到", "写上门牌"),
    ("入户 列表", "现在没有入户的事。"),
)


def test_what_cannot_be_walked_is_said_and_nobody_is_sent(story: Story) -> None:
    for text, words in FAULTS:
        story.chen.writes(text)
        assert words in story.chen.hears()[-1], text
    with story.database.transaction() as session:
        assert session.exec(select(DoorCampaign)).all() == []


def test_residents_and_the_group_see_no_door(story: Story) -> None:
    sent(story)
    story.wang.says("入户 见到 3-1-101")
    story.wang.starts()
    story.wang.presses_data("1|door_take|0|1", 1, story.wang.who.id)
    with story.database.transaction() as session:
        assert {home.state for home in session.exec(select(DoorHome))} == {"waiting"}
    assert story.standing(RESIDENTS) == []


def test_a_list_that_waits_is_sent_or_given_up_by_a_word(story: Story) -> None:
    story.chen.writes("入户 发送")
    assert story.chen.hears()[-1] == "没有等着发的入户。先写“入户 3号楼：燃气安检”。"
    for words in (ASKS, "入户 不发", ASKS, "入户 发送"):
        story.chen.writes(words)
    assert "开始了。" in story.chen.hears()
    with story.database.transaction() as session:
        assert [row.state for row in session.exec(select(DoorCampaign).order_by(col(DoorCampaign.id)))] == [
            "dropped",
            "running",
        ]
    assert "→ 3号楼 3户" in story.yali.sees("燃气安检").labels
    story.yali.writes("入户 发送 2")
    assert story.yali.hears()[-1].startswith("没有等着发的入户")


@pytest.mark.parametrize(
    ("words", "answer"),
    [("3-2-501没人", "3-2-501　没人"), ("3号楼1单元101 见到了", "3-1-101　见到"), ("3-1-102不开门", "3-1-102　拒绝")],
)
def test_what_became_of_a_door_is_told_in_own_words(story: Story, words: str, answer: str) -> None:
    sent(story)
    story.xiaoyan.writes(words)
    assert story.xiaoyan.hears()[-1].startswith(answer)


def test_a_door_on_no_list_is_none(story: Story) -> None:
    sent(story)
    story.xiaoyan.writes("3-2-601没人")
    assert not story.xiaoyan.hears()[-1].startswith("3-2-601")
