"""Stories of a danger that goes on: what is said next is of that one, or is a danger of its own."""

import pytest

from tests.handlers.story import LIFT, OTHERS, RESIDENTS, WORKERS, Story


@pytest.mark.parametrize("words", ["我也闻到了", "我这边也闻到了煤气味"])
def test_what_a_neighbour_smells_too_is_one_danger_wherever_it_turns_out_to_be(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3单元楼道有煤气味")
    story.li.says(words)
    assert [(ticket.unit, ticket.households) for ticket in story.tickets()] == [("3", 2)]
    story.wang.says("写错了 是2单元")
    assert [(ticket.unit, ticket.service_class) for ticket in story.tickets()] == [("2", "P0")]


@pytest.mark.parametrize(
    ("first", "words"), [("3单元楼道有煤气味", "2单元也有煤气味"), ("1号楼楼道有煤气味", "我也闻到了")]
)
def test_what_is_smelt_in_another_unit_or_building_is_another_danger(story: Story, first: str, words: str) -> None:
    story.all_staff()
    story.wang.says(first)
    story.li.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0", "P0"]


@pytest.mark.parametrize(
    ("told", "more", "what_to_do"),
    [
        ("3号楼2单元有煤气味", "我也闻到了，我妈头晕站不起来", "马上打120"),
        ("3号楼2单元着火了", "3号楼2单元冒烟好大，我们出不去", ""),
    ],
)
def test_what_more_is_told_of_a_danger_reaches_who_went_there(
    story: Story, told: str, more: str, what_to_do: str
) -> None:
    story.all_staff()
    story.zhao.says(told)
    story.xiaoyan.writes("接单 1")
    before = len(story.seen(RESIDENTS))
    for words in (more, more, "今天真热"):
        story.person(812, "3-2-1203 李").says(words)
    assert len(story.tickets()) == 1
    assert len([text for text in story.xiaoyan.hears() if "又有人来说" in text and more in text]) == 1
    answers = [message.text for message in story.seen(RESIDENTS)[before:]]
    assert [what_to_do in answer for answer in answers] == [True] * bool(what_to_do)


WIRE = "路口那根电线掉下来 吊在半空"


@pytest.mark.parametrize("words", ["不知道 反正在冒火星", "冒烟了 快来人", "着火了"])
def test_a_wire_that_begins_to_burn_burns_where_it_was_told(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(WIRE)
    story.forward(minutes=2)
    story.wang.says(words)
    assert [(t.service_class, t.danger, t.spot, t.room) for t in story.tickets()] == [("P0", "fire", "路口", "")]
    assert any("马上打119" in text for text in story.texts(RESIDENTS))
    assert story.xiaoyan.sees("紧急：1号单　火情冒烟　路口")
    assert words in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    ("minutes", "words"), [(2, "我家厨房着火了"), (2, "2号楼着火了"), (2, "楼道冒烟了"), (20, "着火了")]
)
def test_what_burns_elsewhere_or_later_is_a_fire_of_its_own(story: Story, minutes: int, words: str) -> None:
    story.all_staff()
    story.wang.says(WIRE)
    story.forward(minutes=minutes)
    story.wang.says(words)
    assert [t.service_class for t in story.tickets()] == ["P1", "P0"]


def test_somebody_elses_fire_is_not_at_the_wire(story: Story) -> None:
    story.all_staff()
    story.wang.says(WIRE)
    story.zhao.says("着火了 快来人")
    assert [t.building for t in story.tickets()][1:] == ["1"]


MISSED = "我家小孩不见了 7岁 穿红衣服"


@pytest.mark.parametrize(
    "words", ["我刚看见在小卖部门口", "看见了 往菜市场走了", "十分钟前在超市门口看到他", "刚才在东门看见了"]
)
def test_where_somebody_missed_was_seen_reaches_those_who_look(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(MISSED)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=5)
    said = story.zhao.says(words)
    assert words in story.card(WORKERS, "1号单　").text
    assert story.reaction(said)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["看见了吗", "看到了", "刚看见小卖部鸡蛋打折", "我看到通知了", "没看见"])
