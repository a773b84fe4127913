"""What typed words and replies mean; the part of dispatch that turns them into the actions of buttons."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers import (
    alarm,
    callout,
    care,
    claim,
    correction,
    dispatch_asked,
    dispatch_broadcast,
    dispatch_danger,
    dispatch_ladder,
    dispatch_papers,
    dispatch_rollcall,
    enrol,
    escalation,
    feedback,
    flash,
    group_talk,
    household,
    incident,
    known_matter,
    leave,
    news,
    profession,
    progress,
    query,
    report,
    rota,
    speech,
    temporary,
    today,
)
from handlers.desk import Desk
from handlers.dispatch_asked import ASKED, ORDERS, STANDING, asked_last
from models import outbox
from models.incident import leads
from models.report import reports_in
from models.ticket import Ticket, fetch, newest_in
from rules.commands import (
    CORRECTIONS,
    LADDER,
    NOTICES,
    PAPERS,
    ROLLCALL,
    STAFF,
    Typed,
    typed,
)
from rules.messages import ChatKind
from rules.own_words import at_house, named, under_card
from rules.telephones import is_telephone
from rules.tickets import TAKEN, UNFINISHED, State
from rules.town import Purpose

Action = Callable[[Desk, Ticket, str], None]


def _join(desk: Desk, ticket: Ticket, words: str) -> None:
    """我家也是: a button counts where it stands; typed by who lives in another building it is of their own lift."""
    if desk.said.callback_id or not group_talk.of_own_home(desk, ticket):
        feedback.join(desk, ticket, words)


STAFF_ACTIONS: dict[str, Action] = (
    {
        "claim": claim.claim,
        "resume": claim.claim,
        "hand_over": claim.hand_over,
        "hand_to": claim.hand_to,
        "back": claim.back,
        "cannot_go": escalation.cannot_go,
        "contact": progress.contact,
        "arrive": progress.arrive,
        "note": progress.note_told,
        "real": alarm.real,
        "flash": flash.flash,
        "mistake": progress.mistake,
        "nothing_there": progress.nothing_there,
        "not_ours": progress.not_ours,
        "recategorize": correction.recategorize,
        "matter": correction.choose,
        "groups": correction.groups,
        "merge": correction.merge,
        "merge_into": correction.merge_into,
        "relocate": correction.relocate,
        "split": correction.split,
        "look": query.look,
    }
    | dispatch_papers.ACTIONS
    | dispatch_ladder.ACTIONS
)
RESIDENT_ACTIONS: dict[str, Action] = {
    "join": _join,
    "add": feedback.add,
    "withdraw": feedback.withdraw,
    "misread": feedback.misread,
    "confirm": feedback.confirm,
    "deny": feedback.deny,
    "rate": feedback.rate,
}
ACTIONS = STAFF_ACTIONS | RESIDENT_ACTIONS
# Words of staff that are about no ticket; in a residents' group they are talk.
STAFF_WORDS: dict[str, Callable[[Desk, str], object]] = {
    "duty": rota.show,
    "household": household.keep,
    "today": today.show,
    "rota": rota.arrange,
    "leave": leave.ask_leave,
    "swap": leave.ask_swapping,
    "care": care.visits,
    "care_add": care.add,
    "care_stop": care.stop,
    "care_extra": care.extra,
    "care_list": care.listed,
    "temporary": temporary.begin,
    "callout": callout.compose,
    "callout_cancel": callout.cancel,
    "profession": profession.keep,
}
# What an admin without a role may say as well.
ADMIN_WORDS = frozenset({"temporary", "callout", "callout_cancel", "profession"})
# Whoever works on a doubtful ticket believes what it was read as.
BELIEVING = frozenset({"claim", "hand_over", "hand_to", "contact", "arrive", "resolve", "report_up"})
NEEDS_NUMBER = CORRECTIONS | PAPERS | LADDER | {"look"}
# What whoever has a ticket asks for: without a number it is of the one they have.
OF_HOLDERS = frozenset({"extend", "suspend", "bounce", "question", "false_report"})

# Of what nobody has taken these take it or let it go.
BEGINS = frozenset({"claim", "arrive", "resolve", "cannot_go", "mistake", "report_up", "nothing_there", "not_ours"})
# What rests goes on with these: 配件到了，换好了.
RESUMES = frozenset({"arrive", "resolve"})
# A number that goes on in words, a room's: 601答应了.
RUN_ON = re.compile(r"\d+[一-龥]")
# What somebody says of their work is no answer to anything else.
DOING = frozenset({"claim", "arrive", "resolve"})


def replied(desk: Desk) -> bool:
    """A reply to a message about a ticket: an action, an answer to a question, or more about it."""
    said = desk.said
    if said.reply_to is None:
        return False
    row = outbox.by_message(desk.session, said.chat, said.reply_to)
    ticket = _replied_to(desk, row)
    if ticket is None:
        return False
    word = _word(desk)
    if word:
        return _act_on_reply(desk, ticket, word)
    asked = row is not None and row.purpose in ASKED
    answers = asked and desk.handles(ticket)
    at_work = dispatch_danger.is_at_work(desk)
    if not answers and at_work and dispatch_danger.noted(desk, ticket):
        return True
    danger = None if answers else alarm.told(desk)
    if danger and at_work:
        _more(desk, ticket)
        return True
    if row is None or (ticket.state not in UNFINISHED and not asked) or danger:
        return False
    if asked:
        _answered(desk, row, ticket)
    else:
        _more(desk, ticket)
    return True


def typed_word(desk: Desk) -> bool:
    """A button's word or a slash command typed by itself."""
    word = _word(desk)
    if word is None:
        return False
    if word.action in ("report", "report_for"):
        return _report(desk, word)
    if word.action == "announce":
        return _announce(desk, word)
    if word.action in NOTICES | ROLLCALL or word.action in STAFF_WORDS:
        return _staff_word(desk, word)
    if word.action == "my":
        return query.work(desk) if desk.town.is_staff(desk.actor) else query.mine(desk)
    if word.action == "help":
        return _help(desk)
    if word.number is None:
        return _numberless(desk, word)
    tickets = [t for s in streets(desk) if (t := numbered(desk, s, word.number))]
    if not tickets:
        return _unknown_number(desk, word)
    if len(tickets) > 1:
        query.which(desk, tickets, word.action, word.rest)
        return True
    return _act(desk, tickets[0], word.action, word.rest)


