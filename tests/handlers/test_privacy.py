"""What somebody may ask of their own data."""

from sqlmodel import select

from models.ticket import Report
from tests.handlers.story import RESIDENTS, WORKERS, Story


def _kept(story: Story, user: int) -> list[Report]:
    with story.database.transaction() as session:
        found = list(session.exec(select(Report).where(Report.user_id == user)))
        session.expunge_all()
    return found


def _report_and_finish(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("办结 1 换了电机", WORKERS)
    story.wang.presses("解决了", RESIDENTS)


def test_i_see_what_is_kept_of_me_and_nobody_elses(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.li.says("3号楼2单元路灯不亮")
    story.wang.starts()
    story.wang.says("我的信息", story.wang.who.id)
    said = story.wang.hears()[-1]
    assert "电梯停了" in said
    assert "路灯" not in said


def test_what_is_finished_is_erased(story: Story) -> None:
    _report_and_finish(story)
    story.wang.starts()
    story.wang.says("删除我的信息", story.wang.who.id)
    assert _kept(story, story.wang.who.id) == []
    assert "删好了" in story.wang.hears()[-1]
    assert story.ticket(1).state == "closed"


def test_what_is_open_is_kept_until_its_answer(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.wang.starts()
    story.wang.commands("/erase")
    assert len(_kept(story, story.wang.who.id)) == 1
    assert "还有1条没办完" in story.wang.hears()[-1]


def test_in_a_group_nothing_of_it_is_said(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    before = story.texts(RESIDENTS)
    story.wang.says("我的信息", RESIDENTS)
    assert story.texts(RESIDENTS) == before
