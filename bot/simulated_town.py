"""The simulated street: its communities and grids, a group for each, and who works there."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from models.place import Group as GroupRow
from models.place import Person as PersonRow
from models.town import touch
from models.town_import import apply
from rules.town import Building, Group, Level, Person, Place, Purpose, Role, RoleAt, Town

BOT = 1
OFFICIALS, WORKERS, RESIDENTS = -1, -100, -10_000
GRID_WORKER, SECRETARY, LEADER, OFFICIAL = 10_000, 2_000, 3_000, 4_000
BUILDINGS = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How many grids, so many a community; `staffed` is the share of grid workers that are there."""

    grids: int
    grids_a_community: int
    staffed: float = 1.0

    @property
    def communities(self) -> int:
        return -(-self.grids // self.grids_a_community)

    @property
    def workers(self) -> int:
        """How many grid workers there are."""
        return sum(self.has_worker(grid) for grid in range(self.grids))

    def community_of(self, grid: int) -> int:
        return grid // self.grids_a_community

    def has_worker(self, grid: int) -> bool:
        """Whether a grid keeps its own worker: those who are missing are spread evenly."""
        return int((grid + 1) * self.staffed) > int(grid * self.staffed)

    def worker_of(self, grid: int) -> int:
        """Who serves a grid: its own worker, else the nearest one there is."""
        near = sorted(range(self.grids), key=lambda other: (abs(other - grid), other))
        return GRID_WORKER + next((other for other in near if self.has_worker(other)), 0)


def residents_of(grid: int) -> int:
    """The residents' group of a grid."""
    return RESIDENTS - grid


def is_residents(chat: int) -> bool:
    return chat <= RESIDENTS


def staff_of(size: Size) -> list[int]:
    """Everybody who works there."""
    return [person.user_id for person in _people(size)]


def settle(session: Session, size: Size) -> None:
    """Makes the town; every private chat is open, every notice pinned."""
    apply(session, Town(tuple(_places(size)), tuple(_groups(size)), tuple(_people(size))))
    session.connection().execute(sa.update(PersonRow).values(private="open", bot_id=BOT))
    session.connection().execute(sa.update(GroupRow).values(bot_id=BOT, notice_row=0))
    touch(session)


def _places(size: Size) -> Iterator[Place]:
    buildings = tuple(Building(str(number + 1)) for number in range(BUILDINGS))
    yield Place("s", Level.STREET, "街道")
    for community in range(size.communities):
        yield Place(f"s-{community}", Level.COMMUNITY, f"第{community + 1}社区", "s")
    for grid in range(size.grids):
        community = size.community_of(grid)
        yield Place(f"s-{community}-{grid}", Level.GRID, f"第{grid + 1}网格", f"s-{community}", buildings=buildings)


def _groups(size: Size) -> Iterator[Group]:
    yield Group(OFFICIALS, "s", Purpose.OFFICIALS, "指挥群")
    for community in range(size.communities):
        yield Group(WORKERS - community, f"s-{community}", Purpose.WORKERS, f"第{community + 1}社区工作群")
    for grid in range(size.grids):
        yield Group(residents_of(grid), f"s-{size.community_of(grid)}-{grid}", Purpose.RESIDENTS, f"第{grid + 1}网格群")


def _people(size: Size) -> Iterator[Person]:
    roles: dict[int, list[RoleAt]] = {}
    for grid in range(size.grids):
        place = f"s-{size.community_of(grid)}-{grid}"
        roles.setdefault(size.worker_of(grid), []).append(RoleAt(Role.GRID_WORKER, place))
    for user, held in roles.items():
        yield Person(user, f"网格员{user - GRID_WORKER + 1}", roles=tuple(held))
    for community in range(size.communities):
        place = f"s-{community}"
        yield Person(SECRETARY + community, f"书记{community + 1}", roles=(RoleAt(Role.COMMUNITY_SECRETARY, place),))
        yield Person(LEADER + community, f"网格长{community + 1}", roles=(RoleAt(Role.GRID_LEADER, place),))
    for number in range(2):
        yield Person(OFFICIAL + number, f"值班员{number + 1}", roles=(RoleAt(Role.STREET_CENTER, "s"),))
