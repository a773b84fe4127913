"""The rota in chat: who is on now and next, lines that are typed, and gaps shown before they hurt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from handlers.desk import Desk
from models.rota import forget_over, set_lines
from models.ticket import by_desk
from models.work import gaps_since
from rules import onduty
from rules.duty import next_duty
from rules.people import named
from rules.place_names import places_named
from rules.rota import Gap, Line
from rules.rota_words import days_of, english_days_of, line_of, place_told
from rules.routing import Officer, Spot
from rules.wording import narrow

AHEAD = timedelta(days=2)
KEPT = timedelta(days=90)
MOST = 8
CLEAR = ("清空", "取消", "clear", "none")
ROLES = ("grid_worker", "micro_grid_leader", "grid_leader", "community_secretary", "street_center")


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is on at a place now, until when, and who then."""

    place: str
    now: list[str]
    until: datetime | None
    then: list[str]


# who is on ----------------------------------------------------------------------------------------------------


def show(desk: Desk, words: str, near: Collection[int] | None = None) -> bool:
    """值班: who is on now and next, at the places of this chat or of who asks, or at those that are `near`."""
    shifts = [_shift(desk, spot) for spot in places(desk) if near is None or spot.id in near]
    lines = [shift for shift in shifts if shift.now or shift.then]
    desk.reply("duty_now", {"shifts": lines[:MOST], "more": max(0, len(lines) - MOST)}, purpose="asked")
    return True


def places(desk: Desk) -> list[Spot]:
    """The communities and grids below the chat's place, in private below the places of who asks."""
    post, officer = desk.town.posts.get(desk.said.chat), desk.officer
    tops = [post.place] if post and post.place is not None else [at for _, at in officer.roles] if officer else []
    areas = [desk.town.at_level(top, "community") or desk.town.spots[top] for top in tops if top in desk.town.spots]
    found = {spot.id: spot for area in areas for spot in desk.town.below(area.id) if spot.level != "micro_grid"}
    return list(found.values())


def _shift(desk: Desk, spot: Spot) -> Shift:
    here = on_at(desk, spot, desk.now)
    for moment in _moments(desk, spot):
        then = on_at(desk, spot, moment)
        if then != here:
            return Shift(spot.name, _names(here), moment, _names(then))
    return Shift(spot.name, _names(here), None, [])


def on_at(desk: Desk, spot: Spot, at: datetime) -> list[Officer]:
    """Everybody who is on at a place, in whatever role."""
    listed = [desk.town.officers[u] for u in desk.town.rota.on(spot.id, at) if u in desk.town.officers]
    return listed or onduty.on_at(desk.town, spot.id, ROLES, at, desk.policies.duty_hours)


def _moments(desk: Desk, spot: Spot) -> Sequence[datetime]:
    """When who is on may change, from now on."""
    hours, changes = desk.policies.duty_hours, desk.town.rota.changes(spot.id, desk.now, desk.now + AHEAD)
    opens = next_duty(desk.now, hours)
    window = hours.window(opens.astimezone(hours.zone).date())
    closes = window[1] if window else opens
    edges = (opens, closes, next_duty(closes, hours))
    return sorted({*changes[1:], *(moment for moment in edges if moment > desk.now)})


def _names(people: Sequence[Officer]) -> list[str]:
    return [officer.name for officer in people]


# setting it ---------------------------------------------------------------------------------------------------


def arrange(desk: Desk, words: str) -> bool:
    """排班 第一网格, then one line each: 周一到周五 8:00-21:00 高晓燕, 高亚丽. The place's rota becomes exactly so.

    Without lines it shows the rota there is, as it is typed.
    """
    spots, rest = _places_of(desk, words) if words.strip() else ([each for each in (_own_place(desk),) if each], "")
    spot = next(iter(spots), None)
    if len(spots) > 1:
        told = {"typed": spots[0].name, "places": [desk.town.called(each.id) for each in spots][:MOST]}
        desk.reply("rota_which", told, purpose="asked")
    elif spot is None:
        _no_such_place(desk, words)
    elif not onduty.arranges_at(desk.town, desk.actor, spot.id):
        desk.answer("rota_not_yours")
    elif not rest:
        _show_lines(desk, spot)
    else:
        lines = _lines(desk, spot, rest)
        if lines is not None:
            _set(desk, spot, lines)
    return True


def _own_place(desk: Desk) -> Spot | None:
    """The place of this chat, or of who asks, whose rota they draw up; one that has a rota before others."""
    mine = [spot for spot in places(desk) if onduty.arranges_at(desk.town, desk.actor, spot.id)]
    grids = sorted(mine, key=lambda spot: (not desk.town.rota.covers(spot.id), spot.level != "grid"))
    return next(iter(grids), None)


def _no_such_place(desk: Desk, words: str) -> None:
    """A place that is named and not there is told with those there are."""
    named = place_told(words)
    mine = [spot for spot in places(desk) if onduty.arranges_at(desk.town, desk.actor, spot.id)]
    if named and mine:
        names = [spot.name for spot in mine][:MOST]
        desk.reply("rota_no_place", {"typed": named, "places": names}, purpose="asked")
    else:
        desk.reply("rota_how", {"line": words.strip()[:60]}, purpose="asked")


def _show_lines(desk: Desk, spot: Spot) -> None:
    """How a place's rota is typed, with the rota it has."""
    groups: dict[tuple[frozenset[int], time, time], list[str]] = {}
    for line in desk.town.rota.lines_at(spot.id):
        officer = desk.town.officers.get(line.person)
        groups.setdefault((line.weekdays, line.start, line.end), []).append(officer.name if officer else "?")
    shifts = [
        {"days": days, "from": f"{start:%H:%M}", "to": f"{end:%H:%M}", "names": names}
        for (weekdays, start, end), names in groups.items()
        for days in _days_of(desk, weekdays)
    ]
    desk.reply("rota_lines", {"place": desk.town.called(spot.id), "duties": shifts}, purpose="asked")


