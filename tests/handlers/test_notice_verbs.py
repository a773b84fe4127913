"""Stories of verbs typed after 广播 and 接龙: they are for what is written or sent, and never become a notice."""

import pytest
from sqlmodel import col, select

from models.broadcast import Broadcast
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story

FIRST, SECOND = "今天下午四点半来社区开会", "今天下午五点来社区开会"
TEXT = f"{SECOND}\n达濠社区"
DOORS = [f"3-1-{floor}0{side}" for floor in (1, 2) for side in (1, 2)]


def states(story: Story) -> list[str]:
    with story.database.transaction() as session:
        return list(session.exec(select(col(Broadcast.state)).order_by(col(Broadcast.id))))


def draft(story: Story, text: str = f"广播 3号楼：{FIRST}") -> None:
    story.all_staff()
    story.chen.writes("花名册 " + " ".join(DOORS))
    story.chen.writes(text)


def sent(story: Story, text: str = f"广播 3号楼：{FIRST}") -> None:
    draft(story, text)
    story.chen.writes("发送")
    story.forward(seconds=6)


# in one's own words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["发吧", "发", "可以，发", "就这样发。"])
def test_a_preview_is_sent_as_people_say_it(story: Story, words: str) -> None:
    draft(story)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [f"3号楼：{FIRST}\n达濠社区"]


@pytest.mark.parametrize("words", ["发了吗", "先别发", "发给谁", "发烧了怎么办"])
def test_other_words_send_nothing(story: Story, words: str) -> None:
    draft(story)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize("words", ["好", "好的", "行", "没问题"])
def test_a_nod_to_a_preview_is_not_taken_for_sent(story: Story, words: str) -> None:
    draft(story)
    story.chen.writes(words)
    assert story.chen.hears()[-1] == "还没发。要发就点“发送”，或写：发送。"
    assert states(story) == ["draft"]
    story.chen.writes("发送")
    assert states(story) != ["draft"]


def test_two_previews_are_told_apart_before_one_is_sent(story: Story) -> None:
    draft(story)
    story.chen.writes("广播 5号楼：明天停水")
    story.chen.writes("发吧")
    assert story.chen.hears()[-1] == "是哪一件？点一下。"
    assert states(story) == ["draft", "draft"]


def test_a_preview_is_changed_without_its_first_word(story: Story) -> None:
    draft(story)
    story.chen.writes(f"改 {SECOND}")
    assert TEXT in story.chen.sees("1号通知，这样发").text


@pytest.mark.parametrize("words", ["没签收", "谁还没签收", "谁没收到？", "哪几户没签收", "没签收的有哪些"])
def test_who_has_not_signed_is_asked_as_people_ask(story: Story, words: str) -> None:
    sent(story, f"广播 3号楼：{FIRST}，收到请回复")
    story.chen.writes(words)
    assert "3-1-101" in story.chen.hears()[-1] and "1号通知" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["没收到", "我没签收", "快递没签收"])
def test_what_is_said_of_something_else_is_no_question_about_a_notice(story: Story, words: str) -> None:
    sent(story, f"广播 3号楼：{FIRST}，收到请回复")
    story.chen.writes(words)
    assert "3-1-101" not in story.chen.hears()[-1]


# 改 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [f"广播 改 {SECOND}", f"广播 改 1 {SECOND}", f"广播 改：{SECOND}"])
def test_a_draft_is_changed_at_once_in_the_words_that_follow(story: Story, words: str) -> None:
    draft(story)
    story.chen.writes(words)
    assert TEXT in story.chen.sees("1号通知，这样发").text
    story.chen.writes("广播 发送")
    story.forward(seconds=6)
    assert (story.standing(RESIDENTS), story.standing(OTHERS)) == ([f"3号楼：{TEXT}"], [])


@pytest.mark.parametrize("verb", ["改", "修改", "更改", "编辑"])
def test_what_was_sent_is_changed_by_its_number(story: Story, verb: str) -> None:
    sent(story)
    story.chen.says(f"广播 {verb} 1 {SECOND}", WORKERS)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [f"（有更新）3号楼：{TEXT}"]


def test_without_a_draft_new_words_want_a_number(story: Story) -> None:
    sent(story)
    story.chen.writes(f"广播 改 {SECOND}")
    assert "没有在写的通知" in story.chen.hears()[-1] and "广播 改 3 " in story.chen.hears()[-1]
    assert states(story) == ["done"]
    assert story.standing(RESIDENTS) == [f"3号楼：{FIRST}\n达濠社区"]


def test_a_draft_is_given_other_readers(story: Story) -> None:
    draft(story)
    story.chen.writes("广播 改 全社区")
    shown = story.chen.sees("1号通知，这样发").text
    assert FIRST in shown and "第一网格居民群、第二网格居民群\n" in shown
    story.chen.writes(f"广播 改 5号楼：{SECOND}")
    shown = story.chen.sees("1号通知，这样发").text
    assert SECOND in shown and "第二网格居民群\n" in shown
    story.chen.writes("广播 改 工作群")
    assert "达濠社区工作群\n" in story.chen.sees("1号通知，这样发").text
    story.chen.writes("广播 改 99号楼")
    assert len(states(story)) == 1


