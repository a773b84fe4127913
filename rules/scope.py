"""Completing where a matter is: what the words tell, and what the nickname adds to it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from rules.lexicon import SIGN, Hit, Matter
from rules.places import Address, PlaceReader, Spot, lane_to, nickname, numeral, told_addresses
from rules.wording import clauses

_FLOOR = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})[楼层]")
# Whom a message calls, another house that its own is only likened to, 跟五号楼一样是屋面吗, and what was mistyped.
_NOT_HERE = re.compile(
    r"@\S+|(?<![^,。!?;…\s])(?=[^,。!?;…\s])(?:[^,。!?;…\s]*[…,\s]*+[打说写]错了)++"
    r"|(?:跟|和|同|像)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|栋|幢|座|#)[^,。!?;]{0,6}?(?:一样|似的|是不是一|是一[个回条根路]|同一)"
)
_NOWHERE = Address()
# Signs of which each of those has one.
_SIGNS = frozenset("@错跟和同像")
_SPOTLESS = ("errand.", "policy_inquiry.")
_CORRIDORS = frozenset(
    {
        "property_repair.corridor_light",
        "safety_hazard.corridor_clutter",
        "sanitation.illegal_posting",
        "emergency_health.disinfection",
        "public_security.group_rental",
    }
)
_ABOUT_OTHERS = frozenset(
    {
        "welfare_care.elder_care",
        "welfare_care.child_care",
        "welfare_care.counseling",
        "welfare_care.medical_help",
        "dispute.family",
        "public_security.crime_in_progress",
    }
)
# Where medicine comes from is not where it is needed.
_FETCHED_FROM = ("药店", "药房", "诊所", "卫生室", "医院")
# Whose trouble it is lives below the room that is told: 602漏水把我家吊顶泡了.
_FROM_ABOVE = frozenset({"property_repair.leak", "dispute.leak_dispute"})
# Of these nobody writes from outside without saying where.
_AT_HOME = frozenset(
    {
        "safety_hazard.gas_leak",
        "safety_hazard.fire",
        "sanitation.odor",
        "public_facility.sewer_overflow",
    }
)
_NEVER_HOME = frozenset(
    {
        "property_repair.elevator_fault",
        "property_repair.access_gate",
        "public_security.group_rental",
    }
)
_ANYWHERE = ("楼道", "楼梯")
_UNIT_DOOR = re.compile(r"单元门(?!口|牌|禁)")
_OPPOSITE = re.compile(r"对面那?(?:栋|幢|座|号)?楼")
# Who hands over their money behind a door.
_LOCKED_IN = re.compile(r"锁.{0,3}(?:[房屋]?门|[房屋]里|书房|卧室)|门.{0,2}反?锁|关.{0,2}(?:[房屋]里|书房|卧室)")
_OTHER_UNIT = re.compile(r"(?:隔壁|隔离|对面|旁边)单元")
# What all of a compound lacks is of no house, whoever says so.
EVERYWHERE = "全小区"
_EVERYWHERE = re.compile(
    r"(?:全|整个?|[我咱俺]们(?:这个?)?|本)小区(?!门|里?的|[东南西北]门)|^小区(?:里|内)?(?=都|全|又|也|怎么|咋|停|断|没)"
)
_ROOMS_LISTED = re.compile(r"\d{3,4}(?:室|户)?\s*[、,和及跟]\s*\d{3,4}(?!\d)")
_ROOF = re.compile(r"[楼房屋]顶|屋面|天台")
Spans: TypeAlias = tuple[tuple[int, int], ...]
Turns: TypeAlias = Mapping[str, re.Pattern[str]]


class Gazetteer(NamedTuple):
    """The reader of spots and the turns of speech that tell whose place it is."""

    places: PlaceReader
    turns: Turns


class Where(NamedTuple):
    """Where a matter is; "" is not told."""

    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""


class Part(NamedTuple):
    """The part of a message that is about one matter: clauses that speak of it, and those that speak of no other."""

    own: Spans
    free: Spans


def whole(narrowed: str) -> Part:
    """The part of a matter that is alone in its message."""
    every = ((0, len(narrowed)),)
    return Part(every, every)


def parts_of(matters: Sequence[str], narrowed: str, hits: list[Hit]) -> list[Part]:
    """The part of each of several matters, by words of the lexicon; one that no clause speaks of may be in any."""
    spans = clauses(narrowed)
    said = {span: narrowed[slice(*span)] for span in spans}
    spoken = [_speaking(matter, said, hits) for matter in matters]
    parts = []
    for number, own in enumerate(spoken):
        others = set[tuple[int, int]]().union(*(each for place, each in enumerate(spoken) if place != number)) - own
        free = tuple(span for span in spans if span not in others)
        parts.append(Part(tuple(sorted(own)) or free or spans, free))
    return parts


def _speaking(matter: str, said: Mapping[tuple[int, int], str], hits: list[Hit]) -> set[tuple[int, int]]:
    """The clauses with its things or phrases; where there are none those with its signs, which other matters share."""
    own = [(word, role) for word, role, owner in hits if owner == matter]
    words = {word for word, role in own if role != SIGN} or {word for word, _ in own}
    return {span for span, clause in said.items() if any(word in clause for word in words)}


def locate(matter: Matter, narrowed: str, part: Part, sender: str, gazetteer: Gazetteer) -> Where:
    """The place of a matter told in a message; `part` is what of the message is about it.

    A door of a lane has the lane as its place: 5号 of 三巷 is not 5号 of 四巷.
    """
    where = _located(matter, narrowed, part, sender, gazetteer)
    lane = where.building and (lane_to(where.building, narrowed) or lane_to(where.building, sender))
    if not lane or lane[-1] in where.place:
        return where
    road = where.place.endswith(("路", "街", "道"))
    return where._replace(place=f"{where.place}{lane}" if road else f"{lane}{where.place}")


def _located(matter: Matter, narrowed: str, part: Part, sender: str, gazetteer: Gazetteer) -> Where:
    nick = nickname(sender)
    words = narrowed if _SIGNS.isdisjoint(narrowed) else _NOT_HERE.sub(_blanked, narrowed)
    spot = _spot(matter, words, part, gazetteer.places)
    if spot and (spot.between or len(told_addresses(spot.text)) > 1):
        return Where(place=spot.text)
    told = _as_at_home(_told(words, part.own, spot), nick)
    place = spot.text if spot and _tells_where(spot.text, matter) else ""
    scope = (
        "home"
        if _writes_from_home(matter.name, words, gazetteer.turns)
        else _scope(matter, words, spot, gazetteer.turns)
    )
    if told.building and not (told.building == nick.building and _is_own(matter, told, scope, words, gazetteer.turns)):
        return Where(told.building, told.unit, told.room, place)
    if not (told or place) and matter.name.startswith("utility.") and _EVERYWHERE.search(words):
        return Where(place=EVERYWHERE)
    if told.room and nick.room and matter.name in _FROM_ABOVE and not (told.unit or _ROOMS_LISTED.search(words)):
        return _completed("home", "", nick)
    if told.unit or told.room:
        return Where(nick.building, told.unit or nick.unit, told.room, place)
    if scope != "none" and spot and _is_own_floor(spot.text, nick) and matter.scope == "home":
        return _completed("home", "", nick)
    if not (place or nick) and matter.scope not in ("none", "spot"):
        return Where(place=gazetteer.places.corner(sender))
    return _completed(scope, place, nick)


def _writes_from_home(matter: str, words: str, turns: Turns) -> bool:
    """Whether somebody writes from home, as whom it is done to does."""
    if matter == "dispute.family":
        return bool(turns["done_to_me"].search(words))
    return matter == "public_security.fraud" and bool(_LOCKED_IN.search(words))


def _as_at_home(told: Address, nick: Address) -> Address:
    """An address with what the nickname knows of it: B座 of who lives in 9栋B座, the unit of 18幢402 of one's own."""
    if told.building.isalpha() and told.building == nick.unit and not told.unit:
        return told._replace(building=nick.building, unit=nick.unit)
    if told.building and not told.unit and told.room and (told.building, told.room) == (nick.building, nick.room):
        return told._replace(unit=nick.unit)
    return told


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _is_own(matter: Matter, told: Address, scope: str, words: str, turns: Turns) -> bool:
    """Whether a building told is only the sender's, and the nickname knows the rest: their home or their lift."""
    home = scope == "home" and bool(turns["own_home"].search(words))
    return not (told.unit or told.room) and (home or matter.name == "property_repair.elevator_fault")


