"""Stories of what is said of work that is done and waits to be seen to."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book


def to_be_seen(story: Story, words: str = "3号楼2单元电梯停了", private: bool = False) -> None:
    by_the_book(story).all_staff()
    if private:
        story.wang.starts()
        story.wang.writes(words)
    else:
        story.wang.says(words)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("到场", WORKERS)
    story.xiaoyan.says("办结 1 修好了，门机皮带换了", WORKERS)
    story.forward(minutes=5)
    assert story.ticket().submitted_by == story.xiaoyan.who.id


@pytest.mark.parametrize("words", ["还是不动", "3号楼2单元电梯还是停着", "还没修好呢", "哪里修好了"])
@pytest.mark.parametrize("replies", [False, True])
def test_what_its_reporter_denies_goes_back_before_anybody_says_that_it_is_done(
    story: Story, words: str, replies: bool
) -> None:
    to_be_seen(story)
    story.wang.says(words, reply_to=story.last(RESIDENTS).id if replies else None)
    ticket = story.ticket()
    assert (ticket.state, ticket.claimed_by, ticket.submitted_by) == ("claimed", story.xiaoyan.who.id, None)
    told = f"1号单居民说还没解决：“{words}”。请再看一下。"
    assert told in story.xiaoyan.hears()
    assert told in story.chen.hears()
    story.forward(minutes=61)
    assert not any("等核实" in text for text in story.wu.hears())


def test_a_supply_that_is_still_off_goes_back_too(story: Story) -> None:
    to_be_seen(story, "3号楼停电了")
    story.wang.says("3号楼2单元还没电")
    assert story.states() == ["claimed"]
    assert "1号单居民说还没解决：“3号楼2单元还没电”。请再看一下。" in story.chen.hears()


def test_in_private_it_goes_back_as_well(story: Story) -> None:
    to_be_seen(story, private=True)
    story.wang.writes("还是不动")
    assert story.states() == ["claimed"]
    assert story.wang.hears()[-1] == "好的，编号1接着办，有进展告诉您。"


@pytest.mark.parametrize("words", ["1号楼电梯还没修好", "楼道灯又不亮了"])
def test_in_private_other_trouble_is_other_trouble(story: Story, words: str) -> None:
    to_be_seen(story, private=True)
    story.wang.writes(words)
    assert story.ticket().submitted_by == story.xiaoyan.who.id


@pytest.mark.parametrize("words", ["能坐了 谢谢", "修好了吗", "辛苦了"])
def test_what_denies_nothing_leaves_it_to_be_seen_to(story: Story, words: str) -> None:
    to_be_seen(story)
    story.wang.says(words)
    assert story.ticket().submitted_by == story.xiaoyan.who.id


def test_what_a_neighbour_says_of_it_is_told_and_decides_nothing(story: Story) -> None:
    to_be_seen(story)
    story.li.says("还是不动啊")
    assert story.ticket().submitted_by == story.xiaoyan.who.id
    assert "1号单居民说还没解决：“还是不动啊”。请再看一下。" in story.chen.hears()


@pytest.mark.parametrize("words", ["能坐了 谢谢啊", "好了，谢谢小高"])
def test_who_says_that_it_works_while_it_is_to_be_seen_to_is_heard(story: Story, words: str) -> None:
    to_be_seen(story)
    story.wang.says(words)
    assert any(f"报事人说好了：“{words}”" in text for text in story.chen.hears())
