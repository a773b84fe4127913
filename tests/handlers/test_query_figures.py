"""Stories of staff who ask for one figure: how many, how satisfied, how long; in few lines, and of nobody by name."""

from collections.abc import Callable

import pytest

from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story
from tests.handlers.test_query_asked import TWO_COMMUNITIES

LIGHT, BINS, LIFT = "3号楼2单元楼道灯不亮", "1号楼垃圾桶满了", "1号楼2单元电梯停了"


def a_week(story: Story) -> Story:
    """On Friday a light, done and praised, and bins that nobody takes; on Tuesday a lift and water."""
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIGHT)
    story.zhao.says(BINS)
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(minutes=5)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("解决了")
    story.wang.presses("满意")
    story.until(24, 9)
    story.zhao.says(LIFT)
    story.person(15, "5-1-302 周姐").says("5号楼停水了", OTHERS)
    return story


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("今天几件", "今天报了2件（昨天0件），还没办完2件，其中没人接2件。\n电梯故障1、停水水压1。"),
        ("昨天报了多少", "昨天没有人报事（前天0件）。"),
        ("11月20号报了几件", "11月20号报了2件，还没办完1件，其中没人接1件。\n楼道灯1、垃圾满溢1。"),
        ("20号报了几件", "20号报了2件，还没办完1件，其中没人接1件。\n楼道灯1、垃圾满溢1。"),
        (
            "11月20号到现在报了几件",
            "11月20号到现在报了4件，还没办完3件，其中没人接3件。\n楼道灯1、垃圾满溢1、电梯故障1。",
        ),
        ("上周五报了几件", "上周五报了2件，还没办完1件，其中没人接1件。\n楼道灯1、垃圾满溢1。"),
        ("第二网格今天几件", "第二网格今天报了1件（昨天0件），还没办完1件，其中没人接1件。"),
        ("达濠本月报了多少", "达濠社区本月报了4件，还没办完3件，其中没人接3件。\n楼道灯1、垃圾满溢1、电梯故障1。"),
        ("明天报了几件", "这个我答不上来。各类各网格的数看日报、周报；某一件的进展，问：3号楼电梯怎么样了。"),
        ("上周办了几件", "上周办好1件。"),
        ("居民满意吗", "本月报的，办结1件，居民评了1件：满意和基本满意1件（100%）。"),
        ("今天满意度", "今天报的单里，办结0件，还没有人评价。"),
        ("平均多久办完", "本月报的，办好的1件：用了5分钟。"),
        ("办结率多少", "本月报了4件：办结1件（25%）。"),
        ("重开的有几件", "本月报的，办过1件：没解决重开0件（0%）。"),
        ("1号楼还有几件没办完", "1号楼还没办完2件，没人接的2件"),
        ("5号楼还剩几件", "5号楼还没办完1件，没人接的1件"),
        ("6号楼还有几件没办完", "6号楼都办完了。"),
        ("有没有快到期的", "今明两天到时限2件"),
        ("哪些明天到期", "明天到时限2件"),
        ("本周到期的有几件", "本周到时限3件"),
        ("how many last week", "上周报了2件，还没办完1件，其中没人接1件。\n楼道灯1、垃圾满溢1。"),
        ("anything due this week", "本周到时限3件"),
        ("how many lift faults this week", "本周报电梯故障的有1件：3号单。还没办完1件。"),
        ("how many were done on friday", "周五办好1件。"),
    ],
)
def test_an_official_asks_for_a_figure(story: Story, words: str, said: str) -> None:
    a_week(story).wu.writes(words)
    told = story.wu.hears()[-1]
    assert told.startswith(said)
    assert len(told.splitlines()) <= 5
    assert len(story.tickets()) == 4


