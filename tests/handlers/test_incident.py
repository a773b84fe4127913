"""Stories of many who tell of the same: the community hears of it, an incident has one lead and one card a group."""

from collections.abc import Callable

import pytest

from rules.parsing import Request
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Person, Story, on_both


@pytest.fixture
def town(story: Story) -> Story:
    assert story.all_staff()
    return story


def neighbour(story: Story, number: int, home: str = "") -> Person:
    return story.person(100 + number, f"{home} 邻居{number}".strip())


def no_water(story: Story) -> None:
    """Three buildings of two grids within ten minutes."""
    neighbour(story, 1).says("3号楼停水了")
    story.forward(minutes=4)
    neighbour(story, 2).says("2号楼停水了")
    story.forward(minutes=4)
    neighbour(story, 3).says("5号楼停水了", OTHERS)


@on_both
def test_three_buildings_are_one_incident_from_the_first_report_to_the_last_word(story: Story) -> None:
    assert story.all_staff()
    no_water(story)
    assert [ticket.state for ticket in story.tickets()] == ["open"] * 3
    lead = story.card(WORKERS, "多处反映")
    assert lead.text.startswith("1号单")
    assert "多处反映，共3户：2号楼1、3号楼1、5号楼1\n一起办：2、3号单" in lead.text
    assert "接单" in lead.labels
    assert story.card(WORKERS, "2号单").labels == []
    assert "和1号单一起办。" in story.card(WORKERS, "2号单").text
    (street,) = [text for text in story.texts(OFFICIALS) if "多处反映" in text]
    assert street == "停水水压多处反映：2号楼1、3号楼1、5号楼1，共3户。1号单牵头，还没人接。"
    story.xiaoyan.presses("接单", WORKERS, card="多处反映")
    assert [ticket.state for ticket in story.tickets()] == ["claimed"] * 3
    assert "网格员高晓燕接了" in story.last(OTHERS).text
    story.chen.says("办结 1 水管修好，10:52恢复", WORKERS)
    assert [ticket.state for ticket in story.tickets()] == ["resolved"] * 3
    for chat in (RESIDENTS, OTHERS):
        results = [m for m in story.seen(chat) if "解决了" in m.labels]
        assert len(results) == 1, story.standing(chat)
        assert "水管修好" in results[0].text
    neighbour(story, 2).presses("解决了", RESIDENTS)
    assert [ticket.state for ticket in story.tickets()] == ["resolved", "closed", "resolved"]
    neighbour(story, 1).presses("没解决", RESIDENTS)
    assert [ticket.state for ticket in story.tickets()] == ["claimed", "closed", "resolved"]


def test_what_the_street_was_told_goes_with_the_lead(town: Story) -> None:
    no_water(town)
    town.xiaoyan.presses("接单", WORKERS, card="多处反映")
    told = town.card(OFFICIALS, "多处反映")
    assert told.text == "停水水压多处反映：2号楼1、3号楼1、5号楼1，共3户。1号单牵头，高晓燕在办。"
    neighbour(town, 4).says("6号楼停水了", OTHERS)
    town.forward(minutes=10)
    told = town.card(OFFICIALS, "多处反映")
    assert "6号楼1，共4户。" in told.text
    assert told.labels == ["督办", "吹哨"]
    town.chen.says("办结 1 水管修好，10:52恢复", WORKERS)
    told = town.card(OFFICIALS, "多处反映")
    assert (told.text.endswith("共4户。1号单牵头，办好了。"), told.labels) == (True, [])


def test_where_the_lead_was_no_trouble_the_street_reads_the_next(town: Story) -> None:
    no_water(town)
    town.xiaoyan.presses("误会", WORKERS, card="多处反映")
    (told,) = [text for text in town.texts(OFFICIALS) if "多处反映：" in text]
    assert told.endswith("2号单牵头，还没人接。")


def test_an_incident_is_one_thing_to_decide(town: Story) -> None:
    no_water(town)
    town.zhao.says("1号楼垃圾桶满了")
    town.chen.writes("今日")
    assert town.chen.hears()[-1].startswith("等人接2件\n1号单　停水水压　3号楼等3处　08:27前\n4号单")
    assert town.seen(601)[-1].labels == ["1 接单", "4 接单"]
    town.chen.writes("还有几件没办完")
    assert town.chen.hears()[-1].startswith("还没办完4件，没人接的4件\n1号单　停水水压　3号楼等3处　没人接\n4号单")
    town.until(23, 8, 31)
    (week,) = [text for text in town.texts(OFFICIALS) if text.startswith("光明街道　上周")]
    assert "请您定1件。" in week
    assert "1号单　停水水压 3号楼等3处　" in week and "2号单" not in week


