"""Stories of answers to a roll call: typed under its card, said in the group, mended, and told for others."""

import pytest

from models.rollcall import RollCallAnswer
from tests.handlers.story import RESIDENTS, WORKERS, Story, on_both
from tests.handlers.test_rollcall import ASKS, DOORS, answers, asked, board, card, rows

pytestmark = pytest.mark.all_staff


@pytest.mark.parametrize(
    ("words", "value"),
    [("+1", 1), ("不去", 0), ("我家不参加", 0), ("我和老伴都去", 2), ("一家三口", 3), ("3-1-101 +2", 2)],
)
def test_a_first_answer_in_a_neighbours_own_words_counts(story: Story, words: str, value: int) -> None:
    asked(story)
    said = story.person(41, "3-1-101 老刘").says(words)
    assert answers(story) == {"3-1-101": {0: value}}
    assert story.reaction(said)


@pytest.mark.parametrize("words", ["+1", "不去", "我和老伴都去"])
def test_what_is_said_after_other_talk_is_of_that(story: Story, words: str) -> None:
    asked(story)
    story.wang.says("3号楼2单元电梯停了")
    story.person(41, "3-1-101 老刘").says(words)
    assert answers(story) == {}
    story.forward(minutes=4)
    story.person(42, "3-1-102 老马").says(words)
    assert list(answers(story)) == ["3-1-102"]


@pytest.mark.parametrize("words", ["不去行吗", "我和老伴都去过", "我和老伴都去，楼道灯不亮了", "一家三口都摔了"])
def test_more_than_an_answer_is_none(story: Story, words: str) -> None:
    asked(story)
    story.person(41, "3-1-101 老刘").says(words)
    assert answers(story) == {}


def test_a_number_is_typed_under_the_card_and_only_signed(story: Story) -> None:
    there = asked(story)
    for who, text in ((story.wang, "6"), (story.li, "一家三口"), (story.zhao, "3-2-502 2人")):
        message = who.says(text, reply_to=there)
        assert story.reaction(message) == "👌"
    assert answers(story) == {"3-2-501": {0: 6}, "3-2-1203": {0: 3}, "3-2-502": {0: 2}}
    assert story.reaction(story.wang.says("600", reply_to=there)) == "🤔"
    story.wang.says("3号楼2单元电梯坏了", reply_to=there)
    assert answers(story)["3-2-501"] == {0: 6}
    assert len(story.tickets()) == 1
    assert not any("参加" in text and "记下了" in text for text in story.standing(RESIDENTS))


@on_both
def test_a_number_said_in_the_group_counts_without_a_reply(story: Story) -> None:
    asked(story, "接龙 3号楼：周六上午义诊，要来的报人数")
    story.wang.says("我家2个")
    story.li.says("3-1-201 来1个")
    story.wang.says("我家改成3个")
    story.zhao.says("来两个人帮忙抬一下")
    assert answers(story) == {"3-2-501": {0: 3}, "3-1-201": {0: 1}}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("改一下，我家3个人", 3),
        ("我家3个，刚才说错了", 3),
        ("还是2人吧", 2),
        ("说错了 我家4个", 4),
        ("我家不去了", 0),
        ("还是不参加了", 0),
        ("我们家去不了了", 0),
    ],
)
def test_what_was_told_is_mended_in_the_group_until_the_deadline(story: Story, words: str, count: int) -> None:
    asked(story, "接龙 3号楼：周六上午义诊，要来的报人数")
    story.wang.says("我家1个")
    story.wang.says(words)
    assert answers(story) == {"3-2-501": {0: count}}


@pytest.mark.parametrize(
    "words", ["不去了", "我家不去了吗？", "我家门口的垃圾桶不要了", "还是3号楼好", "改一下时间吧", "我家2号来的"]
)
def test_what_mends_nothing_leaves_what_was_told(story: Story, words: str) -> None:
    asked(story, "接龙 3号楼：周六上午义诊，要来的报人数")
    story.wang.says("我家1个")
    story.wang.says(words)
    assert answers(story) == {"3-2-501": {0: 1}}


def test_who_has_told_nothing_calls_nothing_off(story: Story) -> None:
    asked(story, "接龙 3号楼：周六上午义诊，要来的报人数")
    story.wang.says("我家不去了")
    assert answers(story) == {}


