"""Stories of neighbours who write as they speak, in traditional signs, and who only ask."""

import pytest

from tests.handlers.story import RESIDENTS, Story


@pytest.fixture
def story(story: Story) -> Story:
    """王阿姨's water is yellow."""
    story.all_staff()
    story.wang.says("自来水黄焦焦的 咋个吃嘛")
    return story


@pytest.mark.parametrize(
    "words", ["我屋企都系啊", "我都系啊", "阿拉屋里厢也是", "我們家的水也是黃的 請問什麼時候會好", "我家也是"]
)
def test_that_it_is_so_at_home_too_counts(story: Story, words: str) -> None:
    story.person(21, "3-1-301 老周").says(words)
    assert story.ticket().households == 2 and len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["烧开了能喝不", "这水能洗衣服吗"])
def test_who_only_asks_is_no_household_with_it(story: Story, words: str) -> None:
    story.person(21, "1-1-202 老周").says(words)
    assert story.ticket().households == 1 and len(story.tickets()) == 1
    assert "2户" not in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["都几个小时了", "这都两天了", "怎么回事啊到现在", "有莫得人管哦"])
def test_that_it_takes_long_urges(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.ticket().urged == 1


@pytest.mark.parametrize("words", ["處理得怎麼樣了", "修得如何了"])
def test_how_far_it_is_is_asked(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.says(words)
    assert "编号1" in story.wang.hears()[-1]
