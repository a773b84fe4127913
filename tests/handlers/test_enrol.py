"""Stories of groups finding their place, and people their role and their private chat."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.gateway import Gone
from handlers import dispatch
from models.place import Group
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
    for words in (
        "小格",
        "光明街道",
        "第二网格",
        "365天后把原话删掉",
        "24小时内删掉",
        "私下告诉我",
        "不想让我记",
        "110、119、120",
    ):
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


def test_pressing_start_opens_the_private_chat_of_staff(story: Story) -> None:
    story.xiaoyan.starts()
    assert story.xiaoyan.hears()[-1] == (
        "记住你了：第一网格的网格员。以后有事都在这里说。看自己的单发 /my，怎么用发 /help。"
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
