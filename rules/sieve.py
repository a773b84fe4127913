"""Tells in one look at a message which of many patterns could be found in it, from the signs each cannot do without."""

import re
from collections.abc import Iterable, Sequence

# The parser of the standard library: its own reading of a pattern is the only one that is always right.
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

# Any one of these signs must stand in the text.
Need: TypeAlias = frozenset[str]

# Signs that nearly every message has; a need for one of them holds little back.
_COMMON = frozenset("的了不在有人我没家里这是来上下一都个大小出到去好老")
_KEPT = 3
_WIDEST = 64


class Sieve:
    """Lets through what a pattern may match and little else; never holds back what one does match.

    Every way of a pattern has a bit for each of its needs; a way is open when all of them are set by a text's signs.
    """

    def __init__(self, patterns: Sequence[Iterable[str]]) -> None:
        ways = [(number, way) for number, each in enumerate(patterns) for text in each for way in ways_of(text)]
        self._width = len(ways)
        self._signs: dict[str, int] = {}
        self._owners = [number for number, _ in ways]
        self._unneeded = 0
        for bit, (_, way) in enumerate(ways):
            for place in range(_KEPT):
                self._enter(way[place] if place < len(way) else None, 1 << (bit + place * self._width))

    def _enter(self, need: Need | None, bit: int) -> None:
        if need is None:
            self._unneeded |= bit
        for sign in need or ():
            self._signs[sign] = self._signs.get(sign, 0) | bit

    def open(self, words: str) -> list[int]:
        """The numbers of the patterns that may be found in the words."""
        signs, seen = self._signs, self._unneeded
        for sign in signs.keys() & set(words):
            seen |= signs[sign]
        ways = seen & (seen >> self._width) & (seen >> 2 * self._width) & ((1 << self._width) - 1)
        found: dict[int, None] = {}
        while ways:
            lowest = ways & -ways
            found[self._owners[lowest.bit_length() - 1]] = None
            ways ^= lowest
        return list(found)


def ways_of(pattern: str) -> list[list[Need]]:
    """For each alternative of a pattern up to three needs, the strictest first."""
    tree = parser.parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return [[]]
    return [sorted(_needs(way), key=_looseness)[:_KEPT] for way in _alternatives(list(tree))]


def _alternatives(tree: list[Any]) -> list[list[Any]]:
    """The ways of a pattern: those of its only element that needs anything, or the whole as one."""
    telling = [element for element in tree if _needs_of(*element)] if len(tree) > 1 else tree
    if len(telling) != 1:
        return [tree]
    name, value = telling[0]
    if name is code.BRANCH:
        return [way for branch in value[1] for way in _alternatives(list(branch))]
    plain = name is code.SUBPATTERN and not value[1]
    return _alternatives(list(value[3])) if plain else [tree]


def _looseness(need: Need) -> tuple[int, int]:
    return len(need & _COMMON), len(need)


def _needs(tree: Iterable[Any]) -> list[Need]:
    return [need for name, value in tree for need in _needs_of(name, value) if len(need) <= _WIDEST]


def _needs_of(name: Any, value: Any) -> list[Need]:
    """What one element of a pattern needs; nothing is known of elements not named here."""
    if name is code.LITERAL:
        return [frozenset(chr(value))]
    if name is code.IN and all(kind is code.LITERAL for kind, _ in value):
        return [frozenset(chr(sign) for _, sign in value)]
    if name is code.BRANCH:
        ways = [min(_needs(way), key=_looseness, default=Need()) for way in value[1]]
        return [Need().union(*ways)] if all(ways) else []
    if name in (code.MAX_REPEAT, code.MIN_REPEAT) and value[0] > 0:
        return _needs(value[2])
    if name is code.SUBPATTERN and not value[1]:
        return _needs(value[3])
    return []
