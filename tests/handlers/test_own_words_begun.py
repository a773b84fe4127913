"""Stories of who works on what nobody has taken: they need not press 接单 to be heard."""

import pytest

from tests.handlers.story import WORKERS, Story
from tests.handlers.test_own_words_rung import says
from tests.handlers.test_own_words_which import kept

pytestmark = pytest.mark.all_staff
LIFT, LAMP = "3号楼2单元电梯停了", "1号楼楼道灯不亮"


@pytest.mark.parametrize("privately", [True, False])
@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("1号单我打过电话了 师傅下午去", "我打过电话了 师傅下午去"),
        ("1号我联系物业了", "我联系物业了"),
        ("1号单在等配件", "在等配件"),
        ("1号单我明天上午去", "我明天上午去"),
        ("1号单我让物业老周去了 两点前到", "我让物业老周去了 两点前到"),
        ("1号单叫电工上门了", "叫电工上门了"),
        ("电梯我联系维保了", "电梯我联系维保了"),
    ],
)
def test_who_has_begun_has_taken_it(story: Story, words: str, noted: str, privately: bool) -> None:
    """It climbed past who was at it, for want of a press."""
    story.wang.says(LIFT)
    says(story, words, privately)
    assert (story.ticket().claimed_by, story.ticket().state) == (501, "claimed")
    assert kept(story.ticket()) == (("", noted) if noted == "我明天上午去" else (noted, ""))
    story.forward(minutes=40)
    assert story.ticket().level == "grid"


@pytest.mark.parametrize("words", ["1号单联系不上人", "1号单谁联系物业了", "灯我联系物业了", "1号单门牌是3-2-501"])
def test_what_is_not_begun_or_of_another_takes_nothing(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says(words, WORKERS)
    assert story.ticket().claimed_by is None


def test_of_two_lifts_the_thing_alone_tells_none(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.says("1号楼电梯停了")
    story.xiaoyan.says("电梯我联系维保了", WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [None, None]
    story.xiaoyan.says("2号单我联系维保了", WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [None, 501]


def test_who_has_one_of_that_matter_goes_on_with_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.zhao.says("1号楼电梯停了")
    story.xiaoyan.writes("电梯我联系维保了")
    assert [ticket.claimed_by for ticket in story.tickets()] == [501, None]


def test_who_leads_is_not_sent_and_a_danger_rings_until_somebody_comes(story: Story) -> None:
    story.wang.says(LIFT)
    story.chen.says("1号单我联系物业了", WORKERS)
    story.zhao.says("1号楼有人打架 拿着棍子")
    story.xiaoyan.says("2号单我联系派出所了", WORKERS)
    assert [ticket.claimed_by for ticket in story.tickets()] == [None, None]
