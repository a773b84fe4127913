"""What staff tell in private of the tickets they hold: it is noted there, and opens none; a part of dispatch."""

from datetime import timedelta

from handlers import alarm, enrol, progress, query, report
from handlers.desk import Buttons, Desk, around
from models import inbox
from models.incident import leads
from models.ticket import Ticket, move
from models.work import dangers_at, unfinished_at
from rules import callback, cards
from rules.danger import denies
from rules.deciding import DANGERS, kind_of
from rules.doubt import Doubt, endangers
from rules.held import (
    is_of_work,
    names_elsewhere,
    points_at,
    reports_anew,
    says_something,
    tells_how_it_goes,
    tells_of_another,
)
from rules.messages import Incoming
from rules.own_words import tells_of_work
from rules.parsing import Reading, Request
from rules.tickets import State
from rules.wording import narrow

KEPT = timedelta(hours=20)
ENDS = ("resolve", "mistake")


def told(desk: Desk) -> bool:
    """Words by who holds a ticket: a note on it, unless they tell of another danger, trouble or place."""
    return _told_of_held(desk) or _told_that_there_is_none(desk) or _pointed_at(desk)


def _pointed_at(desk: Desk) -> bool:
    """油烟那个要城管来管 by staff: of what is open there of that thing, and nothing new; of several it is asked."""
    words = desk.said.text
    thing = points_at(words) if desk.by_staff else ""
    if not thing or desk.tells_danger() or reports_anew(words):
        return False
    there = leads(desk.session, unfinished_at(desk.session, desk.town.held_below(desk.actor)))
    near = [each for each in there if desk.handles(each) and not names_elsewhere(words, each.building, each.unit)]
    named = desk.res.ear.named_most(thing, (each.matter for each in near))
    found = [each for each in near if thing in each.words] or [each for each in near if each.matter in named]
    return _note(desk, found, acts=("claim", "report_up"))


def _told_that_there_is_none(desk: Desk) -> bool:
    """去看过了，没有煤气味 by staff who hold no danger: a note on the one that is open there, and rings nobody.

    So is 火灭了 of the one fire that somebody else has taken.
    """
    words, danger, ear = desk.said.text, alarm.told(desk), desk.res.ear
    out = ear.put_out(words)
    if not desk.by_staff or not (ear.denies(words) or denies(words) or out) or _endangers(desk, ear.still(words)):
        return False
    open_ = [each for each in dangers_at(desk.session, desk.town.held_below(desk.actor)) if desk.handles(each)]
    near = [each for each in open_ if not names_elsewhere(words, each.building, each.unit)]
    if out:
        fires = [each for each in near if each.matter in DANGERS["fire"]]
        return _note(desk, fires, over=all(each.claimed_by in (None, desk.actor) for each in fires))
    if not (_is_of_danger(desk, words) or denies(words)):
        return False
    same = [each for each in near if danger is None or each.danger == danger.danger]
    if not _note(desk, same, over=True):
        desk.reply("no_danger", buttons=_anew(desk), purpose="noted")
    return True


def _endangers(desk: Desk, words: str) -> bool:
    context = around(desk.said, desk.now)
    return bool(words) and any(endangers(request) for request in desk.res.read(words, context).requests)


def _is_of_danger(desk: Desk, words: str) -> bool:
    reading = desk.res.read(words, around(desk.said, desk.now))
    return any(map(endangers, reading.requests)) or any(map(kind_of, reading.likely[:1]))


def _told_of_held(desk: Desk) -> bool:
    words = desk.said.text
    held = query.candidates(desk, "note") if words and desk.by_staff else []
    held = [each for each in held if not names_elsewhere(words, each.building, each.unit)]
    if not held:
        return False
    danger = alarm.told(desk)
    if danger is not None:
        return _of_danger(desk, held, danger)
    dangers = [each for each in held if each.service_class == "P0"]
    if dangers and denies(words):
        return _note(desk, dangers, over=True)
    reading = desk.reading
    if any(endangers(request) for request in reading.requests):
        return False
    of_work = _is_felt(reading, held) or (reading.kind == "update" and tells_how_it_goes(desk.said.text))
    if desk.doubt_of(reading) is Doubt.SILENT and not of_work:
        return _of_what_was_danger(desk, held)
    return _of_trouble(desk, held, reading)


