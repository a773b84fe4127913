"""Supervision orders: written, drafted for a signature, put in force, and brought to whoever has the ticket."""

from typing import Any

from handlers.showing import Board
from handlers.speaking import HIGH
from models.session import insert
from models.supervision import SupervisionOrder, orders_of, put_in_force
from models.ticket import Ticket, move
from rules import cards
from rules.routing import Officer
from rules.supervision import Colour, raised, reply_due


class Overseer(Board):
    """What officials ask of a ticket that is late, and see answered."""

    def write_order(self, ticket: Ticket, colour: Colour, level: str, words: str = "") -> SupervisionOrder:
        """A new order; a yellow or a red one is a draft."""
        row = {"ticket_id": ticket.id, "colour": str(colour), "at": self.now, "by": self.actor, "level": level}
        number = insert(self.session, SupervisionOrder, **row, words=words)
        return next(order for order in orders_of(self.session, ticket.id) if order.id == number)

    def has_as_strong(self, ticket: Ticket, colour: Colour) -> bool:
        """Whether such an order, or a stronger one, is in force, or such a one waits for its signature."""
        orders = [row.order for row in orders_of(self.session, ticket.id)]
        alike = any(o.colour is colour and (o.is_draft or o.in_force_from) for o in orders)
        return alike or raised(tuple(orders), colour) is not colour

    def enforce(self, ticket: Ticket, row: SupervisionOrder) -> None:
        """The order counts from now on: until when it is answered, on every card, and to whoever has the ticket."""
        due = reply_due(row.order, self.policies.ladder.supervision, self.policies.duty_hours)
        put_in_force(self.session, row.id, due)
        colour = max([Colour(row.colour), *([Colour(ticket.colour)] if ticket.colour else [])], key=lambda c: c.rank)
        move(self.session, ticket, "supervise", colour=str(colour))
        self.record(ticket.id, "supervise", order=row.id, strength=row.colour)
        self.refresh(ticket)
        words = self.order_words(ticket, row) | {"limit": due or self.now}
        people = [officer for officer in self.owners(ticket) if officer.user != self.actor]
        self.tell_all(people, "supervision_order", ticket, words)

    def order_words(self, ticket: Ticket, row: SupervisionOrder) -> dict[str, Any]:
        """What is said of an order."""
        due = ticket.resolve_due_at or self.now
        return self.view(ticket) | {"colour": self.word(row.colour), "reason": row.words, "limit": due}

    def ask_signature(self, ticket: Ticket, row: SupervisionOrder, people: list[Officer]) -> None:
        """Brings a draft to those who may sign it, in private, else to their group."""
        buttons = cards.buttons((("sign", "refuse"),), ticket.id, self.labels(ticket), str(row.id))
        how: dict[str, Any] = {"ticket": ticket.id, "purpose": "draft", "priority": HIGH, "buttons": buttons}
        told = [self.tell(o, "supervision_draft", self.order_words(ticket, row), **how) for o in people]
        post = self.town.staff_group(ticket.place_id, row.level)
        if not any(told) and post:
            self.say(post.chat, "supervision_draft", self.order_words(ticket, row), **how)
