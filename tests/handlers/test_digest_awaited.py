"""Stories of what waits for an official's word: it stands in their digest and in their 今日, once, to be decided."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from handlers.digest_composing import waiting
from rules.parsing import Request
from tests.handlers.story import LIFT, OFFICIALS, TOWN, WORKERS, Story, on_both
from tests.handlers.test_digest import digests
from tests.handlers.test_whistle import TOWN as WITH_DEPARTMENTS

BIN = Request("sanitation.garbage_overflow", "P2", "3")
LEADER = """
  - {user_id: 505, name: 孙组长, roles: [{role: grid_leader, place: gm-dh-1}]}
"""


def reported(story: Story, number: int, matter: str = "sanitation.garbage_overflow") -> None:
    story.will_read(Request(matter, "P2", str(number)))
    story.person(100 + number, f"老邻居{number}").says("麻烦看一下")


def taken(story: Story, count: int = 1) -> None:
    """Tickets that Xiaoyan has and is at work on."""
    story.all_staff()
    for number in range(1, count + 1):
        reported(story, number)
        story.xiaoyan.says(f"已联系 {number}", WORKERS)


def drafted(story: Story) -> None:
    """A ticket with a yellow and a red draft, and nobody's signature."""
    taken(story)
    story.until(26, 8, 14)


