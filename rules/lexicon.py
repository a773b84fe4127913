"""The words a street may edit, and the finding of them in a message."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from rules.places import nickname
from rules.sieve import quick

_SEAM = "\x00"
_SPREAD = np.uint16(40503)
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
    """Finds the words in texts by their first two signs; those of one sign are looked up alone."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        self.words = tuple(words)
        self._roles = sorted({(owner, role) for _, role, owner in self.words})
        hits: dict[str, list[Hit]] = {}
        for line in self.words:
            hits.setdefault(line[0][:2], []).append(Hit(*line))
        # A word brings along all words it begins with, so that only the longest need be found.
        bits = {each: 1 << number for number, each in enumerate(self._roles)}
        known = {word: [hit for hit in hits[word[:2]] if word.startswith(hit.word)] for word, _, _ in self.words}
        self._found = {word: (own, sum({bits[hit.owner, hit.role] for hit in own})) for word, own in known.items()}
        self._lengths = {head: _lengths(each) for head, each in hits.items()}
        self._singles = {head: self._found[head] for head in hits if len(head) == 1}
        self._heads, self._alone = np.zeros(1 << 16, np.bool_), np.zeros(1 << 16, np.bool_)
        self._heads[_pairs(_signs("".join(head for head in hits if len(head) == 2)))[::2]] = True
        self._alone[_signs("".join(self._singles))] = True

    def find(self, text: str) -> Finds:
        """Every word in the text; words may overlap."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[Finds]:
        """The same for each of many texts; where words may begin is found for all at once."""
        joined = _SEAM.join((*texts, ""))
        signs = _signs(joined)
        begins = self._alone[signs]
        begins[:-1] |= self._heads[_pairs(signs)]
        starts = begins.nonzero()[0]
        ends = starts.searchsorted(np.array([len(text) + 1 for text in texts]).cumsum()).tolist()
        places = starts.tolist()
        found, known, lengths, singles = list[Finds](), self._found, self._lengths, self._singles
        for first, end in pairwise((0, *ends)):
            own, shown = list[Hit](), 0
            for start in places[first:end]:
                for length in lengths.get(joined[start : start + 2], ()):
                    if longest := known.get(joined[start : start + length]):
                        hits, bits = longest
                        own += hits
                        shown |= bits
                        break
                if single := singles.get(joined[start]):
                    hits, bits = single
                    own += hits
                    shown |= bits
            found.append((own, shown))
        return found

    def roles(self, shown: int) -> list[tuple[str, str]]:
        """Owner and role of every bit set, in order of their names."""
        found = list[tuple[str, str]]()
        while shown:
            number = shown.bit_length() - 1
            found.append(self._roles[number])
            shown ^= 1 << number
        return found[::-1]


def _pairs(signs: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    return signs[:-1] * _SPREAD ^ signs[1:]


def _signs(words: str) -> npt.NDArray[np.uint16]:
    """The lower half of every sign's number; two signs seldom share it, and nothing hangs on it if they do."""
    return np.frombuffer(words.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint16)


def _lengths(hits: Iterable[Hit]) -> tuple[int, ...]:
    return tuple(sorted({len(hit.word) for hit in hits}, reverse=True))


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
    """One kind of danger to life: patterns that say it, those that no weight may deny, those of something else."""

    name: str
    matter: str
    say: tuple[str, ...]
    unless: tuple[str, ...]
    plainly: tuple[str, ...] = ()


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
