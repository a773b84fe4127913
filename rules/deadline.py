"""Until when somebody promises something: 「明天下午修好」, 「3天内」, 「周五18:00前」, "by tomorrow 10:00"."""

import re
from datetime import datetime, timedelta

from rules.places import numeral
from rules.times import moments
from rules.wording import narrow

_SPAN = re.compile(
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s*个?\s*"
    r"(?P<unit>工作日|天|日(?=[之以]?内|[之以]?后)|周|星期|礼拜|小时|钟头|分钟|weeks?|days?|hours?|h\b|minutes?|min\b)"
)
_UNITS = {
    "分": timedelta(minutes=1), "min": timedelta(minutes=1), "小": timedelta(hours=1), "钟": timedelta(hours=1),
    "h": timedelta(hours=1), "周": timedelta(weeks=1), "星": timedelta(weeks=1), "礼": timedelta(weeks=1),
    "week": timedelta(weeks=1),
}  # fmt: skip
_DAY = timedelta(days=1)
_KNOCKS_OFF = re.compile("下班[之以]?前")
_CLOSES = 18
# When a part of the day is over; a day without one is over with its duty hours.
_OVER = {"凌晨": 6, "早": 9, "上午": 12, "中午": 13, "下午": 18, "傍晚": 19, "晚": 21, "夜": 23}
_ENGLISH = {
    "today": "今天", "tonight": "今晚", "tomorrow": "明天", "monday": "周一", "tuesday": "周二", "wednesday": "周三",
    "thursday": "周四", "friday": "周五", "saturday": "周六", "sunday": "周日",
}  # fmt: skip
_ENGLISH_WORD = re.compile("|".join(_ENGLISH), re.IGNORECASE)


def deadline_in(words: str, now: datetime) -> datetime | None:
    """The latest moment the words promise, after `now` (aware, local); None when they name none.

    A day without an hour is over when duty ends.
    """
    text = _ENGLISH_WORD.sub(lambda found: _ENGLISH[found.group().lower()], narrow(words))
    told = [_end(moment.words, moment.at, moment.exact) for moment in moments(text, now)]
    told += [_end("", now, exact=False)] if not told and _KNOCKS_OFF.search(text) else []
    told += [now + _length(found["count"], found["unit"]) for found in _SPAN.finditer(text)]
    return max((moment for moment in told if moment > now), default=None)


def _end(words: str, at: datetime, exact: bool) -> datetime:
    if exact:
        return at
    return at.replace(hour=next((hour for part, hour in _OVER.items() if part in words), _CLOSES), minute=0)


def _length(count: str, unit: str) -> timedelta:
    each = next((span for start, span in _UNITS.items() if unit.startswith(start)), _DAY)
    return each / 2 if count == "半" else each * int(numeral(count))
