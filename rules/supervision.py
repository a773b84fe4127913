"""督办: how strong a supervision order is, who signs it, by when it is answered and what its reply still lacks."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from rules.duty import Clock, DutyHours, after
from rules.supervision_reply import ELEMENTS, Element, itemed, tells_in_order, told

__all__ = [
    "ELEMENTS",
    "Colour",
    "Element",
    "Order",
    "SupervisionPolicy",
    "ends_draft",
    "missing",
    "raised",
    "reply_due",
]


class Colour(StrEnum):
    """How strong an order is, weakest first: 普通, 黄牌, 红牌."""

    ORDINARY = "ordinary"
    YELLOW = "yellow"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for an ordinary order up to 2."""
        return list(Colour).index(self)

    @property
    def needs_signature(self) -> bool:
        """Whether the desk only drafts it, and an official signs (签发)."""
        return self is not Colour.ORDINARY


@dataclass(frozen=True, slots=True)
class SupervisionPolicy:
    """How soon an order is answered once it is in force. Raises ValueError when that is not positive."""

    reply: timedelta = timedelta(hours=13)
    clock: Clock = "working"

    def __post_init__(self) -> None:
        if self.reply <= timedelta(0):
            raise ValueError("a supervision order must leave time for its reply")


@dataclass(frozen=True, slots=True)
class Order:
    """A supervision order on a ticket; a yellow or red one is a draft until somebody signs or refuses it."""

    colour: Colour
    at: datetime
    signed_by: int | None = None
    signed_at: datetime | None = None
    refused_by: int | None = None
    replied_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it still waits for 签发 or 驳回."""
        return self.colour.needs_signature and self.signed_at is None and self.refused_by is None

    @property
    def in_force_from(self) -> datetime | None:
        """From when it counts; None for a draft and a refused one."""
        return self.signed_at if self.colour.needs_signature else self.at

    def sign(self, official: int, at: datetime) -> "Order":
        """签发: the draft comes into force. Raises ValueError when it is no draft."""
        self._need_draft()
        return replace(self, signed_by=official, signed_at=at)

    def refuse(self, official: int) -> "Order":
        """驳回: the draft never comes into force. Raises ValueError when it is no draft."""
        self._need_draft()
        return replace(self, refused_by=official)

    def _need_draft(self) -> None:
        if not self.is_draft:
            raise ValueError(f"this {self.colour} order waits for no signature")


_SIGNS = " ,，。.:：;；、"
_BY_ITSELF = rf"(?:$|(?=[{_SIGNS}]))"
_COLOURS = {
    Colour.RED: r"(?:红[色牌]?|red)(?: ?(?:督办|order))?",
    Colour.YELLOW: r"(?:黄[色牌]?|yellow)(?: ?(?:督办|order))?",
    Colour.ORDINARY: r"(?:普通|ordinary)(?: ?(?:督办|order))?",
}


def raised(orders: tuple[Order, ...], wanted: Colour) -> Colour:
    """The colour of a new order on a ticket with these: never weaker than the strongest that is in force."""
    return max([wanted, *(order.colour for order in orders if order.in_force_from)], key=lambda colour: colour.rank)


def colour_in(words: str) -> tuple[Colour | None, str]:
    """The colour that words ask for where it stands by itself, 红色 今天办好 or 今天办好 红牌, and the other words."""
    plain = words.strip()
    for colour, sign in _COLOURS.items():
        for found in (
            re.match(rf"{sign}{_BY_ITSELF}", plain, re.I),
            re.search(rf"(?:^|[{_SIGNS}]){sign}$", plain, re.I),
        ):
            if found:
                return colour, (plain[: found.start()] + plain[found.end() :]).strip(_SIGNS)
    return None, plain


def ends_draft(order: Order, draft: Order) -> bool:
    """Whether an order ends what waits for a signature: once it is in force, nothing as weak is signed any more."""
    return order.in_force_from is not None and draft.is_draft and draft.colour.rank <= order.colour.rank


def reply_due(
    order: Order, policy: SupervisionPolicy, hours: DutyHours, named: datetime | None = None
) -> datetime | None:
    """Until when its reply is awaited (UTC): sooner where its words have `named` a moment that is still to come.

    None for an order that is not in force, or answered.
    """
    if order.in_force_from is None or order.replied_at is not None:
        return None
    usual = after(order.in_force_from, policy.reply, policy.clock, hours)
    return min(usual, named) if named is not None and named > order.in_force_from else usual


def missing(reply: str) -> tuple[Element, ...]:
    """What a reply in free words does not tell: received when, talked to whom, what was done, by when; in that order.

    It reads leniently, so that the desk asks once for what is plainly not there, and never argues about wording.
    """
    plain = itemed(reply)
    if tells_in_order(plain):
        return ()
    return tuple(element for element in ELEMENTS if not told(element, plain))
