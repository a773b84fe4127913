"""Two compounds of one grid that both have a building 3: a ticket is of one of them, and its cards say of which."""

import pytest

from models.ticket import Ticket
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, on_both

SUNNY, HAPPY = "阳光花园", "幸福里"


def told(story: Story) -> list[tuple[str, str, int]]:
    return [(ticket.compound, ticket.building, ticket.households) for ticket in story.tickets()]


@on_both
@pytest.mark.parametrize(
    ("first", "then", "compounds"),
    [
        (("王阿姨", "幸福里3号楼电梯坏了"), ("李叔", "阳光花园3号楼电梯坏了"), [HAPPY, SUNNY]),
        (("幸福里3-2-501 王阿姨", "电梯坏了"), ("阳光花园3-2-402 李叔", "电梯坏了"), [HAPPY, SUNNY]),
        (("幸福里3-2-501 王阿姨", "我们这电梯坏了"), ("李叔", "阳光花园3号楼2单元电梯坏了"), [HAPPY, SUNNY]),
        (("幸福里3-2-501 王阿姨", "电梯坏了"), ("幸福里3-2-402 李叔", "电梯坏了"), [HAPPY]),
        (("王阿姨", "幸福里小区3号楼电梯坏了"), ("李叔", "幸福里3号楼电梯坏了"), [HAPPY]),
        (("王阿姨", "3号楼电梯坏了"), ("李叔", "幸福里3号楼电梯坏了"), [""]),
        (("王阿姨", "幸福里3号楼电梯坏了"), ("李叔", "3号楼电梯坏了"), [HAPPY]),
        # Only one of them has such a building.
        (("王阿姨", "1号楼电梯坏了"), ("李叔", "阳光花园1号楼电梯坏了"), [SUNNY]),
        (("幸福里3-2-501 王阿姨", "1号楼电梯坏了"), ("李叔", "1号楼电梯坏了"), [SUNNY]),
        (("王阿姨", "幸福里门口路灯不亮"), ("李叔", "阳光花园门口路灯不亮"), [HAPPY, SUNNY]),
    ],
)
def test_the_same_trouble_in_the_other_compound_is_another_ticket(
    town: Story, first: tuple[str, str], then: tuple[str, str], compounds: list[str]
) -> None:
    for number, (name, words) in enumerate((first, then), 31):
        town.person(number, name).says(words)
        town.forward(minutes=1)
    assert [ticket.compound for ticket in town.tickets()] == compounds


def test_two_fires_in_houses_of_one_number_ring_twice(town: Story) -> None:
    town.person(31, "王阿姨").says("幸福里3号楼着火了")
    town.person(32, "李叔").says("阳光花园3号楼着火了，快来人")
    assert [ticket.compound for ticket in town.tickets()] == [HAPPY, SUNNY]
    assert all(ticket.service_class == "P0" for ticket in town.tickets())


def test_every_card_says_which_it_is(town: Story) -> None:
    town.person(31, "幸福里3-2-501 王阿姨").says("电梯坏了")
    assert "幸福里3号楼2单元" in town.last(RESIDENTS).text
    assert "幸福里3号楼2单元" in town.card(WORKERS, "1号单　").text
    town.until(20, 17, 31)
    town.wu.writes("日报")
    assert "电梯故障 幸福里3号楼2单元" in "".join(town.wu.hears()[-2:])
    town.person(32, "王阿姨").says("2号楼电梯坏了")
    assert "幸福里2号楼" in town.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["地点 1 阳光花园3号楼2单元", "地点 1 阳光花园3号楼"])
def test_who_puts_the_place_right_names_the_compound(town: Story, words: str) -> None:
    town.person(31, "幸福里3-2-501 王阿姨").says("电梯坏了")
    town.xiaoyan.says(words, WORKERS)
    assert told(town) == [(SUNNY, "3", 1)]
    assert town.ticket().spot == ""
    town.xiaoyan.says("地点 1 2号楼", WORKERS)
    assert told(town) == [(HAPPY, "2", 1)]


def test_who_saw_it_too_may_live_in_the_other_compound(town: Story) -> None:
    """我也看到了 with any reason opened a second lamp where whoever saw it lives."""
    town.person(31, "幸福里3-402 林嫂").says("幸福里3号楼门口路灯三天不亮了 晚上接孩子黑漆漆的")
    seen = town.person(32, "阳光花园3-2-302 阿强")
    seen.says("我也看到了，天天摸黑走")
    seen.says("晚上下班摸黑走")
    assert told(town) == [(HAPPY, "3", 2)]


def test_my_home_too_from_the_other_compound_is_no_home_of_this_lift(town: Story) -> None:
    town.person(31, "幸福里3-2-501 王阿姨").says("电梯坏了")
    town.person(32, "阳光花园3-2-402 李叔").presses("我家也是")
    assert told(town) == [(HAPPY, "3", 1)]
    town.person(33, "幸福里3-2-402 赵姐").presses("我家也是")
    assert told(town) == [(HAPPY, "3", 2)]
    town.person(32, "阳光花园3-2-402 李叔").says("我家也是")
    assert told(town) == [(HAPPY, "3", 2), (SUNNY, "3", 1)]


def test_staff_ask_for_one_compound(town: Story) -> None:
    for number, name in ((31, "幸福里3-2-501 王阿姨"), (32, "阳光花园3-2-402 李叔")):
        town.person(number, name).says("电梯坏了")
    town.chen.writes("阳光花园电梯修得怎么样了")
    assert "阳光花园3号楼" in town.chen.hears()[-1]
    assert "幸福里3号楼" not in town.chen.hears()[-1]
    town.chen.writes("幸福里有几个电梯坏了")
    assert "1件" in town.chen.hears()[-1]


def test_an_outage_of_both_names_each_house(town: Story) -> None:
    for number, name in enumerate(("幸福里3-2-501 王", "阳光花园3-2-501 李", "幸福里2-1-101 赵"), 31):
        town.person(number, f"{name}阿姨").says("停电了")
    assert "幸福里2号楼1、幸福里3号楼1、阳光花园3号楼1，共3户" in town.last(OFFICIALS).text


def test_what_outlasts_its_plan_in_one_does_not_stand_for_the_other(town: Story) -> None:
    town.xiaoyan.says("公告 停水 幸福里3号楼、阳光花园3号楼 8:00-12:00 计划停水", WORKERS)
    town.until(20, 12, 40)
    town.person(31, "幸福里3-2-501 王阿姨").says("怎么还没来水")
    town.person(32, "阳光花园3-2-402 李叔").says("怎么还没来水")
    town.person(33, "阳光花园3-2-302 赵姐").says("我家也没水")
    assert told(town) == [(HAPPY, "3", 1), (SUNNY, "3", 2)]


def test_trouble_that_comes_back_follows_that_of_its_own_compound(town: Story) -> None:
    def ends(ticket: Ticket) -> None:
        town.xiaoyan.says(f"接单 {ticket.number}", WORKERS)
        town.xiaoyan.says(f"办结 {ticket.number} 换了门电机", WORKERS)

    town.person(31, "幸福里3-2-501 王阿姨").says("电梯坏了")
    ends(town.ticket())
    town.forward(hours=3)
    town.person(32, "阳光花园3-2-402 李叔").says("电梯坏了")
    town.person(33, "幸福里3-2-402 赵姐").says("电梯坏了")
    assert [(ticket.compound, ticket.follows) for ticket in town.tickets()] == [
        (HAPPY, None),
        (SUNNY, None),
        (HAPPY, 1),
    ]
