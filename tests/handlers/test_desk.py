"""Stories of the desk itself: English, several bots, cards that vanish, sends that fail, more than one process."""

import asyncio
import re
from collections.abc import Callable

import pytest

from bot.gateway import Account, Refused
from handlers.desk import Desk, Resources
from rules.messages import Act
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
CHINESE = re.compile(r"[一-龥。，：；！？“”　]")
EASTER = """
places:
  - {code: s,   level: street,    name: Bright Street}
  - {code: c,   level: community, name: Harbour, parent: s}
  - {code: g,   level: grid,      name: Grid One, parent: c, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: g, purpose: residents, name: Residents of Grid One}
  - {chat_id: -1002, place: c, purpose: workers,   name: Harbour workers}
  - {chat_id: -1003, place: s, purpose: officials, name: Bright Street command}
people:
  - {user_id: 501, name: Ann, roles: [{role: grid_worker, place: g}]}
  - {user_id: 601, name: Carl, roles: [{role: community_secretary, place: c}]}
"""


def test_a_whole_story_in_english_has_no_chinese_in_it(open_story: Callable[..., Story]) -> None:
    story = open_story(EASTER, locale="en")
    ann, carl = story.staff(501, "Ann"), story.staff(601, "Carl")
    tom, eve = story.person(11, "3-2-501 Tom"), story.person(12, "3-2-602 Eve")
    tom.commands("/report 3-2-501 lift out of order", RESIDENTS)
    story.sweep()
    story.forward(minutes=40)
    assert story.last(RESIDENTS).labels[0] in ("Same here", "I saw it too")
    eve.presses(story.last(RESIDENTS).labels[0])
    ann.commands("/claim 1", WORKERS)
    assert "Grid worker Ann has it" in story.last(RESIDENTS).text
    ann.commands("/contacted 1 the mechanic comes at ten", WORKERS)
    ann.commands("/resolve 1 motor replaced", WORKERS)
    assert "Done: motor replaced" in story.last(RESIDENTS).text
    tom.presses("Not solved")
    ann.commands("/resolve 1 replaced again", WORKERS)
    tom.presses("Solved")
    tom.presses("Satisfied")
    tom.starts()
    tom.commands("/my")
    ann.commands("/my")
    carl.commands("/help")
    story.until(23, 9)
    said = [d.out.text for d in story.gateway.sent if d.out.act in (Act.SEND, Act.EDIT)]
    said += [answer for answer in story.gateway.answers.values() if answer]
    assert [text for text in said if CHINESE.search(text.replace("“", "").replace("”", ""))] == []
    assert (story.ticket().state, story.ticket().rating) == ("closed", "satisfied")


# cards --------------------------------------------------------------------------------------------------------


def test_only_the_newest_state_of_a_card_is_sent(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    before = card.edits
    for n in range(10):
        story.gateway.press(RESIDENTS, story.person(200 + n, f"邻居某{n}").who, card.id, "我家也是")
    story.settle()
    assert "11户反映" in story.last(RESIDENTS).text
    assert story.last(RESIDENTS).edits == before + 1


def test_a_card_that_somebody_deleted_is_sent_anew_when_it_has_news(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    card.deleted = True
    story.xiaoyan.presses("接单", WORKERS)
    assert story.last(RESIDENTS).id != card.id
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了。")
    story.xiaoyan.presses("到场", WORKERS)
    assert story.last(RESIDENTS).text.endswith("高晓燕到现场了。")
    assert len(story.standing(RESIDENTS)) == 1


def test_a_workers_card_that_somebody_deleted_comes_back_too(story: Story) -> None:
    story.wang.says(LIFT)
    story.last(WORKERS).deleted = True
    story.xiaoyan.says("接单 1", WORKERS)
    assert "高晓燕接了" in story.last(WORKERS).text
    assert story.last(WORKERS).labels[0] == "已联系"


def test_a_message_the_platform_refuses_stops_nobody(story: Story) -> None:
    story.gateway.script(Refused("too_long", "message is too long"), chat=RESIDENTS)
    story.wang.says(LIFT)
    assert "1号单" in story.last(WORKERS).text
    story.zhao.says("1号楼垃圾桶满了")
    assert "编号2" in story.last(RESIDENTS).text


def test_what_has_not_changed_is_not_sent(story: Story) -> None:
    story.wang.says(LIFT)
    sent = len(story.gateway.sent)
    story.call(lambda desk: desk.refresh(desk.own_ticket(1)))
    assert len(story.gateway.sent) == sent


# several bots, several processes ------------------------------------------------------------------------------


@pytest.fixture
def two_bots(story: Story) -> Story:
    second = Account(701, "second_bot", "小格二", reads_all=True)
    story.gateway.accounts.append(second)
    story.resources.accounts = {a.id: a for a in story.gateway.accounts}
    story.gateway.group(OTHERS, "第二网格居民群", [701])
    return story


def test_each_group_is_served_by_the_bot_that_sits_in_it(two_bots: Story) -> None:
    story = two_bots
    story.wang.says(LIFT)
    story.person(45, "5-1-101 老郑").says("5号楼1单元电梯坏了", OTHERS)
    by_bot = {(d.bot, d.out.chat) for d in story.gateway.sent if d.out.chat in (RESIDENTS, OTHERS)}
    assert by_bot == {(700, RESIDENTS), (701, OTHERS)}


def test_a_group_with_two_bots_is_answered_once(two_bots: Story) -> None:
    story = two_bots
    story.gateway.group(RESIDENTS, "第一网格居民群", [700, 701])
    story.wang.says(LIFT)
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == 1


def test_the_private_chat_stays_with_the_bot_it_was_opened_with(two_bots: Story) -> None:
    story = two_bots
    story.wang.starts()
    story.wang.says("我家困难想申请低保", OTHERS)
    story.wu.says("办结 1 交上去了", OFFICIALS)
    assert story.wang.sees("交上去了")
    assert {d.bot for d in story.gateway.sent if d.out.chat == 11} == {700}


@on_both
def test_another_process_learns_at_once_that_the_town_has_changed(story: Story) -> None:
    other = Resources(
        story.resources.policies, story.resources.texts, story.resources.read, story.resources.ear,
        story.resources.decode, story.resources.accounts,
    )  # fmt: skip
    story.staff(501, "高晓燕")
    with story.database.transaction() as session:
        assert Desk(session, other, story.now, story.now).town.officers[501].reachable
    story.gateway.change_bot(501, "kicked", story.xiaoyan.who)
    story.settle()
    with story.database.transaction() as session:
        assert not Desk(session, other, story.now, story.now).town.officers[501].reachable


def test_an_update_that_comes_twice_is_handled_once(story: Story) -> None:
    story.gateway.say(RESIDENTS, story.wang.who, LIFT)
    raw = story.gateway.unconfirmed(700)[-1]
    story.settle()
    asyncio.run(story.gateway.fetch(700, 10**9, 0))
    story.gateway._waiting[700][raw.update_id] = raw
    story.settle()
    assert len(story.tickets()) == 1
