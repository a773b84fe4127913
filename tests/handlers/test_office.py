"""Stories of questions about the community and its people: answered at once, or on their way to a worker in silence."""

from dataclasses import replace

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

TELEPHONE = "0755-26001234"


def reachable_by_telephone(story: Story) -> None:
    safety = replace(story.resources.policies.safety, duty_telephone=TELEPHONE)
    story.resources.policies = replace(story.resources.policies, safety=safety)


@pytest.mark.parametrize(
    "words", ["网格员电话多少", "社区几点上班", "居委会在哪", "请问社区电话多少？", "网格员是谁啊"]
)
def test_a_question_about_the_office_is_answered_under_it(story: Story, words: str) -> None:
    story.all_staff()
    reachable_by_telephone(story)
    story.zhao.says(words)
    (said,) = story.standing(RESIDENTS)
    assert TELEPHONE in said
    assert "网格员是高晓燕" in said
    assert story.tickets() == []


def test_who_can_be_reached_in_private_is_answered_there(story: Story) -> None:
    story.all_staff()
    reachable_by_telephone(story)
    story.zhao.starts()
    asked = story.zhao.says("社区几点上班")
    assert story.standing(RESIDENTS) == []
    assert TELEPHONE in story.zhao.hears()[-1]
    assert story.reaction(asked)
    story.zhao.writes("居委会在哪")
    assert TELEPHONE in story.zhao.hears()[-1]
    assert story.tickets() == []


def test_the_worker_is_named_where_no_telephone_is_known(story: Story) -> None:
    story.all_staff()
    story.zhao.says("网格员电话多少")
    assert story.standing(RESIDENTS) == ["网格员是高晓燕，有事在群里或私下跟小格说一声，就会转到。"]


@pytest.mark.parametrize("words", ["社区几点上班", "居委会在哪", "物业电话有吗"])
def test_what_the_desk_does_not_know_is_asked_of_the_worker_in_silence(story: Story, words: str) -> None:
    story.all_staff()
    asked = story.zhao.says(words)
    assert story.standing(RESIDENTS) == []
    assert story.reaction(asked)
    assert [(t.matter, t.service_class, t.doubtful) for t in story.tickets()] == [("other.unclassified", "Q", False)]
    assert words in story.card(WORKERS, "1号单").text


def test_the_answer_of_the_worker_comes_back(story: Story) -> None:
    story.all_staff()
    story.zhao.starts()
    story.zhao.writes("物业电话有吗")
    assert "编号1" in story.zhao.hears()[-1]
    assert "在哪里发生" not in story.zhao.hears()[-1]
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 物业在3号楼1楼，周一到周五上班", WORKERS)
    assert "周一到周五" in story.zhao.hears()[-1]


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("网格员电话多少，我家着火了", ["safety_hazard.fire"]),
        ("谁有物业电话", []),
    ],
)
def test_more_than_the_question_is_more(story: Story, words: str, matters: list[str]) -> None:
    story.all_staff()
    reachable_by_telephone(story)
    story.zhao.says(words)
    assert [ticket.matter for ticket in story.tickets()] == matters
    assert not any(TELEPHONE in said for said in story.standing(RESIDENTS))


def test_staff_ask_each_other(story: Story) -> None:
    reachable_by_telephone(story)
    story.xiaoyan.says("社区几点上班")
    assert story.standing(RESIDENTS) == []


def test_the_answer_stands_under_the_question_of_who_reads_nothing_in_private(story: Story) -> None:
    story.all_staff()
    story.zhao.says("社区几点上班")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 周一到周五9点到5点", WORKERS)
    (said,) = story.standing(RESIDENTS)
    assert "9点到5点" in said
