"""Stories of what is said of work that was told as done: it is not, it is back, or it is asked for once more."""

import pytest

from tests.handlers.story import RESIDENTS, WORKERS, Story, by_the_book

LIFT = "电梯又坏了，停在3号楼2单元"


def test_only_half_is_done_though_a_neighbour_says_that_it_is_solved(story: Story) -> None:
    """就修了一半 under the result was heard by nobody, for the light of a neighbour was on."""
    story.wang.says("3号楼2单元楼道灯不亮")
    story.li.presses("我家也是")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    result = story.card(RESIDENTS, "办好了").id
    story.li.says("亮了 谢谢")
    assert story.states() == ["closed"]
    said = story.wang.says("就修了一半", reply_to=result)
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)
    assert story.card(RESIDENTS, "没办好，抱歉。编号1接着办").id == result
    assert story.reaction(said)


@pytest.mark.parametrize("words", ["就修了一半", "没好", "哪里好了"])
def test_its_reporter_says_so_right_after_a_neighbour_and_under_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.li.presses("我家也是")
    story.xiaoyan.says("办结 1 门电机换好了", WORKERS)
    story.li.presses("解决了")
    assert story.reaction(story.wang.says(words))
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)


@pytest.mark.parametrize("who", ["li", "wang"])
def test_what_is_said_so_much_later_or_by_who_said_otherwise_reopens_nothing(story: Story, who: str) -> None:
    story.wang.says("3号楼2单元电梯停了")
    story.xiaoyan.says("办结 1 门电机换好了", WORKERS)
    story.wang.presses("解决了")
    story.forward(minutes=0 if who == "li" else 20)
    getattr(story, who).says("没好")
    assert story.states() == ["closed"]


def test_what_does_again_what_was_told_is_said_in_private_of_the_result(story: Story) -> None:
    """又念起来了 was a note on what was done."""
    story.wang.starts()
    story.wang.writes("手机老是念字 关不掉 3号楼2单元501")
    story.xiaoyan.says("办结 1 关掉了", WORKERS)
    story.wang.writes("又念起来了")
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)


def test_a_stranger_who_replies_so_reopens_nothing(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("解决了")
    story.zhao.says("就修了一半", reply_to=story.last(RESIDENTS).id)
    assert story.states() == ["closed"]


@pytest.mark.parametrize("words", ["门口还有六辆 轮椅过不去", "2单元门口电动车又停了一排"])
def test_what_is_asked_for_once_more_was_not_done(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元门口电动车停了一排，轮椅过不去")
    story.xiaoyan.says("办结 1 都挪走了", WORKERS)
    story.forward(minutes=30)
    story.wang.says(words)
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)


@pytest.mark.parametrize("words", ["谢谢 挪走了", "电动车是6号楼的人停的", "6号楼门口电动车也停了一排"])
def test_what_else_is_said_of_a_result_reopens_nothing(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元门口电动车停了一排，轮椅过不去")
    story.xiaoyan.says("办结 1 都挪走了", WORKERS)
    story.forward(minutes=30)
    story.wang.says(words)
    assert story.tickets()[0].reopened == 0


def test_it_stopped_again_is_of_the_lift_that_was_told(story: Story) -> None:
    """又停了 of a lift, while its repair waited to be seen to, became a power cut."""
    by_the_book(story).all_staff()
    story.wang.says(LIFT)
    story.li.presses("我家也是")
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    assert story.card(RESIDENTS, "编号1").text.endswith("处理了，社区核实后告诉您。")
    story.li.says("又停了！！")
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.elevator_fault"]
    assert story.states() == ["claimed"]
    assert story.card(RESIDENTS, "编号1").text.endswith("没办好，抱歉，接着办。网格员高晓燕接了。")


def test_that_a_danger_is_over_once_work_on_it_waits_to_be_seen_is_no_false_alarm(story: Story) -> None:
    """虚惊就点“误会”，不然请点“接单” was asked of who had mended the lift in which somebody had been stuck."""
    by_the_book(story).all_staff()
    story.wang.says("3号楼2单元电梯困人了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 人出来了 换了门机皮带", WORKERS)
    story.wang.says("好了 能坐了")
    asked = story.chen.sees("报事人说好了")
    assert asked.text == "1号单（电梯故障，3号楼2单元），报事人说好了：“好了 能坐了”。核实好了就点“办结”。"
    assert asked.labels == ["办结", "没解决", "接单"]
    assert not any("虚惊" in text for user in (story.xiaoyan, story.yali, story.chen) for text in user.hears())


def test_who_only_asks_that_it_goes_faster_suggests_nothing(story: Story) -> None:
    """能不能快点 我妈等着下楼去医院 became a suggestion of its own."""
    story.wang.says("3号楼2单元电梯停了")
    story.li.presses("我家也是")
    story.xiaoyan.presses("接单", WORKERS)
    said = story.li.says("能不能快点 我妈等着下楼去医院")
    assert (len(story.tickets()), story.ticket().urged) == (1, 1)
    assert "有居民催：“能不能快点 我妈等着下楼去医院”" in story.xiaoyan.hears()[-1]
    assert story.reaction(said) == "👌"


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("手机上的字忽然一个有巴掌大，点什么都念出来，吓得我关机了 3号楼2单元", "那个鬼手机又念起来了，一碰就念"),
        ("3号楼2单元水槽往上吐米饭，下水道堵了", "水槽又。吐。了。这回是菜叶"),
    ],
)
def test_what_does_again_what_was_told_of_it_is_back(story: Story, told: str, again: str) -> None:
    story.wang.says(told)
    story.xiaoyan.says("办结 1 弄好了", WORKERS)
    story.wang.presses("解决了")
    story.forward(hours=6)
    said = story.wang.says(again)
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)
    assert story.reaction(said)


