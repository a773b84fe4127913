"""When: days and hours told in words, as 「明早八点」, 「周六上午9点半」, 「3号下午」, against a given now."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.places import numeral
from rules.wording import narrow

_CN = "零〇一二两三四五六七八九十"
_NUM = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
# 下午5点3号楼停电 is five sharp: what stands before 号楼 is no minute.
_HOUSES = rf"[\d{_CN}]|(?:\s*[、,和及至到~-]\s*{_NUM})*\s*(?:号楼|栋|幢|座|单元|#)"
_DAYS = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "前": -2, "听": 1, "寻": -1}
WEEK = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
PARTS_OF_HOUR = {"半": 30, "一刻": 15, "三刻": 45}
# In December 1月5日 is next year's; a day of some weeks ago is meant as past.
_LONG_PAST = timedelta(days=180)
_LATE = ("下午", "晚上", "晚", "傍晚", "夜里", "今夜")
# 今晚12点 and 今晚2点 are of the night that ends the day.
_NIGHT = ("晚上", "晚", "夜")
MIDNIGHT, DAWN = 12, 5
_PART = "(?:凌晨|早上|清早|上午|中午|下午|傍晚|晚上|夜里|半夜)"
# A sign alone is no day: 光明早市, 门前, 之后, 以前晚上.
_BEFORE = r"(?<![光文透声说证聪之以然目门面跟提先])"
_ENGLISH_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
ENGLISH_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)(?=\s+\d)"
# tomorrow, Friday, 25 December, Dec 25th; before an hour a comma or an "at".
_ENGLISH = (
    rf"\b(?i:(?P<en_day>{'|'.join(_ENGLISH_DAYS)})|(?:(?P<en_next>next)\s+)?(?P<en_week>{_WEEKDAY})"
    rf"|(?P<en_date>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<en_month>{_MONTH})"
    rf"|(?P<en_month2>{_MONTH})\s+(?P<en_date2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))\b(?:\s*,(?=\s*\d))?(?:\s+at\b)?"
)
_MOMENT = re.compile(
    rf"(?:{_ENGLISH}|{_BEFORE}(?P<day>大后|后|明|今|昨|前)(?:天|日|儿|早|晚|晨|(?=\s?{_PART}))"
    r"|(?P<after>次日|翌日|第二天)"
    r"|(?P<next>下)?(?:周|星期|礼拜)(?P<week>[一二三四五六日天])"
    rf"|(?:(?P<month>{_NUM})月)?(?P<date>{_NUM})(?:号(?!楼|栋|幢|门|线|院|房|单元)|日(?!子|常|[之以]?内)))?"
    rf"[\s的]*(?P<part>{_PART}|早|晚)?[\s的]*"
    rf"(?:(?P<hour>{_NUM})(?:[:点时](?P<minute>半|一刻|三刻|{_NUM}(?!{_HOUSES}))?分?(?:\s*(?P<noon>(?i:[ap]m))\b)?"
    rf"|\s*(?P<noon12>(?i:[ap]m))\b))?"
)
_DAY_TOLD = ("day", "after", "week", "date", "hour", "en_day", "en_week", "en_date", "en_date2")


# 明天, 今晚, 明日; 今日头条 is a name, and 雨后天晴 tells no day.
_RELATIVE = re.compile(
    rf"{_BEFORE}(?<![清黎])(?P<day>明|今|昨|大?后(?=天(?:[\s,，。;；\d]|$|{_PART}|[早晚起前的停开来到去在全一二两三四五六七八九十])))"
    r"(?P<part>天|日(?!头条|之星)|早|晚|晨)"
    r"|\b(?i:(?P<en>yesterday|today|tonight|tomorrow))\b"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time told: the words, the moment they mean, and whether they tell the hour too."""

    words: str
    at: datetime
    exact: bool