def test_of_a_community_only_its_own(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.all_staff()
    story.wang.says(LIGHT)
    for words in ("滨海社区报了几件", "滨海社区今天几件"):
        story.wu.writes(words)
        assert "没有人报事" in story.wu.hears()[-1]
    story.wu.writes("达濠社区报了几件")
    assert story.wu.hears()[-1].startswith("达濠社区本月报了1件")


def test_a_worker_is_told_their_own_and_no_rates(story: Story) -> None:
    a_week(story)
    story.until(20 + 4, 10)
    story.xiaoyan.writes("我上周办了几件")
    assert story.xiaoyan.hears()[-1] == "上周办好1件：1号单。"
    story.xiaoyan.writes("我超期了吗")
    assert story.xiaoyan.hears()[-1] == "没有超期的。"
    story.xiaoyan.writes("居民满意吗")
    assert story.xiaoyan.hears()[-1].startswith("这个我答不上来")
    story.yali.writes("我上周办了几件")
    assert story.yali.hears()[-1] == "上周办好0件。"


def test_among_staff_who_leads_is_answered_and_nothing_of_a_person(story: Story) -> None:
    a_week(story)
    story.wu.says("今天几件", OFFICIALS)
    assert story.last(OFFICIALS).text.startswith("今天报了2件")
    before = story.texts(WORKERS)
    for who, words in ((story.yali, "今天几件"), (story.chen, "我今天办了几件"), (story.chen, "高晓燕今天办了几件")):
        who.says(words, WORKERS)
    assert story.texts(WORKERS) == before
    before = story.texts(RESIDENTS)
    story.chen.says("今天几件")
    assert story.texts(RESIDENTS) == before


def test_what_only_the_street_may_know_is_counted_for_it_alone(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元")
    story.wang.writes("我要投诉网格员小高，态度太差还骂人")
    for who, chat, count in (
        (story.wu, 701, "报了1件"),
        (story.chen, 601, "没有人报事"),
        (story.wu, OFFICIALS, "没有人报事"),
    ):
        who.says("今天报了几件", chat)
        assert count in story.last(chat).text


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("还有几件没办完", "还没办完6件，没人接的6件，先列4件"),
        ("今天出了什么事", "今天报了6件，没人接的6件："),
        ("明天到期的有哪些", "明天到时限2件"),
    ],
)
def test_a_long_list_is_five_lines(story: Story, words: str, first: str) -> None:
    story.all_staff()
    troubles = (
        "1号楼垃圾桶满了",
        "2号楼垃圾桶满了",
        "1号楼楼道灯不亮",
        "2号楼楼道灯不亮",
        "3号楼下水道堵了",
        "3号楼2单元电梯停了",
    )
    for number, trouble in enumerate(troubles):
        story.person(100 + number, f"{trouble[0]}-1-10{number} 邻居").says(trouble)
    story.wu.writes(words)
    told = story.wu.hears()[-1].splitlines()
    assert told[0] == first
    assert len(told) <= 5


@pytest.mark.parametrize("words", ["谁没干活？", "1号楼还剩几件", "我超期了吗", "本周到期"])
def test_a_question_right_under_an_order_is_no_answer_to_it(story: Story, words: str) -> None:
    """记下了，还差：几时收到的 was said to who asked."""
    story.all_staff()
    story.wang.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.wu.writes("督办 1 今天要办好")
    story.xiaoyan.writes(words)
    assert not story.xiaoyan.hears()[-1].startswith("记下了")


