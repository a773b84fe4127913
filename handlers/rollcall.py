"""接龙, 点名: households answer by a tap, by words under the card, or through a steward; the last answer counts."""

from dataclasses import dataclass, field
from typing import Any

from handlers import neighbours, rollcall_card, rollcall_help
from handlers.broadcast_making import grids_of, stands_at
from handlers.broadcast_sending import log
from handlers.desk import HIGH, Desk
from handlers.doors_telling import answered
from handlers.rollcall_card import REST, TAPPED, drop_rest, is_choice, numbered, rest_key, takes_answers
from models import broadcast_sending, rollcall
from models.broadcast import LIVE, Broadcast
from models.rollcall import RollCall
from rules.chain import Entry, entry, names_only_door
from rules.houses import number_of
from rules.messages import ChatKind
from rules.places import Address
from rules.receipts import Home, Taken
from rules.rollcall import COUNTS
from rules.rollcall_answer import lines_of, only_door
from rules.rollcall_board import DOORLESS, home_of
from rules.rollcall_choice import needs_help

CHASED = "rollcall_chase"
LISTED = 10


def tap(desk: Desk, arg: str) -> None:
    """A button of a roll call's card: `notice.item.value`."""
    number, _, rest = arg.partition(".")
    item, _, value = rest.partition(".")
    found = asking(desk, number)
    if found is None:
        return
    notice, call = found
    if not (item.isdecimal() and value.isdecimal()) or not is_choice(call.question, int(item), int(value)):
        desk.answer("stale_button")
        return
    values = {int(item): int(value)}
    if needs_help(call.question, values):
        call_for_help(desk, notice, call, Address(), values)
    else:
        take(desk, notice, call, Address(), values, "tap")


def asking(desk: Desk, number: str) -> tuple[Broadcast, RollCall] | None:
    """A roll call that takes answers, with its notice; else that has been said."""
    found = numbered(desk, number)
    if found is None or found[0].state not in LIVE:
        desk.answer("stale_button")
    elif not takes_answers(desk, found[1]):
        desk.answer("rollcall_closed", limit=found[1].deadline_at)
    else:
        return found
    return None


def take(
    desk: Desk, notice: Broadcast, call: RollCall, door: Address, values: dict[int, int], how: str, note: str = ""
) -> None:
    """Writes the household's answer and says so to who gave it, nobody else; asks for what it leaves out."""
    grid, taken = whose(desk, notice, call, door)
    doorless = taken.key.startswith(DOORLESS)
    odd = _unfit(desk, notice, call, taken, values)
    if odd:
        desk.answer(odd[0], **odd[1])
        return
    if not doorless:
        rollcall.settle(desk.session, call.id, desk.actor, grid, taken.key)
    before = rollcall.values_of(desk.session, call.id, grid, taken.key)
    if not _write(desk, notice, call, grid, taken.key, values, user_id=desk.actor, how=how, note=note):
        return
    if needs_help(call.question, before):
        rollcall_help.answers_anew(desk, notice, grid, _home(taken.key), _said_in(desk, call, values))
    told = rollcall.values_of(desk.session, call.id, grid, taken.key)
    asked = doorless and _ask_door(desk, notice)
    words = _words(call, told, values, how) | {"doorless": doorless, "asked": asked, "limit": call.deadline_at}
    if words["missing"] and how == "typed" and desk.said.chat_kind is ChatKind.GROUP:
        _ask_rest(desk, notice, words)
        return
    if not words["missing"]:
        drop_rest(desk, notice.id, desk.actor)
    desk.done("rollcall_noted", **words)


def call_for_help(desk: Desk, notice: Broadcast, call: RollCall, door: Address, values: dict[int, int]) -> None:
    """需要帮助 is counted where it can be; whoever has said so is brought to those on duty at once in any case."""
    grid, taken = whose(desk, notice, call, door)
    doorless, how = taken.key.startswith(DOORLESS), "tap" if desk.said.callback_id else "typed"
    if takes_answers(desk, call) and not _unfit(desk, notice, call, taken, values):
        if not doorless:
            rollcall.settle(desk.session, call.id, desk.actor, grid, taken.key)
        _write(desk, notice, call, grid, taken.key, values, user_id=desk.actor, how=how)
    words = _said_in(desk, call, values)
    ticket = rollcall_help.bring(desk, notice, grid, _home(taken.key), words)
    rollcall_help.say(desk, ticket, words, asked=doorless and _ask_door(desk, notice))


def _said_in(desk: Desk, call: RollCall, values: dict[int, int]) -> str:
    """What somebody has typed, or the option they have pressed."""
    return (desk.said.text if not desk.said.callback_id else "") or call.question.items[values[0]]


def _home(key: str) -> Home:
    """The household of a key; without a door where none is known."""
    return Home("", "", "") if key.startswith(DOORLESS) else home_of(key)


