"""Where a message belongs: to no ticket, to a new one, or to one that is open; each weighed by its named clues."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from rules.clues import ClueReader, OpenTicket, Scene, clues
from rules.deciding import UNFELT
from rules.flow import beside, murmurs, tones
from rules.scene import SUBJECTS
from rules.sieve import quick

NONE, NEW = -1, 0
_PLACES = {NONE: "no ticket", NEW: "a new ticket"}
_PREFIXES = {NONE: "none_", NEW: "new_"}
_TOLD = 4
_LEADS = (-1.2, -0.8, -0.4, 0.0, 0.3, 0.6, 1.0)
_GRIPS = (-0.7, -0.3, 0.1, 0.6)
_STEPS = (-0.5, 0.0, 0.6)
_SIZES = (3, 6, 12, 24)
_LEAD_SIGNS, _GRIP_SIGNS = [f"lead_{least}" for least in _LEADS], [f"grip_{least}" for least in _GRIPS]
_SIZED = [f"up_to_{size}" for size in _SIZES]
_SUBJECT_SIGNS = [f"subject_alive_{least}" for least in SUBJECTS]
_ANY_SUBJECT_SIGNS = [f"subject_any_{least}" for least in SUBJECTS]
_NOW, _JUST = timedelta(minutes=8), timedelta(minutes=5)
_SMALL_TALK = quick(r"哈哈|笑死|恭喜|早安|晚安|早上好|大家早|^早[ ,，]|红包|祝|好看|好听|🉐|🎉|😂|🤣|[a-z]{3,}[?]*$")
PHOTO = re.compile(r"^\s*(\[(图片|视频|照片)\]\s*)+$")
_ASKING = quick(r"[?？]|[吗么没呢不][?？!！。\s]*$|请问|问下|问一下|咋|怎么|哪")

_TURNS = (
    "taking_on", "announced", "hurry", "back", "to_neighbours", "offers", "damages", "numbered", "frail", "hazard",
    "inquiry", "wants_somebody", "at_home", "for_long", "agrees", "not_here", "witness", "apologizes", "to_you",
    "goes_on_from", "too", "by_the_way", "at_work", "impatient",
)  # fmt: skip
_SIGNS = {"photo": PHOTO, "small_talk": _SMALL_TALK, "asking": _ASKING, "mentions": re.compile("@")}


class Option(NamedTuple):
    """A place for a message: NONE, NEW or the id of a ticket; and the clues that speak about it."""

    ticket: int
    clues: tuple[str, ...]


class Choice(NamedTuple):
    """An option, its score and the lists of its clues, each behind a prefix; only the difference between scores says
    anything."""

    score: float
    ticket: int
    clues: Sequence[Sequence[str]] = ()
    prefix: str = ""


class Weights(dict[str, float]):
    """What each clue weighs; `without` tickets by its bare name: every message asks for a hundred of these."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self.without = {place: _behind(prefix, weights) for place, prefix in _PREFIXES.items()}


def _behind(prefix: str, weights: Mapping[str, float]) -> dict[str, float]:
    return {name.removeprefix(prefix): weight for name, weight in weights.items() if name.startswith(prefix)}


def options(scene: Scene) -> list[Option]:
    """Every place a message may have, with the names of what speaks for or against it."""
    without = [
        Option(place, tuple([_PREFIXES[place] + name for name in names]))
        for place, names in _without_ticket(scene).items()
    ]
    return [*without, *(Option(ticket.id, tuple(clues(scene, ticket))) for ticket in scene.tickets)]


def _without_ticket(scene: Scene) -> dict[int, list[str]]:
    """What speaks for and against there being no ticket, and a new one, by bare names."""
    common = _signs(scene)
    return {NONE: [*common, *_none(scene)], NEW: [*common, *_new(scene)]}


def choices(scene: Scene, weights: Weights) -> list[Choice]:
    """All options with their scores, the best first; of two alike the newer ticket."""

    def score(names: Sequence[str], weights: Mapping[str, float] = weights) -> float:
        return sum(filter(None, map(weights.get, names)))

    found = [
        Choice(round(score(names, weights.without[place]), 3), place, (names,), _PREFIXES[place])
        for place, names in _without_ticket(scene).items()
    ]
    reader, of_matter = ClueReader(scene), dict[str, float]()
    of_any = score(reader.of_any)
    for ticket in scene.tickets:
        told = reader.clues(ticket)
        shared = of_matter.get(ticket.matter)
        if shared is None:
            shared = of_matter[ticket.matter] = of_any + score(told.its_matter)
        found.append(Choice(round(shared + score(told.own), 3), ticket.id, told))
    return sorted(found, key=itemgetter(0, 1), reverse=True)


def because(ranked: Sequence[Choice], taken: int, weights: Mapping[str, float]) -> str:
    """What decided: the place taken, how far it was ahead of the next best, and its weightiest clues."""
    own = next(each for each in ranked if each.ticket == taken)
    ahead = own.score - next(each for each in ranked if each.ticket != taken).score
    known = {own.prefix + clue for clue in chain.from_iterable(own.clues)} & weights.keys()
    weighed = sorted([(-weight if weight > 0 else weight, clue) for clue in known if (weight := weights[clue])])
    told = " ".join(f"{clue} {weights[clue]:+.2f}" for _, clue in weighed[:_TOLD])
    name = _PLACES.get(taken, f"T{taken}")
    lead = f"{name} leads by {ahead:.2f}" if ahead >= 0 else f"{name} is told by the words, lacks {-ahead:.2f}"
    return f"{lead} ({told})" if told else lead


