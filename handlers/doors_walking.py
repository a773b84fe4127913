"""From door to door: a worker takes a household and says what became of it; none is visited twice."""

from typing import Any

from handlers import neighbours, rollcall_card
from handlers.broadcast_sending import log
from handlers.desk import Buttons, Desk
from handlers.doors_telling import answered, list_of, settled
from handlers.report_found import called_to
from handlers.rollcall_card import choices, is_choice, takes_answers
from models import door, rollcall
from models.broadcast import Broadcast
from models.door import RUNNING, DoorCampaign, DoorHome
from models.rollcall import ERASED, RollCall
from rules import callback
from rules.care import Found, how_found
from rules.doors import AWAY, OVER, RESULTS, SPOKEN, VERBS, back_at, found_at
from rules.houses import as_called, doors_told
from rules.messages import Button
from rules.receipts import Home
from rules.rollcall import COUNTS
from rules.rollcall_answer import picked
from rules.wording import narrow

LONGEST_NOTE = 60


def take(desk: Desk, arg: str) -> None:
    """A door's button: it is the worker's for a while, and nobody else goes there."""
    found = _at(desk, arg)
    if found is None:
        return
    campaign, home = found
    until = desk.now + desk.policies.doors.hold
    if not door.take(desk.session, home.id, desk.actor, desk.now, until):
        _too_late(desk, home)
        _back_to_list(desk, campaign, home)
        return
    desk.edit_here("door_card", {"home": home.key, "text": campaign.words, "limit": until}, _results(desk, home))
    desk.answer()


def _results(desk: Desk, home: DoorHome) -> Buttons:
    told = [Button(desk.word(f"door_{each}"), callback.write("door_set", 0, f"{home.id}.{each}")) for each in RESULTS]
    back = Button(desk.word("door_back"), callback.write("door_back", 0, home.id))
    return tuple(told[:2]), tuple(told[2:]), (back,)


def put_back(desk: Desk, arg: str) -> None:
    """放回: the worker does not go there now."""
    found = _at(desk, arg)
    if found:
        door.put_back(desk.session, found[1].id, desk.actor)
        _back_to_list(desk, *found)
        desk.answer()


def more(desk: Desk, arg: str) -> None:
    """下一批: the doors after those."""
    found = _at(desk, arg)
    if found:
        _back_to_list(desk, *found, after=found[1].turn)
        desk.answer()


def turn_to(desk: Desk, arg: str) -> None:
    """5号楼: the list of another building."""
    found = _at(desk, arg)
    if found:
        _back_to_list(desk, *found)
        desk.answer()


def settle(desk: Desk, arg: str) -> None:
    """见到, 没人 and the like: the household is settled, or comes back later."""
    number, _, state = arg.partition(".")
    found = _at(desk, number) if state in RESULTS else None
    if found is None:
        desk.answer("stale_button")
        return
    if not _settle(desk, *found, state):
        return
    call = _call_of(desk, found[0]) if state in SPOKEN else None
    if call is None:
        _back_to_list(desk, *found)
    else:
        _ask(desk, found[1], call)


def _settle(
    desk: Desk, campaign: DoorCampaign, home: DoorHome, state: str, values: dict[int, int] | None = None
) -> bool:
    """False, and said so, where somebody was faster; `values` are what the household answered."""
    zone = desk.res.texts.zone
    again = back_at(desk.policies.doors, desk.now, zone) if state == AWAY else None
    again = min(again, campaign.ends_at) if again else None
    if not door.settle(desk.session, home.id, desk.actor, state, desk.now, again):
        _too_late(desk, home)
        _back_to_list(desk, campaign, home)
        return False
    settled(desk, campaign)
    call = _call_of(desk, campaign) if values else None
    told = call is not None and _write(desk, home, call, values or {})
    desk.answer("door_noted", home=home.key, state=state, again=again, told=told)
    return True


# what the household answered, where the round came from a roll call ---------------------------------------------------


def _call_of(desk: Desk, campaign: DoorCampaign) -> RollCall | None:
    """The roll call whose missing households are visited, while its answers are kept."""
    call = rollcall.fetch(desk.session, campaign.rollcall_id) if campaign.rollcall_id is not None else None
    return call if call is not None and call.stage != ERASED else None


def _ask(desk: Desk, home: DoorHome, call: RollCall) -> None:
    """The message asks what the household answered to the question."""
    notice = desk.session.get(Broadcast, call.id)
    skip = Button(desk.word("door_no_answer"), callback.write("door_at", 0, home.id))
    words = {"home": home.key, "text": notice.what if notice else ""}
    desk.edit_here("door_answer", words, (*choices(call.question, "door_tell", home.id), (skip,)))


def tell(desk: Desk, arg: str) -> None:
    """An answer's button: it counts as the household's own."""
    number, _, rest = arg.partition(".")
    item, _, value = rest.partition(".")
    home = door.home(desk.session, callback.number(number))
    campaign = door.fetch(desk.session, home.campaign_id) if home else None
    call = _call_of(desk, campaign) if campaign else None
    known = (
        call is not None and item.isdecimal() and value.isdecimal() and is_choice(call.question, int(item), int(value))
    )
    if home is None or campaign is None or call is None or not known or home.by != desk.actor:
        desk.answer("stale_button")
        return
    told = _write(desk, home, call, {int(item): int(value)})
    desk.answer("door_noted", home=home.key, state=home.state, again=None, told=told)
    key = rollcall_card.key_of(desk, home.place_id, Home(home.building, home.unit, home.room))
    if len(rollcall.values_of(desk.session, call.id, home.place_id, key)) >= call.question.parts:
        _back_to_list(desk, campaign, home)


