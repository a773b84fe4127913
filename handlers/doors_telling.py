"""What is told of a door campaign: workers' lists building by building, the asker's card, and its end."""

from collections.abc import Iterable, Mapping
from typing import Any

from handlers.broadcast_making import quiet
from handlers.desk import HIGH, Buttons, Desk
from models import door
from models.door import DONE, ENDED, FINISHED, RUNNING, DoorCampaign
from rules import callback, onduty
from rules.doors import Left, progress
from rules.houses import as_called
from rules.messages import Button
from rules.routing import GRID_ROLES, Officer

AT_A_TIME, PER_ROW, MOST_OTHERS = 20, 2, 10
MOST_LINES = 40
Area = tuple[int, str]


def walkers(desk: Desk, place: int) -> list[Officer]:
    """Who walks the doors of a place: its own workers and those below and above it, but who is away."""
    town = desk.town
    below = {o.user: o for spot in town.below(place) for o in town.holders(spot.id, GRID_ROLES)}
    found = list(below.values()) or town.serving(place, GRID_ROLES)
    return [officer for officer in onduty.not_away(town, found, desk.now) if officer.reachable]


def tell_workers(desk: Desk, campaign: DoorCampaign, areas: Iterable[Area], again: str = "") -> list[int]:
    """One list to each who walks there, each beginning at another building; the places where nobody can be told."""
    mine: dict[int, list[Area]] = {}
    silent: dict[int, None] = {}
    for area in areas:
        people = walkers(desk, area[0])
        for officer in people:
            mine.setdefault(officer.user, []).append(area)
        silent |= {} if people else {area[0]: None}
    for turn, (user, buildings) in enumerate(mine.items()):
        words, buttons = list_of(desk, campaign, buildings[turn % len(buildings)], user)
        key = f"door:{campaign.id}:{user}:{again}"
        words |= {"back": bool(again)}
        desk.say(user, "door_list", words, key=key, buttons=buttons, purpose="doors", priority=HIGH)
    return list(silent)


