"""What is done and waits to be seen to: 核实了, 1号办结吧, 看了还没好 by who may say so; a part of dispatch."""

from datetime import timedelta

from handlers import closing, query
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.dispatch_words import handled
from models.ticket import Ticket
from models.work import done_lately
from rules.closing import lets_close, says_it_is_not, says_it_is_so
from rules.commands import with_number
from rules.tickets import is_done

# How long what lapsed for somebody's silence may still be what they say is done.
STILL_THEIRS = timedelta(hours=12)


def found_undone(desk: Desk) -> bool:
    """1号单我看了还没好, or in private 不属实 of what the desk has just spoken of: it goes back to be done."""
    words = desk.said.text
    if desk.said.reply_to is not None or not desk.by_staff or not says_it_is_not(words):
        return False
    if told := with_number(words):
        found = handled(desk, told[0]) if not desk.among_residents else []
        words = told[2]
    else:
        found = [each for each in (_just_spoken_of(desk),) if each is not None] or own_done_lately(desk)
    done = [each for each in found if is_done(each.state, closing.waits_to_be_seen(each))]
    return len(done) == 1 and not desk.tells_danger() and closing.send_back(desk, done[0], words)


def own_done_lately(desk: Desk) -> list[Ticket]:
    """In private, what the actor has done who has nothing else to speak of."""
    if not desk.in_private or query.candidates(desk, "note"):
        return []
    return list(done_lately(desk.session, desk.actor, desk.now - STILL_THEIRS))


def _just_spoken_of(desk: Desk) -> Ticket | None:
    """What the desk has spoken of last in this private chat."""
    alone = desk.in_private
    last = desk.row_said_last() if alone else None
    return desk.ticket(last.ticket_id) if last is not None and last.ticket_id else None


def seen_to(desk: Desk) -> bool:
    """核实了 right after the desk asked whether it was so."""
    ticket = _just_spoken_of(desk) if says_it_is_so(desk.said.text) else None
    if ticket is None or not closing.waits_to_be_seen(ticket) or not desk.handles(ticket):
        return False
    act(desk, ticket, "resolve", desk.said.text)
    return True


def seen_to_by_number(desk: Desk) -> bool:
    """1号单核实过了, 1号办结吧 by who may see to what is done: it is closed."""
    told = with_number(desk.said.text)
    if told is None or not (says_it_is_so(told[2]) or lets_close(told[2])):
        return False
    found = [each for each in handled(desk, told[0]) if closing.waits_to_be_seen(each)]
    if len(found) == 1 and found[0].claimed_by != desk.actor:
        act(desk, found[0], "resolve", told[2] if says_it_is_so(told[2]) else "")
        return True
    return False
