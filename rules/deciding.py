"""From the model's margins and the dangers told to a kind and to the matters asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rules.danger import Alarm
from rules.model import Margins, Model
from rules.taxonomy import UNCLASSIFIED

KINDS = ("request", "ack", "thanks", "update", "chatter", "ad", "signup", "notice", "lost_found", "rumour", "quarrel")
DANGERS = {
    "gas": ("safety_hazard.gas_leak",),
    "fumes": ("safety_hazard.gas_leak",),
    "fire": ("safety_hazard.fire",),
    "lift": ("property_repair.elevator_fault",),
    "unconscious": ("welfare_care.medical_help",),
    "violence": ("dispute.family",),
    "suicide": ("welfare_care.counseling",),
    "missing": ("emergency_health.missing_person",),
    "crime": ("public_security.crime_in_progress",),
    "fraud": ("public_security.fraud",),
}
# Of these nothing is asked but for a life in danger.
ALWAYS = (
    "safety_hazard.gas_leak", "safety_hazard.fire", "emergency_health.missing_person",
    "public_security.crime_in_progress",
)  # fmt: skip
# What two names tell of one trouble, where they stand in one message.
_NAMED_TWICE = {
    "city_order.illegal_construction": ("city_order.construction_nuisance",),
    "dispute.family": ("public_security.crime_in_progress", "welfare_care.medical_help"),
    "dispute.parking_dispute": ("city_order.parking_violation",),
    "emergency_health.disinfection": ("sanitation.odor", "sanitation.pest_control"),
    "emergency_health.missing_person": (
        "welfare_care.counseling", "welfare_care.medical_help", "welfare_care.child_care",
    ),
    "emergency_health.test_vaccine": ("welfare_care.medical_help",),
    "errand.document_agency": (
        "policy_inquiry.senior_benefit", "policy_inquiry.residence", "welfare_care.disability",
        "welfare_care.social_assistance",
    ),
    "errand.home_certification": ("errand.phone_help",),
    "policy_inquiry.certificate": ("policy_inquiry.schooling", "policy_inquiry.employment"),
    "policy_inquiry.medical_insurance": ("errand.bill_payment",),
    "policy_inquiry.pension": ("errand.home_certification",),
    "property_repair.corridor_light": ("public_facility.street_light",),
    "property_repair.drain_block": ("public_facility.sewer_overflow", "sanitation.odor"),
    "public_facility.fitness_facility": ("other.suggestion",),
    "public_facility.sewer_overflow": ("sanitation.odor", "property_repair.leak"),
    "public_security.crime_in_progress": ("public_security.theft",),
    "safety_hazard.corridor_clutter": ("sanitation.bulky_waste",),
    "safety_hazard.dangerous_structure": ("sanitation.greening",),
    "safety_hazard.fire": (
        "safety_hazard.gas_leak", "safety_hazard.fire_lane", "safety_hazard.ebike_charging", "sanitation.odor",
        "public_facility.dangling_cable", "property_repair.elevator_fault", "utility.power_outage",
    ),
    "safety_hazard.gas_leak": ("welfare_care.medical_help", "sanitation.odor", "utility.gas_supply"),
    "utility.power_outage": ("public_facility.street_light",),
    "welfare_care.child_care": ("welfare_care.social_assistance",),
    "welfare_care.counseling": ("welfare_care.medical_help",),
    # 我爸没气了 is of no stove.
    "welfare_care.medical_help": ("utility.gas_supply",),
}  # fmt: skip
# A danger of none of these kinds: its matter is what the words tell, or nothing yet.
OTHER = "other"
_RANKED = 5
# What is felt less of a subject says nothing.
UNFELT = -1.0
# What people also tell each other about, and ask nobody for: errands, papers, health, how they feel, money.
_TALKED_OF = (
    "errand.", "policy_inquiry.", "welfare_care.", "emergency_health.", "other.", "dispute.family",
    "dispute.labor_consumer", "public_security.fraud", "public_security.theft",
)  # fmt: skip
# Beside it a danger is no less likely than beside the matter of another.
_FRAIL = "welfare_care.elder_care"
# How far the matter of a danger is put before the others.
_RAISE = 0.6


def kind_of(matter: str) -> str:
    """The danger that a matter is of, "" for none."""
    return next((name for name, matters in DANGERS.items() if matter in matters), "")


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a street may turn; all are margins.

    `lead`: how far a request must lead over every other kind, `steep` times what its surest matter lacks of `vague`
    besides, `calm` where no danger is felt, and `talked` where it may then be only told; `letter`: where it is written
    as to an office; `alarmed`: where danger is told; `staff`, `trader`: on top for those who write as such; `grip`: how
    much the surest matter helps; `second`: what a further matter needs, and `share` its least part of the first one's;
    `part`: what it needs in a part of the message that stands for itself, and `part_of` then in the whole; `hint`: what
    it needs there for its clauses to be looked at, `clause`: the lead of one that is a report by itself, and `clear`:
    how far its matter is ahead of the next; `danger`:
    what a danger needs when its matter is the likeliest, `stark`: otherwise, and to be believed when no words tell it,
    `other`: where it is of no known kind; `shy`: how much more is needed of some, spoken of also when no life is
    in danger (a lift that stands still, money that is gone); `denied`: a danger so little felt is none, whatever the
    words sound like;
    `beside`: what one needs beside a harmless matter that stands out more, or `alone`, in the clause that tells it;
    `faint`: a lead that makes no danger of a matter that always is one; `sure`: below it a worker is asked.
    """

    lead: float = 0.45
    grip: float = 0.5
    alarmed: float = -0.9
    vague: float = 0.0
    steep: float = 1.5
    calm: float = 0.28
    letter: float = -0.3
    talked: float = 0.75
    staff: float = 0.3
    trader: float = 0.5
    second: float = 0.1
    share: float = 0.25
    part: float = 0.25
    part_of: float = -0.7
    hint: float = -0.6
    clause: float = 1.5
    clear: float = 1.7
    danger: float = -0.2
    stark: float = 0.35
    other: float = -0.15
    shy: Mapping[str, float] = field(default_factory=lambda: {"lift": 0.2, "fraud": 0.4})
    denied: float = -1.15
    beside: float = 0.0
    alone: float = -0.2
    faint: float = 0.3
    sure: float = 0.3

    def on_top(self, role: str) -> float:
        """What somebody of this role needs on top."""
        return 0.0 if role == "resident" else self.staff if role == "staff" else self.trader


