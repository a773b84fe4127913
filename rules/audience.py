"""Whom a notice is for: the head of a line as places, buildings, groups, people and roles, and who owns them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rules.announcing import buildings_in
from rules.place_names import places_named
from rules.places import addresses
from rules.routing import LEVELS, Directory, Officer, Post, Spot
from rules.town import Purpose, serves
from rules.wording import narrow

T = TypeVar("T")
RESIDENTS = str(Purpose.RESIDENTS)
PURPOSE_WORDS = {
    "居民群": RESIDENTS,
    "业主群": RESIDENTS,
    "工作群": str(Purpose.WORKERS),
    "指挥群": str(Purpose.OFFICIALS),
    "通知群": str(Purpose.NOTICE),
    "专项群": str(Purpose.SPECIAL),
    "residents": RESIDENTS,
    "workers": str(Purpose.WORKERS),
    "officials": str(Purpose.OFFICIALS),
}
PUBLIC = frozenset({RESIDENTS, str(Purpose.NOTICE)})
_BUILDINGS = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}\s*(?:-|~|到|至|、|,|和)\s*)*[\d一二三四五六七八九十A-Za-z]{1,3}\s*(?:号楼|栋|幢|座)"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*单元)?"
)
_ENGLISH = re.compile(
    r"\b(?:buildings?|blocks?|bldgs?)\b\.? ?(?:no\b\.? ?)?(\d{1,3}|[A-Z]\b)"
    r"((?: ?(?:,? and|,|&|-|to) ?\d{1,3})*)(?:,? ?unit ?(\d{1,2}))?",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?<!\d)(\d{1,3}|[A-Z])号楼")
_FILLER = re.compile(
    r"\b(?:and|the|all|to|of|in|at|for|every|groups?)\b|[\s,、;+()/]|给|发给|发到|各个?|全体|所有的?|全部|整个|全|的|和|与|及|里|群",
    re.IGNORECASE,
)

_OWN = re.compile(r"(?:全|本|整个|我们)(社区|街道|网格)")
_OWN_LEVELS = {"社区": "community", "街道": "street", "网格": "grid"}
_EDGE = re.compile(rf"^(?:{_FILLER.pattern})+|(?:{_FILLER.pattern})+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Audience:
    """What was told: places by id, building and unit pairs, purposes of groups, roles, single groups and people."""

    places: tuple[int, ...] = ()
    buildings: tuple[tuple[str, str], ...] = ()
    compound: str = ""
    purposes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    people: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The buildings' numbers, each once."""
        return tuple(dict.fromkeys(number for number, _ in self.buildings))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why it cannot be: unknown | which | which_house | who | nobody | nothing.

    `words` is what was not understood or is doubtful, of a person or a house what it may be.
    """

    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Who receives: groups with the buildings meant in each (none: all), people in private, where it is in force.

    `unreachable` have not opened their private chat. `areas` are the places it is for.
    """

    posts: tuple[tuple[Post, tuple[str, ...]], ...] = ()
    people: tuple[Officer, ...] = ()
    unreachable: tuple[Officer, ...] = ()
    areas: tuple[int, ...] = ()

    @property
    def public(self) -> bool:
        """Whether residents read it."""
        return any(post.purpose in PUBLIC for post, _ in self.posts)


def read_audience(head: str, town: Directory, scope: int, roles: Mapping[str, str]) -> Audience | Fault:
    """The words before the colon, said by somebody who stands at `scope`; `roles` are role names by their label."""
    rest = narrow(head)
    groups, rest = _taken(rest, {post.name: post.chat for post in town.posts.values() if post.place is not None})
    compound = town.compound_in(rest)
    rest = rest.replace(compound, " ") if compound else rest
    told, rest = places_named(rest, town, scope)
    doubtful = next((each for each in told if len(each.spots) > 1), None)
    if doubtful:
        return Fault("which", doubtful.words)
    own, rest = _own(rest, town, scope)
    places = [*(each.spots[0].id for each in told), *own]
    held, rest = _taken(rest, roles)
    purposes, rest = _taken(rest, PURPOSE_WORDS)
    people, rest = _named(rest, town, places)
    if isinstance(people, Fault):
        return people
    of_people = set[int]().union(*people.values())
    buildings, rest = _buildings(rest)
    if _FILLER.sub("", rest).strip(" :.-"):
        return Fault("unknown", _first_left(rest))
    return Audience(
        tuple(each for each in dict.fromkeys(places) if each not in of_people),
        buildings,
        compound,
        tuple(purposes),
        tuple(held),
        tuple(groups),
        tuple(people),
    )


