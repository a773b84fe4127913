"""What falls due of a ticket by itself: every clock it has is asked, and then when to look again."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers import closing, contact, delay, escalation, resolving
from handlers.desk import Desk
from models.household import first_of
from models.ticket import Ticket, by_desk, due

log = logging.getLogger(__name__)
BATCH = 200
# A moment that no clock serves would be swept without end; the auditor sees what is that late.
NOBODY_SERVES = timedelta(minutes=5)
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


def sweep_due(desk: Desk, clocks: Sequence[Callable[[Desk, Ticket], None]] = CLOCKS) -> int:
    """Looks at every ticket whose moment has come; returns how many there were."""
    tickets = due(desk.session, desk.now, BATCH)
    first = first_of(desk.session, tickets, desk.now) if tickets else set()
    for number in sorted(tickets, key=lambda each: each not in first):
        ticket = by_desk(desk.session, number)
        if ticket.due_at is None or ticket.due_at > desk.now:
            # Served meanwhile, by somebody's press or by another process.
            continue
        before = dict(vars(ticket))
        for clock in clocks:
            clock(desk, ticket)
        desk.reschedule(ticket)
        if ticket.due_at is not None and ticket.due_at <= desk.now and vars(ticket) == before:
            log.error("Ticket %d is due and no clock serves it; again in %s", ticket.number, NOBODY_SERVES)
            desk.fall_due(ticket, desk.now + NOBODY_SERVES, ticket.resolve_due_at)
    return len(tickets)
