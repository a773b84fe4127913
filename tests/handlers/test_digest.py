"""Stories of digests: at their moments, once each, true, and not when it is too late."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.enclosures import Enclosures
from models.outbox import Outbox
from models.rates import cases
from tests.bot.test_enclosures import cells, size
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, SHANGHAI, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
NO_GROUPS = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""


def digests(story: Story, chat: int) -> list[str]:
    names = ("达濠社区　", "光明街道　")
    return [text for text in story.texts(chat) if text.startswith(names)]


@on_both
def test_the_community_reads_at_half_past_five_every_day(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("已联系 1", WORKERS)
    story.until(20, 17, 29)
    assert digests(story, WORKERS) == []
    story.until(20, 17, 31)
    assert digests(story, WORKERS) == [
        "达濠社区　周五\n没有超期的。\n没有要您定的。\n\n"
        "新报1，办结0。\n"
        "到点没人接0，超期没办完0，没解决重开0，还没办完1。\n\n"
        "事多：垃圾满溢1\n"
        "各网格：\n第一网格　新报1、办结0、超期0\n第二网格　新报0、办结0、超期0\n"
        "明天：没有到时限的，也没有登记的停水停电。\n"
        "统计：11月20日新报的1件。"
    ]
    story.until(21, 17, 29)
    assert len(digests(story, WORKERS)) == 1
    story.until(21, 17, 31)
    assert len(digests(story, WORKERS)) == 2
    assert digests(story, WORKERS)[1].startswith("达濠社区　周六")
    assert digests(story, OFFICIALS) == []
    assert [text for text in story.texts(RESIDENTS) if "七天平均" in text] == []


@on_both
def test_the_street_reads_on_monday_at_half_past_eight(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.until(23, 8, 29)
    assert digests(story, OFFICIALS) == []
    story.until(23, 8, 31)
    assert len(digests(story, OFFICIALS)) == 1
    assert digests(story, OFFICIALS)[0].startswith("光明街道　上周\n1件超期。\n没有要您定的。\n\n新报1，")
    assert digests(story, OFFICIALS)[0].endswith("统计：11月16日到11月22日新报的1件。")
    story.until(26, 23)
    assert len(digests(story, OFFICIALS)) == 1


def test_a_place_where_nothing_happens_reads_nothing(story: Story) -> None:
    story.until(23, 20)
    assert digests(story, WORKERS) == digests(story, OFFICIALS) == []


def test_a_day_in_figures(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.person(45, "5-1-101 老郑").says("5号楼1单元电梯坏了", OTHERS)
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.person(47, "6-1-301 老周").says("6号楼下水道堵了", OTHERS)
    for number in (1, 3):
        story.xiaoyan.says(f"办结 {number} 换了门电机", WORKERS)
    story.wang.presses("没解决")
    story.xiaoyan.says("办结 1 又修了", WORKERS)
    story.wang.presses("解决了")
    story.person(46, "2-1-301 老李").says("误会了 4")
    story.xiaoyan.says("接单 5", WORKERS)
    story.xiaoyan.says("已联系 5", WORKERS)
    story.until(20, 17, 31)
    assert digests(story, WORKERS)[-1] == (
        "达濠社区　周五\n1件超期，办结的1件里100%没出社区。\n请您定1件。\n\n"
        "新报4，办结1。\n"
        "到点没人接1，超期没办完0，没解决重开1，还没办完2。\n\n"
        "请您定：\n"
        "2号单　垃圾满溢 1号楼　时限08:42已过，没人接\n\n"
        "事多：电梯故障2、下水堵塞1、垃圾满溢1\n"
        "各网格：\n第一网格　新报2、办结1、超期1\n第二网格　新报2、办结0、超期0\n"
        "明天：1件到时限。\n"
        "统计：11月20日新报的4件；没算误会1。"
    )


def test_what_comes_back_is_counted_on_the_day_it_does(story: Story) -> None:
    """没解决重开0 stood above 居民说没解决：“电梯又停了”, and what was closed the day before had become 昨天0."""
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wang.presses("解决了")
    story.until(20, 17, 31)
    assert "新报1，办结1。" in digests(story, WORKERS)[-1]
    assert "没解决重开0" in digests(story, WORKERS)[-1]
    story.until(21, 10)
    story.wang.says("电梯又停了")
    story.until(21, 17, 31)
    second = digests(story, WORKERS)[-1]
    assert "新报0（昨天1" in second
    assert "办结0（昨天1" in second
    assert "没解决重开1，还没办完1。" in second
    story.xiaoyan.says("办结 1 门机也换了", WORKERS)
    story.until(22, 10)
    story.wang.presses("解决了")
    story.until(22, 17, 31)
    assert "办结1（昨天0，七天平均0.1）" in digests(story, WORKERS)[-1]
    assert "没解决重开0" in digests(story, WORKERS)[-1]


def test_the_street_decides_what_has_climbed_to_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.until(23, 8, 31)
    text = digests(story, OFFICIALS)[-1]
    assert "新报2，办结" in text
    assert "请您定：\n1号单　电梯故障 3号楼2单元　时限11月20日08:27已过，没人接" in text
    assert "2号单" not in text


def test_the_week_of_a_monday_morning_ends_on_sunday(story: Story) -> None:
    story.wang.says(LIFT)
    story.until(23, 7, 50)
    story.zhao.says("1号楼垃圾桶满了")
    story.until(23, 8, 31)
    assert "新报1，办结" in digests(story, OFFICIALS)[-1]
    assert "还没办完2" in digests(story, OFFICIALS)[-1]


def test_at_most_five_are_to_be_decided(story: Story) -> None:
    for n in range(9):
        story.person(100 + n, f"老邻居{n}").says(f"{n + 1}号楼垃圾桶满了")
        story.forward(minutes=31)
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "请您定5件，还有4件在“全部”里。" in text
    assert text.count("号单") == 5
    assert len(text) < 900


@on_both
def test_a_digest_is_written_once_whoever_sweeps_and_however_often(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.now = datetime(2026, 11, 20, 17, 30, 5, tzinfo=SHANGHAI)
    for _ in range(4):
        story.sweep()
    assert len(digests(story, WORKERS)) == 1


@pytest.mark.parametrize(("hour", "minute", "count"), [(17, 29, 0), (17, 30, 1), (21, 0, 1), (23, 29, 1), (23, 31, 0)])
def test_after_a_sleep_it_comes_late_but_not_too_late(story: Story, hour: int, minute: int, count: int) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.now = datetime(2026, 11, 20, hour, minute, tzinfo=SHANGHAI)
    story.sweep()
    assert len(digests(story, WORKERS)) == count


def test_days_asleep_are_not_made_up_for(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.sweep()
    story.now = datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI)
    story.sweep()
    assert len(digests(story, WORKERS)) == 1
    assert digests(story, WORKERS)[0].startswith("达濠社区　周三")


def test_where_there_is_no_group_it_comes_in_private(open_story: Callable[..., Story]) -> None:
    story = open_story(NO_GROUPS)
    story.all_staff()
    story.wang.says(LIFT)
    story.until(20, 17, 31)
    assert len(digests(story, 601)) == 1
    story.until(23, 8, 31)
    assert len(digests(story, 701)) == 1


def test_no_room_and_no_name_stands_in_a_digest(story: Story) -> None:
    story.wang.says("家里漏水了 3号楼2单元501")
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "1号单　渗漏水" in text
    assert "501" not in text
    assert "王阿姨" not in text


# what goes with it ------------------------------------------------------------------------------------------------


def enclosed(story: Story, chat: int) -> list[dict[str, Any]]:
    """What the messages in a chat named to be sent with them, oldest first."""
    with story.database.transaction() as session:
        rows = session.exec(
            select(Outbox).where(Outbox.chat_id == chat, Outbox.purpose == "digest").order_by(col(Outbox.id))
        )
        return [row.payload["encloses"] for row in rows if "encloses" in row.payload]


@on_both
def test_a_picture_and_a_table_go_with_it(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.person(46, "2-1-301 老李").says("2号楼楼道灯不亮")
    story.until(20, 17, 31)
    picture, sheet = enclosed(story, WORKERS)
    assert picture["values"]["heat"]["rows"] == ["2号楼", "3号楼"]
    assert picture["values"]["heat"]["parts"] == ["第一网格", "第一网格"]
    assert [(tile["name"], tile["count"]) for tile in picture["values"]["tiles"]] == [
        ("超期", 2),
        ("要您定", 1),
        ("新报", 2),
        ("办结", 0),
    ]
    assert picture["values"]["new"] == [0] * 13 + [2]
    made = Enclosures(story.database, story.resources)
    assert size(made.made(picture).content)[0] == 1080
    book = made.made(sheet)
    assert book.name == "达濠社区 2026-11-20.xlsx"
    assert sheet["tables"][0][1] == ["网格", "新报", "办结", "按时办结", "到时限的", "超期"]
    found = cells(book.content, 3)
    assert "电梯故障" in found
    assert "第一网格" in found
    assert "王阿姨" not in found
    assert "301" not in found
    table = story.card(WORKERS, "附表")
    assert table.reply_to == story.card(WORKERS, "达濠社区　周五").id


def test_nothing_quiet_shows_its_place(story: Story) -> None:
    story.all_staff()
    story.person(48, "3-2-901 小孙").says("两口子天天闹离婚，3号楼2单元902")
    assert story.ticket().quiet
    story.until(20, 17, 31)
    picture, sheet = enclosed(story, WORKERS)
    assert picture["values"]["heat"]["rows"] == []
    assert "3号楼" not in digests(story, WORKERS)[-1]
    row = cells(Enclosures(story.database, story.resources).made(sheet).content, 3)
    assert ">3<" not in row.split("<sheetData>")[1].split("</row>")[1].split("<v>", 8)[7]


# every section ----------------------------------------------------------------------------------------------------


def test_what_comes_together_in_a_building_is_told(story: Story) -> None:
    story.all_staff()
    for n in range(3):
        story.now += timedelta(hours=1)
        neighbour = story.person(60 + n, f"邻居{n}")
        neighbour.says(f"3号楼{n + 1}单元下水道堵了")
        story.xiaoyan.says(f"办结 {n + 1} 通了", WORKERS)
        neighbour.presses("解决了")
    story.until(20, 17, 31)
    assert "两天里扎堆：3号楼下水堵塞3件" in digests(story, WORKERS)[-1]


def test_what_reporters_say_is_quoted_without_names_and_rooms(story: Story) -> None:
    story.xiaoyan.says("先开个头", WORKERS)
    story.wang.says(LIFT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.says("没解决 1 501的王阿姨还是上不去", RESIDENTS)
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "居民说没解决：“" in text
    assert "501" not in text
    assert "王阿姨" not in text


def test_what_who_leads_has_seen_is_no_word_of_a_resident(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.chen.says("1号单我看了还没好，再去一趟", WORKERS)
    assert story.events() == ["open", "claim", "resolve", "send_back"]
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "没解决重开1" in text
    assert "居民说没解决" not in text
    with story.database.transaction() as session:
        (case,) = cases(session, story.desk(session).town)
    assert case.answer == ""


def test_tomorrows_outage_is_told(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.chen.says("公告 停水 3号楼 明天9:00-17:00 计划停水", WORKERS)
    story.until(20, 17, 31)
    assert "明天：停水" in digests(story, WORKERS)[-1]
    assert "3号楼 11月21日09:00到17:00" in digests(story, WORKERS)[-1]


def test_those_who_rate_are_counted_with_those_who_did_not(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.presses("解决了")
    story.wang.presses("基本满意")
    story.until(20, 17, 31)
    assert "满意1/1（办结1件，评了1件）" in digests(story, WORKERS)[-1]


@on_both
def test_the_month_is_read_on_the_first(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.now = datetime(2026, 12, 1, 8, 39, tzinfo=SHANGHAI)
    story.sweep()
    assert not [text for text in digests(story, WORKERS) if "　11月" in text]
    story.forward(minutes=2)
    for chat, place in ((WORKERS, "达濠社区"), (OFFICIALS, "光明街道")):
        (text,) = [text for text in digests(story, chat) if "　11月" in text]
        assert text.startswith(f"{place}　11月\n1件超期")
        assert "新报1，办结0。" in text
    story.forward(days=2)
    assert len([text for text in digests(story, OFFICIALS) if "　11月" in text]) == 1


@pytest.mark.parametrize(("day", "count"), [(3, 1), (4, 0)])
def test_a_missed_month_is_sent_when_it_is_not_too_late(story: Story, day: int, count: int) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.now = datetime(2026, 12, day, 9, 0, tzinfo=SHANGHAI)
    story.sweep()
    assert len([text for text in digests(story, OFFICIALS) if "　11月" in text]) == count


def test_a_missed_monday_is_made_up_for_by_tuesday_morning(story: Story) -> None:
    story.xiaoyan.says("代报 1号楼垃圾桶满了", WORKERS)
    story.now = datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI)
    story.sweep()
    assert digests(story, OFFICIALS)[0].startswith("光明街道　上周")


# buttons ----------------------------------------------------------------------------------------------------------


def test_looking_at_a_ticket_brings_its_card_with_all_that_can_be_done(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.until(23, 8, 31)
    before = len(story.seen(OFFICIALS))
    story.wu.presses("看1", OFFICIALS)
    card = story.last(OFFICIALS)
    assert "1号单" in card.text
    assert "🙋 接单" in card.labels or "接单" in card.labels
    assert len(story.seen(OFFICIALS)) == before
    story.wu.presses("接单", OFFICIALS)
    assert story.ticket().claimed_by == 701


def test_a_street_acts_on_what_waits(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.until(23, 8, 31)
    digest = story.card(OFFICIALS, "光明街道　上周")
    assert digest.labels == ["看1", "签发", "驳回", "全部"]
    story.wu.presses("签发", OFFICIALS, "光明街道　上周")
    assert story.ticket().colour == "red"


def test_typed_it_does_the_same(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.until(23, 8, 31)
    story.wu.writes("看 1")
    assert "1号单" in story.wu.hears()[-1]
    story.chen.says("看一下", WORKERS)
    story.wang.says("看 1")
    assert story.last(RESIDENTS).text.startswith("编号1")


def test_everything_that_waits_is_listed(story: Story) -> None:
    story.all_staff()
    for n in range(9):
        story.person(100 + n, f"老邻居{n}").says(f"{n + 1}号楼垃圾桶满了")
        story.forward(minutes=31)
    story.until(20, 17, 31)
    story.chen.presses("全部", WORKERS)
    text = story.last(WORKERS).text
    assert text.startswith("达濠社区　等着定的：\n1号单")
    assert text.count("号单") == 9
    story.wang.presses_data("1|digest_all|0|1", story.last(WORKERS).id, WORKERS)
    assert story.last(WORKERS).text == text


def test_names_without_end_do_not_make_it_too_long(open_story: Callable[..., Story]) -> None:
    long = "很长很长的名字" * 4
    town = NO_GROUPS.replace('["3"]', str([str(n) for n in range(1, 10)]).replace("'", '"'))
    story = open_story(town.replace("第一网格", long).replace("达濠社区", f"达濠{long}"))
    story.all_staff()
    for n in range(9):
        story.person(100 + n, f"老邻居{n}").says(f"{n + 1}号楼的垃圾桶满了")
        story.forward(minutes=31)
    story.until(20, 17, 31)
    text = next(text for text in story.texts(601) if "周五" in text)
    assert len(text) <= 900
    assert text.count("号单") == 5
    assert "统计：" in text


def test_what_is_behind_is_the_sum_of_what_is_told_of_it(story: Story) -> None:
    """A ticket that nobody took and that is past its whole limit is told once."""
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.zhao.says("1号楼楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS, card="楼道灯")
    story.until(26, 17, 31)
    text = digests(story, WORKERS)[-1]
    head = text.splitlines()[1]
    untaken, late = (int(text.split(word)[1].split("，")[0]) for word in ("到点没人接", "超期没办完"))
    assert head.startswith(f"{untaken + late}件超期")
    assert untaken
