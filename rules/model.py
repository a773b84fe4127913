"""The statistical part of a reading: whole-number weights of character n-grams for kinds, matters and dangers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rules.features import Ints, Keys, keys

Weights: TypeAlias = npt.NDArray[np.int8]
Margins: TypeAlias = npt.NDArray[np.float64]

_SLOTS = 20
_SHIFT = np.uint64(64 - _SLOTS)
_SAFE_LENGTH = 258


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

    def rows(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """The rows of the weights that each plain text has; sign runs unknown to the model have none."""
        if not texts:
            return []
        found, counts = keys(texts)
        slots = (found >> _SHIFT).astype(np.int64)
        rows = np.where(self._marks[slots] == found.astype(np.uint32), self._rows[slots], 0).astype(np.int64)
        ends = np.cumsum(counts).tolist()
        return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def margins(self, rows: npt.NDArray[np.int64], marks: Sequence[str] = ()) -> Margins:
        """Margins of all heads for a message with these rows and marks."""
        own = [row for row in map(self.sheet.words.get, marks) if row is not None]
        every = np.concatenate((rows, np.array(own, np.int64))) if own else rows
        depth = np.int16 if len(every) < _SAFE_LENGTH else np.int32
        total = np.add.reduce(self.sheet.weights.take(every, axis=0).astype(depth), axis=0)
        margins: Margins = total / (self.sheet.scale * float(max(len(every), 1)) ** 0.5) + self._bias
        return margins


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
