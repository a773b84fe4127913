"""What 又黑了 and 我们11栋也是 leave unsaid: their matter and place, taken from what was told before."""

import re
from collections.abc import Sequence

from rules.apart import speaks_of_another
from rules.parsing import Reading, Request
from rules.places import Address, addresses, lane_to, nickname
from rules.scene import Heard, OpenTicket, Turns, is_same_here, pairs_of
from rules.supplies import is_unsaid, only_stops
from rules.wording import narrow

_SURE_OF_MATTER = 0.5
# The surer the words are of another matter, the more must remind of this one.
_FOR_A_MARGIN = 4
# Who leaves so much unsaid says little.
_BRIEF = 14
_TOO = "也"


def recalled(heard: Heard, request: Request | None, near: Sequence[OpenTicket], turns: Turns) -> Request | None:
    """The request with what the tickets before tell of it, the nearest first; None if nothing tells its matter."""
    return _reminded(heard, request, near, turns) or _in_context(heard, request, next(iter(near), None), turns)


def _reminded(heard: Heard, request: Request | None, near: Sequence[OpenTicket], turns: Turns) -> Request | None:
    """水盆又冒泡泡了: trouble that is back is that of a ticket before, if the words do not surely tell another."""
    if request is None or request.danger or not _is_brief(heard) or not turns["back"].search(heard.text):
        return None
    here = request.building or nickname(heard.sender).building
    least = max((heard.reading.grip - _SURE_OF_MATTER) * _FOR_A_MARGIN, 0)
    found = [(_reminds(heard, each, turns), each) for each in near if each.building in ("", here) or not here]
    alike = [(much + 2 * (each.matter == request.matter), each) for much, each in found if much > least]
    old = max(alike, key=lambda found: found[0])[1] if alike else None
    if old is None or old.matter == request.matter or speaks_of_another(heard, old, turns):
        return None
    return _back(old) if request.building in ("", old.building) else _of(request, old)


def _is_brief(heard: Heard) -> bool:
    return len(narrow(heard.text)) <= _BRIEF


def _reminds(heard: Heard, ticket: OpenTicket, turns: Turns) -> int:
    """How much a message reminds of a ticket: by its matter, its words and who speaks."""
    words, told = narrow(heard.text), turns.get(ticket.matter)
    shared = sum(pair in ticket.words for pair in pairs_of(words))
    likely = (ticket.matter in heard.reading.likely) + bool(told and told.search(words))
    return likely + min(shared, 2) + 2 * (heard.sender == ticket.opener)


def _in_context(heard: Heard, request: Request | None, near: OpenTicket | None, turns: Turns) -> Request | None:
    """我们11栋也是: the same as the nearest ticket, or that ticket's trouble once more."""
    if near is None or (request and request.danger):
        return request
    back = near.resolved and bool(turns["again"].search(heard.text))
    same = not near.resolved and is_same_here(heard.text, turns)
    other = request is not None and request.matter != near.matter
    surely_other = other and (
        heard.reading.grip > _SURE_OF_MATTER or not _is_brief(heard) or speaks_of_another(heard, near, turns)
    )
    if not (back or same) or surely_other:
        return request
    told = request or _where_told(heard)
    return _back(near) if back and told.building in ("", near.building) else _of(told, near)


def _back(ticket: OpenTicket) -> Request:
    """The trouble of a ticket once more, where it was."""
    return Request(ticket.matter, ticket.service_class, ticket.building, ticket.unit, ticket.room, ticket.place)


def _of(request: Request, ticket: OpenTicket) -> Request:
    return request._replace(matter=ticket.matter, service_class=ticket.service_class)


def _where_told(heard: Heard) -> Request:
    """1单元也是 is of the speaker's own building."""
    told = next(iter(addresses(heard.text)), Address())
    building = told.building or (nickname(heard.sender).building if told.unit else "")
    return Request("", "", building, told.unit, told.room, lane_to(told.building, heard.text))


def says_too(reading: Reading, words: str) -> bool:
    """Whether something is asked for that is so elsewhere as well."""
    return _TOO in words and bool(reading.requests)


_LIFT = "property_repair.elevator_fault"
# Smells that people are rung for, and what they are told by.
_SMELT = {"safety_hazard.fire": "fire", "safety_hazard.gas_leak": "gas"}
_SMELT_TOO = re.compile(
    r"(?:真的?|是的?|对|嗯|啊|唉|哎呀?|确实|[,，。.!！ ])*+[我俺]?(?:们|家里?+|这边|这里)*(?:好像|刚才|刚)?[也都]"
    r"(?:闻到|闻着|闻见|有味|有味道|有股味)(?:了|儿|的)*[啊呀呢哦,，。.!！ ]*"
)


def of_known_supply(reading: Reading, words: str, matters: Sequence[str]) -> Reading:
    """2栋也停了 of a power cut asks for power, though its words may mean water too; 我也闻到了 of what was smelt.

    又停了 of a lift that was told is of the lift.
    """
    smelt = next((matter for matter in matters if matter in _SMELT), "")
    if smelt and _SMELT_TOO.fullmatch(words):
        told = (each._replace(matter=smelt, danger=_SMELT[smelt]) for each in reading.requests[:1])
        return reading._replace(requests=tuple(told))
    stops = only_stops(words)
    unsaid = next((matter for matter in matters if is_unsaid(matter, words) or (stops and matter == _LIFT)), "")
    asked = reading.requests[:1]
    if not unsaid or any(request.danger for request in reading.requests):
        return reading
    if not (stops or all(is_unsaid(each.matter, words) for each in asked)):
        return reading
    likely = (unsaid, *(each for each in reading.likely if each != unsaid))
    return reading._replace(requests=tuple(each._replace(matter=unsaid) for each in asked), likely=likely)
