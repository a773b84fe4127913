"""When many tell of the same: the community hears of it, and an incident's tickets go on under one lead ticket."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from handlers.desk import HIGH, Desk
from handlers.papers import incident_key
from models import outbox
from models.incident import (
    SHARED,
    Incident,
    apart,
    change,
    chats_of,
    going_at,
    incident_of,
    incidents_of,
    let_go,
    parts_of,
    public_cards,
    repaint_due,
    tie,
    told_alike,
)
from models.report import reports_of
from models.session import insert
from models.ticket import Ticket, by_desk, move
from rules.incident import Told, incident_in, is_of_one_building, makes_incidents, tells_community
from rules.redaction import mask_identity
from rules.tickets import ACTIVE, ANSWERED, TAKEN, State

MEMORY = timedelta(days=1)


def watch(desk: Desk) -> None:
    """Counts the voices of what was just told, and keeps incidents together."""
    told, desk.voices = {ticket.id: ticket for ticket in desk.voices}, []
    for ticket in told.values():
        _count(desk, ticket)
    for incident, tickets in incidents_of(desk.session, desk.recorded):
        _together(desk, incident.id, by_desk(desk.session, incident.lead_id), tickets)


# how many -----------------------------------------------------------------------------------------------------


def _count(desk: Desk, ticket: Ticket) -> None:
    community = desk.town.at_level(ticket.place_id, "community")
    if community is None or not _may_count(ticket):
        return
    known = going_at(desk.session, community.id, ticket.matter)
    if known and _goes_with(ticket, by_desk(desk.session, known.lead_id)):
        _tie(desk, known, ticket)
    elif known or not _becomes_one(desk, ticket, community.id):
        _tell_community(desk, ticket)


def _becomes_one(desk: Desk, ticket: Ticket, community: int) -> bool:
    """Whether what was told of late makes an incident; then it is made."""
    policy = desk.policies.ladder.incident
    told = told_alike(desk.session, community, ticket.matter, desk.now - MEMORY, desk.now - policy.window)
    if len({row.ticket_id for row in told}) < 2 and not tells_community(policy, ticket.households):
        return False
    if is_of_one_building(ticket.matter):
        told = [row for row in told if _is_one_trouble(ticket, by_desk(desk.session, row.ticket_id))]
    reports = [Told(row.at, row.user_id, row.building and row.compound + row.building) for row in told]
    found = incident_in(policy, reports)
    if found is None:
        return False
    near = [by_desk(desk.session, each) for each in sorted({row.ticket_id for row in told})]
    _make(desk, community, [each for each in near if _may_count(each)])
    return True


def _is_one_trouble(one: Ticket, other: Ticket) -> bool:
    houses = {(each.place_id, each.compound, each.building) for each in (one, other)}
    return not is_of_one_building(one.matter) or len(houses) == 1


def _goes_with(ticket: Ticket, lead: Ticket) -> bool:
    """Whether a ticket is a part of the lead's trouble; what somebody else has in hand stays with them."""
    others = ticket.state != State.OPEN and ticket.claimed_by != lead.claimed_by and ticket.service_class != "P0"
    return _is_one_trouble(lead, ticket) and not others


def _may_count(ticket: Ticket) -> bool:
    """What is quiet, doubtful or somebody's own affair is no incident."""
    counts = makes_incidents(ticket.matter, ticket.service_class)
    return counts and ticket.state in ACTIVE and not (ticket.quiet or ticket.doubtful)


def _tell_community(desk: Desk, ticket: Ticket) -> None:
    """Once, when so many tell of one ticket."""
    if not tells_community(desk.policies.ladder.incident, ticket.households):
        return
    cards = desk.shown_to(ticket)
    for chat in desk.receiving_chats(ticket, "community"):
        desk.say(
            chat, "crowd", desk.view(ticket), replies=cards.get(chat), ticket=ticket.id, purpose="crowd",
            key=f"crowd:{ticket.id}:{chat}", priority=HIGH,
        )  # fmt: skip


# an incident --------------------------------------------------------------------------------------------------


def _make(desk: Desk, community: int, told: Sequence[Ticket]) -> None:
    """The tickets are tied under the one that somebody has, else the first; the community and the street are told."""
    lead = min(told, key=lambda ticket: (ticket.state not in TAKEN, ticket.id))
    found = [ticket for ticket in told if _goes_with(ticket, lead)]
    number = insert(desk.session, Incident, community_id=community, matter=lead.matter, lead_id=lead.id)
    tie(desk.session, number, [ticket.id for ticket in found])
    for ticket in found:
        desk.record(ticket.id, "incident", lead=lead.number)
        desk.reckon_anew(ticket)
    _one_card_each(desk, number)
    for ticket in found:
        _follow(desk, ticket, lead)
        desk.refresh(ticket)
    desk.staff_card(lead, "community")
    _tell_street(desk, number, lead)


