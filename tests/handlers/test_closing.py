"""Stories of an end: who may close what, what shows it, whom a reopened one goes to, and being asked again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, by_the_book, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
LAMP = Request("public_facility.street_light", "P2", "3")
GAS = Request("utility.gas_supply", "P1", "3", "2")
BIN = Request("sanitation.garbage_overflow", "P2", "3")


def sampled(story: Story, share: float) -> None:
    policies = story.resources.policies
    closing = replace(policies.ladder.closing, sample=share)
    story.resources.policies = replace(policies, ladder=replace(policies.ladder, closing=closing))


# levels that may not close ------------------------------------------------------------------------------------


@on_both
def test_a_lift_is_closed_by_the_community_with_the_workers_words(story: Story) -> None:
    by_the_book(story).all_staff()
    said = story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    ticket = story.ticket()
    assert (ticket.state, ticket.level, ticket.claimed_by, ticket.hops) == ("open", "community", None, 1)
    assert "处理了：换了门电机" in story.card(WORKERS, "1号单　").text
    assert story.card(RESIDENTS, "编号1").text.endswith("处理了，社区核实后告诉您。")
    asked = story.chen.sees("这件要社区核实")
    assert asked.labels == ["办结", "没解决", "接单"]
    assert story.chen.presses("办结", 601, "核实") == "1号单办结，已告诉报的人，等他们回话。"
    result = story.last(RESIDENTS)
    assert (result.reply_to, result.text.splitlines()[0]) == (said, "办好了：换了门电机")
    ticket = story.ticket()
    assert (ticket.state, ticket.level, ticket.claimed_by) == ("resolved", "community", 501)
    story.wang.presses("没解决")
    assert (story.ticket().claimed_by, story.ticket().level) == (501, "community")


def test_done_work_that_waits_for_the_community_is_told_as_done(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.chen.writes("今日")
    assert story.chen.hears()[-1].startswith("等核实1件\n1号单　电梯故障　3号楼2单元")
    assert story.chen.hears()[-1].endswith("　高晓燕处理了")
    assert story.seen(601)[-1].labels == ["1 办结"]
    story.xiaoyan.writes("今日")
    assert story.xiaoyan.hears()[-1].startswith("等核实1件")
    assert story.seen(501)[-1].labels == []
    story.forward(minutes=61)
    assert story.ticket().level == "street"
    asked = story.wu.sees("1号单")
    assert asked.text == (
        "1号单（电梯故障，3号楼2单元）高晓燕处理了，等核实，已转街道，共等60分钟。属实请点“办结”，没好点“没解决”。"
    )
    assert asked.labels == ["办结", "没解决", "接单"]
    assert not any("没人接" in text for chat in (601, 701, WORKERS, OFFICIALS) for text in story.texts(chat))
    story.wu.presses("办结", 701, "1号单")
    assert story.states() == ["resolved"]


def test_done_work_that_waits_is_told_so_to_who_asks(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wang.writes("到哪一步了")
    assert story.wang.hears()[-1].endswith("：处理了，社区核实后告诉您")
    story.wang.writes(LIFT)
    assert "还没人接" not in story.wang.hears()[-1] and "正在找人接" not in story.wang.hears()[-1]


def test_done_work_that_waits_is_to_be_seen_to_in_the_digest_and_not_overdue(story: Story) -> None:
    by_the_book(story).all_staff()
    story.will_read(Request("sanitation.greening", "P3", "3"))
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("办结 1 树枝锯了", WORKERS)
    story.until(26, 17, 31)
    (digest,) = [text for text in story.texts(WORKERS) if text.startswith("达濠社区　周四")]
    assert "没有超期的。\n请您定1件。" in digest
    assert "到点没人接0，超期没办完0" in digest
    assert "请您定：\n1号单　绿化养护 3号楼　高晓燕处理了，等核实\n" in digest
    assert story.card(WORKERS, "高晓燕处理了，等核实").labels == ["看1", "办结", "全部"]
    story.chen.presses("办结", WORKERS, "高晓燕处理了，等核实")
    assert story.states() == ["resolved"]


def test_who_passed_it_on_does_not_close_it(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.xiaoyan.says("办结 1 真的换了", WORKERS)
    assert story.states() == ["open"]
    assert "等社区核实办结" in story.last(WORKERS).text
    assert (story.ticket().done, story.ticket().news) == ("换了门电机", "真的换了")


def test_what_a_colleague_says_of_done_work_takes_nothing_from_it(story: Story) -> None:
    """办结 1 核实了: 办好了：核实了 was what residents read, and the secretary was asked twice."""
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.yali.says("办结 1 修好了，门机皮带换了", WORKERS)
    asked = len(story.chen.hears())
    story.xiaoyan.says("办结 1 核实了", WORKERS)
    assert "等社区核实办结" in story.last(WORKERS).text
    assert story.xiaoyan.presses("办结", WORKERS) == "1号单已经报上去了，等社区核实办结。"
    ticket = story.ticket()
    assert (ticket.done, ticket.submitted_by, ticket.news) == ("修好了，门机皮带换了", 502, "核实了")
    assert len(story.chen.hears()) == asked
    story.chen.says("办结 1 现场看过了", WORKERS)
    assert story.last(RESIDENTS).text.splitlines()[0] == "办好了：修好了，门机皮带换了"
    assert "高亚丽办结：修好了，门机皮带换了" in story.card(WORKERS, "1号单　").text
    assert "备注：现场看过了；核实了" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    ("words", "where"), [("属实", 601), ("核实过了，没问题", 601), ("核实了", 0), ("看过了，没问题", WORKERS)]
)
def test_who_may_see_to_it_does_so_in_their_own_words(story: Story, words: str, where: int) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.yali.says("办结 1 换了门机皮带", WORKERS)
    card = story.card(where or 601, "核实").id
    story.chen.says(words, where or 601, reply_to=card if where else None)
    assert story.states() == ["resolved"]
    assert story.last(RESIDENTS).text.splitlines()[0] == "办好了：换了门机皮带"


@pytest.mark.parametrize("words", ["核实了吗", "去核实一下", "还没去看", "明天去看看"])
def test_other_words_of_what_waits_see_to_nothing(story: Story, words: str) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.yali.says("办结 1 换了门机皮带", WORKERS)
    story.chen.writes(words, reply_to=story.chen.sees("核实").id)
    assert story.states() == ["open"]


NOT_DONE = ["我看了还没好，再去一趟", "没修好，返工", "不属实", "驳回", "灯还是不亮", "居民说没弄好，麻烦再去一下"]


@pytest.mark.parametrize("words", NOT_DONE)
@pytest.mark.parametrize("how", ["under the card", "by its number", "in private"])
@pytest.mark.parametrize("level", ["waits for the community", "told the residents"])
def test_what_a_leader_finds_undone_goes_back_to_who_did_it(story: Story, words: str, how: str, level: str) -> None:
    if level == "waits for the community":
        by_the_book(story)
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    if how == "under the card":
        story.chen.says(words, WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    elif how == "by its number":
        story.chen.says(f"1号单{words}", WORKERS)
    else:
        story.chen.writes("看 1")
        story.chen.writes(words)
    ticket = story.ticket()
    assert (ticket.state, ticket.claimed_by, ticket.submitted_by, ticket.reopened) == ("claimed", 501, None, 1)
    assert story.xiaoyan.hears()[-1].startswith("1号单陈书记说还没好")
    assert story.xiaoyan.hears()[-1].endswith("，高晓燕接着办。")
    assert "办好了" not in story.last(RESIDENTS).text
    assert "上次没办好，接着办。" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize("book", [True, False])
def test_who_did_it_says_that_it_is_not_done_after_all(story: Story, book: bool) -> None:
    if book:
        by_the_book(story)
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.writes("办结 1 换了门电机")
    story.xiaoyan.writes("还没好，明天等配件再去")
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 501)
    assert story.xiaoyan.hears()[-1] == "1号单还没好，高晓燕接着办。"
    assert not any("高晓燕说还没好" in text for text in story.xiaoyan.hears())
    assert any("高晓燕说还没好" in text for text in story.chen.hears()) is book


def test_a_button_sends_it_back(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    assert story.chen.presses("没解决", 601, "核实") == "1号单还没好，高晓燕接着办。"
    assert story.xiaoyan.hears()[-1] == "1号单陈书记说还没好，高晓燕接着办。"
    assert story.states() == ["claimed"]


def test_a_colleague_who_doubts_a_result_leaves_a_note(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.yali.says("没修好", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert (story.ticket().state, story.ticket().news) == ("open", "没修好")


def test_a_note_of_what_one_has_is_of_no_result_before(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.writes("办结 1 换了门电机")
    story.zhao.says("1号楼1单元楼道灯不亮")
    story.xiaoyan.writes("接单 2")
    story.xiaoyan.writes("还没修好，等配件")
    assert story.states() == ["resolved", "claimed"]
    assert story.ticket(2).news == "还没修好，等配件"


def test_a_result_told_of_the_wrong_ticket_is_taken_back_where_it_waits_to_be_seen(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.zhao.says("1号楼1单元楼道灯不亮")
    for number in (1, 2):
        story.xiaoyan.writes(f"接单 {number}")
    story.xiaoyan.writes("办结 1 换了灯泡")
    story.xiaoyan.writes("发错了，是2号的")
    assert (story.ticket(1).state, story.ticket(1).reopened, story.ticket(1).done) == ("claimed", 0, "")
    assert story.ticket(2).done == "换了灯泡"


def test_who_takes_over_done_work_and_does_it_again_has_done_it(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.yali.says("办结 1 修好了，门机皮带换了", WORKERS)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 皮带又松了，换了门机", WORKERS)
    assert (story.ticket().done, story.ticket().submitted_by) == ("皮带又松了，换了门机", 501)


def test_what_is_settled_at_night_is_asked_to_be_seen_to_once_then_and_in_the_morning(story: Story) -> None:
    """A quarrel settled at 22:10, and the street was asked six times until 01:40."""
    by_the_book(story).all_staff()
    story.until(20, 21, 40)
    story.wang.says("隔壁两口子打起来了 3-2-502")
    story.xiaoyan.presses("接单", WORKERS)
    story.until(20, 22, 10)
    story.xiaoyan.says("办结 1 上门了，劝开了，双方都睡下了", WORKERS)
    seen = [len(story.texts(chat)) for chat in (601, 701, OFFICIALS)]
    assert "属实请点“办结”" in story.chen.hears()[-1]
    story.until(21, 7, 59)
    assert [len(story.texts(chat)) for chat in (601, 701, OFFICIALS)] == seen
    assert story.ticket().level == "community"
    story.until(21, 8, 9)
    assert len(story.texts(601)) == seen[0] + 1
    assert story.chen.sees("这件要社区核实").labels == ["办结", "没解决", "接单"]


def test_a_secretary_closes_a_community_matter_at_once(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.chen.says("办结 1 换了门电机", WORKERS)
    assert (story.ticket().state, story.ticket().level) == ("resolved", "community")


def test_a_street_matter_goes_to_the_street(story: Story) -> None:
    story.all_staff()
    story.will_read(LAMP)
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    assert (story.ticket().state, story.ticket().level) == ("open", "street")
    story.wu.says("办结 1", OFFICIALS)
    assert (story.ticket().state, story.ticket().done) == ("resolved", "换了灯泡")


def test_a_photo_is_kept_until_it_is_closed(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.sends_photo("after", "办结 1", chat=WORKERS)
    story.chen.presses("办结", 601, "核实")
    assert story.last(RESIDENTS).photos == ("after",)


def test_an_official_closes_what_a_department_does(story: Story) -> None:
    story.all_staff()
    story.will_read(GAS)
    story.wang.says("麻烦看一下")
    story.chen.says("办结 1 燃气公司来过了", WORKERS)
    assert (story.ticket().state, story.ticket().level) == ("open", "street")
    story.wu.says("办结 1", OFFICIALS)
    assert story.states() == ["resolved"]


def test_where_nobody_is_above_the_worker_closes_it(open_story: Callable[..., Story]) -> None:
    town = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
"""
    story = by_the_book(open_story(town))
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    assert story.states() == ["resolved"]


