"""Stories of the same trouble in another building, unit or lane: whose it is, and whether it is another."""

import pytest

from tests.handlers.story import LIFT, RESIDENTS, WORKERS, Story


def test_another_building_has_its_own_ticket(story: Story) -> None:
    neighbour = story.person(779, "1-1-102 丁")
    story.wang.says("3号楼2单元电梯坏了")
    neighbour.says("我们楼也是")
    assert sorted(ticket.building for ticket in story.tickets()) == ["1", "3"]


@pytest.mark.parametrize("words", ["我家也是", "我们也是", "我这边也是", "一样", "同样", "我家也是！", "我们1栋也是"])
@pytest.mark.parametrize("replies", [False, True])
def test_the_same_said_from_another_building_is_no_voice_for_this_lift(story: Story, words: str, replies: bool) -> None:
    neighbour = story.person(779, "1-1-102 丁")
    told = story.wang.says("3号楼2单元电梯坏了")
    neighbour.says(words, reply_to=told if replies else None)
    assert [(t.building, t.matter, t.households) for t in story.tickets()] == [("3", LIFT, 1), ("1", LIFT, 1)]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("小区门口路灯不亮", "我家也是"),
        ("小区电梯全停了，3号楼也停", "我家也是"),
        ("3号楼2单元电梯坏了", "同问"),
        ("3号楼2单元电梯困人了", "我家也是"),
        ("我家水管漏水", "我家也是"),
    ],
)
def test_what_is_of_no_one_building_has_no_second_ticket(story: Story, trouble: str, words: str) -> None:
    story.wang.says(trouble)
    story.person(779, "1-1-102 丁").says(words)
    assert len(story.tickets()) == 1


