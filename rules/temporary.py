"""A group for one matter: which matter its words name, and until when."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.commands import ticket_number
from rules.times import moments
from rules.wording import narrow

_NAMED = {"广播": "broadcast", "通知": "broadcast", "broadcast": "broadcast", "notice": "broadcast"}
_NAMED |= {"集合": "callout", "callout": "callout"}
_NUMBERED = re.compile(r"(?P<name>广播|通知|集合|broadcast|notice|callout)\s*(?P<number>\d{1,9})\s*号?", re.IGNORECASE)
_UNTIL = re.compile(r"(?:活动\s*)?(?:到|至|until)\s*(?P<day>.+?)\s*(?:为止|结束)?")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a group is for: ticket | broadcast | callout with its number, or activity until a moment."""

    kind: str
    number: int = 0
    until: datetime | None = None


def matter_in(words: str, now: datetime) -> Matter | None:
    """The matter that 「128」, 「广播 12」, 「集合 3」 or 「到12月1日」 names; a day without an hour ends with it."""
    plain = narrow(words).strip()
    number = ticket_number(plain)
    if number is not None:
        return Matter("ticket", number)
    if found := _NUMBERED.fullmatch(plain):
        return Matter(_NAMED[found["name"].lower()], int(found["number"]))
    found = _UNTIL.fullmatch(plain)
    told = moments(found["day"], now) if found else ()
    return Matter("activity", until=_end(told[0].at, told[0].exact)) if told else None


def _end(at: datetime, exact: bool) -> datetime:
    return at if exact else at.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