def _write(desk: Desk, home: DoorHome, call: RollCall, values: dict[int, int]) -> bool:
    """Writes it into the roll call, also after its deadline: what a round brings home is what is still missing."""
    notice = desk.session.get(Broadcast, call.id)
    later = desk.real_now + desk.policies.broadcast.card
    if notice is None or not rollcall.still_kept(desk.session, call.id, later):
        return False
    key = rollcall_card.key_of(desk, home.place_id, Home(home.building, home.unit, home.room))
    how = {"user_id": desk.actor, "how": "visit", "at": desk.now}
    rollcall.put(desk.session, call.id, home.place_id, key, values, **how)
    answered(desk, call.id, home.place_id, key)
    log(desk, notice, "visited", home=key)
    if takes_answers(desk, call):
        neighbours.draw_soon(desk, notice, home.place_id)
    return True


def _picked(desk: Desk, campaign: DoorCampaign, words: str) -> dict[int, int] | None:
    """The answer in typed words; a number that must be a slip is none."""
    call = _call_of(desk, campaign)
    values = picked(words, call.question) if call is not None and words.strip() else None
    most = desk.policies.rollcall.most
    slip = call is not None and call.shape == COUNTS and any(value > most for value in (values or {}).values())
    return None if slip else values


# doors and lists ------------------------------------------------------------------------------------------------------


def _too_late(desk: Desk, home: DoorHome) -> None:
    """Who has it, or was there."""
    now = door.home(desk.session, home.id) or home
    user = now.by if now.state in OVER else now.taken_by
    officer = desk.town.officers.get(user or 0)
    desk.answer("door_taken", name=officer.name if officer else "", home=now.key, state=now.state, at=now.at)


def _at(desk: Desk, arg: str) -> tuple[DoorCampaign, DoorHome] | None:
    """A household of a running campaign that the actor may walk; else that has been said."""
    home = door.home(desk.session, callback.number(arg))
    campaign = door.fetch(desk.session, home.campaign_id) if home else None
    if home is None or campaign is None or not desk.town.may_handle(desk.actor, home.place_id):
        desk.answer("stale_button")
        return None
    if campaign.state != RUNNING:
        desk.answer("door_finished")
        _back_to_list(desk, campaign, home)
        return None
    return campaign, home


def _back_to_list(desk: Desk, campaign: DoorCampaign, home: DoorHome, after: int = -1) -> None:
    """The message shows its building's list again."""
    if desk.said.callback_id:
        words, buttons = list_of(desk, campaign, (home.place_id, home.building), desk.actor, after)
        desk.edit_here("door_list", words, buttons)


def typed(desk: Desk, words: str) -> bool:
    """`入户 没人 3-2-501`, with a word about it after the door, from who cannot press; whether it was that."""
    verb, _, rest = words.strip().partition(" ")
    if verb in VERBS:
        _say(desk, VERBS[verb], rest)
    return verb in VERBS


def heard(desk: Desk) -> bool:
    """3-2-501没人 in private, where that door is on a list that is walked now."""
    if desk.said.reply_to is not None or not desk.said.text or not desk.by_staff:
        return False
    plain = narrow(desk.said.text).strip()
    doors, _ = doors_told(plain, desk.town.compounds)
    told = next((each for each in doors if each.building and each.room and not each.start), None)
    result = found_at(plain[told.end :]) if told else None
    if told is None or result is None:
        return False
    home = Home(told.building, told.unit, told.room)
    if not _on_lists(desk, home):
        return False
    _say(desk, result[0], f"{plain[: told.end]} {result[1]}")
    return True


def _on_lists(desk: Desk, home: Home) -> list[Any]:
    """A door on the lists that are walked now, as far as the actor's roles reach."""
    places = [spot.id for spot in desk.town.spots.values() if desk.town.may_handle(desk.actor, spot.id)]
    return door.at_door(desk.session, [row.id for row in door.running(desk.session)], places, home)


def _say(desk: Desk, state: str, rest: str) -> None:
    plain = narrow(rest)
    doors, _ = doors_told(plain, desk.town.compounds)
    told = next((each for each in doors if each.building and each.room), None)
    home = Home(told.building, told.unit, told.room) if told else None
    rows = _on_lists(desk, home) if home else []
    which = list(dict.fromkeys(row.building for row in rows)) if home and "/" not in home.building else []
    if home and len(which) > 1:
        meant = [as_called(Home(building, home.unit, home.room).key) for building in which]
        desk.answer("door_unknown", home=home.key, which=meant)
        return
    if told is None or not rows:
        desk.answer("door_unknown", home=home.key if home else "", which=[])
        return
    found = _at(desk, str(rows[0].id))
    values = _picked(desk, found[0], rest[told.end :]) if found and state in SPOKEN else None
    if found and _settle(desk, *found, state, values):
        note = " ".join(rest[told.end :].split())[:LONGEST_NOTE]
        if note:
            door.note(desk.session, found[1].id, desk.actor, note)
        if how_found(note, shut=state == AWAY) is Found.IN_DANGER:
            called_to(desk, as_called(found[1].key), note, desk.town.spots[found[1].place_id])
