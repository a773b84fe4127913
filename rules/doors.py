"""入户: a list of households that several workers walk off together, none of them twice, until nobody is left."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rules.objections import refuse
from rules.places import in_order

WAITING, AWAY = "waiting", "away"
PHONED, VISITED, REFUSED, PROXY = "phoned", "visited", "refused", "proxy"
# It has answered by itself what the round would have asked.
ANSWERED = "answered"
OVER = (PHONED, VISITED, REFUSED, PROXY, ANSWERED)
OPEN = (WAITING, AWAY)
# What a worker says of a household, as it is pressed and typed.
VERBS = {"电话": PHONED, "见到": VISITED, "没人": AWAY, "拒绝": REFUSED, "代办": PROXY}
VERBS |= {"phoned": PHONED, "met": VISITED, "nobody": AWAY, "refused": REFUSED, "proxy": PROXY}
# Somebody was spoken to, so there may be an answer.
SPOKEN = (PHONED, VISITED, PROXY)
RESULTS = (PHONED, VISITED, AWAY, REFUSED, PROXY)


# What a worker says behind a door in their own words: 3-2-501没人, 3-2-1203见到了.
_FOUND = re.compile(
    r"(?:那?家|那户)?[\s,:]*(?:(?P<away>(?:家里?|敲门)?(?:没人(?:在家|在|应门?|开门)?|不在家?))"
    r"|(?P<visited>见(?:到|过|着)(?:人)?了?|去过了|查过了|上过门了)|(?P<phoned>(?:打过|通过)电话了?|电话(?:联系|问)(?:过|上)?了)"
    r"|(?P<refused>拒绝了?|不(?:让进|开门|配合)|不肯(?:开门|配合)))(?P<note>$|[\s,.;!].*)",
    re.DOTALL,
)


def found_at(words: str) -> tuple[str, str] | None:
    """What became of a household, and a word about it, in what is said behind its door; None where neither is told."""
    told = _FOUND.fullmatch(words)
    if told is None:
        return None
    state = next(name for name in (AWAY, VISITED, PHONED, REFUSED) if told[name])
    return state, told["note"].strip(" ,.;!\n")


@dataclass(frozen=True, slots=True)
class DoorPolicy:
    """The numbers of door campaigns, as in config/rollcall.yaml. Raises ValueError for what cannot be."""

    hold: timedelta = timedelta(minutes=30)
    again: timedelta = timedelta(hours=4)
    first: time = time(9)
    last: time = time(20)
    usual: timedelta = timedelta(days=7)
    shown: int = 8
    card: timedelta = timedelta(seconds=5)
    keep: timedelta = timedelta(days=90)

    def __post_init__(self) -> None:
        shortest = min(self.hold, self.again, self.usual, self.card, self.keep)
        refuse(
            (shortest <= timedelta(0) or self.shown < 1, "a door campaign needs spans and numbers above nothing"),
            (self.first >= self.last, "doors are knocked at from first to last on one day"),
        )


@dataclass(frozen=True, slots=True)
class Left:
    """One building: households there, those that are over, those where nobody was at home, when these come back."""

    place: int
    building: str
    homes: int
    over: int
    away: int
    back: datetime | None = None

    @property
    def left(self) -> int:
        """How many nobody has reached yet."""
        return self.homes - self.over


@dataclass(frozen=True, slots=True)
class Door:
    """One household as the rules see it."""

    place: int
    building: str
    state: str
    again: datetime | None = None


def back_at(policy: DoorPolicy, now: datetime, zone: ZoneInfo) -> datetime:
    """When a door where nobody was at home is tried again: later that day, or the next morning."""
    later = (now + policy.again).astimezone(zone)
    here = now.astimezone(zone)
    if later.date() == here.date() and policy.first <= later.timetz().replace(tzinfo=None) <= policy.last:
        return later.astimezone(now.tzinfo)
    morning = datetime.combine(here.date(), policy.first, zone)
    if morning <= here:
        morning = datetime.combine(here.date() + timedelta(days=1), policy.first, zone)
    return morning.astimezone(now.tzinfo)


def progress(doors: Iterable[Door]) -> tuple[Left, ...]:
    """What is left, building by building."""
    found: dict[tuple[int, str], list[Door]] = {}
    for door in doors:
        found.setdefault((door.place, door.building), []).append(door)
    rows = [_left(place, building, mine) for (place, building), mine in found.items()]
    return tuple(sorted(rows, key=lambda row: (row.place, *in_order(*row.building.rpartition("/")))))


def _left(place: int, building: str, doors: list[Door]) -> Left:
    backs = [door.again for door in doors if door.state == AWAY and door.again]
    over = sum(door.state in OVER for door in doors)
    away = sum(door.state == AWAY for door in doors)
    return Left(place, building, len(doors), over, away, min(backs, default=None))


_VERB = re.compile(r"(?:(?P<send>发送|send)|不发|取消|drop|cancel)\s*(?P<number>\d{1,9})?号?[。.]?", re.IGNORECASE)


class Verb(NamedTuple):
    """What is typed of a list that was drawn up: it is sent, or given up; `number` "" where none is told."""

    sends: bool
    number: str


def verb_in(words: str) -> Verb | None:
    """「发送」, 「不发 3」; None for anything else."""
    found = _VERB.fullmatch(words.strip())
    return Verb(found["send"] is not None, found["number"] or "") if found else None
