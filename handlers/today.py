"""今日: everything one of the staff has open, in one answer; and the hourly summaries."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from handlers.alarming import is_nobodys
from handlers.desk import Awaited, Buttons, Desk
from handlers.query_asked import SHOWN as LISTED
from handlers.query_asked import Where, at_house, house_told, leads, looks, readable, there
from models import broadcast, broadcast_sending, incident, notice
from models.broadcast import Broadcast
from models.ticket import Ticket
from models.whistle import ungraded_at
from models.work import late_at, taken_by, told_of, unfinished_at, waiting_at
from rules import callback
from rules.audience import may_approve
from rules.messages import Button
from rules.query_table import Asked, What
from rules.query_when import When
from rules.routing import COMMUNITY_ROLES, GRID_ROLES, STREET_ROLES, Officer
from rules.supervision import Colour
from rules.tickets import TAKEN, State
from rules.town import Level

SHOWN = 6
MOST_BUTTONS = 8
SERVES = GRID_ROLES | COMMUNITY_ROLES | STREET_ROLES
# What a shift that has long begun would read they know by now.
SOON = timedelta(hours=1)
LONGEST_OFF = timedelta(days=8)


def sweep_notices(desk: Desk) -> int:
    """Tells everybody whose hour is over what has gathered; returns how many were told."""
    return sum(desk.summarise(user) for user in notice.due_people(desk.session, desk.now))


def show(desk: Desk, words: str) -> bool:
    """Lists what is late or due today, what else the actor has, and what waits where they serve."""
    _tell(desk, what_waits(desk))
    return True


def part(desk: Desk, asked: Asked, where: Where) -> bool:
    """Of all that only what was asked for, there: what the actor has, has to decide, or what nobody has taken."""
    what, waits = asked.what, what_waits(desk)
    own = waits.overdue or waits.due or waits.mine
    if what is What.MINE:
        waits = replace(waits, awaited=[], notices=[], grades=[], verify=[], waiting=[])
    elif what is What.DECIDE:
        waits = replace(waits, overdue=[], due=[], mine=[], verify=[], waiting=[])
    else:
        near = at_house(asked.house, there(desk, where, _untaken(desk)))
        untaken = [each for each in near if each.submitted_by is None]
        waits = replace(
            waits, awaited=[], notices=[], grades=[], overdue=[], due=[], mine=[], verify=[], waiting=untaken
        )
    found = {What.MINE: own, What.DECIDE: waits.awaited or waits.notices or waits.grades}.get(what, waits.waiting)
    if found:
        _tell(desk, waits)
    else:
        desk.reply(
            "query_list",
            {
                "kind": str(what),
                "place": house_told(desk, asked.house, where) if what is What.UNTAKEN else "",
                "count": 0,
                "tickets": [],
                "untaken": 0,
                "more": 0,
                "when": "",
            },
            purpose="asked",
        )
    return True


def listed(desk: Desk, asked: Asked, where: Where) -> bool:
    """What is overdue, due, put off or not done there, or where the actor serves, the worst first."""
    open_there = there(desk, where, unfinished_at(desk.session, _areas(desk, desk.actor)))
    found = [t for t in at_house(asked.house, readable(desk, open_there)) if KEPT[asked.what](desk, t, asked)]
    own = asked.own and not leads(desk)
    found = [t for t in found if t.claimed_by == desk.actor and t.state != State.OPEN] if own else found
    untaken = sum(is_nobodys(t) for t in found)
    led = sorted(incident.leads(desk.session, found), key=lambda t: (t.service_class, t.state != State.OPEN, t.id))
    rows, _ = _listed(desk, {"tickets": led[:LISTED]})
    # It may have run out by now, or been put off: whenever it was to be done, it is told as what it is.
    due = asked.what in (What.DUE, What.SOON)
    when = asked.when.said(english=desk.res.texts.locale == "en") if asked.when and due else ""
    named = {"kind": str(asked.what), "place": house_told(desk, asked.house, where), "when": when}
    words = {"count": len(found), "untaken": untaken, "more": max(len(led) - LISTED, 0)}
    desk.reply("query_list", rows | named | words, buttons=looks(desk, led[:LISTED]), purpose="asked")
    return True


def _is_due(desk: Desk, ticket: Ticket, asked: Asked) -> bool:
    """Whether its limit lies in that time, past or to come."""
    since, until = (asked.when or When("today", "")).bounds(desk.local_now, ahead=True)
    return ticket.resolve_due_at is not None and since <= ticket.resolve_due_at < until


def _is_due_soon(desk: Desk, ticket: Ticket, asked: Asked) -> bool:
    """Whether it is to be done until tomorrow night, and there is still time."""
    _, until = When("tomorrow", "").bounds(desk.local_now)
    return ticket.resolve_due_at is not None and desk.now <= ticket.resolve_due_at < until


KEPT: Mapping[What, Callable[[Desk, Ticket, Asked], bool]] = {
    What.DUE: _is_due,
    What.SOON: _is_due_soon,
    What.OVERDUE: lambda desk, ticket, asked: desk.is_behind(ticket),
    What.SUSPENDED: lambda desk, ticket, asked: ticket.state == State.SUSPENDED,
    What.UNFINISHED: lambda desk, ticket, asked: True,
    What.RED: lambda desk, ticket, asked: ticket.colour == Colour.RED,
    What.YELLOW: lambda desk, ticket, asked: ticket.colour == Colour.YELLOW,
    What.SUPERVISED: lambda desk, ticket, asked: bool(ticket.colour),
}


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for somebody: words, consents and grades; what they have, late, due today or later; the rest."""

    awaited: Sequence[Awaited]
    notices: Sequence[Broadcast]
    grades: Sequence[Any]
    overdue: Sequence[Ticket]
    due: Sequence[Ticket]
    mine: Sequence[Ticket]
    verify: Sequence[Ticket]
    waiting: Sequence[Ticket]


