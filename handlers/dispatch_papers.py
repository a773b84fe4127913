"""The part of dispatch that knows the papers of a ticket: what reporting up leads to, and their buttons and words."""

from collections.abc import Callable

from handlers import escalation, handover
from handlers.desk import Desk
from models.ticket import Ticket

Action = Callable[[Desk, Ticket, str], None]


def report_up(desk: Desk, ticket: Ticket, words: str) -> None:
    """上报: the climb first, then its form; open questions never hold it up."""
    level = ticket.level
    escalation.report_up(desk, ticket, words)
    if ticket.level != level:
        handover.make(desk, ticket, words)


ACTIONS: dict[str, Action] = {
    "report_up": report_up,
    "handover": handover.show,
    "receive": handover.sign,
    "ground": handover.choose_ground,
    "handover_done": handover.answer_done,
    "handover_why": handover.answer_why,
    "handover_asked": handover.answer_asked,
}
ASKED = {
    "ask_handover_done": "handover_done",
    "ask_handover_why": "handover_why",
    "ask_handover_asked": "handover_asked",
}
