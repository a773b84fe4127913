"""Whose household somebody speaks for, in which grid, and who looks after it: what receipts and roll calls share."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from handlers.broadcast_making import grids_of, told_of
from handlers.desk import LOW, Buttons, Desk
from models import broadcast_sending
from models.broadcast import Broadcast
from models.place import Person, living_at
from models.receipt import roster
from rules.audience import PUBLIC
from rules.houses import as_called, house_kept, number_of
from rules.places import Address, nickname
from rules.receipts import Home, Taken, household
from rules.routing import COMMUNITY_ROLES, STREET_ROLES, Officer, Post, Spot
from rules.town import serves
from rules.wording import narrow

STEWARDS = frozenset({"building_steward", "unit_steward", "volunteer"})
SEEING = frozenset({"grid_worker", "grid_leader"}) | COMMUNITY_ROLES | STREET_ROLES
MOST_ASKED = 2000
Areas = list[tuple[int, list[str]]]


def speaks_from(desk: Desk, notice: Broadcast) -> int:
    """The place where the actor speaks: the group's, in private their home, else the notice's."""
    person = desk.session.get(Person, desk.actor) if desk.in_private else None
    post = desk.town.posts.get(desk.said.chat)
    place = post.place if post and post.place is not None else (person.home_place if person else None)
    return place if place is not None and place in desk.town.spots else notice.scope_id


def whose(
    desk: Desk, notice: Broadcast, here: int, door: Address, known: Callable[[], Collection[str]] = frozenset
) -> tuple[int, Taken]:
    """The household the actor speaks for, with its grid; `known` are doors besides the roster's, asked only where it
    matters."""
    name = desk.said.sender_name
    told = broadcast_sending.parts_of(desk.session, notice.id, desk.said.chat)
    buildings = [number for part in told for number in part.buildings] or numbers_at(desk, here)
    spoken = door if door.room else nickname(name)
    compound = _compound_of(desk, name)
    doubtful = bool(spoken.room and not spoken.unit)
    rooms = {*roster(desk.session, grids_of(desk, here)), *known()} if doubtful else set[str]()
    grid = partial(grid_of, desk, here, compound=compound)

    def kept(told: str) -> str:
        home = Home(desk.town.house_key(grid(told), told, compound), spoken.unit, spoken.room)
        return _as_listed(desk, grid(told), home) if desk.town.compounds else home.building

    taken = household(desk.actor, name, door, rooms, list(dict.fromkeys(buildings)), kept)
    return grid(door.building if number_of(door.building) == number_of(taken.building) else taken.building), taken


def _as_listed(desk: Desk, grid: int, home: Home) -> str:
    """The building of a home, whose compound is that of the roster's only such door where it is not known."""
    meant = homes_meant(desk, grid, home) if home.room else []
    known = roster(desk.session, [grid], [home.building]).values() if meant else ()
    there = {each.building for each in known if each.room == home.room and home.unit in ("", each.unit)}
    return there.pop() if len(there) == 1 else home.building


def _compound_of(desk: Desk, name: str) -> str:
    return desk.town.compound_in(name) if desk.town.compounds else ""


def numbered(words: str) -> tuple[int | None, str]:
    """The number of a notice that stands first, and the rest: 代签 128 3-2-501; all the words where there is none."""
    first, _, rest = narrow(words).strip().partition(" ")
    number = first.removesuffix("号")
    return (int(number), rest) if number.isdecimal() and len(number) < 10 and rest.strip() else (None, words)


def chats_around(desk: Desk, place: int) -> list[int]:
    """The groups that hear notices at a place, below it and above."""
    spots = (*desk.town.below(place), *desk.town.above(place))
    return [post.chat for spot in spots for post in posts_at(desk, spot.id)]


def grid_of(desk: Desk, here: int, building: str, unit: str = "", compound: str = "") -> int:
    """The grid that a building belongs to, told at a place; `compound` is that of one without."""
    house = house_kept(building)
    place = desk.town.place_of(here, house.number, unit, house.compound or compound)
    if place.id == here and (house.compound or compound):
        place = desk.town.place_of(here, house.number, unit)
    return (desk.town.at_level(place.id, "grid") or place).id


