"""Reading a group message: what kind it is, what it asks for, where, how urgent, and how sure that is.

How the desk uses it::

    reader = config.lexicon.load_reader(settings.policy_dir)      # once, at start
    reading = parsing.read(text, Context(sender=nickname, now=now), reader)
    for request in reading.requests:                              # one ticket each, none when the kind is another
        known = joining.joins(request, open_tickets, now, sender) # the open ticket it belongs to, or None

`reading.kind` is one of KINDS. `reading.doubtful` is true when the desk should ask the worker with buttons
(`request.matter` first, then `request.alternatives`); a P0 is never only doubtful: it is answered at once.
`request.danger` names the what-to-do text: gas fire lift fumes unconscious violence suicide missing crime.
What the message does to open tickets (a hurry-up, 「修好了」, 「我家也是」) is told by `rules.conversation`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from rules.danger import Alarm, denies
from rules.deciding import (
    ALWAYS,
    DANGERS,
    KINDS,
    OTHER,
    Outline,
    dangers_of,
    hinted,
    is_one_trouble,
    kind_of,
    matters_of,
    matters_of_parts,
)
from rules.judging import (
    FEARED,
    HARDLY_FELT,
    Judged,
    Reader,
    Words,
    alarming,
    in_another_sense,
    judge,
    likeliest_of,
    margins_of_parts,
    plain_clauses,
    sounds_like,
    weighed,
)
from rules.model import Margins
from rules.places import told_addresses
from rules.scope import Gazetteer, Part, Turns, each_house, locate, parts_of, whole
from rules.supplies import is_unsaid
from rules.taxonomy import COMPLAINT, UNCLASSIFIED
from rules.twins import FAMILY, LIFT, NOISE, ODOR, without_twins
from rules.urgency import service_class
from rules.wording import after_receipt

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
    """One thing asked for. Places are strings, "" when not told; `danger` is "" unless a life is in danger.

    `compound` is that of the building, which only who knows the town can tell.
    """

    matter: str
    service_class: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    danger: str = ""
    alternatives: tuple[str, ...] = ()
    compound: str = ""


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
    `grip` the margin of the first, `kinds` the margins of all kinds, `subjects` what it may be about, asked for or not.
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
    subjects: Mapping[str, float] = {}


_ALWAYS = -99.0
# 收到，浴缸放满了 hardly asks by itself, and surely not with its 收到.
_CLEARLY, _DONE_AS_TOLD = 1.0, -2.5
SUSPICIOUS, FUMES = "public_security.suspicious", "city_order.cooking_fume"
# What words are of that sound like a danger.
MEANT = {"burns_outside": ODOR, "hammers_at_walls": NOISE, "shut_in": UNCLASSIFIED}
PROPERTY = "property_repair.property_service"
# Whom something ails, what may fall and what is being built is no second name of what can wait.
_CANNOT_WAIT = ("welfare_care.", "safety_hazard.", "city_order.illegal_construction")
_OF_POLES, _LEANS = (
    ("public_facility.street_light", "public_facility.dangling_cable"),
    "safety_hazard.dangerous_structure",
)
# What a letter is about whose matter is hardly felt.
_HARDLY_NAMED, _OF_OFFICES = 0.1, (ODOR, "dispute.labor_consumer", COMPLAINT, "other.suggestion")
# Neither ice nor glass on the way is of these; who fell on it is cared for, and from what fails there may be ice.
_CARE, _FELL, _FAILS = (
    "welfare_care.medical_help",
    re.compile("摔|跌|伤|扎|撞|断|流血"),
    re.compile("[水管井漏溢电灯气]"),
)
_NEVER_LIES = ("welfare_care.", "utility.", "public_facility.sewer_overflow")
# What one house has for itself, and another may have as well.
_OF_A_HOUSE = tuple(f"property_repair.{name}" for name in ("elevator", "corridor", "access", "leak", "drain", "facade"))
_A_DOOR = r"[A-Za-z]?\d{1,3}(?:[-—#]|号楼?|栋|幢|座)\s?(?:\d{1,2}(?:[-—]|单元))?\d{3,4}[室号]?"
_BARE_DOOR = re.compile(rf"^\s*{_A_DOOR}[\s,，:：]+|[\s,，。]+{_A_DOOR}\s*$")
# What is laughed about beside a trouble and its place.
_LAUGH = re.compile(
    r"[\s,，。!！~]*(?:[哈呵嘿嘻]{2,}|笑死我?了?|[😂🤣😆😄😅]+|[^\s,，。!！?？~]{0,10}(?:减肥|锻炼|健身|练腿)[^\s,，。!！?？~]{0,8})"
)
# 门禁卡两张 is ordered.
_COUNTED = re.compile(r"(?!.*[坏漏堵断停黑]).*[\d一二两三四五六七八九十]\s?[个张份箱袋包把盒斤瓶件套只桶卷对条]$")
_PLAINLY, _SHORTEST = 0.75, 3
_MOST = 10
_SEVERAL = 3
_NUMBERED = r"(?:\d{1,2}\s*(?:\.(?!\d)|[、．)）])|[①-⑳])"
_NUMBER = re.compile(rf"^\s*{_NUMBERED}\s*")
# 1.路灯坏了 2.库门关不上: told in one line, from the first on.
_IN_LINE = re.compile(rf"(?<![\d.])(?={_NUMBERED})")
_FIRST = re.compile(r"[1①]")


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
    ready = _weighed(messages, reader)
    found = _read(ready, messages, reader)
    silent = [number for number, reading in enumerate(found) if not reading.requests]
    eager = replace(reader, leaning=replace(reader.leaning, lead=_ALWAYS, alarmed=_ALWAYS))
    asking = _read([ready[number] for number in silent], [messages[number] for number in silent], eager)
    asks = {number: reading.requests for number, reading in zip(silent, asking, strict=True)}
    return [(reading, asks.get(number, reading.requests)) for number, reading in enumerate(found)]


def _weighed(messages: Sequence[tuple[str, Context]], reader: Reader) -> list[tuple[Words, Outline]]:
    return weighed([(text, context.sender) for text, context in messages], reader)


def _read(
    ready: Sequence[tuple[Words, Outline]], messages: Sequence[tuple[str, Context]], reader: Reader
) -> list[Reading]:
    judged = [
        _denied(judge(words, outline, reader), text)
        for (words, outline), (text, _) in zip(ready, messages, strict=True)
    ]
    parts = margins_of_parts([(each, number) for number, each in enumerate(judged) if each.lead > 0], reader)
    found = [
        _requested(each, context.sender, parts.get(number), reader) if each.lead > 0 else _silent(each, reader)
        for number, (each, (_, context)) in enumerate(zip(judged, messages, strict=True))
    ]
    for number, lead in _beside_doors(found, messages, reader):
        found[number] = _requested(judged[number]._replace(lead=lead), messages[number][1].sender, None, reader)
    for number, rest in _of_rests(messages, reader):
        if _stands_alone(rest, found[number]):
            found[number] = rest
    found = _beside_laughs(found, messages, reader)
    lists = [number for number, (text, _) in enumerate(messages) if _is_list(found[number], text)]
    for number, lines in zip(lists, _of_each_line([messages[number] for number in lists], reader), strict=True):
        found[number] = _of_list(lines, found[number])
    return found


def _beside_doors(
    found: Sequence[Reading], messages: Sequence[tuple[str, Context]], reader: Reader
) -> Iterator[tuple[int, float]]:
    """Messages that ask for something beside a bare door, and how clearly: 水龙头滴水 3-2-501 looks like a sign-up."""
    quiet = (number for number, each in enumerate(found) if not each.requests)
    bare = [(number, _BARE_DOOR.sub("", messages[number][0])) for number in quiet]
    told = [each for each in bare if not _COUNTED.match(each[1])]
    beside = [each for each in told if _SHORTEST <= len(each[1]) < len(messages[each[0]][0])]
    read = read_many([(rest, messages[number][1]) for number, rest in beside], reader) if beside else ()
    return ((number, each.lead) for (number, _), each in zip(beside, read, strict=True) if each.lead > _PLAINLY)


def _beside_laughs(found: list[Reading], messages: Sequence[tuple[str, Context]], reader: Reader) -> list[Reading]:
    """What is told with its place is read without the laugh beside it: 3号楼2单元电梯坏了 减肥了😂 looks like talk."""
    laughed = [
        (number, rest, context)
        for number, (text, context) in enumerate(messages)
        if not found[number].requests and told_addresses(text) and (rest := _LAUGH.sub("", text)) != text
    ]
    read = read_many([each[1:] for each in laughed], reader) if laughed else ()
    serious = {each[0]: alone for each, alone in zip(laughed, read, strict=True) if alone.lead > _PLAINLY}
    return [serious.get(number, each) for number, each in enumerate(found)]


def _of_rests(messages: Sequence[tuple[str, Context]], reader: Reader) -> Iterator[tuple[int, Reading]]:
    """The readings of what is said after 收到, each with the place of its message: what it asks for stands alone."""
    begun = [(place, after_receipt(text), context) for place, (text, context) in enumerate(messages)]
    begun = [each for each in begun if len(each[1]) < len(messages[each[0]][0])]
    read = read_many([each[1:] for each in begun], reader) if begun else ()
    return zip((place for place, _, _ in begun), read, strict=True)


def _stands_alone(rest: Reading, whole: Reading) -> bool:
    """Whether what is said after 收到 is read by itself; 收到，浴缸放满了 asks for nothing, but tells what was done."""
    if not rest.requests:
        return bool(whole.requests)
    told = any(each.danger for each in rest.requests) and not rest.hinted
    return told or rest.lead > _CLEARLY or whole.lead > _DONE_AS_TOLD


def _denied(judged: Judged, text: str) -> Judged:
    """没有煤气味 asks for nothing, however much it sounds of gas."""
    return judged._replace(lead=_ALWAYS) if judged.lead > 0 and denies(text) else judged


def _is_list(reading: Reading, text: str) -> bool:
    """Whether each item is to be read by itself: a list of names, or of several things that are asked for."""
    if reading.kind != "signup" and len(reading.requests) < 2:
        return False
    items = _items(text)
    numbered = sum(bool(_NUMBER.match(item)) for item in items)
    return len(items) > 1 and (reading.kind == "signup" or numbered >= _SEVERAL)


def _items(text: str) -> list[str]:
    """The lines of a list; of one line what each of its numbers begins, where the first is one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        return lines
    lead, *numbered = (part.strip() for part in _IN_LINE.split(text))
    told = bool(numbered) and bool(_FIRST.match(numbered[0]))
    return [part for part in (lead, *numbered) if part] if told else lines


