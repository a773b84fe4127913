"""Supervision orders: written, drafted for a signature, put in force, and brought to whoever has the ticket."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from handlers.routing import KEEPERS, WORKERS
from handlers.showing import Board
from handlers.speaking import HIGH, buttons_in
from models import outbox
from models.session import insert
from models.supervision import SupervisionOrder, decide, orders_of, put_in_force
from models.ticket import Ticket, move
from rules import callback
from rules.deadline import deadline_in
from rules.escalation import report_up
from rules.routing import Officer
from rules.supervision import Colour, ends_draft, raised, reply_due
from rules.town import Level

AT_GRID = (Level.GRID, Level.MICRO_GRID)


def _named_in(row: SupervisionOrder, zone: tzinfo) -> datetime | None:
    """The moment that an order names, counted from when it was written: 今天下班前回复."""
    told = deadline_in(row.words, row.at.astimezone(zone))
    return told and told.astimezone(UTC)


class Overseer(Board):
    """What officials ask of a ticket that is late, and see answered."""

    def write_order(self, ticket: Ticket, colour: Colour, level: str, words: str = "") -> SupervisionOrder:
        """A new order; a yellow or a red one is a draft."""
        row = {"ticket_id": ticket.id, "colour": str(colour), "at": self.now, "level": level}
        number = insert(self.session, SupervisionOrder, **row, words=words)
        return next(order for order in orders_of(self.session, ticket.id) if order.id == number)

    def has_as_strong(self, ticket: Ticket, colour: Colour) -> bool:
        """Whether such an order, or a stronger one, is in force, or such a one waits for its signature."""
        orders = [row.order for row in orders_of(self.session, ticket.id)]
        alike = any(o.colour is colour and (o.is_draft or o.in_force_from) for o in orders)
        return alike or raised(tuple(orders), colour) is not colour

    def enforce(self, ticket: Ticket, row: SupervisionOrder) -> None:
        """The order counts from now on: until when it is answered, on every card, and to whoever has the ticket."""
        hours = self.policies.duty_hours
        due = reply_due(row.order, self.policies.ladder.supervision, hours, _named_in(row, hours.zone))
        put_in_force(self.session, row.id, due)
        colour = max([Colour(row.colour), *([Colour(ticket.colour)] if ticket.colour else [])], key=lambda c: c.rank)
        move(self.session, ticket, "supervise", colour=str(colour))
        self.record(ticket.id, "supervise", order=row.id, strength=row.colour)
        self._drop_weaker(ticket, row)
        self.refresh(ticket)
        words = self.order_words(ticket, row) | {"limit": due or self.now}
        self.tell_all(self.to_act(ticket), "supervision_order", ticket, words)

    def to_act(self, ticket: Ticket) -> list[Officer]:
        """Who is to act when an order is given: who has the ticket, else the workers and the secretary it waits for.

        Nobody is ordered by themselves, or by who decides no higher than they do.
        """
        found = self.owners(ticket)
        if not (ticket.claimed_by or ticket.sealed or Level(ticket.level) in AT_GRID):
            found = [*self.on_duty(ticket.place_id, WORKERS), *self.pinged(ticket, "community")]
        if not found and self.actor and not (ticket.claimed_by or ticket.sealed):
            holders = self.town.serving(ticket.place_id, (*WORKERS, *KEEPERS["community"]))
            found = self.present(holders)
        giver = self.town.authority(self.actor, ticket.place_id)
        return [each for each in {o.user: o for o in found}.values() if self._may_be_ordered(each, ticket, giver)]

    def _may_be_ordered(self, officer: Officer, ticket: Ticket, giver: Level | None) -> bool:
        own = self.town.authority(officer.user, ticket.place_id)
        below = own is None or giver is None or giver.above(own)
        return officer.user != self.actor and (below or ticket.claimed_by == officer.user or ticket.sealed)

    def _drop_weaker(self, ticket: Ticket, row: SupervisionOrder) -> None:
        """What was drafted and is no stronger than this order needs nobody's signature any more."""
        for other in orders_of(self.session, ticket.id):
            if ends_draft(row.order, other.order) and decide(self.session, other.id, refused_by=0):
                self.record(ticket.id, "drop_order", order=other.id, strength=other.colour)
                words = self.order_words(ticket, other) | {"stronger": self.word(row.colour)}
                self.settle_question(ticket, "draft", str(other.id), "order_dropped", words)

    def order_words(self, ticket: Ticket, row: SupervisionOrder) -> dict[str, Any]:
        """What is said of an order."""
        due = ticket.resolve_due_at or self.now
        return self.view(ticket) | {"colour": self.word(row.colour), "reason": row.words, "limit": due}

    def signers(self, ticket: Any, level: str) -> tuple[Level, list[Officer]]:
        """Who signs an order on a ticket, at this level or the next above; nobody signs one against themselves.

        Where somebody is on leave the next above does, if anybody is there.
        """
        asked: Level | None = Level(level)
        found: dict[Level, list[Officer]] = {}
        while asked:
            others = [officer for officer in self.keepers(ticket, str(asked)) if officer.user != ticket.claimed_by]
            found |= {asked: others} if others else {}
            asked = report_up(asked)
        return self.first_present(found) or (Level(level), [])

    def ask_signature(self, ticket: Ticket, row: SupervisionOrder, people: list[Officer]) -> None:
        """Brings a draft to those who may sign it, in private, else to their group."""
        buttons = self.buttons(ticket, ("sign", "refuse"), arg=str(row.id))
        how: dict[str, Any] = {"ticket": ticket.id, "purpose": "draft", "priority": HIGH, "buttons": buttons}
        told = [self.tell(o, "supervision_draft", self.order_words(ticket, row), **how) for o in people]
        post = self.town.staff_group(ticket.place_id, row.level)
        if not any(told) and post:
            self.say(post.chat, "supervision_draft", self.order_words(ticket, row), **how)

    def settle_question(
        self, ticket: Ticket, purpose: str, arg: str, template: str, words: dict[str, Any], only: int = 0
    ) -> None:
        """What asked for this decision, `only` in one chat if told, becomes its answer, and loses its buttons."""
        answer = {"text": self.text(template, **words), "buttons": []}
        for row in outbox.told(self.session, ticket.id, (purpose, f"{purpose}_again")):
            if carries(row.payload, arg) and only in (0, row.chat_id):
                outbox.repaint(self.session, row, answer, HIGH, self.real_now)


def carries(payload: dict[str, Any], arg: str) -> bool:
    """Whether a message has a button for this decision."""
    presses = (callback.read(each.data) for each in buttons_in(payload))
    return any(press is not None and press.arg == arg for press in presses)
