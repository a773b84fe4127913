"""An alarm while nobody takes it: rung again, called out by SMS or voice, believed or a misunderstanding."""

from dataclasses import replace
from typing import Any

from handlers.desk import Desk, as_read
from models.alarm import alarm_of, ask_to_call, change_alarm, due_alarms
from models.ticket import Ticket
from rules import alarm
from rules.parsing import Request
from rules.tickets import ACTIVE


def sweep_alarms(desk: Desk) -> int:
    """Does what every alarm asks for now; returns how many there were."""
    due = due_alarms(desk.session, desk.now)
    for ticket in due:
        _step(desk, desk.own_ticket(ticket), alarm_of(desk.session, ticket))
    return len(due)


def _step(desk: Desk, ticket: Ticket, sounding: Any) -> None:
    if ticket.state not in ACTIVE:
        change_alarm(desk.session, sounding, due_at=None)
        return
    due = alarm.due(desk.policies.desk.alarm, sounding.began_at, desk.now, sounding.doubtful, sounding.called)
    if ticket.state != "open" or ticket.submitted_by is not None:
        # What is said to be done waits for a word at a desk, for nobody on the spot.
        change_alarm(desk.session, sounding, due_at=due.next_at)
        return
    changes = {
        "rings": sounding.rings + due.ring, "called": sounding.called or due.call, "doubtful": not due.believed,
        "due_at": due.next_at,
    }  # fmt: skip
    if not change_alarm(desk.session, sounding, **changes):
        return
    if due.call:
        _call_out(desk, ticket)
    if due.call or sounding.doubtful:
        desk.refresh(ticket)
    if due.ring:
        desk.ring(ticket)


def told(desk: Desk) -> Request | None:
    """The danger to life that is told in a reply to a card: it is no note."""
    return danger_in(desk, desk.said.text)


def told_by_staff(desk: Desk) -> Request | None:
    """The danger that staff tell of, but for what they write is none, is over or was another day."""
    return danger_in(desk, desk.res.ear.still(desk.said.text))


def danger_in(desk: Desk, words: str) -> Request | None:
    """The danger to life that words tell, whoever says them."""
    read = desk.res.read(*as_read(replace(desk.said, text=words), desk.now)).requests if words else ()
    return next((request for request in read if request.danger), None)


def real(desk: Desk, ticket: Ticket, words: str) -> None:
    """是真的: everybody is rung at once."""
    sounding = alarm_of(desk.session, ticket.id)
    if ticket.state != "open" or sounding is None:
        desk.taken(ticket)
        return
    if sounding.doubtful and change_alarm(desk.session, sounding, doubtful=False):
        desk.record(ticket.id, "real")
        desk.ring(ticket)
        desk.refresh(ticket)
    desk.done("alarm_real", **desk.view(ticket))


def _call_out(desk: Desk, ticket: Ticket) -> None:
    """Asks the port for SMS or voice calls to the staff who could go; nobody's words and no room are told to it."""
    desk.record(ticket.id, "call")
    if not desk.res.can_call:
        return
    people = [o for level in ("grid", "community") for o in desk.keepers(ticket, level)]
    duty_line = desk.policies.safety.duty_telephone
    telephones = [number for number in (*(o.phone for o in people), duty_line) if number]
    view = desk.view(ticket)
    body = {
        "number": ticket.number,
        "street": desk.town.street_of(ticket.place_id).name,
        "place": f"{view['place']} {view['where']}".strip(),
        "kind": ticket.danger or ticket.matter,
        "telephones": list(dict.fromkeys(telephones)),
        "text": desk.text("call_out", **view),
        "created": ticket.created_at.isoformat(),
    }
    ask_to_call(desk.session, ticket.id, body, desk.real_now)
