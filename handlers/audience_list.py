"""存名单: receivers kept under a name, so that a notice's head is one word: 广播 骨干：明天开会."""

from dataclasses import asdict

from handlers.broadcast_making import heard_by, stands_at
from handlers.desk import Desk
from models.audience_list import drop, keep, lists_at
from rules.audience import Audience, Fault, may_aim, may_name_list, targets
from rules.composing import split_head

LONGEST = 300
DROP = frozenset({"删", "remove"})


def handle(desk: Desk, words: str) -> None:
    """`存名单 骨干：高晓燕 高亚丽`, `存名单 删 骨干`; alone it names those there are."""
    place, name, typed = stands_at(desk), *_parts(words)
    if place is None:
        desk.reply("broadcast_fault", asdict(Fault("elsewhere")), purpose="answer")
    elif not words.strip():
        rows = lists_at(desk.session, [spot.id for spot in desk.town.above(place)])
        desk.reply("audience_list_shown", {"lists": list(rows.items())}, purpose="answer")
    elif name in DROP:
        gone = drop(desk.session, place, typed)
        desk.reply("audience_list_dropped", {"called": typed, "gone": gone}, purpose="answer")
    elif not typed or not may_name_list(name):
        desk.reply("audience_list_how", purpose="answer")
    else:
        _keep(desk, place, name, typed[:LONGEST])


def _parts(words: str) -> tuple[str, str]:
    head, colon, rest = split_head(words)
    name, _, after = (head, "", rest) if colon else words.strip().partition(" ")
    return name.strip(), " ".join((rest if colon else after).split())


def _keep(desk: Desk, place: int, name: str, typed: str) -> None:
    """Only what can be written to is kept, under a name that means nothing else."""
    fault = _fault(desk, place, name, typed)
    if fault:
        desk.reply("broadcast_fault", asdict(fault), purpose="answer")
        return
    keep(desk.session, place, name, typed)
    desk.reply("audience_list_kept", {"called": name, "words": typed}, purpose="answer")


def _fault(desk: Desk, place: int, name: str, typed: str) -> Fault | None:
    known = heard_by(desk, name, place, lists={})
    if isinstance(known, Audience) and known != Audience():
        return Fault("named", name)
    told = heard_by(desk, typed, place, lists={})
    aimed = told if isinstance(told, Fault) else targets(told, desk.town, place)
    if isinstance(aimed, Fault):
        return aimed
    return None if may_aim(desk.town, desk.actor, aimed.areas) else Fault("elsewhere")
