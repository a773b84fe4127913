"""Stories of trouble that is said to be over, or back: by who reported it, by neighbours, by several households."""

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Person, Story, by_the_book, on_both
from tests.handlers.test_news import done, taken, visited

# it is over ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["电梯修好了，谢谢", "3号楼2单元电梯好了"])
def test_a_reporter_who_says_that_it_works_confirms(story: Story, words: str) -> None:
    done(story)
    said = story.wang.says(words)
    assert story.states() == ["closed"]
    assert story.reaction(said)
    assert story.last(RESIDENTS).labels == ["满意", "基本满意", "不满意"]


def test_somebody_else_who_says_so_is_only_noted(story: Story) -> None:
    done(story)
    story.zhao.says("3号楼电梯修好了")
    assert story.states() == ["resolved"]


def test_before_the_worker_says_so_it_is_only_noted(story: Story) -> None:
    taken(story)
    story.wang.says("电梯好像自己好了")
    assert story.states() == ["claimed"]
    assert "备注：电梯好像自己好了" in story.last(WORKERS).text


def test_of_two_things_in_one_message_each_has_its_own(story: Story) -> None:
    story.wang.says("3号楼停水了")
    story.wang.says("3号楼停电了")
    said = story.wang.says("来水了，电还没来")
    assert [(ticket.state, ticket.urged) for ticket in story.tickets()] == [("withdrawn", 0), ("open", 1)]
    assert story.reaction(said)


def test_who_waits_for_one_of_two_urges_that_one(story: Story) -> None:
    story.wang.says("3号楼门口垃圾桶满了没人清")
    story.wang.says("3号楼1单元下水道堵了往外冒")
    story.wang.says("垃圾车来了 下水道还没弄")
    assert [(ticket.urged, ticket.news) for ticket in story.tickets()] == [(0, "垃圾车来了"), (1, "")]


@pytest.mark.parametrize("words", ["2号楼来水了 电还没来", "来水了 3号楼2单元电梯坏了", "来水了吗 电还没来", "来水了"])
def test_what_is_of_one_or_of_others_ends_nothing_besides(story: Story, words: str) -> None:
    story.wang.says("3号楼停水了")
    story.wang.says("3号楼停电了")
    story.wang.says(words)
    assert story.states()[1] == "open"


# it is back ---------------------------------------------------------------------------------------------------


@on_both
def test_trouble_that_is_back_reopens_for_its_reporter(story: Story) -> None:
    done(story)
    story.wang.presses("解决了")
    story.forward(hours=20)
    said = story.wang.says("3号楼2单元电梯又坏了")
    assert [t.state for t in story.tickets()] == ["claimed"]
    assert story.ticket().reopened == 1
    assert story.reaction(said)
    assert "上次没办好" in story.card(WORKERS, "1号单　电梯故障").text
    assert any("1号单居民说还没解决" in text for text in story.xiaoyan.hears())


def test_after_two_days_it_is_a_new_one_that_names_the_old(story: Story) -> None:
    done(story)
    story.wang.presses("解决了")
    story.forward(hours=50)
    story.wang.says("3号楼2单元电梯又坏了")
    assert story.states() == ["closed", "open"]
    assert "同样的事上次是1号单。" in story.last(WORKERS).text
    assert "上次" not in story.last(RESIDENTS).text


def test_a_neighbour_whose_trouble_is_back_opens_a_new_one_that_names_the_old(story: Story) -> None:
    done(story)
    story.wang.presses("解决了")
    story.forward(hours=20)
    story.person(21, "3-2-801 老孙").says("3号楼2单元电梯又停了")
    assert story.states() == ["closed", "open"]
    assert "同样的事上次是1号单。" in story.last(WORKERS).text


