"""Announcements as staff type them: what, where, from when to when, in which words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.announcing import LONGEST, announced, buildings_in, called_in_chinese, planned_in, tells_span

NOW = datetime(2026, 11, 20, 8, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "matter", "buildings", "span", "words"),
    [
        ("停水 3号楼 9:00-17:00 计划停水，17:00前恢复", "停水", ("3",), "20 09:00 20 17:00", "计划停水，17:00前恢复"),
        ("停水 9:00-17:00", "停水", (), "20 09:00 20 17:00", ""),
        ("停电 1-3号楼 明早八点到晚上六点 线路检修", "停电", ("1", "2", "3"), "21 08:00 21 18:00", "线路检修"),
        ("停电 3号楼、5号楼 22:00-6:00 检修", "停电", ("3", "5"), "20 22:00 21 06:00", "检修"),
        ("停水 3、5号楼 今晚10点到明早6点 换阀门", "停水", ("3", "5"), "20 22:00 21 06:00", "换阀门"),
        ("停气 周六上午9点到下午3点 换表", "停气", (), "21 09:00 21 15:00", "换表"),
        ("停水 下午5点到上午9点 洗水箱", "停水", (), "20 17:00 21 09:00", "洗水箱"),
        ("停水 17:00到9:00 洗水箱", "停水", (), "20 17:00 21 09:00", "洗水箱"),
        ("停水 11月20日下午1点到5点 洗水箱", "停水", (), "20 13:00 20 17:00", "洗水箱"),
        ("停水 8点到第二天18点 洗水箱", "停水", (), "20 08:00 21 18:00", "洗水箱"),
        ("停水 22:00-次日6:00 洗水箱", "停水", (), "20 22:00 21 06:00", "洗水箱"),
        ("停水 下午2点到5点 洗水箱", "停水", (), "20 14:00 20 17:00", "洗水箱"),
        ("停水 9点到5点 洗水箱", "停水", (), "20 09:00 20 17:00", "洗水箱"),
        ("停水 九点到五点半 洗水箱", "停水", (), "20 09:00 20 17:30", "洗水箱"),
        ("停水 明天8:30-5:00 洗水箱", "停水", (), "21 08:30 21 17:00", "洗水箱"),
        ("停水 22点到6点 洗水箱", "停水", (), "20 22:00 21 06:00", "洗水箱"),
        ("停水 9点到次日5点 洗水箱", "停水", (), "20 09:00 21 05:00", "洗水箱"),
        ("停水 9点到凌晨5点 洗水箱", "停水", (), "20 09:00 21 05:00", "洗水箱"),
        ("停水 09:00-05:00 洗水箱", "停水", (), "20 09:00 21 05:00", "洗水箱"),
        ("停水 9点到0点 洗水箱", "停水", (), "20 09:00 21 00:00", "洗水箱"),
        ("停水 11月21日9:00～17:00 洗水箱", "停水", (), "21 09:00 21 17:00", "洗水箱"),
        ("停水 上午9时至11时半 洗水箱", "停水", (), "20 09:00 20 11:30", "洗水箱"),
        ("停水 3号楼正在抢修，12:00前恢复", "停水", ("3",), "20 08:12 20 12:00", "3号楼正在抢修，12:00前恢复"),
    ],
)
def test_what_is_announced(text: str, matter: str, buildings: tuple[str, ...], span: str, words: str) -> None:
    told = announced(text, NOW)
    assert told.starts is not None
    assert told.ends is not None
    assert (told.matter, told.buildings, told.words) == (matter, buildings, words)
    assert f"{told.starts:%d %H:%M} {told.ends:%d %H:%M}" == span


@pytest.mark.parametrize("text", ["停水", "停水 3号楼", "停水 3号楼 明天", "停水 7:00前恢复", "停水 9:00-12月31日9:00"])
def test_without_an_end_nothing_is_announced(text: str) -> None:
    assert announced(text, NOW).ends is None


@pytest.mark.parametrize(
    ("text", "buildings"),
    [("A座和B座", ("A", "B")), ("1到3栋", ("1", "2", "3")), ("三号楼", ("3",)), ("3号下午", ()), ("全小区", ())],
)
def test_buildings(text: str, buildings: tuple[str, ...]) -> None:
    assert buildings_in(text) == buildings


DAYS = st.sampled_from(["", "明天", "明晚", "周六", "上午", "下午", "11月21日"])
HOURS = st.builds("{}{}{}".format, DAYS, st.integers(0, 23), st.sampled_from(["点", ":30", "时"]))


@given(st.sampled_from(["停水 3号楼 ", "停电 5-12栋 ", "停气 "]), HOURS, st.sampled_from(["到", "-", "至"]), HOURS)
def test_the_end_comes_after_the_start(head: str, start: str, between: str, end: str) -> None:
    told = announced(f"{head}{start}{between}{end} 检修", NOW)
    assert told.starts is None or told.ends is None or told.starts < told.ends <= told.starts + LONGEST


def test_most_hours_that_are_typed_are_read() -> None:
    spans = [
        announced(f"停水 {start}点到{end}点 检修", NOW) for start in range(24) for end in range(24) if start != end
    ]
    assert sum(told.starts is not None and told.ends is not None for told in spans) > len(spans) / 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("换阀门", False),
        ("换阀门，17:00前恢复", False),
        ("今天9点到17点停水", True),
        ("上午9点停水 下午5点恢复", True),
        ("3号楼11月20日09:00到17:00停水", True),
    ],
)
def test_words_that_say_themselves_from_when_to_when(words: str, told: bool) -> None:
    starts = NOW.replace(hour=9, minute=0)
    assert tells_span(words, starts, starts.replace(hour=17)) is told


@pytest.mark.parametrize(
    ("text", "matter", "buildings", "span"),
    [
        ("【停水】3号楼、4号楼将于11月21日（星期六）9:00至16:00停水", "停水", ("3", "4"), "21 09:00 21 16:00"),
        ("【停电通知】明天上午9点到下午5点3号楼停电检修", "停电", ("3",), "21 09:00 21 17:00"),
        ("【停电通知】接供电局通知，明天8:30到17:00全小区停电检修", "停电", (), "21 08:30 21 17:00"),
        ("通知：11月21号周六上午8点至下午5点，1-3号楼停气", "停气", ("1", "2", "3"), "21 08:00 21 17:00"),
        ("预计明天9点到17点停水", "停水", (), "21 09:00 21 17:00"),
        ("3号楼明天9点到17点停水", "停水", ("3",), "21 09:00 21 17:00"),
        ("后天全小区停水，大家储水", "停水", (), "22 00:00 23 00:00"),
        ("明天上午停水", "停水", (), "21 08:00 21 12:00"),
        ("今晚停电检修", "停电", (), "20 18:00 20 22:00"),
        ("3号楼后天下午停气", "停气", ("3",), "22 12:00 22 18:00"),
        ("明天早上9点停水，下午5点来水", "停水", (), "21 09:00 21 17:00"),
        ("3号楼明天9点停电 预计17点前恢复", "停电", ("3",), "21 09:00 21 17:00"),
    ],
)  # fmt: skip
def test_a_notice_to_residents(text: str, matter: str, buildings: tuple[str, ...], span: str) -> None:
    (told,) = planned_in(text, NOW)
    assert (told.matter, told.buildings) == (matter, buildings)
    assert f"{told.starts:%d %H:%M} {told.ends:%d %H:%M}" == span


@pytest.mark.parametrize(
    "text",
    [
        "【通知】原定11月21日9:00至16:00停水取消", "11月21日9:00至16:00电梯检修", "3号楼停水了，正在抢修",
        "【通知】11月21日停水，时间另行通知", "昨天9:00到12:00停水是水泵检修", "11月10日9:00至16:00停水通知",
        "今天9点到12点停水检修吗", "3号楼明天9点到12点停水，5号楼停电", "今天停水停电", "明天停水吗", "明天不停水",
        "明天要是停水先储水", "8月15日至20日停水", "明天停电梯检修", "明天停水费催缴",
        "明天上午9点到11点冲洗管网，部分楼栋停水",
        "3号楼停水了，正在抢修，预计17点恢复", "昨晚9点到12点停水",
        "今早6点停水 10点恢复的 现在正常", "明天9点停水，8点开会", "昨晚停水了",
        "今早停水", "明天凌晨停水", "已经停水，明天恢复", "停水明天才能修好", "停水到明天", "3号楼停水了 明天来水",
        "要不是明天停水就好了", "明天停水谁知道几点",
    ],
)  # fmt: skip
def test_what_plans_nothing(text: str) -> None:
    assert planned_in(text, NOW) == ()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("通知：9点到12点停水停电", "20 09:00 20 12:00"),
        ("明天9点到17点停水、停电", "21 09:00 21 17:00"),
        ("明天停水电，大家准备一下", "21 00:00 22 00:00"),
        ("明天停水停电", "21 00:00 22 00:00"),
    ],
)
def test_two_supplies_are_off_together(text: str, hours: str) -> None:
    told = planned_in(text, NOW)
    assert [each.matter for each in told] == ["停水", "停电"]
    assert {f"{each.starts:%d %H:%M} {each.ends:%d %H:%M}" for each in told} == {hours}


@given(st.text(max_size=40))
def test_a_notice_has_a_beginning_and_an_end(text: str) -> None:
    for told in planned_in(f"停水通知 {text} 9:00至16:00停水", NOW):
        assert told.starts and told.ends and told.starts < told.ends and told.ends > NOW


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("明天停车场停电", False), ("停车场明天9点到17点停电", False), ("明天地下车库停水", False),
        ("明天小区停车场停电检修", False), ("明天停电（仅停车场）", False), ("明天停车场、充电桩停电", False),
        ("明天路灯停电", False), ("明天小广场停电", False), ("明天楼道停电", False),
        ("明天停电，范围是地下车库", False),
        ("明天停车楼停电", False), ("明天消防水停水", False), ("明天9点至17点地下车库停电，居民用电不受影响", False),
        ("明天3号楼和停车场停电", True), ("明天停车场和3号楼停电", True), ("停车场检修，明天停电", True),
        ("因停车场施工明天停电", True), ("明天全小区停电，包括停车场", True), ("明天停电，停车场也停", True),
        ("中央公园明天停电", True), ("明天停车场停电，3号楼也停电", True), ("明天停电，车请停到停车场外面", True),
    ],
)  # fmt: skip
def test_what_is_off_at_a_spot_is_off_in_no_home(text: str, kept: bool) -> None:
    assert bool(planned_in(text, NOW)) is kept


@given(st.sampled_from(["停车场", "地下车库", "充电桩", "活动室"]), st.sampled_from("水电"), st.integers(1, 99))
def test_a_spot_alone_is_never_a_cut_of_homes(spot: str, sign: str, number: int) -> None:
    assert planned_in(f"明天{spot}停{sign}", NOW) == ()
    (told,) = planned_in(f"明天{number}号楼和{spot}停{sign}", NOW)
    assert told.buildings == (str(number),)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("water 9:00-17:00", "停水 9:00-17:00"),
        ("Power cut: building 3", "停电 building 3"),
        ("no planned gas outage today", "停气 today"),
        ("停水 3号楼", "停水 3号楼"),
        ("waterproofing 9:00", "waterproofing 9:00"),
    ],
)
def test_what_is_off_is_called_in_chinese(words: str, told: str) -> None:
    assert called_in_chinese(words) == told
