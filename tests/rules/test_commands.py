"""Typed words: the ways people write them, and the talk that only begins alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.commands import (
    ACTIONS,
    NUMBERLESS,
    SLASH,
    STAFF,
    Typed,
    asks_for_person,
    asks_nothing_else,
    asks_status,
    asks_who_reported,
    calls_by_name,
    is_staff_word_alone,
    nods,
    typed,
)
from rules.own_words import of_number, under_card, verdict_in

WORDS = st.sampled_from(sorted(word for word, action in ACTIONS.items() if action not in NUMBERLESS))
SAID = st.text(alphabet="换了灯泡修好水电工明早来abcXYZ", min_size=1, max_size=20)


def read(text: str) -> tuple[str, int | None, str] | None:
    found = typed(text)
    return (found.action, found.number, found.rest) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("接单", ("claim", None, "")),
        ("接单 128", ("claim", 128, "")),
        ("接单128", ("claim", 128, "")),
        ("接单１２８", ("claim", 128, "")),
        ("接单　128", ("claim", 128, "")),
        ("接单 编号128", ("claim", 128, "")),
        ("接单 128号单", ("claim", 128, "")),
        ("接单：128。", ("claim", 128, "")),
        ("接单了", ("claim", None, "")),
        ("/接单 128", ("claim", 128, "")),
        ("128 接单", ("claim", 128, "")),
        ("128号单 接单", ("claim", 128, "")),
        ("#128 接单", ("claim", 128, "")),
        ("办结 128 已换灯泡", ("resolve", 128, "已换灯泡")),
        ("办结128已换灯泡", ("resolve", 128, "已换灯泡")),
        ("办结，换了灯泡。", ("resolve", None, "换了灯泡")),
        ("128 办结 换了灯泡", ("resolve", 128, "换了灯泡")),
        ("128 办结了，换了灯泡", ("resolve", 128, "换了灯泡")),
        ("转派 128 高亚丽", ("hand_over", 128, "高亚丽")),
        ("不满意", ("rate_unsatisfied", None, "")),
        ("基本满意 128", ("rate_mostly", 128, "")),
        ("误会了", ("misread", None, "")),
        ("误会 128", ("mistake", 128, "")),
        ("没解决，还在漏", ("deny", None, "还在漏")),
        ("解决了！谢谢", ("confirm", None, "谢谢")),
        ("我家也是，电梯不动了", ("join", None, "电梯不动了")),
        ("到场 3个人", ("arrive", None, "3个人")),
        ("办结 3号楼的灯换了", ("resolve", None, "3号楼的灯换了")),
        ("办结 10:52恢复", ("resolve", None, "10:52恢复")),
        ("代报 3号楼2单元 路灯不亮", ("report_for", None, "3号楼2单元 路灯不亮")),
        ("收到 128", ("receipt", 128, "")),
    ],
)  # fmt: skip
def test_the_ways_people_write(text: str, expected: tuple[str, int | None, str]) -> None:
    assert read(text) == expected


TALK = """接单员来了吗 接单了吗 到场了没有 办结了吗？ 收到了吗 解决了吗 没解决吗 满意度调查 误会一场 补充一下刚才的话
撤回一条消息 上报表格 转派谁呢 128 3号楼接单 今天接单 我家也是的呀 12收到 3满意"""


@pytest.mark.parametrize("text", [*TALK.split(), "", "  "])
def test_talk(text: str) -> None:
    assert typed(text) is None


@pytest.mark.parametrize(
    ("command", "arguments", "expected"),
    [
        ("claim", "128", ("claim", 128, "")),
        ("resolve", "128 bulb replaced", ("resolve", 128, "bulb replaced")),
        ("resolve", "bulb replaced", ("resolve", None, "bulb replaced")),
        ("report", "128号楼 路灯", ("report", None, "128号楼 路灯")),
        ("my", "", ("my", None, "")),
    ],
)
def test_slash_commands(command: str, arguments: str, expected: tuple[str, int | None, str]) -> None:
    found = typed(f"/{command} {arguments}", command, arguments)
    assert found and (found.action, found.number, found.rest) == expected


def test_a_slash_command_of_somebody_else_is_nothing() -> None:
    assert typed("/weather today", "weather", "today") is None


def test_every_word_of_a_button_has_a_slash_twin() -> None:
    assert set(ACTIONS.values()) - {"receipt"} <= set(SLASH.values())
    assert set(ACTIONS.values()) >= STAFF


@given(word=WORDS, number=st.integers(1, 999_999_999), said=SAID)
def test_a_word_with_its_number_and_words_is_read_so(word: str, number: int, said: str) -> None:
    found = typed(f"{word} {number} {said}")
    assert found is not None
    assert (found.action, found.number, found.rest) == (ACTIONS[word], number, said)


@given(word=WORDS)
def test_a_word_alone_means_itself(word: str) -> None:
    assert typed(word) == Typed(ACTIONS[word])


@given(word=WORDS, tail=st.text(alphabet="员吗呢的人们谁场", min_size=1, max_size=6))
def test_a_longer_word_is_talk(word: str, tail: str) -> None:
    assert typed(word + tail) is None


@given(text=st.text(max_size=60) | st.lists(WORDS | st.sampled_from((" ", "，", "128", "号", "吗"))).map("".join))
def test_reading_never_raises_and_keeps_peoples_words(text: str) -> None:
    found = typed(text)
    if found:
        assert found.action in set(ACTIONS.values())
        assert found.rest in text.translate({0x3000: " "}) or any(ord(c) > 0xFF00 for c in text)


@pytest.mark.parametrize(
    "text",
    [
        "什么时候来人", "有人来吗", "师傅啥时候来啊", "啥前儿来啊", "几时返电啊", "小高 灯今天能修好吗", "灯修了吗",
        "没人管吗", "来了没",
        "处理了吗", "any update?", "Any news on this?", "when will someone come?",
    ],
)  # fmt: skip
def test_questions_how_far_it_is_and_nothing_else(text: str) -> None:
    assert asks_nothing_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "有人来吗 着火了", "什么时候来电工修灯", "门口有人来推销吗", "电梯修好了吗 我妈困里面了", "什么时候停水",
        "水来了吗", "门口有没有人卖菜", "几点上班", "明天修路吗", "修好了", "到了", "",
    ],
)  # fmt: skip
def test_what_says_more_than_that_is_read(text: str) -> None:
    assert not asks_nothing_else(text)


def test_a_long_question_does_not_take_for_ever() -> None:
    assert not asks_nothing_else("到哪了" + "呢啊" * 5000 + "x")
    assert under_card("都全" * 5000 + "x") is None


@pytest.mark.parametrize(
    "text", ["到哪一步了", "进展怎么样", "修得怎么样了", "什么时候能修好", "有消息吗", "我报的电梯呢"]
)
def test_questions_how_far_it_is(text: str) -> None:
    assert asks_status(text)


@pytest.mark.parametrize("text", ["电梯坏了", "大家早上好", "谢谢", "什么时候开会"])
def test_other_talk_asks_for_nothing(text: str) -> None:
    assert not asks_status(text)


@pytest.mark.parametrize(
    "text", ["谢谢", "谢谢您！", "好的", "好", "知道了", "辛苦了", "👍", "嗯嗯", "收到，谢谢", "ok"]
)
def test_nods(text: str) -> None:
    assert nods(text)


@pytest.mark.parametrize(
    "text", ["", "谢谢，但还是不行", "好几天没水了", "行不行啊", "没事就是漏水", "对门吵架", "电梯坏了"]
)
def test_what_is_more_than_a_nod(text: str) -> None:
    assert not nods(text)


def test_a_long_nod_that_is_none_does_not_take_for_ever() -> None:
    assert nods("好的" * 200)
    assert not nods("好的" * 200 + "漏水")
    assert not nods("好 " * 200 + "x")


@pytest.mark.parametrize(
    ("text", "action", "rest"),
    [
        ("好嘞我去", "claim", ""),
        ("到楼下了", "arrive", ""),
        ("跟住户联系上了", "contact", ""),
        ("转给亚丽吧", "hand_over", "亚丽"),
        ("给亚丽", "hand_over", "亚丽"),
        ("让高晓燕跑一趟", "hand_over", "高晓燕"),
        ("修好了", "resolve", "修好了"),
        ("处理好了 换了新灯泡", "resolve", "处理好了 换了新灯泡"),
        ("好了", "resolve", "好了"),
        ("灯亮了", "resolve", "灯亮了"),
        ("灯修好了", "resolve", "灯修好了"),
        ("换灯泡了，好了", "resolve", "换灯泡了，好了"),
        ("这是误会", "mistake", "这是误会"),
        ("是误会，邻居在装修", "mistake", "是误会，邻居在装修"),
        ("没这回事", "nothing_there", "没这回事"),
        ("误报", "nothing_there", "误报"),
        ("没事，虚惊一场", "nothing_there", "没事，虚惊一场"),
        ("不归我管", "not_ours", "不归我管"),
        ("这个不是我们网格的", "not_ours", "这个不是我们网格的"),
        ("我管不了，报社区", "report_up", "我管不了"),
        ("报上去吧", "report_up", ""),
        ("亚丽帮我去吧", "hand_over", "亚丽"),
        ("@高亚丽 你帮我去一下", "hand_over", "高亚丽"),
        ("亚丽去一下", "hand_over", "亚丽"),
        ("好了👌", "resolve", "好了"),
        ("办结换了灯泡", "resolve", "换了灯泡"),
        ("办结已换灯泡", "resolve", "已换灯泡"),
    ],
)
def test_what_a_worker_says_under_a_card_is_an_action(text: str, action: str, rest: str) -> None:
    found = under_card(text)
    assert found and (found.action, found.rest) == (action, rest)


@pytest.mark.parametrize(
    "text",
    [
        "快修好了",
        "修好了吗",
        "修好了一半",
        "修好了，等住户看",
        "没修好",
        "到了再说",
        "联系不上",
        "好了吗",
        "好了没",
        "灯没亮，师傅走了",
        "明天来，好了告诉我",
        "好了再叫我",
        "跟他说，别急，好了",
        "又不亮了",
        "亮了一半",
        "误会吗",
        "两家有误会",
        "不是误会",
        "没这回事吗",
        "不归我管吗",
        "谁管不了",
        "不是我",
        "报社区了",
        "已报社区",
        "亚丽去了",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert under_card(text) is None


@pytest.mark.parametrize(
    ("text", "action", "number"),
    [("2也接了", "claim", 2), ("1号修好了", "resolve", 1), ("12号单，到了", "arrive", 12), ("3我来", "claim", 3)],
)
def test_a_number_and_a_workers_own_words_are_of_that_ticket(text: str, action: str, number: int) -> None:
    found = of_number(text)
    assert found and (found.action, found.number) == (action, number)


@pytest.mark.parametrize(
    "text", ["3点到了", "2号楼修好了", "5楼灯亮了", "1号修好了吗", "20分钟到", "3个人去看看", "12345"]
)
def test_a_count_or_a_building_is_no_number_of_a_ticket(text: str) -> None:
    assert of_number(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("补充一下，上次她还骂人", "上次她还骂人"),
        ("补充下三楼也黑了", "三楼也黑了"),
        ("我再补充几句：三楼也黑了", "三楼也黑了"),
        ("补充一下材料就行吗", None),
        ("补充一下大家的车牌", None),
        ("大家补充一下", None),
        ("补充一下是什么意思？", None),
    ],
)
def test_adding_a_little_is_adding(text: str, rest: str | None) -> None:
    found = typed(text)
    assert (found and (found.action, found.rest)) == (rest and ("add", rest))


@pytest.mark.parametrize("text", ["看了，灯是亮的", "看，灯亮了", "看了", "看一下"])
def test_what_somebody_saw_asks_for_no_card(text: str) -> None:
    assert typed(text) is None


@pytest.mark.parametrize(("text", "number"), [("看", None), ("看 1", 1), ("看1号单。", 1)])
def test_a_card_is_asked_for(text: str, number: int | None) -> None:
    found = typed(text)
    assert found and (found.action, found.number) == ("look", number)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("同意", True),
        ("好的，同意", True),
        ("可以。", True),
        ("不同意", False),
        ("驳回", False),
        ("同意吗", None),
        ("好的", None),
    ],
)
def test_a_verdict(text: str, verdict: bool | None) -> None:
    assert verdict_in(text) is verdict


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("答复 1. 上午收到 2. 换了灯", None),
        ("办结 1、换了灯 2、清了地", None),
        ("答复 1 1. 上午收到 2. 换了灯", 1),
        ("答复 1. 上午收到", 1),
        ("办结 1.灯换了，2.5米高", 1),
        ("办结 12. 换了灯", 12),
    ],
)
def test_the_first_item_of_a_list_is_no_tickets_number(text: str, number: int | None) -> None:
    word = typed(text)
    assert word and word.number == number


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("3号楼2单元301有人举报群租吗", True),
        ("有没有人投诉我家狗叫", True),
        ("谁举报的我？", True),
        ("我家被人举报群租是谁报的", True),
        ("我要举报301群租", False),
        ("找谁举报", False),
        ("举报没有人管吗", False),
        ("物业收钱谁举报都没用", False),
        ("我举报的那个事怎么样了", False),
        ("有人举报了吗，再不管我自己去派出所，301天天吵", False),
    ],
)
def test_who_asks_whether_somebody_was_reported(text: str, asks: bool) -> None:
    assert asks_who_reported(text) is asks


@pytest.mark.parametrize(
    ("words", "goes_on"), [("办结 601答应了", True), ("办结 128 换了灯泡", False), ("办结", False)]
)
def test_a_number_may_go_on_in_words(words: str, goes_on: bool) -> None:
    found = typed(words)
    assert found is not None
    assert found.runs_on is goes_on


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("办结", True),
        ("接单", True),
        ("督办", True),
        ("撤回", False),
        ("误会", False),
        ("解决了", False),
        ("办结 1", False),
    ],
)
def test_a_word_of_staff_alone(text: str, alone: bool) -> None:
    assert is_staff_word_alone(text) is alone


@pytest.mark.parametrize(
    "words",
    [
        "转人工", "人工客服", "有人吗 别让机器人回我", "我想找个真人说话", "我要跟人说", "你们领导呢",
        "你是真人还是机器", "你是AI吗", "有人在吗", "能不能转人工",
        "陪我说说话", "好无聊 陪我聊聊天", "Is anyone there?", "can I talk to a human please", "Are you a robot?",
    ],
)  # fmt: skip
def test_who_would_rather_speak_to_a_person(words: str) -> None:
    assert asks_for_person(words)


@pytest.mark.parametrize(
    "words",
    [
        "有人吗 着火了",
        "我想找个人帮我搬东西",
        "我要找物业",
        "有人来吗",
        "我跟人说好了",
        "找人修灯",
        "你是谁呀",
        "is anyone coming",
        "a man fell here",
        "can I talk to a human, my husband beats me",
    ],
)
def test_who_asks_for_something_else(words: str) -> None:
    assert not asks_for_person(words)


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("小格 我家水表不准", True), ("小格小格", True), ("小格，在吗", True), ("@小格 你好", True), ("小格", True),
        ("小格子衬衫谁的", False), ("找小格报一下", False), ("", False),
    ],
)  # fmt: skip
def test_the_desk_is_called_by_its_name(words: str, called: bool) -> None:
    assert calls_by_name(words) is called
