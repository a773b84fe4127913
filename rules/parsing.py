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

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import numpy as np

from rules.danger import Alarm, DangerReader
from rules.deciding import (
    DANGERS,
    KINDS,
    OTHER,
    Leaning,
    Outline,
    cried,
    dangers_of,
    foreign,
    hinted,
    is_denied,
    is_felt_alone,
    is_one_trouble,
    is_outdone,
    kind_of,
    lead_of,
    matters_of,
    matters_of_parts,
    may_alarm,
    outlines,
    unfelt,
    unread,
)
from rules.lexicon import Hit, Lexicon
from rules.marks import marks
from rules.model import Margins, Model
from rules.places import PlaceReader
from rules.scope import Gazetteer, Part, locate, parts_of, whole
from rules.taxonomy import COMPLAINT, UNCLASSIFIED
from rules.urgency import service_class
from rules.wording import Dialect, clauses, in_letters, narrow, plain, together

__all__ = [
    "KINDS",
    "Context",
    "Reader",
    "Reading",
    "Request",
    "Said",
    "alarming",
    "read",
    "read_many",
    "read_supposing",
]


class Request(NamedTuple):
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


class Context(NamedTuple):
    """What surrounds a message; all optional. `recent` is oldest first."""

    sender: str = ""
    now: datetime | None = None
    reply_to: str = ""
    recent: tuple[Said, ...] = ()


