"""What happens while nobody takes a ticket: nudges, the backup, the climb; and taking it up by hand."""

from collections.abc import Sequence
from datetime import datetime

from handlers.desk import HIGH, URGENT, WORKERS, Buttons, Desk
from models import outbox
from models.ticket import Ticket, by_desk, move
from models.work import moments_of, unclaimed
from rules import cards, escalation
from rules.duty import on_duty
from rules.escalation import Escalate, Wait
from rules.routing import Officer
from rules.taxonomy import ServiceClass
from rules.tickets import TAKEN, may
from rules.town import Level


def climb(desk: Desk, ticket: Ticket) -> None:
    """The next step of an unclaimed ticket, if it has fallen due."""
    policy = desk.rules_of(ticket).claim
    began, hours = _base(ticket), desk.policies.duty_hours
    due_at = escalation.due(policy, ticket.step, began, hours)
    if ticket.state != "open" or due_at is None or due_at > desk.now:
        return
    decision = escalation.next_step(policy, ticket.step, began, desk.now, hours, lambda a: _staffed(desk, ticket, a))
    if isinstance(decision, Escalate):
        _perform(desk, ticket, decision)
    else:
        untried = decision.index if isinstance(decision, Wait) else len(policy.steps)
        move(desk.session, ticket, "climb", step=untried)


def sweep_mornings(desk: Desk) -> int:
    """When duty begins, whoever is on is asked about what is urgent and went up at night past people who slept.

    No group goes on reading that nobody is on duty.
    """
    hours = desk.policies.duty_hours
    if desk.slot("mornings", hours.start) is None or not on_duty(desk.now, hours):
        return 0
    for level in (ServiceClass.P1, ServiceClass.P2):
        for number in unclaimed(desk.session, level):
            ticket = by_desk(desk.session, number)
            if level == ServiceClass.P1 and not desk.is_led(ticket) and _slept_through(desk, ticket):
                _ask_anew(desk, ticket)
            else:
                desk.refresh_public(ticket)
    return 1


def _slept_through(desk: Desk, ticket: Ticket) -> bool:
    began, hours = _base(ticket), desk.policies.duty_hours
    asked = moments_of(desk.session, ticket.id).get("morning")
    waits = escalation.waits_since_night(desk.rules_of(ticket).claim, began, hours)
    return waits and (asked is None or asked < began)


def _ask_anew(desk: Desk, ticket: Ticket) -> None:
    """Those on duty in the grid and at the level that has it by now."""
    desk.record(ticket.id, "morning")
    grid = [] if ticket.sealed else desk.on_duty(ticket.place_id, WORKERS)
    people = {each.user: each for each in (*grid, *desk.owners(ticket))}.values()
    desk.tell_all([*people], "morning", ticket, desk.view(ticket), _asked(desk, ticket))
    desk.refresh(ticket)


def _base(ticket: Ticket) -> datetime:
    """From when the ladder counts: the opening, or what 上报 has put in its place."""
    return ticket.ladder_from or ticket.created_at


def _perform(desk: Desk, ticket: Ticket, step: Escalate) -> None:
    """One rung: the ticket's next moment, the log and the messages in this transaction."""
    values: dict[str, object] = {"step": step.next_index}
    climbs = step.action in ("community", "street")
    rests = ticket.submitted_by is not None and not on_duty(desk.now, desk.policies.duty_hours)
    if climbs and (rests or desk.is_said_to_be_over(ticket)):
        if move(desk.session, ticket, "climb", "step", **values):
            desk.record(ticket.id, "held_back", step=step.index)
            _remind(desk, ticket)
        return
    if climbs:
        values |= desk.raised_to(ticket, Level(step.action))
    if not move(desk.session, ticket, "climb", "step", **values):
        return
    desk.record(ticket.id, step.action, step=step.index)
    {"nudge": _nudge, "backup": _backup, "community": _climb, "street": _climb}[step.action](desk, ticket)


def _staffed(desk: Desk, ticket: Ticket, action: str) -> bool:
    """Whether anybody stands behind a step: somebody reachable, or a group where they would read it."""
    if action in ("community", "street"):
        if Level(ticket.level).above(Level(action)):
            return False
        here = desk.town.at_level(ticket.place_id, action)
        post = here and desk.town.staff_group(ticket.place_id, action)
        return bool(here and (post or any(o.reachable for o in desk.keepers(ticket, action))))
    people = desk.owners(ticket) if action == "nudge" else _backups(desk, ticket)
    grouped = desk.town.staff_group(ticket.place_id, "grid") is not None
    return any(o.reachable for o in people) or bool(people and grouped)


def _backups(desk: Desk, ticket: Ticket) -> list[Officer]:
    """The grid's leader and the workers of the neighbouring grids; of what only the street sees, nobody."""
    if ticket.sealed:
        return []
    owners = {o.user for o in desk.owners(ticket)}
    second = desk.second_in_rota(ticket.place_id)
    leaders = desk.on_duty(ticket.place_id, ("grid_leader",))
    community = desk.town.at_level(ticket.place_id, "community")
    near = [
        officer
        for spot in (desk.town.below(community.id, "grid") if community else [])
        for officer in desk.on_at(spot.id, ("grid_worker",))
    ]
    return [o for o in {o.user: o for o in [*second, *leaders, *near]}.values() if o.user not in owners]


def _nudge(desk: Desk, ticket: Ticket) -> None:
    if ticket.submitted_by:
        _remind(desk, ticket)
        return
    _call(desk, ticket, "nudge", desk.owners(ticket))