def _days_of(desk: Desk, weekdays: frozenset[int]) -> list[str]:
    return [days_of(weekdays)] if desk.res.texts.locale == "zh" else english_days_of(weekdays)


def _places_of(desk: Desk, words: str) -> tuple[list[Spot], str]:
    """The place a 排班 begins with, by its name or code, and what follows; several where it does not say which."""
    text = words.strip()
    spots = [spot for spot in desk.town.spots.values() if spot.level != "district"]
    coded = [spot for spot in spots if text.casefold().startswith(spot.code.casefold())]
    if coded:
        spot = max(coded, key=lambda each: len(each.code))
        return [spot], _after(text, len(spot.code))
    post, officer = desk.town.posts.get(desk.said.chat), desk.officer
    stands = [post.place] if post and post.place else [at for _, at in officer.roles] if officer else []
    scope = next((at for at in stands if at in desk.town.spots), spots[0].id if spots else 0)
    named = next((each for each in places_named(narrow(text), desk.town, scope)[0] if each.start == 0), None)
    if named is None:
        return [], text
    mine = [spot for spot in named.spots if onduty.arranges_at(desk.town, desk.actor, spot.id)]
    return mine or list(named.spots), _after(text, len(named.words))


def _after(text: str, length: int) -> str:
    return text[length:].strip(" :：,，\n")


def _lines(desk: Desk, spot: Spot, text: str) -> list[Line] | None:
    """The lines typed; None, which has been said, where one is not understood."""
    if text.strip() in CLEAR:
        return []
    rows = [row for row in text.splitlines() if row.strip()]
    crew = onduty.crew(desk.town, desk.actor)
    lines: list[Line] = []
    for row in rows or [""]:
        told = line_of(row)
        if told is None:
            desk.reply("rota_how", {"line": row.strip()[:60]}, purpose="asked")
            return None
        for order, name in enumerate(told.names):
            found = named(name, crew)
            if len(found) != 1:
                desk.reply("person_which", {"typed": name, "names": [crew[u] for u in found[:MOST]]}, purpose="asked")
                return None
            lines.append(Line(found[0], spot.id, told.weekdays, told.start, told.end, order))
    return lines


def _set(desk: Desk, spot: Spot, lines: Sequence[Line]) -> None:
    if set_lines(desk.session, spot.id, lines):
        desk.town_changed()
    gaps = spans(desk, _gaps_at(desk, spot)) if lines else []
    words = {"place": desk.town.called(spot.id), "count": len(lines)}
    words |= {"spans": gaps[:MOST], "more": max(0, len(gaps) - MOST)}
    desk.reply("rota_set", words, purpose="answer")


# gaps ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A gap of the same hours on one day or on several that follow each other."""

    place: str
    starts: datetime
    ends: datetime
    days: int
    night: bool


def sweep_gaps(desk: Desk) -> int:
    """Once a day each secretary reads in private where nobody is on in the days to come, and what that cost."""
    return sum(_tell_gaps(desk, spot) for spot in desk.town.spots.values() if spot.level == "community")


def _tell_gaps(desk: Desk, community: Spot) -> int:
    moment = desk.slot(f"gaps:{community.code}", desk.policies.ladder.rota_told_at)
    if moment is None:
        return 0
    forget_over(desk.session, desk.now - KEPT)
    below = [spot for spot in desk.town.below(community.id) if spot.level != "micro_grid"]
    found = spans(desk, [gap for spot in below for gap in _gaps_at(desk, spot)])
    hurt = gaps_since(desk.session, [spot.id for spot in below], moment - timedelta(days=1))
    if not found and not hurt:
        return 1
    words = {"spans": found[:MOST], "more": max(0, len(found) - MOST), "missed": []}
    words["missed"] = [desk.view(by_desk(desk.session, ticket)) for ticket in hurt[:MOST]]
    for officer in desk.town.holders(community.id, ("community_secretary",)):
        desk.tell(officer, "rota_gaps", words, purpose="gaps")
    return 1


def _gaps_at(desk: Desk, spot: Spot) -> list[Gap]:
    """Gaps of a place in the days to come."""
    return onduty.gaps(desk.town, desk.town.rota, spot.id, desk.now, _whole_days(desk), desk.policies.duty_hours)


def _whole_days(desk: Desk) -> timedelta:
    """How far ahead is looked: to where a day's duty begins, so that no gap ends at whatever time it is now."""
    local, start = desk.local_now, desk.policies.duty_hours.start
    last = local + desk.policies.ladder.rota_ahead
    begins = last.replace(hour=start.hour, minute=start.minute, second=0, microsecond=0)
    begins -= timedelta(days=begins > last)
    return begins - local if begins > local else desk.policies.ladder.rota_ahead


def spans(desk: Desk, gaps: Sequence[Gap]) -> list[Span]:
    """Gaps of the same hours on days in a row as one."""
    texts, found = desk.res.texts, []
    ordered = sorted(gaps, key=lambda gap: (gap.place, gap.night, f"{texts.local(gap.end):%H%M}", gap.start))
    for (place, night, _), alike in groupby(ordered, key=lambda g: (g.place, g.night, f"{texts.local(g.end):%H%M}")):
        each = list(alike)
        found.append(Span(desk.town.spots[place].name, each[0].start, each[0].end, len(each), night))
    return sorted(found, key=lambda span: span.starts)
