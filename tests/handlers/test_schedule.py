"""Stories of what recurs: listed, paused, changed, tried out; each moment once, through absences and moved clocks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LINE = "定时 每周一 8:30 工作群：请报本周情况"
TEXT = "请报本周情况\n达濠社区"


def told(story: Story) -> list[str]:
    return [text for text in story.texts(WORKERS) if text.startswith("请报")]


@on_both
def test_it_is_sent_each_time_and_once(story: Story) -> None:
    story.chen.writes(LINE)
    assert story.chen.hears()[-1] == "1号定时：每周一 08:30　下次：周一 11月23日08:30\n\n工作群：请报本周情况"
    story.until(23, 8, 29)
    assert told(story) == []
    story.until(23, 8, 31)
    assert told(story) == [TEXT]
    story.sweep()
    story.until(29, 23)
    assert told(story) == [TEXT]
    story.until(30, 9)
    assert told(story) == [TEXT, TEXT]


def test_a_notice_with_a_rule_is_the_same(story: Story) -> None:
    story.chen.writes("广播 每天 17:00 达濠社区：关好门窗")
    story.until(20, 17, 1)
    assert story.standing(RESIDENTS) == ["关好门窗\n达濠社区"]


def test_it_is_listed_paused_resumed_changed_tried_and_ended(story: Story) -> None:
    story.chen.writes(LINE)
    story.chen.writes("定时")
    shown = story.chen.hears()[-1]
    assert shown.startswith("1号　每周一 08:30　下次：周一 11月23日08:30　工作群：请报本周情况")
    assert "社区日报 每天 17:30；街道周报 每周一 08:30" in shown
    story.chen.writes("定时 试 1")
    assert story.chen.hears()[-1].endswith(TEXT)
    assert told(story) == []
    story.chen.writes("定时 停 1")
    assert "停着" in story.chen.hears()[-1]
    story.until(23, 9)
    assert told(story) == []
    story.chen.writes("定时 开 1")
    story.chen.writes("定时 改 1 每天 10:00")
    assert "1号定时：每天 10:00　下次：周一 10:00" in story.chen.hears()[-1]
    story.chen.writes("定时 改 1 工作群：请报今天情况")
    story.until(23, 10, 1)
    assert told(story) == ["请报今天情况\n达濠社区"]
    story.chen.writes("定时 删 1")
    story.until(25, 12)
    assert len(told(story)) == 1


def test_what_was_missed_by_too_long_an_absence_is_left_out_and_its_maker_told(story: Story) -> None:
    story.chen.writes(LINE)
    story.until(22, 23)
    story.now += timedelta(hours=14)
    story.sweep()
    assert told(story) == []
    assert any(
        words == "1号定时（每周一 08:30）08:30这次没有发：小格那时不在，过了时候。" for words in story.chen.hears()
    )
    story.until(30, 9)
    assert told(story) == [TEXT]


def test_a_short_absence_only_delays_it(story: Story) -> None:
    story.chen.writes(LINE)
    story.until(23, 8)
    story.now += timedelta(hours=1)
    story.sweep()
    assert told(story) == [TEXT]


def test_a_clock_that_is_put_back_sends_nothing_twice(story: Story) -> None:
    story.chen.writes(LINE)
    story.until(23, 8, 31)
    story.now -= timedelta(minutes=10)
    story.sweep()
    story.forward(minutes=20)
    assert told(story) == [TEXT]


def test_in_the_night_it_waits_for_the_morning(story: Story) -> None:
    story.chen.writes("定时 每天 22:00 工作群：请报今天情况")
    story.until(21, 7, 29)
    assert told(story) == []
    story.until(21, 7, 31)
    assert len(told(story)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("定时 每周 8:00 工作群：x", "写上多久一次"),
        ("定时 每天 8:00 火星小区：x", "不知道“火星小区”"),
        ("定时 每天 8:00 会议 工作群：x", "内容没写全"),
        ("定时 停 9", "没有9号定时"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(story: Story, text: str, words: str) -> None:
    story.chen.writes(text)
    assert words in story.chen.hears()[-1]
    assert story.dump()["schedule"] == []


def test_new_words_go_to_the_same_people_and_an_hour_that_is_none_is_no_words(story: Story) -> None:
    story.chen.writes("定时 每周一 8:30 工作群：请报本周情况")
    story.chen.writes("定时 改 1 请报周表")
    assert story.chen.hears()[-1].endswith("工作群：请报周表")
    story.chen.writes("定时 改 1 每天26点")
    assert story.chen.hears()[-1] == "没有“26点”这个钟点，写“每周一 8:30”这样，没有改动。"
    story.until(23, 8, 31)
    assert story.standing(RESIDENTS) == []
    assert "请报周表" in story.texts(WORKERS)[-1]


def test_what_residents_read_is_set_by_who_speaks_for_them(story: Story) -> None:
    story.xiaoyan.writes("定时 每天 17:00 3号楼：关好门窗")
    assert story.xiaoyan.hears()[-1] == "定时发给居民的，要社区书记来定。"
    assert story.dump()["schedule"] == []


def test_others_do_not_touch_it(story: Story) -> None:
    story.chen.writes(LINE)
    story.xiaoyan.writes("定时 停 1")
    assert "没有1号定时" in story.xiaoyan.hears()[-1]
    story.admin.writes("定时 停 1")
    story.until(23, 9)
    assert told(story) == []


def test_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    story.chen.commands("/schedule every Mon 8:30 workers: please report")
    assert story.chen.hears()[-1] == "Schedule 1: every Mon 08:30; next: Mon 23 Nov 08:30\n\nworkers: please report"


def test_an_hour_in_words_is_read_and_one_that_is_none_told(story: Story) -> None:
    story.all_staff()
    story.chen.writes("定时 每周一 下午三点 工作群：请报本周情况")
    assert "15:00" in story.chen.hears()[-1]
    story.chen.writes("定时 每周一 25:00 工作群：请报本周情况")
    assert story.chen.hears()[-1] == "没有“25:00”这个钟点，写“每周一 8:30”这样，没有改动。"
    story.chen.writes("定时 每周一 工作群：25:00开会")
    assert "写上多久一次" in story.chen.hears()[-1]
