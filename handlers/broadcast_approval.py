"""A notice after its preview: agreed to by the level that owns its readers, sent or dropped, changed, taken back."""

from datetime import datetime
from typing import Any

from handlers import broadcast_sending as sending
from handlers import doors_telling, rollcall_card
from handlers.broadcast_making import (
    aim,
    estimate,
    issuer,
    leaves,
    missing,
    text_of,
    unfit_words,
    unheard_in,
)
from handlers.broadcast_sending import log
from handlers.broadcast_warning import recognised
from handlers.desk import HIGH, Desk
from handlers.fact import asked_before, tell_held
from models import broadcast, broadcast_sending
from models.broadcast import DISCARDED, DRAFT, LATE, LIVE, REJECTED, SENDING, WAITING, Broadcast
from rules.audience import Fault, Targets, may_approve
from rules.broadcast import Leaving
from rules.composing import window
from rules.routing import Officer

NAMED, AT_A_TIME = 3, 20


def tell_fault(desk: Desk, fault: Fault) -> None:
    """Why it cannot be so, where it was typed."""
    desk.reply("broadcast_fault", {"kind": fault.kind, "words": fault.words}, purpose="answer", priority=HIGH)


def view(desk: Desk, notice: Broadcast, aimed: Targets) -> dict[str, Any]:
    found = leaves(desk, notice)
    messages, seconds = estimate(desk, notice, aimed, found.at if isinstance(found, Leaving) else desk.now)
    names = [post.name or desk.town.spots[post.place or 0].name for post, _ in aimed.posts][:NAMED]
    unheard = unheard_in(desk, notice, aimed)
    text = notice.changed.get("text") or notice.text
    return {
        "id": notice.id,
        "text": text,
        "recognised": recognised(desk, text, aimed),
        "groups": len(aimed.posts),
        "names": names,
        "unheard": unheard[:NAMED],
        "silent": len(unheard),
        "people": len(aimed.people),
        "unreachable": len(aimed.unreachable),
        "messages": messages,
        "seconds": seconds,
        "every": notice.every // 60,
        "receipts": notice.receipts,
        "households": aimed.public,
        "asks": rollcall_card.asks(desk, notice),
        "author": desk.name_of(notice.author) or desk.word("admin"),
        "approver": "" if free(desk, notice, aimed, notice.author) else desk.word(notice.owner_role),
        "place": issuer(desk, notice).name,
    }


def free(desk: Desk, notice: Broadcast, aimed: Targets, user: int) -> bool:
    """Whether nobody else has to agree: residents do not read it, or their own level sends it."""
    return not aimed.public or may_approve(desk.town, user, notice.owner_id, notice.owner_role)


def own(desk: Desk, arg: str, among: tuple[str, ...]) -> Broadcast | None:
    """The actor's notice in one of these states, or one of the level they speak for; else that has been said."""
    notice = broadcast.numbered(desk.session, arg)
    mine = notice is not None and (notice.author == desk.actor or owns(desk, notice))
    if notice is None or not mine or notice.state not in among:
        _not_so(desk, arg)
        return None
    return notice


def _not_so(desk: Desk, arg: str) -> None:
    """It cannot be done with that notice, said to who pressed or typed it."""
    if desk.said.callback_id:
        desk.answer("stale_button")
    else:
        desk.answer("broadcast_fault", kind="none", words=arg)


def owns(desk: Desk, notice: Broadcast) -> bool:
    return may_approve(desk.town, desk.actor, notice.owner_id, notice.owner_role)


def drop(desk: Desk, arg: str) -> None:
    """不发: it is given up before it was sent."""
    notice = own(desk, arg, (DRAFT, WAITING))
    if notice and broadcast.move(desk.session, notice, DISCARDED, (DRAFT, WAITING), asked="", due_at=None):
        log(desk, notice, "discard")
        settle_cards(desk, notice, "discarded")
        desk.answer("broadcast_ended", id=notice.id, state=DISCARDED, name="", reason="")


