"""What becomes of what a message asks for: believed or doubted, known already, joined, back again, or a new ticket."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import report_danger
from handlers.desk import HIGH, HUSHED, LOW, URGENT, Desk, Told, around
from models import outbox
from models.incident import incident_of
from models.place import Group
from models.report import is_reporter, reports_of
from models.talk import former_of, turn_to
from models.ticket import Ticket, by_desk, move, newest_in, of_reporter, similar
from rules import flood
from rules.apart import is_of_a_unit, is_of_other_premises, is_plain, tells_other_unit
from rules.cards import gathered
from rules.complaint import COMPLAINTS, is_of_another, says_so
from rules.deciding import OTHER, is_one_trouble, kind_of
from rules.doubt import Doubt, endangers
from rules.going_on import burns_at_home, calls_for_help, only_advises
from rules.inquiry import INQUIRIES, is_another, is_another_wish
from rules.joining import FALLS, WALL, OpenTicket, asks_who, is_of_the_wall, joins, of_each_person
from rules.messages import ChatKind
from rules.news import parts_of
from rules.parsing import Reading, Request
from rules.places import addresses, nickname
from rules.remarks import says_it_is
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.tickets import ACTIVE, State, is_done

MEMORY = timedelta(days=7)
# How long a cry for help in a group is taken to be about the danger told there.
ONE_DANGER = timedelta(minutes=15)
# How long words without a place are taken to be about what their sender told before.
AGAIN = timedelta(minutes=10)
# How long a piece that falls is taken to be of the wall that was told of.
ONE_WALL = timedelta(minutes=30)
# How soon the second half of what somebody tells in two messages comes.
IN_PARTS = timedelta(minutes=2)
A_FEW = 8
SEVERAL = 2
QUARREL = "dispute.property_dispute"
# Of anything at all: two of them are one only where they say alike.
SUGGESTION = "other.suggestion"
# What may begin to burn where it was told; what burns at home is told as that.
BURNS = {"fire": ("public_facility.dangling_cable", "safety_hazard.ebike_charging")}
BACK_AGAIN = timedelta(days=1)
# About which matters somebody may be told to ring the police.
ADVISED = ("public_security.", "dispute.")


def believed(desk: Desk, reading: Reading, words: str) -> tuple[tuple[Request, ...], bool]:
    """What a message is taken to ask for, and whether a worker must say so first."""
    doubts = desk.doubt_of(reading)
    if doubts is Doubt.SILENT:
        return (), False
    requests = reading.requests or (supposed(desk, reading.likely, words),)
    return (*requests, *_told_besides(desk, requests, words)), doubts is Doubt.ASK


def _told_besides(desk: Desk, requests: Sequence[Request], words: str) -> list[Request]:
    """What else a message that asks for several things plainly asks for in a part of its own: 电梯也坏了.

    Beside a danger, and of what people think of the property service, nothing else is looked for.
    """
    parts = parts_of(words)
    if len(requests) < SEVERAL or len(parts) <= len(requests) or any(endangers(each) for each in requests):
        return []
    found = list[Request]()
    for part in parts:
        reading = desk.res.read(part, around(desk.said, desk.now))
        asked = reading.requests[0] if len(reading.requests) == 1 and is_plain(reading) else None
        if asked is None or endangers(asked) or not desk.res.ear.is_of(part, asked.matter):
            continue
        if asked.matter in COMPLAINTS or any(_is_same(asked.matter, each.matter) for each in (*requests, *found)):
            continue
        there = not addresses(words) or bool(addresses(part))
        found.append(asked if there else asked._replace(building=requests[0].building, unit=requests[0].unit, room=""))
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two matters in one message may be one trouble: what falls off a wall is told of once."""
    return one == other or is_one_trouble(one, other) or {one, other} == {FALLS, WALL}


