"""Which open ticket a message belongs to: neighbours with the same trouble, news, thanks, hurry-ups.

The desk calls `joins` for a request it is about to open, and `weigh` to find the ticket that any other message is
about. Both are pure; tickets are those of the group that are open or were closed within the last hours, oldest first.
`rules.conversation` puts them together for a whole day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeAlias

from rules.parsing import Reading, Request
from rules.places import addresses, nickname
from rules.wording import narrow

Turns: TypeAlias = Mapping[str, re.Pattern[str]]
_SAME_TROUBLE = timedelta(minutes=30)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_PERSONAL = ("errand.", "policy_inquiry.", "welfare_care.", "dispute.leak_dispute", "dispute.property_dispute")
_BY_ROOM = frozenset({"property_repair.leak", "property_repair.drain_block", "public_security.theft", "dispute.noise"})
_KIN = (
    {"property_repair.drain_block", "public_facility.sewer_overflow"},
    {"property_repair.leak", "utility.water_outage", "public_facility.ponding"},
    {"safety_hazard.gas_leak", "safety_hazard.fire", "sanitation.odor"},
    {"public_security.suspicious", "public_security.theft", "public_security.crime_in_progress"},
    {"emergency_health.extreme_weather", "public_facility.ponding"},
    {"utility.heating", "utility.water_outage"},
    {"city_order.parking_violation", "dispute.parking_dispute", "safety_hazard.fire_lane"},
    {"dispute.noise", "city_order.construction_nuisance"},
)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """What the desk knows of a ticket: `resolved` when said to be fixed, `words` of its messages, `people` in it."""

    id: int
    matter: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    opened_at: datetime = _EPOCH
    heard_at: datetime = _EPOCH
    resolved: bool = False
    words: str = ""
    people: frozenset[str] = field(default_factory=frozenset)
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A message to be placed. `last` is the ticket of the message before it, 0 if none."""

    sender: str
    text: str
    at: datetime
    role: str
    reading: Reading
    last: int = 0


class Weighed(NamedTuple):
    """A ticket and how well a message belongs to it; of two alike the newer."""

    score: float
    ticket: int


def joins(request: Request, tickets: Sequence[OpenTicket], now: datetime, sender: str) -> OpenTicket | None:
    """The open ticket a request belongs to, the newest that fits, or None: then it opens one.

    The same matter and building within 30 minutes joins; later only where no part of the place contradicts.
    Leaks in two rooms are two tickets. A resolved ticket takes nobody: trouble that comes back is new.
    """
    fitting = [ticket for ticket in tickets if not ticket.resolved and _fits(request, ticket, now, sender)]
    return fitting[-1] if fitting else None


def _fits(request: Request, ticket: OpenTicket, now: datetime, sender: str) -> bool:
    if request.matter != ticket.matter:
        return False
    if request.matter.startswith(_PERSONAL):
        return sender in ticket.people
    if request.building and ticket.building and request.building != ticket.building:
        return False
    if _apart(request.unit, ticket.unit) and not _young(ticket, now):
        return False
    if request.matter in _BY_ROOM and (request.room != ticket.room and request.room and ticket.room):
        return sender in ticket.people
    if not request.building and not ticket.building:
        return _near(request.place, ticket.place)
    if bool(request.building) != bool(ticket.building):
        return _young(ticket, now) and (not ticket.place or _near(request.place, ticket.place))
    return _young(ticket, now) or not _apart(request.place, ticket.place)


def _young(ticket: OpenTicket, now: datetime) -> bool:
    return now - max(ticket.opened_at, ticket.heard_at) <= _SAME_TROUBLE


def _apart(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one


def _near(one: str, other: str) -> bool:
    return not one or not other or len(set(one) & set(other)) * 2 >= min(len(set(one)), len(set(other)))


def weigh(heard: Heard, ticket: OpenTicket, turns: Turns) -> Weighed:
    """How well a message belongs to a ticket: about 2 is likely, 3 sure."""
    told = _buildings(heard.text)
    score = (
        _by_time(heard, ticket)
        + _by_people(heard, ticket)
        + _by_place(heard, ticket, told)
        + _by_matter(heard, ticket)
        + _by_state(heard, ticket, turns)
    )
    return Weighed(round(score, 3), ticket.id)


def named_together(heard: Heard, tickets: Sequence[OpenTicket]) -> tuple[int, ...]:
    """The open tickets of all the buildings a message names, when it names two or more."""
    told = _buildings(heard.text)
    if len(told) < 2:
        return ()
    return tuple(ticket.id for ticket in tickets if ticket.building in told and not ticket.resolved)


def _buildings(text: str) -> set[str]:
    return {each.building for each in addresses(text) if each.building}


def _by_time(heard: Heard, ticket: OpenTicket) -> float:
    minutes = max((heard.at - ticket.heard_at).total_seconds() / 60, 0.0)
    next_to = 0.8 if heard.last == ticket.id and minutes < 6 else 0.0
    return next_to + (
        1.0 if minutes < 3 else 0.6 if minutes < 15 else 0.2 if minutes < 60 else -0.3 if minutes < 180 else -0.8
    )


def _by_people(heard: Heard, ticket: OpenTicket) -> float:
    if any(f"@{person}" in heard.text for person in ticket.people):
        return 2.0
    mentions = 1.0 if heard.text.startswith("@") else 0.0
    if heard.sender in ticket.people:
        return (0.7 if heard.role == "staff" else 1.5) - mentions
    return -mentions


def _by_place(heard: Heard, ticket: OpenTicket, told: set[str]) -> float:
    if told:
        return 1.2 if ticket.building in told else -2.0 if ticket.building else -0.3
    if ticket.place and len(ticket.place) > 1 and ticket.place[:2] in heard.text:
        return 1.0
    own = nickname(heard.sender).building
    if not own or not ticket.building:
        return 0.0
    return 0.7 if own == ticket.building else -0.8


def _by_matter(heard: Heard, ticket: OpenTicket) -> float:
    likely = heard.reading.likely
    felt = 1.0 if likely[:1] == (ticket.matter,) else 0.5 if ticket.matter in likely[:3] else 0.0
    if not felt and likely and any(ticket.matter in kin and likely[0] in kin for kin in _KIN):
        felt = 0.4
    return felt + min(0.25 * len(_pairs(heard.text) & _pairs(ticket.words)), 1.5)


def _pairs(text: str) -> set[str]:
    words = _TOO_COMMON.sub(" ", narrow(text))
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2] and not words[i].isdigit()}


_TOO_COMMON = re.compile(
    r"[的了吗呢啊吧是我你他她们这那有没不在就都还也很太,。!?;:、@\s\[\]]|谢谢|物业|小区|大家|师傅|什么|怎么|现在"
)


def _by_state(heard: Heard, ticket: OpenTicket, turns: Turns) -> float:
    kind = heard.reading.kind
    if kind == "ack" and heard.role == "staff":
        return 1.0 if not ticket.answered else 0.0
    if ticket.resolved:
        return {"thanks": 0.3, "chatter": -0.4, "update": -0.6, "ack": -0.4}.get(kind, -0.8)
    if kind in ("thanks", "update") and turns["fixed"].search(heard.text):
        return 0.3
    return 0.0


def is_fixed(text: str, turns: Turns) -> bool:
    """Whether the words say that the trouble is over."""
    words = narrow(text)
    return bool(turns["fixed"].search(words)) and not turns["unfixed"].search(words)


def is_same_here(text: str, turns: Turns) -> bool:
    """Whether somebody says to have the same trouble."""
    return len(text) < 40 and bool(turns["same_here"].search(narrow(text)))
