"""Stories of what takes longer: 延期 with a reason, 挂账 until a review; and who must agree."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, SHANGHAI, WORKERS, Story, on_both

BIN = Request("sanitation.garbage_overflow", "P2", "3")
PENSION = Request("policy_inquiry.pension", "Q", "3")


def taken(story: Story, request: Request = BIN) -> None:
    story.all_staff()
    story.wang.starts()
    story.will_read(request)
    story.wang.says("麻烦看一下")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("已联系", WORKERS)


def test_how_long_an_answer_is_waited_for_is_what_it_was_when_the_ticket_was_made(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("问居民 1 桶是满了还是倒了", WORKERS)
    ladder = story.resources.policies.ladder
    shorter = replace(ladder, answer_wait=timedelta(hours=2))
    story.resources.policies = replace(story.resources.policies, ladder=shorter)
    story.forward(hours=3)
    assert story.ticket().waiting_since is not None
    story.forward(hours=46)
    assert story.ticket().waiting_since is None


# 延期 ---------------------------------------------------------------------------------------------------------


@on_both
def test_an_extension_needs_a_leaders_word_and_its_reason_is_told(story: Story) -> None:
    taken(story)
    due = story.ticket().resolve_due_at
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    assert story.ticket().extended == 0
    asked = story.chen.sees("申请延期")
    assert asked.text == "1号单（垃圾满溢，3号楼），高晓燕申请延期2天，到11月25日08:12：等配件。您同意吗？"
    assert asked.labels == ["同意", "驳回"]
    story.chen.presses("同意", 601)
    assert story.ticket().extended == timedelta(hours=26).total_seconds()
    assert due and story.ticket().resolve_due_at == due + timedelta(days=2)
    assert story.wang.sees("要晚一些").text == "编号1（垃圾满溢，3号楼）要晚一些，11月25日08:12前办好：等配件"
    assert "等配件" not in story.card(RESIDENTS, "编号1").text
    assert "延期了，11月25日08:12前办好" in story.card(WORKERS, "1号单　").text
    assert story.chen.hears()[-1] == "1号单延期，同意了。"
    story.xiaoyan.says("延期 1 1天 还没到", WORKERS)
    assert story.last(WORKERS).text.startswith("1号单延过一次了")


def test_what_was_told_stands_when_the_answer_comes_early(story: Story) -> None:
    taken(story)
    story.wang.starts()
    story.xiaoyan.says("问居民 1 几点方便", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.chen.presses("同意", 601)
    told = story.ticket().resolve_due_at
    assert told and f"{told.astimezone(SHANGHAI):%-d日%H:%M}前办好" in story.wang.sees("要晚一些").text
    story.forward(hours=1)
    story.wang.writes("下午都在")
    assert story.ticket().waiting_since is None
    assert story.ticket().resolve_due_at == told
    story.xiaoyan.says("挂账 1 资金 到12月4日 等维修资金批下来", WORKERS)
    story.chen.presses("同意", 601)
    assert "延期" not in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("延期 1 半天 等配件", "申请延期半天，到11月23日14:42：等配件。"),
        ("延期 1 1天 等配件", "申请延期1天，到11月24日08:12：等配件。"),
        ("延期 1 5小时 等配件", "申请延期5小时，到11月23日13:12：等配件。"),
        ("延期 1 到11月24日 等配件", "申请延期，到11月24日18:00：等配件。"),
        ("挂账 1 资金 到12月4日 等维修资金批下来", "申请挂账（资金），到12月4日：等维修资金批下来。"),
        ("挂账 1 天气 到12月4日 雨停了再补", "申请挂账（季节），到12月4日："),
        ("不实 1 现场没有", "申请不实：现场没有。"),
    ],
)
def test_what_is_to_be_decided_is_told(story: Story, words: str, told: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.chen.sees("您同意吗").text.startswith(f"1号单（垃圾满溢，3号楼），高晓燕{told}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("延期到周一，等配件", "申请延期，到11月23日18:00：等配件。"),
        ("延期两天，等配件", "申请延期2天，到11月25日08:12：等配件。"),
        ("延期 2天 等配件", "申请延期2天，到11月25日08:12：等配件。"),
        ("挂账 资金 到12月4日 等维修资金批下来", "申请挂账（资金），到12月4日：等维修资金批下来。"),
        ("挂账 等环卫公司的新桶，12月5号", "申请挂账（第三方），到12月5日：等环卫公司的新桶。"),
    ],
)
@pytest.mark.parametrize("where", ["card", "private", "group"])
def test_of_the_one_that_somebody_has_no_number_is_needed(story: Story, words: str, told: str, where: str) -> None:
    taken(story)
    card = story.card(WORKERS, "1号单　").id
    story.xiaoyan.says(words, 501 if where == "private" else WORKERS, reply_to=card if where == "card" else None)
    assert story.chen.sees("您同意吗").text.startswith(f"1号单（垃圾满溢，3号楼），高晓燕{told}")


def test_of_several_it_is_asked_which_is_to_be_extended(story: Story) -> None:
    taken(story)
    story.will_read(Request("sanitation.garbage_overflow", "P2", "5"))
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("已联系 2", WORKERS)
    story.xiaoyan.writes("延期 2天 等配件")
    story.xiaoyan.presses("2 垃圾满溢", 501, card="哪一件")
    assert story.chen.sees("您同意吗").text.startswith("2号单（垃圾满溢，5号楼），高晓燕申请延期2天")


@pytest.mark.parametrize("words", ["延期到几号？", "延期到周一，可以吗", "延期两天了还没修", "延期的单有几个"])
def test_talk_of_extensions_asks_for_none(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert not any("您同意吗" in text for text in story.chen.hears())


def test_another_word_is_no_answer_to_what_was_asked(story: Story) -> None:
    taken(story)
    story.xiaoyan.presses("更多", 501)
    story.xiaoyan.presses("延期", 501)
    story.xiaoyan.writes("挂账 资金 到12月20日 等维修资金批下来")
    assert "申请挂账（资金）" in story.chen.sees("您同意吗").text


def test_a_proposal_in_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    story.all_staff()
    story.will_read(BIN)
    story.wang.says("麻烦看一下")
    story.xiaoyan.commands("/claim 1", WORKERS)
    story.xiaoyan.commands("/extend 1 2 days no parts", WORKERS)
    assert "Extend by 2 days, until 25 Nov 08:12, asked for by 高晓燕: no parts." in story.chen.hears()[-1]


def test_a_secretary_extends_at_once(story: Story) -> None:
    taken(story)
    story.chen.says("延期 1 半天 等师傅", WORKERS)
    assert story.ticket().extended == timedelta(hours=6.5).total_seconds()


def test_refused_it_stays_as_it_was(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    before = story.ticket().resolve_due_at
    story.chen.presses("驳回", 601)
    assert (story.ticket().extended, story.ticket().resolve_due_at) == (0, before)
    assert story.xiaoyan.hears()[-1] == "1号单延期没同意，接着办。"
    assert story.chen.presses_data("1|agree|1|p1", story.chen.sees("延期").id, 601) == "1号单没有等您定的事。"


@pytest.mark.parametrize(
    ("words", "answer"),
    [("延期 1 9天 等配件", "延得太久了"), ("延期 1", "要延多久、为什么"), ("延期 1 2天", "1号单延期2天，为什么")],
)
def test_what_is_missing_is_said(story: Story, words: str, answer: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert answer in story.last(WORKERS).text
    assert story.ticket().extended == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("1号单延期到周二", "延期，到11月24日18:00"),
        ("1号单延期2天", "延期2天，到11月25日08:12"),
        ("延期 1 再延期2天", "延期2天，到11月25日08:12"),
        ("延期 1 周二", "延期，到11月24日18:00"),
    ],
)
@pytest.mark.parametrize("where", ["group", "private"])
def test_how_long_was_told_is_not_asked_again(story: Story, words: str, told: str, where: str) -> None:
    taken(story)
    chat = 501 if where == "private" else WORKERS
    story.xiaoyan.says(words, chat)
    assert "多久" not in story.last(chat).text and "延期延期" not in story.last(chat).text
    story.xiaoyan.says("等灯泡", chat, reply_to=story.last(chat).id)
    assert story.chen.sees("您同意吗").text == f"1号单（垃圾满溢，3号楼），高晓燕申请{told}：等灯泡。您同意吗？"


def test_until_when_it_lasts_anyway_is_no_extension(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("延期 1 明天 等灯泡", WORKERS)
    assert story.last(WORKERS).text == "1号单本来就到11月23日08:12，不用延。"


def test_too_late_and_not_for_inquiries(story: Story) -> None:
    taken(story, PENSION)
    story.xiaoyan.says("延期 1 1天 要问人社", WORKERS)
    assert story.last(WORKERS).text.startswith("这类单不能延期")
    story.will_read(BIN)
    story.wang.says("垃圾又满了")
    story.xiaoyan.says("已联系 2", WORKERS)
    story.forward(days=3, hours=1)
    story.xiaoyan.says("延期 2 1天 等车", WORKERS)
    assert "已经过了时限" in story.last(WORKERS).text


# 挂账 ---------------------------------------------------------------------------------------------------------


@on_both
def test_suspended_until_its_review_and_then_awake(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("挂账 1 资金 到12月4日 等维修资金批下来", WORKERS)
    assert story.chen.sees("申请挂账").labels == ["同意", "驳回"]
    story.chen.says("同意 1", WORKERS)
    ticket = story.ticket()
    review = datetime(2026, 12, 4, 9, tzinfo=SHANGHAI)
    assert (ticket.state, ticket.review_at, ticket.wording) == ("suspended", review, "等维修资金批下来")
    assert story.card(RESIDENTS, "编号1").text.endswith("等维修资金批下来。12月4日再看，有进展在这条里更新。")
    assert "挂账到12月4日：等维修资金批下来" in story.card(WORKERS, "1号单　").text
    assert "先放一放：等维修资金批下来" in story.wang.sees("先放一放").text
    heard = len(story.xiaoyan.hears())
    story.forward(days=13)
    assert story.states() == ["suspended"]
    assert len(story.xiaoyan.hears()) == heard
    story.forward(days=1, hours=1)
    ticket = story.ticket()
    assert (ticket.state, ticket.claimed_by, ticket.review_at) == ("claimed", 501, None)
    assert "挂账到期" in story.xiaoyan.sees("挂账到期").text
    assert "挂账到期" in story.chen.sees("挂账到期").text
    assert ticket.rung == 0


def test_a_date_that_the_wording_needs_stays_in_it(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("挂账 1 等配件，下周一到", WORKERS)
    story.chen.says("同意 1", WORKERS)
    assert story.ticket().review_at == datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
    assert "先放一放：等配件，下周一到。" in story.wang.sees("先放一放").text


@pytest.mark.parametrize("where", ["card", "private", "number"])
def test_what_its_worker_ends_need_not_be_taken_up_first(story: Story, where: str) -> None:
    taken(story)
    card = story.card(WORKERS, "1号单　").id
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    words = f"{'1号' if where == 'number' else ''}配件到了，换好了"
    story.xiaoyan.says(words, 501 if where == "private" else WORKERS, reply_to=card if where == "card" else None)
    assert (story.states(), story.ticket().done) == (["resolved"], "配件到了，换好了")


def test_taken_up_again_before_its_review(story: Story) -> None:
    taken(story)
    story.chen.says("挂账 1 天气 到12月4日 雨停了再补", WORKERS)
    assert story.states() == ["suspended"]
    story.xiaoyan.presses("接单", WORKERS)
    assert story.states() == ["claimed"]
    story.xiaoyan.says("办结 1 补好了地砖", WORKERS)
    assert story.states() == ["resolved"]


@on_both
def test_what_a_colleague_suspended_is_not_taken_up_by_others(story: Story) -> None:
    taken(story)
    story.chen.says("挂账 1 天气 到12月4日 雨停了再补", WORKERS)
    told = "1号单高晓燕挂着，12月4日再看，没动它。要提前接着办，请高晓燕点接单，或请书记、街道转派。"
    assert story.yali.presses("接单", WORKERS) == told
    assert story.yali.presses("转派", WORKERS) == told
    for words in ("已联系 1", "到场 1"):
        story.chen.says(words, WORKERS)
        assert story.last(WORKERS).text == told
    assert (story.states(), story.ticket().claimed_by) == (["suspended"], 501)


def test_who_approved_it_gives_it_to_a_colleague_before_its_review(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    story.chen.says("同意 1", WORKERS)
    story.chen.presses("转派", WORKERS)
    assert story.states() == ["suspended"]
    story.chen.presses("高亚丽", WORKERS)
    assert (story.states(), story.ticket().claimed_by, story.ticket().review_at) == (["claimed"], 502, None)
    story.forward(hours=1)
    assert any("1号单转给高亚丽了，你不用跑了。" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize("who", ["chen", "wu"])
def test_who_could_approve_it_takes_it_over(story: Story, who: str) -> None:
    taken(story)
    story.xiaoyan.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    story.chen.says("同意 1", WORKERS)
    official = getattr(story, who)
    official.writes("接单 1")
    assert (story.states(), story.ticket().claimed_by) == (["claimed"], official.who.id)
    story.forward(hours=1)
    assert any("不用跑了" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize("words", ["已联系 1 跟居民说了，等厂家", "1号等厂家发货", "厂家说下周到货", "已联系 1"])
def test_what_is_told_meanwhile_takes_nothing_up_again(story: Story, words: str) -> None:
    taken(story)
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    review = story.ticket().review_at
    story.xiaoyan.writes(words)
    assert (story.states(), story.ticket().review_at) == (["suspended"], review)
    assert "note" in story.events() or "contact" in story.events()


def test_residents_read_what_is_told_meanwhile(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("已联系 1 车10点来", WORKERS)
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    assert "车10点来" not in story.card(RESIDENTS, "编号1").text
    story.xiaoyan.says("已联系 1 厂家说下周发货", WORKERS)
    assert story.card(RESIDENTS, "编号1").text.endswith("有进展在这条里更新。\n网格员高晓燕：厂家说下周发货")


@pytest.mark.parametrize("words", ["下水道还臭着呢", "1号楼下水道还是臭"])
def test_what_is_suspended_for_long_is_known_all_the_while(story: Story, words: str) -> None:
    """Suspended until the 27th; on the 17th the same man's words opened a second ticket, nudged and supervised."""
    story.all_staff()
    story.zhao.says("1号楼下水道反味 一股子臭味儿")
    story.xiaoyan.presses("接单", WORKERS)
    story.chen.says("挂账 1 资金 到12月20日 等维修资金换管道", WORKERS)
    story.now += timedelta(days=17)
    story.zhao.says(words)
    story.person(61, "1-2-501 梅姐").says("1号楼下水道反味")
    assert story.states() == ["suspended"]
    assert story.ticket().households == 2


