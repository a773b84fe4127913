"""Doors whose receipts are missing: listed for who looks after them, and taken off the list as they come in."""

from typing import Any

from handlers.desk import LOW, Desk
from handlers.neighbours import STEWARDS, areas_of, doors_by_keeper, stands_among
from models import broadcast_sending, outbox, receipt
from models.broadcast import Broadcast
from models.household import first_at
from rules.audience import PUBLIC
from rules.receipts import Home, Taken, by_person, missing
from rules.routing import GRID_ROLES

MOST_DOORS = 60
LISTS = {"steward": (STEWARDS, "receipt_steward"), "worker": (GRID_ROLES, "receipt_worker")}


def tell(desk: Desk, notice: Broadcast, stage: str) -> int:
    """The doors still to be told, for those who look after them, in private; where a roster is known."""
    roles, template = LISTS[stage]
    areas = areas_of(desk, notice)
    listed = {place for place, _ in receipt.roster_sizes(desk.session, [grid for grid, _ in areas])}
    told = 0
    for grid, buildings in ((grid, buildings) for grid, buildings in areas if grid in listed):
        left = left_at(desk, notice, grid, buildings)
        for officer, mine in doors_by_keeper(desk, grid, roles, left):
            key, words = _key(stage, notice, grid, officer.user), _words(notice, mine)
            told += bool(desk.say_once(key, officer.user, template, words, purpose="broadcast_doors", priority=LOW))
    return told


def shorten(desk: Desk, notice: Broadcast, grids: set[int]) -> None:
    """Gives the lists of these grids what is left now."""
    for grid, buildings in areas_of(desk, notice):
        if grid in grids:
            left = left_at(desk, notice, grid, buildings)
            for stage in LISTS:
                _redraw(desk, notice, stage, grid, left)


def _redraw(desk: Desk, notice: Broadcast, stage: str, grid: int, left: list[Home]) -> None:
    roles, template = LISTS[stage]
    theirs = {officer.user: mine for officer, mine in doors_by_keeper(desk, grid, roles, left)}
    for user in {officer.user for spot in desk.town.below(grid) for officer in desk.town.holders(spot.id, roles)}:
        row = outbox.by_key(desk.session, _key(stage, notice, grid, user))
        if row is not None:
            desk.repaint(row, template, _words(notice, theirs.get(user, [])), priority=LOW)


def left_at(desk: Desk, notice: Broadcast, grid: int, buildings: list[str]) -> list[Home]:
    """The doors of a grid that have not taken note, those that come first at the head."""
    homes = receipt.roster(desk.session, [grid], buildings)
    first = first_at(desk.session, [grid], desk.now)
    return list(missing(receipt.taken_of(desk.session, notice.id, [grid]), homes, first))


def taken_by(desk: Desk, notice: Broadcast) -> list[Taken]:
    """The households that have taken note, of those it was for."""
    areas = dict(areas_of(desk, notice))
    colleagues = {by_person(user).key for user in desk.town.officers} if _colleagues(desk, notice) else set[str]()
    return [
        taken
        for grid, taken in receipt.placed(desk.session, notice.id)
        if grid in areas
        and taken.key not in colleagues
        and (not areas[grid] or not taken.building or stands_among(taken.building, areas[grid]))
    ]


def named(desk: Desk, notice: Broadcast) -> tuple[list[str], list[str]]:
    """The colleagues it went to who have taken note, and those who have not, of whom it is known whom it was for."""
    if not _colleagues(desk, notice):
        return [], []
    have = receipt.users_of(desk.session, notice.id) & set(desk.town.officers)
    alone = {chat for chat in _colleagues(desk, notice) if chat > 0}
    left = [user for user in alone if user not in have and user in desk.town.officers]
    told = alone & have if areas_of(desk, notice) else have
    return [[desk.town.officers[user].name for user in sorted(users)] for users in (told, left)]  # type: ignore[return-value]


def _colleagues(desk: Desk, notice: Broadcast) -> list[int]:
    """The chats a notice went to that residents do not read: staff groups, and people by themselves."""
    chats = [part.chat_id for part in broadcast_sending.parts_of(desk.session, notice.id)]
    return [chat for chat in chats if not ((post := desk.town.posts.get(chat)) and post.purpose in PUBLIC)]


def _words(notice: Broadcast, mine: list[Home]) -> dict[str, Any]:
    return {"id": notice.id, "text": notice.text, "total": len(mine), "homes": mine[:MOST_DOORS]}


def _key(stage: str, notice: Broadcast, grid: int, user: int) -> str:
    return f"{LISTS[stage][1]}:{notice.id}:{grid}:{user}"
