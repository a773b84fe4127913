"""公告: staff tell beforehand what is planned; while it lasts its own words are the answer, and no ticket is opened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from handlers.routing import WORKERS
from models import inbox, outbox
from models.known_matter import KnownMatter, explains, planned, take_back
from models.session import insert
from models.talk import last_of
from models.ticket import similar
from rules import callback
from rules.announcing import Announcement, announced, called_in_chinese, planned_in, spot_in, without_spots
from rules.announcing_asked import (
    asks_if_back,
    asks_if_usable,
    asks_of_plan,
    is_off_too,
    names_house_off,
    supplies_missed,
    wants_it_for,
    without_question,
)
from rules.audience import Fault, house_of, where_named
from rules.houses import compounds_named, house_kept, houses_told, said
from rules.messages import ChatKind, Incoming
from rules.parsing import Context
from rules.places import addresses
from rules.redaction import redact
from rules.routing import COMMUNITY_ROLES, Officer, Spot
from rules.supplies import SUPPLIES
from rules.taxonomy import Matter
from rules.tickets import ACTIVE
from rules.wording import narrow

NOTED = "known_noted"
# How long before it begins a question is taken to be about it.
AHEAD = timedelta(days=3)
# How far back the tickets lie that it may be about.
SINCE = timedelta(days=7)
WHOLE_DAY = timedelta(days=1)
# How many messages of a busy group are looked through for what an edited one told before.
MOST_LATELY = 500
# Above this margin words are felt to be of their own matter, 水管爆了; above the second though what is off is likely
# too, as of 饭都做不成 and 娃等着冲奶粉 it is.
FELT, SURELY_FELT = 0.0, 0.5


def announce(desk: Desk, words: str) -> None:
    """`公告 停水 3号楼 9:00-17:00 计划停水，17:00前恢复`, from staff in their group or in private."""
    place, told = _place(desk), announced(called_in_chinese(words), desk.local_now)
    matter = _matter(desk, told.matter)
    past = told.ends is not None and told.ends <= desk.now
    if place is None or matter is None or told.starts is None or told.ends is None or past:
        how = {"asked": bool(told.matter and matter is None), "typed": told.matter, "past": past}
        desk.reply("known_matter_how", how)
        return
    houses = _houses(desk, place, told)
    if isinstance(houses, Fault):
        desk.reply("broadcast_fault", {"kind": houses.kind, "words": houses.words}, purpose="answer")
        return
    answer = redact(told.words)[:500] or _usual_words(desk, matter, told)
    for at, buildings in houses.items():
        number = _keep(desk, desk.town.spots[at], matter, replace(told, buildings=tuple(buildings)), answer)
        desk.reply(
            "known_matter_noted", _view(desk, number), buttons=_taking_back(desk, number), priority=HIGH,
            purpose=NOTED, key=_key(number),
        )  # fmt: skip


def noticed(desk: Desk, place: Spot) -> None:
    """【停水通知】 that staff tell residents, in their own words or forwarded, is kept like 公告; they are told so.

    So is what the group's own channel says: one who is on duty is told.
    """
    for told in _planned(desk, place, desk.said.text, desk.when_sent(desk.said)):
        _notice(desk, place, told)


def amended(desk: Desk, place: Spot) -> None:
    """A notice was edited: what its earlier words told and it tells no more is taken back, what is new is noticed."""
    earlier = _written_before(desk)
    # 明天 is told of the day when the message was written, and stands under that day, whenever it is edited.
    at = min((desk.when_sent(each) for each in earlier), default=desk.local_now)
    tells = _planned(desk, place, desk.said.text, at)
    for told in dict.fromkeys(told for each in earlier for told in _planned(desk, place, each.text, at)):
        if told not in tells:
            _no_longer(desk, place, told)
    told_already = _planned(desk, place, earlier[0].text, at) if earlier else []
    for told in tells:
        if told not in told_already:
            _notice(desk, place, told)


def _planned(desk: Desk, place: Spot, text: str, at: datetime) -> list[Announcement]:
    """What words written `at` a local time plan that the actor may tell of, with the keys of its buildings."""
    if not (desk.said.linked or desk.town.may_handle(desk.actor, place.id)):
        return []
    _, words = compounds_named(narrow(text), desk.town.compounds)
    signs, rest = compounds_named(without_spots(narrow(text)), desk.town.compounds)
    return [
        replace(told, buildings=tuple(house.key for house in houses_told(told.buildings, rest, signs)))
        for told in planned_in(words, at)
    ]


def _written_before(desk: Desk) -> list[Incoming]:
    """The message before it was edited so, as far as that is kept, the last first.

    Its next edit may have come in already.
    """
    rows = inbox.lately(desk.session, desk.said.chat, desk.real_now - WHOLE_DAY, MOST_LATELY)
    came = (desk.res.decode(bot, body) for bot, body in rows if bot == desk.said.bot)
    mine = [each for each in came if each.message == desk.said.message and not each.callback_id]
    return [each for each in mine if each.update_id < desk.said.update_id]


def _no_longer(desk: Desk, place: Spot, told: Announcement) -> None:
    """What the actor had told so is not so; whoever was told of it sees that."""
    matter = _matter(desk, told.matter)
    if matter is None or told.starts is None or told.ends is None:
        return
    gone = (matter.key, told.starts, told.ends, list(told.buildings), desk.actor)
    for row in planned(desk.session, place.path, told.starts, told.ends):
        same = (row.matter, row.starts_at, row.ends_at, row.buildings, row.made_by) == gone
        if same and take_back(desk.session, row.id, desk.now) and (noted := outbox.by_key(desk.session, _key(row.id))):
            desk.repaint(noted, "known_matter_ended", _view(desk, row.id))


def _notice(desk: Desk, place: Spot, told: Announcement) -> None:
    matter = _matter(desk, told.matter)
    if matter is None or told.starts is None or told.ends is None:
        return
    known = planned(desk.session, place.path, told.starts, told.ends)
    whole_day = told.starts.hour == 0 and told.ends - told.starts == WHOLE_DAY
    if any(row.matter == matter.key and _tells_no_more(list(told.buildings), whole_day, row) for row in known):
        return
    words = desk.text(
        "known_matter_words", matter=told.matter, where=_houses_said(desk, told.buildings), starts=told.starts,
        ends=told.ends, whole_day=whole_day,
    )  # fmt: skip
    number = _keep(desk, place, matter, told, words)
    for officer in _to_know(desk, place)[:1]:
        desk.tell(
            officer, "known_matter_noted", _view(desk, number), buttons=_taking_back(desk, number), priority=HIGH,
            purpose=NOTED, key=_key(number),
        )  # fmt: skip


def _to_know(desk: Desk, place: Spot) -> list[Officer]:
    """Who can take back what was understood: whoever said it; of what the channel says, whoever on duty can be told."""
    if not desk.said.linked:
        return [desk.town.officers[desk.actor]]
    on_duty = [*desk.on_duty(place.id, WORKERS), *desk.on_duty(place.id, COMMUNITY_ROLES)]
    return [officer for officer in on_duty if officer.reachable]


def _tells_no_more(buildings: list[str], whole_day: bool, row: Any) -> bool:
    """记得明天停水前接水 and 明天3号楼停水 only remind of what is known of that day, with its hours."""
    covered = not row.buildings or set(buildings) <= set(row.buildings)
    return buildings in (row.buildings, []) or (whole_day and covered)


def _keep(desk: Desk, place: Spot, matter: Matter, told: Announcement, words: str) -> int:
    return insert(
        desk.session,
        KnownMatter,
        place_id=place.id,
        matter=matter.key,
        buildings=list(told.buildings),
        words=words,
        starts_at=told.starts,
        ends_at=told.ends,
        made_by=desk.actor,
    )


def _taking_back(desk: Desk, number: int) -> Buttons:
    return desk.choices(number, ("withdraw", "known_end"))


def _key(number: int) -> str:
    return f"{NOTED}:{number}"


def end(desk: Desk, arg: str) -> None:
    """撤回: it is not so, or over before its time."""
    row = desk.session.get(KnownMatter, callback.number(arg))
    if row is None or not desk.town.may_handle(desk.actor, row.place_id):
        desk.answer("stale_button")
        return
    gone = take_back(desk.session, row.id, desk.now)
    if gone and (noted := outbox.by_key(desk.session, _key(row.id))):
        desk.repaint(noted, "known_matter_ended", _view(desk, row.id))
    desk.answer("known_matter_ended" if gone else "known_matter_over", **_view(desk, row.id))


def answer(desk: Desk, place: Spot) -> bool:
    """A question in private about what is known: its words; whether there were any."""
    reading = desk.res.read(desk.said.text, Context(desk.said.sender_name, desk.now))
    row = next((found for key in reading.likely[:1] if (found := desk.explained(key, "", place))), None)
    if row:
        desk.reply("known_matter_told", desk.known_view(row), purpose="asked")
    return row is not None


def asked(desk: Desk, place: Spot | None) -> bool:
    """停到几点, 1号楼停不停, 又停水: what is known now or told for the coming days, in its words.

    饭都做不成 may be said beside it; where other trouble is, that is heard.
    """
    if place is None or desk.by_staff:
        return False
    words, beside = without_question(desk.said.text)
    question = asks_of_plan(words)
    if question is None:
        return _asked_while_off(desk, place, words, beside)
    home = desk.home_told
    building = question.building or next((each.building for each in addresses(beside)), "") or home.building
    spot = desk.town.place_of(place.id, building, home.unit, desk.compound_told)
    rows = planned(desk.session, [*dict.fromkeys((*spot.path, *place.path))], desk.now, desk.now + AHEAD)
    asked_of = (row for row in rows if question.matter in ("", row.matter))
    row = next((row for row in asked_of if _tells_of(desk, row, building, spot)), None)
    if row is None or _tells_trouble(desk, row, beside):
        return False
    desk.tell_known(row, again=True)
    return True


def _tells_trouble(desk: Desk, row: Any, beside: str) -> bool:
    """Whether what is said beside a question tells of more than what is off now, as was told."""
    if not beside or (wants_it_for(beside) and not desk.tells_danger()):
        return False
    reading = desk.res.read(beside, Context(desk.said.sender_name, desk.now))
    least = SURELY_FELT if row.matter in reading.likely[:3] else FELT
    other = reading.likely[:1] != (row.matter,) and reading.grip > least
    return desk.tells_danger() or (bool(reading.requests) and (other or row.starts_at > desk.now))


def _asked_while_off(desk: Desk, place: Spot, words: str, beside: str) -> bool:
    """几点来水啊, 有水了没, 怎么还没来水 while it is off, and 我家也停了 after others were told of the one that is."""
    back, home = supplies_missed(desk.said.text), desk.home_told
    if if_back := asks_if_back(desk.said.text):
        back, words = frozenset({if_back}), desk.said.text
    elif usable := asks_if_usable(desk.said.text):
        back, words = usable, desk.said.text
    too = not back and desk.said.chat_kind is ChatKind.GROUP and is_off_too(desk.said.text)
    if not (back or too):
        return False
    building = next((each.building for each in addresses(desk.said.text)), "") or home.building
    spot = desk.town.place_of(place.id, building, home.unit, desk.compound_told)
    supplies = back or SUPPLIES.values()
    off = [row for each in supplies if (row := desk.explained(each, building, spot, desk.compound_told))]
    if len(off) != 1 or (too and not (_talked_of(desk, off[0]) or _nothing_else_told(desk))):
        return False
    if back and _tells_trouble(desk, off[0], beside if words else desk.said.text):
        return False
    if back and not words and _has_ticket(desk, off[0], spot, building):
        return False
    desk.tell_known(off[0], again=not too)
    return True


def _has_ticket(desk: Desk, row: Any, spot: Spot, building: str) -> bool:
    """Whether somebody has told of it before it was announced: then it is that of which 还没来水 is said."""
    compound = desk.town.compound_meant(spot.id, building, desk.compound_told)
    near = similar(desk.session, [spot.id], row.matter, sorted({building, ""}), desk.now - SINCE, compound)
    return any(ticket.state in ACTIVE for ticket in near)


def _nothing_else_told(desk: Desk) -> bool:
    """Whether 2号楼也停了 was said where the group talks of no ticket, which it may be of: a lift, a power cut."""
    return names_house_off(desk.said.text) and not last_of(desk.session, desk.said.chat)


def _talked_of(desk: Desk, row: Any) -> bool:
    """Whether the group's last word was of it, and others were answered with it."""
    last = desk.talk_before()[-1:]
    told = outbox.has_key(desk.session, f"known:{row.id}:{desk.said.chat}")
    return told and any(desk.res.ear.is_of(past.text, row.matter) for past in last)


