"""Stories of call-outs as their time comes: reminders, who does not come, the night, and what is old."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.handlers.story import Story
from tests.handlers.test_callout import DOCTOR, NIGHT, TOWN, asked, begun, called, card, says, who


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """Two communities with six grid workers and two doctors, all reachable."""
    return begun(open_story(TOWN))


# before the start and after it --------------------------------------------------------------------------------------


def test_reminders_arrivals_and_those_who_do_not_come(story: Story) -> None:
    called(story, "2名网格员")
    first, second, third = asked(story)[:3]
    says(story, "来", first, second, third)
    story.until(21, 6, 1)
    assert story.last(first).text == "还有60分钟：07:00　朝阳社区采样点。"
    assert who(story, first).presses("来不了", first, "还有60分钟") == "知道了，请别人去，没关系。"
    story.until(21, 6, 51)
    assert story.last(second).text == "还有10分钟：07:00　朝阳社区采样点，到了点一下。"
    assert story.last(second).labels == ["到了", "来不了"]
    assert says(story, "到了", second) == ["知道你到了，辛苦。"]
    fourth = next(user for user in asked(story) if user not in (first, second, third))
    says(story, "来", fourth)
    story.until(21, 7, 16)
    assert story.last(601).text == f"集合1到点没到：{name(story, third)}。网格员差1名，已在请别人。"
    assert story.last(fourth).text.startswith("有人没到，还缺人，你还能来吗？")
    says(story, "来", fourth)
    assert says(story, "到了", fourth) == ["知道你到了，辛苦。"]
    assert says(story, "到了", third) == ["谢谢你赶来，位置已经请别人顶上了。"]
    story.until(21, 9, 1)
    assert card(story).split("\n")[0] == "集合1　07:00　朝阳社区采样点　结束了"
    assert "网格员2/2" in card(story)
    assert "到了2" in card(story)
    assert story.card(601, "集合1　").labels == []


def name(story: Story, user: int) -> str:
    return story.resources.directory.officers[user].name


def test_it_is_too_early_to_be_there(story: Story) -> None:
    called(story, "1名医生")
    says(story, "来", DOCTOR)
    who(story, DOCTOR).writes("到了")
    assert story.last(DOCTOR).text == "还早，11月21日07:00集合，到时再点。"


def test_who_calls_hears_who_is_missing_before_it_hurts(story: Story) -> None:
    called(story, text="集合 今天16:12 朝阳社区河堤：2名网格员 1名医生")
    says(story, "来", DOCTOR, 501)
    story.forward(hours=3, minutes=59)
    assert not any("还差" in text for text in story.chen.hears())
    story.forward(minutes=2)
    assert story.last(601).text == "集合1还差网格员1名（3人没回）：16:12　朝阳社区河堤。"
    story.until(20, 15, 13)
    assert sum("还差" in text for text in story.chen.hears()) == 2
    says(story, "来", 502)
    assert "集合1人齐了" in story.last(601).text


# at night -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def night(open_story: Callable[..., Story]) -> Story:
    """Half past ten at night, with a rota."""
    story = begun(open_story(TOWN + NIGHT))
    story.until(20, 22, 30)
    return story


def test_at_night_who_is_on_duty_is_rung_whatever_the_day_has_brought(night: Story) -> None:
    ladder = night.resources.policies.ladder
    budget = replace(ladder.budget, worker_daily=1)
    night.resources.policies = replace(night.resources.policies, ladder=replace(ladder, budget=budget))
    night.call(lambda desk: desk.say(502, "", text="巡查表收到了"))
    called(night, text="集合 今晚23点 朝阳社区河堤：1名网格员")
    assert asked(night) == [502]


def test_at_night_only_those_on_night_duty_are_rung(night: Story) -> None:
    story = night
    story.chen.writes("集合 今晚23点 朝阳社区河堤：1名网格员")
    assert "现在是免打扰时间，只叫值夜班的1人。" in story.chen.sees("这样叫").text
    story.chen.presses("发出", 601)
    assert asked(story) == [502]
    story.until(21, 12)
    assert asked(story) == [502]


def test_the_others_see_it_in_the_morning_if_there_is_time(night: Story) -> None:
    story = night
    story.chen.writes("集合 明早10点 朝阳社区河堤：2名网格员")
    assert "只叫值夜班的1人，其余明天07:30再叫。" in story.chen.sees("这样叫").text.replace("11月21日", "明天")
    story.chen.presses("发出", 601)
    assert asked(story) == [502]
    story.until(21, 7, 29)
    assert asked(story) == [502]
    assert not any("还差" in text for text in story.chen.hears())
    story.until(21, 7, 31)
    assert len(asked(story)) == 4


def test_where_nobody_is_on_night_duty_that_is_said(story: Story) -> None:
    story.until(20, 22, 30)
    story.chen.writes("集合 今晚23点 朝阳社区河堤：1名网格员")
    assert "值夜班的里没有网格员" in story.last(601).text
    assert story.dump()["callout_person"] == []


def test_what_is_old_is_erased(story: Story) -> None:
    called(story, "1名医生")
    story.now += story.resources.policies.callout.kept + timedelta(days=1)
    story.sweep()
    story.now += timedelta(hours=1)
    story.sweep()
    kept = story.dump()
    assert [kept[name] for name in ("callout", "callout_seat", "callout_person", "callout_event")] == [[]] * 4
