"""Who asks for the rota of which days: 周末谁值班, 明晚是谁的班, 国庆值班表, 我下周哪天值班."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.calendar import WorkingDays
from rules.leave import days_in, from_english
from rules.times import moments
from rules.wording import narrow

MOST_DAYS = 8
_DAY = timedelta(days=1)
_ON = r"(?:值班|值夜班|当班|在岗|带班|上班|轮班)"
# Where nothing but this is left beside the question, it is of now.
_NOW = re.compile(r"(?:现在|目前|今[天日晚夜]|晚上|夜里)*")
_WHO = re.compile(
    rf"(?P<before>[^我,，。!！]*?)(?:(?:是|轮到|该|由)*谁(?P<between>[^我,，。!！]*?)(?:在|来)?(?:的班|{_ON})"
    rf"|{_ON}的?人?员?(?:都?[是有])+(?:谁|哪些人?|哪个)|(?:值班|排班)(?:表|安排|名单)(?:发我|看看|看一下)?|(?:怎么|如何)(?:安排)?(?:值班|排班|排的?)|(?<=[天晚末一二三四五六日])谁在|有(?:没有)?人{_ON}(?:没有?|吗|么)?|{_ON}(?:吗|么|不|没有?))"
    r"(?:的|了|呢|啊|呀)*"
)
# 第一网格谁负责, its name taken out.
_WHOSE = re.compile(
    r"(?:现在|目前|平时|这边)?的?(?:(?:是|由|归)?谁(?:来|在)?(?:负责|管|管着|盯着?|包)|(?:是|归)谁管?|(?:负责人|网格员|网格长|值班员)(?:是|叫)(?:谁|哪[个位]|什么)?)"
    r"(?:的|呢|啊|呀)*+"
)
_MINE = re.compile(
    r"(?=.*(?:我|下一?[次回]))(?=.*(?:值班|值夜班|当班|的班|(?:什么|哪个)班))(?=.*(?:[吗么不没]$|什么班$|什么时候|啥时候|哪几?天|几[号时]|([要用是该])不\1))"
)
_BESIDE = re.compile(
    rf"{_ON}|的班|上?什么班|我|下一?[次回]|轮到|([要用是该])不\1|[该要用是在有的呢啊吗么不没]|什么时候|啥时候|哪几?天|几[号时]"
)
_ENGLISH = re.compile(
    r"who(?:'s| is| will be) on(?: duty| call)?(?P<when>(?: .{1,24})?)|(?:the )?rota(?: for)?(?P<of> .{1,24})?"
)
_NIGHT = re.compile(r"晚|夜|night|evening")
_WEEKEND = (re.compile(r"\b(?:this |the )?weekend\b"), "周末"), (re.compile(r"\bnext week\b"), "下周")
_FREE = re.compile(r"假期|放假|节假日|过节")
# As people call them; the day itself is certain also where the year's table is not out yet.
_CALLED = {"五一": "劳动节", "十一": "国庆节", "过年": "春节", "过春节": "春节", "除夕": "春节"}
_FIXED = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}
_MOON = ("春节", "清明", "端午", "中秋")


@dataclass(frozen=True, slots=True)
class DutyAsked:
    """The words that name the days, "" for now; `own` where somebody asks for their own duties."""

    when: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked for, of each the night alone if so; none where the holiday's `unknown` table is not out."""

    days: tuple[date, ...]
    night: bool = False
    unknown: str = ""


def asked_in(text: str) -> DutyAsked | None:
    """Of when somebody asks who is on; None where they do not. Names of places are taken out before."""
    plain = text.strip(" 。.!！?？~，,").lower()
    if _MINE.match(plain):
        return DutyAsked(_BESIDE.sub("", plain), own=True)
    if found := _WHO.fullmatch(plain):
        when = found["before"].removesuffix("的") + (found["between"] or "")
        return DutyAsked("" if _NOW.fullmatch(when) else when)
    found = _ENGLISH.fullmatch(plain)
    when = (found["when"] or found["of"] or "").strip() if found else ""
    return DutyAsked("" if when in ("now", "today", "tonight") else when) if found else None


def asks_whose(text: str) -> bool:
    """Whether somebody asks who is in charge of the place whose name was taken out: 谁负责, 归谁管, 网格员是谁."""
    return bool(_WHOSE.fullmatch(text.strip(" 。.!！?？~，,")))


def days_asked(words: str, now: datetime, zone: ZoneInfo, calendar: WorkingDays) -> Days | None:
    """The days that words name, at most `MOST_DAYS`, as they stand from `now` (aware) on; None where they name none."""
    text = narrow(words).lower()
    for pattern, chinese in _WEEKEND:
        text = pattern.sub(chinese, text)
    text, night, today = from_english(text), bool(_NIGHT.search(text)), now.astimezone(zone).date()
    if holiday := _holiday(text, today, calendar):
        return holiday
    told = days_in(text, now, zone)
    if told is None:
        found = [each.at.date() for each in moments(text, now.astimezone(zone))]
        told = (found[0], found[-1]) if found else None
    if told is None:
        return None
    count = min((told[1] - told[0]).days + 1, MOST_DAYS)
    return Days(tuple(told[0] + n * _DAY for n in range(count)), night) if count > 0 else None


def _holiday(text: str, today: date, calendar: WorkingDays) -> Days | None:
    """国庆, 五一, 放假: the days of it that are not over; a year without its table has at least the day itself."""
    for called, name in _CALLED.items():
        text = text.replace(called, name)
    fixed = {name: each for name, each in _FIXED.items() if name.removesuffix("节") in text}
    moving = [name for name in _MOON if name in text]
    if not (fixed or moving or _FREE.search(text)):
        return None
    wanted = [*(name.removesuffix("节") for name in fixed), *moving]
    runs = (_run(first, calendar) for first, name in calendar.named if not wanted or any(w in name for w in wanted))
    ahead = [left for run in sorted(runs) if (left := tuple(day for day in run if day >= today))]
    if ahead:
        return Days(ahead[0][:MOST_DAYS])
    for month, day in fixed.values():
        at = date(today.year, month, day)
        return Days((at if at >= today else at.replace(year=today.year + 1),))
    return Days((), unknown=moving[0] if moving else "节假日")


def _run(first: date, calendar: WorkingDays) -> tuple[date, ...]:
    days = [first]
    while days[-1] + _DAY in calendar.holidays:
        days.append(days[-1] + _DAY)
    return tuple(days)
