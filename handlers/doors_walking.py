"""From door to door: a worker takes a household and says what became of it; none is visited twice."""

from handlers.desk import Buttons, Desk
from handlers.doors_telling import list_of, settled
from models import door
from models.door import RUNNING, DoorCampaign, DoorHome
from rules import callback
from rules.doors import AWAY, OVER, RESULTS, VERBS, back_at
from rules.messages import Button
from rules.places import addresses
from rules.receipts import Home
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
    if _settle(desk, *found, state):
        _back_to_list(desk, *found)


def _settle(desk: Desk, campaign: DoorCampaign, home: DoorHome, state: str) -> bool:
    """False, and said so, where somebody was faster."""
    zone = desk.res.texts.zone
    again = back_at(desk.policies.doors, desk.now, zone) if state == AWAY else None
    again = min(again, campaign.ends_at) if again else None
    if not door.settle(desk.session, home.id, desk.actor, state, desk.now, again):
        _too_late(desk, home)
        _back_to_list(desk, campaign, home)
        return False
    settled(desk, campaign)
    desk.answer("door_noted", home=home.key, state=state, again=again)
    return True


def _too_late(desk: Desk, home: DoorHome) -> None:
    """Who has it, or was there."""
    now = door.home(desk.session, home.id) or home
    user = now.by if now.state in OVER else now.taken_by
    officer = desk.town.officers.get(user or 0)
    desk.answer("door_taken", name=officer.name if officer else "", home=now.key, state=now.state, at=now.at)


def _at(desk: Desk, arg: str) -> tuple[DoorCampaign, DoorHome] | None:
    """A household of a running campaign that the actor may walk; else that has been said."""
    home = door.home(desk.session, int(arg)) if arg.isdigit() else None
    campaign = door.fetch(desk.session, home.campaign_id) if home else None
    if home is None or campaign is None or not _walks(desk, home.place_id):
        desk.answer("stale_button")
        return None
    if campaign.state != RUNNING:
        desk.answer("door_finished")
        _back_to_list(desk, campaign, home)
        return None
    return campaign, home


def _walks(desk: Desk, place: int) -> bool:
    return desk.town.may_handle(desk.actor, place)


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


def _say(desk: Desk, state: str, rest: str) -> None:
    plain = narrow(rest)
    told = next((each for each in addresses(plain) if each.building and each.room), None)
    home = Home(told.building, told.unit, told.room) if told else None
    mine = [row.id for row in door.running(desk.session)]
    places = [spot.id for spot in desk.town.spots.values() if desk.town.may_handle(desk.actor, spot.id)]
    rows = door.at_door(desk.session, mine, places, home) if home else []
    if told is None or not rows:
        desk.answer("door_unknown", home=home.key if home else "")
        return
    found = _at(desk, str(rows[0].id))
    if found and _settle(desk, *found, state):
        note = " ".join(rest[told.end :].split())[:LONGEST_NOTE]
        if note:
            door.note(desk.session, found[1].id, desk.actor, note)
