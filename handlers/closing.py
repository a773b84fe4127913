"""After a result: the reporter's silence, and a second question some days later."""

from handlers.desk import Desk
from models.ticket import Ticket, move
from rules import closing
from rules.tickets import State


def silence(desk: Desk, ticket: Ticket) -> None:
    """Two days without a word: done as far as anybody knows; the reporter can still say no."""
    if ticket.state != State.RESOLVED or ticket.resolved_at is None:
        return
    if closing.silent_until(desk.rules_of(ticket).closing, ticket.resolved_at) > desk.now:
        return
    if move(desk.session, ticket, "silence", closed_at=desk.now):
        desk.record(ticket.id, "silence")
        desk.refresh(ticket)
