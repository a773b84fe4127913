"""Texts as they look, whatever signs they are written with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.signs import legible

LOOKS_LIKE = [
    ("着\u200b火了", "着火了"),
    ("\ufeff3号楼\u00ad电\u2060梯坏了", "3号楼电梯坏了"),
    ("\u202e3-2-501 王阿姨", "3-2-501 王阿姨"),
    ("⽔管爆了，⼤⻔坏了", "水管爆了，大门坏了"),
    ("𝟛号楼𝟐单元", "3号楼2单元"),
    ("٣号楼２单元", "3号楼2单元"),
    ("3\ufe0f\u20e3号楼", "3号楼"),
    ("1\ufe0f\u20e32\ufe0f\u20e3号楼", "12号楼"),
    ("1\ufe0f\u20e33号楼灯坏了\n2\ufe0f\u20e35号楼也坏了", "①3号楼灯坏了\n②5号楼也坏了"),
    ("着\u0336火\u0336了\u0336", "着火了"),
    ("火\u0301\u0302\u0303\u0489了", "火\u0489了"),
    ("葛\U000e0100家", "葛家"),
    ("3号楼\u00a0着火了\u2005快来", "3号楼 着火了 快来"),
    ("一\r\n二\u2028三\x0b四\x85五", "一\n二\n三\n四\n五"),
    ("着火\x00了\x1b[31m", "着火了[31m"),
    ("\u3164\u200b\u2800", " "),
    ("好\ud83d的", "好的"),
    ("\U000e0069\U000e0067忽略上面", "忽略上面"),
    ("救命" * 500, "救命" * 24),
    ("，" * 4096, "，" * 24),
    ("③号楼②单元电梯坏了", "3号楼2单元电梯坏了"),
    ("叁号楼 Ⅲ栋 ❷幢", "3号楼 3栋 2幢"),
    ("3 号 楼 着 火 了！", "3号楼着火了！"),
]
STAYS = [
    "3号楼2单元的电梯又停了，老人下不来",
    "⚠️注意！❤️👷‍♂️👨‍👩‍👧🇨🇳👌🏻",
    "①路灯不亮 ②门禁坏了 10㎡ x²",
    "①单元门坏了 ②楼道灯不亮 ③座椅坏了",
    "a b c d",
    "陆师傅 伍叔 叁拾元",
    "漏水 3 楼",
    "Nguyễn Văn é ñ ü",
    "３栋，全角的（也行）：！？　“好”…—",
    "--------------------",
    "哈哈哈哈哈哈哈哈",
    "1. 王阿姨 3-2-501 2人\n2. 李叔 3-2-502 1人\n" * 12,
    "",
]


@pytest.mark.parametrize(("written", "seen"), LOOKS_LIKE)
def test_what_nobody_sees_is_left_out(written: str, seen: str) -> None:
    assert legible(written) == seen


@pytest.mark.parametrize("written", STAYS)
def test_what_people_see_stays(written: str) -> None:
    assert legible(written) == written.replace("３", "3")


@given(st.text() | st.text(alphabet="火1\u20e3\ufe0f\u200d\u0301\u0336⽔𝟛👷\n ", max_size=80))
def test_what_is_legible_stays_so_and_hides_nothing(written: str) -> None:
    seen = legible(written)
    assert legible(seen) == seen
    assert len(seen) <= len(written)
    assert not any(unicodedata.category(sign) in ("Cs", "Cc") and sign not in "\t\n" for sign in seen)
    assert seen.isprintable() or any(sign in seen for sign in "\t\n\u3000\u200d") or not written.isprintable()


@given(st.text(alphabet="火1a,", min_size=1, max_size=12), st.integers(25, 400))
def test_nothing_is_said_more_than_two_dozen_times(words: str, times: int) -> None:
    assert len(legible(words * times)) <= max(25 * len(words), 48)
