"""Which handler serves an update, and what falls due at a tick; alone sees them all."""

from collections.abc import Callable
from datetime import datetime

from handlers import (
    admin,
    claim,
    digest,
    doctor,
    enrol,
    escalation,
    feedback,
    housekeeping,
    progress,
    query,
    report,
)
from handlers.desk import Desk
from models import outbox
from models.delivery import DeliveryRow, move_chat
from models.ticket import Ticket, fetch
from rules import callback
from rules.commands import STAFF, Typed, asks_status, typed
from rules.messages import ChatKind, Incoming, Kind, SenderKind
from rules.routing import Post
from rules.town import Purpose

Action = Callable[[Desk, Ticket, str], None]

STAFF_ACTIONS: dict[str, Action] = {
    "claim": claim.claim,
    "hand_over": claim.hand_over,
    "hand_to": claim.hand_to,
    "back": claim.back,
    "cannot_go": escalation.cannot_go,
    "report_up": escalation.report_up,
    "contact": progress.contact,
    "arrive": progress.arrive,
    "resolve": progress.resolve,
    "mistake": progress.mistake,
}
RESIDENT_ACTIONS: dict[str, Action] = {
    "join": feedback.join,
    "add": feedback.add,
    "withdraw": feedback.withdraw,
    "misread": feedback.misread,
    "confirm": feedback.confirm,
    "deny": feedback.deny,
    "rate": feedback.rate,
}
ACTIONS = STAFF_ACTIONS | RESIDENT_ACTIONS
CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "bind_for": enrol.bind_for,
    "bind": enrol.bind,
    "invite_at": enrol.invite_at,
    "invite_to": enrol.invite_to,
    "home": report.home_chosen,
}
COMMANDS: dict[str, Callable[[Desk], None]] = {
    "invite": enrol.invite,
    "bind": enrol.ask_binding,
    "doctor": doctor.tell,
}
ASKED = {"ask_resolve": "resolve", "ask_report_up": "report_up"}
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
        enrol.private_closed(desk, row.chat_id)
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
            enrol.private_closed(desk, said.chat)
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
            ACTIONS[press.action](desk, ticket, press.arg)
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
    elif not (_commanded(desk) or _replied(desk) or _typed(desk) or _asked_status(desk)):
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
    if place is None:
        if report.would_report(desk):
            enrol.ask_home(desk)
        else:
            query.help_text(desk)
    elif not report.hear_private(desk, place):
        query.help_text(desk)


def _staff_talk(desk: Desk) -> None:
    """In staff groups only commands, typed twins and replies to cards are read."""
    if desk.said.kind is Kind.MESSAGE:
        _ = _commanded(desk) or _replied(desk) or _typed(desk)


def _resident_talk(desk: Desk, post: Post) -> None:
    said = desk.said
    if said.sender is None or said.sender.kind is SenderKind.BOT:
        return
    if said.kind is Kind.EDITED:
        if _speaks_for_itself(desk):
            _edited(desk)
        return
    if _replied(desk) or _typed(desk, in_residents_group=True) or _asked_status(desk):
        return
    if _speaks_for_itself(desk):
        report.hear(desk)


def _speaks_for_itself(desk: Desk) -> bool:
    """Staff, anonymous admins and channels open tickets only on purpose."""
    sender = desk.said.sender
    return bool(sender and sender.kind is SenderKind.PERSON and not desk.town.is_staff(sender.id))


def _asked_status(desk: Desk) -> bool:
    if not asks_status(desk.said.text):
        return False
    query.mine(desk)
    return True


def _commanded(desk: Desk) -> bool:
    """An admin's command, or the words of an import file in private."""
    command = COMMANDS.get(desk.said.command)
    if command is None:
        return admin.pasted_town(desk)
    if desk.town.is_admin(desk.actor):
        command(desk)
    else:
        desk.reply("admin_only")
    return True


# typed words and replies --------------------------------------------------------------------------------------


def _replied(desk: Desk) -> bool:
    """A reply to one of our messages about a ticket: an answer to a question, an action, or more about it."""
    said = desk.said
    if said.reply_to is None:
        return False
    row = outbox.by_message(desk.session, said.chat, said.reply_to)
    ticket = desk.ticket(row.ticket_id) if row is not None and row.ticket_id else None
    if row is None or ticket is None:
        return False
    word = typed(said.text, said.command, said.arguments)
    if word:
        return _act_on_reply(desk, ticket, word)
    if row.purpose in ASKED:
        outbox.retract(desk.session, row, desk.real_now)
        ACTIONS[ASKED[row.purpose]](desk, ticket, said.text)
        if said.media:
            report.attach(desk, ticket, said.media)
    else:
        _more(desk, ticket)
    return True


