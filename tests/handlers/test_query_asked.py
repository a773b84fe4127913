"""Stories of staff who ask in plain words how something stands."""

from collections.abc import Callable

import pytest

from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, TOWN, WORKERS, Story

# The same town where the second grid is another community's, and has a building 1 as well.
TWO_COMMUNITIES = TOWN.read_text(encoding="utf-8").replace(
    '{code: gm-dh-2, level: grid,      name: 第二网格, parent: gm-dh, buildings: ["5", "6"]}',
    "{code: gm-bh, level: community, name: 滨海社区, parent: gm}\n"
    '  - {code: gm-dh-2, level: grid, name: 第二网格, parent: gm-bh, buildings: ["临江苑/1", "临江苑/2"]}',
)

LIFT, LIGHT = "3号楼2单元电梯又停了", "1号楼楼道灯不亮"
TAKEN = "1号单　电梯故障　3号楼2单元\n高晓燕08:15接的，11月21日08:12前要办完"


def two_told(story: Story) -> None:
    """A lift that 晓燕 has taken, and a light that nobody has."""
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says(LIGHT)
    story.forward(minutes=3)
    story.xiaoyan.presses("接单", WORKERS, card="电梯")


@pytest.mark.parametrize(
    "words",
    [
        "3号楼那个电梯怎么样了",
        "那个3号楼电梯呢",
        "3号楼电梯修好没",
        "3号楼的电梯修得怎么样了？",
        "请问一下，三号楼电梯现在咋样了",
        "小格，3栋的电梯办到哪了",
        "电梯那个事怎么样了",
        "3号楼的电梯谁在弄",
        "3号楼电梯停了有人管吗",
        "3号楼那边现在什么情况",
    ],
)
def test_an_official_asks_how_something_stands(story: Story, words: str) -> None:
    two_told(story)
    for person in (story.chen, story.wu):
        person.writes(words)
        assert person.hears()[-1] == TAKEN
    story.chen.presses("看1", story.chen.who.id)
    assert "“3号楼2单元电梯又停了”" in story.chen.hears()[-1]


def test_what_nobody_has_says_by_when(story: Story) -> None:
    two_told(story)
    story.chen.writes("楼道灯那个谁接的")
    assert story.chen.hears()[-1] == "2号单　楼道灯　1号楼楼道\n08:12报的，还没人接，08:42前要有人接"


def test_several_are_a_short_list(story: Story) -> None:
    two_told(story)
    story.wang.says("3号楼1单元下水道堵了")
    story.wu.writes("3号楼现在怎么样了")
    listed = story.wu.hears()[-1].splitlines()
    assert [line[:3] for line in listed] == ["有2件", "3号单", "1号单"]


def test_what_is_done_lately_is_told_where_nothing_is_open(story: Story) -> None:
    two_told(story)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.chen.writes("3号楼电梯修好了吗")
    assert story.chen.hears()[-1].splitlines()[1] == "高晓燕08:15办结：换了门电机，等居民回话"


