"""Stories of life in danger: what to do first, everybody called, and never more said than is known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.gateway import Sent
from models.talk import talked_of
from rules.messages import Act
from rules.parsing import Request
from tests.handlers.story import OTHERS, RESIDENTS, TOWN, WORKERS, Story, on_both

# The words, the kind of danger, what is to be done first, the number that must be in it.
DANGERS = [
    ("楼道里有股煤气味", "别动火", "119"),
    ("3号楼2单元着火了", "马上打119", "119"),
    ("3号楼2单元有人困在电梯里了", "按电梯里的警铃", "119"),
    ("屋里烧炭取暖，老人头晕恶心想吐", "先开门窗", "120"),
    ("3号楼2单元门口有人晕倒了，叫不醒", "马上打120", "120"),
    ("我家孩子走丢了", "马上打110报警", "110"),
    ("有人拿刀砍人", "马上打110", "110"),
]


@on_both
@pytest.mark.parametrize(("words", "first", "number"), DANGERS[:1])
def test_what_to_do_stands_first_at_top_priority(story: Story, words: str, first: str, number: str) -> None:
    tell(story, words, first, number)


@pytest.mark.parametrize(("words", "first", "number"), DANGERS)
def test_each_kind_has_its_own_text(story: Story, words: str, first: str, number: str) -> None:
    tell(story, words, first, number)


def tell(story: Story, words: str, first: str, number: str) -> None:
    story.all_staff()
    said = story.wang.says(words)
    assert story.ticket().service_class == "P0"
    answer = story.last(RESIDENTS)
    assert answer.reply_to == said
    assert answer.text.startswith(first)
    assert number in answer.text.splitlines()[0]
    assert "小格不能替您报警" in answer.text
    sent = [d.out for d in story.gateway.sent if isinstance(d.outcome, Sent) and d.out.act is Act.SEND]
    assert [out.chat for out in sent if out.chat != 501][-1] != RESIDENTS
    assert next(out for out in sent if words in out.text or first in out.text).chat == RESIDENTS


def test_the_texts_of_all_kinds_differ(story: Story) -> None:
    kinds = ("gas", "fire", "lift", "fumes", "unconscious", "violence", "suicide", "missing", "crime", "fraud", "other")
    texts = [story.call(lambda desk, kind=kind: desk.danger_text(kind)) for kind in kinds]
    assert len(set(texts)) == len(kinds)
    assert all(any(number in text for number in ("110", "119", "120")) for text in texts)


def test_a_kind_without_a_text_of_its_own_still_gets_the_numbers(story: Story) -> None:
    story.will_read(Request("safety_hazard.fire", "P0", "3", danger="meteor"))
    story.wang.says("天上掉石头了")
    assert story.last(RESIDENTS).text.startswith("马上打110、119或120，说清在哪里")


@on_both
def test_everybody_who_could_go_is_rung_at_once(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    for person in (story.xiaoyan, story.chen):
        ring = person.sees("紧急")
        assert ring.text.startswith("紧急：1号单　火情冒烟　3号楼2单元\n“3号楼2单元着火了”\n能去请马上点“接单”")
        assert ring.labels == ["接单", "去不了"]
    assert story.xiaoyan.presses("接单", 501) == "1号单归你了，辛苦。"
    assert story.last(RESIDENTS).text.endswith("网格员高晓燕接了。")
    assert story.last(RESIDENTS).text.startswith("马上打119")
    assert story.chen.presses("接单", 601) == "高晓燕刚接了，谢谢你。"


def test_nobody_is_said_to_be_coming_before_a_claim(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    for _ in range(6):
        text = story.last(RESIDENTS).text
        assert "还没人接" in text
        assert not any(name in text for name in ("高晓燕", "陈书记", "吴主任", "赶来"))
        story.forward(minutes=5)


def test_in_private_what_to_do_comes_before_the_number_of_the_ticket(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("3号楼2单元着火了")
    first, second = story.wang.hears()[-2:]
    assert first.startswith("马上打119")
    assert second == (
        "记下了，编号1：火情冒烟，3号楼2单元。已通知值班人员，还没人接。小格不能替您报警，有进展在这里告诉您。"
    )


def test_where_nobody_can_be_told_a_danger_in_private_says_that(open_story: Callable[..., Story]) -> None:
    story = open_story(
        TOWN.read_text(encoding="utf-8")
        .replace("purpose: workers", "purpose: notice")
        .replace("purpose: officials", "purpose: notice")
    )
    story.wang.starts("p3")
    story.wang.writes("3号楼2单元着火了")
    assert "这会儿没能通知到人。小格不能替您报警" in story.wang.hears()[-1]


def test_a_known_danger_is_answered_again_in_private(story: Story) -> None:
    story.wang.says("3号楼2单元着火了")
    story.li.starts()
    story.li.writes("3号楼2单元着火了")
    assert len(story.tickets()) == 1
    first, second = story.li.hears()[-2:]
    assert first.startswith("马上打119")
    assert second == "这件有人报过了：编号1，正在找人接。您也记上了。小格不能替您报警。"


def test_a_known_danger_gets_a_card_in_another_group(story: Story) -> None:
    story.wang.says("3号楼2单元着火了")
    story.person(44, "5-1-101 老郑").says("3号楼2单元着火了", OTHERS)
    assert story.last(OTHERS).text.startswith("马上打119")
    assert len(story.standing(OTHERS)) == 1


def test_a_known_danger_told_while_the_desk_was_away_gets_its_card_afterwards(story: Story) -> None:
    story.lag = timedelta(hours=1)
    story.wang.says("3号楼2单元着火了")
    story.lag = timedelta()
    story.li.says("3号楼2单元着火了，烟越来越大")
    assert len(story.tickets()) == 1
    assert story.last(RESIDENTS).text.startswith("马上打119")


@on_both
def test_what_becomes_a_danger_is_said_anew_and_calls_everybody(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    assert story.ticket().service_class == "P1"
    story.forward(minutes=3)
    said = story.li.says("3号楼2单元有人困在电梯里了")
    assert len(story.tickets()) == 1
    ticket = story.ticket()
    assert (ticket.service_class, ticket.danger) == ("P0", "lift")
    assert story.last(RESIDENTS).text.startswith("按电梯里的警铃")
    assert story.last(RESIDENTS).reply_to == said
    assert story.xiaoyan.sees("紧急：1号单")
    assert "特急" in story.last(WORKERS).text
    assert "08:17前" in story.last(WORKERS).text
    story.xiaoyan.says("办结 1 人救出来了", WORKERS)
    assert len(story.standing(RESIDENTS)) == 2


def test_who_is_rung_reads_what_is_dangerous_and_once(story: Story) -> None:
    story.all_staff()
    story.wang.says("电梯又坏了！！3号楼2单元")
    story.li.says("有个孩子好像困在电梯里了")
    assert "有个孩子好像困在电梯里了" in story.xiaoyan.sees("紧急：1号单").text
    assert story.card(WORKERS, "1号单").text.count("有个孩子") == 1


def test_in_a_quiet_matter_what_to_do_for_a_life_is_said_aloud_all_the_same(story: Story) -> None:
    story.all_staff()
    story.zhao.says("1号楼门口有个老人摔了一跤")
    said = story.zhao.says("不认识 头上流血 叫不醒")
    assert story.states() == ["open"]
    assert story.last(RESIDENTS).text.startswith("马上打120")
    assert story.last(RESIDENTS).reply_to == said


@pytest.mark.parametrize(
    ("told", "over"),
    [
        ("3号楼2单元楼道里有煤气味", "没味了 谢谢"),
        ("2号楼着火了！！！", "发错了 是别的小区的视频"),
        ("气死我了 想跳楼", "开玩笑的"),
        ("谁看到我儿子 6岁 穿红衣服 刚才在楼下玩不见了", "找到了找到了 在同学家"),
    ],
)
@pytest.mark.parametrize("taken", [False, True])
def test_that_a_danger_is_over_is_told_to_those_at_it_and_believed_by_nobody_else(
    story: Story, told: str, over: str, taken: bool
) -> None:
    story.all_staff()
    story.wang.says(told)
    if taken:
        story.xiaoyan.presses("接单", WORKERS)
    said = story.wang.says(over)
    heard = story.xiaoyan.sees("报的人说没事了")
    assert over in heard.text
    assert heard.labels == (["办结", "误会"] if taken else ["接单", "误会"])
    assert story.states() == ["claimed" if taken else "open"]
    assert story.reaction(said) == "👌"


@pytest.mark.parametrize(
    "words", ["我在里面！！门打不开", "里面还有个孩子", "我们出不来", "有三个人困在里面", "我不在里面 我妈在里面"]
)
def test_of_a_lift_that_has_failed_few_words_tell_that_somebody_is_in_it(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert story.last(RESIDENTS).text.startswith("按电梯里的警铃")
    assert words in story.xiaoyan.sees("紧急：1号单").text


@pytest.mark.parametrize("words", ["里面没人", "有人在里面吗", "没人困在里面吧", "里面的灯不亮", "我不在里面"])
def test_that_nobody_is_in_it_is_no_danger(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P1"]


def test_a_matter_that_is_always_dangerous_says_what_to_do(story: Story) -> None:
    story.all_staff()
    story.li.says("楼道有味")
    assert story.ticket().service_class == "P0"
    assert story.last(RESIDENTS).text.startswith("别动火")


def test_a_danger_told_in_the_talk_of_something_else_is_heard(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼停电了 冰柜全停")
    story.forward(minutes=2)
    story.li.says("我刚从配电房那边过,听到砰一声,门口有焦味")
    assert [(ticket.danger, ticket.service_class) for ticket in story.tickets()] == [("", "P1"), ("fire", "P0")]


@pytest.mark.parametrize("words", ["真的 有三个人呢", "好像有个人"])
def test_a_danger_that_nobody_told_is_asked_about_and_rings_nobody(story: Story, words: str) -> None:
    story.all_staff()
    story.li.says(words)
    assert all(ticket.service_class != "P0" for ticket in story.tickets())
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize("words", ["没事了吧", "好了吗"])
def test_who_asks_whether_a_danger_is_over_does_not_say_so(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("2号楼着火了！！！")
    story.wang.says(words)
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


def test_what_a_neighbour_says_of_a_danger_ends_nothing(story: Story) -> None:
    story.all_staff()
    story.wang.says("2号楼着火了！！！")
    story.li.says("没事了吧")
    assert not [text for text in story.xiaoyan.hears() if "报的人说没事了" in text]


def test_an_edit_that_tells_a_danger_is_answered_too(story: Story) -> None:
    story.xiaoyan.hears()
    said = story.wang.says("3号楼2单元电梯坏了")
    story.wang.edits(said, "3号楼2单元电梯坏了，有人困在里面")
    assert story.ticket().service_class == "P0"
    assert story.last(RESIDENTS).text.startswith("按电梯里的警铃")
    assert story.xiaoyan.sees("紧急：1号单")


def test_the_gas_companys_number_is_said_where_the_operator_gave_one(story: Story) -> None:
    safety = replace(story.resources.policies.safety, gas_company="95158")
    story.resources.policies = replace(story.resources.policies, safety=safety)
    story.wang.says("楼道里有股煤气味")
    assert "再打燃气抢险95158和119" in story.last(RESIDENTS).text


def test_a_danger_is_not_hidden_by_a_flood_of_the_same_person(story: Story) -> None:
    for n in range(30):
        story.gateway.say(RESIDENTS, story.wang.who, f"{n + 20}号楼1单元电梯坏了")
    story.settle()
    for words in ("1号楼着火了", "2号楼楼道里有股煤气味", "3号楼2单元有人困在电梯里了"):
        story.wang.says(words)
        assert story.tickets()[-1].service_class == "P0"


def test_beyond_every_flood_a_danger_still_gets_its_words(story: Story) -> None:
    for n in range(30):
        story.gateway.say(RESIDENTS, story.wang.who, f"{n + 20}号楼着火了")
    story.settle()
    story.wang.says("3号楼2单元有人困在电梯里了")
    assert story.last(RESIDENTS).text.startswith("按电梯里的警铃")


def test_what_was_said_before_a_danger_that_overtook_it_is_not_about_it(story: Story) -> None:
    story.wang.says("3号楼2单元着火了")
    said, since = story.now, story.now - timedelta(hours=1)
    for now, known in ((said - timedelta(seconds=1), 0), (said, 1)):
        tickets, _ = story.call(lambda desk, now=now: talked_of(desk.session, RESIDENTS, since, since, now, 0))
        assert len(tickets) == known


def test_what_came_at_one_moment_with_a_danger_after_it_is_not_about_it(story: Story) -> None:
    story.all_staff()
    for person, words in ((story.li, "好了好了，谢谢，辛苦师傅"), (story.wang, "3号楼1单元楼道里煤气味很重")):
        story.gateway.say(RESIDENTS, person.who, words)
    story.settle()
    assert story.ticket().news == ""


@on_both
def test_a_danger_said_to_be_done_rings_nobody_until_it_is_back(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.xiaoyan.presses("接单", WORKERS)
    story.forward(minutes=20)
    story.xiaoyan.writes("办结 1 火已扑灭")
    story.forward(hours=2)
    assert (story.ticket().state, story.ticket().level) == ("open", "street")
    assert not any("还在等人" in text for text in story.standing(WORKERS))
    story.wang.says("火灭了又着起来了")
    assert [text.splitlines()[0] for text in story.standing(WORKERS)][-1].startswith("2号单　火情冒烟")
    assert sum(text.startswith("马上打119") for text in story.standing(RESIDENTS)) == 1
    story.forward(minutes=3)
    assert any("2号单还在等人" in text for text in story.standing(WORKERS))


@on_both
def test_who_was_told_to_leave_is_told_that_there_is_no_danger(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.li.says("楼道里好像有煤气味")
    story.wang.writes("3号楼2单元楼道好大煤气味")
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.writes("误会 1 是楼上炒糊了菜")
    assert [text.splitlines()[1:] for text in story.standing(RESIDENTS)] == [["核实过了，没有危险。"]]
    assert story.wang.hears()[-1] == "编号1核实过了，没有危险。要是还有事，再跟我说。"


def test_a_joke_that_nobody_took_leaves_no_trace(story: Story) -> None:
    story.all_staff()
    story.li.says("3号楼2单元着火了")
    story.xiaoyan.presses("误会", WORKERS)
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize(
    "words",
    [
        "3号楼着火了",
        "3号楼2单元着火了！大家快下楼",
        "2单元有人晕倒了 谁会心肺复苏",
        "3号楼楼道好大煤气味 都别开灯",
        "楼道有没有煤气味啊 我闻到了",
        "谁家着火了！",
        "我妈喘不上气了怎么办",
        "老人晕倒了怎么办 谁来帮忙",
        "有人晕倒了 快打120",
        "我爸晕倒了打120吗",
        "楼道着火了 注意别坐电梯",
        "大家注意 着火了 快跑",
    ],
)
@pytest.mark.parametrize("where", [RESIDENTS, WORKERS])
def test_staff_who_cry_danger_are_heard(story: Story, words: str, where: int) -> None:
    """怎么办, 打120 and 注意 were taken for advice whatever stood beside them."""
    story.all_staff()
    story.xiaoyan.says(words, where)
    assert story.ticket().service_class == "P0"
    assert story.chen.sees("紧急")


@pytest.mark.parametrize(
    "words",
    [
        "一旦着火请立即拨打119",
        "大家注意用火安全，别在楼道充电",
        "昨天3号楼着火是电动车充电引起的",
        "3号楼的火已经扑灭了，大家放心",
        "燃气公司明天来检漏",
        "冬季防火：着火了打119，别坐电梯",
        "着火了怎么办？这个视频大家看看",
        "谁家锅烧糊了，开窗通通风",
        "消防演练，听到警报别慌，不是真着火",
        "上周8号楼着火的事大家都知道了吧",
        "3号楼没有着火，是烧纸",
        "电梯困人已经放出来了",
        "注意防煤气中毒，晚上开点窗",
        "家里有燃气味要先开窗再打电话",
        "防止老人走失，可以领防走失手环",
        "今天下午3点消防演习会放烟",
        "煤气味是3号楼施工刷漆",
        "楼道有没有煤气味",
        "大家有没有闻到煤气味 有的话跟我说一声",
        "3号楼有人闻到煤气味吗",
        "遇到电梯困人怎么办 别扒门",
        "煤气泄漏怎么办？先关阀再开窗",
        "有人触电怎么办 先断电 再打120",
        "提醒大家 最近有人入室盗窃 注意关窗",
        "楼下有人打架吗",
        "孩子噎住了怎么办 海姆立克视频",
    ],
)
def test_what_staff_advise_residents_is_no_danger(story: Story, words: str) -> None:
    story.all_staff()
    story.xiaoyan.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words", ["不是着火是爆炸了", "不是着火，是爆炸了", "消防车进不来，着火了", "消防车来了，3号楼着火了"]
)
def test_what_is_worse_than_was_thought_rings_people_whoever_tells_it(story: Story, words: str) -> None:
    """不是着火 was all that was heard of it, and 防 in 消防车 was taken for advice."""
    story.all_staff()
    story.xiaoyan.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert "接单" in story.last(WORKERS).labels
    assert "是真的" not in story.last(WORKERS).labels


@pytest.mark.parametrize("words", ["消防车来了哪里着火", "消防车来了，哪里着火了", "楼下消防车到了，谁家着火"])
@pytest.mark.parametrize("staff", [False, True])
def test_who_sees_the_fire_engine_and_asks_where_it_burns_knows_no_more(story: Story, words: str, staff: bool) -> None:
    """Everybody was rung; 3号楼着火了 tells more."""
    story.all_staff()
    (story.xiaoyan if staff else story.wang).says(words)
    (ticket,) = story.tickets()
    assert (ticket.danger, story.last(WORKERS).labels[:2]) == ("fire", ["是真的", "误会"])
    story.li.says("3号楼着火了，好大的烟")
    assert "是真的" not in story.last(WORKERS).labels


@pytest.mark.parametrize(
    "words", ["心慌得很", "我妈心慌得厉害", "心慌气短", "鱼刺卡住了", "孩子被鱼刺卡住了", "卡鱼刺了"]
)
def test_a_heart_that_races_and_a_bone_in_the_throat_are_asked_of_those_on_duty(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(words)
    assert [ticket.danger for ticket in story.tickets()] == ["unconscious"]
    assert story.last(WORKERS).labels[:2] == ["是真的", "误会"]


@pytest.mark.parametrize(
    "words",
    [
        "等消息等得心慌得很",
        "考试前心慌得很",
        "昨天鱼刺卡住了",
        "猫被鱼刺卡住了",
        "吃鱼小心卡鱼刺",
        "鱼刺卡住了吐出来了",
    ],
)
def test_nerves_and_a_bone_that_is_out_call_nobody(story: Story, words: str) -> None:
    story.wang.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["煤气味是不是刷漆", "煤气味是3号楼装修挖断了管", "煤气味是3号楼传来的，谁在刷漆"])
def test_a_smell_that_nobody_has_found_is_danger(story: Story, words: str) -> None:
    story.wang.says(words)
    assert [ticket.danger for ticket in story.tickets()] == ["gas"]


def test_who_has_found_a_child_is_told_to_stay_with_it(story: Story) -> None:
    story.wang.says("桥头捡到一个小孩 谁家的")
    assert "人在身边的，陪着等民警来。" in story.last(RESIDENTS).text


@pytest.mark.parametrize(("told", "opened"), [("我家电瓶车的电瓶被偷了", 1), ("3号楼楼道灯不亮", 2)])
def test_who_is_told_to_call_the_police_has_no_danger(story: Story, told: str, opened: int) -> None:
    story.zhao.says(told)
    story.forward(minutes=4)
    story.person(809, "2-2-302 刘").says("赶紧报警")
    story.person(810, "2-2-303 马").says("打110啊")
    assert len(story.tickets()) == opened


@pytest.mark.parametrize("too", ["真的 我也闻到了", "我家也闻到了", "嗯 都闻到了"])
def test_a_smell_told_again_by_no_name_is_the_same(story: Story, too: str) -> None:
    """Of a lift that smelt burnt there were four tickets, one of them of gas."""
    story.wang.says("电梯里有股烧焦味")
    story.li.says(too)
    assert [ticket.matter for ticket in story.tickets()] == ["safety_hazard.fire"]


def test_gas_smelt_beside_a_fire_is_another(story: Story) -> None:
    story.wang.says("电梯里有股烧焦味")
    story.li.says("我家厨房有煤气味")
    assert {ticket.matter for ticket in story.tickets()} == {"safety_hazard.fire", "safety_hazard.gas_leak"}
