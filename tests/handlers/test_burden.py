"""Stories of the guard against formalism: how much the desk may say to one worker, and that it owns up to it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from models.broadcast import Broadcast
from models.burden import BurdenDay
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, SHANGHAI, WORKERS, Person, Story, on_both


def days(story: Story) -> list[BurdenDay]:
    with story.database.transaction() as session:
        found = list(session.exec(select(BurdenDay).order_by(col(BurdenDay.day))))
        session.expunge_all()
    return found


def reports(story: Story) -> list[str]:
    return [text for text in story.texts(OFFICIALS) if "小格自己打扰了" in text]


def allow(story: Story, daily: int) -> None:
    ladder = story.resources.policies.ladder
    budget = replace(ladder.budget, worker_daily=daily)
    story.resources.policies = replace(story.resources.policies, ladder=replace(ladder, budget=budget))


@on_both
def test_a_day_is_counted_once_without_a_name(story: Story) -> None:
    story.all_staff()
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.until(21, 0, 29)
    assert days(story) == []
    story.until(21, 0, 31)
    for _ in range(3):
        story.sweep()
    (day,) = [d for d in days(story) if d.day.day == 20]
    said = [m for user in (501, 502, 601, 701) for m in story.seen(user)]
    assert day.workers == 4
    assert 0 < day.messages <= len(said)
    assert day.after_hours == 0
    assert set(BurdenDay.model_fields) == {
        "day", "street_id", "workers", "messages", "after_hours", "over", "pings", "repeated"
    }  # fmt: skip


def test_the_street_reads_on_the_first_what_the_desk_has_cost(story: Story) -> None:
    story.all_staff()
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.until(21, 1)
    story.now = datetime(2026, 12, 1, 8, 41, tzinfo=SHANGHAI)
    for _ in range(3):
        story.sweep()
    (text,) = reports(story)
    assert text.startswith("光明街道11月：小格自己打扰了大家多少")
    assert "没有给人排名" in text
    assert not any(name in text for name in ("高晓燕", "高亚丽", "陈书记"))


def test_where_nobody_can_be_told_anything_there_is_nothing_to_report(story: Story) -> None:
    story.now = datetime(2026, 12, 1, 8, 41, tzinfo=SHANGHAI)
    story.sweep()
    assert reports(story) == []


def test_days_that_were_missed_are_counted_while_they_can_be(story: Story) -> None:
    story.all_staff()
    story.sweep()
    assert days(story) == []
    story.now += timedelta(days=3)
    story.until(24, 1)
    assert [d.day.day for d in days(story)] == [20, 21, 22, 23]


@pytest.mark.parametrize(("daily", "told"), [(1, False), (20, True)])
def test_what_may_wait_waits_when_the_day_has_brought_enough(story: Story, daily: int, told: bool) -> None:
    story.all_staff()
    allow(story, daily)
    story.person(46, "6-1-301 老李").says("6号楼垃圾桶满了", OTHERS)
    story.forward(hours=1, minutes=5)
    before = len(story.yali.hears())
    story.person(47, "5-1-301 老周").says("5号楼楼道灯不亮", OTHERS)
    story.forward(hours=3)
    assert (len(story.yali.hears()) > before) is told
    story.until(21, 9)
    assert len(story.yali.hears()) > before


def test_life_and_urgent_matters_never_wait(story: Story) -> None:
    story.all_staff()
    allow(story, 1)
    story.person(46, "6-1-301 老李").says("6号楼垃圾桶满了", OTHERS)
    story.forward(hours=1, minutes=5)
    before = len(story.yali.hears())
    story.person(47, "5-1-301 老周").says("5号楼1单元电梯坏了", OTHERS)
    story.forward(hours=1)
    assert len(story.yali.hears()) > before
    assert story.texts(WORKERS)


CALL = "集合 明天10点 达濠社区居委会：1名网格员"


def spend(story: Story, user: int) -> None:
    """Somebody's day has brought what a day may bring."""
    allow(story, 1)
    story.call(lambda desk: desk.say(user, "", text="巡查表收到了"))


def calls(story: Story, who: Person) -> None:
    who.writes(CALL)
    who.presses("发出", who.who.id)
    story.sweep()


def test_a_call_out_waits_for_the_next_summary_and_others_are_asked(story: Story) -> None:
    story.all_staff()
    spend(story, 501)
    calls(story, story.chen)
    assert story.xiaoyan.hears()[-1] == "巡查表收到了"
    assert any("达濠社区居委会" in words for words in story.yali.hears())
    story.until(21, 9)
    assert "达濠社区居委会" in story.xiaoyan.hears()[-1]
    assert story.xiaoyan.presses("来", 501).startswith("记下了")
    assert sum("达濠社区居委会" in words for words in story.xiaoyan.hears()) == 1


def test_visits_of_a_day_that_has_brought_enough_are_told_the_next_as_they_are_then(story: Story) -> None:
    """今天有1户该探访 of Saturday was read on Sunday, above Sunday's list."""
    story.all_staff()
    story.xiaoyan.writes("加探访 王奶奶 3-2-501 独居 每周 本人同意 到2027-11-20")
    story.until(21, 7, 45)
    spend(story, 501)
    story.until(21, 8, 30)
    assert story.xiaoyan.hears()[-1] == "巡查表收到了"
    story.until(22, 9)
    assert not any("今天有1户该探访" in text for text in story.xiaoyan.hears())
    assert len([text for text in story.xiaoyan.hears() if text.startswith("今天该探访1户")]) == 1