def moments(text: str, now: datetime) -> tuple[Moment, ...]:
    """Times told in the words, in order. A day in the past of its month is next month's; 「3号楼」 is none.

    次日 is the day after the time before it.
    """
    found: list[Moment] = []
    for match in _MOMENT.finditer(narrow(text)):
        told = match.groupdict()
        if any(told[name] for name in _DAY_TOLD):
            moment = _moment(match.group().strip(), told, found[-1].at if told["after"] and found else now)
            if moment:
                found.append(moment)
    return tuple(found)


def _moment(words: str, told: dict[str, str | None], now: datetime) -> Moment | None:
    day = _day(told, now)
    hour = int(numeral(told["hour"])) if told["hour"] else _usual_hour(told["part"] or words)
    noon = (told["noon"] or told["noon12"] or "").lower()
    tonight = not noon and told["en_day"] == "tonight"
    late = any(word in words for word in _LATE) or noon == "pm" or tonight
    night = tonight or (any(word in words for word in _NIGHT) and "傍晚" not in words)
    if day is None or hour > 24:
        return None
    if told["hour"] and night and (hour == MIDNIGHT or hour < DAWN):
        hour = hour % MIDNIGHT + (0 if day.date() == now.date() and now.hour < min(hour % MIDNIGHT, DAWN) else 24)
    elif told["hour"] and late and hour < 12:
        hour += 12
    elif noon == "am" and hour == 12:
        hour = 0
    at = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        hours=hour, minutes=_minutes(told["minute"])
    )
    return Moment(words, at, bool(told["hour"]))


def _day(told: dict[str, str | None], now: datetime) -> datetime | None:
    if told["day"]:
        return now + timedelta(days=_DAYS[told["day"]])
    if told["after"]:
        return now + timedelta(days=1)
    if told["en_day"]:
        return now + timedelta(days=_ENGLISH_DAYS[told["en_day"].lower()])
    if told["week"] or told["en_week"]:
        number = WEEK[told["week"]] if told["week"] else ENGLISH_WEEK.index((told["en_week"] or "")[:3].lower())
        ahead = number - now.weekday()
        # 下周一 said on a Friday is in three days, 周一 too.
        return now + timedelta(days=ahead + 7 if told["next"] or told["en_next"] else ahead % 7)
    english = told["en_month"] or told["en_month2"]
    if english:
        return _date(int(told["en_date"] or told["en_date2"] or 0), _MONTHS.index(english[:3].lower()) + 1, now)
    if told["date"]:
        return _date(int(numeral(told["date"])), int(numeral(told["month"])) if told["month"] else 0, now)
    return now


def _date(day: int, month: int, now: datetime) -> datetime | None:
    try:
        if month:
            at = now.replace(month=month, day=day)
            return at.replace(year=now.year + 1) if now - at > _LONG_PAST else at
        if day >= now.day:
            return now.replace(day=day)
        return now.replace(year=now.year + now.month // 12, month=now.month % 12 + 1, day=day)
    except ValueError:
        return None


def _usual_hour(part: str) -> int:
    hours = {"凌晨": 3, "早": 8, "上午": 9, "中午": 12, "下午": 14, "傍晚": 18, "晚": 19, "夜": 22, "半夜": 23}
    return next((hour for word, hour in hours.items() if word in part), 0)


def _minutes(words: str | None) -> int:
    if not words:
        return 0
    return PARTS_OF_HOUR.get(words) or min(int(numeral(words)), 59)


def with_dates(text: str, day: date) -> str:
    """明天 and 今晚 as written on this day, told by their dates: 11月24日, 11月23日晚."""

    def dated(match: re.Match[str]) -> str:
        if match["en"]:
            word = match["en"].lower()
            on = day + timedelta(days=_ENGLISH_DAYS[word])
            return f"{on:%B} {on.day}" + (" in the evening" if word == "tonight" else "")
        on = day + timedelta(days=_DAYS[match["day"]])
        return f"{on.month}月{on.day}日" + (match["part"] if match["part"] in "早晚晨" else "")

    return _RELATIVE.sub(dated, text)
