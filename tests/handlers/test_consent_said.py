"""Stories of a secretary who decides in plain words on what waits for her."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story

pytestmark = pytest.mark.all_staff


@pytest.fixture
def waiting(story: Story) -> Story:
    """Two things wait for the secretary: the lift is to rest, the light wants a day more."""
    story.wang.says("3号楼2单元电梯停了")
    story.zhao.says("1号楼楼道灯不亮")
    for number in (1, 2):
        story.xiaoyan.says(f"接单 {number}", WORKERS)
    story.xiaoyan.writes("挂账 1 资金 到12月10日 等维修资金批下来")
    story.xiaoyan.writes("延期 2 1天 等配件")
    return story


def decided(story: Story) -> tuple[str, bool]:
    """How the first ticket stands, and whether the second has longer."""
    return story.ticket(1).state, bool(story.ticket(2).extended)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("都同意", ("suspended", True)),
        ("2号可以", ("claimed", True)),
        ("1号可以", ("suspended", False)),
        ("全都可以", ("suspended", True)),
    ],
)
def test_a_yes_in_plain_words(waiting: Story, said: str, result: tuple[str, bool]) -> None:
    waiting.chen.writes(said)
    assert decided(waiting) == result


@pytest.mark.parametrize(("said", "number"), [("1号不行，太久了", 1), ("2号不同意", 2), ("2号不行", 2)])
def test_a_no_in_plain_words(waiting: Story, said: str, number: int) -> None:
    waiting.chen.writes(said)
    assert waiting.events(number).count("refuse") == 1 and waiting.events(3 - number).count("refuse") == 0


@pytest.mark.parametrize("said", ["行", "好的", "不行，太久了"])
def test_of_several_it_is_asked_which_and_nothing_is_decided(waiting: Story, said: str) -> None:
    before = len(waiting.chen.hears())
    waiting.chen.writes(said)
    assert decided(waiting) == ("claimed", False)
    assert len(waiting.chen.hears()) == before + 1 and waiting.last(601).labels


@pytest.mark.parametrize("said", ["行", "好的", "可以"])
def test_after_a_doubt_it_is_asked_again_and_a_yes_counts(story: Story, said: str) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("挂账 1 资金 到12月20日 等维修资金批下来")
    story.chen.writes("12月20号太晚了吧")
    assert "1号单（电梯故障，3号楼2单元）挂账还等您定。" in story.last(601).text
    assert story.last(601).labels == ["同意", "驳回"]
    assert story.ticket().state == "claimed"
    story.chen.writes(said)
    assert story.ticket().state == "suspended"
    assert not any(m.labels for m in story.seen(601) if "还等您定" in m.text)


def test_the_one_that_was_just_laid_before_her_is_refused_with_the_reason(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("挂账 1 资金 到12月20日 等维修资金批下来")
    story.chen.writes("不行，太久了")
    assert story.events().count("refuse") == 1
    assert "太久了" in story.xiaoyan.hears()[-1]


def test_a_red_order_is_never_signed_with_the_rest(waiting: Story) -> None:
    story = waiting
    story.until(26, 8, 13)
    before = story.events(2).count("sign_order")
    story.chen.writes("都同意")
    assert story.events(2).count("sign_order") == before and story.ticket(2).colour != "red"


def test_where_nothing_waits_they_are_no_word(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了", RESIDENTS)
    for said in ("1号可以", "都同意", "1号不行，太久了"):
        story.chen.writes(said)
    assert story.ticket().state == "open"


def test_too_slow_in_answer_to_a_question_is_its_answer(waiting: Story) -> None:
    story = waiting
    story.li.says("2号楼门口垃圾桶满了")
    story.chen.writes("接单 3")
    story.chen.writes("退单 3")
    story.chen.writes("太远了，去一趟要很久，太慢了")
    story.chen.writes("退单 3")
    story.chen.writes("太久了")
    assert not any("还等您定" in text or "等您定2件" in text for text in story.chen.hears())
