"""Stories of a danger that nobody takes: rung again, called out, doubted, reported upward."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from models.alarm import Call
from rules.messages import Act
from tests.handlers.story import OFFICIALS, RESIDENTS, TOWN, WORKERS, Story, on_both

FIRE = "3号楼2单元着火了"
LOST = "我家孩子不见了 5岁 穿红衣服"
DOUBTFUL = "要是着火了怎么办"
PROPERTY = '  - {user_id: 505, name: 孙经理, phone: "0755-88880000", roles: [{role: property_manager, place: gm-dh}]}\n'


def told(story: Story, user: int, words: str) -> list[str]:
    return [text for text in story.texts(user) if words in text]


def reachable_by_telephone(story: Story) -> None:
    safety = replace(story.resources.policies.safety, duty_telephone="0755-26001234")
    story.resources.policies = replace(story.resources.policies, safety=safety)
    story.resources.can_call = True


def calls(story: Story) -> list[Call]:
    with story.database.transaction() as session:
        found = list(session.exec(select(Call)))
        session.expunge_all()
    return found


# repeated until somebody takes it -----------------------------------------------------------------------------


@on_both
def test_property_is_called_at_once_too(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8") + PROPERTY)
    story.all_staff()
    sun = story.staff(505, "孙经理")
    story.wang.says(FIRE)
    assert sun.sees("紧急：1号单").labels == ["接单", "去不了"]
    assert "报事人" not in sun.sees("紧急：1号单").text


@on_both
def test_people_are_rung_again_until_somebody_takes_it(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.forward(minutes=3, seconds=5)
    assert len(told(story, 501, "紧急：1号单")) == 1
    rung = [d for d in story.gateway.sent if d.out.chat == 501 and "紧急：1号单" in d.out.text]
    assert len(rung) == 4
    (group,) = told(story, WORKERS, "还在等人")
    assert group == "1号单还在等人，等了3分钟，谁能去？"
    story.chen.presses("接单", 601)
    before = len(story.gateway.sent)
    story.forward(minutes=10)
    assert not [d for d in story.gateway.sent[before:] if "紧急" in d.out.text]


def test_a_long_wait_is_told_in_hours(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.forward(hours=3)
    assert told(story, WORKERS, "还在等人") == ["1号单还在等人，等了2小时，谁能去？"]


def test_who_cannot_go_is_not_rung_again(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.xiaoyan.presses("去不了", 501)
    before = len(story.gateway.sent)
    story.forward(minutes=2)
    rung = {d.out.chat for d in story.gateway.sent[before:] if "紧急：1号单" in d.out.text}
    assert rung == {601}


def test_rings_grow_rare_with_time(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.forward(hours=3)
    rung = [d for d in story.gateway.sent if d.out.chat == 601 and "紧急：1号单" in d.out.text]
    assert 10 < len(rung) < 40


# SMS and voice ------------------------------------------------------------------------------------------------


@on_both
def test_unclaimed_after_two_minutes_it_is_called_out_once(open_story: Callable[..., Story]) -> None:
    story = open_story(TOWN.read_text(encoding="utf-8").replace("name: 高晓燕,", 'name: 高晓燕, phone: "13800138000",'))
    story.all_staff()
    reachable_by_telephone(story)
    story.wang.says("3号楼2单元501着火了")
    story.forward(minutes=1, seconds=59)
    assert calls(story) == []
    assert "值班电话" not in story.last(RESIDENTS).text
    story.forward(seconds=2)
    (call,) = calls(story)
    assert call.body["telephones"] == ["13800138000", "0755-26001234"]
    assert (call.body["number"], call.body["kind"]) == (1, "fire")
    assert call.body["text"] == "紧急：第一网格3号楼2单元，火情冒烟，1号单，还没有人接，请马上联系社区。"
    assert "501" not in str(call.body)
    assert story.last(RESIDENTS).text.endswith("值班电话0755-26001234")
    assert "值班电话0755-26001234" in story.card(WORKERS, "1号单　火情").text
    story.forward(minutes=30)
    assert len(calls(story)) == 1


def test_once_taken_nobody_is_called_out(story: Story) -> None:
    story.all_staff()
    reachable_by_telephone(story)
    story.wang.says(FIRE)
    story.xiaoyan.presses("接单", 501)
    story.forward(minutes=10)
    assert calls(story) == []


def test_without_a_port_the_telephone_still_stands_on_the_card(story: Story) -> None:
    story.all_staff()
    reachable_by_telephone(story)
    story.resources.can_call = False
    story.wang.says(FIRE)
    story.forward(minutes=3)
    assert calls(story) == []
    assert story.last(RESIDENTS).text.endswith("值班电话0755-26001234")


# doubt --------------------------------------------------------------------------------------------------------


@on_both
def test_a_doubtful_alarm_is_answered_at_once_and_asked_of_those_on_duty(story: Story) -> None:
    story.all_staff()
    story.wang.says(DOUBTFUL)
    assert story.last(RESIDENTS).text.startswith("马上打119")
    question = story.xiaoyan.sees("不确定：1号单")
    assert question.labels == ["是真的", "误会"]
    assert told(story, 601, "1号单") == []
    story.forward(seconds=59)
    assert told(story, 601, "1号单") == []
    story.forward(seconds=2)
    assert told(story, 601, "紧急：1号单")
    assert story.xiaoyan.sees("紧急：1号单").labels == ["接单", "去不了"]


@on_both
def test_it_is_true_calls_everybody_at_once(story: Story) -> None:
    story.all_staff()
    story.wang.says(DOUBTFUL)
    assert story.card(WORKERS, "1号单").labels[:2] == ["是真的", "误会"]
    assert story.xiaoyan.presses("是真的", 501) == "知道了，正在叫所有人。"
    assert told(story, 601, "紧急：1号单")
    assert story.card(WORKERS, "1号单").labels[:2] == ["接单", "转派"]
    assert story.events() == ["open", "real"]


def test_a_misunderstanding_ends_it_without_a_trace(story: Story) -> None:
    story.all_staff()
    story.wang.says(DOUBTFUL)
    story.xiaoyan.presses("误会", 501)
    story.forward(minutes=5)
    assert story.standing(RESIDENTS) == []
    assert told(story, 601, "1号单") == []
    assert story.states() == ["mistaken"]


def test_the_typed_twin_of_it_is_true(story: Story) -> None:
    story.all_staff()
    story.wang.says(DOUBTFUL)
    story.xiaoyan.says("是真的 1", WORKERS)
    assert told(story, 601, "紧急：1号单")


def test_what_staff_tell_is_not_doubted(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.says(f"代报 {DOUBTFUL}", WORKERS)
    assert told(story, 601, "紧急：1号单")


# the flash report ---------------------------------------------------------------------------------------------


@on_both
def test_one_tap_makes_a_text_to_forward(story: Story) -> None:
    story.all_staff()
    story.wang.says("我是王阿姨，3号楼2单元501着火了")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("到场 1 消防到了，一人轻伤送医", WORKERS)
    story.xiaoyan.presses("快报", WORKERS)
    text = story.last(WORKERS).text
    assert text.splitlines()[0] == "快报　火情冒烟　08:12"
    assert "时间：08:12接报" in text
    assert "地点：光明街道达濠社区第一网格3号楼2单元" in text
    assert "伤亡：一人轻伤送医" in text
    assert "到场：08:12网格员高晓燕到场" in text
    assert "已做：消防到了，一人轻伤送医" in text
    assert text.endswith("下一步：现场处置，有变化再报")
    assert not any(word in text for word in ("王阿姨", "501"))
    story.chen.commands("/flash 1")
    assert story.chen.hears()[-1].startswith("快报　火情冒烟")


def test_what_was_done_is_told_and_no_room_wherever_it_stands(story: Story) -> None:
    story.all_staff()
    story.person(812, "阿珍").says("3号楼2单元501着火了，501那家还在冒烟")
    story.xiaoyan.says("办结 1 锅烧干了，火已经灭了", WORKERS)
    story.chen.says("快报 1", WORKERS)
    text = story.last(WORKERS).text
    assert "已做：锅烧干了，火已经灭了\n" in text
    assert "到场：高晓燕处理了\n" in text
    assert text.endswith("下一步：等核实办结")
    story.wu.says("办结 1 看过了", OFFICIALS)
    story.chen.says("快报 1", WORKERS)
    assert story.last(WORKERS).text.endswith("下一步：已处理完")
    assert "冒烟" in text and "501" not in text


def test_before_anybody_has_gone_the_report_says_so(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.chen.says("快报 1", WORKERS)
    text = story.last(WORKERS).text
    assert "伤亡：还没核实" in text
    assert "到场：还没有人接" in text
    assert text.endswith("下一步：接着叫人")


def test_what_stands_on_the_card_as_a_note_is_not_told_as_done(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("上报 1 缺配件", WORKERS)
    story.chen.says("快报 1", WORKERS)
    text = story.last(WORKERS).text
    assert "反映，备注：缺配件\n" in text
    assert "已做：已通知" in text


def test_the_report_names_only_those_who_were_told(story: Story) -> None:
    story.staff(501, "高晓燕")
    story.wang.says(FIRE)
    story.chen.says("快报 1", WORKERS)
    assert "已做：已通知高晓燕\n" in story.last(WORKERS).text


def test_where_nobody_could_be_told_in_private_the_report_says_where_it_stands(story: Story) -> None:
    story.wang.says(FIRE)
    story.staff(601, "陈书记", starts=False).says("快报 1", WORKERS)
    assert "已做：已发到工作群\n" in story.last(WORKERS).text


def test_a_resident_gets_no_report(story: Story) -> None:
    story.all_staff()
    story.wang.says(FIRE)
    before = story.standing(RESIDENTS)
    story.wang.says("快报 1")
    assert story.standing(RESIDENTS) == before


# the residents' group -----------------------------------------------------------------------------------------


@on_both
def test_whatever_happens_a_residents_group_has_two_messages_of_a_danger(story: Story) -> None:
    """An alarm that is doubted, rung, called out, climbs, is reported upward and ends: a card and a result."""
    story.all_staff()
    reachable_by_telephone(story)
    story.wang.says(DOUBTFUL)
    story.forward(minutes=25)
    story.xiaoyan.says("快报 1", WORKERS)
    assert len(story.standing(RESIDENTS)) == 1
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("到场 1", WORKERS)
    story.wu.says("办结 1 误点了油锅，已灭", OFFICIALS)
    story.forward(hours=60)
    sent = [d.out for d in story.gateway.sent if d.out.chat == RESIDENTS and d.out.act is Act.SEND]
    assert len([out for out in sent if "编号1" in out.text or "办好了" in out.text]) == 2
    assert len(story.standing(RESIDENTS)) == 2


# somebody missed who is there -------------------------------------------------------------------------------------


@pytest.mark.parametrize("claimed", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "找到了",
        "在床底下睡着了 不好意思",
        "在他奶奶家呢",
        "回来了回来了",
        "孩子自己回家了",
        "躲在衣柜里睡着了 虚惊一场",
        "他爸接走了",
        "老师送回来了 谢谢大家",
        "孩子在他奶奶家",
        "孩子在我这里",
        "孩子跟我在一起 大家别急",
        "是我接走的 不好意思",
    ],
)
def test_a_child_that_is_there_is_told_to_who_looks_for_it(story: Story, words: str, claimed: bool) -> None:
    story.all_staff()
    story.wang.says(LOST)
    if claimed:
        story.xiaoyan.presses("接单", WORKERS)
    said = story.wang.says(words)
    assert f"报的人说没事了：“{words}”" in story.last(501).text
    assert story.reaction(said)
    assert story.states() == ["claimed" if claimed else "open"]


def test_whoever_lives_with_the_reporter_is_believed_too(story: Story) -> None:
    story.all_staff()
    story.wang.says(LOST)
    story.xiaoyan.presses("接单", WORKERS)
    story.li.says("孩子在他奶奶家呢")
    assert not told(story, 501, "说没事了")
    story.person(77, "3-2-501 老王").says("孩子在他奶奶家呢")
    assert told(story, 501, "报的人家里说没事了")


def test_of_a_neighbour_who_has_the_child_whoever_looks_for_it_reads(story: Story) -> None:
    story.all_staff()
    story.wang.says(LOST)
    story.xiaoyan.presses("接单", WORKERS)
    said = story.zhao.says("孩子在我这里")
    assert "孩子在我这里" in story.ticket().news and story.reaction(said)
    assert not told(story, 501, "说没事了")
    story.person(77, "3-2-501 老王").says("孩子在我这里呢 刚才在楼下")
    assert not told(story, 501, "报的人家里说没事了")
    story.person(77, "3-2-501 老王").says("孩子在我这里呢")
    assert told(story, 501, "报的人家里说没事了")


@pytest.mark.parametrize(
    "words",
    ["孩子不在我这里", "孩子在我这里丢的", "是不是在我这里", "孩子的书包在我这里", "孩子在我手上 拿钱来", "在你家吗"],
)
def test_who_does_not_have_the_child_gives_no_all_clear(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LOST)
    story.wang.says(words)
    assert not told(story, 501, "说没事了")


@pytest.mark.parametrize(
    "words",
    ["是不是在他奶奶家", "没在他奶奶家", "在奶奶家没找到", "还没回来", "在公园", "被陌生人接走了", "在床底下，叫不醒"],
)
def test_where_it_may_be_or_was_is_no_all_clear(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LOST)
    story.wang.says(words)
    assert not told(story, 501, "说没事了")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("我妈晕倒了 快来人", "醒过来了"),
        ("我妈晕倒了 快来人", "120拉走了 谢谢"),
        ("楼道里有股煤气味", "是我家锅烧干了 不好意思"),
        ("楼道里有股煤气味", "不是煤气味，是油漆味"),
    ],
)
def test_who_told_a_danger_says_that_it_is_past(story: Story, trouble: str, words: str) -> None:
    story.all_staff()
    story.wang.says(trouble)
    story.zhao.says(words)
    assert not told(story, 501, "说没事了")
    story.wang.says(words)
    assert told(story, 501, f"报的人说没事了：“{words}”")
    assert story.states() == ["open"]


@pytest.mark.parametrize("words", ["还没醒", "醒了又晕了", "醒了但是不说话", "好多了吗"])
def test_what_goes_on_is_no_end(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("我妈晕倒了 快来人")
    story.wang.says(words)
    assert not told(story, 501, "说没事了")


# taken back by whoever holds the telephone -----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["撤回", "误会了"])
def test_a_danger_that_is_taken_back_is_checked_by_who_has_it(story: Story, word: str) -> None:
    story.wang.starts()
    story.wang.writes("我老公拿刀要砍我")
    story.xiaoyan.presses("接单", WORKERS)
    story.wang.writes(word)
    assert story.wang.hears()[-1] == "知道了，工作人员核实后再撤。"
    asked = story.xiaoyan.sees("请再核实")
    assert "手机可能在别人手里" in asked.text and asked.labels == ["办结", "误会"]
    assert story.states() == ["claimed"]
    assert told(story, 501, "不用去了") == []


def test_who_was_rung_is_asked_and_it_rings_on(story: Story) -> None:
    everybody = [story.xiaoyan, story.chen]
    story.wang.starts()
    story.wang.writes("活着没意思，药都买好了")
    assert story.wang.presses("撤回", story.wang.who.id) == "知道了，工作人员核实后再撤。"
    for officer in everybody:
        assert officer.sees("请再核实").labels == ["接单", "误会"]
    story.forward(minutes=3)
    assert "紧急：1号单" in story.xiaoyan.hears()[-1]
    story.wang.writes("撤回")
    assert len(told(story, 501, "请再核实")) == 1
    assert story.xiaoyan.presses("误会", 501, "请再核实")
    assert story.states() == ["mistaken"]


def test_one_of_two_who_told_a_danger_may_take_theirs_back(story: Story) -> None:
    _ = story.xiaoyan
    story.wang.says("3号楼2单元楼道里好大煤气味")
    story.li.presses("我也看到了")
    assert story.wang.presses("撤回") == "您这份撤回了，别家报的接着办。"
    assert story.li.presses("误会了") == "知道了，工作人员核实后再撤。"
    assert story.states() == ["open"]
    assert "编号1" in story.last(RESIDENTS).text


@pytest.mark.parametrize(("where", "rung"), [("9号楼", {501, 502}), ("", {501, 502})])
def test_a_danger_of_an_unknown_grid_rings_every_worker_it_may_be_with(
    story: Story, where: str, rung: set[int]
) -> None:
    """Only the secretary was rung, for who wrote in private had come by no group's link."""
    story.all_staff()
    stranger = story.person(77, "晓")
    stranger.starts()
    stranger.writes(f"{where}我爸晕倒了 叫不醒")
    rings = {user for user in (501, 502) if any("紧急：1号单" in message.text for message in story.seen(user))}
    assert rings == rung
    story.staff(502, "高亚丽").presses("接单", 502)
    assert story.ticket().claimed_by == 502
