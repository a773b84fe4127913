"""What ties a message to a ticket: who speaks, when, where and of what, as named clues with weights."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from operator import attrgetter

from rules.apart import is_apart
from rules.flow import about
from rules.places import nickname
from rules.scene import Heard, OpenTicket, Scene, Turns, is_fixed, is_over, is_same_here, told_apart

__all__ = ["Heard", "OpenTicket", "Scene", "Turns", "clues", "is_fixed", "is_over", "is_same_here"]

_LIMITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240))
_WITHIN = ("within_1", "within_2", "within_5", "within_15", "within_60", "within_240")
_FELT_LESS, _UNFELT, _MAY_ASK = (0.2, 0.5, 0.8, 1.2, 1.6), -1.1, -0.4
_GRIPS = (-1.0, -0.6, -0.2, 0.2, 0.6)
_BUSY, _SURE, _SHARED = 3, 0.5, 4
_SIZES, _YOUNG = (2, 4, 8), timedelta(minutes=20)
_KEPT = 4096
_ADDRESS = re.compile(
    r"[\dA-Za-z#\-]+|[一二三四五六七八九十]?[号栋幢座]楼?|单元|安置区|安置小区|新村|楼房区|小区|社区|物业"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


def clues(scene: Scene, ticket: OpenTicket) -> list[str]:
    """The names of what speaks for or against a message being about a ticket."""
    found: list[str] = []
    _time(scene, ticket, found)
    _people(scene, ticket, found)
    _place(scene, ticket, found)
    _matter(scene, ticket, found)
    _state(scene, ticket, found)
    _flow(scene, ticket, found)
    return found


def _flow(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    """What went before, who is called, and who sees to such matters."""
    heard = scene.heard
    if is_apart(heard, ticket, scene.turns):
        found += ("apart", f"apart_{heard.role}")
    found += about(heard.past, ticket.id, heard.sender, heard.at)
    if scene.called and scene.called & ticket.people:
        found += ("calls_member", f"calls_member_{heard.role}")
    if scene.trades:
        found.append("trade_fits" if ticket.matter in scene.trades else "trade_of_another")
    if scene.is_of_trade(ticket.matter, heard.text):
        found.append("names_trade")
    found += scene.kind_signs
    if heard.at - ticket.opened_at < _YOUNG:
        found.append("young")
    found += (f"size_{least}" for least in _SIZES if len(ticket.people) >= least)


def _time(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    found += _WITHIN[bisect_right(_LIMITS, scene.heard.at - ticket.heard_at) :]
    if scene.heard.last == ticket.id:
        found += ("next_message", f"next_{scene.heard.reading.kind}", f"next_{scene.heard.role}")
        if scene.short:
            found.append("next_and_short")
    if ticket.id in scene.latest:
        found.append("latest" if ticket.id == scene.latest[-1] else "late")
    if scene.hot == [ticket.id]:
        found.append("only_one_hot")
    if len(ticket.people) >= _BUSY:
        found.append("busy")
    found += [f"newest_{rank}" for rank, at in enumerate(scene.newest, 1) if ticket.heard_at == at]
    if ticket.service_class == "P0":
        found += ("danger", "danger_now") if scene.is_hot(ticket) else ("danger",)


def _people(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    heard = scene.heard
    if scene.mentions:
        mentioned = any(f"@{person}" in heard.text for person in ticket.people)
        found.append("mentions" if mentioned else "mentions_another")
    if any(name in heard.text for name in _called(ticket.opener)):
        found.append("names_opener")
    member = heard.sender in ticket.people
    if member:
        _spoke_before(scene, ticket, found)
    elif any(not each.resolved for each in scene.own):
        found.append("spoke_in_another")
    if heard.sender == ticket.opener:
        found += ("opened_it", f"opener_{heard.reading.kind}")
    if heard.role == "staff":
        found.append("staff_again" if ticket.answered else "staff_first")
        if not ticket.answered and scene.takes_on:
            found.append("staff_takes_it_on")
    elif member and scene.short:
        found.append("member_and_short")


def _spoke_before(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    found.append("spoke_before")
    own = scene.own
    if ticket.id in (own[-1].id, max(own, key=attrgetter("heard_at")).id):
        found.append("spoke_last_in_it")
    if len(own) == 1:
        found.append("spoke_only_in_it")


@lru_cache(_KEPT)
def _called(name: str) -> frozenset[str]:
    """What people may call a nickname by: its Chinese syllables in twos, without what is part of an address."""
    plain = _ADDRESS.sub(" ", name)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1) if _HAN.fullmatch(plain[i : i + 2]))


def _place(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    if scene.buildings:
        told = "tells_building" if ticket.building in scene.buildings else "tells_other_building"
        found.append(told if ticket.building else "tells_building_of_wide")
    elif ticket.building and scene.home:
        found.append("lives_there" if scene.home == ticket.building else _elsewhere(ticket))
        if scene.home == ticket.building and scene.home_unit and ticket.unit:
            found.append("lives_in_unit" if scene.home_unit == ticket.unit else "lives_in_other_unit")
    if scene.home and ticket.building != scene.home:
        found += ["neighbour_of_member"] * any(nickname(each).building == scene.home for each in ticket.people)
    if not ticket.building:
        found.append("no_building")
    if ticket.room and scene.rooms:
        found.append("tells_room" if ticket.room in scene.rooms else "tells_other_room")
    if ticket.unit and scene.units and ticket.unit not in scene.units:
        found.append("tells_other_unit")
    text = scene.heard.text
    if len(ticket.place) > 1 and (ticket.place[:2] in text or ticket.place[-2:] in text):
        found.append("tells_place")


def _elsewhere(ticket: OpenTicket) -> str:
    wide = len({nickname(each).building for each in ticket.people} - {""}) > 1
    return "lives_elsewhere_wide" if wide else "lives_elsewhere"


def _matter(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    reading = scene.heard.reading
    if ticket.matter in reading.likely[:3]:
        same = reading.likely[0] == ticket.matter
        found.append("same_matter" if same else "likely_matter")
        if same and reading.requests:
            found.append("asks_the_same")
        grip = reading.grips[reading.likely.index(ticket.matter)] if reading.grips else reading.grip
        found += [f"felt_{least}" for least in _GRIPS if grip > least]
    elif reading.requests:
        found.append("asks_another_surely" if reading.grip > _SURE else "asks_another")
    found += _felt_less(scene, ticket)
    if reading.likely and reading.likely[0].partition(".")[0] == ticket.matter.partition(".")[0]:
        found.append("same_group")
    words = told_apart(ticket.words)
    shared = [pair for pair in scene.pairs if pair in words]
    found += ["shared_words"] * min(len(shared), _SHARED) or ["no_shared_words"]
    if any(scene.holders[pair] == 1 for pair in shared):
        found.append("own_words")
    _about(scene, ticket, found)


def _felt_less(scene: Scene, ticket: OpenTicket) -> Iterator[str]:
    """How much less the matter of a ticket is felt in a message than the likeliest."""
    reading = scene.heard.reading
    if reading.grips:
        felt = dict(zip(reading.likely, reading.grips, strict=False)).get(ticket.matter, _UNFELT)
        less = [least for least in _FELT_LESS if reading.grips[0] - felt > least]
        yield from (f"felt_less_{least}" for least in less)
        if reading.lead > _MAY_ASK:
            yield from (f"asks_and_felt_less_{least}" for least in less)


def _about(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    """Words in which news of the matter of this ticket, or only of others, is told."""
    own = scene.sayings(ticket.matter)
    if own:
        found.append("about_it")
        if len(own) > 1:
            found.append("much_about_it")
        if scene.told_matters <= {ticket.matter}:
            found.append("about_it_alone")
    elif scene.told_matters:
        found.append("about_another")


def _state(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    kind, staff = scene.heard.reading.kind, scene.heard.role == "staff"
    if ticket.resolved:
        found.append("resolved")
        if scene.over(ticket.matter):
            found.append("resolved_and_fixed")
        if scene.again:
            found.append("resolved_and_again")
        found.append(f"resolved_{kind}")
        if staff:
            found.append("resolved_staff")
    elif scene.over(ticket.matter):
        found.append("fixes")
    found.append(f"kind_{kind}")
    if scene.same_here and scene.heard.role == "resident":
        found.append("same_here")
    if scene.pictured:
        found.append("photo")
        if scene.heard.sender in ticket.people:
            found.append("photo_of_member")