def _of_each_line(lists: Sequence[tuple[str, Context]], reader: Reader) -> Iterator[list[Reading]]:
    """The readings of the items of each of these lists."""
    split = [_items(text) for text, _ in lists]
    said = [
        (_NUMBER.sub("", line), context) for lines, (_, context) in zip(split, lists, strict=True) for line in lines
    ]
    read = iter(read_many(said, reader) if said else ())
    return (list(islice(read, len(lines))) for lines in split)


def _of_list(lines: Sequence[Reading], whole_list: Reading) -> Reading:
    """The reading of a list: of all its lines where most ask for something, else of one that tells of danger."""
    told = [line for line in lines if any(each.service_class == "P0" for each in line.requests)]
    asking = [line for line in lines if line in told or (line.requests and not line.doubtful)]
    surest = max(told or asking, key=lambda line: line.lead, default=whole_list)
    if len(asking) <= len(lines) / 2:
        return surest if told else whole_list
    every = dict.fromkeys(each for line in (*told, *asking) for each in line.requests)
    return surest._replace(requests=tuple(every)[:_MOST])


def _silent(judged: Judged, reader: Reader) -> Reading:
    """The reading of what asks for nothing."""
    words, outline, lead = judged.words, judged.outline, judged.lead
    matters, others = matters_of(outline, reader.model.matters, reader.model.matter_columns, (), reader.leaning)
    cues = [word for word, _, owner in words.hits if owner == outline.other]
    why = (f"{outline.other}: request lacks {-lead:.2f}" + _listed(cues), *map(_told, judged.alarms))
    likely, doubtful = (*matters, *others), -lead < reader.leaning.sure
    scores = outline.scores
    grips = tuple(scores[: len(likely)])
    return Reading(
        outline.other, (), sureness(-lead), why, doubtful, likely, lead, scores[0], grips, False, outline.kinds,
        outline.subjects,
    )  # fmt: skip


