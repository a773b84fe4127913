"""Stories of residents who write as people do: a cry, a place afterwards, a thank-you that says yes, a worry."""

import pytest

from bot.gateways.memory import MemoryGateway
from tests.handlers.story import LIFT, OFFICIALS, RESIDENTS, WORKERS, Story

LIGHT = "3号楼2单元楼道灯不亮"


def at_work(story: Story, words: str = LIGHT) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(words)
    story.xiaoyan.presses("接单", WORKERS)


def privately(story: Story, words: str) -> None:
    """A ticket told in private, on whose result its reporter's word is waited for."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes(words)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)


def test_a_cry_is_answered_with_numbers_and_rings_people(story: Story) -> None:
    story.all_staff()
    story.wang.says("救命啊")
    assert "马上打110、119或120" in story.last(RESIDENTS).text
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert "救命啊" in story.card(WORKERS, "1号单　").text


@pytest.mark.parametrize(
    "words", ["那个小高还骂我", "来的那个女的凶得很 骂我老不死的", "莫让她晓得是我说的", "她根本没来过"]
)
def test_what_is_said_in_private_of_a_worker_reaches_the_street_alone(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert not any(words[:5] in text for text in (*story.texts(WORKERS), *story.xiaoyan.hears()))
    assert story.tickets()[-1].sealed
    assert any(words[:5] in text for text in story.texts(OFFICIALS))


@pytest.mark.parametrize("words", ["好了 谢谢", "亮了", "可以了", "修好了 谢谢小高", "行了", "满意"])
def test_yes_in_private_closes_it(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert story.states() == ["closed"]


@pytest.mark.parametrize("words", ["好的", "谢谢", "收到"])
def test_a_thank_you_is_no_yes(story: Story, words: str) -> None:
    privately(story, LIGHT)
    story.wang.writes(words)
    assert story.states() == ["resolved"]


def test_satisfied_says_that_it_is_solved_too(story: Story) -> None:
    privately(story, LIGHT)
    story.wang.writes("满意")
    assert story.ticket().rating == "satisfied"


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


def test_who_presses_me_too_means_this_lift(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.zhao.presses("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [2]


def test_a_second_home_of_the_other_building_joins_there(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.zhao.says("我家也是")
    story.person(781, "1-1-302 孙").says("我家也是")
    assert [ticket.households for ticket in story.tickets()] == [1, 2]


def test_the_same_building_joins(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says("我们楼也是")
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["在2号楼", "是2号楼", "2号楼的", "2号楼楼下那个"])
def test_a_place_told_afterwards_counts(story: Story, words: str) -> None:
    story.person(501, "3-2-501 王阿姨")
    wang = story.person(780, "3-2-501 王阿姨")
    wang.says("电梯坏了")
    wang.says(words)
    assert [ticket.building for ticket in story.tickets()] == ["2"]


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("3号楼停水了", "来水了 谢谢"),
        ("3号楼消防通道停了辆白车堵死了", "那个车开走了 谢谢"),
        ("3号楼2单元楼道堆满了纸箱", "东西都搬走了"),
        ("3号楼停水了", "咦 有水了"),
        ("3号楼停水了", "来水了来水了"),
        ("3号楼停电了", "有电了 多谢小田"),
        ("3号楼2单元电梯坏了", "嗯 好了"),
        ("楼下广场舞吵死了", "算了 跳完了"),
    ],
)
def test_what_came_back_by_itself_is_over_while_nobody_has_it(story: Story, words: str, over: str) -> None:
    story.wang.says(words)
    story.wang.says(over)
    assert story.states() == ["withdrawn"]


def test_what_has_fallen_by_itself_is_not_over(story: Story) -> None:
    story.wang.says("3号楼门口那堵墙歪得厉害 快倒了")
    story.wang.says("倒了")
    assert story.states() == ["open"]


def test_whoever_is_on_the_way_hears_that_it_is_back(story: Story) -> None:
    at_work(story, "3号楼停水了")
    story.wang.says("来水了 谢谢")
    assert story.states() == ["claimed"]
    assert "来水了 谢谢" in story.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["来水了吗", "2号楼有水了", "有水了又停了", "有水了 谢谢又停了", "好了没", "嗯 好"])
def test_a_question_or_more_ends_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼停水了")
    story.wang.says(words)
    assert story.states()[0] == "open"


@pytest.mark.parametrize("words", ["灭了灭了", "火已经扑灭了 大家放心"])
def test_who_told_of_a_fire_says_that_it_is_out(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼楼下着火了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=3)
    story.wang.says(words)
    assert story.xiaoyan.sees(f"报的人说没事了：“{words}”")
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["还没灭", "灭了吗", "火灭了又着了"])
def test_a_fire_that_may_burn_is_not_out(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("楼下谁在烧树叶 呛死了")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


@pytest.mark.parametrize("words", ["揾到啦 喺同学屋企 唔该大家", "找到了 在同学家", "孩子找到啦 谢谢大家"])
def test_who_was_missed_is_found(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("我家小孩不见了 7岁 穿红衣服")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert story.xiaoyan.sees("报的人说没事了")


@pytest.mark.parametrize("words", ["找到了吗", "还没找到啦", "找到啦没", "找到啦 是他的书包"])
def test_who_is_still_looked_for_is_not_found(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("我家小孩不见了 7岁 穿红衣服")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


@pytest.mark.parametrize("words", ["帮助", "喂", "在不在", "再见", "我要找人工", "你是谁"])
def test_a_greeting_in_private_opens_nothing(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes(words)
    assert story.tickets() == []


def test_a_question_who_this_is_is_no_news(story: Story) -> None:
    privately(story, LIGHT)
    story.wang.writes("我要找人工")
    assert "我要找人工" not in story.card(WORKERS, "1号单　").text


def test_a_resident_is_not_named_in_the_group(story: Story) -> None:
    at_work(story)
    story.xiaoyan.says("办结 1 帮张桂芳老人换了灯泡", WORKERS)
    assert "张桂芳" not in "".join(story.texts(RESIDENTS))


def test_an_edit_that_says_less_keeps_the_report(story: Story) -> None:
    message = story.wang.says(LIGHT)
    story.wang.edits(message, ".")
    assert LIGHT in story.card(WORKERS, "1号单　").text


def test_an_edit_can_take_it_back(story: Story) -> None:
    message = story.wang.says(LIGHT)
    story.wang.edits(message, "没事 发错了")
    assert story.states() == ["withdrawn"]


def test_words_under_ones_photo_bring_it_along(story: Story) -> None:
    story.all_staff()
    photo = story.wang.sends_photo("p1")
    story.forward(minutes=5)
    picture = {
        "message_id": photo,
        "date": 1,
        "chat": {"id": RESIDENTS, "type": "supergroup"},
        **MemoryGateway.photo("p1"),
    }
    story.wang.says("3号楼2单元门口井盖没了", reply_to_message=picture)
    assert any("p1" in str(sent) for sent in story.gateway.sent)


def test_a_pin_on_the_map_is_for_whoever_goes_there(story: Story) -> None:
    story.wang.says("井盖没了 就在这")
    story.wang.says("", location={"latitude": 31.2304, "longitude": 121.4737})
    assert "position=121.47370,31.23040" in story.card(WORKERS, "1号单　").text


def test_in_private_too_what_came_back_is_over(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家的水没了")
    story.forward(hours=5)
    story.wang.writes("来水了谢谢")
    assert story.states() == ["withdrawn"]


def test_in_private_too_whoever_is_on_the_way_hears_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家的水没了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=40)
    story.wang.writes("来水了谢谢")
    assert story.states() == ["claimed"]
    assert story.xiaoyan.sees("报事人说好了")


def test_a_slip_put_right_is_no_second_ticket(story: Story) -> None:
    story.zhao.says("我们3号楼2单元的电踢坏了我80多岁了爬不动")
    story.forward(minutes=1)
    story.zhao.says("是电梯不是电踢")
    assert [(ticket.building, ticket.unit) for ticket in story.tickets()] == [("3", "2")]


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


def test_another_supply_that_stops_is_another(story: Story) -> None:
    story.wang.says("停电了")
    story.person(31, "2-1-201 秀兰").says("2栋停水了")
    assert [t.matter for t in story.tickets()] == ["utility.power_outage", "utility.water_outage"]


@pytest.mark.parametrize(
    ("words", "state"), [("有了有了", "withdrawn"), ("来了来了 谢谢", "withdrawn"), ("有了吗", "open")]
)
def test_of_a_supply_there_it_is_again_is_enough(story: Story, words: str, state: str) -> None:
    story.wang.says("停电了")
    story.forward(minutes=40)
    story.wang.says(words)
    assert story.states() == [state]


def test_a_lift_that_is_back_endangers_nobody_yet(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元有人困在电梯里了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 人救出来了，门锁换了", WORKERS)
    story.forward(minutes=10)
    story.li.says("又停了 服了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0", "P1"]


def test_a_tenant_who_writes_english_is_followed_through(story: Story) -> None:
    story.all_staff()
    story.wang.says("Hi, the light in the hallway of building 3 unit 2 is broken since yesterday")
    story.forward(minutes=2)
    story.wang.says("it's on the 8th floor")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=20)
    story.wang.says("any update?")
    assert story.xiaoyan.sees("有居民催")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.says("still not fixed, it's dark")
    assert story.states() == ["claimed"]
    story.xiaoyan.says("办结 1 换了开关", WORKERS)
    story.wang.says("thanks, all good now")
    assert story.states() == ["closed"]


@pytest.mark.parametrize(
    ("first", "then", "spot"),
    [
        ("就是楼下那个麻将馆", "天天打到半夜", "麻将馆"),
        ("东门那个烧烤摊", "油烟全飘进来了 呛死", "东门"),
        ("车棚", "灯不亮了", "车棚"),
    ],
)
def test_a_thing_and_then_what_it_does_is_one_report(story: Story, first: str, then: str, spot: str) -> None:
    story.wang.says(first)
    story.forward(minutes=1)
    story.wang.says(then)
    assert [(t.spot, t.room, t.words, t.doubtful) for t in story.tickets()] == [(spot, "", f"{first} {then}", False)]


@pytest.mark.parametrize(
    ("first", "then", "minutes"),
    [
        ("今天开会真累", "楼道灯坏了", 1),
        ("我在超市", "楼道灯坏了", 1),
        ("就是楼下那个麻将馆", "楼道灯坏了", 5),
        ("昨天那个快递驿站又涨价了", "下水道堵了", 1),
        ("你在驿站吗", "下水道堵了", 1),
        ("就是楼下那个麻将馆", "我家厨房着火了", 1),
    ],
)
def test_talk_before_a_report_is_no_part_of_it(story: Story, first: str, then: str, minutes: int) -> None:
    story.wang.says(first)
    story.forward(minutes=minutes)
    story.wang.says(then)
    assert [(ticket.words, ticket.building) for ticket in story.tickets()] == [(then, "3")]


def test_what_is_told_in_parts_is_one_thing(story: Story) -> None:
    for words in ("那个", "3号楼2单元", "灯", "又不亮了"):
        story.zhao.says(words)
    assert [(t.matter, t.building, t.unit, t.doubtful) for t in story.tickets()] == [
        ("property_repair.corridor_light", "3", "2", False)
    ]
    assert "3号楼2单元" in story.last(RESIDENTS).text


@pytest.mark.parametrize(
    "parts", [("喂 那个过道", "3号楼2单元的", "灯不亮 黢黑的"), ("楼道灯", "3号楼2单元的", "又灭了")]
)
def test_a_place_between_the_halves_stays_told(story: Story, parts: tuple[str, ...]) -> None:
    story.all_staff()
    for words in parts:
        story.zhao.says(words)
    assert [(t.matter, t.building, t.unit, t.doubtful) for t in story.tickets()] == [
        ("property_repair.corridor_light", "3", "2", False)
    ]


@pytest.mark.parametrize(
    ("first", "then", "matters"),
    [
        ("3号楼电梯坏了", "水泵不动了 没水", ["property_repair.elevator_fault", "utility.water_outage"]),
        ("楼道灯不亮", "单元门锁不上", ["property_repair.corridor_light", "property_repair.access_gate"]),
    ],
)
def test_another_trouble_told_at_once_is_no_other_half(story: Story, first: str, then: str, matters: list[str]) -> None:
    story.zhao.says(first)
    story.forward(seconds=20)
    story.zhao.says(then)
    assert [ticket.matter for ticket in story.tickets()] == matters


@pytest.mark.parametrize("then", ["又灭了", "没反应", "黢黑的"])
def test_what_names_nothing_is_of_what_was_just_told(story: Story, then: str) -> None:
    story.zhao.says("3号楼楼道灯坏了")
    story.forward(seconds=20)
    story.zhao.says(then)
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.corridor_light"]


def test_what_no_matter_is_felt_in_is_for_a_worker_to_name(story: Story) -> None:
    story.zhao.says("喂 楼下那个")
    assert [ticket.doubtful for ticket in story.tickets()] == [True]
    assert not story.texts(RESIDENTS)


def test_a_second_half_makes_the_first_sure(story: Story) -> None:
    story.zhao.says("楼道里那个灯")
    assert story.ticket().doubtful
    story.zhao.says("又不亮了黑漆漆的")
    assert [ticket.doubtful for ticket in story.tickets()] == [False]
    assert "编号1　楼道灯" in story.last(RESIDENTS).text


def test_a_place_before_somebody_elses_words_is_not_theirs(story: Story) -> None:
    story.zhao.says("3号楼2单元")
    story.li.says("楼道灯坏了")
    story.forward(minutes=10)
    story.zhao.says("楼道灯坏了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "1"]


def test_what_is_out_again_after_it_was_taken_back_is_where_it_was(story: Story) -> None:
    story.zhao.says("3号楼门口下水道往外冒水臭死了")
    story.zhao.says("算了不用来了水自己下去了")
    story.forward(minutes=10)
    story.zhao.says("又冒出来了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "3"]


def test_who_goes_on_about_a_complaint_is_read_by_the_street_alone(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    for words in ("我要投诉那个网格员", "说了三次都不来", "别告诉她是我说的"):
        story.wang.writes(words)
    assert len(story.tickets()) == 1
    assert story.texts(WORKERS) == []
    assert "说了三次都不来" in story.last(OFFICIALS).text
    story.wang.writes("我家马桶堵了")
    assert len(story.tickets()) == 2


def test_who_goes_on_about_a_danger_in_private_adds_to_it(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    for words in ("我摔了 起不来", "我一个人在家", "快点"):
        story.wang.writes(words)
    assert len(story.tickets()) == 1
    story.wang.writes("厨房着火了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0", "P0"]


@pytest.mark.parametrize("words", ["垃圾物业", "你们这些废物 天天收钱不干活", "你们是死人吗", "滚蛋"])
def test_insults_open_nothing(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.tickets() == []


def test_trouble_beside_an_insult_is_heard(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯坏了 你们是死人吗")
    assert len(story.tickets()) == 1


def test_while_somebody_is_to_see_to_it_they_hear_that_it_is_not_so(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 来电了", WORKERS)
    assert story.ticket().submitted_by == story.xiaoyan.who.id
    said = story.wang.says("哪有电啊 还是黑的")
    assert story.chen.sees("居民说还没解决")
    assert story.xiaoyan.sees("居民说还没解决")
    assert story.reaction(said) == "👌"


def told_hours_ago(story: Story) -> None:
    """A result told in private, hours after what was reported there."""
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家马桶堵了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("已联系 1", WORKERS)
    story.forward(hours=3)
    story.xiaoyan.says("办结 1 疏通了", WORKERS)
    story.forward(hours=1)


@pytest.mark.parametrize(("words", "state"), [("还是堵", "claimed"), ("好了 谢谢", "closed"), ("好的谢谢", "resolved")])
def test_hours_later_too_a_result_is_answered_in_private(story: Story, words: str, state: str) -> None:
    told_hours_ago(story)
    story.wang.writes(words)
    assert story.states() == [state]


def test_something_else_after_a_result_is_something_else(story: Story) -> None:
    told_hours_ago(story)
    story.wang.writes("我家没电了")
    assert story.states() == ["resolved", "open"]


def test_the_answer_to_a_question_is_no_trouble_of_its_own(story: Story) -> None:
    story.all_staff()
    story.wang.says("楼道有味")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 什么味", WORKERS)
    story.wang.says("像臭鸡蛋")
    assert len(story.tickets()) == 1
    assert story.ticket().waiting_since is None


def test_an_address_in_english_is_added_to_what_was_just_told(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("my toilet is blocked")
    story.wang.writes("building 3 unit 2 room 803")
    assert len(story.tickets()) == 1


def test_at_night_nobody_is_said_to_be_told_of_what_waits_till_morning(story: Story) -> None:
    story.all_staff()
    story.until(20, 23, 10)
    story.wang.says("楼上漏水滴到我床上了 3号楼2单元501")
    assert story.ticket().service_class == "P2"
    assert "这会儿没有人值班" in story.last(RESIDENTS).text
    assert "没有人值夜班" not in " ".join(story.chen.hears())


def test_who_is_to_verify_hears_that_it_is_over(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了保险", WORKERS)
    story.wang.says("来电了")
    assert story.chen.sees("报事人说好了")
    assert story.states() == ["open"]


def test_still_no_good_is_of_where_it_was_told_not_of_home(story: Story) -> None:
    story.all_staff()
    story.zhao.says("3号楼2单元的电梯坏了我80多岁了爬不动")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    story.forward(hours=1)
    story.zhao.says("还是不行啊一直停在5楼")
    assert [(ticket.building, ticket.state) for ticket in story.tickets()] == [("3", "claimed")]


@pytest.mark.parametrize(
    ("words", "hours"), [("3号楼2单元电梯停了", 5), ("2号楼1单元下水道堵了", 30), ("3号楼2单元楼道灯不亮", 2)]
)
def test_what_is_told_anew_when_it_was_done_long_ago_is_heard(story: Story, words: str, hours: int) -> None:
    story.zhao.says(words)
    story.xiaoyan.writes("接单 1")
    story.xiaoyan.writes("办结 1 换了新的，好了")
    story.forward(minutes=10)
    story.person(811, "3-2-302 刘师傅").says("弄好了吗")
    assert len(story.tickets()) == 1
    story.forward(hours=hours)
    story.person(811, "3-2-302 刘师傅").says(words)
    assert [ticket.state for ticket in story.tickets()] == ["resolved", "open"]


@pytest.mark.parametrize("minutes", [2, 14, 50])
@pytest.mark.parametrize("words", ["不用来了", "算了不用来了 我自己通了", "不用来了谢谢", "撤了吧", "没事了", "别来了"])
def test_what_was_told_in_private_is_taken_back_an_hour_later_too(story: Story, words: str, minutes: int) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=minutes)
    story.wang.writes(words)
    assert story.states() == ["withdrawn"]
    assert story.xiaoyan.sees("不用去了")


@pytest.mark.parametrize("words", ["不用来了吗", "不用来了 厨房着火了", "不用来了 2号楼也堵了", "别来晚了"])
def test_what_is_asked_or_told_besides_takes_nothing_back(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.forward(minutes=50)
    story.wang.writes(words)
    assert story.states()[0] == "open"


def test_of_two_things_it_is_asked_which_is_taken_back(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.wang.writes("我家暖气不热")
    story.forward(minutes=50)
    story.wang.writes("不用来了")
    assert story.states() == ["open", "open"]
    story.wang.presses("下水堵塞", story.wang.who.id)
    assert story.states() == ["withdrawn", "open"]


def test_days_later_it_is_asked_whether_that_was_meant(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我家厕所堵了")
    story.forward(days=2)
    story.wang.writes("没事了")
    assert story.states() == ["open"]
    assert story.wang.sees("是哪一件").labels == ["1 下水堵塞 3号楼2单元"]


def test_who_is_afraid_takes_nothing_back_and_hears_how_far_it_is(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我老公又打我了")
    story.forward(hours=1)
    story.wang.writes("刚才说的那个事 有人管吗")
    assert "编号1　婚姻家庭" in story.wang.hears()[-1]
    story.wang.writes("算了 别管了 我怕惹麻烦")
    assert story.states() == ["open"]
    assert "我怕惹麻烦" in story.card(WORKERS, "1号单　").text
    assert not [text for text in story.chen.hears() if "没事了" in text]


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
