"""What ties a message to a ticket: who speaks, when, where and of what, as named clues with weights."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from rules.parsing import Reading
from rules.places import addresses, nickname
from rules.wording import narrow

Turns: TypeAlias = Mapping[str, re.Pattern[str]]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MINUTES = (2, 5, 15, 60)
_HOT = timedelta(minutes=20)
_COMMON = re.compile(
    r"[的了吗呢啊吧是我你他她们这那有没不在就都还也很太,。!?;:、@\s\[\]]|谢谢|物业|小区|大家|师傅|什么|怎么|现在"
)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """What the desk knows of a ticket: `resolved` when said to be fixed, `words` of its messages, `people` in it.

    `opener` and `people` are nicknames; `heard_at` is the time of its last message, `answered` whether staff spoke.
    """

    id: int
    matter: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    opened_at: datetime = EPOCH
    heard_at: datetime = EPOCH
    resolved: bool = False
    words: str = ""
    people: frozenset[str] = field(default_factory=frozenset)
    opener: str = ""
    answered: bool = False
    service_class: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message to be placed. `role`: staff, trader or resident; `last`: the ticket of the message before, or 0."""

    sender: str
    text: str
    at: datetime
    role: str
    reading: Reading
    last: int = 0


def clues(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket], turns: Turns) -> Iterator[str]:
    """The names of what speaks for or against a message being about a ticket; `tickets` are all it may be about."""
    yield "always"
    yield from _time(heard, ticket, tickets)
    yield from _people(heard, ticket)
    yield from _place(heard, ticket)
    yield from _matter(heard, ticket)
    yield from _state(heard, ticket, turns)


def _time(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket]) -> Iterator[str]:
    silence = heard.at - ticket.heard_at
    for minutes in _MINUTES:
        if silence < timedelta(minutes=minutes):
            yield f"within_{minutes}"
    if heard.last == ticket.id:
        yield "next_message"
    latest = sorted(tickets, key=lambda each: each.heard_at)[-2:]
    if latest[-1:] == [ticket]:
        yield "latest"
    hot = [each for each in tickets if not each.resolved and heard.at - each.heard_at < _HOT]
    if hot == [ticket]:
        yield "only_one_hot"


def _people(heard: Heard, ticket: OpenTicket) -> Iterator[str]:
    mentioned = any(f"@{person}" in heard.text for person in ticket.people)
    if mentioned or heard.text.startswith("@"):
        yield "mentions" if mentioned else "mentions_another"
    if heard.sender in ticket.people:
        yield "spoke_before"
    if heard.sender == ticket.opener:
        yield "opened_it"
    if heard.role == "staff":
        yield "staff"
        yield "staff_again" if ticket.answered else "staff_first"


def _place(heard: Heard, ticket: OpenTicket) -> Iterator[str]:
    told = {each.building for each in addresses(heard.text) if each.building}
    own = nickname(heard.sender).building
    if told and ticket.building:
        yield "tells_building" if ticket.building in told else "tells_other_building"
    elif not told and own and ticket.building:
        yield "lives_there" if own == ticket.building else "lives_elsewhere"
    if len(ticket.place) > 1 and ticket.place[:2] in heard.text:
        yield "tells_place"


def _matter(heard: Heard, ticket: OpenTicket) -> Iterator[str]:
    likely = heard.reading.likely
    if ticket.matter in likely[:3]:
        yield "same_matter" if likely[0] == ticket.matter else "likely_matter"
    shared = min(len(_pairs(heard.text) & _pairs(ticket.words)), 5)
    yield from ["shared_words"] * shared
    if not shared:
        yield "no_shared_words"


def _pairs(text: str) -> set[str]:
    words = _COMMON.sub(" ", narrow(text))
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2] and not words[i].isdigit()}


def _state(heard: Heard, ticket: OpenTicket, turns: Turns) -> Iterator[str]:
    kind = heard.reading.kind
    fixed = is_fixed(heard.text, turns)
    if ticket.resolved:
        yield "resolved_and_fixed" if fixed else "resolved"
    elif fixed:
        yield "fixes"
    yield f"kind_{kind}"
    if heard.role == "staff":
        yield f"staff_{kind}"


def is_fixed(text: str, turns: Turns) -> bool:
    """Whether the words say that the trouble is over."""
    words = narrow(text)
    return bool(turns["fixed"].search(words)) and not turns["unfixed"].search(words)


def is_same_here(text: str, turns: Turns) -> bool:
    """Whether somebody says to have the same trouble."""
    return len(text) < 40 and bool(turns["same_here"].search(narrow(text)))
