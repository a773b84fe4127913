"""Where something is after all: 不是3栋是2栋, 是2号楼, 4楼的; what is denied is not where it is."""

import re

from rules.places import Address, addresses
from rules.wording import narrow

STOREY = re.compile(r"(?:负|地下)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:楼|层)(?![道梯上下])|B\d(?!\d)")
_ONLY = re.compile(
    r"(?:就|是|在|我说的|我妈家|我家|那边|这边|那里|这里|楼下|楼上|门口|那个|这个|桶|电梯|灯|的|[哦啊呀 ,.!~])*"
)
_DENIED = re.compile(r"不(?:是|在)(?:我们?)?\s*$")
_SAYS = re.compile(r"^(?:应该|其实)?(?:是|在)|的[哦啊呀 ,.!~]*$")


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
    rest = plain[: told.start] + STOREY.sub("", plain[told.end :], count=1)
    return bool(_ONLY.fullmatch(rest))


def says_where(words: str) -> bool:
    """Whether only a place is told, and that it is there: 是2号楼, 3号楼1单元的; 2号楼 may begin something else."""
    return is_only_place(words) and bool(_SAYS.search(narrow(words).strip()))


def storey(words: str) -> str:
    """The storey that is told last; "" where none is."""
    plain = narrow(words)
    found = [each.group() for each in STOREY.finditer(plain) if not _DENIED.search(plain, 0, each.start())]
    return found[-1] if found else ""


def is_only_storey(words: str) -> bool:
    """Whether words tell a storey and nothing else: 是4楼的."""
    plain = narrow(words).strip()
    return not addresses(plain) and len(STOREY.findall(plain)) == 1 and bool(_ONLY.fullmatch(STOREY.sub("", plain)))
