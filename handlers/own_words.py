"""What staff say of their work in their own words, with or without a number; a part of dispatch."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import claim, closing, dispatch_danger, hastening, progress, query, whistle
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.dispatch_asked import ASKED
from handlers.dispatch_papers import told_by_office
from handlers.dispatch_replies import DOING, can_mean
from handlers.dispatch_words import RIGHT_AFTER, handled, one_of, word_of
from handlers.own_words_rung import answers_ring, ringing
from handlers.own_words_seen import STILL_THEIRS, found_undone, own_done_lately, seen_to, seen_to_by_number
from handlers.own_words_taking import dangers_here, offered, take_told, taken_at_once, told_by_thing
from models.attachment import hand_on
from models.incident import incident_of, leads
from models.report import reports_in
from models.ticket import Ticket
from models.work import done_lately, lapsed_of, mistaken_lately, unfinished_at
from rules.asked import acknowledges
from rules.begun import begins, first_clause
from rules.commands import Typed
from rules.deciding import DANGERS
from rules.done import names_no_thing
from rules.going_on import is_past
from rules.hastening import about, hastens
from rules.held import names_elsewhere
from rules.own_words import (
    at_house,
    comes,
    given_number,
    in_parts,
    is_bare,
    is_of_many,
    is_of_other_duties,
    is_on_way,
    is_there,
    note_of_number,
    of_number,
    of_several,
    offers,
    puts_off,
    takes_over,
    tells_of_work,
    told_wrongly,
    under_card,
)
from rules.places import addresses
from rules.query_asked import greets, only_asks
from rules.supplies import is_supply
from rules.tickets import ACTIVE, FREE, TAKEN, State
from rules.town import Level

# How long they may still tell how far it is.
STILL_KNOWN = timedelta(days=3)
# What says that a resident or who leads waits for a word.
WAITED_FOR = frozenset({"reopened_staff", "urged", "contact_ask", "hastened"})
# Of more than these nobody is asked which was done.
MOST_ASKED = 4
# Said of anything, or in wonder, as often as of a danger.
CALLS_OFF = frozenset({"mistake", "misread", "withdraw"})
EXCLAIMED = frozenset({"我去", "我来"})


def first_heard(desk: Desk) -> bool:
    """What must not be taken for a word about the one ticket under whose card it stands."""
    of_work = danger_taken_back(desk) or answers_ring(desk) or taken_at_once(desk) or taken_back(desk)
    return of_work or _told_in_parts(desk) or told_of_several(desk) or found_undone(desk) or _told_by_office(desk)


def _told_by_office(desk: Desk) -> bool:
    graded = whistle.graded(desk)
    return one_of(desk, graded, Typed("grade", rest=desk.said.text)) if graded else told_by_office(desk)


def danger_taken_back(desk: Desk) -> bool:
    """误会, 刚才发错了 by who of the staff has just told of a danger: it is none; 没着火，是烧纸 is asked about."""
    words = desk.said.text
    if not words or not desk.by_staff:
        return False
    told = [each for each in desk.told_within(RIGHT_AFTER) if progress.told_alone(desk, each)]
    if len(told) != 1 or not _may_be_of(desk, told[0]) or desk.tells_danger():
        return False
    word = word_of(desk)
    if word is not None:
        meant = word.action in CALLS_OFF and word.number in (None, told[0].number)
    else:
        meant = told_wrongly(words) == 0 or desk.res.ear.takes_back(words)
    if meant:
        act(desk, told[0], "mistake", words)
        dispatch_danger.told_elsewhere(desk, told[0])
    elif word is None and desk.res.ear.denies(words):
        progress.nothing_there(desk, told[0], words)
    else:
        return False
    return True


def _may_be_of(desk: Desk, ticket: Ticket) -> bool:
    """Whether what is said is a reply to nothing else."""
    row = desk.row_replied_to() if desk.said.reply_to is not None else None
    if desk.said.reply_to is None or (row is not None and row.ticket_id == ticket.id):
        return True
    return any(each.ticket_id == ticket.id for each in reports_in(desk.session, desk.said.chat, desk.said.reply_to))


def _told_in_parts(desk: Desk) -> bool:
    """1修好了 2没人在家 3转给亚丽: to each what was said of it; what cannot be done with it is noted."""
    parts = in_parts(desk.said.text) if desk.by_staff and not desk.among_residents else []
    told = [(part, note) for part in parts if (note := note_of_number(part, anyhow=True))]
    meant = [handled(desk, note.number or 0) for _, note in told]
    if len(told) < len(parts) or not all(meant):
        return False
    row = desk.row_replied_to()
    if row is not None and row.ticket_id and all(each.id != row.ticket_id for found in meant for each in found):
        # 1、换了灯泡 2、擦了灯罩 under the card of 5 only counts what was done.
        return False
    whole = desk.said
    for part, note in told:
        desk.said, desk.answered = replace(whole, text=part), False
        _ = told_of_several(desk) or of_tickets(desk) or _noted_of(desk, handled(desk, note.number or 0), note)
    desk.said = whole
    return bool(told)


def told_of_several(desk: Desk) -> bool:
    """1和2都好了, 两个都到了, 我的单都转给亚丽: each of them is done with; False where that is not plain."""
    told = of_several(desk.said.text) if desk.by_staff and not desk.among_residents else None
    row = desk.row_replied_to()
    if told is None or (row is not None and row.purpose in ASKED):
        return False
    if told.numbers and told.meant.action == "claim":
        return take_told(desk, told.numbers)
    if not told.numbers:
        here = told.plain or desk.in_private or row is not None
        own = leads(desk.session, query.candidates(desk, "note")[::-1]) if here else []
        return len(own) == (told.count or len(own)) and _each(desk, own, told.meant)
    found = [ticket for number in told.numbers for ticket in handled(desk, number)]
    whole = len(found) == len(told.numbers) and all(can_mean(desk, ticket, told.meant) for ticket in found)
    return (whole or not told.plain) and _each(desk, found, told.meant)


def _each(desk: Desk, tickets: list[Ticket], meant: Typed) -> bool:
    """Does it with each; of what cannot be meant it is said why. False where none can."""
    can = [ticket for ticket in tickets if can_mean(desk, ticket, meant)]
    for ticket in tickets if can else ():
        desk.answered = False
        if ticket in can:
            one_of(desk, [ticket], meant)
        else:
            desk.taken(ticket)
    return bool(can)


def taken_back(desk: Desk) -> bool:
    """发错了，是1号的 right after a result: it is taken back and, where that is plain, given to the other."""
    number = told_wrongly(desk.said.text)
    if number is None or not desk.by_staff or desk.among_residents:
        return False
    wrong = _said_wrongly(desk, number)
    if _brought_back(desk, number, wrong):
        return True
    if wrong is None:
        return False
    told, done_at = wrong.done, _ended_at(wrong) or desk.now
    if incident_of(desk.session, wrong.id) or not closing.take_back(desk, wrong):
        desk.answer("result_stays", **desk.view(wrong))
        return True
    others = handled(desk, number) if number else []
    into = others[0] if len(others) == 1 and others[0].state in FREE else None
    desk.reply(
        "result_taken_back", desk.view(wrong) | {"told": told, "other": into.number if into else 0}, purpose="answer"
    )
    if into is not None:
        hand_on(desk.session, wrong.id, into.id, desk.actor, done_at - desk.policies.desk.photo_joins)
        desk.answered = desk.in_private
        act(desk, into, "resolve", told)
    return True


def _brought_back(desk: Desk, number: int, done: Ticket | None) -> bool:
    """点错了 right after 误会: that ticket stands as before, and 误会 is meant of the other where one is told."""
    last = mistaken_lately(desk.session, desk.actor, desk.now - RIGHT_AFTER)
    if last is None or (done is not None and (_ended_at(done) or desk.now) >= last[1]):
        return False
    ticket = desk.own_ticket(last[0])
    if not desk.handles(ticket) or not progress.unmistake(desk, ticket, last[2]):
        return False
    others = handled(desk, number) if number else []
    if len(others) == 1 and others[0].state in FREE and others[0].id != ticket.id:
        act(desk, others[0], "mistake", "")
    return True


def _ended_at(ticket: Ticket) -> datetime | None:
    return ticket.resolved_at or ticket.dispatched_at


def _said_wrongly(desk: Desk, number: int) -> Ticket | None:
    """What the actor has ended last, but for what they mean; without a number, in a group, only what they reply to."""
    lately = [t for t in done_lately(desk.session, desk.actor, desk.now - RIGHT_AFTER) if t.number != number]
    if number or desk.in_private:
        return lately[0] if lately else None
    row = desk.row_replied_to()
    return next((each for each in lately if row is not None and each.id == row.ticket_id), None)


def said_of_work(desk: Desk) -> bool:
    """接了, 到了, 修好了 said in private by staff: of the only ticket it can be, else it is asked which."""
    if not desk.by_staff:
        return False
    meant = Typed("extend") if puts_off(desk.said.text) else under_card(desk.said.text)
    if meant is None:
        return seen_to(desk) or _danger_is_past(desk) or _said_of_house(desk) or told_by_thing(desk)
    if meant.action == "cannot_go":
        return one_of(desk, query.not_going(desk), meant)
    own = query.candidates(desk, meant.action) or query.resting(desk) or ringing(desk, meant.action)
    found = [each for each in own if can_mean(desk, each, meant)]
    if meant.action == "claim":
        last = desk.row_said_last()
        asked = [each for each in found if last is not None and each.id == last.ticket_id]
        goes = is_on_way(desk.said.text) or (not found and "接" not in desk.said.text)
        if not asked and goes and query.candidates(desk, "note"):
            return False
        found = asked or found
    if not found and meant.action == "hand_over":
        found = _spoken_of(desk, meant)
    if not found and meant.action in DOING - {"claim"} and _said_of_waiting(desk, meant):
        return True
    if not found and meant.action not in ("claim", "arrive", "contact"):
        return False
    return one_of(desk, _of_its_matter(desk, found) or found, meant)


def _spoken_of(desk: Desk, meant: Typed) -> list[Ticket]:
    """让亚丽去 by who leads: the ticket that the desk has just spoken of here."""
    last = desk.row_said_last(RIGHT_AFTER)
    ticket = desk.ticket(last.ticket_id) if last is not None and last.ticket_id else None
    leads_it = ticket is not None and desk.handles(ticket) and desk.authority(ticket) is not None
    return [ticket] if ticket is not None and leads_it and can_mean(desk, ticket, meant) else []


def _of_its_matter(desk: Desk, tickets: list[Ticket]) -> list[Ticket]:
    """Those of which the words are: 水泵合上了，水来了 is of the water."""
    found = [each for each in tickets if desk.res.ear.is_of(desk.said.text, each.matter)]
    named = desk.res.ear.named_most(desk.said.text, (each.matter for each in found))
    return [each for each in found if each.matter in named] or found


def _said_of_waiting(desk: Desk, meant: Typed) -> bool:
    """清走了 by who has nothing: of what they had, though it lapsed; what they never had they are asked about."""
    had = [each for each in _lapsed(desk, STILL_THEIRS) if can_mean(desk, each, meant)]
    if theirs := _of_its_matter(desk, had):
        return one_of(desk, theirs, meant)
    near = had or _of_its_matter(desk, query.candidates(desk, "claim"))
    if near:
        query.which(desk, near, meant.action, meant.rest)
    return bool(near)


def _lapsed(desk: Desk, span: timedelta) -> list[Ticket]:
    """What the actor had and lost for their silence, and nobody else has."""
    return [
        each for each in leads(desk.session, lapsed_of(desk.session, desk.actor, desk.now - span)) if desk.handles(each)
    ]


def _said_of_house(desk: Desk) -> bool:
    """3号楼2单元的灯换好了, 3-2-501换了软管: of what the writer has there, in that home rather than in its house.

    5号楼那个我去 is of what waits there, 5号楼那个让亚丽去 of what whoever says it leads.
    """
    words = desk.said.text
    said = [(each, at_house(words, each.building, each.unit, each.room)) for each in query.candidates(desk, "note")]
    found = [(each, meant) for each, meant in said if meant and can_mean(desk, each, meant)]
    if not found:
        waiting = leads(desk.session, query.candidates(desk, "claim"))
        said = [(each, at_house(words, each.building, each.unit, each.room)) for each in waiting]
        found = [(each, meant) for each, meant in said if meant and meant.action in ("claim", "hand_over")]
        found = [(e, m) for e, m in found if can_mean(desk, e, m) and (m.action == "claim" or desk.authority(e))]
    rooms = {each.room for each in addresses(desk.said.text)} - {""}
    inside = [(each, meant) for each, meant in found if each.room in rooms] or found
    there = [each for each, _ in inside]
    return bool(found) and one_of(desk, _of_its_matter(desk, there) or there, inside[0][1])


def of_tickets(desk: Desk) -> bool:
    """2也接了, 1号修好了 by staff among themselves or in private; 接了, 我来 are of what waits, 马上到 of a danger."""
    words = desk.said.text
    if not words or not desk.by_staff or desk.among_residents:
        return False
    if _pressed_for(desk, about(words)) or seen_to_by_number(desk):
        return True
    meant = of_number(words) or given_number(words)
    told = handled(desk, meant.number or 0) if meant else []
    if meant is None or (meant.action == "hand_over" and not any(can_mean(desk, each, meant) for each in told)):
        # 1号单 师傅明天来 gives it to nobody.
        meant = note_of_number(words) or meant
    if meant:
        told = handled(desk, meant.number or 0)
        if meant.action == "note" and hastens(meant.rest) and len(told) == 1:
            return hastening.hasten(desk, told[0], meant.rest) or _noted_of(desk, told, meant)
        if meant.action == "note":
            return _noted_of(desk, told, meant)
        found = [ticket for ticket in told if can_mean(desk, ticket, meant)]
        if not found and takes_over(words):
            return len(told) == 1 and claim.take_over(desk, told[0])
        if len(found) == 1 and meant.action == "resolve" and (doubted := _slips(desk, found[0], meant.rest)):
            query.which(desk, doubted, "resolve", meant.rest)
            return True
        return bool(found) and one_of(desk, found, meant)
    return not desk.in_private and _under_no_card(desk)


def _slips(desk: Desk, ticket: Ticket, done: str) -> list[Ticket]:
    """2号单 电梯好了 of a heating ticket, 1号灯修好了 of a lift: a slip, or a house, is asked about before
    residents read it; beside it what the writer has that is named."""
    ear, first = desk.res.ear, first_clause(done)
    if names_no_thing(first) or ear.names(desk.said.text, ticket.matter):
        return []
    others = [each for each in query.candidates(desk, "note") if each.id != ticket.id]
    named = [each for each in others if ear.names(first, each.matter)]
    return [ticket, *named] if named or desk.likely_named(first) else []


def _under_no_card(desk: Desk) -> bool:
    """What is said in the group of no number; 去了 to a colleague who asked is of nothing here."""
    words, alone = desk.said.text, desk.said.reply_to is None
    taken = under_card(words)
    if taken is None:
        told = alone and (_danger_is_past(desk) or _told_of_matter(desk) or _said_of_house(desk))
        return told or (alone and told_by_thing(desk))
    if taken.action != "claim":
        return alone and _ended_in_group(desk, taken)
    if not alone and desk.row_replied_to() is None:
        return False
    if "接" in words:
        waiting = query.candidates(desk, "claim")
    else:
        waiting = [] if words.strip() in EXCLAIMED else dangers_here(desk)
    return one_of(desk, waiting, taken) if waiting else offered(desk)


def _told_of_matter(desk: Desk) -> bool:
    """在抢修，预计19点来电: a note on the writer's only ticket of that matter; of a supply whoever leads tells it."""
    words = desk.said.text
    if not (tells_of_work(words) or begins(words)) or is_of_other_duties(words) or is_of_many(words):
        return False
    own = _of_its_sense(desk, query.candidates(desk, "note"))
    there = unfinished_at(desk.session, desk.town.held_below(desk.actor)) if not own else ()
    found = own or _of_its_sense(desk, [each for each in there if is_supply(each.matter) and desk.handles(each)])
    found = found or _alone_spoken_of(desk)
    if len(found) != 1:
        return False
    (ticket,) = found
    waits = ticket.state == State.OPEN and ticket.service_class != "P0" and not ticket.submitted_by
    if waits and desk.authority(ticket) in (None, Level.GRID) and begins(words):
        # 入户量了，联系热力公司下午来: whoever is at it has it, and nobody else is looked for.
        act(desk, ticket, "claim", "")
    progress.note(desk, ticket, words)
    return True


