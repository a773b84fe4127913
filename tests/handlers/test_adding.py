"""Stories of what one adds in private in a few words to what one has just told, whatever else they may be read as."""

import pytest

from tests.handlers.story import WORKERS, Story, by_the_book


def quarrelled(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家楼上漏水 找过他三次了 他不认")


@pytest.mark.parametrize(
    "words", ["我害怕", "你们来评评理", "3号楼2单元501 楼上601", "阳光花园3号楼2单元501 楼上701", "以后能不能加个微信"]
)
def test_a_few_words_that_name_nothing_are_more_of_what_was_just_told(story: Story, words: str) -> None:
    """我害怕 was a lift out of order, 你们来评评理 a quarrel about a parking place."""
    quarrelled(story)
    story.wang.writes(words)
    assert len(story.tickets()) == 1
    assert words in story.ticket().news
    assert story.wang.hears()[-1] == "加到编号1里了。"


@pytest.mark.parametrize("words", ["楼道灯也不亮", "门禁坏了", "2单元电梯停了", "垃圾没人收", "暖气不热"])
def test_what_is_plainly_asked_for_is_a_thing_of_its_own(story: Story, words: str) -> None:
    quarrelled(story)
    story.wang.writes(words)
    assert len(story.tickets()) == 2


def test_whom_one_quarrels_with_is_none_of_the_staff_before_anybody_has_come(story: Story) -> None:
    """他刚才上来骂我了 went to the street as a complaint of the grid worker."""
    quarrelled(story)
    story.wang.writes("他刚才上来骂我了")
    assert (len(story.tickets()), story.ticket().sealed) == (1, False)
    assert "他刚才上来骂我了" in story.last(WORKERS).text


def test_who_came_and_was_rude_is_complained_of(story: Story) -> None:
    quarrelled(story)
    story.xiaoyan.says("到场 1", WORKERS)
    story.wang.writes("他刚才上来骂我了")
    assert story.tickets()[-1].sealed


def test_who_came_is_complained_of_once_it_waits_to_be_seen_to(story: Story) -> None:
    """Whoever had come had it no longer, and read 他刚才上来骂我了 on the card."""
    by_the_book(story)
    quarrelled(story)
    story.xiaoyan.says("办结 1 劝过了", WORKERS)
    story.wang.writes("他刚才上来骂我了")
    assert story.tickets()[-1].sealed


def test_who_fears_whom_they_told_of_complains_of_nobody(story: Story) -> None:
    """别说是我说的 他会打我的 of the noise upstairs went to the street as a complaint of the grid worker."""
    story.wang.starts()
    story.wang.writes("楼上装修太吵 3号楼2单元601")
    story.wang.writes("别说是我说的 他会打我的")
    assert [each.sealed for each in story.tickets()] == [False]
    assert "他会打我的" in story.last(WORKERS).text


def test_the_grid_worker_is_complained_of_by_name_whoever_came(story: Story) -> None:
    quarrelled(story)
    story.wang.writes("网格员上次还骂我")
    assert story.tickets()[-1].sealed


def test_danger_in_a_few_words_is_heard(story: Story) -> None:
    quarrelled(story)
    story.wang.writes("他拿刀上来了")
    assert story.tickets()[-1].service_class == "P0"
