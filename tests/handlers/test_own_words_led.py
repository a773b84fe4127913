"""Stories of who leads and gives work away, sees to it or is asked for a yes, as people say it in passing."""

from collections.abc import Callable

import pytest

from tests.handlers.story import TOWN, WORKERS, Story, by_the_book

LIFT, LIGHT, BINS = "3号楼2单元电梯停了", "1号楼楼道灯不亮", "2号楼门口垃圾堆成山了"
BOTH = TOWN.read_text(encoding="utf-8").replace(
    "{user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-2}]}",
    "{user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-1}]}",
)


@pytest.fixture
def town(open_story: Callable[..., Story]) -> Story:
    """Both workers walk the first grid; the lift is Xiaoyan's, the light waits."""
    story = open_story(BOTH)
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    return story


@pytest.mark.parametrize(
    "words",
    [
        "1号单换亚丽去", "1号单改由亚丽负责", "让亚丽接1号单", "电梯让亚丽去", "等会儿让亚丽跑一趟 电梯",
        "电梯那个换亚丽去", "让亚丽管电梯",
    ],
)  # fmt: skip
def test_who_leads_gives_it_to_somebody(town: Story, words: str) -> None:
    """改由亚丽负责 was noted, and the secretary thought that it was done."""
    town.chen.writes(words)
    assert (town.ticket(1).claimed_by, town.ticket(1).news) == (502, "")
    assert town.ticket(2).state == "open"


@pytest.mark.parametrize("words", ["电梯别让亚丽去", "电梯先不让亚丽去", "电梯是不是让亚丽去", "电梯没让亚丽去"])
@pytest.mark.parametrize("chat", [WORKERS, 601])
def test_what_is_not_to_be_given_away_stays(town: Story, words: str, chat: int) -> None:
    """别让亚丽去 sent her."""
    before = town.ticket(1).claimed_by
    town.chen.says(words, chat)
    assert town.ticket(1).claimed_by == before


@pytest.mark.parametrize("words", ["让亚丽接2号单", "1号楼那个让亚丽去"])
def test_what_nobody_has_taken_can_be_given(town: Story, words: str) -> None:
    town.chen.writes(words)
    assert (town.ticket(2).claimed_by, town.ticket(2).state) == (502, "claimed")


@pytest.mark.parametrize("words", ["让师傅去", "换灯泡去", "电梯让维保来"])
def test_nobody_is_given_what_no_colleague_is_named_for(town: Story, words: str) -> None:
    town.chen.writes(words)
    assert town.ticket(1).claimed_by == 501
    assert town.ticket(2).claimed_by is None


def test_the_house_says_what_somebody_takes(town: Story) -> None:
    """1号楼那个我去 in the workers' group was not heard."""
    town.yali.says("1号楼那个我去", WORKERS)
    assert town.ticket(2).claimed_by == 502


@pytest.mark.parametrize("words", ["1号单核实过了", "1号办结吧", "1号可以办结了", "1号属实"])
def test_the_secretary_sees_to_it_by_its_number(town: Story, words: str) -> None:
    by_the_book(town).xiaoyan.says("办结 1 换了门机皮带", WORKERS)
    assert town.ticket(1).state == "open"
    town.chen.writes("有什么要我定的")
    town.chen.writes(words)
    assert town.ticket(1).state == "resolved"


def test_who_did_it_does_not_see_to_it(town: Story) -> None:
    by_the_book(town).xiaoyan.says("办结 1 换了门机皮带", WORKERS)
    town.xiaoyan.writes("1号办结吧")
    assert town.ticket(1).state == "open"


@pytest.mark.parametrize("words", ["行", "好的", "没问题", "可以"])
def test_a_yes_to_a_swap_is_a_yes(town: Story, words: str) -> None:
    """行 had a thumb and nothing happened."""
    town.xiaoyan.writes("周五和亚丽换班")
    town.yali.writes(words)
    assert "同意" in town.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["灯泡没货 1号单延期两天", "等配件 延期到周二", "今天忙，1号单延期到周二 等配件"])
def test_more_time_is_asked_for_in_any_order(story: Story, words: str) -> None:
    story.all_staff()
    story.zhao.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.writes(words)
    assert story.chen.sees("申请延期").labels == ["同意", "驳回"]


@pytest.mark.parametrize("words", ["1号单红牌 今天办好", "1号单 黄牌，下午五点前办好"])
def test_an_order_of_a_colour_has_its_words(town: Story, words: str) -> None:
    town.wu.writes(words)
    assert town.ticket(1).news == ""
    assert any(f"{words.strip('1号单 ')[:2]}督办" in told for told in town.xiaoyan.hears()[-2:])