def test_still_broken_as_a_reply_to_the_result_reopens(story: Story) -> None:
    done(story)
    story.wang.says("还是不动啊", reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["claimed"]


@pytest.mark.parametrize(
    "words", ["昨晚还是放到一点", "昨晚又放了", "说了等于白说", "一点用都没有", "昨晚又唱了一夜", "照打不误"]
)
def test_noise_that_goes_on_after_the_visit_reopens(story: Story, words: str) -> None:
    visited(story)
    said = story.wang.says(words)
    assert story.states() == ["claimed"]
    assert story.reaction(said)
    assert story.xiaoyan.sees(f"居民说还没解决：“{words}”")


@pytest.mark.parametrize("words", ["昨晚安静了 谢谢", "昨晚又放了吗", "昨晚没放了", "又打电话来问了", "还是放小声了"])
def test_what_only_sounds_like_it_reopens_nothing(story: Story, words: str) -> None:
    visited(story)
    story.wang.says(words)
    assert "claimed" not in story.states()


def test_who_says_no_after_two_days_of_silence_is_heard(story: Story) -> None:
    visited(story)
    story.forward(days=2)
    assert story.states() == ["closed_unconfirmed"]
    story.wang.says("302昨晚又放到一点")
    assert story.states() == ["claimed"]


def test_what_is_neither_yes_nor_no_is_asked_about_once(story: Story) -> None:
    story.wang.starts()
    visited(story)
    story.wang.says("302那个音乐")
    story.wang.says("302的音响我听着呢")
    assert [text for text in story.wang.hears() if "现在解决了吗" in text] == [
        "记在编号1（邻里噪声，3号楼2单元）上了。现在解决了吗？"
    ]
    story.wang.presses("没解决", story.wang.who.id)
    assert story.states() == ["claimed"]


# over before anybody has it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("3号楼2单元电梯又停了", "好了"),
        ("3号楼2单元电梯又停了", "弄好了，谢谢"),
        ("3号楼2单元电梯又停了", "3号楼好了"),
        ("我家厨房下水堵了 水往外冒", "通了通了 谢谢小高 谢谢大家"),
        ("3号楼2单元楼道灯不亮", "灯亮了 小高效率高👍"),
        ("3号楼2单元门口又堆了一堆纸箱 路都不好走", "收走了 谢谢保洁师傅"),
        ("我的电动车被偷了 3号楼车棚", "虚惊一场 我老公骑走了😂"),
    ],
)
def test_over_before_anybody_has_it_ends_it(story: Story, trouble: str, words: str) -> None:
    by_the_book(story)
    story.wang.says(trouble)
    story.forward(minutes=10)
    said = story.wang.says(words)
    assert story.states() == ["withdrawn"]
    assert story.reaction(said)
    assert "已撤回" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(("trouble", "state"), [("关不上，一直敞着", "open"), ("打不开，刷卡没反应", "withdrawn")])
def test_a_gate_that_opens_is_over_only_where_it_would_not(story: Story, trouble: str, state: str) -> None:
    story.wang.says(f"3号楼2单元单元门{trouble}")
    assert story.ticket().matter == "property_repair.access_gate"
    story.wang.says("门开了")
    assert story.states() == [state]


def test_that_it_is_over_in_another_house_ends_nothing(story: Story) -> None:
    by_the_book(story)
    story.wang.says("3号楼2单元电梯又停了")
    story.forward(minutes=10)
    story.wang.says("5号楼好了")
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    "words", ["好的", "好了没", "好像好了", "好了一会又停了", "我做好饭了", "好了 不说了 上班去了"]
)
def test_what_only_sounds_like_the_end_ends_nothing(story: Story, words: str) -> None:
    by_the_book(story)
    story.wang.says("3号楼2单元电梯又停了")
    story.forward(minutes=10)
    story.wang.says(words)
    assert story.states() == ["open"]


def test_the_end_said_to_a_neighbour_who_asks_ends_nothing(story: Story) -> None:
    by_the_book(story)
    story.wang.says("3号楼2单元电梯又停了")
    story.forward(minutes=10)
    story.zhao.says("你们家午饭做好了吗")
    story.wang.says("好了")
    assert story.states() == ["open"]


def test_danger_is_not_over_because_somebody_says_so(story: Story) -> None:
    by_the_book(story)
    story.wang.says("3号楼2单元电梯困人了")
    story.wang.says("好了")
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    ("words", "state"),
    [("停了 算了", "withdrawn"), ("不用来了", "withdrawn"), ("停了", "withdrawn"), ("停了吗", "open")],
)
def test_what_one_message_has_opened_ends_together(story: Story, words: str, state: str) -> None:
    by_the_book(story)
    read = story.resources.read
    story.will_read(Request("dispute.noise", "P2", "3"), Request("city_order.construction_nuisance", "P2", "3"))
    story.wang.says("楼上703一大早就电钻 吵死了")
    story.resources.read = read
    story.forward(minutes=10)
    story.wang.says(words)
    assert story.states() == [state, state]