def _help(desk: Desk) -> bool:
    """帮助 typed without a slash is asked of nobody in a residents' group."""
    asked = bool(desk.said.command) or not among_residents(desk)
    if asked:
        query.help_text(desk)
    return asked


def _announce(desk: Desk, word: Typed) -> bool:
    """公告 is for staff groups and private chats; in a residents' group it is talk."""
    if among_residents(desk) or not desk.town.is_staff(desk.actor):
        return False
    known_matter.announce(desk, word.rest)
    return True


def _staff_word(desk: Desk, word: Typed) -> bool:
    if word.action in NOTICES:
        return dispatch_broadcast.word(desk, word.action, word.rest)
    if word.action in ROLLCALL:
        return dispatch_rollcall.word(desk, word.action, word.rest)
    speaks = desk.town.is_staff(desk.actor) or (word.action in ADMIN_WORDS and desk.town.is_admin(desk.actor))
    if among_residents(desk) or not speaks:
        return False
    STAFF_WORDS[word.action](desk, word.rest)
    return True


def _word(desk: Desk) -> Typed | None:
    """The typed action; what only staff may do is talk when residents say it among themselves."""
    said = desk.said
    word = typed(said.text, said.command, said.arguments)
    if word is None and desk.town.is_staff(desk.actor) and not among_residents(desk):
        return named(said.text)
    if word is None or word.action not in STAFF or desk.town.is_staff(desk.actor):
        return word
    if word.action == "mistake":
        return replace(word, action="misread")
    return word if said.command or not among_residents(desk) else None


def among_residents(desk: Desk) -> bool:
    """Whether this is said in a residents' group."""
    post = desk.town.posts.get(desk.said.chat)
    return bool(post and post.purpose == Purpose.RESIDENTS)


def act(desk: Desk, ticket: Ticket, action: str, words: str) -> None:
    """Does what a button or a word asks for."""
    if ticket.doubtful and action in BELIEVING and desk.handles(ticket):
        with desk.learning(ticket, "matter"):
            desk.believe(ticket)
    if action in dispatch_papers.OF_REPORTERS:
        ticket = incident.own_part(desk, ticket)
    ACTIONS[action](desk, ticket, words)


