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
# A text has less than LONGEST n-grams a sign by so many: the last signs begin no longer ones.
FEWER = sum(range(LONGEST))


def keys(texts: Sequence[str]) -> tuple[Keys, Ints]:
    """The keys of all n-grams (1 to 3 signs) of each text, one text after another, and how many each text has.

    A text counts up to its 400th sign; its beginning and end are signs too.
    """
    found, lengths = grams(texts)
    ends = np.cumsum(lengths)
    every = np.empty((ends[-1] if len(ends) else 0, LONGEST), np.uint64)
    whole = np.ones(every.shape, np.bool_)
    for back in range(LONGEST):
        count = max(len(every) - back, 0)
        every[:count, back], found = found[:count], found[count:]
        for short in range(1, back + 1):
            whole[ends - short, back] = False
    return every[whole], lengths * LONGEST - FEWER


def grams(texts: Sequence[str]) -> tuple[Keys, Ints]:
    """The same keys, all of single signs first, and how many signs each text has.

    Among them are n-grams that reach from the end of a text into the next, which no text alone could have.
    """
    framed = [f"\x02{text[:MOST_SIGNS]}\x03" for text in texts]
    codes = np.frombuffer("".join(framed).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rolled = [(codes + _SIZES[0]) * _STEP]
    for back, size in enumerate(_SIZES[1:], 1):
        rolled.append((rolled[-1][: len(codes) - back] + codes[back:] + size) * _STEP)
    found = np.concatenate(rolled)
    found = (found ^ (found >> _HALF)) * _MIX
    return found ^ (found >> _HALF), np.array(list(map(len, framed)), np.int64)
