"""A danger that goes on: what is said next of it is for those who were called, and no second danger somewhere else."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from handlers.alarming import AGAINST_SOMEBODY, is_nobodys
from handlers.desk import Desk, Told
from models.ticket import Ticket, by_desk, similar
from rules.apart import sees_too
from rules.blows import tells_of_blows
from rules.deciding import DANGERS
from rules.doubt import endangers
from rules.going_on import (
    is_of_fire_seen,
    is_of_them,
    is_so,
    names_another,
    only_cries,
    pleads,
    sees_from_afar,
    tells_from_there,
    tells_more,
    tells_of_people_there,
    tells_worse,
)
from rules.harmless import is_scrap
from rules.held import names_elsewhere
from rules.joining import CARE, UNCONSCIOUS
from rules.messages import ChatKind
from rules.parsing import Request
from rules.places import addresses
from rules.tickets import ACTIVE
from rules.wording import narrow

ONE_DAY, MINUTES, ONE_DANGER = timedelta(days=1), timedelta(minutes=10), timedelta(minutes=15)
ONE_QUARREL = timedelta(hours=1)
# Of these somebody may still be where they are.
AROUND = frozenset({"fire", "gas", "fumes", "lift", "crime", "other"})


def goes_on_with(desk: Desk, request: Request, words: str, told: Told) -> Ticket | None:
    """The danger that is open already and that words tell more of; None where they may tell another."""
    if not request.danger or told.proxy or told.forced or desk.by_staff:
        return None
    seen = _seen_from_afar(desk, request, words) or _of_own(desk, request, words)
    seen = seen or _told_already(desk, request, words)
    seen = seen or _behind_the_door(desk, request, words, told) or _by_who_is_there(desk, request, words)
    return seen or (_told_last(desk) if is_scrap(narrow(words)) else None)


def add(desk: Desk, ticket: Ticket, request: Request, words: str, told: Told) -> None:
    """It stands on the ticket; while nobody has that, everybody who was called is rung with it.

    What a neighbour hears of a door that was told rings once more only where it tells worse, and that a fire is seen
    from other houses does not.
    """
    neighbours, seen = desk.is_others(ticket), is_of_fire_seen(words) or is_so(words)
    if neighbours or seen or only_cries(words):
        request = Request(ticket.matter, request.service_class, danger=ticket.danger)
    desk.join(ticket, request, words, told)
    waits = is_nobodys(ticket) and not desk.late
    if waits and not seen and (not neighbours or tells_worse(words)):
        desk.ring(ticket)


def people_there(desk: Desk, words: str, told: Told) -> Ticket | None:
    """楼上还有老人, 火大了 beside a fire just told in this group: whoever goes there, or was called, hears it."""
    if saw := sees_too(words):
        # 我也看见了 在B座那头 of who stands on the roof, too, of whom no group reads.
        asked = {request.matter for request in desk.read_here(words).requests}
        near = (each for each in desk.dangers_within(MINUTES) if each.state in ACTIVE)
        ticket = next((each for each in near if asked <= {each.matter}), None)
    elif tells_of_people_there(words):
        ticket = next((each for each in _told_in_group(desk) if each.danger in AROUND), None)
    elif is_of_fire_seen(words) or only_cries(words):
        ticket = _nearest(desk, {"fire"})
    elif tells_from_there(words) and not addresses(words):
        ticket = next(_told_of(desk, {UNCONSCIOUS}), None)
    else:
        return None
    block = saw and not any(each.building.isdigit() for each in addresses(words))
    if ticket is None or (not block and names_elsewhere(words, ticket.building, ticket.unit)):
        return None
    add(desk, ticket, Request(ticket.matter, ticket.service_class, danger=ticket.danger), words, told)
    if not desk.late:
        desk.tell_holder(ticket, words)
    return ticket


def _told_in_group(desk: Desk, span: timedelta = ONE_DANGER) -> list[Ticket]:
    """The dangers that were just told in this group and that all may read of."""
    near = desk.dangers_within(span)
    return [each for each in near if each.state in ACTIVE and not each.quiet]


def is_loose(desk: Desk, request: Request, words: str, told: Told) -> bool:
    """三个人 where no danger was told of lately: it names none, and whatever it goes on about was none.

    In private it is asked what there is; of a danger of one's own it is more.
    """
    if told.forced or not is_scrap(narrow(words)):
        return False
    if desk.said.chat_kind is not ChatKind.GROUP:
        return endangers(request) and not _own(desk)
    return not desk.dangers_within(ONE_DANGER)


def _own(desk: Desk) -> list[Ticket]:
    """The dangers of a day that the sender has told of and that go on."""
    return [each for each in desk.told_within(ONE_DAY) if each.state in ACTIVE and each.danger]


def _of_own(desk: Desk, request: Request, words: str) -> Ticket | None:
    if addresses(words):
        return None
    mine = _own(desk)
    if not mine:
        return None
    last = mine[-1]
    if last.danger in AGAINST_SOMEBODY and request.danger in AGAINST_SOMEBODY:
        return last if last.quiet and is_of_them(words) else None
    lately = desk.now - last.created_at <= MINUTES and not request.place
    # 对门老爷子敲门不应, and then 门打开了 人倒在地上.
    behind_it = last.matter == CARE and last.danger == request.danger and not names_another(words)
    return last if lately and (behind_it or tells_more(words)) else None


def _by_who_is_there(desk: Desk, request: Request, words: str) -> Ticket | None:
    """我到了 她动不了了 by a neighbour, 别打了 拉开了: of whoever lies there, or fights, as was just told."""
    if addresses(words) or desk.said.chat_kind is not ChatKind.GROUP:
        return None
    lies, fight = tells_from_there(words), pleads(words) and request.danger in AGAINST_SOMEBODY
    kinds = AGAINST_SOMEBODY if fight else {request.danger, UNCONSCIOUS} if lies else frozenset()
    return next(_told_of(desk, kinds), None)


def _told_of(desk: Desk, kinds: Collection[str]) -> Iterator[Ticket]:
    """The dangers of such kinds that the group has just heard of and that go on, quiet ones too."""
    return (each for each in desk.dangers_within(ONE_DANGER) if each.state in ACTIVE and each.danger in kinds)


def _told_last(desk: Desk) -> Ticket | None:
    """他还没走 of whoever says it is of the danger that was just told in this group, in private of one's own."""
    if desk.said.chat_kind is not ChatKind.GROUP:
        return next(reversed(_own(desk)), None)
    return next(iter(_told_in_group(desk)), None)


