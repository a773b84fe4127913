"""Of which time somebody asks: 今天, 昨晚, 上周, 11月15号, 上周三, 近三天, last week."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.places import numeral

EVENING, MORNING = timedelta(hours=18), timedelta(hours=6)
LATELY = 7
UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365}
_DAY = timedelta(days=1)
_HOURS = r"(?:早上|上午|中午|下午)?"
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_EN = rf"(?:{'|'.join(_MONTHS_EN)})[a-z]*"
_TIMES = {
    "night": r"昨天?(?:晚上?|夜里?)|昨夜|夜里|last night",
    "today": rf"(?:今天|今日|今儿个?){_HOURS}|今晚|今早|today",
    "tomorrow": rf"(?:明天|明日|明儿个?){_HOURS}|明早|明晚|tomorrow|tmrw",
    "yesterday": rf"(?:昨天|昨日){_HOURS}|yesterday",
    "before": rf"前天{_HOURS}",
    "date": (
        r"(?:(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])[号日]|(?<![\d.])(?P<alone>3[01]|[12]\d|[1-9])[号日](?=的|那天|一?共|总共|新?报|来了|收到|办|到期|有几|有多少|几件|多少))"
        rf"(?:那天)?{_HOURS}|(?:on )?(?P<named>{_MONTH_EN}) (?P<english>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?!\d)"
    ),
    "weekday": (
        rf"(?P<former>上个?)?(?:周|星期|礼拜)(?P<nth>[{_DAYS_ZH}天]){_HOURS}"
        rf"|(?:on |(?P<past>last ))?(?P<dayname>{'|'.join(_DAYS_EN)})"
    ),
    "last_week": r"上一?周|上个?星期|上个?礼拜|last week",
    "next_week": r"下一?周|下个?星期|下个?礼拜|next week",
    "week": r"这一?周|本周|这个?星期|这个?礼拜|this week",
    "last_month": r"上个?月|last month",
    "month": r"这个?月|本月|this month",
    "of_month": r"(?<!\d)(?P<whole>1[0-2]|[1-9])月份?(?![\d底初])",
    "year": r"今年|this year",
    "days": r"(?:最近|近|这)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2}|半)(?P<unit>天|日|个?月|周|个?星期|年)(?!前)",
    "lately": r"最近|近期|近来|这几天|这两天|这段时间|lately|recently",
}
_WHEN = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _TIMES.items()), re.IGNORECASE)
# What may be happening just now.
_NOW = frozenset({"today", "lately", "days"})
_OVER_DAYS = frozenset({"last_week", "week", "last_month", "month", "of_month", "year"})
_FROM = re.compile(r"(?:从|自从?|since |from )$", re.IGNORECASE)
_TO_NOW = re.compile(r"(?:以来|(?:直?[到至]|一直到)(?:现在|目前|如今|今)(?:为止)?|开始|起(?![码火来诉]))")
_TO = re.compile(r" ?(?:[到至~—–-]|to|till|until) ?")
# How a time is called in the other tongue than it was asked in.
_NAMES = {
    "night": ("昨晚", "last night"),
    "today": ("今天", "today"),
    "tomorrow": ("明天", "tomorrow"),
    "yesterday": ("昨天", "yesterday"),
    "before": ("前天", "the day before yesterday"),
    "last_week": ("上周", "last week"),
    "next_week": ("下周", "next week"),
    "week": ("本周", "this week"),
    "last_month": ("上个月", "last month"),
    "month": ("本月", "this month"),
    "year": ("今年", "this year"),
    "lately": ("最近", "lately"),
}


@dataclass(frozen=True, slots=True)
class When:
    """A time by its kind, in the `words` of who asks; so many `days` with this one, where that is told.

    `month` and `day` are those of a date, 0 where untold; of a weekday `day` is its number, `former` of last week.
    Where it spans more than it names, `last` is what it ends with: 11月1号到现在.
    """

    kind: str
    words: str
    days: int = LATELY
    month: int = 0
    day: int = 0
    former: bool = False
    last: "When | None" = None

    @property
    def lasts(self) -> bool:
        """Whether it reaches to this moment: what is asked of it may be happening."""
        return self.last.lasts if self.last else self.kind in _NOW

    @property
    def is_long(self) -> bool:
        """Whether it is of weeks or months, of which nobody reports anything."""
        return self.last is not None or self.kind in _OVER_DAYS

    def said(self, english: bool) -> str:
        """The words, or what they are called in the other tongue."""
        if self.words and self.words.isascii() is english:
            return self.words
        if self.last:
            return f"{self._called(english)}{' to ' if english else '到'}{self.last._called(english)}"
        return self._called(english)

    def _called(self, english: bool) -> str:
        if self.kind == "date":
            month = _MONTHS_EN[self.month - 1].capitalize()
            return f"{month} {self.day}" if english else f"{self.month}月{self.day}日"
        if self.kind == "weekday":
            named = _DAYS_EN[self.day - 1].capitalize() if english else f"周{_DAYS_ZH[self.day - 1]}"
            return f"{('last ' if english else '上') if self.former else ''}{named}"
        if self.kind == "of_month":
            return _MONTHS_EN[self.month - 1].capitalize()
        if self.kind == "days":
            return f"the last {self.days} days" if english else f"近{self.days}天"
        return _NAMES[self.kind][english]

    def bounds(self, now: datetime, ahead: bool = False) -> tuple[datetime, datetime]:
        """From when to when, by the local clock that `now` is told in; `ahead` of what is still to come."""
        begun, ended = self._bounds(now, ahead)
        return begun, max(ended, self.last.bounds(now, ahead)[1] if self.last else ended)

    def _bounds(self, now: datetime, ahead: bool) -> tuple[datetime, datetime]:
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        tomorrow = today + _DAY
        monday, first = today - today.weekday() * _DAY, today.replace(day=1)
        before = (first - _DAY).replace(day=1)
        if self.kind in ("date", "weekday"):
            day = self._on(today, ahead)
            return day, day + _DAY
        if self.kind == "of_month":
            begun = first.replace(month=self.month, year=first.year - (self.month > first.month and not ahead))
            return begun, min(_next_month(begun), max(tomorrow, begun + _DAY) if not ahead else _next_month(begun))
        return {
            "night": (today - _DAY + EVENING, today + MORNING),
            "today": (today, tomorrow),
            "tomorrow": (tomorrow, tomorrow + _DAY),
            "yesterday": (today - _DAY, today),
            "before": (today - 2 * _DAY, today - _DAY),
            "last_week": (monday - 7 * _DAY, monday),
            "next_week": (monday + 7 * _DAY, monday + 14 * _DAY),
            "week": (monday, monday + 7 * _DAY if ahead else tomorrow),
            "last_month": (before, first),
            "month": (first, _next_month(first) if ahead else tomorrow),
            "year": (today.replace(month=1, day=1), tomorrow),
        }.get(self.kind, (tomorrow - self.days * _DAY, tomorrow))

    def _on(self, today: datetime, ahead: bool) -> datetime:
        """The nearest such day: the last one, today too, or `ahead` the next."""
        step = _DAY if ahead else -_DAY
        if self.kind == "weekday":
            start = today - (today.weekday() + 1) * _DAY if self.former else today
            near = (start + n * step for n in range(7))
            return next(day for day in near if day.isoweekday() == self.day)
        near = (today + n * step for n in range(366 * 8))
        return next((day for day in near if day.day == self.day and self.month in (0, day.month)), today)


_TODAY = When("today", "今天")


def _next_month(first: datetime) -> datetime:
    return (first + 31 * _DAY).replace(day=1)


def when_in(text: str) -> tuple[When | None, str]:
    """The first time that is named, perhaps to another one or till now, and the words without it."""
    found = _WHEN.search(text)
    if found is None:
        return None, text
    when, start, end = _when(found), found.start(), found.end()
    since = _FROM.search(text[:start])
    to_now, to = _TO_NOW.match(text, end), _TO.match(text, end)
    until = _WHEN.match(text, to.end()) if to else None
    if until is not None:
        when, end = replace(when, last=_when(until)), until.end()
    elif to_now or since:
        when, end = replace(when, last=_TODAY), to_now.end() if to_now else end
    start = since.start() if since and when.last else start
    return replace(when, words=text[start:end].strip()), text[:start] + text[end:].removeprefix("的")


def _when(found: re.Match[str]) -> When:
    kind = next(name for name in _TIMES if found[name])
    days = _days(found["n"], found["unit"]) if found["n"] else LATELY
    former = bool(found["former"] or found["past"])
    return When(kind, found[0].strip(), max(days, 1), _month(found), _day(found), former)


def _days(many: str, unit: str) -> int:
    """So many days, weeks, months or years, in days."""
    whole = UNITS[unit.removeprefix("个")]
    return whole // 2 if many == "半" else int(numeral(many)) * whole


def _month(found: re.Match[str]) -> int:
    if found["named"]:
        return _MONTHS_EN.index(found["named"][:3].lower()) + 1
    return int(found["m"] or found["whole"] or 0)


def _day(found: re.Match[str]) -> int:
    if told := found["nth"]:
        return _DAYS_ZH.index(told.replace("天", "日")) + 1
    if named := found["dayname"]:
        return _DAYS_EN.index(named.lower()) + 1
    return int(found["d"] or found["alone"] or found["english"] or 0)
