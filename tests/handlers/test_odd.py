"""Stories of what Telegram brings besides plain words of people: masks, tags, cards passed on, other bots' commands."""

from typing import Any

import pytest

from rules.messages import SenderKind
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story

LIFT = "3号楼2单元电梯坏了"
# What came in, and which bot serves the groups where somebody speaks for the first time.
UNTOUCHED = ("inbox", "chat_group", "town_version")
MASKS = [(SenderKind.ANONYMOUS_ADMIN, 1087968824), (SenderKind.CHANNEL, -100777)]


def passed_on(story: Story) -> dict[str, Any]:
    """What says that a message was first written by the desk."""
    return {"forward_origin": {"type": "user", "date": 1, "sender_user": {"id": story.bot, "is_bot": True}}}


@pytest.mark.parametrize(("kind", "user"), MASKS)
@pytest.mark.parametrize("words", ["3号楼着火了，快来人", "3号楼2单元有煤气味", "老人晕倒了没呼吸了，在3号楼门口"])
def test_who_cries_for_a_life_behind_a_mask_is_heard(story: Story, kind: SenderKind, user: int, words: str) -> None:
    story.all_staff()
    story.masked(kind, "群管理", user).says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert "编号1" in story.last(RESIDENTS).text


@pytest.mark.parametrize(("kind", "user"), MASKS)
@pytest.mark.parametrize(
    "words", [LIFT, "冬季防火提示：离家关火关电，发现着火打119", "昨天新闻里那个小区着火了", "大家早上好"]
)
def test_a_mask_that_cries_for_no_life_opens_nothing(story: Story, kind: SenderKind, user: int, words: str) -> None:
    story.masked(kind, "达濠通知", user).says(words)
    assert (story.tickets(), story.standing(RESIDENTS)) == ([], [])


@pytest.mark.parametrize(("kind", "user"), MASKS)
def test_a_mask_that_cries_of_what_is_known_opens_no_second(story: Story, kind: SenderKind, user: int) -> None:
    story.wang.says("3号楼着火了")
    story.masked(kind, "群管理", user).says("3号楼着火了，大家快下楼")
    assert len(story.tickets()) == 1


def test_the_tag_of_a_member_tells_their_door(story: Story) -> None:
    """A member of a group wears a tag there, and has one name everywhere."""
    story.all_staff()
    story.person(71, "小陈").says("电梯坏了", sender_tag="3-2-801")
    (ticket,) = story.tickets()
    assert (ticket.building, ticket.unit) == ("3", "2")
    assert "801" not in "".join(story.texts(RESIDENTS))
    (report,) = story.reports()
    assert (report.name, report.household) == ("3-2-801 小陈", "3-2-801")


@pytest.mark.parametrize("words", [LIFT, "3号楼着火了"])
def test_a_card_that_is_passed_on_tells_nothing_new(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    card = story.last(RESIDENTS).text
    before = story.dump(UNTOUCHED)
    story.li.says(card, **passed_on(story))
    story.person(66, "5-1-101 老郑").says(card, OTHERS, **passed_on(story))
    story.xiaoyan.says(card, **passed_on(story))
    story.xiaoyan.says(card, WORKERS, **passed_on(story))
    assert story.dump(UNTOUCHED) == before


def test_a_card_passed_on_to_the_desk_asks_how_it_stands(story: Story) -> None:
    story.wang.says(LIFT)
    card, before = story.last(RESIDENTS).text, story.ticket()
    story.wang.writes(card, **passed_on(story))
    assert story.wang.hears()[-1].startswith("编号1　电梯故障　3号楼2单元：")
    story.xiaoyan.writes(card, **passed_on(story))
    assert "1号单" in story.xiaoyan.hears()[-1]
    assert story.ticket().news == before.news == ""


def test_what_somebody_else_said_and_a_neighbour_passes_on_is_heard(story: Story) -> None:
    story.wang.says(LIFT, forward_origin={"type": "hidden_user", "sender_user_name": "小周", "date": 1})
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["/start@weather_bot", "/rules", "/ban@GroupHelpBot ", "/claim_1"])
def test_a_command_of_another_bot_is_no_remark_on_a_ticket(story: Story, words: str) -> None:
    story.wang.says("3号楼着火了")
    before = story.dump()
    story.wang.commands(words, RESIDENTS)
    assert story.dump() == before


@pytest.mark.parametrize("words", ["/report@weather_bot 3号楼着火了", "/fire 3号楼着火了", "/bx 3号楼2单元电梯坏了"])
def test_what_is_told_behind_a_foreign_command_is_heard(story: Story, words: str) -> None:
    story.wang.commands(words, RESIDENTS)
    assert len(story.tickets()) == 1


def test_an_edit_that_asks_for_nothing_hides_no_danger(story: Story) -> None:
    story.all_staff()
    said = story.wang.says("3号楼着火了")
    story.wang.edits(said, "大家晚安")
    card = story.card(WORKERS, "1号单").text
    assert "“3号楼着火了”" in card
    assert "大家晚安" in card
    story.wang.edits(said, "3号楼着火了，5楼")
    assert "“3号楼着火了，5楼”" in story.card(WORKERS, "1号单").text


