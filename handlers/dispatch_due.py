"""What falls due at a tick: by a moment of its own, by the calendar, and of a ticket by its clocks."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from handlers import (
    alarm,
    burden,
    callout_due,
    care,
    care_offering,
    closing,
    contact,
    delay,
    digest,
    dispatch_broadcast,
    dispatch_rollcall,
    doctor,
    enrol,
    escalation,
    handover,
    housekeeping,
    incident,
    leave,
    report_photos,
    resolving,
    rota,
    supervision_reply,
    temporary,
    today,
    whistle,
)
from handlers.desk import Desk
from models import moments
from models.household import first_of
from models.ticket import Ticket, by_desk
from models.ticket_due import due

log = logging.getLogger(__name__)
BATCH = 200
# A moment that no clock serves would be swept without end; the auditor sees what is that late.
NOBODY_SERVES = timedelta(minutes=5)
# Each does at most one thing, if its moment has come; what else is due is done when the sweep comes back at once.
CLOCKS: tuple[Callable[[Desk, Ticket], None], ...] = (
    delay.end_wait,
    delay.wake,
    contact.left,
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


# What the calendar brings: each takes its slot, or has nothing to do.
RECURRING = (
    doctor.sweep_clocks,
    care.sweep_visits,
    care_offering.sweep_festivals,
    burden.sweep_days,
    burden.sweep_reports,
    digest.sweep_digests,
    doctor.sweep_admin_line,
    rota.sweep_gaps,
    escalation.sweep_mornings,
    leave.sweep_leaves,
    today.sweep_shifts,
)
# What falls due by its own moment, under the name that models/moments.py has for it.
SWEEPS = (
    ("ticket", sweep_due),
    ("unannounced", enrol.sweep_notices),
    ("temporary", temporary.sweep_ended),
    ("group_leave", enrol.sweep_unbound),
    ("whistle", whistle.sweep_whistles),
    ("order", supervision_reply.sweep_orders),
    ("incident", incident.sweep_incidents),
    ("late", housekeeping.sweep_late),
    ("photo", report_photos.sweep_photos),
    ("notice", today.sweep_notices),
    ("alarm", alarm.sweep_alarms),
    ("handover", handover.sweep_unanswered),
    *dispatch_broadcast.SWEEPS,
    ("callout", callout_due.sweep_callouts),
    ("callout_card", callout_due.sweep_cards),
    *dispatch_rollcall.SWEEPS,
)


def sweep(desk: Desk) -> int:
    """Everything that has fallen due; returns how many things were done."""
    waits = moments.waiting(desk.session)
    due = [duty for kind, duty in SWEEPS if waits.has(kind, desk.now, desk.real_now)]
    return sum(duty(desk) for duty in (*due, _recur, housekeeping.sweep_forget))


def _recur(desk: Desk) -> int:
    if desk.is_calm():
        return 0
    done = sum(duty(desk) for duty in RECURRING)
    desk.calm_down()
    return done


def next_due(desk: Desk) -> datetime | None:
    """When the next thing falls due that has a moment of its own."""
    return moments.waiting(desk.session).next_at()
