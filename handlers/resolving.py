"""What happens while a ticket is not done in time: a reminder, a warning, an order, and drafts for an official."""

from handlers.desk import Desk
from models.ticket import Ticket, move
from rules import cards, resolving
from rules.duty import on_duty
from rules.ladder import course_of
from rules.resolving import Take
from rules.supervision import Colour
from rules.tickets import FREE, State
from rules.town import Level


def press(desk: Desk, ticket: Ticket) -> None:
    """The next rung of the resolve ladder, if it has fallen due."""
    policies = desk.rules_of(ticket)
    if policies.resolve is None or ticket.state not in FREE:
        return
    course = course_of(policies, desk.standing(ticket))
    decision = resolving.next_step(policies.resolve, ticket.rung, course, desk.now, policies.hours)
    if isinstance(decision, Take):
        _take(desk, ticket, decision)


def _take(desk: Desk, ticket: Ticket, rung: Take) -> None:
    if not move(desk.session, ticket, "rung", "rung", rung=rung.next_index):
        return
    data = {"rung": rung.index, "left_out": list(rung.left_out), "tells": str(rung.tells)}
    desk.record(ticket.id, rung.action, **data)
    words = desk.view(ticket) | {"limit": ticket.resolve_due_at or desk.now}
    over = ticket.state == State.OPEN and desk.is_said_to_be_over(ticket)
    if _waits_for_a_word(desk, ticket, rung, over):
        _remind_to_look(desk, ticket)
    elif over:
        # Nobody is late with what is over: whoever is to say so is asked to, and no order is given.
        told = words | {"said": "", "own": True, "several": ticket.households > 1}
        desk.tell_all(desk.owners(ticket), "recovered", ticket, told)
    elif rung.action == "remind":
        for officer in desk.owners(ticket):
            desk.notice(officer, "resolve_remind", ticket, words)
    elif rung.action == "warn":
        desk.tell_all(desk.owners(ticket), "resolve_warn", ticket, words)
    elif rung.action == "report_up":
        _report(desk, ticket, rung, words)
    elif not desk.has_as_strong(ticket, colour := Colour(rung.action)):
        level, people = desk.signers(ticket, rung.tells)
        desk.ask_signature(ticket, desk.write_order(ticket, colour, str(level)), people)


def _waits_for_a_word(desk: Desk, ticket: Ticket, rung: Take, over: bool) -> bool:
    """Whether the work is done and whoever this rung tells, or reminds, is to say so: nobody orders themselves to.

    At night nobody is ordered to.
    """
    submitted = ticket.state == State.OPEN and ticket.submitted_by is not None
    own = rung.action in ("remind", "warn") or not rung.tells.above(Level(ticket.level))
    return submitted and (over or own or not on_duty(desk.now, desk.policies.duty_hours))


def _remind_to_look(desk: Desk, ticket: Ticket) -> None:
    buttons = desk.buttons(ticket, cards.TO_VERIFY)
    for officer in desk.owners(ticket):
        if officer.user != ticket.submitted_by:
            desk.notice(officer, "submitted", ticket, desk.view(ticket), buttons, may_wait=True)


def _report(desk: Desk, ticket: Ticket, rung: Take, words: dict[str, object]) -> None:
    """Late: the level above hears of it and an ordinary order is given; the ticket stays where it is."""
    for officer in desk.keepers(ticket, rung.tells):
        if officer.user != ticket.claimed_by:
            desk.notice(officer, "resolve_late", ticket, words)
    if not desk.has_as_strong(ticket, Colour.ORDINARY):
        desk.enforce(ticket, desk.write_order(ticket, Colour.ORDINARY, str(rung.tells)))