def _signs(scene: Scene) -> list[str]:
    """What the message is by itself."""
    heard, turns = scene.heard, scene.turns
    words, reading = scene.words, heard.reading
    found = ["always", f"kind_{reading.kind}"]
    if heard.role != "resident":
        found += (heard.role, f"{heard.role}_{reading.kind}")
    found += _LEAD_SIGNS[: bisect_left(_LEADS, reading.lead)]
    found += _GRIP_SIGNS[: bisect_left(_GRIPS, reading.grip)]
    found.append(f"lead_of_{bisect_left(_STEPS, reading.lead)}_felt_{bisect_left(_STEPS, reading.grip)}")
    found += _SIZED[bisect_left(_SIZES, len(words)) :]
    if scene.fixed:
        found.append("fixed")
    elif scene.again:
        found.append("again")
    if scene.same_here:
        found.append("same_here")
    found += [sign for sign in _TURNS if turns[sign].search(words)]
    found += [sign for sign, said in _SIGNS.items() if said.search(words)]
    found += scene.kind_signs
    found += _SUBJECT_SIGNS[: bisect_left(SUBJECTS, scene.subject)]
    found += _ANY_SUBJECT_SIGNS[: bisect_left(SUBJECTS, max(scene.subjects.values(), default=UNFELT))]
    found += _around(scene)
    return found


def _around(scene: Scene) -> Iterator[str]:
    """What goes on in the group."""
    heard = scene.heard
    yield from beside(heard.past, heard.sender, scene.pairs, heard.at)
    yield from murmurs(heard.past, heard.reading.likely, heard.at)
    yield from _goes_on(scene, [each for each in scene.alive if heard.at - each.heard_at < _NOW])
    own = [each for each in scene.alive if heard.sender in each.people]
    if own:
        yield "own_alive"
        if any(each.opener == heard.sender for each in own):
            yield "own_opened"
        if any(heard.at - each.heard_at < _NOW for each in own):
            yield "own_now"
    if scene.called and any(scene.called & each.people for each in scene.alive):
        yield "calls_somebody"
    if scene.trades:
        yield "of_trade"
    if scene.told_matters:
        yield "news_words"


def _goes_on(scene: Scene, near: Sequence[OpenTicket]) -> Iterator[str]:
    """Which talk is going on, where and of what."""
    if scene.home and any(each.building == scene.home for each in scene.alive):
        yield "alive_here"
    if not near:
        return
    yield "goes_on"
    if scene.home and any(each.building == scene.home for each in near):
        yield "goes_on_here"
    group = scene.heard.reading.likely[0].partition(".")[0] if scene.heard.reading.likely else ""
    if any(each.matter.startswith(group) for each in near):
        yield "goes_on_alike"
    if len(near) > 1:
        yield "goes_on_twice"


def _none(scene: Scene) -> Iterator[str]:
    heard, alive = scene.heard, scene.alive
    if not alive:
        yield "quiet"
    if not scene.hot:
        yield "cool"
    if not heard.last:
        yield "after_none"
    if any(heard.sender in each.people for each in alive):
        yield "in_one"
    yield from tones(heard.past)


def _new(scene: Scene) -> Iterator[str]:
    heard = scene.heard
    request = next(iter(heard.reading.requests or heard.asks), None)
    if any(each.danger for each in heard.reading.requests):
        yield "danger"
    if scene.told:
        yield "tells_address"
    if request and request.place:
        yield "tells_place"
    alive = scene.alive
    if alive and heard.at - alive[-1].heard_at < _JUST:
        yield "hot"
    if any(heard.sender == each.opener and scene.is_hot(each) for each in alive):
        yield "opened_another"
    if scene.same_here and any(_is_elsewhere(scene, each) for each in _last_opened(scene)):
        yield "same_elsewhere"
    yield from _new_of_matter(scene, scene.buildings)


def _last_opened(scene: Scene) -> list[OpenTicket]:
    """The last two of those spoken of lately."""
    alive = {each.id for each in scene.alive}
    return [each for each in scene.tickets if each.id in alive][-2:]


def _is_elsewhere(scene: Scene, ticket: OpenTicket) -> bool:
    """我们11栋也是: the trouble of a ticket at another building than its own."""
    return bool(scene.buildings) and bool(ticket.building) and ticket.building not in scene.buildings


def _new_of_matter(scene: Scene, told: set[str]) -> Iterator[str]:
    """What tickets of the likeliest matter mean for a new one."""
    heard = scene.heard
    likely = heard.reading.likely[:1]
    same = [each for each in scene.tickets if each.matter in likely]
    yield "matter_known" if same else "matter_unknown"
    own = told or {scene.home} - {""}
    here = [each for each in same if not each.resolved and (not each.building or not own or each.building in own)]
    if here:
        yield "known_here"
        if heard.reading.requests:
            yield "asks_for_known_here"
        if any(scene.is_hot(each) for each in here):
            yield "known_here_now"
    elif heard.reading.requests:
        yield "asks_for_unknown"
    elsewhere = [each for each in same if each.building and own and each.building not in own]
    if same and len(elsewhere) == len(same):
        yield "only_elsewhere"
        if told:
            yield "only_elsewhere_told"
    if same and all(each.resolved for each in same):
        yield "all_resolved"
        if scene.again:
            yield "comes_back"
    if any(each.resolved and heard.sender in each.people for each in scene.tickets):
        yield "had_one"