def test_the_same_on_an_english_desk(open_story: Callable[..., Story]) -> None:
    story = open_story("", "en")
    story.all_staff()
    story.wang.says("The lift in building 3 unit 2 has stopped again")
    for words, said in (
        ("how many today", "1 told today (yesterday 0), not done yet 1, 1 of them taken by nobody."),
        ("今天几件", "1 told today (yesterday 0), not done yet 1, 1 of them taken by nobody."),
        ("are residents happy", "of what was told this month 0 are closed and nobody has rated one yet."),
        ("what is due tomorrow", "Due tomorrow: 1"),
        ("how many did i do today", "You have done 0 (today)."),
    ):
        story.wu.writes(words)
        assert story.wu.hears()[-1].splitlines()[0].startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("这周比上周多吗", "本周报了2件（上周同期0件，共2件），还没办完2件，其中没人接2件。"),
        ("电梯这周比上周多吗", "本周报了电梯1件（上周同期0件，共0件）"),
        ("路灯比上周多吗", "本周没有人报路灯（上周同期0件，共"),
        ("1号楼的老问题", "1号楼近三个月报了"),
        ("1号楼最近一个月的单", "1号楼最近一个月报了"),
        ("谁还没办完", "现在谁手上都没有单。"),
    ],
)
def test_an_official_compares_and_looks_back(story: Story, words: str, said: str) -> None:
    a_week(story).wu.writes(words)
    assert story.wu.hears()[-1].startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("今天还剩几件", "还没办完3件"),
        ("有几件没按时", ""),
        ("1号楼最近都报啥", "1号楼最近报了"),
    ],
)
def test_what_is_left_and_what_is_told_lately(story: Story, words: str, said: str) -> None:
    a_week(story).wu.writes(words)
    told = story.wu.hears()[-1]
    assert told.startswith(said)
    assert "没按时的有" not in told
    assert "没有人报事" not in told


def test_what_is_to_be_decided_is_told_in_the_officials_group(story: Story) -> None:
    a_week(story).until(24, 20)
    story.wu.says("有什么要我定的", OFFICIALS)
    assert "光明街道" in story.last(OFFICIALS).text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("红牌有几张", "没办完的单里，红牌1件"),
        ("现在有几张红牌", "没办完的单里，红牌1件"),
        ("哪些单挂了红牌", "没办完的单里，红牌1件"),
        ("红牌的有哪些", "没办完的单里，红牌1件"),
        ("how many red cards", "没办完的单里，红牌1件"),
        ("黄牌几张", "没有挂黄牌的。"),
        ("有没有黄牌", "没有挂黄牌的。"),
        ("督办了几件", "没办完的单里，督办着的2件"),
        ("督办的有哪些", "没办完的单里，督办着的2件"),
        ("哪些被督办了", "没办完的单里，督办着的2件"),
    ],
)
def test_the_orders_in_force_are_listed(story: Story, words: str, said: str) -> None:
    """红牌有几张 was answered with the help."""
    a_week(story)
    first, second, *_ = [each.number for each in story.tickets() if each.state in ("open", "claimed")]
    story.wu.writes(f"督办 {first} 红牌 今天办好")
    story.wu.writes(f"督办 {second}")
    story.wu.writes(words)
    assert story.wu.hears()[-1].startswith(said)


@pytest.mark.parametrize("words", ["督办 99", "红牌是什么意思", "给他发红牌"])
def test_what_asks_of_no_order_lists_none(story: Story, words: str) -> None:
    a_week(story).wu.writes(words)
    assert "没有挂红牌的" not in story.wu.hears()[-1] and "督办着的" not in story.wu.hears()[-1]


@pytest.mark.parametrize("words", ["有没有人不满意", "不满意的有几件", "居民不满意的有哪些", "有几个差评"])
def test_who_asks_of_the_unsatisfied_is_told_how_satisfied_people_are(story: Story, words: str) -> None:
    """有没有人不满意 was answered with the tickets that rubbish was told of."""
    a_week(story).wu.writes(words)
    assert "评价" in story.wu.hears()[-1] or "满意和基本满意" in story.wu.hears()[-1]


def test_why_some_are_late_lists_them(story: Story) -> None:
    a_week(story).wu.writes("为什么超期3件")
    assert story.wu.hears()[-1].startswith(("超期", "没有超期"))


def test_who_was_late_in_what_is_past_is_not_known(story: Story) -> None:
    """上周物业超时几件 was answered that nobody had told of 物业超时."""
    a_week(story).wu.writes("上周物业超时几件")
    assert story.wu.hears()[-1].startswith("这个我答不上来。")
