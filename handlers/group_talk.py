"""Following a residents' group: what a message is beside its tickets opens one, joins one, or is left in peace."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers import report_danger
from handlers.desk import Desk, Told, around
from handlers.report_apart import at_home, fails_too, take_alike
from handlers.report_blows import blows_heard
from handlers.report_called import called_on, worked_on_by
from handlers.report_doubts import wonder
from handlers.report_meant import Message, besides, known_in, meant, trapped
from handlers.report_photos import attach_captioned, attach_place
from handlers.report_planned import goes_on, is_back_but_bad, lacks
from handlers.report_remarks import put_right, remarked_on
from handlers.report_slips import slips_heard
from handlers.report_taking import IN_PARTS, MEMORY, take_all, wall_heard
from models.report import reports_of
from models.talk import heard_of, last_of, talked_of, turn_to
from models.ticket import Ticket, by_desk
from rules.apart import sees_too, tells_own_trouble
from rules.clues import Heard, OpenTicket
from rules.complaint import COMPLAINTS
from rules.conversation import Told as Placed
from rules.conversation import past_of
from rules.deciding import DANGERS
from rules.doubt import Doubt, endangers
from rules.flow import KEPT_PAST, Past
from rules.news import waits_for_answer
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.put_right import is_only_place
from rules.recalling import of_known_supply, says_too
from rules.redaction import mask_identity
from rules.remarks import (
    ASIDE,
    asks_if_fine,
    asks_where,
    ends_with_that_one,
    is_aside,
    is_well_too,
    only_dark,
    only_names,
    quarrels,
    talks_back,
)
from rules.routing import Spot
from rules.supplies import is_supply, only_stops
from rules.taxonomy import COMPLAINT
from rules.tickets import ACTIVE, State

# How long after they were last spoken of somebody seen is taken to be who is missed.
MISSED = timedelta(hours=3)
# How long a question of the group's waits for its answer.
ANSWERED = timedelta(minutes=5)
# What is further from asking for anything is talk, whatever was named before it.
MAY_ASK = -1.0
OF_PROPERTY = COMPLAINTS - {COMPLAINT}
# What a caption beside a ticket is where its picture belongs to that.
CAPTIONED = frozenset({"update", "hurry", "request"})
ONE_DAY = timedelta(days=1)
LATELY = timedelta(hours=1)
UNLIT = frozenset({"property_repair.corridor_light", "public_facility.street_light", "utility.power_outage"})
# Where people fight, 冷静一下 says that they still do.
FOUGHT = frozenset({*DANGERS["violence"], *DANGERS["crime"]})
# How many times the longest suspension since it was spoken of last: its review may be moved.
RESTS = 2


@dataclass(frozen=True, slots=True)
class News:
    """What a message of a group says of tickets that are there: its kind, and which."""

    kind: str = ""
    tickets: tuple[Ticket, ...] = ()
    asked: bool = False


def hear(desk: Desk) -> News:
    """Reads a message of a residents' group as people mean it; what it says of known tickets is left to others."""
    if desk.here is None:
        return News()
    said = bool(desk.said.text) and (not quarrels(desk.said.text) or bool(_told_lately(desk, FOUGHT)))
    news = _follow(desk, desk.here) if said else News()
    if desk.said.media and not news.asked:
        urgent = any(ticket.service_class == "P0" for ticket in news.tickets)
        clings = urgent or not desk.said.text or (bool(news.tickets) and news.kind in CAPTIONED)
        seen = attach_place(desk) or attach_captioned(desk, clings)
        if not (seen or clings or desk.said.voice):
            _is_of_none(desk)
    return news


def overhear(desk: Desk) -> News:
    """What staff say in a residents' group opens nothing; what it says of known tickets is told."""
    placed, _ = _beside(desk, _talk_before(desk), mask_identity(desk.said.text), staff=True)
    about = called_on(desk, known_in(desk, placed))
    _turn_to(desk, about)
    return News(placed.reading.kind, tuple(about))


