"""Weighing a group message: the words made ready, the dangers told in them, how far they are from asking."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rules.danger import Alarm, DangerReader
from rules.deciding import (
    ALWAYS,
    OTHER,
    Leaning,
    Outline,
    cried,
    felt_dangers,
    foreign,
    is_denied,
    is_felt_alone,
    is_outdone,
    is_talked_of,
    lead_of,
    lead_of_letter,
    may_alarm,
    named,
    nameless,
    outlines,
    stands_alone,
    unfelt,
    unread,
)
from rules.harmless import is_harmless
from rules.lexicon import Hit, Lexicon
from rules.marks import marks
from rules.model import Margins, Model
from rules.places import told_addresses
from rules.spots import PlaceReader
from rules.taxonomy import UNCLASSIFIED
from rules.wording import Dialect, clauses, in_letters, narrow, plain, together, without_pointers


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

    def ready(self) -> Iterator[None]:
        """Makes what else is made when it is first looked for, bit by bit: 0.4 s in all, no bit more than 0.06."""
        yield from self.lexicon.turns.ready()
        yield from self.dangers.ready()
        yield from self.english().ready()


# Enough to be heard, too little to be believed without asking.
CRY = 0.1
NOTHING = -1.0
# Sure enough to be told, too little for everybody to be called before those on duty are asked.
WONDERED = 0.5
# What is told in words that can be meant of nothing else: 小区停电了.
PLAINLY = 1.5
# Sure enough that a worker is asked what it is; and what the model, which has not learnt to read it, may deny by.
FOREIGN = 0.02
FAR = 1.2
# A matter so little felt is only the least unlikely: 窗户关不上 is no gas.
HARDLY_FELT = -0.4
# Of what plainly fails, nothing that is known.
UNNAMED = -0.55

# What sounds like danger, is none, and is asked for all the same; by one of these signs each is known.
ASKED_ALL_THE_SAME, FEARED = ("burns_outside", "hammers_at_walls", "shut_in"), "fire_feared"
_SOUNDING = re.compile("烧|锤|榔头|镐|锹|锁|着火|起火|失火|自燃")
_ENDED = re.compile(
    r"已经|(?:搬|挪|拉|清|收|弄|修|换|接)(?:走|好|完|开|干净|上)|自己|终于|[有来][水电气暖]了|雪[人仗]|漂亮|好看|拍照|装修呢|睡了一觉"
    r"|借[的走]|迟到|我[来去先]?[扫铲]|公司|单位"
)
# What is meant though another thing is named first: brown water, ice at a gate, a bench near block 4.
_MEANT_FIRST = ("utility.water_quality", "emergency_health.extreme_weather", "public_facility.fitness_facility")
_PART = 4
# Beside what fails others may be told; in what is longer it may be one thing of a story.
_SHORT, _TOLD_BESIDE = 48, frozenset({"chatter", "quarrel", "update", "ack"})
# Talk that goes from one thing to another; news, notices and what is for sale are of one.
_LOOSE = frozenset({"chatter", "ack", "thanks", "quarrel", "rumour"})


class Words(NamedTuple):
    """A message made ready: as written but narrow, in standard words, plain, and what of the lexicon is in it."""

    narrowed: str
    standard: str
    plain: str
    hits: list[Hit]
    role: str
    marks: tuple[str, ...]


class Judged(NamedTuple):
    """A message weighed: what stands out in it, the danger told, and how far it is from asking for something."""

    words: Words
    outline: Outline
    alarms: tuple[Alarm, ...]
    lead: float


def weighed(messages: Sequence[tuple[str, str]], reader: Reader) -> list[tuple[Words, Outline]]:
    """The words of messages (text and sender) and what stands out in them, however the reader leans."""
    ready = prepare(messages, reader)
    margins = reader.model.margins([words.plain for words in ready], [words.marks for words in ready])
    return list(zip(ready, outlines(margins, reader.model, reader.leaning), strict=True))


def alarming(text: str, reader: Reader) -> bool:
    """Whether words hold a danger's, in one cheap look: what `read` finds dangerous does, and a little more."""
    lines = [text, *text.splitlines()] if "\n" in text else [text]
    words = ((narrowed, reader.dialect.standard(narrowed)) for narrowed in map(_bare, lines))
    return any(reader.dangers.cries(standard) or _alarms(narrowed, standard, reader) for narrowed, standard in words)


