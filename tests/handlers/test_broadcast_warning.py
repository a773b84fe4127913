"""Stories of what the author of a notice should know before it is sent: a name in it, a day that has passed."""

import pytest

from tests.handlers.story import RESIDENTS, Story
from tests.handlers.test_broadcast import TOMORROW, WORDS


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


@pytest.mark.parametrize("words", ["同意", "可以，发吧", "广播 同意 1", "发吧"])
def test_who_agrees_to_a_residents_name_says_so_twice(story: Story, words: str) -> None:
    """One press on 同意 sent a resident's name to every group; the warning stood at the end of a long card."""
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：住户王秀英家漏水，请下楼看看")
    story.xiaoyan.presses("照样发", story.xiaoyan.who.id)
    for _ in range(2):
        story.chen.writes(words)
        story.forward(seconds=6)
        assert story.standing(RESIDENTS) == []
    assert story.chen.hears()[-1] == (
        "1号通知里有住户王秀英，发出去群里人人看得到。确实要写出来，点“照样发”；不用写，点“驳回”，请写的人去掉。"
    )
    story.chen.writes("照样发")
    story.forward(seconds=6)
    assert len(story.standing(RESIDENTS)) == 1


def test_who_refuses_a_residents_name_ends_it_there(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("广播 3号楼：住户王秀英家漏水，请下楼看看")
    story.xiaoyan.presses("照样发", story.xiaoyan.who.id)
    assert story.chen.presses("同意", story.chen.who.id, card="高晓燕要发") == ""
    story.chen.presses("驳回", story.chen.who.id, card="人人看得到。确实")
    story.forward(seconds=6)
    assert story.standing(RESIDENTS) == []
    assert story.xiaoyan.hears()[-1] == "1号通知没有同意，不发（陈书记）。"


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


@pytest.mark.parametrize("hour", [22, 0, 4])
def test_days_told_at_night_are_told_by_their_dates(story: Story, hour: int) -> None:
    """明天早上 written at 00:10 was read at 07:30 as the day after."""
    story.all_staff()
    story.until(21, hour, 10)
    story.chen.writes("通知第一网格：明天早上3号楼停水")
    shown = story.chen.hears()[-1]
    assert "11月22日早上3号楼停水" in shown and "写成了几号" in shown
    assert ("过了零点" in shown) is (hour < 5)


def test_by_day_tomorrow_stays_tomorrow(story: Story) -> None:
    story.all_staff()
    story.chen.writes("通知第一网格：明天早上3号楼停水")
    assert "明天早上3号楼停水" in story.chen.hears()[-1]


@pytest.mark.parametrize(("words", "said"), [("明早8点发", "08:00发"), ("要签收", "签收"), ("分批", "分钟一栋")])
def test_how_it_is_sent_is_said_right_under_the_preview(story: Story, words: str, said: str) -> None:
    story.all_staff()
    story.chen.writes("通知第一网格：周末大扫除")
    story.chen.writes(words)
    shown = story.chen.hears()[-1]
    assert shown.startswith("1号通知，这样发：") and said in shown


def test_when_it_leaves_is_told_behind_its_readers(story: Story) -> None:
    story.all_staff()
    story.chen.writes("通知第一网格3号楼，明早8点发：今天早上9点体检")
    shown = story.chen.hears()[-1]
    assert "08:00发" in shown and "8点发" not in shown.replace("08:00发", "")