def _is_felt(reading: Reading, held: list[Ticket]) -> bool:
    """到了，灯泡烧黑了 asks for nothing, and is of the light that somebody holds."""
    return bool(reading.likely) and any(each.matter == reading.likely[0] for each in held)


def _of_danger(desk: Desk, held: list[Ticket], danger: Request) -> bool:
    """没有煤气味，是隔壁炒菜 is noted, 燃气公司在查，是软管漏气 too; 隔壁也着火了 rings."""
    dangers = [each for each in held if each.service_class == "P0"]
    same = [each for each in dangers if each.danger == danger.danger]
    if (still := alarm.told_by_staff(desk)) is None:
        return _note(desk, same or dangers, over=True)
    return _note(desk, [each for each in same if not tells_of_another(desk.said.text, still.place, each.spot)])


def _of_what_was_danger(desk: Desk, held: list[Ticket]) -> bool:
    """火灭了, and 到了，是隔壁炒菜 of who holds a danger and nothing else: elsewhere such words are talk."""
    words = desk.said.text
    dangers = [each for each in held if each.service_class == "P0"]
    if not dangers or not says_something(words):
        return False
    left = desk.res.ear.still(words).replace(",", "")
    of_danger = len(left) < len(narrow(words).replace(",", ""))
    if not of_danger and (len(held) > 1 or tells_of_work(words)):
        return False
    return _note(desk, dangers, over=True)


def _of_trouble(desk: Desk, held: list[Ticket], reading: Reading) -> bool:
    words, requests = desk.said.text, reading.requests
    if reports_anew(words):
        return False
    sure = desk.doubt_of(reading) is Doubt.SURE
    meant = [each for each in held if is_of_work(words, requests, sure, each.matter, each.spot)]
    of_matter = [each for each in meant if any(request.matter == each.matter for request in requests)]
    ear = desk.res.ear
    named = [each for each in meant if ear.again(words) and ear.is_of(words, each.matter)]
    return _note(desk, of_matter or named or meant)


def _note(desk: Desk, tickets: list[Ticket], over: bool = False, acts: tuple[str, ...] = ()) -> bool:
    """Noted on the only one there is, else it is asked on which; it can be reported as something new all the same."""
    words, media = desk.said.text, desk.said.media
    if len(tickets) > 1:
        desk.let_wait(media)
        query.which(desk, tickets, "note", words, more=_anew(desk))
    for ticket in tickets if len(tickets) == 1 else ():
        progress.note(desk, ticket, words)
        desk.attach(ticket, media)
        acts = ENDS if over else acts if ticket.state == State.OPEN else ()
        ends = desk.buttons(ticket, acts) if acts else ()
        desk.reply("noted", desk.view(ticket), ticket=ticket.id, purpose="noted", buttons=(*ends, *_anew(desk, ticket)))
    return bool(tickets)


def _anew(desk: Desk, noted_on: Ticket | None = None) -> Buttons:
    arg = f"{desk.said.message}.{noted_on.id if noted_on else 0}"
    return desk.choices(arg, "report_new")


def report_new(desk: Desk, arg: str) -> None:
    """新报一件: what was taken for a note is reported after all, and stands no more on the ticket."""
    message, _, noted_on = arg.partition(".")
    place, earlier = enrol.home_of(desk), _written(desk, message)
    if place is None or earlier is None:
        desk.answer("stale_button" if earlier else "words_gone", alert=earlier is None)
        return
    desk.answer()
    row = desk.row_here()
    if row is not None:
        desk.retract(row)
    ticket = desk.ticket(callback.number(noted_on))
    if ticket is not None and move(desk.session, ticket, "note", news=cards.without(ticket.news, earlier.text)):
        desk.refresh(ticket)
    desk.said = earlier
    home = desk.home_told
    report.force(desk, earlier.text, desk.town.place_of(place.id, home.building, home.unit, ""), public=False)


def _written(desk: Desk, message: str) -> Incoming | None:
    """What the actor wrote here in this message."""
    rows = inbox.lately(desk.session, desk.said.chat, desk.real_now - KEPT)
    found = (desk.res.decode(bot, body) for bot, body in rows)
    return next((each for each in found if str(each.message) == message and each.text and not each.callback_id), None)