def _act(desk: Desk, ticket: Ticket, action: str, words: str) -> bool:
    rating = action.removeprefix("rate_")
    if action.startswith("rate_"):
        action, words = "rate", rating
    if action not in ACTIONS:
        return False
    act(desk, ticket, action, words)
    if desk.said.media:
        desk.attach(ticket, desk.said.media)
    dispatch_danger.said_beside(desk, ticket, action)
    return True


# replies ------------------------------------------------------------------------------------------------------


def _replied_to(desk: Desk, row: Any) -> Ticket | None:
    """The ticket that the message replied to speaks of: one of ours, or the resident's own that opened it."""
    if row is not None:
        return desk.ticket(row.ticket_id) if row.ticket_id else None
    reports = reports_in(desk.session, desk.said.chat, desk.said.reply_to or 0)
    return desk.ticket(reports[-1].ticket_id) if reports else None


def _act_on_reply(desk: Desk, ticket: Ticket, word: Typed) -> bool:
    """办结 under a card means its ticket; a number after it, another ticket, or else a part of the words."""
    if word.action == "confirm" and ticket.claimed_by == desk.actor and ticket.state in TAKEN:
        # 解决了 by who works on it is no reporter's word.
        return _act(desk, ticket, "resolve", desk.said.text)
    if word.number is None or word.number == ticket.number:
        return _act(desk, ticket, word.action, word.rest)
    if any(numbered(desk, street, word.number) for street in streets(desk)):
        return False
    return _act(desk, ticket, word.action, word.tail)


def _answered(desk: Desk, row: Any, ticket: Ticket) -> None:
    """The one line the desk had asked for; its question goes. What is no answer is what it says."""
    action = ASKED[row.purpose]
    speaks = row.purpose in dispatch_papers.ASKED and desk.town.speaks_for(desk.actor, desk.said.chat)
    if not speaks and not desk.may_handle(ticket):
        return
    meant = under_card(desk.said.text)
    if meant and meant.action in DOING and row.purpose in ORDERS and can_mean(desk, ticket, meant):
        act(desk, ticket, meant.action, meant.rest)
    elif not dispatch_asked.instead(desk, row, ticket):
        if row.purpose not in STANDING:
            outbox.retract(desk.session, row, desk.real_now)
        ACTIONS[action](desk, ticket, desk.said.text)
    if desk.said.media:
        desk.attach(ticket, desk.said.media)
    dispatch_danger.said_beside(desk, ticket, action)


def answered_last(desk: Desk) -> bool:
    """In private, what stands under a question is its answer, even where the reply was forgotten; never a danger."""
    asked = asked_last(desk)
    if asked is None or _tells_danger(desk, asked[1]):
        return False
    row, ticket = asked
    word = _word(desk)
    if word is not None and word.number is None and word.action in STAFF_ACTIONS:
        if row.purpose not in STANDING:
            outbox.retract(desk.session, row, desk.real_now)
        return _act(desk, ticket, word.action, word.rest)
    answers = desk.said.text or desk.said.voice or dispatch_asked.shows(desk, row)
    if not answers or _is_doing(desk, ASKED[row.purpose]):
        return False
    _answered(desk, row, ticket)
    return True


def _tells_danger(desk: Desk, ticket: Ticket) -> bool:
    """没有煤气味，是隔壁炒菜 tells of none to who is asked what they did about it."""
    denied = ticket.service_class == "P0" and alarm.told(desk) is not None and alarm.told_by_staff(desk) is None
    return not denied and desk.tells_danger()


def _is_doing(desk: Desk, asked: str) -> bool:
    """接了 of another ticket, or 换好了 while something else was asked."""
    meant = under_card(desk.said.text)
    if meant is None or meant.action not in DOING - {asked}:
        return False
    return any(can_mean(desk, each, meant) for each in query.candidates(desk, meant.action))


def _more(desk: Desk, ticket: Ticket) -> None:
    """Words, photos or a voice note under a card belong to its ticket."""
    said, works_on_it = desk.said, desk.handles(ticket)
    if said.text and not works_on_it and not desk.awaits(ticket) and report.is_courtesy(desk):
        desk.react()
        return
    if not works_on_it and desk.res.ear.invites(said.text):
        return
    if said.media:
        desk.attach(ticket, said.media)
    if said.voice and not works_on_it:
        speech.receive(desk, desk.town.spots[ticket.place_id], ticket.id)
    meant = under_card(said.text) or at_house(said.text, ticket.building, ticket.unit) if works_on_it else None
    if meant and can_mean(desk, ticket, meant):
        act(desk, ticket, meant.action, meant.rest)
    elif meant and meant.action == "claim" and ticket.claimed_by != desk.actor and claim.take_over(desk, ticket):
        return
    elif works_on_it:
        progress.note(desk, ticket, said.text)
    elif said.text and (news.settles(desk, ticket, said.text) or news.only_asks(desk, ticket, said.text)):
        desk.react()
    elif said.text:
        feedback.add(desk, ticket, said.text, counts=report.speaks_of(desk, ticket.matter))
    else:
        desk.react()


