"""Stories of words that only sound like something: nothing is ended, moved or called by them."""

import pytest

from tests.handlers.story import OFFICIALS, RESIDENTS, WORKERS, Story

LIGHT = "3号楼2单元楼道灯不亮"


def privately(story: Story) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.writes(LIGHT)


def resolved(story: Story) -> None:
    privately(story)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says("办结 1 换了灯泡", WORKERS)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("我要找人来看看 屋里有煤气味", "gas_leak"),
        ("想找人说说话 不想活了", "counseling"),
        ("叫你们领导来 电梯里困人了", "elevator_fault"),
        ("我想找人修水管", "leak"),
        ("他骂我还打我 流血了 救命", ""),
        ("家里煤气漏了 他还凶我", "gas_leak"),
    ],
)
def test_what_is_asked_for_is_heard_whatever_stands_before_it(story: Story, words: str, matter: str) -> None:
    privately(story)
    story.wang.writes(words)
    told = story.tickets()[-1]
    assert (told.id, told.sealed) == (2, False)
    assert matter in told.matter
    assert matter == "leak" or told.service_class == "P0"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("3号楼停电了", "物业来电了 说在修"),
        ("3号楼停电了", "来电了 我接一下"),
        ("3号楼停电了", "电话打通了"),
        ("3号楼停水了", "有水了通知我"),
        ("3号楼停水了", "等有水了再洗"),
        ("3号楼停水了", "1号楼来水了"),
        ("3号楼停水了", "水来了但是黄的"),
        (LIGHT, "天亮了"),
        (LIGHT, "手电亮了"),
        (LIGHT, "灯亮了一下"),
        (LIGHT, "一楼的亮了 三楼的黑着"),
        (LIGHT, "约好了 下午来"),
        ("3号楼2单元电梯坏了", "左边那台好了"),
        ("3号楼2单元电梯坏了", "好了，知道了"),
    ],
)
def test_what_sounds_like_over_ends_nothing(story: Story, trouble: str, words: str) -> None:
    story.wang.says(trouble)
    story.wang.says(words)
    assert story.states()[0] == "open"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("3号楼停电了", "来电了"),
        ("3号楼停电了", "来电啦 谢谢"),
        ("3号楼停水了", "我家来水了 不用来了"),
        (LIGHT, "灯又亮了"),
        ("3号楼2单元电梯坏了", "电梯好了 可以坐了"),
        ("3号楼2单元电梯坏了", "电梯能用了"),
    ],
)
def test_what_is_over_and_nothing_else_ends_what_nobody_has(story: Story, trouble: str, words: str) -> None:
    story.wang.says(trouble)
    story.wang.says(words)
    assert story.states() == ["withdrawn"]


@pytest.mark.parametrize(
    "words",
    [
        "我妈住2号楼",
        "2号楼的王姐知道电话",
        "物业在1号楼",
        "不是2号楼",
        "2号楼没坏",
        "上次2号楼坏了三天",
        "快递放1号楼了",
    ],
)
def test_a_building_that_is_only_mentioned_moves_nothing(story: Story, words: str) -> None:
    wang = story.person(780, "3-2-501 王阿姨")
    wang.says("电梯坏了")
    wang.says(words)
    assert story.tickets()[0].building == "3"


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("全小区停水了", "我们楼也是"),
        ("3号楼停水了", "同问"),
        ("3号楼2单元电梯坏了", "我也坐过 吓人"),
        ("3号楼2单元门禁坏了", "我也遇到了"),
    ],
)
def test_not_every_too_is_of_another_building(story: Story, trouble: str, words: str) -> None:
    neighbour = story.person(779, "1-1-102 丁")
    story.wang.says(trouble)
    neighbour.says(words)
    assert not any(ticket.building == "1" for ticket in story.tickets())


@pytest.mark.parametrize(
    ("first", "then"), [("3号楼着火了", "快打119"), ("孩子不见了", "来人啊"), ("3号楼着火了", "救命")]
)
def test_a_cry_beside_a_danger_is_of_that(story: Story, first: str, then: str) -> None:
    story.all_staff()
    story.wang.says(first)
    story.li.says(then)
    assert len(story.tickets()) == 1


def test_what_the_cry_was_about(story: Story) -> None:
    story.all_staff()
    story.wang.says("救命")
    story.wang.says("电梯困人了 2号楼")
    assert [(ticket.building, ticket.danger) for ticket in story.tickets()] == [("2", "lift")]
    assert any("轿厢" in text for text in story.texts(RESIDENTS))


@pytest.mark.parametrize("words", ["不行", "不行啊", "来人了", "来个人", "打110吧"])
def test_everyday_words_are_no_cry(story: Story, words: str) -> None:
    story.wang.says(words)
    assert not any(ticket.service_class == "P0" for ticket in story.tickets())


