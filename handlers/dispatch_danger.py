"""Danger to life that staff tell of under a card, beside a button's word, or in an answer: it rings people."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import alarm, progress, report
from handlers.desk import Desk
from models.incident import incidents_of
from models.ticket import Ticket, by_desk, similar
from rules.going_on import tells_another
from rules.messages import ChatKind
from rules.news import tells_but
from rules.parsing import Request
from rules.places import addresses
from rules.routing import Spot
from rules.tickets import ACTIVE
from rules.wording import clauses, narrow

# With these staff tell how it is there.
TELLING = frozenset({
    "claim", "contact", "arrive", "resolve", "report_up", "hand_over", "cannot_go", "add", "bounce", "extend",
    "suspend", "note",
})  # fmt: skip
# With these residents say that it is not over, that it is, and that there was nothing.
STILL, OVER = frozenset({"add", "deny", "join"}), frozenset({"confirm", "rate"})
NOTHING = frozenset({"withdraw", "misread"})
# Whoever sees to another danger does not know of these.
SPREADS = frozenset({"fire", "gas"})

# What staff cry is short; what is longer tells people what to beware of.
LONGEST_CRY = 40
JUST = timedelta(minutes=15)


def is_at_work(desk: Desk) -> bool:
    """Whether this is written by staff, or among them."""
    return desk.by_staff or (desk.said.chat in desk.town.posts and not desk.among_residents)


def noted(desk: Desk, ticket: Ticket) -> bool:
    """着火了 under the card of a lift: people are rung; whether it was more than a note."""
    danger = alarm.told_by_staff(desk)
    if danger is None or _is_known(ticket, danger):
        return False
    _ring(desk, ticket, danger)
    return True


def said_beside(desk: Desk, ticket: Ticket, action: str) -> None:
    """办结 灯换了，3楼着火了, 补充 着火了 and 解决了 就是有煤气味: the word is done, and people are rung as well.

    误会了 是邻居烧纸冒烟 takes a fire back, and 满意 救火及时 praises what is over: neither tells of another.
    """
    if is_at_work(desk):
        danger = alarm.told_by_staff(desk) if action in TELLING else None
        if danger and danger.danger != ticket.danger and not _is_known(ticket, danger):
            _ring(desk, ticket, danger)
    elif action in STILL | OVER | NOTHING:
        danger = alarm.told(desk)
        if danger and ticket.danger and (action in NOTHING or (action in OVER and _is_past(desk, ticket, danger))):
            return
        if danger and not _is_known(ticket, danger):
            _open(desk, ticket, danger)
        elif danger and action == "deny":
            desk.ring(ticket)


def _is_past(desk: Desk, ticket: Ticket, danger: Request) -> bool:
    words = desk.said.text
    return ticket.danger == danger.danger and not (tells_but(words) or desk.res.ear.not_done(words))


def cried(desk: Desk, place: Spot) -> bool:
    """3号楼着火了 among staff and under no card: people are rung, or hear of it where they have just been rung."""
    danger = alarm.told_by_staff(desk) if is_cry(desk) else None
    if danger is None:
        return False
    places = {place.id, desk.town.place_of(place.id, danger.building, danger.unit).id}
    compound = desk.town.compound_meant(place.id, danger.building, desk.said.text)
    known = _told_there(desk, sorted(places), danger, danger.building, compound)
    if known:
        progress.note(desk, known[0], desk.said.text)
    else:
        report.force(desk, desk.said.text, place, public=False, proxy=True, danger=True)
    return True


def told_elsewhere(desk: Desk, ticket: Ticket) -> None:
    """误会，是5号楼着火了: the danger is in another house, and people are rung for that."""
    words = narrow(desk.said.text)
    for start, end in clauses(words):
        clause = words[start:end]
        danger = alarm.danger_in(desk, clause)
        if danger and _elsewhere(ticket, danger):
            place = desk.town.place_of(ticket.place_id, danger.building, danger.unit)
            report.force(desk, clause, place, public=desk.among_residents, proxy=is_at_work(desk), danger=True)


def is_cry(desk: Desk) -> bool:
    """Whether what staff write may cry danger: it is short, and no advice what to do if it comes."""
    words = desk.said.text
    short = 0 < len(words) <= LONGEST_CRY and "\n" not in words
    return short and (bool(addresses(words)) or not desk.res.ear.advises(words))


def _elsewhere(ticket: Ticket, danger: Request) -> bool:
    return danger.building not in ("", ticket.building)


def _is_known(ticket: Ticket, danger: Request) -> bool:
    """Whether people have been rung for it: the ticket is a danger open to all eyes, there and of no lesser kind."""
    spreads = danger.danger in SPREADS and ticket.danger not in SPREADS
    return ticket.service_class == "P0" and ticket.state in ACTIVE and not (spreads or _elsewhere(ticket, danger))


def _is_its_own(desk: Desk, ticket: Ticket, danger: Request) -> bool:
    """Whether the ticket is over, a danger itself, of many houses, or read by all who may not read of this."""
    other = ticket.state not in ACTIVE or ticket.service_class == "P0" or _elsewhere(ticket, danger)
    return other or (desk.is_quiet(danger) and not ticket.quiet) or bool(incidents_of(desk.session, [ticket.id]))


def _just_told(desk: Desk, ticket: Ticket, danger: Request) -> Ticket | None:
    """The same danger in the same house, of which people have just been rung."""
    building = danger.building or ticket.building
    found = _told_there(desk, [ticket.place_id], danger, building, ticket.compound)
    return next((each for each in found if each.id != ticket.id), None)


def _told_there(desk: Desk, places: Sequence[int], danger: Request, building: str, compound: str) -> list[Ticket]:
    if not building or tells_another(desk.said.text):
        return []
    near = similar(desk.session, places, danger.matter, [building], desk.now - JUST, compound)
    found = (by_desk(desk.session, each.id) for each in near if each.state in ACTIVE)
    return [each for each in found if each.danger == danger.danger and not each.doubtful]


def _ring(desk: Desk, ticket: Ticket, danger: Request) -> None:
    """Its ticket becomes the danger; a new one is opened where that cannot be; what is known is told to those at it."""
    words, known = desk.said.text, _just_told(desk, ticket, danger)
    if known:
        progress.note(desk, known, words)
    elif _is_its_own(desk, ticket, danger):
        _open(desk, ticket, danger)
    else:
        desk.endanger(ticket, danger, words)
        desk.attach(ticket, desk.said.media)
        desk.react()


def _open(desk: Desk, ticket: Ticket, danger: Request) -> None:
    """A ticket of its own, where the card's is unless told otherwise; in the group where residents told it."""
    where, at_work = "" if danger.building else desk.view(ticket)["where"], is_at_work(desk)
    public = desk.said.chat_kind is ChatKind.GROUP and not at_work
    place = desk.town.spots[ticket.place_id]
    report.force(desk, f"{where} {desk.said.text}".strip(), place, public=public, proxy=at_work, danger=True)