def _requested(judged: Judged, sender: str, parts: Margins | None, reader: Reader) -> Reading:
    """The reading of a request, or of several."""
    words, outline, lead = judged.words, judged.outline, judged.lead
    model, leaning = reader.model, reader.leaning
    dangers = dangers_of(outline, model.column, likeliest_of(outline, reader), judged.alarms, leaning)
    matters, others = matters_of(outline, model.matters, model.matter_columns, dangers, leaning)
    turns = reader.lexicon.turns
    matters = _renamed(matters, dangers, words.standard, turns)
    if not dangers and outline.scores[0] < _HARDLY_NAMED and turns["petitions"].search(words.standard):
        matters = _of_letter(words.standard, turns) or matters
    others = tuple(name for name in others if name not in matters)
    if dangers == (OTHER,):
        matters, others = _without(matters, others, kind_of)
    elif not dangers and (
        lead < leaning.faint
        or outline.scores[0] < HARDLY_FELT
        or reader.dangers.speaks_of_none(words.standard)
        or sounds_like(words.standard, turns) == FEARED
        or (matters[0] in ALWAYS and in_another_sense(words.standard, outline, reader))
    ):
        matters, others = _without(matters, others, lambda name: reader.lexicon.matters[name].service_class == "P0")
    matters = without_twins(matters, words.standard)
    matters = _without_grumbles(matters, words.standard, turns)
    if parts is not None:
        felt = outline.margins[model.matter_columns]
        plain = len(plain_clauses(words.standard, reader)) + bool(turns["adds"].search(words.standard))
        least = leaning if plain < 2 else replace(leaning, part_of=_ALWAYS)
        matters = without_twins(matters_of_parts(felt, parts, model.matters, matters, least), words.standard)
        others = tuple(name for name in others if name not in matters)
    if len(matters) > 1:
        matters = _of_named_supplies(matters, words.standard, reader.lexicon.turns)
    told = parts_of(matters, words.narrowed, words.hits) if len(matters) > 1 else [whole(words.narrowed)]
    likely, asked = (*matters, *others), matters
    if len(matters) == 1 and matters[0].startswith(_OF_A_HOUSE) and (houses := each_house(words.narrowed)):
        told, asked = houses, matters * len(houses)
    grips = tuple([outline.margins.item(model.column[matter]) for matter in likely])
    requests = _distinct(
        [
            _request(matter, words, part, dangers, others, sender, reader)
            for matter, part in zip(asked, told, strict=True)
        ]
    )
    if dangers and not any(request.danger for request in requests):
        # 窨井没盖子，小孩掉下去了: of a matter that stands out so much that those of the danger are not asked for.
        requests = (requests[0]._replace(service_class="P0", danger=dangers[0]), *requests[1:])
    why = _why(judged, matters, grips)
    doubtful = lead < leaning.sure and not dangers
    doubted = bool(dangers) and (hinted(outline, judged.alarms, leaning) or _only_asks(words.standard, turns))
    return Reading(
        "request", requests, sureness(lead), why, doubtful, likely, lead, grips[0], grips, doubted, outline.kinds,
        outline.subjects,
    )  # fmt: skip


