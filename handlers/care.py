"""探访 in chat: the day's list, a visit made with a word about it, who is added, who is not visited any more."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers import care_telling
from handlers.care_telling import areas, buttons, lines, say_list, standing_once, tell_found, today
from handlers.desk import Desk, around, buttons_in
from handlers.report_found import called_to
from models.care import (
    CarePerson,
    CareVisit,
    Standing,
    add_note,
    finish,
    forget_people,
    keep,
    log_views,
    open_visits,
    people_at,
    stand,
    standing,
)
from rules import callback
from rules.care import Found, Occasion, after_going, entry, how_found, nobody_opened, tells_how_found, whom
from rules.messages import ChatKind
from rules.routing import Spot
from rules.town import Level, Role

NOTED_WITHIN = timedelta(hours=12)
LISTED = 20
SHORTEST_NAME = 2
LONGEST_NOTE = 300
OF_PEOPLE = "welfare_care."
sweep_visits = care_telling.sweep_visits


def visits(desk: Desk, words: str) -> None:
    """`探访`: whom to visit today; `探访 王奶奶 都好`: it is done."""
    if not words:
        _today(desk)
        return
    people = _mine(desk)
    name, note = whom(words, [person.name for person in people])
    home, rest = whom(note, [person.home for person in people if person.name == name and person.home])
    found = [person for person in people if name and person.name == name and home in ("", person.home)]
    note = rest if home else note
    if not found:
        desk.answer("care_unknown", typed=words.split(maxsplit=1)[0][:12])
    elif len({person.home for person in found}) > 1:
        _ask_which(desk, found)
    elif (how := how_found(note)) is Found.IN_DANGER:
        _in_danger(desk, found, note[:LONGEST_NOTE])
    elif how is Found.UNMET:
        _unmet(desk, found, note[:LONGEST_NOTE])
    else:
        _done(desk, found, note[:LONGEST_NOTE])


def heard(desk: Desk) -> bool:
    """王奶奶 没人应门 in private by who visits her, without 探访; 王奶奶家灯坏了 is no visit."""
    said = desk.said
    if said.chat_kind is not ChatKind.PRIVATE or said.reply_to is not None or not desk.by_staff:
        return False
    words, went = after_going(said.text)
    name, note = whom(words, [person.name for person in _mine(desk)])
    if len(name) < SHORTEST_NAME or not (tells_how_found(note) or (went and not note)):
        return False
    read = desk.res.read(note, around(said, desk.now, proxy=True)).requests
    if how_found(note) is not Found.IN_DANGER and any(not each.matter.startswith(OF_PEOPLE) for each in read):
        return False
    visits(desk, words)
    return True


def pressed(desk: Desk, arg: str) -> None:
    """A visit's button: it is made; the list shows what is left."""
    visit = desk.session.get(CareVisit, callback.number(arg), populate_existing=True)
    person = desk.session.get(CarePerson, visit.person_id) if visit else None
    if visit is None or person is None or person.place_id not in areas(desk, desk.actor):
        desk.answer("stale_button")
        return
    done = visit.done_at is None
    if done:
        finish(desk.session, person.id, today(desk), desk.actor, desk.now, "")
        log_views(desk.session, [person.id], desk.actor, desk.now, "done")
    _shorten(desk)
    desk.answer("care_done", name=person.name, note="", again=not done)


def _in_danger(desk: Desk, people: Sequence[CarePerson], words: str) -> None:
    """叫不醒: everybody is called at once to that home; the card says no name."""
    person = people[0]
    if nobody_opened(words):
        log_views(desk.session, [each.id for each in people], desk.actor, desk.now, "unmet")
    else:
        _put_down(desk, people, words)
    said = words.replace(person.name, desk.word("care_someone"))
    called_to(desk, person.home, said, desk.town.spots[person.place_id])