def supposed(desk: Desk, likely: Sequence[str], words: str) -> Request:
    """What a message would ask for if it asked for something: the first of these matters."""
    told = next(iter(addresses(words)), desk.home_told)
    # What nobody has told is no danger to life: a worker may still say that it is.
    harmless = [matter for matter in likely if desk.matter(matter).service_class != "P0"]
    asked = desk.asked_as(words, (*harmless, *likely)[0])
    return Request(
        asked.matter, asked.service_class, told.building, told.unit, told.room, asked.place, asked.danger,
        tuple(matter for matter in likely[:4] if matter != asked.matter),
    )  # fmt: skip


def take_all(desk: Desk, requests: Sequence[Request], words: str, told: Told) -> bool:
    requests = of_each_person(requests)
    requests = [request for request in requests if not report_danger.is_loose(desk, request, words, told)]
    told = told._replace(quiet=any(desk.is_quiet(request) for request in requests))
    complaints = [request for request in requests if desk.matter(request.matter).conduct]
    if complaints:
        # 投诉物业经理骂人 is no quarrel besides, that others could settle without a word of it.
        requests = [request for request in requests if request.matter != QUARREL]
    for request in (*complaints, *(request for request in requests if request not in complaints)):
        if complaints and request not in complaints:
            # The trouble beside a complaint goes to those who mend it: without the words, and without who said them.
            _take(desk, request, desk.matter(request.matter).name(desk.res.texts.locale), told)
            continue
        sure = request in complaints and says_so(words)
        ticket = _take(desk, request, words, told._replace(doubtful=False) if sure else told)
        told = told._replace(hushed=told.quiet, nameless=bool(complaints), beside=ticket if complaints else None)
    if requests and desk.late and desk.said.chat_kind is ChatKind.GROUP:
        _say_back(desk)
    return bool(requests)


def _take(desk: Desk, request: Request, words: str, told: Told) -> int | None:
    """The ticket that was opened for it; None where none was."""
    request = _as_dangerous(desk, request, words, told)
    request = _where_it_was(desk, request, words, told)
    name = desk.said.sender_name
    compound = desk.town.compound_in(words) or ("" if told.proxy else desk.town.compound_in(name))
    place = desk.town.place_of(told.place.id, request.building, request.unit, compound)
    request = request._replace(compound=desk.town.compound_meant(place.id, request.building, compound))
    cries = request.matter == UNCLASSIFIED and request.danger == OTHER
    planned = not cries and not endangers(request) and _explained(desk, request, words, place, compound, told)
    if planned or (cries and _only_advises(desk, words)):
        return None
    if going := report_danger.goes_on_with(desk, request, words, told):
        report_danger.add(desk, going, request, words, told)
        return None
    near = _dangers_near(desk, request, cries and calls_for_help(words)) if request.danger else []
    known = next(iter(near), None) if cries else _known(desk, request, words, place, told)
    cry = None if known else next((ticket for ticket in near if ticket.matter == UNCLASSIFIED), None)
    for ticket in (known, cry):
        if ticket:
            desk.join(ticket, request, words, told)
    if cry:
        desk.learn_danger(cry, request, words)
    if known or cry or _grows(desk, request, words, told) or _of_the_wall(desk, request, words, place, told):
        return None
    if _told_in_parts(desk, request, words, told):
        return None
    return _open(desk, request, words, place, told)


def _open(desk: Desk, request: Request, words: str, place: Spot, told: Told) -> int | None:
    """A ticket of its own; None where an old one goes on, or its sender has opened too many in a while."""
    former = former_of(desk.session, request, (place.id, told.place.id), desk.now - MEMORY)
    goes_on = not told.doubtful and not endangers(request)
    if goes_on and _is_not_done(desk, request, words):
        return None
    if former and goes_on and _comes_back(desk, by_desk(desk.session, former), words):
        return None
    told = told._replace(follows=former) if former else told
    opened = desk.opened_within(timedelta(minutes=desk.policies.flood.minutes))
    level = ServiceClass(request.service_class)
    if not told.proxy and not flood.allowed([o.at for o in opened], desk.now, level, desk.policies.flood):
        _add_to_flood(desk, int(opened[-1].ticket_id), words, request.danger)
        return None
    ticket = desk.open(request, words, place, told)
    turn_to(desk.session, desk.said.chat, ticket.id)
    return ticket.id