def what_waits(desk: Desk) -> Waits:
    """All of it for the actor; what waits for their word stands there alone."""
    areas, awaited = _areas(desk, desk.actor), words_awaited(desk)
    mine = incident.leads(desk.session, taken_by(desk.session, desk.actor))
    today = desk.local_now.date()
    due = [t for t in mine if (by := _due(t)) and desk.res.texts.local(by).date() <= today]
    untaken = _untaken(desk)
    named = {each.ticket for each in awaited}
    return Waits(
        awaited=awaited,
        notices=consents_awaited(desk),
        grades=[each for each in ungraded_at(desk.session, areas) if _grades(desk, each)] if areas else [],
        overdue=[t for t in due if desk.is_behind(t)],
        due=[t for t in due if not desk.is_behind(t)],
        mine=[t for t in mine if t not in due],
        verify=[t for t in untaken if t.submitted_by is not None],
        waiting=[t for t in untaken if t.submitted_by is None and t.id not in named],
    )


def _untaken(desk: Desk) -> list[Ticket]:
    waiting = waiting_at(desk.session, _areas(desk, desk.actor))
    return sorted(incident.leads(desk.session, waiting), key=lambda t: _nearness(desk, t))


def _tell(desk: Desk, waits: Waits) -> None:
    parts = {name: getattr(waits, name) for name in ("overdue", "due", "mine", "verify", "waiting")}
    rows, counts = _listed(desk, parts)
    rows["awaited"] = [_awaited(desk, each) for each in waits.awaited[:SHOWN]]
    rows["notices"] = [_notice(desk, each) for each in waits.notices[:SHOWN]]
    rows["grades"] = [_graded(desk, each) for each in waits.grades[:SHOWN]]
    counts["awaited_count"] = len(waits.awaited) + len(waits.notices) + len(waits.grades)
    done = [t for t in waits.verify if desk.receives(desk.actor, t, t.level)]
    resolvable = [*done, *waits.overdue, *waits.due]
    buttons = _buttons(desk, waits.awaited, waits.notices, waits.grades, waits.waiting, resolvable)
    desk.reply("today", rows | counts, buttons=buttons, purpose="asked")
    _told(desk)


