"""What holds a ticket up: a question to the resident that nobody answers, a suspension whose review comes."""

from handlers.desk import Desk
from handlers.timing import kept
from models.ticket import Ticket, move
from rules.tickets import State
from rules.town import Level


def end_wait(desk: Desk, ticket: Ticket) -> None:
    """The clock goes on by itself when the resident has not answered for long enough."""
    since = ticket.waiting_since
    if since is None:
        return
    until = since + desk.policies.ladder.answer_wait
    if until <= desk.now and desk.go_on(ticket, until):
        desk.record(ticket.id, "wait_over")
        desk.refresh(ticket)
        for officer in desk.owners(ticket):
            desk.notice(officer, "wait_over", ticket, desk.view(ticket))


def wake(desk: Desk, ticket: Ticket) -> None:
    """The review of a suspension has come: the ticket goes on, and who has it hears so."""
    if ticket.state == State.SUSPENDED and ticket.review_at is not None and ticket.review_at <= desk.now:
        resume(desk, ticket)
        desk.tell_all(desk.owners(ticket), "review_due", ticket, desk.view(ticket))


def resume(desk: Desk, ticket: Ticket) -> bool:
    """The ticket goes on with whoever had it, or is offered again; False when it was not suspended."""
    *earlier, last = ticket.suspensions
    values = {"suspensions": [*earlier, [*last[:2], *kept(desk.now)]], "review_at": None, "wording": ""}
    if ticket.claimed_by in desk.town.officers:
        moved = move(desk.session, ticket, "resume", **values, taken_at=desk.now)
    else:
        moved = move(desk.session, ticket, "wake", **values | desk.offer_again(ticket, Level(ticket.level)))
    if moved:
        desk.record(ticket.id, "resume")
        desk.refresh(ticket)
    return moved