# evidence -----------------------------------------------------------------------------------------------------


def light_taken(story: Story) -> int:
    """A light that 晓燕 has taken; the message of its card."""
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    return story.card(WORKERS, "1号单　").id


def test_a_photo_alone_shows_the_result(story: Story) -> None:
    card = light_taken(story)
    story.xiaoyan.sends_photo("after", chat=WORKERS, reply_to=card)
    story.xiaoyan.presses("办结", WORKERS)
    assert story.states() == ["resolved"]
    assert story.last(RESIDENTS).photos == ("after",)


def test_a_photo_with_other_words_is_no_result(story: Story) -> None:
    card = light_taken(story)
    story.xiaoyan.sends_photo("before", "灯泡烧黑了，等下换", chat=WORKERS, reply_to=card)
    story.xiaoyan.presses("办结", WORKERS)
    assert story.states() == ["claimed"]
    assert "办了什么" in story.last(WORKERS).text


def test_the_photo_of_a_result_that_did_not_hold_shows_no_other(story: Story) -> None:
    card = light_taken(story)
    story.xiaoyan.sends_photo("first", chat=WORKERS, reply_to=card)
    story.xiaoyan.presses("办结", WORKERS)
    story.forward(minutes=2)
    story.wang.presses("没解决")
    story.forward(minutes=2)
    story.xiaoyan.presses("办结", WORKERS)
    assert story.states() == ["claimed"]
    assert "办了什么" in story.last(WORKERS).text


