"""Answering what staff ask of tickets in plain words: how 3号楼那个电梯 stands, what came in today."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.desk import Buttons, Desk, as_read, group_of
from models import incident
from models.ticket import Ticket
from models.work import known_at
from rules import callback
from rules.messages import Button, ChatKind
from rules.query_asked import About, asks_state, asks_what_came
from rules.routing import COMMUNITY_ROLES, STREET_ROLES
from rules.tickets import ACTIVE
from rules.town import Purpose

LATELY = timedelta(days=3)
SHOWN = 6
LEADING = COMMUNITY_ROLES | STREET_ROLES
READ_IN = (Purpose.WORKERS, Purpose.OFFICIALS)


def asked(desk: Desk) -> bool:
    """How something stands, or what came in today: by staff in private, by who leads among staff too."""
    if desk.said.reply_to is not None or not _may_ask(desk):
        return False
    if asks_what_came(desk.said.text):
        return _tell_today(desk)
    about = asks_state(desk.said.text)
    return about is not None and _tell_state(desk, about)


def _may_ask(desk: Desk) -> bool:
    if not desk.said.text or not desk.town.is_staff(desk.actor):
        return False
    if desk.said.chat_kind is ChatKind.PRIVATE:
        return True
    post, officer = group_of(desk, desk.said.chat), desk.town.officers.get(desk.actor)
    leads = officer is not None and any(role in LEADING for role, _ in officer.roles)
    return leads and post is not None and post.purpose in READ_IN


def _tell_state(desk: Desk, about: About) -> bool:
    """What is meant, and how it stands; where there is none, that, unless it is danger or may be anything."""
    known = _known(desk)
    danger = desk.tells_danger()
    found = _meant(desk, about, [each for each in known if not danger or each.service_class == "P0"])
    private = desk.said.chat_kind is ChatKind.PRIVATE
    if found and (found[0].state in ACTIVE or _only_asks(desk, about)):
        _show(desk, "state", found)
    elif private and not (danger or found) and _names_none(desk, about):
        desk.reply("query_none", purpose="asked")
    else:
        return False
    return True


def _names_none(desk: Desk, about: About) -> bool:
    """3号楼电梯怎么样了 and 下水道堵了那个呢, which nobody has told of; 材料那个呢 is of no trouble."""
    if not about.points:
        return bool(about.building) and _only_asks(desk, about)
    return any(desk.res.ear.is_of(about.thing, key) for key in desk.policies.taxonomy.matters)


def _only_asks(desk: Desk, about: About) -> bool:
    """3号楼电梯怎么样了 tells of no trouble; 3号楼电梯停了有人管吗 does."""
    trouble = not about.thing or any(desk.res.ear.is_of(about.thing, key) for key in desk.policies.taxonomy.matters)
    return trouble and not desk.res.read(about.words, as_read(desk.said, desk.now)[1]).requests


def _meant(desk: Desk, about: About, tickets: Sequence[Ticket]) -> list[Ticket]:
    """Of that house and that thing; what is open comes before what is done, what has its words before its kind."""
    there = [
        each
        for each in tickets
        if about.building in ("", each.building) and (about.unit in ("", each.unit) or not each.unit)
    ]
    named = [each for each in there if _names(desk, about.thing, each)] or [
        each for each in there if desk.res.ear.is_of(about.thing, each.matter)
    ]
    return [each for each in named if each.state in ACTIVE] or named


def _names(desk: Desk, thing: str, ticket: Ticket) -> bool:
    return thing in ticket.words or thing in desk.matter(ticket.matter).name(desk.res.texts.locale)


def _tell_today(desk: Desk) -> bool:
    """What was told since midnight: danger first, then what nobody has, then the rest."""
    midnight = desk.res.texts.local(desk.now).replace(hour=0, minute=0, second=0, microsecond=0)
    found = [each for each in _known(desk) if each.created_at >= midnight]
    order = {"open": 0, "claimed": 1, "on_site": 1}
    _show(desk, "day", sorted(found, key=lambda t: (t.service_class != "P0", order.get(t.state, 2), t.id)))
    return True


def _known(desk: Desk) -> list[Ticket]:
    """What the actor may read here of their places: all that is open, and what was done lately."""
    areas, post = set(desk.town.held_below(desk.actor)), group_of(desk, desk.said.chat)
    if post is not None and post.place is not None:
        areas &= {s.id for s in desk.town.below(post.place)}
    found = known_at(desk.session, sorted(areas), desk.now - LATELY)
    in_group = desk.said.chat_kind is not ChatKind.PRIVATE
    met = [each for each in found if not (in_group and (each.quiet or each.sealed)) and desk.handles(each)]
    return incident.leads(desk.session, met)


def _show(desk: Desk, kind: str, tickets: Sequence[Ticket]) -> None:
    shown = tickets[:SHOWN]
    words = {
        "kind": kind,
        "tickets": [desk.view(each) for each in shown],
        "count": len(tickets),
        "untaken": sum(each.state == "open" for each in tickets),
        "more": len(tickets) - len(shown),
    }
    desk.reply("query_asked", words, buttons=_looks(desk, shown), purpose="asked")


def _looks(desk: Desk, tickets: Sequence[Ticket]) -> Buttons:
    looks = [Button(f"{desk.word('look')}{each.number}", callback.write("look", each.id)) for each in tickets]
    return tuple(tuple(looks[at : at + 3]) for at in range(0, len(looks), 3))