def _tie(desk: Desk, known: Any, ticket: Ticket) -> None:
    """One more ticket, or one more voice, of an incident that goes on: no card of its own, the lead's shows it."""
    lead = by_desk(desk.session, known.lead_id)
    if not desk.said.callback_id:
        desk.not_done_after_all(lead, mask_identity(desk.said.text))
    if lead.state in ACTIVE and tie(desk.session, known.id, [ticket.id]):
        desk.record(ticket.id, "incident", lead=lead.number)
        desk.reckon_anew(ticket)
        if ticket.service_class != "P0":
            _hold_back(desk, ticket)
    _one_card_each(desk, known.id, ticket.chat_id)
    if known.repaint_at is None:
        change(desk.session, known.id, repaint_at=desk.now + desk.policies.ladder.incident.repaint)


def _hold_back(desk: Desk, ticket: Ticket) -> None:
    """The workers' card of a new part has not left yet: it need not."""
    for row in outbox.told(desk.session, ticket.id, ("staff",)):
        if row.state == outbox.PENDING:
            desk.retract(row)


def _repaint(desk: Desk, carded: Iterable[int], lead: int) -> None:
    for ticket in {*carded, lead}:
        desk.refresh(by_desk(desk.session, ticket))


def _one_card_each(desk: Desk, number: int, chat: int | None = None) -> Iterable[int]:
    """A residents' group (all, or this one) keeps the oldest card of an incident; returns the tickets whose card it is.

    The message under which a card goes gets a sign instead.
    """
    kept: dict[int, int] = {}
    for row in public_cards(desk.session, number):
        if chat not in (None, row.chat_id):
            continue
        if kept.setdefault(row.chat_id, row.ticket_id) != row.ticket_id:
            desk.retract(row)
            if row.payload.get("reply_to"):
                desk.react(row.payload["reply_to"], chat=row.chat_id)
    for row in chats_of(desk.session, number):
        if chat not in (None, row.chat_id):
            continue
        part = by_desk(desk.session, row.ticket_id)
        first = desk.first_spoken(part) if row.chat_id not in kept and desk.is_fresh(part) else None
        if first and first.chat == row.chat_id:
            desk.show(part, first)
    return kept.values()


def _tell_street(desk: Desk, number: int, lead: Ticket) -> None:
    """Once, with what the street may do about it."""
    text, acts = desk.incident_told(lead, incident_of(desk.session, lead.id))
    for chat in desk.receiving_chats(lead, "street"):
        desk.say(
            chat, "", text=text, buttons=acts, ticket=lead.id, purpose="incident", key=incident_key(number, chat),
            priority=HIGH,
        )  # fmt: skip


# one goes with all --------------------------------------------------------------------------------------------


def sweep_incidents(desk: Desk) -> int:
    """Parts stand as their lead does; when it is done they are, and the incident is over. Returns what changed.

    Cards that wait for it show every voice that came meanwhile.
    """
    due = repaint_due(desk.session, desk.now)
    for row in due:
        change(desk.session, row.id, repaint_at=None)
        _repaint(desk, _one_card_each(desk, row.id), row.lead_id)
    torn = apart(desk.session)
    return len(due) + sum(_together(desk, row.id, by_desk(desk.session, row.lead_id)) for row in torn)


def _together(desk: Desk, number: int, lead: Ticket, changed: Collection[int] = ()) -> int:
    """Brings parts to where their lead is; only those that have `changed`, where they are told and the lead has not."""
    near = changed if changed and lead.id not in changed and lead.state in ACTIVE else parts_of(desk.session, number)
    others = [by_desk(desk.session, part) for part in near if part != lead.id]
    if lead.state == State.OPEN and _take_lead(desk, lead, others):
        return 1 + _together(desk, number, lead)
    if lead.state in ACTIVE:
        return _gather(desk, number, lead, others)
    if lead.state == State.RESOLVED or lead.state in ANSWERED:
        return _end(desk, number, lead, others)
    return _lead_anew(desk, number, lead, others)


def _gather(desk: Desk, number: int, lead: Ticket, others: Sequence[Ticket]) -> int:
    """What ended by itself is let go, the rest follows."""
    left = [part for part in others if part.state not in ACTIVE]
    for part in left:
        let_go(desk.session, part.id)
        desk.record(part.id, "incident_left", lead=lead.number)
    followed = [part for part in others if part not in left and _follow(desk, part, lead)]
    for part in followed:
        desk.refresh(part)
    if left:
        _repaint(desk, _one_card_each(desk, number), lead.id)
    return len(left) + len(followed)


