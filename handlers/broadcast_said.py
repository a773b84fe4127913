"""What is said of a notice in private without 广播 before it: 驳回 时间写错了, 可以 发, 撤回 1, 改 1 明早九点停水."""

from datetime import timedelta

from handlers import query, today
from handlers.broadcast import ask_change
from handlers.broadcast_approval import agree, owns, refuse, tell_fault
from handlers.broadcast_making import places_under
from handlers.broadcast_verbs import give_up
from handlers.desk import Desk
from models import broadcast
from models.broadcast import LIVE, WAITING, Broadcast
from rules.audience import Fault
from rules.broadcast_said import Said, said_of_notice

LATELY = timedelta(days=1)
SENDS = "发"
NEWEST = 20


def heard(desk: Desk) -> bool:
    """Does what is plainly said of a notice, or tells why it cannot be; False where it may be of anything else."""
    speaks = desk.by_staff or desk.by_admin
    said = said_of_notice(desk.said.text) if speaks and desk.said.reply_to is None else None
    if said is None or desk.tells_danger():
        return False
    if said.verb in ("agree", "refuse"):
        return _decided(desk, said)
    return _taken_back(desk, said) if said.verb == "recall" else _changed(desk, said)


def _decided(desk: Desk, said: Said) -> bool:
    """Of the one notice that waits for the actor; where more waits, what does is shown."""
    waiting = [each for each in today.consents_awaited(desk) if said.number in (0, each.id)]
    last = desk.row_said_last()
    just_asked = last is not None and last.purpose == "broadcast_approve"
    if not waiting or (said.soft and not just_asked):
        return False
    tickets = [each for each in today.words_awaited(desk) if said.number in (0, each.number)]
    if said.verb == "agree" and SENDS in desk.said.text:
        # Of tickets nobody says 发.
        tickets = []
    if len(waiting) > 1 or tickets:
        return today.show(desk, "")
    if said.verb == "agree":
        agree(desk, str(waiting[0].id))
    else:
        refuse(desk, str(waiting[0].id), said.words)
    return True


def _taken_back(desk: Desk, said: Said) -> bool:
    """撤回 1 and 撤回刚才的通知; a bare 撤回 is of what its sender has sent, unless they have reported something."""
    own = query.open_own(desk)
    if any(said.number in (0, each.number) for each in own) and not said.just:
        return False
    if said.number:
        give_up(desk, str(said.number))
        return True
    found = [each for each in _sent_lately(desk) if said.just or each.author == desk.actor]
    if len(found) == 1:
        give_up(desk, str(found[0].id))
    elif found or said.just:
        tell_fault(desk, Fault("which_notice" if found else "none"))
    return bool(found or said.just)


def _changed(desk: Desk, said: Said) -> bool:
    """改 1 明早九点停水 changes that; without a number only what was sent last by the actor, if they say so."""
    number = str(said.number or "")
    if said.just and len(found := _sent_lately(desk)) == 1:
        number = str(found[0].id)
    notice = desk.session.get(Broadcast, int(number)) if number else None
    known = notice is not None and (notice.author == desk.actor or owns(desk, notice))
    if known or (not number and _sent_lately(desk)):
        ask_change(desk, number, said.words)
    elif said.number and desk.by_staff:
        tell_fault(desk, Fault("none", number))
    else:
        return False
    return True


def _sent_lately(desk: Desk) -> list[Broadcast]:
    """What the actor sent within a day and still stands; of nothing of their own, what their level answers for."""
    numbers = [row.id for row in broadcast.recent(desk.session, places_under(desk), NEWEST)]
    notices = [desk.session.get_one(Broadcast, number) for number in numbers]
    standing = [each for each in notices if each.state in (*LIVE, WAITING) and desk.now - each.created_at < LATELY]
    return [n for n in standing if n.author == desk.actor] or [n for n in standing if owns(desk, n)]
