"""集合: a call-out as it is typed, in whose order people are asked, and what falls due of it when."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from rules.objections import refuse
from rules.places import numeral
from rules.times import moments
from rules.wording import narrow

_N = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_WANTED = re.compile(rf"(?P<count>{_N})\s*(?P<unit>名|位|个|组|支|人)?\s*(?P<label>[^\s\d,、;。:()和及各要需]{{1,16}})")
_PLURAL = re.compile(r"s\b", re.IGNORECASE)
_COUNTED = re.compile(rf"(?P<count>{_N})\s*(?:名|位|个|人)?(?![\w点时号])")
_NAMED_PLACE = re.compile(r"[一-龥A-Za-z\d]{1,12}?(?:社区|街道|网格|小区)")
_LEAD = re.compile(r"^(?:请|在|到|去|于|就)+|(?:需|要|集合|集中|来|请|各)++$")
_EDGES = " ,、;。:.\n　-"
_BETWEEN = re.compile(r"(?:[\s,、;。:]|和|及|各|再|还|要|需)*")


@dataclass(frozen=True, slots=True)
class CalloutPolicy:
    """The numbers of call-outs; config/callout.yaml says what each is for.

    `teams` are words for several roles at once, `also` roles whose holders answer to a profession's word.
    Raises ValueError for what cannot be.
    """

    at_once: float = 2.0
    widen: timedelta = timedelta(minutes=20)
    remind: timedelta = timedelta(hours=1)
    last: timedelta = timedelta(minutes=10)
    warn: timedelta = timedelta(hours=1)
    absent: timedelta = timedelta(minutes=15)
    over: timedelta = timedelta(hours=2)
    kept: timedelta = timedelta(days=180)
    recent: timedelta = timedelta(days=30)
    apart: timedelta = timedelta(hours=2)
    farthest: timedelta = timedelta(days=30)
    draft: timedelta = timedelta(hours=1)
    card: timedelta = timedelta(seconds=5)
    most: int = 50
    teams: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spans = (self.widen, self.remind, self.last, self.warn, self.absent, self.over, self.apart, self.farthest)
        least = "call-outs need spans longer than nothing, and at least one person asked for a seat"
        ordered = self.last < self.remind and self.absent < self.over and self.recent <= self.kept
        refuse(
            (min(spans) <= timedelta(0) or min(self.at_once, self.most) < 1, least),
            (not ordered, "call-outs need last < remind, absent < over and recent <= kept"),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A call-out as it was typed: when, where in its own words, how many of which role, what else."""

    at: datetime
    spot: str
    wanted: tuple[tuple[str, int], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why it cannot be: when | past | far | where | place | who | role | many; `words` is what was not understood."""

    kind: str
    words: str = ""


def told(
    text: str, now: datetime, policy: CalloutPolicy, labels: Mapping[str, str], places: Iterable[str]
) -> Told | Unclear:
    """What 「明早7点 朝阳社区采样点: 3名网格员 1名医生」 says, in any order; `labels` are roles by their words."""
    plain = narrow(text).strip()
    wanted = _wanted(plain, policy, labels)
    if isinstance(wanted, Unclear):
        return wanted
    times = [each for each in moments(plain, now) if each.exact]
    if not times:
        return Unclear("when")
    at = times[0].at
    if at <= now or at > now + policy.farthest:
        return Unclear("past" if at <= now else "far", str(policy.farthest.days))
    head, note = plain[: wanted.start], plain[wanted.end :].strip(_EDGES)
    spot = _LEAD.sub("", _LEAD.sub("", head.replace(times[0].words, " ", 1).strip(_EDGES)).strip(_EDGES)).strip(_EDGES)
    if not spot:
        return Unclear("where")
    strange = _strange_place(spot, places)
    return Unclear("place", strange) if strange else Told(at, spot, wanted.roles, note)


def calls(text: str, now: datetime, policy: CalloutPolicy, labels: Mapping[str, str]) -> bool:
    """Whether words without 集合 before them call people together: an hour, a count of a known role, and 要 or 需."""
    plain = narrow(text)
    found = _wanted(plain, policy, labels)
    asks = re.search(r"[要需]", plain)
    return isinstance(found, _Wanted) and bool(asks) and any(each.exact for each in moments(plain, now))


@dataclass(frozen=True, slots=True)
class _Wanted:
    roles: tuple[tuple[str, int], ...]
    start: int
    end: int


def _wanted(plain: str, policy: CalloutPolicy, labels: Mapping[str, str]) -> _Wanted | Unclear:
    """The counts of roles, and where they stand; a count of something unknown among them is said."""
    found = _spans(plain, policy, labels)
    known = [span for span in found if span[2]]
    if not known:
        strange = next((span[3] for span in found), "")
        return Unclear("role", strange) if strange else Unclear("who")
    start, end = known[0][0], known[-1][1]
    strange = next(
        (label for at, _, roles, label in found if at >= start and not roles and _joins(plain, known, at)), ""
    )
    if strange:
        return Unclear("role", strange)
    roles: dict[str, int] = {}
    for _, _, told_roles, _ in known:
        for role, count in told_roles:
            roles[role] = roles.get(role, 0) + count
    if not all(0 < count <= policy.most for count in roles.values()):
        return Unclear("many", str(policy.most))
    return _Wanted(tuple(roles.items()), start, end)


_Span = tuple[int, int, tuple[tuple[str, int], ...], str]


def _spans(plain: str, policy: CalloutPolicy, labels: Mapping[str, str]) -> list[_Span]:
    """Every count with what it counts: from where to where, the roles ("": none known), the word that was counted."""
    words = {**{name: "" for name in policy.teams}, **labels}
    names = sorted(words, key=len, reverse=True)
    found: list[_Span] = []
    for match in _WANTED.finditer(plain):
        tail = plain[match.start("label") :].lower()
        name = next((name for name in names if tail.startswith(name.lower())), "")
        if name:
            end = match.start("label") + len(name)
            end += bool(_PLURAL.match(plain, end)) and name.isascii()
            found.append(
                (match.start(), end, _roles(labels.get(name, name), int(numeral(match["count"])), policy), name)
            )
        elif match["unit"] in ("名", "位"):
            found.append((match.start(), match.end(), (), match["label"]))
    taken = [(start, end) for start, end, _, _ in found]
    for name in names:
        for at in (m.start() for m in re.finditer(re.escape(name), plain, re.IGNORECASE)):
            if any(start <= at < end for start, end in taken):
                continue
            count = _COUNTED.match(plain[at + len(name) :].lstrip(" :"))
            many = int(numeral(count["count"])) if count else 1
            if count or name in policy.teams:
                end = plain.find(count[0], at + len(name)) + len(count[0]) if count else at + len(name)
                found.append((at, end, _roles(labels.get(name, name), many, policy), name))
                taken.append((at, end))
    return sorted(found)


def _roles(name: str, count: int, policy: CalloutPolicy) -> tuple[tuple[str, int], ...]:
    team = policy.teams.get(name)
    return tuple((role, each * count) for role, each in team.items()) if team else ((name, count),)


def _joins(plain: str, known: Sequence[_Span], at: int) -> bool:
    """Whether a count stands in the list of counts, not further on in what else is said."""
    before = max((end for _, end, _, _ in known if end <= at), default=at)
    return bool(_BETWEEN.fullmatch(plain[before:at]))


def _strange_place(spot: str, places: Iterable[str]) -> str:
    """A community, street or grid that is named and not known."""
    rest = spot
    for name in sorted(map(narrow, places), key=len, reverse=True):
        rest = rest.replace(name, " ")
    found = _NAMED_PLACE.search(rest)
    return found[0] if found else ""


# who is asked -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could come: in which roles, on duty then, of the place, how often called lately."""

    user: int
    roles: tuple[str, ...]
    on_duty: bool = False
    near: bool = False
    recent: int = 0


def assigned(wanted: Mapping[str, int], people: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Each person in one role, the scarcest of theirs, and in the order in which they are asked.

    No role is left to nobody while one that others can fill as well keeps whoever could.
    """
    everybody = list(people)
    fitting = {role: sum(role in each.roles for each in everybody) for role in wanted}
    found: dict[str, list[Candidate]] = {role: [] for role in wanted}
    for each in sorted(everybody, key=lambda one: (not one.on_duty, not one.near, one.recent, one.user)):
        mine = [role for role in wanted if role in each.roles]
        if mine:
            found[min(mine, key=lambda role: (fitting[role] - wanted[role], role))].append(each)
    for role in [role for role, some in found.items() if not some]:
        spare = [(other, each) for other, some in found.items() if len(some) > 1 for each in some if role in each.roles]
        if spare:
            other, each = spare[-1]
            found[other].remove(each)
            found[role].append(each)
    return found


def more_to_ask(policy: CalloutPolicy, free: int, waiting: int) -> int:
    """How many more are asked now, while `free` seats are open and `waiting` were asked lately without an answer."""
    return max(0, ceil(free * policy.at_once) - waiting) if free > 0 else 0


# what falls due ---------------------------------------------------------------------------------------------------

STEPS = ("half", "warn", "remind", "last", "absent", "over")


def steps(policy: CalloutPolicy, began: datetime, starts: datetime, morning: datetime | None) -> dict[str, datetime]:
    """The moments of a call-out that is sent at `began`, without those that have passed by then.

    `morning` ends the quiet hours in which half of the time falls: who waits for word of it sleeps, so it comes then,
    or not at all where the warning follows anyway.
    """
    half = began + (starts - began) / 2
    if morning is not None and morning > half:
        half = morning
    found = {
        "half": half,
        "warn": starts - policy.warn,
        "remind": starts - policy.remind,
        "last": starts - policy.last,
        "absent": starts + policy.absent,
        "over": starts + policy.over,
    }
    if half >= found["warn"] > began:
        found["half"] = began
    return {step: at for step, at in found.items() if at > began}


def may_ring(now: datetime, morning: datetime | None, on_night: bool, starts: datetime) -> datetime | None:
    """From when on somebody may be asked: now, in the morning when quiet hours hold, or never (None)."""
    if morning is None or on_night:
        return now
    return morning if morning < starts else None
