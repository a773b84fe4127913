"""Whom a notice is for: the head of a line as places, buildings, groups, people and roles, and who owns them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rules.houses import House, Sign, compounds_named, houses_in
from rules.place_names import Named, places_named
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
_FILLER = re.compile(
    r"\b(?:and|the|all|to|of|in|at|for|every|groups?)\b|[\s,、;+()/]|给|发给|发到|各个?|全体|所有的?|全部|整个|全|的|和|与|及|里|群|(?:居民|住户|业主|邻居)(?:朋友)?们?",
    re.IGNORECASE,
)

_OWN = re.compile(r"(?:全|本|整个|我们)(社区|街道|网格)")
_OWN_LEVELS = {"社区": "community", "街道": "street", "网格": "grid"}
_WHOLE = re.compile(r"\b(?:whole|entire|all of the) (street|community|grid)\b", re.IGNORECASE)
_WHOLES = {"street": "全街道", "community": "全社区", "grid": "全网格"}
_EVERYBODY = re.compile(r"\b(?:everybody|everyone)\b", re.IGNORECASE)
_OF_GROUPS = re.compile(r"\b(resident|worker|official)s?(?:'s?)? groups?\b|\b(resident)s?\b'?", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{3}")
_EDGE = re.compile(rf"^(?:{_FILLER.pattern})+|(?:{_FILLER.pattern})+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Audience:
    """What was told: places by id, buildings, purposes of groups, roles, single groups and people."""

    places: tuple[int, ...] = ()
    buildings: tuple[House, ...] = ()
    purposes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    people: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The buildings' numbers, each once."""
        return tuple(dict.fromkeys(house.number for house in self.buildings if house.number))

    @property
    def compounds(self) -> bool:
        """Whether any building was told with its compound."""
        return any(house.compound for house in self.buildings)


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

    `unreachable` have not opened their private chat. `areas` are the places it is for, `houses` the buildings there.
    """

    posts: tuple[tuple[Post, tuple[str, ...]], ...] = ()
    people: tuple[Officer, ...] = ()
    unreachable: tuple[Officer, ...] = ()
    areas: tuple[int, ...] = ()
    houses: tuple[tuple[int, House], ...] = ()

    @property
    def public(self) -> bool:
        """Whether residents read it."""
        return any(post.purpose in PUBLIC for post, _ in self.posts)


def read_audience(head: str, town: Directory, scope: int, roles: Mapping[str, str]) -> Audience | Fault:
    """The words before the colon, said by somebody who stands at `scope`; `roles` are role names by their label."""
    rest = narrow(head)
    groups, rest = _taken(rest, {post.name: post.chat for post in town.posts.values() if post.place is not None})
    plain = _in_plain(rest, roles)
    signs, rest = where_named(plain, town, scope)
    doubtful = next((sign for sign in signs if len(sign.places) > 1), None)
    if doubtful:
        return Fault("which", plain[doubtful.start : doubtful.end])
    own, rest = _own(rest, town, scope)
    places = [*(place for sign in signs for place in sign.places), *(place for sign in own for place in sign.places)]
    held, rest = _taken(rest, roles)
    purposes, rest = _taken(rest, PURPOSE_WORDS)
    people, rest = _named(rest, town, places)
    if isinstance(people, Fault):
        return people
    of_people = set[int]().union(*people.values())
    buildings, rest = houses_in(rest, [*signs, *own])
    if _FILLER.sub("", rest).strip(" :.-"):
        return Fault("unknown", _first_left(rest))
    return Audience(
        tuple(each for each in dict.fromkeys(places) if each not in of_people),
        buildings,
        tuple(purposes),
        tuple(held),
        tuple(groups),
        tuple(people),
    )


def where_named(words: str, town: Directory, scope: int) -> tuple[list[Sign], str]:
    """The compounds and places that words name, in order, a place with all it may mean; and the words without them.

    幸福里社区 is a place and no 幸福里; a place that is called like a compound is the compound.
    """
    named, rest = places_named(words, town, scope)
    alike = [each for each in named if each.words in town.compounds]
    for each in alike:
        rest = rest[: each.start] + each.words + rest[each.start + len(each.words) :]
    compounds, rest = compounds_named(rest, town.compounds)
    places = [_sign(each) for each in named if each not in alike]
    return sorted([*compounds, *places]), rest


def _sign(named: Named) -> Sign:
    return Sign(named.start, named.start + len(named.words), "", tuple(spot.id for spot in named.spots))


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


def _in_plain(words: str, roles: Mapping[str, str]) -> str:
    """English heads with the words that are known: all residents' groups, grid workers, the whole street, everybody."""
    if not _LETTERS.search(words):
        return words
    for role in sorted((role for role in roles if role.isascii()), key=len, reverse=True):
        many = f"(?:{re.escape(role)}s?|{re.escape(role[:-1])}ies)" if role.endswith("y") else f"{re.escape(role)}s?"
        words = re.sub(rf"\b{many}\b'?", role, words, flags=re.IGNORECASE)
    words = _WHOLE.sub(lambda found: _WHOLES[found[1].lower()], words)
    words = _EVERYBODY.sub(RESIDENTS, words)
    return _OF_GROUPS.sub(lambda found: f"{(found[1] or found[2]).lower()}s", words)


