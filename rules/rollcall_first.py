"""An answer to a roll call as people first say it in the group: +1, 不去, 一家三口, 我和老伴都去."""

import re

from rules.rollcall_words import KIN, beside
from rules.wording import narrow

_WITH = rf"[我俺][和跟同与](?:[我俺]?{KIN}[和跟同与、,]?)++"
_TOGETHER = re.compile(_WITH)
_GOES = r"(?:都|全|也|一起|一块儿?)*+(?:去|来|参加|报名)"
_DOOR = r"(?:[A-Za-z]?\d{1,3}(?:[-#]|号楼|栋|幢)(?:\d{1,2}(?:-|单元))?\d{3,4}室?\s*+[:,]?\s*+)?"
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_FIRST = re.compile(
    rf"{_DOOR}(?:\+\s*+{_N}(?:人|个人?|位)?"
    rf"|(?:[我俺]们?家?)?(?:全家|一家){_N}口人?(?:{_GOES})?"
    rf"|{_WITH}{_GOES}"
    rf"|(?:[我俺]们?家?)?(?:不(?:去|来|参加|报名)|(?:去|来|参加)不了))[吧啊哈呢,.!~]*+"
)


def answers_first(words: str) -> bool:
    """Whether words are nothing but such an answer; 不去行吗 and 我和老伴都去过 are none."""
    return bool(_FIRST.fullmatch(narrow(words).strip()))


def together(plain: str) -> int:
    """How many 我和老伴, 我跟儿子女儿 are; 0 where nobody is named beside the speaker."""
    found = _TOGETHER.search(plain)
    return 1 + beside(found.group()) if found else 0
