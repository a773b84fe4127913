"""Stories of what people say once a ticket is there: no, elsewhere, never mind, how far; and another home's danger."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book

LIGHT = "3号楼2单元楼道灯不亮"


def resolved(story: Story) -> None:
    story.wang.says(LIGHT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    assert story.states() == ["resolved"]


@pytest.mark.parametrize(
    "words",
    [
        "灯又不亮了",
        "刚换的又不亮了",
        "哪里好了嘛",
        "没见人来 怎么就好了",
        "谁说好了",
        "好了一半",
        "亮是亮了 太暗",
        "还没呢 一个人影都没有",
        "好什么好",
        "还是有点暗",
        "我妈说还黑着",
        "没换啊",
        "又闪了",
    ],
)
def test_no_to_a_result_is_no(story: Story, words: str) -> None:
    resolved(story)
    story.wang.says(words)
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["好了好了", "弄好了 谢谢小高", "亮了，谢谢", "修好了", "得喇 唔该晒"])
def test_yes_to_a_result_is_yes(story: Story, words: str) -> None:
    resolved(story)
    story.wang.says(words)
    assert story.states() == ["closed"]


def test_who_says_that_it_is_solved_is_not_told_to_wait(story: Story) -> None:
    story.wang.starts()
    resolved(story)
    story.wang.says("亮了，谢谢")
    assert not [text for text in story.wang.hears() if "您报过了" in text]


@pytest.mark.parametrize("words", ["亮了", "灯亮了谢谢", "有电喇 唔该"])
def test_who_is_on_the_way_hears_that_it_is_over(story: Story, words: str) -> None:
    story.wang.says(LIGHT)
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert story.xiaoyan.sees("报事人说好了")
    assert story.states() == ["claimed"]


def test_hours_after_it_was_closed_it_is_out_again(story: Story) -> None:
    resolved(story)
    story.wang.says("亮了，谢谢")
    story.forward(minutes=300)
    story.wang.says("灯又不亮了")
    assert story.states() == ["claimed"]


def test_where_it_is_is_put_right(story: Story) -> None:
    story.wang.says("3号楼电梯坏了")
    story.wang.says("写错了，是2号楼")
    assert [ticket.building for ticket in story.tickets()] == ["2"]
    assert "2号楼" in story.last(RESIDENTS).text


@pytest.mark.parametrize("words", ["说错 三楼", "打错了 是三楼", "不是二楼 是三楼"])
def test_a_storey_is_put_right(story: Story, words: str) -> None:
    story.wang.says("二楼走廊灯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says(words)
    assert [(t.building, t.spot) for t in story.tickets()] == [("3", "三楼走廊")]
    assert "三楼走廊" in story.last(RESIDENTS).text
    assert any("地点改了" in text for text in story.xiaoyan.hears())


@pytest.mark.parametrize("words", ["三楼也坏了", "三楼的好着呢", "不对 三楼也坏了"])
def test_another_storey_told_besides_moves_nothing(story: Story, words: str) -> None:
    story.wang.says("二楼走廊灯坏了")
    story.wang.says(words)
    assert story.ticket().spot == "二楼走廊"


@pytest.mark.parametrize("words", ["楼上成日跳绳 吵到细路仔冇得瞓", "楼上成日掟嘢落街 吵到细路"])
def test_a_child_in_cantonese_is_no_road(story: Story, words: str) -> None:
    story.wang.says(words)
    assert "细路" not in story.last(RESIDENTS).text
    assert "落街" not in story.last(RESIDENTS).text


def test_what_is_only_told_besides_moves_nothing(story: Story) -> None:
    story.wang.says("3号楼电梯坏了")
    story.wang.says("2号楼的好着呢")
    assert [ticket.building for ticket in story.tickets()] == ["3"]


def test_it_is_taken_back_in_plain_words(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.wang.says("不用来了 我看错了")
    assert story.states() == ["withdrawn"]


def test_a_neighbour_takes_nothing_back(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says("不用来了")
    assert story.states() == ["open"]


def test_a_danger_is_not_taken_back_by_the_way(story: Story) -> None:
    story.wang.says("2号楼1单元好大煤气味")
    story.wang.says("搞错了 不用来了")
    assert story.states() == ["open"]


def test_the_answer_to_a_question_may_come_in_the_group(story: Story) -> None:
    story.wang.says("我家暖气不热 3号楼2单元501")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("问居民 1 几个房间不热？", WORKERS)
    assert story.tickets()[0].waiting_since is not None
    story.wang.says("暖气都不热 冰窖一样")
    assert story.tickets()[0].waiting_since is None


def test_a_floor_is_where_it_is(story: Story) -> None:
    story.wang.says("我家在6楼 水管爆了")
    assert "6楼" in story.last(WORKERS).text
    assert "5016楼" not in story.last(WORKERS).text


@pytest.mark.parametrize("words", ["请把我的信息删掉", "不要记我的话了", "你们都记了我什么"])
def test_who_asks_for_their_data_in_other_words_is_told_how(story: Story, words: str) -> None:
    story.wang.writes(words)
    assert "删除我的信息" in story.wang.hears()[-1]
    assert story.tickets() == []


def test_who_complains_of_a_worker_reads_who_sees_it(story: Story) -> None:
    story.wang.writes("我要投诉网格员小高 态度太差")
    assert "只有街道看得到" in story.wang.hears()[-1]
    assert "正在通知网格员" not in story.wang.hears()[-1]


def test_another_homes_danger_has_a_ticket_and_what_to_do_of_its_own(story: Story) -> None:
    story.person(801, "1-2-301 静").says("我爸胸口疼得厉害 喘不上气")
    story.person(802, "1-1-502 许").says("我家老人摔倒起不来了 叫不醒")
    assert [(ticket.unit, ticket.room) for ticket in story.tickets()] == [("2", "301"), ("1", "502")]


def test_fire_in_another_unit_is_another_fire(story: Story) -> None:
    story.person(801, "2-1-201 周").says("2号楼1单元厨房着火了")
    story.person(802, "2-2-501 吴").says("我家厨房着火了 快来救命")
    assert [ticket.unit for ticket in story.tickets()] == ["1", "2"]


def test_who_sees_the_same_fire_from_elsewhere_joins(story: Story) -> None:
    story.person(801, "2-1-201 周").says("2号楼1单元厨房着火了")
    story.person(802, "3-2-501 吴").says("着火了 2号楼1单元在冒烟 快报警")
    assert len(story.tickets()) == 1


# staff in their own words ---------------------------------------------------------------------------------------


def test_a_number_before_a_colon_is_a_number(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says("2号楼1单元楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS, card="1号单")
    story.yali.presses("接单", WORKERS, card="2号单")
    story.yali.says("办结2号单：灯泡换好了", WORKERS)
    assert story.states() == ["claimed", "resolved"]


@pytest.mark.parametrize("words", ["接了", "好嘞我去", "我来", "好的，马上去"])
def test_who_says_under_the_card_that_they_take_it_has_it(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.says(words, WORKERS, reply_to=story.last(WORKERS).id)
    assert story.states() == ["claimed"]


def test_nobody_reached_is_no_contact(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("还没联系上业主", WORKERS, reply_to=story.last(WORKERS).id)
    assert "已联系" not in story.last(RESIDENTS).text
    assert "还没联系上业主" in story.last(WORKERS).text


def test_danger_is_no_answer_to_a_question_about_a_notice(story: Story) -> None:
    story.chen.writes("广播 停水")
    story.chen.writes("3号楼着火了")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    story.chen.writes("算了不发了")
    assert "没看懂" not in story.chen.hears()[-1]


def test_what_staff_are_asked_stands_in_no_residents_group(story: Story) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1", RESIDENTS)
    assert "办了什么" in story.xiaoyan.hears()[-1]
    assert not any("办了什么" in text for text in story.standing(RESIDENTS))
    story.xiaoyan.writes("换了主板")
    assert story.states() == ["resolved"]


def test_a_changed_time_keeps_its_day_and_its_reason(story: Story) -> None:
    story.chen.writes("广播 停水 3号楼 明天9:00-17:00 换阀门")
    story.chen.presses("发送", story.chen.who.id)
    story.chen.presses("改", story.chen.who.id, card="号通知")
    story.chen.writes("改到下午两点到五点")
    story.sweep()
    assert "11月21日14:00到17:00" in story.standing(RESIDENTS)[0]
    assert "换阀门" in story.standing(RESIDENTS)[0]
    assert "改到" not in story.standing(RESIDENTS)[0]


@pytest.mark.parametrize("words", ["先别改，问问水务", "算了", "我再想想"])
def test_words_that_change_nothing_are_not_published(story: Story, words: str) -> None:
    story.chen.writes("广播 停水 3号楼 明天9:00-17:00 换阀门")
    story.chen.presses("发送", story.chen.who.id)
    story.sweep()
    before = story.standing(RESIDENTS)
    assert len(before) == 1
    story.chen.presses("改", story.chen.who.id, card="号通知")
    story.chen.writes(words)
    story.sweep()
    assert story.standing(RESIDENTS) == before


@pytest.mark.parametrize("words", ["叫两个网格员马上到3号楼2单元", "阀门坏了叫晓燕去看看"])
def test_an_order_that_nobody_carries_out_gets_no_nod(story: Story, words: str) -> None:
    said = story.chen.writes(words)
    assert story.reaction(said, story.chen.who.id) == ""
    assert story.chen.hears() != []


@pytest.mark.parametrize("words", ["别来晚了", "是不是不用修了？", "没事了吗", "搞错了 是2号楼"])
def test_what_only_sounds_like_taking_it_back_takes_nothing_back(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.wang.says(words)
    assert story.states()[0] == "open"


def test_a_building_that_has_it_too_moves_nothing(story: Story) -> None:
    story.wang.says("3号楼电梯坏了")
    story.wang.says("不对，2号楼也坏了")
    assert story.tickets()[0].building == "3"


def test_thanks_for_quiet_reopen_nothing(story: Story) -> None:
    resolved(story)
    story.wang.says("好了，没人摔跤了，谢谢")
    assert story.states() == ["closed"]


def test_who_is_on_the_way_hears_that_it_is_elsewhere(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says("写错了，是2号楼1单元")
    assert any("地点改了" in words and "2号楼1单元" in words for words in story.xiaoyan.hears())


def test_danger_behind_a_no_is_danger(story: Story) -> None:
    story.all_staff()
    story.chen.writes("集合 明早10点 达濠社区：2名网格员")
    story.chen.presses("发出", story.chen.who.id)
    story.xiaoyan.writes("来不了，3号楼2单元着火了快来人")
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


@pytest.mark.parametrize("words", ["停电了，有人困在电梯里了", "3号楼2单元电梯困人了"])
@pytest.mark.parametrize("privately", [True, False])
@pytest.mark.parametrize("verified", [True, False])
def test_a_life_in_danger_after_the_work_is_done_rings_people(
    story: Story, words: str, privately: bool, verified: bool
) -> None:
    if verified:
        by_the_book(story)
    story.all_staff()
    story.wang.starts()
    story.wang.says("3号楼2单元电梯坏了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 修好了", WORKERS)
    story.forward(minutes=2)
    story.wang.says(words, story.wang.who.id if privately else RESIDENTS)
    danger = story.ticket(2)
    assert (danger.service_class, danger.danger, danger.state) == ("P0", "lift", "open")
    assert story.chen.sees("紧急：2号单")


def mended(story: Story, words: str) -> None:
    by_the_book(story).all_staff()
    story.wang.says(words)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 修好了", WORKERS)


@pytest.mark.parametrize(("words", "danger"), [("没修好啊，又困人了", "P0"), ("电梯哪里好了嘛，还是不动", "P1")])
def test_who_denies_what_is_done_may_tell_of_danger(story: Story, words: str, danger: str) -> None:
    mended(story, "3号楼2单元电梯坏了")
    story.wang.says(words)
    assert story.tickets()[-1].service_class == danger
    assert len(story.tickets()) == (2 if danger == "P0" else 1)


def test_what_another_building_says_of_what_is_done_is_no_denial(story: Story) -> None:
    mended(story, "3号楼2单元电梯坏了")
    story.zhao.says("还是不动")
    assert "not_over" not in story.events()
    story.li.says("还是不动")
    assert "not_over" in story.events()


def test_another_building_without_water_once_the_first_has_it_is_a_report(story: Story) -> None:
    mended(story, "3号楼停水了")
    story.zhao.says("1号楼还没来水")
    assert [(each.building, each.urged) for each in story.tickets()] == [("3", 0), ("1", 0)]