def _own(words: str, town: Directory, scope: int) -> tuple[list[Sign], str]:
    """「全社区」, 「本街道」: the place of that level in which somebody stands, and the words without it."""
    found: list[Sign] = []
    for match in _OWN.finditer(words):
        spot = town.at_level(scope, _OWN_LEVELS[match[1]])
        if spot:
            found.append(Sign(*match.span(), "", (spot.id,)))
            words = words[: match.start()] + " " * len(match.group()) + words[match.end() :]
    return found, words


def _first_left(rest: str) -> str:
    """The first words that nothing explains, as they were typed."""
    pieces = (_EDGE.sub("", piece).strip(" :.-") for piece in re.split(r"[,、;+()/]|\s{2,}", rest))
    return next((piece for piece in pieces if piece), rest.strip())


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
    posts = {} if named_only else _posts(told, town, housed)
    posts |= {chat: (town.posts[chat], ()) for chat in told.groups if chat in town.posts}
    officers = _people(told, town, [spot for spot, _ in housed])
    meant = tuple(dict.fromkeys(spot.id for spot, _ in housed)) if not named_only else _places_of(town, told.groups)
    found = Targets(
        tuple(posts[chat] for chat in sorted(posts, reverse=True)),
        tuple(o for o in officers if o.reachable),
        tuple(o for o in officers if not o.reachable),
        meant,
        tuple((spot.id, house) for spot, houses in housed for house in houses),
    )
    return found if found.posts or found.people else Fault("nobody")


def _posts(
    told: Audience, town: Directory, housed: Sequence[tuple[Spot, tuple[House, ...]]]
) -> dict[int, tuple[Post, tuple[str, ...]]]:
    """The groups of the places meant, by chat, each with the buildings that it is told of; none where it is all."""
    wanted = told.purposes or (() if told.roles or told.people else (RESIDENTS,))
    posts: dict[int, tuple[Post, tuple[str, ...]]] = {}
    for spot, houses in housed:
        numbers, deep = _in_order(_numbers(spot, houses)), not houses or not all(house.number for house in houses)
        for post in _groups(town, spot, wanted, deep):
            before = posts.get(post.chat)
            posts[post.chat] = post, _joined(before[1], numbers) if before else numbers
    return posts


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


def _housed(told: Audience, town: Directory, areas: Sequence[int]) -> list[tuple[Spot, tuple[House, ...]]] | Fault:
    """Where each building stands: the lowest place that lists it, under one of the areas or in their communities."""
    found: dict[int, tuple[Spot, tuple[House, ...]]] = {}
    for house in told.buildings:
        spots = _listing(house, town, house.places or areas)
        if not spots:
            return Fault("unknown", f"{house.compound}{house.number}号楼" if house.number else house.compound)
        named = [f"{name}{house.number}号楼" for spot in spots for name in _told_apart(town, spot, house)]
        if not house.compound and len({c for spot in spots for c in _compounds(spot, house)}) > 1:
            return Fault("which_house", "、".join(dict.fromkeys(named)))
        for spot in spots:
            found[spot.id] = spot, (*found.get(spot.id, (spot, ()))[1], house)
    return list(found.values())


