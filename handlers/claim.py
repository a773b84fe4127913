"""Who takes a ticket: exactly one, with the others told; and handing it to a colleague."""

from handlers.desk import HIGH, Desk
from handlers.timing import in_new_hands
from models.ticket import Ticket, move
from rules import callback
from rules.cards import gathered
from rules.messages import Button
from rules.routing import Officer
from rules.tickets import FREE, TAKEN, State

MOST_COLLEAGUES = 12


def claim(desk: Desk, ticket: Ticket, words: str) -> None:
    """接单: the first press wins; 下午去 behind it is noted."""
    if desk.may_end_rest(ticket):
        _give(desk, ticket, desk.town.officers[desk.actor])
        return
    if desk.rests(ticket):
        return
    if ticket.state == State.SUSPENDED and desk.resume(ticket) and ticket.claimed_by == desk.actor:
        desk.done("claimed", **desk.view(ticket))
        return
    if desk.claim_for(ticket, desk.town.officers[desk.actor]):
        if words and move(desk.session, ticket, "note", news=gathered(ticket.news, words)):
            desk.refresh(ticket)
        desk.done("claimed", **desk.view(ticket))
    else:
        desk.taken(ticket)


def hand_over(desk: Desk, ticket: Ticket, words: str) -> None:
    """转派: offers colleagues on the card, or takes the name that was typed."""
    if not desk.may_end_rest(ticket) and desk.rests(ticket):
        return
    if ticket.state not in FREE | {State.SUSPENDED}:
        desk.taken(ticket)
        return
    name = (words.split() or [""])[0].removeprefix("给")
    named = [o for o in _colleagues(desk, ticket) if name and name in o.name]
    if len(named) == 1:
        _give(desk, ticket, named[0])
    elif name and not named and ticket.claimed_by and name in ticket.claimer:
        desk.taken(ticket)
    else:
        _offer(desk, ticket, "" if named else _elsewhere(desk, name))


def hand_to(desk: Desk, ticket: Ticket, user: str) -> None:
    """A colleague's name on the card, or under a typed 转派, was pressed."""
    desk.close_offer()
    target = next((o for o in _colleagues(desk, ticket) if str(o.user) == user), None)
    if target is None:
        desk.refresh(ticket)
        desk.answer("colleague_gone")
    else:
        _give(desk, ticket, target)


def take_over(desk: Desk, ticket: Ticket) -> bool:
    """我来 by a colleague of who has it: it is theirs once they have pressed their name; False where it cannot be."""
    me = next((o for o in _colleagues(desk, ticket) if o.user == desk.actor), None)
    if me is None or ticket.state not in TAKEN or ticket.service_class == "P0":
        # To a danger more than one may go.
        return False
    buttons = ((Button(me.name, callback.write("hand_to", ticket.id, me.user)),),)
    desk.offer(ticket, "take_over", buttons)
    return True


def back(desk: Desk, ticket: Ticket, words: str) -> None:
    """Puts the card's own buttons back."""
    desk.close_offer()
    desk.refresh(ticket)
    desk.answer()


def _colleagues(desk: Desk, ticket: Ticket) -> list[Officer]:
    people = desk.keepers(ticket, "street") if ticket.sealed else desk.town.colleagues(ticket.place_id)
    return [o for o in people if o.user != ticket.claimed_by]


def _elsewhere(desk: Desk, name: str) -> str:
    """Somebody of this name who serves somewhere else, with where that is; "" where nobody does."""
    found = [officer for officer in desk.town.officers.values() if name and name in officer.name]
    places = desk.town.held(found[0].user) if len(found) == 1 else []
    return f"{desk.town.called(places[0])}{found[0].name}" if places else ""


def _offer(desk: Desk, ticket: Ticket, elsewhere: str = "") -> None:
    """Names on the card that was pressed, or under the typed word."""
    names = [
        (Button(o.name, callback.write("hand_to", ticket.id, o.user)),)
        for o in _colleagues(desk, ticket)[:MOST_COLLEAGUES]
    ]
    if not names:
        desk.answer("no_colleague", alert=True)
        return
    desk.offer(ticket, "hand_over_whom", tuple(names), elsewhere=elsewhere)


def _give(desk: Desk, ticket: Ticket, target: Officer) -> None:
    values = {
        "claimed_by": target.user,
        "claimer": target.name,
        "claimed_at": ticket.claimed_at or desk.now,
        "taken_at": desk.now,
        **in_new_hands(ticket),
        "dispatched_at": desk.now,
        "dispatched_by": desk.actor,
        "hops": ticket.hops + 1,
    }
    if ticket.state == State.SUSPENDED and not desk.may_end_rest(ticket) and desk.rests(ticket):
        return
    had = desk.town.officers.get(ticket.claimed_by or 0)
    desk.resume(ticket)
    if not move(desk.session, ticket, "hand_over", **values):
        desk.taken(ticket)
        return
    desk.record(ticket.id, "hand_over", to=target.user)
    desk.show_claimer(ticket, target)
    if had is not None and had.user != desk.actor:
        desk.notice(had, "given_away", ticket, desk.view(ticket))
    if not target.reachable:
        desk.under_card(ticket, "given_in_group", desk.view(ticket), priority=HIGH)
    desk.done("given", **desk.view(ticket))