def _named(words: str, town: Directory, places: Sequence[int]) -> tuple[dict[int, set[int]] | Fault, str]:
    """The people named, of two of one name who serves at the places told, with the places that told them apart."""
    known: dict[str, list[int]] = {}
    for officer in town.officers.values():
        if len(officer.name) > 1:
            known.setdefault(officer.name, []).append(officer.user)
    names, rest = _taken(words, {name: name for name in known})
    found: dict[int, set[int]] = {}
    for name in names:
        there = {user: _serves(town, user) & set(places) for user in known[name]}
        alike = [user for user in known[name] if there[user]] or known[name]
        if len(alike) > 1:
            return Fault("who", "、".join(town.told_apart(alike).values())), rest
        found[alike[0]] = there[alike[0]] if len(known[name]) > 1 else set()
    return found, rest


def _serves(town: Directory, user: int) -> set[int]:
    return {place for _, at in town.officers[user].roles if at in town.spots for place in town.spots[at].path}


def _own(words: str, town: Directory, scope: int) -> tuple[list[int], str]:
    """「全社区」, 「本街道」: the place of that level in which somebody stands, and the words without it."""
    found = {match.group(): town.at_level(scope, _OWN_LEVELS[match[1]]) for match in _OWN.finditer(words)}
    for name, spot in found.items():
        words = words.replace(name, " ") if spot else words
    return [spot.id for spot in found.values() if spot], words


def _first_left(rest: str) -> str:
    """The first words that nothing explains, as they were typed."""
    pieces = (_EDGE.sub("", piece).strip(" :.-") for piece in re.split(r"[,、;+()/]|\s{2,}", rest))
    return next((piece for piece in pieces if piece), rest.strip())


def as_typed(head: str, words: str) -> str:
    """A building that is none or that several have, as its author wrote it: 「99号楼」, 「Building 99」."""
    told = _HOUSE.search(words)
    found = next((m for m in _ENGLISH.finditer(narrow(head)) if told and told[1] in dict(_english(m))), None)
    if told is None or found is None or words in narrow(head):
        return words
    said = found.group() if len(_english(found)) == 1 else f"{found.group().split()[0]} {told[1]}"
    return ", ".join(" ".join(each.replace(told.group(), f" {said}").split()) for each in words.split("、"))


def targets(told: Audience, town: Directory, scope: int) -> Targets | Fault:
    """Who receives a notice for this audience; residents' groups where nothing else was told."""
    areas = told.places or (scope,)
    if told.buildings:
        housed = _housed(told, town, areas)
        if isinstance(housed, Fault):
            return housed
    else:
        housed = [(town.spots[area], ()) for area in areas]
    named_only = (told.groups or told.people) and not (told.places or told.buildings or told.purposes or told.roles)
    posts: dict[int, tuple[Post, tuple[str, ...]]] = {}
    if not named_only:
        wanted = told.purposes or (() if told.roles or told.people else (RESIDENTS,))
        for spot, numbers in housed:
            for post in _groups(town, spot, wanted, deep=not numbers):
                before = posts.get(post.chat)
                posts[post.chat] = post, _joined(before[1], numbers) if before else numbers
    posts |= {chat: (town.posts[chat], ()) for chat in told.groups if chat in town.posts}
    officers = _people(told, town, [spot for spot, _ in housed])
    meant = tuple(dict.fromkeys(spot.id for spot, _ in housed)) if not named_only else _places_of(town, told.groups)
    found = Targets(
        tuple(posts[chat] for chat in sorted(posts, reverse=True)),
        tuple(o for o in officers if o.reachable),
        tuple(o for o in officers if not o.reachable),
        meant,
    )
    return found if found.posts or found.people else Fault("nobody")


