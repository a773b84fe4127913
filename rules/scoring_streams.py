"""How well a group's day is sorted into tickets: opening the right ones, and joining, pair by pair."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from rules.scoring import Ratio

Line = Mapping[str, Any]


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