# rings of a group ---------------------------------------------------------------------------------------------------


def told(story: Story, who: Person, words: str, head: str = "第一网格") -> str:
    """Somebody sends a notice; returns its preview."""
    who.writes(f"广播 {head}：{words}")
    preview = who.sees("号通知，这样发").text
    who.presses("发送", who.who.id)
    story.sweep()
    return preview


def sounds(story: Story) -> list[bool]:
    return [not message.silent for message in story.seen(RESIDENTS) if not message.pinned]


@on_both
def test_a_group_is_rung_so_often_a_day_and_what_comes_after_makes_no_sound(story: Story) -> None:
    story.all_staff()
    story.sweep()
    most = story.resources.policies.ladder.budget.group_pings
    previews = [told(story, story.chen, f"{word}栋前的桂花开了") for word in "甲乙丙丁"[: most + 1]]
    assert sounds(story) == [True] * most + [False]
    assert ["到那里不响" in preview for preview in previews] == [False] * most + [True]
    story.until(21, 9)
    assert "到那里不响" not in told(story, story.chen, "戊栋前的桂花也开了")
    assert sounds(story)[-1]
    story.until(22, 1)
    assert [d.pings for d in days(story) if d.day.day in (20, 21)] == [most, 1]


def test_a_red_alert_rings_whatever_the_number(story: Story) -> None:
    story.all_staff()
    for word in "甲乙丙丁":
        told(story, story.chen, f"{word}栋前的桂花开了")
    preview = told(story, story.chen, "今天9:00到明天6:00 别出门", "天气预警 红色 第一网格")
    assert "到那里不响" not in preview
    assert sounds(story)[-1]


def test_a_call_to_everybody_is_left_out(story: Story) -> None:
    story.all_staff()
    assert "“@所有人”去掉了" in told(story, story.chen, "@所有人 明天义诊")
    assert story.standing(RESIDENTS) == ["明天义诊\n达濠社区"]


# asks of the same fact ----------------------------------------------------------------------------------------------


@on_both
def test_the_same_households_are_not_asked_the_same_again(story: Story) -> None:
    story.all_staff()
    told(story, story.chen, "请各户回复家里几口人，要签收")
    story.wang.presses("收到")
    story.forward(days=2)
    told(story, story.wu, "统计一下，几口人", "第一网格")
    held = story.wu.sees("已经问过这些住户同样的事")
    assert held.text.startswith("陈书记11月20日已经问过这些住户同样的事（通知1，1户回了），先没发。")
    assert held.labels == ["还要问", "不发"]
    assert len(story.standing(RESIDENTS)) == 1
    story.wu.presses("还要问", story.wu.who.id)
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 2
    story.until(23, 1)
    assert sum(d.repeated for d in days(story)) == 1


@pytest.mark.parametrize(
    ("head", "words", "later"),
    [("第二网格", "统计一下，几口人", 2), ("第一网格", "明天停水", 2), ("第一网格", "统计一下，几口人", 31)],
)
def test_other_people_other_facts_and_old_answers_are_asked(story: Story, head: str, words: str, later: int) -> None:
    story.all_staff()
    told(story, story.chen, "请各户回复家里几口人")
    story.now += timedelta(days=later)
    told(story, story.wu, words, head)
    assert not any("已经问过" in text for text in story.wu.hears())


def test_what_was_recalled_was_not_asked(story: Story) -> None:
    story.all_staff()
    told(story, story.chen, "请各户回复家里几口人")
    story.chen.writes("广播 撤回")
    story.sweep()
    told(story, story.chen, "请回复家里有几口人")
    assert not any("已经问过" in text for text in story.chen.hears())


def test_what_recurs_is_held_when_it_is_made_and_not_each_time(story: Story) -> None:
    story.all_staff()
    told(story, story.chen, "请各户回复家里几口人")
    before = len(story.standing(RESIDENTS))
    story.chen.writes("广播 每天 17:00 达濠社区：请回复家里有几口人")
    assert story.chen.hears()[-1].startswith("您11月20日已经问过这些住户同样的事（通知1），1号定时先停着。")
    story.until(20, 17, 1)
    assert len(story.standing(RESIDENTS)) == before
    story.chen.presses("还要问", story.chen.who.id)
    assert "1号定时：每天 17:00　下次：周六" in story.chen.hears()[-1]
    story.until(22, 17, 1)
    assert len(story.standing(RESIDENTS)) == before + 2
    assert sum("已经问过" in words for words in story.chen.hears()) == 1


def test_who_is_held_may_give_it_up_in_words_too(story: Story) -> None:
    story.all_staff()
    told(story, story.chen, "请各户回复家里几口人")
    told(story, story.chen, "请回复家里有几口人")
    story.chen.writes("广播 不发")
    with story.database.transaction() as session:
        assert session.get_one(Broadcast, 2).state == "discarded"
    told(story, story.chen, "请回复家里有几口人")
    story.chen.writes("广播 还要问")
    with story.database.transaction() as session:
        assert session.get_one(Broadcast, 3).state == "sending"
