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

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rules.danger import Alarm, DangerReader
from rules.deciding import (
    DANGERS,
    KINDS,
    Leaning,
    dangers_of,
    kind_of,
    matters_of,
    matters_of_parts,
    may_alarm,
)
from rules.lexicon import Hit, Lexicon
from rules.marks import marks
from rules.model import Margins, Model
from rules.places import Address, PlaceReader, nickname
from rules.scope import Gazetteer, clauses_of, locate
from rules.urgency import service_class
from rules.wording import Dialect, narrow, plain

__all__ = ["KINDS", "Context", "Reader", "Reading", "Request", "Said", "read", "read_many"]


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
class Reading:
    """What a message is. `confidence` is that of the kind, from 0 to 1; `why` the words and scores that decided.

    `doubtful` asks for a worker's press. For joining: `likely` are the likeliest matters whatever the kind, `lead` how
    far it is from being a request (positive: it is one), `grip` the margin of the likeliest matter.
    """

    kind: str
    requests: tuple[Request, ...] = ()
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    doubtful: bool = False
    likely: tuple[str, ...] = ()
    lead: float = 0.0
    grip: float = 0.0


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything a reading needs, loaded once; see config.lexicon.load_reader."""

    lexicon: Lexicon
    dialect: Dialect
    places: PlaceReader
    dangers: DangerReader
    model: Model
    leaning: Leaning = field(default_factory=Leaning)


_PART = 4


class _Words(NamedTuple):
    """A message made ready: as written but narrow, in standard words, plain, and what of the lexicon is in it."""

    narrowed: str
    standard: str
    plain: str
    hits: list[Hit]
    role: str
    marks: tuple[str, ...]


def read(text: str, context: Context, reader: Reader) -> Reading:
    """The reading of one message. Pure: the same words, context and reader give the same reading."""
    return read_many([(text, context)], reader)[0]


def read_many(messages: Sequence[tuple[str, Context]], reader: Reader) -> list[Reading]:
    """Readings of many messages, each as `read` would give it; ten times faster together."""
    ready = [prepare(text, context.sender, reader) for text, context in messages]
    rows = reader.model.rows([words.plain for words in ready])
    return [
        _judge(words, each, context, reader) for words, each, (_, context) in zip(ready, rows, messages, strict=True)
    ]


def prepare(text: str, sender: str, reader: Reader) -> _Words:
    """The words of a message made comparable."""
    narrowed = narrow(text)
    standard = reader.dialect.standard(narrowed)
    hits = reader.lexicon.words.find(standard)
    role = reader.lexicon.people.role(sender)
    return _Words(narrowed, standard, plain(standard), hits, role, marks(hits, len(standard), role))


def _judge(words: _Words, rows: npt.NDArray[np.int64], context: Context, reader: Reader) -> Reading:
    margins = reader.model.margins(rows, words.marks)
    columns = reader.model.matter_columns
    heard = may_alarm(margins, columns, words.role, reader.leaning)
    alarms = reader.dangers.alarms(words.standard) if heard else ()
    kind, lead = kind_of(margins, columns, alarms, words.role, reader.leaning)
    dangers = dangers_of(margins, reader.model.column, alarms, reader.leaning) if kind == "request" else ()
    matters, others = matters_of(margins[reader.model.matter_columns], reader.model.matters, dangers, reader.leaning)
    if kind == "request":
        parts = _parts(words, reader)
        matters = matters_of_parts(
            margins[reader.model.matter_columns], parts, reader.model.matters, matters, reader.leaning
        )
        others = tuple(name for name in others if name not in matters)
    why = _why(kind, lead, margins, matters, words.hits, alarms, reader)
    likely, grip = (*matters, *others), float(margins[reader.model.column[matters[0]]])
    if kind != "request":
        return Reading(kind, (), sureness(-lead), why, -lead < reader.leaning.sure, likely, lead, grip)
    nick = nickname(context.sender)
    requests = tuple(_request(matter, words, dangers, others, nick, reader, len(matters) > 1) for matter in matters)
    doubtful = lead < reader.leaning.sure and not dangers
    return Reading(kind, requests, sureness(lead), why, doubtful, likely, lead, grip)


def _parts(words: _Words, reader: Reader) -> list[Margins]:
    """Margins of the matters in each part of a message that its words join of several."""
    parts = [part for part in reader.lexicon.turns["joint"].split(words.standard) if len(part) >= _PART]
    if len(parts) < 2:
        return []
    own = [marks(reader.lexicon.words.find(part), len(part), "resident") for part in parts]
    rows = reader.model.rows([plain(part) for part in parts])
    return [reader.model.margins(row, mark)[reader.model.matter_columns] for row, mark in zip(rows, own, strict=True)]


def sureness(lead: float) -> float:
    """A lead in margins as a confidence: 0.5 at none, near 1 from a margin of two."""
    return round(min(max(0.5 + lead / (2 * (abs(lead) + 0.5)), 0.01), 0.99), 3)


def _request(
    matter: str,
    words: _Words,
    dangers: tuple[str, ...],
    others: tuple[str, ...],
    nick: Address,
    reader: Reader,
    several: bool,
) -> Request:
    known = reader.lexicon.matters[matter]
    danger = next((name for name in dangers if matter in DANGERS[name]), "")
    spans = clauses_of(matter, words.narrowed, words.standard, words.hits) if several else ((0, len(words.narrowed)),)
    where = locate(known, words.narrowed, spans, nick, Gazetteer(reader.places, reader.lexicon.turns))
    urgent = service_class(known, words.standard, danger, reader.lexicon.turns)
    return Request(matter, urgent, where.building, where.unit, where.room, where.place, danger, others)


def _why(
    kind: str,
    lead: float,
    margins: Margins,
    matters: tuple[str, ...],
    hits: list[Hit],
    alarms: tuple[Alarm, ...],
    reader: Reader,
) -> tuple[str, ...]:
    told = [f"danger {alarm.name}{' (doubtful)' if alarm.doubtful else ''}: {alarm.words}" for alarm in alarms]
    if kind != "request":
        words = [hit.word for hit in hits if hit.owner == kind]
        return (f"{kind}: request lacks {-lead:.2f}" + _listed(words), *told)
    reasons = [
        f"{matter} {margins[reader.model.column[matter]]:+.2f}" + _listed([h.word for h in hits if h.owner == matter])
        for matter in matters
    ]
    return (f"request leads by {lead:.2f}", *reasons, *told)


def _listed(words: list[str]) -> str:
    return f" ({' '.join(dict.fromkeys(words))})" if words else ""
