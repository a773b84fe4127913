"""Stories of reporting in private, and of where somebody lives who writes there."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from models.ticket import TicketEvent
from tests.handlers.story import OTHERS, RESIDENTS, TWO_HOUSES, WORKERS, Story, by_the_book, on_both
from tests.handlers.test_report import LIFT, TWO_COMMUNITIES

# private ------------------------------------------------------------------------------------------------------


def test_a_private_report_has_no_card_in_the_group_and_hears_in_private(story: Story) -> None:
    story.sweep()
    story.wang.starts()
    story.wang.writes("家里漏水了 3号楼2单元501")
    assert story.standing(RESIDENTS) == []
    noted = story.wang.sees("编号1")
    assert noted.text == "记下了，编号1：渗漏水，3号楼2单元。正在通知网格员，有进展在这里告诉您。"
    assert noted.labels == ["补充", "撤回"]
    assert "3号楼2单元501" in story.last(WORKERS).text
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了水管", WORKERS)
    assert story.standing(RESIDENTS) == []
    assert story.wang.sees("换了水管").labels == ["解决了", "没解决"]


def test_who_has_told_of_something_in_a_group_lives_there(story: Story) -> None:
    """Building 5 is of another grid: without it the words went to the community, and nobody knew whose they were."""
    story.person(52, "阿芳").says("小区门口路灯不亮", OTHERS)
    afang = story.person(52, "阿芳")
    afang.starts()
    afang.writes("我家水龙头滴水")
    assert [ticket.place_id for ticket in story.tickets()] == [story.ticket(1).place_id] * 2
    assert "第二网格" in story.card(WORKERS, "2号单").text


def test_a_known_matter_is_told_in_private(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.li.starts()
    story.li.writes("3号楼2单元电梯坏了")
    assert len(story.tickets()) == 1
    assert story.li.hears()[-1] == "这件有人报过了：编号1，高晓燕08:12接的。您家也记上了。"
    assert story.ticket().households == 2
    story.forward(minutes=1)
    story.li.writes("3号楼2单元电梯还是坏的")
    assert story.li.hears()[-1] == "您报过了：编号1，高晓燕08:12接的，有进展告诉您。这句也记上了。"
    assert (story.ticket().households, story.ticket().news) == (2, "3号楼2单元电梯还是坏的")


def test_what_its_reporter_says_more_in_private_reaches_the_worker(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元501漏水")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes("漏水好点了，但还在滴")
    assert story.ticket().news == "漏水好点了，但还在滴"
    assert "备注：漏水好点了，但还在滴" in story.xiaoyan.sees("1号单").text
    assert story.wang.hears()[-1].endswith("有进展告诉您。这句也记上了。")


def test_what_decided_a_reading_is_kept_with_its_ticket(story: Story) -> None:
    story.wang.says(LIFT)
    with story.database.transaction() as session:
        opened = session.exec(select(TicketEvent).where(TicketEvent.kind == "open")).one()
    assert opened.data["why"][0].startswith("request leads by")
    assert any("property_repair.elevator_fault" in reason for reason in opened.data["why"])


def test_where_one_lives_is_asked_once_when_there_are_several_communities(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    guest = story.person(61, "小郑")
    guest.starts()
    guest.writes("3号楼1单元电梯坏了")
    assert story.tickets() == []
    assert guest.sees("您住在哪个社区").labels == ["达濠社区", "幸福社区"]
    guest.presses("幸福社区", 61)
    assert story.tickets()[0].words == "3号楼1单元电梯坏了"
    assert "第九网格" in story.last(-1009).text
    guest.writes("3号楼楼道灯不亮")
    assert len(story.tickets()) == 2
    assert sum("您住在哪个社区" in text for text in guest.hears()) == 1


def test_a_report_command_from_nowhere_keeps_its_force_once_the_home_is_told(
    open_story: Callable[..., Story],
) -> None:
    story = open_story(TWO_COMMUNITIES)
    guest = story.person(61, "小郑")
    guest.starts()
    guest.commands("/report 那个东西有点怪")
    guest.presses("达濠社区", 61)
    assert [t.words for t in story.tickets()] == ["那个东西有点怪"]
    assert story.tickets()[0].matter == "other.unclassified"


def test_the_link_of_a_group_says_where_one_lives(open_story: Callable[..., Story]) -> None:
    story = open_story(TWO_COMMUNITIES)
    story.wang.says("大家好")
    story.sweep()
    pinned = next(m for m in story.seen(RESIDENTS) if m.pinned)
    guest = story.person(61, "小郑")
    guest.starts(pinned.buttons[0][0].url.partition("start=")[2])
    guest.writes("3号楼1单元电梯坏了")
    assert "第一网格" in story.last(WORKERS).text


@pytest.mark.parametrize(
    ("name", "words", "asked"),
    [
        ("2-1-803 阿敏", "我想申请低保 怎么弄", ""),
        ("阿敏", "我想申请低保 怎么弄", "您住几号楼几单元，方便的话回一句。"),
        ("阿敏", "路灯不亮", "在哪里发生的，回一句告诉我就行。"),
    ],
)
def test_of_somebodys_own_need_it_is_asked_where_they_live_if_nothing_tells(
    story: Story, name: str, words: str, asked: str
) -> None:
    """在哪里发生的 was asked of who wanted to apply for an allowance."""
    amin = story.person(61, name)
    amin.starts()
    amin.writes(words)
    lines = amin.hears()[-1].splitlines()
    assert lines[1:] == ([asked] if asked else [])


def test_when_somebody_is_answered_is_no_news(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("家里漏水了 3号楼2单元501")
    story.wang.writes("什么时候能回我")
    assert story.wang.hears()[-1].startswith("编号1　渗漏水")
    assert story.ticket().news == ""


@pytest.mark.parametrize(
    ("words", "place", "compound", "room"),
    [
        ("是幸福里的", "gm-dh-2", "幸福里", "501"),
        ("是幸福里3号楼", "gm-dh-2", "幸福里", "501"),
        ("第二网格", "gm-dh-2", "幸福里", "501"),
        ("第一网格的", "gm-dh-1", "", "501"),
        ("幸福里3号楼402", "gm-dh-2", "幸福里", "402"),
        ("快点来", "gm-dh", "", "501"),
        ("幸福里5号楼", "gm-dh", "", "501"),
    ],
)
def test_of_two_houses_with_one_number_it_is_asked_which(
    open_story: Callable[..., Story], words: str, place: str, compound: str, room: str
) -> None:
    """The card said that nobody knew which grid it was, and nobody asked who did."""
    story = open_story(TWO_HOUSES)
    story.all_staff()
    story.wang.starts()
    story.wang.writes("我家漏水 3号楼2单元501")
    assert story.wang.hears()[-1].splitlines()[1:] == ["是哪个小区的，或者哪个网格的，回一句告诉我就行。"]
    story.wang.writes(words)
    ticket = story.ticket()
    directory = story.call(lambda desk: desk.town)
    assert (directory.spots[ticket.place_id].code, ticket.compound, ticket.room) == (place, compound, room)
    assert ticket.unit == "2"


UNNAMED = [
    "我不想让邻居知道", "能不能不写我家门牌", "别写我名字", "别说是我说的", "我想匿名举报",
    "能不能私下说 不想让邻居知道", "不要登记我的名字", "怎么私聊你", "别告诉他们是谁举报的",
    "不方便在群里说 怎么找你", "不好意思啊 我不想得罪人 能不能匿名跟物业说", "不要让他们知道是我举报的",
]  # fmt: skip


@pytest.mark.parametrize("words", UNNAMED)
def test_who_would_not_be_known_is_told_who_reads_here(story: Story, words: str) -> None:
    """我不想让邻居知道 was answered as of somebody who may take their life, and rang everybody."""
    story.wang.starts()
    story.wang.writes(words)
    assert "只有办这件事的人看得到" in story.wang.hears()[-1]
    assert story.tickets() == []


@pytest.mark.parametrize("words", UNNAMED)
def test_who_would_not_be_known_is_shown_the_way_once(story: Story, words: str) -> None:
    story.wang.says(words)
    story.li.says(words)
    assert [("私下告诉我" in each.text, each.labels) for each in story.seen(RESIDENTS)[-1:]] == [(True, ["私下说"])]
    assert len(story.standing(RESIDENTS)) == 1
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words",
    ["can you please not show my name", "How can I talk to you privately?", "please don't tell anyone who reported it"],
)
def test_who_would_not_be_known_in_english_is_shown_the_way(story: Story, words: str) -> None:
    story.wang.says(words)
    assert [each.labels for each in story.seen(RESIDENTS)[-1:]] == [["私下说"]]
    assert story.tickets() == []


def test_who_would_not_be_named_for_what_they_just_told_complains_of_nobody(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("3号楼2单元601天天半夜打麻将 吵死了")
    story.wang.writes("别说是我说的")
    assert "不告诉别人是谁说的" in story.wang.hears()[-1]
    assert [ticket.news for ticket in story.tickets()] == ["别说是我说的"]


def test_two_wishes_that_say_nothing_alike_are_two(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("建议小区装几个长椅，老人走累了有地方坐")
    story.li.starts()
    story.li.writes("建议广场舞换个时间")
    assert [ticket.households for ticket in story.tickets()] == [1, 1]


def unsolved(story: Story, words: str, *told: str) -> None:
    story.wang.starts()
    for each in told:
        story.wang.writes(each)
    story.forward(minutes=40)
    story.wang.writes(words)


def test_not_solved_where_no_result_waits_is_what_they_say(story: Story) -> None:
    """没解决 又漏了 was answered with 编号1现在是：办理中, and its words went nowhere; so it was of a danger."""
    unsolved(story, "没解决 味道更大了", "3号楼2单元楼道里好大煤气味")
    assert story.ticket().news == "没解决 味道更大了"
    assert story.wang.hears()[-1] == "加到编号1里了。"


def test_not_solved_of_one_of_several_is_asked_about(story: Story) -> None:
    unsolved(story, "没解决 师傅没来", "3号楼2单元501漏水", "3号楼2单元楼道灯不亮")
    assert len(story.last(11).labels) == 2
    story.wang.presses("1 渗漏水", 11)
    assert [ticket.news for ticket in story.tickets()] == ["没解决 师傅没来", ""]
    story.wang.writes("没解决")
    assert "编号1" in story.wang.hears()[-1] and "编号2" in story.wang.hears()[-1]


def test_not_solved_right_after_it_was_closed_opens_it_again(story: Story) -> None:
    story.all_staff()
    unsolved(story, "在家等着", "3号楼2单元501漏水")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 换了水管", WORKERS)
    story.wang.writes("解决了 谢谢")
    story.wang.writes("没解决 又漏了")
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["解决了", "解决了 谢谢"])
def test_who_says_that_it_is_solved_is_quoted_with_their_own_words(story: Story, words: str) -> None:
    """Staff read 报的人说没事了：“撤回” of who had written 解决了, and “谢谢” of 解决了 谢谢."""
    story.all_staff()
    unsolved(story, words, "3号楼2单元楼道里好大煤气味")
    assert f"“{words}”" in story.xiaoyan.hears()[-1]


UNREAD = "我们楼的那个大姐说话不好听啊"


def test_what_is_passed_on_reaches_the_grid_where_its_writer_lives(story: Story) -> None:
    """给网格员看 brought it to the community, though 3-2-501 stood in the name."""
    story.wang.starts()
    story.wang.writes(UNREAD)
    story.wang.presses("给网格员看", 11)
    assert (story.ticket().words, story.ticket().building) == (UNREAD, "")
    assert "第一网格" in story.last(WORKERS).text


@on_both
@pytest.mark.parametrize("erased", [True, False])
def test_words_that_are_kept_no_more_are_asked_for_again(story: Story, erased: bool) -> None:
    """After 删好了 the button passed on what was erased; a day later it spoke of a newer message."""
    story.wang.starts()
    story.wang.writes(UNREAD)
    if erased:
        story.wang.commands("/erase")
    else:
        story.forward(days=1)
    assert story.wang.presses("给网格员看", 11) == "这句话我没有留着，请再写一遍。"
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["没解决", "没解决 还是不动"])
def test_not_solved_of_what_waits_to_be_seen_to_goes_back(story: Story, words: str) -> None:
    """Told of what the community was to look at, it was answered with 待接单, and nobody heard of it."""
    by_the_book(story).all_staff()
    story.wang.starts()
    story.wang.writes("3号楼2单元电梯停了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    assert story.ticket().submitted_by == 501
    story.wang.writes(words)
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 501)
    assert "居民说还没解决" in story.xiaoyan.hears()[-1] and "居民说还没解决" in story.chen.hears()[-1]


def test_who_complains_of_staff_is_not_told_that_staff_read_it(story: Story) -> None:
    """这件只有街道看得到 was followed by 只有接单的网格员看得到, to who complained of that worker."""
    story.wang.starts()
    story.wang.writes("投诉网格员高晓燕收钱不办事")
    story.wang.writes("别说是我说的")
    assert "网格员" not in story.wang.hears()[-1]
    assert "只有办这件事的人看得到" in story.wang.hears()[-1]