def test_no_in_private_is_no(story: Story) -> None:
    resolved(story)
    story.wang.writes("不行")
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["不满意", "又不亮了"])
def test_unsatisfied_with_a_result_is_not_solved(story: Story, words: str) -> None:
    resolved(story)
    story.wang.writes(words)
    assert story.states() == ["claimed"]


@pytest.mark.parametrize("words", ["亮了，不过很暗", "好像好了", "好的"])
def test_half_a_yes_closes_nothing(story: Story, words: str) -> None:
    resolved(story)
    story.wang.writes(words)
    assert story.states()[0] == "resolved"


@pytest.mark.parametrize(
    "words",
    [
        "师傅态度很好 谢谢",
        "来的人挺好 没收钱",
        "师傅收了多少钱",
        "不要和物业说是4楼 是5楼",
        "我老公他凶我",
        "小狗凶得很",
        "小卖部收我三块钱",
        "师傅没来过",
    ],
)
def test_thanks_and_news_are_no_complaint(story: Story, words: str) -> None:
    privately(story)
    story.wang.writes(words)
    assert not any(ticket.matter == "other.service_complaint" for ticket in story.tickets())


@pytest.mark.parametrize("words", ["他推我", "要给他塞钱才修", "师傅收我200", "她压根没来", "那人一来就骂人"])
def test_more_complaints(story: Story, words: str) -> None:
    privately(story)
    story.wang.writes(words)
    assert story.tickets()[-1].sealed


def test_a_danger_is_not_taken_back_by_an_edit(story: Story) -> None:
    said = story.wang.says("3号楼着火了")
    story.wang.edits(said, "看错了")
    assert story.states() == ["open"]


