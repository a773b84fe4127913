"""Stories of a fortnight in two estates: what comes back, what is said of it in private, where it is, and quarrels."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book

pytestmark = pytest.mark.all_staff


@pytest.mark.parametrize("words", ["行 我再叫师傅", "我晚饭后过去一趟"])
def test_what_is_said_right_under_a_complaint_is_of_that_ticket(story: Story, words: str) -> None:
    """It got the help text, the claim lapsed, and the street had it by the evening."""
    story.wang.says("3号楼2单元下水道堵了")
    story.zhao.says("1号楼楼道灯不亮")
    story.xiaoyan.says("接1和2", WORKERS)
    story.xiaoyan.says("办结 1 疏通了", WORKERS)
    story.forward(minutes=30)
    story.wang.presses("没解决")
    story.xiaoyan.writes(words)
    assert (story.ticket().news, story.ticket(2).news) == (words, "")
    assert story.ticket().contacted_at


@pytest.mark.parametrize("words", ["你好", "好的", "今天谁值班", "下午社区开会"])
def test_other_words_right_under_it_are_no_note(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元下水道堵了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 疏通了", WORKERS)
    story.wang.presses("没解决")
    story.xiaoyan.writes(words)
    assert story.ticket().news == ""


def heat_waits_to_be_seen(story: Story) -> None:
    by_the_book(story)
    story.wang.says("家里暖气不热")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 放了气", WORKERS)
    story.forward(hours=7)


@pytest.mark.parametrize("words", ["又不热了!!!", "家里暖气又不热了", "3号楼2单元暖气不热"])
def test_it_is_cold_again_while_the_work_waits_to_be_seen(story: Story, words: str) -> None:
    """A second ticket of the same home was opened, and both climbed."""
    heat_waits_to_be_seen(story)
    story.wang.says(words)
    assert [(ticket.state, ticket.claimed_by) for ticket in story.tickets()] == [("claimed", 501)]


@pytest.mark.parametrize("words", ["1号楼1单元暖气不热", "家里停水了"])
def test_something_else_of_the_same_person_is_another(story: Story, words: str) -> None:
    heat_waits_to_be_seen(story)
    story.wang.says(words)
    assert len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["1号楼没水", "我们1号楼也停了"])
def test_what_all_lack_stays_everywhere(story: Story, words: str) -> None:
    """The card said 1号楼全小区."""
    ma = story.person(17, "马大爷")
    ma.says("整个小区都停水了")
    ma.says(words)
    assert (story.ticket().building, story.ticket().spot) == ("", "全小区")


@pytest.mark.parametrize(
    ("words", "spot"),
    [("2号楼1单元3楼到4楼那个", "3楼到4楼"), ("2号楼1单元3层那个", "3层"), ("就是2号楼1单元三楼的灯", "三楼")],
)
def test_between_which_storeys_it_is(story: Story, words: str, spot: str) -> None:
    """It was a note, and the card named no house."""
    ma = story.person(17, "马大爷")
    ma.says("楼道灯不亮,摸黑上楼")
    ma.says(words)
    assert (story.ticket().building, story.ticket().unit, story.ticket().spot) == ("2", "1", spot)


QUARREL = ["你放屁", "你再骂一句试试", "别吵了", "少说两句吧 人家小高也不容易", "都是邻居 消消气"]


@pytest.mark.parametrize("words", QUARREL)
@pytest.mark.parametrize("told", ["1号楼狗屎满地没人管", "物业费乱涨价 投诉物业"])
def test_a_quarrel_is_of_no_ticket(story: Story, words: str, told: str) -> None:
    """你放屁 stood on the workers' card, and who made peace was counted as a household more."""
    story.zhao.says(told)
    story.wang.says(words)
    assert [(ticket.news, ticket.households) for ticket in story.tickets()] == [("", 1)]


