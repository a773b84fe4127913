"""Which of two places that weigh nearly alike a message is of: one that is hardly new opens nothing, and a few words
rather are of what is known, or, right after talk, are talk."""

from collections.abc import Sequence

from rules.apart import asks_plainly
from rules.deciding import is_one_trouble
from rules.flow import is_talk_of_another
from rules.parsing import Reading
from rules.placing import NEW, NONE, Choice
from rules.scene import Heard, OpenTicket, Scene

# How far a new ticket must lead where its matter is felt no more than this: beside no ticket, beside the last one.
_BARELY_NEW, _UNFELT, _HALF_FELT = 1.0, -0.1, 0.5
# How many signs are few; how far a new ticket must lead that opens with them, and any other place.
_FEW, _VERY_FEW, _BRIEFLY, _UNSURE = 12, 8, 1.5, 1.2


def chosen(scene: Scene, ranked: Sequence[Choice]) -> int:
    """The place that leads, unless it leads by little and what goes on says otherwise."""
    best = unless_slight(scene.heard, ranked)
    if best != ranked[0].ticket or not scene.heard.past:
        return best
    return _rather_known(scene, ranked) if best == NEW else _rather_talk(scene, ranked)


def unless_slight(heard: Heard, ranked: Sequence[Choice]) -> int:
    """The place that leads; but where a new ticket leads by little and its matter is not well felt, what goes on about
    the ticket just spoken of is of that, and what asks for nothing is of none."""
    first, second, reading = ranked[0], ranked[1], heard.reading
    if first.ticket != NEW or first.score - second.score >= _BARELY_NEW or _is_plain_or_grave(heard):
        return first.ticket
    if second.ticket == NONE:
        slight = reading.grip < _UNFELT and not reading.requests
    else:
        slight = reading.grip < _HALF_FELT and second.ticket == heard.last
    return second.ticket if slight else NEW


def _is_plain_or_grave(heard: Heard) -> bool:
    return asks_plainly(heard) or any(request.danger for request in heard.reading.requests)


def _rather_known(scene: Scene, ranked: Sequence[Choice]) -> int:
    """A few words rather are of a ticket than new, unless what was over is back, 门又关不严了, or they ask for
    something of another sort: 玻璃掉下来了 after what a neighbour said of noise."""
    heard, (first, second) = scene.heard, ranked[:2]
    few = heard.role == "resident" and len(scene.words) <= _FEW and first.score - second.score < _BRIEFLY
    if second.ticket == NONE or not few or _is_plain_or_grave(heard):
        return NEW
    ticket = _ticket(scene, second.ticket)
    back = ticket.resolved and scene.turns["back"].search(scene.words)
    return NEW if back or _is_of_another_sort(heard.reading, ticket) else second.ticket


def _is_of_another_sort(reading: Reading, ticket: OpenTicket) -> bool:
    sort = ticket.matter.partition(".")[0]
    others = [each.matter for each in reading.requests if each.matter.partition(".")[0] != sort]
    asked = bool(others) and len(others) == len(reading.requests)
    return asked and not any(is_one_trouble(each, ticket.matter) for each in others)


def _rather_talk(scene: Scene, ranked: Sequence[Choice]) -> int:
    """馒头刚好出锅 after other talk is of none; no word of a danger is taken for talk."""
    heard, (first, second) = scene.heard, ranked[:2]
    if first.ticket == NONE or second.ticket != NONE or first.score - second.score >= _UNSURE:
        return first.ticket
    few = len(scene.words) <= _VERY_FEW and is_talk_of_another(heard.past[-1], heard.sender, heard.at)
    return NONE if few and _ticket(scene, first.ticket).service_class != "P0" else first.ticket


def _ticket(scene: Scene, number: int) -> OpenTicket:
    return next(each for each in scene.tickets if each.id == number)
