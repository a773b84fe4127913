"""What dialect.yaml makes of words: a slip is read as what was meant, a word that only holds one stays what it is."""

import re

import pytest

from config.lexicon import load_reader
from rules.parsing import Context, read
from rules.wording import narrow

READER = load_reader()


def standard(words: str) -> str:
    return READER.dialect.standard(narrow(words))


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("三楼楼到灯不亮", "三楼楼道灯不亮"),
        ("楼到里有烟", "楼道里有烟"),
        ("2单元电提又不走了", "2单元电梯又不走了"),
        ("夜来刮大风", "昨天刮大风"),
        ("他做么事去了", "他做什么去了"),
        ("厕所爬出条长虫", "厕所爬出条蛇"),
        ("锅炉停汽了", "锅炉停气了"),
        ("楼上俩口子吵架", "楼上两口子吵架"),
        ("我俩在家", "我两个在家"),
        ("暖器不热", "暖气不热"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(said: str, read_as: str) -> None:
    assert standard(said) == read_as


@pytest.mark.parametrize(
    "words",
    [
        "3号楼水箱没盖", "顶楼水管爆了", "7楼水也停了", "一楼到六楼都黑", "3号楼到大门的路", "明天停电提前通知",
        "停汽车的地方", "半夜来人撬门", "连夜来修", "第二天还停水", "等了十二天", "出什么事了", "树上长虫子",
        "取暖器烧糊了", "谁家有多的 我家没热水壶", "没有热水卡怎么办",
    ],
)  # fmt: skip
def test_a_word_that_only_holds_a_slip_stays(words: str) -> None:
    assert standard(words) == words


@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("电梯卡住我俩", "lift"),
        ("困𨋢出唔到", "lift"),
        ("楼上俩口子吵架 砸东西 吓人", "violence"),
        ("老公打堂客", "violence"),
        ("取暖器烧糊了", "fire"),
        ("楼道黢黑 呛人", "fire"),
        ("路边草还燃嘞", "fire"),
        ("阿婆唔醒", "unconscious"),
        ("一扭头娃冇见了", "missing"),
        ("我家门锁咔哒响", "crime"),
        ("水库里俩人沉下去没上来", "other"),
    ],
)
def test_danger_told_in_dialect_is_heard(words: str, danger: str) -> None:
    assert danger in {request.danger for request in read(words, Context(), READER).requests}


@pytest.mark.parametrize("words", ["楼道黢黑 灯坏了", "顶楼水箱漏", "我俩在电梯口等你"])
def test_what_only_sounds_like_it_is_none(words: str) -> None:
    assert not any(request.danger for request in read(words, Context(), READER).requests)


def test_no_danger_is_listened_for_in_words_that_are_read_as_others() -> None:
    patterns = [each for kind in READER.lexicon.dangers for each in (*kind.say, *kind.plainly, *kind.unless)]
    signs = {sign for each in patterns for group in re.findall(r"\[([^\]]*)\]", each) for sign in group}
    runs = {run for each in patterns for run in re.findall(r"[一-龥]+", re.sub(r"\[[^\]]*\]", " ", each))}
    assert {each for each in signs | runs if "一" <= each[:1] <= "龥" and standard(each) != each} == set()