def send(desk: Desk, arg: str, knowing: bool = False) -> None:
    """发送: off it goes, or to who must agree first; with somebody's name in it only by 照样发, `knowing` that."""
    notice = own(desk, arg, (DRAFT,))
    if notice is None or missing(notice):
        desk.answer("stale_button")
        return
    aimed = aim(desk, notice)
    if isinstance(aimed, Fault):
        desk.answer("broadcast_fault", kind=aimed.kind, words=aimed.words)
    elif not knowing and (people := recognised(desk, notice.text, aimed)):
        _warn(desk, notice, people)
    elif not notice.insists and _asked_before(desk, notice, aimed):
        log(desk, notice, "held")
    elif free(desk, notice, aimed, desk.actor):
        _launch(desk, notice, (DRAFT,))
    else:
        _put_up(desk, notice, aimed)


def send_anyway(desk: Desk, arg: str) -> None:
    """还要问: its author knows that the same was asked already, and asks all the same; the street reads how often."""
    notice = own(desk, arg, (DRAFT,))
    if notice:
        broadcast.change(desk.session, notice, insists=True)
        send(desk, arg, knowing=True)


def _warn(desk: Desk, notice: Broadcast, people: list[str]) -> None:
    """Nothing leaves yet: whose name or number everybody would read, and the one button that sends it all the same."""
    buttons = desk.choices(notice.id, "bc_named", "bc_change", "bc_drop")
    words = {"id": notice.id, "recognised": people}
    desk.say(
        desk.actor,
        "broadcast_named",
        words,
        purpose="broadcast_named",
        bot=notice.bot_id,
        priority=HIGH,
        buttons=buttons,
    )
    desk.answered = True


def _asked_before(desk: Desk, notice: Broadcast, aimed: Targets) -> bool:
    """Whether these households were asked the same lately; then its author has been told so."""
    ask = sending.ask_of(desk, notice, aimed)
    before = asked_before(desk, ask) if ask else None
    if before is None:
        return False
    tell_held(desk, before, notice.author, desk.choices(notice.id, "bc_anyway", "bc_drop"), notice.bot_id)
    return True


def _launch(desk: Desk, notice: Broadcast, among: tuple[str, ...]) -> None:
    why = sending.launch(desk, notice, among)
    if not why:
        settle_cards(desk, notice, SENDING)
        desk.answer("broadcast_ended", id=notice.id, state=SENDING, name="", reason="", leaves=_later(desk, notice))
    elif why == "taken":
        desk.answer("stale_button")
    else:
        broadcast.move(desk.session, notice, LATE, among, due_at=None)
        log(desk, notice, "late", why=why)
        settle_cards(desk, notice, LATE)
        desk.answer("broadcast_fault", kind=why, words=str(desk.policies.broadcast.farthest.days))
        if desk.actor != notice.author:
            desk.say(notice.author, "broadcast_late", {"id": notice.id, "why": why}, bot=notice.bot_id, priority=HIGH)


def _later(desk: Desk, notice: Broadcast) -> datetime | None:
    """When what was agreed to leaves, None where it does at once."""
    return notice.leaves_at if notice.leaves_at and notice.leaves_at > desk.now else None


def _put_up(desk: Desk, notice: Broadcast, aimed: Targets) -> None:
    """Lays it before the level that owns its readers."""
    ends = desk.now + desk.policies.broadcast.approval
    if not broadcast.move(desk.session, notice, WAITING, (DRAFT,), due_at=ends, asked=""):
        desk.answer("stale_button")
        return
    log(desk, notice, "ask")
    names = _lay_before(desk, notice, aimed)
    settle_cards(desk, notice, WAITING, names)
    desk.answer("broadcast_ended", id=notice.id, state=WAITING, name="、".join(names), reason="")