def _backup(desk: Desk, ticket: Ticket) -> None:
    if ticket.submitted_by:
        _remind(desk, ticket)
        return
    _call(desk, ticket, "backup", _backups(desk, ticket))


def _remind(desk: Desk, ticket: Ticket) -> None:
    """The work is done, or not to be done: nobody is asked to go, who may say so is reminded, and not at night."""
    waits = ticket.submitted_by is not None
    words = desk.view(ticket) | {"said": "", "own": True, "several": not waits and ticket.households > 1}
    for officer in desk.owners(ticket):
        if officer.user != ticket.submitted_by:
            kind = "submitted" if waits else "recovered"
            desk.notice(officer, kind, ticket, words, _asked(desk, ticket), may_wait=True)


def _asked(desk: Desk, ticket: Ticket) -> Buttons:
    """What somebody is asked to press."""
    return desk.buttons(ticket, cards.TO_VERIFY if ticket.submitted_by else ("claim", "cannot_go"))


def _call(desk: Desk, ticket: Ticket, template: str, people: Sequence[Officer]) -> None:
    """Asks people in private; for those a bot cannot write to, the words stand under the group's card."""
    words = {"limit": ticket.claim_due_at, **desk.view(ticket)}
    told = [desk.notice(o, template, ticket, words, _asked(desk, ticket)) for o in people]
    if not all(told) or not told:
        priority = URGENT if ticket.service_class == "P0" else HIGH
        desk.under_card(ticket, f"{template}_group", words, priority=priority, purpose=template, when_unclear="drop")


def _climb(desk: Desk, ticket: Ticket, reason: str = "") -> None:
    """The higher level gets a card that works, and its people a word in private."""
    desk.refresh(ticket)
    desk.staff_card(ticket)
    carded = {row.chat_id for row in outbox.cards(desk.session, ticket.id)}
    waited, doer = desk.now - _base(ticket), desk.name_of(ticket.submitted_by or 0)
    people = desk.pinged(ticket, ticket.level)
    if not people and on_duty(desk.now, desk.policies.duty_hours) and not ticket.sealed:
        _tell_nobody_is_there(desk, ticket, {"reason": reason, "doer": doer})
    for officer in people:
        if officer.user not in carded:
            words = {"minutes": int(waited.total_seconds() // 60), "reason": reason, "doer": doer}
            desk.notice(officer, "climbed", ticket, words | desk.view(ticket), _asked(desk, ticket))


def _tell_nobody_is_there(desk: Desk, ticket: Ticket, why: dict[str, str]) -> None:
    """Whoever holds the level is on leave, or nobody does: who leads beside it hears that, else the admins.

    Not who has brought it there: by 上报, or by a result that somebody else is to see.
    """
    words = desk.view(ticket) | {"names": [each.name for each in desk.keepers(ticket, ticket.level)]} | why
    brought = (desk.actor, ticket.submitted_by)
    leading = (desk.on_duty(ticket.place_id, roles) for roles in (("grid_leader",), ("street_center",)))
    told = next(filter(None, ([o for o in found if o.reachable and o.user not in brought] for found in leading)), [])
    buttons = desk.buttons(ticket, cards.TO_VERIFY if ticket.submitted_by else ("claim", "hand_over"))
    for officer in told:
        desk.notice(officer, "nobody_there", ticket, words, buttons)
    keeping = desk.town.at_level(ticket.place_id, ticket.level) or desk.town.spots[ticket.place_id]
    for user in () if told else desk.town.all_admins():
        key = f"nobody_there:{keeping.id}:{desk.local_now:%m%d}:{user}"
        desk.say_once(key, user, "nobody_there", words, ticket=ticket.id, purpose="nobody_there")


def cannot_go(desk: Desk, ticket: Ticket, words: str) -> None:
    """去不了: no harm; the backup is asked at once instead of at the limit."""
    if ticket.state != "open":
        _cannot_go_after_all(desk, ticket)
        return
    desk.record(ticket.id, "cannot_go")
    asked = False
    policy = desk.rules_of(ticket).claim
    rungs = [n for n, step in enumerate(policy.steps) if step.action == "backup" and n >= ticket.step]
    if rungs and _staffed(desk, ticket, "backup"):
        asked = move(desk.session, ticket, "climb", "step", step=rungs[0] + 1)
        if asked:
            desk.reschedule(ticket)
            _backup(desk, ticket)
    desk.done("cannot_go", asked=asked, **desk.view(ticket))


def _cannot_go_after_all(desk: Desk, ticket: Ticket) -> None:
    """Who has taken it already gives it to somebody; the others need not go."""
    mine = ticket.state in TAKEN and ticket.claimed_by == desk.actor
    if mine and desk.said.callback_id:
        desk.answer("cannot_go_own", alert=True, **desk.view(ticket))
    elif mine:
        up = ("report_up",) if _level_above(desk, ticket) else ()
        desk.answered = True
        buttons = desk.buttons(ticket, ("hand_over", *up))
        desk.reply("cannot_go_own", desk.view(ticket), buttons=buttons, ticket=ticket.id, purpose="answer")
    else:
        desk.taken(ticket)


def report_up(desk: Desk, ticket: Ticket, words: str) -> None:
    """上报 with its one-line reason: the ticket climbs one level and can be claimed there."""
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
    if not desk.moves(ticket, "report_up", **desk.passed_on(ticket, level, words)):
        return
    desk.record(ticket.id, "report_up", words=words[:300], level=str(level))
    _climb(desk, ticket, words)
