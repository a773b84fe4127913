"""Stories of words that name no trouble and no place, right after one was told: they are of that one."""

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, by_the_book


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("3号楼门口路灯一晚上没亮 好几天了", "你们管不管"),
        ("我的电动车被偷了 3号楼车棚", "谁看到了帮忙说一声😭"),
        ("垃圾桶满得都流出来了 臭死了", "天天这样 保洁干啥吃的"),
        ("小广场滑梯松了 孩子玩着危险", "对 我上次就说过了 没人理"),
    ],
)
@pytest.mark.parametrize("neighbour", [False, True])
def test_a_remark_right_after_a_trouble_is_of_it(story: Story, trouble: str, words: str, neighbour: bool) -> None:
    story.all_staff()
    by_the_book(story).wang.says(trouble)
    story.forward(minutes=1)
    (story.li if neighbour else story.wang).says(words)
    assert len(story.tickets()) == 1
    assert story.ticket().news == words or story.ticket().urged == 1
    assert not any(words in text for text in story.texts(OFFICIALS))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("3号楼2单元电梯又停了", "我八十了爬不动 咋整"),
        ("3号楼2单元电梯又停了", "一上午了"),
        ("我家暖气不热 冰凉", "我妈一个人在 我上班过不去"),
        ("3号楼2单元楼下下水道又堵了 臭水都冒出来了", "3号楼2单元门口 走路都要垫砖头"),
    ],
)
def test_what_no_word_names_is_of_what_its_reporter_just_told(story: Story, trouble: str, words: str) -> None:
    """A ticket of its own would take every 修好没 of that group to itself, and nobody would know what it is about."""
    by_the_book(story).wang.says(trouble)
    story.forward(minutes=2)
    story.wang.says(words)
    assert [ticket.news for ticket in story.tickets()] == [words]
    story.forward(minutes=2)
    story.wang.says("修到哪一步了")
    assert story.ticket().urged == 1


@pytest.mark.parametrize(
    "words",
    [
        "楼下垃圾满出来了",
        "1号楼门口 走路都要垫砖头",
        "窗户玻璃裂了",
        "快递柜打不开了",
        "发票不给开",
        "不要登记我的名字 我家灯坏了",
    ],
)
def test_what_is_named_or_elsewhere_is_another_trouble(story: Story, words: str) -> None:
    by_the_book(story).wang.says("3号楼2单元电梯又停了")
    story.forward(minutes=2)
    story.wang.says(words)
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("neighbour", [False, True])
def test_who_asks_whether_somebody_was_seen_adds_to_who_is_missing(story: Story, neighbour: bool) -> None:
    story.all_staff()
    story.wang.says("我家孩子不见了 五岁 穿红衣服")
    story.forward(minutes=1)
    (story.li if neighbour else story.wang).says("谁看到了帮忙说一声😭")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


def test_who_then_tells_that_somebody_is_missing_is_heard(story: Story) -> None:
    """Behind a theft: only 谁看到了帮忙说一声 alone is of that."""
    story.all_staff()
    story.wang.says("我的电动车被偷了 3号楼车棚")
    story.forward(minutes=1)
    story.li.says("我家老人不见了 谁看到了帮忙说一声😭")
    assert [ticket.service_class for ticket in story.tickets()] == ["P1", "P0"]


def test_who_sees_it_too_sees_what_was_told(story: Story) -> None:
    by_the_book(story).wang.says("3号楼门口路灯一晚上没亮 好几天了")
    story.forward(minutes=1)
    story.wang.says("你们管不管")
    story.forward(minutes=2)
    story.li.says("我也看到了")
    assert [(ticket.number, ticket.households) for ticket in story.tickets()] == [(1, 2)]


def test_long_after_it_a_remark_is_asked_about(story: Story) -> None:
    by_the_book(story).wang.says("垃圾桶满得都流出来了 臭死了")
    story.forward(minutes=40)
    story.li.says("天天都这样 保洁干嘛的")
    assert story.ticket().news == ""


def test_trouble_told_beside_a_remark_is_trouble(story: Story) -> None:
    by_the_book(story).wang.says("垃圾桶满得都流出来了 臭死了")
    story.li.says("你们管不管 3号楼2单元电梯又停了")
    assert [ticket.matter for ticket in story.tickets()][1:] == ["property_repair.elevator_fault"]


def test_who_has_what_a_neighbour_has_just_told_joins_nothing_else(story: Story) -> None:
    by_the_book(story).wang.says("小广场滑梯松了 孩子玩着危险")
    story.forward(minutes=2)
    story.zhao.says("今天快递柜坏了吗 打不开")
    story.li.says("我也打不开")
    assert [(ticket.matter, ticket.households) for ticket in story.tickets()][1:] == [("other.unclassified", 2)]
    assert story.ticket().households == 1


def test_who_has_what_was_told_joins_it(story: Story) -> None:
    by_the_book(story).wang.says("3号楼2单元门禁打不开")
    story.forward(minutes=1)
    story.li.says("我也打不开")
    assert [ticket.households for ticket in story.tickets()] == [2]