def test_whom_a_sent_notice_is_for_stays(story: Story) -> None:
    sent(story)
    story.chen.writes("广播 改 1 全社区")
    assert "不能再改发给谁" in story.chen.hears()[-1]
    story.chen.writes(f"广播 改 1 3号楼：{SECOND}")
    story.forward(seconds=6)
    assert (story.standing(RESIDENTS), story.standing(OTHERS)) == ([f"（有更新）3号楼：{TEXT}"], [])


def test_a_question_is_changed_before_and_after(story: Story) -> None:
    draft(story, "接龙 3号楼：体检几人参加，周五18点截止")
    story.chen.writes("接龙 改 打疫苗几人参加")
    assert "打疫苗几人参加" in story.chen.sees("1号通知，这样发").text
    story.chen.writes("接龙 发送")
    story.forward(seconds=6)
    story.chen.writes("接龙 改 1 周五20点截止")
    story.forward(seconds=6)
    assert "11月20日20:00" in story.standing(RESIDENTS)[0] and "打疫苗" in story.standing(RESIDENTS)[0]
    assert len(states(story)) == 1


HOW = [
    ("要签收", "每户点“收到”签收"),
    ("分批", "每10分钟一栋"),
    ("每20分钟一栋", "每20分钟一栋"),
    ("明早8点发", "11月21日08:00发"),
]


@pytest.mark.parametrize(("words", "shown"), HOW)
def test_how_a_draft_is_sent_is_changed_and_not_what_it_says(story: Story, words: str, shown: str) -> None:
    draft(story)
    story.chen.writes(f"广播 改 1 {words}")
    told = story.chen.sees("1号通知，这样发").text
    assert FIRST in told and shown in told
    story.chen.writes("广播 改 不要签收")
    story.chen.writes("广播 改 不分批")
    told = story.chen.sees("1号通知，这样发").text
    assert FIRST in told and "签收" not in told and "一栋" not in told


def test_waves_too_close_together_are_refused(story: Story) -> None:
    draft(story)
    story.chen.writes("广播 改 每1分钟一栋")
    assert "分批要隔" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", [words for words, _ in HOW])
def test_how_it_was_sent_stays_and_that_is_said(story: Story, words: str) -> None:
    sent(story)
    story.chen.writes(f"广播 改 1 {words}")
    story.forward(seconds=6)
    assert "只能改内容：广播 改 1 新的内容" in story.chen.hears()[-1]
    assert story.standing(RESIDENTS) == [f"3号楼：{FIRST}\n达濠社区"]


@pytest.mark.parametrize("words", ["时间 明天9点", "时间改到明天下午五点", "地点：社区活动室"])
def test_a_text_has_no_part_that_could_be_changed_alone(story: Story, words: str) -> None:
    sent(story)
    story.chen.writes(f"广播 改 1 {words}")
    story.forward(seconds=6)
    assert "请写全：广播 改 1 新的内容" in story.chen.hears()[-1]
    assert story.standing(RESIDENTS) == [f"3号楼：{FIRST}\n达濠社区"]


@pytest.mark.parametrize(
    "words",
    [
        "时间：明天下午五点 地点：社区活动室",
        "时间改了，明天下午五点来社区开会，请带身份证，老人可以让家里人代来",
        "要签收快递的请来社区",
    ],
)
def test_a_whole_text_may_begin_like_a_part(story: Story, words: str) -> None:
    sent(story)
    story.chen.writes(f"广播 改 1 {words}")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [f"（有更新）3号楼：{words}\n达濠社区"]


READERS = ["5号楼", "改 5号楼", "改成5号楼", "楼栋改成5号楼", "不对，是5号楼", "改 1 5号楼"]


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize("words", READERS)
def test_another_building_is_no_reason(story: Story, words: str, pressed: bool) -> None:
    story.all_staff()
    story.chen.writes("广播 停水 3号楼 明天9:00到17:00 换管道")
    if pressed:
        story.chen.presses("改", story.chen.who.id)
    story.chen.writes(words if pressed else f"广播 改 {words.removeprefix('改 ')}")
    shown = story.chen.sees("1号通知，这样发").text
    assert "停水通知（5号楼）" in shown and "原因：换管道" in shown and "第二网格居民群\n" in shown


def test_change_by_itself_is_of_what_was_just_shown(story: Story) -> None:
    story.all_staff()
    story.chen.writes("改 5号楼")
    assert states(story) == []
    story.chen.writes("广播 停水 3号楼 明天9:00到17:00 换管道")
    story.chen.writes("改 5号楼")
    assert "停水通知（5号楼）" in story.chen.sees("1号通知，这样发").text
    story.chen.writes("改 时间 明天10点到12点")
    assert "10:00到12:00" in story.chen.sees("1号通知，这样发").text
    story.forward(hours=3)
    story.chen.writes("改，6号楼")
    assert "停水通知（6号楼）" in story.chen.sees("1号通知，这样发").text