def test_of_the_same_lift_whoever_lives_there_or_does_not_say_where_counts(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says("我家也是")
    story.person(780, "阳光").says("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [3]


@pytest.mark.parametrize("words", ["我家也是", "我们单元也停了", "我家也坏了", "也坏了", "一样", "3号楼1单元也坏了"])
def test_the_same_said_from_another_unit_is_no_voice_for_this_lift(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.person(779, "3-1-102 丁").says(words)
    story.person(780, "3-1-302 孙").says("我家也是")
    told = [(t.building, t.unit, t.matter, t.households) for t in story.tickets()]
    assert told == [("3", "2", LIFT, 1), ("3", "1", LIFT, 2)]


@pytest.mark.parametrize(
    ("who", "words"), [("3-1-102 丁", "我们楼也是"), ("3-102 丁", "我家也是"), ("3-2-102 丁", "我们单元也停了")]
)
def test_who_does_not_say_that_they_live_in_another_unit_counts(story: Story, who: str, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.person(779, who).says(words)
    assert [ticket.households for ticket in story.tickets()] == [2]


def test_a_supply_of_the_whole_building_has_no_unit_of_its_own(story: Story) -> None:
    story.wang.says("3号楼2单元停水了")
    story.person(779, "3-1-102 丁").says("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [2]


@pytest.mark.parametrize("who", ["1-1-102 丁", "3-1-102 丁"])
@pytest.mark.parametrize(
    ("trouble", "where"),
    [
        ("3号楼2单元电梯坏了", "3号楼2单元"),
        ("电梯又停了", "3号楼2单元"),
        ("3号楼2单元楼道灯不亮", "3号楼2单元楼道"),
        ("3号楼2单元单元门锁坏了", "3号楼2单元"),
        ("3号楼2单元下水道堵了", "3号楼2单元"),
    ],
)
def test_who_presses_me_too_elsewhere_is_told_to_write_of_theirs(
    story: Story, who: str, trouble: str, where: str
) -> None:
    story.wang.says(trouble)
    neighbour = story.person(779, who)
    assert neighbour.presses("我家也是") == f"这件是{where}的。您那边也这样就写一句，会单独记下。"
    assert [ticket.households for ticket in story.tickets()] == [1]
    neighbour.says("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [1, 1]
    assert story.li.presses("我家也是", card="编号1") == "记上了。编号1，现在2户反映。"


@pytest.mark.parametrize(
    ("trouble", "who"),
    [
        ("3号楼2单元电梯坏了", "3-2-302 孙"),
        ("3号楼2单元电梯坏了", "3-302 孙"),
        ("3号楼2单元电梯坏了", "孙大姐"),
        ("小区电梯全停了，3号楼也停", "1-1-102 丁"),
        ("3号楼2单元电梯困人了", "1-1-102 丁"),
        ("下水道堵了", "3-1-102 丁"),
        ("3号楼1、2单元电梯都坏了", "3-1-102 丁"),
        ("3号楼电梯都坏了", "3-1-102 丁"),
        ("3号楼2单元停水了", "3-1-102 丁"),
        ("小区停电了", "1-1-102 丁"),
    ],
)
def test_a_press_counts_where_it_may_be_the_same(story: Story, trouble: str, who: str) -> None:
    story.wang.says(trouble)
    story.person(779, who).presses("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [2]


@pytest.mark.parametrize("says", [True, False])
def test_where_names_tell_staircases_alone_they_tell_them_apart(story: Story, says: bool) -> None:
    story.person(778, "2单元王阿姨").says("电梯坏了")
    neighbour = story.person(779, "1单元小丁")
    if says:
        neighbour.says("我家也是")
    else:
        assert neighbour.presses("我家也是").startswith("这件是2单元的。")
    assert [ticket.households for ticket in story.tickets()] == ([1, 1] if says else [1])


def test_who_reported_it_for_another_house_is_counted_already(story: Story) -> None:
    story.person(779, "1-1-102 丁").says("3号楼2单元电梯坏了")
    assert story.person(779, "1-1-102 丁").presses("我家也是") == "编号1已经记上您了，有进展会更新。"


def test_a_second_home_of_the_other_building_joins_there(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.zhao.says("我家也是")
    story.person(781, "1-1-302 孙").says("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [1, 2]


def test_the_same_building_joins(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says("我们楼也是")
    assert len(story.tickets()) == 1


def test_another_place_of_the_same_person_is_another_ticket(story: Story) -> None:
    story.zhao.says("3号楼2单元电梯坏了")
    story.zhao.says("1号楼电梯也坏了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "1"]


def test_another_units_lift_is_another_lift(story: Story) -> None:
    story.wang.says("电梯坏了！！3号楼2单元")
    story.li.says("1单元的电梯也有点抖")
    story.zhao.says("2单元的电梯是吧 1单元的好着呢")
    assert [ticket.unit for ticket in story.tickets()] == ["2", "1"]


def test_a_power_cut_is_the_same_in_every_unit(story: Story) -> None:
    story.wang.says("3号楼2单元停电了")
    story.li.says("1单元也停了")
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["又停电了", "停电了"])
def test_what_stops_too_is_of_the_supply_that_was_told(story: Story, words: str) -> None:
    story.wang.says("1号楼水管漏水")
    story.forward(hours=1)
    story.wang.says(words)
    story.li.says("我家也停了")
    story.person(31, "2-1-201 秀兰").says("2栋也停")
    story.person(32, "1-2-503 老钱").says("1栋也停了")
    assert [(t.matter, t.households) for t in story.tickets()[1:]] == [("utility.power_outage", 4)]


def test_after_an_outage_of_one_building_the_next_has_its_own_of_the_same(story: Story) -> None:
    story.wang.says("3号楼停电了")
    story.person(31, "2-1-201 秀兰").says("2栋也停")
    assert [(t.matter, t.building) for t in story.tickets()] == [
        ("utility.power_outage", "3"),
        ("utility.power_outage", "2"),
    ]


@pytest.mark.parametrize(
    ("first", "words", "matter"),
    [
        ("3号楼停水了", "2栋也停了", "utility.water_outage"),
        ("3号楼停气了", "2号楼也停了", "utility.gas_supply"),
        ("3号楼暖气停了", "2号楼也停了", "utility.heating"),
        ("3号楼没网了", "2号楼也断了", "utility.telecom"),
    ],
)
def test_another_building_that_has_it_too_lacks_what_was_told(
    story: Story, first: str, words: str, matter: str
) -> None:
    story.wang.says(first)
    story.person(31, "2-1-201 秀兰").says(words)
    assert [(t.matter, t.building) for t in story.tickets()] == [(matter, "3"), (matter, "2")]


@pytest.mark.parametrize("words", ["灶也打不着了", "我家wifi也断了", "no water in building 2 either"])
def test_what_is_named_by_another_word_is_another_supply(story: Story, words: str) -> None:
    story.wang.says("3号楼停电了")
    story.person(31, "2-1-201 秀兰").says(words)
    assert [t.building for t in story.tickets()] == ["3", "2"]
    assert "utility.power_outage" not in {t.matter for t in story.tickets()[1:]}


@pytest.mark.parametrize("words", ["4栋也有水", "1号楼有水", "我家还有水"])
@pytest.mark.parametrize("lacks", [True, False])
def test_who_has_water_lacks_none(story: Story, words: str, lacks: bool) -> None:
    """A water cut was opened for the building that has water."""
    if lacks:
        story.wang.says("3号楼停水了")
    story.person(31, "2-1-201 秀兰").says(words)
    assert [t.building for t in story.tickets()] == ["3"] * lacks


def test_another_supply_that_stops_is_another(story: Story) -> None:
    story.wang.says("停电了")
    story.person(31, "2-1-201 秀兰").says("2栋停水了")
    assert [t.matter for t in story.tickets()] == ["utility.power_outage", "utility.water_outage"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("阿珍", "3巷5号门口垃圾桶满了"), ("平姐", "4巷5号门口垃圾桶也满了")),
        (("阿珍", "三巷5号停电了"), ("平姐", "四巷5号也停了")),
        (("三巷5号402 阿珍", "我家楼道灯不亮"), ("四巷5号302 平姐", "楼道灯不亮")),
        (("三巷5号402 阿珍", "楼道灯不亮"), ("四巷5号302 平姐", "我家也是")),
        (("阿珍", "三巷5号着火了"), ("平姐", "四巷5号也着火了")),
    ],
)
def test_the_same_number_in_another_lane_is_another_door(
    story: Story, first: tuple[str, str], then: tuple[str, str]
) -> None:
    for user, (name, words) in enumerate((first, then), 801):
        story.person(user, name).says(words)
    assert [(ticket.building, ticket.spot[1:2]) for ticket in story.tickets()] == [("5", "巷"), ("5", "巷")]
    assert "巷5号" in story.last(RESIDENTS).text


def test_a_door_of_a_lane_is_one_however_its_number_is_written(story: Story) -> None:
    story.person(801, "阿珍").says("三巷5号停电了")
    story.person(802, "3巷5号302 平姐").says("停电了")
    assert len(story.tickets()) == 1


@pytest.mark.parametrize(
    "words", ["1栋也坏了", "我家也坏了", "我们这栋也坏了", "我们楼也停了", "我们楼也坏了", "1号楼的也不动了"]
)
def test_what_fails_too_is_what_was_just_told(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.zhao.says(words)
    assert [(ticket.building, ticket.matter) for ticket in story.tickets()] == [("3", LIFT), ("1", LIFT)]


def test_what_fails_too_in_the_same_house_joins(story: Story) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.li.says("我家也坏了")
    assert [ticket.households for ticket in story.tickets()] == [2]


@pytest.mark.parametrize("words", ["我家水管也坏了", "1栋路灯也坏了", "我的心情也坏了", "车也坏了"])
def test_what_is_named_besides_is_no_lift(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.zhao.says(words)
    assert [ticket.matter for ticket in story.tickets()].count(LIFT) == 1


# one supply, two buildings --------------------------------------------------------------------------------------------


def two_cold_buildings(story: Story) -> None:
    story.wang.says("暖气不热 3号楼2单元")
    story.forward(minutes=31)
    story.person(784, "1-2-301 老孙").says("咱1号楼2单元也凉了呀早上起来")
    story.forward(minutes=9)


def told(story: Story) -> list[tuple[str, str, int]]:
    return [(ticket.building, ticket.unit, ticket.households) for ticket in story.tickets()]


def test_another_unit_is_that_of_the_building_where_who_says_so_lives(story: Story) -> None:
    two_cold_buildings(story)
    story.person(785, "3-1-402 豆豆妈").says("1单元也是 孩子都冻感冒了")
    story.person(786, "3-1-101 吴叔").says("3栋1单元101 片子冰凉冰凉的")
    assert told(story) == [("3", "2", 1), ("1", "2", 1), ("3", "1", 2)]


def test_another_unit_said_at_once_is_of_the_same_trouble(story: Story) -> None:
    story.wang.says("暖气不热 3号楼2单元")
    story.person(785, "3-1-402 豆豆妈").says("1单元也是 孩子都冻感冒了")
    assert told(story) == [("3", "2", 2)]


def test_the_unit_of_a_ticket_is_no_other(story: Story) -> None:
    two_cold_buildings(story)
    story.person(785, "1-2-402 豆豆妈").says("2单元也是 冷得很")
    assert told(story) == [("3", "2", 1), ("1", "2", 2)]


def test_who_waits_means_the_ticket_of_their_own_building(story: Story) -> None:
    story.wang.says("3号楼停水了")
    story.forward(minutes=10)
    story.zhao.says("1号楼停水了")
    story.forward(minutes=30)
    story.zhao.says("水怎么还没来")
    story.li.says("怎么还没来水")
    assert [(ticket.building, ticket.urged) for ticket in story.tickets()] == [("3", 1), ("1", 1)]


def test_two_different_questions_are_two(story: Story) -> None:
    """2人反映, and the result told only the first of them what he wanted to know."""
    story.wang.says("社保卡过年能办吗")
    story.zhao.says("我想问一下养老认证在哪弄")
    assert [(t.words, t.households) for t in story.tickets()] == [
        ("社保卡过年能办吗", 1), ("我想问一下养老认证在哪弄", 1),
    ]  # fmt: skip
    story.person(779, "1-1-102 丁").says("养老认证是不是在社区弄")
    assert (story.ticket(2).households, story.ticket(2).news) == (2, "养老认证是不是在社区弄")
    story.li.says("同问")
    assert (len(story.tickets()), story.ticket(2).households) == (2, 3)
    assert story.ticket(2).news == "养老认证是不是在社区弄"


def test_a_second_question_of_ones_own_is_another(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("社保卡过年能办吗")
    story.forward(minutes=5)
    story.wang.writes("还有养老认证在哪弄")
    assert len(story.tickets()) == 2
    story.wang.writes("要带身份证吗")
    assert len(story.tickets()) == 2


def test_a_question_of_another_after_the_answer_is_asked_anew(story: Story) -> None:
    story.all_staff()
    story.wang.says("我想问一下养老认证在哪弄")
    story.xiaoyan.says("办结 1 带身份证到社区一楼", WORKERS)
    story.zhao.says("养老认证几点下班")
    assert story.states() == ["resolved", "open"]


@pytest.mark.parametrize("last", ["zhao", "wang"])
def test_a_unit_that_has_it_too_is_of_the_speakers_building(story: Story, last: str) -> None:
    lifts = {"wang": "3号楼2单元电梯坏了", "zhao": "1号楼1单元电梯坏了"}
    for who in sorted(lifts, key=lambda each: each == last):
        getattr(story, who).says(lifts[who])
    story.person(31, "3-1-301 老孙").says("1单元也是")
    assert (story.ticket(3).building, story.ticket(3).unit) == ("3", "1")


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("我家马桶堵了", "我们店门口下水道返水了，臭死了", 2),
        ("孩子房间灯不亮了，孩子写作业看不见", "楼道灯不亮，黑漆漆的", 2),
        ("楼道灯不亮了", "我家厨房灯不亮", 2),
        ("我家马桶堵了", "我们店也返水了", 1),
        ("楼道灯不亮了", "我家门口灯也不亮", 1),
        ("我家马桶堵了", "我家也堵了", 1),
    ],
)
def test_a_shop_or_a_corridor_is_no_home(story: Story, first: str, second: str, count: int) -> None:
    """The shop's drain was a home's blocked toilet, and the dark corridor a child's lamp."""
    story.wang.says(first)
    (story.person(782, "老孙") if "店" in second else story.li).says(second)
    assert len(story.tickets()) == count


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("我家水龙头滴水", ["utility.water_outage", "property_repair.leak"]),
        ("我家水龙头滴水 关不紧", ["utility.water_outage", "property_repair.leak"]),
        ("水龙头只滴水", ["utility.water_outage"]),
    ],
)
def test_what_drips_is_told_besides_that_water_fails(story: Story, words: str, matters: list[str]) -> None:
    story.wang.says("3栋没水了")
    story.forward(minutes=4)
    story.wang.says(words)
    assert [ticket.matter for ticket in story.tickets()] == matters


def test_what_stops_every_day_is_what_came_back(story: Story) -> None:
    story.wang.says("3栋没水了")
    story.forward(minutes=20)
    story.wang.says("来水了 谢谢")
    story.forward(minutes=40)
    story.wang.says("又停 天天停")
    assert [ticket.matter for ticket in story.tickets()] == ["utility.water_outage"] * 2
