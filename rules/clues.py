"""What ties a message to a ticket: who speaks, when, where and of what, as named clues with weights."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from rules.apart import is_apart
from rules.deciding import UNFELT
from rules.flow import about
from rules.places import nickname
from rules.scene import SUBJECTS, Heard, OpenTicket, Scene, Turns, is_fixed, is_over, is_same_here

__all__ = ["Clues", "Heard", "OpenTicket", "Scene", "Turns", "clues", "homes", "is_fixed", "is_over", "is_same_here"]

_LIMITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240))
_WITHIN = ("within_1", "within_2", "within_5", "within_15", "within_60", "within_240")
_LESS, _UNFELT, _MAY_ASK = (0.2, 0.5, 0.8, 1.2, 1.6), -1.1, -0.4
_FELT_LESS, _ASKS_AND_LESS = ([f"{name}_{least}" for least in _LESS] for name in ("felt_less", "asks_and_felt_less"))
_GRIPS = (-1.0, -0.6, -0.2, 0.2, 0.6)
_SUBJECT, _SUBJECT_LESS = [f"subject_{least}" for least in SUBJECTS], [f"subject_less_{least}" for least in _LESS]
_FELT = [f"felt_{least}" for least in _GRIPS]
_BUSY, _SURE, _SHARED = 3, 0.5, 4
_SIZES, _YOUNG = (2, 4, 8), timedelta(minutes=20)
_SIZED = [f"size_{least}" for least in _SIZES]
_NEWEST = ("newest_1", "newest_2", "newest_3")
_KEPT = 4096
_ADDRESS = re.compile(
    r"[\dA-Za-z#\-]+|[一二三四五六七八九十]?[号栋幢座]楼?|单元|安置区|安置小区|新村|楼房区|小区|社区|物业"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


class Clues(NamedTuple):
    """What speaks for or against a message being about a ticket: what would of any ticket, what would of any of this
    matter, and what does of this one alone. The first two are the same for many tickets, and worked out once."""

    any_ticket: Sequence[str]
    its_matter: Sequence[str]
    own: Sequence[str]


class ClueReader:
    """Names the clues of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.of_any = _of_any(scene)
        self._of_matter: dict[str, list[str]] = {}

    def clues(self, ticket: OpenTicket) -> Clues:
        """What ties the scene's message to a ticket of it."""
        its_matter = self._of_matter.get(ticket.matter)
        if its_matter is None:
            its_matter = self._of_matter[ticket.matter] = _of_matter(self.scene, ticket.matter)
        return Clues(self.of_any, its_matter, _own(self.scene, ticket))


def clues(scene: Scene, ticket: OpenTicket) -> list[str]:
    """The names of what speaks for or against a message being about a ticket."""
    return [name for names in ClueReader(scene).clues(ticket) for name in names]


# of any ticket ------------------------------------------------------------------------------------------------


def _of_any(scene: Scene) -> list[str]:
    found = [*scene.kind_signs, f"kind_{scene.heard.reading.kind}"]
    if scene.same_here and scene.heard.role == "resident":
        found.append("same_here")
    if scene.pictured:
        found.append("photo")
    return found


# of any ticket of a matter ------------------------------------------------------------------------------------


def _of_matter(scene: Scene, matter: str) -> list[str]:
    found: list[str] = []
    if scene.trades:
        found.append("trade_fits" if matter in scene.trades else "trade_of_another")
    if scene.names_trades and scene.is_of_trade(matter, scene.heard.text):
        found.append("names_trade")
    _likely(scene, matter, found)
    _felt_less(scene, matter, found)
    _about(scene, matter, found)
    _subject(scene, matter, found)
    return found


def _likely(scene: Scene, matter: str, found: list[str]) -> None:
    """Whether the matter is among the likeliest of the message."""
    reading = scene.heard.reading
    if matter in reading.likely[:3]:
        same = reading.likely[0] == matter
        found.append("same_matter" if same else "likely_matter")
        if same and reading.requests:
            found.append("asks_the_same")
        grip = reading.grips[reading.likely.index(matter)] if reading.grips else reading.grip
        found += _FELT[: bisect_left(_GRIPS, grip)]
    elif reading.requests:
        found.append("asks_another_surely" if reading.grip > _SURE else "asks_another")
    if reading.likely and reading.likely[0].partition(".")[0] == matter.partition(".")[0]:
        found.append("same_group")