@pytest.mark.parametrize(
    "words",
    [
        "3号楼2单元电\u200b梯坏\u200b了",
        "3号楼2单元电\u0336梯\u0336坏\u0336了\u0336",
        "𝟛号楼𝟚单元电梯坏了",
        "٣号楼٢单元电梯坏了",
        "3\ufe0f\u20e3号楼2\ufe0f\u20e3单元电梯坏了",
        "\u202e3号楼2单元电梯坏了\u202c",
        "③号楼②单元电梯坏了",
        "3號樓2單元電梯壞咗",
        "3 号 楼 2 单 元 电 梯 坏 了",
        "3号楼2单元电梯坏了" + "，" * 4000,
    ],
)
def test_words_are_read_as_they_look(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    (ticket,) = story.tickets()
    assert (ticket.matter, ticket.building, ticket.unit) == ("property_repair.elevator_fault", "3", "2")
    assert "3号楼2单元" in story.last(RESIDENTS).text
    assert "\u202e" not in story.last(WORKERS).text


def test_a_name_is_read_as_it_looks(story: Story) -> None:
    story.person(72, "3\u200b-\u200b2-501 \u202e王").says("电梯坏了")
    (ticket,) = story.tickets()
    assert (ticket.building, ticket.unit) == ("3", "2")


LONG_LINK = "https://v.douyin.com/iRNBho6q/AbCdEfGh-ijkLmnOpQrsTuvWxyz0123456789?utm_source=copy_link"


@pytest.mark.parametrize(
    "words",
    [
        f"3号楼2单元电梯坏了 {LONG_LINK}",
        f"{LONG_LINK} 3号楼2单元电梯坏了",
        "3号楼2单元电梯坏了 @zhang_san_1987 @li_si_abcdefgh @wang_wu_long_name",
        "@Gao_Xiaoyan_wangge 3号楼2单元电梯坏了",
        "3号楼2单元电梯坏了 #griddesk #broken_elevator #help_help_help",
        "3号楼2单元电梯坏了 VID_20261120_081233_HD_shared_by_wechat.mp4",
    ],
)
def test_a_report_with_links_and_names_is_heard_as_without(story: Story, words: str) -> None:
    """Telegram's names are of letters: a Chinese report with three of them was taken for English, and not heard."""
    story.wang.says(words)
    (ticket,) = story.tickets()
    assert (ticket.matter, ticket.building, ticket.unit) == ("property_repair.elevator_fault", "3", "2")
    assert ticket.words == words


@pytest.mark.parametrize("words", ["王桂芳偷人门口路灯不亮", "共产党垃圾门口路灯不亮", "老梁家门口的路灯不亮"])
def test_a_card_repeats_no_insult_as_a_place(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    assert story.last(RESIDENTS).text.startswith("编号1　路灯不亮\n")
    assert words in story.last(WORKERS).text


def test_staff_who_hide_are_told_how_to_be_known(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    hidden = story.masked(SenderKind.ANONYMOUS_ADMIN, "工作群管理")
    for words in ("接单 1", "办结 1 修好了"):
        hidden.says(words, WORKERS)
        assert story.last(WORKERS).text == "匿名发的，认不出是谁。点卡片上的按钮就行，或者关掉匿名再发一次。"
    hidden.commands("/bind", WORKERS)
    assert story.last(WORKERS).text.startswith("匿名发的")
    assert story.states() == ["open"]


@pytest.mark.parametrize("words", ["办结 1", "接单 7", "督办 99", "/resolve 3"])
def test_a_workers_word_of_who_is_no_worker_opens_nothing(story: Story, words: str) -> None:
    """办结 1 in private was taken for a complaint about staff, and sealed."""
    stranger = story.person(73, "路人")
    stranger.starts()
    stranger.commands(words) if words.startswith("/") else stranger.writes(words)
    assert story.tickets() == []
    assert stranger.hears()[-1] == "这个要网格员来点。您要是工作人员，请管理员登记一下。"


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("樓道冒煙", "safety_hazard.fire"),
        ("三樓漏煤氣", "safety_hazard.gas_leak"),
        ("老人暈倒了沒有呼吸", "welfare_care.medical_help"),
        ("廚房著火了，快來救人", "safety_hazard.fire"),
    ],
)
def test_danger_in_traditional_signs_is_heard(story: Story, words: str, matter: str) -> None:
    story.zhao.says(words)
    (ticket,) = story.tickets()
    assert (ticket.matter, ticket.service_class) == (matter, "P0")
    assert ticket.words == words


def test_who_shares_their_own_number_in_private_is_rung_there(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    card = {"contact": {"phone_number": "+8613812345678", "first_name": "王", "user_id": story.wang.who.id}}
    story.wang.writes("", **card)
    assert story.wang.hears()[-1] == "加到编号1里了。"
    assert [report.contact for report in story.reports()] == ["+8613812345678"]
    assert "13812345678" not in "".join(story.texts(RESIDENTS) + story.texts(WORKERS))


def test_a_number_that_is_shared_in_a_group_is_kept_nowhere(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.says("", contact={"phone_number": "+8613812345678", "first_name": "王", "user_id": story.wang.who.id})
    assert "13812345678" not in str(story.dump())
