"""重点户, in private: which households come first; kept apart, with consent, until a day, and every view logged."""

from collections.abc import Iterable
from datetime import datetime, time

from handlers.desk import Desk
from models.household import HouseholdView, VulnerableHousehold, erase, kept_at
from models.session import insert
from rules.cards import household
from rules.household import household_in
from rules.houses import as_called, house_kept

KEEPERS = ("grid_leader", "community_secretary", "street_center")


def keep(desk: Desk, words: str) -> None:
    """重点户: the list; with words, one more; 删除 and its number, one less."""
    areas = _areas(desk)
    if not desk.in_private:
        desk.answer("household_private")
    elif not areas:
        desk.answer("household_whose")
    elif not words:
        _show(desk, areas)
    elif words.startswith(("删除", "delete")):
        _erase(desk, areas, words.removeprefix("删除").removeprefix("delete").strip())
    else:
        _add(desk, areas, words)


def _areas(desk: Desk) -> list[int]:
    """The places whose households the actor may keep."""
    officer = desk.officer
    held = [at for role, at in officer.roles if role in KEEPERS] if officer else []
    return [spot.id for at in held for spot in desk.town.below(at)]


def _show(desk: Desk, areas: list[int]) -> None:
    rows = kept_at(desk.session, areas, desk.now)
    _log(desk, (row.id for row in rows), "read")
    told = [
        {"n": row.id, "home": row.household, "purpose": row.purpose, "until": row.expires_at, "consent": row.consent}
        for row in rows
    ]
    desk.reply("household_list", {"households": told})


def _add(desk: Desk, areas: list[int], words: str) -> None:
    told = household_in(words, desk.town.compounds)
    lacks = not told.key or not told.purpose or told.until is None or not told.consent
    if lacks or told.until is None:
        desk.answer("household_how", which=[])
        return
    house, home = house_kept(told.home.building), told.home
    found = (desk.town.place_of(at, house.number, home.unit, house.compound) for at in areas)
    place = next((spot for spot in found if spot.level in ("grid", "micro_grid")), None)
    until = datetime.combine(told.until, time(), desk.res.texts.zone)
    if place is None or until <= desk.now:
        desk.answer("household_how", which=[])
        return
    compounds = sorted(desk.town.compounds_of(place.id, house.number))
    keys = {each: desk.town.house_key(place.id, house.number, each) for each in compounds}
    kept = keys.get(house.compound, house.number)
    if kept == house.number and len(set(keys.values())) > 1:
        meant = [as_called(household(each, home.unit, home.room, home.lane)) for each in keys.values()]
        desk.answer("household_how", which=meant)
        return
    key = household(kept, home.unit, home.room, home.lane)
    row = {"place_id": place.id, "household": key, "purpose": told.purpose, "consent": told.consent}
    number = insert(desk.session, VulnerableHousehold, **row, expires_at=until)
    _log(desk, [number], "add")
    desk.answer("household_kept", home=key, limit=until)


def _erase(desk: Desk, areas: list[int], number: str) -> None:
    mine = {row.id for row in kept_at(desk.session, areas, desk.now)}
    if number.isdecimal() and int(number) in mine:
        erase(desk.session, int(number))
        _log(desk, [int(number)], "erase")
        desk.answer("household_erased")
    else:
        desk.answer("household_unknown")


def _log(desk: Desk, households: Iterable[int], act: str) -> None:
    for number in households:
        insert(desk.session, HouseholdView, household_id=number, by=desk.actor, at=desk.now, act=act)