def can_mean(desk: Desk, ticket: Ticket, meant: Typed) -> bool:
    """Whether it can be done with this ticket, by its worker, or with who is named a colleague."""
    named = any(meant.rest and meant.rest in o.name for o in desk.town.colleagues(ticket.place_id))
    if ticket.state == State.OPEN:
        return meant.action in BEGINS or (meant.action == "hand_over" and named)
    known = meant.action != "claim" and (named or meant.action != "hand_over")
    goes_on = ticket.state in TAKEN or (ticket.state == State.SUSPENDED and meant.action in RESUMES)
    return known and ticket.claimed_by == desk.actor and goes_on


# words by themselves --------------------------------------------------------------------------------------------


def numbered(desk: Desk, street: int, number: int) -> Ticket | None:
    """The ticket with a street's number, if the actor may meet it in this chat."""
    return fetch(desk.session, desk.town, desk.actor, desk.said.chat, street=street, number=number)


def streets(desk: Desk) -> list[int]:
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
    """Nobody asked the desk when residents say 收到 128; staff are told, unless 办结 601答应了 is all words."""
    if word.action in STAFF and desk.town.is_staff(desk.actor):
        meant = query.candidates(desk, word.action) if RUN_ON.match(word.tail) else []
        if len(meant) == 1:
            return _act(desk, meant[0], word.action, word.tail)
        desk.answer("no_such_number", n=word.number)
        return True
    return False


def _numberless(desk: Desk, word: Typed) -> bool:
    owed = dispatch_papers.owed(desk, word)
    if owed:
        return one_of(desk, owed, word)
    if word.action in OF_HOLDERS and desk.town.is_staff(desk.actor):
        own = query.candidates(desk, "note")
        return bool(own) and one_of(desk, own, word)
    return word.action not in NEEDS_NUMBER and _which(desk, word)


def _which(desk: Desk, word: Typed) -> bool:
    """A bare 接单: the one ticket it can mean, else the question which."""
    if word.action in STAFF and desk.town.is_staff(desk.actor):
        found = query.not_going(desk) if word.action == "cannot_go" else query.candidates(desk, word.action)
        return one_of(desk, found, word)
    if word.action == "join" and desk.said.chat_kind is not ChatKind.PRIVATE:
        return _join_newest(desk, word)
    of_residents = word.action in RESIDENT_ACTIONS or word.action.startswith("rate_")
    mine = query.latest_own(desk) if of_residents else None
    return mine is not None and _act(desk, mine, word.action, word.rest)


def one_of(desk: Desk, tickets: list[Ticket], word: Typed) -> bool:
    """Does with the only ticket what was typed; of several it is asked which. Parts go with the lead of an incident."""
    tickets = leads(desk.session, tickets)
    if len(tickets) == 1:
        return _act(desk, tickets[0], word.action, word.rest)
    query.which(desk, tickets, word.action, word.rest)
    return True


def _join_newest(desk: Desk, word: Typed) -> bool:
    """我家也是 alone speaks of what has just been told here; with more words it is read like any message."""
    if word.rest and not is_telephone(word.rest) and report.would_report(desk):
        return False
    ticket = newest_in(desk.session, desk.said.chat, desk.now - desk.policies.desk.join_window)
    return ticket is not None and _act(desk, ticket, "join", word.rest)


def _report(desk: Desk, word: Typed) -> bool:
    post = desk.town.posts.get(desk.said.chat)
    place = desk.town.spots[post.place] if post and post.place is not None else enrol.home_of(desk)
    if place is None:
        enrol.ask_home(desk)
    elif not word.rest:
        desk.reply("report_for_how" if word.action == "report_for" else "report_how", purpose="asked")
    elif word.action == "report_for" and not desk.town.is_staff(desk.actor):
        return False
    else:
        report.force(desk, word.rest, place, public=among_residents(desk), proxy=word.action == "report_for")
    return True
