"""Stories of supplies that are not back, back but bad, and off in another house too."""

from collections.abc import Callable

import pytest

from tests.handlers.story import RESIDENTS, TWO_COMPOUNDS, Person, Story

pytestmark = pytest.mark.all_staff
WATER, POWER, QUALITY = "utility.water_outage", "utility.power_outage", "utility.water_quality"


def told(story: Story) -> list[tuple[str, str]]:
    return [(ticket.matter, ticket.building) for ticket in story.tickets()]


@pytest.mark.parametrize(
    ("words", "matter", "building"),
    [
        ("3号楼怎么还没来水", WATER, "3"),
        ("2栋咋还没电", POWER, "2"),
        ("怎么还没来水啊", WATER, "3"),
        ("我们这儿咋还没来气", "utility.gas_supply", "3"),
    ],
)
def test_that_it_is_not_back_is_told_of_an_outage_where_none_is_known(
    story: Story, words: str, matter: str, building: str
) -> None:
    story.wang.says(words)
    assert told(story) == [(matter, building)] and not story.ticket().doubtful


def test_in_private_too(story: Story) -> None:
    story.wang.says("大家好")
    story.wang.starts("p1")
    story.wang.writes("3号楼怎么还没来水")
    assert told(story) == [(WATER, "3")]


@pytest.mark.parametrize("words", ["我老家怎么还没来电", "3号楼还没来电吗", "怎么还没来电话", "还没来水工"])
def test_of_elsewhere_or_asked_it_is_none(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.tickets() == []


def test_where_it_is_known_it_urges(story: Story) -> None:
    story.wang.says("3号楼停水了")
    story.li.says("怎么还没来水")
    assert len(story.tickets()) == 1 and story.ticket().urged == 1


@pytest.mark.parametrize("first", ["", "停水了"])
def test_what_is_back_but_bad_is_a_report(story: Story, first: str) -> None:
    if first:
        story.wang.says(first)
        story.forward(minutes=5)
    story.wang.says("水来了 就是黄得很")
    story.li.says("水来了但是好浑")
    assert told(story)[-1] == (QUALITY, "3")
    assert len(story.tickets()) == (2 if first else 1) and story.tickets()[-1].households == 2
    if first:
        assert "黄得很" in story.ticket().news and story.states()[0] == "open"


def test_what_is_too_little_goes_on(story: Story) -> None:
    story.wang.says("停水了")
    story.wang.says("水来了可是好小")
    assert told(story) == [(WATER, "3")] and story.states() == ["open"]


def announced(story: Story, where: str = "") -> None:
    story.xiaoyan.writes(f"公告 停水 {where} 8:00-17:00 计划停水，17:00前恢复")


def neighbour(story: Story) -> Person:
    return story.person(21, "2-1-301 老周")


def test_what_is_announced_for_all_explains_another_house(story: Story) -> None:
    announced(story)
    story.wang.says("家里没水了")
    signs = [story.reaction(neighbour(story).says(words)) for words in ("2号楼也停了", "我们2栋也没了")]
    assert story.tickets() == [] and all(signs) and len(story.standing(RESIDENTS)) == 1


def test_it_does_where_nobody_else_has_told_of_it(story: Story) -> None:
    announced(story)
    neighbour(story).says("2号楼也停了")
    assert story.tickets() == [] and "计划停水" in story.last(RESIDENTS).text


def test_a_house_that_was_not_announced_has_no_water_either(story: Story) -> None:
    announced(story, "3号楼")
    story.wang.says("家里没水了")
    neighbour(story).says("2号楼也停了")
    assert told(story) == [(WATER, "2")]


@pytest.mark.parametrize(
    ("before", "matter"), [("3号楼电梯停了", "property_repair.elevator_fault"), ("3号楼停电了", POWER)]
)
def test_after_other_trouble_it_is_of_that(story: Story, before: str, matter: str) -> None:
    announced(story)
    story.wang.says(before)
    neighbour(story).says("2号楼也停了")
    assert {ticket.matter for ticket in story.tickets()} == {matter}


@pytest.mark.parametrize(
    ("words", "spot"),
    [
        ("幸福里停电了", "幸福里"),
        ("幸福里小区停电了", "幸福里"),
        ("整个幸福里都停电了", "幸福里"),
        ("全小区停电了", "全小区"),
        ("我们小区停电了", "全小区"),
    ],
)
def test_all_of_a_compound_is_the_place(open_story: Callable[..., Story], words: str, spot: str) -> None:
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.wang.says(words)
    ticket = story.ticket()
    assert (ticket.matter, ticket.building, ticket.spot) == (POWER, "", spot)
    story.person(21, "幸福里2-1-301 老周").says("我们楼也是")
    assert story.ticket().households == 2


def test_another_compound_has_its_own(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.wang.says("幸福里停电了")
    story.person(21, "阳光花园3-1-301 老周").says("阳光花园也停电了")
    assert [ticket.spot for ticket in story.tickets()] == ["幸福里", "阳光花园"]


@pytest.mark.parametrize("words", ["隔壁幸福里停电了吗", "幸福里房子多少钱一平"])
def test_a_compound_that_is_only_talked_of_opens_nothing(open_story: Callable[..., Story], words: str) -> None:
    story = open_story(TWO_COMPOUNDS)
    story.all_staff()
    story.wang.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize(
    ("words", "unit"), [("301、401都漏水", "2"), ("3号楼301、401都漏水", ""), ("301和401漏水了", "2")]
)
def test_several_rooms_have_the_trouble_of_one(story: Story, words: str, unit: str) -> None:
    story.wang.says(words)
    ticket = story.ticket()
    assert (ticket.matter, ticket.building, ticket.unit, ticket.room) == ("property_repair.leak", "3", unit, "")
    assert not ticket.doubtful and "301" not in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["我也看到了 黑灯瞎火的", "我也看到了"])
def test_who_saw_the_dark_lamp_too_has_no_power_cut(story: Story, words: str) -> None:
    story.wang.says("大门口路灯不亮")
    story.person(21, "1-2-101 刘大姐").says(words)
    assert told(story) == [("public_facility.street_light", "")] and story.ticket().households == 2
