"""Stories of how much a worker is told: one summary an hour, and everything with one word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.desk import Desk
from handlers.noticing import LONGEST, MOST_BUTTONS
from models.notice import add_notice
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both

# Of three matters: three buildings with one are an incident.
BINS = ("1号楼垃圾桶满了", "2号楼楼道灯不亮了", "3号楼门禁坏了")


def told(story: Story, user: int, words: str) -> list[str]:
    return [text for text in story.texts(user) if words in text]


def three_bins(story: Story) -> None:
    """Three ordinary matters, five minutes after one another."""
    story.all_staff()
    for words in BINS:
        story.wang.says(words)
        story.forward(minutes=5)


@on_both
def test_what_is_not_urgent_comes_once_an_hour(story: Story) -> None:
    three_bins(story)
    story.forward(minutes=59)
    assert len(told(story, 501, "号单")) == 1
    story.forward(minutes=15)
    first, second = told(story, 501, "号单")
    assert first.startswith("1号单（垃圾满溢，1号楼）还没人接")
    assert second.splitlines()[0] == "2件："
    assert story.seen(501)[-1].labels == ["2 接单", "3 接单"]


@on_both
def test_a_summary_gathers_what_is_still_true(story: Story) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=1)
    story.wang.says("1号楼的垃圾桶怎么还没人来")
    first = len(story.texts(501))
    for words in BINS[1:]:
        story.zhao.says(words)
    story.person(16, "1-1-101 老孙").says("1号楼垃圾桶催一下", reply_to=story.last(RESIDENTS).id)
    story.forward(minutes=30)
    assert len(story.texts(501)) == first
    story.yali.says("接单 2", WORKERS)
    story.forward(minutes=40)
    (summary,) = story.texts(501)[first:]
    assert "3号单" in summary
    assert "2号单" not in summary


def test_what_is_told_later_is_true_when_it_is_read(story: Story) -> None:
    """09:27: 2号单还没人接，08:47前要有人接."""
    three_bins(story)
    story.until(20, 9, 28)
    second = told(story, 501, "件：")[-1]
    assert second.splitlines()[1:] == [
        "· 2号单（楼道灯，2号楼楼道）还没人接。你能去吗？",
        "· 3号单（门禁道闸，3号楼）还没人接。你能去吗？",
    ]


def test_a_limit_of_yesterday_is_not_told_in_the_morning(story: Story) -> None:
    story.all_staff()
    budget = replace(story.resources.policies.ladder.budget, worker_daily=1)
    ladder = replace(story.resources.policies.ladder, budget=budget)
    story.resources.policies = replace(story.resources.policies, ladder=ladder)
    story.wang.says(BINS[0])
    story.until(20, 12, 30)
    story.zhao.says(BINS[1])
    story.until(21, 8, 1)
    assert "13:00" not in story.xiaoyan.sees("2号单").text


@pytest.mark.parametrize(
    ("kind", "sign"), [("contact_ask", "到场 1"), ("contact_ask", "上报 1 要请物业来"), ("submitted", "到场 1")]
)
def test_nobody_is_asked_later_for_what_is_settled_by_then(story: Story, kind: str, sign: str) -> None:
    three_bins(story)
    story.xiaoyan.says("接单 1", WORKERS)

    def put_aside(desk: Desk) -> None:
        mine = desk.own_ticket(1)
        words = desk.view(mine) | {"limit": desk.now + timedelta(hours=5)}
        assert desk.notice(desk.town.officers[501], kind, mine, words)

    story.call(put_aside)
    story.xiaoyan.says(sign, WORKERS)
    story.until(20, 9, 28)
    assert "3号单" in story.xiaoyan.hears()[-1]
    assert "1号单" not in story.xiaoyan.hears()[-1]


def test_a_summary_fits_on_a_screen(story: Story) -> None:
    three_bins(story)
    story.forward(minutes=5)

    tickets = [ticket.id for ticket in story.tickets()]

    def gather(desk: Desk) -> None:
        for number in range(40):
            other = desk.own_ticket(tickets[number % 3])
            desk.notice(desk.town.officers[501], "urged", other, desk.view(other) | {"said": "怎么还没有人来" * 9})

    story.call(gather)
    story.forward(hours=1)
    summary = told(story, 501, "件：")[-1]
    assert len(summary) <= LONGEST
    assert len(story.seen(501)[-1].labels) <= MOST_BUTTONS


def test_what_waits_for_longer_than_an_hour_holds_nothing_back(story: Story) -> None:
    """Somebody was not free when it was put aside, and is now."""
    story.all_staff()

    def put_aside(desk: Desk) -> int:
        until = desk.now + timedelta(hours=5)
        face = {"text": "今天有3户该探访", "buttons": [], "ref": 0}
        return add_notice(
            desk.session, user_id=501, ticket_id=None, kind="care", service_class="Q", face=face, made_at=desk.now,
            due_at=until,
        )  # fmt: skip

    story.call(put_aside)
    three_bins(story)
    story.forward(minutes=15)
    assert "号单" in story.texts(501)[-1]
    assert "探访" in story.texts(501)[-1]


def test_what_is_urgent_never_waits(story: Story) -> None:
    three_bins(story)
    story.forward(minutes=10)
    before = len(story.texts(501))
    story.wang.says("电梯又坏了，停在3号楼2单元")
    story.forward(minutes=8)
    assert told(story, 501, "电梯故障")
    assert len(story.texts(501)) > before


@on_both
def test_one_word_shows_everything(story: Story) -> None:
    three_bins(story)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes("今日")
    shown = story.xiaoyan.hears()[-1]
    assert "在办1件\n1号单　垃圾满溢　1号楼" in shown
    assert "等人接2件\n2号单　楼道灯　2号楼楼道　08:47前\n3号单　门禁道闸　3号楼　08:52前" in shown
    assert story.seen(501)[-1].labels == ["2 接单", "3 接单"]
    assert story.xiaoyan.presses("2 接单", 501) == "2号单归你了，辛苦。"
    story.xiaoyan.commands("/today")
    assert "在办2件" in story.xiaoyan.hears()[-1]


def test_with_nothing_open_it_says_so(story: Story) -> None:
    story.all_staff()
    story.yali.writes("今日")
    assert story.yali.hears()[-1] == "手上没有单，也没有等人接的。"


def test_what_is_due_today_stands_first(story: Story) -> None:
    three_bins(story)
    story.xiaoyan.says("已联系 1 约了师傅", WORKERS)
    story.until(23, 8, 5)
    story.xiaoyan.writes("今日")
    assert story.xiaoyan.hears()[-1].startswith("今天到期1件\n1号单　垃圾满溢　1号楼　08:12前\n\n等人接2件")


def test_having_read_it_nobody_is_told_again(story: Story) -> None:
    three_bins(story)
    story.forward(minutes=12)
    story.xiaoyan.writes("今日")
    before = len(story.texts(501))
    story.forward(minutes=50)
    assert len(story.texts(501)) == before


def test_in_a_residents_group_it_is_talk(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says("今日")
    story.wang.says("今日")
    assert story.standing(RESIDENTS) == []


@on_both
def test_a_notice_that_waits_for_my_consent_stands_there(story: Story) -> None:
    story.all_staff()
    for words in ("今天下午四点半来社区开会", "明天上午来社区体检"):
        story.xiaoyan.writes(f"广播 3号楼：{words}")
        story.xiaoyan.presses("发送", 501)
    for person in (story.xiaoyan, story.yali, story.wu):
        person.writes("今日")
        assert "通知" not in person.hears()[-1], person.who.name
    story.chen.writes("今日")
    shown = story.seen(601)[-1]
    assert shown.text.startswith("等您定2件\n1号通知　“3号楼：今天下午四点半来社区开会")
    assert "高晓燕要发，待同意" in shown.text
    assert shown.labels == ["1 📣同意", "1 📣驳回", "2 📣同意", "2 📣驳回"]
    story.chen.presses("1 📣同意", 601)
    story.chen.presses("2 📣驳回", 601)
    story.sweep()
    assert [text.splitlines()[0] for text in story.standing(RESIDENTS)] == ["3号楼：今天下午四点半来社区开会"]
    story.chen.writes("今日")
    assert story.chen.hears()[-1] == "手上没有单，也没有等人接的。"


@on_both
def test_a_change_that_waits_for_my_consent_stands_there(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：今天下午四点半来社区开会")
    story.xiaoyan.presses("发送", 501)
    story.chen.writes("同意")
    story.forward(seconds=6)
    story.xiaoyan.writes("广播 改 1 今天下午五点来社区开会")
    story.chen.writes("今日")
    assert "1号通知　“3号楼：今天下午五点来社区开会" in story.chen.hears()[-1]
    assert "高晓燕想这样改，待同意" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["今天有什么事", "还有什么事要我办吗"])
def test_the_whole_list_is_asked_for_in_ones_own_words(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.until(20, 11, 0)
    story.chen.writes("今日")
    listed = story.chen.hears()[-1]
    story.chen.writes(words)
    assert story.chen.hears()[-1] == listed
    assert listed.startswith("等人接1件")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("有什么要我定的", "没有要定的。"),
        ("有哪些要我定的？", "没有要定的。"),
        ("我的", "手上没有单。"),
        ("我的单", "手上没有单。"),
        ("我手上有什么", "手上没有单。"),
        ("挂账的有哪些", "没有挂账的。"),
        ("给我看看挂账的", "没有挂账的。"),
        ("哪些超期了", "没有超期的。"),
        ("超期的有哪些", "没有超期的。"),
        ("今天有几件没人接", "等人接1件"),
        ("没人接的有哪些", "等人接1件"),
        ("没人管的有几个", "等人接1件"),
        ("哪些单子还没人接？", "等人接1件"),
        ("现在还有几个没人管", "等人接1件"),
        ("还有没人接的单子吗", "等人接1件"),
        ("还有多少没办", "还没办完2件，没人接的1件"),
        ("还有哪些没办完", "还没办完2件，没人接的1件"),
        ("还有几个没办", "还没办完2件，没人接的1件"),
        ("还有几件没办完", "还没办完2件，没人接的1件"),
        ("还有多少工单没处理", "还没办完2件，没人接的1件"),
    ],
)
def test_what_is_asked_for_alone_is_told_alone(story: Story, words: str, said: str) -> None:
    story.all_staff()
    for told in BINS[:2]:
        story.wang.says(told)
    story.xiaoyan.says("接单 1", WORKERS)
    for person in (story.chen, story.wu):
        person.writes(words)
        assert person.hears()[-1].splitlines()[0] == said
    assert story.ticket().news == ""


def test_with_nothing_anywhere_each_says_so(story: Story) -> None:
    story.all_staff()
    for words, said in (("还有几件没办完", "都办完了。"), ("没人接的有哪些", "没有等人接的。")):
        story.chen.writes(words)
        assert story.chen.hears()[-1] == said


def test_what_is_overdue_is_listed_whoever_has_it(story: Story) -> None:
    story.all_staff()
    for told in BINS[:2]:
        story.wang.says(told)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("已联系 1 约了师傅", WORKERS)
    story.until(20, 10, 0)
    story.chen.writes("哪些超期了")
    assert story.chen.hears()[-1] == "超期1件\n2号单　楼道灯　2号楼楼道　没人接，08:42就到时限了"
    story.until(23, 18, 0)
    story.chen.writes("哪些超期了")
    listed = story.chen.hears()[-1].splitlines()
    assert listed[0] == "超期2件"
    assert any(line.startswith("1号单　垃圾满溢　1号楼　高晓燕在办，") for line in listed)


def test_what_is_suspended_is_listed_with_its_reason(story: Story) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("挂账 1 资金 到12月20日 等维修资金批下来", WORKERS)
    story.chen.writes("同意 1")
    story.chen.writes("挂账的有哪些")
    assert story.chen.hears()[-1] == "挂账1件\n1号单　垃圾满溢　1号楼　挂账到12月20日：等维修资金批下来"


def test_what_waits_for_a_signature_stands_there_once(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.until(23, 9, 20)
    story.wu.writes("今日")
    shown = story.wu.hears()[-1]
    assert shown.startswith("等您定1件\n1号单　电梯故障　3号楼2单元　没人接，红牌督办待签发")
    assert shown.count("1号单") == 1
    assert story.seen(701)[-1].labels == ["1 签发", "1 驳回"]


def test_what_was_due_before_today_is_late_and_not_due_today(story: Story) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("已联系 1 约了师傅", WORKERS)
    story.until(24, 9, 0)
    story.xiaoyan.writes("今日")
    assert story.xiaoyan.hears()[-1] == "超期1件\n1号单　垃圾满溢　1号楼　已过11月23日08:12"


@pytest.mark.parametrize(
    "words",
    [
        "超期的怎么罚",
        "有什么办法",
        "要我办的不是这个",
        "今天我办了什么事",
        "我的手机",
        "还有什么",
        "没人接电话",
        "没人管他",
    ],
)
def test_other_questions_are_not_taken_for_it(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.chen.writes(words)
    assert not story.chen.hears()[-1].startswith("等人接")


def test_a_resident_who_asks_so_gets_no_list(story: Story) -> None:
    story.all_staff()
    story.wang.says(BINS[0])
    story.wang.writes("今天有什么事")
    assert not any("等人接" in text for text in story.wang.hears())


def test_what_has_climbed_away_comes_after_what_waits_here(story: Story) -> None:
    story.all_staff()
    for words in ("1号楼电梯坏了", "2号楼停水了"):
        story.wang.says(words)
    story.forward(minutes=61)
    story.zhao.says("3号楼楼道灯不亮")
    assert [ticket.level for ticket in story.tickets()] == ["street", "street", "grid"]
    story.xiaoyan.writes("今日")
    assert [line[:3] for line in story.xiaoyan.hears()[-1].splitlines()] == ["等人接", "3号单", "1号单", "2号单"]
    story.wu.writes("今日")
    assert [line[:3] for line in story.wu.hears()[-1].splitlines()] == ["等人接", "1号单", "2号单", "3号单"]
    story.chen.writes("没人接的有哪些")
    assert [line[:3] for line in story.chen.hears()[-1].splitlines()] == ["等人接", "3号单", "1号单", "2号单"]
