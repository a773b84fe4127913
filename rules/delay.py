"""What lengthens a ticket's time: one extension with a reason, and a suspension that somebody approves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.resolving import ResolvePolicy
from rules.town import Level

Refusal = Literal["", "extended_before", "not_for_this_class", "too_late", "too_long", "too_soon", "reason_missing"]
Ground = Literal["season", "funds", "third_party"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)
Objection = Literal["", "not_this_level", "no_ground", "wording_missing", "review_not_ahead", "review_too_far"]


@dataclass(frozen=True, slots=True)
class SuspensionPolicy:
    """How far ahead a review may lie, and which levels may approve a suspension.

    Raises ValueError when nothing is left of either.
    """

    longest: timedelta = timedelta(days=90)
    approvers: tuple[Level, ...] = (Level.COMMUNITY, Level.STREET)

    def __post_init__(self) -> None:
        if self.longest <= timedelta(0) or not self.approvers:
            raise ValueError("a suspension needs a longest time and somebody who approves it")


def extension_refusal(
    policy: ResolvePolicy, level: Level, extended: timedelta, more: timedelta, reason: str, late: bool
) -> Refusal:
    """Why an extension by `more` service time may not be had, "" if it may; `late` says the limit has passed.

    It is had once, and its reason is told to the reporter.
    """
    if extended:
        return "extended_before"
    longest = policy.limit_at(level) * policy.extension
    if not longest:
        return "not_for_this_class"
    if late:
        return "too_late"
    if more <= timedelta(0):
        return "too_soon"
    if more > longest:
        return "too_long"
    return "" if reason.strip() else "reason_missing"


def suspension_objection(
    policy: SuspensionPolicy, approver: Level, ground: str, wording: str, now: datetime, review: datetime
) -> Objection:
    """Why a ticket may not be suspended so, "" if it may; `wording` is what the public will see."""
    if approver not in policy.approvers:
        return "not_this_level"
    if ground not in GROUNDS:
        return "no_ground"
    if not wording.strip():
        return "wording_missing"
    if review <= now:
        return "review_not_ahead"
    return "review_too_far" if review - now > policy.longest else ""
