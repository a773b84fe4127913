"""What is asked and said of a supply that is off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.announcing_asked import (
    Question,
    asks_back,
    asks_if_back,
    asks_if_meant,
    asks_if_usable,
    asks_of_plan,
    is_not_ours,
    is_off_too,
    lacks_another,
    names_house_off,
    supplies_missed,
    wants_it_for,
    without_question,
    wonders_why,
)


@pytest.mark.parametrize(
    ("text", "matter", "building"),
    [
        ("又停水", "utility.water_outage", ""),
        ("停到几点？", "", ""),
        ("1号楼停不停", "", "1"),
        ("停电停到几点啊", "utility.power_outage", ""),
        ("请问3栋也停吗", "", "3"),
        ("明天几点停水", "utility.water_outage", ""),
        ("我们家会不会停气", "utility.gas_supply", ""),
        ("今天是不是停气啊", "utility.gas_supply", ""),
        ("是不是停水", "utility.water_outage", ""),
        ("今天停不停水", "utility.water_outage", ""),
        ("明天是要停水吧", "utility.water_outage", ""),
        ("今天停电？", "utility.power_outage", ""),
        ("谁知道今天停不停水呀", "utility.water_outage", ""),
        ("3号楼是不是今天停水", "utility.water_outage", "3"),
    ],
)
def test_a_question_about_what_is_planned(text: str, matter: str, building: str) -> None:
    assert asks_of_plan(text) == Question(matter, building)


@pytest.mark.parametrize(
    "text",
    [
        "停水了",
        "又停水了",
        "几点来水",
        "电梯停了",
        "停车停到几点",
        "车停不停",
        "1号楼停不停，有煤气味",
        "停",
        "是不是停水了",
        "今天停水",
        "听说今天停水",
        "没停水",
        "今天停水了",
        "今天是不是停电梯",
        "停水费吗",
    ],
)
def test_what_is_so_or_of_something_else_is_no_such_question(text: str) -> None:
    assert asks_of_plan(text) is None


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("几点来水啊", "utility.water_outage"),
        ("请问什么时候能来电", "utility.power_outage"),
        ("水到几点才来", "utility.water_outage"),
        ("到底几点恢复供水", "utility.water_outage"),
        ("水啥时候来", "utility.water_outage"),
        ("还要多久才来水", "utility.water_outage"),
        ("来水还得多久", "utility.water_outage"),
        ("啥时候来水工", None),
        ("几点来人修水管", None),
        ("怎么还没来水", None),
        ("来水了", None),
        ("几点来电话", None),
        ("停水了，几点来水", None),
    ],
)
def test_when_a_supply_is_back_is_asked(words: str, matter: str | None) -> None:
    assert asks_back(words) == matter


@pytest.mark.parametrize(
    ("words", "too"),
    [
        ("我家也停了", True),
        ("我们单元也没有了。", True),
        ("我家也是！", True),
        ("2号楼也停了", True),
        ("我们1栋也停了", True),
        ("2号楼2单元也没了", True),
        ("2单元也是", True),
        ("2号楼电梯也停了", False),
        ("2号楼也停电了", False),
        ("2号楼也停了吗", False),
        ("我家也停电了", False),
        ("我家也停了两天了", False),
        ("我家也没停", False),
        ("你家也停了？", False),
        ("我家也停了吗", False),
    ],
)
def test_that_ones_own_is_off_too_is_said_and_nothing_else(words: str, too: bool) -> None:
    assert is_off_too(words) is too


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("有水了没", "utility.water_outage"),
        ("来电了吗", "utility.power_outage"),
        ("来水了", None),
        ("有没有水", None),
        ("来水了吗 我家没来", None),
        ("有电梯了吗", None),
    ],
)
def test_whether_it_is_back_is_asked(words: str, matter: str | None) -> None:
    assert asks_if_back(words) == matter


@pytest.mark.parametrize(
    ("words", "question", "beside"),
    [
        ("啥时候来气啊 饭都做不成", "啥时候来气啊", "饭都做不成"),
        ("啥时候来水啊饭都做不成", "啥时候来水啊", "饭都做不成"),
        ("停到几点，水管爆了", "停到几点", "水管爆了"),
        ("请问 今天停不停水", "请问 今天停不停水", ""),
        ("停水了，家里没水", "", ""),
    ],
)
def test_a_question_and_what_is_said_beside_it(words: str, question: str, beside: str) -> None:
    assert without_question(words) == (question, beside)


@pytest.mark.parametrize(
    ("words", "missed"),
    [
        ("3栋2单元还没来水", {"utility.water_outage"}),
        ("啥时候来电 冰箱都化了", {"utility.power_outage"}),
        ("来水了", set()),
        ("水费还没交", set()),
    ],
)
def test_the_supplies_that_somebody_misses(words: str, missed: set[str]) -> None:
    assert supplies_missed(words) == missed


@pytest.mark.parametrize(
    ("words", "only"),
    [("娃等着冲奶粉", True), ("我好做饭", True), ("等着用水呢", True), ("老伴等着吸氧", False), ("等着修水管", False)],
)
def test_what_a_supply_is_wanted_for(words: str, only: bool) -> None:
    assert wants_it_for(words) is only


def test_what_is_missed_is_of_no_other_supply() -> None:
    assert lacks_another("我家水还没来", "utility.heating")
    assert not lacks_another("我家水还没来", "utility.water_outage")
    assert not lacks_another("我家水还没来", "property_repair.leak")
    assert not lacks_another("暖气还不热", "utility.water_outage")


@given(words=st.text("停水电气啊呀，。 几点今天来是不", max_size=20))
def test_a_question_is_one_by_itself(words: str) -> None:
    question, _ = without_question(words)
    assert not question or asks_of_plan(question) is not None or asks_back(question) is not None


@given(words=st.text(max_size=40))
def test_what_is_asked_is_not_told(words: str) -> None:
    assert not (is_off_too(words) and asks_back(words) is not None)


@pytest.mark.parametrize("words", ["6栋停不停嘛", "2号楼停吗", "我们楼停不停", "停电吗", "会不会停电啊"])
def test_who_asks_whether(words: str) -> None:
    assert asks_if_meant(words)


@pytest.mark.parametrize("words", ["又停水", "停到几点", "3号楼停电了", "我家停水了吗", "6栋也停了", "不停了"])
def test_who_tells_that_it_is(words: str) -> None:
    assert not asks_if_meant(words)


@pytest.mark.parametrize(
    ("words", "house"),
    [
        ("2号楼也停了", True),
        ("我们1栋也没了啊", True),
        ("2号楼也是", False),
        ("我家也停了", False),
        ("2单元也停了", False),
    ],
)
def test_a_whole_house_is_off(words: str, house: bool) -> None:
    assert names_house_off(words) is house


@pytest.mark.parametrize(
    ("words", "surely"),
    [("3号楼怎么还没来水", True), ("到现在没来水？", True), ("还没来水", True), ("还没来水？", False)],
)
def test_who_wonders_why_it_is_not_back_does_not_only_ask(words: str, surely: bool) -> None:
    assert wonders_why(words) is surely


@pytest.mark.parametrize(
    ("words", "away"),
    [("我老家怎么还没电", True), ("公司还没来网", True), ("还没来水吧", True), ("2栋还没来水", False)],
)
def test_what_is_no_report_of_ours(words: str, away: bool) -> None:
    assert is_not_ours(words) is away


_WATER, _POWER, _GAS = "utility.water_outage", "utility.power_outage", "utility.gas_supply"


@pytest.mark.parametrize(
    ("words", "supplies"),
    [
        ("能不能洗澡啊", {_WATER}),
        ("今晚能洗澡吗", {_WATER}),
        ("请问现在可以用水吗？", {_WATER}),
        ("能做饭吗", {_WATER, _POWER, _GAS}),
        ("能洗澡了", set()),
        ("能不能不要半夜洗澡啊", set()),
        ("能不能来修一下", set()),
        ("热水器坏了不能洗澡", set()),
    ],
)
def test_whether_what_it_is_wanted_for_can_be_done(words: str, supplies: set[str]) -> None:
    assert asks_if_usable(words) == supplies
