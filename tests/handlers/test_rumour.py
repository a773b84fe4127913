"""Stories of what is told around: silence in the group, one line to those who can check, in nobody's name."""

from datetime import timedelta

from rules.parsing import Reading
from tests.handlers.story import RESIDENTS, WORKERS, Story

TALE = "听3-2-501王阿姨说隔壁小区有人偷小孩，电话13800138000，大家转发"


def hears(story: Story, kind: str) -> None:
    story.sweep()
    story.resources.read = lambda text, context: Reading(kind, (), 0.9)


def test_a_rumour_is_shown_to_staff_without_names_and_met_with_silence(story: Story) -> None:
    hears(story, "rumour")
    said = story.wang.says(TALE)
    # Of the tale nothing is said; of the telephone in it that it is better taken back.
    (asked,) = story.standing(RESIDENTS)
    assert "电话号码" in asked
    assert (story.reaction(said), story.tickets()) == ("", [])
    text = story.last(WORKERS).text
    assert text.startswith("群里有这样的说法，请核实：\n“")
    assert text.endswith("第一网格居民群")
    assert not any(word in text for word in ("王阿姨", "501", "13800138000"))


def test_one_an_hour_and_group(story: Story) -> None:
    hears(story, "rumour")
    for _ in range(5):
        story.wang.says(TALE)
    assert sum("请核实" in text for text in story.texts(WORKERS)) == 1
    story.forward(hours=1)
    story.li.says(TALE)
    assert sum("请核实" in text for text in story.texts(WORKERS)) == 2


def test_what_was_told_around_while_the_desk_was_away_is_shown_to_nobody(story: Story) -> None:
    hears(story, "rumour")
    story.lag = timedelta(hours=3)
    story.wang.says(TALE)
    assert story.seen(WORKERS) == []


def test_a_quarrel_is_shown_to_nobody(story: Story) -> None:
    hears(story, "quarrel")
    story.wang.says("你家才没素质，天天吵")
    assert (story.standing(RESIDENTS), story.seen(WORKERS), story.tickets()) == ([], [], [])
