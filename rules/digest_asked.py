"""What officials ask of how things stand: 昨天怎么样, 上周最多的是什么, 第一网格怎么样, 月报."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rules.digest import WEEK, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A "day", a "week" or a "month"; the present one, or with `before` the last that is over; of `place` if named.

    A `month` told by its number is the last such one.
    """

    kind: str
    before: bool = False
    place: str = ""
    month: int = 0

    def span(self, today: date) -> Span:
        """The days that are asked for; of the present week or month those so far."""
        if self.kind == "month":
            return Span.month_before(today) if self.before else self._month(today)
        if self.kind == "week":
            monday = today - timedelta(days=today.weekday())
            return Span.ending(monday - timedelta(days=1), WEEK) if self.before else Span(monday, today)
        return Span.ending(today - timedelta(days=int(self.before)), 1)

    def _month(self, today: date) -> Span:
        month = self.month or today.month
        first = date(today.year - (month > today.month), month, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return Span(first, min(today, following - timedelta(days=1)))


_PLEASE = r"(?:小格[,，\s]*)?(?:把|再)?(?:给我|让我|我(?![们管负这]))?(?:看看|看一下|看|发|来)?(?:一下|一份|个)?"
_OURS = r"(?:我(?:们|管的|负责的|这边|这里|这)?|咱们?|本)"
_PLACE = (
    rf"(?:(?P<ours>{_OURS}的?(?:网格|社区|街道|片区|辖区|这边|这里)*)的?"
    r"|(?P<place>[\u4e00-\u9fff\d]{1,12}?(?:网格|社区|街道))的?)?"
)
_WHEN = (
    r"(?:(?P<today>今天|今日)|(?P<yesterday>昨天|昨日)|(?P<week>这周|本周|这个?(?:星期|礼拜)|这一周)"
    r"|(?P<last_week>上周|上个?(?:星期|礼拜)|上一周)|(?P<last_month>上个?月)|(?P<this_month>本月|这个?月)|(?P<month>1[0-2]|[1-9])月份?)的?"
)
_HOW = (
    r"(?:(?:总体|工作)?(?:情况|进展|数据)(?:怎么样|咋样|如何|怎样)?"
    r"|(?:总体|工作)?(?:[办干做弄搞]得|完成得)?(?:怎么样|咋样|如何|怎样))"
)
_MOST = r"(?:报|反映)?得?(?:最多的(?:问题|事)?是?(?:什么|哪些|啥)|(?:什么|哪些|啥)(?:问题|事)?(?:报|反映)?得?最多)"
_END = r"了?(?:呢|啊|呀)?"
# 昨天的日报再发一遍, 把上周的周报发给我.
_AGAIN = r"(?:(?:再|重新?)?(?:发|看|给|要)(?:我|给我|到?群里|一?下|一?[遍份次个]|吧)*)?"
_OF_A_TIME = re.compile(rf"{_PLEASE}{_PLACE}{_WHEN}(?:{_HOW}|{_MOST}|(?:日报|周报|月报){_AGAIN}){_END}")
_TELL = re.compile(rf"{_PLEASE}(?:汇报|说说|讲讲|总结)(?:一下)?(?:今天|最近)?的?(?:情况|工作)?{_END}")
_SUM = re.compile(
    r"(?:小格[,，\s]*)?(?:给我|帮我|我?要)?(?:看|发|来|写|做|出)?(?:一下|一?份|一?个)?"
    rf"(?:(?P<of>[日周月])|(?<=[我要看发来写做出份个]))(?:总结|汇总|小结){_END}"
)
_SUMS = {"周": "week", "月": "month"}
_TOLD_NOW = re.compile(
    r"(?:最近|近期|近来|这几天|这阵子)*(?:大家|居民|群众|老百姓)(?:最近)?(?:都|主要)*在?(?:反映|投诉|报)的?"
    r"(?:都|是|些)*(?:什么|啥|哪些)(?:问题|事)?(?:呢|啊)?"
)
_OF_A_PLACE = re.compile(rf"{_PLEASE}{_PLACE}(?:现在|目前)?{_HOW}{_END}")
# 给我看看今天的: said alone, 今天的 asks nothing.
_SHOWN = re.compile(
    rf"(?:小格[,，\s]*)?(?:给我|让我|帮我|我)?(?:想|要)?(?:用?[一两二三四五几]句话)?"
    rf"(?:看看|看一?下|看|发|说说|讲讲|总结|汇报)(?:一下|一份|个)?{_PLACE}{_WHEN}{_END}"
)
_ENGLISH = re.compile(
    r"(?:(?:please )?(?:send|show|give)(?: me)? )?(?:the )?(?P<report>daily|weekly|monthly) (?:report|digest)"
    r"|how (?:are things|is everything|is it going|are we doing|is|was|are|were)"
    r" ?(?P<when>today|yesterday|this week|last week|last month)?(?: (?:going|doing))?",
    re.IGNORECASE,
)
_KINDS = {
    "daily": ("day", False), "weekly": ("week", False), "monthly": ("month", True), "today": ("day", False),
    "yesterday": ("day", True), "this week": ("week", False), "last week": ("week", True),
    "last month": ("month", True),
}  # fmt: skip
_MONTH = re.compile(rf"{_PLEASE}{_PLACE}月报{_END}")


_DIGEST = re.compile(
    r"(?:小格[,，\s]*)?(?:给我|让我|帮我|我)?(?:看看?|看一下|发|来|出|做|写)?(?:一下|一份|个)?(?:社区|街道)?的?"
    r"(?:(?P<day>日报|(?:今天|今日)的?(?:日报|情况|进展|数据|总体)?(?:怎么样|咋样|如何|怎样)|(?:今天|今日)的?(?:日报|情况|数据))"
    r"|(?P<week>周报|(?:这周|本周|这个?星期|这一周)的?(?:周报|情况|进展|数据|总体)?(?:怎么样|咋样|如何|怎样)"
    r"|(?:这周|本周|这个?星期|这一周)的?(?:周报|情况|数据)))了?(?:呢|啊|呀)?"
)


def asked_in(text: str) -> Asked | None:
    """What somebody asks of how their place, or one that they name, stands; None where they ask nothing of the kind."""
    plain = text.strip(" 。.!！?？~，,")
    if found := _DIGEST.fullmatch(plain):
        return Asked("day" if found["day"] else "week")
    if found := _OF_A_TIME.fullmatch(plain) or _SHOWN.fullmatch(plain):
        months = found["last_month"] or found["this_month"] or found["month"]
        kind = "day" if found["today"] or found["yesterday"] else "month" if months else "week"
        before = bool(found["yesterday"] or found["last_week"] or found["last_month"])
        return Asked(kind, before, found["place"] or "", int(found["month"] or 0))
    if found := _MONTH.fullmatch(plain):
        return Asked("month", before=True, place=found["place"] or "")
    if _TELL.fullmatch(plain):
        return Asked("day")
    if found := _SUM.fullmatch(plain):
        return Asked(_SUMS.get(found["of"] or "", "day"))
    if _TOLD_NOW.fullmatch(plain):
        return Asked("week")
    if found := _ENGLISH.fullmatch(plain):
        told = (found["report"] or found["when"] or "").lower()
        return Asked(*_KINDS.get(told, ("day", False))) if told or "things" in plain else None
    found = _OF_A_PLACE.fullmatch(plain)
    named = found is not None and (found["place"] or found["ours"])
    return Asked("day", place=found["place"] or "") if found and named else None
