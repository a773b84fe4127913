"""Stories of digests that are asked for: of a day, a week, a month, of one grid; by whom, and what is no digest."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import LIFT, OFFICIALS, RESIDENTS, TOWN, WORKERS, Story
from tests.handlers.test_digest import digests
from tests.handlers.test_digest_awaited import LEADER


@pytest.mark.parametrize("words", ["日报", "今天怎么样", "今天情况怎么样？", "今日日报"])
@pytest.mark.parametrize("private", [True, False])
def test_an_official_asks_how_the_day_is_and_misses_none_that_is_due(story: Story, words: str, private: bool) -> None:
    story.all_staff()
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    chat = story.chen.who.id if private else WORKERS
    story.chen.says(words, chat)
    assert digests(story, chat)[-1].startswith("达濠社区　周五\n没有超期的。")
    assert "新报1，办结0。" in digests(story, chat)[-1]
    story.until(20, 17, 31)
    assert len(digests(story, WORKERS)) == (1 if private else 2)


def test_an_official_asks_how_the_week_is(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.wu.writes("这周情况")
    assert digests(story, story.wu.who.id)[-1].startswith("光明街道　本周\n")
    assert "新报1，办结0。" in digests(story, story.wu.who.id)[-1]
    story.wu.says("周报", OFFICIALS)
    assert digests(story, OFFICIALS)[-1].startswith("光明街道　本周\n")
    before = len(digests(story, OFFICIALS))
    story.until(23, 8, 31)
    assert digests(story, OFFICIALS)[before].startswith("光明街道　上周\n")


def test_where_nothing_was_that_is_said(story: Story) -> None:
    story.all_staff()
    story.chen.writes("日报")
    assert story.chen.hears()[-1] == "达濠社区最近没有单，没有可报的。"


@pytest.mark.parametrize("words", ["日报", "今天怎么样", "今天天气怎么样"])
def test_it_is_for_who_leads_a_place(story: Story, words: str) -> None:
    story.all_staff()
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    story.chen.says(words, OFFICIALS)
    story.chen.says(words, RESIDENTS)
    story.chen.says("今天天气怎么样", WORKERS)
    assert [digests(story, chat) for chat in (WORKERS, OFFICIALS, RESIDENTS)] == [[], [], []]


def two_days(story: Story) -> None:
    """One ticket on Friday in the first grid, another on Saturday in the second."""
    story.all_staff()
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.until(21, 9)
    story.yali.says("代报 6号楼垃圾桶满了", WORKERS)


@pytest.mark.parametrize(
    ("words", "first", "told"),
    [
        ("昨天怎么样", "达濠社区　周五", "新报1，办结0。"),
        ("这周最多的是什么", "达濠社区　本周", "事多：垃圾满溢2"),
        ("第二网格怎么样", "第二网格　周六", "新报1，办结0。"),
        ("第2网格这礼拜咋样", "第二网格　本周", "新报1，办结0。"),
        ("第一网格昨天怎么样", "第一网格　周五", "新报1，办结0。"),
        ("达濠社区怎么样", "达濠社区　周六", "新报1（昨天1"),
    ],
)
def test_an_official_asks_of_another_day_or_of_one_grid(story: Story, words: str, first: str, told: str) -> None:
    two_days(story)
    story.chen.writes(words)
    (text,) = [text for text in story.chen.hears() if text.startswith(f"{first}\n")]
    assert told in text


@pytest.mark.parametrize(
    ("words", "first"),
    [("上周情况", "光明街道　上周"), ("上周最多的是什么", "光明街道　上周"), ("月报", "光明街道　10月")],
)
def test_an_official_asks_of_the_week_or_month_that_is_over(story: Story, words: str, first: str) -> None:
    two_days(story)
    story.until(24, 9)
    story.wu.writes(words)
    text = digests(story, story.wu.who.id)[-1]
    assert text.startswith(f"{first}\n")
    assert ("新报2" in text) is ("上周" in first)


def test_of_one_grid_a_secretary_reads_nothing_that_only_the_street_sees(story: Story) -> None:
    two_days(story)
    story.will_read(Request("other.service_complaint", "P2", "3"))
    story.wang.writes("网格员态度太差")
    story.chen.writes("第一网格怎么样")
    (text,) = [text for text in story.chen.hears() if text.startswith("第一网格　周六\n")]
    assert "新报0（昨天1" in text
    story.wu.writes("第一网格怎么样")
    (text,) = [text for text in story.wu.hears() if text.startswith("第一网格　周六\n")]
    assert "新报0（昨天1" in text


def test_what_may_still_be_taken_in_time_is_not_told_as_late(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.chen.writes("第一网格怎么样")
    (text,) = [text for text in story.chen.hears() if "请您定：" in text]
    assert "1号单　电梯故障 3号楼2单元　08:27前要有人接" in text


@pytest.mark.parametrize(
    "words", ["第九网格怎么样", "网格怎么样", "3号楼今天怎么样", "今天几个人来开会", "今天几件快递", "怎么样", "情况"]
)
def test_what_is_asked_of_something_else_is_no_digest(story: Story, words: str) -> None:
    two_days(story)
    story.chen.writes(words)
    assert not any("新报" in text for text in story.chen.hears())


@pytest.mark.parametrize(
    "words", ["我管的网格怎么样", "这周办得怎么样", "五句话说说这周", "帮我出个周报", "第一网格怎么样"]
)
def test_a_grid_leader_asks_how_their_own_grid_stands(open_story: Callable[..., Story], words: str) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8") + LEADER)
    leader = story.staff(505, "孙组长")
    story.wang.says(LIFT)
    leader.writes(words)
    assert any(told.startswith("第一网格") for told in leader.hears()[-2:])
