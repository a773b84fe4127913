"""What is said in reply to a message of a ticket, or right under a question; a part of dispatch."""

from datetime import timedelta
from typing import Any

from handlers import (
    alarm,
    claim,
    closing,
    dispatch_asked,
    dispatch_danger,
    dispatch_papers,
    feedback,
    hastening,
    news,
    progress,
    query,
    report,
    speech,
)
from handlers.desk import Desk
from handlers.dispatch_actions import ACTIONS, STAFF_ACTIONS, act, act_and_keep
from handlers.dispatch_asked import ASKED, ORDERS, STANDING, asked_last
from handlers.dispatch_words import numbered, only_talks, word_of
from models import outbox
from models.report import reports_in
from models.ticket import Ticket
from rules.asked import ends_asking, tells_done
from rules.closing import says_it_is_not, says_it_is_so
from rules.commands import Typed, with_number
from rules.hastening import hastens
from rules.own_words import at_house, comes, is_of_other_duties, is_off, of_number, puts_off, under_card
from rules.query_asked import only_asks
from rules.redaction import mask_identity
from rules.tickets import TAKEN, UNFINISHED, State, is_done

# Of what nobody has taken these take it or let it go.
BEGINS = frozenset({"claim", "arrive", "resolve", "cannot_go", "mistake", "report_up", "nothing_there", "not_ours"})
# What rests goes on with these: 配件到了，换好了.
RESUMES = frozenset({"arrive", "resolve"})
# What somebody says of their work is no answer to anything else.
DOING = frozenset({"claim", "arrive", "resolve"})
# What asks for something of a ticket answers nothing.
ASKS_MORE = frozenset({"extend", "hand_over", "report_up", "not_ours", "nothing_there", "supervise"})
# How long after a question in the group the answer to it may come in private.
JUST_ASKED = timedelta(minutes=15)


def replied(desk: Desk) -> bool:
    """A reply to a message about a ticket: an action, an answer to a question, or more about it."""
    if desk.said.reply_to is None:
        return False
    row = desk.row_replied_to()
    ticket = _replied_to(desk, row)
    if ticket is None:
        return False
    word = word_of(desk)
    if word and row is None and word.rest and word.number is None and only_talks(desk, word):
        # 上报了，领导下周来看 under what a resident wrote is said to them.
        return False
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
    if row is not None and not danger and not answers and (_sent_back(desk, ticket) or _back(desk, ticket)):
        return True
    if row is None or (ticket.state not in UNFINISHED and not asked) or danger:
        return False
    if asked:
        _answered(desk, row, ticket)
    else:
        _more(desk, ticket)
    return True


def _sent_back(desk: Desk, ticket: Ticket) -> bool:
    """我看了还没好，再去一趟 under what is done, by who leads or did it: it goes back to be done."""
    words = desk.said.text
    back = is_done(ticket.state, closing.waits_to_be_seen(ticket)) and says_it_is_not(words)
    if not (back and closing.send_back(desk, ticket, words)):
        return False
    if desk.said.media:
        desk.attach(ticket, desk.said.media)
    return True


def _back(desk: Desk, ticket: Ticket) -> bool:
    back = news.is_back_under_card(desk, ticket)
    if back:
        desk.react()
        if desk.said.media:
            desk.attach(ticket, desk.said.media)
    return back


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
        return act_and_keep(desk, ticket, "resolve", desk.said.text)
    if word.number is None or word.number == ticket.number:
        return act_and_keep(desk, ticket, word.action, word.rest)
    if numbered(desk, word.number):
        return False
    return act_and_keep(desk, ticket, word.action, word.tail)


def _answered(desk: Desk, row: Any, ticket: Ticket) -> None:
    """The one line the desk had asked for; its question goes. What is no answer is what it says."""
    action = ASKED[row.purpose]
    speaks = row.purpose in dispatch_papers.ASKED and desk.offices
    if not speaks and not desk.may_handle(ticket):
        return
    meant = under_card(desk.said.text)
    if meant and meant.action in DOING and row.purpose in ORDERS and can_mean(desk, ticket, meant):
        act(desk, ticket, meant.action, meant.rest)
    elif not dispatch_asked.instead(desk, row, ticket):
        if row.purpose not in STANDING:
            desk.retract(row)
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
    word = word_of(desk)
    if word is not None and word.number is None and word.action in STAFF_ACTIONS:
        if row.purpose not in STANDING:
            desk.retract(row)
        return act_and_keep(desk, ticket, word.action, word.rest)
    words = desk.said.text
    if row.purpose in STANDING and words and (only_asks(words) or ends_asking(words)):
        # 谁没干活？ under an order is no answer to it.
        return False
    answers = words or desk.said.voice or dispatch_asked.shows(desk, row)
    if not answers or _is_doing(desk, ASKED[row.purpose]) or _is_of_other(desk, ticket):
        return False
    _answered(desk, row, ticket)
    return True


def answered_elsewhere(desk: Desk) -> bool:
    """What was done, told where 办结 was not pressed, or in the group under no card: the answer to what was asked.

    In private also a photo or a voice note, and whatever tells that something is done; in the group only that it is.
    """
    words = desk.said.text
    meant = under_card(words)
    asks = words and not meant and (only_asks(words) or report.would_report(desk))
    if not desk.by_staff or asks or (words and desk.tells_danger()):
        return False
    asked = _just_asked(desk)
    if len(asked) != 1 or (desk.said.reply_to is not None and not desk.in_private):
        return False
    row, ticket = asked[0]
    if meant and meant.action != "resolve":
        return False
    done = bool(meant) or (words.endswith("了") and desk.res.ear.is_of(words, ticket.matter))
    if not done and desk.in_private:
        told = tells_done(words) and not is_of_other_duties(words)
        done = told if words else bool(desk.said.voice) or dispatch_asked.shows(desk, row)
    if done:
        _answered(desk, row, ticket)
    return done


