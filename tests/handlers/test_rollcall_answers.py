"""What people of seventy write while a roll call is open: what counts, and what only sounds like it."""

import pytest

from models.rollcall import RollCallAnswer
from tests.handlers.story import RESIDENTS, Person, Story
from tests.handlers.test_rollcall import answers, asked, board, card, rows

pytestmark = pytest.mark.all_staff
SAFE = "点名 3号楼：昨晚停电，各家平安吗"
HOME = "接龙 3号楼：过年各家几人在家"
TWO = "点名 3号楼：各家几人在家、几人需上门"
TIME = "接龙 3号楼：量血压定哪天，选项 周六上午 周六下午 周日上午"

WELL = {0: 0}
ANSWERS = {
    SAFE: [
        ("平安", WELL),
        ("我家平安", WELL),
        ("都好着呢", WELL),
        ("报平安🙏", WELL),
        ("收到 平安", WELL),
        ("平安，谢谢书记关心", WELL),
        ("我家都平安，请放心", WELL),
        ("没事", WELL),
        ("我家没事儿", WELL),
        ("老两口都好，谢谢惦记", WELL),
        ("全家平安无事", WELL),
        ("一切安好", WELL),
        ("我和老伴都平安", WELL),
        ("我家四口人平安", WELL),
        ("都平安的哈", WELL),
    ],
    HOME: [
        ("我家2个在家", {0: 2}),
        ("两口子都在", {0: 2}),
        ("我家4口都回来了", {0: 4}),
        ("都回老家了", {0: 0}),
        ("我家没人", {0: 0}),
        ("就我一个", {0: 1}),
        ("我一个人在家", {0: 1}),
        ("就我和老伴俩", {0: 2}),
        ("两个大人一个小孩", {0: 3}),
        ("家里五口人，谢谢书记", {0: 5}),
        ("一家三口都在家", {0: 3}),
        ("去儿子家过年了", {0: 0}),
        ("我家老两口在家🙏", {0: 2}),
        ("今年就我老太太一个人", {0: 1}),
        ("儿子回来了，6个人", {0: 6}),
    ],
    TWO: [
        ("在家2 上门0", {0: 2, 1: 0}),
        ("在家3，上门1", {0: 3, 1: 1}),
        ("我家2个在家", {0: 2}),
        ("就我一个 要上门", {0: 1, 1: 1}),
        ("2个在家，不用上门", {0: 2, 1: 0}),
        ("在家两个上门一个", {0: 2, 1: 1}),
        ("三口 老人要上门量血压", {0: 3, 1: 1}),
        ("我和老伴在家，不需要上门", {0: 2, 1: 0}),
        ("我老家过年去了家里没人", {0: 0, 1: 0}),
        ("不在家", {0: 0, 1: 0}),
        ("我家5口人在家，1个要上门", {0: 5, 1: 1}),
        ("老两口都在家，没有要上门的", {0: 2, 1: 0}),
        ("在家：2，需上门：2", {0: 2, 1: 2}),
        ("2 0", {0: 2, 1: 0}),
        ("一个人在家，上门1个", {0: 1, 1: 1}),
    ],
    TIME: [
        ("周六上午", {0: 0}),
        ("我家周六下午", {0: 1}),
        ("选周日上午", {0: 2}),
        ("周日", {0: 2}),
        ("礼拜天上午", {0: 2}),
        ("星期六下午吧", {0: 1}),
        ("我报周六上午", {0: 0}),
        ("周六上午，谢谢小高", {0: 0}),
        ("第二个", {0: 1}),
        ("选3", {0: 2}),
        ("我和老伴周日上午都有空", {0: 2}),
        ("周六上午可以", {0: 0}),
        ("下午", {0: 1}),
        ("就周日吧🙏", {0: 2}),
        ("改一下，周六下午", {0: 1}),
    ],
}
NO_ANSWERS = {
    SAFE: [
        *("楼上平安吗", "平安是福", "祝大家平安", "平安夜快乐", "隔壁平安", "一路平安", "你家没事吧", "老张家都好着呢"),
    ],
    HOME: [
        *("你家几个在家？", "老张家2个在家", "楼上都回老家了", "对门没人", "在家等快递", "在家2天了", "2个人在打架"),
        *("谁家有人在家", "我家孩子一个人在家，帮我看看", "过年好"),
    ],
    TWO: [
        *("要上门怎么弄", "不用上门推销", "上门一次多少钱", "几点上门？", "楼下3个在家", "家里没人吗", "2楼上门了吗"),
    ],
    TIME: [
        *(
            "周六上午停水吗",
            "周六下午我不在家",
            "都行",
            "周六上午不行",
            "周日上午谁去",
            "几点开始",
            "周六上午，5号楼停水",
        ),
    ],
}


