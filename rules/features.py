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


def keys(texts: Sequence[str]) -> tuple[Keys, Ints]:
    """The keys of all n-grams (1 to 3 signs) of each text, and how many each text has.

    A text counts up to its 400th sign; its beginning and end are signs too.
    """
    framed = [f"\x02{text[:MOST_SIGNS]}\x03" for text in texts]
    lengths = np.fromiter(map(len, framed), np.int64, len(framed))
    codes = np.frombuffer("".join(framed).encode("utf-32-le"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(framed)), lengths)
    grams, owners, rolling = [], [], np.zeros_like(codes)
    for size in range(1, LONGEST + 1):
        rolling = (rolling[: len(codes) - size + 1] + codes[size - 1 :] + np.uint64(size)) * _STEP
        whole = owner[: len(owner) - size + 1] == owner[size - 1 :]
        grams.append(rolling[whole])
        owners.append(owner[: len(owner) - size + 1][whole])
    return _gathered(grams, owners, len(framed))


def _gathered(grams: list[Keys], owners: list[Ints], texts: int) -> tuple[Keys, Ints]:
    order = np.argsort(np.concatenate(owners), kind="stable")
    mixed = np.concatenate(grams)[order]
    mixed = (mixed ^ (mixed >> _HALF)) * _MIX
    counts = np.bincount(np.concatenate(owners), minlength=texts)
    return mixed ^ (mixed >> _HALF), counts.astype(np.int64)
