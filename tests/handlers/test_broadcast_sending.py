"""Stories of notices on their way: at their moment, in waves, with pictures; changed and recalled afterwards."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from bot.gateway import Account, Gone, Refused
from bot.gateways.memory import MemoryGateway
from handlers import broadcast_sending, dispatch, housekeeping, speech
from models.outbox import Outbox
from models.place import Group
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both
from tests.handlers.test_broadcast import WORDS, asked, sent_by_chen

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
    assert story.chen.sees("撤回了").text == "1号通知撤回了，共2条"
    story.wang.says("3号楼停水了，一滴都没有")
    assert len(story.tickets()) == 1


@on_both
def test_while_some_of_it_stands_it_is_being_recalled(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast_sending, "BATCH", 1)
    sent_by_chen(story, "广播 停水 达濠社区：9:00-17:00 换管道")
    story.until(20, 10)
    story.chen.writes("广播 撤回 1")
    story.call(broadcast_sending.sweep_changes)
    story.call(broadcast_sending.sweep_progress)
    assert story.chen.sees("撤回中").text == "1号通知撤回中：已撤1条，还有1条"
    story.forward(seconds=10)
    assert story.chen.sees("撤回了").text == "1号通知撤回了，共2条"


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
    question = story.call(speech.take)
    story.call(dispatch.transcript_came, question, "广播 第一网格 明天大扫除，请把杂物搬走")
    assert "明天大扫除，请把杂物搬走" in story.chen.sees("号通知，这样发").text


def test_waves_that_go_on_the_next_day_tell_the_day_by_its_date(story: Story) -> None:
    """今晚十点停水 was read on the morning after it, and 约60分钟, then 约660分钟, was told of eleven hours."""
    story.all_staff()
    story.until(20, 21)
    story.chen.writes("广播 1号楼 2号楼 3号楼 分批，每30分钟一栋：今晚十点停水")
    preview = story.chen.hears()[-1]
    assert "11月20日晚十点停水" in preview
    assert "约11小时发完3条" in preview
    assert "“明天”这样的写成了几号" in preview
    story.chen.presses("发送", 601)
    story.until(21, 9)
    assert [text.splitlines()[1] for text in story.texts(RESIDENTS) if "停水" in text] == ["11月20日晚十点停水"] * 3