def test_nobody_joins_a_sealed_complaint(story: Story) -> None:
    story.all_staff()
    story.will_read(Request("other.service_complaint", "P2"))
    story.wang.says("小高态度太差了 我上次说她还骂我")
    assert story.ticket().sealed
    story.forward(minutes=1)
    for words in ("我也打不开", "我家也是", "我也是"):
        story.li.says(words)
    assert [report.user_id for report in story.reports() if report.ticket_id == 1] == [story.wang.who.id]
    assert not any("户反映" in text for text in [*story.texts(RESIDENTS), *story.texts(WORKERS)])


@pytest.mark.parametrize("words", ["6栋停不停嘛", "2号楼停吗", "会不会停水啊"])
def test_who_asks_whether_they_are_meant_too_is_no_household(story: Story, words: str) -> None:
    by_the_book(story).wang.says("3号楼停水了")
    story.forward(minutes=2)
    story.person(21, "6-2-404 川妹").says(words)
    assert [(ticket.number, ticket.households) for ticket in story.tickets()] == [(1, 1)]


def test_a_neighbour_of_another_building_who_wonders_has_no_lift_of_their_own(story: Story) -> None:
    by_the_book(story).wang.says("3号楼2单元电梯又停了")
    story.forward(minutes=25)
    story.zhao.says("咋个又坏了嘛 才修好几天")
    assert [(ticket.building, ticket.households) for ticket in story.tickets()] == [("3", 1)]


def test_who_had_it_mended_lately_means_their_own(story: Story) -> None:
    story.zhao.says("1号楼电梯停了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.forward(minutes=40)
    story.wang.says("3号楼2单元电梯停了")
    story.forward(minutes=20)
    story.zhao.says("怎么又坏了")
    assert [(ticket.building, ticket.state, ticket.news) for ticket in story.tickets()] == [
        ("1", "claimed", "怎么又坏了"),
        ("3", "open", ""),
    ]


@pytest.mark.parametrize(
    ("asks", "words", "building"),
    [("在哪啊", "单元门口右手边", "3"), ("几号楼的", "2号楼的", "2"), ("哪里？", "大门那边", "3")],
)
def test_who_is_asked_where_by_a_neighbour_tells_it_of_their_own(
    story: Story, asks: str, words: str, building: str
) -> None:
    story.wang.says("墙皮掉下来了 差点砸着人")
    story.li.says(asks)
    story.wang.says(words)
    assert len(story.tickets()) == 1 and words in story.ticket().news
    assert story.ticket().building == building


def test_what_is_no_place_is_heard_as_ever(story: Story) -> None:
    story.wang.says("墙皮掉下来了 差点砸着人")
    story.li.says("在哪啊")
    story.wang.says("门禁也坏了")
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["反映了也没用 物业不管 社区不管", "说了也白说", "跟物业说了也没人管"])
def test_that_it_is_no_use_is_said_of_what_was_told(story: Story, words: str) -> None:
    story.wang.says("下水道堵了 水返上来了")
    story.zhao.says(words)
    assert len(story.tickets()) == 1 and story.ticket().households == 1


@pytest.mark.parametrize(
    ("words", "matter"),
    [("昨晚上广场舞跳到十一点 娃儿睡不着", "dispute.noise"), ("路灯也不亮", "public_facility.street_light")],
)
def test_other_trouble_is_none_of_a_complaint(story: Story, words: str, matter: str) -> None:
    story.wang.says("物业乱收费")
    story.zhao.says(words)
    assert [ticket.matter for ticket in story.tickets()][1:] == [matter] and story.ticket().households == 1


def test_who_says_that_it_is_not_theirs_is_no_household_with_it(story: Story) -> None:
    story.wang.says("谁家的狗又在楼道拉屎了 真缺德")
    story.zhao.says("不是我家的哈 我家狗都牵到外面")
    assert story.ticket().households == 1 and "不是我家" in story.ticket().news


@pytest.mark.parametrize(
    ("trouble", "words", "state"),
    [
        ("我家没电了", "自己推上去了 好了", "withdrawn"),
        ("我家马桶堵了", "我自己捅了捅 通了 谢谢", "withdrawn"),
        ("我家没电了", "自己推上去了 还是没电", "open"),
        ("我家没电了", "我自己修不好", "open"),
    ],
)
def test_who_has_mended_it_themselves_needs_nobody(story: Story, trouble: str, words: str, state: str) -> None:
    story.wang.says(trouble)
    story.wang.says(words)
    assert story.states() == [state]


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("words", ["厨房那个", "下午我去打针 四点以后在家", "明天上午家里有人"])
def test_which_one_it_is_and_when_they_are_at_home_is_read_by_whoever_comes(
    story: Story, words: str, private: bool
) -> None:
    story.xiaoyan.starts()
    story.wang.says("早")
    story.wang.starts("p1")
    say = story.wang.writes if private else story.wang.says
    say("水龙头拧不紧 一直滴水")
    story.xiaoyan.presses("接单", WORKERS)
    say(words)
    assert len(story.tickets()) == 1 and words in story.ticket().news


