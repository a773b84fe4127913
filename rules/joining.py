"""Which open ticket a message belongs to: neighbours with the same trouble, news, thanks, hurry-ups.

The desk calls `joins` for a request it is about to open; tickets are those of the group that are open or were closed
within the last hours, oldest first. `rules.placing` finds the ticket that any other message is about.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from rules.clues import Heard, OpenTicket
from rules.parsing import Request
from rules.places import addresses, other_lane

__all__ = [
    "Heard",
    "OpenTicket",
    "asks_who",
    "is_of_the_wall",
    "is_own_need",
    "joins",
    "named_together",
    "of_each_person",
]

_LIFT = "property_repair.elevator_fault"
_SAME_TROUBLE = timedelta(minutes=30)
NEEDS = ("errand.", "welfare_care.")
PERSONAL = (*NEEDS, "policy_inquiry.", "dispute.leak_dispute", "dispute.property_dispute")
# 我残疾证到期了 and 我家也想办低保, but not 我看老张头可怜.
_OWN_NEED = re.compile(r"[我俺咱](?!们?(?:也|都|就|刚|才)*+(?:看|见|听|觉|知|认识|说|晓得|想问|问))")
_BY_ROOM = frozenset({"property_repair.leak", "property_repair.drain_block", "public_security.theft", "dispute.noise"})

CARE, UNCONSCIOUS = "welfare_care.elder_care", "unconscious"
WALL, FALLS = "property_repair.facade_roof", "safety_hazard.falling_object"
# 掉了一大块，怕砸到人 just after 墙皮掉了; a flower pot, what is thrown and a branch are no wall.
_COMES_OFF = re.compile(
    r"(?!.*(?:扔|抛|丢|泼|倒|花盆|花架|瓶|烟头|垃圾|树|枝|牌|玻璃|窗|晾|衣服|被子|外机|空调|冰|雪|灯|杆|井盖|手机|钥匙))"
    r".*(?:掉|落|砸)"
)


def is_of_the_wall(words: str) -> bool:
    """Whether what falls may be of the wall that was just told of: it names nothing of its own that falls."""
    return bool(_COMES_OFF.match(words))


def of_each_person(requests: Sequence[Request]) -> list[Request]:
    """Without the care that an old person needs who does not answer the door: that is a danger, and one ticket."""
    ill = {(each.building, each.room) for each in requests if each.danger == UNCONSCIOUS}
    return [each for each in requests if each.danger or each.matter != CARE or (each.building, each.room) not in ill]


def asks_who(matter: str) -> bool:
    """Whether a matter is a person's or a home's own, so that it counts who has told it."""
    return matter.startswith(PERSONAL) or matter in _BY_ROOM


def is_own_need(words: str, asked: Sequence[Request], matter: str) -> bool:
    """Whether somebody asks for themselves what a home needs, care or papers: no word of what another home needs."""
    needs = matter.startswith(NEEDS) and any(request.matter.startswith(NEEDS) for request in asked)
    return needs and _OWN_NEED.search(words) is not None


def joins(request: Request, tickets: Sequence[OpenTicket], now: datetime, sender: str) -> OpenTicket | None:
    """The open ticket a request belongs to, the newest that fits, or None: then it opens one.

    The same matter and building within 30 minutes joins; later only where no part of the place contradicts.
    Leaks in two rooms are two tickets, dangers in two units too. A resolved ticket takes nobody: trouble that comes
    back is new.
    """
    fitting = [ticket for ticket in tickets if not ticket.resolved and _fits(request, ticket, now, sender)]
    return fitting[-1] if fitting else None


def _fits(request: Request, ticket: OpenTicket, now: datetime, sender: str) -> bool:
    if request.matter != ticket.matter:
        return False
    if request.building and ticket.building and request.building != ticket.building:
        return False
    if other_lane(request.place, ticket.place):
        return False
    if request.matter.startswith(PERSONAL):
        return sender in ticket.people or _same_home(request, ticket)
    young = now - max(ticket.opened_at, ticket.heard_at) <= _SAME_TROUBLE
    if _apart(request.unit, ticket.unit) and (not young or request.danger):
        return False
    if request.matter in _BY_ROOM and request.room and ticket.room and request.room != ticket.room:
        return sender in ticket.people
    if not request.building and not ticket.building:
        return _near(request.place, ticket.place)
    if bool(request.building) != bool(ticket.building):
        return young and _near(request.place, ticket.place)
    # A lift is now at this floor, now at that.
    return young or request.matter == _LIFT or not _apart(request.place, ticket.place)


def _same_home(request: Request, ticket: OpenTicket) -> bool:
    home = (ticket.building, ticket.unit, ticket.room)
    return bool(ticket.room) and (request.building, request.unit, request.room) == home


def _apart(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one


def _near(one: str, other: str) -> bool:
    return not one or not other or len(set(one) & set(other)) * 2 >= min(len(set(one)), len(set(other)))


def named_together(heard: Heard, tickets: Sequence[OpenTicket]) -> tuple[int, ...]:
    """The open tickets of all the buildings a message names, when it names two or more."""
    told = {each.building for each in addresses(heard.text) if each.building}
    if len(told) < 2:
        return ()
    return tuple(ticket.id for ticket in tickets if ticket.building in told and not ticket.resolved)
