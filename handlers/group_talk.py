"""Following a residents' group: what a message is beside its tickets opens one, joins one, or is left in peace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers import report_danger
from handlers.desk import Desk, Told, around, group_of
from handlers.report_apart import at_home, fails_too, take_alike
from handlers.report_blows import blows_heard
from handlers.report_called import called_on, worked_on_by
from handlers.report_doubts import wonder
from handlers.report_photos import attach_captioned, attach_place
from handlers.report_planned import goes_on, is_back_but_bad, lacks
from handlers.report_remarks import echoes_another, put_right, remarked_on
from handlers.report_slips import slips_heard
from handlers.report_taking import IN_PARTS, MEMORY, believed, take_all, wall_heard
from models.report import reports_of
from models.talk import heard_of, last_of, talked_of, turn_to
from models.ticket import Ticket, asked_of, by_desk
from rules.announcing_asked import lacks_another, supplies_missed
from rules.apart import tells_own_trouble
from rules.clues import Heard, OpenTicket
from rules.complaint import COMPLAINTS, is_of_another
from rules.conversation import Told as Placed
from rules.conversation import past_of
from rules.deciding import DANGERS
from rules.doubt import Doubt, doubt, endangers
from rules.flow import KEPT_PAST, Past
from rules.held import names_elsewhere
from rules.inquiry import INQUIRIES, about, is_another
from rules.joining import PERSONAL, is_own_need
from rules.news import waits_for_answer
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.put_right import is_only_place
from rules.recalling import of_known_supply, says_too
from rules.redaction import mask_identity
from rules.remarks import ASIDE, asks_if_fine, ends_with_that_one, is_aside, only_names, talks_back
from rules.supplies import is_same_dark, is_supply, names_a_supply
from rules.taxonomy import COMPLAINT
from rules.tickets import ACTIVE, State, is_done

# How long after they were last spoken of somebody seen is taken to be who is missed.
MISSED = timedelta(hours=3)
# How long a question of the group's waits for its answer.
ANSWERED = timedelta(minutes=5)
# What is further from asking for anything is talk, whatever was named before it.
MAY_ASK = -1.0
OF_PROPERTY = COMPLAINTS - {COMPLAINT}
# What befalls one person: nobody else has the same.
OF_ONE = (*PERSONAL, "dispute.family", "emergency_health.missing_person")
# What a caption beside a ticket is where its picture belongs to that.
CAPTIONED = frozenset({"update", "hurry", "request"})
ONE_DAY = timedelta(days=1)
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
    post = group_of(desk, desk.said.chat)
    if post is None or post.place is None:
        return News()
    news = _follow(desk, Told(desk.town.spots[post.place])) if desk.said.text else News()
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
    about = called_on(desk, _known_in(desk, placed))
    _turn_to(desk, about)
    return News(placed.reading.kind, tuple(about))


def _follow(desk: Desk, told: Told) -> News:
    """Opens, joins or leaves in peace, as the message means beside the group's tickets."""
    before = _talk_before(desk)
    words = _with_place(desk, before, desk.res.ear.echoed(mask_identity(desk.said.text)))
    alike = fails_too(desk, words)
    placed, reading = _beside(desk, before, words)
    explained = told._replace(why=reading.why)
    if is_back_but_bad(desk, explained, words):
        _opened(desk)
        return News("update", tuple(_known_in(desk, placed)), True)
    if goes_on(desk, told, reading, words) or (alike and take_alike(desk, told, words, alike)):
        _opened(desk)
        return News("request", (), True)
    heard = blows_heard(desk, before, words, told) or slips_heard(desk, before, words, reading, told)
    if heard or wall_heard(desk, reading, words, told):
        _opened(desk)
        return News("request", (), True)
    if there := report_danger.people_there(desk, words, explained):
        _turn_to(desk, [there])
        return News("request", (), True)
    if placed.reading.kind != "request" and (missed := _missed(desk, words)):
        desk.join(missed, Request(missed.matter, missed.service_class), words, told)
        _turn_to(desk, [missed])
        return News("request", (), True)
    righted = put_right(desk, words)
    if remarked := righted or remarked_on(desk, before, words, reading):
        _turn_to(desk, [remarked])
        return News("update", () if righted else (remarked,), True)
    if not placed.tickets and doubt(reading, desk.policies.reading) is Doubt.SILENT:
        if lacks(desk, explained, words):
            _opened(desk)
            return News("request", (), True)
        wonder(desk, reading, words)
        return News(placed.reading.kind)
    if desk.res.ear.is_spared(words):
        return News("update", tuple(_known_in(desk, placed)))
    return _join_and_open(desk, explained, words, placed, reading)


