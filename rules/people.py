"""Whom a typed name means: the whole name, a part of it, or 小高 and 陈书记."""

import re
from collections.abc import Mapping

_FAMILIAR = re.compile(r"^[小老阿](.)$")
_TITLE = re.compile(r"^(.)(?:书记|主任|站长|组长|网格长|网格员|师傅|医生|警官|经理|工|姐|哥|阿姨)$")

# The name in a nickname: what follows the address, 王阿姨 in 3-2-501 王阿姨.
_OWN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[^\u4e00-\u9fff]*$)")
_BEFORE_A_NAME = re.compile(r"(?:@|收到|好的?|[,，。.\s])*+")


def calls_by_name(words: str, nickname: str) -> bool:
    """Whether somebody is spoken to by the name in their nickname: 王阿姨我马上到, @老赵 我去看看."""
    found = _OWN_NAME.search(nickname)
    if found is None:
        return False
    own, said = found[0], words[_BEFORE_A_NAME.match(words).end() :]  # type: ignore[union-attr]
    short = own.replace("阿", "")
    return f"@{own}" in words or said.startswith(own) or (len(short) > 1 and said.replace("阿", "").startswith(short))


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


def spoken_of(words: str, people: Mapping[int, str]) -> list[int]:
    """The people named somewhere in words, by their ids: 高晓燕, 晓燕 and 小高 in 小高今天办了几件."""
    whole = [user for user, name in people.items() if name in words]
    given = [user for user, name in people.items() if len(name) > 2 and name[1:] in words]
    return (
        whole or given or [user for user, name in people.items() if re.search(rf"[小老阿]{re.escape(name[:1])}", words)]
    )


_THANKS = re.compile(
    r"(?:谢谢|多谢|感谢|谢了|辛苦了?|麻烦了?)[啊呀,，\s]*(?:网格员|我们)?(?P<whom>[\u4e00-\u9fff]{2,6})"
)


def thanked(words: str) -> list[str]:
    """By which names somebody may be thanked, the longest first: 谢谢晓燕, 辛苦小高了."""
    told = [found["whom"] for found in _THANKS.finditer(words)]
    return [whom[:length] for whom in told for length in range(min(len(whom), 4), 1, -1)]


_PART = re.compile(r"[^\s,，、:：]+")


def parts_of(words: str) -> list[str]:
    """A name and what is told of it: 张伟 医生, 张伟：医生."""
    return _PART.findall(words)
