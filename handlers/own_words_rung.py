"""Who was rung of a danger that nobody has taken: 在路上, 到了, 去不了 亚丽去, said next, are of that."""

from datetime import timedelta

from handlers import query
from handlers.desk import Desk
from handlers.dispatch_replies import can_mean
from handlers.dispatch_words import one_of
from handlers.own_words_taking import ASK_TO_GO, dangers_here
from models.ticket import Ticket
from rules.begun import is_hurrying
from rules.commands import Typed
from rules.deciding import DANGERS
from rules.going_on import is_past
from rules.own_words import is_on_way, under_card
from rules.tickets import State
from rules.town import Level

JUST_RUNG = timedelta(minutes=15)
# What is said in private to who was rung, or asked to go in another's place.
RINGS = frozenset({"ring", "news", "alarm_over", "staff", *ASK_TO_GO})


def answers_ring(desk: Desk) -> bool:
    """Takes the danger for who comes or is there, asks others for who cannot, and ends it for who saw to it.

    What is done may be of another of theirs, and is asked about; so is which of several that ring in the group.
    """
    words = desk.said.text
    if not words or not desk.by_staff or desk.among_residents or desk.said.reply_to is not None:
        return False
    rung = _rung(desk)
    if not rung or desk.tells_danger() or desk.res.ear.denies(words):
        return False
    if past := [ticket for ticket in rung if _is_past(desk, ticket)]:
        return one_of(desk, past, Typed("resolve", rest=words))
    meant = under_card(words)
    action = meant.action if meant is not None and meant.number is None else ""
    if is_on_way(words) or is_hurrying(words) or (action == "claim" and desk.in_private):
        # 我去 of a danger that stands at the community is of what rang, too.
        return one_of(desk, rung, Typed("claim"))
    if meant is not None and action == "hand_over" and all(can_mean(desk, ticket, meant) for ticket in rung):
        # The words of who leads give it to somebody; who was rung only says that another should be asked.
        leads = all(desk.authority(ticket) not in (None, Level.GRID) for ticket in rung)
        return one_of(desk, rung, meant if leads else Typed("cannot_go"))
    if action == "cannot_go":
        return one_of(desk, rung, Typed("cannot_go"))
    if action == "resolve":
        return one_of(desk, [*rung, *query.candidates(desk, "note")], Typed("resolve", rest=words))
    return action == "arrive" and one_of(desk, rung, Typed("arrive"))


def shown_again(desk: Desk) -> bool:
    """在哪里, 谁去, and what else nobody understands right under a ring: the danger's card, with its buttons."""
    rung = _rung(desk) if desk.by_staff and desk.in_private else []
    for ticket in rung:
        query.look(desk, ticket, "")
    return bool(rung)


def ringing(desk: Desk, action: str) -> list[Ticket]:
    """到了 by who has nothing: of the danger that nobody has taken, though it rang long ago or others were rung."""
    waiting = query.candidates(desk, "claim") if action == "arrive" else []
    return [each for each in waiting if each.service_class == "P0"]


def _is_past(desk: Desk, ticket: Ticket) -> bool:
    words, ear = desk.said.text, desk.res.ear
    kinds = [kind for kind, matters in DANGERS.items() if ticket.matter in matters]
    found = "missing" in kinds and (ear.turned_up(words) or ear.settled(words) or ear.is_over(words, ticket.matter))
    return found or ("fire" in kinds and ear.put_out(words)) or any(is_past(words, kind) for kind in kinds)


def _rung(desk: Desk) -> list[Ticket]:
    """The danger of which the desk has just spoken here, and which waits for somebody; in the group all that wait."""
    last = desk.row_said_last(JUST_RUNG)
    ticket = desk.ticket(last.ticket_id) if last is not None and last.ticket_id else None
    if ticket is None or ticket.service_class != "P0" or ticket.state != State.OPEN or ticket.submitted_by:
        return []
    if desk.in_private:
        return [ticket] if last.purpose in RINGS and desk.handles(ticket) else []
    waiting = dangers_here(desk)
    return waiting if any(each.id == ticket.id for each in waiting) else []
