"""The statistical part of a reading: a small network over character n-grams, for kinds, matters and dangers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rules.features import FEWER, LONGEST, Ints, Keys, grams
from rules.vocabulary import Vocabulary

Weights: TypeAlias = npt.NDArray[np.int8]
Whole: TypeAlias = npt.NDArray[np.int32]
Margins: TypeAlias = npt.NDArray[np.float64]

# What stands before the name of a matter where the head is of what a message is about.
SUBJECT = "~"
# Of which parts what a unit holds and what it counts for is told.
GRAIN = 256
# So many products the library adds up in one thread.
_FEW = 200_000
_LEAST = -128
_MOST = 256
_NOTHING = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a weights file holds. Row 0 of `weights` is zeros; `words` names the rows of lexicon words.

    `heads` are kinds as they are, matters as "group.matter", dangers as "!gas", and what a message is about, whatever
    its kind, as "~group.matter", all of a sort side by side. A unit, one column of `weights`, holds
    the sum of a message's weights / `scale` / sqrt(number of features) + its `bias`, or nothing where that is below
    zero; a margin is what the units hold times `out`, with `out_bias`. All but `weights` are parts of `GRAIN`.
    """

    heads: tuple[str, ...]
    keys: Keys
    words: Mapping[str, int]
    weights: Weights
    bias: Whole
    out: Whole
    out_bias: Whole
    scale: int


class Model:
    """Adds up the weights of a message's features. Whole numbers: the same everywhere to the bit."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.heads = sheet.heads
        self._known = Vocabulary(sheet.keys)
        self._units = sheet.weights.shape[1]
        self.column = {head: number for number, head in enumerate(sheet.heads)}
        subjects = [head[1:] for head in sheet.heads if head[0] == SUBJECT]
        self.matters = tuple(head for head in sheet.heads if "." in head and head[0] != SUBJECT)
        self.subjects = tuple(subjects)
        self.matter_columns = self._columns(self.matters)
        self.danger_columns = self._columns([head for head in sheet.heads if head[0] == "!"])
        self.subject_columns = self._columns([SUBJECT + name for name in subjects])
        self._bias = sheet.bias.astype(np.float64)
        self._out = sheet.out.astype(np.float64)
        self._out_bias = sheet.out_bias / GRAIN

    def _columns(self, heads: Sequence[str]) -> slice:
        return slice(self.column[heads[0]], self.column[heads[-1]] + 1) if heads else slice(0, 0)

    def margins(self, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> Margins:
        """Margins of plain texts with their marks: a line for each text, a column for each head."""
        found, lengths = grams(texts)
        known = self.sheet.words.get
        own = [[row for mark in each if (row := known(mark))] for each in marks]
        extra = np.array(list(map(len, own)), np.int64)
        rows = np.concatenate((self._known.rows(found), np.fromiter(chain.from_iterable(own), np.int64)))
        numbers = np.arange(len(texts), dtype=np.uint16)
        owner = numbers.repeat(lengths)
        of_size = [owner[: max(len(owner) - fewer, 0)] for fewer in range(LONGEST)]
        owner = np.concatenate((*of_size, numbers.repeat(extra)))
        counts = lengths * LONGEST - FEWER + extra
        sums = self._sums(rows, owner, len(texts))
        held = np.rint(sums * (GRAIN / self.sheet.scale / np.sqrt(counts))[:, None] + self._bias)
        margins: Margins = product(np.maximum(held, 0), self._out) / GRAIN**2 + self._out_bias
        return margins

    def _sums(self, rows: Ints, owner: npt.NDArray[np.uint16], texts: int) -> npt.NDArray[np.int32]:
        """The weights of the rows added up for each owner. Rows 0 are zeros and left out, but for one at the end.

        Without it the last owner, who may have none, would begin behind all rows.
        """
        known = rows.nonzero()[0]
        owner = owner[known]
        sizes = np.bincount(owner, minlength=texts)
        ordered = np.concatenate((rows[known[owner.argsort(kind="stable")]], _NOTHING))
        packed = _packed(self.sheet.weights.take(ordered, axis=0))
        first = sizes.cumsum() - sizes
        sizes[-1:] += 1
        if sizes.max(initial=0) <= _MOST:
            return self._added(packed, first, sizes)
        starts = _in_pieces(first, sizes)
        pieces = self._added(packed, starts, np.diff(starts, append=len(packed)))
        return np.add.reduceat(pieces, starts.searchsorted(first), axis=0)

    def _added(self, packed: npt.NDArray[np.uint64], starts: Ints, counts: Ints) -> npt.NDArray[np.int32]:
        """The weights of so many rows from each start."""
        sums = np.add.reduceat(packed, starts, axis=0).view(np.uint16)[:, : self._units].astype(np.int32)
        sums -= (counts * -_LEAST)[:, None].astype(np.int32)
        sums[counts == 0] = 0
        return sums


def product(one: Margins, other: Margins) -> Margins:
    """The product of two tables of whole numbers whose sums stay below 2 ** 53: the same in whatever order they add up.

    A few rows at a time: for more the library wakes threads of its own, which cost ten times what they do.
    """
    rows = max(1, _FEW // max(other.size, 1))
    if len(one) <= rows:
        return one @ other
    return np.concatenate([one[start : start + rows] @ other for start in range(0, len(one), rows)])


def _packed(weights: Weights) -> npt.NDArray[np.uint64]:
    """Weights above the least there may be, four in a number: so many are added at once, as long as none runs over."""
    width = -weights.shape[1] % 4
    wide = np.zeros((len(weights), weights.shape[1] + width), np.uint16)
    np.subtract(weights, _LEAST, out=wide[:, : weights.shape[1]], dtype=np.int16, casting="unsafe")
    return wide.view(np.uint64)


def _in_pieces(first: Ints, sizes: Ints) -> Ints:
    """Where to begin anew so that no piece is too long to be added up in one number."""
    every = [np.arange(start, start + max(size, 1), _MOST) for start, size in zip(first, sizes, strict=True)]
    return np.concatenate(every)
