"""A claim without a word: whoever has the ticket is asked once, then it is quietly offered again."""

from collections.abc import Sequence
from datetime import datetime

from handlers.desk import Desk
from models import outbox
from models.ticket import Ticket, move
from rules import contact
from rules.contact import Ask, Lapse
from rules.ladder import claim_of, pauses_of
from rules.routing import Officer
from rules.tickets import TAKEN


def left(desk: Desk, ticket: Ticket) -> None:
    """Whoever has it holds no role any more: the others are asked to take it, and it is theirs to read no longer."""
    had = ticket.claimed_by
    if ticket.state not in TAKEN or had is None or had in desk.town.officers or desk.town.is_admin(had):
        return
    desk.lapse(ticket)
    for row in outbox.told(desk.session, ticket.id, ("staff",)):
        if row.chat_id == had:
            desk.retract(row)
    if ticket.service_class == "P0":
        # An alarm that was taken hours ago would be heard again hours later.
        desk.ring(ticket)
    else:
        _offer(desk, ticket)


def _offer(desk: Desk, ticket: Ticket) -> None:
    """Those on duty where it waits are asked, else the community's: a card that is edited is not heard."""
    people = desk.owners(ticket) or desk.pinged(ticket, "community")
    buttons = desk.buttons(ticket, ("claim", "cannot_go"))
    desk.tell_all(people, "nudge", ticket, desk.view(ticket) | {"limit": desk.claim_by(ticket) or desk.now}, buttons)


def ask(desk: Desk, ticket: Ticket) -> None:
    """The next step of a silent claim, if it has fallen due."""
    policies = desk.rules_of(ticket)
    if policies.contact is None or ticket.state not in TAKEN:
        return
    standing = desk.standing(ticket)
    pauses = pauses_of(policies, standing)
    decision = contact.next_contact(policies.contact, claim_of(standing), desk.now, policies.hours, pauses)
    if isinstance(decision, Ask):
        # The question may wait for an hour's summary: the time to answer counts from when it is read.
        owners = desk.owners(ticket)
        asked = max((desk.reaches_at(each.user, ticket) for each in owners if each.reachable), default=desk.now)
        _ask(desk, ticket, owners, asked, contact.graced(policies.contact, asked, policies.hours, pauses))
    elif isinstance(decision, Lapse):
        desk.lapse(ticket)


def _ask(desk: Desk, ticket: Ticket, owners: Sequence[Officer], asked: datetime, lapses: datetime) -> None:
    if not move(desk.session, ticket, "contact_asked", "claimed_by", "contact_asked_at", contact_asked_at=asked):
        return
    desk.record(ticket.id, "contact_asked")
    buttons = desk.buttons(ticket, ("contact", "arrive", "hand_over"))
    words = desk.view(ticket) | {"limit": lapses}
    desk.tell_all(owners, "contact_ask", ticket, words, buttons)
