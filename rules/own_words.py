"""What staff say of several tickets, or of one with a slip, in their own words."""

import re

from rules.commands import NARROW

_N = r"(?:编号|#)?\d{1,6}(?:号单|号)?"
_NEXT = r"(?:\s*(?:[,，、和与跟]|还有)\s*|\s+|(?<=[号单]))"
_TAKES = r"接(?:[单丹担但旦弹]|下)?了?"
_WITH_NUMBERS = re.compile(
    rf"我?(?:来|都|也)?{_TAKES}[\s:：]*{_N}(?:{_NEXT}{_N})*+\s*了?吧?"
    rf"|{_N}(?:{_NEXT}{_N})+\s*(?:我|都|全|两个|两件|来|也)*+{_TAKES}吧?"
)
_ALL = re.compile(
    r"(?:[这那]?[两几三][个件单])?(?:那?我)?(?:都|全都?|全部)(?:给我|由我|我)?来?接(?:单|下)?了?(?:吧|哈|啊)?|(?:都|全)归?我(?:来)?(?:接|吧)"
)
_USUAL = re.compile(rf"接单了?\s*{_N}")


def takes(text: str) -> tuple[int, ...] | None:
    """The numbers that somebody takes at once, 接1和2, or with a slip, 接丹 2; none told is all, 都接了; else None."""
    plain = text.translate(NARROW).strip(" 。.!！~，,")
    if _ALL.fullmatch(plain):
        return ()
    if _USUAL.fullmatch(plain) or not _WITH_NUMBERS.fullmatch(plain):
        return None
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", plain))))
