"""Stories of the guard against formalism: how much the desk may say to one worker, and that it owns up to it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from models.burden import BurdenDay
from tests.handlers.story import OFFICIALS, OTHERS, SHANGHAI, WORKERS, Story, on_both


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
    assert {column.name for column in BurdenDay.__table__.columns} == {
        "day", "street_id", "workers", "messages", "after_hours", "over"
    }  # fmt: skip


@on_both
def test_the_street_reads_on_the_first_what_the_desk_has_cost(story: Story) -> None:
    story.all_staff()
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.until(21, 1)
    story.now = datetime(2026, 12, 1, 8, 41, tzinfo=SHANGHAI)
    for _ in range(3):
        story.sweep()
    (text,) = reports(story)
    assert text.startswith("光明街道　11月　小格自己打扰了大家多少")
    assert "没有@所有人，没有给人排名" in text
    assert not any(name in text for name in ("高晓燕", "高亚丽", "陈书记"))


def test_where_nobody_can_be_told_anything_there_is_nothing_to_report(story: Story) -> None:
    story.now = datetime(2026, 12, 1, 8, 41, tzinfo=SHANGHAI)
    story.sweep()
    assert reports(story) == []


def test_days_that_were_missed_are_counted_while_they_can_be(story: Story) -> None:
    story.all_staff()
    story.sweep()
    story.now += timedelta(days=3)
    story.until(24, 1)
    assert [d.day.day for d in days(story)][-4:] == [20, 21, 22, 23]


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