def _without_grumbles(matters: tuple[str, ...], standard: str, turns: Turns) -> tuple[str, ...]:
    """The matters without what is only said of them: 物业不管 of a lift, 投诉 of a fee that nobody was rude about."""
    charged = turns["charges"].search(standard)
    if len(matters) > 1 and not charged and turns["grumbles"].search(standard):
        matters = tuple(name for name in matters if name != PROPERTY) or matters
    if {COMPLAINT, PROPERTY} <= set(matters) and charged and not turns["misbehaves"].search(standard):
        matters = tuple(name for name in matters if name != COMPLAINT)
    return matters


def _only_asks(standard: str, turns: Turns) -> bool:
    """消防车来了，哪里着火 and 楼下有人打架吗: somebody asks about a danger, and knows no more."""
    return bool(turns["asks_where_it_burns"].search(standard) or turns["asks_who_fights"].search(standard))


def _renamed(matters: tuple[str, ...], dangers: tuple[str, ...], standard: str, turns: Turns) -> tuple[str, ...]:
    """The matters, where words sound like one and are of another: 有人在电梯里抽烟 is of a lift that runs."""
    if not dangers and turns["idle_staff"].search(standard):
        return (COMPLAINT,)
    office = matters[0] == COMPLAINT and turns["asks_office"].search(standard)
    smokes = matters[0] == SUSPICIOUS and not dangers and turns["smokes"].search(standard)
    if office or smokes or (matters[0] == LIFT and turns["lift_in_use"].search(standard)):
        return (UNCLASSIFIED,)
    if not dangers and matters[0] in _OF_POLES and turns["pole_leans"].search(standard):
        return (_LEANS,)
    if not dangers and (sounds := sounds_like(standard, turns)) in MEANT:
        return (MEANT[sounds],)
    if not dangers and matters[0].startswith(_NEVER_LIES) and turns["lies_on_the_way"].search(standard):
        return matters if (_FELL if matters[0] == _CARE else _FAILS).search(standard) else (UNCLASSIFIED,)
    if NOISE in matters and turns["quarrels_at_home"].search(standard):
        return tuple(dict.fromkeys(FAMILY if name == NOISE else name for name in matters))
    return matters


