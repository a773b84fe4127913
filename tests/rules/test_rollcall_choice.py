"""An option as neighbours name it, and what names none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_choice import choice, needs_help
from tests.rules.words import WORDS

SAFE, DAYS, COMES = ("平安", "需要帮助"), ("周六上午", "周六下午", "周日上午"), ("参加", "不参加")
YES = ("是", "不是")


@pytest.mark.parametrize(
    ("options", "words", "place"),
    [
        (SAFE, "都好着呢", 0),
        (SAFE, "老两口都好", 0),
        (SAFE, "不平安", 1),
        (DAYS, "星期六上午九点", 0),
        (DAYS, "②", 1),
        (DAYS, "周日都可以", 2),
        (("9点", "14点"), "九点吧", 0),
        (COMES, "算我一个", 0),
        (COMES, "去不了", 1),
        (YES, "我家有", 0),
        (YES, "没有", 1),
        (("同意", "不同意"), "没意见", 0),
    ],
)
def test_an_option_in_own_words(options: tuple[str, ...], words: str, place: int) -> None:
    told = choice(words, options)
    assert told is not None and (told.values, told.rest) == ({0: place}, "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        *((SAFE, words) for words in ("平安是福", "没事吧", "我家也好了", "都好了", "隔壁平安", "平安吗")),
        *(
            (DAYS, words)
            for words in ("周六", "上午", "都行", "周六上午不行", "那我下午来哦", "第四个", "周六上午，停水吗")
        ),
        *((YES, words) for words in ("我家也是", "有了", "有 小点", "来了")),
        *((COMES, words) for words in ("去", "来了", "参加，几点", "不参加吗")),
    ],
)
def test_what_chooses_none(options: tuple[str, ...], words: str) -> None:
    assert choice(words, options) is None


def test_of_two_options_in_one_breath_neither_is_chosen() -> None:
    assert choice("周六上午，周日上午", DAYS) is None


def test_what_is_said_besides_is_left_to_be_read() -> None:
    told = choice("平安，就是厨房漏水了", SAFE)
    assert told is not None and (told.values, told.rest) == ({0: 0}, "就是厨房漏水了")


@pytest.mark.parametrize(
    "why", ["老伴下不了床", "腿动不了", "我摔了", "没吃的了", "老人没药了", "米快没了", "孩子发烧", "我一个人"]
)
@pytest.mark.parametrize("way", ["需要帮助，{}", "需要人帮忙 {}"])
def test_why_help_is_needed_makes_it_no_offer(why: str, way: str) -> None:
    told = choice(way.format(why), SAFE)
    assert told is not None and (told.values, told.rest) == ({0: 1}, why)


@pytest.mark.parametrize(
    "offer",
    ["随时找我", "打我电话", "我家有菜没菜的来拿", "老人没药了跟我说", "我在楼下", "请联系居委会", "没水的找物业"],
)
def test_an_offer_of_help_asks_for_none(offer: str) -> None:
    assert choice(f"需要帮助，{offer}", SAFE) is None


@given(st.one_of(WORDS, st.text(max_size=60)), st.sampled_from([SAFE, DAYS, COMES, YES]))
def test_a_choice_is_one_of_the_options(words: str, options: tuple[str, ...]) -> None:
    told = choice(words, options)
    assert told is None or (set(told.values) == {0} and told.values[0] < len(options))


@given(
    st.sampled_from([SAFE, DAYS, COMES, YES]),
    st.data(),
    st.sampled_from(["{}", "我家{}", "{}吧", "{}，谢谢书记", "收到，{}🙏"]),
)
def test_every_option_can_be_named(options: tuple[str, ...], data: st.DataObject, way: str) -> None:
    place = data.draw(st.sampled_from(range(len(options))))
    told = choice(way.format(options[place]), options)
    assert told is not None and told.values == {0: place}


@pytest.mark.parametrize(
    ("options", "calls"),
    [
        (SAFE, [1]),
        (("安全", "有困难"), [1]),
        (("需要帮助", "不需要帮助"), [0]),
        (("求助", "没事"), [0]),
        (("都好", "不太好", "有困难"), [2]),
        (("Safe", "Need help"), [1]),
        (("OK", "Not ok"), [1]),
        (("需要", "不需要"), []),
        (("参加", "有事不参加"), []),
        (("帮忙", "捐款"), []),
        (DAYS, []),
        (YES, []),
    ],
)
def test_which_answer_calls_for_help(options: tuple[str, ...], calls: list[int]) -> None:
    question = Asked(OPTIONS, options)
    assert [place for place in range(len(options)) if needs_help(question, {0: place})] == calls
    assert not needs_help(Asked(COUNTS, options), {0: 1})


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 7))
def test_who_is_well_calls_for_none(options: list[str], place: int) -> None:
    question = Asked(OPTIONS, (*options, "平安"))
    assert not needs_help(question, {0: len(options)})
    assert isinstance(needs_help(question, {0: place}), bool)
