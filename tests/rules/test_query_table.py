"""The table of what staff may ask: the same question in any order, and what is told rather than asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import query_english
from rules.query_asked import asked_in
from rules.query_table import OWN, TABLE, Asked, What, counts


@pytest.mark.parametrize(
    ("text", "what", "when", "building"),
    [
        ("哪些明天到期", What.DUE, "明天", ""),
        ("明天哪些到期", What.DUE, "明天", ""),
        ("明天到期的有哪些", What.DUE, "明天", ""),
        ("本周到期几件", What.DUE, "本周", ""),
        ("有没有快到期的", What.SOON, "", ""),
        ("快超期的有几件？", What.SOON, "", ""),
        ("1号楼还有几件没办完", What.UNFINISHED, "", "1"),
        ("还有几件没办完 1号楼", What.UNFINISHED, "", "1"),
        ("3号楼还剩几件", What.UNFINISHED, "", "3"),
        ("3号楼有没有超期的", What.OVERDUE, "", "3"),
        ("11月15号报了几件", What.TOLD, "11月15号", ""),
        ("15号一共报了多少件", What.TOLD, "15号", ""),
        ("上周三报了几件", What.TOLD, "上周三", ""),
        ("昨天几件", What.TOLD, "昨天", ""),
        ("1号楼上周报了几件", What.TOLD, "上周", "1"),
        ("未办结的有哪些", What.UNFINISHED, "", ""),
        ("我手里的活", What.MINE, "", ""),
        ("昨天办结多少", What.DONE, "昨天", ""),
        ("居民满意吗", What.SATISFACTION, "", ""),
        ("上个月满意度", What.SATISFACTION, "上个月", ""),
        ("满意率怎么样", What.SATISFACTION, "", ""),
        ("平均多久办完", What.TO_RESOLVE, "", ""),
        ("办完一件一般要几天", What.TO_RESOLVE, "", ""),
        ("多久有人接", What.TO_CLAIM, "", ""),
        ("本月按时办结率", What.ON_TIME, "本月", ""),
        ("重开的有几件", What.REOPENED, "", ""),
        ("今天还有啥", What.TODAY, "今天", ""),
        ("how many yesterday", What.TOLD, "yesterday", ""),
        ("How many reports did we get last week?", What.TOLD, "last week", ""),
        ("how many were done on monday", What.DONE, "on monday", ""),
        ("open in building 1", What.UNFINISHED, "", "1"),
        ("whats overdue", What.OVERDUE, "", ""),
        ("anything due this week", What.DUE, "this week", ""),
        ("are residents happy", What.SATISFACTION, "", ""),
        ("how long does it take on average", What.TO_RESOLVE, "", ""),
    ],
)
def test_what_is_asked_whatever_the_order(text: str, what: What, when: str, building: str) -> None:
    asked = asked_in(text) or query_english.asked_in(text)
    assert asked is not None
    assert (asked.what, asked.when.words if asked.when else "", asked.house.building) == (what, when, building)


@pytest.mark.parametrize(("text", "own"), [("我今天办了几件", True), ("我超期了吗", True), ("哪些超期了", False)])
def test_of_whom(text: str, own: bool) -> None:
    asked = asked_in(text)
    assert asked is not None and asked.own is own


@pytest.mark.parametrize(
    "text",
    [
        "今天到期了", "明天要办好", "居民满意", "还没办完", "3号楼没人管", "电话没人接", "今天报了", "办了三件",
        "几件快递", "来了几个师傅", "多久能修好", "3号楼和5号楼还有几件没办完", "满意", "done", "late", "is it done",
        "fixed today", "the bill is due tomorrow",
    ],
)  # fmt: skip
def test_what_is_told_is_no_question(text: str) -> None:
    asked = asked_in(text) or query_english.asked_in(text)
    assert asked is None or asked.what not in {line.what for line in TABLE}


@given(
    st.sampled_from(["超期", "快到期", "没人接", "没办完", "挂账"]),
    st.sampled_from(["哪些{}的", "{}的有哪些", "有没有{}的", "现在{}的有几件", "还有几件{}的？", "{}的有多少件了"]),
)
def test_any_list_is_asked_in_any_form(core: str, form: str) -> None:
    asked, plain = asked_in(form.format(core)), asked_in(f"哪些{core}")
    assert asked is not None and plain is not None
    assert asked.what is plain.what


@given(st.text("我哪些今明天本周报办超期了的吗没人接3号楼几件满意平均多久 ，？", max_size=30))
def test_any_words_are_read_or_left(text: str) -> None:
    asked = asked_in(text)
    assert asked is None or isinstance(asked, Asked)
    assert asked is None or not asked.own or asked.what in OWN


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("家暴有几件", True),
        ("本月打架几起", True),
        ("着火了几次", True),
        ("火警多少起", True),
        ("今天有没有人打架", False),
        ("困了几个人", False),
        ("几单元着火了", False),
        ("好几次都没人管", False),
        ("谁家着火了", False),
    ],
)
def test_how_many_cases_there_were_is_told_from_what_may_be_happening(words: str, told: bool) -> None:
    assert counts(words) is told
