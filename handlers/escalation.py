"""What happens while a ticket waits: nudges, the backup, the climb, and the silence after a result."""

from collections.abc import Sequence
from datetime import datetime

from handlers.desk import HIGH, NUDGE_LIFE, URGENT, Desk
from models import outbox
from models.ticket import Ticket, by_desk, due, move
from rules import cards, escalation
from rules.cards import gathered
from rules.escalation import ClaimPolicy, Escalate, Wait
from rules.routing import Officer
from rules.tickets import TAKEN, may
from rules.town import Level

BATCH = 200


def sweep_due(desk: Desk) -> int:
    """Takes the next step of every ticket whose moment has come; returns how many there were."""
    tickets = due(desk.session, desk.now, BATCH)
    for ticket_id in tickets:
        _step(desk, by_desk(desk.session, ticket_id))
    return len(tickets)


def _step(desk: Desk, ticket: Ticket) -> None:
    if ticket.state == "resolved":
        _silence(desk, ticket)
        return
    policy = ClaimPolicy.from_dict(ticket.policy)
    decision = (
        escalation.next_step(
            policy, ticket.step, _base(ticket), desk.now, desk.policies.duty_hours, lambda a: _staffed(desk, ticket, a)
        )
        if ticket.state == "open"
        else None
    )
    if isinstance(decision, Escalate):
        _perform(desk, ticket, decision)
    elif isinstance(decision, Wait):
        move(desk.session, ticket, "climb", step=decision.index, due_at=decision.until)
    else:
        _stop(desk, ticket)


def _base(ticket: Ticket) -> datetime:
    """From when the ladder counts: the opening, or what 上报 has put in its place."""
    return ticket.ladder_from or ticket.created_at


def _stop(desk: Desk, ticket: Ticket) -> None:
    """No step is left; compare-and-set is not needed, for nothing else reads this column meanwhile."""
    ticket.due_at = None
    desk.session.add(ticket)
    desk.session.flush()


def _perform(desk: Desk, ticket: Ticket, step: Escalate) -> None:
    """One rung: the ticket's next moment, the log and the messages in this transaction."""
    values: dict[str, object] = {"step": step.next_index, "due_at": step.next_due}
    if step.action in ("community", "street"):
        values |= _owner(desk, ticket, step.action)
    if not move(desk.session, ticket, "climb", "step", **values):
        return
    desk.record(ticket.id, step.action, step=step.index)
    {"nudge": _nudge, "backup": _backup, "community": _climb, "street": _climb}[step.action](desk, ticket)


def _owner(desk: Desk, ticket: Ticket, level: str) -> dict[str, object]:
    place = desk.town.at_level(ticket.place_id, level) or desk.town.street_of(ticket.place_id)
    return {"level": level, "owner_place_id": place.id, "hops": ticket.hops + (ticket.level != level)}


def _staffed(desk: Desk, ticket: Ticket, action: str) -> bool:
    """Whether anybody stands behind a step: somebody reachable, or a group where they would read it."""
    if action in ("community", "street"):
        if Level(ticket.level).above(Level(action)):
            return False
        here = desk.town.at_level(ticket.place_id, action)
        post = here and desk.town.staff_group(ticket.place_id, action)
        return bool(here and (post or any(o.reachable for o in desk.keepers(ticket, action))))
    people = _owners(desk, ticket) if action == "nudge" else _backups(desk, ticket)
    grouped = desk.town.staff_group(ticket.place_id, "grid") is not None
    return any(o.reachable for o in people) or bool(people and grouped)


def _owners(desk: Desk, ticket: Ticket) -> list[Officer]:
    """Whose ticket it is until somebody claims it."""
    if ticket.level != "grid":
        return desk.keepers(ticket, ticket.level)
    return desk.town.serving(ticket.place_id, ("grid_worker", "micro_grid_leader"))


def _backups(desk: Desk, ticket: Ticket) -> list[Officer]:
    """The grid's leader and the workers of the neighbouring grids."""
    owners = {o.user for o in _owners(desk, ticket)}
    leaders = desk.town.serving(ticket.place_id, ("grid_leader",))
    community = desk.town.at_level(ticket.place_id, "community")
    near = [
        officer
        for spot in (desk.town.below(community.id, "grid") if community else [])
        for officer in desk.town.holders(spot.id, ("grid_worker",))
    ]
    return [o for o in {o.user: o for o in [*leaders, *near]}.values() if o.user not in owners]


def _nudge(desk: Desk, ticket: Ticket) -> None:
    _call(desk, ticket, "nudge", _owners(desk, ticket))


def _backup(desk: Desk, ticket: Ticket) -> None:
    _call(desk, ticket, "backup", _backups(desk, ticket))


