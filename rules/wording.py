"""Words made comparable: width, dialect and habitual slips, and the clauses of a message."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rules.traditional import SIMPLIFIED

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "—": "-", "–": "-"}
_WIDE |= SIMPLIFIED
_WIDE_SIGNS = re.compile("[" + "".join(_WIDE) + "]")
_SEAM = "\x00"
# Each message is looked at by many, one after another.
_KEPT = 64
# A telephone is one number, whether or not it was masked.
_NUMBER = re.compile(r"\d++(?:-?\*{4}\d{4}(?!\d))?")
# 打我138… asks to be rung; 他打我 does not.
_RING_ME = re.compile(
    r"(?<![他她它公夫爸妈爹娘爷奶子人])打([我俺])(?=[\s:]*+(?:\+?86)?[-\s]?(?:1[3-9]\d[-\s]?(?:\d{4}[-\s]?|\*{4})\d{4}|0\d{2,3}[-\s]?(?:\d{3}|\*{4}))(?!\d{6}))"
)
# The name of a compound says no more than the address behind it: 幸福里3号楼停水了 is 3号楼停水了.
_COMPOUND = re.compile(
    r"(?<![^\x00\s,.!?;:、])(?![我你他她咱俺这那])(?:(?![全整各本停断水电气])[一-龥]){1,5}?"
    r"(?:里|小区|花园|家园|公寓|新村|广场|公园|苑|府|城|庭|园|居|湾|郡|轩|坊|庄)(?=\d{1,3}(?:号楼|栋|幢|座|#))"
)
# 301、401都漏水 is 301都漏水: several doors have the trouble of one.
_ROOM = r"(?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4])(?:室|户)?"
_DOORS = re.compile(
    rf"(?=[1-9])((?<!\d){_ROOM})(?:(?:\s*[、,和及跟]\s*|\s+){_ROOM}(?!\d))+(?=\s*(?:[两三几]?[家户])?(?:都|全|也|漏|没|停|坏|堵))"
)
_WORD = re.compile(r"[A-Za-z]{3}")
_RUN = re.compile(r"([^\x00])\1{2,}")
# 收到, 好的谢谢书记 before something else; without a sign between only where thanks or a title part them.
_DOOR = r"(?P<door>(?:\d{1,2}(?:-|号楼|栋|幢|#)(?:\d{1,2}(?:-|单元))?)?\d{3,4}[户室]?\s*+[:,]?\s*+)?"
_GOT = (
    r"(?:(?!我也看到了)(?:[我俺]们?家?)?(?:都|也|已经?)?(?:收到|看到|知道|明白)了|已?收到|已阅了?|好的|好嘞|嗯嗯"
    r"|received|got it)[啊哈啦呀呢]?"
)
_THANKS = (
    r"(?:(?:谢谢|多谢|感谢|辛苦)(?:大家|各位|您|你们?)?了?"
    r"|[一-龥]{0,2}?(?:书记|主任|领导|老师|经理|网格[员长]|楼长|组长|站长)|社区|物业|小格)"
)
_SIGNS = r"(?:[\s,.!~。;；…、～👌👍🙏🌹😊💪❤🏻🏼🏽🏾\ufe0f]|\[[^\[\]\s]{1,4}\])"
_RECEIPT = re.compile(
    rf"\s*+{_DOOR}{_GOT}(?:(?:{_THANKS})*+(?:{_SIGNS}++|$)(?:(?:{_GOT}|{_THANKS})++(?:{_SIGNS}++|$))*+"
    rf"|{_THANKS}++(?=[我俺咱]们?家|\d{{1,2}}(?:号楼|栋|幢|单元)))",
    re.IGNORECASE,
)
# By what a receipt is known, and how early it stands: most messages are spared the whole look.
_MAY_BE_GOT = re.compile(r"(?=[收看知明已好嗯RrGg])(?:收到|看到|知道|明白|已阅|好的|好嘞|嗯嗯|(?i:received|got it))")
_EARLY = 40
# Where a link leads, whom a name calls and what a file is called says nothing, whatever letters and numbers are in it.
_POINTER = re.compile(
    r"(?=[!-~])(?:(?<=://)[!-~]++|(?<![\w.@/])(?:www\.|t\.me/)[!-~]++|(?<!\w)[@#][A-Za-z]\w{2,31}"
    r"|(?<![\w.-])\w[\w-]*+\.(?:jpe?g|png|gif|heic|mp[34]|mov|pdf|docx?|xlsx?|zip)\b)",
    re.ASCII | re.IGNORECASE,
)
_POINTS = re.compile(r"[@#./]")
_BREAK = re.compile(
    r"(?=[,。!?;、\s.~…:()①②③④⑤⑥还另顺再同])"
    r"(?:[,。!?;、\s.~…:()]+|(?=[①②③④⑤⑥]|还有(?!人|没|气|电|水|味)|另外|顺便|再就是|同时))"
)


@lru_cache(_KEPT)
def narrow(text: str) -> str:
    """Full-width signs as half-width ones and traditional ones as simplified, one for one, so that positions stay."""
    for wide, usual in (("，", ","), ("！", "!"), ("？", "?"), ("：", ":")):
        text = text.replace(wide, usual)
    return _WIDE_SIGNS.sub(lambda found: _WIDE[found.group()], text) if _WIDE_SIGNS.search(text) else text


def without_pointers(narrowed: str) -> str:
    """Narrow words with blanks for links, @names, #tags and names of files, so that positions stay."""
    if not _POINTS.search(narrowed):
        return narrowed
    return _POINTER.sub(lambda found: " " * len(found.group()), narrowed)


