"""A request finds the ticket it belongs to; a day of talk becomes tickets."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.conversation import Conversation, Told, place
from rules.joining import Heard, OpenTicket, is_of_the_wall, is_own_need, joins, of_each_person
from rules.parsing import Context, Request, read

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
READER = load_reader()


def ticket(matter: str, building: str = "3", room: str = "", minutes: int = 5, resolved: bool = False) -> OpenTicket:
    opened = NOW - timedelta(minutes=minutes)
    return OpenTicket(1, matter, building, "", room, opened_at=opened, heard_at=opened, resolved=resolved)


LIFT, LEAK = "property_repair.elevator_fault", "property_repair.leak"


@pytest.mark.parametrize(
    ("request_", "open_", "joined"),
    [
        (Request(LIFT, "P1", "3"), ticket(LIFT), True),
        (Request(LIFT, "P1", "4"), ticket(LIFT), False),
        (Request(LIFT, "P1", "3", place="9楼"), ticket(LIFT, minutes=90)._replace(place="四楼"), True),
        (Request(LEAK, "P2", "3", "", "501"), ticket(LEAK, room="301"), False),
        (Request(LEAK, "P2", "3", "", "501"), ticket(LEAK, room="501"), True),
        (Request(LIFT, "P1", "3"), ticket(LIFT, resolved=True), False),
        (Request("errand.delivery", "P2", "3", "1", "301"), ticket("errand.delivery"), False),
        (Request(LIFT, "P1", "3"), ticket("utility.water_outage"), False),
    ],
)
def test_the_same_trouble_joins(request_: Request, open_: OpenTicket, joined: bool) -> None:
    assert (joins(request_, [open_], NOW, "somebody") is not None) is joined


class Day:
    """A group's day, spoken minute by minute."""

    def __init__(self) -> None:
        self.talk, self.at = Conversation(READER.lexicon.turns, READER.lexicon.clues), NOW

    def says(self, sender: str, text: str) -> Told:
        self.at += timedelta(minutes=1)
        reading = read(text, Context(sender=sender), READER)
        return self.talk.hear(sender, text, self.at, READER.lexicon.people.role(sender), reading)


def test_neighbours_with_the_same_join_and_another_building_does_not() -> None:
    day = Day()
    first = day.says("7-1-301 王姨", "7栋停电了")
    second = day.says("7-2-502 老李", "我家也没电了")
    other = day.says("9-1-101 小陈", "9栋也停电了!")
    assert first.tickets[0].opens
    assert [link.ticket for link in second.tickets] == [first.tickets[0].ticket]
    assert other.tickets[0].opens and other.tickets[0].ticket != first.tickets[0].ticket


def test_trouble_that_comes_back_is_a_new_ticket() -> None:
    day = Day()
    first = day.says("7-1-301 王姨", "7栋停电了")
    day.says("7-1-301 王姨", "来电了")
    again = day.says("7-2-502 老李", "又停电了,7栋")
    assert again.tickets[0].opens and again.tickets[0].ticket != first.tickets[0].ticket


def test_a_workers_answer_belongs_and_opens_nothing() -> None:
    day = Day()
    first = day.says("3-2-501 李姐", "电梯坏了,停在5楼")
    answer = day.says("物业客服小吴", "收到,已通知维保,半小时到")
    assert answer.reading.kind == "ack"
    assert [link.ticket for link in answer.tickets] == [first.tickets[0].ticket]
    assert not answer.tickets[0].opens


def test_talk_is_about_no_ticket() -> None:
    day = Day()
    day.says("3-2-501 李姐", "电梯坏了,停在5楼")
    for talk in ("草莓团购,十块一斤,要的接龙", "明天社区理发,报名接龙"):
        assert day.says("momo", talk).tickets == ()


def beside(text: str, last: int = 0) -> Told:
    """What becomes of a message beside two tickets as the desk keeps them: their numbers have gaps."""
    lift = OpenTicket(40, LIFT, "3", opened_at=NOW, heard_at=NOW, words="3号楼电梯坏了", people=frozenset({"老王"}))
    leak = OpenTicket(72, LEAK, "9", opened_at=NOW, heard_at=NOW, words="9号楼漏水", people=frozenset({"小陈"}))
    reading = read(text, Context(sender="3-1-101 李姐"), READER)
    heard = Heard("3-1-101 李姐", text, NOW + timedelta(minutes=3), "resident", reading, last)
    return place(heard, [lift, leak], READER.lexicon.turns, READER.lexicon.clues)


def test_a_message_is_placed_by_the_numbers_that_tickets_have() -> None:
    assert [link.ticket for link in beside("3号楼电梯还没人来修吗").tickets] == [40]
    assert [link.ticket for link in beside("9号楼漏水我家也是").tickets] == [72]
    opened = beside("12号楼1单元门禁坏了，刷卡打不开").tickets
    assert [(link.ticket, link.opens) for link in opened] == [(0, True)]


def test_the_last_message_counts_only_while_its_ticket_is_known() -> None:
    assert beside("修好了没有", last=7) == beside("修好了没有")


@pytest.mark.parametrize(
    ("words", "matter", "own"),
    [
        ("我残疾证到期了怎么办", "welfare_care.social_assistance", True),
        ("我家也想办低保", "welfare_care.social_assistance", True),
        ("我老伴的低保怎么还没下来", "errand.document_agency", True),
        ("我看老张头可怜，好几天没吃饭了", "welfare_care.social_assistance", False),
        ("我也听说老张头没吃饭", "welfare_care.social_assistance", False),
        ("老张头好几天没吃饭了", "welfare_care.social_assistance", False),
        ("我家也停水了", "utility.water_outage", False),
    ],
)
def test_what_somebody_needs_for_themselves_is_their_own(words: str, matter: str, own: bool) -> None:
    assert is_own_need(words, (Request("welfare_care.disability", "P2"),), matter) is own
    assert not is_own_need(words, (), matter)


@given(words=st.text(max_size=60))
def test_of_what_fails_for_all_nobody_has_their_own(words: str) -> None:
    assert not is_own_need(words, (Request("utility.water_outage", "P1"),), "welfare_care.elder_care")


@pytest.mark.parametrize(
    ("words", "of_wall"),
    [
        ("掉了一大块，怕砸到人", True),
        ("又掉了一块 差点砸到人", True),
        ("掉下来好大一块", True),
        ("楼上掉下来一个花盆", False),
        ("树枝掉了一大根，怕砸到人", False),
        ("楼上往下扔瓶子", False),
        ("怕人", False),
    ],
)
def test_what_falls_is_of_the_wall_unless_it_is_named(words: str, of_wall: bool) -> None:
    assert is_of_the_wall(words) is of_wall


REQUESTS = st.builds(
    Request,
    matter=st.sampled_from(["welfare_care.elder_care", "welfare_care.medical_help", "utility.heating"]),
    service_class=st.just("P2"),
    danger=st.sampled_from(["", "unconscious", "fire"]),
    building=st.sampled_from(["", "3"]),
)


@given(asked=st.lists(REQUESTS, max_size=4))
def test_no_danger_is_left_out_for_another_and_nothing_where_nobody_is_ill_there(asked: list[Request]) -> None:
    left = of_each_person(asked)
    assert [each for each in left if each.danger] == [each for each in asked if each.danger]
    ill = {each.building for each in left if each.danger == "unconscious"}
    assert [each for each in left if each.building not in ill] == [each for each in asked if each.building not in ill]
