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
Packed: TypeAlias = npt.NDArray[np.uint8]
Whole: TypeAlias = npt.NDArray[np.int32]
Margins: TypeAlias = npt.NDArray[np.float64]
Owners: TypeAlias = npt.NDArray[np.unsignedinteger]

# What stands before the name of a matter where the head is of what a message is about.
SUBJECT = "~"
# Of which parts what a unit holds and what it counts for is told.
GRAIN = 256
# What half a byte holds.
LEAST, MOST = -8, 7
# So many products the library adds up in one thread.
_FEW = 200_000
# So many half bytes a byte can add up, eight bytes to a word.
_IN_BYTE, _WORD = 17, 8
_LOW_HALF, _UPPER = np.uint8(15), np.uint8(4)
_LOW, _HALF = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(4)
_NOTHING = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a weights file holds. Row 0 of `weights`, which are `packed`, is zeros; `words` names the rows of lexicon
    words.

    `heads` are kinds as they are, matters as "group.matter", dangers as "!gas", and what a message is about, whatever
    its kind, as "~group.matter", all of a sort side by side. A unit, one column of `weights`, holds
    the sum of a message's weights / `scale` / sqrt(number of features) + its `bias`, or nothing where that is below
    zero; a margin is what the units hold times `out`, with `out_bias`. All but `weights` are parts of `GRAIN`.
    """

    heads: tuple[str, ...]
    keys: Keys
    words: Mapping[str, int]
    weights: Packed
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
        self._units = len(sheet.bias)
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
        counts = lengths * LONGEST - FEWER + extra
        sums = self._sums(rows, self._owner(lengths, extra), len(texts)) if len(texts) != 1 else self._sum(rows)
        held = np.rint(sums * (GRAIN / self.sheet.scale / np.sqrt(counts))[:, None] + self._bias)
        margins: Margins = product(np.maximum(held, 0), self._out) / GRAIN**2 + self._out_bias
        return margins

    def _owner(self, lengths: Ints, extra: Ints) -> Owners:
        """Which text each row is of, in the order of the rows: of one sign, of two, of three, and of marks."""
        numbers = np.arange(len(lengths), dtype=np.min_scalar_type(len(lengths)))
        owner = numbers.repeat(lengths)
        of_size = [owner[: max(len(owner) - fewer, 0)] for fewer in range(LONGEST)]
        return np.concatenate((*of_size, numbers.repeat(extra)))

    def _sum(self, rows: Ints) -> Ints:
        """The weights of the rows of one text added up: what `_sums` does, in a fifth of the time."""
        known = rows[rows > 0]
        both = self.sheet.weights.take(known, axis=0)
        halves = np.concatenate(((both & _LOW_HALF).sum(axis=0), (both >> _UPPER).sum(axis=0)))
        sums: Ints = halves[None, : self._units].astype(np.int64) + len(known) * LEAST
        return sums

    def _sums(self, rows: Ints, owner: Owners, texts: int) -> npt.NDArray[np.int32]:
        """The weights of the rows added up for each owner. Rows 0 are zeros and left out, but for one at the end.

        Without it the last owner, who may have none, would begin behind all rows.
        """
        known = rows.nonzero()[0]
        owner = owner[known]
        sizes = np.bincount(owner, minlength=texts)
        ordered = np.concatenate((rows[known[owner.argsort(kind="stable")]], _NOTHING))
        first = sizes.cumsum() - sizes
        sizes[-1:] += 1
        # First as many rows as a byte can add up, then what they came to.
        pieces = np.maximum(-(-sizes // _IN_BYTE), 1)
        begins = pieces.cumsum() - pieces
        starts = (first - begins * _IN_BYTE).repeat(pieces) + np.arange(pieces.sum()) * _IN_BYTE
        words = self.sheet.weights.take(ordered, axis=0).view(np.uint64)
        added = _halves([np.add.reduceat(each, starts, axis=0) for each in (words & _LOW, words >> _HALF & _LOW)])
        # Four to a word again: no text is long enough for more than two bytes.
        wide = np.add.reduceat(added.astype(np.uint16).view(np.uint64), begins, axis=0).view(np.uint16)
        sums = wide[:, : self._units].astype(np.int32)
        sums += (sizes * LEAST)[:, None].astype(np.int32)
        sums[sizes == 0] = 0
        return sums


def product(one: Margins, other: Margins) -> Margins:
    """The product of two tables of whole numbers whose sums stay below 2 ** 53: the same in whatever order they add up.

    A few rows at a time: for more the library wakes threads of its own, which cost ten times what they do.
    """
    rows = max(1, _FEW // max(other.size, 1))
    if len(one) <= rows:
        return one @ other
    return np.concatenate([one[start : start + rows] @ other for start in range(0, len(one), rows)])


def packed(weights: Weights) -> Packed:
    """Weights from LEAST to MOST, two in a byte, those of the later columns in its upper half; rows are whole words."""
    columns = -(-weights.shape[1] // (2 * _WORD)) * _WORD
    wide = np.full((len(weights), 2 * columns), -LEAST, np.uint8)
    np.subtract(weights, LEAST, out=wide[:, : weights.shape[1]], dtype=np.int8, casting="unsafe")
    both: Packed = wide[:, :columns] | wide[:, columns:] << 4
    return both


def unpacked(weights: Packed, units: int) -> Weights:
    """The weights that were packed."""
    words = weights.view(np.uint64)
    found: Weights = _halves([words & _LOW, words >> _HALF & _LOW])[:, :units].astype(np.int8) + np.int8(LEAST)
    return found


def _halves(words: Sequence[npt.NDArray[np.uint64]]) -> Packed:
    """The bytes of the lower halves, and behind them those of the upper ones."""
    return np.concatenate([each.view(np.uint8) for each in words], axis=1)