def households(story: Story) -> list[Person]:
    return [story.person(2000 + n, f"3-{1 + n // 8}-{301 + n % 8} 住户") for n in range(30)]


@pytest.mark.parametrize("question", ANSWERS)
def test_what_plainly_answers_counts_without_a_reply(story: Story, question: str) -> None:
    asked(story, question)
    said = [(who, *each) for who, each in zip(households(story), ANSWERS[question], strict=False)]
    signs = [story.reaction(who.says(words)) for who, words, _ in said]
    told = answers(story)
    assert [(words, told.get(who.who.name.split()[0])) for who, words, _ in said] == [each[1:] for each in said]
    whole = [len(values) == (2 if question == TWO else 1) for _, _, values in said]
    assert [sign == "👌" for sign in signs] == whole
    assert story.tickets() == []
    assert f"答了{sum(whole)}/" in board(story)


@pytest.mark.parametrize("question", NO_ANSWERS)
def test_what_only_sounds_like_an_answer_counts_nothing(story: Story, question: str) -> None:
    asked(story, question)
    for who, words in zip(households(story), NO_ANSWERS[question], strict=False):
        story.forward(minutes=4)
        assert story.reaction(who.says(words)) != "👌", words
        assert answers(story) == {}, words


def test_there_are_as_many_as_were_asked_for() -> None:
    assert sum(map(len, ANSWERS.values())) == 60
    assert sum(map(len, NO_ANSWERS.values())) >= 30


REST = "记下了，还差需上门几人？没有就回0。"


def test_what_is_left_out_is_asked_once_and_the_question_goes_when_it_is_told(story: Story) -> None:
    asked(story, TWO)
    first = story.wang.says("我家2个在家")
    assert story.standing(RESIDENTS)[-1] == REST and not story.reaction(first)
    again = story.wang.says("我家3个在家")
    assert story.standing(RESIDENTS).count(REST) == 1 and not story.reaction(again)
    assert "已答0户，另有1户没答全：在家3人、需上门0人" in card(story)
    assert story.reaction(story.wang.says("不用")) == "👌"
    assert REST not in story.standing(RESIDENTS)
    assert answers(story) == {"3-2-501": {0: 3, 1: 0}}
    assert "已答1户：在家3人、需上门0人" in card(story).replace("/13", "")


def test_what_is_left_out_is_asked_in_private_where_that_is_open(story: Story) -> None:
    ming = story.person(15, "阿明")
    ming.starts()
    asked(story, TWO)
    ming.says("3-1-502 在家2个")
    assert ming.hears()[-1] == "“各家几人在家、几人需上门”您答的记下了，还差需上门几人？没有就回0。"
    ming.writes("1个")
    assert answers(story) == {"3-1-502": {0: 2, 1: 1}}
    assert ming.hears()[-1].startswith("记下了：在家2人、需上门1人。") and REST not in story.standing(RESIDENTS)


