"""接龙 as people really write it."""

import pytest

from rules.chain import Entry, entry, is_chain, is_headed, lost, read_chain, title_of
from rules.rollcall import COUNTS, OPTIONS, Asked

# A line as it stands in the group, the household, the number; "" for a line that names no door.
LINES = [
    ("1. 3-502 2人", "3-502", 2),
    ("1.3-502 2人", "3-502", 2),
    ("2、3栋2单元502 张 3", "3-2-502", 3),
    ("3）3-2-801 两个", "3-2-801", 2),
    ("（4）3-2-802 3个人", "3-2-802", 3),
    ("【5】A座806 一家三口", "A-806", 3),
    ("⑥ 3-2-803 俩", "3-2-803", 2),
    ("7 3-502 2人", "3-502", 2),
    ("8：3—2—501，2人", "3-2-501", 2),
    ("9. 3一2一502 2人", "3-2-502", 2),
    ("10.3.2.601 3人", "3-2-601", 3),
    ("11. 3 2 701 2", "3-2-701", 2),
    ("12、3栋502两大一小", "3-502", 3),
    ("13. 3号楼2单元1203 小李 +1", "3-2-1203", 1),
    ("14. 5-301 王阿姨 1人😊", "5-301", 1),
    ("15. 王阿姨 3-1-101 不去", "3-1-101", 0),
    ("16. 三号楼二单元五零一 2位", "3-2-501", 2),
    ("17. 3#2-502 参加", "3-2-502", 1),
    ("18. 3-2-502室 取消", "3-2-502", 0),
    ("19. 3栋2-502 3个", "3-2-502", 3),
    ("20. 3-2-502住户 共3人（2大1小）", "3-2-502", 3),
    ("21. 3-2-501 13812345678 2人", "3-2-501", 2),
    ("22. 3-2-501 138****5678 2人", "3-2-501", 2),
    ("22. 6-101", "6-101", 1),
    ("２３．３－２－５０２　２人", "3-2-502", 2),
    ("24. 3/2/502 x2", "3-2-502", 2),
    ("25. 3-2-502🏠 2️⃣人", "3-2-502", 2),
    ("26. 3幢2单元502户 老张家 四口", "3-2-502", 4),
    ("27. 3_502 1", "3-502", 1),
    ("28. 3-502老王2人", "3-502", 2),
    ("29. 3号楼502室 王姐 2", "3-502", 2),
    ("30. 502 2人", "", 0),
    ("31. 王阿姨 2人", "", 0),
    ("32. 已报", "", 0),
]


@pytest.mark.parametrize(("line", "home", "count"), LINES)
def test_a_line(line: str, home: str, count: int) -> None:
    read = read_chain(f"#接龙\n体检\n{line}")
    if not home:
        assert read.entries == () and read.unread == (" ".join(line.split()),)
    else:
        (told,) = read.entries
        assert (told.home.key, told.values) == (home, {0: count})


def test_a_whole_text_with_its_title_example_and_last_word_of_a_household() -> None:
    lines = ["#接龙", "周六体检几人参加🩺", "例：楼-房号 人数", "", "1. 3-502 2人", "2、3-602 1人", "3. 3-502 改成3人"]
    text = "\n".join([*lines, "4. 王姐来", "备注：早点来"])
    read = read_chain(text)
    assert read.title == "周六体检几人参加🩺"
    assert [(told.home.key, told.values[0]) for told in read.entries] == [("3-602", 1), ("3-502", 3)]
    assert read.unread == ("4. 王姐来",)


def test_one_building_may_be_left_out() -> None:
    (told,) = read_chain("1. 502 2人\n", building="3").entries
    assert told.home.key == "3-502"


def test_values_of_other_questions() -> None:
    two = Asked(COUNTS, ("下楼", "需上门"), "人")
    options = Asked(OPTIONS, ("参加", "不参加"))
    assert _values("3-502 下楼2 上门1", two) == {0: 2, 1: 1}
    assert _values("3-502 老王", two) is None
    assert _values("3-502 老王 不参加了", options) == {0: 1}
    assert _values("3-502 老王参加", options) == {0: 0}


def _values(line: str, question: Asked) -> dict[int, int] | None:
    told: Entry | None = entry(line, question)
    return told.values if told else None


def test_no_telephone_is_kept() -> None:
    (told,) = read_chain("1. 3-2-501 13812345678 2人 3302811990010112345\n").entries
    assert "13812345678" not in told.note


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("#接龙\n体检\n1. 3-502 2人", True),
        ("体检报名：\n1、3-502 2人", True),
        ("1. 3-502 2人\n2. 3-602 1人", True),
        ("1. 3-502 2人", False),
        ("1. 明天停水\n2. 后天停电", False),
        ("3-502 漏水\n5-301 也漏", False),
        ("通知：\n1. 带身份证\n2. 早上八点\n3. 在社区一楼", False),
        ("您好\n电梯坏了", False),
        ("2. 3-502 2人\n3. 3-602 1人", False),
    ],
)
def test_what_is_a_chain(text: str, chain: bool) -> None:
    assert is_chain(text) is chain


def test_lines_that_the_newest_text_lost() -> None:
    old = read_chain("体检\n1. 3-502 2人\n2. 3-602 1人")
    new = read_chain("体检\n1. 3-502 2人\n2. 3-702 1人")
    assert lost(new, [old]) == ("3-602 1人",)
    assert lost(new, [new]) == ()


def test_the_title_without_any() -> None:
    assert title_of("#接龙\n1. 3-502 2人") == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("#接龙\n1. 3-2-501", True),
        ("报名春游", True),
        ("团购鸡蛋\n接龙", True),
        ("明天停水\n接龙", False),
        ("", False),
    ],
)
def test_a_list_says_what_it_is(words: str, told: bool) -> None:
    assert is_headed(words) == told
