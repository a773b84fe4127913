"""A group's day, message by message: which open a ticket, which belong to one, which are talk."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.joining import (
    Heard,
    OpenTicket,
    Turns,
    Weighed,
    is_fixed,
    is_same_here,
    joins,
    named_together,
    weigh,
)
from rules.parsing import Reading, Request

_FORGET = timedelta(hours=14)
_HOT = timedelta(minutes=12)
_OPENS = 0.15
_STAFF, _STAFF_NOTICE, _CLINGS = 1.3, 3.0, 2.4
_NEEDS = {"update": 1.7, "ack": 2.6, "thanks": 1.8, "quarrel": 2.2, "chatter": 3.3, "notice": 3.4}


@dataclass(frozen=True, slots=True)
class Link:
    """A ticket a message is about; `request` when the message opens it."""

    ticket: int
    request: Request | None = None

    @property
    def opens(self) -> bool:
        return self.request is not None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a message: its reading, which the conversation may have corrected, and its tickets."""

    reading: Reading
    tickets: tuple[Link, ...]


class Conversation:
    """Keeps the tickets of one group's day. What is heard is decided by rules.joining alone."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._tickets: dict[int, OpenTicket] = {}
        self._last = 0

    def hear(self, sender: str, text: str, at: datetime, role: str, reading: Reading) -> Told:
        """Places the next message of the day."""
        known = [ticket for ticket in self._tickets.values() if at - ticket.heard_at < _FORGET]
        heard = Heard(sender, text, at, role, reading, self._last)
        best = max((weigh(heard, ticket, self._turns) for ticket in known), default=Weighed(-9.0, 0))
        kind, links = self._place(heard, known, best)
        heard = replace(heard, reading=replace(reading, kind=kind))
        for link in links:
            self._note(link, heard)
        self._last = links[-1].ticket if links else 0
        return Told(heard.reading, links)

    def _place(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        if heard.role == "staff" and (best.score > _STAFF or not heard.reading.requests):
            return self._from_staff(heard, known, best)
        if heard.reading.requests:
            return self._asked(heard, known, best)
        return self._spoken(heard, known, best)

    def _from_staff(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        kind = heard.reading.kind if not heard.reading.requests else "update"
        if best.score < _STAFF:
            return kind, ()
        if self._turns["announced"].search(heard.text):
            return "notice", self._same(heard, known, best) if best.score > _STAFF_NOTICE else ()
        if kind not in ("chatter", "thanks") or best.score > _STAFF + 0.8:
            done = is_fixed(heard.text, self._turns)
            kind = "ack" if self._turns["taking_on"].search(heard.text) and not done else "update"
        return kind, self._same(heard, known, best)

    def _asked(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        links: list[Link] = []
        for request in heard.reading.requests:
            ticket = joins(request, known, heard.at, heard.sender)
            if ticket is None and len(heard.reading.requests) == 1:
                ticket = self._kindred(heard, request, best)
            if ticket and all(link.ticket != ticket.id for link in links):
                links.append(Link(ticket.id))
            elif ticket is None and (heard.reading.lead > _OPENS or request.danger):
                links.append(Link(len(self._tickets) + len([link for link in links if link.opens]) + 1, request))
        if not links:
            return self._spoken(heard, known, best)
        return self._asked_kind(heard, links), tuple(links)

    def _asked_kind(self, heard: Heard, links: list[Link]) -> str:
        """Who is in a ticket already brings news of it, unless trouble is new."""
        known = [self._tickets[link.ticket] for link in links if not link.opens]
        own = known and all(heard.sender in ticket.people for ticket in known) and len(known) == len(links)
        return "update" if own and heard.reading.lead < 1.0 else "request"

    def _kindred(self, heard: Heard, request: Request, best: Weighed) -> OpenTicket | None:
        """A hot ticket of another matter that the words cling to: the reader may have mistaken the matter."""
        ticket = self._tickets.get(best.ticket)
        if ticket is None or ticket.resolved or heard.at - ticket.heard_at > _HOT or request.danger:
            return None
        if request.building and ticket.building and request.building != ticket.building:
            return None
        same = is_same_here(heard.text, self._turns) or ticket.matter in heard.reading.likely[:3]
        return (
            ticket
            if best.score > (_CLINGS - 0.5 if same else _CLINGS) and (same or heard.reading.grip < 0.35)
            else None
        )

    def _spoken(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        kind = heard.reading.kind if not heard.reading.requests else "chatter"
        ticket = self._tickets.get(best.ticket)
        if ticket is None:
            return kind, ()
        hot = not ticket.resolved and heard.at - ticket.heard_at < _HOT
        if hot and best.score > 1.4 and is_same_here(heard.text, self._turns) and not is_fixed(heard.text, self._turns):
            return "request", (Link(ticket.id),)
        if kind in ("chatter", "ack", "notice", "signup") and self._is_news(heard, ticket, best):
            kind = "update"
        if best.score > _NEEDS.get(kind, 9.0):
            return kind, self._same(heard, known, best)
        return kind, ()

    def _is_news(self, heard: Heard, ticket: OpenTicket, best: Weighed) -> bool:
        if is_fixed(heard.text, self._turns):
            return best.score > 1.9
        return heard.sender in ticket.people and best.score > 2.6 and heard.reading.kind == "chatter"

    def _same(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[Link, ...]:
        """The best ticket, or every ticket of the buildings a message names when it names several."""
        named = named_together(heard, known)
        return tuple(Link(number) for number in named) if len(named) > 1 else (Link(best.ticket),)

    def _note(self, link: Link, heard: Heard) -> None:
        asked = link.request
        ticket = self._tickets.get(link.ticket) or OpenTicket(link.ticket, "", opened_at=heard.at)
        if asked:
            ticket = replace(
                ticket,
                matter=asked.matter,
                building=asked.building,
                unit=asked.unit,
                room=asked.room,
                place=asked.place,
            )
        done = heard.reading.kind in ("update", "thanks", "ack") and is_fixed(heard.text, self._turns)
        self._tickets[link.ticket] = replace(
            ticket,
            heard_at=heard.at,
            resolved=done or (ticket.resolved and heard.reading.kind != "request"),
            words=(ticket.words + heard.text)[:300],
            people=ticket.people | {heard.sender},
            answered=ticket.answered or heard.role == "staff",
        )
