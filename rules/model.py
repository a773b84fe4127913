"""The statistical part of a reading: whole-number weights of character n-grams for kinds, matters and dangers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rules.features import Ints, Keys, keys

Weights: TypeAlias = npt.NDArray[np.int8]
Margins: TypeAlias = npt.NDArray[np.float64]

_SLOTS = 20
_SHIFT = np.uint64(64 - _SLOTS)


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
        self._marks, self._rows = _table(sheet.keys)
        self.column = {head: number for number, head in enumerate(sheet.heads)}
        self.matters = tuple(head for head in sheet.heads if "." in head)
        own = [number for number, head in enumerate(sheet.heads) if "." in head]
        self.matter_columns = slice(own[0], own[-1] + 1) if own else slice(0, 0)
        self._bias = sheet.bias / sheet.scale

    def rows(self, texts: Sequence[str]) -> list[Ints]:
        """The rows of the weights that each plain text has; sign runs unknown to the model have row 0."""
        rows, counts = self._known(texts)
        return np.split(rows, np.cumsum(counts)[:-1])

    def margins(self, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> Margins:
        """Margins of plain texts with their marks: a line for each text, a column for each head."""
        rows, counts = self._known(texts)
        names = self.sheet.words
        own = [[names[mark] for mark in each if mark in names] for each in marks]
        extra = np.array([len(each) for each in own], np.int64)
        every = np.concatenate((rows, np.fromiter(chain.from_iterable(own), np.int64)))
        numbers = np.arange(len(texts), dtype=np.uint16)
        owner = np.concatenate((numbers.repeat(counts), numbers.repeat(extra)))
        counts += extra
        sums = self._sums(every, owner, len(texts))
        margins: Margins = sums / (self.sheet.scale * np.sqrt(counts))[:, None] + self._bias
        return margins

    def _known(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        found, counts = keys(texts)
        slots = (found >> _SHIFT).view(np.int64)
        return self._rows[slots] * (self._marks[slots] == found.astype(np.uint32)), counts

    def _sums(self, rows: Ints, owner: npt.NDArray[np.uint16], texts: int) -> npt.NDArray[np.int32]:
        """The weights of the rows added up for each owner. Rows 0 are zeros and left out."""
        known = rows > 0
        rows, owner = rows[known], owner[known]
        weights = self.sheet.weights.take(rows[owner.argsort(kind="stable")], axis=0)
        sums = np.zeros((texts, len(self.heads)), np.int32)
        start = 0
        for number, end in enumerate(np.bincount(owner, minlength=texts).cumsum().tolist()):
            np.add.reduce(weights[start:end], axis=0, dtype=np.int32, out=sums[number])
            start = end
        return sums


def _table(known: Keys) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]:
    """Open slots by the first bits of a key: its last bits as a mark, and its row."""
    slots = (known >> _SHIFT).astype(np.int64)
    marks = np.zeros(1 << _SLOTS, np.uint32)
    rows = np.zeros(1 << _SLOTS, np.uint16)
    marks[slots] = known.astype(np.uint32)
    rows[slots] = np.arange(1, len(known) + 1)
    return marks, rows


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