def _as_dangerous(desk: Desk, request: Request, words: str, told: Told) -> Request:
    """又停了 remembers a lift in which somebody was stuck: that it is back endangers nobody yet."""
    if request.service_class != "P0" or request.danger:
        return request
    asked = desk.asked_as(words, request.matter)
    level = "P1" if told.doubtful and not asked.danger else asked.service_class
    danger = asked.danger or (kind_of(request.matter) if level == "P0" else "")
    return request._replace(service_class=level, danger=danger)


def _grows(desk: Desk, request: Request, words: str, told: Told) -> bool:
    """反正在冒火星 just after 巷口电线掉下来 by the same person: it burns there, and not where they live."""
    if request.danger not in BURNS or told.proxy or addresses(words) or burns_at_home(words):
        return False
    lately = [each for each in desk.told_within(AGAIN) if each.state in ACTIVE]
    first = lately[-1] if lately and lately[-1].matter in BURNS[request.danger] else None
    if first is None or first.service_class == "P0":
        return False
    desk.endanger(first, request._replace(building="", unit="", room="", place=""), words)
    desk.react()
    return True


def wall_heard(desk: Desk, reading: Reading, words: str, told: Told) -> bool:
    """Whether words that surely tell of what falls are of the wall that was just told of."""
    falls = [each for each in reading.requests if each.matter == FALLS]
    sure = bool(falls) and desk.doubt_of(reading) is Doubt.SURE
    return sure and _of_the_wall(desk, falls[0], words, told.place, told)


def _of_the_wall(desk: Desk, request: Request, words: str, place: Spot, told: Told) -> bool:
    """掉了一大块，怕砸到人 just after 墙皮掉了, by whoever: the same, and more urgent."""
    if request.matter != FALLS or told.proxy or told.forced or not is_of_the_wall(words):
        return False
    near = {place.id, told.place.id}
    walls = similar(
        desk.session, sorted(near), WALL, sorted({request.building, ""}), desk.now - ONE_WALL, request.compound
    )
    wall = next((by_desk(desk.session, each.id) for each in reversed(walls) if each.state in ACTIVE), None)
    if wall is not None:
        desk.join(wall, request._replace(matter=WALL), words, told)
    return wall is not None


def _told_in_parts(desk: Desk, request: Request, words: str, told: Told) -> bool:
    """灯, and then 又不亮了: two messages of which neither was sure are read as one, as if the first were edited.

    So are 楼道灯 and then 又灭了, which alone would be another matter, where both together are what was told first.
    """
    may_go_on = told.doubtful or len(words) <= A_FEW
    if told.forced or request.danger or told.beside or not may_go_on or addresses(words):
        return False
    lately = desk.opened_within(IN_PARTS)
    first = by_desk(desk.session, lately[-1].ticket_id) if lately else None
    if first is None or first.state != State.OPEN:
        return False
    context = around(desk.said, desk.now)
    if request.matter != first.matter and is_plain(desk.res.read(words, context)) and not says_it_is(words):
        return False
    whole = f"{first.words} {words}"
    reading = desk.res.read(whole, context)
    sure = desk.doubt_of(reading) is Doubt.SURE
    if not _is_one(first, request, words, told, [each.matter for each in reading.requests] if sure else []):
        return False
    desk.correct(first, _where_told(first, reading.requests[0], whole) if sure and first.doubtful else None, whole)
    if sure:
        desk.believe(first)
    if desk.in_private:
        desk.thank_for_more(first)
    return True


def _is_one(first: Ticket, request: Request, words: str, told: Told, together: list[str]) -> bool:
    """Whether words go on with what was told first; `together` are the matters that both surely tell as one."""
    few = len(words) <= A_FEW and len(first.words) <= A_FEW
    if not first.doubtful:
        return few and together == [first.matter]
    possible = {request.matter, *request.alternatives}
    return (few and len(together) == 1) or (told.doubtful and bool(possible & {first.matter, *first.likely}))


