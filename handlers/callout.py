"""集合: people are called to a place at a time, role by role; the caller sees beforehand who would be asked."""

from typing import Any

from handlers import callout_asking as asking
from handlers.broadcast_making import stands_at
from handlers.callout_asking import log, view
from handlers.desk import HIGH, Buttons, Desk
from models import callout
from models.callout import ABSENT, ARRIVED, ASKED, CALLING, CANCELLED, DRAFT, DROPPED, RESERVE, SEATED, Callout
from models.session import insert
from rules import callback
from rules.audience import Fault
from rules.callout import Candidate, Told, Unclear, calls, steps, told
from rules.onduty import ARRANGERS
from rules.place_names import places_named
from rules.routing import LEVELS
from rules.wording import narrow


def heard(desk: Desk) -> bool:
    """Words that call people together without 集合 before them, by somebody who may; whether they were."""
    words = desk.said.text
    if not words or not _may(desk):
        return False
    if not calls(words, desk.local_now, desk.policies.callout, asking.labels(desk)):
        return False
    compose(desk, words)
    return True


def compose(desk: Desk, words: str) -> None:
    """`集合 明早7点 朝阳社区采样点: 3名网格员 1名医生`: shown with who would be asked before anybody is."""
    if not _may(desk):
        desk.reply("callout_fault", {"kind": "caller", "words": ""}, purpose="answer")
        return
    if not words.strip():
        desk.reply("callout_how", purpose="answer")
        return
    found = _called(desk, words)
    fault = found if isinstance(found, Unclear) else _fault(desk, found)
    if isinstance(found, Unclear) or fault:
        _tell(desk, fault)
        if isinstance(found, Callout):
            callout.move(desk.session, found, DROPPED, (DRAFT,))
        return
    _preview(desk, found)


def _tell(desk: Desk, fault: Unclear | None) -> None:
    assert fault is not None
    if desk.said.callback_id:
        desk.answer("callout_fault", kind=fault.kind, words=fault.words)
    else:
        desk.reply("callout_fault", {"kind": fault.kind, "words": fault.words}, purpose="answer")


def _may(desk: Desk) -> bool:
    officer = desk.officer
    return desk.by_admin or bool(officer and any(role in ARRANGERS for role, _ in officer.roles))


def _called(desk: Desk, words: str) -> Callout | Unclear:
    """The draft that these words make, or why not."""
    scope, local = stands_at(desk), desk.local_now
    names = [spot.name for spot in desk.town.spots.values()] + sorted(desk.town.compounds)
    found = told(words, local, desk.policies.callout, asking.labels(desk), names)
    if isinstance(found, Unclear):
        return found
    place = _place(desk, found.spot, scope) if scope is not None else None
    area = _area(desk, place) if isinstance(place, int) else None
    if isinstance(place, Fault):
        return Unclear("which", place.words)
    return _kept(desk, found, place, area) if place is not None and area is not None else Unclear("elsewhere")


def _kept(desk: Desk, found: Told, place: int, area: int) -> Callout:
    number = insert(
        desk.session,
        Callout,
        author=desk.actor,
        chat_id=desk.said.chat,
        place_id=place,
        area_id=area,
        spot=found.spot[:60],
        note=found.note[:200],
        wanted=[list(pair) for pair in found.wanted],
        starts_at=found.at,
        created_at=desk.now,
    )
    called = desk.session.get(Callout, number)
    assert called is not None
    log(desk, called, "draft")
    return called


def _place(desk: Desk, spot: str, scope: int) -> int | Fault:
    """The place that the words name, the lowest first; where they name none, that of who calls."""
    named, _ = places_named(narrow(spot), desk.town, scope)
    if not named:
        return scope
    lowest = min(named, key=lambda each: (LEVELS.index(each.spots[0].level), -len(each.words)))
    return lowest.spots[0].id if len(lowest.spots) == 1 else Fault("which", lowest.words)


def _area(desk: Desk, place: int) -> int | None:
    """Where somebody may look for people for a place: their street or community, an admin the place's street."""
    town, officer = desk.town, desk.officer
    held = [at for role, at in officer.roles if role in ARRANGERS and at in town.spots] if officer else []
    areas = [(town.at_level(at, "community") or town.spots[at]).id for at in held]
    areas += [town.street_of(place).id] if town.is_admin(desk.actor) else []
    wide = sorted(areas, key=lambda at: -LEVELS.index(town.spots[at].level))
    return next((at for at in wide if town.within(place, at)), None)


def _fault(desk: Desk, called: Callout) -> Unclear | None:
    """Why nobody would be asked for a role."""
    if called.starts_at <= desk.now:
        return Unclear("past")
    found = asking.candidates(desk, called)
    lone = next((role for role, people in found.items() if not people), "")
    if lone:
        return Unclear("nobody", desk.word(lone))
    asleep = next((role for role, people in found.items() if not _wakeful(desk, called, people)), "")
    return Unclear("asleep", desk.word(asleep)) if asleep else None


