"""Stories of residents who write English: in private they read English, groups and staff read Chinese."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Person, Story

TAP = "Building 3 Unit 2, the tap in the kitchen is leaking badly"


@pytest.fixture
def bob(story: Story) -> Person:
    story.all_staff()
    bob = story.person(44, "3-2-801 Bob")
    bob.says("The lift in Building 3 Unit 2 has stopped again")
    bob.starts()
    return bob


def test_a_report_in_english_is_noted_in_english(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    assert bob.hears()[-1].startswith("Noted, ticket 2: Leak, Building 3")
    assert "渗漏水" in story.last(WORKERS).text
    assert story.standing(RESIDENTS)[0].startswith("编号1　电梯故障")


def test_the_buttons_of_who_writes_english_are_english(story: Story, bob: Person) -> None:
    """They read Noted, ticket 2, above 补充 and 撤回."""
    bob.writes(TAP)
    assert bob.sees("Noted, ticket 2").labels == ["Add", "Withdraw"]
    bob.presses("Withdraw", bob.who.id)
    assert story.states() == ["open", "withdrawn"]


def test_which_is_meant_is_asked_in_english(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    bob.commands("/withdraw")
    asked = bob.sees("Which one?")
    assert asked.labels == ["2 Leak, Building 3 Unit 2", "1 Lift out of order, Building 3 Unit 2"]
    bob.writes("withdraw")
    assert story.states() == ["open", "withdrawn"]


def test_a_neighbour_who_writes_chinese_has_chinese_buttons(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯不亮")
    assert story.wang.sees("记下了").labels == ["补充", "撤回"]


def test_how_far_it_is_is_told_in_english(story: Story, bob: Person) -> None:
    story.xiaoyan.says("接单 1", WORKERS)
    bob.writes("any update on this?")
    assert bob.hears()[-1].startswith("Ticket 1 · ")
    assert "高晓燕 has had it since 08:12" in bob.hears()[-1]


def test_the_result_comes_in_english_with_its_buttons(story: Story, bob: Person) -> None:
    bob.writes(TAP)
    story.xiaoyan.says("接单 2", WORKERS)
    story.xiaoyan.says("办结 2 换了水阀", WORKERS)
    result = bob.sees("Done: 换了水阀")
    assert "解决了" not in result.labels
    bob.presses(result.labels[0], bob.who.id)
    assert story.states()[1] == "closed"
    assert bob.hears()[-1].startswith("Good to know it is solved")


def test_danger_told_in_english_is_answered_in_english(story: Story, bob: Person) -> None:
    bob.writes("There is a fire in Building 3 Unit 2, lots of smoke!")
    assert any("Ring 119" in text for text in bob.hears())
    assert "火情" in story.last(WORKERS).text


def test_who_writes_chinese_again_reads_chinese(story: Story, bob: Person) -> None:
    bob.writes("怎么样了")
    assert bob.hears()[-1].startswith("编号1　电梯故障")


def test_help_is_in_english(story: Story, bob: Person) -> None:
    bob.writes("help")
    assert "Building 3 Unit 2, the lift has stopped" in bob.hears()[-1]


def test_staff_who_write_english_read_the_desks_language(story: Story, bob: Person) -> None:
    story.xiaoyan.writes("any update on this?")
    assert not story.xiaoyan.hears()[-1].startswith("Ticket")
