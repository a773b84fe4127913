"""The statistical part of a reading: whole-number weights of character n-grams for kinds, matters and dangers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rules.features import FEWER, LONGEST, Ints, Keys, grams, keys

Weights: TypeAlias = npt.NDArray[np.int8]
Margins: TypeAlias = npt.NDArray[np.float64]

_SLOTS = 20
_LEAST = -128
_MOST = 256
_SHIFT = np.uint64(64 - _SLOTS)
_WORD, _ONE = 6, np.uint64(1)
_IN_WORD = np.uint64((1 << _WORD) - 1)
_NOTHING = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a weights file holds. Row 0 of `weights` is zeros; `words` names the rows of lexicon words.

    `heads` are the columns: kinds as they are, matters as "group.matter", dangers as "!gas".
    A margin is the sum of weights / `scale` / sqrt(number of features) + bias / `scale`.
    """

    heads: tuple[str, ...]
    keys: Keys
    words: Mapping[str, int]
    weights: Weights
    bias: npt.NDArray[np.int32]
    scale: int


class Model:
    """Sums the weights of a message's features. Whole numbers: the same everywhere to the bit."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.heads = sheet.heads
        self._taken, self._before = _slots(sheet.keys)
        self.column = {head: number for number, head in enumerate(sheet.heads)}
        self.matters = tuple(head for head in sheet.heads if "." in head)
        own = [number for number, head in enumerate(sheet.heads) if "." in head]
        self.matter_columns = slice(own[0], own[-1] + 1) if own else slice(0, 0)
        self._bias = sheet.bias / sheet.scale

    def rows(self, texts: Sequence[str]) -> list[Ints]:
        """The rows of the weights that each plain text has; sign runs unknown to the model have row 0."""
        found, counts = keys(texts)
        return np.split(self._known(found), np.cumsum(counts)[:-1])

    def margins(self, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> Margins:
        """Margins of plain texts with their marks: a line for each text, a column for each head."""
        found, lengths = grams(texts)
        known = self.sheet.words.get
        own = [[row for mark in each if (row := known(mark))] for each in marks]
        extra = np.array(list(map(len, own)), np.int64)
        rows = np.concatenate((self._known(found), np.fromiter(chain.from_iterable(own), np.int64)))
        numbers = np.arange(len(texts), dtype=np.uint16)
        owner = numbers.repeat(lengths)
        of_size = [owner[: max(len(owner) - fewer, 0)] for fewer in range(LONGEST)]
        owner = np.concatenate((*of_size, numbers.repeat(extra)))
        counts = lengths * LONGEST - FEWER + extra
        sums = self._sums(rows, owner, len(texts))
        margins: Margins = sums / (self.sheet.scale * np.sqrt(counts))[:, None] + self._bias
        return margins

    def _known(self, found: Keys) -> Ints:
        slots = found >> _SHIFT
        words, bits = (slots >> _WORD).view(np.int64), _ONE << (slots & _IN_WORD)
        rows = self._before[words] + np.bitwise_count(self._taken[words] & (bits - _ONE))
        known = self.sheet.keys.take(rows, mode="clip") == found
        numbers: Ints = (rows + 1) * known
        return numbers

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
        sums = np.add.reduceat(packed, starts, axis=0).view(np.uint16)[:, : len(self.heads)].astype(np.int32)
        sums -= (counts * -_LEAST)[:, None].astype(np.int32)
        sums[counts == 0] = 0
        return sums


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


def _slots(known: Keys) -> tuple[Keys, Ints]:
    """Which slots, by the first bits of a key, are taken, 64 in a number; and how many are before each such number.

    Keys are in order and no two in one slot: how many slots are taken before its own is the place of a key.
    """
    taken = np.zeros(1 << (_SLOTS - _WORD), np.uint64)
    slots = known >> _SHIFT
    np.bitwise_or.at(taken, (slots >> _WORD).view(np.int64), _ONE << (slots & _IN_WORD))
    counts = np.bitwise_count(taken).astype(np.int64)
    return taken, np.cumsum(counts) - counts


def distinct(found: Keys, counts: Ints, least: int) -> Keys:
    """Keys that at least `least` texts have, no two in one slot, in the order of their values."""
    owner = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    order = np.lexsort((owner, found))
    ranked, owned = found[order], owner[order]
    fresh = np.ones(len(ranked), bool)
    fresh[1:] = (ranked[1:] != ranked[:-1]) | (owned[1:] != owned[:-1])
    values, texts = np.unique(ranked[fresh], return_counts=True)
    often = texts >= least
    values, texts = values[often], texts[often]
    commonest = np.lexsort((values, -texts))
    _, first = np.unique((values[commonest] >> _SHIFT), return_index=True)
    kept: Keys = np.sort(values[commonest][first])
    return kept
