"""Fits the weights of the reader's model: a linear support vector machine for each head, the same on every machine.

Dual coordinate descent (Hsieh and others, 2008) for the squared hinge, all heads of an example at once. Only
additions, multiplications, divisions and square roots are used, in a fixed order, so that two machines agree,
and rounding makes the weights whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rules.features import keys
from rules.model import Model, Sheet, distinct

# Half a margin where it stands alone. Without such n-grams 14 of 2,169 readings of sets not learnt from are others.
_SAYS_NOTHING = 16
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """One message to learn from: plain words, marks, true heads, its weight, and heads nothing is said of."""

    text: str
    marks: tuple[str, ...]
    heads: tuple[str, ...]
    weight: float = 1.0
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: `least` texts an n-gram must be in, passes, cost of a miss and of a missed yes, order of examples."""

    least: int = 4
    passes: int = 6
    cost: float = 0.5
    yes: float = 3.0
    mark: float = 1.5
    seed: int = 7
    scale: int = 32


@dataclass(frozen=True, slots=True)
class _Line:
    """One example as rows and their values, the square of its length, and the cost of each head."""

    rows: Rows
    values: Floats
    square: float
    truth: Floats
    cost: Floats


def fit(examples: Sequence[Example], heads: Sequence[str], plan: Plan) -> Sheet:
    """Whole-number weights for all heads, learnt from the examples."""
    vocabulary, words = _vocabulary(examples, plan)
    shape = (len(vocabulary) + len(words) + 1, len(heads))
    blank = Sheet(tuple(heads), vocabulary, words, np.zeros(shape, np.int8), np.zeros(len(heads), np.int32), plan.scale)
    lines = _lines(Model(blank), examples, heads, plan)
    weights, bias = _descend(lines, [example.text for example in examples], shape, plan)
    weights[len(vocabulary) + 1 :] *= plan.mark
    weights[0] = 0
    whole = np.clip(np.rint(weights * plan.scale), -127, 127).astype(np.int8)
    rounded = np.rint(bias * plan.scale).astype(np.int32)
    return _pruned(Sheet(tuple(heads), vocabulary, words, whole, rounded, plan.scale))


def _vocabulary(examples: Sequence[Example], plan: Plan) -> tuple[npt.NDArray[np.uint64], dict[str, int]]:
    found, counts = keys([example.text for example in examples])
    vocabulary = distinct(found, counts, plan.least)
    names = sorted({mark for example in examples for mark in example.marks})
    return vocabulary, {mark: len(vocabulary) + 1 + number for number, mark in enumerate(names)}


def _lines(model: Model, examples: Sequence[Example], heads: Sequence[str], plan: Plan) -> list[_Line]:
    column = {head: number for number, head in enumerate(heads)}
    grams = model.rows([example.text for example in examples])
    return [_line(rows, example, model, column, plan) for rows, example in zip(grams, examples, strict=True)]


def _line(rows: Rows, example: Example, model: Model, column: dict[str, int], plan: Plan) -> _Line:
    own = np.array([model.sheet.words[mark] for mark in example.marks], np.int64)
    length = float(max(len(rows) + len(own), 1)) ** 0.5
    seen, times = np.unique(rows[rows > 0], return_counts=True)
    every = np.concatenate((seen, own))
    values = np.concatenate((times / length, np.full(len(own), plan.mark / length)))
    truth = np.full(len(column), -1.0)
    cost = np.full(len(column), plan.cost * example.weight)
    for head in example.heads:
        truth[column[head]] = 1.0
        cost[column[head]] *= plan.yes if "." in head or head.startswith("!") else 1.0
    for head in example.silent:
        cost[column[head]] = 0.0
    return _Line(every, values, float(np.add.reduce(values * values)) + 1.0, truth, cost)


def _descend(lines: Sequence[_Line], texts: Sequence[str], shape: tuple[int, int], plan: Plan) -> tuple[Floats, Floats]:
    """The weights and biases in the mean of the last pass: which example came last decides nothing."""
    weights, bias = np.zeros(shape), np.zeros(shape[1])
    pressed = np.zeros((len(lines), shape[1]))
    *orders, last = [_order(texts, plan.seed + turn) for turn in range(plan.passes)]
    for order in orders:
        for number in order:
            _press(lines[number], pressed[number], weights, bias)
    late, late_bias = np.zeros(shape), np.zeros(shape[1])
    for turn, number in enumerate(last):
        line = lines[number]
        moved = _press(line, pressed[number], weights, bias) * (turn / len(lines))
        late[line.rows] += line.values[:, None] * moved
        late_bias += moved
    return weights - late, bias - late_bias


def _order(texts: Sequence[str], seed: int) -> Rows:
    """An order in which another text moves none of the others."""
    return np.argsort([crc32(f"{seed} {text}".encode()) for text in texts], kind="stable")


def _press(line: _Line, pressed: Floats, weights: Floats, bias: Floats) -> Floats:
    """One coordinate of the dual for every head: the misses of this example press the weights its way; how far."""
    margin = np.add.reduce(weights[line.rows] * line.values[:, None], axis=0) + bias
    told = line.cost > 0
    soft = np.divide(0.5, line.cost, out=np.full(len(told), 1.0), where=told)
    slope = line.truth * margin - 1 + soft * pressed
    fresh = np.maximum(pressed - slope / (line.square + soft), 0) * told
    moved: Floats = (fresh - pressed) * line.truth
    pressed[:] = fresh
    weights[line.rows] += line.values[:, None] * moved
    bias += moved
    return moved


def _pruned(sheet: Sheet) -> Sheet:
    """Without n-grams whose every weight is next to nothing."""
    grams = len(sheet.keys)
    kept = np.abs(sheet.weights[1 : grams + 1]).max(axis=1) > _SAYS_NOTHING
    rows = np.concatenate(([True], kept, np.ones(len(sheet.words), bool)))
    gone = grams - int(kept.sum())
    words = {mark: row - gone for mark, row in sheet.words.items()}
    return Sheet(sheet.heads, sheet.keys[kept], words, sheet.weights[rows], sheet.bias, sheet.scale)