def _tells_where(place: str, matter: Matter) -> bool:
    """Whether a spot is one to go to: no stairs at large, no floor a lift stands at, nor where pay is owed."""
    if matter.name == "property_repair.elevator_fault":
        return not _FLOOR.match(place)
    return place not in _ANYWHERE and not (matter.name == "dispute.labor_consumer" and place == "工地")


def _is_own_floor(place: str, nick: Address) -> bool:
    """Whether a place is no more than the floor that the sender lives on."""
    floor = _FLOOR.fullmatch(place)
    return floor is not None and numeral(floor.group(1)) == nick.room[:-2].lstrip("0")


def _told(words: str, spans: Spans, spot: Spot | None) -> Address:
    """The address in these clauses, else the one told anywhere, unless they name a spot of their own out of doors."""
    near = [address for start, end in spans for address in told_addresses(words[start:end])]
    alone = spans == ((0, len(words)),) or (spot is not None and not spot.inside)
    found = near if near or alone else list(told_addresses(words))
    if not found and spot and not spot.inside:
        # 2幢北门, in another clause than the trouble there.
        found = [each for each in told_addresses(words) if words[each.end :].lstrip("的").startswith(spot.text)]
    if not found:
        return _NOWHERE
    best = max(found, key=lambda each: bool(each.building) * 2 + bool(each.room))
    if best.building and not best.room and len(found) > 1:
        rest = next((each for each in found if not each.building), Address())
        return Address(best.building, best.unit or rest.unit, rest.room)
    return best