def placed(desk: Desk, here: int, home: Home) -> tuple[int, Home]:
    """The grid of a home that is told at a place, and the home as it is kept there."""
    grid = grid_of(desk, here, home.building, home.unit)
    return grid, replace(home, building=desk.town.house_key(grid, home.building))


def listed_key(desk: Desk, grid: int, home: Home) -> str:
    """The household a steward names; "" for a door that the roster of its building does not know, or not for sure."""
    known = roster(desk.session, [grid], [home.building])
    if home.key in known or (not known and not homes_meant(desk, grid, home)):
        return home.key
    fitting = [key for key, other in known.items() if _may_be(home, other)]
    return fitting[0] if len(fitting) == 1 else ""


def _may_be(told: Home, listed: Home) -> bool:
    """Whether a door of the roster is the one told, as far as that tells its compound and its unit."""
    house = listed.building if "/" in told.building else number_of(listed.building)
    told_all = bool(told.unit) and house == listed.building
    return not told_all and (house, listed.room) == (told.building, told.room) and told.unit in ("", listed.unit)


def homes_meant(desk: Desk, grid: int, home: Home) -> list[str]:
    """The homes that a door without its compound may be, where its grid has several; as people write them."""
    compounds = sorted(desk.town.compounds_of(grid, home.building)) if desk.town.compounds else []
    several = compounds if len(compounds) > 1 and "/" not in home.building else []
    return [as_called(replace(home, building=desk.town.house_key(grid, home.building, each)).key) for each in several]


def numbers_at(desk: Desk, place: int) -> list[str]:
    """The numbers of the buildings at a place."""
    return [building.number for spot in desk.town.below(place) for building in spot.buildings]


def posts_at(desk: Desk, place: int) -> list[Post]:
    """The groups of residents that stand at a place."""
    return [*desk.town.groups_at(place, "residents"), *desk.town.groups_at(place, "notice")]


def cards_over(desk: Desk, grid: int) -> list[int]:
    """The groups whose card counts households of this grid: its own, those below it and above."""
    places = [spot.id for spot in (*desk.town.above(grid), *desk.town.below(grid))]
    return [post.chat for place in dict.fromkeys(places) for post in posts_at(desk, place)]


def draw_soon(desk: Desk, notice: Broadcast, grid: int) -> None:
    """The cards that count this grid are drawn anew in a moment."""
    for chat in cards_over(desk, grid):
        broadcast_sending.card_soon(desk.session, notice.id, chat, desk.real_now)


def areas_of(desk: Desk, notice: Broadcast) -> Areas:
    """The grids whose residents a notice was for, each with its buildings meant (none: all) as homes are kept by."""
    found: dict[int, list[str]] = {}
    for part in broadcast_sending.parts_of(desk.session, notice.id):
        post = desk.town.posts.get(part.chat_id)
        if post and post.place is not None and post.purpose in PUBLIC:
            for grid in grids_of(desk, post.place):
                found.setdefault(grid, []).extend(houses_meant(desk, notice, grid, part.buildings))
    return list(found.items())


def houses_meant(desk: Desk, notice: Broadcast, grid: int, numbers: Iterable[str]) -> list[str]:
    """Of the numbers a notice went to in a grid the houses meant there: 幸福里/3 of 幸福里3号楼, and no 阳光花园/3."""
    houses = told_of(notice).buildings
    told = {number: {h.compound for h in houses if h.compound and h.number in ("", number)} for number in numbers}
    keys = (
        desk.town.house_key(grid, number, compound)
        for number, compounds in told.items()
        for compound in sorted(compounds) or [""]
    )
    return list(dict.fromkeys(keys))


def is_asked(areas: Areas, grid: int, building: str) -> bool:
    """Whether a notice was for a building of a grid; one that went to no group, a 接龙 of their own, is for all."""
    return not areas or any(grid == at and (not meant or stands_among(building, meant)) for at, meant in areas)