def _where_told(first: Ticket, request: Request, words: str) -> Request:
    """What is asked for, at the place told since, if the words tell none."""
    if addresses(words) or not first.building:
        return request
    return request._replace(building=first.building, unit=first.unit, room=first.room)


def _where_it_was(desk: Desk, request: Request, words: str, told: Told) -> Request:
    """又冒出来了, 还是不行 of what is over for its reporter is of the place they told then, not of where they live."""
    if told.proxy or not desk.res.ear.not_done(words) or addresses(words):
        return request
    mine = desk.told_within(BACK_AGAIN)
    over = (t for t in reversed(mine) if t.state not in ACTIVE)
    was = next((t for t in over if t.matter == request.matter or is_one_trouble(t.matter, request.matter)), None)
    if was is None:
        return request
    return request._replace(building=was.building, unit=was.unit, room=was.room, place=was.spot)


def _explained(desk: Desk, request: Request, words: str, place: Spot, compound: str, told: Told) -> bool:
    """Whether staff told of it beforehand: then that is said, in words to whoever surely has it: 没水了哈."""
    row = None if told.forced else desk.explained(request.matter, request.building, place, compound)
    if row is not None:
        plainly = len(words) <= A_FEW and desk.res.ear.is_of(words, row.matter)
        desk.tell_known(row, in_words=plainly or not told.doubtful)
    return row is not None


def _is_not_done(desk: Desk, request: Request, words: str) -> bool:
    """又不热了 by who reported it, while somebody is to see that it was done: whoever did the work goes on."""
    again = desk.res.ear.again(words)
    told = of_reporter(desk.session, desk.actor, desk.now - MEMORY) if again else desk.told_within(MEMORY)
    done = (each for each in told if each.submitted_by and each.state == State.OPEN)
    same = (each for each in done if each.matter == request.matter and request.building in ("", each.building))
    waits = next((each for each in same if request.unit in ("", each.unit)), None)
    if waits is None or incident_of(desk.session, waits.id) or not desk.not_done_after_all(waits, words):
        return False
    desk.done("denied", **desk.view(waits))
    return True


def _comes_back(desk: Desk, ticket: Ticket, words: str) -> bool:
    """又坏了 by somebody who reported it, soon after it was done: the same ticket goes on."""
    if not (desk.reported(ticket) and desk.comes_back(ticket, words)):
        return False
    desk.done("denied", **desk.view(ticket))
    return True


def _known(desk: Desk, request: Request, words: str, place: Spot, told: Told) -> Ticket | None:
    """The unfinished ticket this report is about, as the reader's joining rule sees it."""
    near = {place.id, told.place.id}
    buildings = sorted({request.building, ""})
    tickets = similar(desk.session, sorted(near), request.matter, buildings, desk.now - MEMORY, request.compound)
    sender = desk.said.sender_name
    asked = [
        OpenTicket(
            id=t.id, matter=t.matter, building=t.building, unit=t.unit, room=t.room, place=t.spot,
            opened_at=t.created_at, resolved=is_done(t.state, t.submitted_by is not None), words=t.words,
            people=_told_by(desk, t.id, request.matter, sender),
        )
        for t in tickets
        if not (is_of_a_unit(t.matter) and tells_other_unit(words, t.unit))
        and not (told.apart and "" not in (t.unit, request.unit) and t.unit != request.unit)
        and not _is_of_another(t, words)
        and not is_of_other_premises(t.matter, f"{request.place} {words}", f"{t.spot} {t.words}")
        and not (t.sealed and not desk.reported(t))
    ]  # fmt: skip
    found = joins(request, asked, desk.now, sender)
    if found and desk.matter(request.matter).conduct and not is_reporter(desk.session, found.id, desk.actor):
        return None
    return by_desk(desk.session, found.id) if found else _said_again(desk, request, words, told)


