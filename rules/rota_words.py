"""Reads a rota that somebody types: 「周一到周五 8:00-21:00 高晓燕, 高亚丽」 is who does which hours, in order."""

import re
from dataclasses import dataclass
from datetime import time

from rules.times import ENGLISH_WEEK
from rules.wording import narrow

_SIGNS = "一二三四五六日"
_EVERY = {
    "每天": range(7),
    "每日": range(7),
    "每晚": range(7),
    "天天": range(7),
    "工作日": range(5),
    "平时": range(5),
    "周末": range(5, 7),
    "daily": range(7),
    "nightly": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
}
_DAYS = re.compile(
    rf"(?P<every>{'|'.join(_EVERY)})"
    r"|(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?:(?:到|至|-|~)(?:周|星期|礼拜)?(?P<last>[一二三四五六日天])"
    r"|(?P<more>(?:[、,]?(?:周|星期|礼拜)?[一二三四五六日天])*))"
    rf"|(?P<from>{'|'.join(ENGLISH_WEEK)})[a-z]*(?:\s*(?:-|to|through)\s*(?P<to>{'|'.join(ENGLISH_WEEK)})[a-z]*)?",
    re.IGNORECASE,
)
_CLOCK = r"(\d{1,2})(?:[:点时](\d{2}|半)?)?分?"
_HOURS = re.compile(rf"{_CLOCK}\s*(?:到|至|-|~)\s*(?:次日|第二天|第二日|早上|晚上)?\s*{_CLOCK}")
_IN_LETTERS = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_NOISE = re.compile(r"(?:值班|夜班|白班|顶班|后备|备班|backup|[:：])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One typed line: weekdays (0 Monday), from, to, and who, the first one's turn and then the backups."""

    weekdays: frozenset[int]
    start: time
    end: time
    names: tuple[str, ...]


def line_of(words: str) -> TypedLine | None:
    """The duty a line tells; None when it lacks its days, its hours or its names."""
    text = narrow(words).strip()
    days, hours = _DAYS.search(text), _HOURS.search(text)
    if not days or not hours or hours.start() < days.end():
        return None
    start, end = _time(hours[1], hours[2]), _time(hours[3], hours[4])
    names = _names(_NOISE.sub(" ", text[hours.end() :]))
    if start is None or end is None or not names:
        return None
    return TypedLine(_weekdays(days), start, end, names)


def _names(text: str) -> tuple[str, ...]:
    """Names between commas or blanks; a name in letters has blanks of its own: Gao Xiaoyan, Gao Yali."""
    parts = (part.strip() for part in re.split(r"[、,;\n]+", text))
    names = ([part] if _IN_LETTERS.fullmatch(part) else part.split() for part in parts)
    return tuple(name for each in names for name in each)


def days_of(weekdays: frozenset[int]) -> str:
    """Weekdays as they are typed: 每天, 周一到周五, 周六、周日."""
    if len(weekdays) == 7:
        return "每天"
    days = sorted(weekdays)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"周{_SIGNS[days[0]]}到周{_SIGNS[days[-1]]}"
    return "、".join(f"周{_SIGNS[day]}" for day in days)


def english_days_of(weekdays: frozenset[int]) -> list[str]:
    """The same in English, a piece for each line it takes: mon-fri, sat."""
    if len(weekdays) == 7:
        return ["daily"]
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = ((ENGLISH_WEEK[run[0]], ENGLISH_WEEK[run[-1]]) for run in runs)
    return [first if first == last else f"{first}-{last}" for first, last in spans]


def _weekdays(found: re.Match[str]) -> frozenset[int]:
    if found["every"]:
        return frozenset(_EVERY[found["every"].lower()])
    if found["from"]:
        first = ENGLISH_WEEK.index(found["from"].lower())
        return _span(first, ENGLISH_WEEK.index(found["to"].lower()) if found["to"] else first)
    first = _number(found["first"])
    if found["last"]:
        return _span(first, _number(found["last"]))
    return frozenset({first, *(_number(sign) for sign in found["more"] or "" if sign in _SIGNS + "天")})


def _span(first: int, last: int) -> frozenset[int]:
    """From one weekday to another, over Sunday if need be."""
    return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))


def _number(sign: str) -> int:
    return _SIGNS.index(sign.replace("天", "日"))


def _time(hour: str, minute: str | None) -> time | None:
    """A time of day; 24:00 is midnight."""
    hours, minutes = int(hour), 30 if minute == "半" else int(minute or 0)
    if (hours, minutes) == (24, 0):
        return time(0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


_PLACE = re.compile(r"\S{1,12}?(?:微网格|网格|社区|街道)(?=$|[\s:：,，])")


def place_told(words: str) -> str:
    """What words begin with that is called like a place, be there one or not: 第九网格; "" where nothing is."""
    found = _PLACE.match(words.strip())
    return found[0] if found else ""
