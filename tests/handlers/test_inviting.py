"""Stories of invitations: a link gives its first reader a role, the private chat, and what waits already."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from config.town import read_town
from models.town_export import told
from tests.handlers.story import OTHERS, RESIDENTS, TOWN, WORKERS, Story, on_both
from tests.handlers.test_enrol import LIFT, NEW, QUESTION, added


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
    assert guest.hears()[-1] == "登记好了：第一网格的网格员。以后有事都在这里说，怎么用发 /help。"
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


def test_an_admin_by_settings_hears_who_took_the_invitation(story: Story) -> None:
    """They alone can tell that the wrong one did."""
    payload = invited(story, "网格员", "光明街道", "达濠社区", "第二网格")
    story.staff(78, "路人甲", starts=False).starts(payload)
    assert story.admin.hears()[-1] == "路人甲登记成第二网格的网格员了。"


def test_only_admins_invite(story: Story) -> None:
    story.xiaoyan.commands("/invite")
    assert story.xiaoyan.hears()[-1] == "这个要管理员来做。"


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
