"""Stories of 收到: a household counts once however it is told, groups read counts, the missing are asked and listed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from models import export_receipts
from models.household import VulnerableHousehold
from models.session import insert
from rules.messages import Act
from tests.handlers.story import RESIDENTS, SHANGHAI, WORKERS, Person, Story, on_both

WORDS = "今天下午四点半来社区领表，收到请回复"
TEXT = f"3号楼：{WORDS}\n达濠社区"
DOORS = [f"3-{unit}-{floor}0{side}" for unit in (1, 2) for floor in (1, 2, 5) for side in (1, 2)]
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
  - {user_id: 801, name: 李楼长, roles: [{role: building_steward, place: gm-dh-1}]}
"""


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Iterator[Story]:
    """A grid with a building steward."""
    yield open_story(TOWN)


def sent(story: Story, text: str = f"广播 3号楼：{WORDS}") -> None:
    story.chen.writes(text)
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()


def listed(story: Story) -> None:
    story.chen.writes("花名册 " + " ".join(DOORS))
    assert f"记上了{len(DOORS)}户" in story.chen.hears()[-1]


def neighbours(story: Story, doors: list[str]) -> list[Person]:
    return [story.person(1000 + n, f"{door} 住户{n}") for n, door in enumerate(doors)]


def card(story: Story) -> str:
    return story.standing(RESIDENTS)[-1]


@on_both
def test_a_tap_counts_the_household_once_and_is_answered(story: Story) -> None:
    listed(story)
    sent(story)
    assert card(story) == TEXT
    assert story.wang.presses("收到") == "收到了，谢谢您。"
    assert story.wang.presses("收到") == "您家已经签收过了，谢谢。"
    other = story.person(14, "3-2-501 王叔")
    assert other.presses("收到") == "您家已经签收过了，谢谢。"
    story.sweep()
    assert card(story) == f"{TEXT}\n\n3号楼 已签收 1/{len(DOORS)} 户"


def test_typed_words_are_folded_in_silently(story: Story) -> None:
    listed(story)
    sent(story)
    before = len(story.gateway.sent)
    for text in ("收到", "收到，谢谢书记", "3-1-101收到"):
        story.li.says(text) if "3-1" not in text else story.zhao.says(text)
    assert story.gateway.sent[before:] == []
    story.sweep()
    assert f"3号楼 已签收 2/{len(DOORS) + 1} 户" in card(story)
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["代我妈收到", "帮我妈收到 谢谢", "我妈也收到了"])
def test_who_takes_note_for_their_family_takes_note_for_their_home(story: Story, words: str) -> None:
    listed(story)
    sent(story)
    story.wang.says(words)
    story.sweep()
    assert f"3号楼 已签收 1/{len(DOORS)} 户" in card(story)
    story.wang.says("收到")
    story.sweep()
    assert f"3号楼 已签收 1/{len(DOORS)} 户" in card(story)


@pytest.mark.parametrize(
    "words",
    [
        "收到了，3号楼2单元电梯又坏了",
        "收到谢谢书记 3号楼2单元电梯停了",
        "好的，3号楼2单元电梯又坏了",
        "看到了 我家水管裂了",
    ],
)
def test_a_request_after_a_receipt_is_heard_and_both_count(story: Story, words: str) -> None:
    sent(story)
    story.wang.says(words)
    assert [ticket.building for ticket in story.tickets()] == ["3"]
    story.sweep()
    assert "3号楼 已签收 1 户" in story.texts(RESIDENTS)[0]


def test_requests_of_two_after_their_receipts_are_two(story: Story) -> None:
    story.wang.says("收到 我家暖气不热")
    story.forward(minutes=2)
    story.zhao.says("收到，1栋1单元电梯停了")
    assert [(ticket.matter, ticket.building) for ticket in story.tickets()] == [
        ("utility.heating", "3"),
        ("property_repair.elevator_fault", "1"),
    ]
    assert "“1栋1单元电梯停了”" in story.texts(WORKERS)[-1]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("收到，门口的雪谁扫啊", True),
        ("好的，晚上给你带过去", False),
        ("知道了，你先去吧", False),
        ("收到一个快递坏了", False),
        ("收到水费单", False),
    ],
)
def test_talk_after_a_receipt_is_talk(story: Story, words: str, counts: bool) -> None:
    sent(story)
    story.wang.says(words)
    story.sweep()
    assert story.tickets() == []
    assert ("已签收" in story.texts(RESIDENTS)[0]) == counts