def whose(desk: Desk, notice: Broadcast, call: RollCall, door: Address) -> tuple[int, Taken]:
    """The household the actor answers for, with its grid: once they have told its door it is that one."""
    place = neighbours.speaks_from(desk, notice)
    grids = grids_of(desk, place)
    grid, taken = neighbours.whose(desk, notice, place, door, lambda: _answered(desk, call, grids))
    doorless, vague = taken.key.startswith(DOORLESS), bool(desk.town.compounds) and "/" not in taken.building
    known = rollcall.household_of(desk.session, call.id, desk.actor) if doorless or vague else None
    if known is not None and (doorless or known.household.rpartition("/")[2] == taken.key):
        return known.place_id, Taken(known.household, home_of(known.household).building)
    return grid, taken


def _ask_rest(desk: Desk, notice: Broadcast, words: dict[str, Any]) -> None:
    """What a household has left out is asked once, in private where that is open; no sign says that it is whole."""
    desk.answered = True
    key = rest_key(notice.id, desk.actor)
    asks = {name: words[name] for name in ("missing", "measure")}
    how: dict[str, Any] = {"purpose": REST, "key": key, "when_unclear": "drop"}
    if desk.private_bot(desk.actor):
        what = notice.fields.get("what", "")
        desk.say(desk.actor, "rollcall_rest", asks | {"text": what}, priority=HIGH, ask_reply=True, **how)
    else:
        desk.reply("rollcall_rest", asks | {"text": ""}, **how)


def _write(
    desk: Desk, notice: Broadcast, call: RollCall, grid: int, key: str, values: dict[int, int], **how: Any
) -> bool:
    """False, and said so, when the deadline came first. Once all is answered nobody is sent to the door."""
    later = desk.real_now + desk.policies.broadcast.card
    if not rollcall.still_asks(desk.session, call.id, desk.now, later):
        desk.answer("rollcall_closed", limit=call.deadline_at)
        return False
    rollcall.put(desk.session, call.id, grid, key, values, at=desk.now, **how)
    neighbours.draw_soon(desk, notice, grid)
    _spare(desk, call, grid, key)
    return True


def _spare(desk: Desk, call: RollCall, grid: int, key: str) -> None:
    if len(rollcall.values_of(desk.session, call.id, grid, key)) >= call.question.parts:
        answered(desk, call.id, grid, key)


def _answered(desk: Desk, call: RollCall, grids: list[int]) -> set[str]:
    return {key for grid in grids for key in rollcall.keys_of(desk.session, call.id, grid)}


def _unfit(
    desk: Desk, notice: Broadcast, call: RollCall, taken: Taken, values: dict[int, int]
) -> tuple[str, dict[str, Any]] | None:
    """Why this answer does not count: staff without a door, a number that is a slip, a building that is not asked."""
    most = desk.policies.rollcall.most
    if call.shape == COUNTS and any(value > most for value in values.values()):
        return "rollcall_most", {"most": most}
    if taken.key.startswith(DOORLESS):
        return ("rollcall_staff", {}) if desk.by_staff else None
    meant = _meant(desk, notice, neighbours.speaks_from(desk, notice))
    return ("rollcall_not_asked", {"buildings": meant}) if meant and number_of(taken.building) not in meant else None


def _meant(desk: Desk, notice: Broadcast, place: int) -> list[str]:
    """The buildings that are asked here; none where nothing is known of them."""
    chat = desk.said.chat if not desk.in_private else None
    told = broadcast_sending.parts_of(desk.session, notice.id, chat)
    numbers = [number for part in told for number in part.buildings]
    return list(dict.fromkeys(numbers)) or neighbours.numbers_at(desk, place)


def _words(call: RollCall, told: dict[int, int], new: dict[int, int], how: str) -> dict[str, Any]:
    """An answer as it is told back: each item with its number, what is still missing."""
    question = call.question
    counts = question.shape == COUNTS
    said = [{"item": question.items[item], "count": told[item]} for item in sorted(told)] if counts else []
    return {
        "counts": counts,
        "values": said,
        "choice": "" if counts else question.items[told[0]],
        "missing": [name for item, name in enumerate(question.items) if item not in told] if counts else [],
        "measure": question.measure,
        "more": TAPPED if counts and how == "tap" and TAPPED in new.values() else 0,
    }


# whose answer it is -------------------------------------------------------------------------------------------------


def _ask_door(desk: Desk, notice: Broadcast) -> bool:
    """Asks in private which door it is, once; False where no private chat is open."""
    key, text = f"door:{notice.id}:{desk.actor}", notice.fields.get("what", "")
    if not desk.private_bot(desk.actor):
        return False
    desk.say_once(
        key, desk.actor, "rollcall_door", {"text": text}, purpose="rollcall_door", priority=HIGH, when_unclear="drop",
        ask_reply=True,
    )  # fmt: skip
    return True


def told_door(desk: Desk) -> bool:
    """A door and nothing else in private, from somebody who has answered without one; whether it was that."""
    said = desk.said
    told = only_door(said.text, desk.town.compounds)
    if told is None:
        return False
    waiting = rollcall.doorless_of(desk.session, desk.actor)
    return bool(waiting) and _settle_door(desk, waiting, told)