def _bare(text: str) -> str:
    return without_pointers(narrow(text))


def _alarms(narrowed: str, standard: str, reader: Reader) -> tuple[Alarm, ...]:
    """The dangers told, in Chinese or in English."""
    told = reader.dangers.alarms(standard)
    if not in_letters(narrowed):
        return told
    written = narrowed.lower()
    english, denied = reader.english().alarms(written), reader.english().denied(written)
    names = {alarm.name for alarm in english} | denied
    return (*english, *(alarm for alarm in told if alarm.name not in names))


def prepare(messages: Sequence[tuple[str, str]], reader: Reader) -> list[Words]:
    """The words of messages (text and sender) made comparable."""
    narrowed = together(_bare, [text for text, _ in messages])
    return _dressed(narrowed, together(reader.dialect.standard, narrowed), [name for _, name in messages], reader)


def _dressed(narrowed: Sequence[str], standard: Sequence[str], senders: Sequence[str], reader: Reader) -> list[Words]:
    index = reader.lexicon.words
    roles = list(map(reader.lexicon.people.role, senders))
    found = list(map(index.find, standard))
    seen = [marks(index, shown, len(text), role) for (_, shown), text, role in zip(found, standard, roles, strict=True)]
    hits = [own for own, _ in found]
    columns = zip(narrowed, standard, together(plain, standard), hits, roles, seen, strict=True)
    return list(map(Words._make, columns))


def judge(words: Words, outline: Outline, reader: Reader) -> Judged:
    """Which dangers the words tell, and how far they are from asking for something; a bare cry asks."""
    if reader.dangers.cries(words.standard):
        cry = Alarm(OTHER, UNCLASSIFIED, words.standard, doubtful=False)
        return Judged(words, cried(outline, reader.model.matters), (cry,), CRY)
    turns = reader.lexicon.turns
    idle = any(turns[turn].search(words.standard) for turn in ("says_nothing", "keeps_private", "has_it"))
    if idle or is_harmless(words.standard):
        return Judged(words, outline, (), NOTHING)
    if outline.other == "notice" and turns["receives"].search(words.standard):
        return Judged(words, outline._replace(other="ack"), (), NOTHING)
    if in_letters(words.narrowed):
        return _judge_letters(words, outline, reader)
    none = reader.dangers.speaks_of_none(words.standard) and not _felt_besides(words.standard, reader)
    sounds = sounds_like(words.standard, turns)
    asks, feared = sounds in ASKED_ALL_THE_SAME, sounds == FEARED
    if none or asks or feared or turns["lift_in_use"].search(words.standard):
        outline = unfelt(outline, reader.model.matter_columns.stop)
        asks = asks or (none and reader.dangers.tells_trouble(words.standard))
        lead = PLAINLY if asks else _lead_of_none(words, outline, reader)
        return Judged(words, outline, (), max(lead, CRY) if feared else lead)
    heard = may_alarm(outline.reach, words.role, reader.leaning) or len(clauses(words.standard)) > 1
    told = reader.dangers.alarms(words.standard) if heard else reader.dangers.plain(words.standard)
    alarms = tuple([alarm for alarm in told if _is_meant(alarm, words.standard, outline, reader)])
    lead = _lead(words, outline, alarms, reader)
    if lead <= 0 and outline.other in _LOOSE and not turns["told_lightly"].search(words.standard):
        apart = _told_apart(words, told, reader)
        if apart is not None:
            return apart
    return Judged(words, outline, alarms, lead) if alarms else _judge_calm(words, outline, lead, reader)


