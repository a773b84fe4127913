"""Hearing what needs doing where it was meant for the desk: in private, by a command, or as an edit of a report."""

from datetime import timedelta

from handlers.desk import Desk, Told, around
from handlers.report_doubts import wonder
from handlers.report_photos import attach_photo, attach_place, spoken_of
from handlers.report_planned import goes_on, is_back_but_bad, lacks
from handlers.report_remarks import put_right
from handlers.report_taking import MEMORY, believed, take_all
from models import asking, inbox
from models.report import reports_in, took_back_lately
from models.talk import last_of
from models.ticket import Ticket, by_desk
from models.work import moments_of
from rules import english_talk
from rules.apart import is_plain
from rules.commands import nods, typed
from rules.complaint import begins_with_somebody, is_of_another
from rules.doubt import Doubt, endangers
from rules.messages import ChatKind, MediaKind
from rules.parsing import Context, Request
from rules.places import Address, addresses
from rules.redaction import mask_identity
from rules.remarks import OFFENCES, names_only_homes, says_which, tells_when_home
from rules.routing import Spot
from rules.taxonomy import COMPLAINT, UNCLASSIFIED
from rules.tickets import ACTIVE, State
from rules.tongue import writes_english

WORKER = "网格员"
INQUIRY = "Q"
# A report that is edited to a full stop still says what it said.
WORDLESS = 1
# How soon after it was taken back 还没修呢 says that it was not over.
TOO_SOON, ONE_DAY = timedelta(hours=1), timedelta(days=1)
# What tells that one of the staff has come.
CAME = frozenset({"claim", "hand_over", "resolve", "submit"})
# What one adds in a few words: 阳光花园5号楼1单元601 楼上701.
SHORT = 20
# 没修好啊 is of it the same day, where the group has not turned to something else.
SAME_DAY = timedelta(hours=12)


def hear_private(desk: Desk, place: Spot) -> bool:
    """Reads the words of a private chat; whether anything was done about them."""
    return _read(desk, desk.said.text, Told(place, public=False))


def see_private(desk: Desk) -> bool:
    """What came to a private chat without words; whether anything was done about it."""
    if any(m.kind is MediaKind.AUDIO for m in desk.said.media):
        desk.reply("words_please", {"spoken": True, "numbers": desk.policies.safety})
        return True
    seen = attach_place(desk) or attach_photo(desk)
    if seen:
        desk.react()
    return seen


def would_report(desk: Desk) -> bool:
    """Whether a private message asks for something, before it is known where its sender lives."""
    return bool(desk.read_here(desk.said.text).requests)


def goes_on_of(desk: Desk) -> Ticket | None:
    """The complaint or danger of one's own that words in private go on about, unless they surely ask for something."""
    ticket = None if desk.by_staff else spoken_of(desk)
    if ticket is None or not (ticket.sealed or ticket.service_class == "P0") or is_courtesy(desk):
        return None
    if ticket.sealed and is_of_another(_without_names(desk), ticket.words):
        return None
    reading = desk.res.read(desk.said.text, _context(desk))
    if any(endangers(each) for each in reading.requests) or _turns_from(desk, ticket, bool(reading.requests)):
        return None
    own = bool(reading.requests) and all(each.matter == ticket.matter for each in reading.requests)
    return None if desk.doubt_of(reading) is Doubt.SURE and not own else ticket


def adds_to(desk: Desk) -> Ticket | None:
    """我害怕, 你们来评评理, 5号楼1单元601 楼上701 right after one's own report: more of it, however they are read.

    A few words that name nothing of what they would ask for; what is plainly asked for is asked for.
    """
    words, ticket = desk.said.text, None if desk.by_staff else spoken_of(desk)
    if ticket is None or ticket.state not in ACTIVE or len(words) > SHORT or desk.tells_danger():
        return None
    reading = desk.read_here(words)
    own = any(each.matter == ticket.matter for each in reading.requests)
    back = desk.res.ear.again(words) or desk.res.ear.not_done(words)
    if not reading.requests or own or back or is_plain(reading):
        return None
    named = any(desk.res.ear.is_of(words, each.matter) for each in reading.requests)
    return ticket if not named or names_only_homes(words) else None


def which_of(desk: Desk) -> Ticket | None:
    """What its reporter has just told, where 厨房那个 says no more than which one is meant."""
    return spoken_of(desk) if says_which(desk.said.text) and not desk.by_staff else None


