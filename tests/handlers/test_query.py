"""Stories of asking how far things have come, and which ticket was meant."""

from collections.abc import Callable

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both
from tests.handlers.test_whistle import TOWN

LIFT = "电梯又坏了，停在3号楼2单元"


TWO_STREETS = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["3"]}
  - {code: xh,      level: street,    name: 西湖街道}
  - {code: xh-a,    level: community, name: 南山社区, parent: xh}
  - {code: xh-a-1,  level: grid,      name: 第八网格, parent: xh-a, buildings: ["3"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -2001, place: xh-a-1,  purpose: residents, name: 第八网格居民群}
  - {chat_id: -2002, place: xh-a,    purpose: workers,   name: 南山社区工作群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}, {role: grid_worker, place: xh-a-1}]}
"""


@on_both
def test_my_tells_each_state_in_private(story: Story) -> None:
    story.wang.starts()
    story.wang.commands("/my")
    assert story.wang.hears()[-1].startswith("您最近没有报过事。直接写哪里、什么事就行")
    story.wang.says(LIFT)
    assert status(story) == "编号1　电梯故障　3号楼2单元：08:12记下的，还没人接"
    story.xiaoyan.presses("接单", WORKERS)
    assert status(story) == "编号1　电梯故障　3号楼2单元：高晓燕08:12接的"
    story.xiaoyan.presses("已联系", WORKERS)
    assert status(story).endswith("高晓燕08:12接的，已联系")
    story.xiaoyan.presses("到场", WORKERS)
    assert status(story).endswith("：高晓燕到现场了")
    story.xiaoyan.says("办结 1 换了门机", WORKERS)
    assert status(story).endswith("：办好了（换了门机），等您说一声解决没有")
    story.wang.presses("解决了")
    assert status(story).endswith("：已解决")
    story.forward(days=4)
    story.wang.commands("/my")
    assert story.wang.hears()[-1].startswith("您最近没有报过事")


def status(story: Story) -> str:
    story.wang.commands("/my")
    return story.wang.hears()[-1]


@pytest.mark.parametrize(
    "words", ["到哪一步了", "我报的电梯怎么样了", "进展如何", "有消息了吗", "我反映的事呢", "有人来吗"]
)
def test_how_far_is_it_in_private(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.wang.starts()
    story.wang.writes(words)
    assert story.wang.hears()[-1] == "编号1　电梯故障　3号楼2单元：08:12记下的，还没人接"
    assert len(story.tickets()) == 1


def test_how_far_is_it_in_the_group_is_told_in_private(story: Story) -> None:
    story.wang.starts()
    story.wang.says(LIFT)
    said = story.wang.says("到哪一步了")
    assert story.wang.hears()[-1].startswith("编号1")
    assert story.reaction(said) == "👌"
    assert len(story.standing(RESIDENTS)) == 1


def test_who_asks_the_desk_in_the_group_of_what_they_told_is_answered_in_private(story: Story) -> None:
    """It was noted on what a neighbour had told last."""
    story.wang.starts()
    story.wang.says(LIFT)
    story.zhao.says("1号楼垃圾桶满了")
    said = story.wang.says("小格 帮我看看我家报的事怎么样了")
    assert story.wang.hears()[-1].startswith("编号1")
    assert story.reaction(said) == "👌"
    assert [ticket.news for ticket in story.tickets()] == ["", ""]


@pytest.mark.parametrize(
    "words", ["到哪了", "到哪了？", "师傅到哪了", "小格，到哪里了", "人走到哪儿啦", "维保现在到哪了"]
)
def test_where_is_it_by_its_reporter_is_told_in_private(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    said = story.wang.says(words)
    assert story.wang.hears()[-1] == "编号1　电梯故障　3号楼2单元：高晓燕08:12接的"
    assert story.reaction(said) == "👌"
    assert len(story.standing(RESIDENTS)) == 1


@pytest.mark.parametrize("words", ["到哪了", "师傅到哪了", "走到哪了", "小格，到哪里了"])
def test_where_is_it_by_who_has_nothing_open_is_chatter(story: Story, words: str) -> None:
    story.wang.says(LIFT)
    story.zhao.starts()
    before = story.zhao.hears()
    said = story.zhao.says(words)
    assert (story.reaction(said), story.zhao.hears(), len(story.standing(RESIDENTS))) == ("", before, 1)
    assert len(story.tickets()) == 1


@pytest.mark.parametrize("words", ["我到哪了", "你到哪了，我在出站口", "电视剧演到哪了", "你们走到哪了"])
def test_where_somebody_else_is_is_no_question_to_the_desk(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.says(LIFT)
    before = story.wang.hears()
    assert story.reaction(story.wang.says(words)) == ""
    assert story.wang.hears() == before


def test_how_far_is_it_by_somebody_without_a_private_chat_gets_a_sign(story: Story) -> None:
    story.wang.says(LIFT)
    said = story.wang.says("到哪一步了")
    assert story.reaction(said)
    assert len(story.standing(RESIDENTS)) == 1


def test_whoever_is_at_work_hears_who_cannot_be_answered_in_private(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    said = story.wang.says("什么时候来人")
    assert "什么时候来人" in story.xiaoyan.sees("有居民催").text
    assert story.reaction(said) == "👌"
    assert "催1次" in story.card(WORKERS, "1号单").text
    assert len(story.tickets()) == 1


def test_that_somebody_waits_is_heard_by_whoever_is_at_work_in_any_case(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(hours=1)
    story.wang.says("没人管吗")
    assert story.xiaoyan.sees("有居民催")
    assert story.wang.hears()[-1].startswith("编号1")
    assert len(story.tickets()) == 1


def test_how_far_is_it_by_a_passer_by_is_chatter(story: Story) -> None:
    story.wang.says(LIFT)
    said = story.zhao.says("修得怎么样了")
    assert story.reaction(said) == ""
    assert len(story.standing(RESIDENTS)) == 1


@pytest.mark.parametrize("words", ["3号楼2单元电梯坏了，什么时候能修好", "3号楼2单元电梯又不动了，有消息吗"])
def test_a_report_that_asks_is_a_report(story: Story, words: str) -> None:
    story.wang.says(words)
    assert len(story.tickets()) == 1


def test_asking_again_about_the_same_trouble_in_the_group_is_answered_in_private(story: Story) -> None:
    story.wang.starts()
    story.wang.says(LIFT)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says("3号楼2单元电梯还是坏的，什么时候能修好")
    assert story.wang.hears()[-1] == "您报过了：编号1，高晓燕08:12接的，有进展告诉您。"
    assert len(story.tickets()) == 1


def test_somebody_elses_reports_are_not_told(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.starts()
    story.zhao.commands("/my")
    assert "编号1" not in story.zhao.hears()[-1]


@pytest.mark.parametrize("words", ["谢谢", "好的", "知道了", "辛苦了！", "👍", "谢谢小格", "嗯嗯"])
def test_courtesy_in_private_gets_a_sign_and_no_lecture(story: Story, words: str) -> None:
    story.wang.starts()
    before = story.wang.hears()
    said = story.wang.writes(words)
    assert story.wang.hears() == before
    assert story.reaction(said, story.wang.who.id)


def test_words_nobody_understands_in_private_get_help_in_two_lines(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("这话从哪讲起")
    assert story.wang.hears()[-1].startswith("要报修、求助、问事，请写哪里、什么事")
    assert story.wang.hears()[-1].count("\n") == 1


@pytest.mark.parametrize("words", ["我眼睛不好 你打电话给我", "我想找书记", "体检报告出来没有"])
def test_what_nobody_understands_in_private_is_passed_on_with_one_press(story: Story, words: str) -> None:
    """An old neighbour does not type /report."""
    story.wang.starts()
    story.wang.writes(words)
    assert "这句要给网格员看，点下面。" in story.wang.hears()[-1]
    story.wang.presses("给网格员看", story.wang.who.id)
    assert story.wang.hears()[-1].startswith("记下了，编号1")
    assert words in story.card(WORKERS, "1号单").text


@pytest.mark.parametrize("words", ["？", "打扰了", "在吗", "你是谁呀"])
def test_a_few_signs_are_for_no_worker_to_read(story: Story, words: str) -> None:
    story.wang.starts()
    story.wang.writes(words)
    assert story.seen(story.wang.who.id)[-1].labels == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("你是谁呀", "您好，我是小格。"),
        ("您哪位？", "您好，我是小格。"),
        ("你是机器人吗", "您好，我是小格。"),
        ("who are you", "Hello, I am Xiaoge."),
    ],
)
def test_who_asks_who_this_is_is_told(story: Story, words: str, told: str) -> None:
    story.wang.starts()
    story.wang.writes(words)
    assert story.wang.hears()[-1].startswith(told)


def test_who_asks_after_their_own_trouble_hears_how_far_it_is(story: Story) -> None:
    story.wang.starts()
    story.wang.says("3号楼2单元501暖气不热")
    story.wang.writes("我的暖气有人来看吗")
    assert story.wang.hears()[-1].startswith("编号1　供暖不热")
    assert len(story.tickets()) == 1


def test_who_asks_after_something_else_is_told_nothing_of_it(story: Story) -> None:
    story.wang.starts()
    story.wang.says("3号楼2单元501暖气不热")
    story.forward(hours=2)
    story.wang.writes("这话从哪讲起")
    assert story.wang.hears()[-1].startswith("这句没看懂。是说下面这件的，点一下就加上")


def test_office_questions_one_after_the_other_are_all_kept(story: Story) -> None:
    story.all_staff()
    story.zhao.starts()
    story.zhao.writes("社区几点上班")
    story.zhao.writes("居委会电话多少")
    assert story.zhao.hears()[-1] == "加到编号1里了。"
    assert "居委会电话多少" in story.card(WORKERS, "1号单").text


def test_who_asks_about_a_rule_is_not_asked_where_it_happened(story: Story) -> None:
    story.zhao.starts()
    story.zhao.writes("高龄补贴怎么领")
    assert "记下了，编号1" in story.zhao.hears()[-1]
    assert "在哪里" not in story.zhao.hears()[-1]


def test_more_words_right_after_a_private_report_belong_to_it(story: Story) -> None:
    story.wang.starts()
    story.wang.writes(LIFT)
    story.wang.writes("从昨晚八点多就这样")
    assert story.wang.hears()[-1] == "加到编号1里了。"
    assert "从昨晚八点多就这样" in story.last(WORKERS).text
    story.forward(hours=2)
    story.wang.writes("这话从哪讲起")
    assert story.wang.hears()[-1].startswith("这句没看懂。是说下面这件的，点一下就加上")


def test_the_place_told_after_the_question_needs_no_reply_button(story: Story) -> None:
    guest = story.person(31, "阳光")
    guest.starts()
    guest.writes("电梯坏了")
    guest.writes("5号楼1单元")
    ticket = story.ticket()
    assert (ticket.building, ticket.unit) == ("5", "1")
    assert "5号楼1单元　第二网格" in story.last(WORKERS).text


def test_help_says_what_one_can_do(story: Story) -> None:
    story.wang.starts()
    story.wang.commands("/help")
    assert "/report" in story.wang.hears()[-1]
    story.xiaoyan.commands("/help")
    assert "接单 128" in story.xiaoyan.hears()[-1]
    story.xiaoyan.commands("/help", RESIDENTS)
    assert "接单" not in story.last(RESIDENTS).text


def test_officials_and_departments_read_what_is_theirs(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN)
    luo = story.staff(801, "城管小罗")
    for person in (story.chen, story.wu):
        person.writes("帮助")
        for word in ("督办", "签发", "同意", "驳回", "吹哨", "评价", "今日", "接单"):
            assert word in person.hears()[-1], word
    luo.writes("帮助")
    assert "报到 128、计划 128" in luo.hears()[-1]
    story.staff(811, "燃气值班", starts=False).commands("/help", -1006)
    assert "报到 128" in story.last(-1006).text
    story.xiaoyan.writes("帮助")
    assert "签发" not in story.xiaoyan.hears()[-1]