def begin(desk: Desk, officer: Officer) -> None:
    """Who serves somewhere from now on reads once what waited there before: untaken, or a colleague's and late.

    An official reads what has come up to them; helpers and departments are called when they are needed.
    """
    held = [(role, at) for role, at in officer.roles if role in SERVES and at in desk.town.spots]
    areas = list({spot.id for _, at in held for spot in desk.town.below(at)})
    at_grid = any(role in GRID_ROLES for role, _ in held)

    def theirs(found: Sequence[Ticket]) -> list[Ticket]:
        up = [t for t in found if at_grid or t.service_class == "P0" or desk.receives(officer.user, t, t.level)]
        return incident.leads(desk.session, up)

    untaken = theirs(waiting_at(desk.session, areas))
    waiting = [t for t in untaken if t.submitted_by is None]
    verify = [t for t in untaken if t.submitted_by is not None and desk.receives(officer.user, t, t.level)]
    overdue = theirs(late_at(desk.session, areas, officer.user, desk.now))
    key = f"begins:{officer.user}:{'.'.join(f'{role}.{at}' for role, at in sorted(held))}"
    _tell_before(desk, officer, key, {"waiting": waiting, "verify": verify, "overdue": overdue})


def sweep_shifts(desk: Desk) -> int:
    """Who comes on by a rota reads what was reported there while they were off and nobody has taken."""
    lines = {(place, line.start) for place in desk.town.rota.places for line in desk.town.rota.lines_at(place)}
    return sum(_comes_on(desk, *each) for each in sorted(lines))


def _comes_on(desk: Desk, place: int, start: time) -> int:
    moment = desk.slot(f"shift:{desk.town.spots[place].code}:{start:%H%M}", start, patience=SOON)
    if moment is None:
        return 0
    areas = [spot.id for spot in desk.town.below(place)]
    untaken = incident.leads(desk.session, waiting_at(desk.session, areas))
    for user in desk.town.rota.on(place, moment) if untaken else ():
        officer, since = desk.town.officers.get(user), desk.town.rota.off_since(user, place, moment, LONGEST_OFF)
        came = [t for t in untaken if since and since <= t.created_at < moment and not t.submitted_by]
        known = told_of(desk.session, user, [t.id for t in came])
        if officer is not None:
            new = {"waiting": [t for t in came if t.id not in known]}
            _tell_before(desk, officer, f"shift:{user}:{place}:{moment:%Y%m%d%H%M}", new)
    return 1


def _tell_before(desk: Desk, officer: Officer, key: str, parts: Mapping[str, Sequence[Ticket]]) -> None:
    if any(parts.values()):
        parts = {name: parts.get(name, ()) for name in ("waiting", "verify", "overdue")}
        rows, counts = _listed(desk, parts)
        buttons = _buttons(desk, [], [], [], parts["waiting"], parts["verify"])
        desk.say_once(key, officer.user, "today_begins", rows | counts, buttons=buttons)


def _listed(desk: Desk, parts: Mapping[str, Sequence[Ticket]]) -> tuple[dict[str, Any], dict[str, int]]:
    """The first of each kind as the list shows them, and how many there are."""
    sizes = Counter(incident.led(desk.session).values())
    rows = {name: [_row(desk, t) | {"parts": sizes[t.id]} for t in shown[:SHOWN]] for name, shown in parts.items()}
    return rows, {f"{name}_count": len(tickets) for name, tickets in parts.items()}


def _nearness(desk: Desk, ticket: Ticket) -> int:
    """What waits for the actor's level comes first, then what is below it, last what has climbed away."""
    if ticket.service_class == "P0" or desk.receives(desk.actor, ticket, ticket.level):
        return 0
    return 2 if Level(ticket.level).above(desk.authority(ticket) or Level.GRID) else 1