@on_both
def test_a_draft_stands_in_the_digest_of_who_signs_it(story: Story) -> None:
    drafted(story)
    story.until(26, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "请您定1件。" in text
    assert "请您定：\n1号单　垃圾满溢 1号楼　红牌督办待签发\n" in text
    assert text.count("1号单") == 1
    assert story.card(WORKERS, "红牌督办待签发").labels == ["看1", "签发", "驳回", "全部"]


def test_it_is_signed_there_and_the_digest_stays(story: Story) -> None:
    drafted(story)
    story.until(26, 17, 31)
    assert story.chen.presses("签发", WORKERS, "红牌督办待签发") == "1号单红牌督办，签发了。"
    assert story.ticket().colour == "red"
    assert "红牌督办待签发" in digests(story, WORKERS)[-1]
    assert not any(m.labels for m in story.seen(601) if "督办" in m.text)
    story.until(27, 17, 31)
    assert "待签发" not in digests(story, WORKERS)[-1]


def test_the_digest_and_today_ask_for_the_same_signature(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯停了")
    story.until(23, 9, 20)
    story.wu.writes("今日")
    assert story.wu.hears()[-1].startswith("等您定1件\n1号单　电梯故障　3号楼2单元　没人接，红牌督办待签发")
    story.wu.says("日报", OFFICIALS)
    asked = story.card(OFFICIALS, "光明街道　周一")
    assert "1号单　电梯故障 3号楼2单元　时限11月20日08:27已过，没人接，红牌督办待签发\n" in asked.text
    assert asked.labels == ["看1", "签发", "驳回", "全部"]
    story.wu.presses("签发", OFFICIALS, "光明街道　周一")
    story.forward(minutes=1)
    story.wu.says("日报", OFFICIALS)
    text = digests(story, OFFICIALS)[-1]
    assert "1号单　电梯故障 3号楼2单元　时限11月20日08:27已过，没人接\n" in text
    assert "督办" not in text


@pytest.mark.parametrize(
    ("words", "about"),
    [("延期 1 2天 等配件", "延期"), ("挂账 1 资金 到12月4日 等维修资金批下来", "挂账"), ("不实 1 现场没有", "不实")],
)
def test_what_is_proposed_waits_in_the_digest(story: Story, words: str, about: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    story.until(20, 17, 31)
    assert f"请您定：\n1号单　垃圾满溢 1号楼　{about}待同意\n" in digests(story, WORKERS)[-1]
    assert story.chen.presses("驳回", WORKERS, "待同意") == f"1号单{about}，驳回了。"
    story.until(21, 17, 31)
    assert "没有要您定的。" in digests(story, WORKERS)[-1]


def test_the_street_reads_what_waits_for_the_street(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("不实 1 现场没有", WORKERS)
    story.until(23, 8, 31)
    assert "1号单　垃圾满溢 1号楼　不实待同意" in digests(story, OFFICIALS)[-1]
    assert story.card(OFFICIALS, "不实待同意").labels == ["看1", "同意", "驳回", "全部"]


def test_of_many_words_that_wait_the_overdue_keep_their_place(story: Story) -> None:
    taken(story, 6)
    for number in range(1, 7):
        story.xiaoyan.says(f"延期 {number} 2天 等配件", WORKERS)
    for number, matter in enumerate((LIFT, "property_repair.access_gate", "sanitation.greening"), 7):
        reported(story, number, matter)
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert (text.count("待同意"), text.count("已过，没人接")) == (2, 3)
    assert len(text) < 900
    story.chen.presses("全部", WORKERS)
    assert story.last(WORKERS).text.count("待同意") == 6


def test_a_ticket_is_counted_once(story: Story) -> None:
    """It stands at the street, is late, and nobody has answered its order."""
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("上报 1 要街道定", WORKERS)
    story.chen.says("上报 1 要街道定", WORKERS)
    story.wu.says("督办 1 三天了", OFFICIALS)
    story.until(30, 8, 31)
    text = digests(story, OFFICIALS)[-1]
    assert "请您定1件。" in text
    assert text.count("1号单") == 1


@on_both
def test_today_lists_what_waits_for_my_word(story: Story) -> None:
    taken(story, 2)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.xiaoyan.says("挂账 2 资金 到12月4日 等维修资金批下来", WORKERS)
    story.chen.writes("今日")
    shown = story.seen(601)[-1]
    assert shown.text == "等您定2件\n1号单　垃圾满溢　1号楼　延期待同意\n2号单　垃圾满溢　2号楼　挂账待同意"
    assert shown.labels == ["1 同意", "1 驳回", "2 同意", "2 驳回"]
    story.chen.presses("2 同意", 601)
    assert story.ticket(2).state == "suspended"
    story.wu.writes("今日")
    assert story.wu.hears()[-1] == "手上没有单，也没有等人接的。"


def test_today_lists_the_strongest_draft(story: Story) -> None:
    drafted(story)
    story.chen.writes("今日")
    assert story.chen.hears()[-1] == "等您定1件\n1号单　垃圾满溢　1号楼　红牌督办待签发"
    story.chen.presses("1 签发", 601)
    assert story.ticket().colour == "red"


def test_a_grid_leader_has_what_is_asked_of_a_grid_leader(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8") + LEADER)
    leader = story.staff(505, "孙组长")
    taken(story)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    leader.writes("今日")
    assert "1号单　垃圾满溢　1号楼　延期待同意" in leader.hears()[-1]
    story.chen.writes("今日")
    assert "待同意" not in story.chen.hears()[-1]


@on_both
def test_a_notice_that_waits_for_consent_stands_in_the_digest(story: Story) -> None:
    taken(story)
    story.xiaoyan.writes("广播 3号楼：周日上午来社区开会")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.until(20, 17, 31)
    assert "请您定：\n1号通知　“3号楼：周日上午来社区开会" in digests(story, WORKERS)[-1]
    assert "高晓燕要发，待同意" in digests(story, WORKERS)[-1]
    assert story.card(WORKERS, "待同意").labels == ["1 📣同意", "1 📣驳回", "全部"]
    story.chen.presses("1 📣同意", WORKERS)
    story.until(21, 17, 31)
    assert "没有要您定的。" in digests(story, WORKERS)[-1]
    story.until(23, 8, 31)
    assert "通知" not in digests(story, OFFICIALS)[-1]


def test_what_a_department_has_done_waits_for_a_grade(open_story: Callable[..., Story]) -> None:
    story = open_story(WITH_DEPARTMENTS)
    taken(story)
    luo = story.staff(801, "城管小罗", starts=False)
    story.xiaoyan.says("上报 1 归城管", WORKERS)
    story.chen.says("上报 1 归城管", WORKERS)
    story.wu.says("吹哨 1 城管", OFFICIALS)
    luo.says("办完 1 清走了", -1004)
    story.wu.writes("今日")
    assert "等您定1件\n1号单　垃圾满溢　1号楼　城管说办完了，待评价" in story.wu.hears()[-1]
    assert story.seen(story.wu.who.id)[-1].labels[:3] == ["1 城管 满意", "1 城管 基本满意", "1 城管 不满意"]
    story.chen.writes("今日")
    assert "待评价" not in story.chen.hears()[-1]
    story.until(23, 8, 31)
    assert "1号单　垃圾满溢 1号楼　城管说办完了，待评价" in digests(story, OFFICIALS)[-1]
    assert story.wu.presses("满意", OFFICIALS, card="待评价") == "记下了。"
    story.wu.writes("今日")
    assert "待评价" not in story.wu.hears()[-1]


def test_more_that_waits_costs_no_more_questions(story: Story) -> None:
    taken(story, 8)
    asked: list[str] = []

    def note(*event: object) -> None:
        asked.append(str(event[2]))

    def composed() -> int:
        asked.clear()
        with story.database.transaction() as session:
            engine = session.connection().engine
            sa.event.listen(engine, "before_cursor_execute", note)
            desk = story.desk(session)
            spot = desk.town.by_code["gm-dh"]
            waiting(desk, spot)
            sa.event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    few = composed()
    for number in range(2, 9):
        story.xiaoyan.says(f"延期 {number} 2天 等配件", WORKERS)
    assert composed() == few
