"""Stories of a claim without a word, and of questions to whoever reported."""

from datetime import timedelta

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
BIN = Request("sanitation.garbage_overflow", "P2", "3")


def claimed(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)


@on_both
def test_a_silent_claim_is_asked_once_and_lapses(story: Story) -> None:
    claimed(story)
    story.forward(minutes=59)
    assert not any("没看到动静" in text for text in story.xiaoyan.hears())
    story.forward(minutes=1)
    assert story.xiaoyan.sees("没看到动静").labels == ["已联系", "到场", "转派"]
    standing = len(story.texts(WORKERS))
    story.forward(minutes=19)
    assert story.ticket().claimed_by == 501
    story.forward(minutes=1)
    assert (story.ticket().state, story.ticket().claimed_by) == ("open", None)
    assert len(story.texts(WORKERS)) == standing
    assert "接单" in story.card(WORKERS, "1号单　").labels
    assert story.events() == ["open", "claim", "contact_asked", "lapse"]
    story.forward(minutes=8)
    assert any("你能去吗" in text for text in story.xiaoyan.hears())
    # 08:27 is long past: nobody is told to be there by then.
    assert not any("08:27" in text for text in (story.card(WORKERS, "1号单　").text, *story.xiaoyan.hears()[-1:]))
    story.forward(minutes=22)
    assert "没人接，已转社区，共等30分钟" in story.chen.hears()[-1]


def test_time_to_answer_counts_from_when_the_question_is_read(story: Story) -> None:
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=50)
    story.wang.says("还没人来啊", reply_to=story.card(RESIDENTS, "编号1").id)
    assert story.xiaoyan.sees("有居民催")
    story.forward(minutes=59)
    assert not any("没看到动静" in text for text in story.xiaoyan.hears())
    story.forward(minutes=1)
    assert "10:32前" in story.xiaoyan.sees("没看到动静").text
    story.forward(minutes=29)
    assert story.ticket().claimed_by == 501
    story.forward(minutes=1)
    assert story.ticket().claimed_by is None


def test_who_was_told_something_hours_ago_has_time_to_answer_too(story: Story) -> None:
    """What they read in the morning gives nobody an answer that was due before they were asked."""
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    story.forward(minutes=15)
    assert story.xiaoyan.sees("你能去吗")
    story.xiaoyan.presses("误会", WORKERS)
    story.until(20, 13)
    story.wang.says("麻烦看一下")
    story.xiaoyan.presses("接单", WORKERS)
    story.until(20, 14)
    assert "14:30前" in story.xiaoyan.sees("没看到动静").text
    assert story.ticket(2).claimed_by == 501
    story.until(20, 14, 29)
    story.xiaoyan.says("已联系 2", WORKERS)
    story.forward(hours=2)
    assert story.ticket(2).claimed_by == 501


@pytest.mark.parametrize("sign", ["已联系 1", "到场 1", "reply", "photo"])
def test_any_sign_of_work_keeps_the_claim(story: Story, sign: str) -> None:
    claimed(story)
    card = story.card(WORKERS, "1号单　").id
    if sign == "reply":
        story.xiaoyan.says("师傅在路上", WORKERS, reply_to=card)
    elif sign == "photo":
        story.xiaoyan.sends_photo("spot", chat=WORKERS, reply_to=card)
    else:
        story.xiaoyan.says(sign, WORKERS)
    story.forward(hours=3)
    assert story.ticket().claimed_by == 501
    assert "contact_asked" not in story.events()


@pytest.mark.parametrize(
    "sign",
    [
        "延期 1 半天 等配件",
        "挂账 1 资金 到12月4日 等维修资金批下来",
        "问居民 1 几点在家",
        "不实 1 现场没有",
        "答复 1 8:10收到",
    ],
)
def test_what_is_asked_or_answered_for_it_keeps_the_claim(story: Story, sign: str) -> None:
    claimed(story)
    story.wu.writes("督办 1")
    story.xiaoyan.says(sign, WORKERS)
    assert story.ticket().contacted_at is not None
    story.forward(hours=3)
    assert story.ticket().claimed_by == 501
    assert "contact_asked" not in story.events()


