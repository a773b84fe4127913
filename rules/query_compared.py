"""Staff who set a time beside the one before, or ask what a house has told of so far: 这周比上周多吗, 3号楼的老问题."""

import re

from rules.places import Address, addresses
from rules.query_table import NOWHERE, Asked, What
from rules.query_when import When, when_in

# Of which present time each one before is the other side.
PRESENT = {"last_week": "week", "yesterday": "today", "last_month": "month"}
NAMED = {"week": "本周", "today": "今天", "month": "本月"}
_BESIDE = re.compile(r"比|[和跟与同].*(?:比|相比|对比|比较)|对比|比较|环比|同比")
_BOTH = re.compile(r"(?:几|多少).*(?:几|多少)|各(?:有|报)?(?:几|多少)")
_OVER_TIME = re.compile(r"(?:和上期|和上一期)?(?:环比|同比)(?:数据|情况|呢|怎么样|如何|多少)*")
_MORE = (
    r"(?:(?:是|有没有|有没|有)?(?:变|更)?(?:[多少]|增加|减少)了?(?:还是(?:变|更)?(?:[多少]|增加|减少)了?)?(?:几|多少)?(?:[件单个起次])?"
    r"|怎么样|咋样|如何|怎样|(?:几|多少)[件单个起次])"
)
_COMPARING = re.compile(
    rf"(?:相?比(?:较|起来|一比|一下)?|对比(?:一下)?|比较(?:一下)?|[和跟与同各]|的|{_MORE}|(?:报的?|来的?)?(?:工单|单子?|件数|数量|报事|事情?|情况)"
    r"|没有|吗|么|呢|啊|了|[,，、\s]"
    r")+"
)
_HISTORY = re.compile(
    r"的?(?:(?P<of>(?![以经])[一-龥]{0,6}?)的?(?:老问题|老毛病|历史(?:记录|问题|工单)?)|(?:以前|之前|过去|从前)(?:都)?(?:报|出|有)过?(?:了)?(?:什么|啥|哪些)(?:事情?|问题|单子?)?"
    r"|(?:经常|总是?|老是?|反复)(?:报|出)(?:的(?:是|都是)?)?(?:什么|啥|哪些)?(?:事情?|问题|单子?)?|反复(?:出现)?的(?:事情?|问题))"
    r"(?:有)?(?:什么|啥|哪些|都?有哪些)?(?:呢|啊|吗)?"
)
_WHICH = re.compile(r"(?:都|又|主要|一般)*(?:报|出|有)(?:了|过)?(?:些)?(?:什么|啥|哪些)(?:事情?|问题|单子?)?(?:呢|啊)?")
_ALL_OF = re.compile(r"的?(?:所有|全部)?的?(?:单子?|工单|报事|事情?|问题|记录)(?:有哪些|都有哪些|列表|清单)?(?:呢|啊)?")
_LONG_PAST = When("days", "近三个月", days=90)


def compared_in(plain: str) -> Asked | None:
    """这周比上周多吗, 电梯上周几次这周几次, 环比: how many were told in the present time, beside the one before it.

    The thing, if any is named, is the `thing`; times that are no such pair are asked of nobody here.
    """
    if _OVER_TIME.fullmatch(plain):
        return Asked(What.TOLD, when=When("week", NAMED["week"]), compared=True)
    first, rest = when_in(plain)
    if first is None:
        return None
    second, rest = when_in(rest)
    kinds = {first.kind} | ({second.kind} if second else set())
    former = next((kind for kind in PRESENT if kind in kinds), "")
    pair = bool(former) and kinds <= {former, PRESENT[former]}
    beside = _BESIDE.search(rest) and (second or re.search(rf"[比和跟与同]{re.escape(first.words)}", plain))
    if not pair or not (beside or (second and _BOTH.search(rest))):
        return None
    house, rest = _house(rest)
    thing = _COMPARING.sub("", rest)
    if house is None or len(thing) > 8 or len(thing) == 1 or re.search(r"[?？!！。]", thing):
        return None
    return Asked(What.TOLD, thing, When(PRESENT[former], NAMED[PRESENT[former]]), house, compared=True)


def past_in(plain: str, placed: bool) -> Asked | None:
    """3号楼的老问题, 3号楼以前报过什么, 3号楼最近一个月的单: what was told of a house, or of a place that is named."""
    when, words = when_in(plain)
    house, rest = _house(words)
    if house is None or not (house or placed):
        return None
    found = _HISTORY.fullmatch(rest.strip())
    if found or (
        when is not None
        and (when.kind in ("days", "lately") or when.is_long)
        and (_ALL_OF.fullmatch(rest.strip()) or _WHICH.fullmatch(rest.strip()))
    ):
        thing = (found["of"] or "") if found else ""
        return Asked(What.TOLD, thing, when or _LONG_PAST, house)
    return None


def _house(words: str) -> tuple[Address | None, str]:
    """The one house that is named, NOWHERE where none is, None of two; and the words without it."""
    told = addresses(words)
    if len(told) > 1:
        return None, words
    house = told[0] if told else NOWHERE
    return house, words[: house.start] + words[house.end :] if told else words