class Outline(NamedTuple):
    """What stands out in the margins of one message; `margins` are its line.

    `reach`: how far `request` leads over the best other kind, helped by the surest matter; `other`: that kind;
    `ranked`: numbers of the likeliest matters, the likeliest first; `scores`: their margins; `felt`: the margin of the
    danger that stands out most; `kinds`: the margins of all kinds; `subjects`: of what it may be about, whatever its
    kind, the matters whose margins are above `UNFELT`.
    """

    margins: Margins
    reach: float
    other: str
    ranked: list[int]
    scores: list[float]
    felt: float
    kinds: tuple[float, ...]
    subjects: Mapping[str, float]


def outlines(margins: Margins, model: Model, leaning: Leaning) -> list[Outline]:
    """What stands out in each line of a model's margins."""
    others, own, lines = margins[:, 1 : len(KINDS)], margins[:, model.matter_columns], np.arange(len(margins))
    ranked = likeliest(own)
    scores = own[lines[:, None], ranked]
    reach = margins[:, 0] - others.max(axis=1) + leaning.grip * scores[:, 0]
    names = [KINDS[number + 1] for number in others.argmax(axis=1).tolist()]
    felt = (margins[:, model.danger_columns] - _shyness(model, leaning)).max(axis=1, initial=-1.0)
    kinds = map(tuple, margins[:, : len(KINDS)].tolist())
    columns = zip(
        margins, reach.tolist(), names, ranked.tolist(), scores.tolist(), felt.tolist(), kinds,
        _subjects(margins, model), strict=True,
    )  # fmt: skip
    return list(map(Outline._make, columns))


def _shyness(model: Model, leaning: Leaning) -> Margins:
    """How much more is needed of each danger, in the order of their columns."""
    return np.array([leaning.shy.get(head[1:], 0.0) for head in model.heads[model.danger_columns]])


def _subjects(margins: Margins, model: Model) -> list[dict[str, float]]:
    """What each message may be about, with how much that is felt."""
    table, names = margins[:, model.subject_columns], model.subjects
    found: list[dict[str, float]] = [{} for _ in table]
    lines, columns = (table > UNFELT).nonzero()
    felt = table[lines, columns].tolist()
    for line, column, margin in zip(lines.tolist(), columns.tolist(), felt, strict=True):
        found[line][names[column]] = margin
    return found


