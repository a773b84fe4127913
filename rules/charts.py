"""The pictures of digests: where their lines, bars and squares stand."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_TICKS = 4
STEPS = (1, 2, 5)
PALEST = 0.12
NARROW = 0.53


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, in its own units; y goes down."""

    x: float
    y: float
    width: float
    height: float


def ticks(values: Iterable[int]) -> tuple[int, ...]:
    """The marks of an axis from 0 to at least the greatest value: at most four steps of 1, 2 or 5 times a power of 10.

    Raises ValueError for a negative value.
    """
    every = list(values)
    most = max(every, default=0)
    if min(every, default=0) < 0:
        raise ValueError("only counts can be drawn")
    power = 1
    while True:
        for step in (digit * power for digit in STEPS):
            if step * MOST_TICKS >= most:
                return tuple(range(0, max(-(-most // step), 1) * step + 1, step))
        power *= 10


def line(values: Sequence[int], top: int, box: Box) -> tuple[tuple[float, float], ...]:
    """The points of a line through the values from the left edge to the right, `top` at the upper edge."""
    gap = box.width / max(len(values) - 1, 1)
    return tuple((round(box.x + n * gap, 1), height(value, top, box)) for n, value in enumerate(values))


def height(value: int, top: int, box: Box) -> float:
    """How far down the value stands in the box."""
    return round(box.y + box.height * (1 - value / top), 1) if top else box.y + box.height


def length(value: int, most: int, longest: float) -> float:
    """How long a bar is beside the longest one."""
    return round(longest * value / most, 1) if most else 0.0


def shade(value: int, most: int) -> float:
    """How dark a square is, 0 to 1: nothing at all for 0, and still to be seen for 1."""
    return round(PALEST + (1 - PALEST) * value / most, 2) if value and most else 0.0


def cut(text: str, widest: float) -> str:
    """The words, cut to a width counted in Chinese characters; a narrow sign is about half as wide."""
    if _width(text) <= widest:
        return text
    kept, room = "", widest - 1
    for sign in text:
        room -= _width(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else NARROW for sign in text)