class Reading(NamedTuple):
    """What a message is. `confidence` is that of the kind, from 0 to 1; `why` the words and scores that decided.

    `doubtful` asks for a worker's press, `hinted` whether a danger is true. For joining: `likely` are the likeliest
    matters whatever the kind, `grips` their margins, `lead` how far it is from being a request (positive: it is one),
    `grip` the margin of the first, `kinds` the margins of all kinds.
    """

    kind: str
    requests: tuple[Request, ...] = ()
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    doubtful: bool = False
    likely: tuple[str, ...] = ()
    lead: float = 0.0
    grip: float = 0.0
    grips: tuple[float, ...] = ()
    hinted: bool = False
    kinds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything a reading needs, loaded once, but `english` when first asked for; see config.lexicon.load_reader."""

    lexicon: Lexicon
    dialect: Dialect
    places: PlaceReader
    dangers: DangerReader
    english: Callable[[], DangerReader]
    model: Model
    leaning: Leaning = field(default_factory=Leaning)


# Enough to be heard, too little to be believed without asking.
CRY = 0.1
NOTHING = -1.0
_ALWAYS = -99.0
# Sure enough that a worker is asked what it is.
FOREIGN = 0.02
# 水龙头一直滴水关不上 is one trouble: that there is no water is told in words of its own.
DRY = "utility.water_outage"
ONE_WATER = frozenset({"property_repair.leak", DRY})
_DRY = re.compile(r"停水|没(?:有)?水|断水|缺水|水压|水(?:流)?(?:太|很|好)?小|不(?:来|出)水|来水")
_PART = 4
_MOST = 5
_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.、．)）]|[①-⑳])\s*")


class _Words(NamedTuple):
    """A message made ready: as written but narrow, in standard words, plain, and what of the lexicon is in it."""

    narrowed: str
    standard: str
    plain: str
    hits: list[Hit]
    role: str
    marks: tuple[str, ...]


class _Judged(NamedTuple):
    """A message weighed: what stands out in it, the danger told, and how far it is from asking for something."""

    words: _Words
    outline: Outline
    alarms: tuple[Alarm, ...]
    lead: float


def read(text: str, context: Context, reader: Reader) -> Reading:
    """The reading of one message. Pure: the same words, context and reader give the same reading."""
    return read_many([(text, context)], reader)[0]


def read_many(messages: Sequence[tuple[str, Context]], reader: Reader) -> list[Reading]:
    """Readings of many messages, each as `read` would give it; several times faster together."""
    return _read(_weighed(messages, reader), messages, reader)


def read_supposing(
    messages: Sequence[tuple[str, Context]], reader: Reader
) -> list[tuple[Reading, tuple[Request, ...]]]:
    """Readings, each with what its message asks for or, where it asks for nothing, would ask for if it did."""
    weighed = _weighed(messages, reader)
    found = _read(weighed, messages, reader)
    silent = [number for number, reading in enumerate(found) if not reading.requests]
    eager = replace(reader, leaning=replace(reader.leaning, lead=_ALWAYS, alarmed=_ALWAYS))
    asking = _read([weighed[number] for number in silent], [messages[number] for number in silent], eager)
    asks = {number: reading.requests for number, reading in zip(silent, asking, strict=True)}
    return [(reading, asks.get(number, reading.requests)) for number, reading in enumerate(found)]


def _weighed(messages: Sequence[tuple[str, Context]], reader: Reader) -> list[tuple[_Words, Outline]]:
    """The words of messages and what stands out in them, however the reader leans."""
    ready = prepare([(text, context.sender) for text, context in messages], reader)
    margins = reader.model.margins([words.plain for words in ready], [words.marks for words in ready])
    return list(zip(ready, outlines(margins, reader.model.matter_columns, reader.leaning), strict=True))


def _read(
    weighed: Sequence[tuple[_Words, Outline]], messages: Sequence[tuple[str, Context]], reader: Reader
) -> list[Reading]:
    judged = [_judge(words, outline, reader) for words, outline in weighed]
    parts = _parts([(each.words, number) for number, each in enumerate(judged) if each.lead > 0], reader)
    found = [
        _requested(each, context.sender, parts.get(number), reader) if each.lead > 0 else _silent(each, reader)
        for number, (each, (_, context)) in enumerate(zip(judged, messages, strict=True))
    ]
    lists = [number for number, (text, _) in enumerate(messages) if found[number].kind == "signup" and "\n" in text]
    for number, lines in zip(lists, _of_each_line([messages[number] for number in lists], reader), strict=True):
        found[number] = _of_list(lines, found[number])
    return found


def _of_each_line(lists: Sequence[tuple[str, Context]], reader: Reader) -> Iterator[list[Reading]]:
    """The readings of the lines of each of these lists of names."""
    split = [[line for line in text.splitlines() if line.strip()] for text, _ in lists]
    said = [
        (_NUMBER.sub("", line), context) for lines, (_, context) in zip(split, lists, strict=True) for line in lines
    ]
    read = iter(read_many(said, reader) if said else ())
    return (list(islice(read, len(lines))) for lines in split)


def _of_list(lines: Sequence[Reading], whole_list: Reading) -> Reading:
    """The reading of a list of names: that of a line which tells of danger, or of all where most lines ask."""
    told = [line for line in lines if any(each.service_class == "P0" for each in line.requests)]
    asking = [line for line in lines if line.requests and not line.doubtful]
    if not told and len(asking) > len(lines) / 2:
        requests = tuple(dict.fromkeys(each for line in asking for each in line.requests))[:_MOST]
        return max(asking, key=lambda line: line.lead)._replace(requests=requests)
    return max(told, key=lambda line: line.lead, default=whole_list)


def alarming(text: str, reader: Reader) -> bool:
    """Whether words hold a danger's, in one cheap look: what `read` finds dangerous does, and a little more."""
    lines = [text, *text.splitlines()] if "\n" in text else [text]
    words = ((narrowed, reader.dialect.standard(narrowed)) for narrowed in map(narrow, lines))
    return any(reader.dangers.cries(standard) or _alarms(narrowed, standard, reader) for narrowed, standard in words)


def _alarms(narrowed: str, standard: str, reader: Reader) -> tuple[Alarm, ...]:
    """The dangers told, in Chinese or in English."""
    told = reader.dangers.alarms(standard)
    if not in_letters(narrowed):
        return told
    written = narrowed.lower()
    english, denied = reader.english().alarms(written), reader.english().denied(written)
    names = {alarm.name for alarm in english} | denied
    return (*english, *(alarm for alarm in told if alarm.name not in names))


def prepare(messages: Sequence[tuple[str, str]], reader: Reader) -> list[_Words]:
    """The words of messages (text and sender) made comparable."""
    narrowed = together(narrow, [text for text, _ in messages])
    return _dressed(narrowed, together(reader.dialect.standard, narrowed), [name for _, name in messages], reader)


def _dressed(narrowed: Sequence[str], standard: Sequence[str], senders: Sequence[str], reader: Reader) -> list[_Words]:
    index = reader.lexicon.words
    roles = list(map(reader.lexicon.people.role, senders))
    found = index.find_all(standard)
    seen = [marks(index, shown, len(text), role) for (_, shown), text, role in zip(found, standard, roles, strict=True)]
    hits = [own for own, _ in found]
    columns = zip(narrowed, standard, together(plain, standard), hits, roles, seen, strict=True)
    return list(map(_Words._make, columns))


