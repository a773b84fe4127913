"""Stories of what is left of residents' words, names, telephones and photos once their time has passed."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from handlers import housekeeping
from models.columns import Moment
from models.inbox import ASIDE, Inbox
from models.session import update
from tests.handlers.story import WORKERS, Person, Story, on_both

# In every message of a resident.
MARK = "蓝鲸"
NAME, TELEPHONE, PHOTO = "欧阳春晓", "13812345678", "photo-of-it"
YEAR = timedelta(days=366)
FIGURES = (sa.Integer, sa.Float, sa.Boolean, sa.Date, sa.DateTime, Moment)


def held(story: Story, *signs: str) -> dict[str, str]:
    """The columns of the whole database that hold one of these signs, with the first value that does."""
    return {where: value for where, value in _texts(story) if any(sign in value for sign in signs)}


def _texts(story: Story) -> Iterator[tuple[str, str]]:
    with story.database.transaction() as session:
        for table in SQLModel.metadata.sorted_tables:
            for row in session.connection().execute(sa.select(table)).mappings():
                for column, value in row.items():
                    yield f"{table.name}.{column}", _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return f"{value.decode('utf-8', 'ignore')} {value.decode('unicode_escape', 'ignore')}"
    return json.dumps(value, ensure_ascii=False, default=str)


def pass_time(story: Story, span: timedelta) -> None:
    story.now += span
    story.sweep()
    with story.database.transaction() as session:
        housekeeping.forget(story.desk(session))


def resident(story: Story) -> Person:
    return story.person(31, f"3-2-501 {NAME}")


def a_ticket_with_all_that_is_said_of_one(story: Story) -> Person:
    """Told with photo and telephone, joined, remarked on, urged, asked about, reported up, done, denied, done again."""
    story.all_staff()
    who = resident(story)
    who.starts()
    who.sends_photo(PHOTO, f"3号楼2单元电梯又坏了 {MARK} 打我电话{TELEPHONE}")
    story.forward(minutes=2)
    story.li.says(f"我家也是 电梯不动 {MARK}")
    who.says(f"师傅来过又走了 {MARK}")
    story.xiaoyan.presses("接单", WORKERS)
    who.says(f"怎么还没人来修电梯 {MARK}")
    story.xiaoyan.says("问居民 1 几点方便?", WORKERS)
    who.says(f"四点以后在家 {MARK}")
    who.says(f"还是不动 {MARK}", reply_to=story.last(-1001).id)
    story.xiaoyan.says("上报 1 修不了要换主机", WORKERS)
    story.forward(minutes=5)
    story.chen.presses("接单", WORKERS)
    story.chen.says("办结 1 换了主机", WORKERS)
    story.forward(minutes=5)
    who.says(f"还是不动 没修好 {MARK}")
    story.chen.says("办结 1 又换了钢丝绳", WORKERS)
    story.forward(minutes=5)
    who.presses("解决了")
    return who


@on_both
def test_a_year_after_it_ended_nothing_is_left_of_who_told_it_and_in_which_words(story: Story) -> None:
    """Only that the private chat was opened, by whom, stays: `person`."""
    a_ticket_with_all_that_is_said_of_one(story)
    signs = (MARK, NAME, TELEPHONE, PHOTO)
    before = set(held(story, *signs))
    assert before >= {
        "ticket.words", "ticket.news", "ticket_event.data", "report.words", "report.name", "report.contact",
        "attachment.file_id", "outbox.payload", "handover_form.sheet",
    }  # fmt: skip
    pass_time(story, YEAR)
    assert set(held(story, *signs)) <= {"person.name"}
    assert "501" not in story.ticket().room


@on_both
def test_what_it_was_and_what_was_done_stays_and_so_do_the_figures(story: Story) -> None:
    a_ticket_with_all_that_is_said_of_one(story)
    ticket, people = story.ticket(), {report.user_id for report in story.reports()}
    pass_time(story, YEAR)
    after = story.ticket()
    kept = ("matter", "building", "unit", "households", "done", "state", "closed_at", "reopened")
    assert [getattr(after, name) for name in kept] == [getattr(ticket, name) for name in kept]
    assert {report.user_id for report in story.reports()} == people
    assert "换了主机" in str(held(story, "换了主机"))


def test_what_is_open_keeps_its_words_however_old(story: Story) -> None:
    who = resident(story)
    who.says(f"3号楼2单元电梯又坏了 {MARK}")
    pass_time(story, YEAR)
    assert MARK in story.ticket().words


def test_what_ended_lately_keeps_them_too(story: Story) -> None:
    a_ticket_with_all_that_is_said_of_one(story)
    pass_time(story, timedelta(days=300))
    assert MARK in story.ticket().words


@on_both
def test_who_has_their_data_erased_is_taken_out_of_the_handover_too(story: Story) -> None:
    who = a_ticket_with_all_that_is_said_of_one(story)
    who.writes("删除我的信息")
    assert MARK not in str(held(story, MARK).get("handover_form.sheet", ""))


@on_both
def test_talk_and_what_could_not_be_handled_go_in_their_time(story: Story) -> None:
    story.wang.says(f"今天包饺子 {MARK}")
    story.forward(hours=26)
    assert held(story, MARK) == {}
    story.wang.says(f"今天包饺子 {MARK}")
    with story.database.transaction() as session:
        update(session, Inbox, {"state": 1}, state=ASIDE, error=f"ValueError: {MARK}")
    pass_time(story, timedelta(days=20))
    assert held(story, MARK)
    pass_time(story, timedelta(days=11))
    assert held(story, MARK) == {}


def test_what_was_asked_outside_or_is_a_groups_own_list_goes_in_a_day(story: Story) -> None:
    story.resources.advised = story.resources.transcribed = True
    story.sweep()
    story.wang.says(f"我家墙上这片是不是有点怪 {MARK}")
    story.wang.says(f"#接龙\n周六体检几人参加 {MARK}\n1. 3-502 2人")
    story.wang.sends_voice(PHOTO)
    assert set(held(story, MARK, PHOTO)) >= {"chain_text.text", "inbox.body"}
    story.forward(hours=26)
    assert set(held(story, MARK, PHOTO)) <= {"ticket.words", "report.words", "outbox.payload"}


# Every table that holds text, and how long residents' words may stay in it; docs/privacy.md says the same.
WHERE = {
    "hours": "inbox chain_text opinion voice_note notice",
    "days": "outbox fact_ask invite",
    "months": "rollcall_answer door_home callout callout_event callout_person callout_seat",
    "words_kept after the ticket has ended": "ticket ticket_event report attachment handover_form",
    "until consent ends or somebody erases it": "care_person care_visit vulnerable_household",
    "until the resident erases it": "person receipt",
    "redacted, to learn from": "correction",
    "who looked or told, in the desk's own words": "care_view household_view",
    "staff's own words and the town's": "audience_list broadcast broadcast_event broadcast_part building call_out "
    "chat_group department door_campaign incident known_matter place proposal role rollcall roster_home rota_line "
    "schedule slot supervision_order whistle",
}  # fmt: skip


def test_of_every_table_somebody_has_thought_how_long_it_keeps_words() -> None:
    known = {table for tables in WHERE.values() for table in tables.split()}
    holding = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if any(not isinstance(column.type, FIGURES) for column in table.columns)
    }
    assert holding == known


@pytest.mark.parametrize("words", ["/my", "我的信息"])
def test_who_asks_later_reads_of_no_empty_words(story: Story, words: str) -> None:
    who = a_ticket_with_all_that_is_said_of_one(story)
    pass_time(story, YEAR)
    who.writes(words)
    assert "“”" not in who.hears()[-1]