@pytest.mark.parametrize("card", ["多处反映", "2号单"])
def test_a_fire_told_under_a_card_of_many_houses_is_its_own(town: Story, card: str) -> None:
    no_water(town)
    town.xiaoyan.says("着火了", WORKERS, reply_to=town.card(WORKERS, card).id)
    assert [ticket.danger for ticket in town.tickets()] == ["", "", "", "fire"]
    assert town.chen.sees("紧急：4号单").text
    assert not any("火情" in text for text in town.standing(RESIDENTS))


def test_a_worker_of_another_grid_has_the_part_that_is_theirs(town: Story) -> None:
    no_water(town)
    town.yali.writes("今日")
    assert town.yali.hears()[-1].startswith("等人接1件\n3号单　停水水压　5号楼　")


def test_each_residents_group_keeps_one_card(town: Story) -> None:
    no_water(town)
    (card,) = town.standing(RESIDENTS)
    assert card.startswith("编号1　停水水压　2号楼、3号楼、5号楼　3户反映")
    (other,) = town.standing(OTHERS)
    assert other.startswith("编号3　停水水压　2号楼、3号楼、5号楼　3户反映")


def test_more_reports_only_change_the_cards(town: Story) -> None:
    no_water(town)
    before = [len(town.seen(chat)) for chat in (RESIDENTS, OTHERS, WORKERS, OFFICIALS)]
    said = neighbour(town, 4).says("1号楼也停水了")
    assert [len(town.seen(chat)) for chat in (RESIDENTS, OTHERS, WORKERS, OFFICIALS)] == before
    assert town.reaction(said)
    assert len(town.tickets()) == 4
    drawn = [message.edits for message in (town.card(WORKERS, "多处反映"), town.last(OTHERS))]
    neighbour(town, 5).says("6号楼也停水了", OTHERS)
    assert [message.edits for message in (town.card(WORKERS, "多处反映"), town.last(OTHERS))] == drawn
    town.forward(seconds=town.resources.policies.ladder.incident.repaint.total_seconds() + 1)
    assert [message.edits for message in (town.card(WORKERS, "多处反映"), town.last(OTHERS))] == [n + 1 for n in drawn]
    assert "一起办：2、3、4、5号单" in town.card(WORKERS, "多处反映").text
    assert "1号楼、2号楼、3号楼等5栋楼　5户反映" in town.last(OTHERS).text


def test_parts_wait_for_nobody_by_themselves(town: Story) -> None:
    no_water(town)
    town.forward(hours=5)
    nudged = [text for text in town.xiaoyan.hears() if "还没人接" in text]
    assert nudged
    assert all(text.startswith("1号单") for text in nudged)
    assert town.ticket(2).level == town.ticket(1).level == town.ticket(3).level
    assert len([text for text in town.texts(OFFICIALS) if "多处反映：" in text]) == 1


def test_ten_reporters_of_one_building_are_one_too(town: Story) -> None:
    for number in range(9):
        neighbour(town, number).says("3号楼停水了")
    assert not any("多处反映" in text for text in town.texts(OFFICIALS))
    neighbour(town, 9).says("3号楼停水了")
    assert "停水水压多处反映：3号楼10，共10户。1号单牵头，还没人接。" in town.texts(OFFICIALS)
    assert len(town.tickets()) == 1


def test_the_third_reporter_tells_the_community_once(town: Story) -> None:
    for number in range(2):
        neighbour(town, number).says("3号楼停水了")
    assert not any("请社区留意" in text for text in town.texts(WORKERS))
    for number in range(2, 5):
        neighbour(town, number).says("3号楼停水了")
    assert [text for text in town.texts(WORKERS) if "请社区留意" in text] == [
        "1号单（停水水压，3号楼）已有3户反映，请社区留意。"
    ]


def test_what_is_spread_over_a_day_is_no_incident(town: Story) -> None:
    for number, house in enumerate("325"):
        neighbour(town, number).says(f"{house}号楼停水了", OTHERS if house == "5" else RESIDENTS)
        town.forward(minutes=31)
    assert not any("多处反映" in text for text in town.texts(WORKERS))


@pytest.mark.parametrize(
    "request_",
    [
        Request("policy_inquiry.pension", "Q"),
        Request("errand.delivery", "P2"),
        Request("dispute.family", "P2"),
    ],
)
def test_questions_errands_and_quiet_matters_are_none(town: Story, request_: Request) -> None:
    for number, house in enumerate("325"):
        town.will_read(Request(request_.matter, request_.service_class, house))
        neighbour(town, number).says("麻烦看一下")
    assert town.tickets()
    assert not any("多处反映" in text for text in town.texts(WORKERS))


