"""Who takes what waits, in their own words: 接1和2, 都接了, 我来, 水管我去; a part of dispatch."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from handlers import news, query, report
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.dispatch_replies import can_mean
from handlers.dispatch_words import RIGHT_AFTER, numbered, one_of
from models import outbox
from models.incident import leads
from models.ticket import Ticket
from models.work import unfinished_at, waiting_at
from rules.commands import Typed
from rules.done import without_signs
from rules.own_words import of_things, offers, only_goes, takes
from rules.own_words_given import thing_taken
from rules.tickets import TAKEN, State
from rules.town import Level

MOST_AT_ONCE = 3
# 马上到 so soon after a card answers that.
RIGHT_UNDER = timedelta(minutes=5)
# What is said so soon after a colleague took something was said without knowing it.
AT_ONCE = timedelta(minutes=2)
ASK_TO_GO = frozenset({"nudge", "backup", "climbed"})
MOST_SAID = 10


def taken_at_once(desk: Desk) -> bool:
    """接1和2, 接单1 2 and 都接了: all that are meant, or the question which; never only the first."""
    told = takes(desk.said.text)
    if told is None or not desk.by_staff or desk.among_residents:
        return False
    if told:
        return take_told(desk, told)
    waiting = query.candidates(desk, "claim")[::-1]
    if len(waiting) > MOST_AT_ONCE or any(desk.authority(each) not in (None, Level.GRID) for each in waiting):
        query.which(desk, waiting[::-1], "claim")
    elif waiting:
        _take(desk, waiting)
    return bool(waiting)


def take_told(desk: Desk, told: tuple[int, ...]) -> bool:
    meant = {number: numbered(desk, number) for number in told}
    found = [ticket for tickets in meant.values() for ticket in tickets if desk.handles(ticket)]
    missing = [number for number, tickets in meant.items() if not tickets]
    if any(len(tickets) > 1 for tickets in meant.values()):
        query.which(desk, found, "claim")
    elif found:
        _take(desk, found, missing)
    return bool(found)


def _take(desk: Desk, tickets: list[Ticket], missing: list[int] | None = None) -> None:
    """One answer for all of them; who was faster with one, and what there is not, is said."""
    desk.answered = True
    for ticket in tickets:
        act(desk, ticket, "claim", "")
    desk.answered = False
    mine = [each.number for each in tickets if each.state in TAKEN and each.claimed_by == desk.actor]
    others = [desk.view(each) | {"state": desk.word(each.state)} for each in tickets if each.number not in mine]
    say = desk.answer if others or missing else desk.done
    say("claimed_several", taken=mine, faster=others, missing=missing or [])


def told_by_thing(desk: Desk) -> bool:
    """水管我去, 灯那个给亚丽, 黄水的好了: of what waits for whoever takes it, else of what the writer has.

    去看对讲门 reports nothing, whether there is such a ticket or not.
    """
    told = [_of_thing(desk, thing, meant) for thing, meant in of_things(desk.said.text)]
    served = [one_of(desk, found, meant) for found, meant in told if found]
    goes = desk.in_private and not any(served) and thing_taken(without_signs(desk.said.text))
    if goes and not desk.tells_danger() and report.would_report(desk):
        desk.reply("query_none", purpose="asked")
        return True
    return any(served)


def _of_thing(desk: Desk, thing: str, meant: Typed) -> tuple[list[Ticket], Typed]:
    pool = (each for each in query.candidates(desk, meant.action) if can_mean(desk, each, meant))
    found = _of_words(desk, thing, pool)
    if meant.action == "claim" and "我" not in desk.said.text:
        # 去看对讲门 by who leads sends others.
        found = [each for each in found if desk.authority(each) in (None, Level.GRID)]
    if not found and meant.action == "claim" and (own := _of_words(desk, thing, query.candidates(desk, "note"))):
        return own, Typed("note", rest=desk.said.text)
    if not found and meant.action == "hand_over":
        found = _of_words(desk, thing, led(desk, meant))
    return found, meant


def _of_words(desk: Desk, thing: str, tickets: Iterable[Ticket]) -> list[Ticket]:
    found = [each for each in tickets if thing in each.words or desk.res.ear.is_of(thing, each.matter)]
    named = desk.res.ear.named_most(thing, (each.matter for each in found))
    return [each for each in found if each.matter in named] or found


def led(desk: Desk, meant: Typed) -> list[Ticket]:
    """What is not done and the actor leads, where it can be given to whom they name: 电梯让亚丽去."""
    there = unfinished_at(desk.session, desk.town.held_below(desk.actor))
    own = (each for each in leads(desk.session, there) if desk.handles(each) and desk.authority(each) is not None)
    return [each for each in own if can_mean(desk, each, meant)]


def offered(desk: Desk) -> bool:
    """我来 under nobody's words, where the desk has just spoken of a ticket, is of the ordinary one that waits.
    So is 马上到 right under it; some time after it who says so is asked in private, once.

    Of several and of a danger it is asked which, and where it was last spoken of one that the actor has already.
    """
    if desk.said.reply_to is not None or not offers(desk.said.text):
        return False
    last = desk.row_said_last(RIGHT_AFTER)
    if asked := _asked_to_go(desk, last):
        return one_of(desk, asked, Typed("claim"))
    if last is None:
        return False
    if _was_faster(desk, last):
        return True
    waiting = leads(desk.session, query.candidates(desk, "claim")) or dangers_here(desk)
    spoken_of = desk.own_ticket(last.ticket_id) if last.ticket_id else None
    if spoken_of is None:
        elsewhere = last.purpose != "which"
    else:
        elsewhere = spoken_of.state == State.OPEN and all(each.id != spoken_of.id for each in waiting)
    if not waiting or elsewhere:
        return False
    doubted = spoken_of is None or spoken_of.claimed_by == desk.actor
    goes = only_goes(desk.said.text)
    if goes and (doubted or desk.row_said_last(RIGHT_UNDER) is None):
        # 马上到 is of what they have, or said to a colleague: of what waits they are asked, and nobody else reads that.
        if not doubted and len(waiting) == 1:
            news.offer_to_claim(desk, waiting[0])
        return not doubted
    if doubted or len(waiting) > 1 or waiting[0].service_class == "P0":
        query.which(desk, waiting, "claim")
    else:
        act(desk, waiting[0], "claim", "")
    return True


def _asked_to_go(desk: Desk, last: Any) -> list[Ticket]:
    """What waits and the actor was asked in private to take just now: 我去看看 in the group answers that.

    Not where the group's `last` card is newer, and of another: 我来 may be of either.
    """
    said = outbox.offered(desk.session, desk.actor, desk.real_now - RIGHT_AFTER, MOST_SAID)
    asked = dict.fromkeys(
        row.ticket_id
        for row, _ in said
        if row.purpose in ASK_TO_GO
        and row.ticket_id
        and (last is None or last.id < row.id or last.ticket_id == row.ticket_id)
    )
    waiting = [ticket for each in asked if (ticket := desk.ticket(each)) and ticket.state == State.OPEN]
    return [each for each in leads(desk.session, waiting) if not each.submitted_by and desk.handles(each)]


def _was_faster(desk: Desk, last: Any) -> bool:
    """我来 a moment after a colleague took what the desk spoke of last: they hear so, and nobody goes twice."""
    ticket = desk.ticket(last.ticket_id) if last.ticket_id else None
    if ticket is None or ticket.state not in TAKEN or ticket.service_class == "P0" or not desk.handles(ticket):
        return False
    faster = ticket.claimed_by != desk.actor and desk.now - (ticket.taken_at or desk.now) <= AT_ONCE
    if faster and not leads(desk.session, query.candidates(desk, "claim")):
        desk.taken(ticket)
    return faster and desk.answered


def dangers_here(desk: Desk) -> list[Ticket]:
    """What rings in this group, in whichever grid it is."""
    post = desk.town.posts.get(desk.said.chat)
    if post is None or post.place is None:
        return []
    found = waiting_at(desk.session, [spot.id for spot in desk.town.below(post.place)])
    return [each for each in found if each.service_class == "P0" and not each.submitted_by and desk.handles(each)]