def unheard(told: Audience, found: Targets, town: Directory) -> list[Spot]:
    """The places meant whose residents no group reaches: a community as a whole, else its grids, but special ones."""
    named_only = (told.groups or told.people or told.roles) and not (told.places or told.purposes)
    if named_only or told.buildings or RESIDENTS not in (told.purposes or (RESIDENTS,)):
        return []
    heard = [town.spots[post.place].path for post, _ in found.posts if post.place in town.spots]
    return [spot for area in found.areas for spot in _unheard(town, town.spots[area], heard)]


def _unheard(town: Directory, spot: Spot, heard: Sequence[tuple[int, ...]]) -> list[Spot]:
    lives = spot.kind != "special" and LEVELS.index(spot.level) >= LEVELS.index("grid")
    if not lives or any(path[-1] in spot.path for path in heard):
        return []
    if not any(spot.id in path for path in heard):
        return [spot]
    return [each for child in town.below(spot.id) if child.parent == spot.id for each in _unheard(town, child, heard)]


def owner(town: Directory, places: Iterable[int]) -> tuple[int | None, str]:
    """The place whose level owns these places, and the role that approves there; admins where no street does."""
    paths = [town.spots[place].path for place in places]
    if not paths:
        return None, "admin"
    common = [ids[0] for ids in zip(*paths, strict=False) if len(set(ids)) == 1]
    if not common:
        return None, "admin"
    community, street = town.at_level(common[-1], "community"), town.at_level(common[-1], "street")
    if community:
        return community.id, "community_secretary"
    return (street.id, "street_center") if street else (common[-1], "admin")


def may_approve(town: Directory, user: int, place: int | None, role: str) -> bool:
    """Whether somebody speaks for the level that owns an audience: it, or a level above it."""
    officer = town.officers.get(user)
    if place is None or role == "admin":
        return town.is_admin(user)
    above = ("community_secretary", "street_center") if role == "community_secretary" else ("street_center",)
    return officer is not None and any(held in above and at in town.spots[place].path for held, at in officer.roles)


def may_aim(town: Directory, user: int, places: Iterable[int]) -> bool:
    """Whether somebody's notices may go there: anywhere in the streets they serve, an admin's everywhere."""
    officer = town.officers.get(user)
    if town.is_admin(user):
        return True
    if officer is None:
        return False
    streets = {town.street_of(at).id for _, at in officer.roles if at in town.spots}
    return all(town.street_of(place).id in streets for place in places)


def _taken(words: str, known: Mapping[str, T]) -> tuple[list[T], str]:
    """What of `known` the words name, the longest first, and the words without it."""
    found: dict[int, T] = {}
    for name in sorted((name for name in known if name and name in words), key=len, reverse=True):
        at = words.find(name)
        while at >= 0:
            found[at] = known[name]
            words = words[:at] + " " * len(name) + words[at + len(name) :]
            at = words.find(name)
    return list(dict.fromkeys(found[at] for at in sorted(found))), words


