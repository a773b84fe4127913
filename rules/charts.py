"""The pictures of digests: where their lines, bars and squares stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_TICKS = 4
STEPS = (1, 2, 5)
PALEST = 0.12
MOST_DAYS = 7
# How wide our font's Latin signs are beside a Chinese one: no sign is wider than its kind.
THIN, USUAL, CAPITAL, BROAD = 0.4, 0.6, 0.76, 0.95
KINDS = {**dict.fromkeys(" !'(),-.:;I[]fijl{|}rt/\\", THIN), **dict.fromkeys("mwMW%@", BROAD)}
LATIN_END = 0x180
LATIN_WORD = re.compile(r"[A-Za-z'’-]+")
LAST_NUMBER = re.compile(r"\d+\D*$")
PAUSES = " 、；，。;,"


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


def percent(part: int, whole: int) -> str:
    """A share, rounded; what is there is never 0 %, and what is not all never 100 %."""
    share = round(100 * part / whole) if whole else 0
    if part and share == 0:
        return "<1%"
    return ">99%" if share == 100 and part < whole else f"{share}%"


def labelled(days: int) -> range:
    """Which of so many days carry their date: few enough to be read, the last always."""
    gap = max(-(-days // MOST_DAYS), 1)
    return range((days - 1) % gap, days, gap)


def mixed(front: str, back: str, share: float) -> str:
    """One colour (#rrggbb) over another, so strong."""
    return "#" + "".join(
        f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(_rgb(front), _rgb(back), strict=True)
    )


def contrast(one: str, other: str) -> float:
    """How clearly one colour stands on another, as WCAG counts it: 1 to 21, and text needs 4.5."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """Black or white, whichever is read better on this colour."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, ground))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _rgb(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def wrapped(text: str, widest: float, most: int) -> list[str]:
    """The words in at most so many lines of a width; the last is cut, and so is a Latin word too long for a line."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most - 1 and wide(rest) > widest:
        word = LATIN_WORD.match(rest)
        at = word.end() if word and wide(word.group()) > widest else _break(rest, widest)
        lines.append(cut(rest[:at].rstrip(), widest))
        rest = rest[at:].lstrip()
    return [*lines, cut(rest, widest)] if rest else lines


def house(name: str, widest: float) -> list[str]:
    """A building's name in at most two lines: what goes is its middle, never its number."""
    lines, last = wrapped(name, widest, 2), LAST_NUMBER.search(name)
    if last and lines[-1].endswith("…") and wide(last.group()) <= widest:
        return [cut(name[: last.start()].rstrip(), widest), last.group()]
    return lines


def _break(text: str, widest: float) -> int:
    """Where a line ends: after the last pause or before the last number that has room, else between signs."""
    fits = next(n for n in range(1, len(text)) if wide(text[: n + 1]) > widest)
    ends = range(fits, fits // 2, -1)
    pauses = (n for n in ends if text[n - 1] in PAUSES or text[n] == " ")
    numbers = (n for n in ends if text[n].isdigit() and not text[n - 1].isdigit())
    return next(pauses, None) or next(numbers, fits)


def cut(text: str, widest: float) -> str:
    """The words, cut to a width counted in Chinese characters; a narrow sign is about half as wide."""
    if wide(text) <= widest:
        return text
    kept, room = "", widest - 1
    for sign in text:
        room -= wide(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def wide(text: str) -> float:
    """How wide words are, in Chinese characters."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    if sign in KINDS:
        return KINDS[sign]
    if not (sign.isascii() or (unicodedata.category(sign) in ("Lu", "Ll") and ord(sign) < LATIN_END)):
        return 1.0
    return CAPITAL if sign.isupper() else USUAL
