"""What officials read on schedule: once each, whatever crashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from handlers.desk import Desk
from handlers.digest_composing import Composed, compose, readers, waiting
from rules.digest import Span
from rules.routing import Spot
from rules.town import Level

MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class Subscription:
    """One digest: for which place, of a day, a week or a month, when, and how much later it still is of use."""

    spot: Spot
    kind: str
    at: time
    patience: timedelta
    weekday: int | None = None

    @property
    def name(self) -> str:
        monthly = ":month" if self.kind == "month" else ""
        return f"{self.spot.level}:{self.spot.code}{monthly}"

    def span(self, day: datetime) -> Span:
        """The days it speaks of: in the evening that day, in the morning of a Monday or a first the time before."""
        if self.kind == "month":
            return Span.month_before(day.date())
        if self.kind == "week":
            return Span.ending(day.date() - timedelta(days=1), 7)
        return Span.ending(day.date(), 1)


def sweep_digests(desk: Desk) -> int:
    """Writes each digest whose moment has come and that was not written for its period; returns how many."""
    return sum(_write(desk, subscription) for subscription in _subscriptions(desk))


def _subscriptions(desk: Desk) -> Iterator[Subscription]:
    times, late = desk.policies.times, desk.policies.digest
    for spot in desk.town.spots.values():
        if spot.level == Level.COMMUNITY:
            yield Subscription(spot, "day", times.community_digest, late.daily)
        elif spot.level in (Level.STREET, Level.DISTRICT):
            yield Subscription(spot, "week", times.street_digest, late.weekly, times.street_digest_day.number)
        if spot.level in (Level.COMMUNITY, Level.STREET, Level.DISTRICT):
            yield Subscription(spot, "month", times.monthly_digest, late.monthly)


def _write(desk: Desk, subscription: Subscription) -> bool:
    spot, first = subscription.spot, 1 if subscription.kind == "month" else None
    moment = desk.slot(subscription.name, subscription.at, subscription.weekday, first, subscription.patience)
    chats = readers(desk, spot) if moment else []
    if moment is None or not chats:
        return False
    span = subscription.span(desk.res.texts.local(moment))
    composed = compose(desk, spot, subscription.kind, span)
    if composed is None:
        return False
    life = subscription.patience - (desk.now - moment)
    for chat in chats:
        _send(desk, chat, composed, f"digest:{subscription.name}:{moment:%Y%m%d}:{chat}", life)
    return True


def _send(desk: Desk, chat: int, composed: Composed, key: str, life: timedelta) -> None:
    how: dict[str, Any] = {"purpose": "digest", "life": life}
    row = desk.say(
        chat, "", text=composed.text, buttons=composed.buttons, encloses=composed.picture, key=key, **how
    )  # fmt: skip
    if row:
        desk.say(chat, "digest_sheet", {}, encloses=composed.sheet, replies=row, key=f"{key}:sheet", silent=True, **how)


def everything(desk: Desk, arg: str) -> None:
    """全部: what waits for a place's level, not only the five."""
    spot = desk.town.spots.get(int(arg)) if arg.isdigit() else None
    if spot is None or not desk.town.may_handle(desk.actor, spot.id):
        desk.answer("stale_button")
        return
    found = waiting(desk, spot)
    desk.reply(
        "digest_all",
        {"place": spot.name, "decisions": found[:MOST_LISTED], "more": max(len(found) - MOST_LISTED, 0)},
        purpose="digest",
    )
