"""Stories of readings put right: a doubtful one, another matter, another place, one of two, two of one."""

import pytest

from models.correction import corrections
from rules.parsing import Context, Reading, Request
from tests.handlers.story import OTHERS, RESIDENTS, WORKERS, Story, on_both

LIFT = "电梯又坏了，停在3号楼2单元"
LEAK, GATE, LIGHT = "property_repair.leak", "property_repair.access_gate", "property_repair.corridor_light"
UNSURE = Request(LEAK, "P2", "3", "2", "501", alternatives=("dispute.leak_dispute", "property_repair.drain_block"))


def reads_unsurely(story: Story, request: Request = UNSURE, confidence: float = 0.5) -> None:
    """Whatever is said next is a request, perhaps."""
    likely = (request.matter, *request.alternatives)
    story.resources.read = lambda text, context: Reading("request", (request,), confidence, likely=likely)


def learnt(story: Story) -> list[dict[str, object]]:
    with story.database.transaction() as session:
        return corrections(session)


# doubt --------------------------------------------------------------------------------------------------------


@on_both
def test_a_doubtful_reading_asks_the_workers_and_shows_the_group_nothing(story: Story) -> None:
    story.sweep()
    reads_unsurely(story)
    said = story.wang.says("我家墙上这片是不是有点怪")
    assert story.standing(RESIDENTS) == []
    assert story.reaction(said) == ""
    card = story.last(WORKERS)
    assert card.text.startswith("1号单　没读准，请点是哪一类\n3号楼2单元501")
    assert card.labels == ["渗漏水", "漏水赔偿", "下水堵塞", "改类别", "误会"]


def test_once_chosen_the_card_appears_under_the_words(story: Story) -> None:
    story.sweep()
    reads_unsurely(story)
    said = story.wang.says("我家墙上这片是不是有点怪")
    story.forward(minutes=4)
    assert story.xiaoyan.presses("渗漏水", WORKERS) == "改好了：1号单　渗漏水"
    assert story.last(RESIDENTS).reply_to == said
    assert story.standing(RESIDENTS) == ["编号1　渗漏水　3号楼2单元\n记下了，正在通知网格员，进展在这条里更新。"]
    assert story.last(WORKERS).labels == ["接单", "转派", "上报", "改类别", "误会"]
    assert not story.ticket().doubtful


def test_chosen_late_the_group_is_not_answered_any_more(story: Story) -> None:
    story.sweep()
    reads_unsurely(story)
    story.wang.says("我家墙上这片是不是有点怪")
    story.forward(minutes=11)
    story.xiaoyan.presses("漏水赔偿", WORKERS)
    assert story.standing(RESIDENTS) == []
    story.chen.says("办结 1 两家说好了，周末修", WORKERS)
    assert "周末修" in story.last(RESIDENTS).text


def test_a_doubtful_one_that_is_a_misunderstanding_leaves_no_trace(story: Story) -> None:
    story.sweep()
    reads_unsurely(story)
    story.wang.says("我家墙上这片是不是有点怪")
    story.xiaoyan.presses("误会", WORKERS)
    assert story.standing(RESIDENTS) == []
    assert story.states() == ["mistaken"]
    assert learnt(story)[0]["kind"] == "chatter"


def test_whoever_takes_a_doubtful_one_believes_it(story: Story) -> None:
    story.sweep()
    reads_unsurely(story)
    story.wang.says("我家墙上这片是不是有点怪")
    story.xiaoyan.says("接单 1", WORKERS)
    assert (story.ticket().state, story.ticket().doubtful) == ("claimed", False)
    assert story.standing(RESIDENTS) == ["编号1　渗漏水　3号楼2单元\n网格员高晓燕接了。"]


def test_a_second_voice_that_is_sure_settles_the_doubt(story: Story) -> None:
    story.sweep()
    read = story.resources.read
    reads_unsurely(story, Request(GATE, "P2", "3", "2"))
    story.wang.says("门那边怪怪的")
    story.resources.read = read
    story.li.says("3号楼2单元单元门坏了关不上")
    assert len(story.tickets()) == 1
    assert "编号1　" in story.last(RESIDENTS).text


def test_a_second_doubtful_voice_settles_nothing(story: Story) -> None:
    story.sweep()
    reads_unsurely(story, Request(GATE, "P2", "3", "2"))
    story.wang.says("门那边怪怪的")
    said = story.li.says("门那边是有点怪")
    assert len(story.tickets()) == 1
    assert story.ticket().doubtful
    assert (story.standing(RESIDENTS), story.reaction(said)) == ([], "")