def test_what_is_said_to_who_fights_is_noted_of_the_fight(story: Story) -> None:
    """Where blows have been told, words of a quarrel went unheard as well."""
    story.zhao.says("3号楼楼下打起来了，两个男的动手了")
    story.wang.says("你胡说八道")
    assert story.ticket().news == "你胡说八道"


DARK = [
    "真的很黑",
    "太黑了",
    "黑漆漆的",
    "啥也看不见",
    "好黑啊",
    "黑得要命",
    "是啊 太黑了",
    "黑死了",
    "楼道里一片漆黑",
    "摸黑",
]


@pytest.mark.parametrize("who", ["3-2-301 甲", "1-1-300 邻居", "老赵"])
@pytest.mark.parametrize("words", [["真的很黑"] * 10, DARK])
def test_how_dark_it_is_opens_nothing_beside_a_lamp(story: Story, who: str, words: list[str]) -> None:
    """太黑了 of a neighbour opened a power cut, 黑漆漆的 a street lamp."""
    story.wang.says("3号楼2单元楼道灯不亮")
    neighbour = story.person(31, who)
    for each in words:
        neighbour.says(each)
    assert [(ticket.matter, ticket.news) for ticket in story.tickets()] == [("property_repair.corridor_light", "")]


def test_darkness_told_of_ones_own_house_is_heard(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯不亮")
    story.zhao.says("1号楼整栋楼都停电了 黑漆漆的")
    assert len(story.tickets()) == 2


def test_a_quarrel_that_comes_to_blows_is_heard(story: Story) -> None:
    story.zhao.says("1号楼狗屎满地没人管")
    story.wang.says("别吵了")
    story.li.says("3号楼门口打起来了 动刀了")
    assert story.tickets()[-1].service_class == "P0"
    assert "110" in story.card(RESIDENTS, "110").text


@pytest.mark.parametrize("words", ["没修好啊", "根本没好", "还没修好呢"])
def test_who_took_it_back_in_the_morning_is_heard_at_noon(story: Story, words: str) -> None:
    """An hour later it was of nothing."""
    story.zhao.says("1号楼楼道灯不亮")
    story.zhao.says("好了 不用来了")
    story.forward(hours=3)
    story.zhao.says(words)
    assert story.states() == ["withdrawn", "open"]
    assert story.ticket(2).matter == story.ticket(1).matter


def test_where_the_group_speaks_of_something_else_it_is_of_that(story: Story) -> None:
    story.zhao.says("1号楼楼道灯不亮")
    story.zhao.says("好了 不用来了")
    story.forward(hours=3)
    story.wang.says("3号楼2单元下水道堵了")
    story.zhao.says("没修好啊")
    assert story.states() == ["withdrawn", "open"]
    assert story.ticket(2).building == "3"


def test_who_leads_asks_in_the_workers_group_what_is_late(story: Story) -> None:
    """A worker reads it in the digest and is reminded alone; in a residents' group it is talk."""
    story.zhao.says("1号楼楼道灯不亮")
    story.forward(hours=2)
    before = story.texts(WORKERS)
    story.xiaoyan.says("哪些超期了", WORKERS)
    assert story.texts(WORKERS) == before
    story.chen.says("哪些超期了", WORKERS)
    assert story.last(WORKERS).text.startswith("超期1件")
    said = story.texts(RESIDENTS)
    story.chen.says("哪些超期了")
    assert story.texts(RESIDENTS) == said


@pytest.mark.parametrize("words", ["谁在管我妈家的事", "谁在处理啊", "下水道的编号是几来着？"])
def test_who_asks_in_private_whose_it_is_hears_how_it_stands(story: Story, words: str) -> None:
    """It got the help text."""
    story.wang.starts()
    story.wang.says("我妈住3号楼2单元301,她说厨房下水道返水,谁能去看看")
    story.xiaoyan.says("接单 1", WORKERS)
    story.wang.writes(words)
    assert story.wang.hears()[-1].startswith("编号1　下水堵塞　3号楼2单元：高晓燕")
    assert len(story.tickets()) == 1