def _spot(matter: Matter, words: str, part: Part, places: PlaceReader) -> Spot | None:
    if matter.name.startswith(_SPOTLESS):
        return None
    found = [spot for start, end in part.own for spot in places.told_spots(words[start:end])]
    if not found and part.free != part.own:
        found = [spot for start, end in part.free for spot in places.told_spots(words[start:end])]
    if not found:
        return None
    if matter.name == "welfare_care.medical_help":
        found = [spot for spot in found if not spot.text.startswith(_FETCHED_FROM)]
    if matter.name in _CORRIDORS or matter.scope in ("home", "none"):
        found = [spot for spot in found if not spot.vague]
    return max(found, key=lambda spot: spot.rank, default=None)


def _scope(matter: Matter, words: str, spot: Spot | None, turns: Turns) -> str:
    if matter.scope in ("none", "spot") or (spot and not spot.inside and not _by_home(matter, words, turns)):
        in_unit = (spot and spot.inside) or _UNIT_DOOR.search(words)
        return "unit" if matter.scope == "spot" and in_unit else "none"
    if _OPPOSITE.search(words):
        return "none"
    if turns["whole_building"].search(words) or _OTHER_UNIT.search(words):
        return "building"
    if turns["whole_unit"].search(words) or (matter.name in _ABOUT_OTHERS and turns["next_door"].search(words)):
        return "unit"
    if spot and spot.inside and "顶" not in spot.text and matter.scope in ("building", "unit"):
        return "unit"
    if matter.name == "property_repair.facade_roof" and spot and _ROOF.search(spot.text):
        return "unit"
    if turns["own_home"].search(words) and matter.name not in _NEVER_HOME:
        return "home"
    if spot and spot.inside:
        return "unit"
    return "home" if matter.name in _AT_HOME and not turns["next_door"].search(words) else matter.scope


def _by_home(matter: Matter, words: str, turns: Turns) -> bool:
    """Trouble at home that comes from a spot outside: smoke of the noodle shop below."""
    return matter.scope == "home" and bool(turns["own_home"].search(words))


def _completed(scope: str, place: str, nick: Address) -> Where:
    if scope == "none":
        return Where(place=place)
    unit = "" if scope == "building" else nick.unit
    return Where(nick.building, unit, nick.room if scope == "home" else "", place)
