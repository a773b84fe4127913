"""Learns how much each clue of rules.placing weighs, from labelled group days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rules.placing import Option

NOTHING: Mapping[str, float] = {}
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """All places a message may have had, and the ones it truly had."""

    options: tuple[Option, ...]
    true: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: passes over all cases, the first step, how hard weights are held near zero."""

    passes: int = 300
    step: float = 0.3
    hold: float = 0.0015


def fit(cases: Sequence[Case], plan: Plan | None = None, near: Mapping[str, float] = NOTHING) -> dict[str, float]:
    """Weights by name of clue, in hundredths: a conditional logit, fitted by gradient steps in fixed order.

    They begin at, and are held near, the weights of `near`: nothing is zero.
    """
    plan = plan or Plan()
    names = sorted({clue for case in cases for option in case.options for clue in option.clues} | near.keys())
    table, first, true = _table(cases, {name: number for number, name in enumerate(names)})
    begin = np.array([near.get(name, 0.0) for name in names])
    weights, squares = begin.copy(), np.full(len(names), 1e-8)
    for _ in range(plan.passes):
        slope = _slope(table, first, true, weights) / len(cases) + plan.hold * (weights - begin)
        squares += slope * slope
        weights -= plan.step * slope / np.sqrt(squares)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.01}


def _table(cases: Sequence[Case], number: dict[str, int]) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
    """A row of counts for every option, where each case's rows begin, and which rows are true."""
    rows = [(option, case) for case in cases for option in case.options]
    table = np.zeros((len(rows), len(number)))
    for row, (option, _) in enumerate(rows):
        for clue in option.clues:
            table[row, number[clue]] += 1
    first = np.cumsum([0, *(len(case.options) for case in cases)])[:-1]
    return table, first, np.array([float(option.ticket in case.true) for option, case in rows])


def _slope(table: Floats, first: npt.NDArray[np.int64], true: Floats, weights: Floats) -> Floats:
    scores = np.exp(np.clip(table @ weights, -30, 30))
    sizes = np.diff([*first, len(scores)])
    share = scores / np.repeat(np.add.reduceat(scores, first), sizes)
    right = scores * true
    wanted = right / np.repeat(np.add.reduceat(right, first), sizes)
    return np.asarray(table.T @ (share - wanted))