def _listing(house: House, town: Directory, areas: Sequence[int]) -> list[Spot]:
    communities = [(town.at_level(area, "community") or town.spots[area]).id for area in areas]
    # All of a compound is more than what one grid has of it.
    for wider in (areas, communities) if house.number or house.places else (communities,):
        spots = [spot for area in wider for spot in town.below(area) if _has(spot, house)]
        if house.compound:
            spots = [s for s in spots if house.compound in _compounds(s, house)] or spots
        if spots and not house.number:
            return [spot for spot in spots if not any(other.id in spot.path[:-1] for other in spots)]
        if spots:
            lowest = min(LEVELS.index(spot.level) for spot in spots)
            return [spot for spot in spots if LEVELS.index(spot.level) == lowest]
    return []


def _has(spot: Spot, house: House) -> bool:
    if house.number:
        return serves(spot.buildings, house.compound, house.number, house.unit)
    return any(building.compound == house.compound for building in spot.buildings)


def _compounds(spot: Spot, house: House) -> set[str]:
    return {building.compound for building in spot.buildings if building.number == house.number}


def _numbers(spot: Spot, houses: Iterable[House]) -> set[str]:
    """The buildings' numbers, of a whole compound those the place lists of it."""
    whole = {house.compound for house in houses if not house.number}
    return {house.number for house in houses if house.number} | {
        b.number for b in spot.buildings if b.compound in whole
    }


def numbers_at(town: Directory, found: Targets, area: int) -> list[str]:
    """The numbers of the buildings meant that stand in an area, none where all of it is meant."""
    there = [(town.spots[at], house) for at, house in found.houses if town.within(at, area)]
    return list(_in_order(number for spot, house in there for number in _numbers(spot, [house])))


def houses_at(town: Directory, found: Targets, area: int) -> list[str]:
    """The same as homes are kept by them: 幸福里/3 where the area has the number in several compounds."""
    there = [(town.spots[at], house) for at, house in found.houses if town.within(at, area)]
    keys = [town.house_key(area, number, house.compound) for at, house in there for number in _numbers(at, [house])]
    return list(dict.fromkeys(keys))


def house_of(town: Directory, house: House, areas: Sequence[int], place: Spot) -> list[Spot] | Fault:
    """Where the one building stands that is meant by whoever's places are `areas`; at `place` where none lists it.

    Of a house that several grids share it is each of them.
    """
    if not house.number:
        return _listing(house, town, [place.id]) or [place]
    number, compound = house.number, house.compound
    own = [town.spots[at] for at in areas if not compound and town.lists(at, number, "")]
    near = own or [spot for at in areas for spot in town.listing(at, number, "", compound)]
    found = {spot.id: spot for spot in near or town.listing(place.id, number, "", compound)}
    outer = [spot for spot in found.values() if not any(other in spot.path[:-1] for other in found)]
    named = dict.fromkeys(f"{name}{number}号楼" for spot in outer for name in _told_apart(town, spot, house))
    if len(named) > 1:
        return Fault("which_house", "、".join(named))
    return outer or [place]


def _told_apart(town: Directory, spot: Spot, house: House) -> list[str]:
    """What to write before a building's number: its compound, where it has none the place's name."""
    compounds = [house.compound] if house.compound else sorted(_compounds(spot, house))
    return [compound or town.called(spot.id) for compound in compounds or [""]]


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
    return _in_order({*one, *other})


def _in_order(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(numbers), key=lambda number: (len(number), number)))


_LIST_NAME = re.compile(r"[一-龥A-Za-z][一-龥A-Za-z0-9]{1,11}")


def may_name_list(name: str) -> bool:
    """Whether a saved list of readers may be called so."""
    return _LIST_NAME.fullmatch(name) is not None
