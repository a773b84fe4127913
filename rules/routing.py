"""Who receives what: the town as an index, and the choices made on it."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from rules.houses import number_of
from rules.rota import Rota
from rules.town import Building, Level, building_number, compound_key, serves

LEVELS = ("micro_grid", "grid", "community", "street", "district")
GRID_ROLES = frozenset({"grid_worker", "micro_grid_leader", "grid_leader"})
COMMUNITY_ROLES = frozenset({"community_secretary"})
STREET_ROLES = frozenset({"street_center"})
HELPER_ROLES = frozenset({"property_manager", "community_police", "health_worker"})
# 幸福里3号楼, 幸福里小区 3-2-501.
_BEFORE_NUMBER = r"(?:小区)?[\s的]*[\dA-Za-z一二三四五六七八九十]"
_AUTHORITY = {"grid_leader": Level.GRID, "community_secretary": Level.COMMUNITY, "street_center": Level.STREET}
CLAIMERS = GRID_ROLES | COMMUNITY_ROLES | STREET_ROLES | HELPER_ROLES | {"department"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the town; `path` is its ancestors' ids from the top, itself last."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    parent: int | None
    path: tuple[int, ...]
    buildings: tuple[Building, ...] = ()

    def has_house(self, compound: str, number: str) -> bool:
        """Whether it lists a building by the name of its compound."""
        return any((each.compound, each.number) == (compound, number) for each in self.buildings)


@dataclass(frozen=True, slots=True)
class Post:
    """A chat group and where it stands; `place` is None while it is unbound."""

    chat: int
    bot: int | None
    topic: int | None
    place: int | None
    purpose: str
    name: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with roles: pairs of role and place id; `reachable` once their private chat has been opened."""

    user: int
    name: str
    phone: str
    bot: int | None
    reachable: bool
    roles: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A department that a street can whistle for; `chat` None where it has no group, `people` are its own."""

    id: int
    code: str
    name: str
    street: int
    chat: int | None
    people: tuple[int, ...] = ()


@dataclass(slots=True)
class Directory:
    """The town at one moment, indexed for the questions asked of every message."""

    version: int = -1
    spots: dict[int, Spot] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    officers: dict[int, Officer] = field(default_factory=dict)
    departments: dict[int, Office] = field(default_factory=dict)
    admins: frozenset[int] = frozenset()
    rota: Rota = field(default_factory=lambda: Rota(ZoneInfo("UTC")))
    by_code: dict[str, Spot] = field(default_factory=dict)
    _posts_at: dict[tuple[int, str], list[Post]] = field(default_factory=dict)
    _officers_at: dict[int, list[Officer]] = field(default_factory=dict)
    _below: dict[int, list[Spot]] = field(default_factory=dict)
    _by_number: dict[str, dict[int, list[Building]]] = field(default_factory=dict)
    _staff: frozenset[int] = frozenset()
    compounds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for spot in self.spots.values():
            self.by_code[spot.code] = spot
            for ancestor in spot.path:
                self._below.setdefault(ancestor, []).append(spot)
            self.compounds |= {building.compound for building in spot.buildings if building.compound}
            for building in spot.buildings:
                self._by_number.setdefault(building.number, {}).setdefault(spot.id, []).append(building)
        for post in self.posts.values():
            if post.place is not None and not post.gone:
                self._posts_at.setdefault((post.place, post.purpose), []).append(post)
        self._staff = frozenset(
            user for user, each in self.officers.items() if any(r in CLAIMERS for r, _ in each.roles)
        )
        for officer in self.officers.values():
            for place in {place for _, place in officer.roles}:
                self._officers_at.setdefault(place, []).append(officer)

    def at_level(self, place: int, level: str) -> Spot | None:
        """The ancestor (or the place itself) that stands at a level."""
        return next((self.spots[i] for i in self.spots[place].path if self.spots[i].level == level), None)

    def above(self, place: int) -> Iterator[Spot]:
        """The place, then its ancestors, nearest first."""
        return (self.spots[i] for i in reversed(self.spots[place].path))

    def below(self, place: int, level: str = "") -> list[Spot]:
        """The place and what lies under it, of one level if told."""
        return [spot for spot in self._below.get(place, []) if not level or spot.level == level]

    def called(self, place: int) -> str:
        """A place's name, with those of the places around it as far as another would be meant without them."""
        full = [spot.name for spot in self.above(place)]
        others = [[s.name for s in self.above(each.id)] for each in self.spots.values() if each.id != place]
        beside = [names for names in others if names[0] == full[0]]
        told = next((n for n in range(1, len(full)) if all(names[:n] != full[:n] for names in beside)), len(full))
        return "".join(reversed(full[:told]))

    def told_apart(self, users: Iterable[int]) -> dict[int, str]:
        """These people's names, where two have the same one each after the place they serve: 第一网格高晓燕."""
        names = {user: self.officers[user].name for user in users}
        doubled = {name for name, count in Counter(names.values()).items() if count > 1}
        return {user: self._serving(user) + name if name in doubled else name for user, name in names.items()}

    def _serving(self, user: int) -> str:
        return next((self.called(at) for _, at in self.officers[user].roles if at in self.spots), "")

    def offices_of(self, place: int) -> list[Office]:
        """The departments that the street of a place can whistle for."""
        street = self.street_of(place).id
        return [office for office in self.departments.values() if office.street == street]

    def speaks_for(self, user: int, chat: int) -> list[Office]:
        """The departments that somebody speaks for in a chat: theirs, and the one whose group it is."""
        return [office for office in self.departments.values() if user in office.people or office.chat == chat]

    def held(self, user: int, roles: Container[str] | None = None) -> list[int]:
        """The places of somebody's roles, or of these of them, in the order they were given."""
        officer = self.officers.get(user)
        named = officer.roles if officer else ()
        return [at for role, at in named if at in self.spots and (roles is None or role in roles)]

    def held_below(self, user: int, roles: Container[str] | None = None) -> list[int]:
        """The places of somebody's roles, or of these of them, each with all that lies below it."""
        return [spot.id for at in self.held(user, roles) for spot in self.below(at)]

    def tops(self) -> list[int]:
        """The highest places."""
        return [spot.id for spot in self.spots.values() if spot.parent is None]

    def within(self, place: int, area: int) -> bool:
        """Whether the place lies in the area (or is it)."""
        return area in self.spots[place].path

    def street_of(self, place: int) -> Spot:
        """The street that counts the place's tickets: its street, else its highest ancestor."""
        return self.at_level(place, "street") or self.spots[self.spots[place].path[0]]

    def is_of_residents(self, chat: int) -> bool:
        """Whether a chat is a residents' group."""
        post = self.posts.get(chat)
        return post is not None and post.purpose == "residents"

    def groups_at(self, place: int, purpose: str) -> list[Post]:
        return self._posts_at.get((place, purpose), [])

    def place_of(self, said_at: int, building: str, unit: str, compound: str = "") -> Spot:
        """Where a report belongs that names a building in a group standing at `said_at`.

        The one grid under that place that lists the building, else the one in the same community, else that place. Who
        names a compound that only one grid of the community lists means that one, whatever else has such a number.
        """
        here = self.spots[said_at]
        if not building:
            return here
        areas = (said_at, self._community_or(said_at))
        found = [self.listing(area, building, unit, compound) for area in areas]
        own = [spot for spot in found[-1] if compound and spot.has_house(compound, building)]
        return next((spots[0] for spots in (own, *found) if len(spots) == 1), here)

    def listing(self, area: int, building: str, unit: str, compound: str = "") -> list[Spot]:
        """The grids under a place that list a building; a micro grid's is its grid's too."""
        listed = self._by_number.get(building, {})
        found = [s for s in self.below(area) if s.id in listed and serves(listed[s.id], compound, building, unit)]
        if compound and len(found) > 1:
            found = [s for s in found if any(b.compound == compound for b in s.buildings if b.number == building)]
        return [s for s in found if not any(other.id in s.path[:-1] for other in found)]

    def lists(self, place: int, building: str, unit: str) -> bool:
        """Whether a building is the place's own, as far as is known: a grid that lists none has all it is told of."""
        spot = self.spots[place]
        if spot.level not in ("grid", "micro_grid"):
            return False
        listed = self._by_number.get(building_number(building), {}).get(place, ())
        return not spot.buildings or serves(listed, "", building, unit)

    def compound_in(self, words: str) -> str:
        """The compound that somebody names, of several the one before a building's number; "" if none."""
        if not self.compounds:
            return ""
        named = [name for name in sorted(self.compounds, key=len, reverse=True) if name in words]
        return next((name for name in named if re.search(re.escape(name) + _BEFORE_NUMBER, words)), (*named, "")[0])

    def compounds_of(self, place: int, building: str) -> set[str]:
        """The compounds of a place that have a building of this number; none where none is known."""
        listed = (each for spot in self.below(place) for each in spot.buildings)
        return {each.compound for each in listed if each.compound and each.number == building}

    def house_key(self, place: int, building: str, compound: str = "") -> str:
        """A building as homes are kept by it: its number, with the compound that is told of several there that have
        it; 幸福里/3."""
        number = number_of(building)
        told = compound_key(compound or building.removesuffix(number).removesuffix("/"))
        there = self.compounds_of(place, number) if told else set()
        name = next((each for each in there if compound_key(each) == told), "") if len(there) > 1 else ""
        # u12 is a person.
        return f"{name[:1].upper()}{name[1:]}/{number}" if name else number

    def house_in_full(self, place: int, house: str) -> str:
        """A building that is kept so with its compound, where the place has more than one: 阳光花园/1."""
        compound = "" if "/" in house else self.compound_at(place, house)
        return f"{compound}/{house}" if compound else house

    def compound_meant(self, place: int, building: str, *told: str) -> str:
        """The compound of a place where a building stands, without one that of a spot: the only one that has such a
        number, else the one that these words name; "" if neither tells it."""
        listed = [each for spot in self.below(place) for each in spot.buildings] if self.compounds else ()
        there = {each.compound for each in listed if building in ("", each.number)} or {h.compound for h in listed}
        if len(there) == 1:
            return there.pop() if building else ""
        return next((name for words in told if (name := self.compound_in(words)) and name in there), "")

    def compound_at(self, place: int, building: str, known: str = "") -> str:
        """The compound of a building, where the place has more than one and it must be told."""
        if not self.compounds:
            return ""
        mine = self.spots[place].buildings
        names = {known} if known else {each.compound for each in mine if each.number == building}
        return names.pop() if len({each.compound for each in mine}) > 1 and len(names) == 1 else ""

    def _community_or(self, place: int) -> int:
        community = self.at_level(place, "community")
        return community.id if community else place

    def staff_group(self, place: int, level: str) -> Post | None:
        """The group whose people see a ticket of this place now at `level`."""
        if level in ("street", "district"):
            street = self.street_of(place)
            posts = self.groups_at(street.id, "officials") or self.groups_at(street.id, "workers")
            return posts[0] if posts else None
        lowest = "community" if level == "community" else "micro_grid"
        for spot in self.above(place):
            if LEVELS.index(spot.level) < LEVELS.index(lowest) or LEVELS.index(spot.level) > LEVELS.index("community"):
                continue
            posts = self.groups_at(spot.id, "workers")
            if posts:
                return posts[0]
        return None

    def holders(self, place: int, roles: Iterable[str]) -> list[Officer]:
        """People who hold one of the roles exactly at the place."""
        wanted = set(roles)
        return [
            officer
            for officer in self._officers_at.get(place, [])
            if any(role in wanted and at == place for role, at in officer.roles)
        ]

    def serving(self, place: int, roles: Iterable[str]) -> list[Officer]:
        """People who hold one of the roles at the place or above it, nearest first, each once."""
        seen: dict[int, Officer] = {}
        for spot in self.above(place):
            for officer in self.holders(spot.id, roles):
                seen.setdefault(officer.user, officer)
        return list(seen.values())

    def colleagues(self, place: int) -> list[Officer]:
        """Who could take a ticket of this place: its grid, its community, the other grids of that community."""
        found = {officer.user: officer for officer in self.serving(place, CLAIMERS - STREET_ROLES)}
        community = self._community_or(place)
        for spot in self.below(community):
            for officer in self.holders(spot.id, GRID_ROLES | HELPER_ROLES):
                found.setdefault(officer.user, officer)
        return list(found.values())

    def may_handle(self, user: int, place: int) -> bool:
        """Whether somebody's roles reach the place: at it, above it, or in another grid of its community."""
        officer = self.officers.get(user)
        if officer is None:
            return False
        community = self._community_or(place)
        path = set(self.spots[place].path)
        return any(role in CLAIMERS and (at in path or community in self.spots[at].path) for role, at in officer.roles)

    def authority(self, user: int, place: int) -> Level | None:
        """In whose name somebody may decide about a place: a leader's grid, a secretary's community, the street."""
        officer, path = self.officers.get(user), set(self.spots[place].path)
        held = [
            _AUTHORITY[role] for role, at in (officer.roles if officer else ()) if role in _AUTHORITY and at in path
        ]
        return min(held, key=lambda level: level.rank, default=None)

    def may_see(self, user: int, place: int) -> bool:
        """Whether somebody may read a ticket of this place."""
        return user in self.admins or self.may_handle(user, place)

    def is_staff(self, user: int) -> bool:
        return user in self._staff

    def is_admin(self, user: int) -> bool:
        officer = self.officers.get(user)
        return user in self.admins or bool(officer and any(role == "admin" for role, _ in officer.roles))

    def all_admins(self) -> list[int]:
        """Those of the settings, and those who were given the role."""
        return sorted(self.admins | {user for user in self.officers if self.is_admin(user)})

    def role_name(self, user: int, place: int) -> str:
        """The role in which somebody serves the place: the nearest one, "" if none."""
        officer = self.officers.get(user)
        if officer is None:
            return ""
        for spot in self.above(place):
            for role, at in officer.roles:
                if at == spot.id and role != "admin":
                    return role
        return next((role for role, _ in officer.roles if role != "admin"), "")
