"""Answering what staff ask of tickets in plain words: how 3号楼那个电梯 stands, what came in today."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.desk import Buttons, Desk, as_read, group_of
from models import incident
from models.ticket import Ticket
from models.work import known_at
from rules import callback, cards, english_talk, query_english
from rules.messages import Button
from rules.parsing import Context
from rules.place_names import in_full, places_named
from rules.places import Address
from rules.query_asked import About, asks_state, asks_what_came
from rules.query_when import When
from rules.routing import COMMUNITY_ROLES, STREET_ROLES
from rules.tickets import ACTIVE
from rules.town import Purpose
from rules.wording import narrow

LATELY = timedelta(days=3)
# With what stands above them no more than five lines.
SHOWN, SHORT = 4, 4
LEADING = COMMUNITY_ROLES | STREET_ROLES
READ_IN = (Purpose.WORKERS, Purpose.OFFICIALS)


@dataclass(frozen=True, slots=True)
class Where:
    """The places and the compound that a question names, None and "" where it names none, and its other words."""

    places: frozenset[int] | None
    compound: str
    words: str
    named: str = ""


def asked(desk: Desk, where: Where) -> bool:
    """How something stands, or what came in today: by staff in private, by who leads among staff too."""
    if when := asks_what_came(where.words, bool(where.named)):
        return _tell_came(desk, when, where)
    about = asks_state(where.words) or query_english.asks_state(where.words)
    return about is not None and _tell_state(desk, about, where)


def may_ask(desk: Desk) -> bool:
    """Whether somebody of the staff asks in private, or who leads among staff."""
    if not desk.said.text or desk.said.reply_to is not None or not desk.by_staff:
        return False
    if desk.in_private:
        return True
    post = group_of(desk, desk.said.chat)
    return leads(desk) and post is not None and post.purpose in READ_IN


def leads(desk: Desk) -> bool:
    """Whether the actor leads a community or a street."""
    return bool(desk.town.held(desk.actor, LEADING))


def cannot(desk: Desk, why: str = "") -> bool:
    """Says that this is not answered, and what is."""
    desk.reply("query_cannot", {"why": why, "leads": leads(desk)}, purpose="asked")
    return True


def named(desk: Desk) -> Where:
    """Where the question is about, by the names of places and compounds in it; two of one name are both."""
    words = in_full(narrow(desk.said.text), desk.town)
    held = sorted(desk.town.held(desk.actor), key=lambda at: len(desk.town.spots[at].path))
    told, rest = places_named(words, desk.town, held[0]) if held else ([], words)
    compound = desk.town.compound_in(rest)
    rest = rest.replace(compound, " ") if compound else rest
    below = frozenset(each.id for name in told for spot in name.spots for each in desk.town.below(spot.id))
    if not (told or compound):
        return Where(None, "", desk.said.text)
    name = "".join(each.words for each in told) + compound
    return Where(
        below if told else None, compound, " ".join(rest.split()) if rest.isascii() else "".join(rest.split()), name
    )


def there(desk: Desk, where: Where, tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those of the tickets that are where the question is about."""

    def stands(each: Ticket) -> bool:
        houses = desk.town.spots[each.place_id].buildings
        known = [each.compound] if each.compound else [h.compound for h in houses if each.building in ("", h.number)]
        near = where.places is None or each.place_id in where.places
        return near and (not where.compound or where.compound in known)

    return [each for each in tickets if stands(each)]