def test_over_in_private_ends_it_too(story: Story) -> None:
    by_the_book(story)
    story.wang.starts()
    story.wang.writes("3号楼2单元电梯又停了")
    story.forward(minutes=10)
    story.wang.writes("好了，谢谢")
    assert story.states() == ["withdrawn"]


# one trouble of many households -------------------------------------------------------------------------------


def outage(story: Story) -> Person:
    """A power cut of three households, which nobody has taken."""
    story.all_staff()
    by_the_book(story)
    third = story.person(21, "3-1-101 吴叔")
    story.wang.says("3号楼停电了")
    story.li.says("我家也停了")
    third.says("我家也停电了")
    story.forward(minutes=9)
    assert story.ticket().households == 3
    return third


def test_when_several_have_it_back_the_workers_are_told_and_it_does_not_climb(story: Story) -> None:
    third = outage(story)
    story.li.says("来电了")
    assert not any("说好了" in text for text in story.xiaoyan.hears())
    third.says("来了来了")
    assert story.ticket().households == 3
    assert story.xiaoyan.sees("1号单（停电，3号楼），有几户说好了：“来了来了”。核实好了就点“办结”。")
    story.forward(hours=2)
    assert story.ticket().level == "grid"
    assert not any("已转" in text for text in story.wu.hears())
    story.forward(days=3)
    assert not any("督办" in text for text in story.texts(WORKERS))


def test_when_all_have_it_back_it_is_over(story: Story) -> None:
    third = outage(story)
    story.li.says("来电了")
    third.says("来了来了")
    said = story.wang.says("好了好了")
    assert story.states() == ["withdrawn"]
    assert story.reaction(said)


@pytest.mark.parametrize("too", ["我家也来了", "我家也来电了", "俺家也有电了", "我屋头也来电咯", "我们楼也来了 谢谢"])
def test_when_one_of_two_has_it_back_whoever_may_go_hears_so(story: Story, too: str) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.li.says("我家也没电")
    story.forward(minutes=3)
    story.wang.says("来电了")
    assert story.xiaoyan.sees("两户里有一户说好了：“来电了”。另一户也好了就点“办结”。")
    told = len(story.xiaoyan.hears())
    story.wang.says("来电了来电了")
    assert len(story.xiaoyan.hears()) == told
    story.li.says(too)
    assert story.states() == ["withdrawn"]


def test_one_of_a_home_of_two_speaks_for_no_other_household(story: Story) -> None:
    """有几户说好了, and there was one."""
    story.all_staff()
    story.person(31, "3-2-501 王叔").says("3号楼停电了")
    story.person(32, "3-2-501 王婶").says("我家也没电")
    story.forward(minutes=3)
    story.person(31, "3-2-501 王叔").says("来电了")
    assert story.xiaoyan.sees("报事人说好了：“来电了”。核实好了就点“办结”。")


def test_one_household_that_has_it_back_speaks_for_no_other(story: Story) -> None:
    outage(story)
    story.li.says("来电了")
    story.forward(hours=2)
    assert story.states() == ["open"]
    assert story.ticket().level == "street"


def test_two_of_one_home_are_one_household(story: Story) -> None:
    story.all_staff()
    by_the_book(story)
    story.wang.says("3号楼停电了")
    story.person(21, "3-1-101 吴叔").says("我家也停电了")
    story.person(22, "3-1-101 吴婶").says("我家也停电了")
    story.person(23, "3-2-1203 小孙").says("我家也停电了")
    story.forward(minutes=5)
    story.person(21, "3-1-101 吴叔").says("来电了")
    story.person(22, "3-1-101 吴婶").says("来电了")
    assert not any("说好了" in text for text in story.xiaoyan.hears())


def test_one_that_has_it_not_sends_it_up_again(story: Story) -> None:
    third = outage(story)
    story.li.says("来电了")
    third.says("来了来了")
    story.wang.says("我家还没来")
    assert any("居民说还没解决" in text for text in story.xiaoyan.hears())
    story.forward(hours=2)
    assert story.ticket().level == "street"


