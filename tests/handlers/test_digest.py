"""Stories of digests: at their moments, once each, true, and not when it is too late."""

from collections.abc import Callable
from datetime import datetime

import pytest

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
    story.until(20, 17, 29)
    assert digests(story, WORKERS) == []
    story.until(20, 17, 31)
    figures = "新报1（昨天0，七天平均0），办结0（昨天0，七天平均0）。\n到点没人接0，没解决重开0，还没办完1。"
    assert digests(story, WORKERS) == [f"达濠社区　周五\n\n{figures}\n\n没有要您定的。"]
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
    assert digests(story, OFFICIALS)[0].startswith("光明街道　上周\n\n新报1（前一周0），办结0（前一周0）。")
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
        story.xiaoyan.says(f"办结 {number} 好了", WORKERS)
    story.wang.presses("没解决")
    story.xiaoyan.says("办结 1 又修了", WORKERS)
    story.wang.presses("解决了")
    story.person(46, "2-1-301 老李").says("误会了 4")
    story.xiaoyan.says("接单 5", WORKERS)
    story.until(20, 17, 31)
    assert digests(story, WORKERS)[-1] == (
        "达濠社区　周五\n\n"
        "新报4（昨天0，七天平均0），办结1（昨天0，七天平均0）。\n"
        "到点没人接1，没解决重开1，还没办完2。\n"
        "办结的1件里，100%没出社区。\n"
        "撤回和误会的1件没算。\n\n"
        "请您定1件：\n"
        "2号单　垃圾满溢 1号楼垃圾桶　08:42前该有人接"
    )


def test_the_street_decides_what_has_climbed_to_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.until(23, 8, 31)
    text = digests(story, OFFICIALS)[-1]
    assert "新报2（前一周0）" in text
    assert "请您定1件：\n1号单　电梯故障 3号楼2单元　11月20日08:27前该有人接" in text
    assert "垃圾" not in text


def test_the_week_of_a_monday_morning_ends_on_sunday(story: Story) -> None:
    story.wang.says(LIFT)
    story.until(23, 7, 50)
    story.zhao.says("1号楼垃圾桶满了")
    story.until(23, 8, 31)
    assert "新报1（前一周0）" in digests(story, OFFICIALS)[-1]
    assert "还没办完2" in digests(story, OFFICIALS)[-1]


def test_at_most_five_are_to_be_decided(story: Story) -> None:
    for n in range(9):
        story.person(100 + n, f"老邻居{n}").says(f"{n + 1}号楼垃圾桶满了")
    story.until(20, 17, 31)
    text = digests(story, WORKERS)[-1]
    assert "请您定5件：" in text
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
