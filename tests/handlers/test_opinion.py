"""Stories of second opinions: asked only about what was read unsurely, and late to their tickets."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import col, select

from handlers import dispatch
from models.asking import WAITING, Opinion
from models.correction import corrections
from rules.parsing import Reading, Request
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

LEAK, DISPUTE, LIGHT = "property_repair.leak", "dispute.leak_dispute", "property_repair.corridor_light"
GAS = "safety_hazard.gas_leak"
ODD = "我家墙上这片是不是有点怪"
SILENT_TALK, UNSURE, SURE = 0.65, 0.5, 0.9


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    """A desk that may ask a model outside."""
    story = open_story()
    story.resources.advised = True
    story.sweep()
    return story


def reads(story: Story, kind: str, confidence: float) -> None:
    """Whatever is said is taken for this, so surely."""
    asked = Request(LEAK, "P2", "3", "2", "501", alternatives=(DISPUTE,))
    requests = (asked,) if kind == "request" else ()
    story.resources.read = lambda text, context: Reading(kind, requests, confidence, likely=(LEAK, DISPUTE))


def waiting(story: Story) -> list[str]:
    """The words that wait to be asked about."""
    with story.database.transaction() as session:
        rows = session.exec(select(Opinion).where(Opinion.state == WAITING).order_by(col(Opinion.id))).all()
        return [row.words for row in rows]


# what is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "confidence", "asked"),
    [
        ("request", SURE, 0),
        ("request", UNSURE, 1),
        ("chatter", UNSURE, 1),
        ("chatter", SILENT_TALK, 1),
        ("chatter", SURE, 0),
    ],
)
def test_only_what_was_read_unsurely_is_asked(story: Story, kind: str, confidence: float, asked: int) -> None:
    reads(story, kind, confidence)
    story.wang.says(ODD)
    assert len(waiting(story)) == asked


def test_without_a_service_nothing_is_put_down(story: Story) -> None:
    story.resources.advised = False
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    assert waiting(story) == []


def test_danger_is_never_asked_about(story: Story) -> None:
    story.resources.read = lambda text, context: Reading(
        "request", (Request(GAS, "P0", "3", danger="gas"),), UNSURE, likely=(GAS,)
    )
    story.wang.says("楼道里咋有股煤气味")
    assert waiting(story) == []
    assert "燃气" in story.last(RESIDENTS).text


def test_what_leaves_the_machine_names_nobody(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says("我是王阿姨，3-2-501，13800138000，身份证440501199001011234，李师傅说墙怪，粤B12345")
    (words,) = waiting(story)
    assert not any(told in words for told in ("王阿姨", "501", "13800138000", "440501199001011234", "李师傅", "B12345"))
    assert "墙怪" in words


def test_words_about_a_known_ticket_are_not_asked_about(story: Story) -> None:
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.li.says("到底什么时候修好")
    assert waiting(story) == []


def test_the_band_is_configured(story: Story) -> None:
    opinion = replace(story.resources.policies.opinion, least=0.45)
    story.resources.policies = replace(story.resources.policies, opinion=opinion)
    reads(story, "chatter", SILENT_TALK)
    story.wang.says(ODD)
    assert waiting(story) == []


# an opinion that comes later than its ticket ------------------------------------------------------------------


@on_both
def test_what_both_readings_take_it_for_is_believed(story: Story) -> None:
    reads(story, "request", UNSURE)
    said = story.wang.says(ODD)
    assert story.standing(RESIDENTS) == []
    assert story.opines("request", DISPUTE)
    assert (story.ticket().matter, story.ticket().doubtful) == (DISPUTE, False)
    assert story.last(RESIDENTS).reply_to == said
    assert "漏水赔偿" in story.last(RESIDENTS).text
    assert story.last(WORKERS).labels[0] == "接单"
    assert waiting(story) == []


def test_another_matter_corrects_the_ticket_and_a_worker_still_chooses(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.opines("request", LIGHT)
    assert (story.ticket().matter, story.ticket().doubtful) == (LIGHT, True)
    assert story.last(WORKERS).labels[:2] == ["楼道灯", "渗漏水"]
    assert story.standing(RESIDENTS) == []


def test_further_matters_open_no_other_ticket(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.opines("request", LEAK, LIGHT)
    assert [ticket.matter for ticket in story.tickets()] == [LEAK]


def test_an_opinion_that_it_is_talk_stands_on_the_card_and_a_worker_decides(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.opines("chatter")
    assert "看着像闲聊" in story.last(WORKERS).text
    assert (story.states(), story.ticket().doubtful) == (["open"], True)


def test_danger_that_only_the_opinion_sees_is_not_kept_silent(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.all_staff()
    story.wang.says(ODD)
    story.opines("request", GAS)
    assert (story.ticket().service_class, story.ticket().danger, story.ticket().doubtful) == ("P0", "gas", False)
    assert any("119" in text for text in story.standing(RESIDENTS))
    assert story.xiaoyan.sees("紧急")


@pytest.mark.parametrize("word", ["漏水赔偿", "误会", "改类别"])
def test_who_has_chosen_knows_better(story: Story, word: str) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    question = story.next_opinion()
    story.xiaoyan.says("改类别 1 楼道灯", WORKERS) if word == "改类别" else story.xiaoyan.presses(word, WORKERS)
    before = story.dump()
    assert question
    story.call(dispatch.opinion_came, question, '{"kind": "request", "matters": ["property_repair.leak"]}')
    after = story.dump()
    before.pop("opinion"), after.pop("opinion")
    assert after == before


def test_an_edited_message_is_read_again_and_the_opinion_on_its_first_words_forgotten(story: Story) -> None:
    reads(story, "request", UNSURE)
    said = story.wang.says(ODD)
    assert len(waiting(story)) == 1
    story.wang.edits(said, "楼道灯不亮了")
    assert waiting(story) == []


def test_a_believed_opinion_is_learnt_as_nobodys_word(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.opines("request", LEAK)
    with story.database.transaction() as session:
        (line,) = corrections(session)
    assert (line["text"], line["requests"][0]["matter"]) == (ODD, LEAK)


# an opinion on what was left in silence -----------------------------------------------------------------------


@on_both
def test_a_silent_message_that_asks_after_all_asks_a_worker(story: Story) -> None:
    reads(story, "chatter", SILENT_TALK)
    story.wang.says(ODD)
    assert story.tickets() == []
    story.opines("request", LEAK, LIGHT)
    assert (story.ticket().matter, story.ticket().doubtful, story.ticket().words) == (LEAK, True, ODD)
    assert story.last(WORKERS).labels == ["渗漏水", "楼道灯", "改类别", "误会"]
    assert (story.ticket().building, story.ticket().unit, story.ticket().room) == ("3", "2", "501")
    assert story.standing(RESIDENTS) == []


def test_a_silent_message_that_is_talk_stays_silent(story: Story) -> None:
    reads(story, "chatter", SILENT_TALK)
    story.wang.says(ODD)
    assert story.opines("chatter")
    assert story.tickets() == []


def test_a_message_that_has_opened_a_ticket_meanwhile_opens_no_other(story: Story) -> None:
    reads(story, "chatter", SILENT_TALK)
    said = story.wang.says(ODD)
    question = story.next_opinion()
    reads(story, "request", SURE)
    story.wang.edits(said, "我家墙渗水了")
    story.call(dispatch.opinion_came, question, '{"kind": "request", "matters": ["property_repair.leak"]}')
    assert len(story.tickets()) == 1


def test_a_private_message_gets_its_answer_late(story: Story) -> None:
    story.wang.starts()
    reads(story, "chatter", SILENT_TALK)
    story.wang.writes(ODD)
    story.opines("request", LEAK)
    assert story.ticket().doubtful
    assert story.wang.hears()[-1].startswith("记下了，编号1")


def test_a_message_that_is_erased_asks_nobody(story: Story) -> None:
    reads(story, "chatter", SILENT_TALK)
    story.wang.says(ODD)
    question = story.next_opinion()
    story.forward(hours=26)
    story.call(dispatch.opinion_came, question, '{"kind": "request", "matters": ["property_repair.leak"]}')
    assert story.tickets() == []


# answers, budget, tries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I am sorry, I cannot help with that.",
        "{",
        '{"kind": "request"}',
        '{"kind": "request", "matters": ["no.such_matter"]}',
        '{"kind": "nonsense", "matters": []}',
        '{"kind": ["request"], "matters": {"a": 1}}',
        "[1, 2]",
    ],
)
def test_an_answer_that_the_taxonomy_does_not_know_changes_nothing(story: Story, answer: str) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    before = story.ticket()
    question = story.next_opinion()
    assert story.call(dispatch.opinion_came, question, answer) is False
    assert story.ticket() == before
    assert waiting(story) == []


@on_both
def test_an_answer_that_comes_twice_counts_once(story: Story) -> None:
    reads(story, "chatter", SILENT_TALK)
    story.wang.says(ODD)
    question = story.next_opinion()
    for _ in range(2):
        story.call(dispatch.opinion_came, question, '{"kind": "request", "matters": ["property_repair.leak"]}')
    assert len(story.tickets()) == 1


@on_both
def test_a_question_is_asked_by_one_process_until_its_lease_ends(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    assert story.next_opinion()
    assert story.next_opinion() is None
    story.forward(seconds=14)
    again = story.next_opinion()
    assert again and not again.hopeless and not again.again
    story.forward(seconds=14)
    third = story.next_opinion()
    assert third and third.hopeless == "tries"


def test_no_more_than_the_days_budget_is_asked_and_the_next_day_has_its_own(story: Story) -> None:
    opinion = replace(story.resources.policies.opinion, daily=1)
    story.resources.policies = replace(story.resources.policies, opinion=opinion)
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.opines("request", LEAK)
    asked = Request(LIGHT, "P2", "1", "1", "202")
    story.resources.read = lambda text, context: Reading("request", (asked,), UNSURE, likely=(LIGHT,))
    story.zhao.says("1号楼那边是不是有点怪")
    question = story.next_opinion()
    assert question and question.hopeless == "budget"
    story.call(dispatch.opinion_came, question, None)
    assert (waiting(story), story.ticket(2).doubtful) == ([], True)
    story.until(21, 0, 1)
    asked = Request("utility.power_outage", "P1", "5", "1", "301")
    story.resources.read = lambda text, context: Reading("request", (asked,), UNSURE, likely=(asked.matter,))
    story.person(41, "5-1-301 小周").says("5号楼外墙是不是有点怪", OTHERS)
    question = story.next_opinion()
    assert question and not question.hopeless


def test_what_waits_when_the_service_is_taken_away_is_given_up(story: Story) -> None:
    reads(story, "request", UNSURE)
    story.wang.says(ODD)
    story.resources.advised = False
    question = story.next_opinion()
    assert question and question.hopeless == "off"
