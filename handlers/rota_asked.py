"""周末谁值班, 我哪天值班: who is on, on the days that somebody names."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any

from handlers import rota
from handlers.desk import Desk
from rules.duty import on_duty
from rules.rota_asked import MOST_DAYS, Days, DutyAsked, days_asked
from rules.routing import Officer, Spot

MOST_LINES = 24
EVENING = time(18)


def tell(desk: Desk, asked: DutyAsked, near: Collection[int] | None = None) -> bool:
    """Who is on then, at the places of who asks or those of them that they name; False where no day can be read."""
    if not (asked.when or asked.own):
        return rota.show(desk, "", near)
    today = desk.local_now.date()
    coming = Days(tuple(today + timedelta(days=n) for n in range(MOST_DAYS)))
    hours = desk.policies.duty_hours
    days = days_asked(asked.when, desk.now, hours.zone, hours.working) if asked.when else coming
    if days is None:
        return False
    spots = [spot for spot in rota.places(desk) if near is None or spot.id in near]
    blocks = _blocks(desk, days, spots, desk.actor if asked.own else 0)
    shown = _fitting(blocks)
    words = {"blocks": shown, "more": len(blocks) - len(shown), "own": asked.own, "unknown": days.unknown}
    desk.reply("duty_days", words, purpose="asked")
    return True


def typed(desk: Desk, words: str) -> bool:
    """值班 周末; without a day, of now."""
    return tell(desk, DutyAsked(words.strip())) or rota.show(desk, "")


def _blocks(desk: Desk, days: Days, spots: list[Spot], who: int) -> list[dict[str, Any]]:
    """Days in a row on which the same people are on at the same hours, with them."""
    told = [(day, _rows(desk, spots, day, days.night, who)) for day in days.days]
    found = []
    for alike, run in groupby(told, key=lambda each: _by_clock(desk, each[1])):
        listed = list(run)
        if not alike:
            continue
        first, last = (datetime.combine(at, time(12), desk.policies.duty_hours.zone) for at in _ends(listed))
        found.append({"first": first, "last": last, "days": (last - first).days + 1, "rows": listed[0][1]})
    return found


def _ends(run: list[tuple[date, list[dict[str, Any]]]]) -> tuple[date, date]:
    return run[0][0], run[-1][0]


def _fitting(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many as can be read at once, at least one."""
    lines, most = 0, 0
    for block in blocks:
        lines += len(block["rows"]) + 1
        most += lines <= MOST_LINES or not most
    return blocks[:most]


def _rows(desk: Desk, spots: list[Spot], day: date, night: bool, who: int) -> list[dict[str, Any]]:
    rows = ({"place": spot.name, "turns": _turns(desk, spot, day, night, who)} for spot in spots)
    return [row for row in rows if row["turns"]][: MOST_LINES - 1]


def _turns(desk: Desk, spot: Spot, day: date, night: bool, who: int) -> list[dict[str, Any]]:
    """Who is on from when duty, or the evening, begins until duty begins again; a gap only in duty hours."""
    hours = desk.policies.duty_hours
    begins = datetime.combine(day, EVENING if night else hours.start, hours.zone)
    ends = datetime.combine(day + timedelta(days=1), hours.start, hours.zone)
    window = hours.window(day)
    edges = {begins, ends, *desk.town.rota.changes(spot.id, begins, ends)}
    edges |= {edge for edge in window or () if begins < edge < ends}
    moments = sorted(edges)
    turns: list[dict[str, Any]] = []
    for start, end in pairwise(moments):
        people = rota.on_at(desk, spot, start)
        if turns and turns[-1]["people"] == people:
            turns[-1]["ends"] = end
        else:
            turns.append({"people": people, "starts": start, "ends": end})
    listed = ({**turn, "names": [each.name for each in turn["people"]]} for turn in turns)
    return [turn for turn in listed if _is_told(desk, turn["people"], turn["starts"], who)]


def _is_told(desk: Desk, people: list[Officer], starts: datetime, who: int) -> bool:
    if who:
        return any(each.user == who for each in people)
    return bool(people) or on_duty(starts, desk.policies.duty_hours)


def _by_clock(desk: Desk, rows: list[dict[str, Any]]) -> list[Any]:
    """What makes two days alike."""

    def at(moment: datetime) -> time:
        return desk.res.texts.local(moment).time()

    return [
        (row["place"], [(each["names"], at(each["starts"]), at(each["ends"])) for each in row["turns"]]) for row in rows
    ]
