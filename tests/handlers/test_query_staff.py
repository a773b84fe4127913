"""What waits for staff, as they ask for it."""

import re
from collections.abc import Callable, Mapping

import pytest

from rules.commands import ACTIONS, SLASH
from templates import Texts
from tests.handlers.story import MORNING, RESIDENTS, SHANGHAI, WORKERS, Story, on_both
from tests.handlers.test_query import LIFT, TWO_STREETS


def test_a_workers_list(story: Story) -> None:
    story.xiaoyan.commands("/my")
    assert story.xiaoyan.hears()[-1] == "现在没有等你的单。"
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.commands("/my")
    assert story.xiaoyan.hears()[-1] == "1号单　电梯故障　3号楼2单元：你的，办理中\n2号单　垃圾满溢　1号楼：待接单"
    story.xiaoyan.commands("/my", WORKERS)
    assert story.last(WORKERS).text.startswith("1号单　电梯故障　3号楼2单元：你的")


def test_a_workers_list_is_not_read_out_in_the_residents_group(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.standing(RESIDENTS)
    story.xiaoyan.commands("/my", RESIDENTS)
    assert story.standing(RESIDENTS) == before
    assert story.xiaoyan.hears()[-1].startswith("1号单")


def test_a_bare_word_means_the_only_ticket_it_can(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("接单", WORKERS)
    assert story.ticket().claimed_by == 501
    story.xiaoyan.says("到场", WORKERS)
    assert story.states() == ["on_site"]
    story.xiaoyan.says("办结 换了门机", WORKERS)
    assert story.states() == ["resolved"]


def test_a_bare_word_with_several_asks_which(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    story.xiaoyan.says("接单", WORKERS)
    assert story.last(WORKERS).text == "是哪一件？点一下。"
    assert story.last(WORKERS).labels == ["2 垃圾满溢 1号楼", "1 电梯故障 3号楼2单元"]
    assert story.xiaoyan.presses("1 电梯故障", WORKERS) == "1号单归你了，辛苦。"
    assert [t.claimed_by for t in story.tickets()] == [501, None]


def test_a_bare_word_with_none_says_so(story: Story) -> None:
    story.xiaoyan.says("接单", WORKERS)
    assert story.last(WORKERS).text == "现在没有等着的单。"


def test_a_number_nobody_gave_is_said_to_staff_and_not_to_residents(story: Story) -> None:
    story.xiaoyan.says("接单 77", WORKERS)
    assert story.last(WORKERS).text == "没找到77号单，看看号码对不对。"
    story.sweep()
    before = story.standing(RESIDENTS)
    story.wang.says("收到 128")
    story.wang.says("撤回 128")
    story.xiaoyan.says("接单 77")
    assert story.standing(RESIDENTS) == before
    assert story.xiaoyan.hears()[-1] == "没找到77号单，看看号码对不对。"


@on_both
def test_numbers_count_up_by_street_and_the_chat_says_which(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_STREETS)
    xiaoyan = story.staff(501, "高晓燕")
    story.wang.says(LIFT)
    story.zhao.says("3号楼2单元电梯坏了", -2001)
    assert [ticket.number for ticket in story.tickets()] == [1, 1]
    xiaoyan.says("接单 1", -2002)
    assert story.states() == ["open", "claimed"]
    xiaoyan.says("接单 1", WORKERS)
    assert story.states() == ["claimed", "claimed"]


def test_in_private_a_number_of_two_streets_is_asked(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_STREETS)
    xiaoyan = story.staff(501, "高晓燕")
    story.wang.says(LIFT)
    story.zhao.says("3号楼垃圾桶满了", -2001)
    xiaoyan.writes("接单 1")
    assert story.states() == ["open", "open"]
    assert xiaoyan.sees("是哪一件").labels == ["1 电梯故障 3号楼2单元", "1 垃圾满溢 3号楼"]
    xiaoyan.presses("1 垃圾满溢", 501)
    assert story.states() == ["open", "claimed"]


def test_a_rating_of_two_streets_can_be_chosen(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_STREETS)
    xiaoyan = story.staff(501, "高晓燕")
    xiaoyan.writes("代报 3号楼2单元电梯坏了")
    story.zhao.says("3号楼垃圾桶满了", -2001)
    story.will_read()
    xiaoyan.says("我家也是 1", -2001)
    for chat in (WORKERS, -2002):
        xiaoyan.says("办结 1 修好了", chat)
    for number in (1, 2):
        xiaoyan.presses_data(f"1|confirm|{number}|", 1, 501)
    xiaoyan.writes("满意 1")
    xiaoyan.presses("1 垃圾满溢", 501)
    assert [ticket.rating for ticket in story.tickets()] == ["", "satisfied"]


@pytest.mark.parametrize(("locale", "known"), [("zh", ACTIONS), ("en", {f"/{word}": word for word in SLASH})])
@pytest.mark.parametrize(
    ("help_", "least"),
    [
        ("help_staff", 9),
        ("help_staff_brief", 3),
        ("help_official", 12),
        ("help_official_brief", 4),
        ("help_department", 3),
    ],
)
def test_every_word_the_help_names_is_understood(locale: str, known: Mapping[str, str], help_: str, least: int) -> None:
    words = re.findall(r"(/[a-z]+|[\u4e00-\u9fff]+) 128", Texts(locale, SHANGHAI).render(help_, now=MORNING))
    assert len(words) >= least
    assert set(words) <= known.keys()


@pytest.mark.parametrize("words", ["怎么还没修", "咋还不来", "灯怎么还没换", "是不是忘了"])
def test_who_waits_is_told_in_private_and_heard_by_whoever_has_it(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes(words)
    assert "1号" in story.wang.hears()[-1] or "编号1" in story.wang.hears()[-1]
    assert any("有居民催" in text for text in story.xiaoyan.hears())
    assert len(story.tickets()) == 1


def test_who_waits_for_nothing_is_helped(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("怎么还没修")
    assert "请写哪里、什么事" in story.wang.hears()[-1]
    assert story.seen(story.wang.who.id)[-1].labels == ["给网格员看"]


@pytest.mark.parametrize(
    "words",
    [
        "有人来修了吗",
        "路灯修没修啊",
        "来人了没",
        "灯修了吗",
        "修路灯的来了没",
        "电工什么时候来",
        "维修师傅到了吗",
        "网格员来了没有啊",
        "有人管了吗",
    ],
)
def test_how_far_asked_in_the_group_is_told_in_private_or_reaches_the_worker(story: Story, words: str) -> None:
    story.wang.says("3号楼门口路灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    said = story.wang.says(words)
    assert story.xiaoyan.sees(f"有居民催：“{words}”")
    assert story.reaction(said)
    story.wang.starts()
    said = story.wang.says(words)
    assert "编号1　路灯不亮" in story.wang.hears()[-1]
    assert story.reaction(said)
    assert "备注" not in story.card(WORKERS, "1号单　").text


def test_of_two_things_the_one_that_is_named_is_asked_about(story: Story) -> None:
    story.wang.says("3号楼门口路灯不亮")
    story.wang.says("3号楼2单元电梯坏了")
    story.wang.says("路灯有人来修了吗")
    assert [ticket.urged for ticket in story.tickets()] == [1, 0]


@pytest.mark.parametrize(
    "words",
    [
        "你家修好了吗",
        "2号楼电梯修好了吗",
        "有人来修空调吗 便宜",
        "电梯坏了有人来修吗",
        "电梯师傅来了没有啊",
        "送水的来了没",
    ],
)
def test_what_is_asked_of_something_else_urges_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼门口路灯不亮")
    story.wang.says(words)
    assert story.ticket().urged == 0


HOW_FAR = [
    "到哪一步了",
    "修得怎么样了",
    "电梯修好了吗",
    "有人来看过吗",
    "谁在修",
    "现在能用了吗",
    "这个有人管吗",
    "师傅来了吗？",
    "电梯师傅来了没有啊",
    "修电梯的来了没",
]


@pytest.mark.parametrize("words", HOW_FAR)
@pytest.mark.parametrize("replies", [True, False])
def test_a_neighbours_question_how_far_it_is_is_no_note_for_the_worker(story: Story, words: str, replies: bool) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    card = story.last(RESIDENTS)
    said = story.li.says(words, reply_to=card.id if replies else None)
    ticket = story.ticket()
    assert (ticket.news, ticket.households, ticket.urged) == ("", 1, 0)
    assert story.reaction(said) == ("👌" if replies else "")
    assert len(story.standing(RESIDENTS)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "有人来看过了",
        "师傅来了，说要换板子",
        "修得怎么样了，我妈还在里面等",
        "里面灯也不亮了",
        "现在停在5楼",
        "有人来修了，走了",
    ],
)
def test_what_a_neighbour_knows_of_it_is_noted(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.li.says(words, reply_to=story.last(RESIDENTS).id)
    assert words in story.ticket().news


def test_a_neighbour_who_is_out_of_patience_is_heard(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.li.says("怎么还没人来修", reply_to=story.last(RESIDENTS).id)
    assert story.ticket().urged == 1


@pytest.mark.parametrize("who", ["xiaoyan", "chen", "wu"])
@pytest.mark.parametrize("words", ["那个东西你看一下", "你好", "那边怎么说的来着"])
def test_what_is_not_understood_is_answered_in_three_lines_with_the_way_to_more(
    story: Story, who: str, words: str
) -> None:
    """Seven lines came back for whatever staff wrote that was not understood."""
    one = getattr(story, who)
    one.writes(words)
    brief = one.hears()[-1]
    assert len(brief.splitlines()) == 3 and brief.endswith("还能做什么：帮助。")
    one.writes("帮助")
    whole = one.hears()[-1]
    assert len(whole.splitlines()) == 6 and "接龙 3号楼" in whole