def _follow(desk: Desk, place: Spot) -> News:
    """Opens, joins or leaves in peace, as the message means beside the group's tickets."""
    before = _talk_before(desk)
    words = _with_place(desk, before, desk.res.ear.echoed(mask_identity(desk.said.text)))
    alike = fails_too(desk, words)
    placed, reading = _beside(desk, before, words)
    message = Message(words, before, reading, placed, Told(place, why=reading.why))
    return (
        _of_what_came_before(desk, message, alike)
        or _of_what_was_told(desk, message)
        or _of_nothing(desk, message)
        or _join_and_open(desk, message)
    )


def _told_lately(desk: Desk, matters: Collection[str]) -> list[Ticket]:
    """What was told of these matters in this group's last hour and is not done, the latest first."""
    spoken = [past for past in reversed(desk.talk_before()) if desk.now - past.at <= LATELY]
    told = (by_desk(desk.session, number) for past in spoken for number in past.tickets)
    return [ticket for ticket in told if ticket.matter in matters and ticket.state in ACTIVE]


def _of_what_came_before(desk: Desk, message: Message, alike: Ticket | None) -> News | None:
    """What is only heard beside what was announced or told before: 水来了就是黄得很, 还没来水, 好像在打人."""
    words, told, reading = message.words, message.told, message.reading
    if only_dark(words) and (dark := _told_lately(desk, UNLIT)):
        # How dark it is where a lamp is out makes of it no power cut, and of nobody else's house a lamp.
        return News(ASIDE, (dark[0],), True)
    back = is_back_but_bad(desk, told, words)
    heard = (
        back
        or goes_on(desk, told, reading, words)
        or (alike is not None and take_alike(desk, told, words, alike))
        or blows_heard(desk, message.before, words, told)
        or slips_heard(desk, message.before, words, reading, told)
        or wall_heard(desk, reading, words, told)
    )
    if not heard:
        return None
    _opened(desk)
    return News("update", tuple(known_in(desk, message.placed)), True) if back else News("request", (), True)


def _of_what_was_told(desk: Desk, message: Message) -> News | None:
    """What goes on about a ticket and tells no trouble: 人还在里面, 我刚看见他了, 不是灯是门禁坏了, 你们管不管."""
    words, told = message.words, message.told
    if there := report_danger.people_there(desk, words, told):
        _turn_to(desk, [there])
        return News("request", (), True)
    if not message.asks and (missed := _missed(desk, words)):
        desk.join(missed, Request(missed.matter, missed.service_class), words, told)
        _turn_to(desk, [missed])
        return News("request", (), True)
    if righted := put_right(desk, words):
        _turn_to(desk, [righted])
        return News("update", (), True)
    if remarked := remarked_on(desk, message.before, words, message.reading):
        _turn_to(desk, [remarked])
        return News("update", (remarked,), True)
    return None


def _of_nothing(desk: Desk, message: Message) -> News | None:
    """Talk; what may still be meant for somebody is asked about."""
    words, reading, placed = message.words, message.reading, message.placed
    if not placed.tickets and desk.doubt_of(reading) is Doubt.SILENT:
        if lacks(desk, message.told, words):
            _opened(desk)
            return News("request", (), True)
        wonder(desk, reading, words)
        return News(placed.reading.kind)
    last = message.before[-1] if message.before and desk.now - message.before[-1].at <= ANSWERED else None
    well = desk.res.ear.is_spared(words) or (last is not None and is_well_too(words, last.text))
    return News("update", tuple(known_in(desk, placed))) if well else None