def _turns_from(desk: Desk, ticket: Ticket, asks: bool) -> bool:
    """The grid worker was rude to me; the water is off in building 2; cancel the water one: of another thing."""
    words, ear = desk.said.text, desk.res.ear
    houses = addresses(words) if asks and writes_english(words) and not english_talk.tells_of_them(words) else ()
    elsewhere = any(each.building not in ("", ticket.building) for each in houses)
    if ticket.sealed and english_talk.not_done(words) and answer_awaited(desk):
        return True
    another = ear.takes_back(words) and bool(english_talk.things(words)) and not ear.is_of(words, ticket.matter)
    return another or elsewhere or (english_talk.complains_of_staff(words) and not ticket.sealed)


def answer_awaited(desk: Desk) -> Ticket | None:
    """The actor's own ticket whose result they were told last and have not answered."""
    mine = desk.told_within(MEMORY)
    told = [ticket for ticket in mine if ticket.state == State.RESOLVED and ticket.resolved_at]
    return max(told, key=lambda ticket: (ticket.resolved_at, ticket.id), default=None)


def speaks_of(desk: Desk, matter: str) -> bool:
    """Whether the message asks for something of this matter."""
    return any(r.matter == matter for r in desk.res.read(desk.said.text, _context(desk)).requests)


def is_courtesy(desk: Desk) -> bool:
    """Whether the message only thanks or nods; what staff order sounds like an answer, and is none."""
    if nods(desk.said.text) or desk.by_staff:
        return nods(desk.said.text)
    if tells_when_home(desk.said.text):
        return False
    return desk.res.read(desk.said.text, _context(desk)).kind in ("thanks", "ack")


def home_chosen(desk: Desk, arg: str) -> Spot | None:
    """The sender has said where they live: what they wrote before the question is read now.

    Returns the place when it was a voice note, which is turned to.
    """
    place, _, message = arg.partition(".")
    if not (place.isdecimal() and message.isdecimal()) or int(place) not in desk.town.spots:
        desk.answer("stale_button")
        return None
    desk.settle_home(int(place))
    pressed, spot = desk.said, desk.town.spots[int(place)]
    for bot, body in inbox.lately(desk.session, pressed.chat, desk.real_now - timedelta(hours=20)):
        earlier = desk.res.decode(bot, body)
        if earlier.message == int(message) and (earlier.text or earlier.voice):
            desk.answer()
            desk.turn_to(earlier)
            if not earlier.text:
                return spot
            if earlier.command == "report":
                force(desk, desk.said.arguments, spot, public=False)
            else:
                _read(desk, desk.said.text, Told(spot, public=False))
            return None
    desk.answer("home_kept")
    return None


def force(desk: Desk, words: str, place: Spot, *, public: bool, proxy: bool = False, danger: bool = False) -> None:
    """`/report` and 代报: a ticket even where words alone would not have made one, or only of their `danger`."""
    words = desk.without_telephones(mask_identity(words)) if proxy else mask_identity(words)
    reading = desk.res.read(words, _context(desk, proxy))
    dangers = tuple(request for request in reading.requests if danger and endangers(request))
    told = Told(place, public=public, forced=True, proxy=proxy, why=reading.why)
    take_all(desk, dangers or reading.requests or (_unclassified(words),), words, told)


def told_after_all(desk: Desk) -> bool:
    """还没修呢 by who has just taken it back, 谢谢解决了 said too early: it is told anew, with the words it had."""
    words, ear = desk.said.text, desk.res.ear
    still_so = any(tells(words) for tells in (ear.not_done, ear.hurries, ear.again)) and ear.names_nothing_besides(
        words
    )
    told = _took_back(desk, words) if still_so else None
    ticket = by_desk(desk.session, told) if told else None
    if ticket is None or ticket.state != State.WITHDRAWN or would_report(desk):
        return False
    another = any(each != ticket.matter and ear.names(words, each) for each in desk.read_here(words).likely[:1])
    if (another and not ear.after_all(words)) or any(each.state in ACTIVE for each in desk.told_within(ONE_DAY)):
        return False
    place = desk.town.spots[ticket.place_id]
    force(desk, ticket.words, place, public=not desk.in_private and not ticket.quiet)
    return True


def _took_back(desk: Desk, words: str) -> int | None:
    """What the actor has taken back here just now; the same day where they say that it is not done."""
    said = desk.session, desk.actor, desk.said.chat
    told = took_back_lately(*said, desk.now - TOO_SOON)
    if told is None and desk.res.ear.not_done(words):
        told = took_back_lately(*said, desk.now - SAME_DAY)
        told = told if desk.in_private or last_of(desk.session, desk.said.chat) in (0, told) else None
    return told