@lru_cache(maxsize=1024)
def called(username: str) -> re.Pattern[str]:
    """An account called by its name, whatever its case: @desk_bot, not @desk_bot_two nor in an address."""
    return re.compile(rf"(?<![A-Za-z0-9_])@{re.escape(username)}(?![A-Za-z0-9_])", re.IGNORECASE)


def may_be_receipt(text: str) -> bool:
    """Whether a word stands in a text without which nothing is a receipt."""
    return bool(_MAY_BE_GOT.search(text))


def after_receipt(text: str) -> str:
    """What is said besides 收到 or 好的谢谢书记; all that is said where it does not begin so, or says nothing else."""
    receipt = _RECEIPT.match(narrow(text)) if _MAY_BE_GOT.search(text, 0, _EARLY) else None
    if receipt is None or receipt.end() == len(text):
        return text
    return text[slice(*receipt.span("door"))] + text[receipt.end() :] if receipt["door"] else text[receipt.end() :]


class Beginnings:
    """Where one of many words may begin in a text, found by their first two signs."""

    def __init__(self, words: Iterable[str]) -> None:
        self._heads = frozenset(word[:2] for word in words)
        alone = any_of(head for head in self._heads if len(head) == 1)
        pairs = [head for head in self._heads if len(head) == 2]
        first, second = (any_of(pair[place] for pair in pairs) for place in (0, 1))
        self._maybe = re.compile(f"{alone}|{first}(?={second})")

    def places(self, text: str) -> list[int]:
        """The places in order; some may begin none of the words."""
        heads = self._heads
        starts = [found.start() for found in self._maybe.finditer(text)]
        return [start for start in starts if text[start : start + 2] in heads or text[start] in heads]


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds when only these starts are possible; trying no others is ten times faster."""
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match:
            end = match.end()
            yield match


class Dialect:
    """Reads the words of a region or a slip of the keyboard as standard words."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        self._pairs = {form: usual for word, usual in pairs.items() for form in (word, word.capitalize(), word.upper())}
        self._pattern, self._beginnings = re.compile(either(self._pairs)), Beginnings(self._pairs)
        self._said = lru_cache(_KEPT)(self.standard)

    def heard(self, text: str) -> str:
        """A message's words in standard words, for the many that listen to it."""
        return self._said(narrow(text))

    def standard(self, narrowed: str) -> str:
        """Standard words for words already narrowed; lengths may change."""
        said, end = list[str](), 0
        for found in matches(self._pattern, narrowed, self._beginnings.places(narrowed)):
            said += (narrowed[end : found.start()], self._pairs[found.group()])
            end = found.end()
        words = "".join((*said, narrowed[end:]))
        return _RING_ME.sub(r"打\1电话", words) if "打" in words else words


def in_letters(narrowed: str) -> bool:
    """Whether words are of a language written in letters, whatever signs stand among them."""
    if not _WORD.search(narrowed):
        return False
    letters = sum(sign.isascii() and sign.isalpha() for sign in narrowed)
    return letters > 2 * sum(sign >= "一" for sign in narrowed)


def plain(standard: str) -> str:
    """What the model sees: every run of digits is one 0, of any other sign no more than two, no case.

    The compound's name before a building is left out, and of several doors that have it all but the first.
    """
    return _RUN.sub(r"\1\1", _NUMBER.sub("0", _DOORS.sub(r"\1", _COMPOUND.sub("", standard)))).lower()


def together(made: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """What is made of each text, in one go; a text with a seam of its own makes it one by one."""
    changed = made(_SEAM.join(texts)).split(_SEAM)
    return changed if len(changed) == len(texts) else [made(text) for text in texts]


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; told apart by their first signs, for speed."""
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda each: (-len(each), each)):
        tails.setdefault(word[:1], []).append(re.escape(word[1:]))
    heads = (re.escape(head) + (f"(?:{'|'.join(own)})" if own != [""] else "") for head, own in tails.items())
    return f"(?:{'|'.join(heads)})"


def any_of(signs: Iterable[str]) -> str:
    """A pattern for any of the signs; for none one that is never found."""
    own = "".join(map(re.escape, sorted(set(signs))))
    return f"[{own}]" if own else "(?!)"


def clauses(narrowed: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each clause of a message."""
    spans, start = [], 0
    for found in _BREAK.finditer(narrowed):
        if found.start() > start:
            spans.append((start, found.start()))
        start = found.end()
    if start < len(narrowed):
        spans.append((start, len(narrowed)))
    return tuple(spans)