def _join_and_open(desk: Desk, message: Message) -> News:
    """Joins and opens what a message is about."""
    words, reading, told = message.words, message.reading, message.told
    mentioned = meant(desk, message)
    about = _besides_planned(desk, message, mentioned)
    about = about if message.asks else worked_on_by(desk, about)
    complains = message.asks and any(_only_complains(ticket, reading, words) for ticket in about)
    asks = message.asks and not complains
    _turn_to(desk, about)
    for ticket in about:
        if not asks:
            _raise(desk, ticket, message)
        elif not _taken_at_home(desk, ticket, words, told):
            _join_known(desk, ticket, message)
    if not mentioned and (fire := _put_out(desk, words)):
        return News("update", (fire,), True)
    fresh, left = besides(desk, message, mentioned)
    if fresh:
        take_all(desk, fresh, words, told._replace(doubtful=_doubts(desk, reading, fresh)))
    if left:
        take_all(desk, left, words, told._replace(doubtful=not _asks_surely(desk, message, asks, left)))
    missed = bool(message.placed.tickets) and not (mentioned or fresh or left) and lacks(desk, told, words)
    if fresh or left or missed:
        _opened(desk)
    if not mentioned:
        wonder(desk, reading, words)
    kind = "hurry" if asks else "update" if complains else _kind_beside(desk, message, about)
    return News(kind, tuple(about), asks or missed or bool(left))


def _asks_surely(desk: Desk, message: Message, asks: bool, left: Sequence[Request]) -> bool:
    """Whether what was left over is asked for, and at a place that was told, as surely as anything is."""
    placed = bool(addresses(message.words)) or message.words != mask_identity(desk.said.text)
    return bool(message.reading.requests) and (asks or placed) and not _doubts(desk, message.reading, left)


def _doubts(desk: Desk, reading: Reading, fresh: Sequence[Request]) -> bool:
    """Whether what is opened was read unsurely; trouble that comes back was not read but remembered."""
    read = any(request in reading.requests for request in fresh)
    return read and desk.doubt_of(reading) is Doubt.ASK


def _kind_beside(desk: Desk, message: Message, about: Sequence[Ticket]) -> str:
    """The kind that a message is beside its tickets, or an aside of them."""
    kind = message.placed.reading.kind
    return ASIDE if kind == "update" and all(_is_aside(desk, message, ticket) for ticket in about) else kind


def _is_aside(desk: Desk, message: Message, ticket: Ticket) -> bool:
    """Whether only who spoke and when makes words of a ticket: they are followed, and neither kept nor told."""
    before = message.before
    last = before[-1] if before and desk.now - before[-1].at <= ANSWERED else None
    other = last is not None and last.sender != desk.said.sender_name and ticket.id in last.tickets
    asked = last is not None and other and waits_for_answer(last.text)
    # Of a result nearly anything may be its yes or no.
    heeded = ticket.service_class == "P0" or ticket.doubtful or ticket.state == State.RESOLVED
    return is_aside(message.words, message.reading, heeded or asked or desk.awaits(ticket))


def _besides_planned(desk: Desk, message: Message, mentioned: list[Ticket]) -> list[Ticket]:
    """The tickets but for those of other houses where it is off as was told of the speaker's; who asks is told that."""
    if any(endangers(request) for request in message.reading.requests):
        return mentioned
    planned = {ticket.id: row for ticket in mentioned if (row := desk.planned_at_home(ticket))}
    if message.asks and planned:
        desk.tell_known(next(iter(planned.values())))
    return [ticket for ticket in mentioned if ticket.id not in planned]


def _taken_at_home(desk: Desk, ticket: Ticket, words: str, told: Told) -> bool:
    """Whether what is asked for beside a ticket is of the speaker's own house."""
    elsewhere = at_home(desk, ticket, words)
    if elsewhere:
        # One supply fails in several units: 1单元也是 said at once is of the same trouble.
        take_all(desk, (elsewhere,), words, told._replace(apart=not is_supply(ticket.matter)))
    return elsewhere is not None


def _put_out(desk: Desk, words: str) -> Ticket | None:
    """The fire that the sender has told of, where 灭了灭了 is said; of a lamp that would be trouble."""
    if not desk.res.ear.put_out(words):
        return None
    mine = [ticket for ticket in desk.told_within(ONE_DAY) if ticket.state in ACTIVE]
    return next((ticket for ticket in reversed(mine) if ticket.matter in DANGERS["fire"]), None)