def _tells_of(desk: Desk, row: Any, building: str, spot: Spot) -> bool:
    """Whether what is told answers for a building: it is one of them, or it says which ones are."""
    told, locale = desk.text("known_matter_told", **desk.known_view(row)), desk.res.texts.locale
    named = row.buildings and all(said([house_kept(key)], locale) in told for key in row.buildings)
    compounds = desk.compounds_of(spot, building, desk.compound_told)
    return bool(named) or (row.place_id in spot.path and explains(row, row.matter, building, compounds))


def _place(desk: Desk) -> Spot | None:
    """Where it holds: at the staff group's place, in private at the community of whoever tells it."""
    if desk.here:
        return desk.here
    at = next(iter(desk.town.held(desk.actor)), None)
    return (desk.town.at_level(at, "community") or desk.town.spots[at]) if at is not None else None


def _houses(desk: Desk, place: Spot, told: Announcement) -> dict[int, list[str]] | Fault:
    """The buildings by where they stand: in the grid named, else in that of whoever tells it, else where one does.

    What no place lists, and what names no building, is of all of `place`.
    """
    town, found = desk.town, dict[int, list[str]]()
    signs, rest = where_named(narrow(told.where), town, place.id)
    if not told.buildings and spot_in(rest):
        return Fault("unknown", spot_in(rest))
    named = [at for sign in signs for at in sign.places]
    for house in houses_told(told.buildings, rest, signs):
        areas = house.places or named or town.held(desk.actor)
        spots = house_of(town, house, [at for at in areas if town.within(at, place.id)], place)
        if isinstance(spots, Fault):
            return spots
        for spot in spots:
            found.setdefault(spot.id, []).append(house.key)
    return found or {place.id: []}