def _lay_before(desk: Desk, notice: Broadcast, aimed: Targets) -> list[str]:
    """Asks each who may agree in private, or their group where nobody can be reached; returns who is asked."""
    approvers = _approvers(desk, notice)
    found = leaves(desk, notice)
    at = found.at if isinstance(found, Leaving) and found.at > desk.now else None
    words = view(desk, notice, aimed) | {"leaves": at, "change": bool(notice.changed)}
    chats = [officer.user for officer in approvers if officer.reachable]
    group = None if chats else desk.town.staff_group(notice.owner_id or notice.scope_id, _level(notice))
    chats = chats or ([group.chat] if group else [])
    buttons = desk.choices(notice.id, ("agree", "bc_yes"), ("refuse", "bc_no"))
    how: dict[str, Any] = {"purpose": "broadcast_approve", "priority": HIGH, "buttons": buttons}
    rows = [desk.say(chat, "broadcast_approve", words, **how) for chat in chats]
    broadcast.change(desk.session, notice, approvals=rows)
    return [officer.name for officer in approvers if officer.reachable] or ([group.name] if group else [])


def _approvers(desk: Desk, notice: Broadcast) -> list[Officer]:
    if notice.owner_id is None or notice.owner_role == "admin":
        return [o for o in desk.town.officers.values() if desk.town.is_admin(o.user)]
    roles = (notice.owner_role,) if notice.owner_role == "street_center" else (notice.owner_role, "street_center")
    for role in roles:
        found = [o for o in desk.town.serving(notice.owner_id, (role,)) if o.user != notice.author]
        if any(officer.reachable for officer in found):
            return found
    return []


def _level(notice: Broadcast) -> str:
    return "street" if notice.owner_role == "street_center" else "community"


def agree(desk: Desk, arg: str, knowing: bool = False) -> None:
    """同意: it is sent, or changed everywhere; with somebody's name in it only by 照样发, `knowing` that."""
    notice = _to_judge(desk, arg)
    if notice is None:
        return
    fault = too_old(desk, notice) if notice.state in LIVE else None
    if fault:
        desk.answer("broadcast_fault", kind=fault.kind, words=fault.words)
        return
    aimed = aim(desk, notice)
    text = notice.changed.get("text") or notice.text
    if not (knowing or isinstance(aimed, Fault)) and (people := recognised(desk, text, aimed)):
        _warn_again(desk, notice, people)
        return
    log(desk, notice, "agree")
    if notice.state == WAITING:
        _launch(desk, notice, (WAITING,))
    else:
        _apply(desk, notice)
        desk.answer("broadcast_ended", id=notice.id, state="changed", name="", reason="")


def _warn_again(desk: Desk, notice: Broadcast, people: list[str]) -> None:
    """Who is to agree reads once more, by itself, whose name or number everybody would read."""
    buttons = desk.choices(notice.id, ("bc_named", "bc_yes_named"), ("refuse", "bc_no"))
    desk.say(
        desk.said.chat, "broadcast_named_agree", {"id": notice.id, "recognised": people}, purpose="broadcast_named",
        priority=HIGH, buttons=buttons,
    )  # fmt: skip
    desk.answer()


def refuse(desk: Desk, arg: str, reason: str = "") -> None:
    """驳回: it is not sent, and its author reads why."""
    notice = _to_judge(desk, arg)
    if notice is None:
        return
    log(desk, notice, "refuse", reason=reason)
    if notice.state == WAITING:
        broadcast.move(desk.session, notice, REJECTED, (WAITING,), due_at=None)
    else:
        broadcast.change(desk.session, notice, changed={})
    name = desk.name_of(desk.actor) or desk.word("admin")
    settle_cards(desk, notice, REJECTED, [name])
    words: dict[str, Any] = {"id": notice.id, "state": REJECTED, "name": name, "reason": reason}
    desk.answer("broadcast_ended", **words)
    desk.say(notice.author, "broadcast_ended", words, bot=notice.bot_id, priority=HIGH)


def _to_judge(desk: Desk, arg: str) -> Broadcast | None:
    notice = broadcast.numbered(desk.session, arg)
    waits = notice is not None and (notice.state == WAITING or (notice.state in LIVE and notice.changed))
    if notice is None or not waits:
        _not_so(desk, arg)
        return None
    if not owns(desk, notice):
        desk.answer("broadcast_not_yours", role=desk.word(notice.owner_role), place=issuer(desk, notice).name)
        return None
    return notice


