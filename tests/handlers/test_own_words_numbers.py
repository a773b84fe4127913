"""Stories of staff who name tickets by their numbers: a note, a result, several at once."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_own_words import offered, taken
from tests.handlers.test_own_words_which import kept, two_taken


@pytest.mark.parametrize(
    ("words", "number", "news"),
    [
        ("1号等配件", 1, "等配件"),
        ("1明天弄", 1, "明天弄"),
        ("2号单没人在家", 2, "没人在家"),
        ("1号单：物业说周三来修", 1, "物业说周三来修"),
        ("二号单 桶盖也坏了", 2, "桶盖也坏了"),
        ("回复 2 师傅十点到", 2, "师傅十点到"),
        ("回 1号单：师傅十点到", 1, "师傅十点到"),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_a_note_with_a_number_is_of_that_ticket(
    story: Story, words: str, number: int, news: str, private: bool
) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    said = story.xiaoyan.says(words, 501 if private else WORKERS)
    assert kept(story.ticket(number)) == (("", news) if "师傅" in news or "物业" in news else (news, ""))
    assert kept(story.ticket(3 - number)) == ("", "")
    if private:
        assert story.xiaoyan.hears()[-1].startswith(f"记在{number}号单")
    else:
        assert story.reaction(said, WORKERS)


@pytest.mark.parametrize("words", ["1 完成", "一号单好了，通了", "1号单：灯泡换了"])
@pytest.mark.parametrize("private", [False, True])
def test_a_result_with_a_number_is_of_that_ticket(story: Story, words: str, private: bool) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    chat = 501 if private else WORKERS
    story.xiaoyan.says(words, chat)
    if "完成" in words:
        story.xiaoyan.says("换了灯泡", chat, reply_to=story.card(chat, "1号单办了什么").id)
    assert story.states() == ["resolved", "claimed"]


def test_a_number_that_there_is_not_is_said(story: Story) -> None:
    two_taken(story)
    story.xiaoyan.writes("3号单没人在家")
    assert story.xiaoyan.hears()[-1].startswith("没找到3号单")


@pytest.mark.parametrize("words", ["1号楼等配件", "1号单怎么还不修", "3点师傅来", "1号下午开会", "1个人去"])
def test_other_words_that_begin_with_a_number_are_no_note(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().news == ""


def test_danger_in_a_note_with_a_number_rings_people(story: Story) -> None:
    taken(story)
    story.xiaoyan.says("1号单：楼道着火了", WORKERS)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


@pytest.mark.parametrize("words", ["1号单：楼道着火了", "7号单：楼道着火了", "灯修好了，隔壁着火了"])
def test_danger_beside_a_number_or_a_result_in_private_does_too(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes(words)
    assert story.tickets()[-1].danger == "fire"
    assert story.chen.sees("紧急：").text


def test_where_two_wait_a_number_says_which(story: Story) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("接了", WORKERS)
    assert story.card(WORKERS, "是哪一件").labels[0].startswith("2 ")
    story.xiaoyan.says("2也接了", WORKERS)
    assert story.states() == ["open", "claimed"]
    story.xiaoyan.says("1接了", WORKERS)
    story.xiaoyan.says("2号清了", WORKERS)
    assert story.states() == ["claimed", "resolved"]


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("都接了", ["claimed", "claimed"]),
        ("两个我都接了", ["claimed", "claimed"]),
        ("两个都接了", ["claimed", "claimed"]),
        ("接单1 2", ["claimed", "claimed"]),
        ("接单 1、2号单", ["claimed", "claimed"]),
        ("接1和2", ["claimed", "claimed"]),
        ("1和2我都接了", ["claimed", "claimed"]),
        ("接丹 2", ["open", "claimed"]),
        ("接2", ["open", "claimed"]),
        ("都接了吗", ["open", "open"]),
        ("接了2个快递", ["open", "open"]),
        ("接2号楼的", ["open", "open"]),
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_all_that_are_meant_are_taken(story: Story, words: str, states: list[str], private: bool) -> None:
    offered(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says(words, story.xiaoyan.who.id if private else WORKERS)
    assert story.states()[:2] == states


def test_of_several_taken_at_once_it_is_said_which_were_not(story: Story) -> None:
    card = taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.yali.says("接单1 2 7", WORKERS, reply_to=card)
    assert [ticket.claimer for ticket in story.tickets()] == ["高晓燕", "高亚丽"]
    assert story.last(WORKERS).text == "2号单归你了，辛苦。1号单高晓燕已经接了。没找到7号单，看看号码对不对。"


@pytest.mark.parametrize(("words", "matter", "building"), [
    ("改成渗漏水", "property_repair.leak", "1"),
    ("类别不对，是渗漏水", "property_repair.leak", "1"),
    ("改成3号楼2单元", "sanitation.garbage_overflow", "3"),
    ("地点是3号楼", "sanitation.garbage_overflow", "3"),
])  # fmt: skip
@pytest.mark.parametrize("under_card", [False, True])
def test_a_correction_without_a_number_is_of_what_was_just_spoken_of(
    story: Story, words: str, matter: str, building: str, under_card: bool
) -> None:
    """改成渗漏水 in private opened a ticket of its own."""
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.says("2号单等车", 501)
    if under_card:
        story.forward(hours=1)
        story.xiaoyan.says(words, WORKERS, reply_to=story.card(WORKERS, "2号单").id)
    else:
        story.xiaoyan.writes(words)
    assert (story.ticket(2).matter, story.ticket(2).building) == (matter, building)
    assert story.states() == ["claimed", "claimed"]


@pytest.mark.parametrize("words", ["1号谁在弄", "1号单还要多久", "1号单什么时候修好", "1号什么时候能好", "1号怎么样了"])
@pytest.mark.parametrize("private", [False, True])
def test_who_asks_of_a_ticket_by_its_number_sees_its_card_and_notes_nothing(
    story: Story, words: str, private: bool
) -> None:
    """1号单还要多久 was noted on it, and 1号谁在弄 answered of the lamp of house 1."""
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    if private:
        story.chen.writes(words)
    else:
        story.chen.says(words, WORKERS)
    shown = story.chen.hears()[-1] if private else story.last(WORKERS).text
    assert shown.startswith("1号单　楼道灯")
    assert story.ticket().news == ""


def test_a_number_of_no_ticket_is_a_houses(story: Story) -> None:
    taken(story)
    story.chen.writes("3号谁在弄")
    assert "楼道灯" in story.chen.hears()[-1]


@pytest.mark.parametrize("words", ["二号单我也接", "2号我也接", "2号我也去"])
def test_who_takes_one_more_by_its_number(story: Story, words: str) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["claimed", "claimed"]


@pytest.mark.parametrize("private", [False, True])
def test_what_is_not_understood_of_one_takes_nothing_from_the_other(story: Story, private: bool) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.says("1号修好了，2号我又去看了一下", 501 if private else WORKERS)
    assert story.states() == ["resolved", "claimed"]
    assert story.ticket(2).news == "我又去看了一下"


@pytest.mark.parametrize("words", ["去看垃圾桶", "去处理垃圾桶的事", "我去看垃圾桶"])
@pytest.mark.parametrize("private", [False, True])
def test_who_goes_and_sees_to_a_thing_takes_its_ticket(story: Story, words: str, private: bool) -> None:
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says(words, 501 if private else WORKERS)
    assert story.states() == ["claimed", "claimed"]


def test_who_goes_and_sees_to_what_they_have_or_nobody_told_reports_nothing(story: Story) -> None:
    taken(story)
    story.xiaoyan.writes("去看楼道灯")
    assert story.ticket().news == "去看楼道灯"
    story.xiaoyan.writes("去看对讲门")
    assert story.xiaoyan.hears()[-1].startswith("没找到这样的单")
    assert story.states() == ["claimed"]


def test_who_leads_sends_others_and_takes_nothing(story: Story) -> None:
    story.zhao.says("1号楼门口垃圾桶满了")
    story.chen.says("去看垃圾桶", WORKERS)
    assert story.states() == ["open"]


@pytest.mark.parametrize(
    ("words", "noted"),
    [("2号单师傅下午来", False), ("3号楼下水道已疏通", False), ("1号单师傅下午来", True), ("楼道灯师傅下午来换", True)],
)
def test_what_staff_tell_residents_is_of_no_other_ticket(story: Story, words: str, noted: bool) -> None:
    """2号单师傅下午来 was noted on 1, and 下水道已疏通 was told to who has a lift there as its end."""
    taken(story)
    before = len(story.xiaoyan.hears())
    story.xiaoyan.says(words, RESIDENTS)
    assert bool(story.ticket(1).news) is noted
    assert len(story.xiaoyan.hears()) == before


def test_what_is_told_of_a_ticket_that_waits_is_of_no_report_of_ones_own(story: Story) -> None:
    """3号单他不在家 of what nobody had taken was added to what its writer had just reported for somebody."""
    story.all_staff()
    story.wang.says("3号楼1单元门禁坏了")
    story.xiaoyan.writes("帮2号楼3单元李奶奶报一下 家里没水")
    story.xiaoyan.writes("1号单他不在家，约了明天上午")
    assert [each.news for each in story.tickets()] == ["他不在家，约了明天上午", ""]


@pytest.mark.parametrize("words", ["1号单属实", "1号单钥匙在门卫"])
def test_of_what_is_done_it_is_said_that_it_is(story: Story, words: str) -> None:
    taken(story)
    story.xiaoyan.writes("1号单修好了")
    story.chen.writes(words)
    assert story.chen.hears()[-1].startswith("1号单现在是")


@pytest.mark.parametrize("words", ["楼道灯给亚丽吧", "楼道灯给亚丽去", "楼道灯的给亚丽"])
def test_what_one_has_is_given_by_its_thing(story: Story, words: str) -> None:
    story.all_staff()
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.says(words, WORKERS)
    assert [each.claimed_by for each in story.tickets()] == [502, 501]


@pytest.mark.parametrize("words", ["垃圾桶给清了", "垃圾桶给我", "灯泡给他们了"])
def test_what_is_given_to_nobody(story: Story, words: str) -> None:
    story.all_staff()
    taken(story)
    story.zhao.says("1号楼门口垃圾桶满了")
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket(2).claimed_by != 502 and story.ticket(1).claimed_by == 501


@pytest.mark.parametrize("words", ["1号灯修好了", "1号路灯修好了", "1号单灯修好了", "1号灯换好了"])
@pytest.mark.parametrize("private", [False, True])
def test_the_lamp_of_a_house_closes_no_lift_of_that_number(story: Story, words: str, private: bool) -> None:
    """1号灯修好了 by who had the lamp of 1号楼 took and closed ticket 1, a lift that stood still."""
    story.all_staff()
    story.wang.says("3号楼电梯坏了")
    story.zhao.says("1号楼楼道灯不亮")
    story.xiaoyan.says("2接了", WORKERS)
    chat = story.xiaoyan.who.id if private else WORKERS
    story.xiaoyan.says(words, chat)
    assert story.states() == ["open", "claimed"]
    assert [label[:2] for label in story.card(chat, "是哪一件").labels] == ["1 ", "2 "]
    story.xiaoyan.presses("2 楼道灯", chat, "是哪一件")
    assert story.states() == ["open", "resolved"]


@pytest.mark.parametrize("words", ["1号电梯修好了", "1号修好了", "1号单修好了，换了灯"])
def test_a_number_and_nothing_else_is_that_ticket(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼电梯坏了")
    story.zhao.says("1号楼楼道灯不亮")
    story.xiaoyan.says("2接了", WORKERS)
    story.xiaoyan.writes(words)
    assert story.states() == ["resolved", "claimed"]