def _alone_spoken_of(desk: Desk) -> list[Ticket]:
    """What the writer has alone, where the desk has just spoken of it here: 到了 没闻到 is of that."""
    last, own = desk.row_said_last(RIGHT_AFTER), leads(desk.session, query.candidates(desk, "note"))
    if not (is_there(desk.said.text) or begins(desk.said.text)) or (
        own and names_elsewhere(desk.said.text, own[0].building, own[0].unit)
    ):
        return []
    return own if len(own) == 1 and last is not None and last.ticket_id == own[0].id else []


def _ended_in_group(desk: Desk, meant: Typed) -> bool:
    """楼道灯换好了 in the group under no card by who has one ticket of that matter: it is done."""
    if is_of_many(desk.said.text) or meant.action != "resolve":
        return False
    own = _of_its_sense(desk, query.candidates(desk, "note"))
    if len(own) == 1:
        return one_of(desk, own, meant)
    return not own and _which_is_done(desk, meant)


def _which_is_done(desk: Desk, meant: Typed) -> bool:
    """好了 换了门机: of what the writer has alone and was spoken of last; else it is asked which."""
    words = desk.said.text
    other, last = desk.likely_named(words), desk.row_said_last()
    own = leads(desk.session, query.candidates(desk, "note"))
    pool = own or _lapsed(desk, STILL_THEIRS) or _waiting_lately(desk)
    near = [
        each for each in pool
        if can_mean(desk, each, meant) and (not other or each.matter in other or desk.res.ear.is_of(words, each.matter))
        and not names_elsewhere(words, each.building, each.unit)
    ]  # fmt: skip
    names = not names_no_thing(words) and not any(desk.res.ear.is_of(words, each.matter) for each in near)
    if not near or names or len(near) > MOST_ASKED:
        return False
    if len(own) == len(near) == 1 and last is not None and last.ticket_id == near[0].id:
        return one_of(desk, near, meant)
    if is_bare(meant.rest):
        return False
    query.which(desk, near, meant.action, meant.rest)
    return True


def _waiting_lately(desk: Desk) -> list[Ticket]:
    """What waits here and was spoken of just now, or is of the matter that the words name."""
    last = desk.row_said_last(RIGHT_AFTER)
    waiting = query.candidates(desk, "claim")
    return [
        each for each in leads(desk.session, waiting)
        if (last is not None and last.ticket_id == each.id) or desk.res.ear.is_of(desk.said.text, each.matter)
    ]  # fmt: skip


def _danger_is_past(desk: Desk) -> bool:
    """人送医院了 by who went to the one danger that they have: it is seen to; that there was none is asked about."""
    own = [each for each in query.candidates(desk, "note") if each.service_class == "P0"]
    kinds = [kind for kind, matters in DANGERS.items() if len(own) == 1 and own[0].matter in matters]
    if desk.res.ear.denies(desk.said.text) or not any(is_past(desk.said.text, kind) for kind in kinds):
        return False
    act(desk, own[0], "resolve", desk.said.text)
    return True


def _of_its_sense(desk: Desk, tickets: list[Ticket]) -> list[Ticket]:
    """Those whose matter the words name and are read as: 电梯配件明天到 is no word of a power cut."""
    words, likeliest = desk.said.text, desk.reading.likely[:1]
    here = [each for each in leads(desk.session, tickets) if not names_elsewhere(words, each.building, each.unit)]
    return [each for each in here if each.matter in likeliest and desk.res.ear.names(words, each.matter)]


def _pressed_for(desk: Desk, what: str) -> bool:
    """催一下电梯的事 by who gives orders: of what is not done of that matter; of several it is asked which."""
    spots = desk.town.held_below(desk.actor) if what else []
    open_still = leads(desk.session, unfinished_at(desk.session, spots)) if spots else []
    found = [each for each in open_still if desk.handles(each) and desk.res.ear.names(what, each.matter)]
    giving = [each for each in found if desk.authority(each) not in (None, Level.GRID)]
    return bool(giving) and one_of(desk, giving, Typed("supervise"))


def _noted_of(desk: Desk, tickets: list[Ticket], meant: Typed) -> bool:
    """1号等配件: a note, under no card; danger told so in private is heard like any. What is done takes none."""
    private = desk.in_private
    if private and desk.tells_danger():
        return False
    found = [ticket for ticket in tickets if ticket.state in TAKEN or ticket.state == State.SUSPENDED]
    if private and "号单" in desk.said.text and not any(ticket.state in ACTIVE for ticket in tickets):
        desk.over(tickets[0]) if tickets else desk.answer("no_such_number", n=meant.number)
        return True
    return bool(found) and one_of(desk, found, meant)


def noted(desk: Desk) -> bool:
    """在路上, 灯泡没货 明天再来 said in private: a note on what its writer has; of several it is asked which."""
    words = desk.said.text
    said = ((tells_of_work(words) or begins(words)) and not is_of_many(words)) or offers(words) or comes(words)
    if not desk.by_staff or desk.tells_danger():
        return False
    if not said:
        return _says_back(desk)
    own = query.candidates(desk, "note") or query.resting(desk) or _lapsed(desk, STILL_KNOWN)
    own = own or own_done_lately(desk)
    own = [each for each in own if not names_elsewhere(words, each.building, each.unit)]
    own = named if len(named := _of_its_matter(desk, own)) == 1 else own
    if len(own) > 1 and (spoken_of := _asked_about(desk)) is not None:
        own = [each for each in own if each.id == spoken_of.id] or own
    if len(own) == 1 and own[0].state == State.OPEN and not own[0].submitted_by and begins(words):
        # 收到，在办 by who lost it for their silence: it is theirs again.
        act(desk, own[0], "claim", "")
    if len(own) == 1:
        act(desk, own[0], "note", words)
    elif own:
        query.which(desk, own, "note", words)
    return bool(own)


def _says_back(desk: Desk) -> bool:
    """行 我再叫师傅 right under 居民说还没解决, where a word was asked for: a note on that ticket, which they have."""
    words, ticket = desk.said.text, _asked_about(desk)
    if ticket is None:
        return False
    other = is_of_other_duties(words) or is_of_many(words) or only_asks(words) or greets(words) or acknowledges(words)
    if not words or other or names_elsewhere(words, ticket.building, ticket.unit):
        return False
    act(desk, ticket, "note", words)
    return True


def _asked_about(desk: Desk) -> Ticket | None:
    """What the actor has, where the last that was said here is that somebody waits for their word."""
    last = desk.row_said_last(RIGHT_AFTER)
    asks = last is not None and last.ticket_id and last.purpose in WAITED_FOR
    ticket = desk.ticket(last.ticket_id) if asks else None
    mine = ticket is not None and ticket.state in TAKEN and ticket.claimed_by == desk.actor
    return ticket if mine else None