def _judge_calm(words: Words, outline: Outline, lead: float, reader: Reader) -> Judged:
    """How far words in which no danger is told are from asking."""
    felt = outline.felt > reader.leaning.danger or reader.model.matters[outline.ranked[0]] in ALWAYS
    if felt and in_another_sense(words.standard, outline, reader):
        outline = unfelt(outline, reader.model.matter_columns.stop)
        return Judged(words, outline, (), _lead_of_none(words, outline, reader))
    if lead > NOTHING and (_leaves_nothing_to_do(words, reader) or (not felt and _asks_nothing(words, reader))):
        return Judged(words, outline, (), NOTHING)
    if _has_no_name(words, outline, lead, reader):
        return Judged(words, nameless(outline, reader.model.column, reader.model.matters), (), max(lead, CRY))
    return Judged(words, outline, (), lead)


def sounds_like(standard: str, turns: Mapping[str, re.Pattern[str]]) -> str:
    """Which of the turns that only sound like a danger these words are; "" for none, as most are."""
    if not _SOUNDING.search(standard):
        return ""
    return next((turn for turn in (*ASKED_ALL_THE_SAME, FEARED) if turns[turn].search(standard)), "")


def in_another_sense(standard: str, outline: Outline, reader: Reader) -> bool:
    """Whether all dangers that are felt are spoken of in another sense: 我那基金着火了."""
    kinds = felt_dangers(outline, reader.model.column, likeliest_of(outline, reader), reader.leaning)
    return bool(kinds) and reader.dangers.sounds_like(kinds, standard)


def _has_no_name(words: Words, outline: Outline, lead: float, reader: Reader) -> bool:
    """Whether what is plainly told is of no matter that is known: 谁把快递柜的门掰坏了."""
    if lead == PLAINLY:
        return outline.scores[0] < UNNAMED
    return lead <= 0 and bool(reader.lexicon.turns["machine_fails"].search(words.standard))


def _leaves_nothing_to_do(words: Words, reader: Reader) -> bool:
    """花坛边 answers where: what is wrong is for another message to tell; 换了个灯泡，亮了 tells what was done."""
    return reader.places.is_all(words.narrowed) or bool(reader.lexicon.turns["mended_oneself"].search(words.standard))


def _asks_nothing(words: Words, reader: Reader) -> bool:
    """What is for sale, thanked for or only to be moved: 卫生间渗水，不砸砖，十年质保."""
    return bool(reader.lexicon.turns["asks_nothing"].search(words.standard))


def _lead_of_none(words: Words, outline: Outline, reader: Reader) -> float:
    """How far words are from asking that tell of no danger."""
    lead = lead_of(outline, _may_be_told(words, outline, reader), (), words.role, reader.leaning)
    return min(lead, NOTHING) if _is_of_danger_alone(outline, reader) else lead


def _is_of_danger_alone(outline: Outline, reader: Reader) -> bool:
    """Whether a matter that always is a danger stands out, and hardly another: 煤气味散了 asks for nothing."""
    ranked = zip(outline.ranked, outline.scores, strict=True)
    classes = [(reader.lexicon.matters[reader.model.matters[number]].service_class, score) for number, score in ranked]
    return classes[0][0] == "P0" and all(name == "P0" or score < HARDLY_FELT for name, score in classes)