def _matter(desk: Desk, typed: str) -> Matter | None:
    """停水 is the matter 停水水压; what no matter is called is read as a report would be."""
    taxonomy = desk.policies.taxonomy
    if not typed:
        return None
    named = taxonomy.named(typed) or next((m for m in taxonomy.matters.values() if typed in m.zh), None)
    if named:
        return named
    read = desk.res.read(f"{typed}了", Context(now=desk.now)).requests
    return taxonomy[read[0].matter] if read else None


def _usual_words(desk: Desk, matter: Matter, told: Announcement) -> str:
    name = desk.off(matter.key) or matter.name(desk.res.texts.locale)
    return desk.text("known_matter_words", matter=name, where="", starts=told.starts, ends=told.ends, whole_day=False)


def _houses_said(desk: Desk, keys: Iterable[str]) -> str:
    return said(map(house_kept, keys), desk.res.texts.locale)


def _view(desk: Desk, number: int) -> dict[str, Any]:
    row = desk.session.get(KnownMatter, number)
    assert row is not None
    return {
        "matter": desk.matter(row.matter).name(desk.res.texts.locale),
        "place": desk.town.spots[row.place_id].name,
        "where": _houses_said(desk, row.buildings),
        "starts": row.starts_at,
        "ends": row.ends_at,
        "words": desk.text("known_matter_told", **desk.known_view(row)),
    }
