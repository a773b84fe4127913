"""Answering staff who ask how many: 上周电梯坏了几次, 今天有没有人打架, 哪个小区停水最多, 谁最忙."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from handlers.desk import Buttons, Desk
from handlers.query_asked import LEADING, SHOWN, Where, cannot, kinds_of, leads, looks, of_thing, there
from models.ticket import Ticket
from models.work import done_between, told_between, unfinished_at
from rules import cards, onduty
from rules.english_talk import things
from rules.parsing import Context
from rules.people import spoken_of
from rules.query_asked import Asked, What
from rules.query_when import When
from rules.routing import STREET_ROLES
from rules.tickets import ACTIVE, TAKEN
from rules.town import Level

MOST_PLACES = 5


def count(desk: Desk, asked: Asked, where: Where) -> bool:
    """How many, or where; False where nobody knows what is asked for, or it may be told as well as asked."""
    if any(each.name and each.name in asked.thing for each in desk.town.officers.values()):
        return leads(desk) and cannot(desk)
    reading = desk.res.read(things(asked.thing) or asked.thing, Context())
    if asked.loose and any(request.place for request in desk.res.read(desk.said.text, Context()).requests):
        return False
    kinds = kinds_of(desk, asked.thing)
    if any(desk.matter(kind).conduct for kind in kinds) and not desk.town.held(desk.actor, STREET_ROLES):
        return cannot(desk, "sealed")
    found = _found(desk, asked, where, next((each.danger for each in reading.requests if each.danger), ""))
    if asked.thing and not (kinds or found):
        return False
    words = {"thing": asked.thing, "when": asked.when.words if asked.when else "", "undone": asked.unfinished}
    words |= {"where": _where(desk, asked, where), "count": len(found), "shown": [each.number for each in found]}
    words |= {"left": sum(each.state in ACTIVE for each in found), "spread": [], "happens": False}
    if asked.what is What.WHERE:
        words["spread"] = _by_place(desk, asked.by, found)
    happens = desk.tells_danger() and (asked.when is None or asked.when.lasts)
    buttons = (*looks(desk, found[:SHOWN]), *(_tells(desk) if happens else ()))
    desk.reply("query_counted", words | {"happens": happens}, buttons=buttons, purpose="asked")
    return True


def _tells(desk: Desk) -> Buttons:
    """One press reports what was asked about, should it be meant so."""
    return desk.choices(f"{desk.said.message}.0", "report_new")


def _found(desk: Desk, asked: Asked, where: Where, danger: str) -> list[Ticket]:
    """What was told in that time, or is not done now, that the actor may read; the oldest first."""
    areas = desk.town.held_below(desk.actor)
    if asked.when is None:
        tickets = unfinished_at(desk.session, areas)
    else:
        tickets = told_between(desk.session, areas, *asked.when.bounds(desk.local_now))
    house = asked.house
    near = [
        each
        for each in there(desk, where, tickets)
        if desk.handles(each)
        and house.building in ("", each.building)
        and (house.unit in ("", each.unit) or not each.unit)
        and (each.state in ACTIVE or not asked.unfinished)
    ]
    if danger:
        return [each for each in near if each.danger == danger or asked.thing in each.words]
    return of_kind(desk, asked.thing, near) if asked.thing else near


def of_kind(desk: Desk, thing: str, tickets: Sequence[Ticket]) -> list[Ticket]:
    """All of its kind, and what has its words."""
    kinds = kinds_of(desk, thing)
    return [t for t in tickets if t.matter in kinds or thing in t.words] or of_thing(desk, thing, tickets)


def _where(desk: Desk, asked: Asked, where: Where) -> str:
    """The place that was asked about, as it was named."""
    house = asked.house
    return where.named + cards.where(house.building, house.unit, "", desk.res.texts.locale)


def _by_place(desk: Desk, by: str, tickets: Sequence[Ticket]) -> list[dict[str, Any]]:
    """Where most of it is: a house by default, or the compounds, grids or communities."""
    found = Counter(_place(desk, by, each) for each in tickets)
    return _spread((name or desk.word("place_untold"), count) for name, count in found.most_common(MOST_PLACES))


def _spread(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"name": name, "count": count} for name, count in counts]


def _place(desk: Desk, by: str, ticket: Ticket) -> str:
    town, at = desk.town, ticket.place_id
    if by == "compound":
        return ticket.compound or town.compound_meant(at, ticket.building) or town.called(at)
    if by in (Level.GRID, Level.COMMUNITY):
        return town.called((town.at_level(at, by) or town.spots[at]).id)
    view = desk.view(ticket)
    house = view["where"] if ticket.building else ""
    return desk.in_grid(at, house) if desk.reads_of_several(desk.said.chat) else house


def done_by(desk: Desk, asked: Asked) -> bool:
    """How many who is named of the actor's people has done, today or in a time that is told; 小高 may be two."""
    officers = desk.town.officers.items() if leads(desk) else ()
    theirs = {user: each.name for user, each in officers if onduty.may_arrange(desk.town, desk.actor, user)}
    meant = spoken_of(asked.thing, theirs)[:MOST_PLACES]
    if not meant:
        return False
    when = asked.when or When("today", "")
    people, every = [], list[Ticket]()
    for user in meant:
        found = [t for t in done_between(desk.session, user, *when.bounds(desk.local_now)) if desk.handles(t)]
        waits, every = sum(t.state == "resolved" for t in found), every + found
        people.append({"who": theirs[user], "count": len(found), "shown": [t.number for t in found], "waits": waits})
    desk.reply("query_done", {"doers": people, "when": when.words}, buttons=looks(desk, every[:SHOWN]), purpose="asked")
    return True


def slowest(desk: Desk, asked: Asked, where: Where) -> bool:
    """Which of the actor's communities or grids has most that is overdue."""
    if not leads(desk) or not desk.in_private:
        return False
    areas = desk.town.held_below(desk.actor, LEADING)
    late = [
        each
        for each in there(desk, where, unfinished_at(desk.session, areas))
        if desk.is_behind(each) and desk.handles(each)
    ]
    desk.reply(
        "query_slowest", {"level": desk.word(asked.by), "spread": _by_place(desk, asked.by, late)}, purpose="asked"
    )
    return True


def busiest(desk: Desk, where: Where) -> bool:
    """Who has most in hand, told to who leads them."""
    areas = desk.town.held_below(desk.actor, LEADING | {"grid_leader"})
    if not areas:
        return False
    near = there(desk, where, unfinished_at(desk.session, areas))
    taken = (each for each in near if each.state in TAKEN and desk.handles(each))
    found = Counter(desk.name_of(each.claimed_by or 0) for each in taken)
    most = ((name, count) for name, count in found.most_common(MOST_PLACES) if name)
    desk.reply("query_busiest", {"spread": _spread(most)}, purpose="asked")
    return True