@pytest.mark.parametrize("words", ["99号楼", "改成99号楼"])
def test_a_building_that_nobody_knows_is_no_reason_either(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("广播 停水 3号楼 明天9:00到17:00 换管道")
    story.chen.writes(f"广播 改 {words}")
    assert "不知道" in story.chen.hears()[-1]
    assert "停水通知（3号楼）" in story.chen.sees("1号通知，这样发").text


# the others ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["广播 没签收", "广播 没签收 1", "广播 催 1", "广播 催1号", "广播 回执", "广播 谁没签收？", "/broadcast missing 1"],
)
def test_how_far_the_receipts_are(story: Story, words: str) -> None:
    sent(story, f"广播 3号楼 要签收：{FIRST}")
    story.person(14, "3-1-101 王叔").presses("收到")
    story.chen.commands(words) if words.startswith("/") else story.chen.writes(words)
    told = story.chen.hears()[-1]
    assert "1号通知" in told and "签收了1户" in told and "3号楼　1/4户" in told
    assert "没签收的：3-1-102　3-1-201　3-1-202" in told and "小格私下再问一次" in told
    assert states(story) == ["done"]


def test_a_group_reads_no_door_there_and_who_may_not_see_neither(story: Story) -> None:
    sent(story, f"广播 3号楼 要签收：{FIRST}")
    story.chen.says("广播 没签收", WORKERS)
    assert "3号楼　0/4户" in story.last(WORKERS).text and "3-1-101" not in story.last(WORKERS).text
    story.yali.writes("广播 没签收 1")
    assert "3-1-101" not in story.yali.hears()[-1]


def test_a_notice_without_receipts_says_so(story: Story) -> None:
    sent(story)
    story.chen.writes("广播 没签收")
    assert "没有要签收" in story.chen.hears()[-1]
    story.chen.writes("广播 没签收 7")
    assert "7号通知找不到" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["广播 停", "广播 停 1", "广播 停止"])
def test_stop_is_taking_it_back(story: Story, words: str) -> None:
    sent(story)
    story.chen.writes(words)
    story.forward(seconds=6)
    assert (states(story), story.standing(RESIDENTS)) == (["recalled"], [])


@pytest.mark.parametrize(
    "words", ["广播 名单", "广播 统计 1", "广播 作废", "广播 进度", "广播 重发 1", "广播 删 1", "/broadcast status 1"]
)
def test_another_verb_is_answered_with_what_can_be_typed(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.commands(words) if words.startswith("/") else story.chen.writes(words)
    assert "广播 改 3" in story.chen.hears()[-1]
    assert states(story) == []


@pytest.mark.parametrize(
    "words",
    ["广播 停水 3号楼 明天9:00到17:00 换管道", "广播 停止供暖，明天抢修", "广播 改造工程明天开工", "广播 3号楼 停电"],
)
def test_what_only_begins_like_a_verb_is_a_notice(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert states(story) == ["draft"]


def test_the_verbs_of_a_roll_call(story: Story) -> None:
    sent(story, "接龙 3号楼：体检几人参加，周五18点截止")
    for words in ("接龙 催 1", "接龙 看", "接龙 没答", "接龙 统计1"):
        before = len(story.chen.hears())
        story.chen.writes(words)
        assert len(story.chen.hears()) == before + 1 and "还差4户" in story.chen.hears()[-1], words
    for words in ("接龙 名单 1", "接龙 名单"):
        story.chen.writes(words)
        assert "名单" in story.chen.hears()[-1], words
    story.chen.writes("接龙 看 7")
    assert "没有您能看的7号接龙" in story.chen.hears()[-1] and "1号　体检几人参加" in story.chen.hears()[-1]
    story.chen.writes("接龙 作废 1")
    assert "接龙 取消 3" in story.chen.hears()[-1]
    story.chen.writes("广播 没签收 1")
    assert "接龙 看 1" in story.chen.hears()[-1]
    assert states(story) == ["done"]


def test_without_a_roll_call_it_is_said(story: Story) -> None:
    story.all_staff()
    story.chen.writes("接龙 看")
    assert story.chen.hears()[-1] == "还没有您能看的接龙。"
    story.chen.writes("接龙 名单 1")
    assert "没有您能看的1号接龙" in story.chen.hears()[-1]
    assert states(story) == []


@pytest.mark.parametrize("words", ["同意1号通知", "同意 1号通知", "同意1通知。"])
def test_a_notice_agreed_to_by_its_number_is_no_ticket(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.xiaoyan.writes("广播 3号楼：明早八点停水")
    story.xiaoyan.writes("发送")
    story.chen.writes(words)
    assert story.ticket().extended == 0
    story.forward(minutes=2)
    assert any("明早八点停水" in text for text in story.standing(RESIDENTS))


def test_a_notice_refused_by_its_number_says_why(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：明早八点停水")
    story.xiaoyan.writes("发送")
    story.chen.writes("驳回1号通知 太早了")
    assert "太早了" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["发", "发吧"])
def test_a_day_later_a_word_sends_no_draft(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：体检报名请到社区")
    story.forward(hours=25)
    story.chen.writes(words)
    story.forward(minutes=2)
    assert not any("体检报名" in text for text in story.standing(RESIDENTS))
