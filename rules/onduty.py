"""Who is on: by the rota of a place where it has one, else everybody with the role, in duty hours.

A grid's rota says when its people work, by day and by night. That of a community or a street says who has a turn; in
duty hours outside of it whoever holds an office there is on as ever. Who walks the grids is on by the rota alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from rules.duty import DutyHours, next_duty, on_duty
from rules.rota import Gap, Line, Rota
from rules.routing import GRID_ROLES, LEVELS, Directory, Officer
from rules.town import Level

ARRANGERS = frozenset({"grid_leader", "community_secretary", "street_center"})
IN_SIGHT = timedelta(days=8)
HIGHEST = LEVELS.index("community")
# What is decided in somebody's name: no worker does it by standing in.
OFFICES = {"community_secretary": Level.COMMUNITY, "street_center": Level.STREET}


def on_at(town: Directory, place: int, roles: Iterable[str], at: datetime, hours: DutyHours) -> list[Officer]:
    """Who is on in one of these roles exactly at the place, whose turn it is first; a stand-in in the other's."""
    wanted = set(roles)
    turns = _turns(town, place, wanted, at)
    if turns:
        return _officers(town, [stand for _, stand in turns])
    if not on_duty(at, hours):
        return []
    plain = {role for role in wanted if not _by_rota_alone(town, place, role)}
    holders = ((officer.user, town.rota.stands_in(officer.user, at)) for officer in town.holders(place, plain))
    return _officers(town, [s for user, s in holders if s is not None and _fills(town, place, plain, user, s)])


def _by_rota_alone(town: Directory, place: int, role: str) -> bool:
    """Whether nobody is on in a role at a place outside the lines of its rota."""
    return town.rota.covers(place) and (role in GRID_ROLES or LEVELS.index(town.spots[place].level) < HIGHEST)


def serving(town: Directory, place: int, roles: Iterable[str], at: datetime, hours: DutyHours) -> list[Officer]:
    """Who is on in one of these roles at the place or above it, nearest first; where nobody is, the night duty."""
    wanted = set(roles)
    found = [officer for spot in town.above(place) for officer in on_at(town, spot.id, wanted, at, hours)]
    if not found and wanted & GRID_ROLES:
        return night_duty(town, place, at)
    return _officers(town, [officer.user for officer in found])


def backups_of(town: Directory, place: int, roles: Iterable[str], at: datetime) -> list[Officer]:
    """Who stands second in the rota of the place now: they are asked when the first does not come."""
    turns = _turns(town, place, set(roles), at)
    first = min((line.order for line, _ in turns), default=0)
    leads = {stand for line, stand in turns if line.order == first}
    return _officers(town, [stand for _, stand in turns if stand not in leads])


def night_duty(town: Directory, place: int, at: datetime) -> list[Officer]:
    """Whoever the rota lists now, whatever their role: at the nearest place, up to the community, where one is on."""
    near = (spot.id for spot in town.above(place) if LEVELS.index(spot.level) <= HIGHEST)
    return next((people for spot in near if (people := _officers(town, town.rota.on(spot, at)))), [])


def is_on(town: Directory, user: int, at: datetime, hours: DutyHours) -> bool:
    """Whether somebody is on anywhere, in a role of their own or for somebody else."""
    officer = town.officers.get(user)
    held = [(role, place) for role, place in officer.roles if place in town.spots] if officer else []
    by_rota = any(user in town.rota.on(place, at) for place in town.rota.places)
    plain = on_duty(at, hours) and any(_is_plain(town, place, role, at) for role, place in held)
    return by_rota or (plain and not town.rota.is_away(user, at))


def _is_plain(town: Directory, place: int, role: str, at: datetime) -> bool:
    """Whether everybody with a role at a place is on while duty lasts: nobody with it has a turn."""
    return not _by_rota_alone(town, place, role) and not _turns(town, place, {role}, at)