def test_what_nobody_has_told_of_is_said_with_the_way_to_report_it(story: Story) -> None:
    two_told(story)
    story.chen.writes("5号楼电梯怎么样了")
    assert story.chen.hears()[-1].startswith("没找到这样的单")
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["下水道堵了那个呢", "漏水那件怎么样了", "下水道堵了那个怎么还没修"])
def test_what_is_pointed_at_and_is_not_there_is_no_report(story: Story, words: str) -> None:
    two_told(story)
    story.chen.writes(words)
    assert story.chen.hears()[-1].startswith("没找到这样的单")
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["电梯困人那个呢", "下水道堵了，那个阿姨家里全是水"])
def test_danger_and_trouble_told_are_heard_though_something_is_pointed_at(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert len(story.tickets()) == 1


def test_who_has_it_adds_no_note_by_asking(story: Story) -> None:
    two_told(story)
    story.xiaoyan.writes("3号楼那个电梯怎么样了")
    assert story.xiaoyan.hears()[-1] == TAKEN
    assert story.ticket().news == ""


@pytest.mark.parametrize("words", ["3号楼电梯还没修好", "3号楼电梯有人在修", "小高那边怎么样了", "材料交得怎么样了"])
def test_what_is_told_or_asked_besides_is_no_such_question(story: Story, words: str) -> None:
    two_told(story)
    story.xiaoyan.writes(words)
    assert not any("接的，" in text for text in story.xiaoyan.hears()[-1:])


@pytest.mark.parametrize(
    "words", ["违建拆了没有", "楼道堆物清理了吗", "电动车进楼的事抓得怎么样", "为什么电梯还没修好", "停水的修好了没有"]
)
def test_what_nobody_has_told_of_is_no_report_without_a_house_either(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes(words)
    assert story.chen.hears()[-1].startswith("没找到这样的单")
    assert story.tickets() == []


def test_a_leak_is_no_water_cut(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼停水了")
    story.chen.writes("漏水的那家处理了吗")
    assert story.chen.hears()[-1].startswith("没找到这样的单")


@pytest.mark.parametrize("words", ["3号楼着火了有人管吗", "3号楼电梯困人了怎么样了"])
def test_danger_in_a_question_is_danger(story: Story, words: str) -> None:
    two_told(story)
    story.chen.writes(words)
    assert any(ticket.service_class == "P0" for ticket in story.tickets())


@pytest.mark.parametrize("words", ["今天出了什么事", "今儿出啥事了？", "今天都报了些什么", "今天都有啥事"])
def test_what_came_in_today(story: Story, words: str) -> None:
    two_told(story)
    story.chen.writes(words)
    listed = story.chen.hears()[-1].splitlines()
    assert listed[0] == "今天报了2件，没人接的1件："
    assert [line[:3] for line in listed[1:]] == ["2号单", "1号单"]


def test_nothing_came_in_today(story: Story) -> None:
    story.all_staff()
    story.chen.writes("今天出了什么事")
    assert story.chen.hears()[-1] == "今天还没有人报事。"


def test_who_leads_may_ask_among_staff(story: Story) -> None:
    two_told(story)
    story.wu.says("3号楼那个电梯怎么样了", OFFICIALS)
    assert story.last(OFFICIALS).text == TAKEN
    before = story.texts(WORKERS)
    story.yali.says("3号楼那个电梯怎么样了", WORKERS)
    assert story.texts(WORKERS) == before


def test_what_only_some_may_know_is_told_to_no_group(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元")
    story.wang.writes("我要投诉网格员小高，态度太差还骂人")
    before = story.texts(WORKERS)
    story.chen.writes("今天出了什么事")
    story.chen.says("今天出了什么事", WORKERS)
    assert "投诉" not in story.chen.hears()[-1]
    assert not any("投诉" in text for text in story.texts(WORKERS)[len(before) :])


def test_in_a_residents_group_it_is_talk(story: Story) -> None:
    two_told(story)
    before = story.texts(RESIDENTS)
    story.chen.says("3号楼那个电梯怎么样了")
    assert story.texts(RESIDENTS) == before


def test_which_community_is_meant(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.wu.hears()
    story.zhao.says("1号楼停水了")
    story.person(14, "1-1-301 小孟").says("1号楼停水了", OTHERS)
    story.wu.writes("1号楼停水怎么样了")
    first, second = story.wu.hears()[-1].splitlines()[1:]
    assert first.startswith("2号单　停水水压　第二网格1号楼：")
    assert second.startswith("1号单　停水水压　第一网格1号楼：")
    for words, grid in (
        ("达濠社区1号楼停水怎么样了", "第一网格"),
        ("滨海社区1号楼停水怎么样了", "第二网格"),
        ("临江苑1号楼停水怎么样了", "第二网格"),
        ("第二网格1号楼停水怎么样了", "第二网格"),
    ):
        story.wu.writes(words)
        assert story.wu.hears()[-1].startswith(f"{2 if grid == '第二网格' else 1}号单　停水水压　{grid}1号楼\n")
    story.wu.writes("没人接的有哪些")
    assert [line.split("　")[2] for line in story.wu.hears()[-1].splitlines()[1:]] == ["第一网格1号楼", "第二网格1号楼"]
    story.chen.writes("没人接的有哪些")
    assert story.chen.hears()[-1].splitlines()[1].startswith("1号单　停水水压　1号楼　")
    story.forward(hours=1, minutes=1)
    assert any("第二网格1号楼）没人接，已转街道" in text for text in story.wu.hears())
    story.until(23, 8, 31)
    assert any("停水水压 第二网格1号楼" in text for text in story.texts(OFFICIALS))


def two_communities(open_story: Callable[..., Story]) -> Story:
    """A lift in each of two communities; the second comes to its limit a day later."""
    story = open_story(TWO_COMMUNITIES)
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.forward(days=1)
    story.zhao.says("临江苑1号楼电梯停了", OTHERS)
    return story


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("达濠社区还有几件没办完", "达濠社区还没办完1件，没人接的1件"),
        ("滨海社区哪些超期了", "滨海社区没有超期的。"),
        ("达濠社区有没有超期的", "达濠社区超期1件"),
        ("达濠社区有没有没人接的", "等人接1件"),
        ("达濠社区哪个网格最慢", "现在超期的：第一网格1件。按时办结的比例看周报。"),
        ("滨海社区今天有什么事", "滨海社区今天报了1件，没人接的1件："),
        ("达濠社区今天出了什么事", "达濠社区今天还没有人报事。"),
        ("达濠社区昨天有什么事", "达濠社区昨天报了1件，没人接的1件："),
        ("anything overdue in 滨海社区", "滨海社区没有超期的。"),
    ],
)
def test_a_place_that_is_named_is_the_only_one_told_of(
    open_story: Callable[..., Story], words: str, first: str
) -> None:
    story = two_communities(open_story)
    story.forward(minutes=5)
    story.wu.writes(words)
    assert story.wu.hears()[-1].splitlines()[0] == first


def test_what_is_due_is_told_though_it_has_just_run_out(open_story: Callable[..., Story]) -> None:
    story = two_communities(open_story)
    story.forward(minutes=5)
    story.wu.writes("明天到期的有哪些")
    assert story.wu.hears()[-1] == "明天到时限1件\n2号单　电梯故障　第二网格1号楼1单元　没人接，11月22日08:12前"
    for words in ("今天到期的有哪些", "今天要办完的有几件"):
        # It has run out five minutes ago.
        story.wu.writes(words)
        assert story.wu.hears()[-1] == "今天到时限1件\n1号单　电梯故障　第一网格3号楼2单元　没人接，08:12就到时限了"
    story.wu.writes("今天怎么样")
    assert any("明天：1件到时限" in text for text in story.wu.hears()[-2:])


def test_who_waits_for_somebody_is_told_of_though_an_order_waits_for_a_signature(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(days=3)
    story.wu.writes("有没有没人管的事")
    assert story.wu.hears()[-1].splitlines()[0] == "等人接1件"


@pytest.mark.parametrize("words", ["吹哨的有几件", "多少件转到街道了"])
def test_what_the_desk_did_is_no_trouble_to_be_counted(story: Story, words: str) -> None:
    two_told(story)
    story.wu.writes(words)
    assert "答不上来" in story.wu.hears()[-1]


def test_where_most_is_told_of_whatever_it_is(story: Story) -> None:
    two_told(story)
    story.wu.writes("最近哪栋楼事最多")
    assert story.wu.hears()[-1].splitlines()[0] == "最近报了2件：3号楼2单元1件、1号楼楼道1件。"
    story.wu.writes("今天有没有急事")
    assert story.wu.hears()[-1].splitlines()[0] == "今天报了2件，没人接的1件："


def test_what_is_mine_is_of_no_place(story: Story) -> None:
    """第一网格手上没有单 was said of a grid that had one."""
    story.all_staff()
    story.wang.says(LIFT)
    story.wu.writes("第一网格手上有什么单")
    assert story.wu.hears()[-1] == "手上没有单。"


def test_where_nothing_is_open_all_is_done(story: Story) -> None:
    story.all_staff()
    story.wu.writes("哪栋楼事最多")
    assert story.wu.hears()[-1] == "都办完了。"