def test_its_worker_gives_away_what_they_suspended(story: Story) -> None:
    taken(story)
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    story.xiaoyan.says("转派 1 高亚丽", WORKERS)
    assert (story.states(), story.ticket().claimed_by) == (["claimed"], 502)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("挂账 1", "为什么挂"),
        ("挂账 1 到12月4日 以后再说", "说清缘由"),
        ("挂账 1 资金 等维修资金", "复查日子"),
        ("挂账 1 资金 到12月4日", "给居民看的话"),
        ("挂账 1 资金 到6月4日 等维修资金", "复查日子太远"),
    ],
)
def test_a_suspension_lacks_something(story: Story, words: str, answer: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert answer in story.last(WORKERS).text
    assert story.states() == ["claimed"]


@on_both
def test_once_more_moves_the_review(story: Story) -> None:
    """挂账 of what was suspended was refused: 1号单现在是：挂账."""
    taken(story)
    story.xiaoyan.says("挂账 1 资金 到12月4日 等维修资金批下来", WORKERS)
    story.chen.says("同意 1", WORKERS)
    story.xiaoyan.says("挂账 改到12月20日", WORKERS)
    assert "申请挂账（资金），到12月20日：等维修资金批下来。" in story.chen.sees("您同意吗").text
    assert story.ticket().review_at == datetime(2026, 12, 4, 9, tzinfo=SHANGHAI)
    story.chen.says("同意 1", WORKERS)
    ticket = story.ticket()
    assert (ticket.state, ticket.review_at) == ("suspended", datetime(2026, 12, 20, 9, tzinfo=SHANGHAI))
    assert len(ticket.suspensions) == 1
    story.forward(hours=1, minutes=5)
    assert story.xiaoyan.sees("挂账改到").text == "1号单挂账改到12月20日，到时候再看。"
    assert "等维修资金批下来。12月20日再看" in story.card(RESIDENTS, "编号1").text
    story.forward(days=20)
    assert story.states() == ["suspended"]
    story.forward(days=11)
    assert story.states() == ["claimed"]


def test_who_may_approve_moves_it_at_once_and_others_not_at_all(story: Story) -> None:
    taken(story)
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    story.chen.says("挂账 1 到11月25日 厂家说快了", WORKERS)
    assert (story.ticket().review_at, story.ticket().wording) == (
        datetime(2026, 11, 25, 9, tzinfo=SHANGHAI), "厂家说快了",
    )  # fmt: skip
    story.yali.says("挂账 1 到12月20日", WORKERS)
    story.xiaoyan.writes("挂账 1 没到货")
    assert "复查日子" in story.xiaoyan.hears()[-1]
    assert story.ticket().review_at == datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)


