"""Words made comparable keep their places, and what is done together is what is done alone."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.wording import Dialect, after_receipt, called, clauses, either, narrow, plain, together, without_pointers
from tests.rules.words import WORDS

PLAIN_WORDS = st.text(st.sampled_from("水电停了.*[a"), min_size=1, max_size=3)


@given(WORDS)
def test_narrowing_keeps_positions_and_is_done_once(text: str) -> None:
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


@given(st.lists(WORDS, max_size=6))
def test_together_is_as_alone(texts: list[str]) -> None:
    for made in (narrow, plain, without_pointers, Dialect({"莫得": "没有", "咋": "怎么"}).standard):
        assert together(made, texts) == [made(text) for text in texts]


@given(st.lists(PLAIN_WORDS, min_size=1, max_size=8), st.text(st.sampled_from("水电停了.*[a"), max_size=12))
def test_either_finds_exactly_its_words_and_the_longest(words: list[str], text: str) -> None:
    pattern = re.compile(either(words))
    for start in range(len(text)):
        longest = max((word for word in words if text.startswith(word, start)), key=len, default=None)
        found = pattern.match(text, start)
        assert (found and found.group()) == longest


@given(WORDS)
def test_clauses_are_in_order_and_leave_out_only_what_parts_them(text: str) -> None:
    spans = clauses(narrow(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    left = re.sub(r"[,。!?;、\n\s.~…:()]", "", narrow(text))
    assert left == re.sub(r"[,。!?;、\n\s.~…:()]", "", "".join(narrow(text)[start:end] for start, end in spans))


@given(WORDS)
def test_the_model_sees_no_two_digits_in_a_row(text: str) -> None:
    assert not re.search(r"\d\d", plain(text))


@pytest.mark.parametrize("name", ["幸福里", "幸福小区", "阳光花园", "福兴里", "万和城"])
def test_the_name_of_a_compound_does_not_weigh(name: str) -> None:
    """幸福里3号楼停水了 was talk, and 福兴里3号楼停水了 was none."""
    assert plain(f"{name}3号楼停水了") == plain("3号楼停水了")
    assert plain(f"老张, {name}3号楼停水了") == plain("老张, 3号楼停水了")


@pytest.mark.parametrize("words", ["我家里3号楼停水了", "停电影响全小区12幢", "幸福里停水了", "我们小区3号楼停水了"])
def test_what_is_no_name_of_a_compound_stays(words: str) -> None:
    assert re.sub(r"\d+", "0", words) == plain(words)


@pytest.mark.parametrize(
    ("words", "same"),
    [("301、401都漏水", "301都漏水"), ("3号楼301，401和501也停水", "3号楼301也停水"), ("301 401漏水了", "301漏水了")],
)
def test_several_doors_weigh_as_one(words: str, same: str) -> None:
    assert plain(narrow(words)) == plain(same)


@given(WORDS, st.sampled_from(["收到，", "好的谢谢书记 ", "看到了👌", "3-2-501收到，", ""]))
def test_what_follows_a_receipt_is_the_end_of_what_is_said(text: str, begun: str) -> None:
    rest = after_receipt(begun + text)
    assert (begun + text).endswith(rest.removeprefix("3-2-501"))
    assert rest or not begun + text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("收到，我家水管裂了", "我家水管裂了"),
        ("收到谢谢6号楼停水了", "6号楼停水了"),
        ("收到[抱拳] 好的，没水了", "没水了"),
        ("3-2-501收到，家里没水", "3-2-501家里没水"),
        ("Got it, the lift is out", "the lift is out"),
        *[(words, words) for words in ("收到", "收到，谢谢书记👌", "收到了吗，停电了", "收到水费单", "好的苹果")],
    ],
)
def test_a_receipt_before_something_else_is_told_apart(text: str, rest: str) -> None:
    assert after_receipt(text) == rest


POINTED = [
    ("3号楼2单元电梯坏了 @zhang_san_1987 @li_si", "3号楼2单元电梯坏了"),
    ("看t.me/joinchat/AbC 停水了", "看 停水了"),
    ("https://v.douyin.com/iRN-3-2-501/?a=b 灯坏了", "https:// 灯坏了"),
    ("漏水IMG_20261120_081233.jpg", "漏水"),
    ("#help_me 3#302漏水 #报修", "3#302漏水 #报修"),
    ("@小王 3@302 abc@qq.com", "@小王 3@302 abc@qq.com"),
    ("3.5号楼 v2.mp 1.zipper", "3.5号楼 v2.mp 1.zipper"),
]


@pytest.mark.parametrize(("words", "left"), POINTED)
def test_where_links_lead_is_not_read(words: str, left: str) -> None:
    assert without_pointers(words).split() == left.split()


@given(st.text() | st.text("@#a3./:-楼 ", max_size=60))
def test_words_without_links_keep_their_places(words: str) -> None:
    bare = without_pointers(words)
    assert len(bare) == len(words)
    assert all(one in (other, " ") for one, other in zip(bare, words, strict=True))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("廚房著火了，好多煙", "厨房着火了,好多烟"),
        ("樓上漏水漏到我家廁所了", "楼上漏水漏到我家厕所了"),
        ("電梯壞了困住人了", "电梯坏了困住人了"),
        ("我們家的水也是黃的", "我们家的水也是黄的"),
    ],
)
def test_traditional_signs_are_read_as_simplified(words: str, told: str) -> None:
    assert narrow(words).replace("著", "着") == told


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9_]{4,8}", fullmatch=True), st.sampled_from("a9_Z"), st.sampled_from(" 请，"))
def test_an_account_is_called_by_its_whole_name(name: str, more: str, before: str) -> None:
    assert called(name).search(f"{before}@{name.swapcase()}电梯坏了")
    assert not called(name).search(f"{before}@{name}{more}") and not called(name).search(f"a@{name}")
