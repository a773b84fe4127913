"""Reading a group message: what kind it is, what it asks for, where, how urgent, and how sure that is.

How the desk uses it::

    reader = config.lexicon.load_reader(settings.policy_dir)      # once, at start
    reading = parsing.read(text, Context(sender=nickname, now=now), reader)
    for request in reading.requests:                              # one ticket each, none when the kind is another
        known = joining.joins(request, open_tickets, now, sender) # the open ticket it belongs to, or None

`reading.kind` is one of KINDS. `reading.doubtful` is true when the desk should ask the worker with buttons
(`request.matter` first, then `request.alternatives`); a P0 is never only doubtful: it is answered at once.
`request.danger` names the what-to-do text: gas fire lift fumes unconscious violence suicide missing crime.
What the message does to open tickets (a hurry-up, 「修好了」, 「我家也是」) is told by `joining.follow`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from rules.danger import Alarm, DangerReader
from rules.lexicon import CUE, PHRASE, SIGN, THING, Lexicon, Matter
from rules.places import Address, PlaceReader, nickname
from rules.scope import Where, locate
from rules.urgency import service_class
from rules.wording import Dialect, clauses, narrow

KINDS = ("request", "ack", "thanks", "update", "chatter", "ad", "signup", "notice", "lost_found", "rumour", "quarrel")
_WEIGHTS = {PHRASE: 4, THING: 1, SIGN: 1}


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for. Places are strings, "" when not told; `danger` is "" unless a life is in danger."""

    matter: str
    service_class: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    danger: str = ""
    alternatives: tuple[str, ...] = ()


class Said(NamedTuple):
    """An earlier message of the group."""

    sender: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a message; all optional. `recent` is oldest first."""

    sender: str = ""
    now: datetime | None = None
    reply_to: str = ""
    recent: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from 0 to 1. Below `ask` the desk is silent, between the two it asks the worker."""

    ask: float = 0.35
    sure: float = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message is. `confidence` is that of the kind, from 0 to 1; `why` the words and scores that decided."""

    kind: str
    requests: tuple[Request, ...] = ()
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything a reading needs, loaded once; see config.lexicon.load_reader."""

    lexicon: Lexicon
    dialect: Dialect
    places: PlaceReader
    dangers: DangerReader
    thresholds: Thresholds = field(default_factory=Thresholds)


def read(text: str, context: Context, reader: Reader) -> Reading:
    """The reading of one message. Pure: the same words, context and reader give the same reading."""
    narrowed = narrow(text)
    words = reader.dialect.standard(narrowed)
    alarms = reader.dangers.alarms(words)
    scores, cues, why = _weigh(words, reader.lexicon)
    kind, confidence = _kind(words, scores, cues, alarms, reader.lexicon.people.role(context.sender))
    if kind != "request":
        return Reading(kind, (), confidence, why)
    requests = tuple(_requests(narrowed, words, scores, alarms, nickname(context.sender), reader))
    return Reading(kind, requests, confidence, why, confidence < reader.thresholds.sure)


def _weigh(words: str, lexicon: Lexicon) -> tuple[dict[str, int], dict[str, int], tuple[str, ...]]:
    roles: dict[str, dict[str, str]] = {}
    cues: dict[str, int] = {}
    for hit in lexicon.words.find(words):
        if hit.role == CUE:
            cues[hit.owner] = cues.get(hit.owner, 0) + 1
        else:
            roles.setdefault(hit.owner, {}).setdefault(hit.role, hit.word)
    scores = {
        matter: sum(_WEIGHTS[role] for role in found)
        for matter, found in roles.items()
        if PHRASE in found or (THING in found and SIGN in found)
    }
    best = sorted(scores, key=lambda matter: -scores[matter])[:3]
    return scores, cues, tuple(f"{matter}: {'+'.join(roles[matter].values())}" for matter in best)


def _kind(
    words: str, scores: dict[str, int], cues: dict[str, int], alarms: tuple[Alarm, ...], role: str
) -> tuple[str, float]:
    if any(not alarm.doubtful for alarm in alarms) and role == "resident":
        return "request", 0.9
    cue = max(cues, key=lambda kind: cues[kind], default="chatter")
    if role == "trader" or cues.get("ad", 0) > 1 or cues.get("notice", 0) > 1:
        return ("ad" if role == "trader" or cue == "ad" else "notice"), 0.8
    if scores and role == "resident" and cues.get(cue, 0) * 2 <= max(scores.values()):
        return "request", min(0.5 + max(scores.values()) / 10, 0.95)
    return cue, 0.6


def _requests(
    narrowed: str, words: str, scores: dict[str, int], alarms: tuple[Alarm, ...], nick: Address, reader: Reader
) -> list[Request]:
    ranked = sorted(scores, key=lambda matter: -scores[matter]) or ["other.unclassified"]
    danger = next((alarm for alarm in alarms if not alarm.doubtful), None)
    if danger and danger.matter in ranked:
        ranked.remove(danger.matter)
    if danger:
        ranked.insert(0, danger.matter)
    matter = reader.lexicon.matters[ranked[0]]
    where = _where(matter, narrowed, nick, reader)
    urgent = service_class(matter, words, danger.name if danger else "", reader.lexicon.turns)
    name = danger.name if danger else ""
    alternatives = tuple(ranked[1:3])
    return [Request(matter.name, urgent, where.building, where.unit, where.room, where.place, name, alternatives)]


def _where(matter: Matter, narrowed: str, nick: Address, reader: Reader) -> Where:
    return locate(matter, narrowed, clauses(narrowed), nick, reader.places, reader.lexicon.turns)
