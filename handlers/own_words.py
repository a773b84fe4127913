"""What staff say of their work in their own words: of several tickets at once, and how far they are with one."""

from handlers import query
from handlers.desk import Desk
from handlers.dispatch_words import act, among_residents, numbered, streets
from models.ticket import Ticket
from rules.own_words import takes, tells_of_work
from rules.tickets import TAKEN
from rules.town import Level

MOST_AT_ONCE = 3


def taken_at_once(desk: Desk) -> bool:
    """接1和2, 接单1 2 and 都接了: all that are meant, or the question which; never only the first."""
    told = takes(desk.said.text)
    if told is None or not desk.town.is_staff(desk.actor) or among_residents(desk):
        return False
    if told:
        return _take_told(desk, told)
    waiting = query.candidates(desk, "claim")[::-1]
    if len(waiting) > MOST_AT_ONCE or any(desk.authority(each) not in (None, Level.GRID) for each in waiting):
        query.which(desk, waiting[::-1], "claim")
    elif waiting:
        _take(desk, waiting)
    return bool(waiting)


def _take_told(desk: Desk, told: tuple[int, ...]) -> bool:
    meant = {number: [t for s in streets(desk) if (t := numbered(desk, s, number))] for number in told}
    found = [ticket for tickets in meant.values() for ticket in tickets if desk.handles(ticket)]
    missing = [number for number, tickets in meant.items() if not tickets]
    if any(len(tickets) > 1 for tickets in meant.values()):
        query.which(desk, found, "claim")
    elif found:
        _take(desk, found, missing)
    return bool(found)


def _take(desk: Desk, tickets: list[Ticket], missing: list[int] | None = None) -> None:
    """One answer for all of them; who was faster with one, and what there is not, is said."""
    desk.answered = True
    for ticket in tickets:
        act(desk, ticket, "claim", "")
    desk.answered = False
    mine = [each.number for each in tickets if each.state in TAKEN and each.claimed_by == desk.actor]
    others = [desk.view(each) | {"state": desk.word(each.state)} for each in tickets if each.number not in mine]
    say = desk.answer if others or missing else desk.done
    say("claimed_several", taken=mine, faster=others, missing=missing or [])


def noted(desk: Desk) -> bool:
    """在路上, 灯泡没货 明天再来 said in private: a note on what its writer has; of several it is asked which."""
    words = desk.said.text
    if not desk.town.is_staff(desk.actor) or not tells_of_work(words) or desk.tells_danger():
        return False
    own = query.candidates(desk, "note")
    if len(own) == 1:
        act(desk, own[0], "note", words)
    elif own:
        query.which(desk, own, "note", words)
    return bool(own)
