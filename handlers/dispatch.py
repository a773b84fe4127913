"""Which handler serves an update, and what falls due at a tick; alone sees them all."""

from collections.abc import Callable
from datetime import datetime

from handlers import (
    admin,
    digest,
    doctor,
    enrol,
    escalation,
    feedback,
    housekeeping,
    known_matter,
    news,
    privacy,
    query,
    report,
    rumour,
)
from handlers.desk import Desk
from handlers.dispatch_words import ACTIONS, act, replied, typed_word
from models import outbox
from models.delivery import DeliveryRow, move_chat
from rules import callback
from rules.commands import asks_status
from rules.messages import ChatKind, Incoming, Kind, SenderKind
from rules.routing import Post
from rules.town import Purpose

CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "bind_for": enrol.bind_for,
    "bind": enrol.bind,
    "invite_at": enrol.invite_at,
    "invite_to": enrol.invite_to,
    "home": report.home_chosen,
    "known_end": known_matter.end,
}
COMMANDS: dict[str, Callable[[Desk], None]] = {
    "invite": enrol.invite,
    "bind": enrol.ask_binding,
    "doctor": doctor.tell,
}
STAFF_PURPOSES = frozenset({Purpose.WORKERS, Purpose.OFFICIALS, Purpose.SPECIAL})
SWEEPS = (
    escalation.sweep_due,
    digest.sweep_digests,
    doctor.sweep_admin_line,
    enrol.sweep_notices,
    enrol.sweep_unbound,
    housekeeping.sweep_late,
    housekeeping.sweep_forget,
)


def handle(desk: Desk, incoming: Incoming, arrived_at: datetime) -> None:
    """Serves one update inside the transaction of `desk`."""
    desk.begin(incoming)
    if incoming.kind is Kind.MIGRATED and incoming.migrated_to:
        move_chat(desk.session, incoming.chat, incoming.migrated_to)
        desk.town_changed()
    elif incoming.kind is Kind.BOT_MEMBERSHIP:
        _membership(desk)
    elif incoming.kind is Kind.BUTTON:
        _pressed(desk)
        desk.answer()
    elif incoming.kind in (Kind.MESSAGE, Kind.EDITED) and incoming.sender:
        _message(desk)


def sweep(desk: Desk) -> int:
    """Everything that has fallen due; returns how many things were done."""
    return sum(duty(desk) for duty in SWEEPS)


def undelivered(desk: Desk, row: DeliveryRow, outcome: object) -> None:
    """A message could not be brought to its chat: what that means for people."""
    reason = getattr(outcome, "reason", "")
    if reason == "lost_message":
        _send_anew(desk, row)
    elif row.chat_id > 0 and reason in ("blocked", "unreachable", "not_found", "kicked"):
        enrol.private_closed(desk, row.chat_id, row.bot_id)
    elif row.chat_id < 0 and reason in ("kicked", "not_found", "blocked"):
        enrol.lose_group(desk, row.chat_id, row.bot_id)


def opened(desk: Desk, blind: list[str]) -> None:
    """The desk has started; `blind` names bots that cannot read group talk."""
    admin.tell_blind(desk, blind)


def _send_anew(desk: Desk, row: DeliveryRow) -> None:
    """A card that somebody deleted is sent again when it has something new to say."""
    if row.ticket_id and row.purpose in outbox.CARD_PURPOSES and row.act == "edit":
        outbox.forget(desk.session, row.id)
        desk.card(desk.own_ticket(row.ticket_id), row.purpose, row.chat_id)


def _membership(desk: Desk) -> None:
    said = desk.said
    if said.chat_kind is ChatKind.PRIVATE:
        if said.status == "kicked":
            enrol.private_closed(desk, said.chat, said.bot)
    else:
        enrol.membership(desk)


# buttons ------------------------------------------------------------------------------------------------------


def _pressed(desk: Desk) -> None:
    press = callback.read(desk.said.data)
    if press is None:
        desk.answer("stale_button")
    elif press.action in CHOICES:
        CHOICES[press.action](desk, press.arg)
    elif press.action in ACTIONS:
        ticket = desk.ticket(press.ticket)
        if ticket is None:
            desk.answer("stale_button")
        else:
            act(desk, ticket, press.action, press.arg)
    else:
        desk.answer("stale_button")


# messages -----------------------------------------------------------------------------------------------------


