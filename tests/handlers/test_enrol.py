"""Stories of groups finding their place, and people their role and their private chat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.gateway import Gone
from config.town import read_town
from handlers import dispatch
from models.place import Group
from models.town_export import told
from tests.handlers.story import MORNING, OTHERS, RESIDENTS, WORKERS, Person, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
NEW = -1077
QUESTION = "这个群是做什么的？请管理员点一下。一小时内没选，我就先退出。"


def added(story: Story, by: Person, chat: int = NEW, name: str = "新来的群", standing: str = "member") -> None:
    story.gateway.group(chat, name)
    story.gateway.chat(chat).standing = "left"
    story.gateway.change_bot(chat, standing, by.who)
    story.settle()


def bound(story: Story, *words: str, chat: int = NEW) -> None:
    for word in words:
        story.admin.presses(word, chat)
    story.sweep()


def group(story: Story, chat: int) -> Group:
    with story.database.transaction() as session:
        found = session.get(Group, chat)
        assert found is not None
        session.expunge(found)
    return found


# binding ------------------------------------------------------------------------------------------------------


@on_both
def test_an_admin_binds_a_residents_group_by_buttons_and_the_notice_is_pinned(story: Story) -> None:
    added(story, story.admin)
    assert story.last(NEW).text == QUESTION
    assert story.last(NEW).labels == ["居民群", "工作群", "指挥群", "通知群"]
    bound(story, "居民群", "光明街道", "达濠社区")
    assert story.last(NEW).text == "居民群：在哪里？点名字往下选，点带✅的就定了。"
    bound(story, "第二网格")
    assert story.texts(NEW)[0] == "好了，这里是第二网格的居民群。"
    notice = story.seen(NEW)[-1]
    assert notice.pinned
    assert notice.labels == ["私下说"]
    for words in ("小格", "光明街道", "第二网格", "24小时内删掉", "私下告诉我", "不想让我记", "110、119、120"):
        assert words in notice.text
    story.person(45, "5-1-101 老郑").says("5号楼1单元电梯坏了", NEW)
    assert "编号1" in story.last(NEW).text
    assert "第二网格" in story.last(WORKERS).text


def test_a_higher_place_is_chosen_by_its_tick(story: Story) -> None:
    added(story, story.admin)
    bound(story, "工作群", "光明街道", "✅ 光明街道")
    assert story.last(NEW).text == "好了，这里是光明街道的工作群。"
    assert not any(m.pinned for m in story.seen(NEW))


def test_who_is_no_admin_cannot_bind(story: Story) -> None:
    added(story, story.admin)
    before = story.dump()
    assert story.xiaoyan.presses("居民群", NEW) == "这个要管理员来做。"
    assert story.dump(["inbox", "person", "town_version", "outbox"]) == {
        name: rows for name, rows in before.items() if name not in ("person", "town_version", "outbox")
    }
    assert story.last(NEW).text == QUESTION


def test_an_admin_who_finds_the_group_already_there_asks_for_the_question(story: Story) -> None:
    story.gateway.group(NEW, "新来的群")
    story.wang.says(LIFT, NEW)
    assert story.seen(NEW) == []
    story.admin.commands("/bind", NEW)
    assert story.last(NEW).text == QUESTION


def test_a_group_bound_to_the_wrong_place_is_bound_again(story: Story) -> None:
    added(story, story.admin)
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    story.admin.commands("/bind", NEW)
    assert story.last(NEW).text == "这个群现在是第二网格的居民群。要改成什么？请管理员点一下，不改就不用管。"
    bound(story, "居民群", "光明街道", "达濠社区", "第一网格")
    assert group(story, NEW).place_id == group(story, RESIDENTS).place_id
    pinned = [m for m in story.seen(NEW) if m.pinned]
    assert len(pinned) == 1 and "第一网格" in pinned[0].text


def moved(story: Story, *words: str) -> list[str]:
    """What stands pinned once the group is bound so."""
    story.forward(minutes=1)
    story.admin.commands("/bind", NEW)
    bound(story, *words)
    return [m.text for m in story.seen(NEW) if m.pinned]


def test_wherever_a_group_moves_only_the_notice_of_where_it_stands_is_pinned(story: Story) -> None:
    added(story, story.admin)
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    assert ["第一网格" in text for text in moved(story, "居民群", "光明街道", "达濠社区", "第一网格")] == [True]
    assert ["第二网格" in text for text in moved(story, "居民群", "光明街道", "达濠社区", "第二网格")] == [True]
    assert moved(story, "工作群", "光明街道", "达濠社区", "第二网格") == []
    assert ["第二网格" in text for text in moved(story, "居民群", "光明街道", "达濠社区", "第二网格")] == [True]


def test_an_old_notice_that_cannot_be_deleted_says_that_it_does_not_hold(story: Story) -> None:
    added(story, story.admin)
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    story.forward(hours=50)
    assert moved(story, "工作群", "光明街道", "达濠社区", "第二网格") == ["这个群换了用处，原来的说明不再算数。"]


@pytest.mark.parametrize("restarts", [True, False])
def test_a_number_told_after_the_group_was_bound_stands_in_its_notice(story: Story, restarts: bool) -> None:
    def taken_up() -> None:
        story.call(dispatch.opened if restarts else dispatch.reloaded, [])
        story.settle()

    added(story, story.admin)
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    notice = story.seen(NEW)[-1]
    assert notice.pinned and "燃气抢险" not in notice.text
    story.forward(days=9)
    policies = story.resources.policies
    story.resources.policies = replace(policies, safety=replace(policies.safety, gas_company="95777"))
    taken_up()
    assert "燃气抢险95777" in story.gateway.chat(NEW).messages[notice.id].text
    assert story.gateway.chat(NEW).messages[notice.id].labels == ["私下说"]
    before = len(story.gateway.sent)
    taken_up()
    assert [each for each in story.gateway.sent[before:] if each.out.chat == NEW] == []


def test_residents_cannot_ask_for_the_question(story: Story) -> None:
    story.sweep()
    story.wang.commands("/bind", RESIDENTS)
    assert QUESTION not in story.texts(RESIDENTS)


def test_imported_groups_get_their_notice_when_a_bot_serves_them(story: Story) -> None:
    story.sweep()
    assert not any(m.pinned for m in story.seen(RESIDENTS))
    story.wang.says("大家好")
    story.sweep()
    story.sweep()
    assert [m.pinned for m in story.seen(RESIDENTS)] == [True]
    assert story.seen(WORKERS) == []


def test_places_of_one_name_are_told_apart_by_those_around_them(story: Story) -> None:
    story.admin.writes(
        "places:\n  - {code: xh, level: street, name: 新河街道}\n"
        "  - {code: xh-dh, level: community, name: 达濠社区, parent: xh}\n"
        "  - {code: xh-dh-2, level: grid, name: 第二网格, parent: xh-dh}\n"
    )
    added(story, story.admin)
    bound(story, "居民群", "新河街道", "达濠社区", "第二网格")
    assert story.texts(NEW)[0] == "好了，这里是新河街道达濠社区第二网格的居民群。"
    story.wang.writes("家里没水了")
    assert story.wang.hears()[-1].startswith("您住在哪个社区")
    assert story.last(story.wang.who.id).labels == ["光明街道达濠社区", "新河街道达濠社区"]


# not bound ----------------------------------------------------------------------------------------------------


@on_both
def test_an_unbound_group_stores_nothing_and_is_left_after_an_hour(story: Story) -> None:
    admin = story.admin
    added(story, story.wang)
    assert story.seen(NEW) == []
    assert admin.hears()[-1].startswith("有人把我拉进了“新来的群”，这个群还没登记。")
    story.wang.says(f"{LIFT} hidden77", NEW)
    story.wang.sends_photo("hidden77", LIFT, NEW)
    assert story.tickets() == []
    assert "hidden77" not in str(story.dump([]))
    story.forward(minutes=59)
    assert story.gateway.chat(NEW).standing == "member"
    story.forward(minutes=2)
    assert story.gateway.chat(NEW).standing == "left"


def test_a_group_that_was_bound_in_time_is_not_left(story: Story) -> None:
    added(story, story.admin)
    story.forward(minutes=50)
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    story.forward(hours=3)
    assert story.gateway.chat(NEW).standing == "member"


def test_after_it_has_left_an_admin_can_put_it_back(story: Story) -> None:
    added(story, story.admin)
    story.forward(hours=2)
    assert story.gateway.chat(NEW).standing == "left"
    added(story, story.admin)
    assert [m.text for m in story.seen(NEW)][-1] == QUESTION
    bound(story, "居民群", "光明街道", "达濠社区", "第二网格")
    story.forward(hours=2)
    assert story.gateway.chat(NEW).standing == "member"


def test_being_made_admin_of_a_group_asks_nothing_again(story: Story) -> None:
    added(story, story.admin)
    story.gateway.change_bot(NEW, "admin", story.admin.who)
    story.settle()
    assert story.texts(NEW) == [QUESTION]


# lost ---------------------------------------------------------------------------------------------------------


@on_both
def test_removed_from_a_group_the_secretary_is_told_once_with_its_open_tickets(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.person(45, "5-1-101 老郑").says("5号楼1单元电梯坏了", OTHERS)
    story.gateway.change_bot(RESIDENTS, "kicked", story.wang.who)
    story.settle()
    told = [text for text in story.chen.hears() if "移出" in text]
    assert told == ["我被移出了“第一网格居民群”，那里还有2件没办完：1、2号单。要我回去，请把我重新拉进群。"]
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(hours=3)
    assert [text for text in story.chen.hears() if "移出" in text] == told
    assert not any("移出" in text for user in (501, 502, 701) for text in story.texts(user))
    assert story.gateway.chat(RESIDENTS).standing == "kicked"


def test_where_no_secretary_can_be_told_the_admin_is(story: Story) -> None:
    story.admin.hears()
    story.gateway.change_bot(RESIDENTS, "kicked", story.wang.who)
    story.settle()
    assert story.admin.hears()[-1] == "我被移出了“第一网格居民群”。要我回去，请把我重新拉进群。"


def test_a_group_that_turns_out_to_be_lost_when_sending_is_told_too(story: Story) -> None:
    story.all_staff()
    story.wang.says("大家好")
    story.gateway.chat(RESIDENTS).standing = "kicked"
    story.wang.says(LIFT)
    assert any("移出" in text for text in story.chen.hears())
    assert "1号单" in story.last(WORKERS).text


def test_put_back_into_the_workers_group_what_is_open_is_shown_anew_once(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.gateway.change_bot(WORKERS, "kicked", story.chen.who)
    story.settle()
    story.gateway.change_bot(WORKERS, "member", story.chen.who)
    story.settle()
    assert [text.partition("　")[0] for text in story.texts(WORKERS)[-2:]] == ["1号单", "2号单"]
    assert sum(text.startswith("1号单　") for text in story.texts(WORKERS)) == 1
    count = len(story.texts(WORKERS))
    story.gateway.change_bot(WORKERS, "admin", story.chen.who)
    story.settle()
    assert len(story.texts(WORKERS)) == count
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    assert story.states() == ["resolved", "open"]


def test_put_back_into_a_residents_group_its_cards_are_put_right(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.gateway.change_bot(RESIDENTS, "kicked", story.wang.who)
    story.settle()
    story.xiaoyan.presses("接单", WORKERS)
    story.gateway.change_bot(RESIDENTS, "member", story.wang.who)
    story.settle()
    assert story.card(RESIDENTS, "编号1").text.endswith("网格员高晓燕接了。")
    assert len(story.standing(RESIDENTS)) == 1


def test_put_back_it_goes_on(story: Story) -> None:
    story.wang.says("大家好")
    story.gateway.change_bot(RESIDENTS, "kicked", story.wang.who)
    story.settle()
    story.gateway.change_bot(RESIDENTS, "member", story.xiaoyan.who)
    story.settle()
    story.wang.says(LIFT)
    assert "编号1" in story.last(RESIDENTS).text


# people -------------------------------------------------------------------------------------------------------


def invited(story: Story, *words: str) -> str:
    story.admin.commands("/invite")
    for word in words:
        story.admin.presses(word, 900)
    link = story.admin.hears()[-1].splitlines()[-1]
    assert link.startswith("https://t.me/desk_bot?start=i")
    return link.partition("start=")[2]


@on_both
def test_an_invite_link_gives_its_first_reader_the_role_and_opens_the_private_chat(story: Story) -> None:
    payload = invited(story, "网格员", "光明街道", "达濠社区", "第一网格")
    assert story.admin.hears()[-1].startswith(
        "把这个链接发给第一网格的网格员，本人点开就登记好了，七天内有效，只能用一次："
    )
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(payload)
    assert guest.hears()[-1] == "登记好了：第一网格的网格员。以后催单、转派都在这里说，怎么用发 /help。"
    story.wang.says(LIFT)
    assert guest.presses("接单", WORKERS) == "1号单归你了，辛苦。"
    assert story.last(RESIDENTS).text.endswith("网格员丁一接了。")
    assert guest.sees("报事人")


@pytest.mark.parametrize(
    ("role", "way", "offered"),
    [
        ("社区书记", ["光明街道"], ["达濠社区"]),
        ("网格员", ["光明街道"], ["达濠社区"]),
        ("网格员", ["光明街道", "达濠社区"], ["✅ 达濠社区", "第一网格", "第二网格"]),
        ("街道中心", [], ["光明街道"]),
        ("楼长", ["光明街道", "达濠社区"], ["✅ 达濠社区", "第一网格", "第二网格"]),
    ],
)
def test_a_role_is_offered_only_where_the_town_can_have_it(
    story: Story, role: str, way: list[str], offered: list[str]
) -> None:
    story.admin.commands("/invite")
    for word in (role, *way):
        story.admin.presses(word, 900)
    assert story.last(900).labels == offered


def test_a_role_where_it_cannot_be_is_refused_even_by_an_old_button(story: Story) -> None:
    story.admin.commands("/invite")
    assert story.admin.presses_data("1|invite_to|0|community_secretary.1", story.last(900).id, 900)
    assert "t.me" not in story.admin.hears()[-1]


def test_all_who_are_invited_can_be_exported_and_imported(open_story: Callable[..., Story]) -> None:
    from tests.handlers.story import TOWN

    offices = "departments:\n  - {code: urban_management, name: 城管, street: gm}\n"
    story = open_story(TOWN.read_text(encoding="utf-8") + offices)
    story.admin.commands("/invite")
    roles = story.last(900).labels
    assert {"部门", "社区民警", "楼长", "单元长", "志愿者", "审核员", "隐私负责人", "管理员"} <= set(roles)
    for number, role in enumerate(roles):
        story.admin.commands("/invite")
        story.admin.presses(role, 900)
        while "t.me" not in story.admin.hears()[-1]:
            story.admin.presses(story.last(900).labels[0], 900)
        guest = story.staff(7000 + number, f"新人{number}", starts=False)
        guest.starts(story.admin.hears()[-1].splitlines()[-1].partition("start=")[2])
        assert guest.hears()[-1].startswith("登记好了"), role
    with story.database.transaction() as session:
        exported = told(session)
    assert "department: urban_management" in exported
    assert len(read_town(exported).people) >= len(roles)


def test_an_invite_link_works_for_one_person_only(story: Story) -> None:
    payload = invited(story, "网格员", "光明街道", "达濠社区", "第一网格")
    first, second = story.staff(77, "丁一", starts=False), story.staff(78, "丁二", starts=False)
    first.starts(payload)
    second.starts(payload)
    assert second.hears()[-1] == "这个邀请用过了或过期了，请管理员再发一个。"
    first.starts(payload)
    assert first.hears()[-1].startswith("登记好了")


def test_an_invite_link_ends_after_a_week(story: Story) -> None:
    payload = invited(story, "网格员", "光明街道", "达濠社区", "第一网格")
    story.now += timedelta(days=7, minutes=1)
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(payload)
    assert guest.hears()[-1] == "这个邀请用过了或过期了，请管理员再发一个。"


def test_a_link_nobody_made_gives_nothing(story: Story) -> None:
    guest = story.staff(77, "丁一", starts=False)
    guest.starts("iAAAAAAAAAAAAAAAA")
    assert guest.hears()[-1] == "这个邀请用过了或过期了，请管理员再发一个。"
    assert "role" not in story.dump() or not any("77" in row for row in story.dump()["role"])


def test_an_invited_admin_can_bind(story: Story) -> None:
    payload = invited(story, "管理员", "光明街道", "✅ 光明街道")
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(payload)
    added(story, guest)
    assert story.last(NEW).text == QUESTION
    assert guest.presses("居民群", NEW) == ""
    assert story.last(NEW).text.startswith("居民群：在哪里？")


def test_who_invited_hears_that_it_was_used(story: Story) -> None:
    payload = invited(story, "管理员", "光明街道", "✅ 光明街道")
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(payload)
    guest.commands("/invite")
    for word in ("网格员", "光明街道", "达濠社区", "第二网格"):
        guest.presses(word, 77)
    story.staff(78, "丁二", starts=False).starts(guest.hears()[-1].partition("start=")[2])
    assert guest.hears()[-1] == "丁二登记成第二网格的网格员了。"


def test_only_admins_invite(story: Story) -> None:
    story.xiaoyan.commands("/invite")
    assert story.xiaoyan.hears()[-1] == "这个要管理员来做。"


def test_pressing_start_opens_the_private_chat_of_staff(story: Story) -> None:
    story.xiaoyan.starts()
    assert story.xiaoyan.hears()[-1] == (
        "记住你了：第一网格的网格员。以后催单、转派都在这里说。看自己的单发 /my，怎么用发 /help。"
    )


def test_who_blocks_the_bot_counts_as_off_duty_until_they_are_back(story: Story) -> None:
    story.all_staff()
    story.gateway.change_bot(501, "kicked", story.xiaoyan.who)
    story.settle()
    story.wang.says(LIFT)
    story.forward(minutes=8)
    assert any("谁能去" in text for text in story.texts(WORKERS))
    story.gateway.chat(501).standing = "member"
    story.xiaoyan.writes("我回来了")
    story.zhao.says("1号楼电梯坏了")
    story.forward(minutes=8)
    assert "2号单" in story.xiaoyan.hears()[-1]


def test_a_private_chat_that_refuses_is_noticed_when_sending(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.gateway.script(Gone("blocked", "Forbidden: bot was blocked by the user"), chat=501)
    story.forward(minutes=8)
    story.zhao.says("1号楼电梯坏了")
    story.forward(minutes=8)
    assert any("2号单还没人接" in text for text in story.texts(WORKERS))


@pytest.mark.parametrize("payload", ["p0", "p99999", "pabc", "x", "p1 p2", "i", "p-1"])
def test_an_odd_payload_harms_nothing(story: Story, payload: str) -> None:
    story.wang.starts(payload)
    assert story.wang.hears()


# migration and topics -----------------------------------------------------------------------------------------


@on_both
def test_a_group_that_becomes_a_supergroup_keeps_everything(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(RESIDENTS)
    new = -2005550
    story.gateway.migrate(RESIDENTS, new)
    story.gateway.chat(new).last = card.id - 1
    story.settle()
    assert str(RESIDENTS) not in str({name: rows for name, rows in story.dump().items() if name != "inbox"})
    strangers = story.li.says("几点打球", new)
    assert strangers == card.id
    story.xiaoyan.presses("接单", WORKERS)
    anew = story.last(new)
    assert (anew.reply_to, story.gateway.chat(new).messages[strangers].text) == (None, "几点打球")
    assert "高晓燕接了" in anew.text
    assert story.li.presses("我家也是", new) == "记上了。编号1，现在2户反映。"
    assert "2户反映" in story.gateway.chat(new).messages[anew.id].text
    story.li.says("1号楼那边有球吗", new, reply_to=strangers)
    assert len(story.tickets()) == 1
    story.zhao.says("1号楼垃圾桶满了", new)
    assert "编号2" in story.last(new).text
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert any("办好了：修好了" in text for text in story.texts(new))


def test_in_a_forum_the_card_and_the_result_stand_in_the_topic(story: Story) -> None:
    topic = story.gateway.topic(7)
    story.wang.says(LIFT, **topic)
    assert story.last(RESIDENTS).topic == 7
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.last(RESIDENTS).topic == 7
    story.zhao.says("1号楼垃圾桶满了")
    assert story.last(RESIDENTS).topic is None


def test_the_workers_card_goes_to_the_topic_of_their_group(open_story: Callable[..., Story]) -> None:
    from tests.handlers.story import TOWN

    town = TOWN.read_text(encoding="utf-8").replace("name: 达濠社区工作群", "name: 达濠社区工作群, topic: 42")
    story = open_story(town)
    story.wang.says(LIFT)
    assert story.last(WORKERS).topic == 42


def test_the_story_begins_in_the_morning(story: Story) -> None:
    assert story.now == MORNING


def test_who_is_invited_reads_once_what_waits_already(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼楼道灯不亮了")
    story.wang.says(LIFT)
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(invited(story, "网格员", "光明街道", "达濠社区", "第一网格"))
    waits = guest.hears()[-1].splitlines()
    assert waits[:2] == ["之前报的，还有这些没办完。", "等人接2件"]
    assert [line.partition("　")[0] for line in waits[2:]] == ["2号单", "1号单"]
    guest.starts()
    assert sum(text.startswith("之前报的") for text in guest.hears()) == 1
    guest.presses("1 接单", 77)
    assert story.ticket(1).claimed_by == 77


def test_officials_read_what_has_come_up_to_them_and_helpers_nothing(open_story: Callable[..., Story]) -> None:
    from tests.handlers.story import TOWN

    more = "  - {user_id: 802, name: 物业老周, roles: [{role: property_manager, place: gm-dh}]}\n"
    story = open_story(TOWN.read_text(encoding="utf-8") + more)
    story.zhao.says("1号楼楼道灯不亮了")
    assert not any("之前报的" in text for text in story.chen.hears())
    story.until(20, 18)
    assert story.ticket().level == "community"
    for user, name in ((701, "吴主任"), (802, "物业老周")):
        story.staff(user, name)
        assert not any("之前报的" in text for text in story.texts(user))
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(invited(story, "社区书记", "光明街道", "达濠社区"))
    assert "1号单" in guest.sees("之前报的").text


def test_who_is_invited_where_nothing_waits_reads_nothing_more(story: Story) -> None:
    story.xiaoyan.says("1号楼楼道灯不亮了")
    story.zhao.says("5号楼楼道灯不亮了", OTHERS)
    guest = story.staff(77, "丁一", starts=False)
    guest.starts(invited(story, "网格员", "光明街道", "达濠社区", "第一网格"))
    assert guest.hears()[-1].startswith("登记好了")


def test_who_opens_the_private_chat_after_being_named_reads_what_a_colleague_is_late_with(story: Story) -> None:
    story.yali, story.chen  # noqa: B018
    story.zhao.says("1号楼楼道灯不亮了")
    story.chen.says("接单 1", WORKERS)
    story.chen.says("到场 1", WORKERS)
    story.until(27, 9)
    story.xiaoyan.writes("你好")
    late = [text for text in story.xiaoyan.hears() if text.startswith("之前报的")]
    assert len(late) == 1
    assert late[0].splitlines()[1] == "超期1件"
    assert late[0].endswith("陈书记在办")
