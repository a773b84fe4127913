"""Stories of what a group says about tickets that are there: hurry-ups, talk beside them, what staff say of them."""

import pytest

from rules.parsing import Request
from tests.handlers.story import RESIDENTS, WORKERS, Person, Story, on_both

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
    assert urged(story)[1:] == [
        "1号单（电梯故障，3号楼2单元）有居民催，前后3次：“人呢，电梯到底什么时候来修”。回个话让大家放心吧。"
    ]
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
    for words in ("师傅来过又走了", "现在一闪一闪的", "三楼的灯也不亮"):
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


# whom staff call by name --------------------------------------------------------------------------------------


def told_by_two(story: Story) -> Person:
    """王阿姨's drain, and what it does to 吴叔 below, which 晓燕 has taken."""
    story.all_staff()
    read = story.resources.read
    story.will_read(Request("property_repair.drain_block", "P1", "3", "2", "501"))
    story.wang.says("我家厨房下水堵了")
    below = story.person(21, "3-2-401 吴叔")
    story.will_read(Request("property_repair.leak", "P2", "3", "2", "401"))
    below.says("王阿姨家漏水漏到我家厨房顶了")
    story.resources.read = read
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


def worked_on_by_two(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯又停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.li.says("2号楼1单元7楼楼道天花板在滴水，地上一滩")
    story.yali.says("接单 2", WORKERS)
    story.forward(minutes=5)
    story.xiaoyan.says("办结 1 换了皮带", WORKERS)
    story.forward(minutes=1)


@pytest.mark.parametrize(
    ("words", "news"),
    [
        ("好了好了，谢谢晓燕，辛苦师傅", ["好了好了，谢谢晓燕，辛苦师傅", ""]),
        ("谢谢网格员晓燕电梯好了", ["谢谢网格员晓燕电梯好了", ""]),
        ("谢谢晓燕", ["", ""]),
        ("谢谢大家", ["", ""]),
    ],
)
def test_thanks_by_name_are_for_what_that_worker_has_done(story: Story, words: str, news: list[str]) -> None:
    worked_on_by_two(story)
    story.zhao.says(words)
    assert [ticket.news for ticket in story.tickets()] == news


@pytest.mark.parametrize(
    "words",
    ["好了好了，谢谢晓燕，辛苦师傅", "谢谢小高 可以坐了", "谢谢晓燕可以坐了", "谢谢高晓燕，好用了", "好用了，谢谢"],
)
def test_its_reporter_who_thanks_by_name_says_yes(story: Story, words: str) -> None:
    worked_on_by_two(story)
    story.wang.says(words)
    assert story.states() == ["closed", "claimed"]


@pytest.mark.parametrize("words", ["谢谢亚丽 还在滴", "谢谢 就是还有点漏"])
def test_thanks_that_tell_of_what_is_left_are_noted(story: Story, words: str) -> None:
    worked_on_by_two(story)
    story.li.says(words)
    assert story.ticket(2).news == words


# of which ticket --------------------------------------------------------------------------------------------------


def burst(story: Story) -> None:
    story.wang.says("厨房水管冻爆了水哗哗的 3号楼2单元501")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("到场", WORKERS)
    story.forward(minutes=40)


@pytest.mark.parametrize(
    "words",
    [
        "要修到啥时候嘛",
        "今天修得好不",
        "啥时候换管子",
        "管子啥时候换啊",
        "几点来换",
        "那啥时候能弄好",
        "配件啥时候到",
        "管子怎么换啊",
    ],
)
def test_who_asks_when_it_is_mended_means_their_own(story: Story, words: str) -> None:
    burst(story)
    said = story.wang.says(words)
    assert [ticket.urged for ticket in story.tickets()] == [1]
    assert story.reaction(said)
    assert urged(story) == [f"1号单（渗漏水，3号楼2单元）有居民催：“{words}”。回个话让大家放心吧。"]


def test_who_can_be_told_in_private_reads_there_how_far_it_is(story: Story) -> None:
    story.wang.starts()
    burst(story)
    story.wang.says("啥时候换管子")
    assert "高晓燕到现场了" in story.wang.hears()[-1]
    assert len(story.tickets()) == 1


def test_a_neighbour_who_asks_when_it_is_mended_opens_nothing(story: Story) -> None:
    burst(story)
    story.li.says("啥时候换管子")
    assert [(ticket.urged, ticket.households) for ticket in story.tickets()] == [(0, 1)]


@pytest.mark.parametrize("words", ["路灯啥时候修", "没电了啥时候来修", "啥时候换管子 我家也没气了"])
def test_a_question_of_other_trouble_tells_of_that(story: Story, words: str) -> None:
    burst(story)
    story.wang.says(words)
    assert len(story.tickets()) == 2
    assert urged(story) == []


def test_of_two_of_their_own_the_one_that_is_named_is_meant(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(hours=1)
    story.wang.says("3号楼停电了")
    story.forward(minutes=5)
    story.wang.says("电梯控制板啥时候来")
    assert [(ticket.matter[:12], ticket.urged) for ticket in story.tickets()] == [
        ("property_rep", 1),
        ("utility.powe", 0),
    ]


def cold(story: Story) -> None:
    story.wang.says("暖气不热 3号楼2单元")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(hours=2)


@pytest.mark.parametrize("words", ["3栋2单元还没来水", "我家水还没来", "啥时候来水啊"])
@pytest.mark.parametrize("told", [True, False])
def test_who_waits_for_another_supply_urges_nobody_with_it(story: Story, words: str, told: bool) -> None:
    cold(story)
    if told:
        story.xiaoyan.says("公告 停水 3号楼 8:00-17:00 换阀门", WORKERS)
    said = story.wang.says(words)
    assert story.tickets()[0].urged == 0
    assert urged(story) == []
    if told:
        assert (story.last(RESIDENTS).text, story.last(RESIDENTS).reply_to) == ("3号楼08:00到17:00停水：换阀门", said)
        assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["3栋2单元还没来水", "我家水还没来"])
def test_of_no_water_that_anybody_has_told_it_is_a_report(story: Story, words: str) -> None:
    cold(story)
    story.wang.says(words)
    assert [ticket.matter for ticket in story.tickets()] == ["utility.heating", "utility.water_outage"]


def test_who_waits_for_the_water_they_told_of_urges_that(story: Story) -> None:
    cold(story)
    story.wang.says("3号楼停水了")
    story.xiaoyan.says("公告 停水 3号楼 8:00-17:00 换阀门", WORKERS)
    story.forward(minutes=30)
    story.wang.says("我家水还没来")
    assert [ticket.urged for ticket in story.tickets()] == [0, 1]


def test_the_other_side_of_a_quarrel_is_no_household_and_no_hurry_up(story: Story) -> None:
    story.wang.says("楼上天天半夜拖桌子整得我老伴睡不着觉 3号楼2单元802")
    story.xiaoyan.presses("接单", WORKERS)
    for words in ("也有你家小孩跳绳的时候嘛", "谁家还没个动静", "你家装修那会儿比这吵"):
        story.forward(minutes=1)
        story.li.says(words)
    assert [(ticket.households, ticket.urged) for ticket in story.tickets()] == [(1, 0)]
    assert urged(story) == []
    assert "谁家还没个动静" in story.last(WORKERS).text


@pytest.mark.parametrize(
    "words", ["儿子回来了 3个", "老头子回来了 冻得直哆嗦", "孙子也回来了", "老伴到家了", "我家4口都回来了"]
)
def test_who_comes_home_brings_no_heat(story: Story, words: str) -> None:
    assert story.chen
    cold(story)
    story.wang.says(words)
    assert not any("说好了" in text for text in story.xiaoyan.hears())
    story.xiaoyan.says("办结 1 放了气", WORKERS)
    story.chen.writes("办结 1")
    story.wang.says(words)
    assert story.states() == ["resolved"]