def stands_among(building: str, meant: Iterable[str]) -> bool:
    """Whether a building is one of those meant; where only one of both tells its compound, it may be."""
    same = [key for key in meant if number_of(key) == number_of(building)]
    return building in same or any("/" not in key or "/" not in building for key in same)


def _residents_near(desk: Desk, areas: Areas) -> list[Any]:
    """Who has opened their private chat and lives there, but for staff: user_id and name.

    Whose name tells another building than those meant is not asked.
    """
    grids = [grid for grid, _ in areas]
    meant = {number for _, buildings in areas for number in buildings} if all(told for _, told in areas) else set()
    near = {
        place for grid in grids for place in (*desk.town.spots[grid].path, *(spot.id for spot in desk.town.below(grid)))
    }
    rows = living_at(desk.session, near, MOST_ASKED)
    near_ones = [row for row in rows if not desk.town.is_staff(row.user_id)]
    return [row for row in near_ones if not meant or _may_live_in(desk, row.name, meant)]


def _may_live_in(desk: Desk, name: str, meant: Collection[str]) -> bool:
    number = nickname(name).building
    compound = _compound_of(desk, name) if number else ""
    return not number or stands_among(f"{compound}/{number}" if compound else number, meant)


def chase(
    desk: Desk,
    notice: Broadcast,
    template: str,
    buttons: Buttons,
    areas: Areas,
    have: Collection[int],
    keys: Collection[str],
) -> int:
    """Asks in private, once, those who live there and have not answered; returns how many.

    `have` are those who have, `keys` the households of which somebody has.
    """
    grids = [grid for grid, _ in areas]
    asked = [
        row.user_id
        for row in _residents_near(desk, areas)
        if row.user_id not in have and _home_named(desk, grids, row.user_id, row.name, keys) not in keys
    ]
    for user in asked:
        desk.say_once(
            f"{template}:{notice.id}:{user}", user, template, {"text": notice.text}, priority=LOW, purpose=template,
            when_unclear="drop", buttons=buttons,
        )  # fmt: skip
    return len(asked)


def _home_named(desk: Desk, grids: Sequence[int], user: int, name: str, keys: Collection[str]) -> str:
    """The household that a name tells."""
    compound = _compound_of(desk, name)

    def kept(told: str) -> str:
        return desk.town.house_key(grid_of(desk, grids[0], told, "", compound), told, compound) if compound else told

    return household(user, name, Address(), keys, (), kept).key


def doors_by_keeper(
    desk: Desk, grid: int, roles: Collection[str], homes: Sequence[Home]
) -> list[tuple[Officer, list[Home]]]:
    """Who looks after doors of a grid in one of these roles, each with their own: those of the buildings they hold."""
    held: dict[int, list[Spot]] = {}
    for spot in desk.town.below(grid):
        for officer in desk.town.holders(spot.id, roles):
            held.setdefault(officer.user, []).append(spot)
    found = [(desk.town.officers[user], [h for h in homes if _kept_by(spots, h)]) for user, spots in held.items()]
    return [(officer, mine) for officer, mine in found if mine]


def _kept_by(spots: Iterable[Spot], home: Home) -> bool:
    """A place without buildings of its own is meant as a whole."""
    return any(not spot.buildings or _serves(spot, home) for spot in spots)


def _serves(spot: Spot, home: Home) -> bool:
    house = house_kept(home.building)
    return serves(spot.buildings, house.compound, house.number, home.unit)


def may_sign(desk: Desk) -> bool:
    """Whether somebody may speak for others' households: stewards, volunteers and staff."""
    officer = desk.officer
    return desk.by_staff or bool(officer and any(role in STEWARDS for role, _ in officer.roles))


def may_see(desk: Desk, author: int, grid: int) -> bool:
    """Whether the actor may read of single doors there: who asked, and who answers for that grid or what is above."""
    officer, path = desk.officer, desk.town.spots[grid].path
    answers = officer is not None and any(role in SEEING and at in path for role, at in officer.roles)
    return answers or desk.actor == author
