"""Which handler serves an update."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from handlers import (
    admin,
    broadcast,
    callout,
    care,
    care_offering,
    digest,
    dispatch_broadcast,
    dispatch_callout,
    dispatch_rollcall,
    doctor,
    enrol,
    feedback,
    incident,
    known_matter,
    leave,
    news,
    opinion,
    privacy,
    query,
    question,
    receipts,
    report,
    rumour,
    speech,
    temporary,
)
from handlers.desk import Desk
from handlers.dispatch_words import ACTIONS, act, answered_last, replied, said_of_work, typed_word
from handlers.outside import Question, ask_again
from models import outbox
from models.delivery import DeliveryRow, move_chat
from models.ticket import Ticket
from rules import callback
from rules.commands import asks_for_person, asks_status, verdict_in
from rules.messages import Button, ChatKind, Incoming, Kind, SenderKind
from rules.routing import Post, Spot
from rules.tickets import State
from rules.town import Purpose
from templates import quote


def _home_chosen(desk: Desk, arg: str) -> None:
    place = report.home_chosen(desk, arg)
    if place is not None:
        speech.receive(desk, place)


CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "bind_for": enrol.bind_for,
    "bind": enrol.bind,
    "invite_at": enrol.invite_at,
    "invite_to": enrol.invite_to,
    "home": _home_chosen,
    "known_end": known_matter.end,
    "swap_agree": leave.agree,
    "swap_refuse": leave.refuse,
    "digest_all": digest.everything,
    **dispatch_broadcast.CHOICES,
    **dispatch_callout.CHOICES,
    **dispatch_rollcall.CHOICES,
    "care_done": care.pressed,
    "care_more": care_offering.more,
    "care_enough": care_offering.enough,
}
COMMANDS: dict[str, Callable[[Desk], None]] = {
    "invite": enrol.invite,
    "bind": enrol.ask_binding,
    "doctor": doctor.tell,
}
DECIDES = re.compile(r"同意|驳回|agree|refuse", re.IGNORECASE)
# How long, and how far back, a button's word typed in private still means its message.
OFFERED, MOST_OFFERED = timedelta(days=7), 40
STAFF_PURPOSES = frozenset({Purpose.WORKERS, Purpose.OFFICIALS, Purpose.SPECIAL})


def handle(desk: Desk, incoming: Incoming, arrived_at: datetime) -> None:
    """Serves one update inside the transaction of `desk`."""
    desk.begin(incoming)
    if incoming.kind is Kind.MIGRATED and incoming.migrated_to:
        move_chat(desk.session, incoming.chat, incoming.migrated_to)
        desk.town_changed()
    elif incoming.kind is Kind.BOT_MEMBERSHIP:
        _membership(desk)
    elif incoming.kind is Kind.BUTTON:
        _press(desk, desk.said.data)
        desk.answer()
    elif incoming.kind in (Kind.MESSAGE, Kind.EDITED) and incoming.sender:
        _message(desk)
    incident.watch(desk)


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


def next_opinion(desk: Desk) -> Question | None:
    """The next message that a second opinion is to be asked about."""
    return opinion.take(desk)


def opinion_came(desk: Desk, question: Question, answer: str | None) -> bool:
    """What somebody outside makes of a message, None when nobody will say; whether it made sense."""
    return opinion.settle(desk, question, answer, _place)


def next_voice_note(desk: Desk) -> Question | None:
    """The next voice note to be written down."""
    return speech.take(desk)


def transcript_came(desk: Desk, question: Question, words: str | None) -> bool:
    """What a voice note says, None when nobody will write it down; whether there are any words."""
    return speech.settle(desk, question, words, _transcript)


def not_answered(desk: Desk, question: Question) -> None:
    """A service outside did not answer; it is asked once more."""
    ask_again(desk, question)


def _transcript(desk: Desk) -> None:
    """Read as the message would have been; what its caption has opened is corrected."""
    if not report.edited(desk):
        _message(desk)


def _place(desk: Desk) -> Spot | None:
    """Where the message being handled belongs."""
    if desk.said.chat_kind is ChatKind.PRIVATE:
        return enrol.home_of(desk)
    post = desk.town.posts.get(desk.said.chat)
    return desk.town.spots[post.place] if post and post.place is not None and not post.gone else None


def reloaded(desk: Desk, faults: list[str]) -> None:
    """The policies were read anew: in force where there are no `faults`."""
    admin.tell_policies(desk, faults)


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


def _press(desk: Desk, data: str) -> None:
    press = callback.read(data)
    if press is None:
        desk.answer("stale_button")
    elif press.action in CHOICES:
        CHOICES[press.action](desk, press.arg)
    elif press.action in ACTIONS:
        ticket = desk.ticket(press.ticket)
        if ticket is None:
            desk.answer("stale_button")
        else:
            act(desk, ticket, press.action, press.arg or _said_with(desk))
    else:
        desk.answer("stale_button")


def _said_with(desk: Desk) -> str:
    """The words that came with 办结 before it was asked which ticket was meant."""
    row = outbox.by_message(desk.session, desk.said.chat, desk.said.message)
    return str(row.payload.get("told", "")) if row is not None and row.purpose == "which" else ""


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
    if temporary.unbound(desk):
        return
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
    elif not (_first_heard(desk) or replied(desk) or _spoken_to(desk) or _more_private(desk)):
        _private_words(desk)


def _first_heard(desk: Desk) -> bool:
    """A command, a button's word under a notice, 收到, or the answer to what its author was asked."""
    if privacy.asked(desk) or _commanded(desk):
        return True
    if dispatch_callout.replied(desk) or dispatch_broadcast.replied(desk):
        return True
    return receipts.typed(desk) or dispatch_rollcall.private(desk) or broadcast.answer(desk)


