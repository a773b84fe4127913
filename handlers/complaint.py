"""说明: one statement of the property manager's, on the repair or beside the complaint that only the street sees."""

from handlers.desk import Desk
from models.ticket import Ticket, by_desk, move
from rules.tickets import UNFINISHED


def state(desk: Desk, ticket: Ticket, words: str) -> None:
    """说明 128 配件周三到: once, and it stands on the card."""
    officer = desk.officer
    if officer is None or not any(role == "property_manager" for role, _ in officer.roles):
        desk.answer("statement_whose", **desk.view(ticket))
    elif not desk.may_handle(ticket):
        return
    elif ticket.state not in UNFINISHED:
        desk.over(ticket)
    elif not words:
        desk.ask(ticket, "ask_statement")
    elif ticket.statement:
        desk.answer("statement_given", **desk.view(ticket))
    else:
        _write(desk, ticket, words)
        desk.done("statement_noted", **desk.view(ticket))


def _write(desk: Desk, ticket: Ticket, words: str) -> None:
    both = [ticket, *([by_desk(desk.session, ticket.beside)] if ticket.beside else [])]
    for each in both:
        if not each.statement and move(desk.session, each, "state", "statement", statement=words[:300]):
            desk.record(each.id, "state", words=words[:300])
            desk.refresh(each)