def settle_cards(desk: Desk, notice: Broadcast, state: str, names: list[str] | None = None) -> None:
    """The preview and the cards that asked for approval say what became of it; their buttons go."""
    words = {"id": notice.id, "state": state, "name": "、".join(names or []), "reason": "", "text": notice.text}
    words |= {"leaves": _later(desk, notice)}
    asked = [] if state == WAITING else notice.approvals
    for number in (notice.preview_row, *asked):
        row = desk.row_at(number)
        if row:
            desk.repaint(row, "broadcast_settled", words)


def change_sent(desk: Desk, notice: Broadcast, fields: dict[str, Any], words: str) -> None:
    """Other words for what was sent: at once by who owns its readers, else when they agree."""
    text = text_of(desk, notice, fields, words)
    fault, aimed = unfit_words(notice, text), aim(desk, notice)
    fault = fault or rollcall_card.unfit_change(desk, notice, fields) or too_old(desk, notice)
    if fault or isinstance(aimed, Fault):
        tell_fault(desk, fault or Fault("nobody"))
        return
    starts, ends = window(fields)
    kept = {"fields": fields, "words": words, "text": text}
    kept |= {"starts": starts.isoformat() if starts else "", "ends": ends.isoformat() if ends else ""}
    broadcast.change(desk.session, notice, changed=kept, asked="")
    if free(desk, notice, aimed, desk.actor):
        _apply(desk, notice)
        state, names = "changed", list[str]()
    else:
        state, names = "changing", _lay_before(desk, notice, aimed)
    words_ = {"id": notice.id, "state": state, "name": "、".join(names), "reason": ""}
    desk.reply("broadcast_ended", words_, purpose="answer")


def too_old(desk: Desk, notice: Broadcast) -> Fault | None:
    """Why it cannot be changed where it stands: its messages are no longer known, or not all of them."""
    return Fault("aged", str(notice.id)) if broadcast_sending.lost(desk.session, notice.id) else None


def _apply(desk: Desk, notice: Broadcast) -> None:
    kept = dict(notice.changed)
    moments = {f"{key}_at": datetime.fromisoformat(kept[key]) if kept[key] else None for key in ("starts", "ends")}
    broadcast.change(desk.session, notice, fields=kept["fields"], words=kept["words"], changed={}, **moments)
    sending.change_everywhere(desk, notice, kept["text"])
    rollcall_card.retime(desk, notice)
    settle_cards(desk, notice, "changed")


def recall(desk: Desk, arg: str) -> None:
    """撤回: everywhere, as long as the platform lets a message be deleted."""
    notice = own(desk, arg, LIVE)
    if notice is None:
        return
    done = sending.recall(desk, notice)
    if done:
        doors_telling.call_off(desk, notice.id)
    fault = None if done else too_old(desk, notice)
    if fault:
        desk.answer("broadcast_fault", kind=fault.kind, words=fault.words)
        return
    hours = int(desk.policies.broadcast.recall.total_seconds() // 3600)
    state = "recalled" if done else "too_old"
    desk.answer("broadcast_ended", id=notice.id, state=state, name="", reason=str(hours))
    sending.draw_progress(desk, notice)


def sweep_waiting(desk: Desk) -> int:
    """What nobody has agreed to in time is not sent, and its author is told."""
    done = 0
    for number in broadcast.due(desk.session, desk.now, AT_A_TIME):
        notice = desk.session.get(Broadcast, number)
        if notice and broadcast.move(desk.session, notice, LATE, (WAITING,), due_at=None):
            log(desk, notice, "late", why="approval")
            settle_cards(desk, notice, LATE)
            desk.say(notice.author, "broadcast_late", {"id": notice.id, "why": "approval"}, bot=notice.bot_id)
            done += 1
    return done