def test_what_is_seen_besides_is_no_clue(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(MISSED)
    story.zhao.says(words)
    assert [ticket.households for ticket in story.tickets()] == [1]


def test_where_nobody_is_missed_it_is_talk(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.zhao.says("我刚看见在小卖部门口")
    assert [(ticket.households, ticket.news) for ticket in story.tickets()] == [(1, "")]


@pytest.mark.parametrize("taken", [True, False])
def test_what_a_victim_tells_next_is_rung_to_who_was_called(story: Story, taken: bool) -> None:
    _ = story.all_staff()
    story.wang.starts()
    story.wang.writes("我老公打我，我不敢回家")
    if taken:
        story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=6)
    story.wang.writes("他刚才拿刀了，我现在在楼下小卖部")
    assert len(story.tickets()) == 1
    assert "他刚才拿刀了，我现在在楼下小卖部" in story.xiaoyan.hears()[-1]
    story.forward(minutes=1)
    story.wang.writes("他追出来打我")
    assert "他追出来打我" in story.card(WORKERS, "1号单　").text
    assert "他追出来打我" in story.xiaoyan.hears()[-1]
    assert not any("说没事了" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize("words", ["小区门口有人拿刀砍人", "5号楼1单元有人拿刀", "楼上有人拿刀了"])
def test_violence_of_somebody_else_is_a_danger_of_its_own(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes("我老公打我，我不敢回家")
    story.wang.writes(words)
    assert len(story.tickets()) == 2


def test_whoever_else_is_in_the_lift_is_in_the_same_lift(story: Story) -> None:
    _ = story.all_staff()
    story.wang.says("救命我被关在3号楼2单元电梯里了")
    story.forward(minutes=1)
    story.wang.says("还有一个孕妇，她喘不上气")
    assert [ticket.matter for ticket in story.tickets()] == [LIFT]
    assert "她喘不上气" in story.xiaoyan.hears()[-1]
    assert "120" in story.last(RESIDENTS).text
    story.wang.says("门打开了，人出来了")
    assert "请再核实" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["我妈在家里晕倒了", "她家着火了", "还有5号楼1单元有人晕倒了"])
def test_what_is_somewhere_else_is_not_in_the_lift(story: Story, words: str) -> None:
    story.wang.says("救命我被关在3号楼2单元电梯里了")
    story.wang.says(words)
    assert len(story.tickets()) == 2


def test_smoke_seen_from_another_house_is_the_same_fire(story: Story) -> None:
    story.wang.says("5号楼楼下电动车着火了", OTHERS)
    story.forward(minutes=1)
    other = story.person(47, "6-1-101 小张")
    other.says("6号楼也看得到 好大的烟", OTHERS)
    assert len(story.tickets()) == 1
    assert "6号楼也看得到" in story.card(WORKERS, "1号单　").text
    other.says("我们6号楼也烧起来了，看得到火", OTHERS)
    assert len(story.tickets()) == 2


def test_who_is_hurt_is_where_the_violence_was_told(story: Story) -> None:
    _ = story.all_staff()
    story.wang.says("隔壁502男的又打老婆了，女的一直哭")
    story.wang.says("女的不动了，叫不醒")
    assert [ticket.room for ticket in story.tickets()] == ["502"]
    assert "叫不醒" in story.xiaoyan.hears()[-1]
    assert "120" in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["我走了，猫粮在柜子里", "妈妈我走了 别忘了锁门", "有没有人掉下去", "有人掉下去了吗"])
def test_who_leaves_with_an_errand_and_who_asks_around_ring_nobody(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["我走了，你们好好照顾妈妈", "我走了 别找我", "我走了，猫就拜托你们了"])
def test_a_farewell_rings(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


@pytest.mark.parametrize("words", ["三个人", "那人还在", "往东跑了"])
def test_a_scrap_by_itself_is_no_danger(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    assert story.tickets() == []


def test_a_scrap_after_a_danger_is_of_that_one_whoever_says_it(story: Story) -> None:
    story.all_staff()
    story.wang.says("门口有人拿刀")
    for who, words in ((story.wang, "那人还在"), (story.li, "三个人"), (story.zhao, "他还没走")):
        who.says(words)
        assert words in story.ticket().news
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["那人还在", "三个人", "他还没走"])
def test_in_private_a_scrap_by_itself_is_asked_about(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes(words)
    assert story.tickets() == []
    assert "请写哪里、什么事" in story.wang.hears()[-1] and "110" in story.wang.hears()[-1]


@pytest.mark.parametrize("danger", ["有人在砸我家门", "我老公打我，我不敢回家"])
@pytest.mark.parametrize("words", ["那人还在", "三个人", "他还没走"])
def test_in_private_a_scrap_is_of_the_danger_one_has_told(story: Story, danger: str, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes(danger)
    story.wang.writes(words)
    assert words in story.ticket().news
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize(
    "words", ["楼上还有老人", "六楼还有孩子", "里面还有人没出来", "我妈还在家里没下来", "501还有老人"]
)
def test_who_is_still_where_it_burns_is_told_to_who_goes_there(story: Story, words: str, taken: bool) -> None:
    """楼上还有老人 opened a noise of its own, 501还有老人 was lost."""
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    if taken:
        story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=2)
    story.li.says(words)
    assert [words in ticket.news for ticket in story.tickets()] == [True]
    assert words in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("3号楼2单元着火了", "楼上还有快递没拿"),
        ("3号楼2单元着火了", "还有人要鸡蛋吗"),
        ("我家小孩不见了 7岁 穿红衣服", "楼上还有老人"),
        ("3号楼2单元着火了", "1号楼五楼有老人"),
    ],
)
def test_what_is_left_elsewhere_is_none_of_the_fire(story: Story, danger: str, words: str) -> None:
    story.all_staff()
    story.wang.says(danger)
    story.li.says(words)
    assert words not in story.ticket().news


@pytest.mark.parametrize(
    "words",
    ["真着火了", "火大了", "冒黑烟了", "快来人", "好大的烟啊", "天哪烧起来了", "火势越来越大，快打119", "着火了着火了"],
)
def test_who_sees_the_fire_from_another_house_opens_none_at_home(story: Story, words: str) -> None:
    """真着火了 by somebody of building 1 opened a second fire at 1-1-202, and rang people for that."""
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.forward(minutes=2)
    story.zhao.says(words)
    assert [(t.building, words in t.news) for t in story.tickets()] == [("3", True)]
    assert "2人反映" in story.card(RESIDENTS, "编号1").text
    assert "1号楼" not in "".join(story.texts(RESIDENTS) + story.xiaoyan.hears())


@pytest.mark.parametrize(
    "words",
    ["我家着火了", "厨房着火了，快来人", "楼下冒黑烟了", "又着火了", "这边也着火了", "电瓶车着火了", "1号楼着火了"],
)
def test_a_second_fire_is_never_taken_for_the_first(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.forward(minutes=2)
    story.zhao.says(words)
    assert [ticket.building for ticket in story.tickets()] == ["3", "1"]
    assert "紧急：2号单" in story.xiaoyan.hears()[-1]


def test_a_fire_told_long_after_another_is_its_own(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.forward(minutes=12)
    story.zhao.says("着火了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "1"]


def test_of_two_fires_the_one_at_home_is_seen(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼1单元着火了")
    story.forward(minutes=2)
    story.wang.says("3号楼2单元着火了")
    story.zhao.says("火越来越大了")
    assert ["火越来越大了" in ticket.news for ticket in story.tickets()] == [True, False]


@pytest.mark.parametrize(
    ("danger", "words"), [("3号楼2单元电梯困人了", "真困人了"), ("3号楼2单元煤气味好大", "真有煤气味")]
)
def test_who_says_that_it_is_so_tells_no_other(story: Story, danger: str, words: str) -> None:
    story.all_staff()
    story.wang.says(danger)
    story.forward(minutes=2)
    story.zhao.says(words)
    assert [(t.building, words in t.news) for t in story.tickets()] == [("3", True)]


@pytest.mark.parametrize(
    ("words", "follows"),
    [
        ("对门502老爷子好几天没出门了,敲门没人应,他一个人住", "门打开了 人倒在地上了"),
        ("对门502老爷子好几天没出门了,敲门没人应,他一个人住", "还是没人应 敲了半小时了"),
        ("我家对门502好几天没见着老爷子出来了,敲门也没人应,他一个人住", "门打开了 人倒在地上了"),
    ],
)
def test_who_lives_alone_and_does_not_answer_is_one_ticket(story: Story, words: str, follows: str) -> None:
    story.all_staff()
    story.wang.says(words)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger, ticket.building, ticket.room) == ("P0", "unconscious", "3", "502")
    assert story.last(RESIDENTS).text.startswith("马上打120")
    assert any("1号单" in heard for heard in story.xiaoyan.hears())
    story.forward(minutes=4)
    story.wang.says(follows)
    assert [follows in each.news for each in story.tickets()] == [True]


def test_who_lies_somewhere_else_is_another(story: Story) -> None:
    story.all_staff()
    story.wang.says("对门502老爷子好几天没出门了,敲门没人应,他一个人住")
    story.forward(minutes=4)
    story.wang.says("小区门口也倒了一个人 叫不醒")
    assert len(story.tickets()) == 2


def test_who_lies_somewhere_else_as_well_is_another_danger_though_few_words_tell_it(story: Story) -> None:
    """It was a note on the first."""
    story.all_staff()
    story.wang.says("3号楼302的老头晕倒了 叫不醒")
    story.forward(minutes=2)
    story.wang.says("小区门口也倒了一个")
    first, second = story.tickets()
    assert (second.service_class, second.danger, second.building) == ("P0", "unconscious", "")
    assert (first.building, first.news) == ("3", "")
    assert any("2号单" in heard for heard in story.xiaoyan.hears())


def test_care_in_another_home_than_the_danger_is_a_ticket_of_its_own(story: Story) -> None:
    """It was lost."""
    story.all_staff()
    story.wang.says("1号楼门口有人晕倒叫不醒。还有我妈3号楼501一个人住 能不能有人照顾一下")
    assert [(each.danger, each.building, each.room) for each in story.tickets()] == [
        ("unconscious", "1", ""),
        ("", "3", "501"),
    ]


def test_care_that_is_asked_for_besides_what_is_no_danger_is_a_ticket_of_its_own(story: Story) -> None:
    story.all_staff()
    story.wang.says("我妈一个人住，药也断了，能不能有人看看她顺便把降压药捎上")
    assert [each.matter for each in story.tickets()] == ["welfare_care.elder_care", "welfare_care.medical_help"]


@pytest.mark.parametrize(
    "words", ["我到了 她说腿疼 动不了 叫120了", "我在她家 她头晕 喘不上气", "我在她家呢 她脸色不好 手发抖"]
)
def test_a_neighbour_who_has_gone_there_tells_of_who_lies_there(story: Story, words: str) -> None:
    """A second ticket rang everybody twice a minute, and sent them to the neighbour's own door."""
    story.all_staff()
    story.wang.says("没啥大事 就是在卫生间滑了一下 现在坐地上起不来")
    story.forward(minutes=2)
    story.li.says(words)
    assert [(ticket.room, ticket.danger) for ticket in story.tickets()] == [("501", "unconscious")]
    assert words in story.ticket().news


def test_whom_a_neighbour_finds_at_home_is_another(story: Story) -> None:
    story.all_staff()
    story.wang.says("我在卫生间滑了一下 现在坐地上起不来")
    story.forward(minutes=2)
    story.li.says("我到家了 我妈倒在地上 叫不醒")
    assert [ticket.room for ticket in story.tickets()] == ["501", "1203"]


@pytest.mark.parametrize("words", ["别打了 拉开了", "别打了别打了"])
def test_who_calls_on_those_who_fight_tells_of_no_second_fight(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼一楼大厅打起来了")
    story.forward(minutes=1)
    story.zhao.says(words)
    assert len(story.tickets()) == 1


def test_a_child_alone_is_told_what_to_do_about_who_is_at_the_door(story: Story) -> None:
    story.all_staff()
    story.wang.says("我爸爸妈妈不在家 有人在敲门 我害怕")
    assert story.ticket().danger == "crime"
    assert "锁好门别开" in story.texts(RESIDENTS)[-1]


def test_who_saw_the_same_tells_no_second_thing(story: Story) -> None:
    """我也看见了 在B座那头 of who stood on the roof became a ticket of its own that could wait for days."""
    story.all_staff()
    story.person(31, "九栋顶楼老谷").says("有人坐在3栋天台女儿墙上,腿在外面!!一直打电话哭,一直说不想活了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.person(32, "3栋B座1107").says("我也看见了 在B座那头")
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger) == ("P0", "suicide")
    assert "在B座那头" in ticket.news
    assert any("在B座那头" in text for text in story.xiaoyan.hears())
    story.zhao.says("我也看到了 1号楼门口垃圾桶满了没人收")
    assert story.tickets()[-1].matter != ticket.matter


def test_who_is_missed_is_found_by_what_they_do_there(story: Story) -> None:
    """在我这!坐在我板凳上剥蒜 by who sold ginger was heard by nobody who searched."""
    story.all_staff()
    story.wang.says("我爸早上出门到现在没回来，脑子糊涂了，3号楼2单元")
    story.xiaoyan.says("接单 1", WORKERS)
    story.person(33, "菜市场卖姜的").says("在我这!坐在我板凳上剥蒜,剥了半盆了")
    assert "在我这!坐在我板凳上剥蒜" in story.ticket().news
    assert any("在我这!坐在我板凳上剥蒜" in text for text in story.xiaoyan.hears())


def test_a_fire_an_hour_after_a_cigarette_end_is_another_and_is_answered(story: Story) -> None:
    """冒烟了 阳台往外冒黑烟 stood as a note on what had smoked by the slide, and nobody there read what to do."""
    story.all_staff()
    story.zhao.says("儿童滑梯旁边掉下来一截烟头 还冒烟 差点落娃头上")
    story.xiaoyan.says("接单 1", WORKERS)
    fires = [ticket.number for ticket in story.tickets() if ticket.danger == "fire"]
    story.forward(minutes=80)
    story.li.says("冒烟了!!!4楼!阳台往外冒黑烟")
    assert story.tickets()[-1].danger == "fire" and story.tickets()[-1].number not in fires
    assert story.last(RESIDENTS).text.startswith("马上打119")
    number = story.tickets()[-1].number
    story.person(34, "3-2-302 阿军").says("看到了 看到火苗了")
    story.forward(minutes=5)
    story.wang.says("还在冒烟 4楼的窗户")
    assert story.tickets()[-1].number == number