def _join_and_open(desk: Desk, told: Told, words: str, placed: Placed, reading: Reading) -> News:
    """Joins and opens what a message is about."""
    asked = placed.reading.kind == "request"
    before = _talk_before(desk)
    known = [ticket for ticket in _known_in(desk, placed) if not echoes_another(desk, before, words, ticket)]
    meant = [ticket for ticket in known if _may_be_of(desk, reading, ticket, asked)]
    about = _besides_planned(desk, reading, meant, asked)
    about = about if asked else worked_on_by(desk, about)
    noted = "update" if asked and any(_only_complains(ticket, reading, words) for ticket in about) else ""
    asked = asked and not noted
    _turn_to(desk, about)
    for ticket in about if asked else ():
        if not _taken_at_home(desk, ticket, words, told):
            _join_known(desk, ticket, reading, words, told._replace(doubtful=_doubts(desk, reading, reading.requests)))
    for ticket in () if asked else about:
        _raise(desk, ticket, reading, words, told)
    fresh = [link.request for link in placed.tickets if link.request]
    if not meant and (fire := _put_out(desk, words)):
        return News("update", (fire,), True)
    left = _left_over(desk, reading, words, fresh, meant)
    if (fresh or left) and _answers(desk, words):
        # 像臭鸡蛋 to 什么味 is the answer, and no trouble of its own.
        fresh, left = ([request for request in each if endangers(request)] for each in (fresh, left))
    if fresh:
        take_all(desk, fresh, words, told._replace(doubtful=_doubts(desk, reading, fresh)))
    if left:
        placed_too = addresses(words) or words != mask_identity(desk.said.text)
        surely = reading.requests and (asked or placed_too) and not _doubts(desk, reading, left)
        take_all(desk, left, words, told._replace(doubtful=not surely))
    missed = bool(placed.tickets) and not (meant or fresh or left) and lacks(desk, told, words)
    if fresh or left or missed:
        _opened(desk)
    if not meant:
        wonder(desk, reading, words)
    kind = "hurry" if asked else noted or _kind_beside(desk, placed, reading, words, about)
    return News(kind, tuple(about), asked or missed or bool(left))


def _kind_beside(desk: Desk, placed: Placed, reading: Reading, words: str, about: Sequence[Ticket]) -> str:
    """The kind that a message is beside its tickets, or an aside of them."""
    kind, before = placed.reading.kind, _talk_before(desk)
    aside = kind == "update" and all(_is_aside(desk, before, reading, words, ticket) for ticket in about)
    return ASIDE if aside else kind


def _is_aside(desk: Desk, before: Sequence[Past], reading: Reading, words: str, ticket: Ticket) -> bool:
    """Whether only who spoke and when makes words of a ticket: they are followed, and neither kept nor told."""
    last = before[-1] if before and desk.now - before[-1].at <= ANSWERED else None
    other = last is not None and last.sender != desk.said.sender_name and ticket.id in last.tickets
    asked = last is not None and other and waits_for_answer(last.text)
    # Of a result nearly anything may be its yes or no.
    heeded = ticket.service_class == "P0" or ticket.doubtful or ticket.state == State.RESOLVED
    return is_aside(words, reading, heeded or asked or desk.awaits(ticket))


def _besides_planned(desk: Desk, reading: Reading, meant: list[Ticket], asked: bool) -> list[Ticket]:
    """The tickets but for those of other houses where it is off as was told of the speaker's; who asks is told that."""
    if any(endangers(request) for request in reading.requests):
        return meant
    planned = {ticket.id: row for ticket in meant if (row := desk.planned_at_home(ticket))}
    if asked and planned:
        desk.tell_known(next(iter(planned.values())))
    return [ticket for ticket in meant if ticket.id not in planned]


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


