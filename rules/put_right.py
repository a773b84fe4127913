"""Where or what something is after all: 不是3栋是2栋, 4楼的, 不是灯是门禁坏了; what is denied is not it."""

import re

from rules.places import Address, addresses
from rules.wording import narrow

STOREY = re.compile(r"(?:负|地下)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:楼|层)(?![道梯上下])|B\d(?!\d)")
# 3楼到4楼, between which it is.
_STOREYS = re.compile(rf"(?:{STOREY.pattern})(?:[到至和、~-](?:{STOREY.pattern}))?+")
_ONLY = re.compile(
    r"(?:就|是|在|我说的|我妈家|我家|那边|这边|那里|这里|楼下|楼上|门口|那个|这个|桶|电梯|灯|的|[哦啊呀 ,.!~])*"
)
_DENIED = re.compile(r"不(?:是|在)(?:我们?)?\s*$")
_SAYS = re.compile(r"^(?:应该|其实)?(?:是|在)|的[哦啊呀 ,.!~]*$")
_SORRY = r"(?:(?:哎呀?|哦|噢|啊|不对|不好意思|抱歉|对不起|各位|小格|我)[,. !]*)*+"
_SLIP = rf"{_SORRY}(?:刚才|刚刚|上面|前面)?(?:[说写打发报讲搞弄看听]错|口误|说反)字?了?[,. :!~]*(?:应该)?(?:就?是)?"
_INSTEAD = (
    re.compile(rf"{_SORRY}不是(?P<denied>[^,.!?]{{1,10}}?)[,. !]*(?:而|应该|其实|就|只)*是(?P<meant>[^?]{{2,40}})"),
    re.compile(
        rf"{_SORRY}(?:应该|其实|就)*是(?P<meant>[^,.!?]{{2,20}}?)[,. !]*[而并]?不是"
        r"(?P<denied>[^,.!?]{1,10})[,.! 啊呀哦了]*"
    ),
    re.compile(rf"{_SLIP}(?P<meant>[^?]{{2,40}})"),
    re.compile(
        r"(?:sorry|oops|oh|correction|my mistake|[,.! ])*(?:it's |it is |it was |that's )?not (?:the |a |my |our )?"
        r"(?P<denied>[a-z ]{2,20}?)[,.; ]+(?:but |it's |it is |rather )*(?P<meant>(?:the|a|my|our) [^?]{2,60})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:sorry|oops|oh|correction|my mistake|[,.! ])*i mean(?:t)?[,: ]+(?P<meant>[^?]{2,60})", re.IGNORECASE
    ),
)
# One of these stands in whatever any of them matches.
_MAY_BE_INSTEAD = re.compile("[是错反]|口误|not|mean", re.IGNORECASE)
_WONDERS = re.compile(r"(?:吗|吧|么|嘛|呢)[ ?.~]*$|\?")


def meant(words: str) -> Address | None:
    """The first place told that is not denied; None where none is."""
    plain = narrow(words)
    return next((each for each in addresses(plain) if not _DENIED.search(plain, 0, each.start)), None)


def denies_one(words: str) -> bool:
    """Whether one place is told instead of another: 不是3栋是2栋, 是1单元不是2单元."""
    plain = narrow(words)
    denied = [bool(_DENIED.search(plain, 0, each.start)) for each in addresses(plain)]
    return True in denied and False in denied


def is_only_place(words: str) -> bool:
    """Whether words tell a place and nothing else: 在2号楼, 3号楼1单元3楼; 我妈住2号楼 tells more."""
    told, plain = next(iter(addresses(words)), None), narrow(words)
    if told is None:
        return False
    rest = plain[: told.start] + _STOREYS.sub("", plain[told.end :], count=1)
    return bool(_ONLY.fullmatch(rest))


def says_where(words: str) -> bool:
    """Whether only a place is told, and that it is there: 是2号楼, 3号楼1单元的; 2号楼 may begin something else."""
    return is_only_place(words) and bool(_SAYS.search(narrow(words).strip()))


def storey(words: str) -> str:
    """The storey that is told last; "" where none is."""
    plain = narrow(words)
    found = [each.group() for each in _STOREYS.finditer(plain) if not _DENIED.search(plain, 0, each.start())]
    return found[-1] if found else ""


def is_only_storey(words: str) -> bool:
    """Whether words tell a storey and nothing else: 是4楼的."""
    plain = narrow(words).strip()
    return not addresses(plain) and len(STOREY.findall(plain)) == 1 and bool(_ONLY.fullmatch(STOREY.sub("", plain)))


def thing_meant(words: str) -> tuple[str, str] | None:
    """What is denied, "" in 说错了 电梯坏了, and what is told instead: 不是灯是门禁坏了; None where nothing is."""
    plain = narrow(words).strip()
    if not _MAY_BE_INSTEAD.search(plain) or _WONDERS.search(plain):
        return None
    found = next((told for told in (form.fullmatch(plain) for form in _INSTEAD) if told), None)
    return (found.groupdict().get("denied") or "", found["meant"].strip()) if found else None
