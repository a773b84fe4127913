"""What officials and the admin read on schedule: once each, whatever crashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from handlers.desk import Desk
from models.ticket import Ticket
from rules.cards import where
from rules.digest import Counted, Figures, decisions, figures
from rules.routing import Spot

SPAN = timedelta(days=16)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One digest: for which place, at which wall-clock time, over how many days; `weekday` None means daily."""

    spot: Spot
    at: time
    days: int
    weekday: int | None = None


def sweep_digests(desk: Desk) -> int:
    """Writes each digest whose moment has come and that was not written for its period; returns how many."""
    return sum(_write(desk, subscription) for subscription in _subscriptions(desk))


def _subscriptions(desk: Desk) -> Iterator[Subscription]:
    times = desk.policies.times
    for spot in desk.town.spots.values():
        if spot.level == "community":
            yield Subscription(spot, times.community_digest, 1)
        elif spot.level == "street":
            yield Subscription(spot, times.street_digest, 7, times.street_digest_day.number)


def _write(desk: Desk, subscription: Subscription) -> bool:
    spot = subscription.spot
    name = f"{spot.level}:{spot.code}"
    moment = desk.slot(name, subscription.at, subscription.weekday)
    chats = _readers(desk, spot) if moment else []
    if moment is None or not chats:
        return False
    text = compose(desk, spot, moment, subscription.days)
    if not text:
        return False
    for chat in chats:
        desk.say(chat, "", text=text, purpose="digest", key=f"digest:{name}:{moment:%Y%m%d}:{chat}")
    return True


def _readers(desk: Desk, spot: Spot) -> list[int]:
    """The group of that level, else the private chats of who holds it."""
    purposes = ("officials", "workers") if spot.level == "street" else ("workers", "officials")
    posts = [post for purpose in purposes for post in desk.town.groups_at(spot.id, purpose)]
    if posts:
        return [posts[0].chat]
    role = "street_center" if spot.level == "street" else "community_secretary"
    return [o.user for o in desk.town.holders(spot.id, (role,)) if o.reachable]


def compose(desk: Desk, spot: Spot, moment: datetime, days: int) -> str:
    """The digest's words for a place: the conclusion, the key figures, what must be decided; "" where nothing was."""
    tickets = _tickets(desk, spot, moment)
    if not tickets:
        return ""
    # A weekly digest in the morning speaks of the days before it, a daily one in the evening of its own day.
    day = desk.res.texts.local(moment).date() - timedelta(days=1 if days > 1 else 0)
    counted = [c for c, _ in tickets]
    found = figures(counted, day, desk.now, lambda m: desk.res.texts.local(m).date(), days)
    asked = decisions(counted, desk.now, spot.level)
    words = {c.id: w for c, w in tickets}
    return desk.text(
        "digest",
        place=spot.name,
        level=spot.level,
        day=moment,
        weekday=desk.res.texts.local(moment).weekday(),
        days=days,
        f=found,
        share=_share(found),
        decisions=[{"n": c.number, "what": words[c.id], "state": c.state, "claim_due": c.claim_due} for c in asked],
    )


def _share(found: Figures) -> int | None:
    return round(100 * found.in_community / found.closed_in_all) if found.closed_in_all else None


def _tickets(desk: Desk, spot: Spot, moment: datetime) -> list[tuple[Counted, str]]:
    t = Ticket.__table__.c  # type: ignore[attr-defined]
    below = [s.id for s in desk.town.below(spot.id)]
    recent = sa.or_(t.created_at >= moment - SPAN, t.closed_at >= moment - SPAN, t.closed_at.is_(None))
    rows = desk.session.connection().execute(
        sa.select(
            t.id, t.number, t.matter, t.service_class, t.state, t.level, t.created_at, t.claim_due_at, t.claimed_at,
            t.closed_at, t.reopened, t.building, t.unit, t.spot,
        ).where(t.place_id.in_(below), recent)
    )  # fmt: skip
    locale = desk.res.texts.locale
    return [
        (Counted(*row[:11]), f"{desk.matter(row[2]).name(locale)} {where(row[11], row[12], row[13], locale)}".strip())
        for row in rows
    ]
