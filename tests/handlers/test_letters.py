"""Stories of residents who write as to a mayor's mailbox, and of what is only announced in such words."""

import pytest

from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("关于3号楼2单元电梯停运一周无人维修的投诉", "电梯"),
        ("强烈要求整治3号楼楼下烧烤店油烟扰民问题", "油烟"),
        ("翠湖小区物业乱收费，服务不到位，何时能管", "物业服务"),
    ],
)
def test_a_formal_complaint_is_a_ticket_in_the_group_and_in_private(story: Story, words: str, told: str) -> None:
    story.wang.says(words)
    assert told in story.last(RESIDENTS).text
    assert f"“{words}”" in story.card(WORKERS, "1号单　").text
    story.li.starts()
    story.li.writes(words)
    assert any(text.startswith(("记下了", "这件有人")) for text in story.li.hears())


@pytest.mark.parametrize("words", ["关于某街道工作人员态度恶劣、推诿扯皮的投诉"])
def test_a_complaint_of_an_office_is_nobody_elses_business(story: Story, words: str) -> None:
    story.wang.says(words)
    assert not any(words in text for text in story.texts(RESIDENTS))
    assert any(words in text for text in story.texts(OFFICIALS))


@pytest.mark.parametrize(
    "words",
    [
        "关于3号楼2单元电梯停运检修的公告",
        "关于停水的通知",
        "转发区供电公司关于周六停电的公告，请相互转告",
        "教育局公布收费标准",
        "关于群租房整治的通告，限期十五日内自行整改",
        "您好，您反映的路灯不亮问题已收悉，现转城管局处理",
        "某市一工地负责人因欠薪被判刑",
    ],
)
def test_what_is_announced_or_answered_in_formal_words_is_met_with_silence(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == []
