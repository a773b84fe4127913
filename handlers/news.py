"""What a group says of tickets that are there: a hurry-up, 修好了, 又坏了, a worker's news. All of it in silence."""

from datetime import timedelta
from typing import Any

from handlers.alarming import AGAINST_SOMEBODY, is_nobodys
from handlers.desk import Desk, around
from models.report import reports_in, reports_of
from models.ticket import Ticket, by_desk, latest_of, move
from models.work import said_over
from rules.announcing_asked import lacks_another, still_lacks
from rules.asked import acknowledges, asks_how_far, asks_when, is_spare, names_a_thing
from rules.cards import gathered
from rules.commands import with_number
from rules.deciding import DANGERS
from rules.doubt import Doubt
from rules.going_on import is_past
from rules.held import names_elsewhere, tells_how_it_goes
from rules.joining import PERSONAL
from rules.news import (
    comes_at_somebody,
    ends_asking,
    is_back_as_told,
    is_of_elsewhere,
    is_over_beside,
    leaves_some,
    parts_of,
    stands_open,
    tells_but,
    tells_of_fear,
    waits_for_answer,
    without_comers,
)
from rules.own_words import at_house, is_of_other_duties, offers, promises, tells_of_work, under_card
from rules.places import addresses
from rules.put_right import is_only_place
from rules.query_asked import asked_in
from rules.redaction import mask_identity
from rules.remarks import ASIDE, talks_back, tells_when_home
from rules.supplies import is_supply
from rules.telephones import is_telephone
from rules.tickets import ACTIVE, ANSWERED, TAKEN, UNFINISHED, State

RECOVERS = timedelta(days=1)
# How soon after a report the number to ring is left.
RINGS_BACK = timedelta(minutes=30)
URGED_AGAIN = timedelta(minutes=30)
# 在5号楼2单元 is an answer; longer words may only mention a place.
SHORT = 12
ADDS_WITHIN = timedelta(minutes=5)
OF_WORK = ("update", "ack")
# 谢谢 灯亮了, 动了动了 要得: what is said in them counts, they do not.
COURTEOUS = frozenset({"thanks", "ack"})
TOLD_TO_STAFF = frozenset({"update", "quarrel", ASIDE})
HALVES = 2
# Of whom 儿子回来了 may be news.
OF_THE_GONE = ("emergency_health.missing_person", "public_security.theft", "dispute.pet", "dispute.family")
UNCONFIRMED = frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED})


def take(desk: Desk, ticket: Ticket, kind: str) -> None:
    """Brings what was said of a ticket to those who work on it; `kind` "hurry" counts only a hurry-up.

    Thanks, and an "aside" of who only goes on talking, are not written down."""
    words = mask_identity(desk.said.text)
    if desk.by_staff:
        _from_staff(desk, ticket, words, kind)
    elif _urges_another(desk, ticket, words):
        return
    elif talks_back(words, ticket.matter) and not desk.reported(ticket):
        _note(desk, ticket, words)
    elif settles(desk, ticket, words):
        desk.react()
        _is_still_so(desk, ticket, words)
        if ticket.state in ACTIVE and desk.reported(ticket):
            desk.tell_standing(ticket)
    elif only_asks(desk, ticket, words):
        return
    elif kind in TOLD_TO_STAFF or tells_when_home(words) or (kind in COURTEOUS and _tells(desk, ticket, words)):
        _hear(desk, ticket, words, kind)


def _tells(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether thanks tell how it is, too: 谢谢 灯亮了, 谢谢小高 还在滴."""
    return _sounds_over(desk, ticket, words) or desk.res.ear.not_done(words)


def _hear(desk: Desk, ticket: Ticket, words: str, kind: str) -> None:
    """What somebody adds, is where it belongs; an aside leaves nothing, unless it is more than that after all."""
    answers = len(words) <= SHORT or desk.res.ear.corrects(words) or is_only_place(words)
    moved = answers and desk.told_where(ticket, words)
    over = says_it_is_over(desk, ticket, words) or _is_still_so(desk, ticket, words)
    if kind == ASIDE and not (moved or over or tells_when_home(words) or desk.awaits(ticket)):
        return
    _note(desk, ticket, words)
    desk.heard_from(ticket, words)
    asked = _asks_if_solved(desk, ticket)
    if moved or over or asked:
        desk.react()


def takes_back(desk: Desk, ticket: Ticket) -> bool:
    """Whether its reporter says that nothing is to be done any more; of danger staff have the last word.

    来水了 ends what nobody has taken yet, where none of the others who told it still has it; whoever is at work on it
    hears so and has the last word.
    """
    ear, words = desk.res.ear, desk.said.text
    plain = ticket.state in ACTIVE and ticket.service_class != "P0" and not _is_afraid(ticket, words)
    over = ear.takes_back(words) or (_is_over(desk, ticket, words) and not _others_wait(desk, ticket))
    return plain and over and desk.reported(ticket)


def ended_too(desk: Desk, ticket: Ticket) -> list[Ticket]:
    """What else the message that opened a ticket has opened and the words end as well: 电钻 is noise and building."""
    ear, words = desk.res.ear, desk.said.text
    mine = (report for report in reports_of(desk.session, ticket.id) if report.user_id == desk.actor and report.opens)
    told = [each for report in mine for each in reports_in(desk.session, report.chat_id, report.message_id)]
    beside = (by_desk(desk.session, each.ticket_id) for each in told if each.ticket_id != ticket.id)
    meant = (each for each in beside if ear.takes_back(words) or ear.is_over_of(words, each.matter))
    return [each for each in meant if takes_back(desk, each)]


def _is_over(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words plainly end what nobody has taken yet."""
    if not is_nobodys(ticket) or desk.tells_another_is_back(ticket, words):
        return False
    if _is_back(desk, ticket, words):
        return True
    return _says_over(desk, ticket, words) and not (ticket.quiet or ticket.sealed)


def _says_over(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words say that it is over and nothing else; 好了 to a neighbour who asks is of something else."""
    ear = desk.res.ear
    if names_elsewhere(words, ticket.building, ticket.unit) or stands_open(words, ticket.words):
        return False
    return ear.is_over(words, ticket.matter) and not (ear.ends_anything(words) and _answers_another(desk, ticket))


def _answers_another(desk: Desk, ticket: Ticket) -> bool:
    """Whether somebody else has just asked something in this group that is not of the ticket."""
    name = desk.said.sender_name
    before = [past for past in desk.talk_before() if past.sender != name]
    last = before[-1] if before and desk.now - before[-1].at <= ADDS_WITHIN else None
    return last is not None and ticket.id not in last.tickets and waits_for_answer(last.text)


def _others_wait(desk: Desk, ticket: Ticket) -> bool:
    """Whether others have told it too, and have not said that it is over."""
    return not set(desk.reporters_of(ticket)) <= {desk.actor, *said_over(desk.session, ticket.id)}


def _is_afraid(ticket: Ticket, words: str) -> bool:
    """别管了 我怕惹麻烦 said of a quiet matter is no reason to go home: whoever has it reads it."""
    return ticket.quiet and tells_of_fear(words)


def number_left(desk: Desk) -> None:
    """Whoever has just reported something leaves their telephone, and says nothing else: it is of that.

    What is said beside it counts only where a life is in danger.
    """
    ticket = latest_of(desk.session, desk.actor, desk.said.chat, desk.now - RINGS_BACK)
    if ticket is not None and (is_telephone(desk.said.text) or ticket.service_class == "P0"):
        take(desk, ticket, "update")


def own_recovered(desk: Desk) -> list[Ticket]:
    """来水了 谢谢 told of nothing in particular: the actor's own open ticket whose matter the words are of."""
    ear, words = desk.res.ear, desk.said.text
    if not desk.opened_within(RECOVERS):
        return []
    mine = [ticket for ticket in desk.told_within(RECOVERS) if ticket.state in ACTIVE]
    if ear.recovers(words) and (found := [ticket for ticket in mine if ear.is_of(words, ticket.matter)]):
        return found[-1:]
    if ear.is_back(words) and (off := [ticket for ticket in mine if is_supply(ticket.matter)]):
        return off if len(off) == 1 else []
    found = [ticket for ticket in mine if ear.is_over_of(words, ticket.matter)] or _own_result(desk)
    return found if len(found) == 1 else []


def _own_result(desk: Desk) -> list[Ticket]:
    """没问题了 told of nothing in particular, by who was told a result and is not asked anything else."""
    told = [ticket for ticket in desk.told_within(RECOVERS) if ticket.state == State.RESOLVED]
    return [ticket for ticket in told if _says_over(desk, ticket, desk.said.text)]


def of_each(desk: Desk) -> list[tuple[Ticket, str]]:
    """垃圾清了 下水道还没弄: two halves of a message with the own ticket that each is of."""
    if len({row.ticket_id for row in desk.opened_within(RECOVERS)}) < HALVES:
        return []
    ear, parts = desk.res.ear, parts_of(desk.said.text)
    tells = (ear.fixed, ear.recovers, ear.hurries, ear.not_done, ear.again)
    if len(parts) != HALVES or max(map(len, parts)) > SHORT:
        return []
    mine = [ticket for ticket in desk.told_within(RECOVERS) if ticket.state in UNFINISHED]
    if len(mine) < HALVES or not any(told(p) for told in tells for p in parts):
        return []
    named = [[ticket for ticket in mine if ear.is_of(part, ticket.matter)] for part in parts]
    if any(len(each) != 1 for each in named) or named[0] == named[1] or desk.tells_danger():
        return []
    found = [(each[0], part) for each, part in zip(named, parts, strict=True)]
    return [] if any(_asks_besides(desk, *each) for each in found) else found


def _asks_besides(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words tell of another building, or ask for something else than a ticket."""
    elsewhere = any(each.building not in ("", ticket.building) for each in addresses(words))
    asked = desk.res.read(words, around(desk.said, desk.now)).requests
    return elsewhere or any(request.matter != ticket.matter for request in asked)


def says_it_is_over(desk: Desk, ticket: Ticket, words: str, of_it: bool = False) -> bool:
    """来电了, 孩子找到了 said by its reporter: whoever is on the way or rung hears it, once, and has the last word.

    Of somebody missed whoever lives with the reporter is believed alike, and anybody who tells all what was done:
    5栋通了 冲了三遍, or under its card, where all is `of_it`, 修好了. What several households have and nobody has
    taken is heard of when a second one says so.
    """
    own = desk.reported(ticket)
    believed = own or (ticket.matter in DANGERS["missing"] and desk.told_at_home(ticket))
    over = _sounds_over(desk, ticket, words) if believed else _is_seen_done(desk, ticket, words, of_it)
    if ticket.state not in ACTIVE or not over:
        return False
    desk.calls_it_over(ticket, words, own)
    return True


def _is_seen_done(desk: Desk, ticket: Ticket, words: str, of_it: bool = False) -> bool:
    """Whether somebody who did not report it tells all that the work on it is done."""
    told_to_all = ticket.state in ACTIVE and desk.said.chat < 0 and not (ticket.quiet or ticket.sealed)
    if not told_to_all or ticket.service_class == "P0" or names_elsewhere(words, ticket.building, ticket.unit):
        return False
    # 好了好了 不说了 and 饭做好了 are of anything.
    of_it = of_it or bool(addresses(words)) or desk.res.ear.is_of(words, ticket.matter)
    if not of_it or leaves_some(words) or is_of_elsewhere(words):
        return False
    return _fixed(desk, ticket, words) or bool(_result_in(ticket, words))


def _result_in(ticket: Ticket, words: str) -> str:
    """What words tell was done: 换好了两个灯泡, 5栋通了; "" where they tell of no end."""
    meant = under_card(words) or at_house(words, ticket.building, ticket.unit, ticket.room)
    return meant.rest if meant is not None and meant.action == "resolve" else ""


def _is_still_so(desk: Desk, ticket: Ticket, words: str) -> bool:
    """哪有电啊, 还是黑的 of what is said to be over: whoever has it or is to see that hears it, and whoever mended it.

    Who lives in another building has not seen that.
    """
    ear, mended = desk.res.ear, ticket.submitted_by is not None
    denied = is_denied(desk, ticket, words) if mended else ear.not_done(words) or ear.hurries(words)
    if ticket.state not in ACTIVE or not denied or not (mended or said_over(desk.session, ticket.id)):
        return False
    if desk.home_told.building not in ("", ticket.building) and ticket.building and not desk.told_at_home(ticket):
        return False
    desk.record(ticket.id, "not_over", words=words[:200])
    if ticket.state in TAKEN and ear.hurries(words) and ticket.urged_at == desk.now:
        # Whoever has it has just been told of the hurry-up.
        return True
    told = [*desk.owners(ticket), *filter(None, [desk.town.officers.get(ticket.submitted_by or 0)])]
    for officer in {each.user: each for each in told}.values():
        desk.notice(officer, "reopened_staff", ticket, desk.view(ticket) | {"said": words, "name": ""})
    return True


def is_denied(desk: Desk, ticket: Ticket, words: str) -> bool:
    """还是不动, 6号楼2单元还没电 of what was mended and is to be seen to: it goes back to whoever did it."""
    waits = ticket.state == State.OPEN and ticket.submitted_by is not None
    return waits and (desk.res.ear.not_done(words) or ticket.matter in still_lacks(words))


def _sounds_over(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words say that it is over; of danger also that it was none: 发错了."""
    ear = desk.res.ear
    if ends_asking(words, "吧", "没") or _is_afraid(ticket, words) or stands_open(words, ticket.words):
        return False
    if desk.tells_another_is_back(ticket, words):
        return False
    if ticket.danger in AGAINST_SOMEBODY and comes_at_somebody(words):
        return False
    over = (
        _is_back(desk, ticket, words) or ear.settled(_without_comers(ticket, words)) or _says_over(desk, ticket, words)
    )
    over = over or (ticket.matter in DANGERS["missing"] and ear.turned_up(words))
    over = over or (ticket.matter in DANGERS["fire"] and ear.put_out(words)) or is_past(words, ticket.danger)
    if ticket.service_class == "P0":
        return over or ear.takes_back(words)
    over = over or is_over_beside(words, ticket.matter)
    return over or (bool(_result_in(ticket, words)) and not leaves_some(words))


def _is_back(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words say that it is over by itself: 来水了; of a supply 有了有了 is enough."""
    ear = desk.res.ear
    return ear.recovers(words) or (is_supply(ticket.matter) and ear.is_back(words))


def settles(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether a resident's words mean more than a note: somebody waits, it is over, it is back; then that is done."""
    ear, mine = desk.res.ear, desk.reported(ticket)
    if mine and is_denied(desk, ticket, words):
        return desk.not_done_after_all(ticket, words)
    if ticket.state in ACTIVE:
        if _fixed(desk, ticket, words) or not ear.hurries(words):
            return False
        urge(desk, ticket, words)
        return True
    if not mine:
        return False
    if ticket.state in UNCONFIRMED and (ear.not_done(words) or _is_told_again(desk, ticket, words)):
        return desk.comes_back(ticket, words)
    if desk.said.chat < 0 and ear.not_done(words) and ticket.closed_at and desk.now - ticket.closed_at <= ADDS_WITHIN:
        return desk.comes_back(ticket, words)
    if not tells_but(words) and (_fixed(desk, ticket, words) or _says_over(desk, ticket, words)):
        return _confirm(desk, ticket, words)
    again = ear.again(words) or ear.hurries(words) or is_back_as_told(words, ticket.words)
    back = again and not ends_asking(words)
    return back and desk.comes_back(ticket, words)


def _is_told_again(desk: Desk, ticket: Ticket, words: str) -> bool:
    """门口还有六辆 轮椅过不去 after a result, by who reported it: the same is surely asked for once more."""
    if _fixed(desk, ticket, words) or names_elsewhere(words, ticket.building, ticket.unit):
        return False
    reading = desk.res.read(words, around(desk.said, desk.now))
    asked = reading.kind == "request" and desk.doubt_of(reading) is Doubt.SURE
    return asked and any(request.matter == ticket.matter for request in reading.requests)


def is_back_under_card(desk: Desk, ticket: Ticket) -> bool:
    """就修了一半 under the result by one who reported it, though a neighbour has said that it is solved."""
    words = mask_identity(desk.said.text)
    closed = ticket.state in ANSWERED and not desk.by_staff and desk.reported(ticket)
    if not closed or not desk.res.ear.not_done(words) or names_elsewhere(words, ticket.building, ticket.unit):
        return False
    return desk.comes_back(ticket, words)


def confirms(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether 可以了 or 好了 谢谢 was said under a result by its reporter, who is believed as by the button."""
    if ticket.state not in UNCONFIRMED or not desk.reported(ticket) or tells_but(words):
        return False
    settled = desk.res.ear.settled(words) or _fixed(desk, ticket, words) or _says_over(desk, ticket, words)
    return settled and _confirm(desk, ticket, words)


def _fixed(desk: Desk, ticket: Ticket, words: str) -> bool:
    return desk.res.ear.fixed(_without_comers(ticket, words))


def _without_comers(ticket: Ticket, words: str) -> str:
    """The words without 儿子回来了, told of one's family where nobody is missed and nothing was taken."""
    may_be_it = ticket.service_class == "P0" or ticket.matter in OF_THE_GONE
    return words if may_be_it else without_comers(words)


def only_asks(desk: Desk, ticket: Ticket, words: str) -> bool:
    """修得怎么样了 by a neighbour is nothing for the worker to read: the card above tells it."""
    return asks_how_far(words) and not desk.reported(ticket)


def _asks_if_solved(desk: Desk, ticket: Ticket) -> bool:
    """What a reporter says of a result, and is neither yes nor no: which of them is asked in private, once a result."""
    if ticket.state != State.RESOLVED or not desk.reported(ticket):
        return False
    key = f"result_asked:{ticket.id}:{ticket.reopened}:{desk.actor}"
    buttons = desk.buttons(ticket, ("confirm", "deny"))
    desk.say_once(key, desk.actor, "result_asked", desk.view(ticket), ticket=ticket.id, buttons=buttons)
    return True


def _urges_another(desk: Desk, ticket: Ticket, words: str) -> bool:
    """热水器还没人来修 by who told nothing of this ticket, which is of a school: they wait for something else.

    So does who has told it, with 还没来水 of the heating, 补贴啥时候到 of a leak.
    """
    ear, thing = desk.res.ear, asks_when(words)
    if not ear.hurries(words) or lacks_another(words, ticket.matter):
        return ear.hurries(words)
    if thing and not (is_spare(thing) or ear.names(thing, ticket.matter) or thing in ticket.words):
        return True
    if desk.reported(ticket):
        return False
    personal = ticket.matter.startswith(PERSONAL)
    return not ear.names(words, ticket.matter) and (personal or names_a_thing(words))


def urge(desk: Desk, ticket: Ticket, words: str) -> None:
    """催办: counted on the worker's card; who has it hears of it, but not every minute."""
    tell = ticket.urged_at is None or desk.now - ticket.urged_at >= URGED_AGAIN
    values: dict[str, object] = {"urged": ticket.urged + 1, "heard_at": desk.now}
    move(desk.session, ticket, "note", **values | ({"urged_at": desk.now} if tell else {}))
    desk.record(ticket.id, "urge", words=words[:200])
    desk.refresh(ticket)
    if tell and ticket.claimed_by:
        desk.tell_claimer(ticket, "urged", desk.view(ticket) | {"said": words})


def _confirm(desk: Desk, ticket: Ticket, words: str) -> bool:
    """A reporter says that it is solved, as by the button."""
    if not move(desk.session, ticket, "confirm", closed_at=desk.now):
        return False
    desk.record(ticket.id, "confirm", words=words[:200])
    desk.refresh(ticket)
    return True


def _from_staff(desk: Desk, ticket: Ticket, words: str, kind: str) -> None:
    """A worker's news in the residents' group stands on the ticket; whoever has it has thereby been in touch."""
    told = kind in OF_WORK or tells_how_it_goes(words)
    if not told or not desk.handles(ticket) or not _is_of_work(desk, ticket) or _says_nothing(words):
        return
    if ticket.claimed_by == desk.actor and not ticket.contacted_at:
        move(desk.session, ticket, "contact", contacted_at=desk.now, in_touch=True)
    _note(desk, ticket, words)
    if is_nobodys(ticket) and (promises(words) or offers(words)):
        offer_to_claim(desk, ticket)
    elif ticket.claimed_by == desk.actor and ticket.state in TAKEN:
        _offer_to_end(desk, ticket, words)
    elif _is_seen_done(desk, ticket, words):
        desk.calls_it_over(ticket, words, own=False)


def _says_nothing(words: str) -> bool:
    """好的 to a resident, and what a secretary asks the desk here by mistake: 哪些超期了."""
    return acknowledges(words) or asked_in(words) is not None


def _offer_to_end(desk: Desk, ticket: Ticket, words: str) -> None:
    """换好了 told to residents by who has it: they are asked in private whether that is the result."""
    result = _result_in(ticket, words)
    if not result:
        return
    view = desk.view(ticket) | {"said": words}
    key = f"told_done:{ticket.id}:{desk.said.message}"
    how: dict[str, Any] = {"buttons": desk.buttons(ticket, ("resolve",)), "ticket": ticket.id, "purpose": "which"}
    desk.say_once(key, desk.actor, "told_done", view, told=result, **how)


def offer_to_claim(desk: Desk, ticket: Ticket) -> None:
    """Who tells a resident that they will see to what nobody has is asked, once and in private, to take it."""
    buttons = desk.buttons(ticket, ("claim", "cannot_go"))
    words = desk.view(ticket) | {"limit": ticket.claim_due_at}
    key = f"promised:{ticket.id}:{desk.actor}"
    desk.say_once(key, desk.actor, "nudge", words, ticket=ticket.id, buttons=buttons, purpose="nudge")


def _is_of_work(desk: Desk, ticket: Ticket) -> bool:
    """Whether one of the staff plainly tells of a ticket: 下午社区开会 and 中午吃啥 are their own talk."""
    words, ear = desk.said.text, desk.res.ear
    if is_of_other_duties(words) or _names_another(desk, ticket, words):
        return False
    told = tells_of_work(words) or under_card(words) or ear.is_of(words, ticket.matter) or ear.fixed(words)
    return bool(told or tells_how_it_goes(words)) or desk.reading.kind in (
        *OF_WORK,
        "request",
    )


def _names_another(desk: Desk, ticket: Ticket, words: str) -> bool:
    """4号单师傅下午来 and 3号楼下水道已疏通 are of no other number, and of no lift."""
    told = with_number(words)
    if told is not None and told[1]:
        return told[0] != ticket.number
    if tells_of_work(words):
        # 物业已经派人了 is no complaint about property.
        return False
    return not desk.res.ear.names(words, ticket.matter) and bool(desk.likely_named(words))


def _note(desk: Desk, ticket: Ticket, words: str) -> None:
    news = gathered(ticket.news, desk.noted(words))
    # What was said last of it, said once more, changes no card.
    noted = news != ticket.news and move(desk.session, ticket, "note", news=news)
    desk.record(ticket.id, "said", words=words[:200])
    if _read_together(desk, ticket, words) or noted:
        desk.refresh(ticket)


def _read_together(desk: Desk, ticket: Ticket, words: str) -> bool:
    """楼道那个灯 was not sure, with 又不亮了 it is: what its reporter says in parts is read as one."""
    soon = ticket.doubtful and desk.now - ticket.created_at <= ADDS_WITHIN
    if not (soon and desk.reported(ticket)):
        return False
    reading = desk.res.read(f"{ticket.words} {words}", around(desk.said, desk.now))
    sure = desk.doubt_of(reading) is Doubt.SURE and reading.likely[0] == ticket.matter
    return sure and desk.believe(ticket)
