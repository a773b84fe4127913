"""Who is asked to a call-out and who has a seat: people in their order, reserves, and what each of them is shown."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.desk import HIGH, Buttons, Desk, face_of
from models import callout, notice, outbox
from models.callout import ABSENT, ARRIVED, ASKED, LISTED, RESERVE, SEATED, Callout, CalloutEvent
from models.session import insert
from rules import onduty
from rules.callout import Candidate, assigned, may_ring, more_to_ask
from rules.quiet import quiet_until
from rules.town import Role

CALLED = tuple(role for role in Role if role not in (Role.RESIDENT, Role.ADMIN, Role.DEPARTMENT, Role.PROFESSION))


def log(desk: Desk, called: Callout, kind: str, **data: Any) -> None:
    """Writes the audit log of call-outs."""
    insert(desk.session, CalloutEvent, callout_id=called.id, at=desk.now, actor=desk.actor, kind=kind, data=data)


def labels(desk: Desk) -> dict[str, str]:
    """The roles that can be called, by their words: the town's roles, and the professions somebody has."""
    known = {desk.word(role): str(role) for role in CALLED}
    others = {role for officer in desk.town.officers.values() for role, _ in officer.roles} - set(Role)
    return known | {word: word for word in (*desk.policies.callout.also, *others)}


def morning(desk: Desk, at: datetime) -> datetime | None:
    """When the quiet hours are over that hold at a moment; None outside of them."""
    hours = desk.policies.quiet_hours
    return quiet_until(at, hours.start, hours.end, desk.res.texts.zone)


# who may be asked -------------------------------------------------------------------------------------------------


def candidates(desk: Desk, called: Callout) -> dict[str, list[Candidate]]:
    """Who may be asked for each role, in their order; without those who cannot come."""
    policy, starts = desk.policies.callout, called.starts_at
    wanted = {str(role): int(count) for role, count in called.wanted}
    busy = callout.busy_between(desk.session, starts - policy.apart, starts + policy.apart)
    recent = callout.called_since(desk.session, desk.now - policy.recent)
    found = [
        Candidate(
            user,
            roles,
            onduty.is_on(desk.town, user, starts, desk.policies.duty_hours),
            _near(desk, user, called.place_id),
            recent.get(user, 0),
        )
        for user, roles in _holders(desk, called.area_id, wanted).items()
        if user not in busy and user != called.author and not desk.town.rota.is_away(user, starts)
    ]
    return assigned(wanted, found)


