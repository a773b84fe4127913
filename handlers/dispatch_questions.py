"""What staff ask, and who answers it: never a ticket, never a note; a part of dispatch."""

from handlers import digest, query, query_asked, query_counted, rota_asked, today
from handlers.desk import Desk
from handlers.dispatch_asked import asked_last
from rules import query_english
from rules.query_asked import Asked, What, asked_in, greets, only_asks
from rules.rota_asked import DutyAsked, asks_whose
from rules.rota_asked import asked_in as asks_duty

IN_PARTS = frozenset({What.MINE, What.DECIDE, What.UNTAKEN})
IN_LISTS = frozenset({What.OVERDUE, What.SUSPENDED, What.UNFINISHED, What.DUE})
COUNTED = frozenset({What.COUNT, What.WHERE})


def asked(desk: Desk) -> bool:
    """Whether a question was answered with what the desk knows; in groups only how something stands, by who leads."""
    if not query_asked.may_ask(desk) or _asks_resident(desk):
        return False
    where = query_asked.named(desk)
    if query_asked.asked(desk, where):
        return True
    private = desk.in_private
    duty = asks_duty(where.words) if private else None
    if duty is not None and rota_asked.tell(desk, duty, where.places):
        return True
    if private and where.places and asks_whose(where.words):
        return rota_asked.tell(desk, DutyAsked(), where.places)
    wanted = asked_in(where.words) or query_english.asked_in(where.words)
    if not private:
        # In the group only what all there may read: what is late is in the digest that stands there.
        return wanted is not None and wanted.what is What.OVERDUE and today.listed(desk, wanted, where)
    return wanted is not None and _answered(desk, wanted, where)


def _asks_resident(desk: Desk) -> bool:
    """灯坏了几个 right under 问居民 is what a resident is asked."""
    last = asked_last(desk) if desk.in_private else None
    return last is not None and last[0].purpose == "ask_question"


def _answered(desk: Desk, wanted: Asked, where: query_asked.Where) -> bool:
    what = wanted.what
    if what in COUNTED:
        return query_counted.count(desk, wanted, where)
    if what is What.DECIDE and digest.to_decide(desk, _own_to_decide(desk)):
        return True
    if what in IN_PARTS:
        return today.part(desk, what, where)
    if what in IN_LISTS:
        return today.listed(desk, wanted, where)
    if what is What.TODAY:
        return today.show(desk, "")
    return _led(desk, wanted, where) or query_asked.cannot(desk, "notices" if what is What.NOTICES else "")


def _own_to_decide(desk: Desk) -> set[int]:
    """What waits for the actor's own word, by the ids of a digest's entries."""
    notices = {-each.id for each in today.consents_awaited(desk)}
    return notices | {each.ticket for each in today.words_awaited(desk)}


def _led(desk: Desk, wanted: Asked, where: query_asked.Where) -> bool:
    """What only those who lead are told; False to others."""
    if wanted.what is What.DONE_BY:
        return query_counted.done_by(desk, wanted)
    if wanted.what is What.SLOWEST:
        return query_counted.slowest(desk, wanted, where)
    if wanted.what is What.BUSIEST:
        return query_counted.busiest(desk, where)
    return wanted.what is What.SHEET and digest.send_sheet(desk, wanted.when)


def unanswered(desk: Desk) -> bool:
    """A question of staff in private that nothing has answered: that is said. What tells of danger is heard."""
    asks = query_asked.may_ask(desk) and only_asks(desk.said.text) and not desk.tells_danger()
    return asks and query_asked.cannot(desk)


def asks(desk: Desk) -> bool:
    """Whether an edited message of staff in private asks something, and tells of no danger."""
    if not query_asked.may_ask(desk) or desk.tells_danger():
        return False
    words = query_asked.named(desk).words
    return only_asks(desk.said.text) or asked_in(words) is not None


def greeted(desk: Desk) -> bool:
    """你好 by staff is no note on what they told last."""
    meant = query_asked.may_ask(desk) and greets(desk.said.text)
    if meant:
        query.help_text(desk)
    return meant
