"""Character n-grams of many messages at once, as 64-bit keys."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Keys: TypeAlias = npt.NDArray[np.uint64]
Ints: TypeAlias = npt.NDArray[np.int64]

LONGEST = 3
MOST_SIGNS = 400
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_SIZES = [np.uint64(size) for size in range(1, LONGEST + 1)]


def keys(texts: Sequence[str]) -> tuple[Keys, Ints]:
    """The keys of all n-grams (1 to 3 signs) of each text, one text after another, and how many each text has.

    A text counts up to its 400th sign; its beginning and end are signs too.
    """
    framed = [f"\x02{text[:MOST_SIGNS]}\x03" for text in texts]
    lengths = np.array([len(text) for text in framed], np.int64)
    codes = np.frombuffer("".join(framed).encode("utf-32-le"), np.uint32).astype(np.uint64)
    grams = np.empty((len(codes), LONGEST), np.uint64)
    whole = np.ones((len(codes), LONGEST), np.bool_)
    ends, rolling = np.cumsum(lengths), np.zeros_like(codes)
    for back, size in enumerate(_SIZES):
        rolling = (rolling[: len(codes) - back] + codes[back:] + size) * _STEP
        grams[: len(rolling), back] = rolling
        for short in range(1, back + 1):
            whole[ends - short, back] = False
    found = grams[whole]
    found = (found ^ (found >> _HALF)) * _MIX
    return found ^ (found >> _HALF), lengths * LONGEST - sum(range(LONGEST))
