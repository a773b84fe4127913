"""Takes typed values out of marked YAML and notes every fault instead of stopping at the first."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from config.marked import Fault, Keys, Node, Rows, Scalar, colon_hint, kind_of

E = TypeVar("E", bound=StrEnum)

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_SPAN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(s|min|h|d)")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_UNITS = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}
_DAY = timedelta(days=1)
NONE: Mapping[str, str] = MappingProxyType({})
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class Form:
    """The keys of one mapping, taken one by one; `finish` tells of those nobody asked for.

    A value that is missing or wrong is noted in `faults` and read as the default (or "", 0, None);
    from then on the form is not `sound`.
    """

    def __init__(self, keys: Keys, faults: list[Fault], what: str) -> None:
        self.keys, self.faults, self.what = keys, faults, what
        self.sound = True
        self._asked: set[str] = set()
        self._parts: list[Form] = []

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self._given(key) is not None

    def is_word(self, key: str, word: str) -> bool:
        """Whether exactly this word stands under the key."""
        node = self._given(key)
        return isinstance(node, Scalar) and node.text == word

    def fault(self, text: str, key: str = "") -> None:
        """Note a fault at `key`'s value, or at the mapping's first line."""
        self.fault_at(self.keys.values.get(key, self.keys), text)

    def fault_at(self, node: Node, text: str) -> None:
        """Note a fault at one value of this form."""
        self.sound = False
        self.faults.append(Fault(node.file, node.line, f"{self.what}: {text}"))

    def text(self, key: str, default: str | None = None) -> str:
        """A piece of text, as it was written; needed where there is no default."""
        scalar = self._scalar(key, needed=default is None)
        if scalar is None:
            return default or ""
        if default is None and not scalar.text.strip():
            self.fault(f"{key} is empty", key)
        return scalar.text.strip()

    def integer(self, key: str, needed: bool = False) -> int | None:
        """A whole number of at most 64 bits; None where none (or no number) is given."""
        scalar = self._scalar(key, needed)
        if scalar is None:
            return None
        if not _INTEGER.fullmatch(scalar.text) or not -(2**63) <= int(scalar.text) < 2**63:
            self.fault(f"{key} is {scalar.text!r}; allowed: a whole number", key)
            return None
        return int(scalar.text)

    def count(self, key: str, least: int = 0, most: int = 1_000_000) -> int:
        """A needed whole number between two bounds; `least` on a fault."""
        number = self.integer(key, needed=True)
        if number is not None and least <= number <= most:
            return number
        if number is not None:
            self.fault(f"{key} is {number}; allowed: {least} to {most}", key)
        return least

    def number(self, key: str, default: float | None = None) -> float:
        """A number that is not negative; needed where there is no default."""
        scalar = self._scalar(key, needed=default is None)
        if scalar is None:
            return default or 0.0
        if not _NUMBER.fullmatch(scalar.text):
            self.fault(f"{key} is {scalar.text!r}; allowed: a number such as 2 or 0.5", key)
            return default or 0.0
        return float(scalar.text)

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        scalar = self._scalar(key, needed=False)
        if scalar is None:
            return default
        if scalar.text.lower() not in _YES + _NO:
            self.fault(f"{key} is {scalar.text!r}; allowed: yes, no", key)
        return scalar.text.lower() in _YES

    def choice(self, key: str, allowed: type[E], default: E | None = None, names: Mapping[str, str] = NONE) -> E | None:
        """One of the words of an enumeration, or what that is called by `names`; needed where there is no default."""
        word = self.word(key, [each.value for each in allowed], default, names)
        return allowed(word) if word else None

    def word(
        self, key: str, allowed: Collection[str], default: str | None = None, names: Mapping[str, str] = NONE
    ) -> str | None:
        """One of these words, or what that is called by `names`; needed where there is no default."""
        scalar = self._scalar(key, needed=default is None)
        if scalar is None:
            return default
        if scalar.text in allowed:
            return scalar.text
        if scalar.text in names:
            return names[scalar.text]
        near = did_you_mean(scalar.text, allowed) or did_you_mean(scalar.text, names)
        self.fault(f"{key} is {scalar.text!r}{near}; allowed: {', '.join(allowed)}", key)
        return None

    def span(self, key: str, needed: bool = True, day: timedelta = _DAY) -> timedelta | None:
        """A length of time: "10 s", "30 min", "2 h", "3 d", where a d is as long as `day`."""
        scalar = self._scalar(key, needed)
        if scalar is None:
            return None
        found = _SPAN.fullmatch(scalar.text)
        if found:
            return float(found[1]) * (day if found[2] == "d" else _UNITS[found[2]])
        self.fault(f"{key} is {scalar.text!r}; allowed: such as 10 s, 30 min, 2 h or 3 d", key)
        return None

    def long(self, key: str) -> timedelta:
        """A needed length of time; nothing on a fault."""
        return self.span(key) or timedelta(0)

    def clock_time(self, key: str) -> time:
        """A needed time of day: "08:00"; "24:00" is midnight."""
        scalar = self._scalar(key, needed=True)
        found = _TIME.fullmatch(scalar.text) if scalar else None
        hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
        if (hour, minute) == (24, 0):
            return time(0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
        if scalar:
            self.fault(f"{key} is {scalar.text!r}; allowed: a time of day such as 08:00", key)
        return time(0)

    def rows(self, key: str, needed: bool = False) -> tuple[Node, ...]:
        """The entries of a list; none where the key is missing."""
        node = self._given(key)
        if isinstance(node, Rows):
            return node.rows
        if node is not None:
            self.fault(f"{key} is {kind_of(node)}; allowed: a list", key)
        elif needed:
            self.missing(key)
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The words of a needed list."""
        words = []
        for node in self.rows(key, needed=True):
            if isinstance(node, Scalar) and node.text.strip():
                words.append(node.text.strip())
            else:
                self.fault_at(node, f"{kind_of(node)} in {key}; allowed: single words")
        return tuple(words)

    def forms(self, key: str, what: str, needed: bool = False) -> "list[Form]":
        """The mappings of a list, each called `what` and finished with this form; other entries are faults."""
        forms = []
        for node in self.rows(key, needed):
            if isinstance(node, Keys):
                forms.append(Form(node, self.faults, what))
            else:
                self.fault_at(node, f"{kind_of(node)} in {key}; allowed: keys with values{colon_hint(node)}")
        self._parts += forms
        return forms

    def form(self, key: str) -> "Form":
        """The mapping under `key`, finished with this one; an empty one, and a fault, where there is none."""
        node = self._given(key)
        part = Form(node, self.faults, key) if isinstance(node, Keys) else Nothing(self.keys, self.faults, key)
        if node is None:
            self.missing(key)
        elif not isinstance(node, Keys):
            self.fault(f"{key} is {kind_of(node)}; allowed: keys with values", key)
        self._parts.append(part)
        return part

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.keys.values.keys() - self._asked:
            file, line = self.keys.lines[key]
            hint = colon_hint(key) or did_you_mean(key, self._asked)
            self.faults.append(
                Fault(file, line, f"{self.what}: unknown key {key!r}{hint}; allowed: {', '.join(sorted(self._asked))}")
            )
        for part in self._parts:
            part.finish()

    def _given(self, key: str) -> Node | None:
        self._asked.add(key)
        node = self.keys.values.get(key)
        return None if isinstance(node, Scalar) and node.empty else node

    def _scalar(self, key: str, needed: bool) -> Scalar | None:
        node = self._given(key)
        if isinstance(node, Scalar):
            return node
        if node is not None:
            self.fault(f"{key} is {kind_of(node)}; allowed: a single value", key)
        elif needed:
            self.missing(key)
        return None

    def missing(self, key: str) -> None:
        """Note that a needed key has no value."""
        self.fault(f"{key} is {'empty' if key in self.keys.values else 'missing'}", key)


class Nothing(Form):
    """Stands where a whole mapping is missing, which was told once: its keys are not told one by one."""

    def __init__(self, beside: Keys, faults: list[Fault], what: str) -> None:
        super().__init__(Keys(beside.file, beside.line), faults, what)
        self.sound = False

    def missing(self, key: str) -> None:
        """Say nothing."""


def form_of(node: Node, faults: list[Fault], what: str) -> Form | None:
    """A form over one node; None, and a fault, when it has no keys."""
    if isinstance(node, Keys):
        return Form(node, faults, what)
    faults.append(
        Fault(node.file, node.line, f"{what}: {kind_of(node)} where keys with values are expected{colon_hint(node)}")
    )
    return None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " (did you mean 'x'?)" for the nearest known word, else ""."""
    near = get_close_matches(word, sorted(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
