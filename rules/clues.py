"""What ties a message to a ticket: who speaks, when, where and of what, as named clues with weights."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from rules.parsing import Reading, Request
from rules.places import addresses, nickname
from rules.wording import narrow

Turns: TypeAlias = Mapping[str, re.Pattern[str]]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MINUTES = (2, 5, 15, 60, 240)
_HOT = timedelta(minutes=20)
_SHORT, _BUSY, _SURE = 8, 3, 0.5
_ADDRESS = re.compile(
    r"[\dA-Za-z#\-]+|[一二三四五六七八九十]?[号栋幢座]楼?|单元|安置区|安置小区|新村|楼房区|小区|社区|物业"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
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
    """A message to be placed. `role`: staff, trader or resident; `last`: the ticket of the message before, or 0;
    `asks`: what it would ask for if it asked."""

    sender: str
    text: str
    at: datetime
    role: str
    reading: Reading
    last: int = 0
    asks: tuple[Request, ...] = ()


def clues(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket], turns: Turns) -> Iterator[str]:
    """The names of what speaks for or against a message being about a ticket; `tickets` are all it may be about."""
    yield from _time(heard, ticket, tickets)
    yield from _people(heard, ticket, tickets, turns)
    yield from _place(heard, ticket)
    yield from _matter(heard, ticket, tickets, turns)
    yield from _state(heard, ticket, turns)


def _time(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket]) -> Iterator[str]:
    silence = heard.at - ticket.heard_at
    for minutes in _MINUTES:
        if silence < timedelta(minutes=minutes):
            yield f"within_{minutes}"
    if heard.last == ticket.id:
        yield "next_message"
        if len(heard.text) < _SHORT:
            yield "next_and_short"
    order = sorted((each for each in tickets if not each.resolved), key=lambda each: each.heard_at)
    if order[-1:] == [ticket]:
        yield "latest"
    elif ticket in order[-3:]:
        yield "late"
    hot = [each for each in order if heard.at - each.heard_at < _HOT]
    if hot == [ticket]:
        yield "only_one_hot"
    if len(ticket.people) >= _BUSY:
        yield "busy"


def _people(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket], turns: Turns) -> Iterator[str]:
    mentioned = any(f"@{person}" in heard.text for person in ticket.people)
    if mentioned or "@" in heard.text:
        yield "mentions" if mentioned else "mentions_another"
    if _called(ticket.opener) and any(name in heard.text for name in _called(ticket.opener)):
        yield "names_opener"
    if heard.sender in ticket.people:
        yield from _spoke_before(heard, ticket, tickets)
    elif any(heard.sender in each.people and not each.resolved for each in tickets):
        yield "spoke_in_another"
    if heard.sender == ticket.opener:
        yield "opened_it"
        yield f"opener_{heard.reading.kind}"
    if heard.role == "staff":
        yield "staff_again" if ticket.answered else "staff_first"
        if not ticket.answered and turns["taking_on"].search(heard.text):
            yield "staff_takes_it_on"
    elif heard.sender in ticket.people and len(heard.text) < _SHORT:
        yield "member_and_short"


def _spoke_before(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket]) -> Iterator[str]:
    yield "spoke_before"
    own = [each for each in tickets if heard.sender in each.people]
    if own[-1:] == [ticket] or max(own, key=lambda each: each.heard_at) == ticket:
        yield "spoke_last_in_it"
    if len(own) == 1:
        yield "spoke_only_in_it"


def _called(name: str) -> set[str]:
    """What people may call a nickname by: its Chinese syllables in twos, without what is part of an address."""
    plain = _ADDRESS.sub(" ", name)
    return {plain[i : i + 2] for i in range(len(plain) - 1) if _HAN.fullmatch(plain[i : i + 2])}


def _place(heard: Heard, ticket: OpenTicket) -> Iterator[str]:
    found = addresses(heard.text)
    told = {each.building for each in found if each.building}
    own = nickname(heard.sender).building
    wide = not ticket.building or len({nickname(each).building for each in ticket.people} - {""}) > 1
    if told and ticket.building:
        yield "tells_building" if ticket.building in told else "tells_other_building"
    elif told:
        yield "tells_building_of_wide"
    elif own and ticket.building:
        yield "lives_there" if own == ticket.building else "lives_elsewhere_wide" if wide else "lives_elsewhere"
    rooms = {each.room for each in found if each.room}
    if rooms and ticket.room:
        yield "tells_room" if ticket.room in rooms else "tells_other_room"
    units = {each.unit for each in found if each.unit}
    if units and ticket.unit and ticket.unit not in units:
        yield "tells_other_unit"
    if len(ticket.place) > 1 and (ticket.place[:2] in heard.text or ticket.place[-2:] in heard.text):
        yield "tells_place"


def _matter(heard: Heard, ticket: OpenTicket, tickets: Sequence[OpenTicket], turns: Turns) -> Iterator[str]:
    reading = heard.reading
    words = narrow(heard.text)
    if ticket.matter in reading.likely[:3]:
        same = reading.likely[0] == ticket.matter
        yield "same_matter" if same else "likely_matter"
        if same and reading.requests:
            yield "asks_the_same"
    elif reading.requests:
        yield "asks_another_surely" if reading.grip > _SURE else "asks_another"
    shared = min(len(_pairs(words) & _pairs(ticket.words)), 4)
    yield from ["shared_words"] * shared
    if not shared:
        yield "no_shared_words"
    yield from _about(words, ticket, tickets, turns)


def _about(words: str, ticket: OpenTicket, tickets: Sequence[OpenTicket], turns: Turns) -> Iterator[str]:
    """Words in which news of the matter of this ticket, or only of others, is told."""
    own = _told_words(words, ticket.matter, turns)
    if own:
        yield "about_it"
        if len(own) > 1:
            yield "much_about_it"
        if not any(
            _told_words(words, each.matter, turns)
            for each in tickets
            if each.matter != ticket.matter and not each.resolved
        ):
            yield "about_it_alone"
    elif any(_told_words(words, each.matter, turns) for each in tickets if not each.resolved):
        yield "about_another"


def _told_words(words: str, matter: str, turns: Turns) -> set[str]:
    pattern = turns.get(matter)
    return {found.group() for found in pattern.finditer(words)} if pattern else set()


def _pairs(text: str) -> set[str]:
    words = _COMMON.sub(" ", narrow(text))
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2] and not words[i].isdigit()}


def _state(heard: Heard, ticket: OpenTicket, turns: Turns) -> Iterator[str]:
    kind = heard.reading.kind
    if ticket.resolved:
        yield "resolved"
        if is_over(heard.text, ticket.matter, turns):
            yield "resolved_and_fixed"
        if turns["again"].search(heard.text):
            yield "resolved_and_again"
        yield f"resolved_{kind}"
        if heard.role == "staff":
            yield "resolved_staff"
    elif is_over(heard.text, ticket.matter, turns):
        yield "fixes"
    yield f"kind_{kind}"
    if is_same_here(heard.text, turns) and heard.role == "resident":
        yield "same_here"
    if "[图片]" in heard.text or "[视频]" in heard.text:
        yield "photo"
        if heard.sender in ticket.people:
            yield "photo_of_member"


def is_fixed(text: str, turns: Turns) -> bool:
    """Whether the words say that the trouble is over."""
    words = narrow(text)
    return bool(turns["fixed"].search(words)) and not turns["unfixed"].search(words)


def is_over(text: str, matter: str, turns: Turns) -> bool:
    """Whether the words say that this trouble is over: of water or light it is enough that 来了."""
    if is_fixed(text, turns):
        return True
    words = narrow(text)
    return matter.startswith("utility.") and bool(turns["back_on"].search(words)) and not turns["unfixed"].search(words)


def is_same_here(text: str, turns: Turns) -> bool:
    """Whether somebody says to have the same trouble."""
    return len(text) < 40 and bool(turns["same_here"].search(narrow(text)))
