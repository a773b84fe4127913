"""Who says of themselves that they come, or do not; and what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_coming import Coming, asks_who_comes, coming, invites, without_subject
from tests.rules.words import WORDS

COMES, GOES, MANY = Asked(OPTIONS, ("来", "不来")), Asked(OPTIONS, ("去", "不去")), Asked(COUNTS, ("参加",), "人")


@pytest.mark.parametrize(
    ("words", "people", "rest"),
    [
        ("我来 带两个孩子", 3, "带两个孩子"),
        ("算我一个", 1, ""),
        ("我也来", 1, ""),
        ("我和老伴来", 2, ""),
        ("我带着老伴和孙子来", 3, ""),
        ("我们家三口都来", 3, ""),
        ("我们娘俩去", 2, ""),
        ("算我俩", 2, ""),
        ("咱家都去", None, ""),
        ("我来，几点开始", 1, "几点开始"),
        ("我周六来", 1, ""),
        ("我肯定到", 1, ""),
        ("必须来", 1, ""),
        ("带上我", 1, ""),
        ("好呀 算我们一家", None, "好呀"),
        ("我不来了 加班", 0, "加班"),
        ("我腿脚不好 就不去了 你们多吃点", 0, "我腿脚不好，你们多吃点"),
        ("周六我值班 去不了", 0, "周六我值班"),
        ("俺不去了 在外地", 0, "在外地"),
        ("我没空 你们玩", 0, "你们玩"),
        ("这次就不参加了", 0, ""),
        ("我就不去凑热闹了", 0, ""),
    ],
)
@pytest.mark.parametrize("question", [COMES, GOES, MANY])
def test_who_comes_and_what_is_said_besides(words: str, people: int | None, rest: str, question: Asked) -> None:
    assert coming(words, question) == Coming(people, rest)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "我来了",
            "我来晚了",
            "我去年来过",
            "我去，这么贵",
            "我去跳舞",
            "我要去上海",
            "我得去医院",
            "我来看看",
            "我来电了",
        ),
        *(
            "我不去行吗",
            "你不去？",
            "我和老伴都去过",
            "老张不来了",
            "孩子不去了",
            "他来不了",
            "我家水不来了",
            "我不去上班了",
        ),
        *("不去，电梯坏了", "我去不去都行", "3号楼不去了", "我来回跑了三趟", "我来，我不来"),
        *("我可能来", "我估计能去", "恐怕我得晚上才能定"),
        *("包什么馅的呀", "我不去上班了", "我来电了", "我家不去了"),
    ],
)
@pytest.mark.parametrize("question", [COMES, GOES, MANY])
def test_what_tells_of_no_coming(words: str, question: Asked) -> None:
    assert coming(words, question) is None


def test_a_bare_exclamation_comes_only_where_people_are_asked_to_go() -> None:
    assert coming("我去", GOES) == Coming(1, "")
    assert coming("我去", COMES) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        *((question, True) for question in (COMES, GOES, MANY, Asked(OPTIONS, ("参加", "不参加")))),
        *(
            (Asked(OPTIONS, items), False)
            for items in (("平安", "需要帮助"), ("参加", "不参加", "看情况"), ("是", "不是"))
        ),
        (Asked(COUNTS, ("箱",), "箱"), False),
        (Asked(COUNTS, ("下楼", "需上门"), "人"), False),
    ],
)
def test_what_people_are_asked_to(question: Asked, asks: bool) -> None:
    assert asks_who_comes(question) is asks
    assert (coming("算我一个", question) is not None) is asks


@pytest.mark.parametrize("words", ["晚上去跳舞吗", "有人拼车不", "谁帮我抬一下", "一起团鸡蛋"])
def test_an_invitation_is_one(words: str) -> None:
    assert invites(words)


@pytest.mark.parametrize("words", ["包什么馅的呀", "今天菜真便宜", "好啊好啊"])
def test_talk_invites_nobody(words: str) -> None:
    assert not invites(words)


@given(st.one_of(WORDS, st.text(max_size=60)), st.sampled_from([COMES, GOES, MANY]))
def test_nobody_comes_less_than_not_at_all_and_what_is_besides_was_said(words: str, question: Asked) -> None:
    told = coming(words, question)
    assert told is None or ((told.people is None or told.people >= 0) and len(told.rest) <= len(words))


@pytest.mark.parametrize(
    ("words", "subject", "answer"),
    [
        ("包饺子我来", "周六上午活动室包饺子，几人参加", "我来"),
        ("春游的话，我家3个", "春游几人去", "我家3个"),
        ("我来", "包饺子几人参加", ""),
        ("包饺子", "包饺子几人参加", ""),
        ("饺我来", "包饺子几人参加", ""),
        ("3个", "3号楼3个人", ""),
    ],
)
def test_the_answer_to_what_was_asked_by_name(words: str, subject: str, answer: str) -> None:
    assert without_subject(words, subject) == answer


@given(st.text(max_size=20), st.text(max_size=20))
def test_an_answer_is_the_end_of_what_was_said(words: str, subject: str) -> None:
    assert words.strip().endswith(without_subject(words, subject))
