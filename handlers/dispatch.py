"""Which handler serves an update."""

from collections.abc import Sequence
from dataclasses import replace

from config.faults import Fault
from handlers import (
    admin,
    alarm,
    callout_answering,
    dispatch_danger,
    enrol,
    group_talk,
    incident,
    known_matter,
    news,
    opinion,
    privacy,
    receipts,
    report,
    rollcall_chain,
    rollcall_heard,
    rumour,
    speech,
    temporary,
    unheard,
)
from handlers.desk import PUZZLED, Desk
from handlers.dispatch_press import press
from handlers.dispatch_press import replied as button_typed
from handlers.dispatch_private import private
from handlers.dispatch_replies import answered_elsewhere, replied, taken_back
from handlers.dispatch_talk import asked_office, asked_status, commanded, edited, spoken_to
from handlers.dispatch_words import typed_word
from handlers.outside import Question
from handlers.own_words import danger_taken_back, first_heard
from models import outbox
from models.delivery import DeliveryRow, move_chat
from models.ticket import Ticket
from rules.chain import is_chain
from rules.commands import calls_by_name, is_staff_word_alone
from rules.messages import ChatKind, Incoming, Kind, SenderKind, is_command_alone
from rules.redaction import MOBILE, lists_people, tells_identity
from rules.routing import Post, Spot
from rules.town import Purpose

STAFF_PURPOSES = frozenset({Purpose.WORKERS, Purpose.OFFICIALS, Purpose.SPECIAL})


def handle(desk: Desk, incoming: Incoming) -> None:
    """Serves one update inside the transaction of `desk`."""
    desk.begin(incoming)
    if incoming.kind is Kind.MIGRATED and incoming.migrated_to:
        move_chat(desk.session, incoming.chat, incoming.migrated_to)
        desk.town_changed()
    elif incoming.kind is Kind.BOT_MEMBERSHIP:
        _membership(desk)
    elif incoming.kind is Kind.BUTTON:
        press(desk, desk.said.data)
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
        unheard.not_brought(desk, row)
    elif row.chat_id < 0 and reason in ("kicked", "not_found", "blocked"):
        enrol.lose_group(desk, row.chat_id, row.bot_id)


def opened(desk: Desk, blind: list[str]) -> None:
    """The desk has started; `blind` names bots that cannot read group talk."""
    admin.tell_blind(desk, blind)
    enrol.renew_notices(desk)


def opinion_came(desk: Desk, question: Question, answer: str | None) -> bool:
    """What somebody outside makes of a message, None when nobody will say; whether it made sense."""
    return opinion.settle(desk, question, answer, _place)


def transcript_came(desk: Desk, question: Question, words: str | None) -> bool:
    """What a voice note says, None when nobody will write it down; whether there are any words."""
    return speech.settle(desk, question, words, _transcript)


def _transcript(desk: Desk) -> None:
    """Read as the message would have been; what its caption has opened is corrected."""
    if not report.edited(desk):
        _message(desk)


def _place(desk: Desk) -> Spot | None:
    """Where the message being handled belongs."""
    return enrol.home_of(desk) if desk.in_private else desk.here


def reloaded(desk: Desk, faults: Sequence[Fault]) -> None:
    """The policies were read anew: in force where there are no `faults`."""
    admin.tell_policies(desk, faults)
    if not faults:
        enrol.renew_notices(desk)


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


# messages -----------------------------------------------------------------------------------------------------


def _message(desk: Desk) -> None:
    said = desk.said
    if said.chat_kind is ChatKind.PRIVATE:
        private(desk)
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
        _resident_talk(desk)


def _unbound(desk: Desk, post: Post | None) -> None:
    """A group that is not bound stores nothing; an admin can have the question again."""
    desk.forget_incoming()
    if temporary.unbound(desk):
        return
    if post is None:
        enrol.found_in(desk)
    elif desk.said.command in ("bind", "start") and desk.by_admin:
        enrol.ask_binding(desk)


def _staff_talk(desk: Desk) -> None:
    """In staff groups only commands, typed twins, replies to cards and cries of danger are read."""
    if desk.said.kind is Kind.EDITED and not desk.said.own:
        _ = report.opened_here(desk) and report.edited(desk)
    elif desk.said.kind is Kind.MESSAGE and not desk.said.own:
        answered = commanded(desk) or button_typed(desk) or callout_answering.typed(desk)
        answered = answered or first_heard(desk) or replied(desk) or spoken_to(desk) or answered_elsewhere(desk)
        place = _place(desk)
        _ = answered or (place and dispatch_danger.cried(desk, place))


