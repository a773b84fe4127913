"""Stories of presses that no button of ours carries: forged, foreign, stale or oversized; nothing changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.dispatch_actions import ACTIONS
from handlers.dispatch_press import CHOICES
from models.outbox import Outbox
from models.ticket import Ticket
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
STALE = "这个按钮用不了了，请看最新那条。"
NO_STAFF = "这个要网格员来点。您要是工作人员，请管理员登记一下。"
# More digits than any database keeps as a number, and all a button can carry.
LONG = "9" * 25
NO_ADMIN = "这个要管理员来做。"
FORGED = [
    "",
    " ",
    "x",
    "1|claim",
    "1|claim|1",
    "1|claim|1||",
    "2|claim|1|",
    "1|CLAIM|1|",
    "1|claim|-1|",
    "1|claim|1.5|",
    "1|claim|٣|",
    "1|claim|1|'; DROP TABLE ticket; --",
    "1|claim|99999|",
    "1|claim|999999999999999999|",
    "1|claim|9999999999999999999|",
    "1|nosuch|1|",
    "1|report|1|",
    "1|open|1|",
    "1|claim|1|" + "x" * 60,
    "x" * 4000,
    "🙂" * 16,
    "1|home|0|",
    "1|home|0|x.y",
    "1|home|0|99999.1",
    "\u0000",
]


@pytest.mark.parametrize("data", FORGED)
def test_what_no_button_carries_is_refused(story: Story, data: str) -> None:
    story.wang.says(LIFT)
    story.all_staff()
    card = story.last(WORKERS)
    before = story.dump()
    assert story.xiaoyan.presses_data(data, card.id, WORKERS) == STALE
    assert story.dump() == before


@on_both
@pytest.mark.parametrize(
    ("known", "later", "told"),
    [(False, 1, STALE), (True, 1, "1号单归你了，辛苦。"), (False, -1, "1号单归你了，辛苦。")],
)
def test_a_card_of_before_a_restore_is_of_no_later_ticket(story: Story, known: bool, later: int, told: str) -> None:
    """One that was sent twice in a crash is: it is no older than its ticket."""
    story.all_staff()
    story.wang.says(LIFT)
    card = story.last(WORKERS)
    with story.database.transaction() as session:
        if not known:
            session.connection().execute(sa.update(Outbox).values(message_id=None))
        session.connection().execute(sa.update(Ticket).values(created_at=story.now + timedelta(hours=later)))
    assert story.xiaoyan.presses_data("1|claim|1|", card.id, WORKERS) == told
    assert bool(story.ticket().claimed_by) == (told != STALE)


@pytest.mark.parametrize(
    "action",
    ["claim", "contact", "arrive", "resolve", "report_up", "mistake", "cannot_go", "hand_over", "hand_to", "back"],
)
def test_residents_cannot_press_what_staff_do(story: Story, action: str) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    before = story.dump()
    for person in (story.wang, story.zhao):
        assert person.presses_data(f"1|{action}|1|", card.id) == NO_STAFF
    assert story.dump() == before


@pytest.mark.parametrize("action", ["withdraw", "misread", "confirm", "deny", "rate"])
def test_residents_cannot_press_for_each_other(story: Story, action: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    before = story.dump()
    answer = story.zhao.presses_data(f"1|{action}|1|satisfied", story.last(RESIDENTS).id)
    assert answer == "这个要报的人自己点。您家还没好的话，在群里说一句，比如：3号楼2单元的灯还是不亮。"
    assert story.dump() == before


@pytest.mark.parametrize("action", ["bind_for", "bind", "invite_at", "invite_to"])
@pytest.mark.parametrize("arg", ["r", "r.1", "grid_worker", "grid_worker.3", "admin.1", "zzz"])
def test_who_is_no_admin_binds_and_invites_nobody(story: Story, action: str, arg: str) -> None:
    story.wang.says(LIFT)
    story.all_staff()
    before = story.dump()
    for person in (story.wang, story.xiaoyan):
        assert person.presses_data(f"1|{action}|0|{arg}", 1) in (NO_ADMIN, STALE)
    assert story.dump() == before


@on_both
def test_a_ticket_of_another_group_cannot_be_met(story: Story) -> None:
    story.wang.says(LIFT)
    guest = story.person(44, "5-1-101 老郑")
    guest.says("大家好", OTHERS)
    before = story.dump()
    for action in ("join", "add", "withdraw", "claim", "resolve", "confirm"):
        assert guest.presses_data(f"1|{action}|1|", 1, OTHERS) == STALE
        assert guest.presses_data(f"1|{action}|1|", 1, 44) == STALE
    assert story.dump() == before


def test_a_worker_of_another_community_cannot_take_it(open_story: Callable[..., Story]) -> None:
    town = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
  - {code: gm-xf,   level: community, name: 幸福社区, parent: gm}
  - {code: gm-xf-1, level: grid,      name: 第九网格, parent: gm-xf, buildings: ["9"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 509, name: 林小九, roles: [{role: grid_worker, place: gm-xf-1}]}
"""
    story = open_story(town)
    lin = story.staff(509, "林小九")
    story.wang.says(LIFT)
    card = story.last(OFFICIALS)
    before = story.dump()
    assert lin.presses_data("1|claim|1|", card.id, OFFICIALS) == "这单归第一网格，由那边的同事接。"
    assert lin.presses_data("1|claim|1|", 1, 509) == STALE
    assert story.dump() == before


