"""Which row each n-gram has among the weights: found by the first bits of its key."""

from collections.abc import Sequence

import numpy as np

from rules.features import Ints, Keys, keys

_SLOTS = 20
_SHIFT = np.uint64(64 - _SLOTS)
_WORD, _ONE = 6, np.uint64(1)
_FEW = 1 << 14
_IN_WORD = np.uint64((1 << _WORD) - 1)


class Vocabulary:
    """Keys in order, no two in one slot: the first has row 1. Those that are unknown have row 0."""

    def __init__(self, known: Keys) -> None:
        self._keys = known
        self._taken, self._before = _slots(known)

    def rows_of(self, texts: Sequence[str]) -> list[Ints]:
        """The rows that the n-grams of each plain text have."""
        found, counts = keys(texts)
        return np.split(self.rows(found), np.cumsum(counts)[:-1])

    def rows(self, found: Keys) -> Ints:
        """The row of each key."""
        slots = found >> _SHIFT
        words, bits = (slots >> _WORD).view(np.int64), _ONE << (slots & _IN_WORD)
        rows = self._before[words] + np.bitwise_count(self._taken[words] & (bits - _ONE))
        known = self._keys.take(rows, mode="clip") == found
        numbers: Ints = (rows + 1) * known
        return numbers


def _slots(known: Keys) -> tuple[Keys, Ints]:
    """Which slots, by the first bits of a key, are taken, 64 in a number; and how many are before each such number.

    Keys are in order and no two in one slot: how many slots are taken before its own is the place of a key.
    """
    taken = np.zeros(1 << (_SLOTS - _WORD), np.uint64)
    # A few keys at a time: more would be the most memory that a reader ever needs.
    for start in range(0, len(known), _FEW):
        slots = known[start : start + _FEW] >> _SHIFT
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
