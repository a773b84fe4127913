"""入户: a list of households is drawn up, shown to who asks, handed to the workers, and brought to its end."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers import neighbours
from handlers.broadcast_making import ROLES, grids_of, stands_at, told_of
from handlers.desk import HIGH, Buttons, Desk
from handlers.doors_telling import draw, finish, say_file, tell_workers, walkers
from handlers.rollcall_card import areas_seen, call_of, counted, numbered
from models import door, rollcall
from models.broadcast import Broadcast
from models.door import DRAFT, DROPPED, ENDED, FINISHED, RUNNING, DoorCampaign
from models.household import first_in
from models.session import insert
from rules import callback
from rules.audience import Audience, Fault, houses_at, may_aim, read_audience, targets
from rules.composing import moment, split_head
from rules.doors import verb_in
from rules.houses import number_of
from rules.receipts import Home, walk
from rules.rollcall_board import comes_first

LONGEST, LISTED, NAMED = 60, 8, 6
LIST = frozenset({"列表", "list"})
Homes = list[tuple[int, Home]]


def handle(desk: Desk, words: str) -> None:
    """`入户 3号楼 5号楼: 燃气安检` draws up a list, `入户 发送` sends it; `入户 列表` names those there are."""
    verb = verb_in(words)
    if words.strip() in LIST:
        _show(desk)
    elif verb:
        _do(desk, begin if verb.sends else drop, verb.number)
    elif not words.strip():
        desk.reply("door_how")
    else:
        _compose(desk, words)


def _do(desk: Desk, act: Callable[[Desk, str], None], number: str) -> None:
    """A button's word typed, for the list with this number, else for the newest that waits."""
    waiting = [str(row.id) for row in door.waiting(desk.session, desk.actor)]
    meant = [each for each in waiting if number in ("", each)]
    if meant:
        act(desk, meant[0])
    else:
        desk.reply("door_fault", {"kind": "unwritten", "words": ""}, purpose="answer")


# the list is drawn up -----------------------------------------------------------------------------------------------


def _compose(desk: Desk, words: str) -> None:
    head, _, rest = split_head(words)
    scope, local = stands_at(desk), desk.local_now
    found = moment(rest, local)
    ends = datetime.fromisoformat(found[0]) if found else desk.now + desk.policies.doors.usual
    what = (rest[: found[1]] + _after(rest[found[2] :]) if found else rest).strip(" ,，。;；、")[:LONGEST]
    told = read_audience(head, desk.town, scope, {desk.word(role): role for role in ROLES}) if scope else None
    fault = told if isinstance(told, Fault) else _fault(desk, told, scope, what, ends)
    if fault or scope is None or not isinstance(told, Audience):
        desk.reply("door_fault", asdict(fault or Fault("elsewhere")), purpose="answer")
        return
    _draft(desk, scope, what, ends, told=asdict(told))


def _after(rest: str) -> str:
    return rest.removeprefix("之").removeprefix("以").removeprefix("前").removeprefix("截止")


def _fault(desk: Desk, told: Audience | None, scope: int | None, what: str, ends: datetime) -> Fault | None:
    """Why there can be no such round."""
    if told is None or scope is None:
        return Fault("elsewhere")
    if not what:
        return Fault("nothing")
    if ends <= desk.now:
        return Fault("past")
    if told.roles or told.people or told.purposes:
        return Fault("people")
    areas = _areas(desk, told, scope)
    if isinstance(areas, Fault):
        return areas
    places = [place for place, _ in areas]
    if not (may_aim(desk.town, desk.actor, places) and _answers(desk, places)):
        return Fault("elsewhere")
    return None if _homes_in(desk, areas) else Fault("unlisted", "、".join(told.numbers))


def _answers(desk: Desk, places: list[int]) -> bool:
    return desk.by_admin or all(desk.town.may_handle(desk.actor, place) for place in places)


def _areas(desk: Desk, told: Audience, scope: int) -> neighbours.Areas | Fault:
    """The grids meant, each with its buildings (none: all)."""
    aimed = targets(told, desk.town, scope)
    if isinstance(aimed, Fault) and aimed.kind != "nobody":
        return aimed
    meant = list(told.places or (scope,)) if isinstance(aimed, Fault) else list(aimed.areas)
    grids = {grid for place in meant for grid in grids_of(desk, place)}
    if isinstance(aimed, Fault):
        return [(grid, list(told.numbers)) for grid in sorted(grids)]
    return [(grid, houses_at(desk.town, aimed, grid)) for grid in sorted(grids)]


def _homes_in(desk: Desk, areas: neighbours.Areas) -> Homes:
    """The households known there, in the order they are walked: those that come first, then door by door."""
    found = [(place, Home(*door)) for place, *door in rollcall.homes_of(desk.session, areas)]
    first = first_in(desk.session, [place for place, _ in areas], desk.now)
    return sorted(found, key=lambda each: (not comes_first(each, first), each[0], *walk(each[1])))


def from_call(desk: Desk, arg: str) -> None:
    """去敲门 under a roll call's board: a round to those who have not answered."""
    found = numbered(desk, arg)
    if found is None or not areas_seen(desk, *found):
        desk.answer("stale_button")
        return
    notice, call = found
    what = notice.what[:LONGEST]
    ends = desk.now + desk.policies.doors.usual
    if not counted(desk, call, areas_seen(desk, notice, call)).left:
        desk.answer("door_fault", kind="nobody_left", words="")
        return
    _draft(desk, notice.scope_id, what, ends, told=dict(notice.told), rollcall_id=notice.id)
    desk.answer()