def _judge(words: _Words, outline: Outline, reader: Reader) -> _Judged:
    if reader.dangers.cries(words.standard):
        cry = Alarm(OTHER, UNCLASSIFIED, words.standard, doubtful=False)
        return _Judged(words, cried(outline, reader.model.matters), (cry,), CRY)
    if reader.lexicon.turns["says_nothing"].search(words.standard):
        return _Judged(words, outline, (), NOTHING)
    if in_letters(words.narrowed):
        return _judge_letters(words, outline, reader)
    heard = may_alarm(outline.reach, words.role, reader.leaning)
    told = reader.dangers.alarms(words.standard) if heard else ()
    alarms = tuple([alarm for alarm in told if _is_meant(alarm, words.standard, outline, reader)])
    return _Judged(words, outline, alarms, lead_of(outline, alarms, words.role, reader.leaning))


def _is_meant(alarm: Alarm, standard: str, outline: Outline, reader: Reader) -> bool:
    """Whether a danger is told surely, or not denied and, where another matter outdoes it, felt in its clause."""
    model, leaning = reader.model, reader.leaning
    if not alarm.doubtful and reader.lexicon.turns["surely"].search(standard):
        return True
    if is_denied(outline, model.column, alarm, leaning):
        return False
    if not is_outdone(outline, model.column, model.matters[outline.ranked[0]], alarm, leaning):
        return True
    start = standard.find(alarm.words)
    near = [span for span in clauses(standard) if span[0] < start + len(alarm.words) and span[1] > start]
    clause = standard[near[0][0] : near[-1][1]] if near else standard
    if len(clause) == len(standard):
        return False
    alone = _dressed([clause], [clause], [""], reader)[0]
    return is_felt_alone(model.margins([alone.plain], [alone.marks])[0], model.column, alarm, leaning)


def _judge_letters(words: _Words, outline: Outline, reader: Reader) -> _Judged:
    """English, which the model has never read: the words alone tell of danger, and it cannot take them for talk."""
    alarms = _alarms(words.narrowed, words.standard, reader)
    lead = lead_of(outline, alarms, words.role, reader.leaning)
    if any(not alarm.doubtful for alarm in alarms):
        return _Judged(words, unread(outline, reader.model.matters), alarms, max(lead, CRY))
    first = reader.lexicon.matters[reader.model.matters[outline.ranked[0]]]
    known = first.service_class != "P0" and any(hit.owner in reader.lexicon.matters for hit in words.hits)
    if lead > 0 and not known:
        asks = bool(reader.lexicon.turns["of_a_house"].search(words.narrowed))
        return _Judged(words, foreign(outline, reader.model.matters), (), min(lead, FOREIGN) if asks else NOTHING)
    return _Judged(words, unfelt(outline, reader.model.matter_columns.stop), alarms, lead)


def _parts(requests: Sequence[tuple[_Words, int]], reader: Reader) -> dict[int, Margins]:
    """Margins of the matters in each part of the messages that their words join of several, by message."""
    joint, own, owners = reader.lexicon.turns["joint"], list[str](), list[int]()
    for words, number in requests:
        parts = [part for part in joint.split(words.standard) if len(part) >= _PART]
        if len(parts) > 1:
            own += parts
            owners += [number] * len(parts)
    if not own:
        return {}
    ready = _dressed(own, own, [""] * len(own), reader)
    margins = reader.model.margins([part.plain for part in ready], [part.marks for part in ready])
    return {number: margins[np.array(owners) == number, reader.model.matter_columns] for number in set(owners)}


def _silent(judged: _Judged, reader: Reader) -> Reading:
    """The reading of what asks for nothing."""
    words, outline, lead = judged.words, judged.outline, judged.lead
    matters, others = matters_of(outline, reader.model.matters, reader.model.matter_columns, (), reader.leaning)
    cues = [word for word, _, owner in words.hits if owner == outline.other]
    why = (f"{outline.other}: request lacks {-lead:.2f}" + _listed(cues), *map(_told, judged.alarms))
    likely, doubtful = (*matters, *others), -lead < reader.leaning.sure
    scores = outline.scores
    grips = tuple(scores[: len(likely)])
    return Reading(
        outline.other, (), sureness(-lead), why, doubtful, likely, lead, scores[0], grips, False, outline.kinds
    )


