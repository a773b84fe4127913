"""What lengthens a ticket's time, and how people say it: one extension with a reason, and a suspension."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.deadline import deadline_in
from rules.places import numeral
from rules.resolving import ResolvePolicy
from rules.times import moments
from rules.town import Level
from rules.wording import narrow

Refusal = Literal["", "extended_before", "not_for_this_class", "too_late", "too_long", "too_soon", "reason_missing"]
Ground = Literal["season", "funds", "third_party"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)
Objection = Literal["", "not_this_level", "no_ground", "wording_missing", "review_not_ahead", "review_too_far"]


@dataclass(frozen=True, slots=True)
class SuspensionPolicy:
    """How far ahead a review may lie, and which levels may approve a suspension.

    Raises ValueError when nothing is left of either.
    """

    longest: timedelta = timedelta(days=90)
    approvers: tuple[Level, ...] = (Level.COMMUNITY, Level.STREET)

    def __post_init__(self) -> None:
        if self.longest <= timedelta(0) or not self.approvers:
            raise ValueError("a suspension needs a longest time and somebody who approves it")


def extension_refusal(
    policy: ResolvePolicy, level: Level, extended: timedelta, more: timedelta, reason: str, late: bool
) -> Refusal:
    """Why an extension by `more` service time may not be had, "" if it may; `late` says the limit has passed.

    It is had once, and its reason is told to the reporter.
    """
    if extended:
        return "extended_before"
    longest = policy.limit_at(level) * policy.extension
    if not longest:
        return "not_for_this_class"
    if late:
        return "too_late"
    if more <= timedelta(0):
        return "too_soon"
    if more > longest:
        return "too_long"
    return "" if reason.strip() else "reason_missing"


def suspension_objection(
    policy: SuspensionPolicy, approver: Level, ground: str, wording: str, now: datetime, review: datetime
) -> Objection:
    """Why a ticket may not be suspended so, "" if it may; `wording` is what the public will see."""
    if approver not in policy.approvers:
        return "not_this_level"
    if ground not in GROUNDS:
        return "no_ground"
    if not wording.strip():
        return "wording_missing"
    if review <= now:
        return "review_not_ahead"
    return "review_too_far" if review - now > policy.longest else ""


REVIEW_HOUR = 9
_SPAN = re.compile(
    r"(?:再|多|要|延期?|延长)*\s*(\d{1,3}|[一二两三四五六七八九十半]{1,3})\s*个?(工作日|天|日|d(?:ays?)?|小时|钟头|h(?:ours?)?)"
)
_HOURS = ("小时", "钟头", "h")
_GROUNDS: dict[Ground, str] = {
    "season": r"季节|天气|天冷|天热|冬|夏|雨季|汛|season",
    "funds": r"资金|经费|没钱|预算|拨款|维修基金|funds?",
    "third_party": r"第三方|对方|厂家|配件|到货|缺货|没货|订货|供应商|施工方|产权|单位|开发商|公司|物业|third party",
}
_LEAD = re.compile(
    r"^\s*(?:因为?|由于)?\s*(?:季节|资金|经费|第三方|天气|season|funds?|third party)\s*(?:[,，:：;；。\s]|$)\s*",
    re.IGNORECASE,
)
# until 2026-12-20, until 12/20: a date in figures, which counts only behind its word.
_IN_FIGURES = re.compile(
    r"(?:到|至|until|till)\s*(?P<told>(?:(?P<year>20\d\d)[-/.])?(?P<month>\d{1,2})[-/.](?P<day>\d{1,2}))(?![\d/.-]\d)",
    re.IGNORECASE,
)
_NAMES_A_DAY = re.compile(r"[月号日天周]|星期|礼拜|[A-Za-z]{3}")
_UNTIL = re.compile(r"(?:复查|复核)?\s*(?:到|至|until|till)\s*$", re.IGNORECASE)
_LONGER = r"(?:再|要|延[期长]?)*\s*"
_TO = re.compile(rf"{_LONGER}(?:(?P<to>到|至|until|till)\s*)?", re.IGNORECASE)
_MOVED = re.compile(r"(?:再)?(?:复查|复核|日期|时间|挂账)?(?:改|换|延期?|推迟?|顺延|往后推|挪|放|挂)?(?:一下)?")
_SIGNS = " ,，.。;；:：、前"


@dataclass(frozen=True, slots=True)
class Suspending:
    """`ground` "" and `review` None where the words tell none; `wording` is what is left of them."""

    ground: str
    review: datetime | None
    wording: str


def extension_in(words: str, day: timedelta) -> tuple[timedelta | None, str]:
    """How much longer (a day is as long as `day`) and the reason; None where no length is told."""
    plain = narrow(words)
    found = _SPAN.match(plain.strip())
    if not found:
        return None, plain.strip(_SIGNS)
    count = 0.5 if found[1] == "半" else float(numeral(found[1]))
    unit = timedelta(hours=1) if found[2].startswith(_HOURS) else day
    return unit * count, plain.strip()[found.end() :].strip(_SIGNS)


def length_said(words: str) -> str:
    """How long was asked for, as it was said: 2天 of 延期2天."""
    return re.sub(_LONGER, "", narrow(words).strip(), count=1).strip(_SIGNS)


def extension_until(words: str, now: datetime) -> tuple[datetime | None, str]:
    """Until when (the end of duty where no hour is told) and the reason: 到周一 等配件, 后天 没货; else None."""
    plain = narrow(words).strip()
    led = _TO.match(plain)
    behind = plain[led.end() :] if led else ""
    told = next(iter(moments(behind, now)), None)
    rest = behind.removeprefix(told.words) if told else behind
    # 后天 灯泡没货 tells until when; 后天到货 alone is a reason.
    plainly = led is not None and (
        led["to"] or (rest[:1] in ("", *_SIGNS) and _NAMES_A_DAY.search(told.words if told else ""))
    )
    if told is None or rest == behind or not plainly:
        return None, plain.strip(_SIGNS)
    return deadline_in(told.words, now), rest.strip(_SIGNS)


def suspension_in(words: str, now: datetime) -> Suspending:
    """Reads a suspension; `now` is the wall clock, in the zone whose dates are told."""
    plain = narrow(words)
    ground = next((each for each, says in _GROUNDS.items() if re.search(says, plain, re.IGNORECASE)), "")
    dated = [each for each in moments(plain, now) if _NAMES_A_DAY.search(each.words)]
    review, rest = None, words
    if figures := _IN_FIGURES.search(plain):
        review, rest = _in_figures(figures, now), _without(words, figures.start("told"), len(figures["told"]))
    elif dated:
        first = dated[0]
        review = first.at if first.exact else first.at.replace(hour=REVIEW_HOUR)
        if review <= now and "月" in first.words:
            review = review.replace(year=review.year + 1)
        rest = _without(words, plain.index(first.words), len(first.words))
    return Suspending(ground, review, _LEAD.sub("", rest.strip()).strip(f"{_SIGNS}\n"))


def _in_figures(told: re.Match[str], now: datetime) -> datetime | None:
    """The morning of a day told in figures, of the next year where this year's is over; None where there is none."""
    try:
        year, month, day = (int(told[part] or now.year) for part in ("year", "month", "day"))
        review = now.replace(year, month, day, REVIEW_HOUR, 0, 0, 0)
        return review if told["year"] or review > now else review.replace(year=year + 1)
    except ValueError:
        return None