def _more_private(desk: Desk) -> bool:
    return _button_typed(desk) or answered_last(desk) or said_of_work(desk) or _asked_status(desk)


def _button_typed(desk: Desk) -> bool:
    """A button's word typed in private, 好的，同意 too; where several messages have that button, which is asked."""
    said, labels = desk.said, {desk.word("agree"): True, desk.word("refuse"): False}
    word, verdict = said.text.strip(" 。.!！~吧了"), verdict_in(said.text)
    found: dict[str, str] = {}
    for row, buttons in outbox.offered(desk.session, said.chat, desk.real_now - OFFERED, MOST_OFFERED):
        for each in buttons:
            if each["text"] == word or (verdict is not None and labels.get(each["text"]) is verdict):
                found.setdefault(each["data"], row.payload["text"])
    if len(found) > 1:
        names = (_named(desk, number, *each) for number, each in enumerate(found.items(), 1))
        rows = tuple((Button(name, data),) for name, data in zip(names, found, strict=True))
        desk.reply("which", buttons=rows, purpose="which")
    for data in found if len(found) == 1 else ():
        _press(desk, data)
    return bool(found)


def _named(desk: Desk, number: int, data: str, text: str) -> str:
    press = callback.read(data)
    ticket = desk.ticket(press.ticket) if press and press.ticket else None
    return desk.text("which_one", **desk.view(ticket)) if ticket else f"{number} {quote(text, 40)}"


def _edited(desk: Desk) -> None:
    """Words that made no report at first may make one now; whether they do or not, an edit is not talked about."""
    place = enrol.home_of(desk) if desk.said.chat_kind is ChatKind.PRIVATE else None
    opened = report.opened_here(desk)
    if opened and desk.res.ear.takes_back(desk.said.text):
        for ticket in opened:
            act(desk, ticket, "withdraw", "")
        return
    if report.edited(desk) or not desk.said.text:
        return
    if place is None:
        report.hear(desk)
    else:
        report.hear_private(desk, place)


def _spoken_to(desk: Desk) -> bool:
    """A typed word, or what staff say of their duties."""
    return _agreed(desk) or typed_word(desk) or callout.heard(desk) or leave.heard(desk)


def _agreed(desk: Desk) -> bool:
    """同意 or 驳回 typed by itself, where a swap waits for it."""
    verdict = verdict_in(desk.said.text)
    talk = desk.said.chat_kind is not ChatKind.PRIVATE and not DECIDES.search(desk.said.text)
    return verdict is not None and not talk and leave.answer(desk, verdict)


