"""Stories of notices: composed in private, agreed to by who owns their readers, sent in time, changed, recalled."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from bot.gateway import Account, Gone, Refused
from bot.gateways.memory import MemoryGateway
from handlers import dispatch, housekeeping
from models.outbox import Outbox
from models.place import Group
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Person, Story, on_both

WORDS = "今天下午四点半来社区领表"
TOMORROW = "广播 停水 3号楼 明天9:00到17:00 换管道"


def sent_by_chen(story: Story, text: str = f"广播 达濠社区：{WORDS}") -> None:
    """The secretary needs nobody's consent in their own community."""
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()


# composing ----------------------------------------------------------------------------------------------------


@on_both
def test_a_notice_is_shown_agreed_to_and_sent(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    shown = story.xiaoyan.sees("号通知，这样发")
    assert WORDS in shown.text
    assert "第一网格居民群" in shown.text
    assert "要达濠社区的社区书记同意才发。" in shown.text
    assert shown.labels == ["发送", "要签收", "改", "不发"]
    assert story.xiaoyan.presses("发送", story.xiaoyan.who.id) == "1号通知交上去了，等陈书记同意。"
    assert story.standing(RESIDENTS) == []
    asked = story.chen.sees("高晓燕要发，请您定")
    assert asked.labels == ["同意", "驳回"]
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == [f"3号楼：{WORDS}\n达濠社区"]
    assert story.standing(OTHERS) == []
    assert story.chen.sees("1号通知开始发了").labels == []
    story.forward(seconds=6)
    assert "1号通知发完了：1条" in story.xiaoyan.sees("号通知发完了").text


def test_the_secretarys_own_words_leave_at_once_for_all_groups_of_the_community(story: Story) -> None:
    sent_by_chen(story)
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == [f"{WORDS}\n达濠社区"]


def test_receivers_are_kept_under_a_name_and_read_anew(story: Story) -> None:
    story.all_staff()
    story.chen.writes("存名单 骨干：高晓燕 高亚丽")
    assert story.chen.hears()[-1] == "名单“骨干”存好了：高晓燕 高亚丽。发通知就写“广播 骨干：内容”。"
    sent_by_chen(story, f"广播 骨干：{WORDS}")
    assert WORDS in story.xiaoyan.hears()[-1] and WORDS in story.yali.hears()[-1]
    story.chen.writes("存名单 骨干 高亚丽")
    sent_by_chen(story, "广播 骨干 明天上午开会")
    assert "明天上午开会" in story.yali.hears()[-1] and "明天上午开会" not in story.xiaoyan.hears()[-1]
    assert story.standing(RESIDENTS) == []
    for text, said in (
        ("存名单", "骨干：高亚丽"), ("存名单 第一网格：高亚丽", "“第一网格”已经有别的意思"),
        ("存名单 骨干：月亮小区", "不知道“月亮小区”是哪里"), ("存名单 骨干", "这样存"),
        ("存名单 删 骨干", "名单“骨干”删掉了。"), (f"广播 骨干：{WORDS}", "不知道“骨干”是哪里"),
    ):  # fmt: skip
        story.chen.writes(text)
        assert said in story.chen.hears()[-1], text


def test_a_lists_name_within_another_name_is_only_a_part_of_it(story: Story) -> None:
    story.all_staff()
    story.chen.writes("存名单 达濠：高亚丽")
    assert "名单“达濠”存好了" in story.chen.hears()[-1]
    sent_by_chen(story, f"广播 达濠社区：{WORDS}")
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == [f"{WORDS}\n达濠社区"]
    assert WORDS not in story.yali.hears()[-1]


def test_what_is_missing_is_asked_for_one_by_one(story: Story) -> None:
    story.chen.writes("广播 会议 工作群：楼长会")
    assert story.chen.hears()[-1] == "什么时候？比如“明天下午3点”。"
    story.chen.writes("不知道")
    assert story.chen.hears()[-1].startswith("没看懂，或者已经过了。")
    story.chen.writes("今天7点")
    assert story.chen.hears()[-1].startswith("没看懂，或者已经过了。")
    story.chen.writes("明天下午3点")
    assert story.chen.hears()[-1] == "在哪里？"
    story.chen.writes("社区一楼")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.texts(WORKERS)[-1] == ("会议通知\n时间：11月21日15:00\n地点：社区一楼\n楼长会\n达濠社区　有事打12345")


def test_a_notice_is_made_of_the_message_replied_to(story: Story) -> None:
    story.sweep()
    story.chen.starts()
    said = story.wu.says("明天有雨，请收好晾晒的东西", WORKERS)
    story.chen.says("广播 第二网格", WORKERS, reply_to=said)
    assert "明天有雨" in story.chen.sees("号通知，这样发").text
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.standing(OTHERS) == ["明天有雨，请收好晾晒的东西\n达濠社区"]
    assert story.reaction(said + 1, WORKERS)


def test_who_has_not_opened_the_private_chat_is_shown_the_way(story: Story) -> None:
    story.sweep()
    story.staff(502, "高亚丽", starts=False).says(f"广播 5号楼：{WORDS}", WORKERS)
    assert "私聊" in story.last(WORKERS).text
    assert story.dump()["broadcast"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"广播 99号楼：{WORDS}", "不知道“99号楼”"),
        (f"广播 火星小区：{WORDS}", "不知道“火星小区”"),
        (f"广播 专项群：{WORDS}", "那里还没有能收到的群"),
        (f"广播 3号楼 昨天8点发：{WORDS}", "这个时间已经过了，没有发。换个时间重写一遍。"),
        (f"广播 3号楼 2月30日9点发：{WORDS}", "没看懂时间“2月30日9点发”"),
        ("广播 撤回 9", "9号通知找不到，或者已经不能这样办了"),
        ("广播 改", "没有可以这样办的通知"),
        ("广播 停水 3号楼 7:00-8:00 换管道", "事情已经过了"),
        (f"广播 达濠社区 每1分钟一栋：{WORDS}", "分批要隔5-60分钟"),
        ("广播 3号楼：" + "长" * 3600, "太长了"),
        ("广播", "写上发给谁、什么事"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_sent(story: Story, text: str, words: str) -> None:
    story.chen.writes(text)
    assert any(words in heard for heard in story.chen.hears()[-2:])
    story.sweep()
    assert story.standing(RESIDENTS) == []
    assert story.dump()["broadcast_part"] == []


def test_a_moment_that_is_past_is_said_first_and_what_follows_is_no_answer_to_it(story: Story) -> None:
    story.chen.writes("广播 会议 3号楼 昨天8点发：明天9:00 二楼")
    story.chen.writes("二楼会议室")
    story.chen.writes(f"广播 3号楼 昨天8点发：{WORDS}")
    assert "重写一遍" in story.chen.hears()[-1]
    story.chen.writes(f"广播 达濠社区 分批：{WORDS}")
    assert "每10分钟一栋" in story.chen.hears()[-1]


def test_without_a_colon_and_a_place_it_is_all_words_for_ones_own_place(story: Story) -> None:
    story.chen.writes("广播 明天大扫除 请把杂物搬走")
    assert "明天大扫除 请把杂物搬走" in story.chen.sees("号通知，这样发").text
    story.chen.writes("广播 工作群 请报本周情况")
    assert "达濠社区工作群" in story.chen.sees("请报本周情况").text


def test_residents_and_residents_groups_compose_nothing(story: Story) -> None:
    story.sweep()
    story.wang.starts()
    story.wang.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.says(f"广播 3号楼：{WORDS}")
    assert story.dump()["broadcast"] == []


def test_doors_and_identity_numbers_are_taken_out_and_the_telephone_stays(story: Story) -> None:
    sent_by_chen(story, "广播 3号楼：3-2-501漏水，先关总阀，身份证110101199003074477，打0574-87654321")
    assert story.standing(RESIDENTS) == ["3号楼2单元漏水，先关总阀，身份证***，打0574-87654321\n达濠社区"]


def test_a_role_is_told_in_private(story: Story) -> None:
    story.staff(502, "高亚丽", starts=False)
    assert story.xiaoyan
    sent_by_chen(story, "广播 达濠社区网格员：今晚都带上手电")
    assert story.xiaoyan.hears()[-1].startswith("今晚都带上手电")
    assert "1人没开私聊，收不到" in story.chen.sees("号通知").text or story.chen.hears()


def test_drafts_that_are_old_take_no_words(story: Story) -> None:
    story.chen.writes("广播 停水 3号楼")
    story.forward(hours=2)
    story.chen.writes("明天9:00到17:00")
    assert story.dump()["broadcast_part"] == []
    assert "什么原因" not in story.chen.hears()[-1]


# approval -----------------------------------------------------------------------------------------------------


def asked(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)


def test_a_refusal_with_its_reason(story: Story) -> None:
    asked(story)
    story.chen.writes("广播 驳回 1 时间改到五点")
    assert story.xiaoyan.hears()[-1] == "1号通知没有同意，不发（陈书记）：时间改到五点。"
    story.sweep()
    assert story.standing(RESIDENTS) == []
    assert story.chen.presses_data("1|bc_yes|0|1", story.chen.sees("不发").id, story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_nobody_else_may_agree(story: Story) -> None:
    asked(story)
    card = story.chen.sees("请您定")
    assert "要达濠社区的社区书记定" not in story.yali.hears()
    answer = story.yali.presses_data("1|bc_yes|0|1", card.id, story.yali.who.id)
    assert answer == "这条要达濠社区的社区书记定。"
    story.xiaoyan.writes("广播 同意 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_the_street_decides_where_several_communities_read(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.all_staff()
    story.chen.writes(f"广播 光明街道：{WORDS}")
    story.chen.presses("发送", story.chen.who.id)
    story.wu.presses("同意", story.wu.who.id)
    story.sweep()
    assert story.standing(-1007) == story.standing(RESIDENTS) == [f"{WORDS}\n光明街道"]


def test_approval_that_comes_by_a_typed_reply(story: Story) -> None:
    asked(story)
    story.chen.writes("同意", reply_to=story.chen.sees("请您定").id)
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 1


def test_without_anybody_reachable_the_group_of_that_level_decides(story: Story) -> None:
    story.sweep()
    assert story.xiaoyan
    chen = story.staff(601, "陈书记", starts=False)
    story.staff(701, "吴主任", starts=False)
    story.xiaoyan.writes(f"广播 3号楼：{WORDS}")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    assert story.last(WORKERS).labels == ["同意", "驳回"]
    chen.presses("同意", WORKERS)
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 1


def test_what_nobody_agreed_to_is_not_sent_and_its_author_told(story: Story) -> None:
    asked(story)
    story.forward(hours=25)
    assert "1号通知没有发：一直没人同意。" in story.xiaoyan.hears()
    story.chen.writes("广播 同意 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_agreed_to_too_late_it_is_not_sent(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 停水 3号楼 9:00-12:00 换管道")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.until(20, 12, 30)
    assert "事情已经过了" in story.chen.presses("同意", story.chen.who.id)
    assert "1号通知没有发：事情已经过了。" in story.xiaoyan.hears()
    story.sweep()
    assert story.standing(RESIDENTS) == []


# its moment ---------------------------------------------------------------------------------------------------


def test_later_means_later(story: Story) -> None:
    sent_by_chen(story, f"广播 3号楼 今天下午3点发：{WORDS}")
    assert "1号通知15:00发" in story.chen.sees("号通知15:00发").text
    story.until(20, 14, 59)
    assert story.standing(RESIDENTS) == []
    story.until(20, 15, 1)
    assert len(story.standing(RESIDENTS)) == 1


def test_at_night_it_waits_for_the_morning(story: Story) -> None:
    story.until(20, 22)
    story.chen.writes(f"广播 3号楼：{WORDS}")
    assert "11月21日07:30发（现在是免打扰时间）" in story.chen.sees("号通知").text
    story.chen.presses("发送", story.chen.who.id)
    story.until(21, 7, 29)
    assert story.standing(RESIDENTS) == []
    story.until(21, 7, 31)
    assert len(story.standing(RESIDENTS)) == 1


def test_a_red_alert_passes_quiet_hours_and_the_log_says_why(story: Story) -> None:
    story.until(20, 22)
    sent_by_chen(story, "广播 天气预警 红色 达濠社区：今天22:30到明天6:00 别出门")
    assert story.standing(RESIDENTS)[0].startswith("红色天气预警通知")
    assert any("'why': 'red'" in event[5] for event in story.dump()["broadcast_event"])


def test_waves_by_building_and_what_falls_into_the_night_goes_on_in_the_morning(story: Story) -> None:
    story.until(20, 21, 10)
    sent_by_chen(story, "广播 达濠社区 每10分钟一栋：下楼做检测")
    assert [t.partition("\n")[0] for t in story.standing(RESIDENTS)] == ["1号楼："]
    assert [t.partition("\n")[0] for t in story.standing(OTHERS)] == ["5号楼："]
    story.until(20, 21, 25)
    assert [t.partition("\n")[0] for t in story.standing(RESIDENTS)] == ["1号楼：", "2号楼："]
    story.until(20, 23)
    assert len(story.standing(RESIDENTS)) == 2
    story.until(21, 7, 31)
    assert [t.partition("\n")[0] for t in story.standing(RESIDENTS)][-1] == "3号楼："


def test_after_an_absence_what_is_too_late_stays_unsent(story: Story) -> None:
    sent_by_chen(story, f"广播 3号楼 今天下午3点发：{WORDS}")
    story.now += timedelta(hours=10)
    story.sweep()
    assert story.standing(RESIDENTS) == []
    assert "1条晚了没发" in story.chen.hears()[-1] or "1条晚了没发" in story.chen.sees("号通知").text


# while it is in force, and after --------------------------------------------------------------------------------


def test_while_it_lasts_it_answers_what_it_explains(story: Story) -> None:
    sent_by_chen(story, "广播 停水 3号楼 9:00-17:00 换管道")
    notice = story.standing(RESIDENTS)[0]
    assert "停水通知（3号楼）" in notice
    story.until(20, 10)
    story.wang.says("3号楼停水了，一滴都没有")
    assert len(story.tickets()) == 0
    assert "换管道" in story.standing(RESIDENTS)[-1]
    story.until(20, 17, 1)
    story.wang.says("3号楼到现在还是没水")
    assert len(story.tickets()) == 1


def test_a_cut_told_in_plain_words_is_known_as_well(story: Story) -> None:
    sent_by_chen(story, "广播 3号楼：今天上午9点到11点停水，洗水箱，请提前接水")
    story.until(20, 10)
    story.wang.says("3号楼停水了，一滴都没有")
    assert story.tickets() == []
    assert "洗水箱" in story.standing(RESIDENTS)[-1]
    story.until(20, 11, 5)
    story.wang.says("3号楼到现在还是没水")
    assert len(story.tickets()) == 1


def test_too_little_warning_is_said_to_the_author(story: Story) -> None:
    story.chen.writes("广播 停水 3号楼 9:00-17:00 换管道")
    assert "要提前24小时告诉大家" in story.chen.sees("号通知").text


@on_both
def test_a_change_reaches_every_group_and_what_is_asked_of_it_later(story: Story) -> None:
    sent_by_chen(story, "广播 停水 3号楼 9:00-17:00 换管道")
    story.chen.presses("改", story.chen.who.id, card="号通知")
    assert "只改一项（时间、原因）" in story.chen.hears()[-1]
    story.chen.writes("时间 9:00到19:00")
    assert story.chen.hears()[-1] == "1号通知各个群都在改。"
    story.sweep()
    assert [text.count("19:00") for text in story.standing(RESIDENTS)] == [1]
    assert story.standing(RESIDENTS)[0].startswith("（有更新）")
    story.until(20, 18)
    story.wang.says("3号楼停水了，一滴都没有")
    assert story.tickets() == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3号楼：今天收旧衣服", "3号楼：今天收旧衣服"),
        ("3号楼2单元：今天收旧衣服", "3号楼2单元：今天收旧衣服"),
        ("2、3号楼：今天收旧衣服", "2号楼、3号楼：今天收旧衣服"),
        ("3号楼：今天3号楼门口收旧衣服", "今天3号楼门口收旧衣服"),
        ("1-3号楼：今天收旧衣服", "今天收旧衣服"),
        ("第一网格：今天收旧衣服", "今天收旧衣服"),
    ],
)
def test_a_group_of_several_buildings_reads_for_which_it_is(story: Story, typed: str, read: str) -> None:
    story.all_staff()
    story.chen.writes(f"广播 {typed}")
    story.chen.presses("发送", 601)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == [f"{read}\n达濠社区"]


def test_what_is_changed_before_it_has_left_is_not_marked_as_changed(story: Story) -> None:
    sent_by_chen(story, f"广播 3号楼 今天下午3点发：{WORDS}")
    story.chen.writes("广播 改 1")
    story.chen.writes("改到五点来社区")
    story.until(20, 15, 1)
    assert story.standing(RESIDENTS) == ["3号楼：改到五点来社区\n达濠社区"]


def test_who_is_reached_after_a_change_reads_it_as_new(story: Story) -> None:
    story.until(20, 10)
    sent_by_chen(story, "广播 达濠社区 每10分钟一栋：下楼做检测")
    story.chen.writes("广播 改 1")
    story.chen.writes("下楼做检测，带上身份证")
    story.until(20, 10, 15)
    first, second = story.standing(RESIDENTS)
    assert first.startswith("1号楼：\n（有更新）")
    assert "带上身份证" in second
    assert "有更新" not in second
    story.chen.writes("广播 改 1")
    story.chen.writes("下楼做检测，带身份证和手机")
    story.sweep()
    assert ["有更新" in text for text in story.standing(RESIDENTS)] == [True, True]


def test_a_workers_change_needs_consent_again(story: Story) -> None:
    asked(story)
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    story.xiaoyan.presses("改", story.xiaoyan.who.id, card="号通知")
    story.xiaoyan.writes("改到五点来社区")
    story.sweep()
    assert WORDS in story.standing(RESIDENTS)[0]
    assert "想改成这样" in story.chen.sees("请您定").text
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == ["（有更新）3号楼：改到五点来社区\n达濠社区"]


@on_both
def test_recalled_it_is_gone_everywhere_and_explains_nothing(story: Story) -> None:
    sent_by_chen(story, "广播 停水 达濠社区：9:00-17:00 换管道")
    story.until(20, 10)
    story.chen.presses("撤回", story.chen.who.id, card="号通知")
    story.sweep()
    story.forward(seconds=10)
    assert story.standing(RESIDENTS) == story.standing(OTHERS) == []
    assert "已撤2条" in story.chen.sees("撤回中").text
    story.wang.says("3号楼停水了，一滴都没有")
    assert len(story.tickets()) == 1


def test_before_it_has_left_a_recall_leaves_nothing_to_delete(story: Story) -> None:
    sent_by_chen(story, f"广播 3号楼 今天下午3点发：{WORDS}")
    story.chen.writes("广播 撤回 1")
    story.until(20, 16)
    assert story.standing(RESIDENTS) == []
    assert not any(WORDS in d.out.text for d in story.gateway.sent if d.out.chat == RESIDENTS)


def test_after_two_days_only_a_change_is_possible(story: Story) -> None:
    sent_by_chen(story)
    story.forward(hours=49)
    assert story.chen.presses("撤回", story.chen.who.id, card="号通知") == (
        "1号通知发出超过48小时，撤不掉了，可以改内容。"
    )
    story.sweep()
    assert len(story.standing(RESIDENTS)) == 1
    story.chen.writes("广播 改 1")
    story.chen.writes("表已经领完了")
    story.sweep()
    assert story.standing(RESIDENTS) == ["（有更新）表已经领完了\n达濠社区"]


def test_weeks_later_a_change_still_works_and_after_that_it_is_refused(story: Story) -> None:
    sent_by_chen(story)
    story.now += timedelta(days=30)
    story.call(housekeeping.forget)
    story.chen.writes("广播 改 1")
    story.chen.writes("表已经领完了")
    story.sweep()
    assert story.standing(RESIDENTS) == ["（有更新）表已经领完了\n达濠社区"]
    story.now += timedelta(days=31)
    story.call(housekeeping.forget)
    for verb in ("改", "撤回"):
        story.chen.writes(f"广播 {verb} 1")
        assert story.chen.hears()[-1] == "1号通知发出太久了，改不了也撤不掉，请另发一条更正。"
    story.sweep()
    assert story.standing(RESIDENTS) == ["（有更新）表已经领完了\n达濠社区"]


def test_what_is_too_old_to_delete_says_that_it_does_not_count(story: Story) -> None:
    sent_by_chen(story, f"广播 达濠社区：{WORDS}")
    with story.database.transaction() as session:
        mine = sa.update(Outbox).where(col(Outbox.chat_id) == RESIDENTS, col(Outbox.purpose) == "broadcast")
        session.connection().execute(mine.values(sent_at=story.now - timedelta(hours=49)))
    story.chen.writes("广播 撤回 1")
    story.forward(seconds=10)
    assert story.standing(RESIDENTS) == ["这条通知撤回了，不作数了。"]
    assert story.standing(OTHERS) == []


def test_a_group_that_cannot_be_reached_is_counted(story: Story) -> None:
    story.gateway.script(Gone("kicked"), chat=OTHERS)
    sent_by_chen(story)
    story.forward(seconds=10)
    assert "发完了：1条\n1条没送到" in story.chen.sees("发完了").text


# pictures -------------------------------------------------------------------------------------------------------


def test_a_picture_goes_along_and_its_words_can_change(story: Story) -> None:
    story.chen.sends_photo("poster", f"广播 3号楼：{WORDS}", chat=story.chen.who.id)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.last(RESIDENTS).photos == ("poster",)
    story.chen.presses("改", story.chen.who.id, card="号通知")
    story.chen.writes("改到五点")
    story.sweep()
    assert story.last(RESIDENTS).text.startswith("（有更新）3号楼：改到五点")


DOCUMENT = {"document": {"file_id": "form", "file_unique_id": "u1", "file_name": "表.xlsx"}}


def test_ten_pictures_go_along_and_no_more(story: Story) -> None:
    story.chen.writes("广播 会议 3号楼：明天9:00")
    for number in range(11):
        story.chen.sends_photo(f"p{number}", chat=story.chen.who.id)
    assert "最多带10张图，多的没有加上。" in story.chen.hears()
    story.chen.writes("二楼")
    story.chen.writes("换届")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert [len(d.out.photos) for d in story.gateway.sent if d.out.chat == RESIDENTS] == [10]


def test_a_file_goes_along_by_its_id(story: Story) -> None:
    story.chen.writes("", caption=f"广播 3号楼：{WORDS}", **DOCUMENT)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert (story.last(RESIDENTS).document, story.last(RESIDENTS).text) == ("form", f"3号楼：{WORDS}\n达濠社区")


def test_the_picture_of_the_message_replied_to_goes_along(story: Story) -> None:
    story.sweep()
    story.chen.starts()
    picture = [{"file_id": "map", "file_unique_id": "m", "width": 9, "height": 9}]
    chat = {"id": WORKERS, "type": "supergroup"}
    replied = {"message_id": 5, "date": 0, "chat": chat, "caption": "台风路径图", "photo": picture}
    story.chen.says("广播 3号楼", WORKERS, reply_to_message=replied)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert (story.last(RESIDENTS).photos, story.last(RESIDENTS).text) == (("map",), "3号楼：台风路径图\n达濠社区")


def test_a_picture_the_platform_does_not_take_is_told_to_its_author_once(story: Story) -> None:
    story.chen.sends_photo("poster", f"广播 3号楼：{WORDS}", chat=story.chen.who.id)
    story.gateway.script(Refused("bad_request", "PHOTO_INVALID_DIMENSIONS"), chat=RESIDENTS)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    story.forward(minutes=5)
    told = [words for words in story.chen.hears() if "平台不接收这张图片" in words]
    assert [words.partition("：")[0] for words in told] == ["1号通知有1条没送到"]
    assert "1条没送到（平台不接收）" in story.chen.sees("号通知发完了").text
    assert not any("群里没有小格" in words for words in story.chen.hears())


def test_the_picture_is_not_blamed_for_words_that_are_too_long(story: Story) -> None:
    story.chen.sends_photo("poster", f"广播 3号楼：{WORDS}", chat=story.chen.who.id)
    story.gateway.script(Refused("too_long", "MEDIA_CAPTION_TOO_LONG"), chat=RESIDENTS)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    story.forward(minutes=5)
    told = [words for words in story.chen.hears() if words.startswith("1号通知有")]
    assert [("图片" in words, "改短一点" in words) for words in told] == [(False, True)]


def test_a_film_is_refused_in_plain_words(story: Story) -> None:
    film = {"video": {"file_id": "v1", "file_unique_id": "u1", "duration": 3}}
    story.chen.writes("", caption=f"广播 3号楼：{WORDS}", **film)
    assert story.chen.hears()[-1] == "只能带图片或一个文件，视频、位置这些不行。"
    assert story.dump()["broadcast"] == []


def test_a_picture_does_not_pass_to_another_account(open_story: Callable[..., Story]) -> None:
    story = open_story()
    other = Account(701, "other_bot", "小格二", reads_all=True)
    story.resources.accounts = {**story.resources.accounts, 701: other}
    story.call(
        lambda desk: desk.session.execute(sa.update(Group).where(col(Group.chat_id) == OTHERS).values(bot_id=701))
    )
    story.call(lambda desk: desk.town_changed())
    story.chen.sends_photo("poster", f"广播 达濠社区：{WORDS}", chat=story.chen.who.id)
    assert any("传不到另外1个群" in words for words in story.chen.hears())
    story.sweep()
    assert story.dump()["broadcast_part"] == []


def test_by_voice_once_it_is_written_down(story: Story) -> None:
    story.resources.transcribed = True
    story.chen.starts()
    story.chen.writes("", **MemoryGateway.voice("v1", 4))
    question = story.call(dispatch.next_voice_note)
    story.call(dispatch.transcript_came, question, "广播 第一网格 明天大扫除，请把杂物搬走")
    assert "明天大扫除，请把杂物搬走" in story.chen.sees("号通知，这样发").text


def test_staff_groups_need_nobodys_consent_and_the_list_shows_what_was_sent(story: Story) -> None:
    story.xiaoyan.writes("广播 工作群：今天值班表在桌上")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.sweep()
    assert story.texts(WORKERS)[-1].startswith("今天值班表在桌上")
    story.forward(seconds=10)
    story.xiaoyan.writes("广播 列表")
    assert story.xiaoyan.hears()[-1].startswith("1号　发完了　08:12　今天值班表在桌上")
    assert story.texts(OFFICIALS) == []


def test_dropped_it_is_not_sent(story: Story) -> None:
    story.chen.writes(f"广播 3号楼：{WORDS}")
    story.chen.presses("不发", story.chen.who.id)
    assert story.chen.sees("1号通知不发了").labels == []
    story.chen.writes("广播 发送 1")
    story.sweep()
    assert story.standing(RESIDENTS) == []


def test_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    chen: Person = story.chen
    chen.commands("/broadcast water 3号楼: tomorrow 9:00-17:00 new pipes")
    chen.presses("Send", chen.who.id)
    story.sweep()
    assert "Water cut (buildings 3)\nWhen: 21 Nov 09:00 to 17:00" in story.standing(RESIDENTS)[0]


TWO_COMMUNITIES = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-ao,   level: community, name: 澳头社区, parent: gm}
  - {code: gm-ao-1, level: grid,      name: 澳头网格, parent: gm-ao, buildings: ["7"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1007, place: gm-ao-1, purpose: residents, name: 澳头居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-ao-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""


def test_a_name_that_two_grids_have_is_told_apart_by_its_communitys(story: Story) -> None:
    story.admin.writes(
        "places:\n  - {code: gm-cy, level: community, name: 朝阳社区, parent: gm}\n"
        '  - {code: gm-cy-1, level: grid, name: 第一网格, parent: gm-cy, buildings: ["11"]}\n'
    )
    story.wu.writes(f"广播 第一网格：{WORDS}")
    assert story.wu.hears()[-1] == "“第一网格”不止一处，前面写上小区、社区或街道的名字。"
    for head in ("达濠社区第一网格", "达濠社区 第一网格", "达濠社区的第一网格", "达濠第一网格"):
        story.wu.writes(f"广播 {head}：{WORDS}")
        assert "发给：第一网格居民群1个群" in story.wu.sees("号通知，这样发").text, head


# what the author should know ----------------------------------------------------------------------------------------


def test_a_residents_name_and_telephone_are_pointed_out_before_they_are_sent(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：明天登记，联系人3-2-501王阿姨13812345678")
    shown = story.xiaoyan.sees("号通知，这样发").text
    assert "王阿姨、13812345678，群里人人看得到；是居民自己的，点“改”去掉；要写出来，点“照样发”。" in shown
    assert "门牌号去掉了，通知里不写。" in shown
    story.xiaoyan.presses("照样发", story.xiaoyan.who.id)
    assert "里面有王阿姨、13812345678，群里人人看得到。" in story.chen.sees("高晓燕要发").text


@pytest.mark.parametrize("words", ["发吧", "发送", "广播 发送", "广播 发送 1"])
def test_no_word_in_passing_sends_somebodys_name(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：住户王秀英家漏水，请下楼看看")
    story.chen.writes(words)
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []
    warned = story.chen.hears()[-1]
    assert warned.startswith("1号通知还没发：里面有住户王秀英，群里人人看得到。")
    story.chen.presses("照样发", story.chen.who.id, card="还没发")
    story.forward(seconds=6)
    assert len(story.standing(RESIDENTS)) == 1


def test_what_is_sent_all_the_same_may_be_said(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：住户王秀英家漏水，请下楼看看")
    story.chen.writes("照样发")
    story.forward(seconds=6)
    assert len(story.standing(RESIDENTS)) == 1


def test_with_the_name_taken_out_it_is_sent_as_any(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：住户王秀英家漏水，请下楼看看")
    story.chen.writes("改 楼上漏水，请下楼看看")
    story.chen.writes("发吧")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == ["3号楼：楼上漏水，请下楼看看\n达濠社区"]


@pytest.mark.parametrize(
    "line", [f"广播 3号楼：{WORDS}，有事打0754-88123456", "广播 高亚丽：王阿姨13812345678找你", TOMORROW]
)
def test_an_offices_number_and_words_to_one_colleague_are_not_warned_of(story: Story, line: str) -> None:
    story.all_staff()
    story.chen.writes(line)
    shown = story.chen.sees("号通知，这样发").text
    assert "人人看得到" not in shown and "门牌号" not in shown


def test_tomorrow_told_at_night_is_told_by_its_date_in_the_morning(story: Story) -> None:
    story.all_staff()
    story.until(23, 22, 40)
    story.xiaoyan.writes("广播 3号楼：明天上午大扫除，今晚收好花盆")
    shown = story.xiaoyan.sees("号通知，这样发").text
    assert "11月24日上午大扫除，11月23日晚收好花盆" in shown and "“明天”这样的写成了几号" in shown
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    assert story.chen.presses("同意", story.chen.who.id) == "1号通知11月24日07:30发。"
    assert "开始发了" not in "".join([*story.chen.hears(), *story.xiaoyan.hears()])
    story.chen.writes("广播 列表")
    assert "1号　待发　11月24日07:30" in story.chen.hears()[-1]
    story.until(24, 7, 31)
    assert story.standing(RESIDENTS) == ["3号楼：11月24日上午大扫除，11月23日晚收好花盆\n达濠社区"]


def test_what_is_agreed_to_the_next_day_tells_the_day_it_was_written_for(story: Story) -> None:
    story.all_staff()
    story.until(23, 20)
    story.xiaoyan.writes("广播 3号楼：明天上午大扫除")
    story.xiaoyan.presses("发送", story.xiaoyan.who.id)
    story.until(24, 8)
    story.chen.presses("同意", story.chen.who.id)
    story.sweep()
    assert story.standing(RESIDENTS) == ["3号楼：11月24日上午大扫除\n达濠社区"]


def test_a_day_chosen_by_its_author_leaves_their_words_alone(story: Story) -> None:
    story.chen.writes("广播 3号楼 明早8点发：今天下午领表")
    assert "今天下午领表" in story.chen.sees("号通知，这样发").text
