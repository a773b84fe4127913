"""问居民: a worker asks the reporter something; the clock stands until they answer, and two days at the longest."""

from handlers.desk import HIGH, Desk
from models import outbox
from models.ticket import Ticket, asked_of, move
from rules.tickets import State


def ask(desk: Desk, ticket: Ticket, words: str) -> None:
    """The question goes to the reporter in private, and onto the card of the group where it was told.

    What its worker has suspended stays so.
    """
    rests = ticket.state == State.SUSPENDED and ticket.claimed_by == desk.actor and desk.handles(ticket)
    if not (rests or desk.working_alone(ticket)):
        return
    if ticket.waiting_since:
        desk.answer("question_waits", **desk.view(ticket))
    elif not words:
        desk.ask(ticket, "ask_question")
    else:
        _put(desk, ticket, words[:200])


def _put(desk: Desk, ticket: Ticket, words: str) -> None:
    carded = any(row.purpose == "public" for row in outbox.cards(desk.session, ticket.id))
    told = desk.tell_reporters(ticket, "question", desk.view(ticket) | {"question": words}, priority=HIGH)
    if not told and not carded:
        desk.answer("question_nobody", **desk.view(ticket))
        return
    values = {"waiting_since": desk.now, "question": words, "contacted_at": ticket.contacted_at or desk.now}
    if move(desk.session, ticket, "question", "waiting_since", **values):
        desk.record(ticket.id, "question", words=words)
        desk.refresh(ticket)
        desk.done("question_asked", **desk.view(ticket))


def waiting(desk: Desk) -> Ticket | None:
    """The ticket about which the actor was asked something."""
    return asked_of(desk.session, desk.actor)