def _act_on_reply(desk: Desk, ticket: Ticket, word: Typed) -> bool:
    """办结 under a card means its ticket; a number after it, another ticket, or else a part of the words."""
    if word.number is None or word.number == ticket.number:
        return _act(desk, ticket, word.action, word.rest)
    if any(_numbered(desk, street, word.number) for street in _streets(desk)):
        return False
    return _act(desk, ticket, word.action, word.tail)


def _more(desk: Desk, ticket: Ticket) -> None:
    """Words, photos or a voice note under a card belong to its ticket."""
    said = desk.said
    if said.media:
        report.attach(desk, ticket, said.media)
    if desk.town.may_handle(desk.actor, ticket.place_id):
        progress.note(desk, ticket, said.text)
    elif said.text:
        feedback.add(desk, ticket, said.text)
    else:
        desk.react()


def _act(desk: Desk, ticket: Ticket, action: str, words: str) -> bool:
    rating = action.removeprefix("rate_")
    if action.startswith("rate_"):
        action, words = "rate", rating
    if action not in ACTIONS:
        return False
    ACTIONS[action](desk, ticket, words)
    if desk.said.media:
        report.attach(desk, ticket, desk.said.media)
    return True


def _typed(desk: Desk, in_residents_group: bool = False) -> bool:
    """A button's word or a slash command typed by itself."""
    said = desk.said
    word = typed(said.text, said.command, said.arguments)
    if word is None:
        return False
    if word.action in ("report", "report_for"):
        return _report(desk, word)
    if word.action == "my":
        query.work(desk) if desk.town.is_staff(desk.actor) else query.mine(desk)
        return True
    if word.action == "help":
        query.help_text(desk)
        return True
    if word.action in STAFF and in_residents_group and not desk.town.is_staff(desk.actor):
        return False
    if word.number is None:
        return _which(desk, word)
    tickets = [t for s in _streets(desk) if (t := _numbered(desk, s, word.number))]
    if not tickets:
        return _unknown_number(desk, word)
    if len(tickets) > 1:
        query.which(desk, tickets, word.action)
        return True
    return _act(desk, tickets[0], word.action, word.rest)


def _numbered(desk: Desk, street: int, number: int) -> Ticket | None:
    return fetch(desk.session, desk.town, desk.actor, desk.said.chat, street=street, number=number)


def _streets(desk: Desk) -> list[int]:
    """Where a typed number counts: the chat's street, in private those of the actor."""
    post = desk.town.posts.get(desk.said.chat)
    if post and post.place is not None:
        return [desk.town.street_of(post.place).id]
    officer = desk.town.officers.get(desk.actor)
    places = [at for _, at in officer.roles if at in desk.town.spots] if officer else []
    home = enrol.home_of(desk)
    places += [home.id] if home else []
    return list(dict.fromkeys(desk.town.street_of(at).id for at in places))


def _unknown_number(desk: Desk, word: Typed) -> bool:
    """Nobody asked the desk when residents say 收到 128; staff are told."""
    if word.action in STAFF and desk.town.is_staff(desk.actor):
        desk.reply("no_such_number", {"n": word.number})
        return True
    return False


def _which(desk: Desk, word: Typed) -> bool:
    """A bare 接单: the one ticket it can mean, else the question which."""
    if word.action in STAFF and desk.town.is_staff(desk.actor):
        found = query.candidates(desk, word.action)
        if len(found) == 1:
            return _act(desk, found[0], word.action, word.rest)
        query.which(desk, found, word.action)
        return True
    mine = query.latest_own(desk) if word.action in RESIDENT_ACTIONS or word.action.startswith("rate_") else None
    if mine is None or (word.action in ("join", "add") and desk.said.chat_kind is not ChatKind.PRIVATE):
        return False
    return _act(desk, mine, word.action, word.rest)


def _report(desk: Desk, word: Typed) -> bool:
    said = desk.said
    post = desk.town.posts.get(said.chat)
    place = desk.town.spots[post.place] if post and post.place is not None else enrol.home_of(desk)
    if place is None:
        enrol.ask_home(desk)
    elif not word.rest:
        desk.reply("report_how")
    elif word.action == "report_for" and not desk.town.is_staff(desk.actor):
        return False
    else:
        public = bool(post and post.purpose == Purpose.RESIDENTS)
        report.force(desk, word.rest, place, public=public, proxy=word.action == "report_for")
    return True
