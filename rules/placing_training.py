"""Learns how much each clue of rules.placing weighs, from labelled group days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rules.placing import NEW, NONE, Option

NOTHING: Mapping[str, float] = {}
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Case:
    """All places a message may have had, and the ones it truly had."""

    options: tuple[Option, ...]
    true: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: passes over all cases, the first step, how hard weights are held near zero, and how many times a
    message counts: what opens a ticket, for few do and all that follow hang on it, and what is of no ticket, for some
    who label give no joke to one, and others do."""

    passes: int = 400
    step: float = 0.3
    hold: float = 0.0005
    opening: float = 1.5
    talk: float = 0.6


def as_placed(case: Case, weights: Mapping[str, float]) -> Case:
    """The case as these weights place it, whatever is true."""
    best = max(case.options, key=lambda option: sum(weights.get(clue, 0.0) for clue in option.clues))
    return Case(case.options, frozenset({best.ticket}))


def fit(cases: Sequence[Case], plan: Plan | None = None, near: Mapping[str, float] = NOTHING) -> dict[str, float]:
    """Weights by name of clue, in hundredths: a conditional logit, fitted by gradient steps in fixed order.

    They begin at, and are held near, the weights of `near`: nothing is zero.
    """
    plan = plan or Plan()
    names = sorted({clue for case in cases for option in case.options for clue in option.clues} | near.keys())
    table = _table(cases, {name: number for number, name in enumerate(names)}, plan)
    begin = np.array([near.get(name, 0.0) for name in names])
    weights, squares = begin.copy(), np.full(len(names), 1e-8)
    for _ in range(plan.passes):
        slope = _slope(table, weights) / len(cases) + plan.hold * (weights - begin)
        squares += slope * slope
        weights -= plan.step * slope / np.sqrt(squares)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.01}


class _Table(NamedTuple):
    """All options in a row: the numbers of their clues, how many each has, where a case begins, which are true; and
    how many times each case counts."""

    clues: Numbers
    counts: Numbers
    first: Numbers
    true: Floats
    times: Floats


def _table(cases: Sequence[Case], number: Mapping[str, int], plan: Plan) -> _Table:
    rows = [(option, case) for case in cases for option in case.options]
    clues = np.fromiter((number[clue] for option, _ in rows for clue in option.clues), np.int64)
    counts = np.array([len(option.clues) for option, _ in rows])
    first = np.cumsum([0, *(len(case.options) for case in cases)])[:-1]
    true = np.array([float(option.ticket in case.true) for option, case in rows])
    times = [plan.opening if NEW in case.true else plan.talk if NONE in case.true else 1.0 for case in cases]
    return _Table(clues, counts, first, true, np.array(times))


def _slope(table: _Table, weights: Floats) -> Floats:
    begins = np.cumsum(table.counts) - table.counts
    scores = np.add.reduceat(weights[table.clues], begins)
    scores = np.exp(np.clip(scores, -30, 30))
    sizes = np.diff([*table.first, len(scores)])
    share = scores / np.repeat(np.add.reduceat(scores, table.first), sizes)
    right = scores * table.true
    wanted = right / np.repeat(np.add.reduceat(right, table.first), sizes)
    times = np.repeat(table.times, sizes)
    pulls = np.repeat((share - wanted) * times, table.counts)
    return np.asarray(np.bincount(table.clues, pulls, len(weights)), np.float64)
