"""What staff ask, and who answers it: never a ticket, never a note; a part of dispatch."""

from collections.abc import Callable, Mapping

from handlers import digest, query, query_asked, query_counted, query_figures, rota_asked, today
from handlers.desk import Desk
from handlers.dispatch_asked import asked_last
from handlers.query_asked import Where
from rules import query_english
from rules.harmless import asks_how_many
from rules.query_asked import asked_in, greets, only_asks
from rules.query_table import Asked, What, counts
from rules.rota_asked import DutyAsked, asks_whose
from rules.rota_asked import asked_in as asks_duty
from rules.wording import narrow

Answer = Callable[[Desk, Asked, Where], bool]


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
    placed = bool(where.named)
    wanted = asked_in(where.words, placed) or query_english.asked_in(where.words, placed)
    if wanted is None or not (private or _answered_aloud(desk, wanted)):
        return False
    return ANSWERS[wanted.what](desk, wanted, where)


def _answered_aloud(desk: Desk, wanted: Asked) -> bool:
    """What all there may read; 家暴有几件, too, which is nobody's cry for help."""
    if wanted.what is What.COUNT:
        return counts(desk.said.text) and (desk.tells_danger() or asks_how_many(narrow(desk.said.text)))
    return wanted.what in ALOUD and not wanted.own


def _asks_resident(desk: Desk) -> bool:
    """灯坏了几个 right under 问居民 is what a resident is asked."""
    last = asked_last(desk) if desk.in_private else None
    return last is not None and last[0].purpose == "ask_question"


def _own_to_decide(desk: Desk) -> set[int]:
    """What waits for the actor's own word, by the ids of a digest's entries."""
    notices = {-each.id for each in today.consents_awaited(desk)}
    return notices | {each.ticket for each in today.words_awaited(desk)}


def _to_decide(desk: Desk, wanted: Asked, where: Where) -> bool:
    """In a group only what its digest asks of it."""
    if not desk.in_private:
        return digest.to_decide(desk, set())
    return digest.to_decide(desk, _own_to_decide(desk)) or today.part(desk, wanted, where)


def _today(desk: Desk, wanted: Asked, where: Where) -> bool:
    return today.show(desk, "")


def _done(desk: Desk, wanted: Asked, where: Where) -> bool:
    own = wanted.own
    return query_counted.done_by_oneself(desk, wanted) if own else query_figures.done(desk, wanted, where)


def _sheet(desk: Desk, wanted: Asked, where: Where) -> bool:
    return digest.send_sheet(desk, wanted.when) or query_asked.cannot(desk)


def _notices(desk: Desk, wanted: Asked, where: Where) -> bool:
    return query_asked.cannot(desk, "notices")


def _or_cannot(answer: Answer) -> Answer:
    """The answer, or that there is none: to who leads nothing, or of nobody known."""
    return lambda desk, wanted, where: answer(desk, wanted, where) or query_asked.cannot(desk)


# Who answers what can be asked; a question added to the table of rules.query_table is answered by its line here.
ANSWERS: Mapping[What, Answer] = {
    **dict.fromkeys((What.COUNT, What.WHERE), query_counted.count),
    **dict.fromkeys(today.KEPT, today.listed),
    **dict.fromkeys((What.MINE, What.UNTAKEN), today.part),
    **dict.fromkeys(query_figures.RATES, query_figures.rate),
    What.DECIDE: _to_decide,
    What.TODAY: _today,
    What.TOLD: query_figures.told,
    What.DONE: _done,
    What.DONE_BY: _or_cannot(query_counted.done_by),
    What.SLOWEST: _or_cannot(query_counted.slowest),
    What.BUSIEST: _or_cannot(query_counted.busiest),
    What.SHEET: _sheet,
    What.NOTICES: _notices,
    What.OTHER: lambda desk, wanted, where: query_asked.cannot(desk),
}
# What is answered among staff to who leads: lists and figures of a place, nothing of a person.
ALOUD = frozenset({*today.KEPT, *query_figures.RATES, What.TOLD, What.DONE, What.DECIDE})


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
