"""What somebody may ask of their own data."""

import pytest
from sqlmodel import select

from models.report import Report
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


def test_professions_and_answers_to_call_outs_are_erased_but_for_one_that_goes_on(story: Story) -> None:
    story.all_staff()
    wang = story.person(11, "王阿姨")
    wang.starts()
    story.admin.writes("专业 王阿姨 医生")
    for hour in (10, 16):
        story.wu.writes(f"集合 今天{hour}点 光明街道：1名医生")
        story.wu.presses("发出", story.wu.who.id)
        story.sweep()
        wang.presses("来", wang.who.id)
        story.until(20, 15)
    wang.writes("我的信息")
    assert "专业：医生" in wang.hears()[-1] and "集合里叫过您" in wang.hears()[-1]
    wang.writes("删除我的信息")
    assert "删好了" in wang.hears()[-1]
    rows = story.dump()
    assert not any(row[2] == "医生" for row in rows["role"])
    assert [row[1] for row in rows["callout_person"]] == ["2"]
    assert [row[4] for row in rows["callout_seat"] if row[1] == "1"] == ["None"]
    wang.writes("我的信息")
    assert "专业" not in wang.hears()[-1]


def test_in_a_group_nothing_of_it_is_said(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    before = story.texts(RESIDENTS)
    story.wang.says("我的信息", RESIDENTS)
    assert story.texts(RESIDENTS) == before


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("我身份证440506198001011234，电话13812345678", True),
        ("3号楼2单元电梯坏了，身份证11010119900307447X", True),
        ("快递单号440506198013011234帮我拿一下", False),
        ("订单20261120123456789012没到", False),
        ("办低保要带身份证吗", False),
        ("电话13812345678", False),
    ],
)
def test_who_shows_an_identity_number_in_the_group_is_asked_to_take_it_back(
    story: Story, words: str, asked: bool
) -> None:
    said = story.wang.says(words)
    told = [each for each in story.seen(RESIDENTS) if "麻烦您撤回" in each.text]
    assert [each.reply_to for each in told] == ([said] if asked else [])
