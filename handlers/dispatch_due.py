"""What falls due of a ticket by itself: every clock it has is asked, and then when to look again."""

from collections.abc import Callable

from handlers import closing, contact, delay, escalation, resolving
from handlers.desk import Desk
from models.household import first_of
from models.ticket import Ticket, by_desk, due

BATCH = 200
# Each does at most one thing, if its moment has come; what else is due is done when the sweep comes back at once.
CLOCKS: tuple[Callable[[Desk, Ticket], None], ...] = (
    delay.end_wait,
    delay.wake,
    escalation.climb,
    contact.ask,
    resolving.press,
    closing.silence,
    closing.ask_again,
)


def sweep_due(desk: Desk) -> int:
    """Looks at every ticket whose moment has come; returns how many there were."""
    tickets = due(desk.session, desk.now, BATCH)
    first = first_of(desk.session, tickets, desk.now) if tickets else set()
    for number in sorted(tickets, key=lambda each: each not in first):
        ticket = by_desk(desk.session, number)
        for clock in CLOCKS:
            clock(desk, ticket)
        desk.reschedule(ticket)
    return len(tickets)