def _lead(words: Words, outline: Outline, alarms: tuple[Alarm, ...], reader: Reader) -> float:
    """How far words are from asking; of a danger that no weight may deny they ask, and felt no further they are asked
    about."""
    lead = lead_of(outline, _may_be_told(words, outline, reader), alarms, words.role, reader.leaning)
    if lead <= 0 < (asked := lead_of_letter(outline, words.role, reader.leaning)):
        lead = asked if reader.lexicon.turns["petitions"].search(words.standard) else lead
    if lead < PLAINLY and reader.dangers.tells_trouble(words.standard):
        lead = PLAINLY
    elif lead <= 0 and _fails_beside(words, outline, reader):
        lead = CRY
    if not any(alarm.plain and not alarm.doubtful for alarm in alarms):
        return lead
    unheard = outline.felt <= reader.leaning.stark and all(alarm.plain for alarm in alarms)
    return min(max(lead, CRY), WONDERED) if unheard else max(lead, CRY)


def _fails_beside(words: Words, outline: Outline, reader: Reader) -> bool:
    """家里没暖气 老伴咳得厉害: what fails is told in a clause of its own, by a resident, of today and of here."""
    if words.role != "resident" or outline.other not in _TOLD_BESIDE or len(words.standard) > _SHORT:
        return False
    if len(clauses(words.standard)) < 2 or _ENDED.search(words.standard) or not plain_clauses(words.standard, reader):
        return False
    turns = reader.lexicon.turns
    return not any(turns[turn].search(words.standard) for turn in ("told_lightly", "elsewhere", "fixed", "back_on"))


def _is_meant(alarm: Alarm, standard: str, outline: Outline, reader: Reader) -> bool:
    """Whether a danger is told surely, or not denied and, where another matter outdoes it, felt in its clause."""
    model, leaning = reader.model, reader.leaning
    if not alarm.doubtful and (alarm.plain or reader.lexicon.turns["surely"].search(standard)):
        return True
    denied = is_denied(outline, model.column, alarm, leaning)
    if not denied and not is_outdone(outline, model.column, likeliest_of(outline, reader), alarm, leaning):
        return True
    margins = _margins_alone(alarm, standard, reader)
    return margins is not None and is_felt_alone(margins[0], model.column, alarm, leaning)


def _margins_alone(alarm: Alarm, standard: str, reader: Reader) -> Margins | None:
    """The margins of the clauses that tell a danger, read by themselves; None where nothing stands beside them."""
    start = standard.find(alarm.words)
    near = [span for span in clauses(standard) if span[0] < start + len(alarm.words) and span[1] > start]
    clause = standard[near[0][0] : near[-1][1]] if near else standard
    if len(clause) == len(standard):
        return None
    alone = _dressed([clause], [clause], [""], reader)[0]
    return reader.model.margins([alone.plain], [alone.marks])


def _felt_besides(standard: str, reader: Reader) -> bool:
    """Whether a danger stands out in a clause beside those that speak of none: 心口疼好多了 那人趴地上一滩血."""
    besides = [(part, "") for part in reader.dangers.besides(standard)]
    return any(line.felt > reader.leaning.stark for _, line in weighed(besides, reader))


def _told_apart(words: Words, told: Sequence[Alarm], reader: Reader) -> Judged | None:
    """红烧肉真好吃，3号楼着火了: a danger told beside talk, and a report where its clause is read by itself. Those on
    duty are asked."""
    for alarm in told:
        margins = None if alarm.doubtful else _margins_alone(alarm, words.standard, reader)
        if margins is None:
            continue
        (outline,) = outlines(margins, reader.model, reader.leaning)
        lead = lead_of(outline, False, (alarm,), words.role, reader.leaning)
        if lead > 0 and is_felt_alone(margins[0], reader.model.column, alarm, reader.leaning):
            return Judged(words, outline, (alarm,), min(lead, WONDERED))
    return None


def _may_be_told(words: Words, outline: Outline, reader: Reader) -> bool:
    """Whether it may only be told: what people also tell each other about, at no address."""
    return is_talked_of(likeliest_of(outline, reader)) and not told_addresses(words.narrowed)


def likeliest_of(outline: Outline, reader: Reader) -> str:
    """The matter that stands out most."""
    return reader.model.matters[outline.ranked[0]]


