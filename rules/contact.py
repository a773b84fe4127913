"""A claim without a word: whoever claimed is asked once, then the claim lapses and the ticket is offered again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast, get_args

from rules.duty import Clock, DutyHours, Pause, after
from rules.escalation import Wait


@dataclass(frozen=True, slots=True)
class ContactPolicy:
    """How soon the reporter is spoken to, and how long the claimer has after being asked.

    Raises ValueError when one of them is not positive.
    """

    limit: timedelta
    grace: timedelta
    clock: Clock

    def __post_init__(self) -> None:
        if min(self.limit, self.grace) <= timedelta(0):
            raise ValueError("the contact limit and its grace must be longer than nothing")

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        seconds = {"limit_seconds": self.limit.total_seconds(), "grace_seconds": self.grace.total_seconds()}
        return {**seconds, "clock": self.clock}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "ContactPolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        if stored["clock"] not in get_args(Clock):
            raise ValueError(f"no service clock: {stored['clock']!r}")
        limit, grace = (timedelta(seconds=stored[f"{key}_seconds"]) for key in ("limit", "grace"))
        return cls(limit, grace, cast(Clock, stored["clock"]))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a ticket: `asked` when the question reached them, `contacted` at the first sign of work on it.

    已联系, any reply, a photo or a voice note to the card is such a sign; so are 延期, 挂账, 问居民, the answer to an
    order, and a called department at work. Times are aware; None until they happen.
    """

    created: datetime
    claimed: datetime
    asked: datetime | None = None
    contacted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the claimer in private now; without a sign the claim lapses at `lapses`."""

    lapses: datetime


@dataclass(frozen=True, slots=True)
class Lapse:
    """The claim ends now and the ticket is offered again; nobody is blamed in the group."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The claimer is at work: nothing more is due."""


Decision = Wait | Ask | Lapse | Kept


def contact_due(policy: ContactPolicy, created: datetime, hours: DutyHours, pauses: Sequence[Pause] = ()) -> datetime:
    """Until when the reporter should have been spoken to (UTC): counted from the ticket's creation."""
    return after(created, policy.limit, policy.clock, hours, pauses)


def next_contact(
    policy: ContactPolicy, claim: Claim, now: datetime, hours: DutyHours, pauses: Sequence[Pause] = ()
) -> Decision:
    """What to do at `now` with a claimed ticket: Wait's index is 0 before the question, 1 after it.

    Who claims late is not asked before the grace has passed once. The question is asked once a claim, and the claim
    never lapses without it, however late the desk looks.
    """
    if claim.contacted is not None:
        return Kept()
    if claim.asked is None:
        ask_at = max(contact_due(policy, claim.created, hours, pauses), graced(policy, claim.claimed, hours, pauses))
        return Ask(graced(policy, now, hours, pauses)) if ask_at <= now else Wait(ask_at, 0)
    lapses = graced(policy, claim.asked, hours, pauses)
    return Lapse() if lapses <= now else Wait(lapses, 1)


def graced(policy: ContactPolicy, since: datetime, hours: DutyHours, pauses: Sequence[Pause]) -> datetime:
    """Until when somebody who was asked then has time for a sign of work."""
    return after(since, policy.grace, policy.clock, hours, pauses)