def test_below_the_lower_threshold_there_is_silence(story: Story) -> None:
    story.sweep()
    reads_unsurely(story, confidence=0.41)
    story.wang.says("我家墙上这片是不是有点怪")
    assert (story.tickets(), story.standing(RESIDENTS), story.seen(WORKERS)) == ([], [], [])


def test_talk_that_may_be_a_request_asks_too(story: Story) -> None:
    story.sweep()
    story.resources.read = lambda text, context: Reading("chatter", (), 0.55, likely=(LIGHT, GATE))
    story.wang.says("这楼道黑灯瞎火的呀")
    assert story.last(WORKERS).labels[:2] == ["楼道灯", "门禁道闸"]
    assert "3号楼2单元" in story.last(WORKERS).text
    assert story.standing(RESIDENTS) == []


@pytest.mark.parametrize("confidence", [0.1, 0.5])
def test_danger_is_never_silent_and_never_only_doubtful(story: Story, confidence: float) -> None:
    story.sweep()
    assert story.xiaoyan
    reads_unsurely(story, Request("safety_hazard.gas_leak", "P0", "3", "2", danger="gas"), confidence)
    story.wang.says("楼道里咋有股怪味")
    assert "119" in story.last(RESIDENTS).text
    assert {"是真的", "误会"} <= set(story.xiaoyan.sees("不确定").labels)
    assert not story.ticket().doubtful


def test_in_private_a_doubtful_report_has_its_number_but_no_matter(story: Story) -> None:
    story.wang.starts()
    reads_unsurely(story)
    story.wang.writes("我家墙上这片是不是有点怪")
    assert story.wang.hears()[-1].startswith("记下了，编号1。正在通知网格员")
    assert story.last(WORKERS).text.startswith("1号单　没读准")


# another matter -----------------------------------------------------------------------------------------------


