"""Stories of waiting: who is told when while nobody takes a ticket, and where it climbs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers import escalation
from handlers.desk import Desk
from handlers.dispatch_due import NOBODY_SERVES, sweep_due
from models.ticket import Ticket, by_desk
from rules.parsing import Request
from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
LEADER = 503
FULL = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-dh-2, level: grid,      name: 第二网格, parent: gm-dh, buildings: ["5", "6"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-2}]}
  - {user_id: 503, name: 马组长, roles: [{role: grid_leader, place: gm-dh-1}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""
NAMES = {501: "高晓燕", 502: "高亚丽", LEADER: "马组长", 601: "陈书记", 701: "吴主任"}
CLASSES = {
    "P0": Request("safety_hazard.fire", "P0", "3", "2", danger="fire"),
    "P1": Request("property_repair.elevator_fault", "P1", "3", "2"),
    "P2": Request("sanitation.garbage_overflow", "P2", "3"),
    "P3": Request("sanitation.greening", "P3", "3"),
    "Q": Request("policy_inquiry.pension", "Q", "3"),
}
# Minutes after the report at which: the owner is nudged, the backup asked, the community owns, the street owns it.
LADDER = {
    "P0": (2.5, 5, 10, 20),
    "P1": (7.5, 15, 30, 60),
    "P2": (15, 30, 60, None),
    "P3": (60, 120, 240, None),
    "Q": (120, 240, 480, None),
}


def without(town: str, *words: str) -> str:
    return "\n".join(line for line in town.splitlines() if not any(word in line for word in words))


def settled(open_story: Callable[..., Story], town: str = FULL, reachable: tuple[int, ...] = tuple(NAMES)) -> Story:
    story = open_story(town)
    for user in reachable:
        if NAMES[user] in town:
            story.staff(user, NAMES[user])
    return story


def told(story: Story, user: int, words: str) -> list[str]:
    return [text for text in story.texts(user) if words in text]


def at(story: Story, minutes: float | None) -> None:
    """Goes to so many minutes after the first report."""
    assert minutes is not None
    span = story.ticket().created_at + timedelta(minutes=minutes) - story.now
    story.forward(seconds=span.total_seconds())


@pytest.mark.parametrize("level", ["P0", "P1", "P2", "P3", "Q"])
def test_the_ladder_on_the_clock(open_story: Callable[..., Story], level: str) -> None:
    story = settled(open_story)
    story.will_read(CLASSES[level])
    story.wang.says("麻烦看一下")
    nudge, backup, community, street = LADDER[level]
    at(story, nudge - 0.1)
    assert told(story, 501, "还没人接") == []
    at(story, nudge)
    assert len(told(story, 501, "1号单（")) == 1
    assert told(story, 501, "你能去吗？")
    assert not any(told(story, user, "没人接") for user in (502, LEADER, 601, 701))
    at(story, backup - 0.1)
    assert not told(story, LEADER, "到点还没人接")
    at(story, backup)
    assert [len(told(story, user, "到点还没人接")) for user in (502, LEADER, 501)] == [1, 1, 0]
    at(story, community - 0.1)
    assert story.ticket().level == "grid"
    at(story, community)
    assert (story.ticket().level, story.ticket().hops) == ("community", 1)
    assert "已转社区" in story.last(WORKERS).text
    assert len(told(story, 601, "没人接，已转社区")) == 1
    assert story.last(RESIDENTS).text.splitlines()[-1].startswith("还没人接，已请社区安排")
    if street is None:
        story.forward(days=2)
        assert story.ticket().level == "community"
        assert not any("1号单　" in text and "报的" in text for text in story.texts(OFFICIALS))
        assert not told(story, 701, "1号单")
        return
    at(story, street - 0.1)
    assert story.ticket().level == "community"
    at(story, street)
    assert (story.ticket().level, story.ticket().hops) == ("street", 2)
    assert "1号单　" in story.last(OFFICIALS).text
    assert len(told(story, 701, "没人接，已转街道")) == 1
    story.forward(hours=5)
    assert (story.ticket().level, story.ticket().state) == ("street", "open")


def test_one_card_a_group_and_the_newest_lies_lowest(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    at(story, 31)
    assert sum("1号单　电梯故障" in text for text in story.texts(WORKERS)) == 1
    assert story.last(WORKERS).text.startswith("1号单　电梯故障")


@on_both
def test_the_card_works_in_the_higher_group(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    wu = story.staff(701, "吴主任")
    story.wang.says(LIFT)
    at(story, 61)
    card = story.last(OFFICIALS)
    assert card.labels == ["接单", "转派", "督办", "吹哨", "改类别", "误会"]
    assert wu.presses("接单", OFFICIALS) == "1号单归你了，辛苦。"
    assert story.last(RESIDENTS).text.endswith("街道中心吴主任接了。")
    assert "吴主任接了" in story.last(WORKERS).text
    wu.says("安排了维保，11点到", OFFICIALS, reply_to=card.id)
    wu.says("办结 1 换了门机", OFFICIALS)
    assert story.last(RESIDENTS).text.startswith("办好了：换了门机")


def test_a_worker_may_still_take_what_has_climbed(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.says(LIFT)
    at(story, 61)
    story.staff(501, "高晓燕").presses("接单", WORKERS)
    assert story.ticket().claimed_by == 501
    assert "高晓燕接了" in story.last(OFFICIALS).text
    assert "接单" not in story.last(OFFICIALS).labels


def test_once_taken_nothing_climbs(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.presses("已联系", WORKERS)
    story.forward(hours=4)
    assert story.ticket().level == "grid"
    assert not told(story, 601, "没人接")


def test_a_nudge_taken_in_private_is_a_claim(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    nudge = story.xiaoyan.sees("你能去吗")
    assert nudge.text == "1号单（电梯故障，3号楼2单元）还没人接，08:27前要有人接。你能去吗？"
    assert nudge.labels == ["接单", "去不了"]
    assert story.xiaoyan.presses("接单", 501) == "1号单归你了，辛苦。"
    assert story.states() == ["claimed"]


# cannot go ----------------------------------------------------------------------------------------------------


def test_who_cannot_go_brings_the_backup_at_once_and_only_once(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    assert story.xiaoyan.presses("去不了", 501) == "没关系，这就问别的同事。"
    assert len(told(story, 502, "能帮忙去一下吗")) == 1
    story.forward(minutes=10)
    assert len(told(story, 502, "能帮忙去一下吗")) == 1
    assert story.yali.presses("去不了", 502) == "没关系，记下了。"
    story.forward(minutes=12)
    assert story.ticket().level == "community"


def test_who_has_taken_it_is_told_how_to_give_it_away(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    story.xiaoyan.presses("接单", 501, "你能去吗")
    assert story.xiaoyan.presses("去不了", 501) == "1号单在你手上，去不了就点“转派”或“上报”。"
    assert story.yali.presses_data("1|cannot_go|1|", 1, 502) == "高晓燕刚接了，谢谢你。"
    assert story.events() == ["open", "nudge", "claim"]


# nobody there -------------------------------------------------------------------------------------------------


def test_people_a_bot_cannot_write_to_are_called_under_the_card(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, reachable=())
    story.wang.says(LIFT)
    card = story.last(WORKERS)
    at(story, 7.5)
    assert story.last(WORKERS).text == "1号单还没人接，08:27前要有人接，谁能去？"
    assert story.last(WORKERS).reply_to == card.id
    at(story, 15)
    assert story.last(WORKERS).text == "1号单到点还没人接，哪位同事能帮忙去一下？"
    at(story, 30)
    assert "已转社区" in story.last(WORKERS).text


def test_without_a_backup_the_community_is_asked_at_the_limit(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, without(FULL, "高亚丽", "马组长"))
    story.wang.says(LIFT)
    at(story, 14.9)
    assert story.ticket().level == "grid"
    at(story, 15)
    assert story.ticket().level == "community"


def test_without_anybody_in_the_grid_the_backup_is_asked_at_half_time(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, without(FULL, "高晓燕"))
    story.wang.says(LIFT)
    at(story, 7.5)
    assert told(story, 502, "能帮忙去一下吗")


def test_without_a_community_only_the_urgent_goes_to_the_street(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, without(FULL, "陈书记", "-1002"))
    for level, where in (("P1", "street"), ("P2", "grid")):
        story.will_read(CLASSES[level])
        story.wang.says("麻烦看一下")
        story.forward(hours=2)
        assert story.tickets()[-1].level == where
        assert story.tickets()[-1].service_class == level


def test_without_a_street_a_danger_stays_with_the_community(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, without(FULL, "吴主任", "-1003"))
    story.wang.says("3号楼着火了")
    story.forward(hours=1)
    assert story.ticket().level == "community"


def test_without_a_group_the_card_comes_in_private(open_story: Callable[..., Story]) -> None:
    story = settled(open_story, without(FULL, "-1002"))
    story.wang.says(LIFT)
    assert "1号单　电梯故障" in story.texts(501)[-1]
    assert "1号单　电梯故障" in story.texts(LEADER)[-1]
    assert "报事人" not in story.texts(501)[-1]
    story.staff(LEADER, "马组长").presses("接单", LEADER)
    assert "马组长接了" in story.card(501, "1号单").text


def test_where_nobody_of_the_grid_can_be_reached_the_next_level_has_it_at_once(
    open_story: Callable[..., Story],
) -> None:
    story = settled(open_story, without(FULL, "-1002"), reachable=(601,))
    story.wang.says(LIFT)
    assert "1号单　电梯故障" in story.card(601, "1号单").text


def test_where_nobody_at_all_can_be_reached_residents_are_not_told_otherwise(
    open_story: Callable[..., Story],
) -> None:
    story = settled(open_story, without(FULL, "-1002", "-1003"), reachable=())
    story.wang.says(LIFT)
    assert story.last(RESIDENTS).text.endswith("记下了，但小格这会儿没能通知到人。进展在这条里更新。")
    story.zhao.says("3号楼着火了")
    assert story.last(RESIDENTS).text.endswith("记下了，但小格这会儿没能通知到人。小格不能替您报警。")
    story.forward(hours=3)
    assert story.states() == ["open", "open"]


def test_at_night_an_ordinary_matter_waits_for_the_morning(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.until(20, 20, 50)
    story.wang.says("3号楼垃圾桶满了")
    assert "11月21日08:20前" in story.last(WORKERS).text
    story.until(21, 8, 4)
    assert not told(story, 501, "还没人接")
    story.until(21, 8, 6)
    assert told(story, 501, "还没人接")
    story.until(21, 8, 50)
    assert story.ticket().level == "community"


def test_at_night_a_lift_climbs_all_the_same(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.until(20, 23)
    story.wang.says(LIFT)
    story.forward(minutes=61)
    assert story.ticket().level == "street"


# reporting up -------------------------------------------------------------------------------------------------


@on_both
def test_reporting_up_with_its_reason(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    assert story.xiaoyan.presses("上报", WORKERS) == "回一句为什么要上报。"
    question = story.card(WORKERS, "为什么要上报")
    assert question.text == "1号单为什么要上报？回这条说一句。"
    story.xiaoyan.says("要换主板，得街道出钱", WORKERS, reply_to=question.id)
    ticket = story.ticket()
    assert (ticket.state, ticket.level, ticket.claimed_by, ticket.hops) == ("open", "community", None, 1)
    assert not any("为什么要上报" in text for text in story.texts(WORKERS))
    assert "要换主板，得街道出钱" in story.last(WORKERS).text
    assert "已转社区" in story.last(WORKERS).text
    assert story.chen.hears()[-1] == "1号单（电梯故障，3号楼2单元）报到社区了：要换主板，得街道出钱。请您安排。"
    assert story.last(RESIDENTS).text.endswith("已请社区安排，进展在这条里更新。")
    assert "主板" not in story.last(RESIDENTS).text
    assert story.chen.presses("接单", 601) == "1号单归你了，辛苦。"
    assert story.last(RESIDENTS).text.endswith("社区书记陈书记接了。")


def test_reporting_up_twice_reaches_the_street_and_no_higher(story: Story) -> None:
    story.all_staff()
    story.will_read(CLASSES["P2"])
    story.wang.says("麻烦看一下")
    story.xiaoyan.says("上报 1 社区那边才能定", WORKERS)
    story.chen.says("上报 1 要街道协调", WORKERS)
    assert story.ticket().level == "street"
    assert "要街道协调" in story.last(OFFICIALS).text
    assert "社区那边才能定" in story.last(OFFICIALS).text
    assert "上报" not in story.last(OFFICIALS).labels
    before = story.dump()
    assert (
        story.wu.presses_data("1|report_up|1|", story.last(OFFICIALS).id, OFFICIALS)
        == "已经在最高一级了，可以转派给同事。"
    )
    assert story.dump() == before


def test_reporting_up_passes_a_level_where_nobody_is(open_story: Callable[..., Story]) -> None:
    town = without(FULL, "陈书记").replace("-1002, place: gm-dh, ", "-1002, place: gm-dh-1, ")
    story = settled(open_story, town)
    story.wang.says(LIFT)
    story.staff(501, "高晓燕").says("上报 1 社区没人", WORKERS)
    assert story.ticket().level == "street"


def test_after_reporting_up_the_ladder_goes_on_from_there(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.says(LIFT)
    story.forward(minutes=20)
    story.staff(501, "高晓燕").says("上报 1 修不了", WORKERS)
    story.forward(minutes=29)
    assert story.ticket().level == "community"
    story.forward(minutes=2)
    assert story.ticket().level == "street"


def test_a_ticket_told_at_the_street_never_goes_down(open_story: Callable[..., Story]) -> None:
    town = FULL.replace("-1001, place: gm-dh-1", "-1001, place: gm")
    story = settled(open_story, town)
    story.wang.says("街道门口的路灯不亮了")
    assert story.ticket().level == "street"
    story.forward(hours=5)
    assert story.ticket().level == "street"
    assert "1号单　路灯不亮" in story.last(OFFICIALS).text


def test_a_ticket_of_a_community_group_is_not_said_to_have_climbed_there(open_story: Callable[..., Story]) -> None:
    town = FULL.replace("-1001, place: gm-dh-1", "-1001, place: gm-dh")
    story = settled(open_story, town)
    story.wang.says("社区门口的路灯不亮了")
    story.forward(hours=2)
    assert (story.ticket().level, story.ticket().hops) == ("community", 0)
    assert "已请社区" not in story.last(RESIDENTS).text


# how old tickets keep their own ladder ------------------------------------------------------------------------


def test_a_ticket_keeps_the_policy_it_was_opened_under(open_story: Callable[..., Story]) -> None:
    story = settled(open_story)
    story.wang.says(LIFT)
    slow = {
        level: replace(policy, limit=policy.limit * 10) for level, policy in story.resources.policies.claims.items()
    }
    story.resources.policies = replace(story.resources.policies, claims=slow)
    story.person(14, "2-1-301 老李").says("2号楼1单元电梯坏了")
    story.forward(minutes=31)
    assert [ticket.level for ticket in story.tickets()] == ["community", "grid"]


# a moment that nobody serves ----------------------------------------------------------------------------------


def test_a_moment_that_no_clock_serves_is_put_off_and_not_swept_without_end(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    first = story.ticket().due_at
    assert first
    story.now = first
    assert story.call(sweep_due, ()) == 1
    later = story.ticket().due_at
    assert later and later > story.now
    assert story.call(sweep_due, ()) == 0
    story.now = later
    assert story.call(sweep_due) == 1
    assert "nudge" in story.events() or story.ticket().step


def test_what_somebody_has_served_meanwhile_keeps_its_moment(story: Story) -> None:
    """On PostgreSQL another transaction may end between looking up what is due and looking at it."""
    story.all_staff()
    story.wang.says(LIFT)
    story.person(14, "2-1-301 老李").says("2号楼1单元电梯坏了")
    first, second = sorted(ticket.id for ticket in story.tickets())
    story.now = max(ticket.due_at for ticket in story.tickets() if ticket.due_at)
    kept: list[datetime | None] = []

    def meanwhile(desk: Desk, ticket: Ticket) -> None:
        if ticket.id == first:
            other = by_desk(desk.session, second)
            escalation.climb(desk, other)
            desk.reschedule(other)
            kept.append(other.due_at)

    story.call(sweep_due, (meanwhile, escalation.climb))
    assert [ticket.due_at for ticket in story.tickets() if ticket.id == second] == kept
    assert kept != [story.now + NOBODY_SERVES]


def test_a_clock_that_stood_for_a_moment_is_reckoned_anew(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.ticket()

    def stands_and_goes_on(desk: Desk) -> None:
        ticket = desk.own_ticket(before.id)
        desk.reschedule(ticket)
        desk.fall_due(ticket, None, ticket.resolve_due_at)
        desk.reschedule(ticket)

    story.call(stands_and_goes_on)
    assert before.due_at is not None and story.ticket().due_at == before.due_at


def test_what_went_up_at_night_past_people_who_slept_is_asked_about_when_duty_begins(story: Story) -> None:
    _ = story.all_staff()
    story.until(20, 22, 30)
    story.wang.says("3号楼2单元电梯停了")
    before = story.last(RESIDENTS).text
    assert "这会儿没有人值班，急的话请打12345" in before
    story.until(20, 23, 45)
    assert story.ticket().level == "street"
    assert story.last(RESIDENTS).text == before
    story.until(21, 7, 59)
    assert not any("1号单" in text for officer in (story.xiaoyan, story.wu) for text in officer.hears())
    story.until(21, 8, 1)
    for officer in (story.xiaoyan, story.wu):
        asked = officer.sees("到现在还没人接")
        assert "1号单（电梯故障，3号楼2单元）11月20日22:30报的" in asked.text and asked.labels == ["接单", "去不了"]
    assert "已请街道安排" in story.last(RESIDENTS).text
    story.xiaoyan.presses("接单", 501)
    story.until(22, 9)
    assert sum("到现在还没人接" in text for text in story.xiaoyan.hears()) <= 1


def test_what_was_asked_about_by_day_is_not_asked_about_again_in_the_morning(story: Story) -> None:
    _ = story.all_staff()
    story.until(20, 10)
    story.wang.says("3号楼2单元电梯停了")
    story.until(21, 8, 5)
    assert not any("到现在还没人接" in text for officer in story.all_staff() for text in officer.hears())


# on leave -----------------------------------------------------------------------------------------------------


def test_in_the_morning_no_group_reads_that_nobody_is_on_duty(story: Story) -> None:
    """What was said at night of what had waited since the day before stood on the card all day."""
    story.all_staff()
    story.until(20, 17)
    story.wang.says("3号楼2单元水压也太小了吧")
    story.until(20, 22, 30)
    story.wang.says("还是没水")
    assert "这会儿没有人值班" in story.last(RESIDENTS).text
    story.until(21, 8, 1)
    assert story.states() == ["open"]
    assert "没有人值班" not in story.last(RESIDENTS).text