def _due(ticket: Ticket) -> datetime | None:
    """By when something is promised."""
    if ticket.state not in TAKEN:
        return None
    return ticket.resolve_due_at


def _row(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    by = ticket.resolve_due_at if ticket.submitted_by else desk.claim_by(ticket)
    by = by if ticket.state == "open" else _due(ticket)
    told = {"by": by, "late": bool(by and by < desk.now), "state": desk.word(ticket.state)}
    return desk.view(ticket) | told | {"doer": desk.name_of(ticket.submitted_by or 0)}


def _awaited(desk: Desk, each: Awaited) -> dict[str, Any]:
    ticket = desk.own_ticket(each.ticket)
    untaken = is_nobodys(ticket)
    return desk.view(ticket) | {"about": each.about, "why": each.why, "untaken": untaken}


def words_awaited(desk: Desk) -> list[Awaited]:
    """Signatures and agreements about tickets that wait for the actor."""
    areas = _areas(desk, desk.actor)
    return [each for each in desk.awaited(areas) if desk.actor in each.people] if areas else []


def consents_awaited(desk: Desk) -> list[Broadcast]:
    """The notices that wait for the actor's consent."""
    return [each for each in broadcast.awaiting(desk.session) if _is_asked(desk, each)]


def _is_asked(desk: Desk, each: Broadcast) -> bool:
    """Whether the actor's consent to a notice is waited for: in private, or of a group where nobody was reached."""
    chats = [row.chat_id for row in broadcast_sending.outbox_rows(desk.session, each.approvals).values()]
    may = may_approve(desk.town, desk.actor, each.owner_id, each.owner_role) and each.author != desk.actor
    return may and (desk.actor in chats or all(chat < 0 for chat in chats))


def _notice(desk: Desk, each: Broadcast) -> dict[str, Any]:
    author = desk.town.officers.get(each.author)
    name = author.name if author else desk.word("admin")
    return {"id": each.id, "text": each.changed.get("text") or each.text, "author": name, "change": bool(each.changed)}


def _grades(desk: Desk, row: Any) -> bool:
    """Whether the actor's word on what a department has done is waited for."""
    return desk.receives(desk.actor, desk.own_ticket(row.ticket_id), "street")


def _graded(desk: Desk, row: Any) -> dict[str, Any]:
    return desk.view(desk.own_ticket(row.ticket_id)) | {"office": desk.town.departments[row.department_id].name}


def _areas(desk: Desk, user: int) -> list[int]:
    return desk.town.held_below(user)


def _buttons(
    desk: Desk,
    awaited: Sequence[Awaited],
    notices: Sequence[Broadcast],
    grades: Sequence[Any],
    waiting: Sequence[Ticket],
    due: Sequence[Ticket],
) -> Buttons:
    """What decides on what waits for the actor's word, 接单 for what waits, 办结 for what is done or due."""
    words = [(each.number, each.acts, each.ticket, each.arg) for each in awaited[:SHOWN]]
    consents = [desk.consents(each.id) for each in notices[:SHOWN]]
    wanted = [(t.number, ("claim",), t.id, "") for t in waiting] + [(t.number, ("resolve",), t.id, "") for t in due]
    asked, rest = (
        [
            tuple(Button(f"{number} {desk.word(act)}", callback.write(act, ticket, arg)) for act in acts)
            for number, acts, ticket, arg in each
        ]
        for each in (words, wanted)
    )
    done = [desk.grades(row, f"{row.number} {desk.town.departments[row.department_id].name}") for row in grades[:SHOWN]]
    return tuple([*asked, *consents, *done, *rest][:MOST_BUTTONS])


def _told(desk: Desk) -> None:
    """What is gathered for the actor has been read with this."""
    rows = [row.id for row in notice.waiting_for(desk.session, desk.actor)]
    if rows:
        notice.settle(desk.session, rows, None)