def _answers(desk: Desk, words: str) -> bool:
    """Whether the sender was asked something here and has not answered yet; what names a place is no answer."""
    awaited = None if addresses(words) else asked_of(desk.session, desk.actor)
    return awaited is not None and awaited.chat_id == desk.said.chat


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
    if danger or len(whole.requests) != 1 or doubt(whole, desk.policies.reading) is not Doubt.SURE:
        return False
    told = whole.requests[0]
    ends = before.strip().endswith(told.place) or ends_with_that_one(before)
    return bool(told.place in before and told.place and ends) and told.matter in alone.likely[:1]


def _beside(desk: Desk, before: tuple[Past, ...], words: str, staff: bool = False) -> tuple[Placed, Reading]:
    """What a message is beside the tickets of its group; the reading is what it would be by itself."""
    said = desk.said
    reading = desk.read_here(words)
    rests_since = desk.now - RESTS * desk.policies.ladder.suspension.longest
    at_home = reading.requests and not addresses(words)
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
    silent = reading.requests and doubt(reading, desk.policies.reading) is Doubt.SILENT
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


def _known_in(desk: Desk, placed: Placed) -> list[Ticket]:
    known = (by_desk(desk.session, link.ticket) for link in placed.tickets if not link.opens)
    return [ticket for ticket in known if not desk.tells_another_is_back(ticket, desk.said.text)]


def _turn_to(desk: Desk, about: Sequence[Ticket]) -> None:
    """Notes what the group talks of now."""
    for ticket in about:
        heard_of(desk.session, ticket.id, desk.now)
    if about:
        turn_to(desk.session, desk.said.chat, about[-1].id)


def _doubts(desk: Desk, reading: Reading, fresh: Sequence[Request]) -> bool:
    """Whether what is opened was read unsurely; trouble that comes back was not read but remembered."""
    read = any(request in reading.requests for request in fresh)
    return read and doubt(reading, desk.policies.reading) is Doubt.ASK


def _may_be_of(desk: Desk, reading: Reading, ticket: Ticket, asked: bool) -> bool:
    """Whether a message that clings to a ticket may be about its matter: not when it surely asks for another.

    我家也是 alone, long after and after other talk, means nothing in particular; 停水到几点 is none of a lost child.
    """
    if lacks_another(desk.said.text, ticket.matter) or _is_new(desk, reading, ticket):
        return False
    if ticket.matter in COMPLAINTS and _complains_of_another(desk, reading, ticket):
        return False
    if ticket.matter.startswith(INQUIRIES) and _asks_another(desk, ticket):
        return False
    if asked and not reading.requests:
        lately = desk.now - (ticket.heard_at or ticket.created_at) <= desk.policies.desk.join_window
        return lately or last_of(desk.session, desk.said.chat) == ticket.id
    if asked and ticket.matter.startswith(OF_ONE) and ticket.matter not in reading.likely:
        return False
    if is_own_need(desk.said.text, reading.requests, ticket.matter) and not desk.told_at_home(ticket):
        return False
    sure = bool(reading.requests) and doubt(reading, desk.policies.reading) is Doubt.SURE
    apart = bool(ticket.building) and not _may_be_one_supply(desk, ticket)
    elsewhere = apart and any(r.building not in ("", ticket.building) for r in reading.requests)
    known = ticket.matter in reading.likely[:3] and (not elsewhere or _goes_on(desk, ticket))
    return not sure or known


def _is_new(desk: Desk, reading: Reading, ticket: Ticket) -> bool:
    """电梯困人了, or 1号楼还没来水 of another building, once the work on it is said to be done."""
    words = desk.said.text
    elsewhere = bool(supplies_missed(words)) and names_elsewhere(words, ticket.building, ticket.unit)
    done = is_done(ticket.state, ticket.submitted_by is not None)
    return done and (elsewhere or any(endangers(request) for request in reading.requests))


