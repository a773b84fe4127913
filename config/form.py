"""Takes typed values out of marked YAML and notes every fault instead of stopping at the first."""

import re
from collections.abc import Collection, Mapping
from datetime import time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from config.faults import Fault, Owner, Said, nearest, said
from config.marked import Keys, Node, Rows, Scalar, kind_of, run_together

E = TypeVar("E", bound=StrEnum)

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_SPAN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(s|min|h|d)")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_UNITS = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}
_DAY = timedelta(days=1)
# Ten years; what is added to a moment must stay in the calendar.
_LONGEST = timedelta(days=3660)
NONE: Mapping[str, str] = MappingProxyType({})
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class Form:
    """The keys of one mapping, taken one by one; `finish` tells of those nobody asked for.

    It is told of as a `what`, and by `which` one it is where that is known.

    A value that is missing or wrong is noted in `faults` and read as the default (or "", 0, None);
    from then on the form is not `sound`.
    """

    def __init__(self, keys: Keys, faults: list[Fault], what: str) -> None:
        self.keys, self.faults, self.what = keys, faults, what
        self.which: object = ""
        self.sound = True
        self._asked: set[str] = set()
        self._may_be_never: set[str] = set()
        self._parts: list[Form] = []

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self._given(key) is not None

    def names(self, key: str) -> bool:
        """Whether the key stands there, with a value or with none."""
        return key in self.keys.values

    def is_never(self, key: str) -> bool:
        """Whether `never` stands under the key."""
        self._may_be_never.add(key)
        node = self._given(key)
        return isinstance(node, Scalar) and node.text == "never"

    def fault(self, told: Said, key: str = "") -> None:
        """Note a fault at `key`'s value, or at the mapping's first line."""
        self.fault_at(self.keys.values.get(key, self.keys), told)

    def fault_at(self, node: Node, told: Said) -> None:
        """Note a fault at one value of this form."""
        self.sound = False
        self.faults.append(Fault(node.file, node.line, told, self._owner, node))

    def text(self, key: str, default: str | None = None) -> str:
        """A piece of text, as it was written; needed where there is no default."""
        scalar = self._scalar(key, needed=default is None)
        if scalar is None:
            return default or ""
        if default is None and not scalar.text.strip():
            self.fault(said("empty", key=key), key)
        return scalar.text.strip()

    def integer(self, key: str, needed: bool = False) -> int | None:
        """A whole number of at most 64 bits; None where none (or no number) is given."""
        scalar = self._scalar(key, needed)
        if scalar is None:
            return None
        if not _INTEGER.fullmatch(scalar.text) or not -(2**63) <= int(scalar.text) < 2**63:
            self.fault(said("is", key=key, value=scalar.text, allowed="whole_number"), key)
            return None
        return int(scalar.text)

    def count(self, key: str, least: int = 0, most: int = 1_000_000) -> int:
        """A needed whole number between two bounds; `least` on a fault."""
        number = self.integer(key, needed=True)
        if number is not None and least <= number <= most:
            return number
        if number is not None:
            bounds = said("between", least=least, most=most)
            self.fault(said("is", key=key, value=number, allowed=bounds), key)
        return least

    def number(self, key: str, default: float | None = None) -> float:
        """A number that is not negative; needed where there is no default."""
        scalar = self._scalar(key, needed=default is None)
        if scalar is None:
            return default or 0.0
        if not _NUMBER.fullmatch(scalar.text):
            self.fault(said("is", key=key, value=scalar.text, allowed="number"), key)
            return default or 0.0
        return float(scalar.text)

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        scalar = self._scalar(key, needed=self.names(key))
        if scalar is None:
            return default
        if scalar.text.lower() not in _YES + _NO:
            self.fault(said("is", key=key, value=scalar.text, allowed=("yes", "no")), key)
        return scalar.text.lower() in _YES

    def choice(self, key: str, allowed: type[E], default: E | None = None, names: Mapping[str, str] = NONE) -> E | None:
        """One of the words of an enumeration, or what that is called by `names`; needed where there is no default."""
        words = list(allowed) if names else [each.value for each in allowed]
        word = self.word(key, words, default, names)
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
        near = nearest(scalar.text, allowed) or nearest(scalar.text, names)
        self.fault(said("is", key=key, value=scalar.text, near=near, allowed=allowed), key)
        return None

    def span(
        self, key: str, needed: bool = True, day: timedelta = _DAY, most: timedelta = _LONGEST
    ) -> timedelta | None:
        """A length of time: "10 s", "30 min", "2 h", "3 d", where a d is as long as `day`; no longer than `most`."""
        scalar = self._scalar(key, needed)
        if scalar is None:
            return None
        found = _SPAN.fullmatch(scalar.text)
        span = float(found[1]) * (day if found[2] == "d" else _UNITS[found[2]]) if found else None
        if span is not None and span <= most:
            return span
        limit = "span" if span is None else said("at_most", most=f"{most.days} d")
        self.fault(said("is", key=key, value=scalar.text, allowed=limit), key)
        return None

    def long(self, key: str, most: timedelta = _LONGEST) -> timedelta:
        """A needed length of time; nothing on a fault."""
        return self.span(key, most=most) or timedelta(0)

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
            self.fault(said("is", key=key, value=scalar.text, allowed="clock_time"), key)
        return time(0)

    def rows(self, key: str, needed: bool = False) -> tuple[Node, ...]:
        """The entries of a list; none where the key is missing."""
        node = self._given(key)
        if isinstance(node, Rows):
            return node.rows
        if node is not None:
            self.fault(said("is_kind", key=key, kind=kind_of(node), allowed="list"), key)
        elif needed:
            self.missing(key)
        return ()

    def texts(self, key: str, allowed: Collection[str] = ()) -> tuple[str, ...]:
        """The words of a needed list; with `allowed`, others are faults."""
        words = []
        for node in self.rows(key, needed=True):
            word = node.text.strip() if isinstance(node, Scalar) else ""
            if not isinstance(node, Scalar):
                self.fault_at(node, said("kind_in", key=key, kind=kind_of(node), allowed=allowed or "words"))
            elif not word or (allowed and word not in allowed):
                near = nearest(word, allowed)
                self.fault_at(node, said("word_in", word=word, key=key, near=near, allowed=allowed or "words"))
            else:
                words.append(word)
        return tuple(words)

    def forms(self, key: str, what: str, needed: bool = False) -> "list[Form]":
        """The mappings of a list, each called `what` and finished with this form; other entries are faults."""
        forms = []
        for node in self.rows(key, needed):
            if isinstance(node, Keys):
                forms.append(Form(node, self.faults, what))
            else:
                joined = run_together(node)
                self.fault_at(node, said("kind_in", key=key, kind=kind_of(node), run_together=joined, allowed="keys"))
        self._parts += forms
        return forms

    def form(self, key: str) -> "Form":
        """The mapping under `key`, finished with this one; an empty one, and a fault, where there is none."""
        node = self._given(key)
        part = Form(node, self.faults, key) if isinstance(node, Keys) else Nothing(self.keys, self.faults, key)
        if node is None:
            self.missing(key)
        elif not isinstance(node, Keys):
            self.fault(said("is_kind", key=key, kind=kind_of(node), allowed="keys"), key)
        self._parts.append(part)
        return part

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.keys.values.keys() - self._asked:
            file, line = self.keys.lines[key]
            joined = run_together(key)
            near = "" if joined else nearest(key, self._asked)
            told = said("unknown_key", key=key, near=near, run_together=joined, allowed=sorted(self._asked))
            self.faults.append(Fault(file, line, told, self._owner))
        for part in self._parts:
            part.finish()

    @property
    def _owner(self) -> Owner:
        return Owner(self.what, self.which)

    def _given(self, key: str) -> Node | None:
        self._asked.add(key)
        node = self.keys.values.get(key)
        return None if isinstance(node, Scalar) and node.empty else node

    def _scalar(self, key: str, needed: bool) -> Scalar | None:
        node = self._given(key)
        if isinstance(node, Scalar):
            return node
        if node is not None:
            self.fault(said("is_kind", key=key, kind=kind_of(node), allowed="value"), key)
        elif needed:
            self.missing(key)
        return None

    def missing(self, key: str) -> None:
        """Note that a needed key has no value."""
        allowed = "or_never" if key in self._may_be_never else ()
        self.fault(said("empty", key=key, allowed=allowed) if self.names(key) else said("missing", key=key), key)


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
    told = said("no_keys", kind=kind_of(node), run_together=run_together(node))
    faults.append(Fault(node.file, node.line, told, Owner(what)))
    return None