def likeliest(scores: Margins) -> npt.NDArray[np.int64]:
    """The columns of the five highest of each line, the highest first, the first of equals before the others."""
    left, lines = scores.copy(), np.arange(len(scores))
    best = np.empty((len(scores), _RANKED), np.int64)
    for place in range(_RANKED):
        best[:, place] = left.argmax(axis=1)
        left[lines, best[:, place]] = -np.inf
    return best


def may_alarm(reach: float, role: str, leaning: Leaning) -> bool:
    """Whether danger told could make this a request; where it cannot, nobody need look for it."""
    return reach > leaning.alarmed + leaning.on_top(role)


def is_denied(outline: Outline, column: Mapping[str, int], alarm: Alarm, leaning: Leaning) -> bool:
    """Whether a danger told is so little felt that the words only sound like it."""
    return alarm.name != OTHER and _margin(outline, column, alarm.name) <= leaning.denied


def is_outdone(outline: Outline, column: Mapping[str, int], first: str, alarm: Alarm, leaning: Leaning) -> bool:
    """Whether a harmless matter stands out more than a danger that is told but not felt; `first` is the likeliest."""
    harmless = not kind_of(first) and first != _FRAIL
    if alarm.name == OTHER or not harmless or _margin(outline, column, alarm.name) > leaning.beside:
        return False
    own = max(float(outline.margins[column[name]]) for name in DANGERS[alarm.name])
    return outline.scores[0] > max(own, 0.0) + _RAISE


def is_felt_alone(margins: Margins, column: Mapping[str, int], alarm: Alarm, leaning: Leaning) -> bool:
    """Whether a danger is felt in the clause that tells it, whose margins these are."""
    return float(margins[column[f"!{alarm.name}"]]) > leaning.alone


def is_talked_of(matter: str) -> bool:
    """Whether people also tell each other about a matter, and ask nobody for anything."""
    return matter.startswith(_TALKED_OF)


def lead_of(outline: Outline, talked: bool, alarms: Sequence[Alarm], role: str, leaning: Leaning) -> float:
    """The lead of `request` over what it needs: positive is a request; `talked` where it may be only told of."""
    told = any(not alarm.doubtful for alarm in alarms)
    needed = leaning.alarmed if told else _needed(outline, talked, leaning)
    return outline.reach - (needed + leaning.on_top(role))


def lead_of_letter(outline: Outline, role: str, leaning: Leaning) -> float:
    """The same of what is written as to an office: nobody only tells so, and its matter may have no name here."""
    return outline.reach - (leaning.letter + leaning.on_top(role))


def _needed(outline: Outline, talked: bool, leaning: Leaning) -> float:
    """The lead that a request needs in which no danger is told: more where no matter is named, and in plain talk."""
    needed = leaning.lead + max(leaning.vague - outline.scores[0], 0.0) * leaning.steep
    if outline.felt > leaning.danger:
        return needed
    return needed + leaning.calm + leaning.talked * talked


def dangers_of(
    outline: Outline, column: Mapping[str, int], first: str, alarms: Sequence[Alarm], leaning: Leaning
) -> tuple[str, ...]:
    """Dangers told by the words or felt by the model, the surest first; `first` is the likeliest matter."""
    if not alarms and outline.felt <= leaning.danger:
        return ()
    told = {alarm.name for alarm in alarms if not alarm.doubtful}
    found = []
    for name, matters in DANGERS.items():
        if name == "gas" and "fumes" in told and "gas" not in told:
            # The same matter: who tells of a stove and a headache is not told of taps and switches.
            continue
        margin = _margin(outline, column, name) - leaning.shy.get(name, 0.0)
        if name in told or margin > (leaning.danger if first in matters else leaning.stark):
            found.append((margin + (name in told), name))
    if not found and (OTHER in told or _margin(outline, column, OTHER) > leaning.other):
        return (OTHER,)
    return tuple(name for _, name in sorted(found, key=lambda each: -each[0]))


def felt_dangers(outline: Outline, column: Mapping[str, int], first: str, leaning: Leaning) -> set[str]:
    """The kinds of danger that are felt, and that of the likeliest matter, `first`."""
    felt = {name for name in DANGERS if _margin(outline, column, name) > leaning.danger}
    if _margin(outline, column, OTHER) > leaning.other:
        felt.add(OTHER)
    return felt | {kind_of(first)} - {""}


