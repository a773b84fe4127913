"""What somebody says of what waits for their word, in their own words: 都同意, 2号可以, 1号不行，太久了, 太晚了吧."""

import re
from dataclasses import dataclass

from rules.commands import NARROW

LONGEST_REASON = 200
_YES = r"(?:同意|批准|批了|准了|可以|行|没问题|没意见)"
_NO = r"(?:驳回|不同意|不批准?|不可以|不行)"
_TAIL = r"[了吧啊的]?"
_ALL = re.compile(
    rf"(?:(?:好的?|行|嗯)[,，\s]*)?(?:我)?(?:这[两三四五几][个件])?(?:全都|全部|都|全)(?:{_YES}{_TAIL}|(?P<no>{_NO}){_TAIL})"
)
_OF_ONE = re.compile(
    rf"(?:编号|#)?(?P<number>\d{{1,6}})(?:号单|号)?的?[,，:：\s]*(?:我)?(?:(?P<yes>{_YES})|{_NO}){_TAIL}"
    rf"(?:[,，:：。\s]+(?P<why>[^?？]{{2,{LONGEST_REASON}}}))?",
    re.DOTALL,
)
_TOO_LONG = re.compile(
    r"(?:[^?？,，。吗么]{0,16}[,，\s]*)?(?:[也还]?是?(?:太|有点儿?)(?:久|晚|长|迟|慢)|等不了那么(?:久|长)|等不起)了?(?:点儿?)?(?:吧|啊|呀)?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A yes or a no, of the ticket with this number; of all that waits where there is none."""

    yes: bool
    number: int = 0
    why: str = ""


def word_in(text: str) -> Word | None:
    """都同意, 2号可以 and 1号不行，太久了; None where neither is said of what is named."""
    plain = text.strip(" 。.!！~").translate(NARROW)
    if found := _ALL.fullmatch(plain):
        return Word(found["no"] is None)
    found = _OF_ONE.fullmatch(plain)
    return Word(found["yes"] is not None, int(found["number"]), (found["why"] or "").strip()) if found else None


def finds_too_long(text: str) -> bool:
    """Whether somebody only says that it lasts too long, which is no word yet: 12月20号太晚了吧."""
    return bool(_TOO_LONG.fullmatch(text.strip(" 。.!！?？~")))
