"""Stories of 需要帮助 in a roll call: it is brought to people at once, and nothing of it to the group."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_rollcall import answers, asked

SAFE = "点名 3号楼：昨晚停电，各家平安吗"


@pytest.fixture
def story(story: Story) -> Story:
    """The secretary has asked whether all are well."""
    story.all_staff()
    asked(story, SAFE)
    return story


def lines(story: Story) -> list[str]:
    return [text for text in story.standing(RESIDENTS) if "编号" in text]


def test_a_tap_is_brought_to_the_workers_with_its_door_and_the_group_reads_nothing(story: Story) -> None:
    told = story.person(31, "3-1-202 老钱").presses("需要帮助")
    assert "编号1" in told and "群里不显示" in told
    shown = story.card(WORKERS, "1号单").text
    assert "急" in shown and "3号楼1单元202" in shown and "各家平安吗" in shown and "需要帮助" in shown
    assert lines(story) == []
    assert answers(story) == {"3-1-202": {0: 1}}
    story.forward(minutes=10)
    assert "还没人接" in story.xiaoyan.sees("1号单").text


@pytest.mark.parametrize(
    "words",
    ["需要帮助", "家里需要人帮忙，我腿动不了", "我家需要帮助，没吃的了", "我需要人帮忙", "不平安，老伴下不了床"],
)
def test_typed_it_is_heard_alike_and_a_line_says_no_more_than_a_number(story: Story, words: str) -> None:
    story.person(31, "3-1-202 老钱").says(words)
    assert words in story.card(WORKERS, "1号单").text
    (line,) = lines(story)
    assert "私下" in line and "帮" not in line
    assert answers(story) == {"3-1-202": {0: 1}}


def test_whose_private_chat_is_open_hears_there(story: Story) -> None:
    qian = story.person(31, "3-1-202 老钱")
    qian.starts()
    qian.says("需要帮助")
    assert lines(story) == [] and "编号1" in qian.hears()[-1]


def test_who_tells_why_after_a_neighbour_is_no_news_of_that_neighbour(story: Story) -> None:
    story.person(31, "3-1-202 老钱").presses("需要帮助")
    story.person(31, "3-1-202 老钱").says("我现在没事了，平安")
    story.person(32, "3-1-301 老孙").says("需要帮助，老伴下不了床")
    assert "老伴下不了床" in story.card(WORKERS, "3号楼1单元301").text
    assert "老伴" not in story.card(WORKERS, "3号楼1单元202").text


@pytest.mark.parametrize("words", ["需要帮助，随时找我", "需要帮助的跟我说", "谁家需要帮助", "我家需要帮助吗？"])
def test_an_offer_or_a_question_calls_for_nothing(story: Story, words: str) -> None:
    story.person(31, "3-1-202 老钱").says(words)
    assert story.tickets() == [] and answers(story) == {}


def test_what_is_said_besides_is_its_own_ticket(story: Story) -> None:
    story.person(31, "3-1-202 老钱").says("我家需要帮助，水管爆了")
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.leak"]
    story.person(32, "3-1-201 老孙").says("我家需要帮助，老伴晕倒了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P1", "P0"]
    assert answers(story) == {"3-1-202": {0: 1}, "3-1-201": {0: 1}}


def test_said_twice_it_is_one_ticket_and_well_again_is_read_by_whoever_has_it(story: Story) -> None:
    qian = story.person(31, "3-1-202 老钱")
    qian.presses("需要帮助")
    qian.presses("需要帮助")
    story.person(32, "3-1-202 钱婶").presses("需要帮助")
    assert len(story.tickets()) == 1 and story.ticket().news == ""
    story.xiaoyan.presses("接单", WORKERS)
    qian.presses("平安")
    assert "平安" in story.xiaoyan.sees("又有人来说").text
    assert story.states() == ["claimed"] and answers(story) == {"3-1-202": {0: 0}}


def test_the_door_that_is_told_later_stands_on_the_card(story: Story) -> None:
    somebody = story.person(31, "平安是福")
    somebody.starts()
    assert "哪一户" in somebody.presses("需要帮助")
    assert story.ticket().room == ""
    somebody.writes("3-1-502")
    assert (story.ticket().building, story.ticket().room) == ("3", "502")
    assert answers(story) == {"3-1-502": {0: 1}}


def test_it_is_brought_when_it_is_too_late_to_count_and_where_nobody_was_asked(story: Story) -> None:
    story.person(33, "1-1-101 老赵").presses("需要帮助")
    assert story.ticket().building == "1" and answers(story) == {}
    number = next(m.id for m in story.seen(RESIDENTS) if "各家平安" in m.text)
    story.forward(hours=25)
    story.person(31, "3-1-202 老钱").says("需要帮助", reply_to=number)
    assert "3号楼1单元202" in story.card(WORKERS, "2号单").text and answers(story) == {}


def test_a_steward_answers_so_for_somebody(story: Story) -> None:
    story.xiaoyan.writes("代答 3-1-501 需要帮助")
    assert "1号单" in story.xiaoyan.hears()[-1]
    assert story.ticket().room == "501"


@pytest.mark.parametrize(
    "said", [["代答 3-1-501 需要帮助", "代答 3-2-501 需要帮助"], ["代答\n3-1-501 需要帮助\n3-2-501 需要帮助"]]
)
def test_of_two_doors_with_one_number_both_are_brought(story: Story, said: list[str]) -> None:
    for words in said:
        story.xiaoyan.writes(words)
    assert [(ticket.unit, ticket.room) for ticket in story.tickets()] == [("1", "501"), ("2", "501")]
    assert "2号单" in story.xiaoyan.hears()[-1]
    story.xiaoyan.writes(said[-1])
    assert len(story.tickets()) == 2


def test_a_steward_who_has_found_them_well_says_so_to_whoever_has_it(story: Story) -> None:
    story.person(31, "3-1-501 老钱").presses("需要帮助")
    story.yali.presses("接单", WORKERS)
    story.xiaoyan.writes("代答 3-1-501 平安")
    assert "平安" in story.yali.sees("又有人来说").text
    assert story.ticket().news == "平安" and story.states() == ["claimed"]