def _draft(desk: Desk, scope: int, what: str, ends: datetime, **more: Any) -> None:
    """Shows it in private before anybody is sent."""
    bot = desk.private_bot(desk.actor)
    if not bot:
        desk.reply("broadcast_private", {"link": desk.private_link("d")})
        return
    values = {"author": desk.actor, "bot_id": bot, "scope_id": scope, "words": what, "ends_at": ends} | more
    number = insert(desk.session, DoorCampaign, created_at=desk.now, **values)
    campaign = door.fetch(desk.session, number)
    assert campaign is not None
    desk.say(
        desk.actor, "door_preview", _preview(desk, campaign), purpose="doors_preview", bot=bot, priority=HIGH,
        buttons=_choices(desk, number),
    )  # fmt: skip
    if not desk.in_private and not desk.said.callback_id:
        desk.react()


def _choices(desk: Desk, number: int) -> Buttons:
    return desk.choices(number, ("bc_send", "door_go"), ("bc_drop", "door_drop"))


def _preview(desk: Desk, campaign: DoorCampaign) -> dict[str, Any]:
    homes = _homes_of(desk, campaign)
    buildings = [{"building": building, "count": count} for building, count in _sizes(homes).items()]
    places = list(dict.fromkeys(place for place, _ in homes))
    people = {o.user: o.name for place in places for o in walkers(desk, place)}
    wanted = campaign.told.get("buildings", ()) if campaign.rollcall_id is None else ()
    have = {number_of(home.building) for _, home in homes}
    return {
        "id": campaign.id, "text": campaign.words, "total": len(homes), "buildings": buildings[:LISTED],
        "names": list(people.values())[:NAMED], "people": len(people), "limit": campaign.ends_at,
        "unlisted": [number for number, *_ in wanted if number and number not in have],
    }  # fmt: skip


def _sizes(homes: Homes) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, home in homes:
        found[home.building] = found.get(home.building, 0) + 1
    return dict(sorted(found.items(), key=lambda each: walk(Home(each[0], "", ""))))


def _homes_of(desk: Desk, campaign: DoorCampaign) -> Homes:
    """Its households as they are now: of the places meant, or those a roll call lacks."""
    if campaign.rollcall_id is not None:
        asked = call_of(desk, campaign.rollcall_id)
        return list(counted(desk, asked[1], areas_seen(desk, *asked), True).left) if asked else []
    notice = Broadcast(told=campaign.told)
    areas = _areas(desk, told_of(notice), campaign.scope_id)
    return [] if isinstance(areas, Fault) else _homes_in(desk, areas)


# it begins and ends -------------------------------------------------------------------------------------------------


def begin(desk: Desk, arg: str) -> None:
    """发送: the workers get their lists."""
    campaign = _own(desk, arg, (DRAFT,))
    if campaign is None:
        return
    homes = _homes_of(desk, campaign)
    if not homes or campaign.ends_at <= desk.now:
        desk.answer("door_fault", kind="past" if homes else "nobody_left", words="")
        return
    if not door.move(desk.session, campaign, RUNNING, (DRAFT,), due_at=campaign.ends_at, told_at=desk.now):
        desk.answer("stale_button")
        return
    door.enlist(desk.session, campaign.id, homes)
    areas = dict.fromkeys((place, home.building) for place, home in homes)
    silent = tell_workers(desk, campaign, areas)
    draw(desk, campaign)
    if desk.said.callback_id:
        desk.edit_here("door_started", {"text": campaign.words, "total": len(homes)}, ())
    desk.answer("door_begun", silent=[desk.town.spots[place].name for place in silent])


def drop(desk: Desk, arg: str) -> None:
    """不发: nobody is sent."""
    campaign = _own(desk, arg, (DRAFT,))
    if campaign and door.move(desk.session, campaign, DROPPED, (DRAFT,)):
        words = {"text": campaign.words}
        if desk.said.callback_id:
            desk.edit_here("door_dropped", words, ())
        else:
            desk.reply("door_dropped", words, purpose="answer")
        desk.answer()


def end(desk: Desk, arg: str) -> None:
    """结束: what is left is not visited any more."""
    campaign = _own(desk, arg, (RUNNING,))
    if campaign and finish(desk, campaign, ENDED):
        desk.answer("door_finished")


def _own(desk: Desk, arg: str, among: tuple[str, ...]) -> DoorCampaign | None:
    """The actor's campaign in one of these states; else that has been said."""
    campaign = door.fetch(desk.session, callback.number(arg))
    if campaign is None or campaign.author != desk.actor or campaign.state not in among:
        desk.answer("stale_button")
        return None
    return campaign


def hand_file(desk: Desk, arg: str) -> None:
    """名单: every household with what became of it, to who asked."""
    campaign = _own(desk, arg, (RUNNING, *FINISHED))
    if campaign:
        say_file(desk, campaign, desk.actor, "door_file", bot=campaign.bot_id)
        desk.answer("rollcall_list_sent")


def _show(desk: Desk) -> None:
    rows = [row for row in door.recent(desk.session, LISTED * 4) if _concerns(desk, row)][:LISTED]
    told = [{"id": row.id, "text": row.words, "state": row.state, "limit": row.ends_at} for row in rows]
    desk.reply("door_campaigns", {"campaigns": told}, purpose="answer")


def _concerns(desk: Desk, row: Any) -> bool:
    return row.author == desk.actor or desk.town.may_handle(desk.actor, row.scope_id)
