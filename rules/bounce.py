"""退单: sent back once with a reason; the second time the street arbitrates while work goes on (先办后议)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from rules.duty import Clock, DutyHours, after, clock_named

Reason = Literal["wrong_place", "wrong_owner", "duplicate", "not_a_matter"]
REASONS: tuple[Reason, ...] = get_args(Reason)
Why = Literal["no_reason", "too_late", "in_arbitration", "decided"]


@dataclass(frozen=True, slots=True)
class BouncePolicy:
    """How soon after a dispatch it may be sent back, and how often without the street's word.

    Raises ValueError when the window is not positive.
    """

    window: timedelta = timedelta(hours=2)
    clock: Clock = "duty"
    free: int = 1

    def __post_init__(self) -> None:
        if self.window <= timedelta(0):
            raise ValueError("a bounce needs a window longer than nothing")

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        return {"window_seconds": self.window.total_seconds(), "clock": self.clock, "free": self.free}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "BouncePolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        return cls(timedelta(seconds=stored["window_seconds"]), clock_named(stored["clock"]), int(stored["free"]))


@dataclass(frozen=True, slots=True)
class Bounce:
    """A bounce that happened; `ruled` when the street decided an arbitrated one."""

    at: datetime
    reason: Reason
    arbitrated: bool = False
    ruled: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It stays where it is, and whoever pressed is told why."""

    why: Why


@dataclass(frozen=True, slots=True)
class Returned:
    """It goes back to whoever dispatches, for this reason."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Arbitrate:
    """The street decides; until then whoever has it goes on working."""

    reason: Reason


Decision = Refused | Returned | Arbitrate


def bounce_until(policy: BouncePolicy, dispatched: datetime, hours: DutyHours) -> datetime:
    """Until when a ticket dispatched then may be sent back (UTC)."""
    return after(dispatched, policy.window, policy.clock, hours)


def bounce(
    policy: BouncePolicy,
    dispatched: datetime,
    earlier: Sequence[Bounce],
    reason: Reason | None,
    now: datetime,
    hours: DutyHours,
) -> Decision:
    """What a 退单 at `now` comes to; `dispatched` is the latest dispatch, `earlier` the bounces before it.

    What the street has ruled is final.
    """
    if any(each.ruled for each in earlier):
        return Refused("decided")
    if any(each.arbitrated for each in earlier):
        return Refused("in_arbitration")
    if reason is None:
        return Refused("no_reason")
    if now > bounce_until(policy, dispatched, hours):
        return Refused("too_late")
    return Returned(reason) if len(earlier) < policy.free else Arbitrate(reason)


_AREA = "网格|小区|片区|社区|辖区"
# In this order: 重复 beside 不归我们管 is a duplicate, and 不是我们网格的 tells the place before the owner.
_SAYS: dict[Reason, str] = {
    "duplicate": r"重复|已有.{0,4}单|有人报过|同一[件个]|并案|duplicate",
    "not_a_matter": r"不是(?:诉求|事|工单|问题|求助)|不算|没有?这[回个]?事|聊天?|玩笑|广告|不成立|无效|not a matter",
    "wrong_place": rf"(?:地[点址]|位置|楼[栋号]?|{_AREA}).{{0,6}}(?:不对|错|不符|有误)"
    rf"|不[是在属].{{0,6}}(?:{_AREA}|楼)|wrong place",
    "wrong_owner": r"不归|不属|不[由该]|不是[我本咱]|[找派]错|管不[了着]|职责|权限|归.{1,8}管"
    r"|[是归该属](?:物业|社区|街道|城管|开发商|施工方|水务|供电|燃气|电信|居委会?)(?:公司)?(?:的[活事]|管|负责)"
    r"|wrong owner",
}
_PATTERNS = {reason: re.compile(says) for reason, says in _SAYS.items()}


def reason_in(words: str) -> Reason | None:
    """The reason that typed words give, by its name or in people's own words; None when they give none."""
    plain = words.strip().casefold()
    named = next((reason for reason in REASONS if reason == plain), None)
    return named or next((reason for reason, says in _PATTERNS.items() if says.search(plain)), None)
