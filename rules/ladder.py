"""When anything of a ticket next falls due: its claim, contact and resolve ladders, its waits, and what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules import closing, contact, escalation, resolving
from rules.closing import ClosingPolicy
from rules.contact import Claim, ContactPolicy
from rules.duty import DutyHours, Pause, next_duty, pause
from rules.escalation import ClaimPolicy
from rules.resolving import Course, ResolvePolicy, Suspension
from rules.tickets import ANSWERED, TAKEN, State
from rules.town import Level


@dataclass(frozen=True, slots=True)
class Policies:
    """What one ticket goes by; None for what its class does not promise."""

    claim: ClaimPolicy
    contact: ContactPolicy | None
    resolve: ResolvePolicy | None
    closing: ClosingPolicy
    answer_wait: timedelta
    hours: DutyHours


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket as its clocks see it; times are aware, None until they happen.

    `began` is from when the claim ladder counts. `pauses` are over, `waiting` is when the one that lasts began.
    """

    id: int
    state: str
    level: Level
    created: datetime
    began: datetime
    step: int = 0
    rung: int = 0
    taken: datetime | None = None
    contact_asked: datetime | None = None
    contacted: datetime | None = None
    extended: timedelta = timedelta(0)
    waiting: datetime | None = None
    pauses: Sequence[Pause] = ()
    suspensions: Sequence[Suspension] = field(default_factory=tuple)
    review: datetime | None = None
    resolved: datetime | None = None
    closed: datetime | None = None
    asked_again: datetime | None = None


def pauses_of(policies: Policies, standing: Standing) -> list[Pause]:
    """When the clock stood for the resident, the wait that lasts counted to its end."""
    lasting = [pause(standing.waiting, None, policies.answer_wait)] if standing.waiting else []
    return [*standing.pauses, *lasting]


def course_of(policies: Policies, standing: Standing) -> Course:
    """What the resolve ladder goes by."""
    return Course(
        standing.created, standing.level, standing.extended, pauses_of(policies, standing), standing.suspensions
    )


def claim_of(standing: Standing) -> Claim:
    """What the contact clock goes by: the claim that lasts."""
    taken = standing.taken or standing.created
    return Claim(standing.created, taken, standing.contact_asked, standing.contacted)


def next_moment(policies: Policies, standing: Standing, now: datetime) -> datetime | None:
    """When the ticket is to be looked at again (UTC); None when nothing of it will fall due by itself."""
    return min(_moments(policies, standing, now), default=None)


def resolve_due(policies: Policies, standing: Standing) -> datetime | None:
    """Until when it should be resolved; None where that is not promised."""
    course = course_of(policies, standing)
    return resolving.resolve_due(policies.resolve, course, policies.hours) if policies.resolve else None


def _moments(policies: Policies, standing: Standing, now: datetime) -> Iterator[datetime]:
    found = (
        _claim(policies, standing),
        _contact(policies, standing, now),
        _resolve(policies, standing),
        standing.waiting and standing.waiting + policies.answer_wait,
        standing.review if standing.state == State.SUSPENDED else None,
        _afterwards(policies, standing),
    )
    yield from (moment for moment in found if moment is not None)


def _claim(policies: Policies, standing: Standing) -> datetime | None:
    if standing.state != State.OPEN:
        return None
    return escalation.due(policies.claim, standing.step, standing.began, policies.hours)


def _contact(policies: Policies, standing: Standing, now: datetime) -> datetime | None:
    if standing.state not in TAKEN or policies.contact is None:
        return None
    pauses = pauses_of(policies, standing)
    decision = contact.next_contact(policies.contact, claim_of(standing), now, policies.hours, pauses)
    if isinstance(decision, contact.Kept):
        return None
    return decision.until if isinstance(decision, escalation.Wait) else now


def _resolve(policies: Policies, standing: Standing) -> datetime | None:
    if policies.resolve is None or standing.state not in TAKEN | {State.OPEN}:
        return None
    return resolving.due(policies.resolve, standing.rung, course_of(policies, standing), policies.hours)


def _afterwards(policies: Policies, standing: Standing) -> datetime | None:
    if standing.state == State.RESOLVED and standing.resolved:
        return closing.silent_until(policies.closing, standing.resolved)
    if standing.state in ANSWERED and standing.closed and not standing.asked_again:
        again = closing.asked_again(policies.closing, standing.id, standing.closed)
        return again and next_duty(again, policies.hours)
    return None
