"""Answering staff who ask how many: 上周电梯坏了几次, 今天有没有人打架, 哪个小区停水最多, 谁最忙."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from handlers.desk import Buttons, Desk
from handlers.query_asked import (
    LEADING,
    SHOWN,
    Where,
    at_house,
    cannot,
    house_told,
    kinds_of,
    leads,
    looks,
    of_thing,
    readable,
    there,
)
from models.ticket import Ticket
from models.work import done_between, told_between, unfinished_at
from rules import onduty
from rules.english_talk import things
from rules.parsing import Context
from rules.people import spoken_of
from rules.query_table import Asked, What
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
    if not desk.in_private and not all(desk.matter(kind).public for kind in kinds):
        return cannot(desk, "quiet")
    danger = next((each.danger for each in reading.requests if each.danger), "")
    found = _found(desk, asked, where, danger)
    if asked.thing and not (kinds or found):
        return False
    words = {"thing": _called(desk, asked.thing, kinds), "when": _when(desk, asked), "undone": asked.unfinished}
    words |= {
        "where": house_told(desk, asked.house, where),
        "count": len(found),
        "shown": [each.number for each in found],
    }
    words |= {"left": sum(each.state in ACTIVE for each in found), "spread": [], "happens": False}
    if asked.what is What.WHERE:
        words["spread"] = _by_place(desk, asked.by, found)
    happens = bool(danger or desk.tells_danger()) and (asked.when is None or asked.when.lasts)
    buttons = (*looks(desk, found[:SHOWN]), *(_tells(desk) if happens else ()))
    desk.reply("query_counted", words | {"happens": happens}, buttons=buttons, purpose="asked")
    return True


def _called(desk: Desk, thing: str, kinds: Collection[str]) -> str:
    """The words of who asks, or what it is called on this desk where they are in another tongue."""
    locale = desk.res.texts.locale
    other = bool(thing) and thing.isascii() is not (locale == "en")
    return desk.matter(next(iter(kinds))).name(locale) if other and len(kinds) == 1 else thing


def _when(desk: Desk, asked: Asked) -> str:
    return asked.when.said(english=desk.res.texts.locale == "en") if asked.when else ""


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
    near = at_house(asked.house, readable(desk, there(desk, where, tickets)))
    near = [each for each in near if each.state in ACTIVE or not asked.unfinished]
    if danger:
        return [each for each in near if each.danger == danger or asked.thing in each.words]
    return of_kind(desk, asked.thing, near) if asked.thing else near


def of_kind(desk: Desk, thing: str, tickets: Sequence[Ticket]) -> list[Ticket]:
    """All of its kind, and what has its words."""
    kinds = kinds_of(desk, thing)
    return [t for t in tickets if t.matter in kinds or thing in t.words] or of_thing(desk, thing, tickets)


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


def done_by(desk: Desk, asked: Asked, where: Where) -> bool:
    """How many who is named of the actor's people has done, today or in a time that is told; 小高 may be two."""
    officers = desk.town.officers.items() if leads(desk) else ()
    theirs = {user: each.name for user, each in officers if onduty.may_arrange(desk.town, desk.actor, user)}
    meant = spoken_of(asked.thing, theirs)[:MOST_PLACES]
    return bool(meant) and _tell_done(desk, asked, {user: theirs[user] for user in meant})


def done_by_oneself(desk: Desk, asked: Asked) -> bool:
    """我今天办了几件: told to whoever asks of themselves."""
    return _tell_done(desk, asked, {desk.actor: ""})


def _tell_done(desk: Desk, asked: Asked, people: Mapping[int, str]) -> bool:
    when = asked.when or When("today", "")
    doers, every = [], list[Ticket]()
    for user, name in people.items():
        ended = done_between(desk.session, *when.bounds(desk.local_now), user=user)
        found = [t for t in ended if desk.handles(t)]
        waits, every = sum(t.state == "resolved" for t in found), every + found
        doers.append({"who": name, "count": len(found), "shown": [t.number for t in found], "waits": waits})
    words = {"doers": doers, "when": when.said(english=desk.res.texts.locale == "en")}
    desk.reply("query_done", words, buttons=looks(desk, every[:SHOWN]), purpose="asked")
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


def busiest(desk: Desk, asked: Asked, where: Where) -> bool:
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