def list_of(
    desk: Desk, campaign: DoorCampaign, area: Area, user: int, after: int = -1
) -> tuple[dict[str, Any], Buttons]:
    """The next households of a building for a worker, and the other buildings: the words, and a button each."""
    shown = desk.policies.doors.shown
    found = door.to_walk(desk.session, campaign.id, area, user, desk.now, shown + 1, after)
    if not found and after >= 0:
        found = door.to_walk(desk.session, campaign.id, area, user, desk.now, shown + 1)
    rows = {(row.place, row.building): row for row in progress(door.doors_of(desk.session, campaign.id))}
    left = rows.get(area) or Left(*area, 0, 0, 0)
    words = {
        "id": campaign.id, "text": campaign.words, "building": desk.town.house_in_full(*area),
        "left": left.left, "away": left.away,
        "next": left.back if left.back and left.back > desk.now else None, "listed": bool(found), "back": False,
        "hold": int(desk.policies.doors.hold.total_seconds() // 60), "over": campaign.state != RUNNING,
    }  # fmt: skip
    if campaign.state != RUNNING:
        return words, ()
    return words, (*_doors(desk, found, shown), *_others(desk, campaign, area, rows, user))


def _others(desk: Desk, campaign: DoorCampaign, area: Area, rows: Mapping[Area, Left], user: int) -> Buttons:
    """The other buildings of this worker's places where somebody is left."""
    anchors = door.anchors(desk.session, campaign.id)
    places = {place for place, _ in anchors if user in {officer.user for officer in walkers(desk, place)}}
    told = [
        Button(
            desk.text("door_building", building=desk.town.house_in_full(*each), left=rows[each].left),
            callback.write("door_at", 0, anchor),
        )
        for each, anchor in anchors.items()
        if each != area and each[0] in places and rows[each].left
    ][:MOST_OTHERS]
    return tuple(tuple(told[at : at + PER_ROW]) for at in range(0, len(told), PER_ROW))


def _doors(desk: Desk, found: list[Any], shown: int) -> Buttons:
    told = [Button(_key(row), callback.write("door_take", 0, row.id)) for row in found[:shown]]
    rows = [tuple(told[at : at + PER_ROW]) for at in range(0, len(told), PER_ROW)]
    if len(found) > shown:
        rows += desk.choices(found[shown - 1].id, "door_more")
    return tuple(rows)


def _key(row: Any) -> str:
    return as_called("-".join(part for part in (row.building, row.unit, row.room) if part))


# the asker's card ---------------------------------------------------------------------------------------------------


def card_words(desk: Desk, campaign: DoorCampaign) -> dict[str, Any]:
    """What is left, building by building."""
    rows = progress(door.doors_of(desk.session, campaign.id))
    places = {row.place for row in rows}
    lines = [
        {"place": desk.town.spots[r.place].name if len(places) > 1 else "",
         "building": desk.town.house_in_full(r.place, r.building), "left": r.left, "homes": r.homes, "away": r.away}
        for r in rows if r.left
    ]  # fmt: skip
    return {
        "id": campaign.id, "text": campaign.words, "left": sum(row.left for row in rows),
        "homes": sum(row.homes for row in rows), "away": sum(row.away for row in rows), "lines": lines[:MOST_LINES],
        "limit": campaign.ends_at, "state": campaign.state,
    }  # fmt: skip


def card_buttons(desk: Desk, campaign: DoorCampaign) -> Buttons:
    """The list as a file; the end, while it runs."""
    end = (("door_end_word", "door_end"),) if campaign.state == RUNNING else ()
    return desk.choices(campaign.id, ("rollcall_list_word", "door_file"), *end)


def sweep_cards(desk: Desk) -> int:
    """Draws the askers' cards anew, no more often than the policy says."""
    numbers = door.cards_due(desk.session, desk.real_now, AT_A_TIME)
    for number in numbers:
        campaign = door.fetch(desk.session, number)
        assert campaign is not None
        door.change(desk.session, campaign, card_at=None)
        draw(desk, campaign)
    return len(numbers)


def draw(desk: Desk, campaign: DoorCampaign) -> None:
    row = desk.row_at(campaign.card_row)
    words, buttons = card_words(desk, campaign), card_buttons(desk, campaign)
    if row is None:
        new = desk.say(
            campaign.author, "door_progress", words, purpose="doors_card", bot=campaign.bot_id, buttons=buttons,
            key=f"doors:{campaign.id}",
        )  # fmt: skip
        door.change(desk.session, campaign, card_row=new or None)
        return
    desk.repaint(row, "door_progress", words, buttons)


def say_file(desk: Desk, campaign: DoorCampaign, user: int, template: str, **how: Any) -> None:
    """The whole list with what became of each, as a file in private."""
    file = {"doors": campaign.id, "sheet": f"{campaign.words[:30] or campaign.id}.xlsx"}
    desk.say(user, template, card_words(desk, campaign), encloses=file, purpose="doors_file", **how)


# its end ------------------------------------------------------------------------------------------------------------


def finish(desk: Desk, campaign: DoorCampaign, state: str) -> bool:
    """It is over: all are reached (done), or time is up (ended); who asked gets one line and the list, once."""
    kept = desk.now + desk.policies.doors.keep
    if not door.move(desk.session, campaign, state, (RUNNING,), due_at=kept, card_at=desk.real_now):
        return False
    how = {"bot": campaign.bot_id, "key": f"doors:{campaign.id}:over", "priority": HIGH}
    say_file(desk, campaign, campaign.author, "door_over", **how)
    return True


def settled(desk: Desk, campaign: DoorCampaign) -> None:
    """One household is settled: the card is drawn anew soon, and the campaign ends with the last."""
    door.card_soon(desk.session, campaign.id, desk.real_now + desk.policies.doors.card)
    rows = progress(door.doors_of(desk.session, campaign.id))
    if not sum(row.left for row in rows):
        finish(desk, campaign, DONE)
    else:
        look_again(desk, campaign)


def answered(desk: Desk, call: int, place: int, household: str) -> None:
    """A household has answered a roll call: no round of it goes there, and who is on the way is told."""
    for home in door.waited_for(desk.session, call, place, household):
        campaign = door.fetch(desk.session, home.campaign_id)
        if campaign is None or not door.spare(desk.session, home.id, desk.now):
            continue
        goes = home.taken_by if home.taken_until and home.taken_until > desk.now else None
        if goes not in (None, desk.actor):
            words = {"home": household, "text": campaign.words}
            desk.say(goes, "door_spared", words, purpose="doors", priority=HIGH, when_unclear="drop")
        settled(desk, campaign)


def call_off(desk: Desk, call: int) -> None:
    """The roll call was taken back: its rounds end, and those who walk them are told."""
    for number in door.rounds_of(desk.session, call):
        campaign = door.fetch(desk.session, number)
        kept = desk.now + desk.policies.doors.keep
        if campaign is None or not door.move(
            desk.session, campaign, ENDED, (RUNNING,), due_at=kept, card_at=desk.real_now
        ):
            continue
        places = dict.fromkeys(place for place, _ in door.anchors(desk.session, number))
        for user in dict.fromkeys(officer.user for place in places for officer in walkers(desk, place)):
            desk.say(user, "door_called_off", {"text": campaign.words}, purpose="doors", priority=HIGH)


def look_again(desk: Desk, campaign: DoorCampaign) -> None:
    """The next moment: its end, or when a door comes back."""
    back = door.next_back(desk.session, campaign.id, desk.now)
    door.change(desk.session, campaign, due_at=min(campaign.ends_at, back) if back else campaign.ends_at)


def sweep_campaigns(desk: Desk) -> int:
    """What falls due: doors that come back are told, campaigns end, old lists are erased."""
    numbers = door.due(desk.session, desk.now, AT_A_TIME)
    for number in numbers:
        campaign = door.fetch(desk.session, number)
        assert campaign is not None
        _step(desk, campaign)
    return len(numbers)


def _step(desk: Desk, campaign: DoorCampaign) -> None:
    if campaign.state in FINISHED:
        door.erase(desk.session, campaign)
    elif campaign.state != RUNNING:
        door.change(desk.session, campaign, due_at=None)
    elif desk.now >= campaign.ends_at:
        finish(desk, campaign, ENDED)
    elif (morning := quiet(desk).until(desk.now)) is not None:
        door.change(desk.session, campaign, due_at=min(morning, campaign.ends_at))
    else:
        since = campaign.told_at or campaign.created_at
        areas = door.back_since(desk.session, campaign.id, since, desk.now)
        tell_workers(desk, campaign, areas, again=f"{desk.now:%Y%m%d%H%M}")
        door.change(desk.session, campaign, told_at=desk.now)
        look_again(desk, campaign)
