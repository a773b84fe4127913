"""A group's day, message by message: which open a ticket, which belong to one, which are talk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.clues import Heard, OpenTicket, Turns, is_fixed, is_same_here
from rules.joining import Weighed, joins, named_together, weigh
from rules.parsing import Reading, Request
from rules.places import addresses

_FORGET = timedelta(hours=14)
_HOT = timedelta(minutes=15)
_SURE_OF_MATTER = 0.5


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


@dataclass(frozen=True, slots=True)
class Ease:
    """How easily a message opens a ticket (lead of the reading) or belongs to one (score of the clues)."""

    opens: float = 0.1
    opens_beside: float = 0.8
    staff: float = -1.2
    asked: float = 0.2
    same: float = -1.0
    news: float = -0.7
    thanks: float = -0.6
    quarrel: float = -0.3
    chatter: float = -0.2
    ack: float = 0.0
    back: float = -1.6


class Conversation:
    """Keeps the tickets of one group's day. What is heard is decided by rules.joining and rules.clues."""

    def __init__(self, turns: Turns, weights: Mapping[str, float], ease: Ease | None = None) -> None:
        self._turns, self._weights, self._ease = turns, weights, ease or Ease()
        self._tickets: dict[int, OpenTicket] = {}
        self._last = 0

    def hear(self, sender: str, text: str, at: datetime, role: str, reading: Reading) -> Told:
        """Places the next message of the day."""
        known = [ticket for ticket in self._tickets.values() if at - ticket.heard_at < _FORGET]
        heard = Heard(sender, text, at, role, reading, self._last)
        best = weigh(heard, known, self._turns, self._weights)
        kind, links = self._placed(heard, known, best)
        heard = replace(heard, reading=replace(reading, kind=kind))
        for link in links:
            self._note(link, heard)
        self._last = links[-1].ticket if links else 0
        return Told(heard.reading, links)

    def _placed(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        if heard.role == "staff" and (best.score > self._ease.staff or not heard.reading.requests):
            return self._from_staff(heard, known, best)
        back = self._back(heard, best)
        if back and not any(request.danger for request in heard.reading.requests):
            return "request", (Link(len(self._tickets) + 1, back),)
        links = self._asked(heard, known, best) if heard.reading.requests else ()
        return ("request", links) if links else self._spoken(heard, known, best)

    def _from_staff(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        kind = heard.reading.kind if not heard.reading.requests else "update"
        if self._turns["announced"].search(heard.text):
            return "notice", self._same(heard, known, best) if best.score > self._ease.chatter else ()
        if best.score < self._ease.staff:
            return kind, ()
        done = is_fixed(heard.text, self._turns)
        taking = self._turns["taking_on"].search(heard.text)
        return "ack" if taking and not done else "update", self._same(heard, known, best)

    def _back(self, heard: Heard, best: Weighed) -> Request | None:
        """Trouble that was over and is back, told by somebody it concerns: a new request like the old one."""
        old = self._tickets.get(best.ticket)
        if old is None or not old.resolved or best.score < self._ease.back or is_fixed(heard.text, self._turns):
            return None
        own = next((request for request in heard.reading.requests if request.matter == old.matter), None)
        surely_other = bool(heard.reading.requests) and not own and heard.reading.grip > _SURE_OF_MATTER
        if surely_other or not self._turns["again"].search(heard.text) or heard.reading.kind in ("ad", "notice"):
            return None
        return own or Request(old.matter, old.service_class, old.building, old.unit, old.room, old.place)

    def _asked(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[Link, ...]:
        links: list[Link] = []
        for request in heard.reading.requests:
            ticket = joins(request, known, heard.at, heard.sender) or self._kindred(heard, request, best)
            if ticket and all(link.ticket != ticket.id for link in links):
                links.append(Link(ticket.id))
            elif ticket is None and self._may_open(heard, request, best):
                links.append(Link(len(self._tickets) + sum(link.opens for link in links) + 1, request))
        return tuple(links)

    def _may_open(self, heard: Heard, request: Request, best: Weighed) -> bool:
        """Beside a ticket that the words may be about, a new one needs more."""
        need = self._ease.opens_beside if best.score > self._ease.news else self._ease.opens
        return heard.reading.lead > need or bool(request.danger)

    def _kindred(self, heard: Heard, request: Request, best: Weighed) -> OpenTicket | None:
        """A hot ticket of another matter that the words cling to: the reader may have mistaken the matter."""
        ticket = self._tickets.get(best.ticket)
        if ticket is None or ticket.resolved or heard.at - ticket.heard_at > _HOT or request.danger:
            return None
        if request.building and ticket.building and request.building != ticket.building:
            return None
        unsure = ticket.matter in heard.reading.likely[:3] or heard.reading.grip < 0.2
        same = is_same_here(heard.text, self._turns)
        return ticket if (unsure and best.score > self._ease.asked) or (same and best.score > self._ease.same) else None

    def _spoken(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[str, tuple[Link, ...]]:
        kind = heard.reading.kind if not heard.reading.requests else "chatter"
        ticket = self._tickets.get(best.ticket)
        if ticket is None or kind in ("ad", "lost_found", "rumour"):
            return kind, ()
        fixed = is_fixed(heard.text, self._turns)
        hot = not ticket.resolved and heard.at - ticket.heard_at < _HOT
        if hot and not fixed and best.score > self._ease.same and is_same_here(heard.text, self._turns):
            return "request", (self._same_elsewhere(heard, ticket) or Link(ticket.id),)
        if kind in ("chatter", "notice", "signup") and best.score > self._ease.news:
            kind = self._news(heard, ticket, fixed) if kind != "signup" else kind
        need = getattr(self._ease, kind, self._ease.news)
        return kind, self._same(heard, known, best) if best.score > need else ()

    def _same_elsewhere(self, heard: Heard, ticket: OpenTicket) -> Link | None:
        """「9栋也停电了」 after one of 7栋: the same trouble at another building is another ticket."""
        told = next((each for each in addresses(heard.text) if each.building), None)
        if told is None or not ticket.building or told.building == ticket.building:
            return None
        there = [t for t in self._tickets.values() if t.matter == ticket.matter and t.building == told.building]
        if there and not there[-1].resolved:
            return Link(there[-1].id)
        return Link(
            len(self._tickets) + 1, Request(ticket.matter, ticket.service_class, told.building, told.unit, told.room)
        )

    def _news(self, heard: Heard, ticket: OpenTicket, fixed: bool) -> str:
        """Talk of those who are in a ticket is news of it; what others say of it is talk."""
        return "update" if fixed or heard.sender in ticket.people else "chatter"

    def _same(self, heard: Heard, known: list[OpenTicket], best: Weighed) -> tuple[Link, ...]:
        """The best ticket, or every ticket of the buildings a message names when it names several."""
        named = named_together(heard, known)
        return tuple(Link(number) for number in named) if len(named) > 1 else (Link(best.ticket),)

    def _note(self, link: Link, heard: Heard) -> None:
        ticket = self._tickets.get(link.ticket) or _opened(link, heard)
        done = heard.reading.kind in ("update", "thanks", "ack") and is_fixed(heard.text, self._turns)
        self._tickets[link.ticket] = replace(
            ticket,
            heard_at=heard.at,
            resolved=done or (ticket.resolved and heard.reading.kind != "request"),
            words=(ticket.words + heard.text)[:300],
            people=ticket.people | {heard.sender},
            answered=ticket.answered or heard.role == "staff",
        )


def _opened(link: Link, heard: Heard) -> OpenTicket:
    asked = link.request or Request("other.unclassified", "P2")
    where = (asked.building, asked.unit, asked.room, asked.place)
    return OpenTicket(
        link.ticket,
        asked.matter,
        *where,
        opened_at=heard.at,
        heard_at=heard.at,
        opener=heard.sender,
        service_class=asked.service_class,
    )