def readable(desk: Desk, tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those that the actor may read here: in a group nothing that only some may know."""
    return [each for each in tickets if desk.handles(each) and (desk.in_private or not (each.quiet or each.sealed))]


def at_house(house: Address, tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those of a house, all where none is named; of a unit also what was told of the whole house."""
    return [
        each
        for each in tickets
        if house.building in ("", each.building) and (house.unit in ("", each.unit) or not each.unit)
    ]


def house_told(desk: Desk, house: Address, where: Where) -> str:
    """The place that was asked about, as it was named."""
    return where.named + cards.where(house.building, house.unit, "", desk.res.texts.locale)


def _tell_state(desk: Desk, about: About, where: Where) -> bool:
    """What is meant, and how it stands; where there is none, that, unless it is danger or may be anything."""
    danger = desk.tells_danger()
    near = there(desk, where, known(desk))
    found = _meant(desk, about, [each for each in near if not danger or each.service_class == "P0"])
    private = desk.in_private
    if found and (found[0].state in ACTIVE or _only_asks(desk, about)):
        show(desk, "state", found)
    elif private and not (danger or found) and _names_none(desk, about):
        desk.reply("query_none", purpose="asked")
    else:
        return False
    return True


def _names_none(desk: Desk, about: About) -> bool:
    """3号楼电梯怎么样了, 违建拆了没有 and 下水道堵了那个呢, which nobody has told of; 材料那个呢 is of no trouble."""
    if about.points or (about.plain and about.thing):
        return bool(kinds_of(desk, about.thing)) or _is_trouble(desk, about.thing)
    return bool(about.building) and _only_asks(desk, about)


def _only_asks(desk: Desk, about: About) -> bool:
    """3号楼电梯怎么样了 tells of no trouble; 3号楼电梯停了有人管吗 does."""
    trouble = not about.thing or _is_trouble(desk, about.thing)
    return trouble and not desk.res.read(about.words, as_read(desk.said, desk.now)[1]).requests


def _is_trouble(desk: Desk, thing: str) -> bool:
    return any(desk.res.ear.is_of(thing, key) for key in desk.policies.taxonomy.matters)


def kinds_of(desk: Desk, thing: str) -> Collection[str]:
    """The matters that words name: 电梯坏了, 噪音扰民; none where the reader knows of none."""
    thing = english_talk.things(thing) or thing
    if not thing:
        return ()
    reading = desk.res.read(thing, Context())
    likely = [key for key in reading.likely[:1] if desk.res.ear.is_of(thing, key) or _is_called(desk, thing, key)]
    return {request.matter for request in reading.requests} or likely


def _is_called(desk: Desk, thing: str, key: str) -> bool:
    """噪音 is a word for 邻里噪声."""
    return len(thing) <= SHORT and not set(thing).isdisjoint(desk.matter(key).name("zh"))


def of_thing(desk: Desk, thing: str, tickets: Sequence[Ticket]) -> list[Ticket]:
    """What has its words before what is of its kind."""
    kinds = kinds_of(desk, thing)
    return [each for each in tickets if _names(desk, thing, each)] or [
        each for each in tickets if each.matter in kinds or (not kinds and desk.res.ear.is_of(thing, each.matter))
    ]


def _meant(desk: Desk, about: About, tickets: Sequence[Ticket]) -> list[Ticket]:
    """Of that house and that thing; what is open comes before what is done."""
    near = [
        each
        for each in tickets
        if about.building in ("", each.building) and (about.unit in ("", each.unit) or not each.unit)
    ]
    found = of_thing(desk, about.thing, near)
    return [each for each in found if each.state in ACTIVE] or found


def _names(desk: Desk, thing: str, ticket: Ticket) -> bool:
    return thing in ticket.words or thing in desk.matter(ticket.matter).name(desk.res.texts.locale)


def _tell_came(desk: Desk, when: When, where: Where) -> bool:
    """What was told then: danger first, then what nobody has, then the rest."""
    since, until = when.bounds(desk.local_now)
    found = [each for each in there(desk, where, known(desk)) if since <= each.created_at < until]
    order = {"open": 0, "claimed": 1, "on_site": 1}
    show(
        desk,
        "day" if when.lasts else "then",
        sorted(found, key=lambda t: (t.service_class != "P0", order.get(t.state, 2), t.id)),
        when.said(english=desk.res.texts.locale == "en"),
        where.named,
    )
    return True


def known(desk: Desk) -> list[Ticket]:
    """What the actor may read here of their places: all that is open, and what was done lately."""
    areas, post = set(desk.town.held_below(desk.actor)), group_of(desk, desk.said.chat)
    if post is not None and post.place is not None:
        areas &= {s.id for s in desk.town.below(post.place)}
    found = known_at(desk.session, sorted(areas), desk.now - LATELY)
    return incident.leads(desk.session, readable(desk, found))


def show(desk: Desk, kind: str, tickets: Sequence[Ticket], when: str = "", place: str = "") -> None:
    """Some tickets, each with how it stands and a look at it."""
    shown = tickets[:SHOWN]
    words = {
        "kind": kind,
        "when": when,
        "place": place,
        "tickets": [desk.view(each) for each in shown],
        "count": len(tickets),
        "untaken": sum(each.state == "open" and each.submitted_by is None for each in tickets),
    }
    desk.reply("query_asked", words, buttons=looks(desk, shown), purpose="asked")


def looks(desk: Desk, tickets: Sequence[Ticket]) -> Buttons:
    """A look at each, three in a row."""
    found = [Button(f"{desk.word('look')}{each.number}", callback.write("look", each.id)) for each in tickets]
    return tuple(tuple(found[at : at + 3]) for at in range(0, len(found), 3))
