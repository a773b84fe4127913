"""What officials read on schedule: once each, whatever crashes."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from handlers.desk import Buttons, Desk, group_of
from handlers.digest_composing import Composed, compose, decided_by, readers, waiting
from handlers.routing import ABOVE
from rules import callback
from rules.digest import MOST_DECISIONS, Entry, Span
from rules.digest_asked import asked_in
from rules.place_names import places_named
from rules.query_when import When
from rules.routing import COMMUNITY_ROLES, STREET_ROLES, Spot
from rules.town import Level, Purpose

MOST_LISTED = 30
LEADING = COMMUNITY_ROLES | STREET_ROLES
GRID_LEADERS = frozenset({"grid_leader"})
READ_AT = (Level.COMMUNITY, *ABOVE)


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
        elif spot.level in ABOVE:
            yield Subscription(spot, "week", times.street_digest, late.weekly, times.street_digest_day.number)
        if spot.level in READ_AT:
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


def asked(desk: Desk) -> bool:
    """日报, 上周情况, 第一网格怎么样 asked by an official: a digest of theirs, beside what comes on schedule."""
    wanted = asked_in(desk.said.text) if desk.said.reply_to is None else None
    spot = _named(desk, _place(desk), wanted.place) if wanted else None
    if wanted is None or spot is None:
        return False
    span = wanted.span(desk.local_now.date())
    composed = compose(desk, spot, wanted.kind, span)
    if composed is None:
        desk.reply("digest_nothing", {"place": spot.name}, purpose="answer")
        return True
    how: dict[str, Any] = {"purpose": "digest"}
    row = desk.reply(text=composed.text, buttons=composed.buttons, encloses=composed.picture, **how)
    desk.reply("digest_sheet", encloses=composed.sheet, replies=row, silent=True, **how)
    return True


def send_sheet(desk: Desk, when: When | None) -> bool:
    """导出: the table that goes with a digest, of the day or of the time that is told; False to who leads nothing."""
    spot = _place(desk)
    if spot is None:
        return False
    now = desk.local_now
    since, until = when.bounds(now) if when else (now, now + timedelta(days=1))
    composed = compose(desk, spot, "day", Span(since.date(), until.date() - timedelta(days=1)))
    if composed is None:
        desk.reply("digest_nothing", {"place": spot.name}, purpose="answer")
    else:
        desk.reply("digest_sheet", encloses=composed.sheet, purpose="digest")
    return True


def _named(desk: Desk, spot: Spot | None, name: str) -> Spot | None:
    """The place itself, or the one below it of that name; None where there is none, or two of them."""
    if spot is None or name in ("", spot.name, desk.word(spot.level)):
        return spot
    told, rest = places_named(name, desk.town, spot.id)
    called = [each for each in told[0].spots if spot.id in each.path] if told and not rest.strip() else []
    return called[0] if len(called) == 1 else None


def _place(desk: Desk) -> Spot | None:
    """The place of the group it is asked in, in private the highest that the actor leads; None where they lead none."""
    led = [desk.town.spots[at] for at in desk.town.held(desk.actor, LEADING)]
    if desk.in_private:
        led = led or [desk.town.spots[at] for at in desk.town.held(desk.actor, GRID_LEADERS)]
        return min(led, key=lambda spot: len(spot.path), default=None)
    spot, post = desk.here, group_of(desk, desk.said.chat)
    theirs = spot is not None and spot.level in READ_AT and any(each.id in spot.path for each in led)
    return spot if theirs and post and post.purpose in (Purpose.WORKERS, Purpose.OFFICIALS) else None


def everything(desk: Desk, arg: str) -> None:
    """全部: what waits for a place's level, not only the five."""
    spot = desk.town.spots.get(callback.number(arg))
    if spot is None or not desk.town.may_handle(desk.actor, spot.id):
        desk.answer("stale_button")
        return
    _list(desk, spot, waiting(desk, spot))


def to_decide(desk: Desk, own: Set[int]) -> bool:
    """有什么要我定的 by who leads a place: what its digest asks of them; False where their `own` is more than that."""
    spot = _place(desk)
    found = waiting(desk, spot) if spot else []
    if spot is None or not found or not own <= {each["id"] for each in found}:
        return False
    _list(desk, spot, found, decided_by(desk, spot, found[:MOST_DECISIONS]))
    return True


def _list(desk: Desk, spot: Spot, found: Sequence[Entry], buttons: Buttons = ()) -> None:
    words = {"place": spot.name, "decisions": found[:MOST_LISTED], "more": max(len(found) - MOST_LISTED, 0)}
    desk.reply("digest_all", words, buttons=buttons, purpose="digest")