def _take_lead(desk: Desk, lead: Ticket, others: Sequence[Ticket]) -> bool:
    """Whoever takes a part while nobody has the lead takes all of it."""
    waits = lead.dispatched_at or lead.created_at
    takers = [part for part in others if part.state in TAKEN and part.taken_at and part.taken_at > waits]
    officer = desk.town.officers.get(takers[0].claimed_by or 0) if takers else None
    return bool(officer and desk.claim_for(lead, officer))


def _follow(desk: Desk, part: Ticket, lead: Ticket) -> bool:
    """What the lead has become, its part becomes."""
    if State.SUSPENDED in (part.state, lead.state) or part.service_class == "P0":
        return False
    values = {name: getattr(lead, name) for name in SHARED if getattr(part, name) != getattr(lead, name)}
    action = _step(part, lead)
    if not action and not values:
        return False
    if action in ("claim", "hand_over"):
        values |= {"claimed_at": part.claimed_at or desk.now, "taken_at": desk.now, "contacted_at": lead.contacted_at}
    if not move(desk.session, part, action or "note", **values):
        return False
    desk.record(part.id, "follow", lead=lead.number)
    return True


def _step(part: Ticket, lead: Ticket) -> str:
    """The move that brings a part to where its lead is; "" when it is there."""
    if lead.state in TAKEN and part.state == State.OPEN:
        return "claim"
    if lead.state == State.OPEN and part.state in TAKEN:
        return "lapse"
    if lead.state in TAKEN and part.claimed_by != lead.claimed_by:
        return "hand_over"
    if (lead.state, part.state) == (State.CLAIMED, State.ON_SITE):
        return "hand_over"
    return "arrive" if (lead.state, part.state) == (State.ON_SITE, State.CLAIMED) else ""


def _end(desk: Desk, number: int, lead: Ticket, others: Sequence[Ticket]) -> int:
    """The lead is done: its parts are, with a word to each who reported one."""
    for part in others:
        if part.service_class == "P0":
            continue
        if part.state == State.OPEN:
            _follow_to_the_end(desk, part, lead)
        done = {"done": lead.done, "resolved_at": desk.now, "claimed_by": lead.claimed_by, "claimer": lead.claimer}
        done |= {"submitted_by": None}
        if part.state in TAKEN and move(desk.session, part, "resolve", **done):
            desk.record(part.id, "resolve", words=lead.done, lead=lead.number)
            desk.refresh(part)
    change(desk.session, number, ended_at=desk.now)
    heard = {row.chat_id for row in outbox.told(desk.session, lead.id, ("result",))}
    for part in others:
        if part.resolved_at == desk.now:
            _tell_reporters(desk, part, heard)
    desk.refresh(lead)
    return 1


def _follow_to_the_end(desk: Desk, part: Ticket, lead: Ticket) -> None:
    taken = {"claimed_by": lead.claimed_by, "claimer": lead.claimer, "claimed_at": desk.now, "taken_at": desk.now}
    if move(desk.session, part, "claim", **taken):
        desk.record(part.id, "follow", lead=lead.number)


def _tell_reporters(desk: Desk, part: Ticket, heard: set[int]) -> None:
    """The result once in each group, and in private to everybody who can be told so."""
    for report in reports_of(desk.session, part.id):
        chat = report.user_id if report.chat_id in heard or report.proxy else report.chat_id
        if chat in heard or (chat > 0 and not desk.private_bot(chat)):
            continue
        heard.add(chat)
        how = {"reply_to": report.message_id, "topic": part.topic} if chat == report.chat_id else {}
        desk.card(part, "result", chat, **how)


def _lead_anew(desk: Desk, number: int, lead: Ticket, others: Sequence[Ticket]) -> int:
    """The lead was no trouble after all, or became part of another ticket: the next one leads, if any is left."""
    let_go(desk.session, lead.id)
    heirs = parts = [part for part in others if part.state in ACTIVE]
    if lead.merged_into:
        heir = by_desk(desk.session, lead.merged_into)
        tie(desk.session, number, [heir.id])
        heirs = [heir] if heir.state in ACTIVE else heirs
    if not heirs:
        change(desk.session, number, ended_at=desk.now)
        return 1
    change(desk.session, number, lead_id=heirs[0].id)
    desk.record(heirs[0].id, "incident", lead=heirs[0].number)
    _one_card_each(desk, number)
    desk.reschedule(heirs[0])
    for part in {part.id: part for part in (*heirs, *parts)}.values():
        desk.refresh(part)
    desk.staff_card(heirs[0], "community")
    return 1


def own_part(desk: Desk, ticket: Ticket) -> Ticket:
    """A resident who presses on the one card of their group means what they have reported themselves."""
    found = incident_of(desk.session, ticket.id)
    if found is None or desk.reported(ticket):
        return ticket
    others = (by_desk(desk.session, part) for part in parts_of(desk.session, found.id))
    return next((part for part in others if desk.reported(part)), ticket)