@pytest.mark.parametrize(
    "words",
    [
        "3号单 监控查了，是小孩扔的",
        "3号单延期到周一 等监控",
        "3号单转给亚丽",
        "垃圾我已经联系环卫了",
        "垃圾上午清走了一半",
    ],
)
def test_words_of_another_ticket_are_no_answer_to_an_order(town: Story, words: str) -> None:
    """7号单 监控查了 went into the form of 4号单."""
    town.zhao.says(BINS)
    town.xiaoyan.says("接单 3", WORKERS)
    town.wu.writes("督办 1")
    town.xiaoyan.writes(words)
    assert not any("1号单还差" in told for told in town.xiaoyan.hears())
    town.xiaoyan.writes("答复 1 8:20收到，联系了维保李师傅，换了皮带，今天18:00前恢复")
    assert "1号单的答复已送上去" in town.xiaoyan.hears()[-1]


@pytest.mark.parametrize("words", ["灯我入户看了，联系物业下午来换", "楼道灯看过了 给物业打电话了"])
def test_who_is_at_it_has_it(town: Story, words: str) -> None:
    town.yali.says(words, WORKERS)
    assert town.ticket(2).claimed_by == 502
    assert town.ticket(2).news != ""


@pytest.mark.parametrize("words", ["2号单地点是3号楼", "2号单地址错了，应该是3号楼"])
def test_a_place_is_put_right_in_passing(town: Story, words: str) -> None:
    town.xiaoyan.says(words, WORKERS)
    assert town.ticket(2).building == "3"


@pytest.mark.parametrize("words", ["灯那个要电工来弄", "楼道灯那个我问了 是开关坏了", "灯这件物业说明天换"])
def test_what_staff_point_at_is_no_new_report(town: Story, words: str) -> None:
    """油烟那个要城管来管 by a worker in private opened a second ticket of the same smoke."""
    town.yali.writes(words)
    assert len(town.tickets()) == 2
    assert town.ticket(2).news == words
    assert "新报一件" in town.seen(502)[-1].labels


@pytest.mark.parametrize("words", ["电梯我通知维保了", "电梯 给维保打过电话了"])
def test_the_thing_that_is_named_most_is_meant(open_story: Callable[..., Story], words: str) -> None:
    """通 in 通知 is of a drain, too."""
    story = open_story(BOTH)
    story.all_staff()
    story.wang.says(LIFT)
    story.zhao.says("1号楼1单元下水道堵了")
    story.xiaoyan.says(words, WORKERS)
    assert (story.ticket(1).claimed_by, story.ticket(2).claimed_by) == (501, None)


@pytest.mark.parametrize("words", ["督办电梯", "督办一下电梯的事"])
def test_an_order_names_the_thing(town: Story, words: str) -> None:
    town.chen.writes(words)
    assert "1号单已发普通督办" in town.chen.hears()[-1]


@pytest.mark.parametrize("words", ["灯那个我也去", "灯我过去换", "灯我过去看看"])
def test_who_goes_too_takes_it(town: Story, words: str) -> None:
    town.xiaoyan.writes(words)
    assert town.ticket(2).claimed_by == 501


@pytest.mark.parametrize("words", ["收到，在办", "我在处理", "在弄了"])
def test_who_lost_it_for_their_silence_says_that_they_are_at_it(story: Story, words: str) -> None:
    """收到，在办 after it had lapsed had the help for an answer, and the ticket went on looking for somebody."""
    story.all_staff()
    story.zhao.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(hours=2)
    assert story.ticket().claimed_by is None
    story.xiaoyan.writes(words)
    assert (story.ticket().claimed_by, story.ticket().news) == (501, words)


def test_words_of_work_are_contact_enough(story: Story) -> None:
    """问过热力了，管道检修 had the help for an answer, and the ticket lapsed."""
    story.all_staff()
    story.zhao.says("1号楼暖气不热")
    story.xiaoyan.says("接单 1", WORKERS)
    story.forward(minutes=5)
    story.xiaoyan.writes("问过热力了，管道检修，今晚八点恢复")
    story.forward(hours=2)
    assert (story.ticket().claimed_by, story.ticket().news) == (501, "问过热力了，管道检修，今晚八点恢复")


@pytest.mark.parametrize("words", ["2号单 电梯好了", "2号单电梯修好了，换了门机"])
def test_a_result_of_another_thing_is_asked_about(town: Story, words: str) -> None:
    town.yali.says("接单 2", WORKERS)
    town.yali.says(words, WORKERS)
    assert town.ticket(2).state == "claimed"
    town.yali.presses("2", WORKERS)
    assert town.ticket(2).state == "resolved"


@pytest.mark.parametrize("words", ["2号单 换好了", "2号单灯换好了", "2号单好了，接头松了"])
def test_a_result_of_its_thing_is_taken(town: Story, words: str) -> None:
    town.yali.says("接单 2", WORKERS)
    town.yali.says(words, WORKERS)
    assert town.ticket(2).state == "resolved"
