"""Stories of groups for one matter: they end with it, are told so once, hear nothing more, and are left."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.inbox import Inbox
from models.place import Group
from rules.messages import Act
from tests.handlers.story import ADMIN, OTHERS, RESIDENTS, WORKERS, Story

LIFT = "电梯又坏了，停在3号楼2单元"
MATTER = -1077


def ended(story: Story) -> list[str]:
    return [text for text in story.texts(MATTER) if "到此为止" in text]


def left(story: Story) -> bool:
    return any(d.out.act is Act.LEAVE and d.out.chat == MATTER for d in story.gateway.sent)


def group(story: Story) -> Group:
    with story.database.transaction() as session:
        found = session.get_one(Group, MATTER)
        session.expunge(found)
    return found


@pytest.fixture
def waiting(story: Story) -> Story:
    """A lift that somebody works on, and a group that was opened for it."""
    story.all_staff()
    story.wang.says(LIFT)
    story.chen.says("临时群 1", MATTER)
    return story


def test_a_group_ends_with_its_ticket(waiting: Story) -> None:
    story = waiting
    assert story.texts(MATTER) == ["记下了：这个群为1号单，事情结束就散。"]
    story.xiaoyan.says("办结 1 换了门机", MATTER)
    story.sweep()
    assert ended(story) == []
    story.wang.presses("解决了")
    for _ in range(3):
        story.sweep()
    assert ended(story) == ["1号单结束了，这个群的事到此为止。小格不再听这里的话，11月21日08:12退群。谢谢大家。"]
    assert story.card(MATTER, "到此为止").silent
    assert not left(story)
    story.forward(seconds=story.resources.policies.desk.temporary_stay.total_seconds() + 1)
    assert left(story)
    assert len(ended(story)) == 1


def test_after_its_end_nothing_is_heard_or_kept(waiting: Story) -> None:
    story = waiting
    story.chen.says("误会 1", MATTER)
    story.sweep()
    assert ended(story)
    before = len(story.texts(MATTER))
    story.xiaoyan.says("今日", MATTER)
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮", MATTER)
    assert len(story.texts(MATTER)) == before
    assert len(story.tickets()) == 1
    with story.database.transaction() as session:
        kept = [row for row in session.exec(select(Inbox)) if "楼道灯" in str(row.body)]
    assert kept == []


def test_it_can_be_opened_again_for_another_matter(waiting: Story) -> None:
    story = waiting
    story.chen.says("误会 1", MATTER)
    story.sweep()
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.chen.says("临时群 2", MATTER)
    assert story.last(MATTER).text.startswith("记下了：这个群为2号单")
    story.forward(days=2)
    assert not left(story)


def test_a_group_of_an_activity_ends_with_its_day(story: Story) -> None:
    story.chen.says("临时群 到11月22日", MATTER)
    story.until(22, 23, 59)
    assert ended(story) == []
    story.now += timedelta(minutes=2)
    story.sweep()
    assert len(ended(story)) == 1


def test_a_group_of_a_notice_ends_when_its_receipts_are_in(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 要签收 第一网格：明天来领表")
    story.chen.presses("发送", 601)
    story.chen.says("临时群 广播 1", MATTER)
    story.forward(hours=23)
    assert ended(story) == []
    story.forward(hours=2)
    assert len(ended(story)) == 1


REFUSED = (
    ("临时群 128", "没找到那件事"),
    ("临时群 广播 9", "没找到那件事"),
    ("临时群 到昨天", "那件事已经结束了"),
    ("临时群 修电梯", "这个群为哪件事"),
    ("临时群", "这个群为哪件事"),
)


def test_what_cannot_be_is_said_and_changes_nothing(story: Story) -> None:
    story.all_staff()
    for words, said in REFUSED:
        story.chen.says(words, MATTER)
        assert said in story.last(MATTER).text, words
    with story.database.transaction() as session:
        found = session.get(Group, MATTER)
        assert found is None or found.place_id is None


def test_standing_groups_stay_and_workers_make_none(waiting: Story) -> None:
    story = waiting
    story.chen.says("临时群 1", WORKERS)
    assert "常设的群" in story.last(WORKERS).text
    story.chen.says("临时群 1", OTHERS)
    story.xiaoyan.says("临时群 1", -1078)
    story.chen.writes("临时群 1")
    assert "到那个群里说" in story.chen.hears()[-1]
    story.chen.says("误会 1", MATTER)
    story.forward(days=3)
    assert group(story).gone_at is not None
    for chat in (RESIDENTS, OTHERS, WORKERS):
        assert not any("到此为止" in text for text in story.texts(chat))
        with story.database.transaction() as session:
            assert session.get_one(Group, chat).gone_at is None


def test_an_admin_without_a_role_may_too(waiting: Story) -> None:
    story = waiting
    assert story.admin.who.id == ADMIN
    story.admin.says("临时群 1", -1079)
    assert story.last(-1079).text.startswith("记下了：这个群为1号单")


def test_a_group_of_a_call_out_ends_with_it(story: Story) -> None:
    story.all_staff()
    story.chen.writes("集合 明早9点 达濠社区：1名网格员")
    story.chen.presses("发出", 601)
    story.chen.says("临时群 集合 1", MATTER)
    story.sweep()
    assert ended(story) == []
    story.chen.writes("取消集合 1")
    story.sweep()
    assert ended(story)[0].startswith("集合1结束了")