def _requested(judged: _Judged, sender: str, parts: Margins | None, reader: Reader) -> Reading:
    """The reading of a request, or of several."""
    words, outline, lead = judged.words, judged.outline, judged.lead
    model, leaning = reader.model, reader.leaning
    dangers = dangers_of(outline, model.column, model.matters[outline.ranked[0]], judged.alarms, leaning)
    matters, others = matters_of(outline, model.matters, model.matter_columns, dangers, leaning)
    if matters[0] == COMPLAINT and reader.lexicon.turns["asks_office"].search(words.standard):
        matters = (UNCLASSIFIED,)
    if dangers == (OTHER,):
        matters, others = _without(matters, others, kind_of)
    elif not dangers and lead < leaning.faint:
        matters, others = _without(matters, others, lambda name: reader.lexicon.matters[name].service_class == "P0")
    if set(matters) >= ONE_WATER and not _DRY.search(words.standard):
        matters = tuple(name for name in matters if name != DRY)
    if parts is not None:
        matters = matters_of_parts(outline.margins[model.matter_columns], parts, model.matters, matters, leaning)
        others = tuple(name for name in others if name not in matters)
    told = parts_of(matters, words.narrowed, words.hits) if len(matters) > 1 else [whole(words.narrowed)]
    likely = (*matters, *others)
    grips = tuple([outline.margins.item(model.column[matter]) for matter in likely])
    requests = _distinct(
        [
            _request(matter, words, part, dangers, others, sender, reader)
            for matter, part in zip(matters, told, strict=True)
        ]
    )
    why = _why(judged, matters, grips)
    doubtful = lead < leaning.sure and not dangers
    doubted = bool(dangers) and hinted(outline, judged.alarms, leaning)
    return Reading(
        "request", requests, sureness(lead), why, doubtful, likely, lead, grips[0], grips, doubted, outline.kinds
    )


def _without(
    matters: tuple[str, ...], others: tuple[str, ...], dangerous: Callable[[str], object]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The likeliest harmless matter, where the first is dangerous and its danger is neither told nor felt."""
    likely = next((name for name in (*matters, *others) if not dangerous(name)), "")
    if not dangerous(matters[0]) or not likely:
        return matters, others
    return (likely,), tuple(name for name in (*matters, *others) if name != likely)


def _distinct(requests: Sequence[Request]) -> tuple[Request, ...]:
    """What is asked for besides the first: no danger to life unless one is told, and no second name of the first."""
    first, *others = requests
    if not others:
        return (first,)
    found = [each for each in others if each.danger or each.service_class != "P0"]
    twice = [each for each in found if is_one_trouble(first.matter, each.matter) and _covers(first, each)]
    danger = next((each.danger for each in (first, *twice) if each.danger), "")
    return (first._replace(danger=danger), *(each for each in found if each not in twice))


def _covers(first: Request, other: Request) -> bool:
    return first.service_class == "P0" or other.service_class != "P0"


def sureness(lead: float) -> float:
    """A lead in margins as a confidence: 0.5 at none, near 1 from a margin of two."""
    sure = 0.5 + lead / (2 * (abs(lead) + 0.5))
    return 0.01 if sure < 0.01 else 0.99 if sure > 0.99 else round(sure, 3)


def _request(
    matter: str,
    words: _Words,
    part: Part,
    dangers: tuple[str, ...],
    others: tuple[str, ...],
    sender: str,
    reader: Reader,
) -> Request:
    known = reader.lexicon.matters[matter]
    danger = next((name for name in dangers if matter in DANGERS.get(name, (matter,))), "")
    where = locate(known, words.narrowed, part, sender, Gazetteer(reader.places, reader.lexicon.turns))
    urgent = service_class(known, words.standard, danger, reader.lexicon.turns)
    return Request(matter, urgent, where.building, where.unit, where.room, where.place, danger, others)


def _why(judged: _Judged, matters: tuple[str, ...], grips: tuple[float, ...]) -> tuple[str, ...]:
    hits = judged.words.hits
    reasons = [
        f"{matter} {grip:+.2f}" + _listed([word for word, _, owner in hits if owner == matter])
        for matter, grip in zip(matters, grips, strict=False)
    ]
    return (f"request leads by {judged.lead:.2f}", *reasons, *map(_told, judged.alarms))


def _told(alarm: Alarm) -> str:
    return f"danger {alarm.name}{' (doubtful)' if alarm.doubtful else ''}: {alarm.words}"


def _listed(words: list[str]) -> str:
    return f" ({' '.join(dict.fromkeys(words))})" if words else ""
