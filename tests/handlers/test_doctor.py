"""What the desk finds of itself: overdue, stuck, waiting or dead, and what life hangs on."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers import doctor
from handlers.admin import tell_rival
from handlers.resources import Deaf
from models.alarm import raise_alarm
from models.inbox import Inbox
from models.notice import add_notice
from models.outbox import REFUSED, Outbox
from models.session import insert, insert_missing
from models.slot import ClockAnchor
from models.ticket import Ticket
from templates import Texts
from tests.handlers.story import SHANGHAI, TOWN, WORKERS, Story, on_both

LATE = timedelta(minutes=2)


def nothing(story: Story) -> None:
    """A desk in good health."""


def ticket_past_its_moment(story: Story) -> None:
    story.wang.says("3号楼垃圾桶满了")
    with story.database.transaction() as session:
        session.connection().execute(sa.update(Ticket).values(due_at=story.now - LATE))


def alarm_past_its_moment(story: Story) -> None:
    story.wang.says("3号楼垃圾桶满了")
    with story.database.transaction() as session:
        raise_alarm(session, 1, story.now - LATE, story.now - LATE, False)


def notice_past_its_moment(story: Story) -> None:
    story.wang.says("3号楼垃圾桶满了")
    with story.database.transaction() as session:
        add_notice(
            session, user_id=501, ticket_id=1, kind="nudge", service_class="P2",
            face={"text": "", "buttons": []}, made_at=story.now - LATE, due_at=story.now - LATE,
        )  # fmt: skip


def message_that_does_not_leave(story: Story) -> None:
    send(story, priority=2, age=timedelta(minutes=11))


def danger_that_does_not_leave(story: Story) -> None:
    send(story, priority=0, age=timedelta(seconds=61))


def send(story: Story, priority: int, age: timedelta) -> None:
    with story.database.transaction() as session:
        insert(
            session, Outbox, bot_id=story.bot, chat_id=-1001, act="send", payload={"text": "x"}, priority=priority,
            created_at=story.now - age, purpose="asked",
        )  # fmt: skip


def update_that_waits(story: Story) -> None:
    with story.database.transaction() as session:
        at = story.now - timedelta(minutes=3)
        insert(session, Inbox, bot_id=story.bot, update_id=9, lane=1, body=b"{}", received_at=at, arrived_at=at)


def loop_that_is_dead(story: Story) -> None:
    story.resources.troubles = lambda: {"sender 900": "RuntimeError()"}


def test_why_parts_stand_is_told_with_them(story: Story) -> None:
    full = "The database is lost (database or disk is full)"
    story.resources.troubles = lambda: {"sweep": "the last sweep is 33 s ago", "intake 900": full}
    assert story.call(doctor.sentences)[0].startswith(f"这些部分停着：intake 900、sweep（{full}）。")


def clock_that_is_wrong(story: Story) -> None:
    story.resources.ahead = lambda: -timedelta(minutes=3)


def bot_that_is_deaf(story: Story) -> None:
    story.resources.deaf = lambda: [Deaf(story.bot, "silent", 3, "HTTP 502"), Deaf(story.bot, "rival", 0, "")]


@on_both
@pytest.mark.parametrize(
    ("harm", "names"),
    [
        (nothing, []),
        (ticket_past_its_moment, ["overdue"]),
        (alarm_past_its_moment, ["overdue"]),
        (notice_past_its_moment, ["overdue"]),
        (message_that_does_not_leave, ["stuck"]),
        (danger_that_does_not_leave, ["stuck"]),
        (update_that_waits, ["waiting"]),
        (loop_that_is_dead, ["loops"]),
        (clock_that_is_wrong, ["clock"]),
        (bot_that_is_deaf, ["deaf_silent", "deaf_rival"]),
    ],
)
def test_what_holds_the_pulse_back(story: Story, harm: Callable[[Story], None], names: list[str]) -> None:
    harm(story)
    with story.database.transaction() as session:
        desk = story.desk(session)
        assert [finding.name for finding in doctor.ailments(desk)] == names
        assert set(names) <= {finding.name for finding in doctor.findings(desk)}
        assert len(doctor.sentences(desk)) >= len(names)


def test_what_the_platform_refused_is_told_for_a_day(story: Story) -> None:
    send(story, priority=2, age=timedelta(hours=1))
    with story.database.transaction() as session:
        session.connection().execute(sa.update(Outbox).values(state=REFUSED))
    told = story.call(doctor.sentences)
    assert "一天里有1条消息被平台退回。运行 .venv/bin/python main.py doctor --verbose 看原因。" in told
    story.forward(days=1)
    assert not any("退回" in line for line in story.call(doctor.sentences))


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (timedelta(minutes=2), ""),
        (timedelta(minutes=-2), ""),
        (timedelta(minutes=11, seconds=5), "比平台快了11分钟，"),
        (timedelta(days=-1), "比平台慢了24小时，"),
    ],
)
def test_a_wrong_clock_is_told_with_how_wrong_it_is(story: Story, ahead: timedelta, told: str) -> None:
    story.resources.ahead = lambda: ahead
    sentences = [sentence for sentence in story.call(doctor.sentences) if "时钟" in sentence]
    assert len(sentences) == bool(told)
    assert all(told in sentence and "timedatectl" in sentence for sentence in sentences)


@on_both
def test_tickets_from_when_the_clock_was_ahead_are_told_and_begin_when_it_is_right(story: Story) -> None:
    story.all_staff()
    story.sweep()
    story.now += timedelta(days=1)
    story.wang.says("3号楼2单元楼道灯坏了")
    story.li.says("3号楼1单元着火了")
    story.sweep()
    story.now -= timedelta(days=1)
    story.resources.ahead = lambda: timedelta(days=-1)
    story.sweep()
    assert any("2张单是时钟快的时候开的" in sentence for sentence in story.call(doctor.sentences))
    story.resources.ahead = lambda: timedelta(seconds=0.3)
    story.sweep()
    assert not any("时钟" in sentence for sentence in story.call(doctor.sentences))
    assert all(ticket.created_at == story.now for ticket in story.tickets())
    rung = len(story.gateway.sent)
    story.forward(minutes=3)
    assert any("2号单" in sent.out.text and sent.out.chat == 501 for sent in story.gateway.sent[rung:])
    story.forward(hours=2)
    assert story.ticket(1).step > 0


def test_what_was_done_of_a_ticket_since_the_clock_is_right_stays_when_it_was(story: Story) -> None:
    story.all_staff()
    story.resources.ahead = lambda: timedelta(days=1)
    story.now += timedelta(days=1)
    story.wang.says("3号楼2单元楼道灯坏了")
    story.li.says("3号楼1单元着火了")
    story.forward(minutes=2)
    story.yali.says("接单 2", WORKERS)
    story.now -= timedelta(days=1)
    story.xiaoyan.says("接单 1", WORKERS)
    claimed = story.now
    story.now += timedelta(minutes=1)
    story.resources.ahead = lambda: timedelta(seconds=0.3)
    rung = len(story.gateway.sent)
    story.sweep()
    lamp, fire = story.ticket(1), story.ticket(2)
    assert (lamp.created_at, lamp.claimed_at, lamp.taken_at) == (story.now, claimed, claimed)
    assert fire.created_at == fire.claimed_at == story.now
    assert not any("2号单" in sent.out.text and sent.out.chat > 0 for sent in story.gateway.sent[rung:])


@pytest.mark.parametrize("hours", [1, 30])
def test_after_a_clock_that_was_ahead_recurring_duties_go_on(story: Story, hours: int) -> None:
    story.all_staff()
    story.sweep()
    story.now += timedelta(hours=hours)
    story.sweep()
    story.now -= timedelta(hours=hours)
    with story.database.transaction() as session:
        assert not story.desk(session).is_calm()


@pytest.mark.parametrize(("free", "told"), [(120, True), (499, True), (500, False), (None, False)])
def test_a_disk_that_is_nearly_full_is_told_before_it_is(story: Story, free: int | None, told: bool) -> None:
    story.resources.room = lambda: free
    with story.database.transaction() as session:
        sentences = doctor.sentences(story.desk(session))
        assert doctor.ailments(story.desk(session)) == []
    assert (f"数据盘只剩{free}MB，满了小格就停。清一清，或者换块大的。" in sentences) is told


COPIES = [
    # The story begins on 20 November at 08:12; the copy of that night is due at 03:30.
    (date(2026, 11, 20), ""),
    (date(2026, 11, 19), "最近一份是11月19日的"),
    (date.min, "一份都没有"),
    (None, ""),
]


@pytest.mark.parametrize(("newest", "told"), COPIES)
def test_a_nightly_copy_that_is_missing_is_told(story: Story, newest: date | None, told: str) -> None:
    anchored(story, story.now - timedelta(days=9))
    story.resources.copied = lambda until: newest
    sentences = [sentence for sentence in story.call(doctor.sentences) if "备份" in sentence]
    assert len(sentences) == bool(told)
    assert all(told in sentence for sentence in sentences)


def test_that_copies_of_a_server_are_the_operators_to_make_is_told_who_asks_and_once_a_month(story: Story) -> None:
    story.resources.copies = False
    story.admin.writes("/doctor")
    assert "pg_dump" in story.admin.hears()[-1]
    story.until(30, 9)
    assert sum("pg_dump" in line for line in story.admin.hears()) == 1
    story.forward(days=1)
    assert sum("pg_dump" in line for line in story.admin.hears()) == 2
    story.resources.copies = True
    story.admin.writes("/doctor")
    assert "pg_dump" not in story.admin.hears()[-1]


@pytest.mark.parametrize("ago", [None, timedelta(minutes=59)])
def test_a_desk_that_has_just_been_made_lacks_no_copy(story: Story, ago: timedelta | None) -> None:
    if ago is not None:
        anchored(story, story.now - ago)
    story.resources.copied = lambda until: date.min
    assert not any("备份" in sentence for sentence in story.call(doctor.sentences))


def anchored(story: Story, at: datetime) -> None:
    with story.database.transaction() as session:
        insert_missing(session, ClockAnchor, [{"id": 1, "real": at, "desk": at, "speed": 1.0}])


def names(story: Story) -> list[str]:
    found = doctor.missing_safety(story.resources.policies, story.resources.texts)
    return [finding.name for finding in found]


def test_a_missing_number_of_the_gas_company_or_of_the_duty_telephone_is_found(story: Story) -> None:
    assert names(story) == ["no_gas_company", "no_duty_telephone"]
    safety = replace(story.resources.policies.safety, gas_company="95158", duty_telephone="0755-26001234")
    story.resources.policies = replace(story.resources.policies, safety=safety)
    assert names(story) == []


def test_a_kind_of_danger_without_a_text_is_found(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "zh"
    folder.mkdir(parents=True)
    (folder / "danger_lift.j2").write_text("  \n", encoding="utf-8")
    story.resources.texts = Texts("zh", SHANGHAI, tmp_path)
    assert names(story) == ["no_danger_text", "no_gas_company", "no_duty_telephone"]
    assert "lift" in story.call(doctor.sentences)[0]


def test_a_number_for_a_place_that_nobody_knows_is_found(story: Story) -> None:
    numbers = {name: {"物业": "0755-8001"} for name in ("gm-dh-1", "达濠社区", "月光花园")}
    safety = replace(story.resources.policies.safety, round_the_clock_at=numbers)
    story.resources.policies = replace(story.resources.policies, safety=safety)
    told = [words for words in story.call(doctor.sentences) if "round_the_clock_at" in words]
    assert len(told) == 1
    assert "里写了月光花园，" in told[0]


def test_the_usual_texts_are_all_there(story: Story) -> None:
    assert "no_danger_text" not in names(story)


def test_a_year_without_holidays_is_told_a_month_before_it_matters(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    assert story.admin
    caplog.set_level(logging.WARNING, logger=doctor.__name__)
    words = "还没有2027年的放假安排"
    story.until(30, 8, 1)
    assert not any(words in text for text in story.admin.hears())
    assert "2027" not in caplog.text
    story.forward(days=1)
    assert words in story.admin.hears()[-1]
    assert "holidays.yaml has no table for 2027" in caplog.text


def test_places_of_one_name_are_told_apart(open_story: Callable[..., Story]) -> None:
    town = TOWN.read_text(encoding="utf-8").split("groups:")[0]
    town += "  - {code: cy, level: community, name: 朝阳社区, parent: gm}\n"
    town += '  - {code: cy-1, level: grid, name: 第一网格, parent: cy, buildings: ["1"]}\n'
    told = "\n".join(open_story(town).call(doctor.sentences))
    assert "达濠社区第一网格" in told and "朝阳社区第一网格" in told
    assert "第二网格" in told and "达濠社区第二网格" not in told


def test_a_bot_whose_token_is_refused_is_named_with_what_to_do(story: Story) -> None:
    story.resources.stopped = lambda: [story.bot]
    assert [finding.name for finding in story.call(doctor.ailments)] == ["bot_stopped"]
    story.admin.commands("/doctor")
    (line,) = [line for line in story.admin.hears()[-1].splitlines() if "令牌" in line]
    assert f"@{story.gateway.accounts[0].username} 的令牌了，它已经停下" in line
    assert line.endswith("把对的填进 DESK_BOT_TOKENS，再重启。")


def test_admins_hear_of_a_rival_at_once_and_once_a_day(story: Story) -> None:
    words, admin = "另有程序在用机器人 @desk_bot 的令牌收消息", story.admin
    for _ in range(2):
        story.call(lambda desk: tell_rival(desk, story.bot))
    assert sum(words in text for text in admin.hears()) == 1
    story.forward(days=1)
    story.call(lambda desk: tell_rival(desk, story.bot))
    assert sum(words in text for text in admin.hears()) == 2
