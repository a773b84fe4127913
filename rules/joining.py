"""Whether a request is already known: the open ticket it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.parsing import Request

_SAME_TROUBLE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """What the desk knows of a ticket: `resolved` when said to be fixed, `words` of its opening, `people` in it."""

    id: int
    matter: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    opened_at: datetime | None = None
    resolved: bool = False
    words: str = ""
    people: frozenset[str] = field(default_factory=frozenset)


def joins(request: Request, open_tickets: Sequence[OpenTicket], now: datetime, sender: str) -> OpenTicket | None:
    """The open ticket a request belongs to, the newest that fits, or None: then it opens one.

    The same matter and building within 30 minutes joins; later only where no part of the place contradicts.
    Leaks in two rooms are two tickets. A resolved ticket takes nobody: trouble that comes back is new.
    """
    for ticket in reversed(open_tickets):
        if not ticket.resolved and ticket.matter == request.matter and _same_place(request, ticket, now):
            return ticket
    return None


_OWN_ROOM = frozenset({"property_repair.leak", "property_repair.drain_block", "welfare_care.medical_help"})


def _same_place(request: Request, ticket: OpenTicket, now: datetime) -> bool:
    if request.matter.startswith(("errand.", "policy_inquiry.", "welfare_care.social")):
        return False
    if request.building != ticket.building or _contradict(request.unit, ticket.unit):
        return False
    if not request.building and request.place != ticket.place:
        return False
    young = ticket.opened_at is None or now - ticket.opened_at <= _SAME_TROUBLE
    if request.matter in _OWN_ROOM or not young:
        return not _contradict(request.room, ticket.room) and not _contradict(request.place, ticket.place)
    return True


def _contradict(one: str, other: str) -> bool:
    return bool(one and other) and one not in other and other not in one