def _unmet(desk: Desk, people: Sequence[CarePerson], words: str) -> None:
    """Nobody opened: it was no visit, one is to be made, and who stands above the place hears of it now."""
    person, day = people[0], today(desk)
    if not open_visits(desk.session, person.id):
        stand(desk.session, person.id, desk.word("care_by_the_way"), Occasion(day, day, day))
    waiting = [Standing(visit, person) for visit in open_visits(desk.session, person.id)[:1]]
    told = tell_found(desk, person, "care_found_unmet", words, buttons(waiting))
    log_views(desk.session, [each.id for each in people], desk.actor, desk.now, "unmet")
    desk.answer("care_unmet", name=_named(desk, person), told=told)


def _done(desk: Desk, people: Sequence[CarePerson], words: str) -> None:
    """A visit that was made; of somebody who is not well others hear."""
    _put_down(desk, people, words)
    if how_found(words) is Found.UNWELL:
        told = tell_found(desk, people[0], "care_found_unwell", words)
        desk.answer("care_unwell", name=_named(desk, people[0]), told=told)
    elif desk.in_private:
        desk.answer("care_done", name=people[0].name, note=words, again=False)
    else:
        desk.react()
        desk.answered = True


def _put_down(desk: Desk, people: Sequence[CarePerson], words: str) -> None:
    """One visit does for every list the person stands on; typed once more, the words are put down with it."""
    since = desk.now - NOTED_WITHIN
    made = sum(finish(desk.session, p.id, today(desk), desk.actor, desk.now, words) for p in people)
    noted = not made and any(add_note(desk.session, p.id, desk.actor, since, words) for p in people)
    if not made and not noted:
        _unasked(desk, people[0], words)
    log_views(desk.session, [person.id for person in people], desk.actor, desk.now, "done")


def _named(desk: Desk, person: CarePerson) -> str:
    """The name, in private; "" in a group."""
    return person.name if desk.in_private else ""


def _unasked(desk: Desk, person: CarePerson, note: str) -> None:
    """A visit that nothing asked for counts all the same."""
    day = today(desk)
    stand(desk.session, person.id, desk.word("care_by_the_way"), Occasion(day, day, day))
    finish(desk.session, person.id, day, desk.actor, desk.now, note)


def _ask_which(desk: Desk, people: Sequence[CarePerson]) -> None:
    """Two of that name: the home tells them apart."""
    if _in_private(desk):
        desk.reply("care_which", {"homes": [person.home for person in people], "name": people[0].name})


def _today(desk: Desk) -> None:
    if not _in_private(desk):
        return
    found = standing_once(desk, areas(desk, desk.actor))
    if found:
        say_list(desk, desk.actor, "care_today", found)
        desk.answered = True
    else:
        desk.answer("care_none")


def _shorten(desk: Desk) -> None:
    """Takes what is done out of the list whose button was pressed."""
    row = desk.row_here()
    if row is None or row.purpose != "care":
        return
    asked = [int(each.data.rpartition("|")[2]) for each in buttons_in(row.payload)]
    left = [each for each in standing(desk.session, areas(desk, desk.actor), today(desk)) if each.visit.id in asked]
    template = "care_today" if left else "care_all_done"
    desk.edit_here(template, {"calls": lines(desk, left), "total": len(left)}, buttons(left))


# who is visited ---------------------------------------------------------------------------------------------------


def add(desk: Desk, words: str) -> None:
    """`加探访 王奶奶 3-2-501 独居 每周 本人同意 到2027-11-20`, in private."""
    places = areas(desk, desk.actor)
    if not places:
        desk.answer("care_not_yours")
    if not places or not _in_private(desk):
        return
    # From tomorrow on: this morning's lists have been told.
    told = entry(words, today(desk) + timedelta(days=1), desk.policies.care)
    missing = [desk.word(f"care_missing_{each}") for each in told.missing]
    if missing or told.plan is None:
        desk.reply("care_how", {"missing": missing if words else []}, purpose="asked")
        return
    place = _place(desk, told.home, places)
    new = keep(desk.session, place.id, told, desk.actor, desk.now)
    said = {"name": told.name, "place": place.name, "rhythm": _rhythm(desk, told.plan.rhythm, told.plan.days)}
    desk.reply("care_added", said | {"expires": told.expires, "new": new})