def _judge_letters(words: Words, outline: Outline, reader: Reader) -> Judged:
    """English, which the model has never read: the words alone tell of danger, and it cannot take them for talk."""
    alarms = _alarms(words.narrowed, words.standard, reader)
    lead = lead_of(outline, _may_be_told(words, outline, reader), alarms, words.role, reader.leaning)
    if any(not alarm.doubtful for alarm in alarms):
        return Judged(words, unread(outline, reader.model.matters), alarms, max(lead, CRY))
    first = reader.lexicon.matters[likeliest_of(outline, reader)]
    known = first.service_class != "P0" and any(hit.owner in reader.lexicon.matters for hit in words.hits)
    if reader.lexicon.turns["plainly_fails_in_english"].search(words.narrowed):
        lead = max(lead, PLAINLY) if known else lead
        if (matter := _matter_in_english(words, reader)) and (not known or matter in _MEANT_FIRST):
            outline = named(outline, reader.model.column, reader.model.matters, matter)
            return Judged(words, outline, (), PLAINLY)
    if not known and lead > -FAR:
        asks = bool(reader.lexicon.turns["of_a_house"].search(words.narrowed))
        return Judged(words, foreign(outline, reader.model.matters), (), FOREIGN if asks else NOTHING)
    return Judged(words, unfelt(outline, reader.model.matter_columns.stop), alarms, lead)


def _matter_in_english(words: Words, reader: Reader) -> str:
    """What fails, as its English words tell; "" where none is known by them."""
    turns = reader.lexicon.turns
    told = ((name, turns.get(f"in_english.{name}")) for name in reader.model.matters)
    return next((name for name, turn in told if turn is not None and turn.search(words.narrowed)), "")


def margins_of_parts(requests: Sequence[tuple[Judged, int]], reader: Reader) -> dict[int, Margins]:
    """Margins of the matters in each part of the messages that stands for itself, by message: what their words join,
    and each clause that would be a report by itself."""
    own, owners, joined = list[str](), list[int](), list[bool]()
    for judged, number in requests:
        parts, are_joined = _parts(judged, reader)
        if len(parts) > 1:
            own += parts
            owners += [number] * len(parts)
            joined += [are_joined] * len(parts)
    if not own:
        return {}
    ready = _dressed(own, own, [""] * len(own), reader)
    margins = reader.model.margins([part.plain for part in ready], [part.marks for part in ready])
    lines = outlines(margins, reader.model, reader.leaning)
    stand = [told or stands_alone(line, reader.leaning) for told, line in zip(joined, lines, strict=True)]
    of = np.where(stand, np.array(owners), -1)
    found = {number: margins[of == number, reader.model.matter_columns] for number in set(owners)}
    first = {number: judged.outline.ranked[0] for judged, number in requests}
    whole = dict(zip(owners, joined, strict=True))
    return {n: rows for n, rows in found.items() if whole[n] or (len(rows) > 1 and first[n] in rows.argmax(axis=1))}


def plain_clauses(standard: str, reader: Reader) -> list[str]:
    """The clauses that each tell of what fails, and of nothing else: 电梯坏了，楼道灯不亮."""
    own = (standard[start:end] for start, end in clauses(standard))
    return reader.dangers.plainly_fails_in(standard, own)


def _parts(judged: Judged, reader: Reader) -> tuple[list[str], bool]:
    """The parts that 还有, 顺便, ① and the like join; else the clauses, where a second matter may stand in one."""
    words = judged.words.standard
    parts = [part for part in reader.lexicon.turns["joint"].split(words) if len(part) >= _PART]
    plain = plain_clauses(words, reader)
    if len(parts) > 1 or len(plain) > 1:
        return [*parts, *plain], True
    if judged.alarms or judged.outline.scores[1] <= reader.leaning.hint:
        return [], False
    return [words[start:end] for start, end in clauses(words) if end - start >= _PART], False
