"""What is work begun, and what asks, fails or is of others."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.begun import LONGEST, begins, has_begun, is_from_now, tells_when


@pytest.mark.parametrize(
    "words",
    [
        *("我联系物业了", "已经报物业", "我打过电话了 师傅下午去", "师傅在修了", "在等配件", "我明天上午去"),
        *("通知电梯公司了，一小时到", "跟住户约好了", "刚给维保打了电话", "维保出发了", "正在处理"),
        *("联系过了", "下午去看看", "我先找保洁了", "我让物业老周去了 两点前到", "派电工过去看了", "已经喊老周上门了"),
    ],
)  # fmt: skip
def test_work_begun(words: str) -> None:
    assert has_begun(words)


@pytest.mark.parametrize(
    "words",
    [
        *("联系不上人", "谁联系物业了", "什么情况", "师傅在修吗", "没人去", "我没空", "明天谁去", "别联系物业"),
        *("我让他去了吗", "谁让物业去了", "让老周去", "叫物业来", "别让老周去了"),
        *("物业不来", "让物业去", "物业说的", "联系物业", "门牌是3-2-501", "昨天的事", "好的", "住户等着呢"),
    ],
)  # fmt: skip
def test_nothing_begun(words: str) -> None:
    assert not has_begun(words)


@given(st.text(max_size=60), st.sampled_from(["吗", "？", "谁去"]))
def test_who_asks_has_begun_nothing(words: str, asks: str) -> None:
    assert not has_begun(f"{words}{asks}")
    assert not has_begun(words) or len(words) <= LONGEST


@pytest.mark.parametrize(
    "words",
    [
        "收到，在办",
        "我在处理",
        "入户量了，14度，联系热力公司下午来",
        "看过了 给物业打电话了",
        "问过热力了，管道检修，今晚八点恢复",
        "电梯已经看了，我找维保",
    ],
)
def test_any_clause_may_tell_that_it_is_begun(words: str) -> None:
    assert begins(words)


@pytest.mark.parametrize(
    "words",
    [
        *("我在办公室", "听说物业在修", "联系物业了吗", "没联系上物业", "在家", "谁联系物业"),
        *("联系物业吧", "叫师傅来看看", "下午开会，通知住户", "我在换衣服", "我在查资料"),
    ],
)
def test_what_begins_nothing(words: str) -> None:
    assert not begins(words)


@pytest.mark.parametrize("sign", ["1", "点", "明天", "明天上午9点半", ":"])
def test_the_longest_time_is_soon_read(sign: str) -> None:
    began = time.thread_time()
    assert not has_begun((sign * LONGEST)[:LONGEST])
    assert time.thread_time() - began < 0.1


@pytest.mark.parametrize(
    "words",
    [
        *("正在路上，半小时到", "半小时到", "两点前到", "我马上到", "路上了，十分钟", "维保说两点到"),
        *("师傅3点来", "明天上午去", "大概40分钟到", "下午三点师傅上门", "收到，20分钟后到", "我明天上午10点过去看看"),
        "供电公司说最晚六点前到",
    ],
)  # fmt: skip
def test_when_somebody_will_be_there(words: str) -> None:
    assert tells_when(words)


@pytest.mark.parametrize(
    "words",
    [
        *("半小时", "三点", "没到", "几点到", "半小时到不了", "他明天来吗", "3号楼到了", "两点开会", "到了"),
        *("王阿姨下午来", "业主明天来", "师傅没来", "明天再说", "三点停水", "师傅三点来，王阿姨501没人"),
        *("配件明天到", "八点来电", ""),
    ],
)  # fmt: skip
def test_what_tells_nobody_when(words: str) -> None:
    assert not tells_when(words)


@given(st.sampled_from(["半小时", "二十分钟", "两点", "明天上午"]), st.sampled_from(["吗", "？", "不了", "的人是谁"]))
def test_who_asks_when_tells_nobody(soon: str, asks: str) -> None:
    assert tells_when(f"{soon}到") and not tells_when(f"{soon}到{asks}")
    assert is_from_now(f"{soon}到") is ("时" in soon or "分" in soon)


@pytest.mark.parametrize("sign", ["1", "点", "半", "明天", "过", "左右"])
def test_the_longest_promise_is_soon_read(sign: str) -> None:
    began = time.thread_time()
    assert not tells_when((sign * LONGEST)[:LONGEST])
    assert time.thread_time() - began < 0.1


def test_ten_past_two_is_no_ten_minutes() -> None:
    assert tells_when("下午两点十分到") and not is_from_now("下午两点十分到")
    assert is_from_now("一个钟头到") and is_from_now("马上到")