def test_handing_to_nobody_we_know_changes_nothing(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    before = story.dump()
    for arg in ("", "0", "99", "11", "501", "abc", "-5"):
        answer = story.xiaoyan.presses_data(f"1|hand_to|1|{arg}", story.last(WORKERS).id, WORKERS)
        assert answer == "这位同事现在不在名单里了，请再选一位。"
    assert story.dump() == before


@pytest.mark.parametrize("rating", ["", "great", "满意", "0", "satisfied2"])
def test_a_rating_nobody_offered_changes_nothing(story: Story, rating: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.wang.presses("解决了")
    before = story.dump()
    story.wang.presses_data(f"1|rate|1|{rating}", story.last(RESIDENTS).id)
    assert story.dump() == before


def test_a_button_on_a_card_that_is_gone_is_answered(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    story.wang.presses("误会了")
    before = story.dump()
    assert story.li.presses_data("1|join|1|", card.id) == "编号1现在是：误会，已撤掉。"
    assert story.dump() == before


def test_an_admin_cannot_bind_a_private_chat(story: Story) -> None:
    story.admin.commands("/bind")
    assert story.admin.hears()[-1] == "请到要登记的群里发 /bind。"
    before = story.dump()
    story.admin.presses_data("1|bind|0|r.3", 2, 900)
    assert story.dump() == before


def test_every_press_stops_spinning(story: Story) -> None:
    story.wang.says(LIFT)
    story.all_staff()
    for data in [*FORGED, "1|claim|1|", "1|contact|1|", "1|arrive|1|", "1|arrive|1|", "1|resolve|1|", "1|back|1|"]:
        story.xiaoyan.presses_data(data, story.last(WORKERS).id, WORKERS)
        assert story.gateway.answers[story.xiaoyan.callback] is not None, data


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.text(max_size=80), st.from_regex(r"1\|[a-z_]{1,16}\|[0-9]{1,18}\|[A-Za-z0-9_.:-]{0,30}")))
def test_no_data_at_all_breaks_the_desk(story: Story, data: str) -> None:
    if not story.tickets():
        story.wang.says(LIFT)
    story.zhao.presses_data(data, 2)
    assert story.gateway.answers[story.zhao.callback] is not None
    assert story.ticket().state == "open"


@pytest.mark.parametrize("action", sorted([*CHOICES, *ACTIONS]))
def test_no_number_is_too_long(story: Story, action: str) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    for person in (story.xiaoyan, story.chen, story.wu, story.wang):
        for arg in (LONG, f"{LONG}.1", f"1.{LONG}", f"1.20261122.{LONG}"):
            person.presses_data(f"1|{action}|1|{arg}", story.last(WORKERS).id, WORKERS)
    assert story.ticket().number == 1


@pytest.mark.parametrize(
    "words", ["暂停", "取消", "恢复", "广播 看", "撤回", "同意", "驳回", "没签收", "签收", "合并", "办结", "收成名单"]
)
def test_no_typed_number_is_too_long(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    for said in (f"{words} {LONG}", f"{words} {LONG} 1", f"{words}{LONG}号"):
        story.xiaoyan.says(said, WORKERS)
        story.chen.writes(said)
        story.wu.says(said, OFFICIALS)
    assert story.ticket().state == "open"