def _missed(desk: Desk, words: str) -> Ticket | None:
    """Who is missed in this group, where 我刚看见在小卖部门口 may be of them; 孩子在我这里 of one's own ends it."""
    if not desk.res.ear.tells_sighting(words):
        return None
    missed = next((ticket for ticket in desk.dangers_within(MISSED) if ticket.matter in DANGERS["missing"]), None)
    own = missed is not None and desk.res.ear.turned_up(words) and desk.told_at_home(missed)
    return None if own else missed


def _with_place(desk: Desk, before: Sequence[Past], words: str) -> str:
    """灯不亮了 right after 3号楼2单元 and nothing else: one thing said in two messages."""
    name = desk.said.sender_name
    last = next((past for past in reversed(before) if past.sender == name), None)
    if last is None or last.tickets or desk.now - last.at > IN_PARTS or addresses(words):
        return words
    return f"{last.text} {words}" if is_only_place(last.text) or _names_where(desk, last.text, words) else words


def _names_where(desk: Desk, before: str, words: str) -> bool:
    """就是楼下那个麻将馆, and then 天天打到半夜: a thing and what it does, told as surely by both together."""
    alone = desk.res.read(words, around(desk.said, desk.now)) if only_names(before) else None
    if alone is None or alone.lead < MAY_ASK or desk.res.read(before, around(desk.said, desk.now)).kind == "request":
        return False
    whole = desk.res.read(f"{before} {words}", around(desk.said, desk.now))
    danger = any(endangers(request) for request in (*alone.requests, *whole.requests))
    if danger or len(whole.requests) != 1 or desk.doubt_of(whole) is not Doubt.SURE:
        return False
    told = whole.requests[0]
    ends = before.strip().endswith(told.place) or ends_with_that_one(before)
    return bool(told.place in before and told.place and ends) and told.matter in alone.likely[:1]


def _beside(desk: Desk, before: tuple[Past, ...], words: str, staff: bool = False) -> tuple[Placed, Reading]:
    """What a message is beside the tickets of its group; the reading is what it would be by itself."""
    said = desk.said
    reading = desk.read_here(words)
    rests_since = desk.now - RESTS * desk.policies.ladder.suspension.longest
    at_home = reading.requests and not addresses(words) and not sees_too(words)
    compound = desk.town.compound_in(words) or (desk.town.compound_in(said.sender_name) if at_home else "")
    since = desk.now - MEMORY
    tickets, last = talked_of(desk.session, said.chat, since, rests_since, desk.now, desk.actor, compound)
    if not reading.requests:
        # What asks for something may be the same trouble, whichever was read first.
        later = {ticket.id for ticket in tickets if _told_after(desk, ticket)}
        tickets, last = [ticket for ticket in tickets if ticket.id not in later], 0 if last in later else last
    if says_too(reading, words):
        talked = [ticket.matter for ticket in tickets if ticket.id == last]
        reading = of_known_supply(reading, words, talked or (() if last else desk.announced_here()))
    elif reading.requests and only_stops(words):
        # Whoever said that it is back has taken that ticket back, and nobody speaks of it any more.
        reading = of_known_supply(reading, words, [each.matter for each in reversed(desk.told_within(MEMORY))])
    silent = reading.requests and desk.doubt_of(reading) is Doubt.SILENT
    taken = reading._replace(kind="chatter", requests=()) if silent else reading
    if not taken.requests and (over := _under_card_of_what_is_over(desk)) is not None:
        tickets = [ticket for ticket in tickets if ticket.matter == over.matter]
        last = last if any(ticket.id == last for ticket in tickets) else 0
    name = said.sender_name
    role = "staff" if staff else desk.res.ear.role(name)
    heard = Heard(name, words, desk.now, role, taken, last, past=before)
    placed = desk.res.ear.place(heard, tickets)
    _remember(desk, past_of(heard, [link for link in placed.tickets if not link.opens]))
    if last and not placed.tickets:
        turn_to(desk.session, said.chat, 0)
    return placed, reading


