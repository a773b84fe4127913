"""Tells in one look at a message which of many patterns could be found in it, from the signs each cannot do without."""

import re
from collections.abc import Iterable, Iterator, Mapping

# The parser of the standard library: its own reading of a pattern is the only one that is always right.
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

from rules.wording import any_of

# Any one of these must stand in the text: a sign, or two together.
Need: TypeAlias = frozenset[str]
# By the pattern, for each of its alternatives: all of its needs.
Known: TypeAlias = Mapping[str, list[list[Need]]]
_Element: TypeAlias = tuple[Any, Any]

# Signs that nearly every message has; a need for one of them holds little back.
_COMMON = frozenset("的了不在有人我没家里这是来上下一都个大小出到去好老")
_WIDEST = 128
_KEPT = 3
# A sign is as common as so many pairs.
_PAIRS = 10
_OF_NO_WIDTH = (code.ASSERT, code.ASSERT_NOT, code.AT)
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)
_ALL_REPEATS = (*_REPEATS, code.POSSESSIVE_REPEAT)
_CLASSES = {code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s"}
# What begins with so many signs in a row may begin anywhere.
_MANY = 64


class Sieve:
    """Lets through what a pattern may match and little else; never holds back what one does match.

    Every way of a pattern has a bit for each of its needs; a way is open when all of them are set by what a text has.
    """

    def __init__(self, patterns: Iterable[str], known: Known) -> None:
        """What is not `known` of a pattern is read out of it, which takes a quarter of a millisecond."""
        ways = [(number, way) for number, text in enumerate(patterns) for way in known.get(text) or ways_of(text)]
        self._width = len(ways)
        self._owners = [number for number, _ in ways]
        self._bits: dict[str, int] = {}
        self._unneeded = 0
        for bit, (_, way) in enumerate(ways):
            for place in range(_KEPT):
                self._enter(way[place] if place < len(way) else None, 1 << (bit + place * self._width))
        pairs = [each for each in self._bits if len(each) == 2]
        first, second = (any_of(pair[place] for pair in pairs) for place in (0, 1))
        self._alone = re.compile(any_of(each for each in self._bits if len(each) == 1))
        self._together = re.compile(f"{first}(?={second}(?<=(..)))", re.DOTALL)

    def _enter(self, need: Need | None, bit: int) -> None:
        if need is None:
            self._unneeded |= bit
        for each in need or ():
            self._bits[each] = self._bits.get(each, 0) | bit

    def open(self, words: str) -> list[int]:
        """The numbers of the patterns that may be found in the words."""
        bits, seen = self._bits, self._unneeded
        for sign in self._alone.findall(words):
            seen |= bits[sign]
        for pair in self._together.findall(words):
            if pair in bits:
                seen |= bits[pair]
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
    return [sorted(_needs(way), key=_looseness)[:_KEPT] for way in _alternatives(tree)]


def quick(pattern: str) -> re.Pattern[str]:
    """The pattern, looked for only where one of the signs stands with which it may begin: up to 20 times faster."""
    tree = parser.parse(pattern)
    try:
        signs = _begins(tree)
    except LookupError:
        return re.compile(pattern)
    if "" in signs or tree.state.flags & ~re.UNICODE:
        return re.compile(pattern)
    return re.compile(f"(?=[{''.join(sorted(signs))}])(?:{pattern})")


def _begins(tree: Iterable[_Element]) -> set[str]:
    """The signs with which something may begin, as they stand in a class, "" where it may be nothing. Raises
    LookupError where it may begin with nearly anything."""
    found = {""}
    for name, value in tree:
        if "" not in found:
            break
        found = (found - {""}) | _begins_with(name, value)
    return found


def _begins_with(name: Any, value: Any) -> set[str]:
    if name in _OF_NO_WIDTH:
        return {""}
    if name is code.LITERAL:
        return {re.escape(chr(value))}
    if name is code.IN:
        return {_as_in_class(*each) for each in value}
    if name is code.BRANCH:
        return set[str]().union(*map(_begins, value[1]))
    if name in _ALL_REPEATS:
        return _begins(value[2]) if value[0] else {"", *_begins(value[2])}
    if name is code.SUBPATTERN and not value[1]:
        return _begins(value[3])
    raise LookupError(name)


def _as_in_class(name: Any, value: Any) -> str:
    if name is code.CATEGORY:
        return _CLASSES[value]
    if name is code.RANGE and value[1] - value[0] < _MANY:
        return "-".join(re.escape(chr(end)) for end in value)
    if name is code.LITERAL:
        return re.escape(chr(value))
    raise LookupError(name)


def _alternatives(tree: Iterable[_Element]) -> Iterator[list[_Element]]:
    """The ways of a pattern: those of its only element that needs anything, or the whole as one."""
    row = list(_in_a_row(tree))
    telling = [element for element in row if _is_telling(*element)]
    if len(telling) == 1 and telling[0][0] is code.BRANCH:
        for branch in telling[0][1][1]:
            yield from _alternatives(branch)
    else:
        yield row


def _in_a_row(tree: Iterable[_Element]) -> Iterator[_Element]:
    """The elements that follow each other in the text, without groups and what takes no room."""
    for name, value in tree:
        if name is code.SUBPATTERN and not value[1]:
            yield from _in_a_row(value[3])
        elif name not in _OF_NO_WIDTH:
            yield name, value


def _is_telling(name: Any, value: Any) -> bool:
    """Whether an element needs any sign."""
    if name is code.BRANCH:
        return all(any(_is_telling(*element) for element in way) for way in value[1])
    if name in _REPEATS:
        return value[0] > 0 and any(_is_telling(*element) for element in value[2])
    if name is code.SUBPATTERN:
        return not value[1] and any(_is_telling(*element) for element in value[3])
    return bool(_signs_of(name, value))


def _needs(tree: Iterable[_Element]) -> list[Need]:
    """What must stand in a text: of signs that follow each other two at a time, of what else there is a sign."""
    found, before, alone = list[Need](), Need(), False
    for name, value in _in_a_row(tree):
        signs = _signs_of(name, value)
        if before and signs:
            found.append(frozenset([one + other for one in before for other in signs]))
        elif alone:
            found.append(before)
        alone = bool(signs) and not before
        if not signs:
            found += _needs_of_many(name, value)
        before = signs
    if alone:
        found.append(before)
    return [need for need in found if 0 < len(need) <= _WIDEST]


def _signs_of(name: Any, value: Any) -> Need:
    """The signs that an element stands for, none if it is not of exactly one sign."""
    if name is code.LITERAL:
        return frozenset(chr(value))
    if name is code.IN and all(kind is code.LITERAL for kind, _ in value):
        return frozenset([chr(sign) for _, sign in value])
    return Need()


def _needs_of_many(name: Any, value: Any) -> list[Need]:
    """What an element of other than one sign needs; nothing is known of elements not named here."""
    if name is code.BRANCH:
        ways = [min(_needs(way), key=_looseness, default=Need()) for way in value[1]]
        return [Need().union(*ways)] if all(ways) else []
    return _needs(value[2]) if name in _REPEATS and value[0] > 0 else []


def _looseness(need: Need) -> tuple[int, int]:
    """How much of it nearly every message has, and how much there is of it: a sign is as good as ten pairs."""
    return len(need & _COMMON), sum([1 if len(each) > 1 else _PAIRS for each in need])
