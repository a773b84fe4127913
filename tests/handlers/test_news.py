"""Stories of what a group says about tickets that are there: hurry-ups, repairs, trouble that comes back."""

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Person, Story, by_the_book, on_both

LIFT = "电梯又坏了，停在3号楼2单元"


def taken(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=20)


def done(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.forward(minutes=10)


def visited(story: Story) -> None:
    story.wang.says("楼上302天天半夜放音乐")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 上门说过了", WORKERS)
    story.forward(hours=25)


def urged(story: Story) -> list[str]:
    return [text for text in story.xiaoyan.hears() if "有居民催" in text]


# hurry-ups ----------------------------------------------------------------------------------------------------


@on_both
def test_a_hurry_up_is_counted_told_once_in_half_an_hour_and_never_answered(story: Story) -> None:
    taken(story)
    standing = story.standing(RESIDENTS)
    said = story.wang.says("怎么还没人来修电梯")
    assert "催1次" in story.last(WORKERS).text
    assert urged(story) == ["1号单（电梯故障，3号楼2单元）有居民催：“怎么还没人来修电梯”。回个话让大家放心吧。"]
    assert story.standing(RESIDENTS) == standing
    assert story.reaction(said)
    story.forward(minutes=10)
    story.li.says("电梯还没人来修吗，等了半天了")
    assert "催2次" in story.last(WORKERS).text
    assert len(urged(story)) == 1
    story.forward(minutes=21)
    story.wang.says("人呢，电梯到底什么时候来修")
    assert "催3次" in story.last(WORKERS).text
    assert len(urged(story)) == 2
    assert story.states() == ["claimed"]


def test_a_hurry_up_before_anybody_has_it_is_counted_and_tells_nobody(story: Story) -> None:
    assert story.xiaoyan
    story.wang.says(LIFT)
    story.forward(minutes=3)
    story.wang.says("怎么还没人来修电梯", reply_to=story.last(RESIDENTS).id)
    assert "催1次" in story.last(WORKERS).text
    assert urged(story) == []


def test_a_hurry_up_as_a_reply_to_the_card_counts(story: Story) -> None:
    taken(story)
    said = story.wang.says("都等了一上午了", reply_to=story.last(RESIDENTS).id)
    assert "催1次" in story.last(WORKERS).text
    assert story.reaction(said)
    assert "备注" not in story.last(WORKERS).text


@pytest.mark.parametrize("words", ["热水器还没人来修 等到几点啊 陈伯", "下水道怎么还没人来修"])
def test_who_waits_for_something_else_urges_no_strangers_ticket(story: Story, words: str) -> None:
    story.wang.says("请问孩子上小学入学报名要什么材料")
    story.forward(minutes=30)
    story.zhao.says(words)
    assert story.ticket().urged == 0
    assert story.ticket().news == ""


def test_a_neighbour_who_waits_for_the_same_urges_it(story: Story) -> None:
    taken(story)
    story.li.says("怎么还没人来修啊")
    story.zhao.says("电梯还没人来修吗")
    assert story.ticket().urged == 2


# who has it too -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["一单元有水", "我家没停啊", "1号楼有水", "物业天天收那么高的费 一点通知都没有"],
)
def test_who_has_no_trouble_is_no_household_with_it(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元没水了")
    story.person(21, "3-1-301 小孙").says(words)
    assert [ticket.households for ticket in story.tickets()] == [1]


@pytest.mark.parametrize("words", ["我家也没水", "一单元也没水", "我家也停了 物业收那么高的费 一点通知都没有"])
def test_who_has_it_too_is_one(story: Story, words: str) -> None:
    story.wang.says("3号楼没水了")
    story.person(21, "3-1-301 小孙").says(words)
    assert [ticket.households for ticket in story.tickets()] == [2]


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
    assert "居民说还没解决" in story.card(WORKERS, "1号单　电梯故障").text
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


# staff --------------------------------------------------------------------------------------------------------


def test_a_workers_news_in_the_residents_group_stands_on_the_ticket(story: Story) -> None:
    taken(story)
    count = len(story.standing(RESIDENTS))
    story.xiaoyan.says("3号楼2单元电梯师傅已经在修了，配件下午到")
    assert "备注：3号楼2单元电梯师傅已经在修了" in story.last(WORKERS).text
    assert story.ticket().contacted_at is not None
    assert len(story.standing(RESIDENTS)) == count


def test_staff_do_not_open_tickets_by_talking(story: Story) -> None:
    story.sweep()
    story.xiaoyan.says(LIFT)
    assert story.tickets() == []


# talk ---------------------------------------------------------------------------------------------------------


def test_talk_beside_a_ticket_stays_talk(story: Story) -> None:
    taken(story)
    before = story.last(WORKERS).text
    for words in ("大家晚上吃什么", "谢谢小高", "今天天气真好", "收到"):
        story.li.says(words)
    assert story.last(WORKERS).text == before
    assert len(story.tickets()) == 1


# talk beside a ticket -----------------------------------------------------------------------------------------


def test_an_answer_to_a_neighbours_question_is_no_news_of_the_lift(story: Story) -> None:
    """What was said just before tells it: by its words alone 拿到了 might be said of anything."""
    story.li.says("3号楼2单元电梯又停了，卡在7楼不动")
    story.forward(seconds=6)
    story.wang.says("我家也是，刚提着菜爬上五楼，腿都软了")
    story.forward(seconds=6)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(seconds=9)
    story.person(44, "2-1-803 阿敏").says("有人知道今天快递站几点关门吗")
    story.person(47, "2-2-1501 大刘").says("八点吧，昨天我七点五十还拿到了")
    assert "七点五十" not in story.card(WORKERS, "1号单").text
    assert story.ticket().news == ""


def test_the_talk_before_is_kept_no_longer_than_group_talk(story: Story) -> None:
    story.person(44, "2-1-803 阿敏").says("有人知道今天快递站几点关门吗")
    assert [past.text for past in story.resources.talk[RESIDENTS].values()] == ["有人知道今天快递站几点关门吗"]
    story.forward(hours=26)
    assert not story.resources.talk[RESIDENTS]
    story.person(47, "2-2-1501 大刘").says("今天天气不错")
    story.wang.starts()
    story.wang.writes("删除我的信息")
    assert not story.resources.talk


# talk of who reported it --------------------------------------------------------------------------------------

LAMP = "3号楼1单元楼道灯不亮"
SMALL_TALK = [
    "今天真热", "晚上吃火锅吗", "谁有多余的口罩", "股票又跌了", "群里有卖鸡蛋的吗", "快递到了谢谢", "早点休息大家晚安",
]  # fmt: skip


@pytest.mark.parametrize("others", [True, False])
def test_small_talk_of_who_reported_it_is_no_note(story: Story, others: bool) -> None:
    assert story.xiaoyan
    story.li.says(LAMP)
    story.xiaoyan.presses("接单", WORKERS)
    for words in SMALL_TALK:
        story.forward(minutes=10)
        if others:
            story.zhao.says("菜市场的白菜便宜")
        story.li.says(words)
    story.forward(hours=30)
    story.li.says("今天真冷")
    assert story.ticket().news == ""


def test_what_who_reported_it_tells_later_is_noted(story: Story) -> None:
    assert story.xiaoyan
    story.li.says(LAMP)
    story.xiaoyan.presses("接单", WORKERS)
    for words in ("师傅来过又走了", "现在一闪一闪的", "三楼也黑了"):
        story.forward(minutes=40)
        story.li.says(words)
        assert words in story.ticket().news


def test_who_was_asked_something_answers_in_whatever_words(story: Story) -> None:
    story.all_staff()
    story.li.says(LAMP)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 哪天方便?", WORKERS)
    story.forward(minutes=40)
    story.li.says("周末随便哪天都行")
    assert "周末随便哪天都行" in story.ticket().news


@pytest.mark.parametrize("words", ["今天垃圾没人清", "2号楼楼道灯不亮我去看看", "3号楼1单元路灯坏了"])
def test_what_staff_tell_of_other_trouble_is_no_note(story: Story, words: str) -> None:
    story.all_staff()
    taken(story)
    story.yali.says(words, RESIDENTS)
    assert story.ticket().news == ""


@pytest.mark.parametrize("words", ["电梯配件明天到", "3号楼2单元电梯在修了", "师傅到了，正在看", "门机坏了要换"])
def test_what_staff_tell_of_it_is_noted(story: Story, words: str) -> None:
    story.all_staff()
    taken(story)
    story.yali.says(words, RESIDENTS)
    assert story.ticket().news == words


@pytest.mark.parametrize(
    "words",
    ["下午社区开会讨论停车位", "明天九点培训", "中午吃啥", "明天上午开会，都来", "周五交材料", "停车位的事下午开会说"],
)
def test_what_staff_talk_of_besides_is_no_news_of_the_one_ticket_there_is(story: Story, words: str) -> None:
    story.zhao.says("1号楼门口车位被占了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words)
    assert story.ticket().news == ""
    assert not story.ticket().contacted_at


@pytest.mark.parametrize("words", ["在路上了", "我马上过去", "已经联系车主了", "物业已经派人了", "正在处理"])
def test_what_staff_tell_residents_of_their_work_is_news_of_it(story: Story, words: str) -> None:
    story.zhao.says("1号楼门口车位被占了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says(words)
    assert story.ticket().news == words


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
    assert story.chen.sees("这件要社区核实，属实请点“办结”。").labels[:2] == ["办结", "接单"]
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


def test_what_is_not_over_after_all_climbs(story: Story) -> None:
    mended(story)
    story.wang.says("电梯好了 谢谢小高")
    story.forward(minutes=5)
    story.wang.says("电梯哪里好了嘛，还是不动")
    story.forward(minutes=45)
    assert story.ticket().level == "street"


# whom staff call by name --------------------------------------------------------------------------------------


def told_by_two(story: Story) -> Person:
    """王阿姨's drain, and what it does to 吴叔 below, which 晓燕 has taken."""
    story.all_staff()
    story.will_read(Request("property_repair.drain_block", "P1", "3", "2", "501"))
    story.wang.says("我家厨房下水堵了")
    below = story.person(21, "3-2-401 吴叔")
    story.will_read(Request("property_repair.leak", "P2", "3", "2", "401"))
    below.says("王阿姨家漏水漏到我家厨房顶了")
    story.xiaoyan.says("接单 2", WORKERS)
    return below


@pytest.mark.parametrize("words", ["王阿姨我马上到", "@王阿姨 我这就过来", "王阿姨您别急，下午我上您家帮您弄"])
def test_who_is_called_by_name_is_who_it_is_said_to(story: Story, words: str) -> None:
    told_by_two(story)
    story.xiaoyan.says(words)
    assert [ticket.news for ticket in story.tickets()] == [words, ""]


def test_who_promises_to_see_to_what_nobody_has_is_asked_to_take_it(story: Story) -> None:
    told_by_two(story)
    story.xiaoyan.says("王阿姨我马上到")
    story.xiaoyan.says("王阿姨我这就到")
    assert sum(text.startswith("1号单") and "你能去吗" in text for text in story.xiaoyan.hears()) == 1
    story.xiaoyan.presses("接单", story.xiaoyan.who.id, card="1号单")
    assert story.states() == ["claimed", "claimed"]


@pytest.mark.parametrize("words", ["师傅到了，正在看", "大家别急", "谢谢王阿姨"])
def test_what_promises_nothing_asks_nothing(story: Story, words: str) -> None:
    told_by_two(story)
    story.xiaoyan.says(words)
    assert not any("你能去吗" in text for text in story.xiaoyan.hears())


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
