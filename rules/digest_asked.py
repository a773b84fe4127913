"""What officials ask of how things stand: 昨天怎么样, 上周最多的是什么, 今天报了几件, 第一网格怎么样, 月报."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rules.digest import WEEK, Span
from rules.own_words import asks_digest


@dataclass(frozen=True, slots=True)
class Asked:
    """A "day", a "week" or a "month"; the present one, or with `before` the last that is over; of `place` if named."""

    kind: str
    before: bool = False
    place: str = ""

    def span(self, today: date) -> Span:
        """The days that are asked for; of the present week those so far, of months the last whole one."""
        if self.kind == "month":
            return Span.month_before(today)
        if self.kind == "week":
            monday = today - timedelta(days=today.weekday())
            return Span.ending(monday - timedelta(days=1), WEEK) if self.before else Span(monday, today)
        return Span.ending(today - timedelta(days=int(self.before)), 1)


_PLEASE = r"(?:小格[,，\s]*)?(?:给我|让我|我)?(?:看看|看一下|看|发|来)?(?:一下|一份|个)?"
_PLACE = r"(?:(?P<place>[\u4e00-\u9fff]{1,12}?(?:网格|社区|街道))的?)?"
_WHEN = (
    r"(?:(?P<today>今天|今日)|(?P<yesterday>昨天|昨日)|(?P<week>这周|本周|这个?星期|这一周)"
    r"|(?P<last_week>上周|上个?星期|上一周)|(?P<last_month>上个?月))的?"
)
_HOW = r"(?:(?:总体)?(?:情况|进展|数据)(?:怎么样|咋样|如何|怎样)?|(?:总体)?(?:怎么样|咋样|如何|怎样))"
_COUNT = r"(?:一共|总共|共)?(?:新?报了?|来了|收到了?|有)?(?:几|多少)(?:件事?|单|条|个(?:单子?|工单))"
_MOST = r"(?:报|反映)?得?(?:最多的(?:问题|事)?是?(?:什么|哪些|啥)|(?:什么|哪些|啥)(?:问题|事)?(?:报|反映)?得?最多)"
_END = r"了?(?:呢|啊|呀)?"
_OF_A_TIME = re.compile(rf"{_PLEASE}{_PLACE}{_WHEN}(?:{_HOW}|{_COUNT}|{_MOST}|日报|周报|月报){_END}")
_OF_A_PLACE = re.compile(rf"{_PLEASE}{_PLACE}(?:现在|目前)?{_HOW}{_END}")
_ENGLISH = re.compile(
    r"(?:(?:please )?(?:send|show|give)(?: me)? )?(?:the )?(?P<report>daily|weekly|monthly) (?:report|digest)"
    r"|how (?:are things|is everything|is it going|are we doing|is|was|are|were)"
    r" ?(?P<when>today|yesterday|this week|last week|last month)?(?: (?:going|doing))?",
    re.IGNORECASE,
)
_KINDS = {
    "daily": ("day", False), "weekly": ("week", False), "monthly": ("month", False), "today": ("day", False),
    "yesterday": ("day", True), "this week": ("week", False), "last week": ("week", True),
    "last month": ("month", True),
}  # fmt: skip
_MONTH = re.compile(rf"{_PLEASE}{_PLACE}月报{_END}")


def asked_in(text: str) -> Asked | None:
    """What somebody asks of how their place, or one that they name, stands; None where they ask nothing of the kind."""
    plain = text.strip(" 。.!！?？~，,")
    kind = asks_digest(plain)
    if kind:
        return Asked(kind)
    if found := _OF_A_TIME.fullmatch(plain):
        kind = "day" if found["today"] or found["yesterday"] else "month" if found["last_month"] else "week"
        return Asked(kind, bool(found["yesterday"] or found["last_week"]), found["place"] or "")
    if found := _MONTH.fullmatch(plain):
        return Asked("month", place=found["place"] or "")
    if found := _ENGLISH.fullmatch(plain):
        told = (found["report"] or found["when"] or "").lower()
        return Asked(*_KINDS.get(told, ("day", False))) if told or "things" in plain else None
    found = _OF_A_PLACE.fullmatch(plain)
    return Asked("day", place=found["place"]) if found and found["place"] else None
