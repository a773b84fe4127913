"""Changing what a ticket is taken for: its words, matter and place, whether it is over; and keeping what was learnt."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from handlers.opening import Opener
from handlers.speaking import HIGH
from models.correction import keep, labels_of, opening
from models.ticket import Report, Ticket, move
from rules.cards import gathered
from rules.deciding import DANGERS
from rules.messages import ChatKind, Incoming, Kind, Sender
from rules.parsing import Context, Request
from rules.places import Address
from rules.redaction import mask_identity
from rules.taxonomy import UNCLASSIFIED

MAY_COME_BACK = timedelta(hours=48)


class Amender(Opener):
    """Tickets as they turn out to be something else."""

    @contextmanager
    def learning(self, ticket: Ticket, kind: str) -> Iterator[None]:
        """Keeps, without anybody's name, what a message was read as and what the body made of that."""
        report, unsure = opening(self.session, ticket.id), ticket.doubtful
        was = labels_of(self.session, report) if report else {}
        yield
        became = labels_of(self.session, report) if report else {}
        if report and (unsure or became != was or kind == "merge"):
            keep(self.session, report, ticket.id, kind, was=was, became=became, actor=self.actor, at=self.now)

    @contextmanager
    def in_place_of(self, report: Report, ticket: Ticket, words: str) -> Iterator[None]:
        """Handles words as if whoever made this report had said them there."""
        before = self.incoming, self.answered, self.late
        self.incoming = Incoming(
            Kind.MESSAGE, ticket.bot_id, 0, chat=report.chat_id, message=report.message_id, text=words,
            chat_kind=ChatKind.PRIVATE if report.chat_id > 0 else ChatKind.GROUP,
            topic=ticket.topic if report.chat_id == ticket.chat_id else None,
            sender=Sender(report.user_id, report.name),
        )  # fmt: skip
        self.late = False
        yield
        self.incoming, self.answered, self.late = before

    def correct(self, ticket: Ticket, request: Request | None, said: str) -> None:
        """The new words stand on the workers' card; what they ask for, if anything, replaces what was asked."""
        words = mask_identity(said)
        values: dict[str, object] = {"words": words[:1000]} | (self._corrected(ticket, request) if request else {})
        if words:
            self._amend(ticket, values, words)

    def _amend(self, ticket: Ticket, values: dict[str, object], words: str) -> bool:
        grid, urgent = ticket.place_id, ticket.service_class == "P0"
        if not move(self.session, ticket, "correct", **values):
            return False
        self.record(ticket.id, "correct", words=words[:200])
        if values.get("quiet"):
            self.erase_public(ticket)
        spoken = self.first_spoken(ticket)
        if spoken and not urgent:
            self.alarm(ticket, spoken)
        self.refresh(ticket)
        if ticket.place_id != grid and ticket.state == "open" and not self.has_staff_card(ticket):
            self.staff_card(ticket)
        return True

    def _corrected(self, ticket: Ticket, request: Request) -> dict[str, object]:
        values: dict[str, object] = {}
        if request.building or request.unit or request.room or request.place:
            values |= self._moved(ticket, request)
        if request.matter != UNCLASSIFIED:
            values |= {"matter": request.matter, "quiet": ticket.quiet or self.is_quiet(request)}
        if ticket.service_class not in (request.service_class, "P0"):
            values |= self.urgency(ticket, request)
        return values

    def _moved(self, ticket: Ticket, request: Request) -> dict[str, object]:
        place = self.town.place_of(ticket.place_id, request.building, request.unit)
        owner = {"owner_place_id": place.id} if ticket.level == "grid" else {}
        where = {"building": request.building, "unit": request.unit, "room": request.room, "spot": request.place}
        return {**where, **owner, "place_id": place.id}

    def reclassify(self, ticket: Ticket, matter: str) -> bool:
        """Gives a ticket the matter somebody has chosen for it, with the urgency that goes with that."""
        request = self._as_matter(ticket, matter)
        shown = not ticket.doubtful
        values = {"matter": matter, "quiet": self.is_quiet(request) or (ticket.quiet and shown)}
        values |= self.urgency(ticket, request) | {"danger": request.danger}
        return self._amend(ticket, values, matter)

    def _as_matter(self, ticket: Ticket, matter: str) -> Request:
        """What the ticket's words ask for, given that they are about this matter."""
        read = self.res.read(ticket.words, Context(now=self.now)).requests
        known = next((request for request in read if request.matter == matter), None)
        if known:
            return known
        level = self.matter(matter).service_class
        danger = next((name for name, matters in DANGERS.items() if matter in matters), "")
        return Request(matter, level, danger=danger if level == "P0" else "")

    def relocate(self, ticket: Ticket, address: Address, spot: str) -> bool:
        """Puts a ticket where somebody says it is."""
        told = Request(ticket.matter, ticket.service_class, address.building, address.unit, address.room, spot)
        return self._amend(ticket, self._moved(ticket, told), spot or address.building)

    def reopen(self, ticket: Ticket, words: str) -> bool:
        """It is not solved, or came back: the same worker goes on."""
        values = {
            "reopened": ticket.reopened + 1, "resolved_at": None, "closed_at": None, "rating": "", "due_at": None,
            "news": gathered(ticket.news, words), "heard_at": self.now,
        }  # fmt: skip
        if not move(self.session, ticket, "come_back", **values):
            return False
        self.record(ticket.id, "deny", words=words[:300])
        self.refresh(ticket)
        view = self.view(ticket) | {"said": words}
        if not self.tell_claimer(ticket, "reopened_staff", view):
            self.under_card(ticket, "reopened_staff", view, priority=HIGH)
        return True