def _under_card_of_what_is_over(desk: Desk) -> Ticket | None:
    """What was taken back, or was a mistake, and is replied to: a curse there is of no other matter."""
    row = desk.row_replied_to() if desk.said.reply_to is not None else None
    ticket = desk.ticket(row.ticket_id) if row is not None and row.ticket_id else None
    return ticket if ticket is not None and ticket.state in (State.WITHDRAWN, State.MISTAKEN) else None


def _told_after(desk: Desk, ticket: OpenTicket) -> bool:
    """Whether a later message told of it, which came at the same moment and was read first, as danger is."""
    at_once = ticket.opened_at == desk.now
    return at_once and any(
        row.opens and row.message_id > desk.said.message for row in reports_of(desk.session, ticket.id)
    )


def _talk_before(desk: Desk) -> tuple[Past, ...]:
    """The group's last messages before this one, the latest last, none of them older than group talk is kept."""
    since = desk.now - desk.policies.desk.retention
    return tuple(past for past in desk.talk_before() if past.at > since)


def _remember(desk: Desk, past: Past) -> None:
    """Keeps a message for those after it, an edited one or one that is handled again in its new place."""
    talk = desk.res.talk.setdefault(desk.said.chat, {})
    talk.pop(desk.said.message, None)
    talk[desk.said.message] = past
    while len(talk) > KEPT_PAST:
        del talk[next(iter(talk))]


def _is_of_none(desk: Desk) -> None:
    """What a picture shows that is of no ticket is talk of none: nor is the rest of its album."""
    talk, number = desk.res.talk.get(desk.said.chat, {}), desk.said.message
    if number in talk:
        talk[number] = talk[number]._replace(tickets=())


def _opened(desk: Desk) -> None:
    """What a message has opened is what it was about."""
    talk, number = desk.res.talk[desk.said.chat], desk.said.message
    ticket = last_of(desk.session, desk.said.chat)
    if ticket:
        talk[number] = talk[number]._replace(tickets=tuple(dict.fromkeys((*talk[number].tickets, ticket))))


def _turn_to(desk: Desk, about: Sequence[Ticket]) -> None:
    """Notes what the group talks of now."""
    for ticket in about:
        heard_of(desk.session, ticket.id, desk.now)
    if about:
        turn_to(desk.session, desk.said.chat, about[-1].id)


def _raise(desk: Desk, ticket: Ticket, message: Message) -> None:
    """电梯困人了 after 电梯坏了 is news of it, and more: a life is in danger now."""
    told = (each for each in message.reading.requests if endangers(each) and each.matter == ticket.matter)
    danger = next(told, None) or trapped(desk, ticket, message.words)
    if danger and ticket.service_class != "P0":
        desk.join(ticket, danger, message.words, message.told)


def _only_complains(ticket: Ticket, reading: Reading, words: str) -> bool:
    """Whether nothing is told but what somebody thinks of the property service, or of whoever complained of noise, or
    asks of it (在哪走丢的): no household with this trouble."""
    if talks_back(words, ticket.matter) or asks_if_fine(words) or asks_where(words):
        return True
    matters = {request.matter for request in reading.requests}
    complains = bool(matters) and matters <= OF_PROPERTY and ticket.matter not in OF_PROPERTY
    return complains and not tells_own_trouble(words)


def _join_known(desk: Desk, ticket: Ticket, message: Message) -> None:
    same = trapped(desk, ticket, message.words)
    same = same or next((each for each in message.reading.requests if each.matter == ticket.matter), None)
    told = message.told._replace(doubtful=_doubts(desk, message.reading, message.reading.requests))
    desk.join(ticket, same or Request(ticket.matter, ticket.service_class), message.words, told)
