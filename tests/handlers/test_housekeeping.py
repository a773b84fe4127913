"""Stories of what the desk forgets, and when."""

from datetime import timedelta

from sqlmodel import select

from handlers import housekeeping
from models.inbox import Inbox
from models.notice import Notice, add_notice
from models.outbox import Outbox
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"


def bodies(story: Story) -> list[bytes]:
    with story.database.transaction() as session:
        return [row.body for row in session.exec(select(Inbox))]


@on_both
def test_group_talk_is_erased_after_a_day(story: Story) -> None:
    story.wang.says("今天包饺子 dumplings")
    story.wang.sends_photo("cat")
    story.forward(hours=23, minutes=30)
    assert any(b"dumplings" in body for body in bodies(story))
    story.forward(hours=2)
    assert bodies(story) == []
    assert "cat" not in str(story.dump([])["attachment"])


def test_tickets_and_their_words_stay(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(days=3)
    assert story.ticket().words == LIFT
    assert bodies(story) == []


def test_cards_can_be_worked_on_long_after_the_talk_is_gone(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.forward(days=4)
    story.now += timedelta(days=16)
    story.sweep()
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.last(RESIDENTS).reply_to == said
    assert story.wang.presses("解决了") == "好的，谢谢您。"


def test_messages_about_nothing_are_forgotten_after_a_week_but_not_the_notice(story: Story) -> None:
    story.wang.says("大家好")
    story.sweep()
    story.wang.starts()
    story.wang.writes("你是谁呀")
    story.forward(days=8)
    with story.database.transaction() as session:
        purposes = {row.purpose for row in session.exec(select(Outbox)) if row.ticket_id is None}
        talk = [row for row in session.exec(select(Outbox)) if row.ticket_id is None and row.purpose == "asked"]
    assert "notice" in purposes
    assert talk == []


def notices(story: Story) -> list[Notice]:
    with story.database.transaction() as session:
        return list(session.exec(select(Notice)))


@on_both
def test_what_staff_were_told_is_erased_after_a_day_and_what_waits_stays(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.forward(hours=3)
    assert any(row.said_at for row in notices(story))
    story.now += timedelta(days=2)
    with story.database.transaction() as session:
        add_notice(
            session, user_id=501, ticket_id=1, kind="nudge", service_class="P2", face={}, made_at=story.now,
            due_at=story.now + timedelta(days=9),
        )  # fmt: skip
    story.now += timedelta(days=2)
    story.call(housekeeping.forget)
    assert [row.said_at for row in notices(story)] == [None]


def test_forgetting_twice_is_forgetting_once(story: Story) -> None:
    story.wang.says("今天包饺子")
    story.now += timedelta(days=2)
    assert story.call(housekeeping.forget) >= 1
    assert story.call(housekeeping.forget) == 0


def test_identity_numbers_are_never_kept_outside_the_inbox(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了，身份证110101199003071234也登记一下")
    assert "110101199003071234" not in str(story.dump())
    assert "***" in story.ticket().words