def _of_letter(standard: str, turns: Turns) -> tuple[str, ...]:
    """The matter of what is written to an office, by its words: what a school charges is a complaint of it."""
    return next(((name,) for name in _OF_OFFICES if turns[f"in_letters.{name}"].search(standard)), ())


def _of_named_supplies(matters: tuple[str, ...], words: str, turns: Turns) -> tuple[str, ...]:
    """2栋也停了 is of one supply, the likeliest; of others, or beside another matter, only where its word is said; no
    smoke of a kitchen is either: 烧烤摊吵得睡不着 is of the noise."""
    smell = turns["smokes_or_smells"].search(words)
    named = [name for name in matters if not is_unsaid(name, words) and (smell or name != FUMES)]
    return tuple(named) or matters[:1]


def _without(
    matters: tuple[str, ...], others: tuple[str, ...], dangerous: Callable[[str], object]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The likeliest harmless matter, where the first is dangerous and its danger is neither told nor felt."""
    likely = next((name for name in (*matters, *others) if not dangerous(name)), "")
    if not dangerous(matters[0]) or not likely:
        return matters, others
    return (likely,), tuple(name for name in (*matters, *others) if name != likely)


def _distinct(requests: Sequence[Request]) -> tuple[Request, ...]:
    """What is asked for besides the first: no danger to life unless one is told, no second name of the first, and
    nothing that has no name."""
    first, *others = requests
    if not others:
        return (first,)
    named = [each for each in others if each.matter != UNCLASSIFIED or each.danger]
    found = [each for each in named if each.danger or each.service_class != "P0"]
    twice = [each for each in found if is_one_trouble(first.matter, each.matter) and _covers(first, each)]
    danger = next((each.danger for each in (first, *twice) if each.danger), "")
    return (first._replace(danger=danger), *(each for each in found if each not in twice))


def _covers(first: Request, other: Request) -> bool:
    """Whether nobody comes later for the first name alone: not to 发高烧没人烧水, a tree that leans, another house."""
    if first.building and other.building and first.building != other.building:
        return False
    if other.service_class == "P1" and other.matter.startswith(_CANNOT_WAIT):
        return first.service_class not in ("P2", "P3")
    return first.service_class == "P0" or other.service_class != "P0"


def sureness(lead: float) -> float:
    """A lead in margins as a confidence: 0.5 at none, near 1 from a margin of two."""
    sure = 0.5 + lead / (2 * (abs(lead) + 0.5))
    return 0.01 if sure < 0.01 else 0.99 if sure > 0.99 else round(sure, 3)


def _request(
    matter: str,
    words: Words,
    part: Part,
    dangers: tuple[str, ...],
    others: tuple[str, ...],
    sender: str,
    reader: Reader,
) -> Request:
    known = reader.lexicon.matters[matter]
    danger = next((name for name in dangers if matter in DANGERS.get(name, (matter,))), "")
    where = locate(known, words.narrowed, part, sender, Gazetteer(reader.places, reader.lexicon.turns))
    urgent = service_class(known, words.standard, danger, reader.lexicon.turns, reader.dangers)
    return Request(matter, urgent, where.building, where.unit, where.room, where.place, danger, others)


def _why(judged: Judged, matters: tuple[str, ...], grips: tuple[float, ...]) -> tuple[str, ...]:
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