def _behind_the_door(desk: Desk, request: Request, words: str, told: Told) -> Ticket | None:
    """502打起来了 is of the violence that was just told behind that door, of which no group reads."""
    if request.danger not in AGAINST_SOMEBODY or not (request.building and request.room) or not tells_of_blows(words):
        return None
    places = {desk.town.place_of(told.place.id, request.building, request.unit).id, told.place.id}
    near = [
        row
        for matter in DANGERS["violence"]
        for row in similar(
            desk.session, sorted(places), matter, [request.building], desk.now - ONE_QUARREL, request.compound
        )
        if row.room == request.room and (request.unit in ("", row.unit) or not row.unit)
    ]
    tickets = [by_desk(desk.session, row.id) for row in reversed(near)]
    told_before = [each for each in tickets if each.danger in AGAINST_SOMEBODY and each.state in ACTIVE]
    return next((each for each in told_before if desk.is_others(each)), None)


def _seen_from_afar(desk: Desk, request: Request, words: str) -> Ticket | None:
    """6号楼也看得到 好大的烟 is of the fire that was just told in this group, and not at 6号楼."""
    if request.danger != "fire" or not sees_from_afar(words):
        return None
    return next((each for each in _told_in_group(desk) if each.danger == "fire"), None)


def _told_already(desk: Desk, request: Request, words: str) -> Ticket | None:
    """真困人了, 真有煤气味 with no place is of what was just told in this group, and not at its sender's home."""
    return _nearest(desk, {request.danger}) if is_so(words) and not addresses(words) else None


def _nearest(desk: Desk, kinds: Collection[str]) -> Ticket | None:
    """The danger of such a kind that was just told: where the sender lives, else the last one."""
    told = [each for each in _told_in_group(desk, MINUTES) if each.danger in kinds]
    home = desk.home_told.building
    return next((each for each in told if home and each.building == home), next(iter(told), None))