def _settle_door(desk: Desk, waiting: list[Any], door: Address) -> bool:
    """What they answered becomes their household's, in every roll call that waits for it."""
    buildings = neighbours.numbers_at(desk, waiting[0].place_id)
    building = door.building or (buildings[0] if len(buildings) == 1 else "")
    if not building or (buildings and number_of(building) not in buildings):
        desk.reply("rollcall_door_unknown", {"building": number_of(building), "buildings": buildings}, purpose="answer")
        return True
    for row in waiting:
        found = rollcall_card.call_of(desk, row.rollcall_id)
        if found is None:
            continue
        notice, call = found
        told = Home(building, door.unit, door.room, door.lane)
        grid, home = neighbours.placed(desk, row.place_id, told)
        key = rollcall_card.key_of(desk, grid, home)
        rollcall.settle(desk.session, call.id, desk.actor, grid, key)
        rollcall_help.told_where(desk, notice, home_of(key))
        neighbours.draw_soon(desk, notice, grid)
        _spare(desk, call, grid, key)
        rollcall.change(desk.session, call, board_at=desk.real_now)
    desk.reply("rollcall_door_noted", {}, purpose="answer")
    return True


# for others ---------------------------------------------------------------------------------------------------------


def answer_for(desk: Desk, words: str) -> None:
    """`代答 3-2-501 2人`, a line each: for those without a telephone; a roll call's number may stand first."""
    number, rest = neighbours.numbered(words)
    place = stands_at(desk)
    call = _open_at(desk, number, place) if place is not None and rest.strip() else None
    notice = desk.session.get(Broadcast, call.id) if call else None
    if place is None or call is None or notice is None:
        desk.reply("rollcall_for_how", {"known": bool(rest.strip()), "number": number or 0}, purpose="answer")
        return
    found = _told_for(desk, notice, call, place, lines_of(rest))
    helped: list[int] = []
    for (grid, key), told in found.answers.items():
        before = rollcall.values_of(desk.session, call.id, grid, key)
        if not _write(desk, notice, call, grid, key, told.values, user_id=desk.actor, how="proxy"):
            return
        if needs_help(call.question, told.values):
            words = call.question.items[told.values[0]]
            helped.append(rollcall_help.bring(desk, notice, grid, home_of(key), words, proxy=True).number)
        elif needs_help(call.question, before):
            rollcall_help.answers_anew(desk, notice, grid, home_of(key), call.question.items[told.values[0]])
    log(desk, notice, "answer_for", homes=[key for _, key in found.answers])
    noted = {"id": notice.id, "count": len(found.answers), "wordless": found.wordless, "helped": helped}
    noted |= {"unread": found.unread[:LISTED], "unlisted": found.unlisted[:LISTED], "which": found.which[:LISTED]}
    desk.reply("rollcall_for_noted", noted | {"buildings": list(dict.fromkeys(found.elsewhere))}, purpose="answer")


@dataclass(slots=True)
class _ToldFor:
    """Lines for others: the answers by grid and household; else lines that cannot be read or tell only a door,
    buildings that are not asked, doors that no roster knows, and the homes that a door may be."""

    answers: dict[tuple[int, str], Entry] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    which: list[list[str]] = field(default_factory=list)


def _told_for(desk: Desk, notice: Broadcast, call: RollCall, place: int, lines: list[str]) -> _ToldFor:
    found, areas = _ToldFor(), neighbours.areas_of(desk, notice)
    for line in lines:
        told = entry(line, call.question, "", desk.town.compounds)
        if names_only_door(line, call.question, desk.town.compounds):
            found.wordless.append(line.strip()[:30])
            continue
        if told is None or not _counts_here(desk, call, place, told):
            found.unread.append(line.strip()[:30])
            continue
        grid, home = neighbours.placed(desk, place, told.home)
        if not neighbours.is_asked(areas, grid, home.building):
            found.elsewhere.append(home.building)
        elif key := neighbours.listed_key(desk, grid, home):
            found.answers[grid, key] = told
        elif meant := neighbours.homes_meant(desk, grid, home):
            found.which.append(meant)
        else:
            found.unlisted.append(home.key)
    return found


def _counts_here(desk: Desk, call: RollCall, place: int, told: Entry) -> bool:
    """Whether the door is one of the place's, and the number no slip."""
    buildings = neighbours.numbers_at(desk, place)
    most = desk.policies.rollcall.most
    slip = call.shape == COUNTS and any(value > most for value in told.values.values())
    return not slip and (not buildings or number_of(told.door.building) in buildings)


def _open_at(desk: Desk, number: int | None, place: int) -> RollCall | None:
    """The roll call told, if it is asked at this place; else the newest that is."""
    found = rollcall.asking_in(desk.session, neighbours.chats_around(desk, place), desk.now)
    wanted = number if number in found else next(iter(found), None) if number is None else None
    return rollcall.fetch(desk.session, wanted) if wanted is not None else None