def stop(desk: Desk, words: str) -> None:
    """`停探访 王奶奶`: all that is kept of the person is erased."""
    people = _mine(desk)
    name, home = whom(words, [person.name for person in people])
    found = [p for p in people if name and p.name == name and (not home or p.home == home)]
    if not found:
        desk.answer("care_unknown", typed=words[:12])
    elif len({person.home for person in found}) > 1:
        _ask_which(desk, found)
    elif _in_private(desk):
        forget_people(desk.session, [person.id for person in found], desk.actor, desk.now, "stopped")
        desk.reply("care_stopped", {"name": name})


def extra(desk: Desk, words: str) -> None:
    """`加一次探访 高温 独居`: one more visit to everybody on a list, from who looks after the place or stands above."""
    why, _, wanted = words.partition(" ")
    places = areas(desk, desk.actor) + _streets(desk)
    people = [p for p in people_at(desk.session, places) if not wanted.strip() or wanted.strip() in p.reason]
    if not why or not people:
        desk.answer("care_extra_how" if not why else "care_none_there")
        return
    once = list({(person.name, person.home): person for person in people}.values())
    care_telling.visit_once_more(desk, once, why[:20])
    desk.answer("care_extra", why=why, count=len(once))


def listed(desk: Desk, words: str) -> None:
    """`探访名单`: who is visited, to who may know; for a street how many, by community."""
    if not _in_private(desk):
        return
    people = people_at(desk.session, areas(desk, desk.actor))
    for at in range(0, len(people), LISTED):
        some = [_entry(desk, person) for person in people[at : at + LISTED]]
        desk.reply("care_list", {"people": some, "total": len(people)})
    log_views(desk.session, [person.id for person in people], desk.actor, desk.now, "listed")
    streets = _streets(desk)
    if streets or not people:
        found = [(desk.town.spots[c], care_telling.counts(desk, c)) for c in _communities(desk, streets)]
        rows = [{"place": spot.name, **numbers} for spot, numbers in found if numbers]
        if rows:
            desk.answer("care_counts", rows=rows)
        else:
            desk.answer("care_none_there")


def _entry(desk: Desk, person: CarePerson) -> dict[str, Any]:
    return {
        "name": person.name, "home": person.home, "reason": person.reason,
        "place": desk.town.spots[person.place_id].name,
        "rhythm": _rhythm(desk, person.rhythm, person.days), "visited": person.visited, "expires": person.expires,
    }  # fmt: skip


def _rhythm(desk: Desk, rhythm: str, days: int) -> str:
    return desk.text("care_rhythm", rhythm=str(rhythm), days=days)


def _communities(desk: Desk, streets: Sequence[int]) -> list[int]:
    return [at for at in streets if desk.town.spots[at].level == Level.COMMUNITY]


def _streets(desk: Desk) -> list[int]:
    """Everything below a street that somebody is responsible for."""
    return desk.town.held_below(desk.actor, (Role.STREET_CENTER,))


def _mine(desk: Desk) -> Sequence[CarePerson]:
    return people_at(desk.session, areas(desk, desk.actor))


def _place(desk: Desk, home: str, places: Sequence[int]) -> Spot:
    """The grid that has the building, if it is one of the actor's; else the actor's own place."""
    building = next((part for part in home.replace("号楼", "-").split("-") if part.isdecimal()), "")
    found = desk.town.place_of(places[0], building, "")
    return found if found.id in places else desk.town.spots[places[0]]


def _in_private(desk: Desk) -> bool:
    """Names are for private chats; elsewhere that is said, with the way there."""
    if desk.in_private:
        return True
    desk.answer("care_private", link=desk.private_link("care"))
    return False