@pytest.mark.parametrize("words", ["我妈又念叨我了", "孩子又吐了 带去医院看看", "又来个快递"])
def test_what_does_again_something_else_is_of_no_ticket(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    story.wang.presses("解决了")
    story.wang.says(words)
    assert story.tickets()[0].reopened == 0


def test_that_ones_room_came_out_is_no_end_of_anything(story: Story) -> None:
    """别发群里呀 我房号都出来了 told the worker that the dead dog was gone."""
    story.xiaoyan.starts()
    story.wang.says("3号楼2单元楼道灯不亮")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.says("别发群里呀 我房号都出来了")
    assert not any("说好了" in text for text in story.xiaoyan.hears())
    assert story.last(RESIDENTS).text.startswith("群里不写名字和房号。")


def test_who_says_the_other_supplier_works_has_not_the_same_trouble(story: Story) -> None:
    story.wang.says("3号楼2单元 电视雪花 网也转圈 孩子网课咋办")
    story.li.says("移动的好使 你们是不是广电")
    assert story.ticket().households == 1


@pytest.mark.parametrize("words", ["小格小格", "小格 你会讲笑话吗"])
def test_who_calls_the_desk_by_its_name_and_asks_for_nothing_it_knows_sees_that_it_heard(
    story: Story, words: str
) -> None:
    standing = story.standing(RESIDENTS)
    assert story.reaction(story.wang.says(words)) == "🤔"
    assert story.reaction(story.wang.says("晚上打牌三缺一")) == ""
    assert story.standing(RESIDENTS) == standing


def test_who_calls_it_by_its_name_with_a_report_has_a_card(story: Story) -> None:
    assert not story.reaction(story.wang.says("小格 3号楼2单元电梯停了"))
    assert len(story.tickets()) == 1


def test_what_is_left_is_no_end_while_it_waits_to_be_seen(story: Story) -> None:
    by_the_book(story).all_staff()
    story.wang.says("3号楼楼下花坛的树枝断了")
    story.xiaoyan.says("办结 1 锯了清走了", WORKERS)
    story.wang.says("还有一截没拿走", reply_to=story.card(RESIDENTS, "编号1").id)
    assert (story.states(), story.ticket().reopened) == (["claimed"], 1)


def test_whose_own_switch_it_was_takes_it_back(story: Story) -> None:
    story.wang.says("咱小区是不是停电了 我家灯不亮 3号楼2单元")
    story.wang.says("还真是 空开掉了 不好意思")
    assert story.states() == ["withdrawn"]
    story.wang.says("3号楼2单元又停电了")
    story.wang.says("空开跳了 推不上去")
    assert story.states()[-1] == "open"


def test_it_is_not_done_after_all_is_of_what_they_have_just_done_whatever_was_said_between(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIFT)
    story.xiaoyan.says("办结 1 换了门电机", WORKERS)
    story.xiaoyan.writes("值班")
    story.xiaoyan.writes("还没好，明天等配件再去")
    assert (story.ticket().state, story.ticket().claimed_by) == ("claimed", 501)
    assert story.xiaoyan.hears()[-1] == "1号单还没好，高晓燕接着办。"