def _message(desk: Desk) -> None:
    said = desk.said
    if said.chat_kind is ChatKind.PRIVATE:
        _private(desk)
        return
    post = desk.town.posts.get(said.chat)
    if post is None or post.place is None:
        _unbound(desk, post)
        return
    if post.bot is None or post.bot not in desk.res.accounts:
        enrol.served_by(desk, said.chat, said.bot)
    elif post.bot != said.bot:
        return
    if post.purpose in STAFF_PURPOSES:
        _staff_talk(desk)
    elif post.purpose == Purpose.RESIDENTS:
        _resident_talk(desk, post)


def _unbound(desk: Desk, post: Post | None) -> None:
    """A group that is not bound stores nothing; an admin can have the question again."""
    desk.forget_incoming()
    if post is None:
        enrol.found_in(desk)
    elif desk.said.command in ("bind", "start") and desk.town.is_admin(desk.actor):
        enrol.ask_binding(desk)


def _private(desk: Desk) -> None:
    said = desk.said
    if said.sender is None or said.sender.kind is not SenderKind.PERSON:
        return
    if said.command == "start":
        enrol.start(desk, said.arguments.strip())
        return
    enrol.private_opened(desk)
    if said.kind is Kind.EDITED:
        _edited(desk)
    elif not (privacy.asked(desk) or _commanded(desk) or replied(desk) or typed_word(desk) or _asked_status(desk)):
        _private_words(desk)


def _edited(desk: Desk) -> None:
    """Words that made no report at first may make one now; whether they do or not, an edit is not talked about."""
    place = enrol.home_of(desk) if desk.said.chat_kind is ChatKind.PRIVATE else None
    if report.edited(desk):
        return
    if place is None:
        report.hear(desk)
    else:
        report.hear_private(desk, place)


def _private_words(desk: Desk) -> None:
    place = enrol.home_of(desk)
    if place is not None and report.hear_private(desk, place):
        return
    if place is not None and desk.said.text and known_matter.answer(desk, place):
        return
    spoken_of = report.spoken_of(desk)
    if place is None and report.would_report(desk):
        enrol.ask_home(desk)
    elif report.is_courtesy(desk):
        desk.react()
    elif spoken_of and desk.said.text:
        feedback.add(desk, spoken_of, desk.said.text)
    else:
        query.help_text(desk)


def _staff_talk(desk: Desk) -> None:
    """In staff groups only commands, typed twins and replies to cards are read."""
    if desk.said.kind is Kind.MESSAGE:
        _ = _commanded(desk) or replied(desk) or typed_word(desk)


def _resident_talk(desk: Desk, post: Post) -> None:
    said = desk.said
    if said.sender is None or said.sender.kind is SenderKind.BOT:
        return
    if said.kind is Kind.EDITED:
        if _speaks_for_itself(desk):
            _edited(desk)
        return
    if said.command == "bind" and desk.town.is_admin(desk.actor):
        enrol.ask_binding(desk)
        return
    if replied(desk) or typed_word(desk) or _asked_status(desk):
        return
    if _speaks_for_itself(desk):
        _spread(desk, report.hear(desk))
    elif said.text and desk.town.is_staff(desk.actor):
        _spread(desk, report.overhear(desk))


def _spread(desk: Desk, heard: report.News) -> None:
    """What was said of known tickets goes to those who work on them, what is told around to those who can check."""
    if heard.kind == "rumour" and not heard.tickets:
        rumour.show(desk)
    for number in heard.tickets:
        news.take(desk, desk.own_ticket(number), heard.kind)


def _speaks_for_itself(desk: Desk) -> bool:
    """Staff, anonymous admins and channels open tickets only on purpose."""
    sender = desk.said.sender
    return bool(sender and sender.kind is SenderKind.PERSON and not desk.town.is_staff(sender.id))


def _asked_status(desk: Desk) -> bool:
    """到哪一步了 is a question; 电梯坏了，什么时候修好 is a report."""
    return asks_status(desk.said.text) and not report.would_report(desk) and query.mine(desk)


def _commanded(desk: Desk) -> bool:
    """An admin's command, or the words of an import file in private."""
    command = COMMANDS.get(desk.said.command)
    if command is None:
        return admin.pasted_town(desk)
    if desk.town.is_admin(desk.actor):
        command(desk)
    else:
        desk.answer("admin_only")
    return True
