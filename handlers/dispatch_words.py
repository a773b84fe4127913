"""What is typed by itself: a button's word or a slash command, with a number or without; a part of dispatch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers import (
    callout,
    care,
    dispatch_broadcast,
    dispatch_papers,
    dispatch_rollcall,
    enrol,
    household,
    known_matter,
    leave,
    profession,
    query,
    report,
    rota,
    rota_asked,
    temporary,
    today,
)
from handlers.desk import Desk
from handlers.dispatch_actions import RESIDENT_ACTIONS, act_and_keep
from models.alarm import alarm_of
from models.incident import leads
from models.talk import last_of
from models.ticket import Ticket, by_desk, fetch, newest_in
from rules import rating
from rules.commands import CORRECTIONS, LADDER, NOTICES, PAPERS, ROLLCALL, STAFF, Typed, in_english, typed
from rules.english_talk import is_at_home, says_same
from rules.messages import ChatKind
from rules.own_words import asked_barely, named, reports_for
from rules.put_right_said import corrected_in, corrected_under
from rules.telephones import is_telephone
from rules.tickets import ACTIVE, UNFINISHED

# Words of staff that are about no ticket; in a residents' group they are talk.
STAFF_WORDS: dict[str, Callable[[Desk, str], object]] = {
    "duty": rota_asked.typed,
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
NEEDS_NUMBER = CORRECTIONS | PAPERS | LADDER | {"look"}
# What whoever has a ticket asks for: without a number it is of the one they have.
OF_HOLDERS = frozenset({"extend", "suspend", "bounce", "question", "false_report"})
# Of several things of one's own it is asked which is meant.
TAKES_BACK = frozenset({"withdraw", "misread"})
RIGHT_AFTER = timedelta(minutes=30)
VERDICTS = frozenset({"confirm", "deny"})


def typed_word(desk: Desk) -> bool:
    """A button's word or a slash command typed by itself."""
    word = word_of(desk)
    if word is None:
        return False
    if word.action in ("report", "report_for"):
        return _report(desk, word)
    if word.action == "announce":
        return _announce(desk, word)
    if word.action in NOTICES | ROLLCALL or word.action in STAFF_WORDS:
        return _staff_word(desk, word)
    if word.action == "my":
        return query.work(desk) if desk.by_staff else query.mine(desk)
    if word.action == "help":
        return _help(desk)
    if word.number is None:
        return _numberless(desk, word)
    tickets = numbered(desk, word.number)
    if not tickets:
        return _unknown_number(desk, word)
    if len(tickets) > 1:
        query.which(desk, tickets, word.action, word.rest)
        return True
    return act_and_keep(desk, tickets[0], word.action, word.rest)


def _help(desk: Desk) -> bool:
    """帮助 typed without a slash is asked of nobody in a residents' group."""
    asked = bool(desk.said.command) or not desk.among_residents
    if asked:
        query.help_text(desk, whole=True)
    return asked


def _announce(desk: Desk, word: Typed) -> bool:
    """公告 is for staff groups and private chats; in a residents' group it is talk."""
    if desk.among_residents or not desk.by_staff:
        return False
    known_matter.announce(desk, word.rest)
    return True


def _staff_word(desk: Desk, word: Typed) -> bool:
    if word.action in NOTICES:
        return dispatch_broadcast.word(desk, word.action, word.rest)
    if word.action in ROLLCALL:
        return dispatch_rollcall.word(desk, word.action, word.rest)
    speaks = desk.by_staff or (word.action in ADMIN_WORDS and desk.by_admin)
    if desk.among_residents or not speaks:
        return False
    STAFF_WORDS[word.action](desk, word.rest)
    return True


def word_of(desk: Desk) -> Typed | None:
    """The typed action; what only staff may do is talk when residents say it among themselves."""
    said = desk.said
    word = typed(said.text, said.command, said.arguments)
    if word is None and said.chat_kind is not ChatKind.PRIVATE:
        word = in_english(said.text)
    if word is None and desk.by_staff and not desk.among_residents:
        return (
            named(said.text) or corrected_in(said.text) or _of_number(desk) or _put_right(desk) or _for_somebody(desk)
        )
    if word is None and (grade := rating.told(said.text)):
        return Typed(f"rate_{grade}")
    if word is None or word.action not in STAFF or desk.by_staff:
        return word
    if word.action == "mistake":
        return replace(word, action="misread")
    return word if said.command or not desk.among_residents else None