def test_the_sums_at_the_end_are_those_of_all_who_are_counted(story: Story) -> None:
    asked(story, TWO + "，周五18点截止")
    for who, words in zip(households(story), ("我家2个在家", "就我一个 要上门", "在家2 上门0"), strict=False):
        who.says(words)
    story.until(20, 18, 1)
    story.forward(seconds=6)
    assert "2/15户答了，另有1户没答全：在家5人、需上门1人。谢谢大家。" in story.standing(RESIDENTS)[-1]
    assert "2/15户答了，另有1户没答全，在家5人、需上门1人。还差12户。" in story.chen.hears()[-1]
    assert REST not in story.standing(RESIDENTS)


@pytest.mark.parametrize("under", [True, False])
@pytest.mark.parametrize(
    ("question", "words", "told", "matter"),
    [
        (HOME, "我家2个在家，厨房水管裂了", {0: 2}, "property_repair.leak"),
        (TWO, "在家1 上门0，楼道灯不亮", {0: 1, 1: 0}, "property_repair.corridor_light"),
        (SAFE, "我家平安，就是厨房漏水了", WELL, "property_repair.leak"),
        (HOME, "一个人在家，着火了", {0: 1}, "safety_hazard.fire"),
    ],
)
def test_what_is_asked_for_besides_goes_its_way(
    story: Story, question: str, words: str, told: dict[int, int], matter: str, under: bool
) -> None:
    there = asked(story, question)
    story.wang.says(words, reply_to=there if under else None)
    assert answers(story) == {"3-2-501": told}
    assert [ticket.matter for ticket in story.tickets()] == [matter]


@pytest.mark.parametrize(("words", "signs"), [("全家都在", "🤔"), ("谢谢书记", None), ("几点截止", None)])
def test_what_cannot_be_counted_under_the_card_gets_no_assent(story: Story, words: str, signs: str | None) -> None:
    there = asked(story, HOME)
    story.wang.starts()
    said = story.wang.says(words, reply_to=there)
    assert (story.reaction(said) or None) == signs
    assert answers(story) == {}
    assert any("还没记上" in text for text in story.wang.hears()) == bool(signs)


@pytest.mark.parametrize(
    ("question", "words"), [(HOME, "两个大人一个小孩"), (HOME, "我一个人在家"), (TWO, "我一个人在家")]
)
def test_an_answer_is_no_report(story: Story, question: str, words: str) -> None:
    asked(story, question)
    story.wang.says(words)
    assert "3-2-501" in answers(story) and story.tickets() == []


def test_what_may_be_of_anything_is_no_answer_after_other_talk(story: Story) -> None:
    asked(story, SAFE)
    story.zhao.says("今天好冷啊")
    story.wang.says("没事")
    assert answers(story) == {}
    story.li.says("我家平安")
    assert answers(story) == {"3-2-1203": WELL}


def test_what_staff_say_to_residents_answers_nothing(story: Story) -> None:
    asked(story, TIME)
    said = story.xiaoyan.says("周六上午", RESIDENTS)
    assert answers(story) == {} and not story.reaction(said)


@pytest.mark.parametrize(
    ("words", "call", "value"),
    [
        ("我家2个在家", 1, 2),
        ("就我一个", 1, 1),
        ("我家平安", 2, 0),
        ("都好着呢", 2, 0),
        ("都回老家了", 1, 0),
    ],
)
def test_of_two_roll_calls_the_words_answer_the_one_they_fit(story: Story, words: str, call: int, value: int) -> None:
    asked(story, HOME)
    asked(story, SAFE)
    story.person(41, "3-1-101 老刘").says(words)
    assert [(row.rollcall_id, row.value) for row in rows(story, RollCallAnswer)] == [(call, value)]


@pytest.mark.parametrize("words", ["1", "没有", "好的"])
def test_what_fits_both_or_none_answers_neither(story: Story, words: str) -> None:
    asked(story, HOME)
    asked(story, "接龙 3号楼：体检几人参加")
    story.person(41, "3-1-101 老刘").says(words)
    assert answers(story) == {}
