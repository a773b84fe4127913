"""Stories of what a reporter says as a reply to the desk's own card: it means what it means without the reply."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story


def told(story: Story, first: str, claimed: bool = False) -> int:
    """The card of what 王阿姨 has just told."""
    story.all_staff()
    story.wang.says(first)
    if claimed:
        story.xiaoyan.presses("接单", WORKERS)
    return story.card(RESIDENTS, "编号1").id


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("3号楼停水了", "来水了"),
        ("3号楼停水了", "水来了 谢谢"),
        ("3号楼2单元电梯坏了", "电梯好了"),
        ("3号楼2单元电梯坏了", "好了"),
        ("3号楼2单元电梯坏了", "不用来了"),
        ("3号楼2单元电梯坏了", "看错了 不用来了"),
    ],
)
def test_what_nobody_has_taken_ends_and_whoever_has_taken_it_hears(story: Story, first: str, then: str) -> None:
    card = told(story, first)
    story.wang.says(then, reply_to=card)
    assert story.states() == ["withdrawn"]


@pytest.mark.parametrize("then", ["来水了", "水来了 谢谢"])
def test_whoever_has_taken_it_hears_and_has_the_last_word(story: Story, then: str) -> None:
    card = told(story, "3号楼停水了", claimed=True)
    story.wang.says(then, reply_to=card)
    assert then in story.xiaoyan.sees("报事人说好了").text
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("claimed", [False, True])
@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("我儿子不见了，7岁", "儿子回来了"),
        ("我儿子不见了，7岁", "接到孩子了 谢谢大家"),
        ("我儿子不见了，7岁", "孩子在同学家"),
        ("我家着火了", "灭了"),
        ("厨房有煤气味", "没味了"),
    ],
)
def test_the_end_of_a_danger_is_checked_by_those_who_were_called(
    story: Story, first: str, then: str, claimed: bool
) -> None:
    card = told(story, first, claimed)
    story.wang.says(then, reply_to=card)
    assert then in story.xiaoyan.sees("报的人说没事了").text
    assert story.ticket().state == ("claimed" if claimed else "open")


@pytest.mark.parametrize(
    "then", ["儿子回来了吗", "儿子还没回来", "谢谢大家", "孩子可能在同学家", "接到电话了", "还没接到孩子"]
)
def test_what_is_no_end_calls_nobody_off(story: Story, then: str) -> None:
    card = told(story, "我儿子不见了，7岁")
    story.wang.says(then, reply_to=card)
    assert not any("没事了" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize("then", ["好的谢谢", "谢谢", "来水了", "水来了吗"])
def test_thanks_and_what_others_say_end_nothing(story: Story, then: str) -> None:
    card = told(story, "3号楼停水了")
    (story.li if then == "来水了" else story.wang).says(then, reply_to=card)
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    ("then", "where"),
    [
        ("不是3栋是2栋", ("2", "")),
        ("不是2单元 是1单元", ("3", "1")),
        ("是1单元不是2单元", ("3", "1")),
        ("是2号楼", ("2", "")),
        ("3号楼1单元的", ("3", "1")),
        ("打错了是1单元", ("3", "1")),
        ("2号楼", ("3", "2")),
        ("我妈住2号楼", ("3", "2")),
        ("不是2号楼", ("3", "2")),
        ("2号楼的好着呢", ("3", "2")),
    ],
)
@pytest.mark.parametrize("reply", [False, True])
def test_where_it_is_is_put_right(story: Story, then: str, where: tuple[str, str], reply: bool) -> None:
    card = told(story, "3号楼2单元电梯坏了", claimed=True)
    story.wang.says(then, reply_to=card if reply else None)
    ticket = story.ticket()
    assert (ticket.building, ticket.unit) == where
    assert any("地点改了" in text for text in story.xiaoyan.hears()) == (where != ("3", "2"))


@pytest.mark.parametrize(("then", "spot"), [("是4楼的", "4楼"), ("3号楼2单元4楼", "4楼"), ("4楼张家好着呢", "")])
def test_the_storey_that_is_told_afterwards_stands_on_the_card(story: Story, then: str, spot: str) -> None:
    told(story, "楼道灯不亮了")
    story.wang.says(then)
    assert (story.ticket().building, story.ticket().unit, story.ticket().spot) == ("3", "2", spot)


def solved(story: Story) -> int:
    """The result of what 王阿姨 has told."""
    told(story, "3号楼2单元电梯坏了", claimed=True)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    return story.card(RESIDENTS, "办好了").id


@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize("then", ["好了 谢谢", "能用了 辛苦小高", "解决了"])
def test_the_reporters_word_closes_it_as_a_reply_too(story: Story, then: str, reply: bool) -> None:
    result = solved(story)
    story.wang.says(then, reply_to=result if reply else None)
    assert story.states() == ["closed"]


@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize(
    ("then", "grade"), [("非常满意 谢谢", "satisfied"), ("修好了，很满意", "satisfied"), ("比较满意", "mostly")]
)
def test_how_content_they_are_is_heard_in_their_own_words(story: Story, then: str, grade: str, reply: bool) -> None:
    result = solved(story)
    story.wang.says(then, reply_to=result if reply else None)
    assert (story.ticket().state, story.ticket().rating) == ("closed", grade)


@pytest.mark.parametrize("then", ["好了是好了 但是门关得慢", "谢谢", "好的谢谢小高", "满意吗"])
def test_less_than_that_closes_nothing(story: Story, then: str) -> None:
    result = solved(story)
    story.wang.says(then, reply_to=result)
    assert story.states() == ["resolved"]


def test_a_neighbours_word_grades_nothing(story: Story) -> None:
    result = solved(story)
    story.li.says("非常满意", reply_to=result)
    story.zhao.says("非常满意")
    assert story.states() == ["resolved"]


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    ("words", "state"),
    [("又滴了 没前两天厉害", "claimed"), ("还是漏", "claimed"), ("又漏了", "claimed"), ("谢谢", "closed")],
)
def test_what_is_back_a_day_later_goes_on(story: Story, words: str, state: str, private: bool) -> None:
    story.all_staff()
    story.wang.says("早")
    story.wang.starts("p1")
    say = story.wang.writes if private else story.wang.says
    say("水龙头拧不紧 一直滴水")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了阀芯", WORKERS)
    say("好了")
    story.forward(hours=30)
    say(words)
    assert story.states() == [state]


@pytest.mark.parametrize("words", ["还没来水啊", "还没好", "还是漏"])
def test_what_still_waits_is_no_lamp_that_was_done(story: Story, words: str) -> None:
    """还没来水 in private reopened a lamp of the same morning, and its worker read 居民说还没解决."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("解决了", 11)
    story.forward(hours=3)
    if words != "还没来水啊":
        story.wang.writes("3号楼2单元501厨房漏水")
        story.forward(hours=2)
    story.wang.writes(words)
    assert (story.ticket(1).state, story.ticket(1).reopened) == ("closed", 0)
    assert "编号2" in story.wang.hears()[-1]
    assert words in story.ticket(2).words + story.ticket(2).news