def _of_number(desk: Desk) -> Typed | None:
    """1号谁在弄 where a ticket of that number is not done: elsewhere it is of a house."""
    asked = asked_barely(desk.said.text)
    found = handled(desk, asked.number or 0) if asked is not None else []
    return asked if any(ticket.state in UNFINISHED for ticket in found) else None


def _put_right(desk: Desk) -> Typed | None:
    """改成渗漏水 under the card, or in private right after the ticket was spoken of; 改成水从地漏冒了 is no class."""
    if desk.said.reply_to is not None:
        row = desk.row_replied_to()
    else:
        row = desk.row_said_last(RIGHT_AFTER) if desk.in_private else None
    ticket = desk.ticket(row.ticket_id) if row is not None and row.ticket_id else None
    told = corrected_under(desk.said.text, ticket.number) if ticket is not None and desk.handles(ticket) else None
    unknown = told and told.action == "recategorize" and not desk.policies.taxonomy.named(told.rest)
    return None if unknown else told


def _for_somebody(desk: Desk) -> Typed | None:
    """帮3号楼王阿姨报一下 家里水管漏水 is 代报, where it asks for something."""
    words = desk.said.text
    return Typed("report_for", rest=words) if reports_for(words) and report.would_report(desk) else None


def numbered(desk: Desk, number: int) -> list[Ticket]:
    """The tickets with this number that the actor may meet in this chat: of each street where it counts."""
    here = (fetch(desk.session, desk.town, desk.actor, desk.said.chat, street=s, number=number) for s in streets(desk))
    return [ticket for ticket in here if ticket is not None]


def handled(desk: Desk, number: int) -> list[Ticket]:
    """Those of them that the actor's roles reach."""
    return [ticket for ticket in numbered(desk, number) if desk.handles(ticket)]


def streets(desk: Desk) -> list[int]:
    """Where a typed number counts: the chat's street, in private those of the actor."""
    post = desk.town.posts.get(desk.said.chat)
    if post and post.place is not None:
        return [desk.town.street_of(post.place).id]
    places = desk.town.held(desk.actor)
    home = enrol.home_of(desk)
    places += [home.id] if home else []
    return list(dict.fromkeys(desk.town.street_of(at).id for at in places))


def _unknown_number(desk: Desk, word: Typed) -> bool:
    """Nobody asked the desk when residents say 收到 128; staff are told, unless 办结 601答应了 is all words."""
    if word.action in STAFF and desk.by_staff:
        meant = query.candidates(desk, word.action) if word.runs_on else []
        if len(meant) == 1:
            return act_and_keep(desk, meant[0], word.action, word.tail)
        desk.answer("no_such_number", n=word.number)
        return True
    if word.action in STAFF and not word.rest and desk.in_private:
        # 办结 1 of who is no staff asks for nothing, and complains of nobody.
        desk.answer("not_staff")
        return True
    return False


def _numberless(desk: Desk, word: Typed) -> bool:
    """Without a number; among residents 上报了，领导下周来看 and 误会，那个车是送水的 are talk, a bare 接单 is none."""
    if word.rest and only_talks(desk, word):
        return False
    owed = dispatch_papers.owed(desk, word)
    if owed:
        return one_of(desk, owed, word)
    if word.action in OF_HOLDERS and desk.by_staff:
        own = query.candidates(desk, "note") or query.resting(desk)
        return bool(own) and one_of(desk, own, word)
    return word.action not in NEEDS_NUMBER and _which(desk, word)


def only_talks(desk: Desk, word: Typed) -> bool:
    """Whether what staff type may be said to residents: in their group, and by no command."""
    return word.action in STAFF and desk.among_residents and not desk.said.command


