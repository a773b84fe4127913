"""Who was rung of a danger that nobody has taken: 在路上, 到了, 人送医院了, said next, are of that."""

from datetime import timedelta

from handlers import query
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.own_words_taking import dangers_here
from models.ticket import Ticket
from rules.deciding import DANGERS
from rules.going_on import is_past
from rules.own_words import is_hurrying, is_on_way, under_card
from rules.tickets import State

JUST_RUNG = timedelta(minutes=15)
# What is said in private to who was rung.
RINGS = frozenset({"ring", "news", "alarm_over"})


def answers_ring(desk: Desk) -> bool:
    """Takes the danger for who comes or is there, and ends it for who saw to it; what is done may be of another of
    theirs, and is asked about."""
    words = desk.said.text
    if not words or not desk.by_staff or desk.among_residents or desk.said.reply_to is not None:
        return False
    ticket = _rung(desk)
    if ticket is None or desk.tells_danger() or desk.res.ear.denies(words):
        return False
    meant = under_card(words)
    action = meant.action if meant is not None and meant.number is None else ""
    kinds = [kind for kind, matters in DANGERS.items() if ticket.matter in matters]
    ear = desk.res.ear
    found = "missing" in kinds and (ear.turned_up(words) or ear.settled(words) or ear.is_over(words, ticket.matter))
    if found or any(is_past(words, kind) for kind in kinds):
        act(desk, ticket, "resolve", words)
    elif action == "arrive":
        act(desk, ticket, "arrive", "")
    elif action == "resolve":
        own = query.candidates(desk, "note")
        if own:
            query.which(desk, [ticket, *own], "resolve", words)
        else:
            act(desk, ticket, "resolve", words)
    elif is_on_way(words) or is_hurrying(words):
        act(desk, ticket, "claim", "")
    else:
        return False
    return True


def _rung(desk: Desk) -> Ticket | None:
    """The danger of which the desk has just spoken here, and which waits for somebody."""
    last = desk.row_said_last(JUST_RUNG)
    ticket = desk.ticket(last.ticket_id) if last is not None and last.ticket_id else None
    if ticket is None or ticket.service_class != "P0" or ticket.state != State.OPEN or ticket.submitted_by:
        return None
    if desk.in_private:
        return ticket if last.purpose in RINGS and desk.handles(ticket) else None
    waiting = dangers_here(desk)
    return ticket if [each.id for each in waiting] == [ticket.id] else None