@on_both
def test_a_matter_is_changed_by_its_name(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("改类别 1 渗漏水", WORKERS)
    assert "1号单　渗漏水\n" in story.last(WORKERS).text
    assert "编号1　渗漏水" in story.last(RESIDENTS).text
    assert (story.ticket().service_class, story.ticket().matter) == ("P2", LEAK)
    assert "08:42前" in story.last(WORKERS).text


def test_a_matter_is_changed_by_buttons_from_the_likeliest_to_all(story: Story) -> None:
    story.wang.says("3号楼2单元楼道灯坏了")
    ticket = story.ticket()
    story.xiaoyan.presses("改类别", WORKERS)
    card = story.last(WORKERS)
    names = story.resources.policies.taxonomy
    likely = [names[key].zh for key in ticket.likely if key != ticket.matter][:3]
    assert card.labels == [*likely, "全部类别", "并案", "↩️"]
    story.xiaoyan.presses("全部类别", WORKERS)
    assert len(story.last(WORKERS).labels) == 14
    story.xiaoyan.presses("水电气暖通信", WORKERS)
    assert "停电" in story.last(WORKERS).labels
    assert story.xiaoyan.presses("停电", WORKERS) == "改好了：1号单　停电"
    assert story.ticket().matter == "utility.power_outage"
    assert story.last(WORKERS).labels == ["接单", "转派", "上报", "改类别", "误会"]


def test_the_way_back_changes_nothing(story: Story) -> None:
    story.wang.says(LIFT)
    before = story.last(WORKERS)
    text, labels = before.text, before.labels
    story.xiaoyan.presses("改类别", WORKERS)
    story.xiaoyan.presses("↩️", WORKERS)
    assert (story.last(WORKERS).text, story.last(WORKERS).labels) == (text, labels)


def test_an_unknown_matter_offers_the_likeliest(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("改类别 1 电梯房", WORKERS)
    assert story.card(WORKERS, "没有叫“电梯房”的类别").labels[-3:] == ["全部类别", "并案", "↩️"]
    story.xiaoyan.presses("全部类别", WORKERS)
    story.xiaoyan.presses("环境卫生", WORKERS)
    story.xiaoyan.presses("虫鼠消杀", WORKERS)
    assert story.ticket().matter == "sanitation.pest_control"
    assert not any("没有叫" in text for text in story.texts(WORKERS))


def test_what_turns_out_to_be_quiet_disappears_from_the_group(story: Story) -> None:
    story.sweep()
    story.wang.says(LIFT)
    story.xiaoyan.says("改类别 1 婚姻家庭", WORKERS)
    assert not any("编号1" in text for text in story.standing(RESIDENTS))


def test_what_turns_out_to_be_a_danger_says_what_to_do_and_calls_people(story: Story) -> None:
    assert story.xiaoyan
    said = story.wang.says(LIFT)
    story.yali.says("改类别 1 燃气泄漏", WORKERS)
    assert story.ticket().service_class == "P0"
    assert story.last(RESIDENTS).reply_to == said
    assert "119" in story.last(RESIDENTS).text
    assert story.xiaoyan.sees("紧急")


def test_only_those_who_may_handle_it_correct_it(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.says("改类别 1 渗漏水")
    assert story.ticket().matter == "property_repair.elevator_fault"
    story.wang.presses_data("1|matter|1|property_repair.leak", story.last(WORKERS).id, WORKERS)
    assert story.ticket().matter == "property_repair.elevator_fault"


def test_a_forged_matter_is_no_matter(story: Story) -> None:
    story.wang.says(LIFT)
    answer = story.xiaoyan.presses_data("1|matter|1|no.such", story.last(WORKERS).id, WORKERS)
    assert "过期" in answer or "旧" in answer or answer
    assert story.ticket().matter == "property_repair.elevator_fault"


def test_words_that_only_begin_like_a_correction_are_talk(story: Story) -> None:
    story.wang.says(LIFT)
    count = len(story.seen(WORKERS))
    for words in ("地点：三楼会议室，下午三点", "拆单元门的师傅来了", "并案", "地点定在3号楼"):
        story.xiaoyan.says(words, WORKERS)
    assert len(story.seen(WORKERS)) == count
    assert story.states() == ["open"]


# another place ------------------------------------------------------------------------------------------------


def test_the_place_is_put_right_and_the_card_goes_to_the_grid(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("地点 1 5号楼1单元", WORKERS)
    assert "5号楼1单元　第二网格" in story.last(WORKERS).text
    assert "编号1　电梯故障　5号楼1单元" in story.last(RESIDENTS).text
    assert (story.ticket().building, story.ticket().unit) == ("5", "1")


def test_a_place_may_be_a_spot(story: Story) -> None:
    story.wang.says(LIFT)
    card = story.last(WORKERS)
    story.xiaoyan.says("地点 南门岗亭旁", WORKERS, reply_to=card.id)
    assert story.ticket().spot == "南门岗亭旁"
    story.xiaoyan.says("地点 1 3号楼门厅", WORKERS)
    assert (story.ticket().building, story.ticket().spot) == ("3", "门厅")


def test_a_place_without_words_says_how(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("地点 1", WORKERS)
    assert story.last(WORKERS).text == "写上楼号或地点，比如：地点 1 3号楼2单元"


# one that was two ---------------------------------------------------------------------------------------------


def test_a_ticket_is_split_and_both_answer_the_same_words(story: Story) -> None:
    said = story.wang.says(LIFT)
    story.xiaoyan.says("拆单 1 楼道灯不亮", WORKERS)
    assert [t.matter for t in story.tickets()] == ["property_repair.elevator_fault", LIGHT]
    assert (story.ticket(2).building, story.ticket(2).unit) == ("3", "2")
    assert story.last(RESIDENTS).reply_to == said
    assert "编号2　楼道灯" in story.last(RESIDENTS).text
    assert "2号单　楼道灯" in story.card(WORKERS, "“楼道灯不亮”").text
    story.xiaoyan.says("办结 2 换了灯", WORKERS)
    assert (story.last(RESIDENTS).reply_to, "换了灯" in story.last(RESIDENTS).text) == (said, True)


def test_what_is_split_late_is_not_shown_any_more(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=15)
    count = len(story.standing(RESIDENTS))
    story.xiaoyan.says("拆单 1 楼道灯不亮", WORKERS)
    assert len(story.tickets()) == 2
    assert len(story.standing(RESIDENTS)) == count


def test_a_split_without_words_says_how(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("拆单 1", WORKERS)
    assert len(story.tickets()) == 1
    assert story.last(WORKERS).text.startswith("写上另一件事")


# two in one ---------------------------------------------------------------------------------------------------


def two(story: Story) -> None:
    story.wang.says(LIFT)
    story.forward(minutes=70)
    story.zhao.sends_photo("dark", "1号楼1单元楼道灯不亮了")
    assert len(story.tickets()) == 2


@on_both
def test_two_tickets_become_one_and_each_reporter_is_told(story: Story) -> None:
    two(story)
    words = story.last(RESIDENTS).reply_to
    story.xiaoyan.says("并案 2 1", WORKERS)
    assert story.states() == ["open", "merged"]
    assert story.ticket(1).households == 2
    assert story.card(RESIDENTS, "编号2").text == "编号2　楼道灯　1号楼1单元楼道\n和编号1是同一件，一起办。"
    assert story.card(RESIDENTS, "编号2").labels == []
    assert "并到1号单" in story.card(WORKERS, "2号单　楼道灯").text
    assert [(row[1], row[6]) for row in story.dump()["attachment"]] == [("1", "dark")]
    story.xiaoyan.says("接单 2", WORKERS)
    assert story.ticket(1).claimed_by == 501
    assert "高晓燕接了" in story.card(RESIDENTS, "编号2").text
    story.xiaoyan.says("办结 1 换了保险丝", WORKERS)
    results = [m for m in story.seen(RESIDENTS) if m.text.startswith("办好了")]
    assert [m.reply_to for m in results][1] == words
    story.zhao.presses("解决了", card="换了保险丝")
    assert story.states() == ["closed", "merged"]


def test_the_urgent_one_and_its_claim_are_carried_over(story: Story) -> None:
    two(story)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("并案 1 2", WORKERS)
    stays = story.ticket(2)
    assert (stays.service_class, stays.state, stays.claimed_by) == ("P1", "claimed", 501)
    assert "1号单：" in stays.news


def test_what_is_alike_is_offered(story: Story) -> None:
    two(story)
    story.xiaoyan.presses("改类别", WORKERS, card="2号单　楼道灯")
    story.xiaoyan.presses("并案", WORKERS, card="2号单　楼道灯")
    story.xiaoyan.presses("1 电梯故障", WORKERS, card="2号单　楼道灯")
    assert story.states() == ["open", "merged"]


@pytest.mark.parametrize(
    ("words", "said"),
    [("并案 1 1", "要并的得是还没办完的另一件"), ("并案 1 99", "99"), ("并案 1 没有号码", "附近没有像的")],
)
def test_a_merger_that_cannot_be_is_said(story: Story, words: str, said: str) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says(words, WORKERS)
    assert story.states() == ["open"]
    assert said in story.last(WORKERS).text


def test_merged_tickets_cannot_be_merged_in_a_ring(story: Story) -> None:
    two(story)
    story.xiaoyan.says("并案 2 1", WORKERS)
    story.xiaoyan.says("并案 1 2", WORKERS)
    assert story.states() == ["open", "merged"]
    assert "另一件" in story.last(WORKERS).text


def test_a_private_reporter_of_the_merged_one_is_told_in_private(story: Story) -> None:
    story.wang.says(LIFT)
    story.zhao.starts()
    story.zhao.writes("1号楼1单元楼道灯不亮了")
    story.xiaoyan.says("并案 2 1", WORKERS)
    assert story.zhao.hears()[-1] == "您报的编号2和编号1是同一件，一起办，结果会告诉您。"
    story.xiaoyan.says("办结 1 换了保险丝", WORKERS)
    assert "换了保险丝" in story.zhao.hears()[-1]


def test_one_of_another_group_hears_the_result_there(story: Story) -> None:
    story.wang.says(LIFT)
    said = story.person(41, "5-1-301 小周").says("5号楼1单元楼道灯不亮了", OTHERS)
    story.xiaoyan.says("并案 2 1", WORKERS)
    story.xiaoyan.says("办结 1 换了保险丝", WORKERS)
    assert story.last(OTHERS).reply_to == said
    assert "换了保险丝" in story.last(OTHERS).text


# what is learnt -----------------------------------------------------------------------------------------------


@on_both
def test_corrections_are_labelled_lines_without_anybodys_name_or_door(story: Story) -> None:
    story.wang.says("3号楼2单元501电梯坏了，打13800138000找王阿姨")
    story.xiaoyan.says("改类别 1 渗漏水", WORKERS)
    story.xiaoyan.says("地点 1 3号楼门厅", WORKERS)
    (line,) = learnt(story)
    assert line.keys() == {"id", "sender", "text", "kind", "requests"}
    assert line["sender"] == "3号楼2单元"
    assert line["requests"] == [
        {"matter": LEAK, "class": "P2", "building": "3", "unit": "", "room": "", "place": "门厅"}
    ]
    assert not any(word in str(line) for word in ("501", "13800138000", "王阿姨"))


def test_a_split_message_is_learnt_as_asking_for_both(story: Story) -> None:
    story.wang.says(LIFT)
    story.xiaoyan.says("拆单 1 楼道灯不亮", WORKERS)
    (line,) = learnt(story)
    assert [r["matter"] for r in line["requests"]] == ["property_repair.elevator_fault", LIGHT]  # type: ignore


def test_a_confirmed_doubt_is_learnt_and_a_merger_is_not(story: Story) -> None:
    two(story)
    story.xiaoyan.says("并案 2 1", WORKERS)
    assert learnt(story) == []
    reads_unsurely(story)
    story.li.says("我家墙上这片是不是有点怪")
    story.xiaoyan.presses("渗漏水", WORKERS)
    assert [(line["text"], line["kind"]) for line in learnt(story)] == [("我家墙上这片是不是有点怪", "request")]


def test_a_report_for_somebody_names_nobody(story: Story) -> None:
    story.xiaoyan.says("代报 3号楼2单元 路灯不亮", WORKERS)
    story.xiaoyan.says("改类别 1 楼道灯", WORKERS)
    assert learnt(story)[0]["sender"] == ""


def test_what_the_reporter_takes_back_as_misread_is_learnt(story: Story) -> None:
    story.wang.says(LIFT)
    story.wang.presses("误会了")
    assert [line["kind"] for line in learnt(story)] == ["chatter"]


def test_context_is_not_needed(story: Story) -> None:
    """A reading without a sender is what a worker's typed part is read with."""
    assert story.resources.read("楼道灯不亮", Context()).requests


@pytest.mark.parametrize("part", ["两口子打架", "渗漏水"])
def test_what_is_split_from_a_quiet_ticket_stays_quiet(story: Story, part: str) -> None:
    story.will_read(Request("dispute.family", "P2", "3", "2"))
    story.wang.says("楼上两口子天天打架，还漏水到我家")
    before = story.standing(RESIDENTS)
    story.xiaoyan.says(f"拆单 1 {part}", WORKERS)
    assert [ticket.quiet for ticket in story.tickets()] == [True, True]
    assert story.standing(RESIDENTS) == before
    assert story.card(WORKERS, "2号单　")


def test_who_tells_the_same_as_a_quiet_ticket_learns_nothing_when_both_become_one(story: Story) -> None:
    story.wang.starts()
    story.wang.writes("我老公打我，我不敢回家")
    husband = story.person(48, "3-2-501 张强")
    husband.starts()
    story.will_read(Request("public_security.crime_in_progress", "P0", "3", "2", danger="crime"))
    husband.writes("我老婆跑了，家里打架了")
    story.zhao.says("3号楼2单元有人打架")
    assert "编号2" in story.last(RESIDENTS).text
    story.xiaoyan.says("并案 2 1", WORKERS)
    assert husband.hears()[-1] == "编号2有人在办了，谢谢您说一声。"
    story.xiaoyan.says("接单 1", WORKERS)
    story.wu.writes("办结 1 女方送到姐姐家了")
    husband.commands("/my")
    assert "姐姐家" in story.wang.hears()[-1]
    assert not any("姐姐" in text or "编号1" in text for text in (*husband.hears(), *story.texts(RESIDENTS)))


# no danger after all ------------------------------------------------------------------------------------------


@on_both
def test_what_is_no_danger_rings_no_more_and_who_was_rung_hears_it(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    assert any("1号单" in text for text in story.chen.hears())
    story.xiaoyan.writes("改类别 1 邻里噪声")
    assert story.ticket().service_class != "P0"
    said = "1号单改成“邻里噪声”了，高晓燕改的，不是特急了，不用赶去。"
    assert story.chen.hears()[-1] == said
    before = len(story.texts(WORKERS)), len(story.chen.hears())
    story.forward(minutes=6)
    assert not any("紧急" in text for text in (*story.standing(WORKERS), *story.standing(601), *story.standing(501)))
    assert (len(story.texts(WORKERS)), len(story.chen.hears())) == before


def test_a_danger_after_all_rings_again(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.xiaoyan.writes("改类别 1 邻里噪声")
    story.xiaoyan.writes("改类别 1 火情冒烟")
    assert story.ticket().service_class == "P0"
    rung = story.chen.sees("紧急").id
    story.forward(minutes=3)
    assert story.chen.sees("紧急").id > rung
