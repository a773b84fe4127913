"""What staff say of their work: sentences with what they mean, near misses, and words of any kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commands import Typed
from rules.own_words import (
    at_house,
    comes,
    in_parts,
    is_of_many,
    is_on_way,
    named,
    names_verdict,
    of_number,
    of_several,
    of_things,
    only_goes,
    promises,
    puts_off,
    reports_for,
    takes,
    tells_of_work,
    told_wrongly,
    under_card,
)
from rules.wording import narrow
from tests.rules.words import WORDS


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("都接了", ()),
        ("这两个我都接了", ()),
        ("全接", ()),
        ("接单1 2", (1, 2)),
        ("接单 12、13号单", (12, 13)),
        ("接１和２", (1, 2)),
        ("我接1号2号", (1, 2)),
        ("1，2都接了", (1, 2)),
        ("接丹 2", (2,)),
        ("接2", (2,)),
        ("接单 2", None),
        ("接单 2 3号楼的", None),
        ("都接了吗", None),
        ("都接到了", None),
        ("接2个人", None),
        ("接1-3", None),
        ("接到12345的电话", None),
        ("1和2谁接了", None),
    ],
)
def test_what_is_taken_at_once(words: str, numbers: tuple[int, ...] | None) -> None:
    assert takes(words) == numbers


@pytest.mark.parametrize(
    "words", ["在路上", "我在路上了", "马上到。", "10分钟到", "半小时后到", "一会儿就到", "快到了"]
)
def test_who_is_coming(words: str) -> None:
    assert is_on_way(words)
    assert tells_of_work(words)


@pytest.mark.parametrize(
    "words",
    [
        "灯泡没货 明天再来",
        "等配件",
        "师傅下午来换",
        "打不通",
        "明天来修",
        "已经联系物业",
        "在抢修，预计19点来电",
        "供电局说晚上七点恢复",
        "电梯配件明天到",
        "电工在路上了",
        "下水道师傅约了下午三点",
    ],
)
def test_what_holds_work_up(words: str) -> None:
    assert tells_of_work(words)


@pytest.mark.parametrize(
    "words",
    [
        "马上到了吗",
        "师傅明天来吗",
        "快到期了",
        "明天下午去开会",
        "帮我通知大家下午停水",
        "没货怎么办",
        "谁在路上",
        "停电预计几点来电",
        "材料到哪里领",
        "物业费明天到期",
        "师傅约饭吗",
        "菜单",
    ],
)
def test_what_is_no_news_of_work(words: str) -> None:
    assert not tells_of_work(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("发错了，是1号的", 1),
        ("不好意思，刚才发错了，应该是12号单", 12),
        ("点错了 是2", 2),
        ("弄错单了", 0),
        ("发错了", 0),
        ("误会点错了", 0),
        ("不是误会，我点错了", 0),
        ("手滑，点错了", 0),
        ("误会 按错了 是3号单", 3),
        ("误会大了", None),
        ("发错群了", None),
        ("照片发错了，是2号的", None),
        ("发错了，是2号楼的", None),
        ("没发错", None),
    ],
)
def test_a_result_told_of_the_wrong_ticket(words: str, number: int | None) -> None:
    assert told_wrongly(words) == number


@pytest.mark.parametrize(
    ("words", "action", "rest", "numbers"),
    [
        ("1和2都好了", "resolve", "好了", (1, 2)),
        ("1、2都弄好了，换了灯泡", "resolve", "弄好了，换了灯泡", (1, 2)),
        ("1号2号都修好了", "resolve", "修好了", (1, 2)),
        ("1和2我都弄好了", "resolve", "弄好了", (1, 2)),
        ("办结 1 2 都弄好了", "resolve", "弄好了", (1, 2)),
        ("办结 1 2", "resolve", "", (1, 2)),
        ("1、2、3都到了", "arrive", "", (1, 2, 3)),
        ("我下班了，1和2给亚丽", "hand_over", "亚丽", (1, 2)),
        ("1和2我来", "claim", "", (1, 2)),
        ("两个都弄好了", "resolve", "弄好了", ()),
        ("我的单都转给亚丽", "hand_over", "亚丽", ()),
        ("都给亚丽", "hand_over", "亚丽", ()),
    ],
)
def test_what_is_said_of_several(words: str, action: str, rest: str, numbers: tuple[int, ...]) -> None:
    told = of_several(words)
    assert told and (told.meant.action, told.meant.rest, told.numbers) == (action, rest, numbers)


@pytest.mark.parametrize(
    "words",
    [
        "都好了",
        "都到了",
        "1和2",
        "1和2都好了吗",
        "1和2谁弄好了",
        "1和2号楼都好了",
        "1 2单元灯好了",
        "1-3都好了",
        "两个都没好",
        "2个都好了",
        "办结 1 2个桶清走了",
        "办结 1 2号楼灯换了",
        "办结 1 3楼灯换了",
        "办结 1 10:52恢复",
        "办结 1 2.5米",
    ],
)
def test_what_is_said_of_one_or_of_none(words: str) -> None:
    assert of_several(words) is None


@given(st.text("我都接单丹了吧1２3、和号发错是的在路上马到半小时明天再来没货今日报这周情况怎么样 ，。?", max_size=40))
def test_any_words_are_read_or_refused(words: str) -> None:
    assert takes(words) is None or all(number >= 0 for number in takes(words) or ())
    assert tells_of_work(words) or not is_on_way(words)
    assert told_wrongly(words) is None or takes(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "王阿姨我马上到",
        "下午我上您家帮您弄",
        "收到，马上联系维保",
        "我去看看",
        "我来处理",
        "我明天去看看",
        "好的，我联系师傅",
    ],
)
def test_a_promise(words: str) -> None:
    assert promises(words)


@pytest.mark.parametrize(
    "words",
    [
        "我去年就去过了",
        "我来晚了",
        "我到家了",
        "我去，真的假的",
        "是真的，带身份证来领",
        "让我来看看？",
        "明天到货",
        "我到底去哪",
    ],
)
def test_no_promise(words: str) -> None:
    assert not promises(words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("同意", True),
        ("我驳回", True),
        ("Agree", True),
        ("好的", False),
        ("行", False),
    ],
)
def test_a_verdict_is_named(words: str, told: bool) -> None:
    assert names_verdict(words) == told


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1号单转给亚丽，我下午要开会", Typed("hand_over", 1, "亚丽")),
        ("结单 1 换了灯泡", Typed("resolve", 1, "换了灯泡")),
        ("完成1，换灯泡", Typed("resolve", 1, "换灯泡")),
        ("办接 12 换了灯泡", Typed("resolve", 12, "换了灯泡")),
        ("一号换了灯泡", Typed("resolve", 1, "换了灯泡")),
    ],
)
def test_what_is_typed_of_a_number_with_a_slip_or_a_reason(text: str, meant: Typed) -> None:
    found = of_number(text)
    assert found is not None
    assert (found.action, found.number, found.rest) == (meant.action, meant.number, meant.rest)


@pytest.mark.parametrize("text", ["完成 3号楼的登记", "完成率多少", "一号楼灯换了", "结单 1 了吗？", "完成1月的表"])
def test_what_only_sounds_like_a_result_of_a_number(text: str) -> None:
    assert of_number(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("灯那个给亚丽", [("灯", "hand_over", "亚丽")]),
        ("水管我去", [("水管", "claim", "")]),
        ("噪音的我接", [("噪音", "claim", "")]),
        ("车库的我去 噪音的我接", [("车库", "claim", ""), ("噪音", "claim", "")]),
        ("黄水的好了", [("黄水", "resolve", "好了")]),
        ("灯那个谁在弄", []),
        ("钥匙那个给住户", []),
        ("明天的会我去不了啊", []),
        ("1号楼的我不知道", []),
        ("我的好了", []),
        ("你家那个好了", []),
        ("今天的我接", []),
        ("你说的我去", []),
        ("真的好了", []),
        ("好的我去", []),
        ("剩下的我来", []),
        ("电梯让亚丽去", [("电梯", "hand_over", "亚丽")]),
        ("电梯别让亚丽去", []),
        ("电梯先不让亚丽去", []),
        ("电梯是不是让亚丽去", []),
        ("电梯没让亚丽去", []),
        ("电梯还没修好了", []),
        ("楼上的我去", [("楼上", "claim", "")]),
    ],
)
def test_what_is_told_by_its_thing(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(thing, meant.action, meant.rest) for thing, meant in of_things(text)] == told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1修好了 2没人收明天去 3疏通了", ["1修好了", "2没人收明天去", "3疏通了"]),
        ("1 4 都办完了 3转给亚丽", ["1 4 都办完了", "3转给亚丽"]),
        ("1号单好了，2号单等配件", ["1号单好了", "2号单等配件"]),
        ("1、换了灯泡 2、没人在家", ["1、换了灯泡", "2、没人在家"]),
        ("1.换了灯泡 2.擦了灯罩", []),
        ("1和2都好了", []),
        ("1修好了，2个小时后去", []),
        ("1修好了 2单元的灯也换了", []),
        ("1号楼修好了 2号楼没修", []),
    ],
)
def test_what_is_told_of_each_by_its_number(text: str, parts: list[str]) -> None:
    assert in_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("接 下午去", "下午去"),
        ("接了，明天上午去", "明天上午去"),
        ("I'll go", ""),
        ("on my way", ""),
        ("马上", ""),
        ("好的 马上去", ""),
        ("去了", ""),
    ],
)
def test_what_is_taken_and_when(text: str, rest: str) -> None:
    meant = under_card(text)
    assert meant is not None
    assert (meant.action, meant.rest) == ("claim", rest)


@pytest.mark.parametrize(
    "text", ["明天去", "I'll go if it stops raining", "接 下午去吗", "马上下班", "他去了", "去了趟社区"]
)
def test_what_takes_nothing(text: str) -> None:
    meant = under_card(text)
    assert meant is None or meant.action != "claim"


@pytest.mark.parametrize(
    ("text", "several"), [("我下班了，没弄完的给亚丽", True), ("剩下的都给亚丽", True), ("剩下的换好了", False)]
)
def test_what_is_left_is_given(text: str, several: bool) -> None:
    assert (of_several(text) is not None) is several


@pytest.mark.parametrize(
    ("text", "number", "card"),
    [("2号单红牌", 2, "红牌"), ("给2号单发黄牌", 2, "黄牌"), ("2号单下一张红牌督办", 2, "红牌")],
)
def test_an_order_is_told_by_its_colour(text: str, number: int, card: str) -> None:
    assert named(text) == Typed("supervise", number, card)


@pytest.mark.parametrize("text", ["到了，门锁着", "电话联系过王阿姨了，说明天在家", "晚点弄", "等会去", "敲门没人"])
def test_how_far_somebody_is(text: str) -> None:
    assert tells_of_work(text)


@pytest.mark.parametrize("text", ["1号单怎么没了", "1号单哪去了", "1号单还在吗", "1号单结了吗"])
def test_where_a_ticket_has_gone_is_a_look_at_it(text: str) -> None:
    """The first opened a ticket that nobody could read."""
    assert named(text) == Typed("look", 1)


@pytest.mark.parametrize(
    ("text", "home", "done"),
    [
        ("3-2-501换了软管", ("3", "2", "501"), "换了软管"),
        ("3号楼2单元501 软管换好了", ("3", "2", "501"), "软管换好了"),
        ("3-2灯换好了", ("3", "2", ""), "灯换好了"),
        ("三号楼二单元的灯换好了", ("3", "2", ""), "灯换好了"),
        ("3栋那边换好了", ("3", "2", ""), "换好了"),
        ("3-2-501换了软管", ("3", "2", ""), ""),
        ("3-1-501换了软管", ("3", "2", "501"), ""),
        ("2栋换好了", ("3", "2", ""), ""),
        ("王阿姨 3栋换好了", ("3", "2", ""), ""),
    ],
)
def test_a_home_that_is_named(text: str, home: tuple[str, str, str], done: str) -> None:
    meant = at_house(text, *home)
    assert (meant.action, meant.rest) == ("resolve", done) if meant and done else (meant is None and not done)


@pytest.mark.parametrize(
    "text",
    [
        "帮3号楼王阿姨报一下 家里水管漏水",
        "帮王大爷报一下，2号楼1单元的灯不亮",
        "替2-1-301钱大爷报修，水管爆了",
        "帮3号楼李奶奶报个电梯坏了",
        "3-2-501王阿姨打电话说她家马桶堵了，帮她报一下",
        "给老赵记一下 路灯不亮",
    ],
)
def test_what_is_reported_for_somebody(text: str) -> None:
    assert reports_for(text)


@pytest.mark.parametrize(
    "text",
    [
        "帮我报一下 我家灯坏了",
        "帮小李报名",
        "帮她报警",
        "给王阿姨报销",
        "帮忙报一下",
        "灯坏了",
        "我报一下进度",
        "帮王阿姨换了灯",
    ],
)
def test_what_is_reported_for_nobody_else(text: str) -> None:
    assert not reports_for(text)


@pytest.mark.parametrize(
    ("text", "many"), [("几家没见到", True), ("2号楼3家没人在家", True), ("没人在家", False), ("这家没人", False)]
)
def test_a_round_from_door_to_door(text: str, many: bool) -> None:
    assert is_of_many(text) is many


@given(WORDS)
def test_only_what_is_done_at_a_house_is_told_by_naming_it(words: str) -> None:
    meant = at_house(f"3-2-501{words}", "3", "2", "501")
    assert meant is None or meant.action != "resolve" or _letters(meant.rest) in _letters(words)


def _letters(words: str) -> str:
    """What is said, without the signs that may be told as a space."""
    return "".join(filter(str.isalnum, narrow(words)))


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ("改天再说", True),
        ("今天没空，改天再弄吧", True),
        ("过两天", True),
        ("先放放", True),
        ("过两天再去看看", True),
        ("明天再去", False),
        ("改天再说吧，我已经换好了", False),
        ("改天请你吃饭", False),
        ("有空吗", False),
    ],
)
def test_what_is_put_off(words: str, off: bool) -> None:
    assert puts_off(words) is off


@given(WORDS)
def test_what_is_put_off_with_a_smile_is_put_off(words: str) -> None:
    assert puts_off(f"{words}👌") is puts_off(words)


@pytest.mark.parametrize(
    ("words", "action", "rest"),
    [
        ("走不开，在开会", "cannot_go", "走不开，在开会"),
        ("在外地，到不了", "cannot_go", "在外地，到不了"),
        ("我离得近 我去", "claim", ""),
        ("给我吧", "claim", ""),
        ("我替你去一趟", "claim", ""),
        ("交给社区吧", "report_up", ""),
        ("延到后天", "extend", "后天"),
        ("推迟到下周一吧", "extend", "下周一"),
        ("搞定 换灯泡", "resolve", "搞定 换灯泡"),
        ("好了 换灯泡", "resolve", "好了 换灯泡"),
        ("OK了", "resolve", "OK了"),
    ],
)
def test_what_busy_hands_type_under_a_card(words: str, action: str, rest: str) -> None:
    assert under_card(words) == Typed(action, rest=rest)


@pytest.mark.parametrize(
    "words",
    [
        "走不开，晚点再去", "去不了吗", "延到什么时候", "搞定没有", "给我发个照片", "我替你说了", "交给物业登记",
        "fixed tomorrow", "not fixed yet", "is it fixed?", "almost done", "can you take it",
        "give it to me tomorrow", "still not working", "the work is hard", "will be done by 5", "waiting for parts",
    ],
)  # fmt: skip
def test_what_is_none_of_it(words: str) -> None:
    meant = under_card(words)
    assert meant is None or meant.action not in ("resolve", "cannot_go", "claim", "extend", "report_up")


@pytest.mark.parametrize(
    ("words", "goes"),
    [
        ("我去", True), ("我去吧", True), ("马上到", True), ("马上去", True), ("我过去看看", True), ("出发了", True),
        ("on my way", True), ("I'll go", True), ("我来", False), ("我去处理", False), ("交给我", False), ("接", False),
        ("I'll take it", False),
    ],
)  # fmt: skip
def test_who_goes_says_no_more_than_that(words: str, goes: bool) -> None:
    assert under_card(words) == Typed("claim")
    assert only_goes(words) is goes


@pytest.mark.parametrize(
    ("words", "coming"),
    [("在外面 半小时后到", True), ("堵车，马上到", True), ("半小时后到吗", False), ("在外面", False)],
)
def test_who_is_held_up_and_comes(words: str, coming: bool) -> None:
    assert comes(words) is coming
