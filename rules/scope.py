"""Completing where a matter is: what the words tell, and what the nickname adds to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rules.lexicon import Hit, Matter
from rules.places import Address, PlaceReader, Spot, addresses
from rules.wording import clauses

_MENTION = re.compile(r"@\S+")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a matter is; "" is not told."""

    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""


def clauses_of(matter: str, narrowed: str, standard: str, hits: list[Hit]) -> tuple[tuple[int, int], ...]:
    """The clauses that speak of a matter, with the one before when they tell no place of their own; all when unsure."""
    spans = clauses(narrowed)
    words = [hit.word for hit in hits if hit.owner == matter]
    speaking = [number for number, (a, b) in enumerate(spans) if any(word in narrowed[a:b] for word in words)]
    return tuple(spans[number] for number in speaking) or spans


def locate(
    matter: Matter,
    words: str,
    spans: tuple[tuple[int, int], ...],
    nick: Address,
    places: PlaceReader,
    turns: Mapping[str, re.Pattern[str]],
) -> Where:
    """The place of a matter told in `words` (already narrowed); `spans` are the clauses that speak of it."""
    words = _MENTION.sub(lambda found: " " * len(found.group()), words)
    told = _told(words, spans)
    spot = _spot(matter, words, spans, places)
    if spot and _between(spot):
        return Where(place=spot.text)
    if told.building:
        return Where(told.building, told.unit, told.room, spot.text if spot else "")
    return _completed(_scope(matter, words, turns), told, spot, nick)


def _scope(matter: Matter, words: str, turns: Mapping[str, re.Pattern[str]]) -> str:
    if matter.scope in ("home", "unit") and turns["whole_building"].search(words):
        return "building"
    if matter.scope == "home" and turns["whole_unit"].search(words):
        return "unit"
    return matter.scope


def _told(words: str, spans: tuple[tuple[int, int], ...]) -> Address:
    near = [address for start, end in spans for address in addresses(words[start:end])]
    everywhere = near or list(addresses(words))
    return max(everywhere, key=lambda each: bool(each.building) * 2 + bool(each.room), default=Address())


def _spot(matter: Matter, words: str, spans: tuple[tuple[int, int], ...], places: PlaceReader) -> Spot | None:
    found = [spot for start, end in spans for spot in places.spots(words[start:end])]
    return max(found, key=lambda spot: spot.rank, default=None)


def _between(spot: Spot) -> bool:
    return len(addresses(spot.text)) > 1


def _completed(scope: str, told: Address, spot: Spot | None, nick: Address) -> Where:
    place = spot.text if spot else ""
    if told.unit or told.room:
        unit = told.unit or nick.unit
        return Where(nick.building, unit, told.room, place)
    if scope in ("none", "spot") or (spot and not spot.inside):
        return Where(place=place)
    if scope == "building":
        return Where(nick.building, place=place)
    if scope == "unit" or spot:
        return Where(nick.building, nick.unit, place=place)
    return Where(nick.building, nick.unit, nick.room, place)
