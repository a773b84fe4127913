"""What staff tell the desk beforehand: 「停水 3号楼 9:00-17:00 计划停水」 as matter, buildings, times and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.places import addresses, in_order, numeral
from rules.supplies import SUPPLIES
from rules.times import Moment, moments
from rules.wording import narrow

LONGEST = timedelta(days=14)
_HALF = timedelta(hours=12)
_DAY = timedelta(days=1)
# The hours of a day's part, as they are elsewhere; of what is not among these the hours must be told.
_PARTS = {"上午": (8, 12), "下午": (12, 18), "晚上": (18, 22), "今晚": (18, 22), "明晚": (18, 22)}
_PART_OF_DAY = re.compile("[早晚上中下晨夜傍]")
_NAMES_A_DAY = re.compile(r"[今明后昨周月日号]|星期|礼拜|第二天|[A-Za-z]{3}")
_HOUR = re.compile(r"(\d{1,2})\s*[:点时]")
_NUM = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_RANGE = re.compile(rf"({_NUM})\s*(?:-|~|到|至)\s*({_NUM})\s*(?:号楼|号|栋|幢|座)")
_LIST = re.compile(rf"((?:{_NUM}\s*[、,，和]\s*)+{_NUM})\s*(?:号楼|号|栋|幢|座)")
BETWEEN = re.compile(r"^\s*(?:-|~|到|至|—|to|until|till)\s*$")
_MORNING = range(5, 12)
# An hour by itself; 05:00 is written by those who count to 24.
_BY_DAY = re.compile(r"^(?:[1-8](?!\d)|[一二两三四五六七八](?!十))")
_EARLY = re.compile(r"凌晨|早|上午|am\b", re.IGNORECASE)
# 【停水通知】本小区3号楼将于11月18日（星期三）9:00至16:00停水: staff tell residents what is planned.
_PLANS = re.compile(r"通知|公告|温馨提示|告知|计划|将[于在]|定于|检修|施工|清洗|预[计定]")
# 停水, 停水停电, 停水、电: what is off together; 停电梯 and 停水费 are none.
_CUT = r"(?:停|暂停供?|中断供?)(?:自来)?[水电气暖](?![梯话费表])"
_CUTS = re.compile(rf"{_CUT}(?:[,、和及与 ]*+(?:{_CUT}|[水电气暖](?![梯话费表])))*+")
# 停车场停电 leaves the homes alone; 停车场施工停电 and 停车场和3号楼停电 do not.
_SPOT = (
    r"(?:(?:地下|地面)?(?:停车[场库楼]|车库|车棚|车位)|地库|地下室|充电[桩棚区]|(?<![一-龥])(?:小?广场|小?公园)|(?<=[天午晚日号点上])(?:小?广场|小?公园)|活动室|活动中心|会所|游?泳池|门岗|岗亭|办公[楼室]"
    r"|商铺|底商|商业街|幼儿园|电梯|路灯|楼道灯?|楼梯间|走廊|公共区域|公区|喷泉|消防(?:水|栓|系统)?|景观灯?|大堂|门厅|监控室?)"
)
_SPOTS = re.compile(
    rf"(?<![和及与跟、])(?<!地[下面]){_SPOT}(?:[和及与跟、]{_SPOT})*(?:区域|里面?|内|那边|这边|部分)?(?![区楼]|{_SPOT})"
)
_REACHES = re.compile(r"施工|检修|改造|维修|导致|影响|故障|因|[全整各]|[栋幢座家户楼]|小区|[和及与跟、]")
_ONLY_THERE = re.compile(rf"[^。;!?\n]{{0,6}}(?:仅限?|只(?:限|停|影响|有|是)?|范围[:是为]*)[^。;!?\n]{{0,4}}?{_SPOT}")
_CLAUSE = re.compile(r"[,，。;；!！?？\n]")
_CALLED_OFF = re.compile(
    r"^公告 |取消|推迟|延期|改期|(?:已经?|现|提前)恢复|不(?:会|再)?停|没有?停|谣|假的|昨天|[?？]|吗"
    r"|部分|个别|每户|分[栋批户]|可能|如果|要是|要不是|谁知道|万一|听说|另行|待定|未定"
)
_IS_BACK = re.compile(
    r"(?:左右|之?前|以前)?(?:就|才|再|可以?|能|会|全部)*+(?:恢复|修好|来[水电气暖]|[送供通][水电气暖]|结束)"
)
_UNTIL = re.compile(r"[到至]\s*$")
_DAY_OF_WEEK = r"(?:星期|周|礼拜)[一二三四五六日天]"
_WEEKDAY = re.compile(rf"\({_DAY_OF_WEEK}\)|(?<=[日号]){_DAY_OF_WEEK}")
# 到3号楼门口领水: where something is to be had, and nothing of whose supply is off.
_MEETS_AT = re.compile(
    rf"{_NUM}\s*(?:号楼|栋|幢|座)[^,，。;；停断]{{0,6}}?(?:门口|门前|前面|旁边?|楼下|对面|大厅|一楼|架空层|广场|领|取水|接水|打水|设|送水)"
)
_DATE = re.compile(r"\d{1,2}月\d{1,2}[日号]")


@dataclass(frozen=True, slots=True)
class Announcement:
    """`matter` is its first word as typed, no `buildings` mean all, times are None where none fit.

    `where` is what stands before its times: the buildings with what was written of their place.
    """

    matter: str
    buildings: tuple[str, ...]
    starts: datetime | None
    ends: datetime | None
    words: str
    where: str = ""


def tells_span(words: str, starts: datetime, ends: datetime) -> bool:
    """Whether the words of an announcement say themselves from when to when: then nobody need add it."""
    told = moments(words, starts)
    if starts.hour == 0 and ends - starts == _DAY:
        return any(each.at.date() == starts.date() for each in told)
    hours = {each.at.strftime("%H:%M") for each in told if each.exact}
    return {starts.strftime("%H:%M"), ends.strftime("%H:%M")} <= hours


def planned_in(text: str, now: datetime) -> tuple[Announcement, ...]:
    """What a notice to residents plans: each supply that is off together, with its beginning and end.

    明天停水 with no hour is of that whole day, 停车场停电 of no home. Of several places with a supply each, of what is
    called off and of what is off now nothing is kept.
    """
    told = _WEEKDAY.sub("", narrow(text).replace("（", "(").replace("）", ")"))
    told_of = (found for found in _CUTS.finditer(told) if not is_of_a_spot(told, found))
    cuts = {frozenset(found.group()) & frozenset(SUPPLIES) for found in told_of}
    if len(cuts) != 1 or _CALLED_OFF.search(told):
        return ()
    starts, ends = _planned(told, now) or (now, now)
    if ends <= now:
        return ()
    off, buildings = cuts.pop(), buildings_in(_DATE.sub(" ", without_spots(told)))
    return tuple(Announcement(f"停{sign}", buildings, starts, ends, "") for sign in SUPPLIES if sign in off)


def is_of_a_spot(told: str, cut: re.Match[str]) -> bool:
    """Whether what is off there is off in no home: 停车场停电, 停电（仅停车场）."""
    clause = _CLAUSE.split(told[: cut.start()])[-1]
    spots = list(_SPOTS.finditer(clause))
    if spots:
        return not _REACHES.search(clause, spots[-1].end())
    return bool(_ONLY_THERE.match(told, cut.end()))


def spot_in(words: str) -> str:
    """停车场, 地下车库: where what is off is off in no home; "" where words name no such place."""
    found = _SPOTS.search(words)
    return found[0] if found else ""


def without_spots(told: str) -> str:
    """Words without the buildings at which something is to be had, as long as they were."""
    return _MEETS_AT.sub(lambda found: " " * len(found.group()), told)


def _planned(told: str, now: datetime) -> tuple[datetime, datetime] | None:
    """From when to when; hours of a day to come are a plan without the word, and so is that day or its afternoon."""
    days = moments(told, now)
    if span := _till_back(told, days) or _span(told, now):
        starts, ends, closed = span
        return (starts, ends) if closed and (_PLANS.search(told) or starts > now) else None
    if len(days) != 1 or days[0].exact:
        return None
    words, midnight = days[0].words, days[0].at.replace(hour=0, minute=0, second=0, microsecond=0)
    part = next((hours for part, hours in _PARTS.items() if words.endswith(part)), None)
    at = max(told.find(words), 0)
    # 停水，明天恢复 and 停水到明天 tell of what is off now.
    ends_then = _UNTIL.search(told[:at]) or _IS_BACK.match(told, at + len(words))
    if ends_then or (part is None and _PART_OF_DAY.search(words)):
        return None
    starts, ends = (midnight + timedelta(hours=hour) for hour in part or (0, 24))
    return (starts, ends) if now < starts <= now + LONGEST else None


def _till_back(told: str, times: Sequence[Moment]) -> tuple[datetime, datetime, int] | None:
    """明天9点停水，17点恢复: the hour at which it is back is the end."""
    if [each.exact for each in times] != [True, True]:
        return None
    first, second = times
    at = told.find(second.words, told.find(first.words) + len(first.words))
    back = _IS_BACK.match(told, at + len(second.words)) if at >= 0 else None
    return (first.at, ending(first, second), back.end()) if back else None


def announced(text: str, now: datetime) -> Announcement:
    """Reads an announcement; `now` is the wall clock, in the zone whose times are told."""
    matter, _, rest = text.strip().partition(" ")
    told = narrow(rest)
    span = _span(told, now)
    starts, ends, cut = span if span else (None, None, 0)
    head, words = (rest[:cut], rest[cut:]) if cut else ("", rest)
    return Announcement(matter, buildings_in(head or rest), starts, ends, words.strip(" ,，。;；"), head or rest)


def buildings_in(text: str) -> tuple[str, ...]:
    """Every building named: 「1-3号楼」 and 「3、5号楼」 are all of them; each once, in order."""
    words = narrow(text)
    found = [address.building for address in addresses(words) if address.building]
    for match in _RANGE.finditer(words):
        first, last = numeral(match[1]), numeral(match[2])
        if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) < 100:
            found += [str(number) for number in range(int(first), int(last) + 1)]
    for match in _LIST.finditer(words):
        found += [numeral(each) for each in re.split(r"[、,，和\s]+", match[1])]
    return tuple(sorted(dict.fromkeys(found), key=in_order))


def _span(told: str, now: datetime) -> tuple[datetime, datetime, int] | None:
    """From when to when, and where in the words their telling ends."""
    exact = [moment for moment in moments(told, now) if moment.exact]
    if not exact:
        return None
    first, place = exact[0], told.find(exact[0].words)
    start_end = place + len(first.words)
    if len(exact) > 1:
        second = exact[1]
        at = told.find(second.words, start_end)
        if BETWEEN.match(told[start_end:at]):
            ends = ending(first, second)
            return (first.at, ends, at + len(second.words)) if ends - first.at <= LONGEST else None
    return (now, first.at, 0) if now < first.at <= now + LONGEST else None


def ending(first: Moment, second: Moment) -> datetime:
    """下午2点到5点 and 9点到5点 are till 17:00, 22:00-6:00 till the next morning.

    A day that is not named is that of the start.
    """
    ends = second.at
    if not _NAMES_A_DAY.search(second.words):
        ends = second.at.replace(year=first.at.year, month=first.at.month, day=first.at.day)
    if ends > first.at:
        return ends
    # 17:00到9:00 counts to 24, 下午5点到9点 to 12.
    told = _HOUR.search(first.words)
    halves = first.at.hour >= 12 and not (told and int(told[1]) > 12) and not _EARLY.search(second.words)
    halves = halves or (first.at.hour in _MORNING and bool(_BY_DAY.search(second.words)))
    return ends + _HALF if halves and ends + _HALF > first.at else ends + _DAY


# water 9:00-17:00, no water or low pressure, power cut: what is off, as it is called in English.
_ENGLISH_CUT = re.compile(
    r"(?:no\s+|planned\s+)*(water|power|electricity|gas|heating)(?:\s+(?:cut|outage|off))?\b", re.IGNORECASE
)
_IN_CHINESE = {"water": "停水", "power": "停电", "electricity": "停电", "gas": "停气", "heating": "停暖"}


def called_in_chinese(words: str) -> str:
    """The words with a supply that is off as it is called in Chinese."""
    found = _ENGLISH_CUT.match(words.strip())
    return f"{_IN_CHINESE[found[1].lower()]} {words.strip()[found.end() :].lstrip(' :,')}" if found else words