@pytest.mark.parametrize("words", ["我一个人在家 弄不动", "我一个老太婆搬不动", "我腿脚不好弄不了", "自己够不着啊"])
def test_why_somebody_needs_help_is_of_what_they_told(story: Story, words: str) -> None:
    """It was a second ticket, of an old person alone."""
    story.all_staff()
    story.wang.says("我家厕所堵了 水都漫出来了")
    story.forward(minutes=2)
    story.wang.says(words)
    assert [ticket.news for ticket in story.tickets()] == [words]


def test_who_lets_a_flat_and_tells_of_a_leak_has_no_quarrel(story: Story) -> None:
    """Two cards of one leak stood in the group."""
    story.wang.says("我房子在2号楼3单元602租给别人了 租客说卫生间漏水漏到楼下 我人在外地")
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.leak"]


@pytest.mark.parametrize("name", ["@desk_bot", "@Desk_Bot"])
def test_the_name_of_the_desk_is_none_of_the_words(story: Story, name: str) -> None:
    story.wang.says(f"{name} 门禁坏了刷卡没反应 3号楼2单元")
    assert "“门禁坏了刷卡没反应 3号楼2单元”" in story.card(WORKERS, "1号单　").text


def test_another_name_that_begins_like_it_stays_whole(story: Story) -> None:
    story.wang.says("@desk_bot_two 门禁坏了刷卡没反应 3号楼2单元")
    assert "“_two" not in story.card(WORKERS, "1号单　").text


def test_floors_that_somebody_climbed_are_no_place(story: Story) -> None:
    story.person(21, "2-1-903 阿强").says("电梯又坏了 爬了十几楼累死")
    assert "十几楼" not in story.last(RESIDENTS).text


def test_how_its_reporter_is_to_be_reached_stands_on_the_ticket(story: Story) -> None:
    """Who cannot hear was rung by telephone, and nobody came."""
    by_the_book(story).wang.says("家里卫生间天花板在滴水 3号楼2单元501")
    story.forward(minutes=2)
    story.wang.says("我听不见电话 请发消息")
    assert [ticket.news for ticket in story.tickets()] == ["我听不见电话 请发消息"]
    assert "我听不见电话" in story.card(WORKERS, "1号单").text


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("1号楼2单元下水道又堵了 臭水都冒出来了", "是不是化粪池满了"),
        ("1号楼2单元下水道又堵了 臭水都冒出来了", "用皮搋子捅捅看"),
        ("2-1没水了", "是不是水管爆了"),
        ("2-1没水了", "可能是二次供水泵坏了"),
        ("3-2停电了", "是不是跳闸了"),
        ("3-2停电了", "你们看看电表箱的闸"),
    ],
)
def test_what_neighbours_think_of_it_is_no_trouble_at_their_homes(story: Story, trouble: str, words: str) -> None:
    """Each guess opened a ticket, with a card, where whoever guessed lives."""
    by_the_book(story).wang.says(trouble)
    story.forward(minutes=2)
    story.zhao.says(words)
    assert [(ticket.households, ticket.news) for ticket in story.tickets()] == [(1, words)]


@pytest.mark.parametrize("words", ["我家也堵了 是不是化粪池满了", "会不会是配电箱烧了 冒烟了"])
def test_what_is_at_home_or_burns_is_more_than_a_guess(story: Story, words: str) -> None:
    by_the_book(story).wang.says("1号楼2单元下水道又堵了 臭水都冒出来了")
    story.forward(minutes=2)
    story.zhao.says(words)
    assert len(story.tickets()) == 2 or story.ticket().households == 2


def test_where_it_is_well_too_nothing_has_failed(story: Story) -> None:
    by_the_book(story).wang.says("3号楼2单元没水 早上就没")
    story.li.says("3单元有水")
    story.zhao.says("1号楼也有")
    assert [(ticket.building, ticket.unit, ticket.households) for ticket in story.tickets()] == [("3", "2", 1)]


def test_who_is_only_shocked_has_not_the_same(story: Story) -> None:
    by_the_book(story).zhao.says("1-1楼道里有人飞线充电 电线从五楼吊下来")
    story.wang.says("太危险了")
    assert [ticket.households for ticket in story.tickets()] == [1]


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("对了 3-2一楼的灯还没修吗", "property_repair.corridor_light"),
        ("1号楼门口的垃圾怎么还没人来收", "sanitation.garbage_overflow"),
    ],
)
def test_what_is_waited_for_and_nobody_has_told_is_told_by_that(story: Story, words: str, matter: str) -> None:
    by_the_book(story).li.says(words)
    assert [ticket.matter for ticket in story.tickets()] == [matter]
    story.li.says(words)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["灯还没修吗", "3号楼的球赛还没开始吗", "3号楼电梯修好没 我来看我妈"])
def test_what_has_no_place_or_nobody_mends_is_talk(story: Story, words: str) -> None:
    by_the_book(story).li.says(words)
    assert story.tickets() == []
