"""The words a street may edit, and the finding of them in a message."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon found at `start`: its `role` for its `owner` (a matter or a kind)."""

    start: int
    word: str
    role: str
    owner: str


class WordIndex:
    """Finds all words of two or more characters by their first two; single characters are looked up alone."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        self._by_head: dict[str, list[tuple[str, str, str]]] = {}
        self._singles: dict[str, list[tuple[str, str, str]]] = {}
        self.words = tuple(words)
        for word, role, owner in self.words:
            heads = self._by_head if len(word) > 1 else self._singles
            heads.setdefault(word[:2], []).append((word, role, owner))

    def find(self, text: str) -> list[Hit]:
        """Every hit in the text, in order of position; words may overlap."""
        heads, singles, hits = self._by_head, self._singles, []
        for start in range(len(text)):
            for word, role, owner in (*heads.get(text[start : start + 2], ()), *singles.get(text[start], ())):
                if text.startswith(word, start):
                    hits.append(Hit(start, word, role, owner))
        return hits


@dataclass(frozen=True, slots=True)
class People:
    """Words in nicknames that tell who writes."""

    staff: tuple[str, ...] = ()
    traders: tuple[str, ...] = ()

    def role(self, nickname: str) -> str:
        """staff, trader or resident. A trader's words win: 「疏通师傅」 sells."""
        if any(word in nickname for word in self.traders):
            return "trader"
        return "staff" if any(word in nickname for word in self.staff) else "resident"


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