def _buildings(words: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Building and unit pairs; the unit is "" where the whole building is meant."""
    found: dict[tuple[str, str], None] = {}
    for match in _ENGLISH.finditer(words):
        found |= dict.fromkeys(_english(match))
    words = _ENGLISH.sub(" ", words)
    for match in _BUILDINGS.finditer(words):
        units = [(each.building, each.unit) for each in addresses(match.group()) if each.building and each.unit]
        for number in buildings_in(match.group()):
            own = [pair for pair in units if pair[0] == number]
            found |= dict.fromkeys(own or [(number, "")])
    return tuple(found), _BUILDINGS.sub(" ", words)


def _english(match: re.Match[str]) -> list[tuple[str, str]]:
    """「Building 3, unit 2」, 「Buildings 3, 5 and 7」, 「buildings 3 to 5」."""
    numbers, before = [match[1].upper()], match[1]
    for joint, number in re.findall(r"(and|,|&|-|to) ?(\d{1,3})", match[2], re.IGNORECASE):
        span = joint.lower() in ("-", "to") and before.isdigit() and 0 < int(number) - int(before) < 100
        numbers += [str(each) for each in range(int(before) + 1, int(number) + 1)] if span else [number]
        before = number
    return [(number, (match[3] or "") if len(numbers) == 1 else "") for number in dict.fromkeys(numbers)]


def _housed(told: Audience, town: Directory, areas: Sequence[int]) -> list[tuple[Spot, tuple[str, ...]]] | Fault:
    """Where each building stands: the lowest place that lists it, under one of the areas or in their communities."""
    found: dict[int, tuple[Spot, tuple[str, ...]]] = {}
    for number, unit in told.buildings:
        spots = _listing(told, town, areas, number, unit)
        if not spots:
            return Fault("unknown", f"{number}号楼")
        if len({compound for spot in spots for compound in _compounds(spot, number)}) > 1:
            named = [f"{name}{number}号楼" for spot in spots for name in _told_apart(town, spot, number)]
            return Fault("which_house", "、".join(dict.fromkeys(named)))
        for spot in spots:
            before = found.get(spot.id)
            found[spot.id] = spot, _joined(before[1], (number,)) if before else (number,)
    return list(found.values())


def _listing(told: Audience, town: Directory, areas: Sequence[int], number: str, unit: str) -> list[Spot]:
    for wider in (areas, [(town.at_level(area, "community") or town.spots[area]).id for area in areas]):
        spots = [
            spot for area in wider for spot in town.below(area) if serves(spot.buildings, told.compound, number, unit)
        ]
        if told.compound:
            exact = [s for s in spots if told.compound in _compounds(s, number)]
            spots = exact or spots
        if spots:
            lowest = min(LEVELS.index(spot.level) for spot in spots)
            return [spot for spot in spots if LEVELS.index(spot.level) == lowest]
    return []


def _compounds(spot: Spot, number: str) -> set[str]:
    return {building.compound for building in spot.buildings if building.number == number}


def house_of(town: Directory, number: str, compound: str, areas: Sequence[int], place: Spot) -> list[Spot] | Fault:
    """Where the one building stands that is meant by whoever's places are `areas`; at `place` where none lists it.

    Of a house that several grids share it is each of them.
    """
    own = [town.spots[at] for at in areas if not compound and town.lists(at, number, "")]
    near = own or [spot for at in areas for spot in town.listing(at, number, "", compound)]
    found = {spot.id: spot for spot in near or town.listing(place.id, number, "", compound)}
    outer = [spot for spot in found.values() if not any(other in spot.path[:-1] for other in found)]
    named = dict.fromkeys(f"{name}{number}号楼" for spot in outer for name in _told_apart(town, spot, number))
    if len(named) > 1:
        return Fault("which_house", "、".join(named))
    return outer or [place]


def _told_apart(town: Directory, spot: Spot, number: str) -> list[str]:
    """What to write before a building's number: its compound, where it has none the place's name."""
    return [compound or town.called(spot.id) for compound in sorted(_compounds(spot, number)) or [""]]


def _groups(town: Directory, spot: Spot, purposes: Sequence[str], deep: bool) -> list[Post]:
    """The groups of a place, with `deep` also those below it; where it has none, the nearest above it."""
    found: list[Post] = []
    for purpose in purposes:
        under = town.below(spot.id) if deep else [spot]
        mine = [post for below in under for post in town.groups_at(below.id, purpose)]
        nearest = (town.groups_at(above.id, purpose) for above in town.above(spot.id))
        found += mine or next((posts for posts in nearest if posts), [])
    return found


def _people(told: Audience, town: Directory, spots: Sequence[Spot]) -> list[Officer]:
    found = {o.user: o for spot in spots for below in town.below(spot.id) for o in town.holders(below.id, told.roles)}
    found |= {user: town.officers[user] for user in told.people if user in town.officers}
    return list(found.values())


def _places_of(town: Directory, chats: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(place for chat in chats if (place := town.posts[chat].place) is not None))


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Buildings of both; none in one of them means all."""
    if not one or not other:
        return ()
    return tuple(sorted({*one, *other}, key=lambda number: (len(number), number)))
