"""Stories of what is sent back: once with a reason, then the street decides; and of what was untrue."""

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, on_both

BIN = Request("sanitation.garbage_overflow", "P2", "3")


def given(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.chen.says("转派 1 高晓燕", WORKERS)


@on_both
def test_sent_back_to_who_gave_it(story: Story) -> None:
    given(story)
    story.xiaoyan.says("退单 1 不归我们网格", WORKERS)
    ticket = story.ticket()
    assert (ticket.state, ticket.claimed_by, ticket.bounces, ticket.level) == ("open", None, 1, "grid")
    told = story.chen.sees("退回来了")
    assert (told.text, told.labels) == ("1号单（垃圾满溢，3号楼）退回来了：不归我们网格。请另派人。", ["接单", "转派"])
    assert len(story.standing(RESIDENTS)) == 1


def test_what_the_desk_had_brought_goes_to_the_community(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("更多", WORKERS)
    assert story.xiaoyan.presses("退单", WORKERS) == "回一句为什么退。"
    story.xiaoyan.says("不归我们管", WORKERS, reply_to=story.card(WORKERS, "为什么退").id)
    assert (story.ticket().state, story.ticket().level) == ("open", "community")
    assert "退回来了" in story.chen.hears()[-1]


def twice(story: Story) -> None:
    given(story)
    story.xiaoyan.says("退单 1 不归我们网格", WORKERS)
    story.chen.says("转派 1 高亚丽", WORKERS)
    story.yali.says("退单 1 不归我们网格", WORKERS)


@on_both
def test_the_second_time_the_street_decides_while_work_goes_on(story: Story) -> None:
    twice(story)
    assert (story.ticket().state, story.ticket().claimed_by, story.ticket().bounces) == ("claimed", 502, 2)
    assert story.wu.sees("申请退单").labels == ["同意", "驳回"]
    story.yali.says("退单 1 真不归我们", WORKERS)
    assert "在等街道定" in story.last(WORKERS).text
    story.wu.presses("驳回", 701)
    assert story.yali.hears()[-1] == "1号单街道定了，还是你这边办。"
    assert story.ticket().claimed_by == 502
    story.yali.says("退单 1 真不归我们", WORKERS)
    assert "街道已经定了" in story.last(WORKERS).text


def test_the_street_takes_it_back(story: Story) -> None:
    twice(story)
    story.wu.presses("同意", 701)
    assert (story.ticket().state, story.ticket().level, story.ticket().claimed_by) == ("open", "street", None)
    assert "1号单　" in story.last(OFFICIALS).text


@pytest.mark.parametrize(("minutes", "state"), [(119, "open"), (121, "claimed")])
def test_only_within_two_duty_hours(story: Story, minutes: int, state: str) -> None:
    given(story)
    story.xiaoyan.says("已联系 1", WORKERS)
    story.forward(minutes=minutes)
    story.xiaoyan.says("退单 1 不归我们网格", WORKERS)
    assert story.states() == [state]


def test_without_a_reason_it_is_asked_for(story: Story) -> None:
    given(story)
    story.xiaoyan.says("退单 1 今天太忙", WORKERS)
    assert "为什么退" in story.last(WORKERS).text
    assert story.states() == ["claimed"]


# 不实 ---------------------------------------------------------------------------------------------------------


@on_both
def test_untrue_only_when_community_and_street_say_so(story: Story) -> None:
    given(story)
    story.wang.starts()
    story.xiaoyan.says("不实 1 去了两次都没有垃圾", WORKERS)
    assert story.states() == ["claimed"]
    story.chen.presses("同意", 601)
    assert story.states() == ["claimed"]
    story.wu.presses("同意", 701)
    assert (story.ticket().state, story.ticket().ruled) == ("mistaken", "malicious")
    assert "去了两次都没有垃圾" in story.wang.hears()[-1]
    assert "12345" in story.wang.hears()[-1]
    assert story.card(RESIDENTS, "编号1").text.endswith("核实过了，这件不用办。")
    assert "按不实结了" in story.xiaoyan.hears()[-1]


def test_one_no_is_enough_to_go_on(story: Story) -> None:
    given(story)
    story.xiaoyan.says("不实 1 去了没有", WORKERS)
    asked = story.chen.sees("不实").id
    story.wu.presses("驳回", 701)
    assert story.chen.sees("不实").text == "1号单不实，驳回了。"
    assert story.chen.presses_data("1|agree|1|p1", asked, 601) == "1号单没有等您定的事。"
    assert story.states() == ["claimed"]


def test_nobody_decides_who_has_no_say(story: Story) -> None:
    given(story)
    story.xiaoyan.says("不实 1 去了没有", WORKERS)
    before = story.dump()
    story.yali.says("同意 1", WORKERS)
    assert story.dump() == before
