"""Of which time somebody asks: 今天, 昨晚, 上周, 这个月, 近三天, last week."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.places import numeral

EVENING, MORNING = timedelta(hours=18), timedelta(hours=6)
LATELY = 7
_DAY = timedelta(days=1)
_HOURS = r"(?:早上|上午|中午|下午)?"
_TIMES = {
    "night": r"昨天?(?:晚上?|夜里?)|昨夜|夜里|last night",
    "today": rf"(?:今天|今日|今儿个?){_HOURS}|今晚|今早|today",
    "yesterday": rf"(?:昨天|昨日){_HOURS}|yesterday",
    "before": rf"前天{_HOURS}",
    "last_week": r"上一?周|上个?星期|上个?礼拜|last week",
    "week": r"这一?周|本周|这个?星期|这个?礼拜|this week",
    "last_month": r"上个?月|last month",
    "month": r"这个?月|本月|this month",
    "days": r"(?:最近|近|这)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:天|日)",
    "lately": r"最近|近期|近来|这几天|这两天|这段时间|lately|recently",
}
_WHEN = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _TIMES.items()), re.IGNORECASE)
# What may be happening just now.
_NOW = frozenset({"today", "lately", "days"})
_OVER_DAYS = frozenset({"last_week", "week", "last_month", "month"})


@dataclass(frozen=True, slots=True)
class When:
    """A time by its kind, in the `words` of who asks; so many `days` with this one, where that is told."""

    kind: str
    words: str
    days: int = LATELY

    @property
    def lasts(self) -> bool:
        """Whether it reaches to this moment: what is asked of it may be happening."""
        return self.kind in _NOW

    @property
    def is_long(self) -> bool:
        """Whether it is of weeks or months, of which nobody reports anything."""
        return self.kind in _OVER_DAYS

    def bounds(self, now: datetime) -> tuple[datetime, datetime]:
        """From when to when, by the local clock that `now` is told in."""
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        tomorrow = today + _DAY
        monday, first = today - today.weekday() * _DAY, today.replace(day=1)
        before = (first - _DAY).replace(day=1)
        return {
            "night": (today - _DAY + EVENING, today + MORNING),
            "today": (today, tomorrow),
            "tomorrow": (tomorrow, tomorrow + _DAY),
            "yesterday": (today - _DAY, today),
            "before": (today - 2 * _DAY, today - _DAY),
            "last_week": (monday - 7 * _DAY, monday),
            "week": (monday, tomorrow),
            "whole_week": (monday, monday + 7 * _DAY),
            "last_month": (before, first),
            "month": (first, tomorrow),
        }.get(self.kind, (tomorrow - self.days * _DAY, tomorrow))


def when_in(text: str) -> tuple[When | None, str]:
    """The first time that is named, and the words without it."""
    found = _WHEN.search(text)
    if found is None:
        return None, text
    kind = next(name for name in _TIMES if found[name])
    days = int(numeral(found["n"])) if found["n"] else LATELY
    return When(kind, found[0], max(days, 1)), text[: found.start()] + text[found.end() :].removeprefix("的")