@pytest.mark.parametrize("words", ["好了", "已处理", "办结。", "ok", "办好了", "已经好了"])
def test_words_that_say_nothing_are_asked_for_again(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(f"办结 1 {words}", WORKERS)
    assert story.states() == ["claimed"]
    story.xiaoyan.says("换了门电机", WORKERS, reply_to=story.card(WORKERS, "办了什么").id)
    assert story.states() == ["resolved"]


# reopened -----------------------------------------------------------------------------------------------------


def test_reopened_twice_it_goes_up_and_somebody_else_verifies(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    story.xiaoyan.says("办结 1 清掉了", WORKERS)
    story.wang.presses("没解决")
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 501)
    story.xiaoyan.says("办结 1 又清了一遍", WORKERS)
    story.wang.presses("没解决")
    ticket = story.ticket()
    assert (ticket.state, ticket.level, ticket.claimed_by, ticket.reopened) == ("open", "community", None, 2)
    assert "换个人核实" in story.chen.hears()[-1]
    story.chen.says("转派 1 高晓燕", WORKERS)
    story.xiaoyan.says("办结 1 第三遍", WORKERS)
    assert (story.ticket().state, story.ticket().submitted_by) == ("open", 501)
    assert story.chen.presses("办结", WORKERS).startswith("1号单办结")
    assert story.states() == ["resolved"]


def test_reopened_twice_it_is_asked_who_takes_it_and_asked_again(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    story.xiaoyan.presses("接单", WORKERS)
    story.until(20, 9, 12)
    for words in ("清掉了", "又清了一遍"):
        story.xiaoyan.says(f"办结 1 {words}", WORKERS)
        story.wang.presses("没解决")
    assert story.chen.sees("又没办好").labels == ["接单", "转派"]
    story.chen.writes("今日")
    assert "09:42前" in story.chen.hears()[-1]
    story.until(20, 10, 13)
    assert "没人接，已转社区，共等60分钟。请您安排" in story.chen.hears()[-1]
    story.until(20, 17, 31)
    (digest,) = [text for text in story.texts(WORKERS) if text.startswith("达濠社区　周五")]
    assert "时限09:42已过，没人接" in digest
    story.chen.presses("接单", 601, "又没办好")
    assert story.states() == ["claimed"]


def test_the_time_a_reporter_took_to_answer_is_not_counted(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    before = story.ticket().resolve_due_at
    story.xiaoyan.says("办结 1 清掉了", WORKERS)
    story.forward(hours=3)
    story.wang.presses("没解决")
    after = story.ticket().resolve_due_at
    assert before and after and (after - before).total_seconds() == 3 * 3600


# asked again --------------------------------------------------------------------------------------------------


def closed(story: Story, confirmed: bool) -> None:
    sampled(story, 1.0)
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    if confirmed:
        story.wang.presses("解决了")


@pytest.mark.parametrize("confirmed", [True, False])
def test_three_days_later_the_sample_is_asked_in_private(story: Story, confirmed: bool) -> None:
    closed(story, confirmed)
    story.forward(days=3 if confirmed else 5, minutes=1)
    asked = story.wang.sees("现在还好吗")
    assert asked.labels == ["解决了", "没解决"]
    assert len([text for text in story.wang.hears() if "现在还好吗" in text]) == 1
    assert story.wang.presses("没解决", 11, "现在还好吗").startswith("好的，编号1接着办")
    assert (story.ticket().state, story.ticket().reopened, story.ticket().follow_up) == ("claimed", 1, "unsolved")


def test_still_solved_is_noted_once(story: Story) -> None:
    closed(story, confirmed=True)
    story.forward(days=3, minutes=1)
    story.wang.presses("解决了", 11, "现在还好吗")
    assert (story.ticket().state, story.ticket().follow_up) == ("closed", "solved")
    before = story.dump()
    story.wang.presses("解决了", 11, "现在还好吗")
    assert story.dump() == before


def test_a_confirmed_ticket_is_not_reopened_by_the_button_unasked(story: Story) -> None:
    closed(story, confirmed=True)
    story.wang.presses_data("1|deny|1|", story.last(RESIDENTS).id)
    assert story.states() == ["closed"]


def test_outside_the_sample_nobody_is_asked(story: Story) -> None:
    closed(story, confirmed=True)
    sampled(story, 0.0)
    story.li.says(LIFT.replace("3号楼2单元", "1号楼1单元"))
    story.forward(days=1)
    assert not any("现在还好吗" in text for text in story.li.hears())


@on_both
def test_silence_after_a_result_is_not_told_as_solved(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.forward(hours=49)
    assert story.states() == ["closed_unconfirmed"]
    assert story.card(RESIDENTS, "编号1").text.endswith("\n办好了：换了灯泡")


def test_a_danger_that_is_over_for_its_worker_sends_nobody_outside_and_nobody_orders_themselves(story: Story) -> None:
    _ = story.all_staff()
    by_the_book(story)
    story.wang.says("3号楼1单元楼道里好大的煤气味")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("办结 燃气公司换了阀门")
    assert story.last(RESIDENTS).text == "编号1　燃气泄漏　3号楼1单元楼道\n处理了，街道核实后告诉您。"
    story.until(20, 14)
    assert not any("督办" in text or "要办好" in text for text in story.wu.hears())
    assert story.wu.sees("属实请点“办结”").labels == ["办结", "没解决", "接单"]
    story.wu.presses("接单", 701)
    assert "别动火" in story.card(RESIDENTS, "编号1").text


def test_after_hours_away_one_result_is_told_of_once(story: Story) -> None:
    """What falls due at once is said once."""
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.now += timedelta(hours=5)
    before = len(story.wu.hears())
    for _ in range(4):
        story.sweep()
    told = [words for words in story.wu.hears()[before:] if "1号单" in words]
    assert len(told) == 1
