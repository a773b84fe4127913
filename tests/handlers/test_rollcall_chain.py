"""Stories of a group's own 接龙: heard, offered once, made into a list that follows it, and nothing for the group."""

import pytest
from sqlmodel import select

from models.rollcall import ChainText, RollCallAnswer
from tests.handlers.story import RESIDENTS, Person, Story

pytestmark = pytest.mark.all_staff
FIRST = "#接龙\n周六体检几人参加\n例：楼-房号 人数\n1. 3-502 2人"
SECOND = f"{FIRST}\n2. 3栋2单元601 张 3"
THIRD = f"{SECOND}\n3、1-1-202 老赵1人😊"


def grow(story: Story, *texts: str) -> int:
    people: list[Person] = [story.wang, story.li, story.zhao]
    return [people[n % 3].says(text) for n, text in enumerate(texts)][-1]


def kept(story: Story) -> dict[str, int]:
    with story.database.transaction() as session:
        return {row.household: row.value for row in session.exec(select(RollCallAnswer))}


def test_a_chain_is_offered_once_in_private_and_made_into_a_list_that_follows(story: Story) -> None:
    grow(story, FIRST, SECOND)
    assert not any("在接龙" in words for words in story.xiaoyan.hears())
    grow(story, THIRD)
    assert "第一网格居民群里在接龙“周六体检几人参加”，有3户了" in story.xiaoyan.hears()[-1]
    grow(story, f"{THIRD}\n4 2-1-101 两个")
    assert sum("在接龙" in words for words in story.xiaoyan.hears()) == 1
    assert story.xiaoyan.presses("收成名单", story.xiaoyan.who.id) == "收好了，名单在私聊里。"
    assert kept(story) == {"3-502": 2, "3-2-601": 3, "1-1-202": 1, "2-1-101": 2}
    assert "收成了1号：4户，参加8人。" in story.xiaoyan.hears()[-1]
    grow(story, f"{THIRD}\n4 2-1-101 两个\n5. 3-2-501 不去\n6. 王阿姨\n7. 9-101 2人")
    told = story.xiaoyan.sees("收成了1号").text
    assert kept(story)["3-2-501"] == 0 and "5户，参加8人" in told
    assert "6. 王阿姨" in told and "9-101 2人" in told and "看不懂的" in told
    assert story.standing(RESIDENTS) == [] and story.tickets() == []


def test_a_line_that_somebody_went_on_without_is_told(story: Story) -> None:
    grow(story, THIRD, f"{SECOND}\n3. 3-1-302 1人")
    message = story.gateway.chat(RESIDENTS).visible[-1].id
    word = story.xiaoyan.says("收成名单", reply_to=message)
    assert story.reaction(word) == "👌"
    assert "前面有、最新一条里没有，问一声：\n1-1-202 老赵1人😊" in story.xiaoyan.hears()[-1]
    assert kept(story) == {"3-502": 2, "3-2-601": 3, "3-1-302": 1}
    assert story.standing(RESIDENTS) == []


def test_it_can_be_read_into_a_roll_call_that_is_open(story: Story) -> None:
    story.chen.writes("接龙 第一网格：周六体检几人参加，周五18点截止")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    story.zhao.presses("4+")
    grow(story, THIRD)
    story.xiaoyan.says("收成名单 1")
    story.forward(seconds=6)
    assert kept(story) == {"3-502": 2, "3-2-601": 3, "1-1-202": 1}
    assert "已答3户：参加6人" in story.standing(RESIDENTS)[-1]


def test_a_text_forwarded_in_private_is_offered_and_collected(story: Story) -> None:
    worker = story.xiaoyan
    worker.writes(SECOND)
    assert worker.hears()[-1] == "这是接龙“周六体检几人参加”，读到2户。要收成名单吗？"
    assert worker.presses("收成名单", worker.who.id) == "收好了，名单在私聊里。"
    assert "转来的接龙“周六体检几人参加”收成了1号：2户，参加5人。" in worker.hears()[-1]
    worker.writes(THIRD)
    assert kept(story) == {"3-502": 2, "3-2-601": 3, "1-1-202": 1}
    assert "3户，参加6人" in worker.sees("收成了1号").text
    story.wang.starts()
    story.wang.writes(FIRST)
    assert not any("名单" in words for words in story.wang.hears())
    assert story.tickets() == [] and story.standing(RESIDENTS) == []


def test_a_forwarded_text_is_read_into_a_roll_call_that_is_open(story: Story) -> None:
    story.chen.writes("接龙 第一网格：周六体检几人参加，周五18点截止")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    story.xiaoyan.writes(THIRD)
    message = story.gateway.chat(story.xiaoyan.who.id).visible[-2].id
    story.xiaoyan.writes("收成名单 1", reply_to=message)
    assert kept(story) == {"3-502": 2, "3-2-601": 3, "1-1-202": 1}
    story.yali.writes(THIRD)
    story.yali.writes("收成名单 1")
    assert story.yali.hears()[-1] == "没有您能看的1号接龙。"


def test_residents_and_strangers_get_no_list(story: Story) -> None:
    message = grow(story, THIRD)
    word = story.wang.says("收成名单", reply_to=message)
    assert story.reaction(word) == "" and kept(story) == {}
    story.xiaoyan.says("收成名单", chat=-1005)
    assert "群里这一天没有接龙，没有收。" in story.xiaoyan.hears()[-1]


def test_a_list_of_troubles_is_a_report_and_danger_always(story: Story) -> None:
    story.wang.says("1. 3-502 厨房漏水\n2. 3-602 卫生间漏水")
    assert len(story.tickets()) >= 1
    before = len(story.tickets())
    story.li.says("#接龙\n1. 3-502 2人\n2. 3-602 家里着火了快来人")
    assert len(story.tickets()) == before + 1


def test_talk_is_forgotten_with_its_chain(story: Story) -> None:
    grow(story, THIRD)
    story.forward(hours=26)
    with story.database.transaction() as session:
        assert session.exec(select(ChainText)).all() == []
