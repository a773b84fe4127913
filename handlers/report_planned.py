"""A planned outage that goes on after the end that was announced is trouble like any other: 怎么还没来水."""

from datetime import timedelta

from handlers.desk import Desk, Told
from handlers.report_taking import take_all
from models.known_matter import ended, explains
from models.ticket import similar
from rules.announcing_asked import is_not_ours, supplies_missed, wonders_why
from rules.doubt import Doubt, endangers
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.routing import Spot
from rules.supplies import wrong_when_back
from rules.tickets import ACTIVE

# How long after its end 还没来水 is taken to be about it, and how far back the tickets of it may lie.
LATELY, SINCE = timedelta(hours=4), timedelta(days=1)
# 水到现在还没通 would be read as something else where nothing was planned; longer words may ask for more.
FEW = 10
# What somebody comes for, where it is waited for: no supply, no danger.
MENDED = ("property_repair.", "public_facility.", "sanitation.")


def goes_on(desk: Desk, told: Told, reading: Reading, words: str) -> bool:
    """Whether 还没来水, or 啥时候来水, was said where it should be back by now, and opened what nobody has told yet."""
    sure = bool(reading.requests) and len(words) > FEW and desk.doubt_of(reading) is Doubt.SURE
    other = sure or any(endangers(each) for each in reading.requests)
    request = None if other else _outlasted(desk, told.place, words)
    return request is not None and take_all(desk, (request,), words, told._replace(why=reading.why))


def lacks(desk: Desk, told: Told, words: str) -> bool:
    """Whether 3栋2单元还没来水, 3-2的灯还没修吗 was said of no ticket that is there, and is taken for a report."""
    matters = supplies_missed(words) or _unmended(desk, words)
    if len(matters) != 1 or is_not_ours(words):
        return False
    (matter,), at = matters, next(iter(addresses(words)), desk.home_told)
    request = Request(matter, desk.matter(matter).service_class, at.building, at.unit)
    surely = bool(addresses(words)) or (bool(at.building) and wonders_why(words))
    return take_all(desk, (request,), words, told._replace(doubtful=not surely))


def _unmended(desk: Desk, words: str) -> frozenset[str]:
    """What is named with its place, and somebody wonders that nobody has come for it."""
    if not addresses(words) or not desk.res.ear.hurries(words):
        return frozenset()
    likely = desk.read_here(words).likely[:1]
    return frozenset(each for each in likely if each.startswith(MENDED) and desk.res.ear.names(words, each))


def is_back_but_bad(desk: Desk, told: Told, words: str) -> bool:
    """Whether 水来了 就是黄得很 was said: the supply is back, and what is wrong with it now is a report."""
    matter = wrong_when_back(words)
    if not matter:
        return False
    at = next(iter(addresses(words)), desk.home_told)
    request = Request(matter, desk.matter(matter).service_class, at.building, at.unit, at.room)
    return take_all(desk, (request,), words, told)


def _outlasted(desk: Desk, place: Spot, words: str) -> Request | None:
    lacking = supplies_missed(words)
    if not lacking:
        return None
    told, home = next(iter(addresses(words)), None), desk.home_told
    named = told.building if told else ""
    building = named or home.building
    spot = desk.town.place_of(place.id, building, home.unit, desk.compound_told)
    compounds = desk.compounds_of(spot, building, desk.compound_told)
    rows = ended(desk.session, spot.path, desk.now - LATELY, desk.now)
    row = next((row for row in rows if row.matter in lacking and explains(row, row.matter, building, compounds)), None)
    if row is None:
        return None
    compound = desk.town.compound_meant(spot.id, building, desk.compound_told)
    near = similar(desk.session, [spot.id, place.id], row.matter, sorted({building, ""}), desk.now - SINCE, compound)
    if any(ticket.state in ACTIVE for ticket in near):
        return None
    # What was planned for the whole place is one trouble, whoever says first that it goes on.
    return Request(row.matter, desk.matter(row.matter).service_class, building if row.buildings else named)
