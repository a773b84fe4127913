"""What holds a ticket up: a question nobody answers, 延期 once with a reason, 挂账 until a review."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from handlers.desk import Desk
from handlers.timing import kept
from models import outbox
from models.proposal import AGREED, Proposal, pending, proposals_of
from models.ticket import Ticket, move
from rules.delay import (
    Suspending,
    extension_in,
    extension_refusal,
    extension_until,
    length_said,
    moved_in,
    suspension_in,
    suspension_objection,
)
from rules.duty import Clock, elapsed, pause
from rules.tickets import FREE, State
from rules.town import Level

_ASKED, _ANSWERED = "extend:", timedelta(hours=1)

# clocks -------------------------------------------------------------------------------------------------------


def end_wait(desk: Desk, ticket: Ticket) -> None:
    """The clock goes on by itself when the resident has not answered for long enough."""
    since = ticket.waiting_since
    if since is None:
        return
    until = since + desk.rules_of(ticket).answer_wait
    if until <= desk.now and desk.go_on(ticket, until):
        desk.record(ticket.id, "wait_over")
        desk.refresh(ticket)
        for officer in desk.owners(ticket):
            desk.notice(officer, "wait_over", ticket, desk.view(ticket))


def wake(desk: Desk, ticket: Ticket) -> None:
    """The review of a suspension has come: the ticket goes on, and who has it and who approved it hear so."""
    if ticket.state != State.SUSPENDED or ticket.review_at is None or ticket.review_at > desk.now:
        return
    if desk.resume(ticket):
        people = {o.user: o for o in [*desk.owners(ticket), *desk.keepers(ticket, "community")]}
        desk.tell_all(list(people.values()), "review_due", ticket, desk.view(ticket))


# 延期 ---------------------------------------------------------------------------------------------------------


def extend(desk: Desk, ticket: Ticket, words: str) -> None:
    """延期 128 2天 等配件: once, with a reason; a worker's needs a leader's word."""
    if not _may_delay(desk, ticket):
        return
    policy = desk.rules_of(ticket).resolve
    if policy is None:
        desk.answer("extension_refused", why="not_for_this_class", **desk.view(ticket))
        return
    longest = policy.limit_at(Level(ticket.level)) * policy.extension
    told, reason = _longer(desk, ticket, policy.clock, words)
    more = longest if told is None else told
    late = ticket.resolve_due_at is not None and ticket.resolve_due_at < desk.now
    extended = timedelta(seconds=ticket.extended)
    why = extension_refusal(policy, Level(ticket.level), extended, more, reason, late)
    if why == "reason_missing":
        # How long is kept for the answer, which need only tell why.
        said = f"{desk.said.chat}:{desk.said.message}"
        key = f"{_ASKED}{ticket.id}:{said}:{int(told.total_seconds())}" if told else None
        desk.ask(ticket, "ask_extend", key, told=length_said(words) if told else "")
    elif why or pending(desk.session, ticket.id, "extend"):
        limit = ticket.resolve_due_at or desk.now
        desk.answer("extension_refused", why=why or "waits", **desk.view(ticket) | {"limit": limit})
    else:
        seconds = int(more.total_seconds())
        _decide(desk, ticket, desk.propose(ticket, "extend", reason, seconds=seconds))


def _longer(desk: Desk, ticket: Ticket, clock: Clock, words: str) -> tuple[timedelta | None, str]:
    """How much more service time the words ask for, 2天 or 到周一, and why."""
    hours = desk.policies.duty_hours
    until, reason = extension_until(words, desk.local_now)
    if until and ticket.resolve_due_at:
        return elapsed(ticket.resolve_due_at, until, clock, hours), reason
    told, reason = extension_in(words, desk.service_day(clock))
    return _told_before(desk, ticket) if told is None else told, reason


def _told_before(desk: Desk, ticket: Ticket) -> timedelta | None:
    """How long was asked for without saying why, just before; None where that was not told."""
    asked = outbox.newest_key(desk.session, ticket.id, f"{_ASKED}{ticket.id}:")
    if asked is None or desk.real_now - asked[1] > _ANSWERED:
        return None
    return timedelta(seconds=int(asked[0].rpartition(":")[2]))


def extended(desk: Desk, ticket: Ticket, proposal: Proposal) -> None:
    """The time is longer now; the reporter hears why, in private."""
    values = {"extended": proposal.data["seconds"], "pauses": [*ticket.pauses, *_whole_wait(desk, ticket)]}
    if ticket.extended or not move(desk.session, ticket, "extend", "extended", **values):
        desk.over(ticket)
        return
    desk.record(ticket.id, "extend", words=proposal.words)
    desk.refresh(ticket)
    words = desk.view(ticket) | {"reason": proposal.words, "limit": ticket.resolve_due_at or desk.now}
    desk.tell_reporters(ticket, "extended_told", words)
    _tell_proposer(desk, ticket, proposal, "extended")
    desk.done("extended", **words)


def _whole_wait(desk: Desk, ticket: Ticket) -> list[list[Any]]:
    """The wait for an answer that lasts now, to its latest end: the time that is told counts it, and stands so."""
    since = ticket.waiting_since
    return [kept(*pause(since, None, desk.rules_of(ticket).answer_wait))] if since else []


# 挂账 ---------------------------------------------------------------------------------------------------------


def suspend(desk: Desk, ticket: Ticket, words: str) -> None:
    """挂账 128 资金 到12月20日 等维修资金批下来: ground, review, and the words the public reads.

    Of what is suspended it moves the review; what is not told anew stays.
    """
    if not _may_delay(desk, ticket, FREE | {State.SUSPENDED}):
        return
    if not words:
        desk.ask(ticket, "ask_suspend")
        return
    told = _suspending(desk, ticket, words)
    review = told.review or desk.now
    policy = desk.policies.ladder.suspension
    objection = suspension_objection(policy, policy.approvers[0], told.ground, told.wording, desk.now, review)
    if objection or pending(desk.session, ticket.id, "suspend"):
        days = policy.longest.days
        desk.answer("suspension_refused", why=objection or "waits", days=days, **desk.view(ticket))
        return
    data = {"ground": told.ground, "review": review.isoformat()}
    _decide(desk, ticket, desk.propose(ticket, "suspend", told.wording, **data))


def _suspending(desk: Desk, ticket: Ticket, words: str) -> Suspending:
    now = desk.local_now
    if ticket.state != State.SUSPENDED:
        return suspension_in(words, now)
    agreed = [each for each in proposals_of(desk.session, ticket.id, "suspend") if each.outcome == AGREED]
    ground = str(agreed[-1].data["ground"]) if agreed else ""
    return moved_in(words, now, Suspending(ground, ticket.review_at, ticket.wording))


def suspended(desk: Desk, ticket: Ticket, proposal: Proposal) -> None:
    """It rests until its review, is still counted as open, and its reporter hears why."""
    review = datetime.fromisoformat(proposal.data["review"])
    moved = ticket.state == State.SUSPENDED
    values = {"review_at": review, "wording": proposal.words}
    if moved:
        *earlier, last = ticket.suspensions
        values |= {"suspensions": [*earlier, [last[0], *kept(review, None)]]}
    else:
        desk.stop_waiting(ticket)
        values |= {"suspensions": [*ticket.suspensions, kept(desk.now, review, None)], "progress": ""}
    if not desk.moves(ticket, "move_review" if moved else "suspend", **values):
        return
    desk.record(ticket.id, "suspend", ground=proposal.data["ground"], words=proposal.words)
    desk.refresh(ticket)
    words = desk.view(ticket) | {"reason": proposal.words, "limit": review, "moved": moved}
    desk.tell_reporters(ticket, "suspended_told", words)
    _tell_proposer(desk, ticket, proposal, "suspended", moved=moved)
    desk.done("suspended", **words)


def _may_delay(desk: Desk, ticket: Ticket, states: Collection[str] = FREE) -> bool:
    if ticket.state not in states:
        desk.over(ticket)
        return False
    return ticket.claimed_by in (None, desk.actor) or desk.authority(ticket) is not None or desk.own(ticket)


def _decide(desk: Desk, ticket: Ticket, agreed: Proposal | None) -> None:
    if agreed is None:
        desk.done("proposed", **desk.view(ticket))
    elif agreed.kind == "extend":
        extended(desk, ticket, agreed)
    else:
        suspended(desk, ticket, agreed)


def _tell_proposer(desk: Desk, ticket: Ticket, proposal: Proposal, template: str, **words: Any) -> None:
    by = desk.town.officers.get(proposal.by)
    if by and by.user != desk.actor:
        limit = ticket.review_at or ticket.resolve_due_at or desk.now
        desk.notice(by, template, ticket, desk.view(ticket) | {"limit": limit, "reason": proposal.words} | words)