def _margin(outline: Outline, column: Mapping[str, int], danger: str) -> float:
    """How much a danger is felt; weights learnt before it was known say nothing of it."""
    number = column.get(f"!{danger}")
    return -1.0 if number is None else float(outline.margins[number])


def hinted(outline: Outline, alarms: Sequence[Alarm], leaning: Leaning) -> bool:
    """Whether a danger is only hinted at: told doubtfully, or by no words of its own and not standing out."""
    if alarms:
        return all(alarm.doubtful for alarm in alarms)
    return outline.felt <= leaning.stark


def cried(outline: Outline, names: Sequence[str]) -> Outline:
    """The outline of a bare cry for help: nothing is known yet of what has happened."""
    unknown = names.index(UNCLASSIFIED)
    ranked = [unknown, *(number for number in outline.ranked if number != unknown)][:_RANKED]
    return outline._replace(ranked=ranked, scores=[0.0, *[-1.0] * (_RANKED - 1)])


def foreign(outline: Outline, names: Sequence[str]) -> Outline:
    """The outline of words that the model has never read: what they ask for is for somebody to say."""
    return cried(outline, names)._replace(felt=-1.0)


def nameless(outline: Outline, column: Mapping[str, int], names: Sequence[str]) -> Outline:
    """The outline of what is surely asked for and no matter is named after."""
    return named(outline, column, names, UNCLASSIFIED)


def named(outline: Outline, column: Mapping[str, int], names: Sequence[str], matter: str) -> Outline:
    """The outline of what is surely asked for and of this matter alone."""
    margins = outline.margins.copy()
    margins[column[matter]] = 0.0
    ranked = [names.index(matter)] * _RANKED
    return cried(outline, names)._replace(margins=margins, ranked=ranked, felt=-1.0)


def unfelt(outline: Outline, dangers: int) -> Outline:
    """The outline of words that the model has never read: none is felt; the dangers begin at column `dangers`."""
    margins = outline.margins.copy()
    margins[dangers:] = -1.0
    return outline._replace(margins=margins, felt=-1.0)


def unread(outline: Outline, names: Sequence[str]) -> Outline:
    """The outline of a danger told in such words: of no matter but its own."""
    return cried(unfelt(outline, len(KINDS)), names)


def matters_of(
    outline: Outline, names: Sequence[str], matters: slice, dangers: Sequence[str], leaning: Leaning
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The matters asked for, and the next likeliest ones; the columns `matters` are named by `names`."""
    ranked, scores = outline.ranked, outline.scores
    known = [danger for danger in dangers if danger != OTHER]
    if known:
        ranked, scores = _raised(outline.margins[matters], names, known)
    least = max(leaning.second, leaning.share * scores[0])
    taken = 1
    while taken < 4 and scores[taken] > least:
        taken += 1
    found = [names[number] for number in ranked]
    return tuple(found[:taken]), tuple(found[taken : taken + 3])


def is_one_trouble(one: str, other: str) -> bool:
    """Whether two matters told in one message are two names of the same: 下水道堵了，污水往外冒."""
    return other in _NAMED_TWICE.get(one, ()) or one in _NAMED_TWICE.get(other, ())


def _raised(margins: Margins, names: Sequence[str], dangers: Sequence[str]) -> tuple[list[int], list[float]]:
    """Rank and margins of the matters with those of the dangers put before others."""
    scores = margins.tolist()
    for name in (name for danger in dangers for name in DANGERS[danger]):
        number = names.index(name)
        scores[number] = max(scores[number], 0.0) + _RAISE
    ranked = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:_RANKED]
    return ranked, [scores[number] for number in ranked]


def stands_alone(outline: Outline, leaning: Leaning) -> bool:
    """Whether a clause would be a report by itself, and of one matter only."""
    lead = lead_of(outline, False, (), "resident", leaning)
    return lead > leaning.clause and outline.scores[0] - outline.scores[1] > leaning.clear


def matters_of_parts(
    whole: Margins, parts: Margins, names: Sequence[str], taken: Sequence[str], leaning: Leaning
) -> tuple[str, ...]:
    """The matters taken and those that lead in a part of the message joined by 「还有」, 「顺便」, ① and the like."""
    found = list(taken)
    for part in parts:
        best = int(part.argmax())
        if part[best] > leaning.part and whole[best] > leaning.part_of and names[best] not in found:
            found.append(names[best])
    return tuple(found[:5])
