"""When a notice may leave, in which waves, and how long the platform's limits let its sending take."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from rules.objections import refuse
from rules.quiet import quiet_until
from rules.throttle import Limits


@dataclass(frozen=True, slots=True)
class BroadcastPolicy:
    """The numbers of notices; config/broadcast.yaml says what each is for. Raises ValueError for what cannot be."""

    cutoff: timedelta = timedelta(hours=2)
    ahead: timedelta = timedelta(seconds=10)
    progress: timedelta = timedelta(seconds=5)
    card: timedelta = timedelta(seconds=5)
    recall: timedelta = timedelta(hours=48)
    wave: timedelta = timedelta(minutes=10)
    least_wave: timedelta = timedelta(minutes=5)
    longest_wave: timedelta = timedelta(hours=1)
    approval: timedelta = timedelta(hours=24)
    farthest: timedelta = timedelta(days=60)
    deadline: timedelta = timedelta(hours=24)
    chase_private: timedelta = timedelta(hours=2)
    chase_steward: timedelta = timedelta(hours=4)
    chase_worker: timedelta = timedelta(hours=6)
    lead: Mapping[str, timedelta] = field(default_factory=dict)

    def __post_init__(self) -> None:
        waves = timedelta(0) < self.least_wave <= self.wave <= self.longest_wave
        chase = timedelta(0) < self.chase_private < self.chase_steward < self.chase_worker <= self.deadline
        refuse(
            (not waves, "waves need least <= usual <= longest"),
            (not chase, "chase needs private < steward < worker <= deadline"),
        )


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours by the wall clock of a zone."""

    start: time
    end: time
    zone: ZoneInfo

    def until(self, now: datetime) -> datetime | None:
        """When they are over, None outside of them."""
        return quiet_until(now, self.start, self.end, self.zone)


@dataclass(frozen=True, slots=True)
class Leaving:
    """When it leaves; `why` is quiet when that was put off to the morning, red when an alert passes quiet hours."""

    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why it cannot leave so: past | far | over (what it tells of is over by then) | wave."""

    kind: str


def leaving(
    policy: BroadcastPolicy,
    quiet: Quiet,
    now: datetime,
    wanted: datetime | None = None,
    ends: datetime | None = None,
    red: bool = False,
) -> Leaving | Unfit:
    """When a notice leaves that is wanted at `wanted` (None: now), of something that is over at `ends`."""
    if wanted is not None and wanted < now - timedelta(minutes=1):
        return Unfit("past")
    if wanted is not None and wanted > now + policy.farthest:
        return Unfit("far")
    asked = max(wanted or now, now)
    morning = quiet.until(asked)
    at, why = (asked, "") if morning is None else (asked, "red") if red else (morning, "quiet")
    return Unfit("over") if ends is not None and ends <= at else Leaving(at, why)


def too_late(policy: BroadcastPolicy, due: datetime, now: datetime, ends: datetime | None) -> bool:
    """Whether what was due at `due` is not sent any more: beyond its cutoff, or what it tells of is over."""
    return now - due > policy.cutoff or (ends is not None and now >= ends)


def short_notice(policy: BroadcastPolicy, kind: str, leaves: datetime, starts: datetime | None) -> timedelta | None:
    """How long ahead such a notice ought to be told, where it is not."""
    lead = policy.lead.get(kind)
    return lead if lead and starts is not None and starts - leaves < lead else None


# waves and the estimate -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a notice: to which group, for which building ("" for all), in which wave."""

    chat: int
    building: str = ""
    wave: int = 0


def waves(groups: Iterable[tuple[int, int, Sequence[str]]]) -> list[Step]:
    """Building by building: of groups told as chat, area and buildings, each area's first buildings, then its second.

    A group without buildings is told in the first wave.
    """
    areas: dict[int, list[tuple[str, int]]] = {}
    steps: list[Step] = []
    for chat, area, buildings in groups:
        areas.setdefault(area, []).extend((number, chat) for number in dict.fromkeys(buildings))
        if not buildings:
            steps.append(Step(chat))
    for told_in in areas.values():
        numbers = sorted({number for number, _ in told_in}, key=lambda number: (len(number), number))
        steps += [Step(chat, number, numbers.index(number)) for number, chat in told_in]
    return sorted(steps, key=lambda step: (step.wave, -step.chat, step.building))


def wave_moments(first: datetime, count: int, every: timedelta, quiet: Quiet, red: bool = False) -> list[datetime]:
    """When each wave leaves: `every` apart, what falls into quiet hours goes on in the morning."""
    found: list[datetime] = []
    at = first
    for _ in range(count):
        morning = None if red else quiet.until(at)
        at = morning or at
        found.append(at)
        at += every
    return found


def seconds_needed(limits: Limits, sends: Iterable[tuple[int, int]]) -> int:
    """How long the limits let these sends (bot and chat, one each) take at least, with nothing else to do."""
    bots: Counter[int] = Counter()
    chats: Counter[tuple[int, int]] = Counter()
    for bot, chat in sends:
        bots[bot] += 1
        chats[bot, chat] += 1
    if not bots or not limits.on:
        return 0
    a_second = limits.bot_per_second - limits.reserved_bot_per_second
    by_bot = ceil(max(bots.values()) / a_second) - 1
    most = max(chats.values())
    by_chat = ceil(max(0, most - limits.chat_burst) / limits.chat_per_second)
    a_minute = limits.group_per_minute - limits.reserved_group_per_minute
    return max(by_bot, by_chat, 60 * (ceil(most / a_minute) - 1))
