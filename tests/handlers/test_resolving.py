"""Stories of what is not done in time: reminded, warned, reported up with an order, drafts that officials sign."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from models.supervision import SupervisionOrder
from rules.parsing import Request
from tests.handlers.story import OFFICIALS, RESIDENTS, TOWN, WORKERS, Story, on_both

BIN = Request("sanitation.garbage_overflow", "P2", "3")
TREE = Request("sanitation.greening", "P3", "3")


def taken(story: Story, request: Request = BIN) -> None:
    story.all_staff()
    story.will_read(request)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 1", WORKERS)


def orders(story: Story) -> list[SupervisionOrder]:
    with story.database.transaction() as session:
        found = list(session.exec(select(SupervisionOrder).order_by(col(SupervisionOrder.id))))
        session.expunge_all()
    return found


def heard(story: Story, words: str) -> list[int]:
    return [user for user in (501, 502, 601, 701) for text in story.texts(user) if words in text]


def test_a_warning_in_the_dead_of_night_makes_no_sound_in_a_group(story: Story) -> None:
    """A power cut of 08:12 is warned of at 03:24, when nobody is on: the whole group was woken."""
    story.all_staff()
    story.chen.writes("我请假到12月4号")
    story.wang.says("3号楼停电了")
    story.until(21, 7, 0)
    warned = [m for chat in (WORKERS, OFFICIALS) for m in story.seen(chat) if "快到时限" in m.text]
    assert warned and all(m.silent for m in warned)


@on_both
def test_the_resolve_ladder_of_an_ordinary_matter(story: Story) -> None:
    """Three days of duty hours from 08:12 on Friday: half is Saturday 14:42, the whole Monday 08:12."""
    taken(story)
    story.until(21, 14, 41)
    assert heard(story, "时间过了一半") == []
    story.until(21, 14, 43)
    assert heard(story, "时间过了一半") == [501]
    story.until(22, 13, 25)
    assert heard(story, "快到时限") == [501]
    story.until(23, 8, 13)
    assert heard(story, "过了时限还没办好") == [601]
    assert heard(story, "普通督办。") == [501]
    assert "普通督办" in story.card(WORKERS, "1号单　").text
    assert [(row.colour, row.level) for row in orders(story)] == [("ordinary", "community")]
    story.until(24, 14, 43)
    assert heard(story, "黄牌督办拟好了") == [601]
    assert story.ticket().colour == "ordinary"
    assert story.chen.presses("签发", 601) == "1号单黄牌督办，签发了。"
    assert story.ticket().colour == "yellow"
    assert heard(story, "黄牌督办。") == [501]
    story.until(26, 8, 13)
    assert heard(story, "红牌督办拟好了") == [601]
    story.chen.presses("驳回", 601, "红牌")
    assert (story.ticket().colour, [row.refused_by for row in orders(story)]) == ("yellow", [None, None, 601])
    story.forward(days=8)
    ticket = story.ticket()
    assert (ticket.level, ticket.state, ticket.claimed_by) == ("grid", "claimed", 501)
    assert heard(story, "拟好了").count(701) == 0
    assert not any(text.startswith("1号单　") for text in story.texts(OFFICIALS))
    assert len(story.standing(RESIDENTS)) == 1


def test_working_days_leave_out_the_weekend(story: Story) -> None:
    """Seven working days from Friday 20 November; half of them ends on Wednesday at 14:42."""
    taken(story, TREE)
    story.until(25, 14, 41)
    assert heard(story, "时间过了一半") == []
    story.until(25, 14, 43)
    assert heard(story, "时间过了一半") == [501]


def test_what_is_done_in_time_is_not_pressed(story: Story) -> None:
    taken(story)
    story.until(21, 9)
    story.xiaoyan.says("办结 1 清掉了", WORKERS)
    story.until(30, 9)
    assert heard(story, "时限") == heard(story, "督办") == []


def test_at_the_community_the_street_hears_and_signs(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("上报 1 要社区定", WORKERS)
    story.chen.says("已联系 1", WORKERS)
    story.until(23, 8, 13)
    assert heard(story, "过了时限还没办好") == [701]
    assert story.ticket().level == "community"


# by hand ------------------------------------------------------------------------------------------------------


@on_both
def test_an_official_gives_an_order(story: Story) -> None:
    taken(story)
    story.wu.says("督办 1 今天要见人", OFFICIALS)
    assert story.ticket().colour == "ordinary"
    assert "今天要见人" in story.xiaoyan.hears()[-1]
    assert "几时接的、和谁谈过、办了什么、几时办好" in story.xiaoyan.hears()[-1]
    assert [(row.level, row.reply_due_at is not None) for row in orders(story)] == [("street", True)]
    story.wu.says("督办 1", OFFICIALS)
    assert "已有督办在等回复" in story.last(OFFICIALS).text


@pytest.mark.parametrize("word", ["督办 1", "签发 1", "驳回 1"])
def test_a_worker_is_no_official(story: Story, word: str) -> None:
    taken(story)
    story.until(24, 14, 43)
    story.xiaoyan.says(word, WORKERS)
    assert story.ticket().colour == "ordinary"
    assert [row.signed_by for row in orders(story)] == [None, None]


def test_a_draft_of_what_is_done_meanwhile_is_not_signed(story: Story) -> None:
    taken(story)
    story.until(24, 14, 43)
    story.xiaoyan.says("办结 1 清掉了", WORKERS)
    assert "现在是" in story.chen.presses("签发", 601)
    assert story.ticket().colour == "ordinary"


def test_an_official_hears_of_many_late_matters_at_once(story: Story) -> None:
    story.all_staff()
    matters = ("sanitation.garbage_overflow", "property_repair.corridor_light", "sanitation.greening")
    for number, matter in enumerate(matters, 1):
        story.will_read(Request(matter, "P2", str(number)))
        story.person(100 + number, f"老邻居{number}").says("麻烦看一下")
        story.xiaoyan.says(f"已联系 {number}", WORKERS)
    story.until(23, 10)
    late = [text for text in story.chen.hears() if "过了时限还没办好" in text]
    assert len(late) == 2
    assert late[1].startswith("2件：") and late[1].count("请您留意") == 2


TWO_OFFICIALS = TOWN.read_text(encoding="utf-8") + (
    "  - {user_id: 702, name: 郑科长, roles: [{role: street_center, place: gm}]}\n"
)


@pytest.mark.parametrize("word", ["", "督办 1 今天下班前要办好"])
@pytest.mark.parametrize("town", ["", TWO_OFFICIALS])
def test_an_order_on_what_the_street_holds_goes_to_those_who_should_act(
    open_story: Callable[..., Story], town: str, word: str
) -> None:
    """Nobody took it for an hour: the order is of the worker and the secretary, not of the other official."""
    story = open_story(town)
    story.all_staff()
    other = story.staff(702, "郑科长") if town else None
    story.wang.says("3号楼2单元电梯停了")
    story.forward(minutes=62)
    assert story.ticket().level == "street"
    if word:
        story.wu.writes(word)
    else:
        story.wu.presses("督办", OFFICIALS, card="1号单")
    assert heard(story, "回一句") == [501, 601]
    assert other is None or not any("回一句" in text for text in other.hears())


def test_an_order_of_the_secretary_goes_to_the_workers(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.forward(minutes=32)
    assert story.ticket().level == "community"
    story.chen.writes("督办 1 尽快")
    assert heard(story, "普通督办：") == [501]


def test_an_order_given_at_night_goes_to_who_will_act_in_the_morning(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.until(20, 22)
    story.wang.says("麻烦看一下")
    story.wu.writes("督办 1 明早清走")
    assert heard(story, "普通督办：") == []
    story.until(21, 9)
    assert heard(story, "普通督办：") == [501, 601]
