"""The rates of a story's tickets, each figure with what it is a share of."""

from datetime import timedelta

import pytest

from handlers.rates import share, spread, table
from models.rates import cases, pings
from rules.rates import Case, Ratio, Spread, grouped, rates_of
from tests.handlers.story import WORKERS, Story, on_both

LIFT = "3号楼2单元电梯坏了，停在5楼"
LIGHT = "1号楼1单元楼道灯不亮了"


def counted(story: Story) -> list[Case]:
    with story.database.transaction() as session:
        return list(cases(session, story.resources.directory))


@on_both
def test_a_ticket_from_its_report_to_its_rating(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.says("我家也是")
    story.forward(minutes=4)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=6)
    story.xiaoyan.says("办结 1 换了门电机，试过能用", WORKERS)
    story.wang.presses("解决了")
    story.wang.presses("基本满意")
    case = counted(story)[0]
    assert (case.answer, case.rating, case.reporters, case.grid) == ("solved", "mostly", 2, "gm-dh-1")
    assert case.claimed and case.claimed - case.created == timedelta(minutes=4)
    assert case.acked is not None and case.acked >= case.created
    rates = rates_of([case], story.now)
    assert (rates.resolution, rates.satisfaction, rates.rated) == (Ratio(1, 1), Ratio(1, 1), Ratio(1, 1))
    assert rates.duplicate == Ratio(1, 2)


def test_what_is_left_out_is_counted(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.presses("撤回")
    story.zhao.says(LIGHT)
    rates = rates_of(counted(story), story.now)
    assert (rates.tickets, rates.excluded["withdrawn"]) == (1, 1)


def test_one_table_a_matter_in_the_order_of_their_names(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.says(LIGHT)
    groups = grouped(counted(story), "matter", story.now)
    lines = list(table(groups, {}, story.resources.texts))
    heads = [line for line in lines if line.startswith("==")]
    assert [head.split()[1] for head in heads] == ["property_repair.corridor_light", "property_repair.elevator_fault"]
    assert sum("不计入" in line for line in lines) == len(heads)


def test_what_staff_were_told_in_private_is_counted(story: Story) -> None:
    assert story.xiaoyan
    with story.database.transaction() as session:
        before = len(pings(session, story.resources.directory))
    story.wang.says(LIFT)
    story.forward(minutes=20)
    with story.database.transaction() as session:
        told = pings(session, story.resources.directory)
    assert len(told) > before
    assert [ping.at for ping in told] == sorted(ping.at for ping in told)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (share(Ratio(40, 43)), "93.0%  40/43"),
        (share(Ratio(0, 0)), "-  0/0"),
        (spread(Spread(0, None, None)), "-  0"),
        (spread(Spread(3, timedelta(minutes=12), timedelta(hours=26))), "0:12:00 / 26:00:00  3"),
    ],
)
def test_how_figures_are_written(told: str, words: str) -> None:
    assert told == words