def _wakeful(desk: Desk, called: Callout, people: list[Candidate]) -> list[Candidate]:
    return [each for each in people if asking.free_at(desk, each.user, called) is not None]


# the preview ------------------------------------------------------------------------------------------------------


def _preview(desk: Desk, called: Callout) -> None:
    desk.answered = True
    row = desk.reply(
        "callout_preview",
        _preview_words(desk, called),
        buttons=_choices(desk, called),
        purpose="callout",
        priority=HIGH,
    )
    callout.change(desk.session, called, card_row=row)


def _preview_words(desk: Desk, called: Callout) -> dict[str, Any]:
    """Who would be asked: of each role how many, and at night how many of them now."""
    found = asking.candidates(desk, called)
    may = {role: _wakeful(desk, called, people) for role, people in found.items()}
    everybody = [each for people in may.values() for each in people]
    now = sum(asking.free_at(desk, each.user, called) == desk.now for each in everybody)
    rows = [{"role": desk.word(role), "of": int(n), "people": len(may[role])} for role, n in called.wanted]
    return view(desk, called) | {
        "rows": rows, "people": len(everybody), "unreachable": asking.unreachable(desk, called),
        "morning": asking.morning(desk, desk.now), "ringing": now,
    }  # fmt: skip


def _choices(desk: Desk, called: Callout) -> Buttons:
    return desk.choices(called.id, "co_send", "co_drop")


# sending and cancelling -------------------------------------------------------------------------------------------


def send(desk: Desk, arg: str) -> None:
    """发出: the first are asked; the preview becomes the caller's card."""
    called = _own(desk, arg, (DRAFT,))
    if called is None:
        return
    if desk.now - called.created_at > desk.policies.callout.draft:
        desk.answer("stale_button")
        return
    fault = _fault(desk, called)
    if fault:
        _tell(desk, fault)
        return
    half = desk.now + (called.starts_at - desk.now) / 2
    moments = steps(desk.policies.callout, desk.now, called.starts_at, asking.morning(desk, half))
    values = {"created_at": desk.now, "steps": {step: at.isoformat() for step, at in moments.items()}}
    if not callout.move(desk.session, called, CALLING, (DRAFT,), **values):
        desk.answer("stale_button")
        return
    _enter(desk, called)
    asked = asking.ask_more(desk, called)
    log(desk, called, "send", asked=asked)
    asking.after(desk, called)
    asking.draw(desk, called)
    desk.answer("callout_sent", count=asked, later=len(asking.held_back(desk, called)))


def _enter(desk: Desk, called: Callout) -> None:
    """Writes the seats and who may be asked for them, in their order."""
    callout.add_seats(desk.session, called.id, called.wanted)
    rows = [
        {"callout_id": called.id, "user_id": each.user, "role": role, "turn": turn,
         "free_at": asking.free_at(desk, each.user, called)}
        for role, people in asking.candidates(desk, called).items()
        for turn, each in enumerate(people)
    ]  # fmt: skip
    callout.add_people(desk.session, rows)


def drop(desk: Desk, arg: str) -> None:
    """不发: nobody is asked."""
    called = _own(desk, arg, (DRAFT,))
    if called and callout.move(desk.session, called, DROPPED, (DRAFT,)):
        log(desk, called, "drop")
        _settle(desk, called)
        desk.answer("callout_dropped")


def cancel(desk: Desk, arg: str) -> None:
    """取消集合: who would come hears of it, who was only asked sees it."""
    number = arg.strip().removesuffix("号")
    if not number:
        newest = callout.newest(desk.session, desk.actor, (CALLING, DRAFT))
        number = str(newest.id) if newest else ""
    called = _own(desk, number, (CALLING, DRAFT), "callout_none")
    if called is None:
        return
    if called.state == DRAFT:
        drop(desk, number)
        return
    if callout.move(desk.session, called, CANCELLED, (CALLING,), due_at=None, steps={}):
        log(desk, called, "cancel")
        expected = callout.people(desk.session, called.id, (SEATED, RESERVE, ARRIVED, ABSENT))
        for row in expected:
            words = view(desk, called) | {"there": row.state == ARRIVED}
            desk.say(row.user_id, "callout_cancelled", words, purpose="callout", priority=HIGH)
        for row in (*expected, *callout.people(desk.session, called.id, (ASKED,))):
            asking.show(desk, called, row.user_id)
        asking.draw(desk, called)
        desk.answer("callout_is_cancelled", id=called.id, told=len(expected))


def _settle(desk: Desk, called: Callout) -> None:
    row = desk.row_at(called.card_row)
    if row:
        desk.repaint(row, "callout_dropped")


def _own(desk: Desk, arg: str, among: tuple[str, ...], none: str = "stale_button") -> Callout | None:
    """The call-out, if it stands so and the actor may decide about it; else that has been said."""
    called = callout.hold(desk.session, callback.number(arg))
    if called is None or called.state not in among:
        desk.answer(none)
        return None
    if called.author != desk.actor and not (_may(desk) and _area(desk, called.place_id) is not None):
        desk.answer("callout_not_yours", **view(desk, called))
        return None
    return called
