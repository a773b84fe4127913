"""Stories of voice notes: written down where there is a service, else heard by a worker if they were meant for us."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from handlers import dispatch
from models.asking import VoiceNote
from models.correction import corrections
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"


@pytest.fixture
def served(open_story: Callable[..., Story]) -> Story:
    """A desk that has its voice notes written down."""
    story = open_story()
    story.resources.transcribed = True
    story.sweep()
    return story


def notes(story: Story) -> list[str]:
    """The states of all voice notes."""
    with story.database.transaction() as session:
        return [note.state for note in session.exec(select(VoiceNote))]


# a worker's ear -----------------------------------------------------------------------------------------------


@on_both
def test_a_voice_note_in_private_comes_to_the_workers_with_buttons(story: Story) -> None:
    story.wang.starts()
    story.wang.sends_voice("v1", chat=story.wang.who.id)
    card = story.last(WORKERS)
    assert card.voice == "v1"
    assert card.text.startswith("1号单　语音留言，请听了再点是哪一类\n3号楼2单元501")
    assert card.labels == ["接单", "改类别", "误会"]
    assert story.wang.hears()[-1].startswith("语音收到了，编号1，正在请网格员听")
    assert "119" in story.wang.hears()[-1]


def test_whoever_has_listened_says_what_it_is_and_the_card_is_edited(story: Story) -> None:
    story.wang.starts()
    story.wang.sends_voice("v1", chat=story.wang.who.id)
    story.xiaoyan.says("改类别 1 渗漏水", WORKERS)
    card = story.last(WORKERS)
    assert (card.voice, card.edits) == ("v1", 1)
    assert card.text.startswith("1号单　渗漏水")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了水管", WORKERS)
    assert "换了水管" in story.wang.hears()[-1]


def test_a_voice_note_that_was_nothing_ends_without_a_trace(story: Story) -> None:
    story.wang.starts()
    story.wang.sends_voice(chat=story.wang.who.id)
    story.xiaoyan.presses("误会", WORKERS)
    assert story.states() == ["mistaken"]
    with story.database.transaction() as session:
        assert corrections(session) == []


def test_the_next_voice_notes_of_the_same_person_go_under_the_card(story: Story) -> None:
    story.wang.starts()
    for n in (1, 2):
        story.wang.sends_voice(f"v{n}", chat=story.wang.who.id)
    assert len(story.tickets()) == 1
    assert [m.voice for m in story.seen(WORKERS)] == ["v1", "v2"]
    assert story.last(WORKERS).text == "1号单的语音"


def test_when_it_climbs_the_voice_note_goes_along(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.sends_voice("v1", chat=story.wang.who.id)
    story.forward(hours=1, minutes=5)
    assert [m.voice for m in story.seen(WORKERS) if m.labels] == ["v1"]
    assert "接单" in story.last(WORKERS).labels


@pytest.mark.parametrize("way", ["reply", "mention"])
def test_in_a_group_one_that_is_meant_for_the_desk_is_heard(story: Story, way: str) -> None:
    story.li.says("早")
    story.sweep()
    notice = story.seen(RESIDENTS)[0]
    how: dict[str, Any] = {"reply_to": notice.id} if way == "reply" else {"text": "@desk_bot 帮我听听"}
    said = story.wang.sends_voice("v1", **how)
    assert story.last(WORKERS).voice == "v1"
    assert story.reaction(said) == "👌"
    assert story.standing(RESIDENTS) == []


def test_in_a_group_no_other_is_heard(story: Story) -> None:
    story.sweep()
    story.wang.sends_voice("v1")
    story.li.says("哈哈哈")
    story.li.sends_voice("v2", reply_to=story.gateway.chat(RESIDENTS).last)
    story.xiaoyan.sends_voice("v3")
    assert (story.tickets(), story.seen(WORKERS), notes(story)) == ([], [], [])
    assert story.dump([])["attachment"] == []


def test_a_voice_note_under_a_card_belongs_to_its_ticket_and_workers_hear_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.li.sends_voice("v1", reply_to=story.last(RESIDENTS).id)
    assert len(story.tickets()) == 1
    assert (story.last(WORKERS).voice, story.last(WORKERS).text) == ("v1", "1号单的语音")


def test_somebody_whose_home_is_not_known_is_asked_before_it_is_heard(open_story: Callable[..., Story]) -> None:
    from tests.handlers.test_report import TWO_COMMUNITIES

    story = open_story(TWO_COMMUNITIES)
    guest = story.person(61, "小郑")
    guest.starts()
    guest.sends_voice("v1", chat=61)
    assert story.tickets() == []
    guest.presses("幸福社区", 61)
    assert story.last(-1009).voice == "v1"


# written down -------------------------------------------------------------------------------------------------


@on_both
def test_a_transcript_is_read_as_the_message_would_be(served: Story) -> None:
    said = served.wang.sends_voice("v1")
    assert served.tickets() == []
    served.is_written_down("三号楼二单元的电梯又坏了")
    assert (served.ticket().matter, served.ticket().building) == ("property_repair.elevator_fault", "3")
    assert served.last(RESIDENTS).reply_to == said
    card, voice = served.seen(WORKERS)
    assert "“三号楼二单元的电梯又坏了”（语音转写）" in card.text
    assert (voice.voice, voice.reply_to) == ("v1", card.id)
    assert notes(served) == ["done"]


def test_talk_that_is_written_down_stays_talk(served: Story) -> None:
    served.wang.sends_voice("v1")
    served.is_written_down("今天天气真好，晚上一起跳舞吗")
    assert (served.tickets(), served.standing(RESIDENTS), served.seen(WORKERS)) == ([], [], [])


def test_danger_that_is_written_down_is_answered_at_once(served: Story) -> None:
    served.wang.sends_voice("v1")
    served.is_written_down("三号楼楼道里有股煤气味，好浓")
    assert served.ticket().service_class == "P0"
    assert any("119" in text for text in served.standing(RESIDENTS))


def test_a_spoken_answer_counts_like_a_typed_one(served: Story) -> None:
    served.wang.says(LIFT)
    served.xiaoyan.says("办结 1 换了门电机", WORKERS)
    served.wang.sends_voice("v1", reply_to=served.last(RESIDENTS).id)
    served.is_written_down("没解决")
    assert served.states() == ["claimed"]
    assert served.ticket().reopened == 1


def test_what_is_added_by_voice_is_marked_so_on_the_card(served: Story) -> None:
    served.wang.says(LIFT)
    served.li.sends_voice("v1", reply_to=served.last(RESIDENTS).id)
    served.is_written_down("声音很大")
    assert "备注：（语音）声音很大" in served.card(WORKERS, "1号单　电梯").text
    assert [m.voice for m in served.seen(WORKERS)] == ["", "v1"]


@on_both
def test_a_transcript_later_than_its_ticket_corrects_that_and_opens_no_other(served: Story) -> None:
    served.wang.sends_voice("v1", text="3号楼2单元楼道灯不亮了")
    assert served.ticket().matter == "property_repair.corridor_light"
    served.is_written_down("五楼那盏，声控开关坏了，四单元的门禁也坏了")
    assert len(served.tickets()) == 1
    assert "五楼那盏" in served.ticket().words
    assert "（语音转写）" in served.card(WORKERS, "1号单　").text


@on_both
def test_a_transcript_that_comes_twice_counts_once(served: Story) -> None:
    served.wang.sends_voice("v1")
    question = served.next_voice_note()
    for _ in range(2):
        served.call(dispatch.transcript_came, question, LIFT)
    assert len(served.tickets()) == 1


@on_both
@pytest.mark.parametrize("words", [None, "  "])
def test_without_words_a_worker_hears_what_was_meant_for_the_desk(served: Story, words: str | None) -> None:
    served.wang.starts()
    served.wang.sends_voice("v1", chat=served.wang.who.id)
    served.li.sends_voice("v2")
    assert served.seen(WORKERS) == []
    served.is_written_down(words)
    assert served.last(WORKERS).voice == "v1"
    served.is_written_down(words)
    assert len(served.tickets()) == 1
    assert notes(served) == ["done", "done"]


def test_one_too_long_is_left_to_a_workers_ear(served: Story) -> None:
    served.wang.starts()
    served.wang.sends_voice("v1", seconds=121, chat=served.wang.who.id)
    assert (served.last(WORKERS).voice, notes(served)) == ("v1", [])
    served.li.sends_voice("v2", seconds=121)
    assert notes(served) == []


def test_over_the_days_budget_a_worker_hears_it(served: Story) -> None:
    speech = replace(served.resources.policies.speech, daily=0)
    served.resources.policies = replace(served.resources.policies, speech=speech)
    served.wang.starts()
    served.wang.sends_voice("v1", chat=served.wang.who.id)
    question = served.next_voice_note()
    assert question and question.hopeless == "budget"
    served.call(dispatch.transcript_came, question, None)
    assert served.last(WORKERS).voice == "v1"


def test_what_waits_when_the_service_is_taken_away_is_heard_by_a_worker(served: Story) -> None:
    served.wang.starts()
    served.wang.sends_voice("v1", chat=served.wang.who.id)
    served.resources.transcribed = False
    question = served.next_voice_note()
    assert question and question.hopeless == "off"
    served.call(dispatch.transcript_came, question, None)
    assert served.last(WORKERS).voice == "v1"


def test_a_voice_note_that_is_erased_meanwhile_is_nothing(served: Story) -> None:
    served.wang.sends_voice("v1")
    question = served.next_voice_note()
    served.forward(hours=26)
    served.call(dispatch.transcript_came, question, LIFT)
    assert served.tickets() == []
    assert notes(served) == []


def test_a_photo_joins_what_was_said_by_voice(served: Story) -> None:
    served.wang.sends_voice("v1")
    served.wang.sends_photo("lift")
    served.is_written_down(LIFT)
    assert [(m.photos, m.voice) for m in served.seen(WORKERS)] == [((), ""), (("lift",), ""), ((), "v1")]
    served.now += timedelta(minutes=2)
    served.sweep()
    assert len(served.dump([])["attachment"]) == 2