def _private_words(desk: Desk) -> None:
    if report.complains(desk):
        return
    asked = question.waiting(desk) if desk.said.text and not report.would_report(desk) else None
    place = enrol.home_of(desk)
    if asked:
        _added(desk, asked)
    elif not desk.said.text:
        _private_without_words(desk, place)
    elif asks_for_person(desk.said.text):
        query.help_text(desk)
    elif not _heard_at(desk, place):
        _private_talk(desk, place)


def _heard_at(desk: Desk, place: Spot | None) -> bool:
    """What is asked for where its sender lives, in words or by a voice note."""
    if place is None:
        return False
    heard = report.hear_private(desk, place) or known_matter.answer(desk, place)
    return speech.receive(desk, place) or heard


def _private_talk(desk: Desk, place: Spot | None) -> None:
    spoken_of = report.spoken_of(desk)
    if place is None and report.would_report(desk):
        enrol.ask_home(desk)
    elif spoken_of and _result_answered(desk, spoken_of):
        return
    elif report.is_courtesy(desk):
        desk.react()
    elif spoken_of:
        _added(desk, spoken_of)
    else:
        query.help_text(desk)


def _result_answered(desk: Desk, ticket: Ticket) -> bool:
    """好了 谢谢 to a result that has been told is 解决了, 又堵了 is 没解决."""
    said = desk.said.text
    if ticket.state != State.RESOLVED:
        return False
    word = "deny" if desk.res.ear.not_done(said) else "confirm" if desk.res.ear.settled(said) else ""
    if word:
        act(desk, ticket, word, said if word == "deny" else "")
    return bool(word)


def _added(desk: Desk, ticket: Ticket) -> None:
    """Words in private about a ticket of one's own: they take it back, or are added to it."""
    if news.takes_back(desk, ticket):
        act(desk, ticket, "withdraw", "")
    else:
        feedback.add(desk, ticket, desk.said.text)


def _private_without_words(desk: Desk, place: Spot | None) -> None:
    if desk.said.voice and place is None:
        enrol.ask_home(desk)
    elif not ((place and speech.receive(desk, place)) or report.see_private(desk)):
        query.help_text(desk)


def _staff_talk(desk: Desk) -> None:
    """In staff groups only commands, typed twins and replies to cards are read."""
    if desk.said.kind is Kind.MESSAGE:
        answered = _commanded(desk) or dispatch_callout.replied(desk) or dispatch_broadcast.replied(desk)
        _ = answered or replied(desk) or _spoken_to(desk)


def _resident_talk(desk: Desk, post: Post) -> None:
    said = desk.said
    if said.sender is None or said.sender.kind is SenderKind.BOT:
        return
    if said.kind is Kind.EDITED:
        if not dispatch_rollcall.heard(desk) and _speaks_for_itself(desk):
            _edited(desk)
        return
    if said.command == "bind" and desk.town.is_admin(desk.actor):
        enrol.ask_binding(desk)
        return
    if receipts.typed(desk) or dispatch_rollcall.replied(desk) or replied(desk) or typed_word(desk):
        return
    if _asked_status(desk) or dispatch_rollcall.heard(desk):
        return
    place = _place(desk)
    if _speaks_for_itself(desk):
        _spread(desk, report.hear(desk))
        if said.voice and place:
            speech.receive(desk, place)
    elif said.text and desk.town.is_staff(desk.actor):
        _spread(desk, report.overhear(desk))


def _spread(desk: Desk, heard: report.News) -> None:
    """What was said of known tickets goes to those who work on them, what is told around to those who can check."""
    if heard.kind == "rumour" and not heard.tickets:
        rumour.show(desk)
    tickets = [desk.own_ticket(number) for number in heard.tickets] or ([] if heard.asked else news.own_recovered(desk))
    for ticket in tickets:
        if news.takes_back(desk, ticket):
            act(desk, ticket, "withdraw", "")
        else:
            news.take(desk, ticket, heard.kind if heard.tickets else "update")


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