def test_a_question_takes_nothing_up_again(story: Story) -> None:
    """问居民 took a suspended ticket up again."""
    taken(story)
    story.chen.says("挂账 1 第三方 到12月4日 等厂家发货", WORKERS)
    story.xiaoyan.writes("问居民 周末家里有人吗")
    assert story.states() == ["suspended"]
    assert "周末家里有人吗" in story.wang.sees("想问您").text
    assert "想问报的人：周末家里有人吗" in story.card(RESIDENTS, "编号1").text
    story.wang.writes("有人")
    assert (story.states(), story.ticket().waiting_since, story.ticket().news) == (["suspended"], None, "有人")
    story.forward(hours=1, minutes=5)
    assert "“有人”。还挂着账，12月4日再看。" in story.xiaoyan.sees("居民回话了").text
    story.yali.says("问居民 1 几点在家", WORKERS)
    assert story.ticket().waiting_since is None
    story.xiaoyan.writes("问居民 周几方便")
    story.forward(days=2, hours=1)
    assert story.ticket().waiting_since is None
    assert story.states() == ["suspended"]


def test_a_resident_can_still_take_back_what_is_suspended(open_story: Callable[..., Story]) -> None:
    story = open_story()
    taken(story)
    story.chen.says("挂账 1 资金 到12月4日 等维修资金", WORKERS)
    story.wang.presses("撤回")
    assert story.states() == ["withdrawn"]
    story.forward(days=20)
    assert story.states() == ["withdrawn"]


def test_each_who_asks_for_longer_is_asked_why(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("延期 1 2天", WORKERS)
    story.chen.writes("延期 1 2天")
    assert all("为什么" in story.last(chat).text for chat in (WORKERS, story.chen.who.id))