def _felt_less(scene: Scene, matter: str, found: list[str]) -> None:
    """How much less the matter is felt in a message than the likeliest."""
    reading = scene.heard.reading
    if reading.grips:
        less = bisect_left(_LESS, reading.grips[0] - scene.felt.get(matter, _UNFELT))
        found += _FELT_LESS[:less]
        if reading.lead > _MAY_ASK:
            found += _ASKS_AND_LESS[:less]


def _subject(scene: Scene, matter: str, found: list[str]) -> None:
    """How much the message is felt to be about this matter, and how much less than about another spoken of lately."""
    own = scene.subjects.get(matter, UNFELT)
    found += _SUBJECT[: bisect_left(SUBJECTS, own)]
    less = scene.subject - own
    found += _SUBJECT_LESS[: bisect_left(_LESS, less)]
    if less <= 0 and own > UNFELT:
        found.append("subject_of_all")


def _about(scene: Scene, matter: str, found: list[str]) -> None:
    """Words in which news of this matter, or only of others, is told."""
    own = scene.sayings(matter)
    if own:
        found.append("about_it")
        if len(own) > 1:
            found.append("much_about_it")
        if scene.told_matters <= {matter}:
            found.append("about_it_alone")
    elif scene.told_matters:
        found.append("about_another")


# of one ticket alone ------------------------------------------------------------------------------------------


def _own(scene: Scene, ticket: OpenTicket) -> list[str]:
    found: list[str] = []
    _time(scene, ticket, found)
    _people(scene, ticket, found)
    _place(scene, ticket, found)
    _words(scene, ticket, found)
    _state(scene, ticket, found)
    _flow(scene, ticket, found)
    return found


def _flow(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    """What went before, and who is called."""
    heard = scene.heard
    if scene.may_be_apart and is_apart(heard, ticket, scene.turns):
        found += ("apart", f"apart_{heard.role}")
    if ticket.id in scene.spoken_of:
        found += about(heard.past, ticket.id, heard.sender, heard.at)
    if scene.called and scene.called & ticket.people:
        found += ("calls_member", f"calls_member_{heard.role}")
    if heard.at - ticket.opened_at < _YOUNG:
        found.append("young")
    found += _SIZED[: bisect_right(_SIZES, len(ticket.people))]


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
    if ticket.heard_at >= scene.newest[-1]:
        found += [name for name, at in zip(_NEWEST, scene.newest, strict=False) if ticket.heard_at == at]
    if ticket.service_class == "P0":
        found += ("danger", "danger_now") if scene.is_hot(ticket) else ("danger",)


def _people(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    heard = scene.heard
    if scene.mentions:
        mentioned = any(f"@{person}" in heard.text for person in ticket.people)
        found.append("mentions" if mentioned else "mentions_another")
    for name in _called(ticket.opener):
        if name in heard.text:
            found.append("names_opener")
            break
    member = heard.sender in ticket.people
    if member:
        _spoke_before(scene, ticket, found)
    elif scene.speaks_elsewhere:
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


@lru_cache(_KEPT)
def homes(people: frozenset[str]) -> frozenset[str]:
    """The buildings that nicknames tell."""
    return frozenset(nickname(each).building for each in people) - {""}


def _place(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    if scene.buildings:
        told = "tells_building" if ticket.building in scene.buildings else "tells_other_building"
        found.append(told if ticket.building else "tells_building_of_wide")
    elif ticket.building and scene.home:
        found.append("lives_there" if scene.home == ticket.building else _elsewhere(ticket))
        if scene.home == ticket.building and scene.home_unit and ticket.unit:
            found.append("lives_in_unit" if scene.home_unit == ticket.unit else "lives_in_other_unit")
    if scene.home and ticket.building != scene.home and scene.home in homes(ticket.people):
        found.append("neighbour_of_member")
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
    return "lives_elsewhere_wide" if len(homes(ticket.people)) > 1 else "lives_elsewhere"


def _words(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    shared = scene.shared[ticket.id]
    found += ["shared_words"] * min(len(shared), _SHARED) or ["no_shared_words"]
    for pair in shared:
        if scene.holders[pair] == 1:
            found.append("own_words")
            break


def _state(scene: Scene, ticket: OpenTicket, found: list[str]) -> None:
    if ticket.resolved:
        found.append("resolved")
        if scene.over(ticket.matter):
            found.append("resolved_and_fixed")
        if scene.again:
            found.append("resolved_and_again")
        found.append(f"resolved_{scene.heard.reading.kind}")
        if scene.heard.role == "staff":
            found.append("resolved_staff")
    elif scene.over(ticket.matter):
        found.append("fixes")
    if scene.pictured and scene.heard.sender in ticket.people:
        found.append("photo_of_member")