# done, said to be so, and not seen to ------------------------------------------------------------------------


def mended(story: Story) -> None:
    story.all_staff()
    by_the_book(story)
    taken(story)
    story.xiaoyan.says("办结 1 换了保险", WORKERS)


def test_what_its_reporter_confirms_waits_where_it_is_to_be_seen_to(story: Story) -> None:
    mended(story)
    story.forward(minutes=5)
    story.wang.says("电梯好了 谢谢小高")
    story.forward(days=2)
    assert (story.ticket().state, story.ticket().level) == ("open", "community")
    assert not any("1号单" in text for text in story.wu.hears())
    assert story.chen.sees("这件要社区核实，属实请点“办结”").labels == ["办结", "没解决", "接单"]
    assert not any("督办" in text for text in [*story.chen.hears(), *story.texts(WORKERS)])


def test_who_says_so_before_the_worker_does_confirms_it_too(story: Story) -> None:
    story.all_staff()
    by_the_book(story)
    taken(story)
    story.wang.says("电梯好了")
    story.xiaoyan.says("办结 1 换了保险", WORKERS)
    story.forward(hours=3)
    assert (story.ticket().state, story.ticket().level) == ("open", "community")


def test_what_its_reporter_does_not_confirm_climbs(story: Story) -> None:
    mended(story)
    story.forward(minutes=45)
    assert story.ticket().level == "street"


def test_what_is_not_over_after_all_goes_back(story: Story) -> None:
    mended(story)
    story.wang.says("电梯好了 谢谢小高")
    story.forward(minutes=5)
    story.wang.says("电梯哪里好了嘛，还是不动")
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", story.xiaoyan.who.id)


# a yes to the result -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["能用了 👍", "可以坐了", "没问题了", "好了，谢谢小高"])
@pytest.mark.parametrize("private", [False, True])
def test_a_yes_to_the_result_closes(story: Story, words: str, private: bool) -> None:
    story.wang.starts()
    done(story)
    if private:
        story.wang.writes(words)
    else:
        story.wang.says(words)
    assert story.states() == ["closed"]


@pytest.mark.parametrize("words", ["能用了吗", "能用了才怪", "用不了"])
def test_what_is_no_yes_to_the_result_does_not_close(story: Story, words: str) -> None:
    done(story)
    story.wang.says(words)
    assert story.states() != ["closed"]


def test_a_yes_to_a_neighbour_is_none_to_the_result(story: Story) -> None:
    done(story)
    story.zhao.says("团购的鸡蛋有没有问题啊")
    story.wang.says("没问题了")
    assert story.states() == ["resolved"]


BACK = ["有电了", "我家也有电了", "来电了", "电来了", "恢复供电了", "来水了", "暖气热了", "来电了大家可以用了"]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("words", BACK)
def test_power_that_is_back_is_no_news_of_a_lift(story: Story, words: str, own: bool) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    said = (story.wang if own else story.li).says(words)
    assert (story.states(), story.ticket().news, story.reaction(said)) == (["open"], "", "")


@pytest.mark.parametrize("words", BACK)
def test_a_lift_that_was_mended_is_not_confirmed_by_it(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.wang.says(words)
    assert story.states() == ["resolved"]


@pytest.mark.parametrize("words", ["有电了", "来水了"])
def test_nor_is_it_in_private(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes("3号楼2单元电梯坏了")
    story.wang.writes(words)
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("3号楼2单元电梯坏了", "电梯来电了能动了"),
        ("3号楼2单元电梯坏了", "来电了，电梯好了"),
        ("3号楼2单元电梯困人了", "来电了"),
    ],
)
def test_what_may_be_of_the_lift_is_news_of_it(story: Story, told: str, words: str) -> None:
    story.wang.says(told)
    story.li.says(words)
    assert words in story.ticket().news


def test_of_a_lift_whose_words_told_of_a_power_cut_it_is_news(story: Story) -> None:
    read = story.resources.read
    story.will_read(Request("property_repair.elevator_fault", "P2", "3", "2"))
    story.wang.says("停电了，电梯也停了")
    story.resources.read = read
    story.li.says("来电了")
    assert [(ticket.matter, ticket.news) for ticket in story.tickets()] == [
        ("property_repair.elevator_fault", "来电了")
    ]
