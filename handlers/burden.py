"""What the desk itself cost people: counted each night without names, told to the street each month."""

from datetime import datetime, time, timedelta

from handlers.desk import Desk
from handlers.digest_composing import readers
from models.burden import Measure, count_day, counted, first_sent, loudness
from models.fact import forget_asks
from models.ping import forget_pings
from rules.digest import Span
from rules.rates import Ratio
from rules.routing import Spot
from rules.town import Level

# Messages that belong to no ticket are erased after a week: days further back cannot be counted any more.
LOOK_BACK = 6
PATIENCE = timedelta(hours=20)


def sweep_days(desk: Desk) -> int:
    """Counts the day before, and those that were missed, while their messages still stand."""
    moment = desk.slot("burden", desk.policies.times.burden, patience=PATIENCE)
    if moment is None:
        return 0
    today = desk.res.texts.local(moment).date()
    done = counted(desk.session, today - timedelta(days=LOOK_BACK))
    days = [today - timedelta(days=back) for back in range(LOOK_BACK, 0, -1)]
    began = first_sent(desk.session)
    lag = desk.real_now - desk.now
    for day in (day for day in days if day not in done):
        first = datetime.combine(day, time(), desk.res.texts.zone)
        last = datetime.combine(day + timedelta(days=1), time(), desk.res.texts.zone)
        # Before its first message there was no desk to count.
        for street in _streets(desk) if began and began - lag < last else ():
            count_day(desk.session, day, street.id, _measure(desk, street, first, last))
    forget_pings(desk.session, days[0])
    forget_asks(desk.session, desk.now - desk.policies.facts.apart - timedelta(days=LOOK_BACK))
    return 1


def _measure(desk: Desk, street: Spot, first: datetime, last: datetime) -> Measure:
    below = {spot.id for spot in desk.town.below(street.id)}
    chats = [post.chat for post in desk.town.posts.values() if post.place in below]
    most, hours = desk.policies.ladder.budget.worker_daily, desk.policies.duty_hours
    return Measure(_staff(desk, street), chats, first, last, desk.real_now - desk.now, most, hours)


def sweep_reports(desk: Desk) -> int:
    """On the first of a month each street reads how loud the desk was to its staff."""
    return sum(_report(desk, street) for street in _streets(desk))


def _report(desk: Desk, street: Spot) -> bool:
    patience = desk.policies.digest.monthly
    moment = desk.slot(f"burden:{street.code}", desk.policies.times.monthly_digest, monthday=1, patience=patience)
    chats = readers(desk, street) if moment else []
    if moment is None or not chats:
        return False
    span = Span.month_before(desk.res.texts.local(moment).date())
    found = loudness(desk.session, street.id, span.first, span.last)
    if not found.worker_days:
        return False
    words = {
        "place": street.name,
        "first": datetime.combine(span.first, time(), desk.res.texts.zone),
        "loud": found,
        "each": round(Ratio(found.messages, found.worker_days).value or 0, 1),
        "most": desk.policies.ladder.budget.worker_daily,
        "uncounted": span.days - found.days,
    }
    for chat in chats:
        desk.say(chat, "burden", words, purpose="digest", key=f"burden:{street.code}:{moment:%Y%m%d}:{chat}")
    return True


def _streets(desk: Desk) -> list[Spot]:
    return [spot for spot in desk.town.spots.values() if spot.level == Level.STREET]


def _staff(desk: Desk, street: Spot) -> list[int]:
    """Everybody with a role there whom the desk can write to."""
    below = {spot.id for spot in desk.town.below(street.id)}
    return [o.user for o in desk.town.officers.values() if o.reachable and any(at in below for _, at in o.roles)]
