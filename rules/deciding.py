"""From the model's margins and the dangers told to a kind and to the matters asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.danger import Alarm
from rules.model import Margins

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


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a street may turn; all are margins.

    `lead`: how far a request must lead over every other kind; `alarmed`: where danger is told; `staff`, `trader`: on
    top for those who write as such; `grip`: how much the surest matter helps; `second`: what a further matter needs,
    and `share` its least part of the first one's; `part`: what it needs in a part of the message that stands for
    itself, and `part_of` then in the whole; `danger`: what a danger needs; `sure`: below it a worker is asked.
    """

    lead: float = 0.55
    grip: float = 0.5
    alarmed: float = -0.75
    staff: float = 0.3
    trader: float = 0.5
    second: float = 0.0
    share: float = 0.25
    part: float = -0.25
    part_of: float = -0.7
    danger: float = 0.1
    sure: float = 0.3


def leads(margins: Margins) -> float:
    """How far `request` leads over the best other kind."""
    return float(margins[0] - margins[1 : len(KINDS)].max())


def may_alarm(margins: Margins, matters: slice, role: str, leaning: Leaning) -> bool:
    """Whether danger told could make this a request; where it cannot, nobody need look for it."""
    reach = leads(margins) + leaning.grip * float(margins[matters].max())
    return reach > leaning.alarmed + getattr(leaning, role, 0.0)


def kind_of(
    margins: Margins, matters: slice, alarms: Sequence[Alarm], role: str, leaning: Leaning
) -> tuple[str, float]:
    """The kind and the lead of `request` over what it needs, in margins: positive is a request."""
    told = any(not alarm.doubtful for alarm in alarms)
    need = (leaning.alarmed if told else leaning.lead) + getattr(leaning, role, 0.0)
    lead = leads(margins) + leaning.grip * float(margins[matters].max()) - need
    if lead > 0:
        return "request", lead
    best = int(margins[1 : len(KINDS)].argmax()) + 1
    return KINDS[best], lead


def dangers_of(
    margins: Margins, column: Mapping[str, int], alarms: Sequence[Alarm], leaning: Leaning
) -> tuple[str, ...]:
    """Dangers told by the words or felt by the model, the surest first."""
    told = {alarm.name for alarm in alarms if not alarm.doubtful}
    felt = [(name, float(margins[column[f"!{name}"]]) if f"!{name}" in column else -1.0) for name in DANGERS]
    found = [(margin + (name in told), name) for name, margin in felt if name in told or margin > leaning.danger]
    return tuple(name for _, name in sorted(found, key=lambda each: -each[0]))


def matters_of(
    margins: Margins, names: Sequence[str], dangers: Sequence[str], leaning: Leaning
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The matters asked for, and the next likeliest ones; `margins` are those of the matters, named by `names`."""
    scores = margins.copy()
    for danger in dangers:
        for name in DANGERS[danger]:
            number = names.index(name)
            scores[number] = max(float(scores[number]), 0.0) + 0.6
    ranked = (-scores).argsort(kind="stable")[:5].tolist()
    least = max(leaning.second, leaning.share * float(scores[ranked[0]]))
    taken = 1
    while taken < 4 and scores[ranked[taken]] > least:
        taken += 1
    return tuple(names[number] for number in ranked[:taken]), tuple(names[number] for number in ranked[taken:5])[:3]


def matters_of_parts(
    whole: Margins, parts: Sequence[Margins], names: Sequence[str], taken: Sequence[str], leaning: Leaning
) -> tuple[str, ...]:
    """The matters taken and those that lead in a part of the message joined by 「还有」, 「顺便」, ① and the like."""
    found = list(taken)
    for part in parts:
        best = int(part.argmax())
        if part[best] > leaning.part and whole[best] > leaning.part_of and names[best] not in found:
            found.append(names[best])
    return tuple(found[:5])
