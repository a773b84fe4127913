"""Fits the weights of the reader's model: one layer of units over n-grams and marks, the same on every machine.

Each head has the squared hinge's cost of being wrong; Adam (Kingma and Ba, 2015) moves only what a batch has. Features
and units are left out by chance while it learns (Srivastava and others, 2014), so that no single word decides.
Additions, multiplications, divisions and square roots in a fixed order give the same on every machine; what is
multiplied as a whole is first made whole parts of a power of two, small enough that any order adds up to the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from rules.features import Ints, Keys, keys
from rules.model import GRAIN, LEAST, MOST, SUBJECT, Sheet, packed, product
from rules.vocabulary import Vocabulary, distinct

Singles = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]
Signs = npt.NDArray[np.int8]

_PARTS = 4096.0
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


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
    """How to fit: `least` texts an n-gram must be in, `units`, passes over batches of so many examples (more of both
    where there are few, until there were as many `steps`), how far a step goes at first, cost of a missed yes, how much
    a `subject` counts beside what is asked for, and a mark, what part of features and of units is left out."""

    least: int = 14
    units: int = 128
    passes: int = 3
    batch: int = 256
    steps: int = 1500
    rate: float = 0.002
    yes: float = 3.0
    subject: float = 0.5
    mark: float = 1.5
    features_out: float = 0.4
    units_out: float = 0.3
    seed: int = 7
    scale: int = 16


class _Lessons(NamedTuple):
    """All examples: the rows of their features with their values, one example after another, where each begins and
    ends; for each head 1, -1 or 0, where nothing is said of it; and what each example weighs."""

    rows: Numbers
    values: Singles
    ends: Ints
    truth: Signs
    weight: Floats


class _Batch(NamedTuple):
    """Some of the examples, as in `_Lessons`, with where each begins and which of them each row is of."""

    rows: Numbers
    values: Singles
    starts: Ints
    owner: Ints
    truth: Signs
    cost: Floats


class _Moved:
    """Numbers that are learnt, and how they have moved: rows that no batch has stay as they are."""

    def __init__(self, start: npt.NDArray[np.floating], rate: float, steps: int) -> None:
        self.now = start
        self._mean, self._square = np.zeros_like(start), np.zeros_like(start)
        self._rate, self._steps, self._step = rate, steps, 0

    def move(self, slope: npt.NDArray[np.floating], rows: Numbers | slice = slice(None)) -> None:
        self._step += 1
        left = 1 - (self._step - 1) / self._steps
        fair = (1 - _SECOND**self._step) ** 0.5 / (1 - _FIRST**self._step)
        mean = self._mean[rows] * _FIRST + slope * (1 - _FIRST)
        square = self._square[rows] * _SECOND + slope * slope * (1 - _SECOND)
        self._mean[rows], self._square[rows] = mean, square
        self.now[rows] -= mean / (np.sqrt(square) + _TINY) * (self._rate * left * fair)


class _Net:
    """What is learnt: a row of units for each feature, their biases, and what each unit counts for with each head."""

    def __init__(self, features: int, heads: int, plan: Plan, steps: int) -> None:
        chance = np.random.Generator(np.random.PCG64(plan.seed))
        out = chance.uniform(-1, 1, (plan.units, heads)) / plan.units**0.5
        self.plan = plan
        self.weights = _Moved(np.zeros((features, plan.units), np.float32), plan.rate, steps)
        self.bias = _Moved(np.full(plan.units, 0.1, np.float32), plan.rate, steps)
        self.out = _Moved(out, plan.rate, steps)
        self.out_bias = _Moved(np.zeros(heads), plan.rate, steps)

    def learn(self, batch: _Batch, chance: np.random.Generator) -> None:
        """One step towards what is true of a batch."""
        held, kept = self._held(batch, chance)
        margins = _times(held, self.out.now) + self.out_bias.now
        wrong = np.maximum(1 - batch.truth * margins, 0)
        slope = -2 * batch.truth * batch.cost * wrong
        down = (_times(slope, self.out.now.T) * kept).astype(np.float32)
        self.out.move(_times(held.T, slope))
        self.out_bias.move(np.add.reduce(slope, axis=0))
        self.bias.move(np.add.reduce(down, axis=0))
        order = np.argsort(batch.rows, kind="stable")
        rows, first = np.unique(batch.rows[order], return_index=True)
        each = down[batch.owner[order]] * batch.values[order, None]
        self.weights.move(np.add.reduceat(each, first, axis=0), rows)

    def _held(self, batch: _Batch, chance: np.random.Generator) -> tuple[Floats, Floats]:
        """What the units hold, and by how much that would follow them."""
        each = self.weights.now[batch.rows] * batch.values[:, None]
        sums = np.add.reduceat(each, batch.starts, axis=0) + self.bias.now
        stay = (chance.random(sums.shape) >= self.plan.units_out) / (1 - self.plan.units_out)
        kept = stay * (sums > 0)
        return sums * kept, kept


def fit(examples: Sequence[Example], heads: Sequence[str], plan: Plan) -> Sheet:
    """Whole-number weights for all heads, learnt from the examples."""
    vocabulary, words = _vocabulary(examples, plan)
    lessons = _lessons(examples, vocabulary, words, heads, plan)
    batch = max(1, min(plan.batch, len(examples) // 64))
    starts = range(0, len(examples), batch)
    passes = max(plan.passes, -(-plan.steps // max(len(starts), 1)))
    net = _Net(len(vocabulary) + len(words) + 1, len(heads), plan, passes * len(starts))
    chance = np.random.Generator(np.random.PCG64(plan.seed + 1))
    costs = _costs(heads, plan)
    for turn in range(passes):
        order = _order([example.text for example in examples], plan.seed + turn)
        for start in starts:
            net.learn(_batch(lessons, order[start : start + batch], costs, plan, chance), chance)
    return _whole(net, vocabulary, words, heads)


def _costs(heads: Sequence[str], plan: Plan) -> tuple[Floats, Floats]:
    """What a missed yes and a missed no of each head cost."""
    no = np.array([plan.subject if head.startswith(SUBJECT) else 1.0 for head in heads])
    yes = np.array([plan.yes if "." in head or head.startswith("!") else 1.0 for head in heads])
    return yes * no, no


def _vocabulary(examples: Sequence[Example], plan: Plan) -> tuple[Keys, dict[str, int]]:
    found, counts = keys([example.text for example in examples])
    vocabulary = distinct(found, counts, plan.least)
    names = sorted({mark for example in examples for mark in example.marks})
    return vocabulary, {mark: row for row, mark in zip(count(len(vocabulary) + 1), names, strict=False)}


def _lessons(
    examples: Sequence[Example], vocabulary: Keys, words: Mapping[str, int], heads: Sequence[str], plan: Plan
) -> _Lessons:
    column = {head: number for number, head in enumerate(heads)}
    truth = np.full((len(examples), len(heads)), -1, np.int8)
    rows, values, ends = list[Numbers](), list[Singles](), list[int]()
    grams = Vocabulary(vocabulary).rows_of([example.text for example in examples])
    for number, (found, example) in enumerate(zip(grams, examples, strict=True)):
        truth[number, [column[head] for head in example.silent]] = 0
        truth[number, [column[head] for head in example.heads]] = 1
        own = np.array([words[mark] for mark in example.marks], np.int32)
        length = float(len(found) + len(own)) ** 0.5
        seen = found[found > 0].astype(np.int32)
        rows += [_NOTHING, seen, own]
        values.append(np.repeat(np.array((0, 1, plan.mark)) / length, (1, len(seen), len(own))).astype(np.float32))
        ends.append(1 + len(seen) + len(own))
    weight = np.array([example.weight for example in examples])
    bounds = np.concatenate(([0], np.cumsum(ends)))
    return _Lessons(np.concatenate(rows), np.concatenate(values), bounds, truth, weight)


# Each example has row 0, which stands for nothing, so that none is without rows.
_NOTHING = np.zeros(1, np.int32)


def _order(texts: Sequence[str], seed: int) -> Ints:
    """An order in which another text moves none of the others."""
    return np.argsort([crc32(f"{seed} {text}".encode()) for text in texts], kind="stable")


def _batch(
    lessons: _Lessons, numbers: Ints, costs: tuple[Floats, Floats], plan: Plan, chance: np.random.Generator
) -> _Batch:
    first, sizes = lessons.ends[numbers], np.diff(lessons.ends)[numbers]
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(numbers)), sizes)
    where = np.arange(len(owner)) + (first - starts)[owner]
    stay = (chance.random(len(owner)) >= plan.features_out) / (1 - plan.features_out)
    truth = lessons.truth[numbers]
    yes, no = costs
    cost = np.where(truth > 0, yes, np.abs(truth) * no) * lessons.weight[numbers, None]
    values = (lessons.values[where] * stay).astype(np.float32)
    return _Batch(lessons.rows[where], values, starts, owner, truth, cost)


def _times(one: npt.NDArray[np.floating], other: npt.NDArray[np.floating]) -> Floats:
    """The product of two tables in whole parts: their sums are exact, in whatever order a machine adds them."""
    whole = product(np.rint(one * _PARTS).astype(np.float64), np.rint(other * _PARTS).astype(np.float64))
    return whole / _PARTS**2


def _whole(net: _Net, vocabulary: Keys, words: Mapping[str, int], heads: Sequence[str]) -> Sheet:
    plan, weights = net.plan, net.weights.now
    weights[len(vocabulary) + 1 :] *= plan.mark
    weights[0] = 0
    rounded = np.clip(np.rint(weights * plan.scale), LEAST, MOST).astype(np.int8)
    bias, out, out_bias = (np.rint(each.now * GRAIN).astype(np.int32) for each in (net.bias, net.out, net.out_bias))
    return Sheet(tuple(heads), vocabulary, words, packed(rounded), bias, out, out_bias, plan.scale)