def test_a_number_said_where_two_ask_counts_for_neither(story: Story) -> None:
    asked(story)
    asked(story, "接龙 3号楼：春游几人去，周五18点截止")
    story.wang.says("我家2个")
    assert answers(story) == {}


@pytest.mark.parametrize(
    ("words", "call", "value"),
    [
        ("包饺子我来", 1, 1),
        ("包饺子算我一个 带孙子", 1, 2),
        ("包饺子不去了，我加班", 1, 0),
        ("春游我和老伴都去", 2, 2),
        ("春游的话我家3个", 2, 3),
    ],
)
def test_of_two_that_ask_who_names_one_answers_that(story: Story, words: str, call: int, value: int) -> None:
    asked(story, "接龙 3号楼：周六上午活动室包饺子，几人参加")
    asked(story, "接龙 3号楼：春游几人去，周五18点截止")
    story.li.says("我家水龙头滴水")
    story.person(41, "3-1-101 老刘").says(words)
    assert [(row.rollcall_id, row.value) for row in rows(story, RollCallAnswer)] == [(call, value)]


@pytest.mark.parametrize("words", ["周六我来", "我来", "包饺子真热闹", "包饺子谁来教我"])
def test_what_names_neither_or_tells_nothing_answers_none(story: Story, words: str) -> None:
    asked(story, "接龙 3号楼：周六上午活动室包饺子，几人参加")
    asked(story, "接龙 3号楼：周六春游几人去，周五18点截止")
    story.person(41, "3-1-101 老刘").says(words)
    assert answers(story) == {}


def test_two_numbers_of_a_household_and_what_is_still_missing(story: Story) -> None:
    asked(story, "点名 第一网格：几人下楼、几人需上门")
    labels = story.last(RESIDENTS).labels
    assert labels == ["下楼 0", "1", "2", "3", "4+", "需上门 0", "1", "2", "3", "4+"]
    there, press = story.last(RESIDENTS).id, story.wang.presses_data
    assert press("1|rc|0|1.0.2", there) == "记下了：下楼2人。还差：需上门。11月21日08:00前都能改。"
    assert "没答完" in board(story) and "答了0/" in board(story)
    assert press("1|rc|0|1.1.0", there) == "记下了：下楼2人、需上门0人。11月21日08:00前都能改。"
    story.li.says("下楼1 上门2", reply_to=there)
    assert "已答2户：下楼3人、需上门2人" in card(story)


def test_others_are_answered_for_and_nobody_else_may(story: Story) -> None:
    asked(story)
    story.xiaoyan.says("代答 3-1-101 2人\n3-1-102 不去\n张三 1人\n9-1-101 1人", WORKERS)
    assert answers(story) == {"3-1-101": {0: 2}, "3-1-102": {0: 0}}
    said = story.texts(WORKERS)[-1]
    assert said.startswith("1号接龙代答了2户。") and "张三 1人" in said and "9-1-101 1人" in said
    story.wang.says("代答 3-1-201 2人")
    assert "3-1-201" not in answers(story)
    assert story.xiaoyan.presses("2").startswith("这是问住户的。")


