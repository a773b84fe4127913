"""Which open ticket a message belongs to: neighbours with the same trouble, news, thanks, hurry-ups.

The desk calls `joins` for a request it is about to open, and `weigh` to find the ticket that any other message is
about. Both are pure; tickets are those of the group that are open or were closed within the last hours, oldest first.
`rules.conversation` puts them together for a whole day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from rules.clues import Heard, OpenTicket, Turns, clues
from rules.parsing import Request
from rules.places import addresses

__all__ = ["Heard", "OpenTicket", "Weighed", "joins", "named_together", "weigh"]

_SAME_TROUBLE = timedelta(minutes=30)
_PERSONAL = ("errand.", "policy_inquiry.", "welfare_care.", "dispute.leak_dispute", "dispute.property_dispute")
_BY_ROOM = frozenset({"property_repair.leak", "property_repair.drain_block", "public_security.theft", "dispute.noise"})


class Weighed(NamedTuple):
    """A ticket and how well a message belongs to it, 0 even; of two alike the newer."""

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
        return sender in ticket.people or _same_home(request, ticket)
    if request.building and ticket.building and request.building != ticket.building:
        return False
    young = now - max(ticket.opened_at, ticket.heard_at) <= _SAME_TROUBLE
    if _apart(request.unit, ticket.unit) and not young:
        return False
    if request.matter in _BY_ROOM and request.room and ticket.room and request.room != ticket.room:
        return sender in ticket.people
    if not request.building and not ticket.building:
        return _near(request.place, ticket.place)
    if bool(request.building) != bool(ticket.building):
        return young and _near(request.place, ticket.place)
    return young or not _apart(request.place, ticket.place)


def _same_home(request: Request, ticket: OpenTicket) -> bool:
    home = (ticket.building, ticket.unit, ticket.room)
    return bool(ticket.room) and (request.building, request.unit, request.room) == home


def _apart(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one


def _near(one: str, other: str) -> bool:
    return not one or not other or len(set(one) & set(other)) * 2 >= min(len(set(one)), len(set(other)))


def weigh(heard: Heard, tickets: Sequence[OpenTicket], turns: Turns, weights: Mapping[str, float]) -> Weighed:
    """The ticket a message belongs to best, and how well: above 0 likely, above 1 surely. No ticket: (-9, 0)."""
    scored = [
        Weighed(round(sum(weights.get(clue, 0.0) for clue in clues(heard, ticket, tickets, turns)), 3), ticket.id)
        for ticket in tickets
    ]
    return max(scored, default=Weighed(-9.0, 0))


def named_together(heard: Heard, tickets: Sequence[OpenTicket]) -> tuple[int, ...]:
    """The open tickets of all the buildings a message names, when it names two or more."""
    told = {each.building for each in addresses(heard.text) if each.building}
    if len(told) < 2:
        return ()
    return tuple(ticket.id for ticket in tickets if ticket.building in told and not ticket.resolved)