def ask(desk: Desk, place: Spot) -> None:
    """A question that the desk cannot answer goes to the worker, and onto no card of the group."""
    in_group = desk.said.chat_kind is ChatKind.GROUP
    told = Told(place, public=False, silent=in_group)
    take_all(desk, (Request(UNCLASSIFIED, INQUIRY),), mask_identity(desk.said.text), told)
    if in_group:
        desk.react()


def complains(desk: Desk, home: Spot | None) -> bool:
    """What a reporter says in private of whoever came goes to the street alone, onto no card that these can read.

    网格员骂我, the grid worker was rude to me are heard so of who has reported nothing as well.
    """
    heard = not desk.by_staff and desk.res.ear.complains_of(_without_names(desk))
    if not heard or desk.tells_danger() or _is_of_nobody_who_came(desk):
        return False
    mine = desk.opened_within(MEMORY)
    named = english_talk.complains_of_staff(desk.said.text) or WORKER in _without_names(desk)
    plainly = home if named else None
    place = desk.town.spots[by_desk(desk.session, mine[-1].ticket_id).place_id] if mine else plainly
    if place is None:
        return False
    asked = Request(COMPLAINT, desk.matter(COMPLAINT).service_class)
    return take_all(desk, (asked,), mask_identity(desk.said.text), Told(place, public=False, forced=True))


def _is_of_nobody_who_came(desk: Desk) -> bool:
    """他刚才上来骂我了 of a quarrel or nuisance that nobody has taken yet: whose it is, and none of the staff."""
    ticket = spoken_of(desk)
    if ticket is None or not ticket.matter.startswith(OFFENCES) or not begins_with_somebody(desk.said.text):
        return False
    return CAME.isdisjoint(moments_of(desk.session, ticket.id))


def _without_names(desk: Desk) -> str:
    """What is said, with the names of staff as what they are."""
    said = desk.said.text
    for officer in desk.town.officers.values():
        said = said.replace(officer.name, WORKER)
    return said


def opened_here(desk: Desk) -> list[Ticket]:
    """The tickets that the message being handled has opened, an edited one."""
    reports = reports_in(desk.session, desk.said.chat, desk.said.message)
    return [by_desk(desk.session, r.ticket_id) for r in reports if r.opens]


def edited(desk: Desk) -> bool:
    """An edited message corrects the ticket it had opened; False when it had made none, and is to be read afresh."""
    said = desk.said
    words, proxy = _without_command(desk)
    reports = reports_in(desk.session, said.chat, said.message)
    opened = opened_here(desk)
    if len(words.strip()) <= WORDLESS or (opened and is_courtesy(desk)):
        return bool(reports)
    requests = desk.res.read(words, _context(desk, proxy)).requests
    known = {ticket.matter for ticket in opened}
    more = [each for each in requests if endangers(each) and each.matter not in known] if opened else []
    for ticket in opened:
        asking.overtake(desk.session, ticket.id)
        meant = next((r for r in requests if r.matter == ticket.matter), None)
        desk.correct(ticket, meant or (requests[0] if len(requests) == len(opened) == 1 else None), words)
    if more and len(requests) > len(opened):
        # 电表箱着火了 added to 停电了 is not only other words for it.
        place, public = desk.town.spots[opened[0].place_id], said.chat_kind is ChatKind.GROUP
        take_all(desk, more, mask_identity(words), Told(place, public=public, proxy=proxy))
    return bool(reports)


def _without_command(desk: Desk) -> tuple[str, bool]:
    """What is said behind /report or 代报, else all that is said; whether it is for somebody else."""
    said = desk.said
    word = typed(said.text, said.command, said.arguments)
    if word is None or word.action not in ("report", "report_for"):
        return said.text, False
    proxy = word.action == "report_for"
    return desk.without_telephones(word.rest) if proxy else word.rest, proxy


def _context(desk: Desk, proxy: bool = False) -> Context:
    return around(desk.said, desk.now, proxy)


def _read(desk: Desk, said: str, told: Told) -> bool:
    """Reads words that were meant for the desk, in private."""
    words = mask_identity(said)
    reading = desk.read_here(words)
    told = told._replace(why=reading.why)
    if goes_on(desk, told, reading, words) or is_back_but_bad(desk, told, words):
        return True
    if put_right(desk, words):
        return True
    requests, unsure = believed(desk, reading, words)
    taken = take_all(desk, requests, words, told._replace(doubtful=unsure)) or lacks(desk, told, words)
    wonder(desk, reading, words)
    return taken


def _unclassified(words: str) -> Request:
    told = next(iter(addresses(words)), Address())
    return Request(UNCLASSIFIED, "P2", told.building, told.unit, told.room)