def test_a_door_that_the_roster_does_not_have_is_asked_about(story: Story) -> None:
    asked(story)
    story.xiaoyan.says("代答 3-9-1999 4人", WORKERS)
    assert story.texts(WORKERS)[-1] == "名册里没有3-9-1999，是哪一户？再发一次。"
    assert answers(story) == {}
    story.xiaoyan.says("代答 3-1-101 2人\n3-9-101 1人", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号接龙代答了1户。\n名册里没有3-9-101，是哪一户？再发一次。"
    assert answers(story) == {"3-1-101": {0: 2}}
    assert f"已答 1/{len(DOORS)} 户" in card(story)


def test_a_building_that_is_not_asked_is_not_answered_for(story: Story) -> None:
    asked(story)
    story.xiaoyan.says("代答 2-1-101 2人\n3-1-101 1人", WORKERS)
    assert story.texts(WORKERS)[-1] == "1号接龙代答了1户。\n1号接龙没有问2号楼，不用答。"
    assert answers(story) == {"3-1-101": {0: 1}}


@pytest.mark.parametrize(
    ("question", "words", "door"),
    [
        (ASKS, "代答 3-1-101", "3-1-101"),
        (ASKS, "代答 1 3-1-101 张阿姨", "3-1-101 张阿姨"),
        ("接龙 3号楼：周六还是周日开会", "代答 3-1-101", "3-1-101"),
    ],
)
def test_who_answers_for_others_is_asked_for_the_answer(story: Story, question: str, words: str, door: str) -> None:
    asked(story, question)
    story.xiaoyan.says(words, WORKERS)
    assert story.texts(WORKERS)[-1] == f"{door}答的什么？写在门牌后面，再发一次。"
    assert answers(story) == {}


@pytest.mark.parametrize(("words", "told"), [("去", 1), ("参加", 1), ("不去", 0), ("两大一小", 3), ("2", 2)])
def test_an_answer_for_others_in_few_words(story: Story, words: str, told: int) -> None:
    asked(story)
    story.xiaoyan.says(f"代答 3-1-101 {words}", WORKERS)
    assert answers(story) == {"3-1-101": {0: told}}


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        (ASKS, "2人，但楼下着火了", 2),
        (ASKS, "3-2-501 2人 楼下着火了", 2),
        (ASKS, "我家没事 但楼下着火了", None),
        (ASKS, "去不了，3号楼2单元有人困在电梯里了", 0),
        (ASKS, "有人困在电梯里了 快来", None),
        ("点名 3号楼：停电后家里平安吗，选项 平安 需要帮助", "我家没事 但楼下着火了", 0),
        ("点名 3号楼：停电后家里几人在家", "3人在家，楼道里有股煤气味", 3),
    ],
)
def test_danger_in_an_answer_is_heard_as_well(story: Story, question: str, words: str, told: int | None) -> None:
    under = asked(story, question)
    story.wang.says(words, reply_to=under)
    assert [ticket.service_class for ticket in story.tickets()] == ["P0"]
    assert answers(story) == ({} if told is None else {"3-2-501": {0: told}})


@pytest.mark.parametrize(("words", "told"), [("2人，老人晚点到", 2), ("去不了", 0)])
def test_an_answer_without_danger_is_nothing_else(story: Story, words: str, told: int) -> None:
    under = asked(story)
    story.wang.says(words, reply_to=under)
    assert (answers(story), story.tickets()) == ({"3-2-501": {0: told}}, [])


DUMPLINGS = "接龙 3号楼：周六包饺子，谁来"


def test_who_says_that_they_come_is_counted_among_talk_about_it(story: Story) -> None:
    there = asked(story, DUMPLINGS)
    assert story.last(RESIDENTS).labels == ["来", "不来"]
    said = [
        (story.person(41, "3-1-101 老刘"), "我来 带两个孩子"),
        (story.person(42, "3-1-102 老马"), "包什么馅的呀"),
        (story.person(43, "3-1-201 孙姐"), "算我一个"),
        (story.person(44, "3-1-202 阿敏"), "我不来了 加班"),
        (story.person(45, "3-1-501 许奶奶"), "我腿脚不好 就不去了 你们多吃点"),
        (story.person(46, "3-1-502 小李"), "下次吧"),
    ]
    signs = [story.reaction(who.says(words)) for who, words in said]
    assert [sign == "👌" for sign in signs] == [True, False, True, True, True, False]
    assert answers(story) == {"3-1-101": {0: 0}, "3-1-201": {0: 0}, "3-1-202": {0: 1}, "3-1-501": {0: 1}}
    notes = {row.household: row.note for row in rows(story, RollCallAnswer)}
    assert (notes["3-1-101"], notes["3-1-202"], notes["3-1-201"]) == ("我来 带两个孩子", "加班", "")
    story.person(46, "3-1-502 小李").says("+2", reply_to=there)
    assert answers(story)["3-1-502"] == {0: 0}


@pytest.mark.parametrize("before", ["晚上谁去跳舞", "3号楼2单元电梯停了", "谁帮我抬一下沙发"])
def test_who_comes_to_something_else_is_not_counted(story: Story, before: str) -> None:
    asked(story, DUMPLINGS)
    story.wang.says(before)
    story.person(41, "3-1-101 老刘").says("我来")
    assert answers(story) == {}


def test_who_comes_and_reports_something_is_heard_for_that(story: Story) -> None:
    asked(story, DUMPLINGS)
    story.person(41, "3-1-101 老刘").says("我来 我家厨房漏水了")
    assert answers(story) == {}
    assert [ticket.matter for ticket in story.tickets()] == ["property_repair.leak"]
