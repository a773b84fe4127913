"""What is wrong in a file: a fault carries its sentence's name and what stands in it; it is said in two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from config.fault_words import CHINESE_OWNERS, OWNERS_OF, SENTENCES
from config.town_names import CHINESE


class Kind(StrEnum):
    """What stands in a file at one place."""

    NOTHING = "nothing"
    VALUE = "a single value"
    LIST = "a list"
    KEYS = "keys with values"


_NAMES: Final[Mapping[str, str]] = CHINESE | {
    Kind.NOTHING: "空的",
    Kind.VALUE: "一个值",
    Kind.LIST: "一列",
    Kind.KEYS: "一组“键: 值”",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its name: what stands in it, what was meant perhaps, and what may be written."""

    name: str
    values: tuple[tuple[str, object], ...] = ()
    near: str = ""
    run_together: bool = False
    allowed: "Said | tuple[str, ...]" = ()

    def english(self) -> str:
        """The sentence, and what helps."""
        near = f" (did you mean {str(self.near)!r}?)" if self.near else ""
        colon = f"; {SENTENCES['colon'][0]}" if self.run_together else ""
        told = self.allowed.english() if isinstance(self.allowed, Said) else ", ".join(self.allowed)
        values = {key: _joined(value, ", ") for key, value in self.values}
        return SENTENCES[self.name][0].format(**values) + near + colon + (f"; allowed: {told}" if told else "")

    def chinese(self) -> str:
        """The sentence, and what helps."""
        near = f"，是不是“{_word(self.near)}”" if self.near else ""
        colon = f"，{SENTENCES['colon'][1]}" if self.run_together else ""
        told = self.allowed.chinese() if isinstance(self.allowed, Said) else "、".join(map(_word, self.allowed))
        values = {key: _joined(_named(value), "、") for key, value in self.values}
        return SENTENCES[self.name][1].format(**values) + near + colon + (f"，可以写：{told}" if told else "")


def said(
    name: str, /, *, near: str = "", run_together: bool = False, allowed: Said | Iterable[str] | str = (), **values: Any
) -> Said:
    """A sentence with its values; `allowed` is another sentence's name, or the words that may stand there."""
    if isinstance(allowed, str):
        allowed = Said(allowed)
    elif not isinstance(allowed, Said):
        allowed = tuple(allowed)
    return Said(name, tuple(values.items()), near, run_together, allowed)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose fault it is: a kind of entry, and which one, "" where that is not known."""

    what: str
    which: object = ""

    def english(self) -> str:
        """As in `place d2`."""
        return self.what if self.which == "" else f"{OWNERS_OF.get(self.what, self.what)} {self.which}"

    def chinese(self) -> str:
        """As in `地点d2`."""
        return f"{CHINESE_OWNERS.get(self.what, self.what)}{_named(self.which)}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, for the person who wrote it; `at` is the wrong value, where it is one."""

    file: str
    line: int
    said: Said
    owner: Owner | None = None
    at: object = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """What is wrong, in English."""
        told = self.said.english()
        return f"{self.owner.english()}: {told}" if self.owner else told

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"

    def chinese(self) -> str:
        """What is wrong and where, in Chinese: 第9行，人员502：role写的是“网络员”……"""
        return f"第{self.line}行{f'，{self.owner.chinese()}' if self.owner else ''}：{self.said.chinese()}"


class ConfigurationFaults(Exception):
    """Everything that is wrong, at once: `faults` in the order of files and lines; as text, one line a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.text))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; "" where none is."""
    return next(iter(get_close_matches(word, sorted(known), n=1)), "")


def _joined(value: object, between: str) -> object:
    return between.join(map(str, value)) if isinstance(value, tuple) else value


def _named(value: object) -> object:
    """A role, level, purpose or kind by its Chinese name."""
    return _NAMES.get(value, value) if isinstance(value, StrEnum) else value


def _word(word: str) -> str:
    return f"{CHINESE[word]}（{word}）" if isinstance(word, StrEnum) and word in CHINESE else word
