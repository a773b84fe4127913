"""Whom a typed name means: the whole name, a part of it, or 小高 and 陈书记."""

import re
from collections.abc import Mapping

_FAMILIAR = re.compile(r"^[小老阿](.)$")
_TITLE = re.compile(r"^(.)(?:书记|主任|站长|组长|网格长|网格员|师傅|医生|警官|经理|工|姐|哥|阿姨)$")


def named(words: str, people: Mapping[int, str]) -> list[int]:
    """The people a name may mean, by their ids: an exact name leaves no doubt, then a part of one, then a surname."""
    typed = words.strip()
    if not typed:
        return []
    exact = [user for user, name in people.items() if name.casefold() == typed.casefold()]
    partly = [user for user, name in people.items() if typed.casefold() in name.casefold()]
    found = _FAMILIAR.match(typed) or _TITLE.match(typed)
    familiar = [user for user, name in people.items() if found and name.startswith(found[1])]
    return exact or partly or familiar
