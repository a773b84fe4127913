"""临时群: a group for one matter ends with it: one closing line, no more listening, and after a while it is left."""

from handlers.desk import Desk, group_of
from models import temporary
from models.broadcast import Broadcast
from models.callout import Callout
from models.incident import Incident, incident_of
from models.place import Group
from models.ticket import fetch
from rules.commands import typed
from rules.messages import ChatKind
from rules.onduty import ARRANGERS
from rules.routing import Spot
from rules.temporary import Matter, matter_in
from rules.town import Purpose


def unbound(desk: Desk) -> bool:
    """`临时群 128` in a group that nobody has bound: it becomes one for that ticket; whether that was said."""
    said = desk.said
    word = typed(said.text, said.command, said.arguments)
    if word is None or word.action != "temporary" or not _may(desk):
        return False
    begin(desk, word.rest)
    return True


def begin(desk: Desk, words: str) -> None:
    """Binds the group to a matter; a standing group of residents or staff is never one for a time."""
    post = group_of(desk, desk.said.chat)
    if desk.said.chat_kind is not ChatKind.GROUP or not _may(desk):
        desk.answer("temporary_fault", kind="private" if desk.in_private else "who")
    elif post is not None and post.purpose != Purpose.SPECIAL:
        desk.answer("temporary_fault", kind="standing")
    else:
        _begin(desk, matter_in(words, desk.local_now))


def _begin(desk: Desk, matter: Matter | None) -> None:
    found = _found(desk, matter) if matter else None
    if matter is None or found is None:
        desk.answer("temporary_fault", kind="unknown" if matter else "how")
        return
    kind, number, spot = found
    if temporary.is_over(desk.session, kind, number, matter.until, desk.now):
        desk.answer("temporary_fault", kind="over")
        return
    said = desk.said
    group = desk.session.get(Group, said.chat) or Group(chat_id=said.chat)
    group.place_id, group.purpose, group.bot_id = spot.id, str(Purpose.SPECIAL), said.bot
    group.name, group.leave_at, group.gone_at = said.chat_title or group.name, None, None
    group.matter, group.matter_id, group.matter_ends, group.ended_at = kind, number, matter.until, None
    desk.session.add(group)
    desk.town_changed()
    desk.reply("temporary_begun", _words(desk, group), purpose="answer")


def _may(desk: Desk) -> bool:
    officer = desk.officer
    leads = officer is not None and any(role in ARRANGERS for role, _ in officer.roles)
    return leads or desk.by_admin


def _found(desk: Desk, matter: Matter) -> tuple[str, int, Spot] | None:
    """The kind, the id and the place of what was named, if the actor may meet it."""
    if matter.kind == temporary.TICKET:
        return _ticket(desk, matter.number)
    if matter.kind == temporary.BROADCAST:
        notice = desk.session.get(Broadcast, matter.number)
        return (matter.kind, notice.id, desk.town.spots[notice.scope_id]) if notice else None
    if matter.kind == temporary.CALLOUT:
        called = desk.session.get(Callout, matter.number)
        return (matter.kind, called.id, desk.town.spots[called.area_id]) if called else None
    home = next(iter(_stands(desk)), None)
    return (matter.kind, 0, home) if home and matter.kind == temporary.ACTIVITY else None


def _ticket(desk: Desk, number: int) -> tuple[str, int, Spot] | None:
    """A ticket, or the incident it is tied to."""
    for street in dict.fromkeys(desk.town.street_of(spot.id).id for spot in _stands(desk)):
        ticket = fetch(desk.session, desk.town, desk.actor, desk.said.chat, street=street, number=number)
        if ticket:
            tied, spot = incident_of(desk.session, ticket.id), desk.town.spots[ticket.place_id]
            going = tied is not None and tied.ended_at is None
            return (temporary.INCIDENT, tied.id, spot) if going else (temporary.TICKET, ticket.id, spot)
    return None


def _stands(desk: Desk) -> list[Spot]:
    """The places of the actor's roles, an admin's also the highest."""
    tops = desk.town.tops() if desk.by_admin else []
    return [desk.town.spots[at] for at in desk.town.held(desk.actor) or tops]


def sweep_ended(desk: Desk) -> int:
    """Each group whose matter has ended is told so once; from then on nothing said there is heard."""
    over = [
        group
        for group in temporary.temporary_groups(desk.session)
        if temporary.is_over(desk.session, group.matter, group.matter_id or 0, group.matter_ends, desk.now)
    ]
    for group in over:
        _end(desk, group)
    if over:
        desk.town_changed()
    return len(over)


def _end(desk: Desk, group: Group) -> None:
    stay = desk.policies.desk.temporary_stay
    words = _words(desk, group) | {"leaves": desk.now + stay}
    key = f"ended:{group.chat_id}:{group.matter}:{group.matter_id}:{desk.now:%Y%m%d%H}"
    desk.say(group.chat_id, "temporary_ended", words, purpose="ended", key=key, silent=True)
    group.ended_at, group.place_id, group.leave_at = desk.now, None, desk.now + stay
    desk.session.add(group)


def _words(desk: Desk, group: Group) -> dict[str, object]:
    """What the group is for, as it is said: staff read a ticket's number."""
    number = group.matter_id or 0
    if group.matter == temporary.INCIDENT:
        incident = desk.session.get(Incident, number)
        number = desk.own_ticket(incident.lead_id).number if incident else number
    elif group.matter == temporary.TICKET:
        number = desk.own_ticket(number).number
    return {"kind": group.matter, "id": number, "until": group.matter_ends}