def _resident_talk(desk: Desk) -> None:
    said = desk.said
    if said.sender is None or said.sender.kind is SenderKind.BOT or said.own:
        return
    if said.kind is Kind.EDITED:
        if not rollcall_chain.hear(desk):
            _resident_edits(desk)
        return
    if said.command == "bind" and desk.by_admin:
        enrol.ask_binding(desk)
        return
    _ask_to_withdraw(desk)
    if _answered(desk) or is_command_alone(said.text) or asked_status(desk) or rollcall_chain.hear(desk):
        return
    if _speaks_for_itself(desk):
        _resident_says(desk)
    elif said.text and desk.by_staff:
        _overhear(desk, _place(desk))
    elif said.text:
        _hear_masked(desk, _place(desk))


def _resident_edits(desk: Desk) -> None:
    """Other words for what was said; a notice's may tell other hours."""
    if _speaks_for_itself(desk):
        edited(desk)
    elif place := _place(desk):
        known_matter.amended(desk, place)


def _answered(desk: Desk) -> bool:
    """Whether a message answers what the desk has sent, or is a word of a card."""
    answers = receipts.typed(desk) or rollcall_heard.replied(desk) or danger_taken_back(desk)
    answers = answers or replied(desk) or typed_word(desk)
    return answers or (_speaks_for_itself(desk) and report.told_after_all(desk))


def _hear_masked(desk: Desk, place: Spot | None) -> None:
    """An anonymous admin or a channel opens tickets on purpose only, but whoever cries for a life is heard.

    What the channel that the group belongs to announces is announced as by staff.
    """
    if place and desk.said.linked:
        known_matter.noticed(desk, place)
    if place and _cries_aloud(desk, group_talk.overhear(desk)):
        report.force(desk, desk.said.text, place, public=True)


def _ask_to_withdraw(desk: Desk) -> None:
    """What many could misuse is asked to be taken back: of a telephone once, and not where a life is in danger."""
    said = desk.said
    if desk.late:
        return
    if tells_identity(said.text):
        desk.reply_seldom("identity_told", purpose="identity")
    elif _posts_people(desk) and not desk.tells_danger():
        desk.reply_seldom("people_told", purpose="identity")
    elif desk.telephones and not (is_chain(said.text) or desk.tells_danger()):
        desk.reply("telephone_told", purpose="identity", key=f"telephone:{said.chat}:{desk.actor}")


def _posts_people(desk: Desk) -> bool:
    """Whether a list of people is posted; a 接龙 is written by those who stand in it, unless staff post telephones."""
    words = desk.said.text
    own = is_chain(words) and not (desk.by_staff and MOBILE.search(words))
    return lists_people(words) and not own


def _overhear(desk: Desk, place: Spot | None) -> None:
    if place:
        known_matter.noticed(desk, place)
    heard = group_talk.overhear(desk)
    if place and _cries_aloud(desk, heard):
        report.force(desk, desk.said.text, place, public=True)
    else:
        _spread(desk, heard)


def _cries_aloud(desk: Desk, heard: group_talk.News) -> bool:
    """3号楼着火了 by staff among residents is no notice: it is danger that nobody works on yet."""
    known = any(ticket.service_class == "P0" for ticket in heard.tickets)
    return dispatch_danger.is_cry(desk) and not known and alarm.told_by_staff(desk) is not None


def _resident_says(desk: Desk) -> None:
    place = _place(desk)
    if asked_office(desk, place) or _said_of_each(desk) or is_staff_word_alone(desk.said.text):
        return
    heard = group_talk.hear(desk)
    _spread(desk, heard)
    unnamed = privacy.asks_unnamed(desk)
    if not (heard.tickets or heard.asked or unnamed or desk.recorded or desk.late) and calls_by_name(desk.said.text):
        # Who turns to us is not to think that we did not hear.
        desk.react(emoji=PUZZLED)
    if desk.said.voice and place:
        speech.receive(desk, place)


def _spread(desk: Desk, heard: group_talk.News) -> None:
    """What was said of known tickets goes to those who work on them, what is told around to those who can check."""
    if heard.kind == "rumour" and not heard.tickets:
        rumour.show(desk)
    for ticket in heard.tickets or (() if heard.asked else news.own_recovered(desk)):
        _tell(desk, ticket, heard.kind if heard.tickets else "update")
    if desk.telephones and not desk.recorded:
        # 打我电话138****5678 after a report says nothing of it, but whom to ring.
        news.number_left(desk)


def _said_of_each(desk: Desk) -> bool:
    """wifi好了 路灯没好 by who has told of both: to each what was said of it."""
    whole, parts = desk.said, news.of_each(desk)
    for ticket, words in parts:
        desk.said = replace(whole, text=words)
        _tell(desk, ticket, "update")
    desk.said = whole
    return bool(parts)


def _tell(desk: Desk, ticket: Ticket, kind: str) -> None:
    if not taken_back(desk, ticket):
        news.take(desk, ticket, kind)


def _speaks_for_itself(desk: Desk) -> bool:
    """Staff, anonymous admins and channels open tickets only on purpose."""
    sender = desk.said.sender
    return bool(sender and sender.kind is SenderKind.PERSON and not desk.town.is_staff(sender.id))
