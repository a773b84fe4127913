"""Stories of what a group says is mended, heard by whoever has the ticket, and ended with one press."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book, on_both
from tests.handlers.test_news import LIFT, taken


def asked_to_close(story: Story) -> list[str]:
    return [text for text in story.xiaoyan.hears() if "核实好了就点“办结”" in text]


@pytest.mark.parametrize("words", ["动了动了 要得", "能坐了，谢谢小高", "师傅来过了,换了个门机,好了,多谢", "好使了 👍"])
def test_whoever_has_it_is_told_once_that_its_reporter_says_it_is_over(story: Story, words: str) -> None:
    taken(story)
    story.wang.says(words)
    assert story.states() == ["claimed"]
    assert asked_to_close(story) == [f"1号单（电梯故障，3号楼2单元），报事人说好了：“{words}”。核实好了就点“办结”。"]
    story.wang.says("真的好了")
    assert len(asked_to_close(story)) == 1


@on_both
def test_what_somebody_in_the_group_has_mended_is_ended_with_one_press(story: Story) -> None:
    taken(story)
    story.person(31, "工程部老邢").says("3号楼2单元电梯换好门机了，两台都正常")
    assert asked_to_close(story) == [
        "1号单（电梯故障，3号楼2单元），群里有人说好了：“3号楼2单元电梯换好门机了，两台都正常”。核实好了就点“办结”。"
    ]
    story.forward(hours=2)
    assert not any("还没看到动静" in text for text in story.xiaoyan.hears())
    assert story.states() == ["claimed"]
    story.xiaoyan.presses("办结", 501)
    assert story.states() == ["resolved"]
    assert story.ticket().done == "居民说已经好了"


@pytest.mark.parametrize(
    "words",
    [
        *("3号楼2单元电梯应该修好了", "3号楼2单元电梯明天修", "1号楼电梯修好了", "电梯修好了吗", "好了好了 不说了"),
        *("饭做好了", "我手机修好了", "我家电动车修好了", "打扫干净了", "换了", "3号楼2单元电梯修好了才怪"),
        *("要是电梯修好了就好了", "电梯修好了我请客", "去年修好了电梯", "隔壁小区电梯修好了", "电梯修好了告诉我一声"),
    ],
)
def test_what_is_not_surely_mended_there_asks_nobody(story: Story, words: str) -> None:
    taken(story)
    story.person(31, "工程部老邢").says(words)
    assert asked_to_close(story) == []


def test_what_nobody_has_taken_and_somebody_mended_is_ended_or_taken_with_one_press(story: Story) -> None:
    """The words spoke of a button that was not there."""
    story.all_staff()
    story.wang.says(LIFT)
    story.person(31, "工程部老邢").says("3号楼2单元电梯换好门机了")
    assert len(asked_to_close(story)) == 1
    assert story.last(501).labels == ["办结", "接单"]
    story.xiaoyan.presses("办结", 501)
    assert story.states() == ["resolved"]


def test_a_colleague_who_says_so_is_no_resident(story: Story) -> None:
    taken(story)
    story.yali.says("3号楼2单元电梯换好门机了")
    story.xiaoyan.presses("办结", 501)
    assert story.ticket().done == "同事说已经好了"


def test_who_is_of_neither_household_is_counted_as_none(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.li.presses("我家也是", RESIDENTS)
    story.person(31, "工程部老邢").says("3号楼2单元电梯换好门机了")
    assert "群里有人说好了" in story.xiaoyan.hears()[-1]
    story.wang.says("电梯好了")
    assert "两户里有一户说好了" in story.xiaoyan.hears()[-1]


def test_under_its_card_it_need_not_be_named(story: Story) -> None:
    taken(story)
    neighbour, card = story.person(31, "工程部老邢"), story.card(RESIDENTS, "编号1").id
    for words in ("修好了才怪", "修好了我请客", "换了"):
        neighbour.says(words, reply_to=card)
    assert len(asked_to_close(story)) == 1
    assert "“换了”" in asked_to_close(story)[0]


def test_what_waits_to_be_seen_to_is_seen_to_with_the_same_buttons(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.person(31, "工程部老邢").says("3号楼2单元电梯修好了")
    assert "群里有人说好了" in story.last(601).text
    assert story.last(601).labels == ["办结", "没解决", "接单"]


def test_who_was_hurried_a_moment_ago_still_hears_that_it_is_not_over(story: Story) -> None:
    taken(story)
    story.wang.says("怎么还没人来修")
    story.forward(minutes=5)
    story.person(31, "工程部老邢").says("3号楼2单元电梯换好门机了")
    story.wang.says("哪里好了 怎么还没修好")
    assert "居民说还没解决：“哪里好了 怎么还没修好”" in story.xiaoyan.hears()[-1]


def test_who_says_that_it_goes_on_is_believed_before_who_said_it_was_over(story: Story) -> None:
    taken(story)
    story.person(31, "工程部老邢").says("3号楼2单元电梯换好门机了")
    story.wang.says("还是不动啊")
    assert any("居民说还没解决：“还是不动啊”" in text for text in story.xiaoyan.hears())
    story.wang.says("怎么还没人来修")
    assert sum("居民" in text for text in story.xiaoyan.hears()) == 2
    story.xiaoyan.presses("办结", 501)
    assert story.states() == ["claimed"]
    assert "1号单办了什么？" in story.last(501).text


def test_of_a_danger_it_is_told_what_was_found_though_its_reporter_says_it_is_over(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元有煤气味")
    story.xiaoyan.says("接单 1", WORKERS)
    story.wang.says("没味了 没事了")
    story.xiaoyan.presses("办结", 501)
    assert (story.states(), story.ticket().done) == (["claimed"], "")
    assert "1号单办了什么？" in story.last(501).text