def _holders(desk: Desk, area: int, wanted: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    """Who has one of these roles in the area and can be written to."""
    also = desk.policies.callout.also
    held = {role: {role, also.get(role, role)} for role in wanted}
    below = {spot.id for spot in desk.town.below(area)}
    found = {}
    for officer in desk.town.officers.values():
        mine = {role for role, at in officer.roles if at in below}
        fitting = tuple(role for role in wanted if held[role] & mine)
        if fitting and officer.reachable:
            found[officer.user] = fitting
    return found


def unreachable(desk: Desk, called: Callout) -> int:
    """How many have such a role and have not opened their private chat."""
    also = desk.policies.callout.also
    held = {word for role, _ in called.wanted for word in (role, also.get(role, role))}
    below = {spot.id for spot in desk.town.below(called.area_id)}
    officers = (officer for officer in desk.town.officers.values() if not officer.reachable)
    return sum(any(role in held and at in below for role, at in officer.roles) for officer in officers)


def _near(desk: Desk, user: int, place: int) -> bool:
    """Whether somebody serves the place, one in it, or one around it that is no larger than its community."""
    town = desk.town
    around = {spot.id for spot in town.above(place) if spot.level not in ("street", "district")}
    return any(at in around or (at in town.spots and town.within(at, place)) for _, at in town.officers[user].roles)


def free_at(desk: Desk, user: int, called: Callout) -> datetime | None:
    """From when on somebody may be rung: at night only those on night duty; None where it would be too late."""
    rota = desk.town.rota
    on_night = any(user in rota.on(place, desk.now) for place in rota.places)
    return may_ring(desk.now, morning(desk, desk.now), on_night, called.starts_at)


# asking -----------------------------------------------------------------------------------------------------------


def ask_more(desk: Desk, called: Callout) -> int:
    """Asks as many more for each role as its empty seats need; returns how many."""
    policy, asked = desk.policies.callout, 0
    lately = desk.now - policy.widen
    taken = callout.filled(desk.session, called.id)
    people = callout.people(desk.session, called.id, (LISTED, ASKED))
    for role, count in called.wanted:
        mine = [row for row in people if row.role == role]
        waiting = sum(row.state == ASKED and row.asked_at > lately for row in mine)
        free = int(count) - len(taken.get(role, []))
        ready = [row for row in mine if row.state == LISTED and row.free_at is not None and row.free_at <= desk.now]
        asked += _ask_some(desk, called, ready, more_to_ask(policy, free, waiting), free - waiting)
    return asked


def _ask_some(desk: Desk, called: Callout, ready: Sequence[Any], number: int, lacks: int) -> int:
    """Asks so many of these; beyond what a day may bring nobody whom the seats do not lack without them."""
    asked, spent = 0, []
    for row in ready:
        if asked >= number:
            break
        if _too_late(desk, called, row.user_id):
            spent.append(row)
        else:
            asked += ask(desk, called, row)
    return asked + sum(ask(desk, called, row, beyond=True) for row in spent[: max(lacks - asked, 0)])


def _too_late(desk: Desk, called: Callout, user: int) -> bool:
    """Whether somebody's day is spent and their next summary reaches them too late to be reminded."""
    held = desk.held_until(user) if morning(desk, desk.now) is None else None
    return held is not None and held > called.starts_at - desk.policies.callout.remind


def ask(desk: Desk, called: Callout, row: Any, beyond: bool = False) -> bool:
    """Asks somebody in private whether they come; a reserve is asked once more after somebody has not come.

    Whose day has brought enough already reads it in their next summary, unless it is night and they are on night duty:
    others are asked meanwhile. `beyond` asks at once all the same. Whether they were asked now.
    """
    again = row.state == RESERVE
    key = f"callout:{called.id}:{row.user_id}" + (":again" if again else "")
    words = view(desk, called) | {"role": desk.word(row.role), "again": again}
    buttons = choices(desk, called, ASKED)
    urgent = again or beyond or morning(desk, desk.now) is not None
    kept = not urgent and notice.asked_to(desk.session, [row.user_id], called.id)
    if kept or (not urgent and desk.gather(row.user_id, "callout", "callout_ask", words, buttons, ref=called.id)):
        # Long enough ago that nobody waits for the answer before asking the next.
        callout.set_person(desk.session, row, ASKED, asked_at=desk.now - desk.policies.callout.widen)
        return False
    number = desk.say(row.user_id, "callout_ask", words, buttons=buttons, purpose="callout", key=key, priority=HIGH)
    callout.set_person(desk.session, row, ASKED, asked_at=desk.now, message=number or row.message)
    return True


def choices(desk: Desk, called: Callout, state: str) -> Buttons:
    """What somebody can press as they stand."""
    near = desk.now >= called.starts_at - desk.policies.callout.last
    if state == ASKED:
        keys: tuple[str, ...] = ("co_yes", "co_no")
    elif state == SEATED:
        keys = ("co_here", "co_no") if near else ("co_no",)
    elif state == RESERVE:
        keys = ("co_no",)
    else:
        keys = ("co_here",) if state == ABSENT else ()
    return desk.choices(called.id, *keys)


def show(desk: Desk, called: Callout, user: int) -> None:
    """The message that asked somebody says how they stand now."""
    row = callout.person(desk.session, called.id, user)
    asked = desk.row_at(row and row.message)
    if row and asked:
        state = row.state if called.state == callout.CALLING else called.state
        words = view(desk, called) | {"role": desk.word(row.role), "state": state}
        desk.repaint(asked, "callout_stands", words, choices(desk, called, state))


def view(desk: Desk, called: Callout) -> dict[str, Any]:
    """What every message of a call-out says of it."""
    author = desk.town.officers.get(called.author)
    return {
        "id": called.id, "at": called.starts_at, "spot": called.spot, "note": called.note, "state": called.state,
        "by": author.name if author else desk.word("admin"),
    }  # fmt: skip


# seats ------------------------------------------------------------------------------------------------------------


def seat(desk: Desk, called: Callout, row: Any) -> str:
    """Somebody comes: a seat while there is one, else a place in reserve; returns how they stand."""
    state = SEATED if callout.take_seat(desk.session, called.id, row.role, row.user_id) else RESERVE
    callout.set_person(desk.session, row, state, answered_at=desk.now)
    return state


def pull(desk: Desk, called: Callout, role: str) -> None:
    """A seat is empty again: the first reserve has it; once it has begun, they are asked whether they still can."""
    began = "absent" not in called.steps
    reserve = next((row for row in callout.people(desk.session, called.id, (RESERVE,)) if row.role == role), None)
    free = next((each["count"] for each in lacking(desk, called, role)), 0)
    if reserve is None:
        ask_more(desk, called)
    elif began and free > _waiting(desk, called, role):
        ask(desk, called, reserve)
    elif not began and callout.take_seat(desk.session, called.id, role, reserve.user_id):
        callout.set_person(desk.session, reserve, SEATED)
        words = view(desk, called) | {"role": desk.word(role)}
        desk.say(
            reserve.user_id, "callout_seated", words, buttons=choices(desk, called, SEATED), purpose="callout",
            silent=morning(desk, desk.now) is not None,
        )  # fmt: skip
        show(desk, called, reserve.user_id)


def _waiting(desk: Desk, called: Callout, role: str) -> int:
    """How many were asked for a role lately and have not answered."""
    lately = desk.now - desk.policies.callout.widen
    asked = callout.people(desk.session, called.id, (ASKED,))
    return sum(row.role == role and row.asked_at > lately for row in asked)


def after(desk: Desk, called: Callout) -> None:
    """After every change: who called hears when it is complete, or no more; the card and the next moment follow."""
    missing = lacking(desk, called)
    if called.complete == bool(missing):
        callout.change(desk.session, called, complete=not missing)
        words = view(desk, called) | {"missing": missing, "why": "again" if missing else "complete"}
        tell_caller(desk, called, "callout_told", words)
        log(desk, called, "incomplete" if missing else "complete")
    _spare(desk, called)
    callout.card_soon(desk.session, called.id, desk.real_now)
    reckon(desk, called)


def _spare(desk: Desk, called: Callout) -> None:
    """Where a role has all its seats, those who were to read of it later do not; should one be free again, they may."""
    taken = callout.filled(desk.session, called.id)
    full = {role for role, count in called.wanted if len(taken[role]) >= count}
    held = held_back(desk, called) if full else ()
    for row in callout.people(desk.session, called.id, (ASKED,)) if held else ():
        if row.role in full and row.user_id in held:
            callout.set_person(desk.session, row, LISTED, asked_at=None)


def lacking(desk: Desk, called: Callout, only: str = "") -> list[dict[str, Any]]:
    """The roles with empty seats (or the one told): how many, how many were asked and have not answered."""
    taken = callout.filled(desk.session, called.id)
    open_ = {row.user_id: row.role for row in callout.people(desk.session, called.id, (ASKED,))}
    return [
        {"role": desk.word(role), "count": count - len(taken[role]), "asked": list(open_.values()).count(role)}
        for role, count in called.wanted
        if len(taken[role]) < count and only in ("", role)
    ]


def reckon(desk: Desk, called: Callout) -> None:
    """When anything of it falls due next."""
    moments = [datetime.fromisoformat(at) for at in called.steps.values()]
    lacks = {role for role, count in called.wanted if len(callout.filled(desk.session, called.id)[role]) < count}
    rows = [row for row in callout.people(desk.session, called.id, (LISTED, ASKED)) if row.role in lacks]
    listed = [row for row in rows if row.state == LISTED and row.free_at is not None]
    widen = desk.policies.callout.widen
    waits = {row.role: [] for row in listed}  # type: dict[str, list[datetime]]
    for row in rows:
        if row.state == ASKED and row.role in waits and row.asked_at + widen > desk.now:
            waits[row.role].append(row.asked_at + widen)
    moments += [min(found) for found in waits.values() if found]
    moments += [row.free_at for row in listed if row.free_at > desk.now]
    callout.change(desk.session, called, due_at=min(moments, default=None))


def tell_caller(desk: Desk, called: Callout, template: str, words: Mapping[str, Any], **how: Any) -> None:
    """Says something to who called, in private, else where they called."""
    chat = called.author if desk.private_bot(called.author) else called.chat_id
    desk.say(chat, template, words, purpose="callout_told", priority=HIGH, **how)


# the caller's card ------------------------------------------------------------------------------------------------


def card(desk: Desk, called: Callout) -> dict[str, Any]:
    """The words and buttons of the caller's card."""
    people = callout.people(desk.session, called.id)
    names = {row.user_id: desk.town.officers[row.user_id].name for row in people if row.user_id in desk.town.officers}
    taken = callout.filled(desk.session, called.id)
    held = held_back(desk, called)
    rows = [
        _line(desk, role, int(count), taken.get(role, []), [row for row in people if row.role == role], names)
        | {"later": sum(row.role == role and row.user_id in held for row in people)}
        for role, count in called.wanted
    ]
    words = view(desk, called) | {"rows": rows, "complete": called.complete}
    buttons = desk.choices(called.id, "co_cancel") if called.state == callout.CALLING else ()
    return {"text": desk.text("callout_card", **words), "buttons": face_of(buttons)}


def held_back(desk: Desk, called: Callout) -> Collection[int]:
    """Who is asked only in their next summary, since their day has brought enough already."""
    asked = [row.user_id for row in callout.people(desk.session, called.id, (ASKED,)) if row.message is None]
    return notice.asked_to(desk.session, asked, called.id) if asked else ()


def _line(
    desk: Desk, role: str, count: int, taken: list[int], mine: list[Any], names: Mapping[int, str]
) -> dict[str, Any]:
    come = {row.user_id for row in mine if row.state == ARRIVED}
    return {
        "role": desk.word(role), "got": len(taken), "of": count,
        "names": [names.get(user, "") + ("✓" if user in come else "") for user in taken],
        "reserve": sum(row.state == RESERVE for row in mine), "asked": sum(row.state == ASKED for row in mine),
        "arrived": sum(row.state == ARRIVED for row in mine),
    }  # fmt: skip


def draw(desk: Desk, called: Callout) -> None:
    """Shows the caller how it stands."""
    row = desk.row_at(called.card_row)
    if row:
        outbox.repaint(desk.session, row, card(desk, called), HIGH, desk.real_now)
    callout.change(desk.session, called, card_at=None, carded_at=desk.real_now)
