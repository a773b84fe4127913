"""Stories of a morning with ice: who fell is heard, and so is where it is slippery."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

WEATHER = "emergency_health.extreme_weather"


def icy(story: Story) -> None:
    story.person(31, "1-2-501 梅姐").says("1号楼门口台阶全是冰 我差点摔了")
    story.forward(minutes=40)
    story.wang.says("3号楼2单元电梯停了")
    story.forward(minutes=10)


def told(story: Story) -> list[tuple[str, str]]:
    return [(ticket.building, ticket.spot) for ticket in story.tickets() if ticket.matter == WEATHER]


def test_who_fell_elsewhere_is_heard(story: Story) -> None:
    icy(story)
    story.li.says("3栋门口也是 摔了一个")
    assert told(story) == [("1", "1号楼门口台阶"), ("3", "3号楼门口")]
    story.li.says("没啥大事自己起来了")
    assert len(story.tickets()) == 3


def test_where_it_is_slippery_is_no_note_on_a_lift(story: Story) -> None:
    icy(story)
    story.wang.says("3栋到大门的路滑得很")
    assert told(story)[1:] == [("3", "3号楼到大门的路")]
    assert story.tickets()[1].news == ""


@pytest.mark.parametrize("words", ["我们1号楼门口刚才也摔了一个", "我也摔了一跤", "1号楼门口又滑倒一个老太太"])
def test_whoever_sees_to_the_ice_reads_that_somebody_fell(story: Story, words: str) -> None:
    icy(story)
    said = story.zhao.says(words)
    assert len(told(story)) == 1
    assert any(f"备注：{words}" in text for text in story.texts(WORKERS))
    assert story.reaction(said)


@pytest.mark.parametrize("words", ["大家小心 别摔了", "我手机摔了", "摔得疼不疼啊", "昨天我也摔了一跤"])
def test_talk_of_falling_is_talk(story: Story, words: str) -> None:
    icy(story)
    story.li.says(words)
    assert len(story.tickets()) == 2


def test_who_fell_where_nobody_told_of_ice_is_asked_about(story: Story) -> None:
    story.li.says("3栋门口摔了一个")
    assert [(ticket.matter, ticket.doubtful) for ticket in story.tickets()] == [("welfare_care.medical_help", True)]
    assert "没读准" in story.last(WORKERS).text


@pytest.mark.parametrize("words", ["3号楼门口有个老太太摔倒了 昏过去了", "1号楼门口又滑倒一个老太太 叫不醒"])
def test_who_cannot_get_up_is_a_danger_as_before(story: Story, words: str) -> None:
    icy(story)
    story.li.says(words)
    assert story.tickets()[-1].service_class == "P0"
    assert "120" in story.last(RESIDENTS).text


def test_who_fell_at_the_door_of_a_unit_tells_of_their_own_building(story: Story) -> None:
    story.li.says("3号楼门口结冰了，好滑")
    story.wang.says("1单元门口也是 摔了一个")
    assert {each.building for each in story.tickets()} == {"3"}