@pytest.mark.parametrize("words", ["收到谢谢领导", "好的谢谢书记", "看到了", "收到👌", "看到了谢谢"])
def test_a_receipt_with_thanks_is_one(story: Story, words: str) -> None:
    sent(story)
    story.wang.says(words)
    story.sweep()
    assert "3号楼 已签收 1 户" in card(story)


def test_a_reply_counts_for_the_notice_replied_to_and_none_for_a_ticket(story: Story) -> None:
    sent(story)
    first = story.last(RESIDENTS).id
    sent(story, "广播 3号楼 要签收：明天停梯")
    story.wang.says("收到", reply_to=first)
    story.sweep()
    assert ["已签收" in text for text in story.standing(RESIDENTS)] == [True, False]
    story.zhao.says("1号楼电梯坏了")
    story.zhao.says("收到", reply_to=story.last(RESIDENTS).id)
    story.sweep()
    assert "已签收" not in story.standing(RESIDENTS)[1]


def test_without_a_roster_only_those_who_have_taken_note_are_counted(story: Story) -> None:
    sent(story, f"广播 第一网格：{WORDS}")
    story.wang.presses("收到")
    story.zhao.presses("收到")
    story.person(15, "阿明").presses("收到")
    story.sweep()
    assert card(story).endswith("1号楼 已签收 1 户\n3号楼 已签收 1 户\n另有1户签收")


@on_both
def test_three_hundred_taps_in_ten_seconds(story: Story) -> None:
    sent(story, f"广播 第一网格：{WORDS}")
    notice = story.last(RESIDENTS).id
    began, presses = story.now, []
    for second in range(10):
        for n in range(30):
            door = f"{1 + n % 3}-{1 + second % 4}-{101 + 30 * second + n}"
            who = story.person(2000 + 30 * second + n, f"{door} 住户")
            presses.append(story.gateway.press(RESIDENTS, who.who, notice, "收到"))
        story.settle()
        story.now = began + timedelta(seconds=second + 1)
        story.sweep()
    assert {story.gateway.answers[each] for each in presses} == {"收到了，谢谢您。"}
    edits = [d for d in story.gateway.sent if d.out.act is Act.EDIT and d.out.chat == RESIDENTS]
    assert 1 <= len(edits) <= 3
    story.forward(seconds=10)
    assert sum(int(n) for n in _numbers(card(story))) == 300


def _numbers(text: str) -> list[str]:
    return [line.split(" ")[-2] for line in text.splitlines() if "已签收" in line]


# who is missing ----------------------------------------------------------------------------------------------


def test_the_missing_are_asked_in_private_then_listed_for_steward_and_worker(story: Story) -> None:
    listed(story)
    steward = story.staff(801, "李楼长")
    story.all_staff()
    people = neighbours(story, DOORS[:4])
    place = _grid(story)
    for person in people[:3]:
        person.starts(f"p{place}")
    sent(story)
    people[0].presses("收到")
    story.call(lambda desk: insert(
        desk.session, VulnerableHousehold, place_id=place, household="3-2-502", purpose="探访", consent="本人", by=601,
        at=desk.now, expires_at=desk.now + timedelta(days=30),
    ))  # fmt: skip
    story.forward(hours=2, minutes=1)
    assert not any("还没签收" in words for words in people[0].hears())
    assert "您家还没签收这条通知" in people[1].hears()[-1]
    assert people[3].hears() == []
    assert people[1].presses("收到", people[1].who.id) == "收到了，谢谢您。"
    people[2].writes("收到")
    story.forward(hours=2)
    doors = steward.hears()[-1]
    assert doors.startswith("1号通知（")
    assert [door for door in DOORS if door in doors] == DOORS[3:]
    assert doors.index("3-2-502") < doors.index("3-1-202")
    steward.says("代签 3-1-202 3-2-101", steward.who.id)
    assert steward.hears()[-1] == "1号通知代签了2户。"
    story.forward(hours=2)
    assert "要上门" in story.xiaoyan.hears()[-1]
    assert "3-1-202" not in story.xiaoyan.hears()[-1]
    story.person(1100, "3-2-502 赵爷爷家").presses("收到")
    story.forward(seconds=6)
    for who, words in ((story.xiaoyan, "要上门"), (steward, "请您帮忙问一声")):
        assert f"还有{len(DOORS) - 6}户没签收" in who.sees(words).text
        assert not {"3-2-502", "3-2-101"} & set(who.sees(words).text.split())
    story.forward(hours=20)
    assert story.chen.hears()[-1] == f"1号通知签收截止：6户签收，名册{len(DOORS)}户里差{len(DOORS) - 6}户。"
    assert card(story).endswith(f"3号楼 已签收 6/{len(DOORS)} 户\n签收已截止。")


