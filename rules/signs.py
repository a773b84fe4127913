"""What people see of a text: what nobody sees is left out, and what looks alike is one sign.

着<zero width space>火了 copied from another messenger, ⽔管 out of a PDF, 𝟛号楼 and 3️⃣号楼 are read as they look.
"""

import re
import unicodedata

# Of no width, of the direction of writing, of no use: with them 3-2-501 would be another door. An emoji keeps its own.
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff"
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
)
# Drawn over or around another sign; a mark above or below one that has none of its own, or upon another mark.
_OVER = r"\u0334-\u0338\u20d0-\u20ff"
_BARE = r"(?:(?<=[0-9\u2e80-\u9fff\uf900-\ufaff])|(?<=[\u0300-\u036f]))"
_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]"
_DRESS = r"(?<=[0-9A-Za-z\u2e80-\u9fff])[\u200d\ufe00-\ufe0f]|\u200d(?=[0-9A-Za-z\u2e80-\u9fff]|$)"
_NOTHING = re.compile(rf"[{_UNSEEN}{_OVER}]|{_BARE}{_MARK}|{_DRESS}")
_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]")
# Other shapes of a sign: radicals and doubles of Chinese ones, letters of formulas, the digits of other scripts.
_SHAPES = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]|(?![0-9])\d")
_RADICALS = str.maketrans(
    "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
# 1️⃣3号楼 is the first of a list, and no 13号楼; 1️⃣2️⃣号楼 is 12号楼.
_LISTED = re.compile(r"([1-9])\ufe0f?\u20e3(?=[0-9](?!\ufe0f?\u20e3))")
# ③号楼②单元 is a house and no list; ①单元门坏了 may be one.
_HOUSED = re.compile(
    r"[①-⑳❶-❿Ⅰ-Ⅻ⑴-⒇㈠-㈩壹贰貳叁參肆伍陆陸柒捌玖]"
    r"(?=\s?(?:号[楼院]|號[樓院]|[栋棟幢#]|座(?![椅位]))|(?<=[楼樓栋棟幢座].)\s?(?:单元|單元))"
)
# 3 号 楼 着 火 了
_SPACED = re.compile(r"(?:\S ){3,}\S\W*")
_SIGNS_APART = re.compile(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")
# Nobody writes a thing so often to say more: 火火火… of 4,096 signs says what a line of it does, and is read as fast.
_OFTEN, _SHORTEST = 24, 48
_AGAIN = re.compile(rf"(.{{1,12}}?)\1{{{_OFTEN},}}", re.DOTALL)
# Most texts hold nothing of all this, and are told from the others in one look.
_ODD = re.compile(
    r"[^\t\n -~\u3000-\u3020\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff5e“”‘’…—·①-⑳"
    r"\U0001f300-\U0001f3fa\U0001f400-\U0001f9ff]"
)


def legible(text: str) -> str:
    """The text as it looks; never longer, and the same again when it was legible."""
    if _ODD.search(text):
        text = _plain(text)
    text = _HOUSED.sub(lambda found: f"{unicodedata.numeric(found.group()):.0f}", text)
    if _SPACED.fullmatch(text):
        text = _SIGNS_APART.sub("", text)
    return _AGAIN.sub(lambda found: found[1] * _OFTEN, text) if len(text) > _SHORTEST else text


def _plain(text: str) -> str:
    text = _BLANK.sub(" ", _BREAK.sub("\n", text))
    text = _LISTED.sub(lambda found: chr(ord("①") + int(found[1]) - 1), text)
    text = _SHAPES.sub(lambda found: _shape(found.group()), text)
    while (bare := _NOTHING.sub("", text)) != text:
        text = bare
    return text


def _shape(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    usual = unicodedata.normalize("NFKC", sign.translate(_RADICALS))
    return usual if len(usual) == 1 else sign