def _is_of_another(ticket: Any, words: str) -> bool:
    """Whether words complain of somebody else than a ticket, ask about something else, or wish for something else."""
    if ticket.matter == SUGGESTION:
        return is_another_wish(words, ticket.words)
    if ticket.matter.startswith(INQUIRIES):
        return is_another(words, ticket.words)
    return ticket.matter in COMPLAINTS and is_of_another(words, ticket.words)


def _said_again(desk: Desk, request: Request, words: str, told: Told) -> Ticket | None:
    """是电梯不是电踢, with no place, is about what its sender has just told, though they live in another building."""
    elsewhere = request.building not in ("", desk.home_told.building)
    if told.forced or told.proxy or request.danger or elsewhere:
        return None
    mine = desk.told_within(AGAIN)
    again = next((t for t in reversed(mine) if t.matter == request.matter and t.state in ACTIVE), None)
    if again is None or _is_of_another(again, words):
        return None
    return None if addresses(words) else again


def _dangers_near(desk: Desk, request: Request, anywhere: bool) -> list[Ticket]:
    """The dangers just told in this group, of the same person or building; 快打119 is of those `anywhere`."""
    here = request.building or desk.home_told.building
    return [
        ticket
        for ticket in desk.dangers_within(ONE_DANGER)
        if anywhere
        or (_may_be(request.compound, ticket.compound) and _may_be(here, _building_of(desk, ticket)))
        or desk.reported(ticket)
    ]


def _only_advises(desk: Desk, words: str) -> bool:
    """报警啊 to somebody whose things were stolen is what they may do, and no cry for help."""
    if not only_advises(words):
        return False
    last = newest_in(desk.session, desk.said.chat, desk.now - ONE_DANGER)
    if last is None or last.service_class == "P0" or not last.matter.startswith(ADVISED):
        return False
    return not desk.reported(last)


def _may_be(one: str, other: str) -> bool:
    return "" in (one, other) or one == other


def _building_of(desk: Desk, ticket: Ticket) -> str:
    """Where a danger is, or else where whoever told it lives."""
    told = reports_of(desk.session, ticket.id)
    return ticket.building or (nickname(told[0].name).building if told else "")


def _told_by(desk: Desk, ticket: int, matter: str, sender: str) -> frozenset[str]:
    """The sender, where they have told this ticket and that matters: the same person's own matter is no new one."""
    told = asks_who(matter) and is_reporter(desk.session, ticket, desk.actor)
    return frozenset({sender}) if told else frozenset()


def _add_to_flood(desk: Desk, ticket_id: int, words: str, danger: str) -> None:
    """More than one person can open in a while goes to their last ticket, so that nothing is lost."""
    ticket = by_desk(desk.session, ticket_id)
    desk.record(ticket.id, "add", words=words[:500], flood=True)
    move(desk.session, ticket, "add", news=gathered(ticket.news, desk.noted(words)))
    desk.say_once(f"flood:{desk.actor}:{ticket.id}", desk.actor, "flood", {"n": ticket.number}, priority=LOW)
    key = f"danger:{desk.actor}:{ticket.id}:{danger}"
    if danger and danger not in HUSHED and not desk.late and not outbox.has_key(desk.session, key):
        desk.erase_public(ticket, ("danger",))
        text = desk.danger_text(danger, desk.said.chat)
        desk.reply(text=text, priority=URGENT, ticket=ticket.id, purpose="danger", key=key)


def _say_back(desk: Desk) -> None:
    """Once after an absence, a group reads that the desk was away and is back."""
    said = desk.said
    group = desk.session.get(Group, said.chat)
    if group is None or said.sent_at is None or (group.away_until and said.sent_at <= group.away_until):
        return
    group.away_until = desk.real_now
    desk.session.add(group)
    desk.session.flush()
    key = f"back:{said.chat}:{said.message}"
    desk.say_once(key, said.chat, "desk_back", {}, priority=HIGH, topic=said.topic)