def test_life_safety_keeps_every_card_with_its_danger(town: Story) -> None:
    for number, house in enumerate("325"):
        town.will_read(Request("safety_hazard.gas_leak", "P0", house, danger="gas"))
        neighbour(town, number).says("闻到煤气味")
    assert len(town.standing(RESIDENTS)) == 3
    assert all(ticket.due_at for ticket in town.tickets())
    assert len([text for text in town.texts(OFFICIALS) if "多处反映：" in text]) == 1


def test_the_worker_who_has_one_leads(town: Story) -> None:
    neighbour(town, 1).says("3号楼停水了")
    neighbour(town, 2).says("2号楼停水了")
    town.xiaoyan.says("接单 2", WORKERS)
    neighbour(town, 3).says("5号楼停水了", OTHERS)
    assert town.card(WORKERS, "多处反映").text.startswith("2号单")
    assert {ticket.claimed_by for ticket in town.tickets()} == {501}


@pytest.mark.parametrize("what", ["1单元楼道灯不亮", "2单元电梯坏了", "1单元门禁坏了", "1单元下水道堵了"])
def test_what_each_building_has_of_its_own_is_mended_by_whom_it_belongs_to(town: Story, what: str) -> None:
    neighbour(town, 1).says(f"1号楼{what}")
    town.xiaoyan.says("接单 1", WORKERS)
    town.forward(minutes=8)
    neighbour(town, 2).says(f"6号楼{what}", OTHERS)
    town.yali.says("接单 2", WORKERS)
    town.forward(minutes=8)
    neighbour(town, 3).says(f"3号楼{what}")
    assert [ticket.claimed_by for ticket in town.tickets()] == [501, 502, None]
    town.chen.says("办结 1 换了新的，能用了", WORKERS)
    assert [ticket.state for ticket in town.tickets()] == ["resolved", "claimed", "open"]
    assert not any("办好了" in text for text in town.texts(OTHERS))
    assert not any("多处反映" in text for text in [*town.texts(WORKERS), *town.texts(OFFICIALS)])


def test_ten_reporters_of_one_lift_are_an_incident_of_that_building_alone(town: Story) -> None:
    neighbour(town, 20).says("6号楼电梯坏了", OTHERS)
    for number in range(10):
        neighbour(town, number).says("3号楼电梯坏了")
    (told,) = [text for text in town.texts(OFFICIALS) if "多处反映" in text]
    assert told == "电梯故障多处反映：3号楼10，共10户。2号单牵头，还没人接。"
    neighbour(town, 21).says("2号楼电梯坏了")
    town.xiaoyan.says("接单 2", WORKERS)
    assert [ticket.state for ticket in town.tickets()] == ["open", "claimed", "open"]


def test_a_part_that_another_worker_has_stays_with_them(town: Story) -> None:
    neighbour(town, 1).says("3号楼停水了")
    town.xiaoyan.says("接单 1", WORKERS)
    neighbour(town, 2).says("5号楼停水了", OTHERS)
    town.yali.says("接单 2", WORKERS)
    neighbour(town, 3).says("2号楼停水了")
    assert [ticket.claimed_by for ticket in town.tickets()] == [501, 502, 501]
    neighbour(town, 4).says("5号楼停水了，我家也没水", OTHERS)
    town.forward(minutes=1)
    town.chen.says("办结 1 水管修好，10:52恢复", WORKERS)
    assert [ticket.state for ticket in town.tickets()] == ["resolved", "claimed", "resolved"]
    assert not any("水管修好" in text for text in town.texts(OTHERS))


def test_who_takes_a_part_takes_it_all(town: Story) -> None:
    no_water(town)
    town.yali.says("接单 3", WORKERS)
    assert {ticket.claimed_by for ticket in town.tickets()} == {502}
    town.yali.says("到场 3", WORKERS)
    town.yali.says("转派 1 高晓燕", WORKERS)
    assert {(ticket.claimed_by, ticket.state) for ticket in town.tickets()} == {(501, "claimed")}


def test_another_takes_the_lead_when_the_first_was_none(town: Story) -> None:
    no_water(town)
    neighbour(town, 1).presses("误会了")
    town.sweep()
    assert town.ticket(1).state == "mistaken"
    assert town.card(WORKERS, "多处反映").text.startswith("2号单")
    assert [text[:3] for text in town.standing(RESIDENTS)] == ["编号2"]
    town.chen.says("办结 2 修好了水管", WORKERS)
    assert town.ticket(3).state == "resolved"


