"""广播 改 3, 广播 取消 and their like: what is typed of notices that are there."""

from collections.abc import Callable
from typing import Any

from handlers.broadcast import ask_change, sign
from handlers.broadcast_approval import agree, drop, owns, recall, refuse, send, send_anyway, tell_fault
from handlers.broadcast_making import places_under
from handlers.desk import Desk
from models import broadcast
from models.broadcast import DRAFT, LIVE, SENDING, WAITING, Broadcast
from rules.audience import Fault
from rules.broadcast_said import verb_in

LISTED, NEWEST = 8, 50


def _verb(words: str) -> tuple[str, str, str]:
    """「同意 12」, 「驳回12 太早了」, 「改 今天五点」: the verb, the number, the rest."""
    found = verb_in(words, VERBS)
    if found is None:
        return "", "", words
    verb, number, rest = found
    ends = VERBS[verb] in (give_up, recall, drop)
    told = not rest or (number and not ends) or VERBS[verb] is ask_change
    return (verb, number, rest.strip()) if told else ("", "", words)


def heard(desk: Desk, words: str, of: str = "") -> bool:
    """Does what is typed after 广播 where that is a verb for what is there, of the kind `of` alone if one is told."""
    verb, number, rest = _verb(words)
    if verb:
        _do(desk, verb, number, rest, of)
    return bool(verb)


def _do(desk: Desk, verb: str, number: str, rest: str, of: str) -> None:
    """A verb on the notice with this number; without one, on the newest it can mean."""
    if VERBS[verb] is None:
        show(desk, number)
        return
    if not number:
        found = _meant(desk, verb, of, bool(rest))
        number = str(found.id) if found else ""
    elif of and (told := desk.session.get(Broadcast, int(number))) and told.kind != of:
        tell_fault(desk, Fault("none", number))
        return
    act: Any = VERBS[verb]
    act(desk, number, rest) if act in (refuse, ask_change) else act(desk, number)


def _meant(desk: Desk, verb: str, of: str, anew: bool) -> Broadcast | None:
    """The newest of the actor's that the verb can be for; new words (`anew`) without a number are for a draft alone."""
    if VERBS[verb] in (agree, refuse):
        waiting = [row.id for row in broadcast.recent(desk.session, places_under(desk), NEWEST) if row.state == WAITING]
        notices = [desk.session.get(Broadcast, number) for number in waiting]
        return next((each for each in notices if each and of in ("", each.kind) and owns(desk, each)), None)
    if VERBS[verb] is give_up:
        return broadcast.newest(desk.session, desk.actor, (DRAFT, WAITING, *LIVE), of)
    states = (DRAFT, WAITING) if VERBS[verb] in (send, send_anyway, sign, drop) else (DRAFT, *LIVE)
    return broadcast.newest(desk.session, desk.actor, (DRAFT,) if anew else states, of)


def give_up(desk: Desk, arg: str) -> None:
    """取消: what was sent is taken back, what was not is dropped."""
    notice = broadcast.numbered(desk.session, arg)
    (recall if notice and notice.state in LIVE else drop)(desk, arg)


def show(desk: Desk, number: str = "") -> None:
    """广播 列表, 广播 看 12: the newest notices, or that one, and how each stands."""
    rows = broadcast.recent(desk.session, places_under(desk), LISTED, int(number or 0))
    if number and not rows:
        tell_fault(desk, Fault("none", number))
        return
    shown = [{"id": r.id, "state": _stands(desk, r), "text": r.text, "at": r.leaves_at or r.created_at} for r in rows]
    desk.reply("broadcast_list", {"notices": shown}, purpose="answer")


def _stands(desk: Desk, row: Any) -> str:
    """Its state; what is agreed to and has not begun to leave is queued."""
    return "queued" if row.state == SENDING and row.leaves_at and row.leaves_at > desk.now else str(row.state)


VERBS: dict[str, Callable[..., None] | None] = {
    "发送": send,
    "还要问": send_anyway,
    "改": ask_change,
    "修改": ask_change,
    "更改": ask_change,
    "编辑": ask_change,
    "不发": drop,
    "要签收": sign,
    "同意": agree,
    "驳回": refuse,
    "撤回": recall,
    "取消": give_up,
    "停": give_up,
    "停发": give_up,
    "停止": give_up,
    "列表": None,
    "看": None,
    "send": send,
    "anyway": send_anyway,
    "change": ask_change,
    "drop": drop,
    "sign": sign,
    "agree": agree,
    "refuse": refuse,
    "recall": recall,
    "cancel": give_up,
    "stop": give_up,
    "list": None,
    "look": None,
}
