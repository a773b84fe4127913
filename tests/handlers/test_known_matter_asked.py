"""What is asked of something announced is answered in its words: until when, whether, when it is back."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story
from tests.handlers.test_known_matter import DRY, TOLD, announced


def test_who_asks_hours_later_until_when_reads_it_again(story: Story) -> None:
    announced(story)
    story.wang.says("停水了")
    story.li.says("几点来水啊")
    assert story.standing(RESIDENTS) == [TOLD]
    story.until(20, 16, 50)
    asked = story.wang.says("几点来水啊")
    assert story.standing(RESIDENTS) == [TOLD, TOLD]
    assert story.last(RESIDENTS).reply_to == asked
    again = story.li.says("水几点能来")
    assert story.standing(RESIDENTS) == [TOLD, TOLD]
    assert story.reaction(again)


def announced_for_tomorrow(story: Story) -> None:
    announced(story, "公告 停气 3号楼 11月21日9:00-16:00 燃气管道检修")


@pytest.mark.parametrize(
    "words",
    [
        "今天是不是停气啊", "今天停不停气", "是不是停气", "今天停气停到几点", "今天还停气吗", "书记 今天停不停气",
        "几点停气呀", "是今天停气吧", "停到几点啊 我好早点做饭", "今天停气是不是", "停气停多久啊",
    ],
)  # fmt: skip
def test_in_the_morning_whoever_asks_reads_from_when_to_when(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 7)
    asked = story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]
    assert story.last(RESIDENTS).reply_to == asked
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["啥时候来气啊 饭都做不成", "啥时候来气啊饭都做不成", "停到几点啊", "还要多久才来气"])
def test_who_asks_minutes_after_somebody_was_told_reads_it_too(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 9, 30)
    story.li.says("没气了")
    story.until(21, 9, 40)
    asked = story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"] * 2
    assert story.last(RESIDENTS).reply_to == asked
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words",
    [
        "听说要停气啊", "我们1号楼停不停气哟", "21号停气是真的吗", "几号停气来着", "小格 那天停气停到啥时候",
        "停气通知贴了没", "是星期六停气还是星期天", "明天早上几点钟开始停",
    ],
)  # fmt: skip
def test_as_old_people_ask_the_day_before(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.zhao.says(words)
    assert story.standing(RESIDENTS) == ["3号楼11月21日09:00到16:00停气：燃气管道检修"]
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["有气了没", "来气了吗", "要停到啥时候啊 娃等着冲奶粉", "气来了没有啊"])
def test_as_old_people_ask_while_it_is_off(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 14)
    story.wang.says(words)
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["马桶都冲不了 急死人", "来水了吗", "有没有水车来送水"])
def test_who_was_told_beforehand_joins_no_ticket_of_another_building(story: Story, words: str) -> None:
    announced(story)
    story.zhao.says("1号楼停水了")
    story.wang.says(words)
    assert [(ticket.households, ticket.news) for ticket in story.tickets()] == [(1, "")]


@pytest.mark.parametrize("words", ["停到几点啊 我家水管爆了", "今天停不停气 家里一股煤气味", "啥时候来气 电梯也停了"])
def test_other_trouble_beside_a_question_is_heard(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 9, 30)
    story.wang.says(words)
    assert len(story.tickets()) == 1


def test_beside_other_trouble_it_is_told_in_words_too(story: Story) -> None:
    story.wang.says("暖气不热 3号楼2单元")
    announced(story)
    said = story.li.says("没水了哈")
    assert (story.last(RESIDENTS).text, story.last(RESIDENTS).reply_to) == (TOLD, said)


def test_it_may_begin_a_little_before_its_time(story: Story) -> None:
    announced_for_tomorrow(story)
    story.until(21, 8, 50)
    story.wang.says("火打不着了")
    assert story.tickets() == []
    assert story.standing(RESIDENTS) == ["3号楼09:00到16:00停气：燃气管道检修"]


def test_who_asks_after_its_end_when_it_comes_back_has_it_still(story: Story) -> None:
    announced_for_tomorrow(story)
    story.until(21, 16, 20)
    story.wang.says("啥时候来气")
    assert [(t.matter, t.building) for t in story.tickets()] == [("utility.gas_supply", "3")]


@pytest.mark.parametrize("words", ["真来了 谢谢", "果然来了", "总算来了 谢谢大家"])
def test_what_was_told_before_it_began_is_over_when_it_is_back(story: Story, words: str) -> None:
    announced_for_tomorrow(story)
    story.until(21, 8, 30)
    story.wang.says("3号楼没气了 火打不着")
    story.until(21, 15, 20)
    story.wang.says(words)
    assert [t.state for t in story.tickets()] == ["withdrawn"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("换阀门", "3号楼08:00到17:00停水：换阀门"),
        ("今天8点到17点停水，换阀门", "今天8点到17点停水，换阀门"),
        ("上午8点停水，下午5点恢复", "上午8点停水，下午5点恢复"),
        ("", "08:00到17:00停水，17:00前恢复。到时还没好再告诉小格。"),
    ],
)
def test_it_says_from_when_to_when_once(story: Story, words: str, shown: str) -> None:
    announced(story, f"公告 停水 3号楼 8:00-17:00 {words}".strip())
    story.wang.says("没水了")
    assert story.standing(RESIDENTS) == [shown]


def test_of_another_building_it_is_no_answer(story: Story) -> None:
    announced(story)
    story.wang.says("停水了")
    story.zhao.says("我家也停了")
    assert story.standing(RESIDENTS)[0] == TOLD
    assert [ticket.building for ticket in story.tickets()] == ["1"]


def told_for_tomorrow(story: Story, where: str = "") -> None:
    story.all_staff()
    story.chen.writes(f"广播 停水 {where} 明天9:00-17:00 换管道")
    story.chen.writes("发送")
    story.forward(minutes=2)


@pytest.mark.parametrize("where", ["", "3号楼"])
@pytest.mark.parametrize("words", ["又停水", "停到几点", "1号楼停不停", "明天几点停水啊", "我们楼停吗"])
def test_a_question_about_tomorrow_is_answered_from_the_notice(story: Story, where: str, words: str) -> None:
    told_for_tomorrow(story, where)
    asked = story.zhao.says(words)
    assert story.last(RESIDENTS).reply_to == asked
    assert "11月21日09:00到17:00" in story.last(RESIDENTS).text
    again = story.li.says("停到几点啊")
    assert story.last(RESIDENTS).reply_to == asked
    assert story.reaction(again)
    assert story.tickets() == []


def test_asked_while_it_lasts_it_is_no_ticket_and_no_household(story: Story) -> None:
    story.wang.says(DRY)
    announced(story)
    story.li.says("停到几点")
    assert story.last(RESIDENTS).text == TOLD
    assert [ticket.households for ticket in story.tickets()] == [1]


@pytest.mark.parametrize("words", ["停水了", "又停水了", "3号楼停水了，停到几点", "停电停到几点", "停到几点，水管爆了"])
def test_trouble_of_today_is_not_explained_by_tomorrow(story: Story, words: str) -> None:
    told_for_tomorrow(story)
    before = len(story.standing(RESIDENTS))
    story.wang.says(words)
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == before or "编号1" in story.last(RESIDENTS).text


def test_a_question_where_nothing_is_planned_is_read_as_before(story: Story) -> None:
    story.zhao.says("1号楼停水了，停到几点")
    assert len(story.tickets()) == 1


def test_in_private_it_is_answered_too(story: Story) -> None:
    told_for_tomorrow(story)
    story.wang.starts()
    story.wang.writes("停到几点")
    assert "11月21日09:00到17:00" in story.wang.hears()[-1]
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["能不能洗澡啊", "今天能洗澡吗", "能做饭吗"])
def test_whether_it_can_be_used_is_answered_by_what_is_known(story: Story, words: str) -> None:
    story.sweep()
    story.li.says(words)
    assert (story.tickets(), story.standing(RESIDENTS)) == ([], [])
    story.xiaoyan.says("公告 停水 3号楼 8:00-17:00 计划停水，17:00前恢复", WORKERS)
    story.li.says(words)
    assert story.tickets() == []
    assert [text[:19] for text in story.standing(RESIDENTS)] == ["3号楼08:00到17:00停水：计划"[:19]]


def test_in_private_whether_it_can_be_used_is_asked_of_the_worker(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes("能不能洗澡啊")
    assert [(ticket.matter, ticket.service_class) for ticket in story.tickets()] == [("other.unclassified", "Q")]