def test_a_lead_that_goes_into_another_ticket_takes_its_parts_there(town: Story) -> None:
    no_water(town)
    neighbour(town, 5).says("4号楼路灯不亮")
    town.chen.says("并案 1 4", WORKERS)
    town.sweep()
    assert (town.ticket(1).state, town.ticket(4).state) == ("merged", "open")
    assert "一起办：2、3号单" in town.card(WORKERS, "4号单　").text
    assert all("和4号单一起办。" in town.card(WORKERS, part).text for part in ("2号单　", "3号单　"))


def test_a_part_that_is_withdrawn_leaves(town: Story) -> None:
    no_water(town)
    neighbour(town, 2).presses("撤回", RESIDENTS)
    town.sweep()
    assert [ticket.state for ticket in town.tickets()] == ["open", "withdrawn", "open"]
    assert "一起办：3号单" in town.card(WORKERS, "多处反映").text


def test_it_is_over_when_the_lead_is_done_and_the_next_trouble_is_new(town: Story) -> None:
    no_water(town)
    town.chen.says("办结 1 修好了水管", WORKERS)
    town.forward(hours=2)
    neighbour(town, 7).says("6号楼停水了", OTHERS)
    assert town.ticket(4).due_at is not None
    assert "和1号单" not in town.card(WORKERS, "4号单　").text


def test_who_can_be_told_in_private_is(town: Story) -> None:
    wang = neighbour(town, 2)
    wang.starts()
    neighbour(town, 1).says("3号楼停水了")
    wang.says("2号楼停水了")
    neighbour(town, 3).says("5号楼停水了", OTHERS)
    town.chen.says("办结 1 修好了水管", WORKERS)
    assert "办好了：修好了水管" in wang.hears()[-1]
    assert wang.presses("解决了", wang.who.id)
    assert town.ticket(2).state == "closed"


def test_in_english(open_story: Callable[..., Story]) -> None:
    story = open_story(locale="en")
    assert story.all_staff()
    no_water(story)
    assert "Reported in many places, by 3 homes" in story.card(WORKERS, "many places").text
    assert "Building 2, Building 3, Building 5 · 3 homes" in story.last(OTHERS).text


def test_a_bare_word_is_of_the_lead(town: Story) -> None:
    no_water(town)
    town.xiaoyan.presses("接单", WORKERS, card="多处反映")
    town.xiaoyan.writes("办结 水管修好了")
    assert town.xiaoyan.hears()[-1] == "1号单记下了，这件由社区核实后办结。"
    assert not any("是哪一件" in text for text in town.xiaoyan.hears())


# not done after all -----------------------------------------------------------------------------------------------


def submitted(story: Story) -> None:
    no_water(story)
    story.xiaoyan.presses("接单", WORKERS, card="多处反映")
    story.forward(minutes=20)
    story.xiaoyan.writes("办结 1 供水公司抢修好了")


def test_its_parts_wait_for_the_same_word(town: Story) -> None:
    submitted(town)
    assert [ticket.submitted_by for ticket in town.tickets()] == [501] * 3
    assert "处理了，社区核实后告诉您" in town.last(OTHERS).text
    (told,) = [text for text in town.texts(OFFICIALS) if "多处反映：" in text]
    assert told.endswith("1号单牵头，处理了，等社区核实。")
    town.forward(hours=2)
    assert "核实后告诉您" in town.last(OTHERS).text
    town.chen.writes("办结 1")
    assert [ticket.state for ticket in town.tickets()] == ["resolved"] * 3


@pytest.mark.parametrize(("number", "home", "chat"), [(1, "", RESIDENTS), (3, "", OTHERS), (9, "1-1-301", RESIDENTS)])
def test_water_that_is_off_again_before_that_word_is_back_at_work(
    town: Story, number: int, home: str, chat: int
) -> None:
    submitted(town)
    town.forward(minutes=20)
    neighbour(town, number, home).says("又停水了", chat)
    assert town.ticket().state == "claimed" and town.ticket().claimed_by == 501
    assert {ticket.state for ticket in town.tickets()} == {"claimed"}
    for officer in (town.xiaoyan, town.chen):
        assert officer.sees("还没解决").text == "1号单居民说还没解决：“又停水了”。请再看一下。"
    assert "处理了" not in town.last(OTHERS).text
    town.xiaoyan.writes("办结 1 主管道换了一段")
    town.chen.writes("办结 1")
    assert {ticket.state for ticket in town.tickets()} == {"resolved"}


def test_thanks_and_the_sign_of_one_more_home_leave_it_done(town: Story) -> None:
    submitted(town)
    town.forward(minutes=20)
    neighbour(town, 1).says("有水了，谢谢")
    neighbour(town, 8, "1-1-301").presses("我家也是", RESIDENTS)
    assert town.ticket().submitted_by == 501
