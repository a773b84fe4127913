"""Recurring duties as rules people can say: read from plain words or cron, and when they fall due next."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.calendar import PLAIN_WEEK, WorkingDays
from rules.places import numeral
from rules.times import ENGLISH_WEEK, PARTS_OF_HOUR, WEEK
from rules.wording import narrow

LAST = -1
LONGEST_GAP = 366 * 5
_LATE = ("下午", "晚", "傍晚")
_NUMERAL = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上?|上午|中午|下午|傍晚|晚上?)?\s*"
    rf"(?P<hour>{_NUMERAL})(?:[:点时](?P<part_of_hour>半|一刻|三刻)?(?P<minute>{_NUMERAL})?分?)"
)
# 每周一 三点 is Monday at three.
_SIGN = r"(?:周|星期|礼拜)?[一二三四五六日天](?![一二三四五六七八九十]{0,2}[点时])"
_WEEK = re.compile(rf"每(?:个)?(?:周|星期|礼拜)(?P<days>[一二三四五六日天](?:\s*(?:[、,和/]|到|至|-)?\s*{_SIGN})*)")
_MONTH = re.compile(
    r"每(?:个)?月\s*(?P<days>(?:\d{1,2}|最后一天|月底)(?:\s*[、,和]\s*(?:\d{1,2}|最后一天))*)\s*[号日]?"
)
_ENGLISH_WEEK = re.compile(r"every\s+(?P<days>(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:\s*(?:,|and)\s*)?)+)", re.I)
_ENGLISH_MONTH = re.compile(r"every month on the (?P<day>\d{1,2}|last)(?:st|nd|rd|th)?(?: day)?", re.I)
_WORKDAY = re.compile(r"每个?工作日|every working day", re.I)
_DAILY = re.compile(r"每天|每日|every day", re.I)
_CRON = re.compile(r"(\d{1,2})\s+(\d{1,2})\s+(\S+)\s+(\S+)\s+(\S+)")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """At `at` by the wall clock on days that fit all that is told: empty means any. `days` has LAST for a month's end.

    Raises ValueError for a day that never comes.
    """

    at: time
    weekdays: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    working: bool = False

    def __post_init__(self) -> None:
        if any(not 0 <= day <= 6 for day in self.weekdays):
            raise ValueError("weekdays go from 0 to 6")
        if any(not (1 <= day <= 31 or day == LAST) for day in self.days):
            raise ValueError("days of a month go from 1 to 31")
        if any(not 1 <= month <= 12 for month in self.months):
            raise ValueError("months go from 1 to 12")
        if self.days and self.months and all(_never(day, month) for day in self.days for month in self.months):
            raise ValueError("such a day never comes")

    def fits(self, day: date, working: WorkingDays = PLAIN_WEEK) -> bool:
        """Whether it falls due on this day."""
        number = LAST if (day + timedelta(days=1)).day == 1 and LAST in self.days else day.day
        return (
            (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.days or number in self.days or day.day in self.days)
            and (not self.months or day.month in self.months)
            and (not self.working or working.is_working(day))
        )

    def kept(self) -> dict[str, object]:
        """As it is kept in a row."""
        return {
            "at": f"{self.at:%H:%M}",
            "weekdays": sorted(self.weekdays),
            "days": sorted(self.days),
            "months": sorted(self.months),
            "working": self.working,
        }

    @classmethod
    def of(cls, kept: dict[str, object]) -> "Rule":
        """The rule that `kept` gave."""
        numbers = {key: frozenset(kept[key]) for key in ("weekdays", "days", "months")}  # type: ignore[call-overload]
        return cls(time.fromisoformat(str(kept["at"])), working=bool(kept["working"]), **numbers)


def _never(day: int, month: int) -> bool:
    return day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


_LIKE_A_RULE = re.compile(
    r"\s*(?:每|every\b).{0,12}?[\d一二两三四五六七八九十]{1,3}\s*(?:[点时:]|am\b|pm\b)", re.IGNORECASE
)


def next_after(moment: datetime, rule: Rule, zone: ZoneInfo, working: WorkingDays = PLAIN_WEEK) -> datetime:
    """The first moment after `moment` (aware) that the rule means, in UTC: once on each day that fits.

    A wall-clock time that a zone leaves out comes as much later as the clock was put forward; one that comes twice is
    the first. Raises ValueError when none comes for years.
    """
    # A day more: a time that was put forward over midnight belongs to the day before.
    day = moment.astimezone(zone).date() - timedelta(days=1)
    for _ in range(LONGEST_GAP):
        if rule.fits(day, working):
            at = datetime.combine(day, rule.at, zone).astimezone(UTC)
            if at > moment:
                return at
        day += timedelta(days=1)
    raise ValueError("such a day does not come for years")


def read_rule(text: str) -> tuple[Rule, str] | None:
    """A rule told in words (「每周一 08:30」, 「every Mon 08:30」) or cron; and the words around it.

    None when none is told, or one that cannot be.
    """
    words = narrow(text)
    for reader in (_cron, _spoken):
        try:
            found = reader(words)
        except ValueError:
            return None
        if found:
            rule, start, end = found
            return rule, f"{text[:start]} {text[end:]}".strip()
    return None


_REMINDS = re.compile(
    r"(?:帮我|请|麻烦)?(?:提醒|通知)(?:一下)?(?:下)?(?P<readers>(?:各?个?(?:社区|网格)|全体|所有)?(?:工作群|居民群|指挥群|网格员|网格长|书记))(?:们)?[,，:：\s]*"
    r"(?P<words>[^?？]{2,})"
)


def reminds(text: str) -> str:
    """每周五下午五点提醒工作群报本周情况, as 定时 takes it; "" where no rule, no readers or no words are told."""
    found = read_rule(text) if _LIKE_A_RULE.match(narrow(text)) else None
    told = _REMINDS.fullmatch(found[1].strip(" ,，")) if found else None
    if told is None:
        return ""
    return f"{text[: len(text) - len(found[1])].strip()} {told['readers']}：{told['words'].strip()}" if found else ""


def no_such_hour(text: str) -> str:
    """The time of day told in words that there is none of, as 25:00; "" where all can be."""
    for found in _CLOCK.finditer(narrow(text)):
        try:
            _time(found)
        except ValueError:
            return found.group().strip()
    return ""


def like_a_rule(text: str) -> bool:
    """Whether words begin as a rule does, an hour in it: 「每天26点」."""
    return bool(_LIKE_A_RULE.match(narrow(text)))


def _spoken(words: str) -> tuple[Rule, int, int] | None:
    for pattern, build in _FORMS:
        match = pattern.search(words)
        clock = _CLOCK.search(words, match.end()) if match else None
        if match and clock and not words[match.end() : clock.start()].strip(" 的,at"):
            return build(match, _time(clock)), match.start(), clock.end()
    return None


def _time(found: re.Match[str]) -> time:
    hour = int(numeral(found["hour"]))
    if found["part"] and any(word in found["part"] for word in _LATE) and hour < 12:
        hour += 12
    minute = PARTS_OF_HOUR.get(found["part_of_hour"] or "", int(numeral(found["minute"] or "0")))
    return time(hour % 24 if hour == 24 else hour, minute)


def _weekly(match: re.Match[str], at: time) -> Rule:
    told = re.sub(r"\s|周|星期|礼拜", "", match["days"])
    days = {WEEK[sign] for sign in told if sign in WEEK}
    for first, last in re.findall(r"([一二三四五六日天])[到至-]([一二三四五六日天])", told):
        days |= set(range(WEEK[first], WEEK[last] + 1))
    return Rule(at, frozenset(days))


def _monthly(match: re.Match[str], at: time) -> Rule:
    days = {int(each) for each in re.findall(r"\d+", match["days"])}
    return Rule(at, days=frozenset(days | ({LAST} if re.search("最后|底", match["days"]) else set())))


def _english_weekly(match: re.Match[str], at: time) -> Rule:
    told = (day.lower() for day in re.findall(r"\b[a-zA-Z]{3}", match["days"]))
    return Rule(at, frozenset(ENGLISH_WEEK.index(day) for day in told if day in ENGLISH_WEEK))


def _english_monthly(match: re.Match[str], at: time) -> Rule:
    return Rule(at, days=frozenset({LAST if match["day"].lower() == "last" else int(match["day"])}))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], time], Rule]], ...] = (
    (_WORKDAY, lambda match, at: Rule(at, working=True)),
    (_WEEK, _weekly),
    (_MONTH, _monthly),
    (_ENGLISH_MONTH, _english_monthly),
    (_ENGLISH_WEEK, _english_weekly),
    (_DAILY, lambda match, at: Rule(at)),
)


def _cron(words: str) -> tuple[Rule, int, int] | None:
    """`30 8 * * 1-5`: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday)."""
    match = _CRON.search(words)
    if match is None or not all(re.fullmatch(r"[\d,*-]+", match[n]) for n in (3, 4, 5)):
        return None
    weekdays = frozenset((day - 1) % 7 for day in _numbers(match[5]))
    if weekdays and match[3] != "*":
        raise ValueError("cron would take either day; here a rule has one")
    rule = Rule(time(int(match[2]), int(match[1])), weekdays, _numbers(match[3]), _numbers(match[4]))
    return rule, match.start(), match.end()


def _numbers(told: str) -> frozenset[int]:
    if told == "*":
        return frozenset()
    found: set[int] = set()
    for part in told.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"{part} is no number")
        found |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return frozenset(found)