def test_the_secretary_gives_what_nobody_has(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIGHT)
    story.chen.says("让亚丽去", WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert story.ticket().claimed_by == story.yali.who.id


@pytest.mark.parametrize("words", ["换好了，别的楼", "修好了，下午换灯罩", "弄好了，少一个灯罩"])
def test_more_than_done_is_not_done(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIGHT)
    story.xiaoyan.presses("接单", WORKERS)
    story.xiaoyan.says(words, WORKERS, reply_to=story.card(WORKERS, "1号单　").id)
    assert story.states() == ["claimed"]


def test_what_is_asked_for_beside_a_yes_is_heard_too(story: Story) -> None:
    resolved(story)
    story.wang.writes("好了 谢谢，另外3号楼2单元电梯坏了")
    assert story.states()[0] == "closed"
    assert any(ticket.matter == "property_repair.elevator_fault" for ticket in story.tickets())


@pytest.mark.parametrize("words", ["电梯困人了", "有人困在里面", "我被困在里面"])
def test_a_danger_told_later_by_the_same_person_rings_people(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    story.wang.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert any("轿厢" in text for text in story.texts(RESIDENTS))


@pytest.mark.parametrize("words", ["救命", "着火了", "2单元着火了，快叫119", "有人困在里面"])
def test_a_danger_said_in_reply_to_a_card_is_no_note(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元电梯坏了")
    story.li.says(words, reply_to=story.last(RESIDENTS).id)
    assert any(ticket.service_class == "P0" for ticket in story.tickets())


def test_a_cry_from_another_building_is_its_own(story: Story) -> None:
    neighbour = story.person(779, "1-1-102 丁")
    story.all_staff()
    story.wang.says("救命")
    neighbour.says("1号楼电梯困人了")
    assert len(story.tickets()) == 2


@pytest.mark.parametrize(
    "words",
    ["救命 3-2-501", "救命 我在3号楼", "来人啊 2号楼", "我奶奶不行了", "婆婆快不行了", "报警！", "🆘🆘", "求救"],
)
def test_a_cry_with_a_place_is_one(story: Story, words: str) -> None:
    story.wang.says(words)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]


@pytest.mark.parametrize(
    "words",
    ["他问我要红包", "来的师傅问我要100块", "我怕他报复", "高晓燕骂我", "来的人很凶", "没修就说修好了"],
)
def test_complaints_in_other_words(story: Story, words: str) -> None:
    privately(story)
    story.wang.writes(words)
    assert story.tickets()[-1].sealed


def test_who_would_not_be_named_once_somebody_has_it_may_fear_them(story: Story) -> None:
    """Before that it is of the neighbours."""
    privately(story)
    story.wang.writes("别说是我说的")
    assert not any(ticket.sealed for ticket in story.tickets())
    story.xiaoyan.writes("接单 1")
    story.wang.writes("别说是我说的")
    assert story.tickets()[-1].sealed


def test_who_did_not_is_not_complained_of(story: Story) -> None:
    privately(story)
    story.wang.writes("他没骂我")
    assert not any(ticket.sealed for ticket in story.tickets())


def test_of_three_tickets_it_is_asked_which_is_done(story: Story) -> None:
    story.all_staff()
    for number, trouble in enumerate((LIGHT, "5号楼停水了", "2号楼1单元门禁坏了"), 1):
        story.wang.says(trouble)
        story.xiaoyan.says(f"接单 {number}", WORKERS)
    story.xiaoyan.writes("修好了")
    assert "哪一件" in story.xiaoyan.hears()[-1]
    assert "resolved" not in story.states()


def test_taken_with_nothing_to_take_opens_nothing(story: Story) -> None:
    story.all_staff()
    story.xiaoyan.writes("接了")
    assert story.tickets() == []


@pytest.mark.parametrize("words", ["行", "好的", "没问题"])
def test_yes_to_what_was_just_asked(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.chen.writes(words)
    assert story.ticket().extended > 0


@pytest.mark.parametrize("words", ["停 1 号楼水泵检修", "取消 1 号楼体检", "取消 1，2号楼体检", "停 1 水泵检修"])
def test_a_notice_is_not_taken_back_by_words_for_another(story: Story, words: str) -> None:
    story.all_staff()
    story.chen.writes("广播 3号楼：今天下午四点半来社区")
    story.chen.writes("发送")
    story.forward(minutes=2)
    story.chen.writes(f"广播 {words}")
    story.forward(minutes=2)
    assert any("四点半" in text for text in story.standing(RESIDENTS))


def test_a_danger_added_by_an_edit_rings_people(story: Story) -> None:
    story.all_staff()
    said = story.wang.says("3号楼停电了")
    story.wang.edits(said, "3号楼停电了 电表箱着火了")
    assert "P0" in [ticket.service_class for ticket in story.tickets()]


def test_why_it_was_not_agreed_is_told(story: Story) -> None:
    story.all_staff()
    story.wang.says(LIGHT)
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("延期 1 2天 等配件", WORKERS)
    story.chen.writes("驳回 1 库房有，今天就办")
    assert any("库房有，今天就办" in text for text in story.xiaoyan.hears())


def test_what_to_do_stays_in_the_group_when_a_cry_is_explained(story: Story) -> None:
    story.all_staff()
    story.wang.says("救命 我奶奶不行了")
    assert any("120" in text for text in story.standing(RESIDENTS))
    story.wang.says("3号楼2单元，她叫不醒")
    assert [ticket.danger for ticket in story.tickets()] == ["unconscious"]
    assert "是真的" not in story.card(WORKERS, "1号单　").labels
    assert any("心肺复苏" in text for text in story.standing(RESIDENTS))


@pytest.mark.parametrize("words", ["补充 着火了", "没解决，着火了", "我家也是，着火了"])
@pytest.mark.parametrize("where", ["group", "card", "private"])
def test_a_danger_beside_a_buttons_word_is_heard(story: Story, words: str, where: str) -> None:
    story.all_staff()
    story.wang.starts()
    story.wang.says(LIGHT)
    card = story.card(RESIDENTS, "编号1").id
    if words.startswith("没解决"):
        story.xiaoyan.says("接单 1", WORKERS)
        story.xiaoyan.says("办结 1 换了灯泡", WORKERS)
    if where == "private":
        story.wang.writes(words)
    else:
        story.wang.says(words, reply_to=card if where == "card" else None)
    assert [ticket.danger for ticket in story.tickets()] == ["", "fire"]
    assert story.chen.sees("紧急：2号单").text


def test_a_danger_that_is_back_rings_people_again(story: Story) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.xiaoyan.says("接单 1", WORKERS)
    story.xiaoyan.says("办结 1 扑灭了", WORKERS)
    story.wu.says("办结 1 扑灭了", OFFICIALS)
    rung = story.chen.sees("紧急：1号单").id
    story.wang.says("没解决，又着火了")
    assert story.states() == ["claimed"]
    assert story.chen.sees("紧急：1号单").id > rung


@pytest.mark.parametrize("words", ["补充 着火的是厨房", "补充 火很大"])
def test_more_about_a_danger_is_rung_once(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    rung = len(story.chen.hears())
    story.wang.says(words)
    assert len(story.tickets()) == 1
    assert len(story.chen.hears()) == rung


@pytest.mark.parametrize(
    ("words", "tickets"),
    [("现在还在滴 桶都满了", 1), ("还在滴 顺便说下垃圾桶也满了", 2), ("还在滴 6号楼垃圾桶满了没人收", 2)],
)
def test_more_of_ones_own_trouble_is_no_second_one(story: Story, words: str, tickets: int) -> None:
    story.wang.says("3号楼2单元大厅漏水 天花板滴滴答答")
    story.forward(minutes=5)
    story.wang.says(words)
    assert len(story.tickets()) == tickets


def test_another_question_is_no_second_report_of_a_lost_child(story: Story) -> None:
    story.wang.says("1号楼门口谁家小孩 哭半天了 没大人")
    story.forward(minutes=2)
    story.li.says("今天停水到几点啊")
    assert "2人" not in story.card(WORKERS, "1号单　").text
    assert story.tickets()[0].households == 1


@pytest.mark.parametrize("replies", [True, False])
@pytest.mark.parametrize("words", ["晚上吃火锅吗", "今晚一起吃烧烤去不去"])
def test_what_friends_are_asked_is_no_news_of_a_fire(story: Story, words: str, replies: bool) -> None:
    story.all_staff()
    story.wang.says("3号楼着火了")
    story.wang.says(words, reply_to=story.last(RESIDENTS).id if replies else None)
    assert (story.ticket().news, len(story.tickets())) == ("", 1)


def test_who_smokes_in_the_stairs_is_no_suspicious_person(story: Story) -> None:
    story.wang.says("有人在楼道抽烟")
    assert [(ticket.matter, ticket.quiet) for ticket in story.tickets()] == [("other.unclassified", False)]


@pytest.mark.parametrize(
    "words", ["谁家的猫跑到6号楼了", "谁家的狗跑到3号楼了", "谁家的快递放门口了", "谁家衣服飞我这了 一条红的"]
)
def test_what_has_gone_astray_is_no_word_of_a_danger(story: Story, words: str) -> None:
    """Whoever had told of a fire and then asked whose cat this is had that on its card."""
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.wang.says(words)
    assert (len(story.tickets()), story.ticket().news) == (1, "")


@pytest.mark.parametrize("words", ["谁家的狗困在里面了", "谁家的被子烧着了", "谁家的猫被烟熏得下不来", "好大的烟"])
def test_what_burns_is_a_word_of_it(story: Story, words: str) -> None:
    story.all_staff()
    story.wang.says("3号楼2单元着火了")
    story.wang.says(words)
    assert words in str([ticket.news for ticket in story.tickets()]) or len(story.tickets()) == 2


@pytest.mark.parametrize("words", ["电工什么时候来", "电工来了没有啊", "修灯的师傅来了没"])
def test_who_asks_when_the_electrician_comes_has_no_power_cut(story: Story, words: str) -> None:
    """A second ticket was opened, of power, and the secretary rung at night."""
    story.all_staff()
    story.wang.says(LIGHT)
    asked = story.wang.says(words)
    story.li.says(words)
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.corridor_light"]
    assert (story.ticket().urged, story.reaction(asked)) == (1, "👌")
    story.wang.starts()
    story.wang.writes(words)
    assert "编号1　楼道灯" in story.wang.hears()[-1]


@pytest.mark.parametrize("words", ["电工什么时候来", "网格员什么时候来", "物业来了没有"])
def test_who_asks_when_somebody_comes_and_has_told_of_nothing_reads_so(story: Story, words: str) -> None:
    """In private nothing at all was answered."""
    story.wang.starts("p2")
    heard = len(story.wang.hears())
    story.wang.writes(words)
    assert [text[:10] for text in story.wang.hears()[heard:]] == ["您最近没有报过事。直"]
    story.wang.says(words)
    assert story.tickets() == []


@pytest.mark.parametrize(
    "words",
    [
        "带娃去打疫苗",
        "刚带娃打完疫苗",
        "接孩子放学去了",
        "今天带我妈去体检",
        "送孙子上学去了",
        "谁家的猫跑到我家门口了",
    ],
)
def test_an_errand_of_who_has_told_of_a_lamp_is_no_word_of_it(story: Story, words: str) -> None:
    """带娃去打疫苗 stood as a note on the card of the lamp."""
    story.wang.says("3号楼2单元楼道灯坏了")
    story.forward(minutes=3)
    story.wang.says(words)
    assert (len(story.tickets()), story.ticket().news) == (1, "")


@pytest.mark.parametrize("words", ["要带娃去打疫苗，黑得下不了楼", "还是不亮，接孩子不方便"])
def test_what_the_lamp_does_to_an_errand_is_a_word_of_it(story: Story, words: str) -> None:
    story.wang.says("3号楼2单元楼道灯坏了")
    story.forward(minutes=3)
    story.wang.says(words)
    assert words in story.ticket().news


def test_a_word_of_staff_by_a_resident_reports_nothing(story: Story) -> None:
    """办结 opened a complaint that only the street reads."""
    story.wang.says("3号楼2单元电梯停了")
    for word in ("办结", "接单", "到场"):
        story.person(31, "工程部老邢").says(word)
    assert len(story.tickets()) == 1
    assert len(story.standing(RESIDENTS)) == 1