def _grid(story: Story) -> int:
    return next(spot.id for spot in story.resources.directory.spots.values() if spot.level == "grid")


def test_nobody_is_asked_at_night(story: Story) -> None:
    listed(story)
    story.wang.starts(f"p{_grid(story)}")
    story.until(20, 20)
    sent(story)
    story.until(21, 7, 29)
    assert not any("还没签收" in words for words in story.wang.hears())
    story.until(21, 7, 31)
    assert "您家还没签收这条通知" in story.wang.hears()[-1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("代签", "写上门牌，比如"),
        ("代签 9 3-2-501", "没有等签收的通知（9号）"),
        ("代签 9号 3-2-501", "没有等签收的通知（9号）"),
        ("代签 3-2-501", "没有等签收的通知。"),
        ("花名册", "写上门牌，比如"),
    ],
)
def test_marking_that_cannot_be_is_said(story: Story, text: str, words: str) -> None:
    story.xiaoyan.writes(text)
    assert words in story.xiaoyan.hears()[-1]
    assert story.dump()["receipt"] == []


def test_residents_mark_nobody_and_see_no_door(story: Story) -> None:
    listed(story)
    sent(story)
    story.wang.says("代签 3-2-502")
    story.wang.starts()
    story.wang.writes("花名册 3-9-901")
    story.sweep()
    assert story.dump()["receipt"] == []
    assert len(story.dump()["roster_home"]) == len(DOORS)


def test_a_roster_is_struck_off_too(story: Story) -> None:
    listed(story)
    story.chen.writes("花名册 删 3-1-101")
    assert story.chen.hears()[-1] == f"删了1户，名册里现在有{len(DOORS) - 1}户。"