def next_on(town: Directory, user: int, at: datetime, hours: DutyHours) -> datetime:
    """The first moment from `at` on when somebody is on: `at` itself if they are; a day later if none is in sight."""
    if is_on(town, user, at, hours):
        return at
    ends = at + IN_SIGHT
    changes = [moment for place in town.rota.places for moment in town.rota.changes(place, at, ends)]
    moments = sorted({*changes, next_duty(at, hours)})
    return next((moment for moment in moments if is_on(town, user, moment, hours)), at + timedelta(days=1))


def gaps(town: Directory, rota: Rota, place: int, start: datetime, ahead: timedelta, hours: DutyHours) -> list[Gap]:
    """Where nobody is on from `start` (aware) until `ahead` later, by this rota, at a place that has one.

    A grid's days, and its nights unless its community has a rota; of what lies above the grids its nights.
    """
    if not rota.covers(place):
        return []
    found = rota.gaps_ahead(place, start, ahead, hours)
    community = town.at_level(place, "community")
    if LEVELS.index(town.spots[place].level) >= HIGHEST:
        return [gap for gap in found if gap.night]
    return [gap for gap in found if not gap.night or community is None or not rota.covers(community.id)]


def not_away(town: Directory, people: Iterable[Officer], at: datetime) -> list[Officer]:
    """Without those on leave."""
    return [officer for officer in people if not town.rota.is_away(officer.user, at)]


def _turns(town: Directory, place: int, wanted: set[str], at: datetime) -> list[tuple[Line, int]]:
    turns = town.rota.turns(place, at)
    return [(line, stand) for line, stand in turns if _fills(town, place, wanted, line.person, stand)]


def _fills(town: Directory, place: int, wanted: set[str], person: int, stand: int) -> bool:
    """Whether who does somebody's duty stands there in a wanted role of theirs: an office only who decides as high."""
    held = {role for role in wanted if _holds(town, person, place, {role})}
    if stand == person or any(role not in OFFICES for role in held):
        return bool(held)
    own = town.authority(stand, place)
    return own is not None and any(not OFFICES[role].above(own) for role in held)


def offices_of(town: Directory, person: int, stand: int) -> list[str]:
    """The offices of somebody in which another does not stand in."""
    officer = town.officers.get(person)
    held = [(role, at) for role, at in officer.roles if role in OFFICES and at in town.spots] if officer else []
    return list(dict.fromkeys(role for role, at in held if not _fills(town, at, {role}, person, stand)))


def _holds(town: Directory, person: int, place: int, wanted: set[str]) -> bool:
    officer = town.officers.get(person)
    return bool(officer and any(role in wanted and at == place for role, at in officer.roles))


def _officers(town: Directory, people: Iterable[int]) -> list[Officer]:
    return [town.officers[user] for user in dict.fromkeys(people) if user in town.officers]


def crew(town: Directory, user: int) -> dict[int, str]:
    """The colleagues somebody may name, with themselves: those of their communities; two of a name told apart."""
    officer = town.officers.get(user)
    places = [place for _, place in officer.roles if place in town.spots] if officer else list(town.spots)
    found = {user} if officer else set[int]()
    return town.told_apart(dict.fromkeys([*found, *(each.user for at in places for each in town.colleagues(at))]))


def may_arrange(town: Directory, actor: int, person: int) -> bool:
    """Whether somebody may say that a person is away: oneself, one's grid leader, the secretary, the street."""
    if actor == person:
        return True
    officer = town.officers.get(person)
    return bool(officer and any(arranges_at(town, actor, place) for _, place in officer.roles if place in town.spots))


def arranges_at(town: Directory, actor: int, place: int) -> bool:
    """Whether somebody draws up the rota of a place."""
    officer = town.officers.get(actor)
    path = town.spots[place].path
    return town.is_admin(actor) or bool(officer and any(role in ARRANGERS and at in path for role, at in officer.roles))
