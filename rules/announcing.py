"""What staff tell the desk beforehand: 「停水 3号楼 9:00-17:00 计划停水」 as matter, buildings, times and words."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.places import addresses, numeral
from rules.times import Moment, moments
from rules.wording import narrow

LONGEST = timedelta(days=14)
_HALF = timedelta(hours=12)
_DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Announcement:
    """`matter` is its first word as typed, no `buildings` mean all, times are None where none fit."""

    matter: str
    buildings: tuple[str, ...]
    starts: datetime | None
    ends: datetime | None
    words: str


def announced(text: str, now: datetime) -> Announcement:
    """Reads an announcement; `now` is the wall clock, in the zone whose times are told."""
    matter, _, rest = text.strip().partition(" ")
    told = narrow(rest)
    span = _span(told, now)
    starts, ends, cut = span if span else (None, None, 0)
    head, words = (rest[:cut], rest[cut:]) if cut else ("", rest)
    return Announcement(matter, buildings_in(head or rest), starts, ends, words.strip(" ,，。;；"))


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
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (len(each), each)))


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
    return (now, first.at, 0) if first.at > now else None


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