def _asks_another(desk: Desk, ticket: Ticket) -> bool:
    """养老认证在哪弄 after 社保卡过年能办吗; or what somebody else asks by its name once the first has an answer."""
    new = ticket.state not in ACTIVE and desk.actor not in desk.reporters_of(ticket)
    return (new and bool(about(desk.said.text))) or is_another(desk.said.text, ticket.words)


def _complains_of_another(desk: Desk, reading: Reading, ticket: Ticket) -> bool:
    """投诉物业经理骂人 after 投诉保安; or after 物业乱收费, which those read who must not read of the first.

    So does who tells other trouble: 广场舞跳到十一点.
    """
    conduct = any(desk.matter(request.matter).conduct for request in reading.requests)
    trouble = bool(reading.requests) and ticket.matter not in reading.likely[:3]
    return is_of_another(desk.said.text, ticket.words) or trouble or (conduct and not ticket.sealed)


def _may_be_one_supply(desk: Desk, ticket: Ticket) -> bool:
    """2栋也停 names no supply: after 停电了 it is of that one, which fails in more than one building."""
    return is_supply(ticket.matter) and not names_a_supply(desk.said.text)


def _goes_on(desk: Desk, ticket: Ticket) -> bool:
    """Whether who reported a ticket says, naming no place, that it is as it was: that is not of their own home."""
    told = desk.res.ear.again(desk.said.text) and not addresses(desk.said.text)
    return told and desk.actor in desk.reporters_of(ticket)


def _left_over(
    desk: Desk, reading: Reading, words: str, fresh: Sequence[Request], about: Sequence[Ticket]
) -> list[Request]:
    """What was asked for but neither opened nor joined anything: a worker may know better.

    Words about a known ticket that may also ask for something else ask for it only if that is sure, or a danger; those
    of who reported it only if they lead to a second thing, or are of that one no more.
    """
    if about and doubt(reading, desk.policies.reading) is Doubt.ASK:
        return []
    requests, _ = believed(desk, reading, words)
    known = [ticket.matter for ticket in about]
    left = [request for request in requests if request not in fresh and request.matter not in known]
    left = [request for request in left if not any(is_same_dark(request.matter, each, words) for each in known)]
    own = [t for t in about if desk.actor in desk.reporters_of(t) and any(t.matter == each.matter for each in requests)]
    if own and desk.res.ear.names_nothing_besides(words):
        return [request for request in left if endangers(request)]
    if len(fresh) + len(about) < len(requests):
        return left
    rung = any(ticket.service_class == "P0" or _trapped(desk, ticket, words) for ticket in about)
    return [] if rung else [request for request in left if endangers(request)]


def _raise(desk: Desk, ticket: Ticket, reading: Reading, words: str, told: Told) -> None:
    """电梯困人了 after 电梯坏了 is news of it, and more: a life is in danger now."""
    danger = next((each for each in reading.requests if endangers(each) and each.matter == ticket.matter), None)
    danger = danger or _trapped(desk, ticket, words)
    if danger and ticket.service_class != "P0":
        desk.join(ticket, danger, words, told)


def _trapped(desk: Desk, ticket: Ticket, words: str) -> Request | None:
    """我在里面 said after 电梯坏了 is a danger that those words alone do not tell."""
    lift = ticket.matter in DANGERS["lift"] and ticket.state in ACTIVE
    return Request(ticket.matter, "P0", danger="lift") if lift and desk.res.ear.tells_of_trapped(words) else None


def _only_complains(ticket: Ticket, reading: Reading, words: str) -> bool:
    """Whether nothing is told but what somebody thinks of the property service, or of whoever complained of noise, or
    asks of it: no household with this trouble."""
    if talks_back(words, ticket.matter) or asks_if_fine(words):
        return True
    matters = {request.matter for request in reading.requests}
    complains = bool(matters) and matters <= OF_PROPERTY and ticket.matter not in OF_PROPERTY
    return complains and not tells_own_trouble(words)


def _join_known(desk: Desk, ticket: Ticket, reading: Reading, words: str, told: Told) -> None:
    same = next((request for request in reading.requests if request.matter == ticket.matter), None)
    same = _trapped(desk, ticket, words) or same
    desk.join(ticket, same or Request(ticket.matter, ticket.service_class), words, told)
