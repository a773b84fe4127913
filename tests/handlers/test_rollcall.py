"""Stories of 接龙 and 点名: every household answers once, the group reads counts, the asker who is left."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from bot.enclosures import Enclosures
from models.outbox import Outbox
from models.rollcall import RollCall, RollCallAnswer
from rules.messages import Act
from tests.bot.test_enclosures import cells
from tests.handlers.story import RESIDENTS, Person, Story, on_both

DOORS = [f"3-{unit}-{floor}0{side}" for unit in (1, 2) for floor in (1, 2, 5) for side in (1, 2)]
pytestmark = pytest.mark.all_staff
ASKS = "接龙 3号楼：体检几人参加，周五18点截止"


def asked(story: Story, text: str = ASKS) -> int:
    """The secretary asks; returns the card in the group."""
    story.chen.writes("花名册 " + " ".join(DOORS))
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    return story.last(RESIDENTS).id


def card(story: Story) -> str:
    story.forward(seconds=6)
    return next(text for text in story.standing(RESIDENTS) if "已答" in text or "截止" in text)


def board(story: Story, words: str = "号接龙　") -> str:
    story.forward(seconds=6)
    return story.chen.sees(words).text


def rows(story: Story, table: Any) -> list[Any]:
    with story.database.transaction() as session:
        found = list(session.exec(select(table).order_by(table.id)))
        session.expunge_all()
    return found


def answers(story: Story) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for row in rows(story, RollCallAnswer):
        found.setdefault(row.household, {})[row.item] = row.value
    return found


def test_a_question_is_shown_asked_answered_and_told(story: Story) -> None:
    story.chen.writes("花名册 " + " ".join(DOORS))
    story.chen.writes(ASKS)
    shown = story.chen.sees("这样发")
    assert "接龙（3号楼）" in shown.text and "截止：11月20日18:00" in shown.text and "体检几人参加" in shown.text
    assert "每户点人数：参加" in shown.text
    assert shown.labels == ["发送", "改", "不发"]
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.last(RESIDENTS).labels == ["0", "1", "2", "3", "4+"]
    assert "已答" not in story.last(RESIDENTS).text
    assert story.wang.presses("2") == "记下了：参加2人。18:00前都能改。"
    assert story.wang.presses("3") == "记下了：参加3人。18:00前都能改。"
    assert story.person(14, "3-2-501 王叔").presses("1") == "记下了：参加1人。18:00前都能改。"
    assert "多过4的，回复那条写数字" in story.li.presses("4+")
    assert answers(story) == {"3-2-501": {0: 1}, "3-2-1203": {0: 4}}
    assert "已答2户：参加5人" in card(story) and "3号楼 已答 2/13 户" in card(story)
    told = board(story)
    assert "答了2/13户：参加5人" in told and "还差11户" in told and "3-1-101" in told and "3-2-501" not in told
    assert "3号楼　2/13户（1单元0/6，2单元2/7）" in told
    story.until(20, 18, 1)
    assert story.wang.presses_data("1|rc|0|1.0.2", story.last(RESIDENTS).id) == "18:00已经截止了，不再收了。"
    assert answers(story)["3-2-501"] == {0: 1}
    assert story.standing(RESIDENTS)[-1] == "“体检几人参加”截止了，2/13户答了：参加5人。谢谢大家。"
    assert story.seen(RESIDENTS)[-2].labels == [] and "已截止" in story.seen(RESIDENTS)[-2].text
    assert "截止了：2/13户答了，参加5人。还差11户。" in story.chen.hears()[-1]


def test_options_are_chosen_and_changed(story: Story) -> None:
    there = asked(story, "接龙 3号楼：周六大扫除 参加/不参加/看情况，周五18点截止")
    assert story.last(RESIDENTS).labels == ["参加", "不参加", "看情况"]
    assert story.wang.presses("不参加") == "记下了：不参加。18:00前都能改。"
    assert story.wang.presses("看情况") == "记下了：看情况。18:00前都能改。"
    story.li.says("参加", reply_to=there)
    assert "已答2户：参加1户、不参加0户、看情况1户" in card(story)


@on_both
def test_who_has_no_door_is_asked_in_private_once(story: Story) -> None:
    asked(story)
    ming = story.person(15, "阿明")
    assert ming.presses("2") == "记下了：参加2人。您是哪一户？私聊小格发门牌，比如3-2-501。"
    story.person(16, "小红").starts()
    hong = story.person(16, "小红")
    assert "私聊里问您了" in hong.presses("1")
    hong.presses("3")
    assert sum("您是哪一户" in words for words in hong.hears()) == 1
    assert "另有2人没写门牌" in board(story)
    hong.writes("9-1-101")
    assert hong.hears()[-1] == "这里没有9号楼，请再写一遍，比如3-2-501。"
    hong.writes("我家3-1-102")
    assert hong.hears()[-1] == "门牌记上了，谢谢您。"
    assert answers(story) == {"u15": {0: 2}, "3-1-102": {0: 3}}
    ming.writes("3栋1单元102")
    assert answers(story) == {"3-1-102": {0: 3}}
    assert story.tickets() == []


def test_the_missing_are_asked_before_the_deadline_but_not_at_night(story: Story) -> None:
    grid = story.call(lambda desk: next(s.id for s in desk.town.spots.values() if s.level == "grid"))
    story.wang.starts(f"p{grid}")
    story.li.starts(f"p{grid}")
    story.zhao.starts(f"p{grid}")
    asked(story)
    story.li.presses("1")
    story.until(20, 14, 59)
    assert not any("还没答" in words for words in story.wang.hears())
    story.until(20, 15, 1)
    assert "您家还没答这条" in story.wang.hears()[-1] and not any("还没答" in words for words in story.li.hears())
    assert not any("还没答" in words for words in story.zhao.hears())
    assert story.wang.presses("2", story.wang.who.id).startswith("记下了：参加2人")
    story.wang.writes("3")
    assert answers(story)["3-2-501"] == {0: 3}


STEWARDS = """
places:
  - {code: gm,        level: street,     name: 光明街道}
  - {code: gm-dh,     level: community,  name: 达濠社区, parent: gm}
  - {code: gm-dh-1,   level: grid,       name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-dh-1-2, level: micro_grid, name: 3号楼2单元, parent: gm-dh-1, buildings: ["/3/2"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 801, name: 李楼长, roles: [{role: building_steward, place: gm-dh-1}]}
  - {user_id: 802, name: 王单元长, roles: [{role: unit_steward, place: gm-dh-1-2}]}
"""


def test_what_is_missing_is_listed_for_each_steward_by_unit(open_story: Callable[..., Story]) -> None:
    story = open_story(STEWARDS)
    whole, unit = story.staff(801, "李楼长"), story.staff(802, "王单元长")
    asked(story)
    story.person(14, "3-2-201 小陈").presses("1")
    story.until(20, 15, 59)
    assert not any("没答" in words for words in (*whole.hears(), *unit.hears()))
    story.until(20, 16, 1)
    assert whole.hears()[-1] == (
        "1号接龙（体检几人参加）还有11户没答，18:00截止。请您帮忙问一声，问到了写“代答 3-1-101 2”：\n"
        "3号楼1单元　101 102 201 202 501 502\n3号楼2单元　101 102 202 501 502"
    )
    assert "还有5户没答" in unit.hears()[-1] and "1单元　" not in unit.hears()[-1]
    unit.writes("代答 3-2-101 2人")
    assert answers(story)["3-2-101"] == {0: 2}
    story.until(20, 17, 59)
    assert sum("没答" in words for words in whole.hears()) == 1


def test_the_board_is_for_those_who_answer_for_the_place(story: Story) -> None:
    asked(story)
    story.wang.presses("2")
    story.xiaoyan.writes("接龙 看 1")
    assert "还差11户" in story.xiaoyan.hears()[-1]
    story.yali.writes("接龙 看 1")
    assert story.yali.hears()[-1] == "没有您能看的1号接龙。"
    story.wu.writes("接龙 列表")
    assert "1号　体检几人参加　18:00截止" in story.wu.hears()[-1]
    assert story.xiaoyan.presses("名单", story.xiaoyan.who.id) == "名单私下发您了。"
    file = [r.payload["encloses"] for r in rows(story, Outbox) if "roll" in r.payload.get("encloses", {})][-1]
    sheet = cells(Enclosures(story.database, story.resources).made(file).content)
    assert "3-1-101" not in sheet and "<t>101</t>" in sheet and "点的" in sheet
    assert story.yali.presses_data("1|rc_list|0|1", 1, story.yali.who.id) == "这个按钮用不了了，请看最新那条。"


FAULTS = (
    ("接龙", "写上问哪里、问什么、什么时候截止"),
    ("接龙 9号楼：体检几人参加", "不知道“9号楼”是哪里"),
    ("接龙 3号楼：体检几人参加，昨天18点截止", "截止时间已经过了，换个时间，没有发。"),
    ("接龙 工作群：今天几人到岗", "接龙只问住户"),
    ("接龙 网格员：今天几人到岗", "接龙只问住户"),
    ("接龙 3号楼：甲/乙/丙/丁/戊/己/庚", "问得太多了，最多6个选项或3个数，没有发。"),
    ("接龙 3号楼：几人去、几人不去、几人没定、几人要车", "问得太多了"),
    ("点名 月亮小区：体检几人参加", "不知道“月亮小区”是哪里"),
    ("代答 3-2-501 2人", "没有正在收的接龙。"),
    ("代答", "写上门牌和答的"),
    ("接龙 看 7", "没有您能看的7号接龙。"),
    ("接龙 3号楼：", "要问大家什么？"),
)


def test_what_cannot_be_asked_is_said_and_nothing_is_sent(story: Story) -> None:
    for text, words in FAULTS:
        story.chen.writes(text)
        assert words in story.chen.hears()[-1], text
    story.sweep()
    assert story.standing(RESIDENTS) == [] and rows(story, RollCall) == []


def test_an_empty_audience_is_said(open_story: Callable[..., Story]) -> None:
    story = open_story(
        "places:\n  - {code: gm, level: street, name: 光明街道}\n"
        "people:\n  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}\n"
    )
    story.wu.writes("接龙 光明街道：体检几人参加")
    assert story.wu.hears()[-1] == "那里还没有能收到的群或人，没有发。"


def test_a_recalled_question_takes_no_answers_and_a_new_deadline_counts(story: Story) -> None:
    there = asked(story)
    story.chen.writes("接龙 改")
    story.chen.writes("内容 体检几人参加，家里几人要上门")
    assert story.chen.hears()[-1] == "发出以后，选项和要填的数不能改了。要换问法，请撤回重发。"
    story.chen.writes("截止 今天20点")
    story.forward(seconds=6)
    assert story.wang.presses("2") == "记下了：参加2人。20:00前都能改。"
    story.until(20, 18, 30)
    assert story.wang.presses("1") == "记下了：参加1人。20:00前都能改。"
    story.chen.writes("接龙 撤回 1")
    story.forward(seconds=6)
    assert story.wang.presses_data("1|rc|0|1.0.2", there) == "这个按钮用不了了，请看最新那条。"
    story.until(20, 20, 5)
    assert not any("截止了" in text for text in story.standing(RESIDENTS))


def test_its_verbs_touch_no_other_notice(story: Story) -> None:
    story.chen.writes("广播 第一网格@所有人：下楼领表")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    for words in ("接龙 撤回", "接龙 撤回 1"):
        story.chen.writes(words)
        assert "可以这样办的通知" in story.chen.hears()[-1] or "1号通知找不到" in story.chen.hears()[-1]
    story.chen.writes("接龙 9")
    assert story.chen.hears()[-1] == "没有您能看的9号接龙。"
    story.forward(seconds=6)
    assert "下楼领表" in story.standing(RESIDENTS)[0]


def test_answers_are_forgotten_in_time(story: Story) -> None:
    asked(story)
    story.wang.presses("2")
    story.until(20, 18, 1)
    story.now += timedelta(days=31)
    story.sweep()
    assert rows(story, RollCallAnswer) == []


@on_both
def test_whatever_households_press_the_result_is_what_a_count_by_hand_gives(story: Story) -> None:
    """Taps, words and marks at random, some of them too late: the last of each household before the deadline."""
    there = asked(story, "点名 3号楼：几人下楼、几人需上门，周五18点截止")
    chance, expected = Random(20261120), {}
    people = [story.person(1000 + n, f"{door} 住户") for n, door in enumerate([*DOORS, *DOORS[:4]])]
    for _ in range(60):
        if chance.random() < 0.1:
            story.now += (story.now.replace(hour=11, minute=0) - story.now) / 7
        place = chance.randrange(len(people))
        item, value = chance.randrange(2), chance.randrange(5)
        people[place].presses_data(f"1|rc|0|1.{item}.{value}", there)
        expected[[*DOORS, *DOORS[:4]][place], item] = value
    story.until(20, 18)
    for person in people[:3]:
        person.presses_data("1|rc|0|1.0.4", there)
    story.forward(seconds=5)
    whole = {door for door, _ in expected if {(door, 0), (door, 1)} <= expected.keys()}
    sums = [sum(value for (_, each), value in expected.items() if each == item) for item in (0, 1)]
    half = len({door for door, _ in expected} - whole)
    begun = f"，另有{half}户没答全" if half else ""
    assert f"{len(whole)}/12户答了{begun}：下楼{sums[0]}人、需上门{sums[1]}人" in story.standing(RESIDENTS)[-1]
    assert f"还差{len(DOORS) - len(whole)}户" in story.chen.hears()[-1]


def test_many_taps_at_once_make_few_edits(story: Story) -> None:
    there = asked(story, "接龙 第一网格：体检几人参加，周五18点截止")
    began = len(story.gateway.sent)
    for n in range(60):
        who = Person(story, story.person(2000 + n, f"{1 + n % 3}-{1 + n % 2}-{201 + n} 住户").who)
        story.gateway.press(RESIDENTS, who.who, there, "3")
    story.settle()
    story.sweep()
    story.forward(seconds=6)
    edits = [d for d in story.gateway.sent[began:] if d.out.act is Act.EDIT and d.out.chat == RESIDENTS]
    assert 1 <= len(edits) <= 3
    assert "已答60户：参加180人" in card(story)


def test_what_was_asked_of_today_is_told_by_its_date_the_next_day(story: Story) -> None:
    story.until(20, 20)
    story.chen.writes("点名 第一网格：今天体检几人参加，明天10点截止")
    story.chen.presses("发送", 601)
    story.forward(minutes=2)
    assert "1号接龙　今天体检几人参加" in story.chen.sees("1号接龙").text
    story.until(21, 10, 1)
    assert story.chen.sees("截止了").text.startswith("1号接龙“11月20日体检几人参加”截止了")
    assert not any("今天体检" in text for text in story.texts(RESIDENTS) if "截止了" in text)