def _call(desk: Desk, ticket: Ticket, template: str, people: Sequence[Officer]) -> None:
    """Asks people in private; for those a bot cannot write to, the words stand under the group's card."""
    buttons = cards.buttons((("claim", "cannot_go"),), ticket.id, desk.labels(ticket))
    words = {"limit": ticket.claim_due_at, **desk.view(ticket)}
    how = {"ticket": ticket.id, "purpose": template, "when_unclear": "drop", "life": NUDGE_LIFE}
    priority = URGENT if ticket.service_class == "P0" else HIGH
    told = [desk.tell(o, template, words, buttons=buttons, priority=priority, **how) for o in people]
    if not all(told) or not told:
        desk.under_card(ticket, f"{template}_group", words, priority=priority, purpose=template, when_unclear="drop")


def _climb(desk: Desk, ticket: Ticket, reason: str = "") -> None:
    """The higher level gets a card that works, and its people a word in private."""
    desk.refresh(ticket)
    desk.staff_card(ticket)
    carded = {row.chat_id for row in outbox.cards(desk.session, ticket.id)}
    buttons = cards.buttons((("claim", "cannot_go"),), ticket.id, desk.labels(ticket))
    waited = desk.now - ticket.created_at
    for officer in desk.keepers(ticket, ticket.level):
        if officer.user not in carded:
            words = {"minutes": int(waited.total_seconds() // 60), "reason": reason, **desk.view(ticket)}
            desk.tell(officer, "climbed", words, buttons=buttons, ticket=ticket.id, purpose="climbed", priority=HIGH)


def cannot_go(desk: Desk, ticket: Ticket, words: str) -> None:
    """去不了: no harm; the backup is asked at once instead of at the limit."""
    if not desk.may_handle(ticket):
        return
    if ticket.state != "open":
        _cannot_go_after_all(desk, ticket)
        return
    desk.record(ticket.id, "cannot_go")
    asked = False
    policy = ClaimPolicy.from_dict(ticket.policy)
    rungs = [n for n, step in enumerate(policy.steps) if step.action == "backup" and n >= ticket.step]
    if rungs and _staffed(desk, ticket, "backup"):
        following = rungs[0] + 1
        next_due = escalation.due(policy, following, _base(ticket), desk.policies.duty_hours)
        asked = move(desk.session, ticket, "climb", "step", step=following, due_at=next_due)
        if asked:
            _backup(desk, ticket)
    desk.done("cannot_go", asked=asked, **desk.view(ticket))


def _cannot_go_after_all(desk: Desk, ticket: Ticket) -> None:
    """Who has taken it already gives it to somebody; the others need not go."""
    if ticket.state in TAKEN and ticket.claimed_by == desk.actor:
        desk.answer("cannot_go_own", alert=True, **desk.view(ticket))
    else:
        desk.taken(ticket)


def report_up(desk: Desk, ticket: Ticket, words: str) -> None:
    """上报 with its one-line reason: the ticket climbs one level and can be claimed there."""
    if not desk.may_handle(ticket):
        return
    if not may("report_up", ticket.state):
        desk.over(ticket)
        return
    level = _level_above(desk, ticket)
    if level is None:
        desk.answer("no_level_above", alert=True)
    elif not words:
        desk.ask(ticket, "ask_report_up")
    else:
        _raise(desk, ticket, level, words)


def _level_above(desk: Desk, ticket: Ticket) -> Level | None:
    """The next level where somebody would read it."""
    level = escalation.report_up(Level(ticket.level))
    while level and not _staffed(desk, ticket, str(level)):
        level = escalation.report_up(level)
    return level


def _raise(desk: Desk, ticket: Ticket, level: Level, words: str) -> None:
    policy = ClaimPolicy.from_dict(ticket.policy)
    step = escalation.index_at(policy, ticket.step, level)
    passed = policy.steps[step - 1].at if step else 0.0
    base = desk.now - policy.limit * passed
    values = {
        "claimed_by": None, "claimer": "", "contacted_at": None, "news": gathered(ticket.news, words), "step": step,
        "ladder_from": base, "due_at": escalation.due(policy, step, base, desk.policies.duty_hours),
    } | _owner(desk, ticket, str(level))  # fmt: skip
    if not move(desk.session, ticket, "report_up", **values):
        desk.over(ticket)
        return
    desk.record(ticket.id, "report_up", words=words[:300], level=str(level))
    _climb(desk, ticket, words)
    desk.done("reported_up", **desk.view(ticket))


def _silence(desk: Desk, ticket: Ticket) -> None:
    """Two days without a word: done as far as anybody knows; the reporter can still say no."""
    if move(desk.session, ticket, "silence", due_at=None, closed_at=desk.now):
        desk.record(ticket.id, "silence")
        desk.refresh(ticket)
