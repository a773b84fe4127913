"""Stories of danger that staff tell in words of their own, under a card, in private, beside a result."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_own_words import offered, taken


@pytest.mark.parametrize(
    ("words", "kind", "first"),
    [
        ("着火了", "fire", "马上打119"),
        ("到了，现场着火了", "fire", "马上打119"),
        ("检查发现楼道着火了", "fire", "马上打119"),
        ("燃气味很大 有人晕了", "gas", "别动火"),
    ],
)
def test_danger_told_by_its_worker_under_a_card_rings_people(story: Story, words: str, kind: str, first: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger) == ("P0", kind)
    assert words in story.chen.sees("紧急：1号单").text
    assert words in story.card(WORKERS, "1号单　").text
    assert story.last(RESIDENTS).text.startswith(first)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("老人晕倒了", "unconscious"),
        ("老人晕倒没有呼吸，已打120", "unconscious"),
        ("有人晕倒了，谁能来？", "unconscious"),
        ("有人要跳楼", "suicide"),
    ],
)
def test_what_no_group_may_read_is_a_ticket_of_its_own(story: Story, words: str, kind: str) -> None:
    card = taken(story)
    before = story.standing(RESIDENTS)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    light, ticket = story.tickets()
    assert (light.service_class, ticket.service_class, ticket.danger) == ("P2", "P0", kind)
    assert (ticket.building, ticket.unit) == ("3", "2")
    assert words in story.chen.sees("紧急：2号单").text
    assert story.standing(RESIDENTS) == before


@pytest.mark.parametrize("where", ["private", "nobody's", "colleague's", "for somebody"])
def test_danger_is_heard_from_whoever_tells_it_to_staff(story: Story, where: str) -> None:
    card = offered(story)
    if where == "private":
        story.xiaoyan.presses("接单", WORKERS)
        story.xiaoyan.writes("着火了", reply_to=story.xiaoyan.sees("1号单　").id)
    elif where == "for somebody":
        story.xiaoyan.says("代报 1号楼 电梯坏了", WORKERS)
        story.xiaoyan.says("着火了", WORKERS, reply_to=story.card(WORKERS, "2号单　").id)
    else:
        (story.yali if where == "colleague's" else story.xiaoyan).says("着火了", WORKERS, reply_to=card)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize(
    "words",
    [
        "已联系消防来看过",
        "火已灭",
        "不是着火 是烧纸",
        "没有人晕倒，老人只是睡着了",
        "电梯困人已救出",
        "老人刚才晕倒了，已送医",
        "已排查燃气泄漏，没有漏气",
        "着火原因是电线老化",
        "着火了吗",
        "有人要跳楼是误会",
    ],
)
def test_a_note_that_only_speaks_of_danger_is_a_note(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger, ticket.news) == ("P2", "", words)
    assert not any("紧急" in text for text in story.chen.hears())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("着火了，没有人受伤", "fire"),
        ("没有明火但是煤气味很大", "gas"),
        ("灯修好了，但是隔壁着火了", "fire"),
        ("灯灭了 楼道着火了", "fire"),
        ("灯修好了隔壁着火了", "fire"),
        ("我回来了，发现着火了", "fire"),
        ("昨天修的，今天着火了", "fire"),
        ("检查过程中发现着火了", "fire"),
        ("着火了，原因不明", "fire"),
        ("火还没有扑灭，着火了", "fire"),
        ("着火了，无法控制住", "fire"),
        ("有没有人受伤？着火了", "fire"),
        ("着火了不是误报", "fire"),
        ("不是演练，着火了", "fire"),
        ("3楼火灭了，5楼着火了", "fire"),
        ("燃气泄漏 关了总阀还有味", "gas"),
        ("老人晕倒了，没人送医", "unconscious"),
        ("老人晕倒了，没有醒过来", "unconscious"),
        ("电梯困人了，人还没救出来", "lift"),
        ("两家因误会打架，动刀了", "crime"),
        ("the lamp is fixed but there is a fire on floor 4", "fire"),
    ],
)
def test_danger_beside_what_is_none_or_over_rings_people(story: Story, words: str, kind: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    ticket = story.tickets()[-1]
    assert (ticket.danger, ticket.building, ticket.unit) == (kind, "3", "2")
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize(
    "words",
    [
        "火已扑灭，系电动车起火",
        "居民晕倒 120已接走",
        "着火现场已清理",
        "现场无明火，冒烟的是烧糊的锅",
        "烧糊锅冒烟，已处理",
        "打架双方已带离",
        "电梯困人已放人",
        "楼道电动车充电有着火隐患",
        "电线裸露，有触电危险",
        "差点着火",
        "担心着火",
        "老人身体不好，经常晕倒",
        "电梯里没有人",
        "群里说3号楼着火，是假的",
        "是否着火待核实",
        "fire extinguisher expired",
        "no gas leak found",
    ],
)
def test_a_work_note_rings_nobody(story: Story, words: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert [ticket.service_class for ticket in story.tickets()] == ["P2"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("到场 着火了", "on_site"),
        ("上报 楼道着火了，快来人", "open"),
        ("转派 亚丽 楼道着火了", "claimed"),
        ("办结 灯换了，3楼着火了", "open"),
    ],
)
def test_danger_beside_a_buttons_word_rings_people(story: Story, words: str, state: str) -> None:
    card = taken(story)
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    ticket = story.tickets()[-1]
    assert (ticket.danger, ticket.building, ticket.state) == ("fire", "3", state)
    assert story.chen.sees("紧急：").text


def test_danger_in_the_answer_to_a_question_rings_people(story: Story) -> None:
    taken(story)
    story.xiaoyan.presses("办结", WORKERS)
    story.xiaoyan.says("灯换了，3楼着火了", WORKERS, reply_to=story.last(WORKERS).id)
    light, fire = story.tickets()
    assert (light.state, fire.danger, fire.building) == ("resolved", "fire", "3")
    assert story.chen.sees("紧急：2号单").text


@pytest.mark.parametrize("words", ["着火了", "3号楼着火了，大家快去"])
def test_a_fire_just_told_is_rung_once(story: Story, words: str) -> None:
    card = taken(story)
    story.li.says("3号楼2单元着火了")
    rung = len(story.chen.hears())
    story.xiaoyan.says(words, WORKERS, reply_to=card)
    assert [ticket.danger for ticket in story.tickets()] == ["", "fire"]
    assert story.ticket(2).news == words
    assert len(story.chen.hears()) == rung


def test_who_fainted_is_told_once_by_two_workers(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("老人晕倒了", WORKERS, reply_to=card)
    story.yali.says("老人晕倒没呼吸", WORKERS, reply_to=card)
    assert [ticket.danger for ticket in story.tickets()] == ["", "unconscious"]
    assert "没呼吸" in story.card(WORKERS, "特急").text
    story.yali.says("又有一个老人晕倒了", WORKERS, reply_to=card)
    assert len(story.tickets()) == 3


def test_how_a_danger_ended_is_no_new_one(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼1单元着火了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 厨房着火，消防到场，无人伤亡", WORKERS)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["2号楼着火了", "轿厢里冒烟着火了"])
def test_a_fire_elsewhere_or_besides_is_no_note_to_the_danger_of_the_card(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯困人了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(words, WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert [ticket.danger for ticket in story.tickets()] == ["lift", "fire"]


def test_danger_in_another_building_or_after_the_end_is_its_own(story: Story) -> None:
    card = taken(story)
    story.xiaoyan.says("1号楼着火了", WORKERS, reply_to=card)
    story.xiaoyan.says("办结 1 灯换了", WORKERS)
    story.xiaoyan.says("老人晕倒了", WORKERS, reply_to=card)
    assert [(t.service_class, t.danger, t.building) for t in story.tickets()] == [
        ("P2", "", "3"), ("P0", "fire", "1"), ("P0", "unconscious", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["我马上到", "马上去", "好的，我这就去", "我去看看"])
def test_who_says_to_be_coming_to_a_danger_has_taken_it(story: Story, words: str) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.wang.says("1号楼楼道灯不亮")
    story.xiaoyan.says(words, WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, None]


def test_a_colleague_of_another_grid_may_be_the_first_to_come(story: Story) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.yali.says("我马上到", WORKERS)
    assert story.ticket().claimed_by == 502


@pytest.mark.parametrize("words", ["我去", "我来", "马上到饭点了", "谁马上到"])
def test_other_talk_among_workers_takes_nothing(story: Story, words: str) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by is None


def test_who_is_coming_takes_no_ordinary_ticket_long_after_its_card(story: Story) -> None:
    story.all_staff()
    story.wang.says("1号楼楼道灯不亮")
    story.forward(minutes=8)
    story.xiaoyan.says("我马上到", WORKERS)
    assert story.ticket().claimed_by is None


@pytest.mark.parametrize(
    ("words", "danger", "building"),
    [
        ("3号楼着火了", "fire", "3"),
        ("3号楼2单元楼道好大煤气味", "gas", "3"),
        ("1号楼有人晕倒了，谁在附近", "unconscious", "1"),
        ("门口有人拿刀砍人", "crime", ""),
        ("5号楼电梯困人了", "lift", "5"),
    ],
)
def test_danger_told_among_staff_under_no_card_rings_people(
    story: Story, words: str, danger: str, building: str
) -> None:
    """Nobody but who read the group heard of it."""
    story.all_staff()
    before = story.standing(RESIDENTS)
    story.xiaoyan.says(words, WORKERS)
    (ticket,) = story.tickets()
    assert (ticket.service_class, ticket.danger, ticket.building) == ("P0", danger, building)
    assert story.chen.sees("紧急：1号单")
    assert story.standing(RESIDENTS) == before


def test_danger_told_among_staff_of_which_residents_have_told_is_a_word_of_that(story: Story) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    rung = len(story.chen.hears())
    story.xiaoyan.says("3号楼着火了", WORKERS)
    (ticket,) = story.tickets()
    assert ("3号楼着火了" in ticket.news, len(story.chen.hears())) == (True, rung)
    story.xiaoyan.says("2号楼也着火了", WORKERS)
    assert [each.building for each in story.tickets()] == ["3", "2"]


def test_whether_anybody_sees_to_a_danger_tells_of_it(story: Story) -> None:
    story.all_staff()
    story.chen.says("3号楼2单元着火了有人管吗", WORKERS)
    assert story.ticket().service_class == "P0"


@pytest.mark.parametrize(
    "words",
    [
        "3号楼着火了吗",
        "3号楼没着火，是烧纸",
        "3号楼的火已经扑灭了",
        "昨天3号楼着火是电动车充电引起的",
        "着火了先打119，再报群里",
        "下午3号楼消防演练，不是真着火",
        "群里说3号楼着火，是假的",
        "3号楼困的人救出来了",
        "电梯困人的台账今天交",
        "防止老人走失，可以领防走失手环",
        "大家注意防煤气中毒",
        "好的",
    ],
)
def test_what_staff_say_of_danger_among_themselves_rings_nobody(story: Story, words: str) -> None:
    story.all_staff()
    story.xiaoyan.says(words, WORKERS)
    assert story.tickets() == []