def test_a_door_that_the_roster_does_not_have_is_asked_about(story: Story) -> None:
    listed(story)
    sent(story)
    story.xiaoyan.says("代签 3-1-101 3-9-101 3-9-1999", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号通知代签了1户。\n名册里没有3-9-101、3-9-1999，是哪一户？再发一次。"
    story.xiaoyan.says("代签 3-9-101", WORKERS)
    assert story.texts(WORKERS)[-1] == "名册里没有3-9-101，是哪一户？再发一次。"
    story.xiaoyan.says("代签 3-9-101")
    assert story.last(RESIDENTS).text == "有1户名册里没有，请私下再发一次。"
    story.xiaoyan.says("代签 2-9-1999", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号通知没有发给2号楼，不用签。"
    story.xiaoyan.says("代签 2-9-1999 3-1-102", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号通知代签了1户。\n1号通知没有发给2号楼，不用签。"
    story.forward(seconds=6)
    assert f"3号楼 已签收 2/{len(DOORS)} 户" in story.standing(RESIDENTS)[0]


def test_what_went_to_the_whole_grid_is_signed_for_in_each_building(story: Story) -> None:
    sent(story, f"广播 第一网格：{WORDS}")
    story.xiaoyan.says("代签 2-9-1999 3-1-102", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号通知代签了2户。"


def test_a_door_without_its_unit_is_the_rosters_only_such(story: Story) -> None:
    listed(story)
    story.chen.writes("花名册 3-1-909")
    sent(story)
    story.xiaoyan.says("代签 3-909 3-1-909", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号通知代签了1户。"
    story.xiaoyan.says("代签 3-101", WORKERS)
    assert story.texts(WORKERS)[-1] == "名册里没有3-101，是哪一户？再发一次。"


def test_the_export_names_doors_and_nobody(story: Story) -> None:
    listed(story)
    sent(story)
    story.wang.presses("收到")
    story.person(15, "阿明").presses("收到")
    story.xiaoyan.says("代签 3-1-101", WORKERS)
    rows = story.call(lambda desk: list(export_receipts.rows(desk.session, desk.town, SHANGHAI, None)))
    assert [tuple(row[key] for key in ("grid", "building", "unit", "room", "how")) for row in rows] == [
        ("gm-dh-1", "3", "2", "501", "tap"), ("gm-dh-1", "", "", "", "tap"), ("gm-dh-1", "3", "1", "101", "proxy"),
    ]  # fmt: skip
    assert rows[0]["at"] == "2026-11-20T08:12:00+08:00"


def test_the_author_may_ask_for_receipts_by_a_button(story: Story) -> None:
    story.chen.writes("广播 3号楼：明天停梯")
    story.chen.presses("要签收", story.chen.who.id)
    assert "不要签收" in story.chen.sees("每户点“收到”签收").labels
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    assert story.last(RESIDENTS).labels == ["收到"]
    assert story.texts(WORKERS) == []


# colleagues -----------------------------------------------------------------------------------------------------


def test_colleagues_take_note_each_by_name(story: Story) -> None:
    story.all_staff()
    story.chen.writes("广播 高晓燕 高亚丽：明天上午九点开会，收到回复")
    assert "每人点“收到”签收。" in story.chen.sees("号通知，这样发").text
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    story.chen.writes("谁还没签收")
    assert "还没人签收。没签收：高晓燕、高亚丽。" in story.chen.hears()[-1]
    assert story.xiaoyan.presses("收到", story.xiaoyan.who.id) == "收到了，谢谢你。"
    assert story.xiaoyan.presses("收到", story.xiaoyan.who.id) == "你已经签收过了，谢谢。"
    story.chen.writes("谁还没签收")
    assert "签收了1人：高晓燕。没签收：高亚丽。" in story.chen.hears()[-1]
    story.yali.writes("收到")
    assert story.yali.hears()[-1] == "收到了，谢谢你。"
    story.chen.writes("谁还没签收")
    assert "签收了2人：高晓燕、高亚丽。" in story.chen.hears()[-1] and "没签收" not in story.chen.hears()[-1]
    story.forward(hours=25)
    assert "1号通知签收截止：高晓燕、高亚丽签收了。" in story.chen.hears()


def test_who_did_not_take_note_is_named_at_the_end_and_no_door_is_asked(story: Story) -> None:
    listed(story)
    story.all_staff()
    sent(story, "广播 工作群：明天上午九点开会，收到回复")
    story.yali.presses("收到", WORKERS)
    story.chen.writes("谁还没签收")
    assert "签收了1人：高亚丽。" in story.chen.hears()[-1]
    story.forward(hours=25)
    assert "1号通知签收截止：高亚丽签收了。" in story.chen.hears()
    assert not any("门牌" in text for text in story.xiaoyan.hears())


def test_who_lives_where_it_was_not_for_is_not_counted(story: Story) -> None:
    sent(story)
    story.wang.presses("收到")
    story.zhao.presses("收到")
    story.chen.writes("谁还没签收")
    assert "签收了1户。" in story.chen.hears()[-1]
    story.forward(hours=25)
    assert "1号通知签收截止：1户签收。" in story.chen.hears()


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("我收到了", True),
        ("收到了，谢谢小高", True),
        ("收到，我妈去", True),
        ("回复收到", True),
        ("我没收到", False),
        ("收到，我妈摔了", True),
        ("我收到一张罚单", False),
        ("谁收到了", False),
    ],
)
def test_people_take_note_in_their_own_words(story: Story, words: str, counts: bool) -> None:
    sent(story)
    story.wang.says(words)
    story.forward(seconds=10)
    assert any("已签收 1 户" in each for each in story.standing(RESIDENTS)) is counts
