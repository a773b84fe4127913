"""What staff ask of tickets in plain words, by where and what they are: 3号楼那个电梯怎么样了, 今天出了什么事."""

import re
from dataclasses import dataclass

from rules.commands import NARROW
from rules.places import Address, addresses

LONGEST = 24
_POLITE = re.compile(
    r"^(?:(?:小格|您好|你好|请问|麻烦|帮我|问一?下|看一?下|查一?下|看看|查查|我想|想|请|一下|[我来][问看查])[,，、\s]*)*+"
)
_STANDS = (
    r"(?:现在|目前|今天|到底|后来)*+(?:"
    r"(?:是|有)?(?:个)?(?:什么|啥|怎样的)(?:情况|进展|进度|状态|结果|说法)"
    r"|(?:[修办弄搞处理解决进展情况进度状态]{0,4}得?)(?:怎么样|怎样|咋样|如何)"
    r"|(?:[修办弄搞通换清来恢复处理解决]{1,4})(?:好|完|掉|上)?了?(?:没有?|吗|么|没得)"
    r"|(?:[修办弄搞处理进展进度走]{0,4})到(?:哪一?步|哪里|哪儿?|什么程度)"
    r"|(?:是)?谁(?:在|来|去)?(?:修|办|弄|搞|管|跟|接|处理|负责)(?:着|的)?"
    r"|(?:有没有人(?:在)?(?:修|办|弄|搞|管|跟|接|去|来|处理|负责)|有人(?:在)?(?:修|办|弄|搞|管|跟|接|去|来|处理|负责)了?(?:没有?|吗|么))"
    r"|(?:什么时候|啥时候|几时|几点)能?(?:修|办|弄|搞|处理|恢复|解决)(?:好|完)"
    r"|(?:怎么|咋|为什么)还(?:没有?|不)(?:修|办|弄|搞|处理|恢复|解决)(?:好|完)?"
    r")(?:了|的|呢|啊|呀|哦|吧)*+"
)
_OF = re.compile(rf"(?P<what>.{{2,{LONGEST}}}?)(?:{_STANDS}|(?P<bare>呢))")
_FILLER = re.compile(
    r"那边|这边|那里|这里|那儿|那个|这个|那件|这件|的?事(?:情|儿)?|工单|单子|问题|[的那这个件单,，\s]|刚才|昨天|前天|早上|上午|下午"
)
# 下水道堵了那个呢 points at something told before, 那3号楼呢 may be of anything.
_POINTS = re.compile(r"[那这](?:个|件|单|事)$|的事(?:情)?$")
# 我家的灯怎么样了 is asked by who has told of it; 小高那边呢 names nobody's trouble.
_OWN = re.compile(r"我(?!们)")
_HAPPENED = re.compile(
    r"(?:(?:今天|今日|今儿个?|到现在|目前|现在)(?:一共|总共|都|又)?|(?:都|又)(?:今天|今日))?"
    r"(?:都|又)?(?:(?:出|发生|来|报)(?:了|过)?|有(?:没有)?)(?:些|点)?(?:什么|啥|哪些)(?:新|大|急)?(?:的)?(?:事情?|情况|状况|问题|单子?|工单)?"
    r"(?:没有?|吗|么|了|呢|啊|呀)*+"
)
_TODAY = re.compile(r"今天|今日|今儿")
# 今天有什么事 is as often asked of one's own list.
_CAME = re.compile(r"[出生来报]|情况|状况|新|急|都")


@dataclass(frozen=True, slots=True)
class About:
    """Which tickets somebody asks about: those of a house, or that have to do with a `thing`; "" where untold.

    `words` are what the question is about, as it was said; `points` at what was told before: 那个, 那件.
    """

    building: str
    unit: str
    thing: str
    words: str
    points: bool = False


def asks_state(text: str) -> About | None:
    """Of which tickets somebody asks how they stand: 那个3号楼电梯呢, 1号楼的灯谁在弄; None where of none."""
    plain = _plain(text)
    found = None if _OWN.match(plain) else _OF.fullmatch(plain)
    told = addresses(found["what"]) if found else ()
    if found is None or len(told) > 1:
        return None
    house = told[0] if told else Address()
    thing = _FILLER.sub("", found["what"][: house.start] + found["what"][house.end :])
    points = bool(_POINTS.search(found["what"]))
    asks = not found["bare"] or bool(house and thing) or points
    return About(house.building, house.unit, thing, found["what"], points) if asks and (house or thing) else None


def asks_what_came(text: str) -> bool:
    """Whether somebody asks what was told today: 今天出了什么事, 今儿都报了些啥."""
    plain = _plain(text)
    return bool(_HAPPENED.fullmatch(plain) and _TODAY.search(plain) and _CAME.search(plain))


def _plain(text: str) -> str:
    """The words without signs around them, and without what is only polite."""
    return _POLITE.sub("", text.translate(NARROW).strip(" 。.!！?？~，,"), count=1)