def moved_in(words: str, now: datetime, before: Suspending) -> Suspending:
    """The same of what is suspended already: what is not told anew stays as it was `before`, but for the review."""
    told = suspension_in(words, now)
    wording = before.wording if _MOVED.fullmatch(told.wording) else told.wording
    return Suspending(told.ground or before.ground, told.review, wording)


def _without(words: str, start: int, length: int) -> str:
    """The words without the date of the review; 等配件，下周一到 needs it, and stays whole."""
    until = _UNTIL.search(words[:start])
    before, behind = words[: until.start() if until else start], words[start + length :]
    begins, ends = not before or before[-1] in _SIGNS, not behind or behind[0] in _SIGNS
    if not ((until and (begins or ends)) or (begins and ends)):
        return words
    left, right = before.rstrip(_SIGNS), behind.lstrip(_SIGNS)
    seam = f"{before[len(left) :]}{behind[: len(behind) - len(right)]}"
    return left + ("，" if set(seam) & set(",，、。") else " ") + right


def in_days(span: timedelta, day: timedelta) -> tuple[float, int]:
    """A length as people say it: in days and halves of days, else in hours; both 0 where it is in neither."""
    if not span % (day / 2):
        return span / day, 0
    hour = timedelta(hours=1)
    return 0, 0 if span % hour else span // hour
