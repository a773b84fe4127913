"""The words a street may edit, and the finding of them in a message."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from rules.places import nickname
from rules.sieve import quick

_NAMES_KEPT = 4096
THING, SIGN, PHRASE, CUE, SENSE = "thing", "sign", "phrase", "cue", "sense"


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


# The words found in a text in order of position, and a bit for each role of an owner that they show.
Finds: TypeAlias = tuple[list[Hit], int]


class WordIndex:
    """Finds the words in a text by their first two signs; those of one sign are looked up alone."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        self.words = tuple(words)
        self._roles = sorted({(owner, role) for _, role, owner in self.words})
        hits: dict[str, list[Hit]] = {}
        for line in self.words:
            hits.setdefault(line[0][:2], []).append(Hit(*line))
        bits = {each: 1 << number for number, each in enumerate(self._roles)}
        self._begun: dict[str, list[tuple[str, Finds]]] = {}
        for head, own in hits.items():
            for word in sorted({hit.word for hit in own}, key=len, reverse=True):
                # A word brings along all words it begins with, so that only the longest need be found.
                found = [hit for hit in own if word.startswith(hit.word)]
                shown = sum({bits[hit.owner, hit.role] for hit in found})
                self._begun.setdefault(head, []).append((word, (found, shown)))
        self._alone = {head: own[0][1] for head, own in self._begun.items() if len(head) == 1}
        self._first = frozenset(head[0] for head in self._begun)

    def find(self, text: str) -> Finds:
        """Every word in the text; words may overlap."""
        found, shown = list[Hit](), 0
        first, begun, alone = self._first, self._begun, self._alone
        for start, sign in enumerate(text):
            if sign not in first:
                continue
            for word, (hits, bits) in begun.get(text[start : start + 2], ()):
                if text.startswith(word, start):
                    found += hits
                    shown |= bits
                    break
            if sign in alone and start + 1 < len(text):
                hits, bits = alone[sign]
                found += hits
                shown |= bits
        return found, shown

    def roles(self, shown: int) -> list[tuple[str, str]]:
        """Owner and role of every bit set, in order of their names."""
        found = list[tuple[str, str]]()
        while shown:
            number = shown.bit_length() - 1
            found.append(self._roles[number])
            shown ^= 1 << number
        return found[::-1]


class People:
    """Words in nicknames that tell who writes."""

    def __init__(self, staff: Iterable[str] = (), traders: Iterable[str] = ()) -> None:
        self._staff, self._traders = _any_of(staff), _any_of(traders)
        self._known = lru_cache(_NAMES_KEPT)(self._read)

    def role(self, name: str) -> str:
        """staff, trader or resident. A trader's words win: 「疏通师傅」 sells."""
        return self._known(name)

    def _read(self, name: str) -> str:
        if self._traders.search(name):
            return "trader"
        # 「1-1-101 葛师傅」 lives there: whoever comes to mend something tells no room.
        staff = name.replace("师傅", "") if nickname(name).room else name
        return "staff" if self._staff.search(staff) else "resident"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


class Turns(dict[str, re.Pattern[str]]):
    """Turns of speech by their names, each compiled when it is first looked for: most messages need few."""

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self._said = {name: "|".join(f"(?:{pattern})" for pattern in own) for name, own in said.items()}

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = found = quick(self._said[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._said

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self._said else default

    def ready(self) -> Iterator[None]:
        """Compiles them all, one at a time."""
        for name in self._said:
            self[name]
            yield

    def written(self, name: str) -> str:
        """The pattern of a turn as it is written."""
        return self._said[name]


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger to life: patterns that say it, those that no weight may deny, those of something else, and
    those of something else whatever the weights feel."""

    name: str
    matter: str
    say: tuple[str, ...]
    unless: tuple[str, ...]
    plainly: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is words. `words` has (word, role, owner) for matters and kinds, `english` the dangers
    as they are told in English."""

    matters: Mapping[str, Matter]
    words: WordIndex
    dialect: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    dangers: tuple[Danger, ...]
    english: tuple[Danger, ...]
    people: People
    turns: Turns = field(default_factory=lambda: Turns({}))
    clues: Mapping[str, float] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