def test_who_says_it_is_done_and_not_yet_what_keeps_the_claim(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("处理好了", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert "1号单办了什么？" in story.last(WORKERS).text
    story.forward(hours=3)
    assert story.ticket().claimed_by == 501
    assert "contact_asked" not in story.events()


@pytest.mark.parametrize("sign", ["延期 1", "延期 1 99天 等配件", "挂账 1 资金", "答复 1"])
def test_what_is_not_taken_down_is_no_sign_of_work(story: Story, sign: str) -> None:
    claimed(story)
    story.wu.writes("督办 1")
    story.xiaoyan.says(sign, WORKERS)
    assert story.ticket().contacted_at is None


def test_somebody_elses_word_keeps_nobodys_claim(story: Story) -> None:
    claimed(story)
    story.chen.says("挂账 1 资金 到12月4日 等维修资金批下来", WORKERS)
    assert story.ticket().contacted_at is None


def test_who_has_lapsed_can_take_it_again_and_is_asked_again(story: Story) -> None:
    claimed(story)
    story.forward(minutes=81)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=21)
    assert story.events()[-2:] == ["claim", "contact_asked"]


def test_who_had_it_once_hears_nothing_of_it_while_nobody_is_on(story: Story) -> None:
    """The order of the evening stands in the group; who is away by now has a card of it, and has not the ticket."""
    story.all_staff()
    story.until(23, 8)
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    story.xiaoyan.presses("接单", WORKERS)
    story.until(23, 10)
    assert story.ticket().claimed_by is None
    story.xiaoyan.writes("我请假到下周五, 让亚丽顶")
    heard = len(story.xiaoyan.hears())
    due = story.ticket().resolve_due_at
    assert due
    story.forward(seconds=(due - story.now).total_seconds())
    assert story.card(WORKERS, "几时接的").reply_to
    assert len(story.xiaoyan.hears()) == heard


# questions ----------------------------------------------------------------------------------------------------


@on_both
def test_a_question_stops_the_clock_until_it_is_answered(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.will_read(BIN)
    story.wang.says("垃圾桶满了")
    story.xiaoyan.presses("接单", WORKERS)
    due = story.ticket().resolve_due_at
    story.xiaoyan.says("问居民 1 几点方便?", WORKERS)
    assert "几点方便?" in story.wang.sees("想问您").text
    assert "等回话，时间停着" in story.card(WORKERS, "1号单　").text
    assert "想问报的人：几点方便?" in story.card(RESIDENTS, "编号1").text
    story.forward(hours=2)
    story.wang.writes("下午都在", reply_to=story.wang.sees("想问您").id)
    ticket = story.ticket()
    assert (ticket.waiting_since, ticket.question) == (None, "")
    assert due and ticket.resolve_due_at == due + timedelta(hours=2)
    assert "下午都在" in story.xiaoyan.sees("居民回话了").text
    assert "时间停着" not in story.card(WORKERS, "1号单　").text


def test_after_two_days_the_clock_goes_on_by_itself(story: Story) -> None:
    claimed(story)
    due = story.ticket().resolve_due_at
    story.xiaoyan.says("问居民 1 几点方便?", WORKERS)
    asked = story.now
    story.forward(hours=49)
    ticket = story.ticket()
    assert ticket.waiting_since is None
    assert due and ticket.resolve_due_at == due + timedelta(hours=48)
    assert "居民两天没回话" in story.xiaoyan.sees("没回话").text
    assert story.now - asked > timedelta(hours=48)


def test_by_button_and_in_the_group(story: Story) -> None:
    claimed(story)
    story.xiaoyan.presses("更多", WORKERS)
    assert story.xiaoyan.presses("问居民", WORKERS) == "回一句要问什么。"
    story.xiaoyan.says("哪一层？", WORKERS, reply_to=story.card(WORKERS, "要问居民什么").id)
    card = story.card(RESIDENTS, "编号1")
    assert "想问报的人：哪一层？" in card.text
    story.wang.says("18层", reply_to=card.id)
    assert story.ticket().waiting_since is None
    assert "18层" in story.xiaoyan.sees("居民回话了").text
    assert len(story.standing(RESIDENTS)) == 1


@pytest.mark.parametrize("answer", ["可以", "好的，谢谢"])
def test_a_nod_under_the_card_is_the_answer_that_was_waited_for(story: Story, answer: str) -> None:
    claimed(story)
    story.xiaoyan.says("问居民 1 下午三点来行吗？", WORKERS)
    card = story.card(RESIDENTS, "编号1")
    story.li.says(answer, reply_to=card.id)
    assert story.ticket().waiting_since is not None
    story.wang.says(answer, reply_to=card.id)
    assert story.ticket().waiting_since is None
    assert answer in story.xiaoyan.sees("居民回话了").text
    assert len(story.standing(RESIDENTS)) == 1


def test_a_neighbours_word_is_no_answer(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("问居民 1 哪一层？", WORKERS)
    story.zhao.says("我也想知道", reply_to=story.card(RESIDENTS, "编号1").id)
    assert story.ticket().waiting_since is not None


def test_words_in_private_answer_without_a_reply(story: Story) -> None:
    claimed(story)
    story.wang.starts()
    story.xiaoyan.says("问居民 1 哪一层？", WORKERS)
    story.wang.writes("十八层那边")
    assert story.ticket().waiting_since is None


def test_a_quiet_matter_is_asked_in_private_or_not_at_all(story: Story) -> None:
    story.all_staff()
    story.wang.says("我家困难想申请低保")
    story.xiaoyan.presses("接单", WORKERS)
    before = story.standing(RESIDENTS)
    story.xiaoyan.says("问居民 1 几口人？", WORKERS)
    assert "没开私聊" in story.last(WORKERS).text
    assert story.ticket().waiting_since is None
    assert story.standing(RESIDENTS) == before


def test_only_one_question_waits(story: Story) -> None:
    claimed(story)
    story.xiaoyan.says("问居民 1 哪一层？", WORKERS)
    story.xiaoyan.says("问居民 1 几点？", WORKERS)
    assert "已经在等居民回话" in story.last(WORKERS).text
    assert story.ticket().question == "哪一层？"


def test_what_somebody_had_who_left_is_offered_again(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("到场 1", WORKERS)
    assert "报事人" in story.xiaoyan.sees("1号单").text
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: []}")
    story.forward(seconds=1)
    ticket = story.ticket()
    assert (ticket.state, ticket.claimed_by) == ("open", None)
    assert "接单" in story.card(WORKERS, "1号单").labels
    assert not any("1号单" in text and "报事人" in text for text in story.xiaoyan.hears())
    heard = len(story.xiaoyan.hears())
    story.forward(hours=3)
    assert len(story.xiaoyan.hears()) == heard
    assert any("1号单" in text for text in story.chen.hears())


@pytest.mark.parametrize("colleague", [True, False])
def test_the_others_are_asked_at_once_to_take_it(story: Story, colleague: bool) -> None:
    story.all_staff()
    if colleague:
        story.admin.writes("people:\n  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-1}]}")
    story.wang.says("3号楼2单元电梯又停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(hours=1)
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: []}")
    story.forward(seconds=1)
    asked = story.yali if colleague else story.chen
    assert asked.hears()[-1] == "1号单（电梯故障，3号楼2单元）还没人接，09:27前要有人接。你能去吗？"
    asked.presses("接单", asked.who.id)
    assert story.ticket().claimed_by == asked.who.id


def test_a_danger_whose_keeper_left_is_rung_at_once(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("到场 1", WORKERS)
    story.forward(hours=20)
    first = story.chen.sees("紧急：1号单").id
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: []}")
    story.forward(seconds=1)
    assert story.chen.sees("紧急：1号单").id > first


def test_who_left_stands_in_no_rota(story: Story) -> None:
    story.all_staff()
    story.chen.writes("排班 第一网格\n每天 8:00-21:00 高晓燕、高亚丽")
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: []}")
    story.chen.writes("排班 第一网格")
    assert "每天 08:00-21:00 高亚丽" in story.chen.hears()[-1]


@pytest.mark.parametrize(
    ("role", "place", "told"),
    [
        ("grid_leader", "gm-dh-2", "高亚丽"),
        ("grid_leader", "gm-dh-1", "高晓燕、高亚丽"),
        ("community_secretary", "gm-dh", "高晓燕、高亚丽"),
    ],
)
def test_who_goes_elsewhere_stands_in_the_rota_of_no_place_they_left(
    story: Story, role: str, place: str, told: str
) -> None:
    story.all_staff()
    story.chen.writes("排班 第一网格\n每天 8:00-21:00 高晓燕、高亚丽")
    story.admin.writes(f"people:\n  - {{user_id: 501, name: 高晓燕, roles: [{{role: {role}, place: {place}}}]}}")
    story.chen.writes("排班 第一网格")
    assert story.chen.hears()[-1].endswith(f"每天 08:00-21:00 {told}")


def test_who_changes_their_place_keeps_what_they_have(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("到场 1", WORKERS)
    story.admin.writes("people:\n  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-2}]}")
    story.forward(minutes=1)
    assert story.ticket().claimed_by == 501
