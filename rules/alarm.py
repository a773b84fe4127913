"""Danger to life while nobody takes it: when people are rung again, when everybody is, and when it is called out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GROWTH = 5


@dataclass(frozen=True, slots=True)
class AlarmPolicy:
    """People are rung again after `repeat`, later on at longer and longer intervals; `call` is when SMS or voice is
    asked for; a doubtful alarm that nobody has judged after `doubt` rings everybody.

    Raises ValueError where one of them is not longer than nothing.
    """

    repeat: timedelta = timedelta(minutes=1)
    call: timedelta = timedelta(minutes=2)
    doubt: timedelta = timedelta(seconds=60)

    def __post_init__(self) -> None:
        if min(self.repeat, self.call, self.doubt) <= timedelta(0):
            raise ValueError("an alarm's spans must be longer than nothing")


@dataclass(frozen=True, slots=True)
class Due:
    """What an alarm asks for now, and when it must be looked at again."""

    ring: bool
    call: bool
    believed: bool
    next_at: datetime


def first_due(policy: AlarmPolicy, began: datetime, doubtful: bool) -> datetime:
    """When the alarm that has just rung for the first time must be looked at."""
    return began + min(policy.doubt if doubtful else policy.repeat, policy.call)


def due(policy: AlarmPolicy, began: datetime, now: datetime, doubtful: bool, called: bool) -> Due:
    """What to do at `now` about an alarm that nobody has taken since `began`.

    Those asked about a doubtful one are not rung again before it is believed; the call waits for no judgement.
    """
    waited = now - began
    believed = not doubtful or waited >= policy.doubt
    following = now + (max(policy.repeat, waited / GROWTH) if believed else began + policy.doubt - now)
    call = not called and waited >= policy.call
    if not (called or call):
        following = min(following, began + policy.call)
    return Due(ring=believed, call=call, believed=believed, next_at=following)
