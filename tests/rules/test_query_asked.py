"""Questions of staff in plain words: which tickets are meant, and what is no question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.query_asked import About, asked_in, asks_state, asks_what_came, greets, only_asks
from rules.query_table import Asked, What


@pytest.mark.parametrize(
    ("text", "building", "unit", "thing"),
    [
        ("3号楼那个电梯怎么样了", "3", "", "电梯"),
        ("那个3号楼电梯呢", "3", "", "电梯"),
        ("三号楼2单元的灯修好了没有？", "3", "2", "灯"),
        ("麻烦问一下，3栋漏水的事到哪一步了", "3", "", "漏水"),
        ("下水道堵了那个呢", "", "", "下水道堵了"),
        ("5号楼什么情况", "5", "", ""),
    ],
)
def test_what_is_meant(text: str, building: str, unit: str, thing: str) -> None:
    about = asks_state(text)
    assert about is not None
    assert (about.building, about.unit, about.thing) == (building, unit, thing)


@pytest.mark.parametrize(
    "text",
    [
        "3号楼电梯修好了",
        "3号楼电梯还没修好",
        "3号楼电梯有人在修",
        "3号楼电梯停了",
        "我家的灯怎么样了",
        "那3号楼呢",
        "怎么样了",
        "谁在办",
        "3号楼和5号楼电梯怎么样了",
        "3号楼电梯怎么样了，没好的话今天要催维保过来",
    ],
)
def test_what_asks_of_no_ticket(text: str) -> None:
    assert asks_state(text) is None


@pytest.mark.parametrize("text", ["今天出了什么事", "今儿出啥事了", "今天都报了些什么问题", "今天发生了什么事没有"])
def test_what_came_today(text: str) -> None:
    assert asks_what_came(text)


@pytest.mark.parametrize("text", ["今天有什么事", "出了什么事", "今天我办了什么事", "今天他家出了什么事啊你说"])
def test_what_asks_something_else(text: str) -> None:
    assert not asks_what_came(text)


@pytest.mark.parametrize(
    ("text", "what", "thing", "when"),
    [
        ("上周电梯坏了几次", What.COUNT, "电梯坏了", "上周"),
        ("昨天停了几次电", What.COUNT, "停电", "昨天"),
        ("有多少户漏水还没修", What.COUNT, "漏水", ""),
        ("今天有没有人打架", What.COUNT, "打架", "今天"),
        ("有人投诉网格员吗", What.COUNT, "投诉网格员", ""),
        ("3号楼着火了吗", What.COUNT, "着火", ""),
        ("列一下所有停水的单子", What.COUNT, "停水", ""),
        ("上周电梯", What.COUNT, "电梯", "上周"),
        ("最近电梯老坏的是哪栋", What.WHERE, "电梯坏", "最近"),
        ("哪个小区电梯故障最多", What.WHERE, "电梯故障", ""),
        ("哪些超期了", What.OVERDUE, "", ""),
        ("超期", What.OVERDUE, "", ""),
        ("超期单列表", What.OVERDUE, "", ""),
        ("最慢的是哪件", What.OVERDUE, "", ""),
        ("哪件拖得最久？", What.OVERDUE, "", ""),
        ("给我导个这个月的表", What.SHEET, "", "这个月"),
        ("还有多少工单没处理", What.UNFINISHED, "", ""),
        ("没人接的有哪些", What.UNTAKEN, "", ""),
        ("给我看看挂账的", What.SUSPENDED, "", ""),
        ("有什么要我定的", What.DECIDE, "", ""),
        ("我的单", What.MINE, "", ""),
        ("哪个社区最慢", What.SLOWEST, "", ""),
        ("谁最忙", What.BUSIEST, "", ""),
        ("高晓燕手上有几件", What.BUSIEST, "", ""),
        ("我手上有几件", What.MINE, "", ""),
        ("有没有要签的", What.DECIDE, "", ""),
        ("要一份表", What.SHEET, "", ""),
        ("导出上周的", What.SHEET, "", "上周"),
        ("停水通知发了没有", What.NOTICES, "", ""),
    ],
)
def test_what_is_asked_for(text: str, what: What, thing: str, when: str) -> None:
    asked = asked_in(text)
    assert asked is not None
    assert (asked.what, asked.thing, asked.when.words if asked.when else "") == (what, thing, when)


@pytest.mark.parametrize(
    "text",
    [
        "3号楼着火了",
        "有人被困电梯了！",
        "有没有人来救火",
        "有没有人管啊3号楼着火了",
        "有人在家吗",
        "有人打架快来",
        "3号楼有几户没水",
        "几户人家没水",
        "好几家漏水了",
        "今天停水",
        "上周电梯修好了",
        "超期的怎么罚",
        "超期了",
        "挂账",
        "没人接电话",
        "没人管他",
        "有什么办法",
        "今天我办了什么事",
        "导出口在哪",
        "把灯修好了",
        "换了几个灯泡",
        "跑了几家都没人",
        "我要看医生",
        "一共多少钱",
        "明天几点开会",
        "谁最忙谁先去",
    ],
)
def test_what_is_asked_for_nothing_here(text: str) -> None:
    assert asked_in(text) is None


@pytest.mark.parametrize(
    "text", ["满意度多少", "物业那边有回音吗", "我是问有没有", "这事怎么还没人管", "几时能知道哪家去了没有？"]
)
def test_a_question_and_nothing_else(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "停水了，有人管吗",
        "3号楼电梯停了有人管吗",
        "3号楼楼道灯有几个不亮",
        "好几家漏水了",
        "不知道谁家的车堵了消防通道",
        "居民问几时来水，哪家先来",
        "下水道堵了怎么办",
        "哪里都是水",
        "能不能帮我看下",
        "哪个帮我打个电话",
        "3栋咋还没电",
        "那几个共享单车倒了",
        "不是修好了么",
        "烧焦味一直飘 什么时候清",
        "几号截止?涨到多少钱了",
    ],
)
def test_what_tells_besides(text: str) -> None:
    assert not only_asks(text)


@pytest.mark.parametrize(
    ("text", "is_one"), [("你好", True), ("小格，在吗？", True), ("你好，电梯停了", False), ("早", True)]
)
def test_a_greeting(text: str, is_one: bool) -> None:
    assert greets(text) is is_one


@given(st.text("上周今天电梯停水几多少次有没人打架哪个社区最慢忙超期挂账了吗的3号楼，？", max_size=40))
def test_any_question_is_read_or_left(text: str) -> None:
    asked = asked_in(text)
    assert asked is None or isinstance(asked, Asked)
    assert only_asks(text) in (True, False)
    assert greets(text) in (True, False)


@given(
    st.integers(1, 40), st.sampled_from(["电梯", "楼道灯", "漏水"]), st.sampled_from(["怎么样了", "修好没", "谁在弄"])
)
def test_any_house_and_thing_is_found_whatever_stands_around_it(house: int, thing: str, asked: str) -> None:
    for words in (f"{house}号楼{thing}{asked}", f"请问，{house}号楼那个{thing}现在{asked}？"):
        about = asks_state(words)
        assert isinstance(about, About)
        assert (about.building, about.thing) == (str(house), thing)


@given(st.text(max_size=80))
def test_whatever_is_written_is_read(text: str) -> None:
    assert asks_state(text) is None or asks_state(text) == asks_state(text + "？")
    when = asks_what_came(text)
    assert when is None or when.kind in ("today", "night", "yesterday", "before")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("昨晚有啥事没有", "night"),
        ("昨晚有什么事", "night"),
        ("昨天都出了什么事", "yesterday"),
        ("今天出了什么事", "today"),
        ("昨晚有人打架", ""),
        ("上周有什么事", ""),
        ("昨晚有什么事我没听见，但现在漏水了", ""),
    ],
)
def test_what_came_when(text: str, kind: str) -> None:
    when = asks_what_came(text)
    assert (when.kind if when else "") == kind


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("高晓燕今天办了几件", What.DONE_BY),
        ("小高这周办结多少件", What.DONE_BY),
        ("有没有重复投诉的", What.OTHER),
        ("哪些是重复反映的", What.OTHER),
        ("重复投诉好几次了，3号楼电梯还没修", None),
        ("小区今天办了几件", What.COUNT),
    ],
)
def test_of_people_and_of_what_was_told_again(text: str, what: What | None) -> None:
    found = asked_in(text)
    assert (found.what if found else None) is what


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("今天到期的有哪些", "today"),
        ("今天要办完的有几件", "today"),
        ("明天有几件到期", "tomorrow"),
        ("明天有没有到期的？", "tomorrow"),
        ("这周快超期的有哪些", "week"),
        ("今天要办完", None),
        ("明天要办好", None),
        ("今天办完几件", None),
        ("今天超期的有几件", None),
    ],
)
def test_what_is_due_is_asked_not_promised(text: str, kind: str | None) -> None:
    asked = asked_in(text)
    due = asked.when if asked is not None and asked.what is What.DUE else None
    assert (due.kind if due else None) == kind
