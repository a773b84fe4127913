"""The same trouble in another building: 我们楼也是, 2栋也坏了 tell of a lift, a lamp or a pipe of their own."""

from handlers.desk import Desk, Told
from handlers.report_taking import take_all
from models.incident import incident_of
from models.talk import last_of
from models.ticket import Ticket, by_desk
from rules.apart import (
    is_at_home_too,
    is_everywhere,
    is_of_a_unit,
    is_of_this_unit_too,
    is_the_same,
    names_building,
    only_fails_too,
)
from rules.cards import join_word
from rules.english_talk import says_same
from rules.parsing import Request
from rules.places import Address, addresses, lane_to, other_lane
from rules.redaction import mask_identity
from rules.tickets import ACTIVE

DRAIN = "property_repair.drain_block"
OF_BUILDINGS = ("property_repair.", "utility.")


def of_own_home(desk: Desk, ticket: Ticket) -> bool:
    """我家也是 alone by who lives in another building than a lift that was told is of their own; whether it was."""
    words = mask_identity(desk.said.text)
    elsewhere = None if desk.by_staff else at_home(desk, ticket, words)
    if desk.here is None or elsewhere is None or ticket.state not in ACTIVE:
        return False
    return take_all(desk, (elsewhere,), words, Told(desk.here, apart=True))


def told_apart(desk: Desk, ticket: Ticket) -> bool:
    """我家也是 pressed by who lives elsewhere than a lift of one house: whether they were told to write of theirs."""
    found = incident_of(desk.session, ticket.id)
    if ticket.state not in ACTIVE or (found and found.ended_at is None) or desk.by_staff:
        return False
    mine = desk.reported(ticket)
    if mine or at_home(desk, ticket, desk.word(join_word(ticket.matter))) is None:
        return False
    desk.answer("join_elsewhere", alert=True, **desk.view(ticket))
    return True


def fails_too(desk: Desk, words: str) -> Ticket | None:
    """The lift or the lamp that was just told, where 2栋也坏了 names nothing else."""
    named = next(iter(addresses(words)), Address()) if "也" in words else Address()
    rest = (words[: named.start] + words[named.end :]).strip()
    last = last_of(desk.session, desk.said.chat) if only_fails_too(rest) else 0
    ticket = by_desk(desk.session, last) if last else None
    if ticket is None or ticket.state not in ACTIVE or ticket.service_class == "P0" or not is_of_a_unit(ticket.matter):
        return None
    return ticket


def take_alike(desk: Desk, told: Told, words: str, ticket: Ticket) -> bool:
    """The same has failed in another building, which has its own; by who lives with the first one it is that."""
    named = next(iter(addresses(words)), Address())
    there = named if named.building else desk.home_told
    level = desk.matter(ticket.matter).service_class
    unit = named.unit or ("" if named.building or names_building(words) else there.unit)
    building = there.building or ticket.building
    if building == ticket.building and not _in_other_unit(ticket, unit):
        desk.join(ticket, Request(ticket.matter, level), words, told)
        return True
    return take_all(desk, (Request(ticket.matter, level, building, unit),), words, told._replace(apart=True))


def _in_other_unit(ticket: Ticket, unit: str) -> bool:
    return "" not in (ticket.unit, unit) and unit != ticket.unit


def _is_drain_of_a_unit(ticket: Ticket) -> bool:
    """2单元下水道堵了: of a drain in somebody's home nobody has said whose it is."""
    return ticket.matter == DRAIN and any(each.unit == ticket.unit != "" for each in addresses(ticket.words))


def at_home(desk: Desk, ticket: Ticket, words: str) -> Request | None:
    """我们楼也是 said by who lives in another building tells of that one, where the trouble is a building's own.

    Of a lift each unit has its own. 1单元也是 is of that unit, where who says so lives.
    """
    if ticket.service_class == "P0" or not ticket.matter.startswith(OF_BUILDINGS):
        return None
    if unit := _unit_too(words):
        return _in_unit(desk, ticket, unit)
    own = is_of_a_unit(ticket.matter) or _is_drain_of_a_unit(ticket)
    same = is_at_home_too(words) or (own and (is_the_same(words) or says_same(words)))
    if not same or addresses(words) or is_everywhere(ticket.words):
        return None
    home, told = desk.home_told, {each.building for each in addresses(ticket.words)}
    one_house = own and ticket.building == home.building
    if not (own or ticket.building in told) or not (one_house or all((ticket.building, home.building))):
        return None
    lane = lane_to(home.building, desk.said.sender_name)
    unit = "" if names_building(words) else home.unit
    same_house = home.building == ticket.building and desk.may_be_in(ticket) and not other_lane(lane, ticket.spot)
    if same_house and not (own and _in_other_unit(ticket, unit) and not is_of_this_unit_too(ticket.words, unit)):
        return None
    return Request(ticket.matter, desk.matter(ticket.matter).service_class, home.building, unit, place=lane)


def _unit_too(words: str) -> str:
    """The unit of 1单元也是, which names no building; "" where none is told so."""
    told = addresses(words)
    alone = len(told) == 1 and told[0].start == 0 and not told[0].building and not told[0].room
    return told[0].unit if alone and words[told[0].end :].lstrip().startswith("也") else ""


def _in_unit(desk: Desk, ticket: Ticket, unit: str) -> Request | None:
    """The trouble of a ticket in another unit than its own, of the building where who speaks lives."""
    home = desk.home_told
    building = home.building or ticket.building
    if not building or (building == ticket.building and not _in_other_unit(ticket, unit)):
        return None
    lane = lane_to(home.building, desk.said.sender_name)
    return Request(ticket.matter, desk.matter(ticket.matter).service_class, building, unit, place=lane)
