"""Notices as staff type them: kind, for whom, when, how, and what is still missing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.composing import KINDS, answered, next_field, outage_in, typed, window, with_whole_head

NOW = datetime(2026, 11, 20, 8, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "kind", "head", "missing"),
    [
        ("停水 3号楼 9:00-17:00 换管道", "water", "3号楼", ""),
        ("停水通知 3号楼、5号楼：明天9:00到17:00 换管道", "water", "3号楼、5号楼", ""),
        ("停水 3号楼", "water", "3号楼", "when"),
        ("停水", "water", "", "when"),
        ("停电 1-3号楼 11月28日8:00-18:00", "power", "1-3号楼", "why"),
        ("天气预警 红色 今天20:00到明天6:00 别出门", "weather", "", ""),
        ("天气预警 暴雨红色预警 今天20:00到明天6:00", "weather", "暴雨", "todo"),
        ("会议 工作群: 明天下午3点 楼长会", "meeting", "工作群", "where"),
        ("缴费 第一网格: 医保缴费 12月31日17点前", "payment", "第一网格", "how"),
        ("体检 达濠社区: 周六上午9点到11点", "clinic", "达濠社区", "where"),
        ("防诈骗 达濠社区: 别给验证码", "fraud", "达濠社区", ""),
        ("3号楼 5号楼: 今天下午四点半来社区", "", "3号楼 5号楼", ""),
        ("water 9:00-17:00 new pipes", "water", "", ""),
    ],
)
def test_kind_head_and_what_is_asked_next(text: str, kind: str, head: str, missing: str) -> None:
    found = typed(text, NOW)
    assert (found.kind, found.head, next_field(kind, found.fields)) == (kind, head, missing)


def test_how_it_is_sent() -> None:
    found = typed("3号楼 5号楼 每10分钟一栋 明早8点发：下楼做核酸，收到请回复", NOW)
    assert (found.head, found.words) == ("3号楼 5号楼", "下楼做核酸，收到请回复")
    assert (found.every, found.receipts) == (timedelta(minutes=10), True)
    assert found.leaves == datetime(2026, 11, 21, 8, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("text", "staged", "every"),
    [
        ("3号楼 分批：下楼", True, None),
        ("3号楼 分批每20分钟 明早8点发：下楼", True, 20),
        ("停水 3号楼 明天9点到17点 分批供水", False, None),
        ("3号楼：请大家分批，不要挤", False, None),
    ],
)
def test_in_waves_without_a_number(text: str, staged: bool, every: int | None) -> None:
    found = typed(text, NOW)
    assert (found.staged, found.every) == (staged, timedelta(minutes=every) if every else None)
    assert found.head == "3号楼"


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("全街道：明早8点发：检查卫生", "全街道 明早8点发：检查卫生"),
        ("第一网格：3号楼分批：早上9点体检", "第一网格 3号楼分批：早上9点体检"),
        ("第一网格：各位邻居：明天停水", "第一网格：各位邻居：明天停水"),
        ("第一网格：9:00到10:00停水", "第一网格：9:00到10:00停水"),
        ("", ""),
    ],
)
def test_how_it_is_sent_stands_before_the_second_colon(line: str, whole: str) -> None:
    assert with_whole_head(line, NOW) == whole


def test_english_says_when_it_leaves() -> None:
    found = typed("Building 3 every 10 min send tomorrow at 8:00: forms", NOW)
    assert (found.head, found.every) == ("Building 3", timedelta(minutes=10))
    assert found.leaves == datetime(2026, 11, 21, 8, tzinfo=NOW.tzinfo)


def test_the_matters_own_times_are_not_when_it_leaves() -> None:
    found = typed("停水 3号楼 今晚8点发: 明天9:00到17:00 换管道", NOW)
    assert found.leaves == datetime(2026, 11, 20, 20, tzinfo=NOW.tzinfo)
    assert window(found.fields) == (
        datetime(2026, 11, 21, 9, tzinfo=NOW.tzinfo), datetime(2026, 11, 21, 17, tzinfo=NOW.tzinfo)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words", "kept"),
    [
        ("when", "明天9点到12点半", "2026-11-21T09:00:00+08:00/2026-11-21T12:30:00+08:00"),
        ("when", "明天", ""),
        ("when", "明早", ""),
        ("when", "明天上午", "2026-11-21T08:00:00+08:00/2026-11-21T12:00:00+08:00"),
        ("when", "今晚停水", "2026-11-20T18:00:00+08:00/2026-11-20T22:00:00+08:00"),
        ("when", "周六一整天", "2026-11-21T00:00:00+08:00/2026-11-22T00:00:00+08:00"),
        ("when", "周六到周日", "2026-11-21T00:00:00+08:00/2026-11-23T00:00:00+08:00"),
        ("when", "明早8点半到中午", "2026-11-21T08:30:00+08:00/2026-11-21T12:00:00+08:00"),
        ("when", "tomorrow morning", "2026-11-21T08:00:00+08:00/2026-11-21T12:00:00+08:00"),
        ("at", "后天下午3点", "2026-11-22T15:00:00+08:00"),
        ("at", "下周", ""),
        ("level", "红色", "red"),
        ("level", "不知道", ""),
        ("where", " 社区 一楼 ", "社区 一楼"),
    ],
)
def test_answers(name: str, words: str, kept: str) -> None:
    assert answered(name, words, NOW) == kept


@given(st.text(max_size=60), st.sampled_from(sorted(KINDS)))
def test_whatever_is_typed_only_what_is_missing_is_asked(words: str, kind: str) -> None:
    found = typed(f"{KINDS[kind].zh} 3号楼: {words}", NOW)
    fields, asked = dict(found.fields), []
    assert found.kind == kind
    assert set(fields) <= set(KINDS[kind].fields)
    while name := next_field(kind, fields):
        asked.append(name)
        fields[name] = "答"
    assert asked == [name for name in KINDS[kind].fields if name not in found.fields]


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = typed(text, NOW)
    assert len(found.words) <= len(text) + 1
    assert next_field(found.kind, found.fields) in ("", *KINDS.get(found.kind, KINDS["water"]).fields)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("明天上午9点到11点停水，洗水箱，请提前接水", "utility.water_outage"),
        ("今晚10点至明早6点停电检修", "utility.power_outage"),
        ("3号楼周六全天停水", "utility.water_outage"),
        ("11月22日8:00-17:00停气，请关好阀门", "utility.gas_supply"),
        ("昨天停水给大家添麻烦了", None),
        ("明天9点到11点不停水了", None),
        ("原定明天9点到11点的停水取消", None),
        ("明天9点到11点停水推迟", None),
        ("明天9点到11点恢复供水", None),
        ("明天9点到11点收停水费", None),
        ("今天9点到11点停车场清理", None),
    ],
)
def test_a_cut_is_announced_in_plain_words_too(words: str, matter: str | None) -> None:
    found = outage_in(words, NOW)
    assert (found[0] if found else None) == matter
    assert found is None or found[1] < found[2]


@pytest.mark.parametrize(
    "words", ["明天9点到11点停车场停电", "明天9点到11点停电，仅地下车库", "明天9点到11点路灯停电检修"]
)
def test_a_cut_of_a_spot_is_no_cut_of_homes(words: str) -> None:
    assert outage_in(words, NOW) is None
    assert outage_in(words.replace("停车场", "").replace("，仅地下车库", "").replace("路灯", ""), NOW) is not None
