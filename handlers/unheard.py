"""What could not be brought to who reported: staff tell them instead, and it comes once their chat opens again."""

from datetime import timedelta
from typing import Any

from handlers.desk import Desk
from models import outbox
from models.report import reports_of
from models.ticket import Ticket, of_reporter
from rules.tickets import State

STILL = timedelta(days=3)
UNANSWERED = (State.RESOLVED, State.CLOSED_UNCONFIRMED)


def not_brought(desk: Desk, row: Any) -> None:
    """A result or a question was refused for good: who sent it hears that, and no clock stands for an answer."""
    ticket = desk.own_ticket(row.ticket_id) if row.ticket_id and row.act == "send" else None
    if ticket is None:
        return
    if row.purpose == "result" and ticket.state in UNANSWERED:
        _tell(desk, ticket, "result_unheard")
    elif row.purpose == "question" and ticket.waiting_since and not _asked(desk, ticket):
        desk.go_on(ticket, desk.now)
        desk.record(ticket.id, "question_unheard")
        desk.refresh(ticket)
        _tell(desk, ticket, "question_unheard")


def bring(desk: Desk) -> None:
    """Who opens their chat again hears the results that could not be brought to them."""
    for ticket in of_reporter(desk.session, desk.actor, desk.now - STILL):
        if ticket.state in UNANSWERED and _waits(desk, ticket):
            desk.card(ticket, "result", desk.actor)


def _waits(desk: Desk, ticket: Ticket) -> bool:
    """Whether the result is for this private chat and does not stand there."""
    told = {row.chat_id for row in outbox.told(desk.session, ticket.id, ("result",))}
    mine = [report for report in reports_of(desk.session, ticket.id) if report.user_id == desk.actor]
    private = ticket.quiet or any(report.proxy or report.chat_id == desk.actor for report in mine)
    return private and desk.actor not in told


def _asked(desk: Desk, ticket: Ticket) -> bool:
    """Whether the question still reaches anybody: in private, or on the card of a group."""
    in_private = outbox.told(desk.session, ticket.id, ("question",))
    return bool(in_private) or any(row.purpose == "public" for row in outbox.cards(desk.session, ticket.id))


def _tell(desk: Desk, ticket: Ticket, kind: str) -> None:
    view, officer = desk.view(ticket), desk.town.officers.get(ticket.claimed_by or 0)
    spoken = desk.buttons(ticket, ("contact",))
    if not (officer and desk.notice(officer, kind, ticket, view, spoken)):
        desk.under_card(ticket, kind, view, purpose=kind)
