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
    """Finds all words of two or more characters by their first two; single characters are looked up alone."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        self.words = tuple(words)
        heads: dict[str, list[Hit]] = {}
        for word, role, owner in self.words:
            heads.setdefault(word[:2], []).append(Hit(word, role, owner))
        self._heads = {head: tuple(hits) for head, hits in heads.items()}

    def find(self, text: str) -> list[Hit]:
        """Every word in the text, in order of position; words may overlap."""
        heads, found = self._heads, []
        for start, head in enumerate(map(add, text, text[1:])):
            if head in heads:
                for hit in heads[head]:
                    if len(hit.word) == 2 or text.startswith(hit.word, start):
                        found.append(hit)
            if head[0] in heads:
                found.extend(heads[head[0]])
        found.extend(heads.get(text[-1:], ()))
        return found


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
    """One kind of danger to life: patterns that say it and patterns that speak of something else.

    `near` are the signs of which at least one stands in whatever any `say` matches; it only saves time.
    """

    name: str
    matter: str
    say: tuple[str, ...]
    unless: tuple[str, ...]
    near: str = ""


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