def _which(desk: Desk, word: Typed) -> bool:
    """A bare 接单: the one ticket it can mean, else the question which."""
    if word.action in STAFF and desk.by_staff:
        found = query.not_going(desk) if word.action == "cannot_go" else query.candidates(desk, word.action)
        if word.action == "real":
            found = [ticket for ticket in query.candidates(desk, "claim") if _rings_in_doubt(desk, ticket)]
        if not found and only_talks(desk, word):
            return False
        return one_of(desk, found, word)
    if word.action == "join" and not desk.in_private:
        return _join_newest(desk, word)
    judged = _judged(desk) if word.action in VERDICTS and desk.in_private else None
    if word.action == "deny" and desk.in_private and (judged is None or judged.submitted_by is not None):
        return _nothing_solved(desk, word)
    own = query.told_here(desk) if word.action in TAKES_BACK or (word.action == "confirm" and not judged) else []
    if len(own) > 1:
        query.which_of_own(desk, own, word.action, word.rest)
        return True
    of_residents = word.action in RESIDENT_ACTIONS or word.action.startswith("rate_")
    if word.action == "add":
        mine = query.told_last(desk) or query.sealed_here(desk)
    else:
        mine = judged or (own[0] if own else query.latest_own(desk) if of_residents else None)
    return mine is not None and act_and_keep(desk, mine, word.action, word.rest)


def _rings_in_doubt(desk: Desk, ticket: Ticket) -> bool:
    sounding = alarm_of(desk.session, ticket.id)
    return ticket.doubtful or (sounding is not None and bool(sounding.doubtful))


def _nothing_solved(desk: Desk, word: Typed) -> bool:
    """没解决 又漏了 where no result waits is what they say; of several it is asked, or told how they stand.

    What is done and waits to be seen to goes back by their words, too.
    """
    own = query.open_own(desk)
    if len(own) < 2 or any(each.submitted_by is not None for each in own) or desk.tells_danger():
        return False
    if not word.rest:
        return query.mine(desk)
    query.which(desk, own, "add", desk.said.text)
    return True


def _judged(desk: Desk) -> Ticket | None:
    """What 解决了 and 没解决 can be of: the result told last, or what is done and waits to be seen to."""
    done = (ticket for ticket in query.open_own(desk) if ticket.submitted_by is not None)
    return report.answer_awaited(desk) or next(done, None)


def one_of(desk: Desk, tickets: list[Ticket], word: Typed) -> bool:
    """Does with the only ticket what was typed; of several it is asked which. Parts go with the lead of an incident.

    去不了，老人心脏病犯了 where nothing waits is danger that was told.
    """
    if not tickets and desk.tells_danger():
        return False
    tickets = leads(desk.session, tickets)
    if len(tickets) == 1:
        return act_and_keep(desk, tickets[0], word.action, word.rest)
    query.which(desk, tickets, word.action, word.rest)
    return True


def _join_newest(desk: Desk, word: Typed) -> bool:
    """我家也是 alone speaks of what has just been told here; with more words it is read like any message.

    me too may be said of any talk: it is of the trouble that was told last.
    """
    if word.rest and not is_telephone(word.rest) and report.would_report(desk):
        return False
    if says_same(desk.said.text):
        told = _told_last(desk)
        return told is not None and act_and_keep(desk, told, "join", "")
    ticket = newest_in(desk.session, desk.said.chat, desk.now - desk.policies.desk.join_window)
    return ticket is not None and act_and_keep(desk, ticket, "join", word.rest)


def _told_last(desk: Desk) -> Ticket | None:
    """The trouble that a resident's last words in this group told; me too to I hope they come soon is of none."""
    number = last_of(desk.session, desk.said.chat)
    ticket = by_desk(desk.session, number) if number else None
    last = next((past for past in reversed(desk.talk_before()) if past.role != "staff"), None)
    only_talked = last is not None and last.lead <= 0 and not is_at_home(desk.said.text)
    return ticket if ticket is not None and ticket.state in ACTIVE and not only_talked else None


def _report(desk: Desk, word: Typed) -> bool:
    post = desk.town.posts.get(desk.said.chat)
    place = desk.town.spots[post.place] if post and post.place is not None else enrol.home_of(desk)
    if place is None:
        enrol.ask_home(desk)
    elif not word.rest:
        template = "report_for_how" if word.action == "report_for" else "report_how"
        if not desk.reply_seldom(template, purpose="asked"):
            desk.react()
    elif word.action == "report_for" and not desk.by_staff:
        return False
    else:
        report.force(desk, word.rest, place, public=desk.among_residents, proxy=word.action == "report_for")
    return True
