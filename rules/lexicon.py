"""The words a street may edit, and the finding of them in a message."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

THING, SIGN, PHRASE, CUE = "thing", "sign", "phrase", "cue"


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the taxonomy with its words. `scope`: home, unit, building, spot or none."""

    name: str
    zh: str
    service_class: str
    scope: str
    public: bool = True
    level: str = "G"

    @property
    def group(self) -> str:
        return self.name.partition(".")[0]


class Hit(NamedTuple):
    """A word of the lexicon found in a message: its `role` for its `owner` (a matter or a kind)."""

    word: str
    role: str
    owner: str


class WordIndex:
    """Finds the words in a text by their first two signs; those of one sign are looked up alone."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        self.words = tuple(words)
        hits: dict[str, list[Hit]] = {}
        for line in self.words:
            hits.setdefault(line[0][:2], []).append(Hit(*line))
        # A word brings along all words it begins with, so that only the longest need be found.
        self._found = {word: tuple(h for h in hits[word[:2]] if word.startswith(h.word)) for word, _, _ in self.words}
        self._lengths = {head: _lengths(each) for head, each in hits.items()}
        self._singles = {head: self._found[head] for head in hits if len(head) == 1}

    def find(self, text: str) -> list[Hit]:
        """Every word in the text, in order of position; words may overlap."""
        known, lengths, singles, found = self._found, self._lengths, self._singles, list[Hit]()
        for start, pair in enumerate(map(add, text, f"{text[1:]} ")):
            if pair in lengths:
                for length in lengths[pair]:
                    if hits := known.get(text[start : start + length]):
                        found += hits
                        break
            if pair[0] in singles:
                found += singles[pair[0]]
        return found


def _lengths(hits: Iterable[Hit]) -> tuple[int, ...]:
    return tuple(sorted({len(hit.word) for hit in hits}, reverse=True))


class People:
    """Words in nicknames that tell who writes."""

    def __init__(self, staff: Iterable[str] = (), traders: Iterable[str] = ()) -> None:
        self._staff, self._traders = _any_of(staff), _any_of(traders)

    def role(self, nickname: str) -> str:
        """staff, trader or resident. A trader's words win: 「疏通师傅」 sells."""
        if self._traders.search(nickname):
            return "trader"
        return "staff" if self._staff.search(nickname) else "resident"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger to life: patterns that say it and patterns that speak of something else."""

    name: str
    matter: str
    say: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is words. `words` has (word, role, owner) for matters and kinds."""

    matters: Mapping[str, Matter]
    words: WordIndex
    dialect: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    dangers: tuple[Danger, ...]
    people: People
    turns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    clues: Mapping[str, float] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
