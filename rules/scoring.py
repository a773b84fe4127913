"""How good readings are: counts of hits and misses against labels, of messages and of groups' days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Line = Mapping[str, Any]


@dataclass(slots=True)
class Ratio:
    """Hits of tries."""

    hits: int = 0
    tries: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.tries += 1

    @property
    def value(self) -> float:
        return self.hits / self.tries if self.tries else float("nan")


@dataclass(slots=True)
class Score:
    """What `evaluate` prints. Ratios count true requests found, but for the first five."""

    request_precision: Ratio = field(default_factory=Ratio)
    request_recall: Ratio = field(default_factory=Ratio)
    p0_precision: Ratio = field(default_factory=Ratio)
    p0_recall: Ratio = field(default_factory=Ratio)
    kind: Ratio = field(default_factory=Ratio)
    group: Ratio = field(default_factory=Ratio)
    group_top3: Ratio = field(default_factory=Ratio)
    matter: Ratio = field(default_factory=Ratio)
    matter_top3: Ratio = field(default_factory=Ratio)
    service_class: Ratio = field(default_factory=Ratio)
    building: Ratio = field(default_factory=Ratio)
    unit: Ratio = field(default_factory=Ratio)
    room: Ratio = field(default_factory=Ratio)
    place: Ratio = field(default_factory=Ratio)
    precision_at_90: float = float("nan")
    kinds_confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


LABELS = ("matter", "class", "building", "unit", "room", "place")


def unlabelled(line: Line) -> str:
    """What a line lacks to be judged by, in plain words; "" when it is labelled."""
    if not isinstance(line.get("text"), str) or not isinstance(line.get("kind"), str):
        return f"it has no {'kind' if isinstance(line.get('text'), str) else 'text'}"
    asked = line.get("requests", line.get("tickets"))
    if not isinstance(asked, list) or not all(isinstance(each, dict) for each in asked):
        return "it has no requests (of a stream: no tickets)"
    if "requests" not in line and not all("id" in each and "opens" in each for each in asked):
        return "a ticket has no id or opens"
    opened = [each for each in asked if "requests" in line or each["opens"]]
    missing = [label for each in opened for label in LABELS if not isinstance(each.get(label), str)]
    return f"a request has no {missing[0]}" if missing else ""


def f1(precision: Ratio, recall: Ratio) -> float:
    """Their harmonic mean; not a number where there is nothing to count."""
    total = precision.value + recall.value
    return 2 * precision.value * recall.value / total if total else float("nan")


def score_singles(pairs: Iterable[tuple[Line, Line]]) -> Score:
    """The score of readings (right) against labels (left), both in the form of `read --jsonl`."""
    score, ranked = Score(), []
    for truth, reading in pairs:
        _count_kind(score, truth, reading)
        surety = reading.get("confidence", 0.0)
        ranked.append((surety if reading["kind"] == "request" else 1 - surety, truth["kind"] == "request"))
        if truth["requests"] and reading["requests"]:
            _count_requests(score, truth, reading)
        else:
            score.confusions.update((each["matter"], "") for each in truth["requests"])
            score.confusions.update(("", each["matter"]) for each in reading["requests"])
    score.precision_at_90 = precision_at(ranked, 0.9)
    return score


def precision_at(ranked: Sequence[tuple[float, bool]], recall: float) -> float:
    """Precision where so much of the true ones is taken, the surest first."""
    wanted = recall * sum(true for _, true in ranked)
    taken = 0
    for number, (_, true) in enumerate(sorted(ranked, key=lambda each: -each[0]), 1):
        taken += true
        if taken >= wanted and taken:
            return taken / number
    return float("nan")


def _count_kind(score: Score, truth: Line, reading: Line) -> None:
    true, read = truth["kind"] == "request", reading["kind"] == "request"
    score.kind.add(truth["kind"] == reading["kind"])
    if truth["kind"] != reading["kind"]:
        score.kinds_confused[truth["kind"], reading["kind"]] += 1
    if read:
        score.request_precision.add(true)
    if true:
        score.request_recall.add(read)
    if true != read:
        score.misses.append(f"{truth['kind']} read as {reading['kind']} {reading['confidence']}: {truth['text']}")
    true_p0, read_p0 = _has_p0(truth), _has_p0(reading)
    if read_p0:
        score.p0_precision.add(true_p0)
    if true_p0:
        score.p0_recall.add(read_p0)
    if true_p0 != read_p0:
        score.misses.append(f"P0 {'missed' if true_p0 else 'felt'}: {truth['text']}")


def _has_p0(line: Line) -> bool:
    return any(each["class"] == "P0" for each in line.get("requests", ()))


def _count_requests(score: Score, truth: Line, reading: Line) -> None:
    left = list(reading["requests"])
    for wanted in truth["requests"]:
        found = next((each for each in left if each["matter"] == wanted["matter"]), left[0] if left else None)
        if found is not None:
            left.remove(found)
        _count_request(score, wanted, found or {}, reading)


def _count_request(score: Score, wanted: Line, found: Line, reading: Line) -> None:
    matter = found.get("matter", "")
    offered = {each["matter"] for each in reading["requests"]} | set(reading["requests"][0].get("alternatives", ())[:2])
    score.matter.add(matter == wanted["matter"])
    score.matter_top3.add(wanted["matter"] in offered)
    score.group.add(_group(matter) == _group(wanted["matter"]))
    score.group_top3.add(_group(wanted["matter"]) in map(_group, offered))
    if matter != wanted["matter"]:
        score.confusions[wanted["matter"], matter] += 1
    if not found:
        return
    score.service_class.add(found["class"] == wanted["class"])
    for name in ("building", "unit", "room"):
        getattr(score, name).add(found[name] == wanted[name])
    score.place.add(overlap(found["place"], wanted["place"]))
    if any(found[name] != wanted[name] for name in ("building", "unit", "room")) or not overlap(
        found["place"], wanted["place"]
    ):
        score.misses.append(f"place {_place(wanted)} read as {_place(found)}")


def _group(matter: str) -> str:
    return matter.partition(".")[0]


def _place(request: Line) -> str:
    return "/".join(request[name] for name in ("building", "unit", "room", "place"))


def overlap(one: str, other: str) -> bool:
    """Whether two named places are the same spot: both empty, one within the other, or half their signs shared."""
    if not one or not other:
        return one == other
    shared = len(set(one) & set(other))
    return one in other or other in one or 2 * shared >= max(len(set(one)), len(set(other)))


def score_streams(pairs: Sequence[tuple[Line, Line]]) -> dict[str, Ratio]:
    """Ratios `open_precision`, `open_recall`, `join_precision`, `join_recall` over all streams.

    An opening is right when the true message opens a ticket of the same matter and building.
    A joined pair is two messages of one stream in the same ticket.
    """
    ratios = {name: Ratio() for name in ("open_precision", "open_recall", "join_precision", "join_recall")}
    for truth, read in pairs:
        wanted, found = _openings(truth), _openings(read)
        for opening in found:
            ratios["open_precision"].add(opening in wanted)
        for opening in wanted:
            ratios["open_recall"].add(opening in found)
    true_pairs = _joined(truth for truth, _ in pairs)
    read_pairs = _joined(read for _, read in pairs)
    for pair in read_pairs:
        ratios["join_precision"].add(pair in true_pairs)
    for pair in true_pairs:
        ratios["join_recall"].add(pair in read_pairs)
    return ratios


def _openings(line: Line) -> set[tuple[str, str]]:
    return {(ticket["matter"], ticket["building"]) for ticket in line["tickets"] if ticket["opens"]}


def _joined(lines: Iterable[Line]) -> set[tuple[int, int]]:
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for ticket in line["tickets"]:
            members[line["stream"], str(ticket["id"])].append(number)
    return {pair for numbers in members.values() for pair in combinations(sorted(set(numbers)), 2)}