def _just_asked(desk: Desk) -> list[tuple[Any, Ticket]]:
    """What the actor was asked just now of what they have: what was done."""
    since = desk.real_now - JUST_ASKED
    return [
        (row, ticket)
        for ticket in query.candidates(desk, "note")
        for row in outbox.told(desk.session, ticket.id, ("ask_resolve",))
        if row.created_at > since
    ]


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


def _is_of_other(desk: Desk, ticket: Ticket) -> bool:
    """Whether words are of another ticket than the one that was asked about, or ask for more than an answer does.

    They name its number, or its matter and not the other's: 7号单监控查了, 暖气三点来修; 2号单延期到明天 asks for time.
    """
    words = desk.said.text
    asks, told = of_number(words) or under_card(words), with_number(words)
    if asks is not None and asks.action in ASKS_MORE:
        return True
    if told is not None and told[0] != ticket.number and (told[1] or numbered(desk, told[0])):
        return True
    ear = desk.res.ear
    there = (*query.candidates(desk, "note"), *query.candidates(desk, "claim")) if words else ()
    most = max((ear.names(words, each.matter) for each in there if each.id != ticket.id), default=0)
    return most > max(ear.names(words, ticket.matter), 1)


def _more(desk: Desk, ticket: Ticket) -> None:
    """Words, photos or a voice note under a card belong to its ticket."""
    said, works_on_it = desk.said, desk.handles(ticket)
    if said.text and not works_on_it and _settled(desk, ticket):
        return
    if not works_on_it and desk.res.ear.invites(said.text):
        return
    if said.media:
        desk.attach(ticket, said.media)
    if said.voice and not works_on_it:
        speech.receive(desk, desk.town.spots[ticket.place_id], ticket.id)
    meant = _meant(said.text, ticket) if works_on_it else None
    if meant and can_mean(desk, ticket, meant):
        act(desk, ticket, meant.action, meant.rest)
    elif meant and meant.action == "claim" and ticket.claimed_by != desk.actor and claim.take_over(desk, ticket):
        return
    elif works_on_it:
        _noted(desk, ticket)
    elif said.text and (news.settles(desk, ticket, said.text) or news.only_asks(desk, ticket, said.text)):
        desk.react()
    elif said.text:
        feedback.add(desk, ticket, said.text, counts=report.speaks_of(desk, ticket.matter))
    else:
        desk.react()


def _settled(desk: Desk, ticket: Ticket) -> bool:
    """Whether words say no more than that it is well, as by a button, or thank for it."""
    if desk.said.media:
        return False
    if news.confirms(desk, ticket, mask_identity(desk.said.text)):
        desk.react()
        return True
    return taken_back(desk, ticket) or _ends(desk, ticket)


def _ends(desk: Desk, ticket: Ticket) -> bool:
    """A word of thanks, or 找到了 谢谢 of what whoever was called is to look after; whether that was all."""
    over = news.says_it_is_over(desk, ticket, mask_identity(desk.said.text), of_it=True)
    courtesy = not desk.awaits(ticket) and report.is_courtesy(desk)
    if courtesy:
        desk.react()
    return courtesy and not over


def taken_back(desk: Desk, ticket: Ticket) -> bool:
    """Whether its reporter has said that nothing is to be done any more, and so ended it: 来水了, 看错了 不用来了."""
    if not news.takes_back(desk, ticket):
        return False
    for each in (*news.ended_too(desk, ticket), ticket):
        act(desk, each, "withdraw", "")
    return True


def _noted(desk: Desk, ticket: Ticket) -> None:
    """A note; 抓紧办 by who leads is brought to those who should act, too."""
    progress.note(desk, ticket, desk.said.text)
    if hastens(desk.said.text):
        hastening.hasten(desk, ticket, desk.said.text)


def _meant(words: str, ticket: Ticket) -> Typed | None:
    """What who works on a ticket says under its card in their own words."""
    if closing.waits_to_be_seen(ticket) and says_it_is_so(words):
        return Typed("resolve", rest=words)
    if puts_off(words) and ticket.state in TAKEN:
        return Typed("extend")
    if (told := of_number(words)) and told.number == ticket.number:
        return told
    if ticket.state == State.OPEN and is_off(words):
        return Typed("cannot_go", rest=words)
    if meant := under_card(words) or at_house(words, ticket.building, ticket.unit, ticket.room):
        return meant
    return Typed("claim", rest=words) if ticket.state == State.OPEN and comes(words) else None


def can_mean(desk: Desk, ticket: Ticket, meant: Typed) -> bool:
    """Whether it can be done with this ticket, by its worker, or with who is named a colleague."""
    named = any(meant.rest and meant.rest in o.name for o in desk.town.colleagues(ticket.place_id))
    if ticket.state == State.OPEN:
        return meant.action in BEGINS or (meant.action == "hand_over" and named)
    if meant.action == "hand_over" and named and ticket.state in TAKEN and desk.authority(ticket) is not None:
        return True
    known = meant.action != "claim" and (named or meant.action != "hand_over")
    goes_on = ticket.state in TAKEN or (ticket.state == State.SUSPENDED and meant.action in RESUMES)
    return known and ticket.claimed_by == desk.actor and goes_on
