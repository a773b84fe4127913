"""退单: sent back once with a reason to whoever dispatches; the second time the street decides while work goes on."""

from collections.abc import Sequence

from handlers.desk import Desk
from models.proposal import AGREED, Proposal, proposals_of
from models.session import insert
from models.ticket import Ticket, move
from rules import bounce as rule
from rules.bounce import Arbitrate, Bounce, BouncePolicy, Reason, Refused
from rules.tickets import FREE
from rules.town import Level


def bounce(desk: Desk, ticket: Ticket, words: str) -> None:
    """退单 128 不归我们管: by who has it, or while nobody has."""
    if ticket.state not in FREE:
        desk.over(ticket)
        return
    if ticket.claimed_by and not desk.own(ticket):
        return
    kept = ticket.ladder.get("bounce")
    policy = BouncePolicy.from_dict(kept) if kept else desk.policies.ladder.bounce
    dispatched, reason = ticket.dispatched_at or ticket.created_at, rule.reason_in(words)
    decision = rule.bounce(policy, dispatched, _earlier(desk, ticket), reason, desk.now, desk.policies.duty_hours)
    if isinstance(decision, Refused) and decision.why == "no_reason":
        desk.ask(ticket, "ask_bounce")
    elif isinstance(decision, Refused):
        desk.answer("bounce_refused", why=decision.why, **desk.view(ticket))
    elif isinstance(decision, Arbitrate):
        _arbitrate(desk, ticket, decision.reason, words)
    else:
        _return(desk, ticket, decision.reason, words)


def ruled(desk: Desk, ticket: Ticket, proposal: Proposal) -> None:
    """The street agrees: it waits there to be dispatched again."""
    if move(desk.session, ticket, "bounce", **desk.passed_on(ticket, Level.STREET, proposal.words)):
        desk.record(ticket.id, "bounced", words=proposal.words, arbitrated=True)
        _bring(desk, ticket, proposal.words)


def upheld(desk: Desk, ticket: Ticket, proposal: Proposal) -> None:
    """The street says no: it stays where it is, for good."""
    by = desk.town.officers.get(proposal.by)
    if by:
        desk.notice(by, "bounce_upheld", ticket, desk.view(ticket))


def _earlier(desk: Desk, ticket: Ticket) -> list[Bounce]:
    rows: Sequence[Proposal] = proposals_of(desk.session, ticket.id, "bounce")
    return [
        Bounce(row.at, row.data["reason"], row.data["arbitrated"], row.decided_at if row.data["arbitrated"] else None)
        for row in rows
    ]


def _return(desk: Desk, ticket: Ticket, reason: Reason, words: str) -> None:
    """Back to who gave it; what the desk itself had brought goes to the community."""
    giver = desk.town.officers.get(ticket.dispatched_by or 0)
    level = Level.COMMUNITY if giver is None or giver.user == desk.actor else Level(ticket.level)
    level = level if desk.has_people(ticket, level) else Level(ticket.level)
    if not desk.moves(ticket, "bounce", **desk.passed_on(ticket, level, words), bounces=ticket.bounces + 1):
        return
    desk.record(ticket.id, "bounce", reason=reason, words=words[:300])
    row = {"ticket_id": ticket.id, "kind": "bounce", "by": desk.actor, "at": desk.now, "words": words[:300]}
    data = {"reason": reason, "arbitrated": False}
    insert(desk.session, Proposal, **row, data=data, outcome=AGREED, decided_at=desk.now)
    _bring(desk, ticket, words)
    desk.done("bounce_done", **desk.view(ticket))


def _bring(desk: Desk, ticket: Ticket, words: str) -> None:
    """Who dispatches is told, and gives it to somebody."""
    desk.refresh(ticket)
    desk.staff_card(ticket)
    giver = desk.town.officers.get(ticket.dispatched_by or 0)
    people = {o.user: o for o in [*([giver] if giver else []), *desk.pinged(ticket, ticket.level)]}
    people.pop(desk.actor, None)
    buttons = desk.buttons(ticket, ("claim", "hand_over"))
    for officer in people.values():
        desk.notice(officer, "bounced", ticket, desk.view(ticket) | {"reason": words}, buttons)


def _arbitrate(desk: Desk, ticket: Ticket, reason: Reason, words: str) -> None:
    """先办后议: the street decides, and until then the work goes on."""
    if not move(desk.session, ticket, "extend", "bounces", bounces=ticket.bounces + 1):
        return
    desk.record(ticket.id, "arbitrate", reason=reason, words=words[:300])
    agreed = desk.propose(ticket, "bounce", words, reason=reason, arbitrated=True)
    if agreed:
        ruled(desk, ticket, agreed)
    desk.done("bounce_arbitrated", **desk.view(ticket))
