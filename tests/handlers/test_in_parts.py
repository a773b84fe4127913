"""Stories of one thing told in several messages: a place, a thing, and then what it does."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story


@pytest.mark.parametrize("words", ["在2号楼", "是2号楼", "2号楼的", "2号楼楼下那个"])
def test_a_place_told_afterwards_counts(story: Story, words: str) -> None:
    story.person(501, "3-2-501 王阿姨")
    wang = story.person(780, "3-2-501 王阿姨")
    wang.says("电梯坏了")
    wang.says(words)
    assert [ticket.building for ticket in story.tickets()] == ["2"]


def test_a_slip_put_right_is_no_second_ticket(story: Story) -> None:
    story.zhao.says("我们3号楼2单元的电踢坏了我80多岁了爬不动")
    story.forward(minutes=1)
    story.zhao.says("是电梯不是电踢")
    assert [(ticket.building, ticket.unit) for ticket in story.tickets()] == [("3", "2")]


@pytest.mark.parametrize(
    ("first", "then", "spot"),
    [
        ("就是楼下的麻将馆", "天天打到半夜", "楼下的麻将馆"),
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
        ("就是楼下那个超市", "楼道灯坏了", 5),
        ("昨天那个快递驿站又涨价了", "下水道堵了", 1),
        ("你在驿站吗", "下水道堵了", 1),
        ("就是楼下那个超市", "我家厨房着火了", 1),
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
    story.zhao.says("院里那个门禁")
    assert story.ticket().doubtful
    story.zhao.says("又刷不开了 进不去")
    assert [ticket.doubtful for ticket in story.tickets()] == [False]
    assert "编号1　" in story.last(RESIDENTS).text


def test_a_place_before_somebody_elses_words_is_not_theirs(story: Story) -> None:
    story.zhao.says("3号楼2单元")
    story.li.says("楼道灯坏了")
    story.forward(minutes=10)
    story.zhao.says("楼道灯坏了")
    assert [ticket.building for ticket in story.tickets()] == ["3", "1"]


@pytest.mark.parametrize("who", ["wang", "li"])
@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("墙皮掉了", "掉了一大块，怕砸到人"),
        ("3号楼外墙瓷砖掉了", "又掉了一块 差点砸到人"),
        ("3号楼外墙皮脱落", "掉下来好大一块，砸到人怎么办"),
    ],
)
def test_what_falls_off_the_wall_that_was_told_of_is_the_same_and_more_urgent(
    story: Story, who: str, first: str, then: str
) -> None:
    story.wang.says(first)
    story.forward(minutes=2)
    getattr(story, who).says(then)
    assert [(ticket.service_class, then in ticket.news) for ticket in story.tickets()] == [("P1", True)]


@pytest.mark.parametrize(
    ("then", "minutes"),
    [("楼上掉下来一个花盆 差点砸到人", 2), ("楼上往下扔瓶子 差点砸到人", 2), ("掉了一大块，怕砸到人", 60)],
)
def test_what_else_falls_or_falls_later_is_a_ticket_of_its_own(story: Story, then: str, minutes: int) -> None:
    story.wang.says("墙皮掉了")
    story.forward(minutes=minutes)
    story.li.says(then)
    assert [ticket.service_class for ticket in story.tickets()] == ["P3", "P1"]


LAMP, DOOR = "property_repair.corridor_light", "property_repair.access_gate"
POWER = "utility.power_outage"


@pytest.mark.parametrize(
    ("first", "then", "matter"),
    [
        ("3号楼2单元灯坏了", "不是灯是门禁坏了", DOOR),
        ("楼道灯不亮了", "说错了 是电梯坏了", "property_repair.elevator_fault"),
        ("3号楼停水了", "不是停水 是停电", POWER),
        ("3号楼电梯坏了", "不好意思 不是电梯是门禁", DOOR),
    ],
)
@pytest.mark.parametrize("how", ["said", "reply", "private"])
def test_what_it_is_is_put_right_by_who_told_it(story: Story, first: str, then: str, matter: str, how: str) -> None:
    chat = story.wang.who.id if how == "private" else RESIDENTS
    story.all_staff()
    if how == "private":
        story.wang.starts()
    story.wang.says(first, chat)
    story.forward(minutes=1)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(then, chat, reply_to=story.last(RESIDENTS).id if how == "reply" else None)
    assert [(t.matter, t.words, t.news) for t in story.tickets()] == [(matter, first, then)]
    assert then in story.xiaoyan.sees("报的人说是").text


@pytest.mark.parametrize(
    ("then", "matters"),
    [
        ("门禁也坏了", [LAMP, DOOR]),
        ("不是坏了 是没人修", [LAMP]),
        ("不是我说你们 是真的该管管了", [LAMP]),
        ("不是灯坏了 是着火了", [LAMP, "safety_hazard.fire"]),
    ],
)
def test_what_puts_nothing_right(story: Story, then: str, matters: list[str]) -> None:
    story.wang.says("3号楼2单元灯坏了")
    story.forward(minutes=1)
    story.wang.says(then)
    assert [ticket.matter for ticket in story.tickets()] == matters


def test_what_others_have_too_is_not_put_right_by_one(story: Story) -> None:
    story.wang.says("3号楼2单元灯坏了")
    story.li.says("我家也是")
    story.wang.says("不是灯是门禁坏了")
    story.li.says("不是灯是门禁坏了")
    assert [ticket.matter for ticket in story.tickets()] == [LAMP, DOOR]


LIFT, BINS = "property_repair.elevator_fault", "sanitation.garbage_overflow"


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("我家漏水了，楼道灯不亮，电梯也坏了", {LAMP, LIFT, "property_repair.leak"}),
        ("1.电梯坏了 2.楼道灯不亮 3.垃圾三天没人倒", {LAMP, LIFT, BINS}),
        ("电梯坏了，楼道灯不亮，门禁也刷不开，垃圾也没人收", {LAMP, LIFT, DOOR, BINS}),
        ("电梯坏了，楼道灯不亮，物业不管，交钱倒是积极", {LAMP, LIFT}),
        ("楼道灯不亮，门口积水，路滑，谁管", {LAMP, "public_facility.ponding"}),
        ("阳台裂缝越来越大,外墙砖也往下掉,昨儿砸了一辆车,咋还没人来", {
            "safety_hazard.dangerous_structure", "safety_hazard.falling_object",
        }),
    ],
)  # fmt: skip
@pytest.mark.parametrize("private", [False, True])
def test_three_things_in_one_message_are_three_tickets(
    story: Story, words: str, matters: set[str], private: bool
) -> None:
    story.wang.starts()
    story.wang.says(words, story.wang.who.id if private else RESIDENTS)
    assert {ticket.matter for ticket in story.tickets()} == matters
    assert not any(ticket.doubtful for ticket in story.tickets())


def test_the_third_is_at_the_house_that_was_told(story: Story) -> None:
    story.wang.says("2号楼水管漏水，路灯不亮，下水道堵了，电梯坏了")
    assert {(ticket.building, ticket.room) for ticket in story.tickets()} == {("2", "")}
    assert len(story.tickets()) == 4
